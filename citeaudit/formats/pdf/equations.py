"""Numbers of equations, which stand in parentheses at the right edge of their column, as citations do not.

They count the equations of the document: (1), (2), (3), whatever stands between. What stands in a row with words is a cell of a table.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from citeaudit.formats.pdf.lines import Chunk
from citeaudit.text.patterns import lazy

_NUMBER = lazy(r"\((?P<value>\d{1,3})(?P<part>[a-z])?\)")
_AT_THE_EDGE = 1.0
"""Of the font size: how far a number ends from the right edge of its column."""
_APART = 1.5
"""Of the font size: between an equation and its number."""
_MOST_WORDS = 2
"""Words beside a number: "for all"; a row of a table, or a line of text, has more."""
_FEWEST = 2
"""Numbers that count; one alone may be anything."""
_LONGEST_LEAP = 3
"""From number to number; a formula that fills its line has no wide space before its number."""
_MOST_RISING = 0.8
"""Of all numbers that stand so; those of a table with citations rise and fall."""
_WIDE = 0.6
"""Of the width of a region: lines that tell where its edge is are as long."""
_WORD = lazy(r"[^\W\d_]{4,}")


def numbers_of_equations(regions: Sequence[Sequence[Sequence[Chunk]]]) -> set[int]:
    """The ids of chunks that are the number of an equation; `regions` has the rows of every region, in reading order."""
    found = [candidate for rows in regions for candidate in _candidates(rows)]
    numbers: set[int] = set()
    last = 0
    for chunk, value in found:
        if last <= value <= last + _LONGEST_LEAP:  # "(2a)" and "(2b)" have one number
            numbers.add(id(chunk))
            last = value
    return numbers if len(numbers) >= max(_FEWEST, _MOST_RISING * len(found)) else set()


def _candidates(rows: Sequence[Sequence[Chunk]]) -> Iterator[tuple[Chunk, int]]:
    """Chunks that stand where numbers of equations do, each with its number."""
    edge = _right_edge(rows)
    for row in rows:
        last = row[-1]
        match = _NUMBER.fullmatch(last.text)
        if match is None or abs(edge - last.x1) > _AT_THE_EDGE * last.size:
            continue
        apart = len(row) == 1 or last.x0 - row[-2].x1 > _APART * last.size
        words = sum(len(_WORD.findall(chunk.text)) for chunk in row[:-1])
        if apart and words <= _MOST_WORDS:
            yield last, int(match["value"])


def _right_edge(rows: Sequence[Sequence[Chunk]]) -> float:
    """Where most of the long lines of a region end."""
    extents = [(row[0].x0, max(chunk.x1 for chunk in row)) for row in rows]
    widest = max((x1 - x0 for x0, x1 in extents), default=0.0)
    ends = sorted(x1 for x0, x1 in extents if x1 - x0 > _WIDE * widest)
    return ends[-1 - len(ends) // 20] if ends else 0.0
