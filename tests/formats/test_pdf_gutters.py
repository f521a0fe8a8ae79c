"""The rules by which columns of a PDF are told from tables: each at its edge, and a step past it."""

from __future__ import annotations

from typing import Any

import pytest

from citeaudit.formats.pdf import gutters
from citeaudit.formats.pdf.columns import regions_of
from citeaudit.formats.pdf.gutters import Gap
from citeaudit.formats.pdf.lines import Chunk
from citeaudit.formats.pdf.pieces import Piece

EDGE = 310.0


def chunk(text: str, x0: float, x1: float, y: float) -> Chunk:
    return Chunk([Piece(text, x0, x1, y, 10.0, 0, False)], x0, x1, y, 10.0)


def side(x0: float, x1: float, *, lines: int = 3, characters: int = 30, widest: float | None = None) -> list[Chunk]:
    """Lines of a side; the first may be wider than the others."""
    ends = [widest or x1, *[x1] * (lines - 1)]
    return [chunk("s" * characters, x0, end, 100.0 + 12 * at) for at, end in enumerate(ends)]


def cells(x0: float, *, count: int, rows: int) -> list[Chunk]:
    """Words apart, in rows."""
    return [
        chunk("s" * 20, x0 + 60 * at, x0 + 60 * at + 40, 100.0 + 12 * row) for row in range(rows) for at in range(count)
    ]


LEFT = side(100, 300)
RIGHT = side(EDGE, 500)


def gap(left: list[Chunk] = LEFT, right: list[Chunk] = RIGHT, **rest: Any) -> Gap:
    fields = {"edge": EDGE, "width": 400.0, "known": False} | rest
    return Gap(left, right, **fields)


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (gap(), (True, "")),
        (gap(right=[]), (False, "empty_side")),
        # 0.45 of the font size, on nine of ten lines
        (gap(side(100, EDGE - 4.5)), (True, "")),
        (gap(side(100, EDGE - 4.45)), (False, "narrow_gap")),
        (gap(side(100, 300, lines=11, widest=EDGE)), (True, "")),
        (gap(side(100, 300, lines=9) + side(100, EDGE, lines=2)), (False, "narrow_gap")),
        # known places: six characters before an entry, sixteen of a line, three parts of a row
        (gap(side(100, 300, characters=7), known=True), (True, "known_gutter")),
        (gap(side(100, 300, characters=6), known=True), (False, "numbers_before_entries")),
        (gap(side(100, 300, characters=15), side(EDGE, 500, characters=16), known=True), (True, "known_gutter")),
        (gap(side(100, 300, characters=15), side(EDGE, 500, characters=15), known=True), (False, "known_gutter")),
        (gap(cells(100, count=2, rows=3), cells(EDGE, count=1, rows=3), known=True), (True, "known_gutter")),
        (gap(cells(100, count=2, rows=3), cells(EDGE, count=2, rows=3), known=True), (False, "cells_at_a_known_gutter")),
        # three lines
        (gap(right=side(EDGE, 500, lines=2)), (False, "few_lines")),
        # 0.14 of the width
        (gap(right=side(EDGE, EDGE + 56.01), width=400), (True, "")),
        (gap(right=side(EDGE, EDGE + 55.9), width=400), (False, "narrow_side")),
        # sixteen characters
        (gap(right=side(EDGE, 500, characters=16)), (True, "")),
        (gap(right=side(EDGE, 500, characters=15)), (False, "few_words")),
        # lines that fill 0.55 of their side, or have 24 characters
        (gap(right=side(EDGE, EDGE + 110, characters=23, widest=EDGE + 200)), (True, "")),
        (gap(right=side(EDGE, EDGE + 109, characters=23, widest=EDGE + 200)), (False, "open_lines")),
        (gap(right=side(EDGE, EDGE + 109, characters=24, widest=EDGE + 200)), (True, "")),
    ],
)  # fmt: skip
def test_columns_and_tables(found: Gap, expected: tuple[bool, str]) -> None:
    decision = gutters.decide(found)
    assert (decision.columns, decision.rule) == expected


def test_every_rule_is_tried_here() -> None:
    (mark,) = (mark for mark in test_columns_and_tables.pytestmark if mark.name == "parametrize")  # type: ignore[attr-defined]
    assert {case[-1][1] for case in mark.args[1]} == {rule.__name__ for rule in gutters.RULES} | {""}


def order(*chunks: Chunk) -> list[list[int]]:
    """The places of the chunks in each part of the page."""
    return [[chunks.index(part) for part in region.chunks] for region in regions_of(chunks, ())]


@pytest.mark.parametrize(
    ("x0", "parts"),
    [
        (EDGE - 3, [[0, 1, 2], [3, 4, 5, 6]]),  # a line begins three points before the others of its column
        (EDGE - 3.05, [[0, 1, 2], [3, 4, 5], [6]]),
    ],
)
def test_edges_of_columns(x0: float, parts: list[list[int]]) -> None:
    assert order(*LEFT, *RIGHT, chunk("s" * 30, x0, 500, 136.0)) == parts


@pytest.mark.parametrize(
    ("x1", "parts"),
    [
        (EDGE + 20, [[0, 1, 2, 6], [3, 4, 5]]),  # a line sticks out by two font sizes, 0.12 of the right side at most
        (EDGE + 20.1, [[0, 1, 2], [3, 4, 5], [6]]),
    ],
)
def test_lines_that_stick_out(x1: float, parts: list[list[int]]) -> None:
    assert order(*LEFT, *side(EDGE, EDGE + 200), chunk("s" * 30, 100, x1, 148.0)) == parts


@pytest.mark.parametrize(
    ("x1", "parts"),
    [
        (EDGE + 12, [[0, 1, 2, 6], [3, 4, 5]]),
        (EDGE + 12.1, [[0, 1, 2], [3, 4, 5], [6]]),
    ],
)
def test_lines_that_stick_out_into_a_narrow_column(x1: float, parts: list[list[int]]) -> None:
    assert order(*LEFT, *side(EDGE, EDGE + 100), chunk("s" * 30, 100, x1, 148.0)) == parts


@pytest.mark.parametrize(("apart", "columns"), [(1.0, 2), (1.01, 1)])
def test_starts_of_lines_that_are_one_edge(apart: float, columns: int) -> None:
    right = [chunk("s" * 30, EDGE + apart * at, 500, 100.0 + 12 * at) for at in range(3)]
    assert len(order(*LEFT, *right)) == columns


@pytest.mark.parametrize(
    ("size", "parts"),
    [
        (10.595, [[0, 1], [2, 3, 4], [5, 6, 7]]),  # and in the size of the title, 0.06 more or less
        (10.605, [[0], [1, 2, 3, 4], [5, 6, 7]]),
    ],
)
def test_the_last_line_of_a_title_has_its_size(size: float, parts: list[list[int]]) -> None:
    title, last = chunk("s" * 60, 100, 500, 84.0), chunk("s" * 30, 100, 300, 97.0)
    last.size = size
    left, right = side(100, 300), side(EDGE, 500)
    for part in (*left, *right):
        part.y += 24
    assert order(title, last, *left, *right) == parts


@pytest.mark.parametrize(
    ("y", "parts"),
    [
        (84.0 + 16 - 0.1, [[0, 1], [2, 3, 4], [5, 6, 7]]),  # the last line of a title: 1.6 font sizes below
        (84.0 + 16, [[0], [1, 2, 3, 4], [5, 6, 7]]),
    ],
)
def test_the_last_line_of_a_title_is_no_line_of_a_column(y: float, parts: list[list[int]]) -> None:
    title, last = chunk("s" * 60, 100, 500, 84.0), chunk("s" * 30, 100, 300, y)
    left, right = side(100, 300), side(EDGE, 500)
    for part in (*left, *right):
        part.y += 24
    assert order(title, last, *left, *right) == parts
