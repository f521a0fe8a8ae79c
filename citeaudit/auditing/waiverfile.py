"""Files of waivers: what is suppressed, by reference and check, with a reason."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from citeaudit import discover
from citeaudit.auditing.tomlfile import fits, parsed, read_bytes
from citeaudit.errors import ConfigError
from citeaudit.model import Location, Waiver
from citeaudit.rules import running
from citeaudit.rules.waivers import broken, calling, day, suggestion, unknown_check
from citeaudit.text.patterns import lazy

_BEHIND_ALL_FILES = 1_000_000
"""The order of a file of waivers: findings on it are printed last."""

_WAIVER_KEYS = ("reference", "check", "reason", "until", "manuscript")  # any other is a slip, such as “refernce”
_HEADER = lazy(r"^[ \t]*\[\[[ \t]*waiver[ \t]*\]\]", re.MULTILINE)
"""tomllib gives no lines, so the headers are counted."""


def waivers(path: str, manuscript: str) -> tuple[Waiver, ...]:
    """The waivers of a file that concern a manuscript.

    Each `[[waiver]]` has a `reference` (a key, a DOI or a label), a `check` or several, a `reason`, and may have `until`,
    a day, and `manuscript`, a pattern of paths. What is wrong with one of them is told in it.

    Raises:
        ConfigError: The file cannot be read, or holds something else.
    """
    found: list[Waiver] = []
    for table, location in _waiver_tables(path, read_bytes(path)):
        pattern = table.get("manuscript")
        if isinstance(pattern, str) and not fits(manuscript, pattern, Path(path).parent):
            continue
        found += _waivers_of(table, location, manuscript if pattern else "")
    return tuple(found)


@cache
def _waiver_tables(path: str, data: bytes) -> tuple[tuple[Mapping[str, Any], Location], ...]:
    """The tables of a file of waivers and where they stand, parsed once for all manuscripts."""
    tables = parsed(path, data)
    listed = tables.pop("waiver", [])
    if tables or not isinstance(listed, list) or not all(isinstance(table, dict) for table in listed):
        raise ConfigError(f"{path}: a file of waivers holds [[waiver]] and nothing else")
    headers = list(_HEADER.finditer(text := data.decode("utf-8-sig").replace("\r\n", "\n")))
    found = []
    for at, table in enumerate(listed):
        line = text.count("\n", 0, headers[at].start()) + 1 if len(headers) == len(listed) else None
        location = Location(
            path=path,
            line=line,
            column=line and 1,
            label="" if line else f"waiver {at + 1}",
            order=_BEHIND_ALL_FILES,
        )
        found.append((table, location))
    return tuple(found)


def _waivers_of(table: Mapping[str, Any], location: Location, path: str) -> Iterator[Waiver]:
    checks = table.get("check")
    names = [checks] if isinstance(checks, str) else checks
    unknown = next((key for key in table if key not in _WAIVER_KEYS), None)
    until = day(table["until"]) if "until" in table else None
    problem = ""
    if unknown is not None:
        problem = f"“{unknown}” is not a key of a waiver{suggestion(unknown, _WAIVER_KEYS)}"
    elif not isinstance(names, list) or not names or not all(isinstance(name, str) for name in names):
        problem = "it names no check"
    elif not isinstance(table.get("reference"), str) or not table["reference"].strip():
        problem = "it names no reference, by its key, DOI or label"
    elif not isinstance(table.get("reason"), str) or not table["reason"].strip():
        problem = "it gives no reason"
    elif "until" in table and until is None:
        problem = f"“{table['until']}” is not a day such as 2027-06-30"
    elif not isinstance(table.get("manuscript", ""), str):
        problem = "its manuscript is not a path"
    if problem or names is None:
        yield broken(problem, location)
        return
    for name in dict.fromkeys(names):
        if problem := unknown_check(name, discover.names(running.PACKAGE)):
            yield broken(problem, location, check=name)
        else:
            reason = " ".join(table["reason"].split())
            reference = calling(table["reference"])
            yield Waiver(check=name, reason=reason, location=location, until=until, path=path, reference=reference)
