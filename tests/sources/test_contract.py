"""What every source that asks a server must do, whatever the server does."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, unquote_plus, urlsplit

import pytest

from citeaudit.model import Ambiguous, Found, Location, Name, NotAsked, NotFound, Record, Reference, Resolution
from citeaudit.sources import Source, crossref, datacite, europepmc
from tests.sources import registries as fakes
from tests.sources import server as answers
from tests.sources.cited import DOI, ODD, TITLE, cited
from tests.sources.conftest import Clock
from tests.sources.registries import FakeRegistries
from tests.sources.server import JSON, Reply, item, reply

MAIL = "operator@example.org"
Held = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Case:
    """A source, how its server holds a work, and where a list of works stands in an answer of it."""

    open: Callable[..., Source]
    hold: Callable[[FakeRegistries, str, str, str], None]
    edited: Callable[[str, str, str], Held]
    listed: Callable[[Held], object]
    parameters: frozenset[str]  # that may be sent


def _crossref(doi: str, title: str, volume: str) -> Held:
    return item(doi, title, volume=volume, page=f"{volume}1", container_title=[f"Annals {volume}"])


def _datacite(doi: str, title: str, volume: str) -> Held:
    container = {"title": f"Annals {volume}", "volume": volume, "firstPage": f"{volume}1"}
    return fakes.record(doi, title, container=container)


def _europepmc(doi: str, title: str, volume: str) -> Held:
    journal = {"volume": volume, "yearOfPublication": 2015, "journal": {"title": f"Annals {volume}"}}
    return fakes.result(doi, title, journalInfo=journal, pageInfo=f"{volume}1")


CASES = {
    "crossref": Case(
        open=crossref.open_source,
        hold=lambda server, doi, title, volume: server.works.append(_crossref(doi, title, volume)),
        edited=_crossref,
        listed=lambda record: {"message-type": "work-list", "message": {"items": [record], "total-results": 1}},
        parameters=frozenset({"filter", "query.bibliographic", "rows", "select", "mailto"}),
    ),
    "datacite": Case(
        open=datacite.open_source,
        hold=lambda server, doi, title, volume: server.records.append(_datacite(doi, title, volume)),
        edited=_datacite,
        listed=lambda record: {"data": [record]},
        parameters=frozenset({"query", "page[size]", "mailto"}),
    ),
    "europepmc": Case(
        open=europepmc.open_source,
        hold=lambda server, doi, title, volume: server.results.append(_europepmc(doi, title, volume)),
        edited=_europepmc,
        listed=lambda record: {"hitCount": 1, "resultList": {"result": [record]}},
        parameters=frozenset({"query", "resultType", "format", "pageSize", "mailto"}),
    ),
}
WITH_DOI = cited(DOI=DOI)
BY_WORDS = cited()
EDITORIAL = Reference(
    index=1,
    label="1",
    raw="Hall A. Editorial. 2015.",
    record=Record(author=(Name(family="Hall"),), title="Editorial", year=2015),
    location=Location(path="paper.md"),
    confidence=1.0,
)


class Opened:
    """One source before the fake servers."""

    def __init__(self, name: str, server: FakeRegistries, cache: Path, clock: Clock) -> None:
        self.name, self.case, self.server, self.cache, self.clock = name, CASES[name], server, cache, clock
        self.read_timeout_s = 10.0

    def hold(self, doi: str, title: str, volume: str = "12") -> None:
        self.case.hold(self.server, doi, title, volume)

    def resolve(self, *references: Reference, offline: bool = False) -> list[Resolution]:
        source = self.case.open(
            offline=offline,
            mailto=MAIL,
            cache=self.cache,
            base_url=self.server.url,
            manners=self.clock.manners(read_timeout_s=self.read_timeout_s),
        )
        assert source.name == self.name or offline
        pairs = sorted(source.resolve(references), key=lambda pair: pair[0])
        assert [index for index, _ in pairs] == sorted(reference.index for reference in references)
        for _, resolution in pairs:
            assert resolution.reason.isprintable()  # one plain line
            assert "Traceback" not in resolution.reason
            assert MAIL not in resolution.reason
        return [resolution for _, resolution in pairs]


@pytest.fixture(params=sorted(CASES))
def source(request: pytest.FixtureRequest, registries: FakeRegistries, cache: Path, clock: Clock) -> Opened:
    return Opened(request.param, registries, cache, clock)


@pytest.mark.parametrize("reference", [WITH_DOI, BY_WORDS], ids=["by-doi", "by-words"])
def test_found(reference: Reference, source: Opened) -> None:
    source.hold(DOI, TITLE)
    (found,) = source.resolve(reference)
    assert isinstance(found, Found)
    assert found.work.source == source.name
    assert found.work.identifier == found.work.record.DOI == DOI
    assert found.work.retrieved.endswith("Z")
    assert 0.5 <= found.score <= 1
    asked = len(source.server.asked)
    assert source.resolve(reference) == source.resolve(reference, offline=True) == [found]
    assert len(source.server.asked) == asked  # from what is stored


@pytest.mark.parametrize("reference", [WITH_DOI, BY_WORDS, cited(title="", family="", DOI=DOI)])
def test_absent(reference: Reference, source: Opened) -> None:
    source.hold("10.5555/other", "Dreams of children with a common cold")
    (absent,) = source.resolve(reference)
    assert isinstance(absent, NotFound)
    assert source.name in absent.asked
    assert absent.reason


def test_a_doi_of_another_work(source: Opened) -> None:
    source.hold(DOI, "Dreams of children with a common cold")
    source.hold("10.5555/right", TITLE)
    invented = cited(2, "A work that nobody ever wrote", "Moss", DOI=DOI)
    right, absent = source.resolve(WITH_DOI, invented)
    assert isinstance(right, Found)
    assert right.work.identifier == "10.5555/right"
    assert isinstance(absent, NotFound)
    for resolution in (right, absent):
        assert f"the DOI printed, {DOI}, leads to “Dreams of children" in resolution.reason


def test_ambiguous(source: Opened) -> None:
    source.hold("10.5555/one", "Editorial", "12")
    source.hold("10.5555/two", "Editorial", "13")
    (several,) = source.resolve(EDITORIAL)
    assert isinstance(several, Ambiguous)
    assert {work.identifier for work in several.works} == {"10.5555/one", "10.5555/two"}


def test_nothing_to_ask(source: Opened) -> None:
    assert source.resolve(cited(title="", family="")) == [NotAsked(reason="there is nothing in it to search for")]
    assert source.server.asked == []


WRONG_CHARSET = Reply(body='{"data": "Büyük"}'.encode("latin-1"), headers={"Content-Type": JSON})
OTHER_HOST = Reply(status=302, headers={"Location": "http://localhost:9/elsewhere"})
OUTAGES = {
    "401": (Reply(status=401, body=b'{"message":"Bad credentials"}'), "did not accept"),
    "400": (answers.NOT_ACCEPTED, "did not accept"),
    "403": (Reply(status=403), "refuses"),
    "429": (answers.TOO_OFTEN, "too often"),
    "429-retry-after": (Reply(status=429, headers={"Retry-After": "2"}), "too often"),
    "429-retry-after-long": (Reply(status=429, headers={"Retry-After": "3600"}), "wait for 3600 seconds"),
    "500-object": (answers.OWN_ERROR, "error of its own"),
    "503": (Reply(status=503, body=b"try later"), "out of order"),
    "504-html": (answers.GATEWAY, "out of order"),
    "truncated": (answers.CUT_SHORT, "not whole or not JSON"),
    "empty": (answers.EMPTY, "not whole or not JSON"),
    "wrong-charset": (WRONG_CHARSET, "not whole or not JSON"),
    "log-in-page": (answers.LOG_IN_PAGE, "not whole or not JSON"),
    "404-page": (Reply(status=404, body=b"<html>No page</html>"), "web page"),
    "redirect": (OTHER_HOST, "could not be asked"),
    "slow": (answers.SLOW, "in time"),
    "dropped": (answers.BROKEN_OFF, "cut off"),
}


@pytest.mark.parametrize("reference", [WITH_DOI, BY_WORDS], ids=["by-doi", "by-words"])
@pytest.mark.parametrize("failing", sorted(OUTAGES))
def test_an_outage_is_never_taken_for_not_found(failing: str, reference: Reference, source: Opened) -> None:
    source.hold(DOI, TITLE)
    source.server.always, words = OUTAGES[failing]
    source.read_timeout_s = 0.05 if failing == "slow" else 10.0
    (lost,) = source.resolve(reference)
    assert isinstance(lost, NotAsked)
    assert lost.outage
    assert words in lost.reason
    assert all(pause in source.clock.sleeps for pause in ([2.0] if failing == "429-retry-after" else []))
    source.server.always = None  # and nothing of it was stored
    source.read_timeout_s = 10.0
    (found,) = source.resolve(reference)
    assert isinstance(found, Found)


@pytest.mark.parametrize("reference", [WITH_DOI, BY_WORDS], ids=["by-doi", "by-words"])
@pytest.mark.parametrize(
    "content", [{"status": "ok"}, [1, 2], {"data": {}, "message": [], "resultList": []}, "x", None]
)
def test_an_answer_to_another_question_is_none(content: object, reference: Reference, source: Opened) -> None:
    source.server.always = reply(content)
    (lost,) = source.resolve(reference)
    assert isinstance(lost, NotAsked)
    assert lost.outage
    assert "something else" in lost.reason


def test_a_404_that_lies_about_its_type_is_an_answer(source: Opened) -> None:
    source.server.failing = {"/works/": answers.NO_SUCH_WORK, "/dois/": answers.NO_SUCH_WORK}
    source.server.agencies = {"10.5555/a,b": "DataCite"}
    (absent,) = source.resolve(cited(title="", family="", DOI="10.5555/a,b"))
    assert isinstance(absent, NotFound)


def test_a_404_for_a_list_is_a_wrong_address(source: Opened) -> None:
    source.server.always = answers.NO_SUCH_WORK
    (lost,) = source.resolve(BY_WORDS)
    assert isinstance(lost, NotAsked)
    assert lost.outage
    assert f"CITEAUDIT_{source.name.upper()}_URL" in lost.reason


def test_after_an_outage_nothing_more_is_asked(source: Opened) -> None:
    source.server.always = answers.GATEWAY
    lost = source.resolve(*(cited(n, f"Unheard of number {n}") for n in range(1, 9)))
    assert all(isinstance(resolution, NotAsked) and resolution.outage for resolution in lost)
    assert len(source.server.asked) == 3


def test_odd_records_in_a_list_do_no_harm(source: Opened) -> None:
    whole = source.case.edited(DOI, TITLE, "12")
    odd_ones: list[object] = [*ODD, dict.fromkeys(whole), dict.fromkeys(whole, 5)]
    for odd in odd_ones:
        content = source.case.listed(whole)
        items = _lists(content)[0]
        items.insert(0, odd)
        source.server.always = reply(content)
        (found,) = source.resolve(cited(title=TITLE))
        assert isinstance(found, Found)
        source.cache = source.cache / "next"


def _lists(content: object) -> list[list[object]]:
    if isinstance(content, list):
        return [content]
    return [found for value in content.values() for found in _lists(value)] if isinstance(content, dict) else []


@pytest.mark.parametrize(
    "doi",
    [
        "10.5555/../../x?y#z",
        "10.5555/%2e%2e/types",
        "10.5555/x&pagesize=1000",
        "10.5555/x@evil.example.org",
        '10.5555/"or"',
    ],
)
def test_a_hostile_doi_never_leaves_its_place(doi: str, source: Opened) -> None:
    source.resolve(cited(title="", family="", DOI=doi))
    for target in source.server.asked:
        parts = urlsplit(target)
        assert not {"..", "."} & set(parts.path.split("/"))
        assert set(parse_qs(parts.query)) <= source.case.parameters
        assert parts.path.count("/") <= 2
    sent = [unquote(urlsplit(target).path) + unquote_plus(urlsplit(target).query) for target in source.server.asked]
    assert any(doi in target.replace("\\", "") for target in sent)


@pytest.mark.parametrize("doi", ["10.5555/a\r\nHost: x", "10.5555/a\x00b", "10.5555/a b", "http://x/10.5555/a"])
def test_what_is_no_doi_is_not_sent(doi: str, source: Opened) -> None:
    source.resolve(cited(title="", family="", DOI=doi))
    assert source.server.asked == []


def test_only_bibliographic_fields_are_sent_and_nothing_is_logged(
    source: Opened, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    secret = "Our unpublished finding"
    placed = Location(path=f"{secret}.md", label=secret)
    reference = replace(WITH_DOI, label=secret, location=placed, record=replace(WITH_DOI.record, note=secret))
    source.resolve(reference)
    assert source.server.asked
    for target in source.server.asked:
        query = parse_qs(urlsplit(target).query)
        assert set(query) <= source.case.parameters
        assert secret.split()[1] not in unquote(target)
        if urlsplit(target).path.split("/")[1] in ("works", "dois", "search"):
            assert query["mailto"] == [MAIL]
    assert MAIL not in caplog.text
    assert "memory" not in caplog.text
    assert "10.5555" not in caplog.text
    assert MAIL.encode() not in b"".join(path.read_bytes() for path in source.cache.iterdir())
