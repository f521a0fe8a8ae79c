from dataclasses import replace
from operator import itemgetter
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from citeaudit.model import Found, Name, NotAsked, NotFound, Notice, Record, Resolution, Work
from citeaudit.sources import europepmc, open_source
from citeaudit.sources._crossref_work import work as crossref_work
from citeaudit.sources._europepmc_work import work
from citeaudit.sources._manners import Limiter
from citeaudit.sources.europepmc import EuropePMC
from tests.sources import server as answers
from tests.sources.cited import DOI, ODD, TITLE, cited
from tests.sources.conftest import Clock
from tests.sources.registries import FakeRegistries, result
from tests.sources.server import Reply, item


def only(**fields: Any) -> Work:
    found = work(result(DOI, TITLE, **fields))
    assert found is not None
    return found


def test_a_whole_record() -> None:
    held = only()
    assert (held.record.title, held.record.type, held.record.year) == (TITLE, "article-journal", 2015)
    assert held.record.container_title == "Journal of Synthetic Examples"
    assert (held.record.volume, held.record.page) == ("12", "101-109")
    assert held.record.author == (Name(family="Hall", given="Anna"),)
    assert (held.record.DOI, held.record.PMID, held.record.PMCID) == (DOI, "90000001", "PMC9000001")
    assert held.abstract == "Background Sleep is needed. Results It helped."
    assert held.identifier == DOI
    assert only(doi=None).identifier == "MED:90000001"


@pytest.mark.parametrize(
    ("fields", "type"),
    [
        ({"source": "PPR"}, "article"),
        ({"pubTypeList": {"pubType": ["Preprint"]}}, "article"),
        ({"bookOrReportDetails": {"publisher": "Press"}}, "book"),
        ({"bookOrReportDetails": {"publisher": "P"}, "pubTypeList": {"pubType": ["Book Chapter"]}}, "chapter"),
        ({"pubTypeList": {"pubType": ["Journal Article"]}}, "article-journal"),
    ],
)
def test_types(fields: dict[str, Any], type: str) -> None:
    assert only(**fields).record.type == type


@pytest.mark.parametrize(
    ("author", "name"),
    [
        ({"fullName": "Hall AB", "lastName": "Hall", "initials": "AB"}, Name(family="Hall", given="AB")),
        (
            {"fullName": "Hall AB Jr", "lastName": "Hall", "initials": "AB"},
            Name(family="Hall", given="AB", suffix="Jr"),
        ),
        ({"fullName": "Hall I", "lastName": "Hall", "initials": "I"}, Name(family="Hall", given="I")),
        ({"collectiveName": "Example Group"}, Name(literal="Example Group")),
        ({"fullName": "Example Group"}, Name(literal="Example Group")),
        ({}, None),
        (None, None),
    ],
)
def test_authors(author: object, name: Name | None) -> None:
    assert only(authorList={"author": [author]}).record.author == ((name,) if name else ())


def test_a_title_in_brackets_was_translated() -> None:
    found = work(result(DOI, "") | {"title": "[Sleep of <i>E. coli</i>.]"})
    assert found is not None
    assert found.record.title == "Sleep of E. coli"


@pytest.mark.parametrize(
    ("fields", "known", "on_this", "of_others"),
    [
        ({}, False, (), ()),
        (
            {"commentCorrectionList": {"commentCorrection": [{"id": "5", "source": "MED", "type": "Retraction in"}]}},
            True,
            (Notice(kind="retraction", DOI="", source="pubmed", label="Retraction in", record_id="5"),),
            (),
        ),
        (
            {
                "commentCorrectionList": {
                    "commentCorrection": [{"id": "6", "type": "Erratum for"}, {"type": "Comment in"}]
                }
            },
            True,
            (),
            (Notice(kind="correction", DOI="", source="pubmed", label="Erratum for", record_id="6"),),
        ),
        (
            {
                "commentCorrectionList": {
                    "commentCorrection": [
                        {"id": "7", "type": "Partial retraction in"},
                        {"id": "8", "type": "Corrected and republished in"},
                        {"id": "9", "type": "Retracted and republished from"},
                    ]
                }
            },
            True,
            (
                Notice(kind="correction", DOI="", source="pubmed", label="Partial retraction in", record_id="7"),
                Notice(kind="correction", DOI="", source="pubmed", label="Corrected and republished in", record_id="8"),
            ),
            (
                Notice(
                    kind="retraction", DOI="", source="pubmed", label="Retracted and republished from", record_id="9"
                ),
            ),
        ),
        (
            {"pubTypeList": {"pubType": ["Retracted Publication"]}},
            True,
            (Notice(kind="retraction", DOI="", source="pubmed", label="Retracted Publication"),),
            (),
        ),
    ],
)
def test_notices(fields: dict[str, Any], known: bool, on_this: object, of_others: object) -> None:
    found = only(**fields)
    assert (found.notices_known, found.updated_by, found.update_to) == (known, on_this, of_others)


def test_odd_records_load() -> None:
    whole = result(DOI, TITLE)
    for name in whole.keys() - {"id"}:
        for odd in ODD:
            assert work(whole | {name: odd}) is not None
    assert work(None) is work({}) is work({"id": None}) is None


@pytest.fixture
def opened(registries: FakeRegistries, cache: Path, clock: Clock) -> EuropePMC:
    return europepmc.open_source(offline=False, mailto="", cache=cache, manners=clock.manners())


def found_at_crossref(doi: str = DOI, title: str = TITLE, **fields: Any) -> Found:
    held = crossref_work(item(doi, title, **fields))
    assert held is not None
    return Found(work=held, score=1.0, reason="title agrees")


def test_works_found_elsewhere_get_what_they_lack(opened: EuropePMC, registries: FakeRegistries) -> None:
    registries.results = [result(DOI, TITLE)]
    resolutions: dict[int, Resolution] = {
        1: found_at_crossref(),
        2: NotFound(asked=("crossref",)),
        3: NotAsked(reason=""),
    }
    added, missing = opened.add_abstracts(resolutions)
    assert missing == ""
    assert (added[2], added[3]) == (resolutions[2], resolutions[3])
    found = added[1]
    assert isinstance(found, Found)
    assert found.work.abstract == "Background Sleep is needed. Results It helped."
    assert (found.work.record.PMID, found.work.record.PMCID) == ("90000001", "PMC9000001")
    assert replace(found, work=found_at_crossref().work) == resolutions[1]  # and nothing else is new
    assert found.work.source == "crossref"
    assert len(registries.asked) == 1


def test_what_is_there_stays(opened: EuropePMC, registries: FakeRegistries) -> None:
    registries.results = [result(DOI, TITLE)]
    added, _ = opened.add_abstracts({1: found_at_crossref(abstract="<p>Its own.</p>")})
    assert isinstance(found := added[1], Found)
    assert (found.work.abstract, found.work.record.PMID) == ("Its own.", "90000001")
    count = len(registries.asked)
    assert opened.add_abstracts(added) == (added, "")
    assert len(registries.asked) == count


def test_many_dois_are_asked_for_together(opened: EuropePMC, registries: FakeRegistries) -> None:
    numbers = range(60)
    registries.results = [result(f"10.5555/w{n}", f"The work of the number {n}", pmid=f"8{n:03}") for n in numbers]
    added, _ = opened.add_abstracts(
        {n: found_at_crossref(f"10.5555/W{n}", f"The work of the number {n}") for n in numbers}
    )
    assert [found.work.record.PMID for found in added.values() if isinstance(found, Found)] == [
        f"8{n:03}" for n in numbers
    ]
    assert len(registries.asked) == 3


@pytest.mark.parametrize(
    ("held", "fits"),
    [
        (result("", TITLE, doi=None), True),  # PubMed does not know its DOI
        (result("10.5555/another", TITLE), False),
        (result("", TITLE, "Lind", doi=None), False),
        (result("", "Dreams of children with a common cold", doi=None), False),
        (result(DOI, "Dreams of children with a common cold"), False),  # the DOI of another work by mistake
    ],
)
def test_a_work_is_taken_by_title_only_if_it_is_that_work(
    held: dict[str, Any], fits: bool, opened: EuropePMC, registries: FakeRegistries
) -> None:
    registries.results = [held]
    added, missing = opened.add_abstracts({1: found_at_crossref()})
    assert missing == ""
    assert isinstance(found := added[1], Found)
    assert bool(found.work.abstract) is bool(found.work.record.PMID) is fits


@pytest.mark.parametrize("failing", [answers.GATEWAY, answers.TOO_OFTEN, answers.CUT_SHORT, answers.NOT_ACCEPTED])
def test_an_outage_is_told_and_takes_nothing_away(
    failing: Reply, opened: EuropePMC, registries: FakeRegistries
) -> None:
    registries.always = failing
    resolutions: dict[int, Resolution] = {1: found_at_crossref(), 2: found_at_crossref("10.5555/two", "Another work")}
    added, missing = opened.add_abstracts(resolutions)
    assert added == resolutions
    assert missing.isprintable()
    assert "Europe PMC" in missing


def test_a_doi_that_spoils_a_question_does_not_spoil_the_others(opened: EuropePMC, registries: FakeRegistries) -> None:
    registries.results = [result(DOI, TITLE)]
    registries.script = [answers.NOT_ACCEPTED, answers.NOT_ACCEPTED]  # the two together, then the first alone
    added, missing = opened.add_abstracts({1: found_at_crossref(), 2: found_at_crossref("10.5555/bad", "Another work")})
    assert isinstance(found := added[1], Found)
    assert found.work.abstract
    assert "did not accept" in missing


def test_a_reference_is_found_by_its_pubmed_number(opened: EuropePMC, registries: FakeRegistries) -> None:
    registries.results = [result(DOI, TITLE)]
    found, absent, other = dict(
        opened.resolve(
            [
                cited(PMID="90000001"),
                cited(2, "Unheard of", "No", PMID="90000002"),
                cited(3, "Unheard of", "No", PMID="90000001"),
            ]
        )
    ).values()
    assert isinstance(found, Found)
    assert found.reason.startswith("the PubMed number printed is of this work")
    assert isinstance(absent, NotFound)
    assert "the PubMed number printed, 90000002, is not in Europe PMC" in absent.reason
    assert isinstance(other, NotFound)
    assert f"the PubMed number printed, 90000001, leads to “{TITLE}”" in other.reason


def test_what_prints_a_number_alone_is_asked_of_europe_pmc_where_crossref_is_the_source(
    registries: FakeRegistries, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Limiter, "wait", lambda limiter: None)
    registries.results = [result(DOI, TITLE)]
    records = (
        Record(PMID="90000001"),
        Record(PMCID="PMC9000001"),
        Record(PMID="90000002"),
        Record(URL="https://x.org"),
    )
    references = [replace(cited(at), raw=f"key {at}", record=record) for at, record in enumerate(records, 1)]
    first, second, absent, page = (
        found for _, found in sorted(open_source("crossref").resolve(references), key=itemgetter(0))
    )
    assert isinstance(first, Found)
    assert first.work.record.DOI == DOI
    assert isinstance(second, Found)
    assert second.reason.startswith("the PMC number printed is of this work")
    assert isinstance(absent, NotFound)
    assert absent.asked == ("europepmc",)
    assert isinstance(page, NotAsked)
    registries.asked.clear()
    list(open_source("crossref").resolve([cited(DOI=DOI, PMID="90000001")]))
    assert not any("EXT_ID" in question for question in registries.asked)


def test_a_search_holds_title_first_author_and_year(opened: EuropePMC, registries: FakeRegistries) -> None:
    list(opened.resolve([cited(title='Sleep) OR SRC:* "memory"', family='O"Neil')]))
    query = parse_qs(urlsplit(registries.asked[-1]).query)
    assert query["query"] == ['TITLE:(sleep or src memory) AND AUTH:"o neil" AND PUB_YEAR:[2014 TO 2016]']
    assert query.keys() == {"query", "resultType", "format", "pageSize"}


def test_it_is_a_source_of_its_own(registries: FakeRegistries) -> None:
    registries.results = [result(DOI, TITLE)]
    assert isinstance(dict(open_source("europepmc").resolve([cited(DOI=DOI)]))[1], Found)


@pytest.mark.parametrize(
    ("doi", "question"),
    [("10.5555/x\\", 'DOI:"10.5555/x\\\\"'), ('10.5555/"x', 'DOI:"10.5555/\\"x"'), ("10.5555/A", 'DOI:"10.5555/a"')],
)
def test_a_doi_cannot_end_its_own_quotation(
    doi: str, question: str, opened: EuropePMC, registries: FakeRegistries
) -> None:
    list(opened.resolve([cited(title="", family="", DOI=doi)]))
    assert parse_qs(urlsplit(registries.asked[0]).query)["query"] == [question]
