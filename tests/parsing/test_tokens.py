"""What the tagger sees of each token. It was trained with exactly this: a change here asks for a new training."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from citeaudit.parsing.tokens import features, tokens


def rows(
    text: str, italic: Sequence[tuple[int, int]] = (), journals: Sequence[tuple[int, int]] = ()
) -> list[list[str]]:
    """The features of each token, where names of journals are the given ranges of tokens."""
    return features(tokens(text), italic, known=lambda words: journals)


def of(row: Sequence[str], *prefixes: str) -> str:
    """The features that begin with a prefix, in order."""
    return " ".join(feature for feature in row if feature.startswith(prefixes))


def test_all_features_of_a_short_reference() -> None:
    found = [" ".join(row) for row in rows("Hall AB. In 2015;3", [(9, 11)], [(3, 4)])]
    assert found == EXPECTED


EXPECTED = [
    "w=hall s=Xxx n=4 p=hal q=all pv=^0 pvb=^ nx=.1 nxb=.Xx digits=2 dots=1 first 1w=ab 1s=XX 2w=. 2s=. l=^|Xxx lr=^|Xxx|XX at=0 i=0 e=7 stops=0 upright",
    "w=ab s=XX n=2 initials pv=^0 pvb=^ nx=.0 nxb=.Xx digits=2 dots=1 -1w=hall -1s=Xxx second 1w=. 1s=. 2w=in 2s=Xx l=Xxx|XX lr=Xxx|XX|. at=1 i=1 e=6 glues stops=0 upright",
    "w=. s=. pv=^1 pvb=^ nx=.0 nxb=.Xx digits=1 dots=1 -1w=ab -1s=XX -2w=hall -2s=Xxx 1w=in 1s=Xx 2w=#4 2s=9999 l=XX|. lr=XX|.|Xx at=2 i=2 e=5 glued stops=1 upright",
    "w=in s=Xx n=2 pv=.0 pvb=.XX nx=;1 nxb=;9 digits=1 dots=1 -1w=. -1s=. -2w=ab -2s=XX 1w=#4 1s=9999 2w=; 2s=; l=.|Xx lr=.|Xx|9999 at=4 i=3 e=4 within stops=1 italic journal>9999 in-journal in-journal>9999",
    "w=#4 s=9999 year pv=.0 pvb=.XX nx=;0 nxb=;9 digits=0 dots=1 -1w=in -1s=Xx -2w=. -2s=. 1w=; 1s=; 2w=#1 2s=9 l=Xx|9999 lr=Xx|9999|; at=5 i=4 e=3 glues within stops=1 upright after-journal>9999",
    "w=; s=; pv=.1 pvb=.XX nx=;0 nxb=;9 digits=1 dots=1 -1w=#4 -1s=9999 -2w=in -2s=Xx 1w=#1 1s=9 last but one l=9999|; lr=9999|;|9 at=7 i=5 e=2 glued glues within stops=1 after-year upright",
    "w=#1 s=9 pv=;0 pvb=;9999 nx=$0 nxb=$ digits=0 dots=1 -1w=; -1s=; -2w=#4 -2s=9999 last l=;|9 lr=;|9|$ at=8 i=6 e=1 glued within stops=1 after-year upright",
]


@pytest.mark.parametrize(
    ("word", "own"),
    [
        ("Hall", "w=hall s=Xxx n=4 p=hal q=all"),
        ("van", "w=van s=xxx n=3"),
        ("AB", "w=ab s=XX n=2 initials"),
        ("ABC", "w=abc s=XX n=3 initials"),
        ("ABCD", "w=abcd s=XX n=4 p=abc q=bcd"),
        ("memory", "w=memory s=xxx n=6 p=mem q=ory"),
        ("memories", "w=memories s=xxx n=6 p=mem q=ies"),
        ("May", "w=may s=Xxx n=3 month"),
        ("décembre", "w=décembre s=xxx n=6 p=déc q=bre month"),
        ("O'Regan", "w=o'regan s=X'Xxx"),
        ("2015", "w=#4 s=9999 year"),
        ("1700", "w=#4 s=9999 year"),
        ("1699", "w=#4 s=9999"),
        ("2100", "w=#4 s=9999"),
        ("201", "w=#3 s=999"),
        ("20155", "w=#5 s=99999"),
        ("201555", "w=#5 s=99999"),
        (".", "w=. s=."),
    ],
)
def test_a_word_alone(word: str, own: str) -> None:
    assert " ".join(rows(word)[0]).startswith(own + " pv=")


@pytest.mark.parametrize(
    ("count", "at", "expected"),
    [
        (1, 0, "at=0 i=0 e=1"),
        (20, 0, "at=0 i=0"),
        (20, 7, "at=3 i=7"),
        (20, 8, "at=4"),
        (20, 12, "at=6"),
        (20, 13, "at=6 e=7"),
        (20, 19, "at=9 e=1"),
    ],
)
def test_the_place_in_the_string(count: int, at: int, expected: str) -> None:
    assert of(rows(" ".join(["x"] * count))[at], "at=", "i=", "e=") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a b", "|"),
        ("a,b", "glues|glued glues|glued"),
        ("a, b", "glues|glued|"),
        ("a ,b", "|glues|glued"),
    ],
)
def test_tokens_that_touch(text: str, expected: str) -> None:
    assert "|".join(of(row, "glue") for row in rows(text)) == expected


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        (0, "first +1w=b +1s=x +2w=cc +2s=xx l=^|x lr=^|x|x"),
        (1, "-1w=a -1s=x second +1w=cc +1s=xx +2w=d +2s=x l=x|x lr=x|x|xx"),
        (2, "-1w=b -1s=x -2w=a -2s=x +1w=d +1s=x last but one l=x|xx lr=x|xx|x"),
        (3, "-1w=cc -1s=xx -2w=b -2s=x last l=xx|x lr=xx|x|$"),
    ],
)
def test_neighbours(at: int, expected: str) -> None:
    prefixes = ("-1", "-2", "1w", "1s", "2w", "2s", "first", "second", "last", "l=", "lr=")
    assert of(rows("a b cc d")[at], *prefixes) == expected.replace("+", "")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("in a", "|"),
        (". in a", "|within|within"),
        ("x in a", "||"),
        ("x In a", "|within|within"),
        ("x Dans a", "|within|within"),
        (", a in b", "|||"),
        (". in a in b", "|within|within|within|within"),
    ],
)
def test_within_something_larger(text: str, expected: str) -> None:
    assert "|".join(of(row, "within") for row in rows(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“a”", "quotes=1 quotes=1 quotes=2"),
        ("a “b", "quotes=1 quotes=1"),
        ("“a” “b”", "quotes=1 quotes=1 quotes=2 quotes=3 quotes=3 quotes=3"),
    ],
)
def test_quotation_marks_so_far(text: str, expected: str) -> None:
    assert " ".join(filter(None, (of(row, "quotes=") for row in rows(text)))) == expected


@pytest.mark.parametrize(("stops", "told"), [(0, 0), (1, 1), (7, 7), (8, 8), (9, 8)])
def test_full_stops_so_far(stops: int, told: int) -> None:
    assert of(rows("a" + " ." * stops)[-1], "stops=") == f"stops={told}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [("a (b) c", "|(|(|(|"), ("a [b] c", "|[|[|[|"), ("a (b [c) d", "|(|(|[|[|[|"), ("a) b", "||")],
)
def test_in_brackets(text: str, expected: str) -> None:
    assert "|".join(" ".join(f for f in row if f in "([") for row in rows(text)) == expected


def test_behind_a_year() -> None:
    assert [("after-year" in row) for row in rows("a 2015 b 3")] == [False, False, True, True]


@pytest.mark.parametrize(
    ("italic", "expected"),
    [
        ([], ""),
        ([(2, 3)], "upright italic upright upright"),
        ([(2, 5)], "upright italic italic upright"),
        ([(3, 4)], "upright upright upright upright"),
        ([(2, 3), (2, 7)], "upright italic italic italic"),
        ([(0, 3), (1, 2)], "italic italic upright upright"),
        ([(4, 7), (0, 1)], "italic upright italic italic"),
        ([(2, 2)], "upright upright upright upright"),
    ],
)
def test_italics(italic: Sequence[tuple[int, int]], expected: str) -> None:
    assert " ".join(filter(None, (of(row, "italic", "upright") for row in rows("a b c d", italic)))) == expected


@pytest.mark.parametrize(
    ("text", "journals", "expected"),
    [
        ("a b , 3", [(0, 2)], "journal>9 in-journal in-journal>9|in-journal in-journal>9|after-journal>9|"),
        ("a b .", [(1, 2)], "|journal>$ in-journal in-journal>$|after-journal>$"),
        ("a b", [(1, 2)], "|journal>$ in-journal in-journal>$"),
        ("a Xy", [(0, 1)], "journal>Xx in-journal in-journal>Xx|after-journal>Xx"),
        ("a xyzz", [(0, 1)], "journal>xxx in-journal in-journal>xxx|after-journal>xxx"),
    ],
)
def test_names_of_journals(text: str, journals: Sequence[tuple[int, int]], expected: str) -> None:
    found = rows(text, journals=journals)
    assert "|".join(of(row, "journal>", "in-journal", "after-journal") for row in found) == expected


@pytest.mark.parametrize(
    ("before", "told"), [(0, 0), (1, 1), (2, 1), (3, 2), (18, 9), (19, 10), (20, 10), (21, 10), (40, 10)]
)
def test_how_far_the_next_digits_are(before: int, told: int) -> None:
    assert of(rows("a " * before + "1")[0], "digits=") == f"digits={told}"


def test_no_digits_ahead() -> None:
    assert [of(row, "digits=") for row in rows("1 a b")] == ["digits=0", "digits=10", "digits=10"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a x x x x . x", 1),
        ("a x x x x x x .", 1),
        ("a x x x x x x x .", 0),
        ("a . . . . . .", 5),
        ("a . . . .", 4),
    ],
)
def test_full_stops_ahead(text: str, told: int) -> None:
    assert of(rows(text)[0], "dots=") == f"dots={told}"


@pytest.mark.parametrize(("text", "told"), [(". x x x a", 1), (". x x x x a", 0), (". . . . . . a", 4)])
def test_full_stops_behind(text: str, told: int) -> None:
    assert of(rows(text)[-1], "dots=") == f"dots={told}"


@pytest.mark.parametrize(
    ("text", "before", "after"),
    [
        ("a", "pv=^0 pvb=^", "nx=$0 nxb=$"),
        ("a b c", "pv=^1 pvb=^", "nx=$0 nxb=$"),
        ("Xy . a b", "pv=.0 pvb=.Xx", "nx=$0 nxb=$"),
        ("Xy . a b c", "pv=.1 pvb=.Xx", "nx=$0 nxb=$"),
        (". a", "pv=.0 pvb=.", "nx=$0 nxb=$"),
        ("a . b , c", "pv=,0 pvb=,x", "nx=$0 nxb=$"),
        ("a " * 12 + "b", "pv=^6 pvb=^", "nx=$0 nxb=$"),
        ("a " * 14 + "b", "pv=^6 pvb=^", "nx=$0 nxb=$"),
    ],
)
def test_the_mark_before_the_last_token(text: str, before: str, after: str) -> None:
    row = rows(text)[-1]
    assert (of(row, "pv"), of(row, "nx")) == (before, after)


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("a b", "nx=$1 nxb=$"),
        ("a . Xy", "nx=.0 nxb=.Xx"),
        ("a b . Xy", "nx=.1 nxb=.Xx"),
        ("a b ?", "nx=?1 nxb=?"),
        (". Xy", "nx=.0 nxb=.Xx"),
        ("a " * 12 + ".", "nx=.6 nxb=."),
        ("a " * 14 + ".", "nx=.6 nxb=."),
        ("a " * 11 + ".", "nx=.5 nxb=."),
    ],
)
def test_the_mark_behind_the_first_token(text: str, after: str) -> None:
    assert of(rows(text)[0], "nx") == after


def test_no_tokens() -> None:
    assert features([]) == []


@pytest.mark.parametrize(
    ("text", "identifiers", "expected"),
    [
        ("a 10.5/x b", [(2, 8)], "a|<id>|b"),
        ("10.5/x", [(0, 6)], "<id>"),
        ("a b", [(1, 1)], "a|b"),
        ("a 1 2", [(2, 3), (4, 5)], "a|<id>|<id>"),
        ("O’Regan don't A_B 3rd", [], "O’Regan|don't|A|_|B|3|rd"),
    ],
)
def test_tokens(text: str, identifiers: Sequence[tuple[int, int]], expected: str) -> None:
    items = tokens(text, identifiers)
    assert "|".join(token for token, _, _ in items) == expected
    assert all(token in {"<id>", text[start:end]} for token, start, end in items)
