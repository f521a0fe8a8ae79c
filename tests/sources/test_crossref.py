import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from citeaudit.model import Ambiguous, Found, Location, Name, NotAsked, NotFound, Record, Reference, Resolution
from citeaudit.sources import Source, crossref
from citeaudit.sources.http import cache_file
from tests.sources import server as answers
from tests.sources.conftest import Clock
from tests.sources.registries import FakeRegistries
from tests.sources.registries import record as datacite_record
from tests.sources.server import Reply, item, reply

SLEEP = item("10.5555/sleep", "Sleep and the consolidation of memory in adults")
DREAMS = item("10.5555/dreams", "Dreams of children with a common cold", "Lind")
NOISE = item("10.5555/noise", "Traffic noise and blood pressure at night", "Moss", type="component")


def reference(index: int, title: str = "", family: str = "", *, doi: str = "", raw: str = "") -> Reference:
    """A reference as the works above would be cited; with `raw` alone, one that was read as nothing."""
    record = Record(
        author=(Name(family=family, given="A"),) if family else (),
        title=title,
        container_title="J Synth Examples" if title else "",
        year=2015 if family else None,
        volume="12" if title else "",
        page="101-9" if title else "",
        DOI=doi,
    )
    printed = raw or f"{family} A. {title}. J Synth Examples 2015;12:101-9.{f' doi:{doi}' if doi else ''}"
    return Reference(
        index=index, label=str(index), raw=printed, record=record, location=Location(path="paper.md"), confidence=1.0
    )


SLEEP_CITED = reference(1, "Sleep and the consolidation of memory in adults", "Hall")
DREAMS_CITED = reference(2, "Dreams of children with a common cold", "Lind")


class Library:
    """Crossref as users open it, on the loopback server."""

    def __init__(self, server: FakeRegistries, cache: Path, clock: Clock) -> None:
        self.server, self.cache, self.clock = server, cache, clock
        self.read_timeout_s = 10.0
        server.works = [SLEEP, DREAMS, NOISE]

    def open(self, *, offline: bool = False, mailto: str = "") -> Source:
        return crossref.open_source(
            offline=offline,
            mailto=mailto,
            cache=self.cache,
            base_url=self.server.url,
            manners=self.clock.manners(read_timeout_s=self.read_timeout_s),
        )

    def resolve(self, references: Sequence[Reference], *, offline: bool = False) -> dict[int, Resolution]:
        pairs = list(self.open(offline=offline).resolve(references))
        assert sorted(index for index, _ in pairs) == [reference.index for reference in references]
        return dict(sorted(pairs, key=lambda pair: pair[0]))


@pytest.fixture
def library(registries: FakeRegistries, cache: Path, clock: Clock) -> Library:
    return Library(registries, cache, clock)


def test_a_reference_is_found_by_what_it_prints(library: Library) -> None:
    resolution = library.resolve([SLEEP_CITED])[1]
    assert isinstance(resolution, Found)
    assert resolution.work.record.DOI == "10.5555/sleep"
    assert resolution.work.source == "crossref"
    assert not resolution.work.synthetic
    assert resolution.work.retrieved.endswith("Z")
    assert resolution.score == 1.0
    assert "title, first author, year" in resolution.reason


def test_a_query_holds_the_reference_and_what_tips_ask_for(library: Library) -> None:
    library.resolve([reference(1, "Sleep and memory", "Hall", doi="10.5555/unknown")])
    query = parse_qs(urlsplit(library.server.asked[-1]).query)
    assert query.keys() == {"query.bibliographic", "rows", "select"}
    assert query["query.bibliographic"] == ["Hall A. Sleep and memory. J Synth Examples 2015;12:101-9."]
    assert query["rows"] == ["5"]
    assert {"DOI", "title", "author", "updated-by"} <= set(query["select"][0].split(","))


def test_the_mail_address_opens_the_polite_pool(library: Library) -> None:
    list(library.open(mailto="someone@example.org").resolve([SLEEP_CITED]))
    assert "mailto=someone%40example.org" in library.server.asked[0]
    library.resolve([SLEEP_CITED])
    assert len(library.server.asked) == 1


def test_a_long_reference_is_asked_for_by_its_fields(library: Library) -> None:
    raw = "A Name, " * 200 + "Sleep and the consolidation of memory in adults. J Synth Examples 2015;12:101-9."
    library.resolve([reference(1, "Sleep and the consolidation of memory in adults", "Hall", raw=raw)])
    assert library.server.searches == [
        "Hall Sleep and the consolidation of memory in adults J Synth Examples 2015 12 101"
    ]
    endless = reference(1, "Sleep and memory " * 200, "Hall")
    library.resolve([endless])
    assert len(library.server.searches[-1]) <= 400


def test_printed_dois_are_asked_for_together(library: Library) -> None:
    library.server.works = [item(f"10.5555/w{number}", f"The work of the number {number}") for number in range(60)]
    cited = [reference(n + 1, f"The work of the number {n}", "Hall", doi=f"10.5555/W{n}") for n in range(60)]
    resolutions = library.resolve(cited)
    assert all(isinstance(resolution, Found) for resolution in resolutions.values())
    assert len(library.server.asked) == 2
    filters = [parse_qs(urlsplit(target).query)["filter"][0] for target in library.server.asked]
    assert [len(joined.split(",")) for joined in filters] == [50, 10]
    again = library.resolve(list(reversed(cited))[::-1])
    assert again == resolutions
    assert len(library.server.asked) == 2


@pytest.mark.parametrize(
    "printed", ["10.5555/SLEEP", "doi:10.5555/sleep", "https://doi.org/10.5555/sleep", "DOI 10.5555/sleep "]
)
def test_forms_of_a_doi(printed: str, library: Library) -> None:
    resolution = library.resolve(
        [reference(1, "Sleep and the consolidation of memory in adults", "Hall", doi=printed)]
    )[1]
    assert isinstance(resolution, Found)
    assert "the DOI printed is of this work" in resolution.reason
    assert len(library.server.asked) == 1


def test_a_doi_with_odd_characters_is_asked_for_alone(library: Library) -> None:
    sici = "10.5555/(SICI)1097(199601)15:2<92::AID-X3>3.0.CO;2-V"
    comma = "10.5555/a,b"
    library.server.works += [
        item(sici, "A work of long ago and its name"),
        item(comma, "A work with a comma in its name"),
    ]
    resolutions = library.resolve(
        [
            reference(1, "A work of long ago and its name", "Hall", doi=sici),
            reference(2, "A work with a comma in its name", "Hall", doi=comma),
            reference(3, "Sleep and the consolidation of memory in adults", "Hall", doi="10.5555/sleep"),
        ]
    )
    assert [type(resolution) for resolution in resolutions.values()] == [Found] * 3
    assert sorted(urlsplit(target).path.count("/") for target in library.server.asked) == [1, 2, 2]


@pytest.mark.parametrize(
    "doi",
    [
        "10.5555/../../x?y#z",
        "10.5555/../types",
        "10.5555/%2e%2e/types",
        "10.5555/x%00y",
        "10.5555/x&rows=1000&mailto=a@b",
        "10.5555//evil.example.org/x",
        "10.5555/x@evil.example.org:80/",
        "10.5555/;sample=100",
    ],
)
def test_a_hostile_doi_stays_in_its_place(doi: str, library: Library) -> None:
    library.server.agencies = {doi: "DataCite"}
    library.resolve([reference(1, doi=doi, raw=doi)])
    asked = urlsplit(library.server.asked[0])
    if asked.query:
        query = parse_qs(asked.query)
        assert asked.path == "/works"
        assert query.keys() == {"filter", "rows", "select"}
        assert query["filter"] == [f"doi:{doi.lower()}"]
    else:
        assert asked.path.count("/") == 2
        assert unquote(asked.path.removeprefix("/works/")) == doi.lower()
    agency, record = (urlsplit(address) for address in library.server.asked[1:])
    for address, folder in ((agency, "/ra/"), (record, "/dois/")):
        assert not address.query
        assert address.path.count("/") == 2
        assert unquote(address.path.removeprefix(folder)) == doi.lower()


@pytest.mark.parametrize(
    "doi",
    [
        "",
        " ",
        "10.5555",
        "10.5555/",
        "10.5555/..",
        "10.5555/a b",
        "10.5555/a\r\nHost: x",
        "10.5555/a\x00",
        "../types",
        "http://x/",
    ],
)
def test_what_is_no_doi_is_not_asked_for(doi: str, library: Library) -> None:
    resolution = library.resolve([reference(1, doi=doi, raw="Id, at 2.2")])[1]
    assert resolution == NotAsked(reason="there is nothing in it to search for")
    assert library.server.asked == []


@pytest.mark.parametrize(
    ("cited", "asked"),
    [
        (reference(1, raw="Ibid."), 0),
        (reference(1, raw="Hall A.", family="Hall"), 1),
        (reference(1, "Sleep and memory"), 1),
    ],
)
def test_what_is_worth_a_question(cited: Reference, asked: int, library: Library) -> None:
    library.resolve([cited])
    assert len(library.server.asked) == asked


def test_an_unknown_doi_leads_to_a_search(library: Library) -> None:
    title = "Sleep and the consolidation of memory in adults"
    resolutions = library.resolve(
        [
            reference(1, title, "Hall", doi="10.5555/wrong"),
            reference(2, "A work that nobody ever wrote", "Hall", doi="10.5555/wrong"),
            reference(3, doi="10.5555/wrong", raw="doi:10.5555/wrong"),
        ]
    )
    found, absent, bare = resolutions.values()
    assert isinstance(found, Found)
    assert found.work.record.DOI == "10.5555/sleep"
    for resolution in (found, absent, bare):
        assert "Crossref does not know the DOI printed, 10.5555/wrong" in getattr(resolution, "reason", "")
    assert isinstance(absent, NotFound)
    assert isinstance(bare, NotFound)
    assert absent.asked == bare.asked == ("crossref", "doi.org")
    assert found.dead_doi == absent.dead_doi == bare.dead_doi == "10.5555/wrong"
    assert "does not exist, says doi.org" in absent.reason
    paths = [urlsplit(target).path for target in library.server.asked]
    assert paths == ["/works", "/ra/10.5555%2Fwrong", "/works", "/works"]


DEPOSIT = datacite_record("10.5555/Deposit", "Measurements of sleep in two villages", "Moss")
DEPOSIT_TITLE = "Measurements of sleep in two villages"
ARXIV = datacite_record(
    "10.48550/arXiv.2101.00001",
    "A preprint on sleeping machines",
    types={"resourceTypeGeneral": "Preprint"},
    relatedIdentifiers=[
        {"relationType": "IsVersionOf", "relatedIdentifier": "10.5555/MACHINES", "relatedIdentifierType": "DOI"}
    ],
)


def test_a_doi_of_datacite_is_found_there(library: Library) -> None:
    library.server.records = [DEPOSIT]
    cited = reference(1, DEPOSIT_TITLE, "Moss", doi="10.5555/deposit")
    found = library.resolve([cited])[1]
    assert isinstance(found, Found)
    assert (found.work.source, found.work.identifier) == ("datacite", "10.5555/Deposit")
    assert "the DOI printed is of this work" in found.reason
    asked = [urlsplit(target).path for target in library.server.asked]
    assert asked == ["/works", "/ra/10.5555%2Fdeposit", "/dois/10.5555%2Fdeposit"]
    assert library.resolve([cited])[1] == found
    assert library.resolve([cited], offline=True)[1] == found
    assert len(library.server.asked) == 3


def test_a_doi_of_datacite_that_leads_elsewhere(library: Library) -> None:
    library.server.records = [DEPOSIT]
    title = "Sleep and the consolidation of memory in adults"
    found, absent = library.resolve(
        [reference(1, title, "Hall", doi="10.5555/deposit"), reference(2, "Unheard of", "No", doi="10.5555/deposit")]
    ).values()
    assert isinstance(found, Found)
    assert found.work.source == "crossref"
    assert isinstance(absent, NotFound)
    assert absent.asked == ("crossref", "doi.org", "datacite")
    for resolution in (found, absent):
        assert "the DOI printed, 10.5555/deposit, leads to “Measurements of sleep in two villages”" in resolution.reason
        assert resolution.leads_to
        assert resolution.leads_to.identifier.lower() == "10.5555/deposit"


@pytest.mark.parametrize("agency", ["mEDRA", "JaLC", "KISTI", "ISTIC", "OP", "EIDR"])
def test_an_agency_that_is_not_asked_is_named(agency: str, library: Library) -> None:
    library.server.agencies = {"10.5555/other": agency}
    cited = [reference(1, "Unheard of", "No", doi="10.5555/other"), reference(2, doi="10.5555/other", raw="Id.")]
    for resolution in library.resolve(cited).values():
        assert isinstance(resolution, NotAsked)
        assert not resolution.outage
        assert f"10.5555/other, is registered with {agency}, which citeaudit does not ask" in resolution.reason
    assert not any(target.startswith("/dois") for target in library.server.asked)


def test_a_doi_without_a_record_is_said_to_exist(library: Library) -> None:
    library.server.agencies = {"10.5555/new": "Crossref", "10.5555/hidden": "DataCite"}
    new, hidden = library.resolve(
        [reference(1, doi="10.5555/new", raw="Id."), reference(2, doi="10.5555/hidden", raw="Id.")]
    ).values()
    assert isinstance(new, NotFound)
    assert "is registered with Crossref, which has no record of it to show" in new.reason
    assert isinstance(hidden, NotFound)
    assert hidden.asked == ("crossref", "doi.org", "datacite")


FAILURES = [
    answers.TOO_OFTEN,
    answers.GATEWAY,
    answers.OWN_ERROR,
    answers.NOT_ACCEPTED,
    answers.CUT_SHORT,
    answers.EMPTY,
    answers.LOG_IN_PAGE,
    answers.BROKEN_OFF,
    reply({"data": None}),
    reply([]),
    reply([{"DOI": "10.5555/deposit"}]),
    reply([{"DOI": "10.5555/another", "RA": "DataCite"}]),
    reply({"data": DEPOSIT["attributes"]}),
    Reply(status=302, headers={"Location": "http://localhost:9/ra"}),
]


@pytest.mark.parametrize("folder", ["/ra/", "/dois/"])
@pytest.mark.parametrize("failing", FAILURES)
def test_an_outage_of_doi_org_or_datacite_is_not_not_found(failing: Reply, folder: str, library: Library) -> None:
    library.server.agencies = {"10.5555/deposit": "DataCite"}
    library.server.failing = {folder: failing}
    cited = [reference(1, "Unheard of", "No", doi="10.5555/deposit"), reference(2, doi="10.5555/deposit", raw="Id.")]
    cited += [reference(3, "Sleep and the consolidation of memory in adults", "Hall", doi="10.5555/deposit")]
    lost, bare, found = library.resolve(cited).values()
    for resolution in (lost, bare):
        assert isinstance(resolution, NotAsked)
        assert resolution.outage
        assert "\n" not in resolution.reason
    assert isinstance(found, Found)  # by its words


def test_datacite_is_asked_although_doi_org_is_down(library: Library) -> None:
    library.server.records = [DEPOSIT]
    library.server.failing = {"/ra/": answers.GATEWAY}
    assert isinstance(library.resolve([reference(1, DEPOSIT_TITLE, "Moss", doi="10.5555/deposit")])[1], Found)


@pytest.mark.parametrize(("number", "doi"), [("2101.00001", ""), ("arXiv:2101.00001v3", ""), ("", ARXIV["id"])])
def test_a_preprint_of_arxiv_is_found_by_its_number(number: str, doi: str, library: Library) -> None:
    library.server.records = [ARXIV]
    printed = Record(
        type="article",
        author=(Name(family="Hall", given="A"),),
        title="A preprint on sleeping machines",
        year=2015,
        archive="arXiv",
        archive_location=number,
        DOI=doi,
    )
    cited = replace(reference(1, raw="Hall A. A preprint on sleeping machines. arXiv 2101.00001"), record=printed)
    found = library.resolve([cited])[1]
    assert isinstance(found, Found)
    assert found.work.record.type == "article"
    assert (found.work.published_as, found.work.version_of) == (("10.5555/machines",), ())
    assert f"the {'DOI' if doi else 'arXiv number'} printed is of this work" in found.reason
    assert library.server.asked[-1] == "/dois/10.48550%2Farxiv.2101.00001"
    assert not any(target.startswith("/ra/") for target in library.server.asked)
    library.server.records = []
    other = replace(cited, record=replace(printed, archive_location="2101.00002", DOI=""))
    absent = library.resolve([other])[1]
    assert isinstance(absent, NotFound)
    assert absent.asked == ("crossref", "datacite")
    assert "DataCite does not know the arXiv number printed" in absent.reason


def test_a_doi_of_another_work_leads_to_a_search(library: Library) -> None:
    cited = reference(1, "Sleep and the consolidation of memory in adults", "Hall", doi="10.5555/dreams")
    invented = reference(2, "A work that nobody ever wrote", "Hall", doi="10.5555/dreams")
    found, absent = library.resolve([cited, invented]).values()
    assert isinstance(found, Found)
    assert found.work.record.DOI == "10.5555/sleep"
    assert isinstance(absent, NotFound)
    for reason in (found.reason, absent.reason):
        assert "the DOI printed, 10.5555/dreams, leads to “Dreams of children with a common cold”" in reason
    for resolution in (found, absent):
        assert resolution.leads_to
        assert resolution.leads_to.record.DOI == "10.5555/dreams"


def test_a_reference_that_was_misread_keeps_its_doi(library: Library) -> None:
    misread = reference(
        1,
        "J Synth Examples",
        "Consolidation",
        doi="10.5555/sleep",
        raw="Hall A. Sleep and the consolidation of memory in adults. J Synth Examples 2015. doi:10.5555/sleep",
    )
    assert isinstance(library.resolve([misread])[1], Found)


def test_figures_and_reviews_are_no_works(library: Library) -> None:
    resolution = library.resolve([reference(1, "Traffic noise and blood pressure at night", "Moss")])[1]
    assert isinstance(resolution, NotFound)


def test_equal_works_are_ambiguous(library: Library) -> None:
    library.server.works = [
        item("10.5555/e1", "Editorial", volume="12", page="1", container_title=["Journal of Examples"]),
        item("10.5555/e2", "Editorial", volume="13", page="90", container_title=["Annals of Examples"]),
    ]
    cited = Reference(
        index=1,
        label="1",
        raw="Hall A. Editorial. 2015.",
        record=Record(author=(Name(family="Hall"),), title="Editorial", year=2015),
        location=Location(path="paper.md"),
        confidence=1.0,
    )
    resolution = library.resolve([cited])[1]
    assert isinstance(resolution, Ambiguous)
    assert [work.record.DOI for work in resolution.works] == ["10.5555/e1", "10.5555/e2"]


def test_equal_references_are_asked_for_once(library: Library) -> None:
    twice = [SLEEP_CITED, reference(2, "Sleep and the consolidation of memory in adults", "Hall")]
    first, second = library.resolve(twice).values()
    assert first == second
    assert len(library.server.asked) == 1


def test_a_second_run_asks_nothing(library: Library) -> None:
    cited = [SLEEP_CITED, reference(2, "Dreams of children with a common cold", "Lind", doi="10.5555/dreams")]
    cited += [reference(3, "Unheard of and never seen", "Nobody", doi="10.5555/a,b")]
    first = library.resolve(cited)
    count = len(library.server.asked)
    assert library.resolve(cited) == first
    assert len(library.server.asked) == count == 5


def test_what_was_learnt_before_an_outage_is_kept(library: Library) -> None:
    cited = [SLEEP_CITED, DREAMS_CITED] + [reference(n, f"Unheard of number {n}", "Nobody") for n in range(3, 20)]
    resolutions: dict[int, Resolution] = {}
    for index, resolution in library.open().resolve(cited):
        resolutions[index] = resolution
        if index == 2:
            library.server.stop()
    assert isinstance(resolutions[1], Found)
    assert isinstance(resolutions[2], Found)
    rest = [resolutions[n] for n in range(3, 20)]
    assert all(isinstance(resolution, NotAsked) and resolution.outage for resolution in rest)
    assert "cannot be reached" in getattr(rest[0], "reason", "")
    assert len(library.clock.sleeps) < 10  # and nobody was kept waiting for each of them


@pytest.mark.parametrize(
    ("failing", "requests"),
    [
        (answers.TOO_OFTEN, 3),
        (Reply(status=429, headers={"Retry-After": "3600"}), 1),
        (Reply(status=403), 1),
        (answers.GATEWAY, 3),
        (answers.BROKEN_OFF, 3),
        (answers.SLOW, 3),
        (answers.NO_SUCH_WORK, 1),  # for a list: a wrong address
        (answers.OWN_ERROR, 9),  # may be about one question, three times; then it is about all
        (answers.CUT_SHORT, 3),
        (answers.EMPTY, 3),
        (answers.LOG_IN_PAGE, 3),
        (reply(["a", "list"]), 3),
        (reply({"message": None}), 3),
        (reply({"message": {"items": "none"}}), 3),
    ],
)
def test_an_outage_is_never_taken_for_not_found(failing: Reply, requests: int, library: Library) -> None:
    library.server.always = failing
    library.read_timeout_s = 0.05 if failing.slow else 10.0
    cited = [reference(1, "One with a DOI", "Hall", doi="10.5555/sleep")]
    cited += [reference(n, f"Unheard of number {n}", "Nobody") for n in range(2, 12)]
    resolutions = library.resolve(cited)
    assert all(isinstance(resolution, NotAsked) and resolution.outage for resolution in resolutions.values())
    assert len(library.server.asked) == requests


@pytest.mark.parametrize("failing", [answers.NOT_ACCEPTED, answers.OWN_ERROR, answers.CUT_SHORT])
def test_trouble_with_one_question_stays_with_it(failing: Reply, library: Library) -> None:
    library.server.for_query = {"Unheard": failing}
    cited = [reference(1, "Unheard of number 1", "Nobody"), DREAMS_CITED, reference(3, "Unheard of number 3", "Nobody")]
    first, second, third = library.resolve(cited).values()
    assert isinstance(first, NotAsked)
    assert first.outage
    assert isinstance(second, Found)
    assert isinstance(third, NotAsked)


def test_a_doi_that_spoils_a_question_does_not_spoil_the_others(library: Library) -> None:
    library.server.script = [answers.NOT_ACCEPTED]
    cited = [
        reference(1, "Sleep and the consolidation of memory in adults", "Hall", doi="10.5555/sleep"),
        reference(2, "Dreams of children with a common cold", "Lind", doi="10.5555/dreams"),
    ]
    assert [type(resolution) for resolution in library.resolve(cited).values()] == [Found, Found]
    assert len(library.server.asked) == 3


def test_a_list_where_one_work_should_be_is_no_answer(library: Library) -> None:
    library.server.always = reply({"status": "ok", "message-type": "work-list", "message": {"items": []}})
    resolution = library.resolve([reference(1, doi="10.5555/a,b", raw="x")])[1]
    assert isinstance(resolution, NotAsked)
    assert resolution.outage


def test_odd_records_in_an_answer_do_no_harm(library: Library) -> None:
    items = [None, 7, "text", {}, {"DOI": None}, {"DOI": "10.5555/x", "title": None, "author": "Hall"}, SLEEP]
    library.server.always = reply({"message-type": "work-list", "message": {"items": items, "total-results": 7}})
    assert isinstance(library.resolve([SLEEP_CITED])[1], Found)


def test_offline_answers_from_what_is_stored(library: Library) -> None:
    online = library.resolve([SLEEP_CITED])
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in library.cache.iterdir()}
    offline = library.resolve([SLEEP_CITED, DREAMS_CITED], offline=True)
    assert offline[1] == online[1]
    assert isinstance(offline[2], NotAsked)
    assert not offline[2].outage
    assert offline[2].reason.startswith("offline")
    assert {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in library.cache.iterdir()} == before
    assert len(library.server.asked) == 1


def test_offline_without_a_cache_makes_none_and_loads_no_network_library(library: Library, tmp_path: Path) -> None:
    resolutions = library.resolve([SLEEP_CITED], offline=True)
    assert isinstance(resolutions[1], NotAsked)
    assert not library.cache.exists()
    script = (
        "import sys; from citeaudit.sources import open_source; import citeaudit.model as m\n"
        "r = m.Reference(index=1, label='1', raw='A. B.', record=m.Record(title='A tale of nothing'),"
        " location=m.Location(path='p'), confidence=1.0)\n"
        "print(list(open_source('crossref', offline=True).resolve([r]))[0][1])\n"
        "print(sorted({'requests', 'requests_cache', 'habanero', 'sqlite3', 'urllib3'} & set(sys.modules)))"
    )
    environment = os.environ | {"CITEAUDIT_CACHE": str(tmp_path / "none"), "PYTHONWARNINGS": "error"}
    done = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[0].startswith("NotAsked(reason='offline")
    assert done.stdout.splitlines()[1] == "[]"
    assert not (tmp_path / "none").exists()


def test_the_address_and_the_cache_may_stand_in_the_environment(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from citeaudit.sources import open_source

    monkeypatch.setenv("CITEAUDIT_CROSSREF_URL", library.server.url + "/")
    monkeypatch.setenv("CITEAUDIT_CACHE", str(tmp_path / "elsewhere"))
    assert isinstance(dict(open_source("crossref").resolve([SLEEP_CITED]))[1], Found)
    assert cache_file().parent == tmp_path / "elsewhere"
    assert cache_file().exists()


def test_nobody_to_look_up(library: Library) -> None:
    assert library.resolve([]) == {}
    assert library.server.asked == []
    assert not library.cache.exists()
