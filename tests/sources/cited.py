"""References as the records of the fake servers would be cited."""

from __future__ import annotations

from typing import Any

from citeaudit.model import Location, Name, Record, Reference

TITLE = "Sleep and the consolidation of memory in adults"
DOI = "10.5555/sleep"
ODD: tuple[object, ...] = (None, [], {}, "", 7, [None], [[]], [{}], True, {"date-parts": None})
"""What no field of a record should be, and some are."""


def cited(index: int = 1, title: str = TITLE, family: str = "Hall", **fields: Any) -> Reference:
    """A reference to a work of 2015; `fields` are more of its record's."""
    record = Record(
        author=(Name(family=family, given="A"),) if family else (),
        title=title,
        container_title="J Synth Examples" if title else "",
        year=2015,
        volume="12" if title else "",
        page="101-9" if title else "",
        **fields,
    )
    raw = f"{family} A. {title}. J Synth Examples 2015;12:101-9."
    return Reference(
        index=index, label=str(index), raw=raw, record=record, location=Location(path="paper.md"), confidence=1.0
    )
