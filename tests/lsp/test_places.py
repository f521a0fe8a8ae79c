"""Places in code points and in the units of an encoding."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lsprotocol import types

from citeaudit.lsp.places import Places
from citeaudit.model import Location

_TEXT = "é😀 (3)\r\nb\u2028\x0cc\r𝛼𝛽\n"


@pytest.mark.parametrize(
    ("encoding", "point", "position"),
    [
        ("utf-16", (1, 1), (0, 0)),
        ("utf-16", (1, 2), (0, 1)),
        ("utf-16", (1, 3), (0, 3)),
        ("utf-16", (1, 4), (0, 4)),
        ("utf-8", (1, 3), (0, 6)),
        ("utf-32", (1, 3), (0, 2)),
        ("utf-16", (2, 4), (1, 3)),  # neither U+2028 nor a form feed ends a line
        ("utf-16", (3, 3), (2, 4)),
        ("utf-8", (3, 2), (2, 4)),
        ("utf-16", (4, 1), (3, 0)),
    ],
)
def test_both_ways(encoding: str, point: tuple[int, int], position: tuple[int, int]) -> None:
    places = Places(_TEXT, encoding)
    there = types.Position(line=position[0], character=position[1])
    assert places.position(point) == there
    assert places.point(there) == point


@pytest.mark.parametrize(
    ("position", "point"),
    [((0, 2), (1, 2)), ((0, 99), (1, 7)), ((9, 0), (4, 1))],
    ids=["within a character", "past the line", "past the text"],
)
def test_positions_that_are_none(position: tuple[int, int], point: tuple[int, int]) -> None:
    assert Places(_TEXT, "utf-16").point(types.Position(line=position[0], character=position[1])) == point


def test_a_point_past_the_text_is_its_end() -> None:
    assert Places("ab", "utf-16").position((7, 3)) == types.Position(line=0, character=2)


def test_what_is_typed_at_a_location() -> None:
    places = Places(_TEXT, "utf-16")
    assert places.typed(Location(path="p", line=1, column=4, end_line=1, end_column=7)) == "(3)"
    assert places.typed(Location(path="p", line=1, column=4, end_line=3, end_column=2)) == "(3)\nb\u2028\x0cc\n𝛼"
    assert places.typed(Location(path="p", line=9, column=1, end_line=9, end_column=2)) == ""


@given(st.text(st.characters(exclude_categories=["Cs"])), st.sampled_from(["utf-8", "utf-16", "utf-32"]), st.data())
def test_every_point_comes_back(text: str, encoding: str, data: st.DataObject) -> None:
    places = Places(text, encoding)
    line = data.draw(st.integers(1, len(places.lines)))
    column = data.draw(st.integers(1, len(places.lines[line - 1]) + 1))
    assert places.point(places.position((line, column))) == (line, column)
