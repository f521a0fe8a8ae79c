"""Lines of a list: their numbers, where they are cut, and how they are joined again."""

from __future__ import annotations

import pytest

from citeaudit.model import Anchor, Block, BlockKind, Run, Style, Text
from citeaudit.parsing.listlines import join_lines, list_lines, split_lines, vocabulary, without_number


def placed(*lines: str, column: int = 1) -> Text:
    """Lines of a file as one text, a space for each line end."""
    anchors, at = [], 0
    for number, line in enumerate(lines, 1):
        anchors.append(Anchor(at, number, column))
        at += len(line) + 1
    return Text(" ".join(lines), tuple(anchors))


def item(text: Text, marker: str = "-") -> Block:
    return Block(kind=BlockKind.LIST_ITEM, text=text, marker=marker)


@pytest.mark.parametrize(
    ("text", "number", "form", "bare"),
    [
        ("[12] Hall", 12, "bracket", "Hall"),
        ("[ 12 ]. Hall", 12, "bracket", "Hall"),
        ("[12]Hall", 12, "bracket", "Hall"),
        ("[12345] Hall", None, "", "[12345] Hall"),
        ("(12): Hall", 12, "parenthesis", "Hall"),
        ("12. Hall", 12, "stop", "Hall"),
        ("9999. Hall", 9999, "stop", "Hall"),
        ("12345. Hall", None, "", "12345. Hall"),
        ("2.1 Hall", None, "", "2.1 Hall"),
        ("12) Hall", 12, "half", "Hall"),
        ("12 Hall", 12, "bare", "Hall"),
        ("12", 12, "bare", ""),
        ("12 34", None, "", "12 34"),
        ("12Hall", None, "", "12Hall"),
        ("2015 Hall", None, "", "2015 Hall"),
        ("2015. Hall", 2015, "stop", "Hall"),
        ("1499 Hall", 1499, "bare", "Hall"),
        ("Hall", None, "", "Hall"),
    ],
)
def test_the_number_of_a_line(text: str, number: int | None, form: str, bare: str) -> None:
    [line] = list_lines([Block(kind=BlockKind.PARAGRAPH, text=Text(text))])
    assert (line.number, line.form, line.bare, line.kind) == (number, form, bare, "paragraph")
    assert line.prefix == len(text) - len(bare)


@pytest.mark.parametrize(("text", "bare"), [("[3] Hall", "Hall"), ("3rd edition", "3rd edition"), ("", "")])
def test_without_number(text: str, bare: str) -> None:
    assert without_number(text) == bare


@pytest.mark.parametrize(
    ("marker", "number", "form"),
    [("12.", 12, "stop"), ("12)", 12, "half"), ("12:", 12, ""), ("-", None, ""), ("2.1", None, ""), ("", None, "")],
)
def test_the_number_that_a_reader_took(marker: str, number: int | None, form: str) -> None:
    [line] = list_lines([item(Text("Hall A."), marker)])
    assert (line.number, line.form, line.prefix, line.kind) == (number, form, 0, "item")


@pytest.mark.parametrize(("marker", "lines"), [("12.", [(12, "stop", "item", "", 1, 1)]), ("-", [])])
def test_a_marker_alone_is_a_line(marker: str, lines: list[tuple[object, ...]]) -> None:
    found = list_lines([item(Text(), marker)])
    assert [(x.number, x.form, x.kind, x.text.content, x.column, x.end_column) for x in found] == lines


def test_lines_of_an_item() -> None:
    found = list_lines([item(placed("Hall A.", "2. Berg C.", column=4), "1.")])
    assert [(x.kind, x.number, x.column, x.end_column, x.bare) for x in found] == [
        ("item", 1, 4, 11, "Hall A."),
        ("line", 2, 4, 14, "Berg C."),
    ]


def test_a_number_in_a_marked_item_is_left_where_it_stands() -> None:
    [line] = list_lines([item(Text("2. Berg C."), "1.")])
    assert (line.number, line.bare) == (1, "2. Berg C.")


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (Text(), []),
        (Text("  "), []),
        (Text(" Hall "), ["Hall"]),
        (placed("Hall"), ["Hall"]),
        (placed("Hall", "Berg"), ["Hall", "Berg"]),
        (placed("Hall", "", "Berg"), ["Hall", "Berg"]),
        (Text("Hall Berg", (Anchor(0, 1, 1), Anchor(5, 1, 9))), ["Hall Berg"]),
    ],
)
def test_split_lines(text: Text, lines: list[str]) -> None:
    assert [line.content for line in split_lines(text)] == lines


def test_split_lines_keep_places_and_styles() -> None:
    text = placed("Hall A", "and B", "Cole")
    runs = (Run(0, 4, Style.ITALIC), Run(5, 10, Style.BOLD), Run(11, 16, Style.LINK, "x"), Run(13, 17, Style.ITALIC))
    first, second, third = split_lines(Text(text.content, text.anchors, runs))
    assert first.runs == (Run(0, 4, Style.ITALIC), Run(5, 6, Style.BOLD))
    assert second.runs == (Run(0, 3, Style.BOLD), Run(4, 5, Style.LINK, "x"))
    assert [(run.start, run.end, run.style) for run in third.runs] == [(0, 3, Style.LINK), (0, 4, Style.ITALIC)]
    assert [line.position(0) for line in (first, second, third)] == [(1, 1), (2, 1), (3, 1)]
    assert third.position(2) == (3, 3)


@pytest.mark.parametrize(
    ("lines", "words", "whole"),
    [
        ("Hall A.|Sleep", "", "Hall A. Sleep"),
        ("Hall A.||Sleep", "", "Hall A. Sleep"),
        ("ther-|apy", "", "therapy"),
        ("ther\u2010|apy of", "", "therapy of"),
        ("Breast ther-|apy", "ther-apy", "Breast ther-apy"),
        ("x-|ray", "", "x-ray"),
        ("xy-|ray", "", "xyray"),
        ("anti-x-|ray", "", "anti-x-ray"),
        ("long-|term", "", "long-term"),
        ("long-|term", "longterm", "longterm"),
        ("long-|zzz", "", "longzzz"),
        ("zzz-|term", "", "zzzterm"),
        ("zzz-|term", "zzz", "zzz-term"),
        ("long-|zzz", "zzz", "long-zzz"),
        ("IL-|Receptors", "", "IL-Receptors"),
        ("pre-|and postnatal", "", "pre- and postnatal"),
        ("pre-|12", "", "pre-12"),
        ("pre-|(a)", "", "pre- (a)"),
        ("https://example.org/sleep-|and", "", "https://example.org/sleep- and"),
        ("https://example.org/sleep-|memory", "", "https://example.org/sleep-memory"),
        ("doi:10.5555/sleep-|memory", "", "doi:10.5555/sleep-memory"),
        ("1–|9", "", "1–9"),
        ("1—|9", "", "1—9"),
        ("1–|a", "", "1– a"),
        ("a–|9", "", "a– 9"),
        ("1-|9", "", "1-9"),
        ("Sleep -|memory", "", "Sleep - memory"),
        ("A" * 199 + "-|b", "", "A" * 199 + "b"),
        ("A" * 200 + "-|b", "", "A" * 200 + "b"),
    ],
)
def test_join_lines(lines: str, words: str, whole: str) -> None:
    assert join_lines(map(Text, lines.split("|")), frozenset(words.split())).content == whole


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ("Sleep of a well-known kind", "sleep of a well-known well known kind"),
        ("the ther-|apy works", "the works"),
        ("the ther-|apy", "the"),
        ("ther-|apy-based", "based"),
        ("in 2015 A1", "in a"),
        ("one-|", "")
    ],
)  # fmt: skip
def test_vocabulary(lines: str, words: str) -> None:
    assert vocabulary(lines.split("|")) - {""} == set(words.split())
