"""Numbers that stand apart from the entries they count, put before them, so that no column is seen between the two."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise

from citeaudit.formats.pdf.lines import Chunk
from citeaudit.text.patterns import lazy

_NUMBER = lazy(r"[\[(]?(?P<value>\d{1,4})[\])]?[.:)]?")
"""What may count an entry, alone in its place: "12.", "[12]"."""
_ALIGNED = 1.5
"""Points: how far the edges of numbers in one column stray, and those of the entries behind them."""
_SAME_SIZE = 0.1
"""Of the font size: how far a number differs from the entry that it counts."""
_SAME_BASELINE = 0.25
"""Of the font size, likewise."""
_WIDEST = 3.5
"""Of the font size: between a number and its entry; an item hangs by three at most."""
_FEWEST = 3
"""Numbers in a column; two may be years or pages at the end of a line."""
_MOST_RISING = 0.8
"""Of the steps from number to number are one; a number that stands close to its entry is not among them."""


def with_entry_numbers(chunks: Sequence[Chunk]) -> list[Chunk]:
    """The chunks of a page, numbers that rise by one down a column put before what begins behind them, line by line."""
    by_height = sorted(chunks, key=lambda chunk: chunk.y)
    heights = [chunk.y for chunk in by_height]

    def on_the_line(number: Chunk) -> list[Chunk]:
        reach = _SAME_BASELINE * number.size
        return by_height[bisect_left(heights, number.y - reach) : bisect_right(heights, number.y + reach)]

    numbers = [chunk for chunk in chunks if _value(chunk)]
    pairs = [(number, entry) for number in numbers if (entry := _behind(number, on_the_line(number))) is not None]
    joined: set[int] = set()
    for column in _columns(pairs):
        if len(column) < _FEWEST or not _counts([number for number, _ in column]):
            continue
        for number, entry in column:
            entry.pieces[0].space = True
            entry.pieces[:0] = number.pieces
            entry.x0 = number.x0
            joined.add(id(number))
    return [chunk for chunk in chunks if id(chunk) not in joined]


def _value(chunk: Chunk) -> int:
    """The number that a chunk is, 0 where it is something else."""
    match = _NUMBER.fullmatch(chunk.text) if len(chunk.pieces) <= _FEWEST else None
    return int(match["value"]) if match else 0


def _behind(number: Chunk, line: Sequence[Chunk]) -> Chunk | None:
    """What stands behind a number on its line, close enough to be counted by it."""
    size = number.size
    found = [
        chunk
        for chunk in line
        if 0 < chunk.x0 - number.x1 < _WIDEST * size
        and abs(chunk.y - number.y) < _SAME_BASELINE * size
        and abs(chunk.size - size) < _SAME_SIZE * size
    ]
    return min(found, key=lambda chunk: chunk.x0, default=None)


def _columns(pairs: Sequence[tuple[Chunk, Chunk]]) -> Iterator[list[tuple[Chunk, Chunk]]]:
    """Pairs whose numbers end, or begin, at one place, from the top; the entries behind them begin at one place too."""
    waiting = sorted(pairs, key=lambda pair: pair[1].x0)
    while waiting:
        first = waiting[0][1].x0
        same = [pair for pair in waiting if pair[1].x0 - first < _ALIGNED]
        waiting = waiting[len(same) :]
        same.sort(key=lambda pair: pair[0].y)
        for edge in ("x0", "x1"):
            places = [getattr(number, edge) for number, _ in same]
            if max(places) - min(places) < _ALIGNED:
                yield same
                break


def _counts(numbers: Sequence[Chunk]) -> bool:
    steps = [_value(b) - _value(a) for a, b in pairwise(numbers)]
    return sum(step == 1 for step in steps) >= _MOST_RISING * len(steps)
