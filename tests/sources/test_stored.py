from datetime import timedelta
from pathlib import Path

import pytest

from citeaudit.errors import SourceError
from citeaudit.sources.http import FOUND_KEPT, NOT_FOUND_KEPT, Http, Passage, cache_file, passage
from citeaudit.sources.stored import clear, look
from tests.sources import server as answers
from tests.sources.conftest import Clock
from tests.sources.server import FakeCrossref, reply
from tests.sources.test_http import make_older


def fill(server: FakeCrossref, cache: Path, clock: Clock, *paths: str) -> None:
    with Http(server.url, server="Crossref", cache=cache, manners=clock.manners()) as http:
        for path in paths:
            http.get(path)


def test_look_and_clear(server: FakeCrossref, cache: Path, clock: Clock) -> None:
    server.script = [reply({"n": 1}), reply({"n": 2}), answers.NO_SUCH_WORK]
    server.always = reply({"n": 3})
    file = cache_file(cache)
    assert look(file).answers == clear(file) == 0
    assert not cache.exists()
    fill(server, cache, clock, "/a", "/b", "/none")
    (cache / "mine.txt").write_text("mine", encoding="utf-8")
    make_older(cache, NOT_FOUND_KEPT + timedelta(hours=1))
    fill(server, cache, clock, "/c")
    stored = look(file)
    assert (stored.servers, stored.expired) == ({"127.0.0.1": 4}, 1)
    assert stored.size == file.stat().st_size
    assert stored.oldest is not None
    assert stored.newest is not None
    assert stored.newest - stored.oldest > NOT_FOUND_KEPT

    assert clear(file, server="api.example.org") == 0
    assert clear(file, older_than=FOUND_KEPT) == 0
    assert clear(file, older_than=NOT_FOUND_KEPT, server="127.0.0.1") == 3
    fill(server, cache, clock, "/c")
    assert len(server.asked) == 4  # what was left is still used
    assert clear(file) == 1
    assert look(file).answers == 0
    assert (cache / "mine.txt").read_text("utf-8") == "mine"


def test_a_damaged_file_is_named(cache: Path) -> None:
    cache.mkdir()
    cache_file(cache).write_bytes(b"no database " * 100)
    for use in (look, clear):
        with pytest.raises(SourceError, match="delete the file"):
            use(cache_file(cache))
    assert cache_file(cache).read_bytes() == b"no database " * 100


def test_what_must_not_be_written_is_not_said_to_be_deleted(
    server: FakeCrossref, cache: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.always = reply({"n": 1})
    fill(server, cache, clock, "/a")
    monkeypatch.setattr("os.access", lambda path, mode: False)  # permissions do not bind every user who runs tests
    with pytest.raises(SourceError, match="must not be written"):
        clear(cache_file(cache))
    assert look(cache_file(cache)).answers == 1


def test_refresh_asks_each_question_once_more(server: FakeCrossref, cache: Path, clock: Clock) -> None:
    server.always = reply({"n": 1})
    fill(server, cache, clock, "/a")
    make_older(cache, timedelta(days=1))
    server.always = reply({"n": 2})
    with passage(Passage(refresh=True)):
        http = Http(server.url, server="Crossref", cache=cache, manners=clock.manners())
    with http:
        first, second = http.get("/a"), http.get("/a")
    assert first == second
    assert first is not None
    assert first.content == {"n": 2}
    assert len(server.asked) == 2
    with Http(server.url, server="Crossref", cache=cache, manners=clock.manners()) as later:
        assert later.get("/a") == first


@pytest.mark.parametrize(("given", "content"), [(reply({"n": 1}), {"n": 1}), (answers.NO_SUCH_WORK, None)])
def test_refresh_keeps_what_is_stored_if_the_server_is_down(
    given: answers.Reply, content: object, server: FakeCrossref, cache: Path, clock: Clock
) -> None:
    server.always = given
    fill(server, cache, clock, "/a", "/b")
    make_older(cache, timedelta(days=1))
    server.always = answers.GATEWAY
    before = len(server.asked)
    with passage(Passage(refresh=True)):
        http = Http(server.url, server="Crossref", cache=cache, manners=clock.manners(tries=2))
    with http:
        for path in ("/a", "/b", "/a"):
            answer = http.get(path)
            assert (answer.content if answer else None) == content
    assert len(server.asked) - before == 2  # after the tries for the first question it is left alone
