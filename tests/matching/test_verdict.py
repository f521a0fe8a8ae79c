from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citeaudit.matching import confirm, judge
from citeaudit.matching.verdict import repaired
from citeaudit.model import Ambiguous, Found, Location, Name, NotFound, Record, Reference, Work

HALL = (Name(family="Hall", given="Anna"),)
REGISTERED = Record(
    author=(*HALL, Name(family="Lind", given="Bo")),
    title="Sleep and the consolidation of memory in adults: a randomised trial",
    container_title="Journal of Synthetic Examples",
    year=2015,
    volume="12",
    page="101-109",
    DOI="10.5555/sleep",
)
CITED = Record(
    author=(Name(family="Hall", given="A"),),
    et_al=True,
    title="Sleep and the consolidation of memory in adults: a randomized trial",
    container_title="J Synth Examples",
    year=2015,
    volume="12",
    page="101-9",
)


def work(record: Record = REGISTERED, **changes: Any) -> Work:
    changed = replace(record, **changes)
    return Work(record=changed, source="crossref", identifier=changed.DOI)


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"year": 2016, "container_title": "Other Journal"},
        {"year": 1999},
        {"container_title": "Other Journal", "volume": "3"},
        {"volume": "13", "page": "5"},
        {"title": "Sleep and the consolidation of memory in adults"},
        {"title": "Sleep and the consolidation of mem"},
        {"title": "Slcep and thc consolidation of rnemory in adults: a randomized trial"},
        {"title": "Sleep and the consolidation of dreams in adults: a randomized trial"},  # at its place, by its author
        {"author": (Name(family="Hal", given="A"),)},
        {"author": (Name(family="Hall-Berg", given="A"),)},
        {"author": (Name(family="Anna", given="Hall"),)},
        {"author": (Name(family="Lind", given="B"),)},  # everything else agrees
        {"author": ()},
        {"author": (Name(literal="Example Study Group"),)},
        {"title": "", "author": HALL},
        {"title": "", "container_title": "J Synthctic Exarnples"},
        {"container_title": "", "volume": "", "page": ""},
        {"year": None, "volume": "", "page": ""},
        {"year": None, "container_title": "", "volume": "", "page": ""},
    ],
)
def test_found(changes: dict[str, Any]) -> None:
    verdict = judge(replace(CITED, **changes), [work()])
    assert isinstance(verdict, Found)
    assert verdict.work == work()
    assert 0.4 <= verdict.score <= 1.0
    assert verdict.reason


@pytest.mark.parametrize(
    "changes",
    [
        {"year": 2018, "container_title": "Other Journal"},
        {"year": 1999, "volume": "3", "page": "5", "container_title": "Other Journal"},
        {"container_title": "Other Journal", "volume": "3", "page": "5"},
        {"title": "Acid rain over northern lakes"},
        {"title": "Sleep and the consolidation of memory in adults: a randomized trial 2"},
        {"title": "Correction: Sleep and the consolidation of memory in adults: a randomized trial"},
        {"title": "Sleep and the consolidation of dreams in adults: a randomized trial", "page": "5"},
        {"title": "Sleep", "volume": "", "page": ""},
        {"author": (Name(family="Lind"),), "page": "5"},
        {"author": (Name(family="Lind"),), "year": 1999},
        {"author": (), "container_title": "", "volume": "", "page": ""},
        {"author": (), "year": 1999},
        {"title": "", "page": "5"},
        {"title": "", "volume": ""},
        {"title": "", "year": 1999},
        {"title": "", "author": (Name(family="Lind"),)},
        {"title": "", "container_title": "Other Journal"},
    ],
)
def test_not_found(changes: dict[str, Any]) -> None:
    verdict = judge(replace(CITED, **changes), [work()], asked=("crossref",))
    assert isinstance(verdict, NotFound)
    assert verdict.asked == ("crossref",)
    assert verdict.reason


@pytest.mark.parametrize(
    ("raw", "page", "found"),
    [
        (f"Hall A. {CITED.title}. J Synth Examples 2015;12:101-9.", "101-9", True),  # another spelling than the work's
        (f"Hall A. {REGISTERED.title}. J Synth Examples 2015;12:101-9.", "101-9", True),
        (f"Hall A. {REGISTERED.title}. J Synth Examples 2015;12:5-9.", "5-9", False),
        (f"Hall A. Correction to {REGISTERED.title}. J Synth Examples 2015;12:101-9.", "101-9", False),
        ("Hall A. Acid rain over northern lakes. J Synth Examples 2015;12:101-9.", "101-9", False),
    ],
)
@pytest.mark.parametrize("title", ["", "J Synth Examples"])
def test_a_reference_read_wrongly_is_found_by_what_it_prints(title: str, raw: str, page: str, found: bool) -> None:
    misread = replace(CITED, title=title, container_title="2015", page=page)
    assert isinstance(judge(misread, [work()], raw=raw), Found) is found
    assert isinstance(judge(misread, [work()]), NotFound)


def test_more_agreement_scores_higher() -> None:
    records = [
        CITED,
        replace(CITED, page=""),
        replace(CITED, page="", volume=""),
        replace(CITED, page="", volume="99"),
        replace(CITED, page="", volume="99", year=2016),
    ]
    scores = [verdict.score for verdict in (judge(one, [work()]) for one in records) if isinstance(verdict, Found)]
    assert scores == sorted(scores, reverse=True)
    assert len(set(scores)) == len(records)
    assert scores[0] == 1.0


@pytest.mark.parametrize("type", ["component", "peer-review", "journal-issue", "journal"])
def test_what_nobody_cites_is_passed_over(type: str) -> None:
    assert isinstance(judge(CITED, [work(type=type)]), NotFound)
    verdict = judge(CITED, [work(type=type), work()])
    assert isinstance(verdict, Found)
    assert verdict.work == work()


def test_the_best_is_chosen_wherever_it_stands() -> None:
    others = [
        work(title="Correction: " + REGISTERED.title, DOI="10.5555/correction"),
        work(title="Sleep in adults", DOI="10.5555/other"),
        work(container_title="Annals of Other Things", volume="3", page="", DOI="10.5555/again"),
    ]
    for place in range(4):
        verdict = judge(CITED, [*others[:place], work(), *others[place:]])
        assert isinstance(verdict, Found)
        assert verdict.work.record.DOI == "10.5555/sleep"


def test_a_correction_is_found_as_what_it_is() -> None:
    correction = work(title="Correction: " + REGISTERED.title, DOI="10.5555/correction")
    verdict = judge(replace(CITED, title="Erratum to: " + CITED.title), [work(), correction])
    assert isinstance(verdict, Found)
    assert verdict.work == correction


def test_different_works_that_fit_equally_are_ambiguous() -> None:
    vague = Record(author=HALL, title="Editorial", year=2015)
    editorials = [
        work(title="Editorial", volume=volume, page=page, DOI=f"10.5555/{volume}")
        for volume, page in (("12", "1"), ("13", "9"))
    ]
    verdict = judge(vague, editorials)
    assert isinstance(verdict, Ambiguous)
    assert verdict.works == tuple(editorials)
    assert "2 works fit equally well" in verdict.reason
    clear = judge(replace(vague, volume="13", container_title="J Synth Examples"), editorials)
    assert isinstance(clear, Found)
    assert clear.work == editorials[1]


def test_one_work_registered_twice_is_not_ambiguous() -> None:
    twin = work(DOI="10.5555/twin")
    verdict = judge(CITED, [twin, work()])
    assert isinstance(verdict, Found)
    assert verdict.work == twin


def test_preprint_and_article() -> None:
    preprint = work(type="article", container_title="", volume="", page="", DOI="10.5555/preprint")
    vague = replace(CITED, container_title="", volume="", page="")
    for candidates in ([preprint, work()], [work(), preprint]):
        for record in (CITED, vague):
            verdict = judge(record, candidates)
            assert isinstance(verdict, Found)
            assert verdict.work == work()
    server = replace(preprint, record=replace(preprint.record, container_title="ExampleRxiv", year=2014))
    verdict = judge(replace(vague, container_title="ExampleRxiv", year=2014), [work(), server])
    assert isinstance(verdict, Found)
    assert verdict.work == server


@pytest.mark.parametrize(
    ("candidates", "words"),
    [
        ([], "the search gave nothing"),
        ([work(title="Acid rain over northern lakes")], "nothing the search gave has this title"),
        (
            [work(author=(Name(family="Moss"),), year=2001, title="Sleep and the consolidation of memory in adults")],
            (
                "the nearest work, “Sleep and the consolidation of memory in adults” (Moss 2001), does not fit: "
                "title, journal or book, volume and first page agree; first author and year differ"
            ),
        ),
    ],
)
def test_why_not(candidates: list[Work], words: str) -> None:
    verdict = judge(CITED, candidates)
    assert isinstance(verdict, NotFound)
    assert verdict.reason == words


def reference(record: Record, raw: str = "") -> Reference:
    return Reference(index=1, label="1", raw=raw, record=record, location=Location(path="p"), confidence=1.0)


@pytest.mark.parametrize(
    ("record", "raw", "fits"),
    [
        (CITED, "", True),
        (Record(DOI="10.5555/sleep"), "doi:10.5555/sleep", True),
        (Record(title=CITED.title, author=(Name(family="Moss"),), year=1999), "", True),
        (Record(author=HALL, year=2015), "", True),
        (Record(volume="12", page="101"), "", True),
        (Record(title="Schlaf", author=HALL, year=2015, volume="12", page="101"), "", True),
        (Record(title="J Synth", author=(Name(family="Sleep"),)), f"Hall A. {REGISTERED.title}. J Synth.", True),
        (Record(title="Acid rain over northern lakes", author=HALL, year=2015), "Hall A. Acid rain.", False),
        (Record(title="Acid rain over northern lakes", author=(Name(family="Moss"),)), "Moss. Acid rain.", False),
        (Record(author=(Name(family="Moss"),), year=2015), "Moss 2015", False),
        (
            Record(title=f"Correction: {CITED.title}", author=(Name(family="Moss"),)),
            f"Correction: {CITED.title}",
            False,
        ),
    ],
)
def test_whether_a_printed_doi_leads_to_the_work(record: Record, raw: str, fits: bool) -> None:
    found = confirm(reference(record, raw), work())
    assert (found is not None) is fits
    if found:
        assert found.work == work()
        assert 0.5 <= found.score <= 1.0
        assert "the DOI printed" in found.reason


TEXTS = st.text(max_size=40)
NAMES = st.builds(Name, family=TEXTS, given=TEXTS, literal=TEXTS)
RECORDS = st.builds(
    Record,
    author=st.lists(NAMES, max_size=2).map(tuple),
    title=TEXTS,
    container_title=TEXTS,
    year=st.none() | st.integers(1000, 2999),
    volume=TEXTS,
    page=TEXTS,
)


@given(RECORDS, st.lists(RECORDS, max_size=3))
def test_a_verdict_on_anything(record: Record, candidates: list[Record]) -> None:
    works = [work(candidate) for candidate in candidates]
    verdict = judge(record, works)
    if isinstance(verdict, Found):
        assert verdict.work in works
        assert 0.0 <= verdict.score <= 1.0
    confirm(reference(record), work())


LONG = "Sleep and the consolidation of memory in adults who live at the shores of very large lakes"


@pytest.mark.parametrize(
    ("title", "quoted"),
    [
        (LONG, LONG),  # 90 characters
        (f"{LONG}s", "Sleep and the consolidation of memory in adults who live at the shores of very large …"),
    ],
)
def test_a_long_title_is_quoted_in_part(title: str, quoted: str) -> None:
    assert len(LONG) == 90
    verdict = judge(replace(CITED, title=title, volume="3"), [work(title=title, author=(Name(family="Moss"),))])
    assert isinstance(verdict, NotFound)
    assert f"“{quoted}”" in verdict.reason


@pytest.mark.parametrize(
    ("changes", "by"),
    [
        ({"author": (Name(family="Moss", non_dropping_particle="de"),)}, " (de Moss 2015)"),
        ({"author": ()}, " (2015)"),
        ({"author": (Name(family="Moss"),), "year": None}, " (Moss)"),
        ({"author": (), "year": None}, ""),
    ],
)
def test_the_nearest_work_is_named(changes: dict[str, Any], by: str) -> None:
    cited = replace(CITED, volume="3", page="5", container_title="Annals of Lakes")
    verdict = judge(cited, [work(**changes), work(title="Acid rain over northern lakes")])
    assert isinstance(verdict, NotFound)
    assert f"memory in adults: a randomised trial”{by}, does not fit" in verdict.reason


def test_the_nearest_work_is_the_one_with_the_likest_title() -> None:
    cited = replace(CITED, author=(Name(family="Moss"),), year=1999)
    likest, other = work(volume="3", page="5"), work(title="Sleep and the consolidation of memory", year=1999, page="5")
    for candidates in ([likest, other], [other, likest]):
        verdict = judge(cited, candidates)
        assert isinstance(verdict, NotFound)
        assert f"“{REGISTERED.title}” (Hall 2015)" in verdict.reason
    nearer = work(volume="3")
    for candidates in ([likest, nearer], [nearer, likest]):
        verdict = judge(cited, candidates)
        assert isinstance(verdict, NotFound)
        assert "first page agree" in verdict.reason


def test_a_title_that_is_missing_is_not_another_title() -> None:
    verdict = judge(replace(CITED, title="", page="5"), [work()])
    assert isinstance(verdict, NotFound)
    assert verdict.reason.startswith("the nearest work, ")


@pytest.mark.parametrize(
    ("changes", "tie"),
    [
        # A journal that agrees but for damage scores 0.02 less, which tells nothing …
        ({"container_title": "Journal of Synthetic"}, True),
        # … and a year that is one off 0.03 less, which does.
        ({"year": 2016}, False),
    ],
)
def test_a_small_difference_of_scores_tells_nothing(changes: dict[str, Any], tie: bool) -> None:
    editorial: dict[str, Any] = {"title": "Editorial", "volume": "", "page": ""}
    cited = replace(CITED, title="Editorial", volume="", page="")
    first = work(**editorial, DOI="10.5555/one")
    second = work(**{**editorial, "DOI": "10.5555/two", **changes})
    if tie:
        assert isinstance(judge(cited, [first, second]), Ambiguous)
    else:
        assert isinstance(judge(cited, [first, work(**editorial, DOI="10.5555/two", year=2016)]), Found)


def test_three_works_that_fit() -> None:
    vague = Record(author=HALL, title="Editorial", year=2015)
    editorials = [work(title="Editorial", volume=volume, page="", DOI=f"10.5555/{volume}") for volume in "345"]
    verdict = judge(vague, editorials)
    assert isinstance(verdict, Ambiguous)
    assert verdict.works == tuple(editorials)
    assert verdict.reason == "3 works fit equally well: title, first author and year agree"


def test_the_first_of_two_preprints_is_chosen() -> None:
    first = work(type="article", DOI="10.5555/one")
    verdict = judge(CITED, [first, work(type="article", DOI="10.5555/two")])
    assert isinstance(verdict, Found)
    assert verdict.work == first


@pytest.mark.parametrize(
    ("record", "raw", "numbers"),
    [
        (Record(volume="l2", page="lO1", year=2015), "", ("12", "101", 2015)),
        (Record(volume="12", page="101"), "", ("12", "101", None)),
        (Record(year=2014), "Hall A. 20l5", ("", "", 2014)),
        (Record(), "Hall A. Sleep. 20l5;12", ("", "", 2015)),
        (Record(), "Hall A. Sleep. 2O15;12", ("", "", 2015)),
        (Record(), "Hall A. Sleep. l99O;12", ("", "", 1990)),
        (Record(), "Hall A. Sleep. 2015;12", ("", "", 2015)),
        (Record(), "Hall A. Sleep. a2015;12", ("", "", None)),
        (Record(), "Hall A. Sleep. 20155;12", ("", "", None)),
        (Record(), "Hall A. Sleep. 2115;12", ("", "", None)),
    ],
)
def test_numbers_that_were_scanned(record: Record, raw: str, numbers: tuple[str, str, int | None]) -> None:
    found = repaired(record, raw)
    assert (found.volume, found.page, found.year) == numbers


def test_a_record_is_repaired_before_it_is_compared() -> None:
    verdict = judge(replace(CITED, title="", year=None), [work()], raw="Hall A, J Synth Examples 20l5;12:101")
    assert isinstance(verdict, Found)


@pytest.mark.parametrize(
    ("changes", "score"),
    [
        ({}, 1.0),
        ({"year": 2016}, 0.97),
        ({"title": "Sleep and the consolidation of memory in adults", "page": ""}, 0.962),  # 0.9624…
    ],
)
def test_score_of_what_was_found(changes: dict[str, Any], score: float) -> None:
    found = judge(replace(CITED, **changes), [work()])
    assert isinstance(found, Found)
    assert found.score == pytest.approx(score, abs=1e-9)


@pytest.mark.parametrize(
    ("record", "raw", "score", "reason"),
    [
        (Record(), "doi:10.5555/sleep", 0.5, "the DOI printed is of this work"),
        (Record(author=HALL), "Hall", 0.6, "the DOI printed is of this work; first author agrees"),
        (
            Record(title="Schlaf", author=HALL, year=2015, volume="12", page="101"),
            "",
            0.635,
            "the DOI printed is of this work; first author, year, volume and first page agree; title differs",
        ),
        (
            replace(CITED, author=(Name(family="Moss"),), year=1999, volume="3", page="4", container_title="Lakes"),
            "",
            0.5,  # less agrees than the DOI says
            (
                "the DOI printed is of this work; title agrees; "
                "first author, year, journal or book, volume and first page differ"
            ),
        ),
        (
            Record(title="J Synth", author=HALL),
            f"Hall A. {REGISTERED.title}. J Synth.",
            0.825,
            "the DOI printed is of this work; title and first author agree",
        ),
    ],
)
def test_score_of_what_a_doi_confirms(record: Record, raw: str, score: float, reason: str) -> None:
    found = confirm(reference(record, raw), work())
    assert found is not None
    assert found.reason == reason
    assert found.score == pytest.approx(score, abs=1e-9)
