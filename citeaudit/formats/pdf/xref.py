"""Whether the index of a PDF leads to its objects.

Where it does not, what is behind it is read as if it were not there, and a copy would lose it without a word.

Source: ISO 32000-1, 7.5.4 (cross-reference table) and 7.5.5 (file trailer).
"""

from __future__ import annotations

import re

from citeaudit.text.patterns import lazy

_START = lazy(rb"startxref\s+(\d+)")
_TABLE = lazy(rb"\s*xref\s+")
_SECTION = lazy(rb"(\d+)\s+(\d+)\s+(?=\d{10} )")
_ENTRY = lazy(rb"(\d{10}) \d{5} ([nf])\s*")
_PREVIOUS = lazy(rb"trailer\b.{,2000}?/Prev\s+(\d+)", re.DOTALL)
_OBJECT = lazy(rb"\s*(\d+)\s+\d+\s+obj\b")


def leads_astray(data: bytes) -> bool:
    """Whether a table of the index has an object where there is none, or another one.

    A file without a table is searched for objects, and one whose index is packed fails as a whole, so both are accepted.
    """
    head = max(0, data.find(b"%PDF-"))
    found = _START.match(data, data.rfind(b"startxref"))
    seen: set[int] = set()
    while found is not None and (place := int(found[1])) not in seen:
        seen.add(place)
        table = _TABLE.match(data, head + place)
        if table is None:
            return False
        at = table.end()
        while section := _SECTION.match(data, at):
            at = section.end()
            for number in range(int(section[1]), int(section[1]) + int(section[2])):
                entry = _ENTRY.match(data, at)
                if entry is None:
                    return False
                at = entry.end()
                offset = int(entry[1])
                if entry[2] == b"n" and offset and not _is_there(data, head + offset, number):
                    return True
        found = _PREVIOUS.match(data, at)
    return False


def _is_there(data: bytes, at: int, number: int) -> bool:
    found = _OBJECT.match(data, at)
    return found is not None and int(found[1]) == number
