"""Whether two sides of a gap are columns of text: an ordered list of named rules, of which the first that decides is right.

The cells of a table, and numbers before their items, keep clear of a gap as columns do; they are read across it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from statistics import median

from citeaudit.formats.pdf.lines import Chunk, rows_of
from citeaudit.ruling import first_or

FEWEST_LINES = 3
"""In a column; one, where other pages have a column at the same place."""
_NARROWEST_GAP = 0.45
"""Of the font size: columns stand further apart than stretched words do, and that on nine of ten lines."""
_SHARE_THAT_ENDS = 0.9
"""Of the lines of the left side; a line may stick out into the gap."""
_FEWEST_CHARACTERS = 16
"""In the usual line of a column; cells of tables have less."""
_LONGEST_NUMBER = 6
"""Characters before an entry: "[100]."."""
_NARROWEST = 0.14
"""Of the width of the text; numbers of a list have less, and a page has no more than six columns."""
_FEWEST_FILLED = 0.55
"""Of the width of a side is filled by its usual line; words in a drawing, and cells, leave more open."""
_SURELY_TEXT = 1.5
"""So many times the fewest characters make a column of lines that are not filled: verses, addresses, a list."""
_MOST_CELLS = 3
"""Chunks of a row of two columns: two lines, and a number before one; a table has more."""


@dataclass(frozen=True)
class Gap:
    """What stands left and right of where a column may begin. Not slotted: rows are put together when a rule asks, and once.

    `edge` is where it may begin, `width` that of all text, both in points; `known` tells that columns begin there on other pages.
    """

    left: Sequence[Chunk]
    right: Sequence[Chunk]
    edge: float
    width: float
    known: bool

    @cached_property
    def sides(self) -> tuple[list[list[Chunk]], list[list[Chunk]]]:
        """The rows of the left side and of the right."""
        return rows_of(self.left), rows_of(self.right)

    @property
    def extents(self) -> tuple[float, float]:
        """How wide the sides are, in points."""
        return _extent(self.left), _extent(self.right)


Rule = Callable[[Gap], bool | None]
"""True: columns. False: none. None: the rule cannot tell."""


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether two sides are columns, and the name of the rule that decided; "" where none did."""

    columns: bool
    rule: str = ""


def empty_side(gap: Gap) -> bool | None:
    """A side without text is no column: the end of a page whose last column is empty."""
    return None if gap.left and gap.right else False


def narrow_gap(gap: Gap) -> bool | None:
    """Lines that end close to where others begin are parts of lines: a wide space in a stretched line."""
    size = median(chunk.size for chunk in (*gap.left, *gap.right))
    ends = sorted(chunk.x1 for chunk in gap.left)
    end = ends[int(_SHARE_THAT_ENDS * (len(ends) - 1))]
    return False if gap.edge - end < _NARROWEST_GAP * size else None


def numbers_before_entries(gap: Gap) -> bool | None:
    """At a known place, too, what has up to six characters on every line is no column: "12." before its entry."""
    return False if gap.known and all(_characters(row) <= _LONGEST_NUMBER for row in gap.sides[0]) else None


def cells_at_a_known_gutter(gap: Gap) -> bool | None:
    """Rows of four and more parts are a table that happens to keep clear of a known place."""
    return False if gap.known and _is_table(gap) else None


def known_gutter(gap: Gap) -> bool | None:
    """A known place serves for the short end of a column: one line, if it has the words of a line."""
    return max(map(_usual_characters, gap.sides)) >= _FEWEST_CHARACTERS if gap.known else None


def few_lines(gap: Gap) -> bool | None:
    """Two lines beside others are no column: the authors and the date below a title."""
    return False if any(len(rows) < FEWEST_LINES for rows in gap.sides) else None


def narrow_side(gap: Gap) -> bool | None:
    """A side less wide than a seventh of the text is no column: numbers of a list, marks in the margin."""
    return False if any(extent < _NARROWEST * gap.width for extent in gap.extents) else None


def few_words(gap: Gap) -> bool | None:
    """A side whose usual line has less than 16 characters is no column: "12.3 (4.0)" in a table."""
    return False if any(_usual_characters(rows) < _FEWEST_CHARACTERS for rows in gap.sides) else None


def open_lines(gap: Gap) -> bool | None:
    """Lines of few words that leave half of their side open are no column: the labels of a drawing."""
    for rows, extent in zip(gap.sides, gap.extents, strict=True):
        filled = median(sum(chunk.x1 - chunk.x0 for chunk in row) for row in rows) / extent
        if filled < _FEWEST_FILLED and _usual_characters(rows) < _SURELY_TEXT * _FEWEST_CHARACTERS:
            return False
    return None


RULES: tuple[Rule, ...] = (
    empty_side,
    narrow_gap,
    numbers_before_entries,
    cells_at_a_known_gutter,
    known_gutter,
    few_lines,
    narrow_side,
    few_words,
    open_lines,
)
"""What other pages know decides before the rules that need a column's own evidence."""


def decide(gap: Gap) -> Decision:
    """Whether two sides are columns, and the rule that says so; they are where no rule speaks against it."""
    rule, verdict = first_or(RULES, gap, True)
    return Decision(verdict, rule)


def _extent(side: Sequence[Chunk]) -> float:
    return max(chunk.x1 for chunk in side) - min(chunk.x0 for chunk in side)


def _is_table(gap: Gap) -> bool:
    """Whether most rows of the two sides hold several short cells each."""
    rows = rows_of([*gap.left, *gap.right])
    return sum(len(row) > _MOST_CELLS for row in rows) * 2 > len(rows)


def _characters(row: Sequence[Chunk]) -> int:
    return sum(len(piece.text) for chunk in row for piece in chunk.pieces)


def _usual_characters(rows: Sequence[Sequence[Chunk]]) -> float:
    return median(map(_characters, rows))
