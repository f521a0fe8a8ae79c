"""How lines are set: what most of the text has in common, and where a line stands in its column."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from citeaudit.formats.pdf.lines import Line

INDENT = 0.7
"""Of the font size: a first line is set in by one to two of it, uneven edges of scans by less than half."""
_AT_THE_EDGE = 0.3
"""Of the font size: lines around an indented one stand at the edge of the column, or nearly."""
_SAME_SIZE = 0.3
"""Points: lines of the size of most of the text, in spite of how sizes are rounded."""
_FARTHEST_LEADING = 3.0
"""Of the font size: baselines further apart are not of neighbouring lines."""
_USUAL_LEADING = 1.2
"""Of the font size: how far baselines are apart where no two lines follow each other."""
_TIGHT = 2.6
"""Of the leading: three lines that follow each other have their first and last baselines within two of it, or a little more."""
_FEWEST_INDENTED = 2
"""Indented first lines; one may be a quotation."""
_SHARE_INDENTED = 0.02
"""Of the lines within paragraphs; a paragraph has fewer than 50 lines."""
_TOLERANCE = 0.06
"""How far the sizes of two lines of one paragraph may differ where text is set: a figure or a sign within it changes so much."""
_ROUGH_TOLERANCE = 0.2
"""The same where text recognition measured the sizes."""
_ROUGH = 0.3
"""Of the characters; text that is set has more of them in one size."""
SMALL = 0.94
"""Of the size of the text: notes, legends and tables are set one point smaller at least."""
_SPACE = 0.35
"""Of the font size: the narrowest space that a word needs before it."""
_CENTRED = 0.3
"""Of the font size: how far the middle of a centred line is from that of its column."""
_FEWEST_INDENT_CENTRED = 1.0
"""Of the font size: a line that fills its column is not centred in it."""


@dataclass(frozen=True, slots=True)
class Measures:
    """How most of the text is set: font size, distance of baselines, whether paragraphs are indented and letters bold.

    `tolerance` is how far the sizes of two lines of one paragraph may differ, 0 to 1; text recognition measures roughly.
    """

    size: float
    leading: float
    indented: bool
    bold: bool
    tolerance: float


def measure(lines: Sequence[Line]) -> Measures:
    """What most of the lines have in common."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size * 2) / 2] += len(line.content)
    size = sizes.most_common(1)[0][0]
    body = [line for line in lines if abs(line.size - size) <= _SAME_SIZE]
    steps = [b.y - a.y for a, b in pairwise(lines) if a.region == b.region and 0 < b.y - a.y < _FARTHEST_LEADING * size]
    leading = median(steps) if steps else _USUAL_LEADING * size
    bold = sum(len(line.content) for line in body if line.bold)
    characters = sum(len(line.content) for line in body)
    rough = characters < _ROUGH * sum(sizes.values())
    return Measures(
        size=size,
        leading=leading,
        indented=_are_indented(body, leading),
        bold=bold * 2 > characters,
        tolerance=_ROUGH_TOLERANCE if rough else _TOLERANCE,
    )


def _are_indented(body: Sequence[Line], leading: float) -> bool:
    """Whether paragraphs begin with an indented line, which stands between two that are not."""
    starts = inside = 0
    for before, line, after in zip(body, body[1:], body[2:], strict=False):
        if before.region == line.region == after.region and after.y - before.y < _TIGHT * leading:
            inside += 1
            starts += indent(line) > INDENT and indent(before) < _AT_THE_EDGE and indent(after) < _AT_THE_EDGE
    return starts >= max(_FEWEST_INDENTED, _SHARE_INDENTED * inside)


def indent(line: Line) -> float:
    """How far a line begins from the left edge of its column, in its font size."""
    return (line.x0 - line.left) / line.size


def off_centre(line: Line) -> float:
    """How far the middle of a line is from that of its column, in points."""
    return abs((line.x0 + line.x1) / 2 - (line.left + line.right) / 2)


def is_centred(line: Line) -> bool:
    """Whether a line stands in the middle of its column and does not fill it."""
    return off_centre(line) < _CENTRED * line.size and indent(line) > _FEWEST_INDENT_CENTRED


def is_small(line: Line, measures: Measures) -> bool:
    """Whether a line is set smaller than the text: notes, legends, tables."""
    return line.size < SMALL * measures.size


def ends_early(line: Line, following: str, first_word: float) -> bool:
    """Whether the first word of the next line had room on this one.

    Args:
        line: A line.
        following: The words of the next; one that begins with a dash is cut from the word before.
        first_word: How wide the first of them is, in points.
    """
    if following[:1] in "-–—":
        return False
    return line.x1 + first_word + _SPACE * line.size < line.right
