"""Markers in cells of tables that a narrow column cut in two, made whole.

Lines are read across the table, so that the rest of "[12, 14–16," stands behind the cells of the row between.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from citeaudit.formats.pdf.lines import Chunk
from citeaudit.text.patterns import lazy

_OPEN = lazy(r"(?P<bracket>[\[(])\s*\d{1,4}(?:[\s,;–—−-]+\d{1,4})*\s*[,;–—−-]")
"""A cell that opens a marker and does not close it: "[12, 14–16,"."""
_MIDDLE = lazy(r"\d{1,4}(?:[\s,;–—−-]+\d{1,4})*\s*[,;–—−-]")
"""A line between its first and its last."""
_REST = lazy(r"\d{1,4}(?:[\s,;–—−-]+\d{1,4})*\s*(?P<bracket>[\])])")
"""What closes it: "18, 19]"."""
_CLOSING = {"[": "]", "(": ")"}
_NEXT_LINE = 2.5
"""Of the font size: how far below a line of a cell the next one is at most."""
_MOST_LINES = 8
"""Of a cell with one marker."""


def with_whole_markers(chunks: Sequence[Chunk]) -> list[Chunk]:
    """The chunks of a page, the lines of a cell that hold one marker made one line."""
    candidates = [chunk for chunk in chunks if chunk.text[:1] in "[(0123456789"]
    used: set[int] = set()
    for chunk in candidates:
        match = _OPEN.fullmatch(chunk.text)
        if match is None:
            continue
        lines = list(_lines_below(chunk, candidates))
        rest = _REST.fullmatch(lines[-1].text) if lines else None
        if rest is None or rest["bracket"] != _CLOSING[match["bracket"]]:
            continue
        for line in lines:
            line.pieces[0].space = True
            chunk.pieces += line.pieces
            used.add(id(line))
        chunk.x1 = max(chunk.x1, *(line.x1 for line in lines))
    return [chunk for chunk in chunks if id(chunk) not in used]


def _lines_below(chunk: Chunk, candidates: Sequence[Chunk]) -> Iterator[Chunk]:
    """The lines of a cell below its first one, up to the one that closes the marker."""
    last = chunk
    for _ in range(_MOST_LINES - 1):
        below = [
            other
            for other in candidates
            if 0 < other.y - last.y < _NEXT_LINE * last.size
            and abs(other.size - last.size) < 0.1
            and other.x0 < chunk.x1
            and other.x1 > chunk.x0
        ]
        if not below:
            return
        last = min(below, key=lambda other: other.y)
        closes = _REST.fullmatch(last.text)
        if not closes and not _MIDDLE.fullmatch(last.text):
            return
        yield last
        if closes:
            return
