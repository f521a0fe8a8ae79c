"""A list of references alone: a file of BibTeX, CSL-JSON, CSL-YAML, RIS, EndNote XML or PubMed.

It has entries and no text, so nothing cites them, and nothing is weighed. Places are lines of the file. In BibTeX a line such as
"% citeaudit: ignore[CHECK] reason" speaks to citeaudit, as it does in LaTeX.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from citeaudit.errors import ReadError
from citeaudit.files import BYTE_ORDER_MARKS, decode
from citeaudit.model import Comment, Location, Manuscript
from citeaudit.rules.waivers import COMMENT
from citeaudit.text.patterns import lazy

SUFFIXES = (".bib", ".bibtex", ".biblatex", ".ris", ".nbib", ".medline", ".json")
LARGEST_FILE_BYTES = 100_000_000
"""A hundred thousand entries with abstracts."""

_COMMENT = lazy(rf"[ \t]*(?P<sign>%+)[ \t]*(?P<text>(?:{COMMENT.pattern}).*)", re.IGNORECASE)

_BEGINNING = 200_000
"""Bytes by which a list is known; abstracts may stand before what tells it apart."""


def recognises(data: bytes) -> bool:
    """Whether the bytes are a list of references beyond doubt."""
    from citeaudit.bibliographies.reading import recognised

    start = data[:_BEGINNING]
    mark, codec = next(((m, c) for m, c in BYTE_ORDER_MARKS if data.startswith(m)), (b"", "utf-8"))
    return bool(recognised(start[len(mark) :].decode(codec, "replace")))


def read(path: str, data: bytes, bibliography: Sequence[str] = ()) -> Manuscript:
    """See `citeaudit.formats.Format.read`; other bibliographies are not looked at."""
    from citeaudit.bibliographies import reading

    found = reading.of_bytes(path, data, alone=True)
    if not found.listed and not found.unreadable:
        raise ReadError(f"{path}: there is no reference in it")
    return Manuscript(
        path=path,
        format=found.form,
        title="",
        blocks=(),
        listed=found.listed,
        list_alone=True,
        ordered_by_program=True,
        repeated_keys=reading.repeated(found.listed),
        unreadable=found.unreadable,
        notes=found.notes,
        comments=tuple(_comments(path, data)) if found.form == "bibtex" else (),
    )


def _comments(path: str, data: bytes) -> Iterator[Comment]:
    """What lines of a BibTeX file that are comments say to citeaudit."""
    text, _ = decode(data, path)
    for number, line in enumerate(text.split("\n"), 1):
        if "citeaudit" in line.lower() and (match := _COMMENT.match(line)):
            start, end = match.start("sign") + 1, len(line.rstrip()) + 1
            place = Location(path=path, line=number, column=start, end_line=number, end_column=end)
            yield Comment(text=match["text"].strip(), location=place, alone=True)
