"""What a difference between a citation and an entry costs, and which of several entries is meant."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from citeaudit.linking._author_names import family_keys, parse_phrase
from citeaudit.linking._citation_years import tokens
from citeaudit.linking._listed_works import ListedWorks, Match
from citeaudit.linking.authoryear import find_author_year
from citeaudit.model import Reference
from citeaudit.text.folding import fold
from tests.linking.documents import block, reference

MARTIN = "Martin A; Weber B; Fischer C"


def works(*entries: tuple[str, int | None, str]) -> ListedWorks:
    return ListedWorks([reference(at, authors, year, raw) for at, (authors, year, raw) in enumerate(entries, 1)])


def ask(listed: ListedWorks, names: str, year: str, near: bool, letter: str | None = None) -> Match | None:
    phrase = parse_phrase(names)
    (token,) = tokens(year)
    assert phrase is not None
    return listed.persons(phrase, token, (token.letters or ("",))[0] if letter is None else letter, near=near)


def cost(*args: object, **options: object) -> float | None:
    match = ask(*args, **options)  # type: ignore[arg-type]
    return None if match is None else round(match.cost, 2)


@pytest.mark.parametrize(
    ("authors", "names", "exact", "near"),
    [
        (MARTIN, "Martin et al.", 0, 0),
        (MARTIN, "Martin, Weber & Fischer", 0, 0),
        (MARTIN, "Martin & Weber", 0.75, 0.75),
        (MARTIN, "Martin", 1.5, 1.5),
        (MARTIN, "Martan et al.", None, 2),
        (MARTIN, "Marti et al.", None, 2),
        (MARTIN, "Martinos et al.", None, None),
        (MARTIN, "Marta et al.", None, None),
        (MARTIN, "Weber et al.", None, 4),
        (MARTIN, "Weber", None, None),
        (MARTIN, "Martin & Moss", None, None),
        (MARTIN, "Martin, Moss & Berg", None, 4),
        (MARTIN, "Martin & Webor", 1.75, 0.75),
        (MARTIN, "Martan & Weber", None, 0.75),
        (MARTIN, "B. Martin et al.", 2, 2),
        (MARTIN, "A. Martin et al.", 0, 0),
        ("Martin A; Weber B", "Martin et al.", 1, 1),
        ("Martin A; Weber B", "Martin & Weber", 0, 0),
        ("Martin A; Weber B", "Martin, Weber & Moss", None, None),
        ("Martin A", "Martin", 0, 0),
        ("Martin A", "Martin et al.", 1.5, 1.5),
        ("Martin A; et al.", "Martin", 1.5, 1.5),
        ("Martin A; et al.", "Martin et al.", 0, 0),
        ("Martin A; et al.", "Martin & Moss", 1.25, 1.25),
        ("van Martin A", "Martin", 0.25, 0.25),
        ("van Martin A", "van Martin", 0, 0),
        ("Martin Weber A", "Weber", 1, 1),
        ("Martin Weber A", "Martin", 1, 1),
        ("Martin A", "Martin Weber", 1, 1),
        ("Müller A", "Mueller", 0.25, 0.25),
        ("Chens A", "Chenx", None, 2),
        ("Chen A", "Cheng", None, 2),
        ("Chen A", "Chex", None, None),
        ("Che A", "Cheng", None, None),
        ("Schneide A", "Schnaidx", None, 3),
        ("Schneid A", "Schnaix", None, None),
        ("Moss Martin", "Martin", None, 4),
    ],
)
def test_costs_of_names(authors: str, names: str, exact: float | None, near: float | None) -> None:
    listed = works((authors, 2010, "12. Study of naps. 2010."))
    assert (cost(listed, names, "2010", False), cost(listed, names, "2010", True)) == (exact, near)


@pytest.mark.parametrize(
    ("year", "raw", "cited", "exact", "near"),
    [
        (2010, "", "2010", 0, 0),
        (2010, "", "2011", None, 3),
        (2010, "", "2012", None, 4),
        (2010, "", "2020", None, 4),
        (2010, "", "2001", None, 4),
        (2010, "", "2023", None, None),
        (2010, "", "1910", None, None),
        (1920, "", "2019", None, 4),
        (1902, "", "2019", None, 4),
        (1902, "", "2012", None, None),
        (1902, "", "2019/1902", 0, 0),
        (2010, "", "2012/2011", None, 3),
        (None, "Martin A. Naps.", "2010", 2, 2),
        (None, "Martin A. Naps. 2010.", "2010", 0.5, 0.5),
        (None, "Martin A. Naps. 2011.", "2010", None, None),
        (None, "Martin A. Naps.", "n.d.", 0, 0),
        (None, "Martin A. Naps.", "submitted", 0, 0),
        (2010, "", "in press", 2, 2),
        (2010, "", "forthcoming", 2, 2),
        (2010, "", "accepted", 2, 2),
        (2010, "", "submitted", None, None),
        (2010, "", "in preparation", None, None),
        (2010, "Martin A (2008). Naps. 2010.", "2008", 0, 0),
        (2010, "Martin A. Naps. 2010/2008.", "2008", 0, 0),
        (2010, "Martin A. Naps. 2007/2008. 2010.", "2008", None, None),
    ],
)
def test_costs_of_years(year: int | None, raw: str, cited: str, exact: float | None, near: float | None) -> None:
    listed = works(("Martin A", year, raw))
    assert (cost(listed, "Martin", cited, False), cost(listed, "Martin", cited, True)) == (exact, near)


@pytest.mark.parametrize(
    ("names", "year", "expected"),
    [
        ("Martan", "2010", 3),
        ("Martin", "2011", 4),
        ("Martan", "2011", None),
        ("Martin", "2020", None),
        ("Martin", "2010", 0),
        ("Martax et al.", "2010", None),
    ],
)
def test_what_is_cited_exactly_is_less_likely_meant_otherwise(names: str, year: str, expected: float | None) -> None:
    listed = works(("Martin A", 2010, ""))
    listed.cited.add(1)
    assert cost(listed, names, year, True) == expected


def test_short_names_with_et_al_are_names_of_their_own() -> None:
    authors = "Chens A; Weber B; Fischer C"
    for listed, name, expected in ((works((authors, 2010, "")), "Chenz", 2), (works((MARTIN, 2010, "")), "Martan", 3)):
        if expected == 3:
            listed.cited.add(1)
        assert cost(listed, f"{name} et al.", "2010", True) == expected
    listed = works((authors, 2010, ""))
    listed.cited.add(1)
    assert cost(listed, "Chenz et al.", "2010", True) is None
    assert cost(listed, "Chenz, Weber et al.", "2010", True) == 1


def chosen(
    listed: ListedWorks, names: str, year: str, near: bool = False, letter: str | None = None
) -> tuple[int, str] | None:
    match = ask(listed, names, year, near, letter)
    return None if match is None else (match.reference, match.listed)


def test_letters_that_the_list_prints() -> None:
    listed = works(
        ("Martin A", 2010, "Martin A. Naps. 2010a."), ("Martin A", 2010, "Martin A. Naps. 2010b."), ("Moss A", 2010, "")
    )
    assert chosen(listed, "Martin", "2010b") == (2, "")
    assert chosen(listed, "Martin", "2010a") == (1, "")
    assert chosen(listed, "Martin", "2010c") is None
    assert chosen(listed, "Martin", "2010") == (1, "Martin, 2010a")
    assert chosen(listed, "Moss", "2010a") == (3, "Moss, 2010")
    alone = works(("Martin A", 2010, "Martin A. Naps. 2010a."))
    assert chosen(alone, "Martin", "2010c") == (1, "Martin, 2010a")
    assert chosen(alone, "Martin", "2010") == (1, "")


def test_letters_that_the_list_does_not_print() -> None:
    listed = works(("Martin A", 2010, ""), ("Martin A", 2010, ""))
    assert chosen(listed, "Martin", "2010b") == (2, "")
    assert chosen(listed, "Martin", "2010a") == (1, "")
    assert chosen(listed, "Martin", "2010c") == (1, "")
    assert chosen(works(("Martin A", 2010, "")), "Martin", "2010b") == (1, "Martin, 2010")
    mixed = works(("Martin A", 2010, ""), ("Martin A; Weber B", 2010, ""))
    assert chosen(mixed, "Martin", "2010a") == (1, "")
    assert chosen(mixed, "Martin", "2010b") == (2, "")


def test_which_of_several_is_meant() -> None:
    several = works(("Martin A", 2010, ""), ("Martin B", 2010, ""), ("Martin C", 2012, ""))
    assert chosen(several, "Martin", "2010") == (1, "")
    assert chosen(several, "B. Martin", "2010") == (2, "")
    assert chosen(several, "Martin", "in press") == (3, "")
    assert chosen(several, "Martin", "2011", near=True) is None
    assert chosen(several, "Martin", "2013", near=True) == (3, "Martin, 2012")
    assert chosen(several, "Martin", "2013", near=True) == (3, "Martin, 2012")
    undated = works(("Martin A", 2010, ""), ("Martin B", None, "Martin B. Naps."))
    assert chosen(undated, "Martin", "in press") == (2, "")


def test_one_entry_is_not_meant_by_two_wrong_years() -> None:
    listed = works(("Martin A", 2010, ""))
    assert chosen(listed, "Martin", "2011", near=True) == (1, "Martin, 2010")
    assert chosen(listed, "Martin", "2011", near=True) == (1, "Martin, 2010")
    assert chosen(listed, "Martin", "2009", near=True) is None
    assert chosen(listed, "Martin", "2010", near=True) == (1, "")
    spelt = works(("Martin A; Weber B; Fischer C", 2010, ""))
    assert chosen(spelt, "Martin et al.", "2011", near=True) == (1, "Martin et al., 2010")
    assert chosen(spelt, "Weber et al.", "2010", near=True) == (1, "Martin et al., 2010")


GROUP = "=European Bureau of Naps and Sleep in the Wild"


@pytest.mark.parametrize(
    ("authors", "raw", "words", "found"),
    [
        (
            GROUP,
            "European Bureau of Naps and Sleep in the Wild. Naps.",
            "European Bureau of Naps and Sleep in the Wild",
            True,
        ),
        (GROUP, "European Bureau of Naps and Sleep in the Wild. Naps.", "European Bureau", True),
        (GROUP, "European Bureau of Naps and Sleep in the Wild. Naps.", "EBNSW", True),
        ("=European Bureau Naps", "European Bureau Naps. 12.", "EBN", True),
        ("=European Bureau", "European Bureau. 12.", "EB", False),
        ("=EBN", "EBN. Naps.", "European Bureau of Naps", True),
        ("=EB", "EB. Naps.", "European Bureau", False),
        ("=European Bureau of Naps [EUNA]", "European Bureau of Naps [EUNA]. Naps.", "EUNA", True),
        (GROUP, "European Bureau of Naps and Sleep. Naps.", "European Bureau of Naps and Dreams", True),
        (GROUP, "European Bureau of Naps. Sleep.", "European Bureau of Naps", True),
        (GROUP, "European Bureau of Naps. Sleep.", "Asian Bureau of Naps", False),
        ("", "Naps for all. 2010.", "Naps for all", True),
        ("", "Naps for all. 2010.", "Naps", True),
        ("", "A nap for all. 2010.", "A", False),
        ("Martin A", "Martin A. Naps. 2010.", "Martin A", False),
        ("Martin A", "", "Martin", False),
    ],
)
def test_groups(authors: str, raw: str, words: str, found: bool) -> None:
    listed = works((authors, 2010, raw))
    (token,) = tokens("2010")
    (other,) = tokens("2011")
    match = listed.group(fold(words), token, "")
    assert (match is not None) == found
    assert match is None or match.cost == 0.5
    assert listed.group(fold(words), other, "") is None


def test_abbreviations_that_a_text_introduces() -> None:
    listed = works(("=European Bureau for Naps", 2010, "European Bureau for Naps. 2010."))
    (token,) = tokens("2010")
    assert listed.group("eurnap", token, "") is None
    assert not listed.begins("EURNAP")
    listed.learn(["Much is known to the European Bureau for Naps [EURNAP], and to others (OTH)."])
    assert listed.group("eurnap", token, "") is not None
    assert listed.group("oth", token, "") is None
    assert listed.begins("EURNAP")
    assert listed.begins("European")
    assert not listed.begins("Bureau")


def test_first_names_by_which_a_citation_may_begin() -> None:
    listed = works(("Martin A; Weber B", 2010, ""), ("van der Berg C", 2011, ""))
    assert [listed.begins(word) for word in ("Martin", "Weber", "van", "Berg", "Vanderberg", "Moss")] == [
        True,
        False,
        True,
        True,
        True,
        False,
    ]
    assert listed.families == {"martin", "weber", "vanderberg", "berg"}


@pytest.mark.parametrize(
    ("entry", "names", "listed"),
    [
        (reference(1, "Martin A", 2010), "Martin", "Martin, 2010"),
        (reference(1, "Martin A; et al.", 2010), "Martin et al.", "Martin et al., 2010"),
        (reference(1, "Martin A; Weber B", 2010), "Martin et al.", "Martin and Weber, 2010"),
        (reference(1, "Martin A; Weber B; et al.", 2010), "Martin et al.", "Martin et al., 2010"),
        (reference(1, MARTIN, 2010), "Martin et al.", "Martin et al., 2010"),
    ],
)
def test_how_the_list_would_have_it(entry: Reference, names: str, listed: str) -> None:
    match = ask(ListedWorks([entry]), names, "2011", True)
    assert match is not None
    assert match.listed == listed


@pytest.mark.parametrize(
    ("text", "markers"),
    [
        ("(Martin, 2010) (Moss, 2012)", ["(Martin, 2010)", "(Moss, 2012)"]),
        ("(Martin, 2010)(Moss, 2012)", ["(Martin, 2010)", "(Moss, 2012)"]),
        ("Martin (2010) and Moss (2012)", ["Martin (2010)", "Moss (2012)"]),
        ("Martin, 2010, and Moss, 2012", ["Martin, 2010", "Moss, 2012"]),
        ("(as [Martin, 2010] and Moss, 2012)", ["(as [Martin, 2010] and Moss, 2012)"]),
        ("(so [x (y [z {Martin, 2010)", ["(y [z {Martin, 2010)"]),
        ("Martin (2010, 2012)", ["Martin (2010, 2012)"]),
        ("Martin (2010) and (2012)", ["Martin (2010) and (2012)"]),
        ("Martin (2010; see also 2012)", ["Martin (2010; see also 2012)"]),
        ("Martin, 2010, pp. 4–9, 2012", ["Martin, 2010, pp. 4–9, 2012"]),
        (f"(Martin, 2010){' ' * 120}2012", ["(Martin, 2010)"]),
        (f"Martin, 2010{' ' * 120}2012", [f"Martin, 2010{' ' * 120}2012"]),
        (f"Martin, 2010{' ' * 121}2012", ["Martin, 2010"]),
        (f"({'x' * 40} Martin, 2010)", [f"({'x' * 40} Martin, 2010)"]),
        ("Martin, 2010]", ["Martin, 2010]"]),
        ("(Martin, 2010; ibid.)", ["(Martin, 2010; ibid.)"]),
        ("Martin, 2010(ibid.)", ["Martin, 2010", "(ibid.)"]),
        ("(ibid.) Martin, 2010", ["(ibid.)", "Martin, 2010"]),
    ],
)
def test_markers_of_names(text: str, markers: Sequence[str]) -> None:
    references = [reference(1, "Martin A", 2010), reference(2, "Moss A", 2012), reference(3, "Martin A", 2012)]
    blocks = [block("(Martin, 2010; Moss, 2012; Martin, 2012)"), block(text)]
    found = [m for m in find_author_year(blocks, references, 0.15) if m.block]
    assert [text[m.start : m.end] for m in found] == markers


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2015", [((2015,), (), "", False)]),
        ("2015/16", [((2015, 2016), (), "", False)]),
        ("2015–16", [((2015, 2016), (), "", True)]),
        ("2015/2016", [((2015, 2016), (), "", False)]),
        ("2015 [1990]", [((2015, 1990), (), "", False)]),
        ("2015a", [((2015,), ("a",), "", False)]),
        ("2015a, b", [((2015,), ("a", "b"), "", False)]),
        ("2015a–c", [((2015,), ("a", "b", "c"), "", False)]),
        ("2015a, c–e", [((2015,), ("a", "c", "d", "e"), "", False)]),
        ("2015a, a", [((2015,), ("a",), "", False)]),
        ("2015a and b", [((2015,), ("a", "b"), "", False)]),
        ("2015c–a", [((2015,), ("c", "a"), "", False)]),
        ("2015a–a", [((2015,), ("a",), "", False)]),
        ("2015 a", [((2015,), (), "", False)]),
        ("2015 a, b", [((2015,), ("a", "b"), "", False)]),
        ("in press", [((), (), "in press", False)]),
        ("p. 2015", []),
        ("pp. 2015", []),
        ("pp.. 2015", [((2015,), (), "", False)]),
        ("lamp 2015", [((2015,), (), "", False)]),
        ("£2015", []),
        ("2015%", []),
        ("2.2015", []),
        ("1499", []),
        ("2100", []),
    ],
)
def test_years_as_printed(text: str, expected: Sequence[object]) -> None:
    found = list(tokens(text))
    assert [(token.years, token.letters, token.status, token.is_range) for token in found] == expected
    assert all(text[token.start : token.end].startswith(text[token.start : token.start + 4]) for token in found)


@pytest.mark.parametrize(
    ("text", "family", "initials", "et_al"),
    [
        ("Martin", ["Martin"], ["", ], False),
        ("J. Martin and L. Moss", ["Martin", "Moss"], ["j", "l"], False),
        ("Martin J, Moss L", ["Martin", "Moss"], ["j", "l"], False),
        ("Martin, J., Moss", ["Martin", "Moss"], ["j", ""], False),
        ("Martin, J., K., Moss", ["Martin", "Moss"], ["j", ""], False),
        ("Martin et al.’s", ["Martin"], [""], True),
        (", ".join(["Moss"] * 20), ["Moss"] * 20, [""] * 20, False),
    ],
)  # fmt: skip
def test_names_as_printed(text: str, family: list[str], initials: list[str], et_al: bool) -> None:
    phrase = parse_phrase(text)
    assert phrase is not None
    assert [person.family for person in phrase.persons] == family
    assert [person.initials for person in phrase.persons] == initials
    assert phrase.et_al == et_al


@pytest.mark.parametrize("text", ["", "as was shown", ", ".join(["Moss"] * 21), "Martin 12"])
def test_what_is_not_names(text: str) -> None:
    assert parse_phrase(text) is None


@pytest.mark.parametrize(
    ("family", "keys"),
    [
        ("van der Berg", ("vanderberg", "berg")),
        ("O'Neil", ("oneil",)),
        ("d'Or", ("dor", "or")),
        ("Le", ("le",)),
        ("van de", ("vande", "de")),
        ("Müller", ("muller", "mueller")),
        ("", ()),
    ],
)
def test_keys_of_family_names(family: str, keys: Sequence[str]) -> None:
    assert family_keys(family) == keys


def test_narrative_names_belong_to_the_sentence() -> None:
    references = [reference(1, "Martin A", 2010), reference(2, "Moss A", 2012)]
    blocks = [block("(Martin, 2010) and Moss (2012) and (Martin, 2010; Moss, 2012)")]
    found = find_author_year(blocks, references, 0.15)
    assert [(marker.names, marker.core) for marker in found] == [((), 0), (("Moss",), 24), ((), 35)]


@pytest.mark.parametrize(("length", "markers"), [(2000, 1), (2001, 2)])
def test_a_bracket_that_is_too_long_was_never_closed(length: int, markers: int) -> None:
    references = [reference(1, "Martin A", 2010), reference(2, "Moss A", 2012)]
    text = "(Martin, 2010; " + "x" * (length - 15 - 12) + " Moss, 2012)"[:12]
    assert len(text) == length
    found = find_author_year([block(text)], references, 0.15)
    assert len(found) == markers
