"""Numbers of equations, which stand in parentheses at an edge of their column, as citations do not.

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
    return set().union(
        *(_counting([c for rows in regions for c in candidates(rows)]) for candidates in (_right, _left))
    )


def _counting(found: Sequence[tuple[Chunk, int]]) -> set[int]:
    """The ids of the numbers that count, if most of them do."""
    numbers: set[int] = set()
    last = 0
    for chunk, value in found:
        if last <= value <= last + _LONGEST_LEAP:  # "(2a)" and "(2b)" have one number
            numbers.add(id(chunk))
            last = value
    return numbers if len(numbers) >= max(_FEWEST, _MOST_RISING * len(found)) else set()


def _right(rows: Sequence[Sequence[Chunk]]) -> Iterator[tuple[Chunk, int]]:
    """Numbers at the right edge of a region."""
    _, edge = _edges(rows)
    for row in rows:
        number = row[-1]
        if abs(edge - number.x1) <= _AT_THE_EDGE * number.size and _is_number(number, row[:-1]):
            yield number, _value(number)


def _left(rows: Sequence[Sequence[Chunk]]) -> Iterator[tuple[Chunk, int]]:
    """Numbers at its left edge, where some journals of mathematics have them; one alone may be the end of a line."""
    edge, _ = _edges(rows)
    for row in rows:
        number = row[0]
        if abs(number.x0 - edge) <= _AT_THE_EDGE * number.size and row[1:] and _is_number(number, row[1:]):
            yield number, _value(number)


def _value(chunk: Chunk) -> int:
    match = _NUMBER.fullmatch(chunk.text)
    return int(match["value"]) if match else 0


def _is_number(number: Chunk, rest: Sequence[Chunk]) -> bool:
    """Whether a chunk has the form of a number, and what stands beside it is no line of words."""
    if not _value(number):
        return False
    gaps = (max(number.x0 - other.x1, other.x0 - number.x1) for other in rest)
    words = sum(len(_WORD.findall(chunk.text)) for chunk in rest)
    return min(gaps, default=number.size * _APART) >= _APART * number.size and words <= _MOST_WORDS


def _edges(rows: Sequence[Sequence[Chunk]]) -> tuple[float, float]:
    """Where most of the long lines of a region begin and end."""
    extents = [(row[0].x0, max(chunk.x1 for chunk in row)) for row in rows]
    widest = max((x1 - x0 for x0, x1 in extents), default=0.0)
    long = [(x0, x1) for x0, x1 in extents if x1 - x0 > _WIDE * widest]
    if not long:
        return 0.0, 0.0
    starts, ends = sorted(x0 for x0, _ in long), sorted(x1 for _, x1 in long)
    return starts[len(starts) // 20], ends[-1 - len(ends) // 20]
