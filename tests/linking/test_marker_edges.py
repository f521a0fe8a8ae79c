"""What the markers of a document say of one another, and which form is in use, at the edges of each threshold."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from citeaudit.linking.markers import find_markers, highest_number, number, share
from citeaudit.model import BlockKind
from tests.linking.documents import block, rulings


def verdicts(*args: object, **options: object) -> list[str]:
    return [rule or "-" for _, rule in rulings(*args, **options)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("An acid (1) and salts (2) and oils (3) sleep.", "counts_things " * 3),
        ("An acid (1) and salts (2) sleep.", "- -"),
        ("An acid (1) and salts (2) and oils (3).", "- - -"),
        ("An acid (1) and salts (2) and oils (3) and teas (4).", "counts_things " * 4),
        ("An acid (1). Salts (2) and oils (3) and teas (4).", "- - - -"),
        ("An acid (1). Salts (2) and oils (3) and teas (4) and fats (5) and figs (6).", "counts_things " * 6),
        ("An acid (1) and salts (2) and oils (4) sleep.", "- - -"),
        ("An acid (2) and salts (3) and oils (4) sleep.", "- - -"),
        ("An acid (1) and salts (2) and cats (9) and oils (3) sleep.", "counts_things counts_things - counts_things"),
        ("An acid (1) or (1) and salts (2) and oils (3) sleep.", "- counts_things counts_things counts_things"),
        ("(1) Coat it.\n(2) Block it.\n(3) Wash it.", "numbers_paragraph " * 3),
        ("(1) Coat it.", "-"),
        ("(2) Block it.\n(3) Wash it.", "- -"),
        ("(1) Coat it.\n(3) Wash it.", "- -"),
        ("(1) Coat it.\nIt sleeps (2) well.\n(2) Block it.", "numbers_paragraph - numbers_paragraph"),
        ("(1) Coat it.\n(1) Coat it.\n(2) Block it.", "- numbers_paragraph numbers_paragraph"),
        ("The oils (1–10) were old.", "series_cited_before"),
        ("The oils (1–3) were old.", "series_cited_before"),
        ("The oils (1,2) were old.", "-"),
        ("The oils (2–4) were old.", "-"),
        ("The oils (1–10).", "-"),
        ("The oils (1–20) were old.", "-"),
        ("The oils (1–10) were old. The oils (1–10) are old.", "series_cited_before " * 2),
        ("We saw ears (5), eyes (3), legs (7) and wings (2) grow.", "- - - -"),
    ],
)
def test_things_counted(text: str, expected: str) -> None:
    assert verdicts(text, last=20) == expected.split()


def test_what_is_cited_for_the_first_time_is_no_count() -> None:
    before = ["Sleep (1,2) is old (4–20)."]
    assert verdicts("An acid (1) and salts (2) and oils (3) sleep.", last=20, before=before) == ["-"] * 3
    before = ["Sleep (1–9) is old (11–20)."]
    assert verdicts("The oils (1–10) were old.", last=20, before=before) == ["-"]
    before = ["Sleep (1) is old (3–30)."]
    assert verdicts("We saw ears (5), eyes (3), legs (7) and wings (2) grow.", last=30, before=before) == ["-"] * 4
    assert verdicts("The oils (1–3) were old. So (1–3) they are.", last=20, before=["Old (1,2) is (4–20)."]) == [
        "-",
        "-",
    ]


@pytest.mark.parametrize(
    ("numbers", "last", "expected"),
    [
        ((5, 3, 7, 2), 25, "row_cited_before"),
        ((5, 3, 7, 2), 24, "-"),
        ((5, 3, 9, 2), 25, "row_cited_before"),
        ((5, 3, 10, 2), 25, "-"),
        ((5, 3, 7), 25, "-"),
        ((15, 23, 15, 12), 25, "row_cited_before"),
        ((15, 23, 16, 12), 25, "-"),
    ],
)
def test_rows_of_what_was_cited_before(numbers: Sequence[int], last: int, expected: str) -> None:
    text = ", ".join(f"ears{chr(97 + at)} ({n})" for at, n in enumerate(numbers))
    assert verdicts(f"We saw {text} grow.", last=last) == [expected] * len(numbers)


def facts(*labels: object) -> str:
    """One block a label; "(7)" in a sentence of its own closes it, "7 of" does not."""
    return "\n".join(
        f"Fact {chr(97 + at % 26)}x is old ({str(label).split()[0]}){str(label).partition(' ')[2] or '.'}"
        for at, label in enumerate(labels)
    )


@pytest.mark.parametrize(
    ("labels", "refused"),
    [
        ([1, "7  of it", *range(2, 31)], ["7"]),
        ([1, "6  of it", *range(2, 31)], []),
        ([1, "7", *range(2, 31)], []),
        ([1, "7,8  of it", *range(2, 31)], []),
        ([1, "7  of it", "8  of it", "9  of it", *range(2, 31)], ["7", "8"]),
        ([1, "7  of it", 2, 3, "9  of it", *range(4, 31)], ["7", "9"]),
        ([1, "7  of it", "8  of it", 2, 3, "9  of it", *range(4, 31)], ["7", "8"]),
        ([1, "7  of it", *range(2, 11)], ["7"]),
        ([1, "7  of it", *range(2, 10)], []),
        ([1, "7  of it", 2, 3, 4, 5, 6, 7, 8, 9, 11, 10], ["7"]),
        ([1, "7  of it", 2, 3, 4, 5, 6, 7, 8, 11, 9, 10], []),
        ([1, "7  of it", *range(8, 31)], []),
        ([1, "7  of it", 2, 3, *range(7, 31)], []),
    ],
)
def test_far_ahead_of_the_order(labels: Sequence[object], refused: Sequence[str]) -> None:
    found = rulings(facts(*labels), last=30, before=[])
    assert [printed.strip("()") for printed, rule in found if rule == "far_ahead"] == refused
    assert [rule for _, rule in found if rule not in {"", "far_ahead"}] == []


def test_behind_authors_nothing_is_far_ahead() -> None:
    text = facts(1, *range(2, 31)).replace(
        "Fact bx is old (2)", "Fact by Hall et al. (9) of it.\nFact bx is old (2)", 1
    )
    assert set(verdicts(text, last=30, before=[])) == {"-"}


@pytest.mark.parametrize(
    ("commas", "ands", "expected"),
    [(10, 1, "joined_oddly"), (9, 1, "-"), (18, 2, "joined_oddly"), (17, 2, "-")],
)
def test_numbers_joined_otherwise_than_in_the_document(commas: int, ands: int, expected: str) -> None:
    before = [f"Fact {chr(97 + n % 26)}x is old ({n},{n + 1})." for n in range(1, commas + 1)]
    before += [f"Fact {chr(97 + n % 26)}y is old ({n})." for n in range(1, 21)]
    text = " ".join(f"Fact {chr(97 + n)}z is ({n} and {n + 1}) old." for n in range(1, ands + 1))
    assert verdicts(text, last=20, before=before) == [expected] * ands


def glued(first: int, last: int) -> list[str]:
    return [f"Fact {chr(97 + n)}xx is old({n})." for n in range(first, last + 1)]


def spaced(first: int, last: int) -> list[str]:
    return [f"Fact {chr(97 + n)}xx is old ({n})." for n in range(first, last + 1)]


@pytest.mark.parametrize(
    ("before", "text", "expected"),
    [
        (glued(1, 5), "Nothing (3) is new.", "spaced"),
        (glued(1, 4), "Nothing (3) is new.", "-"),
        ([*glued(1, 6), *spaced(7, 10)], "Nothing (3) is new.", "spaced"),
        ([*glued(1, 6), *spaced(7, 11)], "Nothing (3) is new.", "-"),
        (glued(1, 5), "Nothing (7) is new.", "-"),
        (glued(1, 5), "Nothing by Hall et al. (3) is new.", "-"),
        (glued(1, 5), "Nothing in 2015(3) is new.", "-"),
        (glued(1, 5), "Nothing in 2015 (3) mL is new.", "has_unit"),
        (glued(1, 5), "Nothing/(3) is new.", "spaced"),
        (glued(1, 5), "See refs. (3) and ref (4) now.", "- -"),
        (glued(1, 5), "See brefs (3) now.", "spaced"),
        (spaced(1, 5), "Nothing(3) is new.", "-"),
        (glued(1, 10), "Nothing is new (11), some (3) say. All is old(11).", "- spaced -"),
        (glued(1, 10), "Nothing is new (11,12), some (3) say. All is old(11,12).", "- spaced -"),
        (glued(1, 10), "Nothing is new (12), some say. All is old(11,12).", "spaced -"),
        (glued(1, 10), "Nothing is new (11,13), some say. All is old(11,12,13).", "spaced -"),
        (glued(1, 10), "Nothing is new (11,12) or (13), all is old(11,12,13).", "- - -"),
        (glued(1, 9), "Nothing is new (10), some say. All is old (10).", "- -"),
        (glued(1, 8), "Nothing is new (9), some say. All is old(9).", "spaced -"),
        (glued(1, 10), "It is old(13), and new (14), as (11) is. All is old(11,12,14).", "- - spaced -"),
        (glued(1, 10), "It is new (11) and (12) and (12), all is old(11,12).", "- - spaced -"),
    ],
)
def test_spaces_before_markers(before: Sequence[str], text: str, expected: str) -> None:
    assert verdicts(text, last=20, before=before) == expected.split()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Figure (4) shows it.", "-"),
        ("Figure (3) shows it.", "part_of_document"),
        ("Figure (3,4) shows it.", "-"),
        ("Figure (2,3) shows it.", "part_of_document"),
        ("Figure (4) shows, as Figure (4) does.", "- -"),
    ],
)
def test_what_is_doubtful_counts_where_nothing_else_cites_it(text: str, expected: str) -> None:
    assert verdicts(text, last=4, before=["Sleep is old (1–3)."]) == expected.split()


@pytest.mark.parametrize(
    ("text", "last", "numbered", "form"),
    [
        ("Old (1,2,3).", 20, True, "parentheses"),
        ("Old (1,2).", 20, True, ""),
        ("Old (1,2).", 4, False, "parentheses"),
        ("Old (1).", 4, False, ""),
        ("Old (1–4) and [1–3].", 4, True, "parentheses"),
        ("Old (1–4) and [1–4].", 4, True, "brackets"),
        ("Old (1–3), (4) and [1–4].", 4, True, "parentheses"),
        ("Old.^1–4^ New [1–4].", 4, True, "brackets"),
        ("Old.^1–3,4^ New.^1^ Or [1–4].", 4, True, "superscript"),
        ("Old.", 0, True, ""),
        ("Old (1).", 0, True, ""),
    ],
)
def test_the_form_in_use(text: str, last: int, numbered: bool, form: str) -> None:
    found, markers = find_markers([block(text)], [str(n) for n in range(1, last + 1)], numbered=numbered)
    assert (found, bool(markers)) == (form, bool(form))


def test_share_of_the_list() -> None:
    _, markers = find_markers([block("Old (1–3) and (7).")], ["1", "2", "3", "4", "A"])
    assert share(markers, ["1", "2", "3", "4"]) == 0.75
    assert share(markers, []) == 0.0
    assert share(markers, ["1"]) == 1.0
    assert share((), ["1"]) == 0.0


@pytest.mark.parametrize(
    ("text", "highest"),
    [
        ("Old (1) and (5).", 5),
        ("Old (1) and (6).", 1),
        ("Old (4).", 4),
        ("Old (5).", 0),
        ("Old (1) and [6].", 1),
        ("Old (1,2) and [1–3].^1–4^", 4),
        ("Old (1) in Figure (2).", 2),
        ("Old (1a) and (2).", 2),
        ("Nothing.", 0),
    ],
)
def test_highest_number(text: str, highest: int) -> None:
    assert highest_number([block(text)]) == highest


def test_numbers_of_labels() -> None:
    assert [number(label) for label in ("12", "12a", "A", "")] == [12, 12, 0, 0]


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("Old (2–4).", ("2", "4")),
        ("Old (123–5).", ()),
        ("Old (1,1,2).", ("1", "2")),
        ("Old (12a,12b).", ("12a", "12b")),
        ("Old (12c).", ()),
        ("Old (1, 2 and 4).", ("1", "2", "4")),
    ],
)
def test_labels(text: str, labels: Sequence[str]) -> None:
    _, markers = find_markers(
        [block("Old (1,2,4,12).", BlockKind.PARAGRAPH), block(text)], ["1", "2", "4", "12a", "12b", "12"]
    )
    assert tuple(label for marker in markers if marker.block == 1 for label in marker.labels) == labels


def test_ranges_are_shortened_and_limited() -> None:
    labels = [str(n) for n in range(1, 301)]

    def reach(text: str) -> int:
        _, markers = find_markers([block(f"Old (1–100), old (101–200), old (201–300). {text}")], labels)
        return len(markers[3].labels) if len(markers) > 3 else 0

    assert reach("So (123–5).") == 3
    assert reach("So (123–35).") == 13
    assert reach("So (123–22).") == 0
    assert reach("So (2–122).") == 121
    assert reach("So (2–123).") == 0
    assert reach("So (99–5).") == 0


@pytest.mark.parametrize(
    ("text", "names", "expected"),
    [
        ("In owls (6 genes) by Ekman (5), in cats (15 genes).", {"5": {"ekman"}}, "-"),
        ("In owls (6 genes) by Ekman (5), in cats (15 genes).", {"5": {"berg"}}, "holds_odd_number"),
        ("In owls (6 genes) by Ekman (5), in cats (15 genes).", {}, "holds_odd_number"),
        ("It is Fo (5) mL.", {"5": {"fo"}}, "-"),
        ("It is Fo (5) mL.", {"5": {"berg"}}, "has_unit"),
        (f"It is F{'o' * 38} (5) mL.", {"5": {f"f{'o' * 38}"}}, "-"),
        (f"It is F{'o' * 39} (5) mL.", {"5": {f"f{'o' * 39}"}}, "has_unit"),
    ],
)
def test_behind_an_author_of_the_entry(text: str, names: dict[str, set[str]], expected: str) -> None:
    assert verdicts(text, names=names) == [expected]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ("Group | n\nOwls | (4)", "alone_in_cell"),
        ("Group | Ref.\nOwls | (4)", "-"),
        ("Group | n\nOwls (3) | (4)", "- alone_in_cell"),
        ("Ref. | n\nOwls | (4)", "alone_in_cell"),
        ("Ref. | n\n(4) | Owls", "-"),
        ("(4)", "-"),
        ("Owls\n(4)", "-"),
        ("Group | Ref.\nIn 1990 | 5\nOwls | (4)", "-"),
        ("Group | Ref.\nOwls | five\nOwls | (4)", "alone_in_cell"),
        ("Group 1 | Ref.\nOwls | (4)", "-"),
        ("Group | Ref.\n | five\nOwls | (4)", "-"),
        ("Ref.\nOwls | (4)", "alone_in_cell"),
        ("Group | Ref.\nOwls | (4) | (5)", "- alone_in_cell"),
    ],
)
def test_numbers_alone_in_their_cells(rows: str, expected: str) -> None:
    assert verdicts(rows, kind=BlockKind.TABLE) == expected.split()
    assert set(verdicts(rows)) == {"-"}


def test_headings_of_one_table_are_not_those_of_the_next() -> None:
    kinds = [BlockKind.TABLE, BlockKind.PARAGRAPH, BlockKind.TABLE]
    blocks = [block("Group | Ref.", kinds[0]), block("Sleep is old (1–4)."), block("Owls | (4)", kinds[2])]
    _, markers = find_markers(blocks, ["1", "2", "3", "4"])
    assert [(marker.block, marker.labels) for marker in markers] == [(1, ("1", "2", "3", "4"))]
