"""Each limit of cutting a list into entries: margins, numbers that say how many begin, marks that go back into the text."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from citeaudit.model import Anchor, Block, BlockKind, Text
from citeaudit.parsing import segmentation
from citeaudit.parsing.beginnings import Line
from citeaudit.parsing.segmentation import segment

SURE = "Hall A. Sleep. J Sleep 2015;3:1-9."
DOUBTFUL = "Guidelines on sleep. 2016."
REST = "of memory in adults"


def paragraph(*lines: str, columns: Sequence[int] = ()) -> Block:
    """A paragraph whose lines stand one below the other, at the columns or at the margin."""
    anchors, at = [], 0
    for number, line in enumerate(lines):
        anchors.append(Anchor(at, number + 1, columns[number] if columns else 1))
        at += len(line) + 1
    return Block(kind=BlockKind.PARAGRAPH, text=Text(" ".join(lines), tuple(anchors)))


def described(monkeypatch: pytest.MonkeyPatch, *blocks: Block) -> tuple[list[Line], list[bool | None]]:
    """The lines as they are described to be weighed, and what is certain of them."""
    told: list[tuple[list[Line], list[bool | None]]] = []

    def likelihoods(lines: list[Line], certain: list[bool | None]) -> list[float]:
        told.append((lines, certain))
        return [1.0] * len(lines)

    monkeypatch.setattr(segmentation, "likelihoods", likelihoods)
    segment(blocks)
    return told[0]


def cut(monkeypatch: pytest.MonkeyPatch, texts: Sequence[str], odds: Sequence[float], highest_cited: int = 0) -> str:
    """The labels of the entries and how many lines each has, where lines have these odds; printed numbers with "."."""
    monkeypatch.setattr(segmentation, "likelihoods", lambda lines, certain: list(odds))
    entries = segment([paragraph(*texts)], highest_cited=highest_cited)
    return " ".join(f"{e.label}{'.' * e.printed}:{e.text.content.count('x')}" for e in entries)


@pytest.mark.parametrize(
    ("texts", "odds", "expected"),
    [
        # without numbers: where the odds are above 0; the first line always begins
        (["x"] * 3, [-9, 0.1, 0.0], "1:1 2:2"),
        (["x"] * 3, [9, -1, 1], "1:2 2:1"),
        # numbers that follow each other: nothing begins between them
        (["1. x", "x", "2. x", "x"], [9, 5, 9, 9], "1.:2 2.:2"),
        # a number is missing: one line begins, the likeliest, if it is not too unlikely
        (["1. x", "x", "x", "3. x"], [9, 5, 4, 9], "1.:1 2:2 3.:1"),
        (["1. x", "x", "x", "3. x"], [9, 4, 5, 9], "1.:2 2:1 3.:1"),
        (["1. x", "x", "x", "3. x"], [9, 5, 5, 9], "1.:1 2:2 3.:1"),
        (["1. x", "x", "x", "3. x"], [9, -5.9, -7, 9], "1.:1 2:2 3.:1"),
        (["1. x", "x", "x", "3. x"], [9, -6.0, -7, 9], "1.:3 3.:1"),
        (["1. x", "x", "x", "4. x"], [9, 5, 4, 9], "1.:1 2:1 3:1 4.:1"),
        (["1. x", "x", "x", "x", "4. x"], [9, 3, 5, 4, 9], "1.:2 2:1 3:1 4.:1"),
        # text before the first number
        (["x", "x", "2. x", "3. x"], [9, 5, 9, 9], "1:2 2.:1 3.:1"),
        (["x", "x", "2. x", "3. x"], [5, 9, 9, 9], "1:1 2:1 2.:1 3.:1"),
        # behind the last number
        (["1. x", "2. x", "x"], [9, 9, 10.0], "1.:1 2.:2"),
        (["1. x", "2. x", "x"], [9, 9, 10.1], "1.:1 2.:1 3:1"),
        (["1. x", "3. x", "x"], [9, 9, 0.1], "1.:1 3.:1 4:1"),
        (["1. x", "3. x", "x"], [9, 9, 0.0], "1.:1 3.:2"),
        (["2. x", "3. x", "x"], [9, 9, 9], "2.:1 3.:2"),
    ],
)
def test_numbers_say_how_many_lines_begin_an_entry(
    texts: Sequence[str], odds: Sequence[float], expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert cut(monkeypatch, texts, odds) == expected


@pytest.mark.parametrize(
    ("highest_cited", "expected"),
    [(0, "1.:1 2.:4"), (2, "1.:1 2.:4"), (3, "1.:1 2.:3 3:1"), (4, "1.:1 2.:1 3:2 4:1"), (9, "1.:1 2.:1 3:2 4:1")],
)
def test_what_the_text_cites_says_how_many_follow_the_last_number(
    highest_cited: int, expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert cut(monkeypatch, ["1. x", "2. x", "x", "x", "x"], [9, 9, -1, -7, 1], highest_cited) == expected


def test_what_the_text_cites_says_nothing_of_a_second_list(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = ["1. x", "2. x", "3. x", "1. x", "2. x", "3. x", "x"]
    monkeypatch.setattr(segmentation, "likelihoods", lambda lines, certain: [5.0] * len(lines))
    entries = segment([paragraph(*texts)], highest_cited=9)
    assert [entry.label for entry in entries] == ["1", "2", "3", "1", "2", "3"]


@pytest.mark.parametrize(("column", "set_in"), [(1, False), (2, False), (3, True), (4, True)])
def test_a_line_set_in_by_two_columns(column: int, set_in: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    lines, _ = described(monkeypatch, paragraph(SURE, REST, columns=(1, column)))
    assert [line.place[1] for line in lines] == [False, set_in]


def test_the_margin_is_that_of_lines_without_item(monkeypatch: pytest.MonkeyPatch) -> None:
    item = Block(kind=BlockKind.LIST_ITEM, text=Text(SURE, (Anchor(0, 1, 1),)), marker="-")
    lines, _ = described(monkeypatch, item, paragraph(SURE, REST, columns=(5, 7)))
    assert [line.place[:2] for line in lines] == [("item", False), ("paragraph", False), ("line", True)]


@pytest.mark.parametrize(
    ("before", "early"),
    [("x" * 34, False), ("x" * 33, False), ("x" * 32, True), ("x" * 20, True)],
)
def test_a_line_that_was_broken_off_early(before: str, early: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first line is the widest, 35 columns; "ab" had room on the line before where this ends at column 33."""
    lines, _ = described(monkeypatch, paragraph("x" * 35, before, "ab cd"))
    assert lines[2].place[2] is early


@pytest.mark.parametrize(("wide", "early"), [(1, False), (2, True)])
def test_of_twenty_lines_one_may_reach_over_the_margin(wide: int, early: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = ["x" * 80] * wide + ["x" * 40] * (20 - wide)
    lines, _ = described(monkeypatch, paragraph(*texts[:-1], "ab"))
    assert lines[-1].place[2] is early


def test_of_nineteen_lines_none_may(monkeypatch: pytest.MonkeyPatch) -> None:
    lines, _ = described(monkeypatch, paragraph("x" * 80, *["x" * 40] * 17, "ab"))
    assert lines[-1].place[2] is True


def test_the_line_before_is_the_last_that_holds_anything(monkeypatch: pytest.MonkeyPatch) -> None:
    lines, certain = described(monkeypatch, paragraph("1.", SURE, "2.", SURE))
    assert [line.before for line in lines] == ["", "", SURE, SURE]
    assert certain == [True, False, True, False]


@pytest.mark.parametrize(
    ("texts", "certain"),
    [
        ([SURE, REST], [True, None]),
        ([f"1. {SURE}", REST, f"2. {SURE}"], [True, None, True]),
        (["1.", SURE, "2."], [True, False, True]),
        (["1.", "2.", SURE], [True, True, False]),
    ],
)
def test_what_is_certain(texts: Sequence[str], certain: list[bool | None], monkeypatch: pytest.MonkeyPatch) -> None:
    assert described(monkeypatch, paragraph(*texts))[1] == certain


def item(text: str, marker: str, line: int, column: int, label: str = "") -> Block:
    return Block(kind=BlockKind.LIST_ITEM, text=Text(text, (Anchor(0, line, column, label=label),)), marker=marker)


@pytest.mark.parametrize(
    ("marker", "column", "label", "mark", "place"),
    [
        ("2012.", 7, "", "2012.", (2, 1)),
        ("2012)", 7, "", "2012)", (2, 1)),
        ("2012.", 8, "", "2012.", (2, 2)),
        ("2012.", 6, "", "2012.", (1, 1)),
        ("2012.", 1, "", "2012.", (1, 1)),
        ("2012.", 1, "paragraph 2", "2012.", (2, 1)),
    ],
)
def test_a_number_that_does_not_count_goes_back_into_the_text(
    marker: str, column: int, label: str, mark: str, place: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It stands one space before the text, or alone on the line above where there is no room."""
    monkeypatch.setattr(segmentation, "likelihoods", lambda lines, certain: [1.0] * len(lines))
    blocks = [item("Hall A", "1.", 1, 4), item("p. 21", marker, 2, column, label), item("Berg C", "2.", 3, 4)]
    [whole] = [entry.text for entry in segment(blocks) if "p. 21" in entry.text.content]
    at = whole.content.index(mark)
    assert whole.content[at:].startswith(f"{mark}p. 21") or whole.content[at:].startswith(f"{mark} p. 21")
    assert whole.position(at) == place


def test_no_blocks_have_no_entries() -> None:
    assert segment([]) == ()


def test_an_empty_entry_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(segmentation, "likelihoods", lambda lines, certain: [1.0] * len(lines))
    assert [entry.label for entry in segment([paragraph("1.", "2. Hall"), paragraph("3. Berg")])] == ["2", "3"]
