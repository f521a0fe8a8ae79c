"""RIS files as bibliographies: entries with keys and places."""

from __future__ import annotations

import re

from citeaudit.bibliographies.entries import Contents, Entry
from citeaudit.errors import ReadError
from citeaudit.text.patterns import lazy

_BEGINNING = lazy(r"^TY {1,2}-", re.MULTILINE)
_KEY = lazy(r"^(?:ID|LB) {1,2}-[ \t]*(\S.*?)[ \t]*$", re.MULTILINE)
_ONE_SPACE = lazy(r"^([A-Z][A-Z0-9]) -", re.MULTILINE)


def parse(text: str) -> Contents:
    """The entries of a RIS file.

    The key is what stands in ID or LB; an entry without gets the key that an export as BibTeX would give it.

    Raises:
        ReadError: There is no entry.
    """
    from citeaudit.exports import citation_keys, ris

    starts = [match.start() for match in _BEGINNING.finditer(text)]
    if not starts:
        raise ReadError("this is not an RIS file: there is no line such as “TY  - JOUR” in it")
    records, spans, typed, broken = [], [], [], []
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        chunk = text[start:end].rstrip()
        try:
            record = ris.load(_ONE_SPACE.sub(r"\1  -", chunk))[0]
        except (ReadError, IndexError, ValueError, KeyError):
            broken.append(start)
            continue
        found = _KEY.search(chunk)
        records.append(record)
        spans.append((start, start + len(chunk)))
        typed.append(found[1] if found else "")
    made = citation_keys(records)
    entries = [
        Entry(key or other, record, *span) for key, other, record, span in zip(typed, made, records, spans, strict=True)
    ]
    return Contents(tuple(entries), tuple(broken))
