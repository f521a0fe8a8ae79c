"""References without a manuscript: read into records, or looked up. Raw strings, one a line, or a file that is a list."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from citeaudit import exports
from citeaudit.auditing import pipeline
from citeaudit.exports.csljson import to_item
from citeaudit.files import decode
from citeaudit.model import Found, Listed, Manuscript, Record, Reference, Resolution
from citeaudit.rules.causes import places as listed_places
from citeaudit.rules.running import is_outage

if TYPE_CHECKING:
    from citeaudit.auditing.pipeline import Progress
    from citeaudit.sources import Source

LINES = "jsonl"
"""The form with one JSON object for each string; all others hold records alone."""


Parsed = Sequence[tuple[Reference, tuple[Record, ...]]]
"""References, and all works in one where there are several, else ()."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """References that were read; `remarks` say what had to be assumed or could not be read, `lost` is how many entries were lost."""

    references: Parsed
    remarks: tuple[str, ...] = ()
    lost: int = 0


def read(data: bytes, name: str) -> Read:
    """The references in the bytes of a file: the entries of a bibliography, else one in each line.

    Raises:
        ReadError: The bytes are not text, or by the name of the file not what they should be.
    """
    from citeaudit.formats import bibliography

    if not bibliography.recognises(data) and Path(name).suffix.lower() not in bibliography.SUFFIXES:
        text, _ = decode(data, name)
        return Read(references=lines(text.removesuffix("\n").split("\n") if text else []))
    manuscript = bibliography.read(name, data)
    references, _ = pipeline.parse_list(manuscript)
    return Read(
        references=[(reference, ()) for reference in references],
        remarks=(*manuscript.notes, *unread(manuscript)),
        lost=len(lost(manuscript)),
    )


def lost(manuscript: Manuscript) -> tuple[Listed, ...]:
    """The entries of a list of which nothing could be saved."""
    places = {reference.text.anchors[0] for reference in manuscript.listed}
    return tuple(entry for entry in manuscript.unreadable if entry.text.anchors[0] not in places)


def unread(manuscript: Manuscript) -> Iterator[str]:
    """What is to be said of entries of a list that could not be read, or not wholly: how many of how many, and where."""
    broken = manuscript.unreadable
    if broken:
        places = [entry.text.location(manuscript.path) for entry in broken]
        read = len(manuscript.listed)
        yield (
            f"{manuscript.path}: {read} of {read + len(lost(manuscript))} entries read; "
            f"what stands in {listed_places(places, manuscript.path)} cannot be read, or only in part"
        )


def lines(strings: Iterable[str]) -> Parsed:
    """Reference strings, read."""
    return list(pipeline.parse_strings(strings))


def parsed(references: Parsed, format: str = LINES) -> str:
    """References as the text of a file of records, in the same order.

    In jsonl a string with several works, "(a) ... (b) ...", gives the first, and all of them under "parts".

    Args:
        references: The references.
        format: "jsonl", or the name of an export.

    Raises:
        ConfigError: There is no such export.
    """
    if format != LINES:
        form = exports.get(format, besides=(LINES,))
        records = [
            (reference.key, record) for reference, parts in references for record in parts or (reference.record,)
        ]
        return exports.dumped(form, [record for _, record in records], [key for key, _ in records])
    return "".join(
        _line(
            ({"id": reference.key} if reference.key else {})
            | to_item(reference.record)
            | {"raw": reference.raw, "confidence": reference.confidence}
            | ({"parts": [to_item(part) for part in parts]} if parts else {})
        )
        for reference, parts in references
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


def look_up(parsed: Parsed, works: Source, progress: Progress | None = None) -> LookedUp:
    """Look references up.

    Args:
        parsed: The references.
        works: Where works are looked up.
        progress: Told how many were looked up.
    """
    references = [reference for reference, _ in parsed]
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
