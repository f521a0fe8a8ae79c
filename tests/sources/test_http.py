import gzip
import logging
import tracemalloc
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from citeaudit.errors import ConfigError, SourceError
from citeaudit.sources._manners import Limiter, NotStoredError, RefusedError, UnreachableError
from citeaudit.sources.http import FOUND_KEPT, NOT_FOUND_KEPT, Http, cache_file, says_nothing
from citeaudit.sources.stored import look
from tests.sources import server as answers
from tests.sources.conftest import Clock
from tests.sources.server import FakeCrossref, Reply, reply

ANSWER = reply({"message": "yes"})


def door(server: FakeCrossref, cache: Path, clock: Clock, *, offline: bool = False, mailto: str = "") -> Http:
    return Http(server.url, server="Crossref", cache=cache, manners=clock.manners(), offline=offline, mailto=mailto)


def test_an_answer_is_decoded_and_dated(server: FakeCrossref, cache: Path, clock: Clock) -> None:
    server.always = ANSWER
    with door(server, cache, clock) as http:
        answer = http.get("/works", {"query": "a b"})
    assert answer is not None
    assert answer.content == {"message": "yes"}
    stored = look(cache_file(cache)).newest  # the time at which it was stored, in UTC
    assert stored is not None
    assert answer.retrieved == f"{stored:%Y-%m-%dT%H:%M:%SZ}"
    assert server.asked == ["/works?query=a+b"]


@pytest.mark.parametrize("given", [ANSWER, answers.NO_SUCH_WORK])
def test_the_same_question_is_sent_once(given: Reply, server: FakeCrossref, cache: Path, clock: Clock) -> None:
    server.always = given
    with door(server, cache, clock) as http:
        first = http.get("/works/x")
    with door(server, cache, clock, mailto="someone@example.org") as http:
        assert http.get("/works/x") == first
        assert http.get("/works/x") == first
    assert len(server.asked) == 1
    assert (first is None) == (given is answers.NO_SUCH_WORK)


@pytest.mark.parametrize(
    ("given", "error", "words", "tries"),
    [
        (answers.NOT_ACCEPTED, RefusedError, "did not accept the question (HTTP 400)", 1),
        (answers.OWN_ERROR, SourceError, "an error of its own (HTTP 500)", 3),
        (answers.GATEWAY, UnreachableError, "out of order (HTTP 504)", 3),
        (answers.TOO_OFTEN, UnreachableError, "ask too often (HTTP 429)", 3),
        (Reply(status=403), UnreachableError, "refuses our requests (HTTP 403)", 1),
        (answers.BROKEN_OFF, UnreachableError, "cut off", 3),
        (answers.CUT_SHORT, SourceError, "not whole or not JSON", 1),
        (answers.EMPTY, SourceError, "not whole or not JSON", 1),
        (answers.LOG_IN_PAGE, SourceError, "not whole or not JSON", 1),
        (replace(answers.LOG_IN_PAGE, status=404), SourceError, "a web page answered", 1),
        (Reply(body=b"[" * 100_000), SourceError, "not whole or not JSON", 1),
        (Reply(body=b'"' + b"x" * 1_000_001 + b'"'), SourceError, "larger than 1 MB", 1),
        (Reply(status=302, headers={"Location": "http://localhost:9/works"}), SourceError, "could not be asked", 1),
        (Reply(status=302, headers={"Location": "/works"}), SourceError, "could not be asked", 6),
    ],
)
def test_a_failure_is_one_plain_line_and_is_never_stored(
    given: Reply, error: type[SourceError], words: str, tries: int, server: FakeCrossref, cache: Path, clock: Clock
) -> None:
    server.always = given
    with door(server, cache, clock, mailto="someone@example.org") as http:
        with pytest.raises(SourceError) as raised:
            http.get("/works", {"query.bibliographic": "Sleep and memory"})
        assert len(server.asked) == tries
        server.always = ANSWER
        answer = http.get("/works", {"query.bibliographic": "Sleep and memory"})
    assert type(raised.value) is error
    assert words in str(raised.value)
    for private in ("\n", "someone", "Sleep", "memory", server.url):
        assert private not in str(raised.value)
    assert answer is not None
    assert answer.content == {"message": "yes"}


@pytest.mark.parametrize("codings", ["gzip", "gzip, gzip"])
def test_an_answer_that_swells_is_cut_off(codings: str, server: FakeCrossref, cache: Path, clock: Clock) -> None:
    body = b'"' + b"x" * 100_000_000 + b'"'
    for _ in codings.split(", "):
        body = gzip.compress(body, compresslevel=9)
    server.always = Reply(body=body, headers={"Content-Type": answers.JSON, "Content-Encoding": codings})
    with door(server, cache, clock) as http:
        tracemalloc.start()
        with pytest.raises(SourceError, match="larger than 1 MB"):
            http.get("/works")
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert peak < 20_000_000


@pytest.mark.parametrize("passing", [answers.OWN_ERROR, answers.GATEWAY, answers.TOO_OFTEN, answers.BROKEN_OFF])
def test_a_failure_that_passes_is_tried_through(
    passing: Reply, server: FakeCrossref, cache: Path, clock: Clock
) -> None:
    server.script, server.always = [passing, passing], ANSWER
    with door(server, cache, clock) as http:
        assert http.get("/works") is not None
    assert len(server.asked) == 3
    assert 2.0 in clock.sleeps  # the pause grows


def test_a_slow_server_is_not_waited_for(server: FakeCrossref, cache: Path, clock: Clock) -> None:
    server.always = answers.SLOW
    manners = clock.manners(tries=2, read_timeout_s=0.05)
    http = Http(server.url, server="Crossref", cache=cache, manners=manners)
    with http, pytest.raises(UnreachableError, match="did not answer in time"):
        http.get("/works")
    assert len(server.asked) == 2


def test_a_server_that_is_not_there(server: FakeCrossref, cache: Path, clock: Clock) -> None:
    server.stop()
    with door(server, cache, clock) as http, pytest.raises(UnreachableError, match="cannot be reached"):
        http.get("/works")


@pytest.mark.parametrize(("asked", "slept"), [("7", 7.0), ("60", 60.0), ("0", 0.0)])
def test_retry_after_is_obeyed(asked: str, slept: float, server: FakeCrossref, cache: Path, clock: Clock) -> None:
    server.script, server.always = [Reply(status=429, headers={"Retry-After": asked})], ANSWER
    with door(server, cache, clock) as http:
        assert http.get("/works") is not None
    assert clock.sleeps[0] == slept
    assert len(server.asked) == 2


@pytest.mark.parametrize("asked", ["61", "86400", "Fri, 31 Dec 2999 23:59:59 GMT"])
def test_a_long_retry_after_is_an_outage(asked: str, server: FakeCrossref, cache: Path, clock: Clock) -> None:
    server.always = Reply(status=503, headers={"Retry-After": asked})
    with door(server, cache, clock) as http, pytest.raises(UnreachableError, match="asks us to wait"):
        http.get("/works")
    assert clock.sleeps == []
    assert len(server.asked) == 1


def test_a_retry_after_without_sense_is_let_be(server: FakeCrossref, cache: Path, clock: Clock) -> None:
    server.script, server.always = [Reply(status=429, headers={"Retry-After": "soon"})], ANSWER
    with door(server, cache, clock) as http:
        assert http.get("/works") is not None


def test_requests_are_as_far_apart_as_the_answers_say(server: FakeCrossref, cache: Path, clock: Clock) -> None:
    server.script = [reply({}), reply({}, x_rate_limit_limit="2", x_rate_limit_interval="8s"), reply({})]
    with door(server, cache, clock) as http:
        for page in ("1", "2", "3"):
            http.get("/works", {"page": page})
            http.get("/works", {"page": page})  # stored, so it costs no pause
    assert clock.sleeps == [1.0, 4.0]


@pytest.mark.parametrize(
    ("headers", "interval_s"),
    [
        ({}, 1.0),
        ({"x-rate-limit-limit": "10", "x-rate-limit-interval": "1s"}, 0.1),
        ({"x-rate-limit-limit": "3", "x-rate-limit-interval": "60s"}, 20.0),
        ({"x-rate-limit-limit": "1", "x-rate-limit-interval": "500ms"}, 0.5),
        ({"x-rate-limit-limit": "1", "x-rate-limit-interval": "1h"}, 60.0),
        ({"x-rate-limit-limit": "100000", "x-rate-limit-interval": "1s"}, 0.05),
        ({"x-rate-limit-limit": "0", "x-rate-limit-interval": "1s"}, 1.0),
        ({"x-rate-limit-limit": "many", "x-rate-limit-interval": "1s"}, 1.0),
        ({"x-rate-limit-limit": "٣", "x-rate-limit-interval": "-1s"}, 1.0),
    ],
)
def test_limits_of_one_answer(headers: dict[str, str], interval_s: float) -> None:
    limiter = Limiter()
    limiter.listen(headers)
    assert limiter.interval_s == interval_s


def test_the_slowest_pool_is_kept_to_and_a_warning_lasts() -> None:
    limiter = Limiter()
    limiter.listen({"x-rate-limit-limit": "3", "x-rate-limit-interval": "1s", "x-api-pool": "polite-array"})
    limiter.listen({"x-rate-limit-limit": "10", "x-rate-limit-interval": "1s", "x-api-pool": "polite-single"})
    assert limiter.interval_s == pytest.approx(1 / 3)
    limiter.slow_down()
    limiter.listen({"x-rate-limit-limit": "10", "x-rate-limit-interval": "1s", "x-api-pool": "polite-array"})
    assert limiter.interval_s == pytest.approx(2 / 3)


def make_older(cache: Path, age: timedelta) -> None:
    """Let every stored answer be from `age` ago."""
    from requests_cache import CachedSession

    session = CachedSession(str(cache_file(cache)), backend="sqlite", serializer="json")
    for key in list(session.cache.responses):
        stored = session.cache.responses[key]
        stored.created_at -= age
        stored.expires = stored.expires - age if stored.expires else None
        session.cache.responses[key] = stored
    session.close()  # type: ignore[no-untyped-call]  # requests-cache forgot its type


@pytest.mark.parametrize(
    ("given", "age", "requests"),
    [
        (ANSWER, FOUND_KEPT - timedelta(hours=1), 1),
        (ANSWER, FOUND_KEPT + timedelta(hours=1), 2),
        (answers.NO_SUCH_WORK, NOT_FOUND_KEPT - timedelta(hours=1), 1),
        (answers.NO_SUCH_WORK, NOT_FOUND_KEPT + timedelta(hours=1), 2),
    ],
)
def test_how_long_an_answer_is_kept(
    given: Reply, age: timedelta, requests: int, server: FakeCrossref, cache: Path, clock: Clock
) -> None:
    server.always = given
    with door(server, cache, clock) as http:
        http.get("/works/x")
    make_older(cache, age)
    with door(server, cache, clock) as http:
        http.get("/works/x")
        http.get("/works/x")
    assert len(server.asked) == requests


@pytest.mark.parametrize("failing", [answers.GATEWAY, answers.LOG_IN_PAGE, answers.BROKEN_OFF])
def test_an_old_answer_is_better_than_none(failing: Reply, server: FakeCrossref, cache: Path, clock: Clock) -> None:
    server.always = ANSWER
    with door(server, cache, clock) as http:
        first = http.get("/works/x")
    assert first is not None
    make_older(cache, FOUND_KEPT * 2)
    server.always = failing
    for _ in range(2):  # and it is not lost by that
        with door(server, cache, clock) as http:
            answer = http.get("/works/x")
        assert answer is not None
        assert answer.content == {"message": "yes"}
        assert answer.retrieved < first.retrieved


def test_offline_sends_and_writes_nothing(server: FakeCrossref, cache: Path, clock: Clock) -> None:
    with door(server, cache, clock, offline=True) as http, pytest.raises(NotStoredError, match="offline"):
        http.get("/works/x")
    assert not cache.exists()

    server.always = ANSWER
    with door(server, cache, clock) as http:
        online = http.get("/works/x")
    make_older(cache, FOUND_KEPT * 3)
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in cache.iterdir()}
    with door(server, cache, clock, offline=True, mailto="someone@example.org") as http:
        answer = http.get("/works/x")
        with pytest.raises(NotStoredError):
            http.get("/works/y")
    assert answer is not None
    assert online is not None
    assert answer.content == online.content
    assert {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in cache.iterdir()} == before
    assert len(server.asked) == 1


def test_the_mail_address_reaches_the_server_and_nothing_else(
    server: FakeCrossref, cache: Path, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    server.script = [answers.OWN_ERROR, ANSWER]
    with door(server, cache, clock, mailto="someone@example.org") as http:
        http.get("/works", {"query.bibliographic": "Sleep and memory"})
    make_older(cache, FOUND_KEPT * 2)
    caplog.clear()
    server.always = answers.GATEWAY
    with door(server, cache, clock, mailto="someone@example.org") as http:
        http.get("/works", {"query.bibliographic": "Sleep and memory"})
    assert "mailto=someone%40example.org" in server.asked[0]
    assert "mailto:someone@example.org" in server.user_agents[0]
    assert server.user_agents[0].startswith("citeaudit/")
    assert "someone" not in caplog.text
    assert "Sleep" not in caplog.text
    for path in cache.iterdir():
        assert b"someone" not in path.read_bytes()


def test_the_password_file_is_not_looked_into(
    server: FakeCrossref, cache: Path, clock: Clock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("default login me password secret\n", encoding="utf-8")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))
    server.always = ANSWER
    with door(server, cache, clock) as http:
        http.get("/works")
    assert server.authorizations == [None]


def test_a_damaged_cache_is_named(server: FakeCrossref, cache: Path, clock: Clock) -> None:
    cache.mkdir()
    cache_file(cache).write_bytes(b"no database " * 100)
    with door(server, cache, clock) as http, pytest.raises(SourceError, match="delete the file") as raised:
        http.get("/works")
    assert str(cache_file(cache)) in str(raised.value)


def test_a_cache_folder_that_cannot_be_made_is_named(server: FakeCrossref, cache: Path, clock: Clock) -> None:
    cache.write_text("a file, not a folder", encoding="utf-8")
    with door(server, cache, clock) as http, pytest.raises(SourceError, match="CITEAUDIT_CACHE"):
        http.get("/works")


def test_where_answers_are_stored(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert cache_file(tmp_path / "a").parent == tmp_path / "a"
    monkeypatch.setenv("CITEAUDIT_CACHE", str(tmp_path / "b"))
    assert cache_file().parent == tmp_path / "b"
    monkeypatch.delenv("CITEAUDIT_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "c"))
    assert cache_file().parent.name == "citeaudit"


@pytest.mark.parametrize(
    ("address", "mailto"),
    [
        ("ftp://api.example.org", ""),
        ("api.example.org", ""),
        ("https://", ""),
        ("https://api.example.org/?x=1", ""),
        ("http://[::1", ""),
        ("https://api.example.org", "not an address"),
        ("https://api.example.org", "a@b\r\nX-Header: c"),
    ],
)
def test_addresses_that_are_none(address: str, mailto: str) -> None:
    with pytest.raises(ConfigError):
        Http(address, server="Crossref", mailto=mailto)


@pytest.mark.parametrize(
    ("body", "nothing"),
    [
        (b'{"message": {"total-results": 0, "items-per-page": 5, "items": []}}', True),
        (b'{"message": {"total-results": 49, "items-per-page": 50, "items": []}}', True),  # one DOI is not there
        (b'{"message": {"total-results": 912, "items-per-page": 5, "items": []}}', False),
        (b'{"message-type": "work", "message": {"DOI": "10.5555/sleep"}}', False),
        (b'{"data": []}', True),
        (b'{"data": {"id": "10.5555/deposit"}}', False),
        (b'{"hitCount": 0, "resultList": {"result": []}}', True),
        (b'{"hitCount": 1, "resultList": {"result": [{}]}}', False),
        (b'[{"DOI": "10.5555/none", "status": "DOI does not exist"}]', True),
        (b'[{"DOI": "10.5555/other", "RA": "mEDRA"}]', False),
        (b'"unsound', True),
    ],
)
def test_an_answer_that_says_nothing_is_kept_for_less_long(body: bytes, nothing: bool) -> None:
    assert says_nothing(body) is nothing
