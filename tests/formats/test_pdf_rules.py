"""The rules by which lines of a PDF are put together: each at its edge, and a step past it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from citeaudit.formats.pdf import breaks, headings
from citeaudit.formats.pdf.lines import Line
from citeaudit.formats.pdf.openings import is_legend, is_named_heading
from citeaudit.formats.pdf.paragraphs import Part, parts_of
from citeaudit.formats.pdf.pieces import BOLD, ITALIC
from citeaudit.formats.pdf.setting import Measures, measure
from citeaudit.model import BlockKind

LEFT = 100.0
RIGHT = 400.0
MEASURES = Measures(size=10.0, leading=12.0, indented=True, bold=False, tolerance=0.06)
NOT_INDENTED = Measures(size=10.0, leading=12.0, indented=False, bold=False, tolerance=0.06)
TIGHT = Measures(size=10.0, leading=5.0, indented=True, bold=False, tolerance=0.06)


def line(
    content: str = "sleep helps the memory of",
    *,
    x0: float = LEFT,
    x1: float = 395.0,
    y: float = 0.0,
    style: int = 0,
    **rest: Any,
) -> Line:
    """A line of a column from 100 to 400 points, which it fills unless told otherwise."""
    fields = {"size": 10.0, "page": 1, "cells": 1, "left": LEFT, "right": RIGHT, "first_word": 20.0} | rest
    return Line(content=content, styles=bytes([style]) * len(content), x0=x0, x1=x1, y=y, **fields)


def below(content: str = "adults and of children", **rest: Any) -> Line:
    """The line that follows."""
    return line(content, **{"y": 12.0} | rest)


FULL = [line()]
FOUR = [line(y=y) for y in (-36.0, -24.0, -12.0, 0.0)]
CENTRED = [line(x0=200, x1=300)]
GOES_ON = (False, "")


def words(length: int, end: str = "") -> str:
    """A capital and small letters, so many characters with what they end with."""
    return ("Sleep " * 50)[: length - len(end) - 1] + "s" + end


@pytest.mark.parametrize(
    ("current", "following", "measures", "expected"),
    [
        (FULL, below(), MEASURES, GOES_ON),
        (FULL, below(region=1), MEASURES, (True, "another_column")),
        # sizes: 0.06 of the larger
        (FULL, below(size=9.4), MEASURES, GOES_ON),
        (FULL, below(size=9.3), MEASURES, (True, "another_size")),
        # bold: three lines and 200 characters behind which plain text begins, 80 characters of a bold line
        ([line(style=BOLD)], below(), MEASURES, (True, "bold_begins_or_ends")),
        ([line("s" * 200, style=BOLD)], below(), MEASURES, (True, "bold_begins_or_ends")),
        ([line("s" * 201, style=BOLD)], below(), MEASURES, GOES_ON),
        (FOUR[1:], below("s" * 81, style=BOLD), MEASURES, (True, "bold_begins_or_ends")),
        (FOUR, below("s" * 80, style=BOLD), MEASURES, (True, "bold_begins_or_ends")),
        (FOUR, below("s" * 81, style=BOLD), MEASURES, GOES_ON),
        # distance: 1.28 of the usual one and half a point; 1.9 and 1.05 of the font size are bounds of what is usual
        (FULL, below(y=12 * 1.28 + 0.5), MEASURES, GOES_ON),
        (FULL, below(y=15.87), MEASURES, (True, "wider_step")),
        (FULL, below(y=0.1), MEASURES, GOES_ON),
        (FULL, below(y=0.0), MEASURES, (True, "wider_step")),
        ([line(y=-25), line()], below(y=19 * 1.28 + 0.5), MEASURES, GOES_ON),
        ([line(y=-25), line()], below(y=24.83), MEASURES, (True, "wider_step")),
        (FULL, below(y=10.5 * 1.28 + 0.5), TIGHT, GOES_ON),
        (FULL, below(y=13.95), TIGHT, (True, "wider_step")),
        # cells: two
        (FULL, below(cells=2), MEASURES, GOES_ON),
        (FULL, below(cells=3), MEASURES, (True, "table_begins_or_ends")),
        (FULL, below("1. Hall", cells=3), MEASURES, GOES_ON),
        # room for the next word: its width and 0.35 of the font size
        ([line(x1=376.5)], below("Figure 2. Sleep"), MEASURES, GOES_ON),
        ([line(x1=376.45)], below("Figure 2. Sleep"), MEASURES, (True, "legend_begins")),
        ([line(x1=376.5)], below("Methods"), MEASURES, GOES_ON),
        ([line(x1=376.45)], below("Methods"), MEASURES, (True, "name_of_a_section")),
        ([line("sleep helps.")], below("Methods"), MEASURES, (True, "name_of_a_section")),
        ([line("Methods")], below(), MEASURES, (True, "behind_name_of_a_section")),
        ([line(y=-12), line("Methods")], below(), MEASURES, GOES_ON),
        # indents: 0.7 and 5 of the font size
        (FULL, below(x0=107), MEASURES, GOES_ON),
        (FULL, below(x0=108), MEASURES, (True, "indented")),
        (FULL, below(x0=149), MEASURES, (True, "indented")),
        (FULL, below(x0=150), MEASURES, GOES_ON),
        ([line("1. Hall and")], below(x0=120), MEASURES, GOES_ON),
        # centred lines: 0.3 off the middle at most, further in than 1; what follows 1.5 off at most
        (CENTRED, below(x0=215, x1=285), MEASURES, (False, "indented")),
        (CENTRED, below(x0=215, x1=315), MEASURES, (False, "indented")),
        (CENTRED, below(x0=215, x1=315.2), MEASURES, (True, "indented")),
        ([line(x0=200, x1=305.9)], below(x0=215, x1=285), MEASURES, (False, "indented")),
        ([line(x0=200, x1=306)], below(x0=215, x1=285), MEASURES, (True, "indented")),
        ([line(x0=110.1, x1=389.9)], below(x0=121, x1=379), MEASURES, (False, "indented")),
        ([line(x0=110, x1=390)], below(x0=120, x1=380), MEASURES, (True, "indented")),
        # a second indented line: 0.2 apart, between 0.7 and 3 in
        ([line(x0=120)], below(x0=121.98), MEASURES, (True, "indented_as_the_first")),
        ([line(x0=120)], below(x0=122), MEASURES, GOES_ON),
        ([line(x0=107)], below(x0=107), MEASURES, GOES_ON),
        ([line(x0=108)], below(x0=108), MEASURES, (True, "indented_as_the_first")),
        ([line(x0=129.9)], below(x0=129.9), MEASURES, (True, "indented_as_the_first")),
        ([line(x0=130)], below(x0=130), MEASURES, GOES_ON),
        ([line(x0=120)], below(x0=120), NOT_INDENTED, GOES_ON),
        # items
        ([line(x1=376.5)], below("2. Berg"), MEASURES, GOES_ON),
        ([line(x1=376.45)], below("2. Berg"), MEASURES, (True, "item_begins")),
        ([line("1. Hall.")], below("2. Berg"), MEASURES, (True, "item_begins")),
        # sentences
        ([line("sleep helps.", x1=376.5)], below("Naps do"), MEASURES, GOES_ON),
        ([line("sleep helps.", x1=376.45)], below("Naps do"), MEASURES, (True, "sentence_ended_early")),
        ([line("sleep helps [3, 4].", x1=300)], below("naps do"), MEASURES, GOES_ON),
        ([line("sleep helps.", x0=200, x1=300)], below("Naps do", x0=205, x1=295), MEASURES, GOES_ON),
    ],
)  # fmt: skip
def test_where_something_new_begins(
    current: Sequence[Line], following: Line, measures: Measures, expected: tuple[bool, str]
) -> None:
    decision = breaks.decide(current, following, measures)
    assert (decision.breaks, decision.rule) == expected
    assert len(parts_of([*current, following], measures)) >= 1 + decision.breaks


def short(content: str, **rest: Any) -> list[Line]:
    """A line that ends well before the edge."""
    return [line(content, **{"x1": 300.0} | rest)]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (short("Sleep and memory"), GOES_ON),
        # three lines, 200 characters
        ([line(words(60), style=BOLD)] * 3, (True, "bold_type")),
        ([line(words(40), style=BOLD)] * 4, (False, "too_long")),
        (short(words(200), style=BOLD), (True, "bold_type")),
        (short(words(201), style=BOLD), (False, "too_long")),
        # three letters
        (short("REM 2", style=BOLD), (True, "bold_type")),
        (short("Fc 22", style=BOLD), (False, "no_words")),
        # two cells
        (short("Sleep loss", style=BOLD, cells=2), (True, "bold_type")),
        (short("Sleep loss", style=BOLD, cells=3), (False, "row_of_cells")),
        (short("2. Methods"), (True, "name_of_a_section")),
        # full stops: 80 characters
        (short("Sleep loss,", style=BOLD), (False, "ends_like_a_sentence")),
        (short("Sleep and the consoli-", style=BOLD), (False, "ends_like_a_sentence")),
        (short("2.1 Sleep and the consoli-", style=BOLD), (False, "ends_like_a_sentence")),
        (short("2.1 " + words(76, ".")), (True, "numbered_line")),
        (short("2.1 " + words(77, ".")), (False, "whole_sentence")),
        # sizes: 1.09 and 0.94 of that of the text
        (short("Sleep loss", size=10 * 1.09), GOES_ON),
        (short("Sleep loss", size=11.0), (True, "large_type")),
        (short("sleep loss", size=11.0), GOES_ON),
        (short("Sleep loss", style=BOLD, size=10 * 0.94), GOES_ON),
        (short("Sleep loss", style=BOLD, size=9.5), (True, "bold_type")),
        # capitals: twelve words, five characters, two lines, one cell
        (short("SLEEP " * 11 + "LOSS"), (True, "capitals")),
        (short("SLEEP " * 12 + "LOSS"), GOES_ON),
        (short("SLEEP"), (True, "capitals")),
        (short("REMS"), GOES_ON),
        (short("SLEEP LOSS") * 2, (True, "capitals")),
        (short("SLEEP LOSS") * 3, GOES_ON),
        (short("SLEEP LOSS", cells=2), GOES_ON),
        # italics: 100 characters, one line, two font sizes before the edge
        (short(words(100), style=ITALIC), (True, "slanted_line")),
        (short(words(101), style=ITALIC), GOES_ON),
        (short("Sleep loss", style=ITALIC) * 2, GOES_ON),
        (short("Sleep loss", style=ITALIC, x1=380), GOES_ON),
        (short("Sleep loss", style=ITALIC, x1=379.9), (True, "slanted_line")),
        # numbers: two lines
        (short("2.1 Sleep loss"), (True, "numbered_line")),
        (short("2.1 Sleep loss") + short("in adults"), (True, "numbered_line")),
        (short("2.1 Sleep loss") + short("in adults") * 2, GOES_ON),
    ],
)
def test_headings(lines: Sequence[Line], expected: tuple[bool, str]) -> None:
    decision = headings.decide(lines, MEASURES)
    assert (decision.is_heading, decision.rule) == expected
    assert (headings.heading_level(lines, MEASURES) > 0) == decision.is_heading


@pytest.mark.parametrize(
    ("text", "level"),
    [("Methods", 2), ("2 Sleep loss", 2), ("2.1 Sleep loss", 3), ("2.1.3 Sleep loss", 4), ("Sleep loss", 0)],
)
def test_levels_of_headings(text: str, level: int) -> None:
    assert headings.heading_level(short(text), MEASURES) == level


def test_every_rule_is_tried_here() -> None:
    def tried(function: Any) -> set[str]:
        (mark,) = (mark for mark in function.pytestmark if mark.name == "parametrize")
        return {case[-1][1] for case in mark.args[1]}

    assert tried(test_where_something_new_begins) == {rule.__name__ for rule in breaks.RULES} | {""}
    assert tried(test_headings) == {rule.__name__ for rule in headings.RULES} | {""}


def names(gap: int) -> str:
    return "Supplementary" + " " * gap + "information"


@pytest.mark.parametrize(
    ("text", "named"),
    [("Methods", True), ("methods", False), ("Methods of sleep", False), (names(36), True), (names(37), False)],
)
def test_names_of_sections(text: str, named: bool) -> None:
    assert is_named_heading(text) is named


@pytest.mark.parametrize(
    ("text", "legend"),
    [("Figure 2. Sleep", True), ("Figure 2 Sleep", True), ("Figure 2 shows sleep", False), ("Extended data Table IV: sleep", True)],
)  # fmt: skip
def test_legends(text: str, legend: bool) -> None:
    assert is_legend(line(text)) is legend


def kinds(*lines: Line) -> list[BlockKind]:
    return [part.kind for part in parts_of(lines, MEASURES)]


@pytest.mark.parametrize(
    ("lines", "kind"),
    [
        # a number or a sign of six characters hangs before an item
        ([line("[1000] sleep", cells=2)], BlockKind.PARAGRAPH),
        ([line("[10000] sleep", cells=2)], BlockKind.TABLE),
        ([line("[1000] sleep", cells=3)], BlockKind.TABLE),
        # small lines with less than a letter in three, two of them at most
        ([line("a1 2", size=9.3)], BlockKind.PARAGRAPH),
        ([line("a1 23", size=9.3)], BlockKind.TABLE),
        ([line("a1 23", size=10 * 0.94)], BlockKind.PARAGRAPH),
        ([line("a1 23", size=9.3, y=y) for y in (0.0, 11.0)], BlockKind.TABLE),
        ([line("a1 23", size=9.3, y=y) for y in (0.0, 11.0, 22.0)], BlockKind.PARAGRAPH),
    ],
)
def test_tables(lines: Sequence[Line], kind: BlockKind) -> None:
    assert set(kinds(*lines)) == {kind}


@pytest.mark.parametrize(("size", "body"), [(10 * 0.94, True), (9.3, False), (11.4, True), (11.5, False)])
def test_the_size_of_running_text(size: float, body: bool) -> None:
    (part,) = parts_of([line(size=size)], MEASURES)
    assert isinstance(part, Part)
    assert (part.kind, part.body) == (BlockKind.PARAGRAPH, body)


def paragraph_lines(
    count: int, indented: Sequence[int], x0: float = 110.0, edge: float = LEFT, more: float = 0.0
) -> list[Line]:
    """Lines 12 points apart, those below and above indented ones by `more`."""
    steps = [12.0 + (more if {at, at - 1} & set(indented) else 0.0) for at in range(count)]
    return [line(x0=x0 if at in indented else edge, y=sum(steps[: at + 1])) for at in range(count)]


@pytest.mark.parametrize(
    ("lines", "indented"),
    [
        (paragraph_lines(9, (3, 6)), True),
        (paragraph_lines(9, (3,)), False),
        (paragraph_lines(9, (3, 6), 108.0), True),
        (paragraph_lines(9, (3, 6), 107.0), False),
        (paragraph_lines(9, (3, 6), 107.1), True),
        (paragraph_lines(9, (3, 6), edge=102.95), True),
        (paragraph_lines(9, (3, 6), edge=103.0), False),
        (paragraph_lines(30, (3, 6), more=3.55), True),
        (paragraph_lines(30, (3, 6), more=3.6), False),
        (paragraph_lines(102, (3, 6)), True),  # two of a hundred that have lines around them
        (paragraph_lines(103, (3, 6)), False),
    ],
)
def test_whether_paragraphs_are_indented(lines: Sequence[Line], indented: bool) -> None:
    assert measure(lines).indented is indented


@pytest.mark.parametrize(("step", "leading"), [(29.95, 29.95), (30.0, 12.0)])
def test_how_far_lines_are_apart(step: float, leading: float) -> None:
    assert measure([line(), line(y=step)]).leading == leading


@pytest.mark.parametrize(("size", "bold"), [(10.295, True), (10.305, False)])
def test_lines_of_the_size_of_the_text(size: float, bold: bool) -> None:
    lines = [line("s" * 9, size=size, style=BOLD), line("s" * 3, style=BOLD), line("s" * 8)]
    assert measure(lines).bold is bold


@pytest.mark.parametrize(("most", "tolerance"), [(300, 0.06), (299, 0.2)])
def test_sizes_that_text_recognition_measured(most: int, tolerance: float) -> None:
    others = [line("s", size=12.0 + at, y=12.0 * at) for at in range(1000 - most)]
    assert measure([*others, line("s" * most, y=9000.0)]).tolerance == tolerance
