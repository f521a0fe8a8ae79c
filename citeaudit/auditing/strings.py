"""Raw reference strings, without a manuscript: read into records, or looked up, one a line."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from citeaudit import exports
from citeaudit.auditing import pipeline
from citeaudit.exports.csljson import to_item
from citeaudit.model import Found, Resolution
from citeaudit.rules.running import is_outage

if TYPE_CHECKING:
    from citeaudit.auditing.pipeline import Progress
    from citeaudit.sources import Source

LINES = "jsonl"
"""The form with one JSON object for each string; all others hold records alone."""


def parsed(strings: Iterable[str], format: str = LINES) -> str:
    """Reference strings as the text of a file of records, in the same order.

    In jsonl a string with several works, "(a) ... (b) ...", gives the first, and all of them under "parts".

    Args:
        strings: The strings.
        format: "jsonl", or the name of an export.

    Raises:
        ConfigError: There is no such export.
    """
    found = pipeline.parse_strings(strings)
    if format != LINES:
        form = exports.get(format, besides=(LINES,))
        return form.dump([record for reference, parts in found for record in parts or (reference.record,)])
    return "".join(
        _line(
            to_item(reference.record)
            | {"raw": reference.raw, "confidence": reference.confidence}
            | ({"parts": [to_item(part) for part in parts]} if parts else {})
        )
        for reference, parts in found
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class LookedUp:
    """What came of looking strings up.

    `text` has one JSON object a line, in the order given. `outage` says whether a source did not answer; `missing` is why
    not every abstract could be asked for, "" where all were or none was wanted.
    """

    text: str
    outage: bool
    missing: str


def look_up(strings: Iterable[str], works: Source, progress: Progress | None = None) -> LookedUp:
    """Look reference strings up.

    Args:
        strings: The strings.
        works: Where works are looked up.
        progress: Told how many were looked up.
    """
    references = [reference for reference, _ in pipeline.parse_strings(strings)]
    resolutions = pipeline.resolve(references, works, progress)
    missing: str = getattr(works, "missing", "")
    return LookedUp(
        text="".join(_line(_answer(reference.raw, resolutions[reference.index])) for reference in references),
        outage=bool(missing) or is_outage(resolutions.values()),
        missing=missing,
    )


def _answer(raw: str, resolution: Resolution) -> dict[str, object]:
    from citeaudit.reports.json import resolution_object

    work = None
    if isinstance(resolution, Found):
        abstract = resolution.work.abstract
        work = to_item(resolution.work.record) | ({"abstract": abstract} if abstract else {})
    return {"raw": raw, **resolution_object(resolution), "work": work}


def _line(value: object) -> str:
    return json.dumps(value, ensure_ascii=False) + "\n"
