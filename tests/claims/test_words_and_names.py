"""What counts as a word, a name, a year, an author: each threshold with a case on it and one past it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from citeaudit.claims.abbreviations import introduced
from citeaudit.claims.authorship import authorship, may_be_given, prints, wrote
from citeaudit.claims.document import entry_text
from citeaudit.claims.forms import Forms
from citeaudit.claims.likelihood import doubt_by_words
from citeaudit.claims.vocabulary import Shared, Vocabulary, terms
from citeaudit.claims.words import distinct, function_words, plain, stems, words
from citeaudit.claims.years import year, years_named
from citeaudit.model import Citation, Location, Name, Record, Reference
from tests.claims.made import AT, listed, reference

# --------------------------------------------------------------------------- abbreviations

FILLER = "x" * 150


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("overall survival (OS) rose", {"OS": "overall survival"}),
        ("overall survival (OS, in months)", {"OS": "overall survival"}),
        ("overall survival (OS; in months)", {"OS": "overall survival"}),
        ("overall survival (OS in months)", {}),
        ("survival (S) rose", {}),  # one letter
        ("trial of the (2OS) kind", {}),  # begins with a digit
        ("amyotrophic berg curve delta echo fox golf hotel ivy juno (ABCDEFGHIJ)", {"ABCDEFGHIJ": "amyotrophic berg curve delta echo fox golf hotel ivy juno"}),
        ("amyotrophic berg curve delta echo fox golf hotel ivy juno kilo (ABCDEFGHIJK)", {}),  # eleven letters
        ("body mass index (BMI)", {"BMI": "body mass index"}),
        ("body mass index (Bmi)", {}),  # one capital
        ("body mass index (BMi)", {"BMi": "body mass index"}),
        ("magnetic resonance scans (MRSs)", {"MRS": "magnetic resonance scans"}),
        ("Overall in a great survival (OS)", {}),  # five words for two letters
        ("Overall in great survival (OS)", {"OS": "Overall in great survival"}),
        ("alpha beta chi delta epsi m m m m m focus (ABCDEF)", {"ABCDEF": "alpha beta chi delta epsi m m m m m focus"}),
        ("alpha beta chi delta epsi m m m m m m focus (ABCDEF)", {}),  # twelve words for six letters
        (f"overall survival {FILLER}s (OS)", {}),  # farther than 160 characters
        ("abcde (AE)", {"AE": "abcde"}),
        ("abce (AE)", {}),  # only two characters longer
        ("Ab cde (ABE)", {"ABE": "Ab cde"}),
        ("the protein HER2-x (HER2)", {}),  # stands there itself
        ("tumour (T-1A) of type 1 area", {}),
        ("type one alpha t1 area (T-A)", {"T-A": "t1 area"}),  # the hyphen is not looked for
        ("novel survival (OS)", {}),  # O stands within a word
    ],
)  # fmt: skip
def test_an_abbreviation_and_what_it_stands_for(text: str, found: dict[str, str]) -> None:
    assert introduced([text]) == found


# --------------------------------------------------------------------------- authors


@pytest.mark.parametrize(
    ("name", "family", "same"),
    [
        ("Hall", "Hall", True),
        ("Halls", "Hall", False),  # four letters: exactly
        ("Haller", "Hallor", True),  # five letters and more: one may be wrong,
        ("Hallr", "Haller", True),  # missing
        ("Halelr", "Haller", True),  # or exchanged with its neighbour
        ("Hallir", "Hallur", True),
        ("Halliz", "Hallur", False),  # two
        ("Moos", "Moss", False),
        ("Berg", "Bergs", False),
        ("Bergs", "Bergt", True),
        ("La Verde", "Verde", True),
        ("Verde", "La Verde", True),
        ("LaVerde", "La Verde", True),
        ("La Verde", "Lo Verdi", False),
        ("Öberg", "Oberg", True),
        ("la Verde", "Vila Verde", True),  # particles make no difference
        ("von Moss", "van Moss", True),
        ("von", "van", False),
    ],
)
def test_wrote(name: str, family: str, same: bool) -> None:
    written = reference("Naps", authors="")
    for record in (Record(author=(Name(family="Moss"), Name(family=family))), Record(editor=(Name(family=family),))):
        assert wrote(name, replace(written, record=record)) is same


@pytest.mark.parametrize(
    ("record", "raw", "same"),
    [
        (Record(), "World Health Organization. Naps.", True),  # no author was read: a word of the entry
        (Record(), "World Healthy Organization. Naps.", False),
        (Record(author=(Name(family="Moss"),)), "Moss D. Health.", False),
        (Record(editor=(Name(family="Moss"),)), "Moss D. Health.", False),
        (Record(author=(Name(family=""),)), "Health.", False),
    ],
)
def test_wrote_without_authors(record: Record, raw: str, same: bool) -> None:
    assert wrote("Health", replace(reference("Naps"), record=record, raw=raw)) is same


@pytest.mark.parametrize(
    ("name", "given", "may_be"),
    [("Anna", "A", True), ("Anna", "AB", True), ("Bea", "AB", True), ("Bea", "A. B.", True), ("Bea", "Anna", False), ("Bea", "", False)],
)  # fmt: skip
def test_may_be_given(name: str, given: str, may_be: bool) -> None:
    record = Record(author=(Name(family="Hall", given=given), Name(family="Lind", given="Bea")))
    assert may_be_given(name, replace(reference("Naps"), record=record)) is may_be


@pytest.mark.parametrize(("name", "printed"), [("Xu", True), ("Lifeng", True), ("Rest", True), ("rest", False), ("Berg", True), ("Ber", False)])  # fmt: skip
def test_prints(name: str, printed: bool) -> None:
    assert prints(name, replace(reference("Naps"), raw="Xu Lifeng, BERG C. Rest of the rested.")) is printed


def test_authorship_is_evidence_for_a_link() -> None:
    (hall,) = listed([reference("Naps", authors="Hall A")])
    citation = Citation(
        id="c1", marker="(1)", location=AT, section="", sentence="", claim="", narrative_authors=("Moss", "Hall")
    )
    found = authorship(citation, hall)
    assert found is not None
    assert (found.kind, found.text, found.weight) == ("author", "Hall is an author of reference 1", -4.0)
    assert authorship(replace(citation, narrative_authors=("Moss",)), hall) is None


# --------------------------------------------------------------------------- years


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("in 1800, 1899 and 2099", {1800, 1899, 2099}),
        ("in 1799 and 2100", set()),
        ("in 1987–2022, 1987-2022 and 1987/2022", set()),
        ("the 2019 guideline (2020)", {2019, 2020}),
        ("12019 and 20190", set()),
        ("version 1.2019 and 2019.5", set()),
        ("in 2019.", {2019}),
        ("in 2019-", {2019}),
    ],
)
def test_years_named(text: str, years: set[int]) -> None:
    assert years_named(text) == years


def test_a_year_is_evidence_for_a_link() -> None:
    citation = Citation(id="c1", marker="(1)", location=AT, section="", sentence="", claim="the 2015 guideline")
    first, second, third = listed([reference("Naps"), reference("Naps", year=2016), reference("Naps", year=None)])
    found = year(citation, first)
    assert found is not None
    assert (found.kind, found.text, found.weight) == ("year", "the year 2015 is that of reference 1", -1.5)
    assert year(citation, second) is None
    assert year(citation, third) is None


# --------------------------------------------------------------------------- stems


@pytest.mark.parametrize(
    ("printed", "found"),
    [
        ("x", ()),
        ("ab", ("ab",)),
        ("of", ()),
        ("Of", ()),
        ("12", ()),
        ("1-2", ()),
        ("IL-6", ("il", "il6")),
        ("a-b", ("ab",)),
        ("abcdefghijkl-mnopqrstuvwx", ("abcdefghijkl", "mnopqrstuvwx", "abcdefghijklmnopqrstuvwx")),  # 24 letters
        ("abcdefghijkl-mnopqrstuvwxy", ("abcdefghijkl", "mnopqrstuvwxi")),
        ("nap-nap", ("nap", "napnap")),
        ("β-ς-Ω-µ", ("beta", "sigma", "omega", "mu", "betasigmaomegamu")),
        ("naps", ("nap",)),
        ("naps2", ("naps2",)),
    ],
)
def test_stems(printed: str, found: tuple[str, ...]) -> None:
    assert stems(printed) == found


def test_plain_text_and_function_words() -> None:
    assert plain("naïve α") == "naive alpha"
    assert {"the", "et", "vs"} <= function_words()
    assert not any(word.startswith("#") for word in function_words())
    assert words("Naps, the naps") == ("nap", "nap")
    assert distinct("naps of e\u0301te\u0301") == ("nap", "ete")


@pytest.mark.parametrize(
    ("left", "right", "alike"),
    [
        ("nap", "nap", 1.0),
        ("nap", "zzz", 0.0),
        ("", "nap", 0.0),
        ("naps", "nap", 3 / 35**0.5),  # ^na, nap and ^nap of seven runs and of five
    ],
)
def test_words_alike_as_written(left: str, right: str, alike: float) -> None:
    forms = Forms.of((left, right))
    zero, one = np.array([0]), np.array([1])
    assert forms.alike(zero, one)[0, 0] == pytest.approx(alike, abs=1e-6)
    assert forms.alike(one, zero)[0, 0] == pytest.approx(alike, abs=1e-6)


# --------------------------------------------------------------------------- entries


@pytest.mark.parametrize(
    ("title", "volume", "found"),
    [
        ("Naps help preschool children", "3", "Naps help preschool children"),
        ("Naps help children", "3", "Naps help children. J Sleep 2015;3:1-9."),  # three words say little
        ("Naps help preschool children", "", "Naps help preschool children. J Sleep 2015;:1-9."),  # a book
    ],
)
def test_what_tells_the_subject_of_an_entry(title: str, volume: str, found: str) -> None:
    assert entry_text(reference(title, authors="Hall A, La Verde B", volume=volume)) == found


def test_addresses_tell_no_subject() -> None:
    entry = replace(reference("Naps"), raw="(Hall A.) Naps: https://example.org/naps doi:10.1/x WWW.example.org seen")
    assert entry_text(entry) == "Naps: seen"


# --------------------------------------------------------------------------- terms


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("HER2", [("her2", "HER2", True)]),
        ("CDK4/6", [("cdk46", "CDK4/6", True)]),
        ("4/6", []),
        ("EGFR", [("egfr", "EGFR", True)]),
        ("OS", []),  # two letters
        ("EGf", [("egf", "EGf", True)]),  # half of them capitals and more
        ("EGfrs", [("egfr", "EGfrs", False)]),  # fewer: a word
        ("Egfr", [("egfr", "Egfr", False)]),
        ("PETs", [("pet", "PETs", True)]),
        ("SARS", [("sars", "SARS", True)]),  # only a small s is a plural
        ("nap", []),  # three letters
        ("naps", [("nap", "naps", False)]),
        ("melatonin", [("melatonin", "melatonin", False)]),
        ("studies", []),
        ("remedies", [("remedy", "remedies", False)]),
        ("zombies", [("zomby", "zombies", False)]),
        ("pixies", [("pixy", "pixies", False)]),
        ("dries", [("drie", "dries", False)]),  # five letters
        ("abscess", [("abscess", "abscess", False)]),
        ("thrombus", [("thrombus", "thrombus", False)]),
        ("arthritis", [("arthritis", "arthritis", False)]),
        ("caffeine/melatonin", [("caffeine", "caffeine", False), ("melatonin", "melatonin", False)]),
        ("REMWAVE-2-positive", [("remwave2", "REMWAVE2", True)]),
    ],
)
def test_terms(text: str, found: list[tuple[str, str, bool]]) -> None:
    assert [(term.key, term.printed, term.name) for term in terms(text)] == found


def _vocabulary(*titles: str) -> Vocabulary:
    return Vocabulary(listed([reference(title) for title in titles]))


@pytest.mark.parametrize(("having", "shared"), [(1, True), (2, True), (3, False)])
def test_words_of_many_titles_single_nothing_out(having: int, shared: bool) -> None:
    vocabulary = _vocabulary(*["Melatonin"] * having, *["Caffeine"] * (6 - having))
    assert (1 in vocabulary.shared("melatonin")) is shared


@pytest.mark.parametrize(("references", "shared"), [(59, False), (60, True)])
def test_in_a_long_list_a_twentieth_may_have_a_word(references: int, shared: bool) -> None:
    vocabulary = _vocabulary(*["Melatonin"] * 3, *["Naps"] * (references - 3))
    assert (1 in vocabulary.shared("melatonin")) is shared


@pytest.mark.parametrize(
    ("title", "claim", "shared"),
    [
        ("Melatonin", "melatonin", Shared(weight=float(np.log(30)), words=("melatonin",), names=0, single=1)),
        ("HER2", "HER2", Shared(weight=1.5 * float(np.log(30)), words=("HER2",), names=1, single=1)),
        ("HER2", "HER2 and HER2", Shared(weight=1.5 * float(np.log(30)), words=("HER2",), names=1, single=1)),
        ("Haematopoietic", "hematopoietic", Shared(weight=float(np.log(30)), words=("hematopoietic",), names=0, single=1)),
        ("Caffeins", "caffeina", None),  # a letter in eight: another word
        ("Melatonim", "melatonin", None),
        ("Melatoninum", "melatoninem", Shared(weight=float(np.log(30)), words=("melatoninem",), names=0, single=1)),  # 91 of 100
        ("Melatonino", "melatonine", Shared(weight=float(np.log(30)), words=("melatonine",), names=0, single=1)),  # 90 of 100
        ("tumourx", "tumorx", None),  # shorter than eight letters
        ("Melatonin3x", "melatonin4x", None),  # digits are compared exactly
        ("Melatonin3x", "melatoninx", None),
        ("Tumourx", "tumourxx", None),  # seven letters in the title
        ("Xmelatoninum", "melatoninum", None),  # not under one letter
    ],
)  # fmt: skip
def test_shared(title: str, claim: str, shared: Shared | None) -> None:
    found = _vocabulary(title, "Sleep of pilots", "Light").shared(claim).get(1)
    assert (found is None) is (shared is None)
    if found and shared:
        assert found.weight == pytest.approx(shared.weight)
        assert replace(found, weight=0.0) == replace(shared, weight=0.0)


def test_words_that_two_titles_have_weigh_less() -> None:
    found = _vocabulary("Melatonin and HER2", "Melatonin and HER2", "Light").shared("melatonin and HER2")
    assert found[1].weight == pytest.approx(2.5 * np.log(15))
    assert (found[1].names, found[1].single) == (0, 0)
    assert found.keys() == {1, 2}


def test_names_of_studies_are_named_first_then_what_weighs_most() -> None:
    vocabulary = _vocabulary("Caffeine, HER2, melatonin and REMWAVE-2", "Caffeine and melatonin", "Light")
    found = vocabulary.shared("melatonin, caffeine, HER2 and REMWAVE-2")[1]
    assert found.words == ("REMWAVE-2", "HER2", "caffeine", "melatonin")


def test_a_long_list_says_how_rare_a_word_is() -> None:
    assert _vocabulary("Melatonin", *["Light"] * 30).shared("melatonin")[1].weight == pytest.approx(np.log(31))


@pytest.mark.parametrize(
    ("title", "specific"), [("Melatonin", False), ("Melatonin and caffeine", True), ("Sleep", False)]
)
def test_a_title_is_specific_with_two_terms_of_its_own(title: str, specific: bool) -> None:
    assert _vocabulary(title, "Light").is_specific(1) is specific


THIRD = Reference(
    index=3, label="3", raw="", record=Record(), location=Location(path="a.md"), confidence=1.0, key="hall"
)


@pytest.mark.parametrize(
    ("words", "text"),
    [
        (("naps",), "naps stands in reference 3"),
        (("naps", "light"), "naps, light stand in reference 3"),
        (("a", "b", "c", "d", "e"), "a, b, c, d stand in reference 3"),
    ],
)
def test_what_is_shared_is_evidence(words: tuple[str, ...], text: str) -> None:
    found = Shared(weight=2.0, words=words).evidence_for(THIRD)
    assert found is not None
    assert (found.kind, found.text, found.weight) == ("shared-words", text, -2.0)
    assert Shared().evidence_for(THIRD) is None
    named = Shared(weight=2.0, words=words).evidence_for(replace(THIRD, keyed=True))
    assert named is not None
    assert named.text == text.replace("reference 3", "[hall]")


@pytest.mark.parametrize(
    ("word", "study"),
    [
        ("SOLAR-1", True), ("SOLAR 1", True), ("SOLAR1234", True), ("SOLAR12345", False), ("SOL-1", False), ("SOLA-1", True),
        ("SOLARis-1", True), ("solar-1", False), ("NCT02437", True), ("NCT0243", False), ("ChiCTR-IOR12345", True), ("xSOLAR-1", False),
    ],
)  # fmt: skip
def test_names_of_studies(word: str, study: bool) -> None:
    assert Shared(words=("naps", word)).study is study


# --------------------------------------------------------------------------- doubts by words


@pytest.mark.parametrize(
    ("lead", "doubt"),
    [
        (0.0, 0.018),
        (4.0, 0.0998),
        (8.0, 0.4013),
        (8.9, 0.5),  # nobody is accused by words alone
        (1000.0, 0.5),
        (-20.0, 0.0),
        (-100.0, 0.0),
    ],
)
def test_doubt_by_words(lead: float, doubt: float) -> None:
    assert doubt_by_words(lead) == pytest.approx(doubt, abs=1e-4)
