"""Lines of a PDF in reading order, made paragraphs, headings, legends and tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from citeaudit.formats.pdf import breaks
from citeaudit.formats.pdf.headings import heading_level, is_sure
from citeaudit.formats.pdf.lines import Line
from citeaudit.formats.pdf.openings import is_legend
from citeaudit.formats.pdf.setting import Measures, is_small
from citeaudit.model import BlockKind

_LARGEST_TEXT = 1.15
"""Of the size of the text: larger lines are of a title, not of a paragraph that a column cut."""
_FEWEST_CELLS = 3
"""Of a row of a table; a line of two may be an item with its number."""
_LONGEST_SIGN = 6
"""Characters of a number or sign before an item: "[100]."."""
_LETTERS_OF_SIGNS = 3
"""Of so many characters one is a letter at least; rows of figures have fewer letters."""
_MOST_SCATTERED = 2
"""Lines of small figures that are the scale of a drawing; more are a table, which its cells show."""


@dataclass(slots=True)
class Part:
    """Lines that belong together; `body` tells that they are set as most of the text is, `sure` that a heading is set as one."""

    lines: list[Line]
    kind: BlockKind
    level: int = 0
    body: bool = True
    sure: bool = False

    @property
    def content(self) -> str:
        """The words."""
        return " ".join(line.content for line in self.lines)


def parts_of(lines: Sequence[Line], measures: Measures) -> list[Part]:
    """Lines as headings, paragraphs, legends, items and rows of tables, in the order of the lines."""
    parts: list[Part] = []
    current: list[Line] = []
    for line in lines:
        if current and breaks.decide(current, line, measures).breaks:
            parts += _parts(current, measures)
            current = []
        current.append(line)
    if current:
        parts += _parts(current, measures)
    return parts


def _parts(lines: list[Line], measures: Measures) -> Iterable[Part]:
    first = lines[0]
    if is_legend(first):
        return [Part(lines, BlockKind.LEGEND, body=False)]
    if _is_table(lines, measures):
        return [Part([line], BlockKind.TABLE, body=False) for line in lines]
    if level := heading_level(lines, measures):
        return [Part(lines, BlockKind.HEADING, level=level, sure=is_sure(lines, measures))]
    body = not is_small(first, measures) and first.size < _LARGEST_TEXT * measures.size
    return [Part(lines, BlockKind.PARAGRAPH, body=body)]


def _is_table(lines: Sequence[Line], measures: Measures) -> bool:
    """Whether lines are rows of cells, or words scattered over a drawing."""
    wide = sum(line.cells >= _FEWEST_CELLS or (line.cells == 2 and not _hangs_wide(line)) for line in lines)
    if wide * 2 > len(lines):
        return True
    letters = sum(c.isalpha() for line in lines for c in line.content)
    signs = sum(not c.isspace() for line in lines for c in line.content)
    return letters * _LETTERS_OF_SIGNS < signs and len(lines) <= _MOST_SCATTERED and is_small(lines[0], measures)


def _hangs_wide(line: Line) -> bool:
    """Whether the first of two parts of a line is the number or sign before an item."""
    first = line.content.split(" ", 1)[0]
    return len(first) <= _LONGEST_SIGN and not first.isalpha()
