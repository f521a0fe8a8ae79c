"""How lines begin and end, and what follows from it for the lines of one list."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from citeaudit.parsing.beginnings import Line, evidence, likelihoods, looks_like_authors, traits


@pytest.mark.parametrize(
    ("text", "trait"),
    [
        ("Hall AB, Berg C", "begins family and initials"),
        ("van der Berg C.", "begins family and initials"),
        ("Hall, A. B.", "begins family and initials"),
        ("Hall A Jr.", "begins family and initials"),
        ("Hall ABCD.", "begins family and initials"),
        ("Hall ABCDE.", "begins capital"),
        ("A. B. Hall, C. Berg", "begins initials and family"),
        ("A. Hall sleeps", "begins capital"),
        ("Hall, Anna, and Berg", "begins family and given name"),
        ("Hall et al. 2015", "begins family and others"),
        ("Hall (2015) Sleep", "begins family and others"),
        ("World Health Organization. Sleep", "begins group"),
        ("———. Naps", "begins same author"),
        ("—. Naps", "begins same author"),
        ("Ibid., p. 7", "begins same author"),
        ("of memory", "begins small"),
        ("2015;3:1-9", "begins digit"),
        ("Memory", "begins capital"),
        ("张三", "begins capital"),
        ("“Sleep", "begins quote"),
        ("", "begins quote"),
        ("(2015)", "begins otherwise"),
    ],
)
def test_how_a_line_begins(text: str, trait: str) -> None:
    assert next(traits(text, "")) == trait


@pytest.mark.parametrize(("text", "particle"), [("van Berg C.", True), ("Hall A.", False), ("van", False)])
def test_a_particle_at_the_beginning(text: str, particle: bool) -> None:
    assert ("begins particle" in traits(text, "")) is particle


@pytest.mark.parametrize(
    ("before", "trait"),
    [
        ("see https://example.org/a", "after address"),
        ("doi:10.5555/ab.12", "after address"),
        ("*doi:10.5555/ab.12* ", "after address"),
        ("2015;3:1-9.", "after numbers"),
        ("J Sleep (2015)", "after numbers"),
        ("J Sleep, in press]", "after numbers"),
        ("2015;3:1-9", "after numbers, no stop"),
        ("pp. 12", "after numbers, no stop"),
        ("Hall A,", "after comma"),
        ("Hall A;", "after comma"),
        ("Hall A &", "after comma"),
        ("", "after comma"),
        ("Sleep and", "after opening"),
        ("Sleep:", "after opening"),
        ("Sleep –", "after opening"),
        ("J Sleep vol.", "after opening"),
        ("J Sleep.", "after stop"),
        ("“Sleep”", "after stop"),
        ("Why?", "after stop"),
        ("Medicine (Baltimore)", "after bracket"),
        ("<Sleep>", "after bracket"),
        ("J Sleep 3", "after digit"),
        ("J Sleep ²", "after digit"),
        ("J Sleep", "after word"),
    ],
)
def test_how_the_line_before_ends(before: str, trait: str) -> None:
    assert [found for found in traits("Memory", before) if found.startswith("after")] == [trait]


@pytest.mark.parametrize(
    ("text", "before", "years"),
    [
        ("in 2015", "in 2014", "year before|year within"),
        ("in 2015", "", "no year before|year within"),
        ("Sleep", "in 2014", "year before|no year within"),
        ("Sleep", "", "no year before|no year within"),
    ],
)
def test_years(text: str, before: str, years: str) -> None:
    assert "|".join(list(traits(text, before))[-2:]) == years


def test_evidence_is_the_sum_of_the_weights_of_traits() -> None:
    assert evidence("Hall AB. Sleep", "2015;3:1-9.") == pytest.approx(3.8 + 2.7 + 0.5 - 1.2)
    assert evidence("of memory", "Sleep and") == pytest.approx(-4.0 - 2.0 - 2.4 - 1.2)


@pytest.mark.parametrize(("text", "expected"), [("Hall A, Berg C.", True), ("In 2015 we found", False), ("", False)])
def test_authors(text: str, expected: bool) -> None:
    assert looks_like_authors(text) is expected


ENTRY = ("Hall A. Sleep and the consolidation", "of memory. J Sleep 2015;3:1-9.")


def odds(
    texts: Sequence[str], places: Sequence[tuple[str | bool, ...]], certain: dict[int, bool] | None = None
) -> list[float]:
    lines = [
        Line(text=text, before=before, place=place)
        for text, before, place in zip(texts, ["", *texts], places, strict=False)
    ]
    return likelihoods(lines, [(certain or {}).get(at) for at in range(len(lines))])


def test_what_is_certain_stays_so() -> None:
    texts, places = ENTRY * 2, [("line", False, False)] * 4
    found = odds(texts, places, {0: True, 1: True, 2: False})
    assert found[:3] == [12.0, 12.0, -12.0]
    assert -12 < found[3] < 0


def test_authors_begin_and_small_letters_do_not() -> None:
    found = odds(ENTRY * 4, [("line", False, False)] * 8, {0: True})
    assert [chance > 0 for chance in found] == [True, False] * 4


def test_an_item_is_likelier_to_begin_a_reference_than_a_paragraph_and_that_than_a_line() -> None:
    kinds = ("item", "paragraph", "line")
    found = [odds(["Sleep in adults", "Naps in adults"], [("item",), (kind,)], {0: True})[1] for kind in kinds]
    assert found == sorted(found, reverse=True)
    assert len(set(found)) == 3


def test_the_place_tells_where_the_words_do_not() -> None:
    """The same doubtful line begins a reference where lines of its place do, and not where they do not."""
    sure = "Hall A. Sleep. J Sleep 2015;3:1-9."
    rest = "of memory in older adults 2014"
    doubtful = "Guidelines 2016;3:1-9."
    margin, inside = ("line", False, False), ("line", True, False)
    texts = [sure, rest] * 6 + [sure, doubtful]
    places = [margin, inside] * 6 + [margin]
    at_margin, set_in = odds(texts, [*places, margin], {0: True})[-1], odds(texts, [*places, inside], {0: True})[-1]
    assert set_in < 0 < at_margin


FAMILIES = ["Abel", "Berg", "Cole", "Dorn", "Ehl", "Falk", "Gall", "Hall"]


def listed(families: Sequence[str], inserted: str, at: int) -> float:
    """The odds of a line in a list of lines with these authors."""
    texts = [f"{family} A. Sleep. J Sleep 2015;3:1-9." for family in families]
    texts.insert(at, inserted)
    return odds(texts, [("line", False, False)] * len(texts), {0: True})[at]


@pytest.mark.parametrize(
    ("families", "inserted", "sign"),
    [
        (FAMILIES, "Cup sleep 2015;3:1-9.", 1),
        (FAMILIES, "Zoo sleep 2015;3:1-9.", -1),
        (FAMILIES[::-1], "Zoo sleep 2015;3:1-9.", 1),
    ],
)
def test_the_alphabet_of_a_sorted_list(families: Sequence[str], inserted: str, sign: int) -> None:
    """A line out of order loses what a line in order gains; where the list is not sorted, neither does."""
    others = listed([*families[:3][::-1], *families[3:][::-1]], inserted, 3)
    found = listed(families, inserted, 3)
    if families == FAMILIES:
        assert (found - others) * sign > 0
    else:
        assert found == pytest.approx(others, abs=1.0)


@pytest.mark.parametrize(("count", "counts"), [(6, False), (7, True)])
def test_a_sorted_list_has_six_pairs_in_order(count: int, counts: bool) -> None:
    families = FAMILIES[:count]
    far, near = listed(families, "Zoo sleep 2015;3:1-9.", 3), listed(families, "Cup sleep 2015;3:1-9.", 3)
    assert (near - far == pytest.approx(3.7, abs=0.4)) is counts


MIXED = [
    ("Abel A, Dorn C. Sleep and the consolidation", "line", False),
    ("of memory. J Sleep 2015;3:1-9.", "line", True),
    ("Berg B. Naps in adults. J Sleep 2016;4:2-8.", "line", False),
    ("Cole C. Light and mood. Lancet 2017;5:3.", "line", False),
    ("Dorn D. Naps", "line", False),
    ("Cole E. and others slept. J Sleep 2018", "paragraph", False),
    ("Ehl F. Dreams. 2019", "paragraph", False),
    ("Falk G. Dreams. J Dreams 2020;1:1.", "item", False),
    ("Sources", "item", True),
    ("Gall H. Night. 2021.", "line", False),
    ("Hall I. Day. 2022.", "line", False),
    ("see https://example.org/a", "line", True),
    ("Aaron J. Noon. 2023.", "line", False),
]


def mixed(count: int) -> list[float]:
    """The odds of the first lines of a list of all kinds of lines, to two places."""
    texts = [text for text, _, _ in MIXED[:count]]
    return [
        round(chance, 2) for chance in odds(texts, [(kind, set_in) for _, kind, set_in in MIXED[:count]], {0: True})
    ]


@pytest.mark.parametrize(
    ("count", "expected"),
    [
        (1, [12.0]),
        (2, [12.0, -12.72]),
        (5, [12.0, -11.45, 13.09, 13.09, 10.97]),
        (7, [12.0, -9.98, 10.9, 10.9, 8.58, 0.5, 5.82]),
        (9, [12.0, -14.89, 12.36, 12.36, 12.67, -5.48, 6.45, 13.29, 13.48]),
        (13, [12.0, -10.15, 7.88, 7.88, 4.73, 1.98, 6.4, 11.5, 8.33, 0.94, 7.88, -6.36, 7.75]),
    ],
)
def test_the_odds_of_lines_of_all_kinds(count: int, expected: Sequence[float]) -> None:
    """Figures as they were when the weights were fitted: every constant of the model has a part in them."""
    assert mixed(count) == pytest.approx(expected, abs=0.011)
