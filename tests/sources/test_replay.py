import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from citeaudit.errors import ConfigError, SourceError
from citeaudit.model import Found, Location, Name, NotAsked, Record, Reference, Resolution
from citeaudit.sources import Recording, open_source
from citeaudit.sources._manners import NotStoredError, RefusedError
from citeaudit.sources._replay import Kept, Question
from citeaudit.sources.http import Answer, Http, Passage, passage
from tests.sources import server as answers
from tests.sources.conftest import Clock
from tests.sources.server import FakeCrossref, item, reply

TIME = "2026-11-23T09:35:00Z"
KEPT = {
    Question.of("Crossref", "/works", {"rows": "5", "query": "Å"}): Kept(
        status=200, retrieved=TIME, content={"b": [1]}
    ),
    Question.of("Crossref", "/works/x", {}): Kept(status=404, retrieved=TIME),
    Question.of("DataCite", "/dois/x", {}): Kept(status=400, retrieved=TIME),
    Question.of("Crossref", "/works", {}): Kept(status=200, retrieved=TIME, content=["half a character: \ud83d", None]),
}


def test_what_is_written_is_read_and_the_order_of_asking_is_not_seen() -> None:
    text = Recording(KEPT).dump()
    again = Recording.load(text, "answers.json")
    assert again.dump() == text == Recording(dict(reversed(KEPT.items()))).dump()
    assert {question: again.get(question) for question in KEPT} == KEPT
    assert text.isprintable() is False
    assert '"Å"' in text
    assert max(map(len, text.splitlines())) < 60  # one value a line


def test_names_in_an_answer_have_one_order() -> None:
    question = Question.of("Crossref", "/works", {})
    first, second = (
        Recording({question: Kept(status=200, retrieved=TIME, content=content)})
        for content in ({"a": {"c": 1, "d": 2}, "b": 0}, {"b": 0, "a": {"d": 2, "c": 1}})
    )
    assert first.dump() == second.dump()


def for_dois(*dois: str) -> Question:
    filters = ",".join(f"doi:{doi}" for doi in dois)
    return Question.of("Crossref", "/works", {"filter": filters, "rows": str(len(dois)), "select": "DOI"})


def test_works_asked_for_together_are_kept_one_by_one() -> None:
    a, b, x = ({"DOI": doi} for doi in ("10.5555/A", "10.5555/b", "10.5555/x"))
    recording = Recording()
    for question, works in ((for_dois("10.5555/a", "10.5555/b", "10.5555/none"), [b, a]), (for_dois("10.5555/x"), [x])):
        content = {"status": "ok", "message": {"items": works, "total-results": len(works), "facets": {}}}
        recording.keep(question, Kept(status=200, retrieved=f"2026-11-2{len(works)}", content=content))
    again = Recording.load(recording.dump(), "answers.json")
    assert len(json.loads(recording.dump())["answers"]) == 4

    def got(*dois: str) -> tuple[list[object], str] | None:
        kept = again.get(for_dois(*dois))
        return (kept.content["message"]["items"], kept.retrieved) if kept else None

    assert got("10.5555/b", "10.5555/none", "10.5555/a") == ([b, a], "2026-11-22")
    assert got("10.5555/x", "10.5555/a") == ([x, a], "2026-11-21")
    assert got("10.5555/none") == ([], "2026-11-22")
    assert got("10.5555/a", "10.5555/new") is None
    assert again.get(Question.of("Crossref", "/works", {"query": "a"})) is None


def test_a_refusal_of_many_is_kept_whole() -> None:
    recording = Recording()
    question = for_dois("10.5555/a", "10.5555/b")
    recording.keep(question, Kept(status=400, retrieved=TIME))
    assert recording.get(question) == Kept(status=400, retrieved=TIME)
    assert recording.get(for_dois("10.5555/a")) is None


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "damaged one (line 1 is not JSON"),
        (Recording(KEPT).dump()[:-20], "is not JSON"),
        (Recording(KEPT).dump().replace('"status": 404', "<<<<<<< HEAD"), "damaged one (line"),
        (Recording(KEPT).dump().replace('"status": 404', '"status": "404"'), "answer 3 is not as it was written"),
        (Recording(KEPT).dump().replace('"rows": "5"', '"rows": 5'), "is not as it was written"),
        (Recording(KEPT).dump().replace('"parameters": {}', '"parameters": []'), "is not as it was written"),
        (Recording(KEPT).dump().replace('"content"', '"contents"'), "is not as it was written"),
        ('{"citeaudit-recording": 1}', "no list of answers"),
        ('{"citeaudit-recording": 2, "answers": []}', "cannot read form 2"),
        ('{"version": 1}', "is not a recording of citeaudit"),
        ("[]", "is not a recording of citeaudit"),
        ("[" * 100_000, "cannot be read as JSON"),
    ],
)
def test_a_damaged_or_foreign_file(text: str, message: str) -> None:
    with pytest.raises(ConfigError) as raised:
        Recording.load(text, "answers.json")
    assert message in str(raised.value)
    assert str(raised.value).startswith("answers.json: ")
    assert "\n" not in str(raised.value)


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be read"):
        Recording.read(tmp_path / "missing.json")
    (tmp_path / "bytes").write_bytes(b"\xff\xfe")
    with pytest.raises(ConfigError, match="not UTF-8"):
        Recording.read(tmp_path / "bytes")


def test_an_answer_too_deep_to_write() -> None:
    deep: list[object] = []
    for _ in range(5000):
        deep = [deep]
    with pytest.raises(ConfigError, match="too deeply"):
        Recording({Question.of("Crossref", "/", {}): Kept(status=200, retrieved=TIME, content=deep)}).dump()


def ask(http: Http, path: str) -> Answer | str | None:
    try:
        return http.get(path, {"query": "Sleep"})
    except SourceError as error:
        return f"{type(error).__name__}: {error}"


def test_a_replay_says_what_the_run_heard(server: FakeCrossref, cache: Path, clock: Clock) -> None:
    server.script = [reply({"message": "yes"}), answers.NO_SUCH_WORK, answers.NOT_ACCEPTED]
    recording = Recording()
    paths = ("/works", "/works/none", "/works/refused")

    def door(name: str, held: Passage) -> Http:
        with passage(held):
            return Http(
                server.url, server="Crossref", cache=cache / name, mailto="a@example.org", manners=clock.manners()
            )

    with door("one", Passage(record=recording)) as http:
        heard = [ask(http, path) for path in paths]
    assert isinstance(heard[0], Answer)
    assert heard[1] is None
    assert "RefusedError" in str(heard[2])
    assert "example.org" not in recording.dump()
    assert server.url not in recording.dump()
    server.stop()

    from_cache = Recording()  # the stored answers are recorded, too; a refusal is not stored
    with door("one", Passage(record=from_cache)) as http:
        assert [ask(http, path) for path in paths[:2]] == heard[:2]
    assert json.loads(from_cache.dump())["answers"] == json.loads(recording.dump())["answers"][:2]

    read = Recording.load(recording.dump(), "answers.json")
    with door("two", Passage(replay=read)) as http:
        assert [ask(http, path) for path in paths] == heard
        assert ask(http, "/other") == "NotStoredError: not in the recording answers.json"
    assert not (cache / "two").exists()
    assert len(server.asked) == 3


def test_a_question_without_an_answer_makes_a_recording_incomplete(
    server: FakeCrossref, cache: Path, clock: Clock
) -> None:
    recording = Recording()
    with passage(Passage(record=recording)):
        offline = Http(server.url, server="Crossref", cache=cache, offline=True)
        online = Http(server.url, server="Crossref", cache=cache, manners=clock.manners())
    with offline, pytest.raises(NotStoredError):
        offline.get("/works")
    assert recording.failure == ""
    server.always = answers.NOT_ACCEPTED
    with online, pytest.raises(RefusedError):
        online.get("/works")
    assert recording.failure == ""
    server.always = answers.GATEWAY
    with online:
        ask(online, "/other")
        server.stop()
        ask(online, "/third")
    assert recording.failure == "Crossref is out of order (HTTP 504); try again later"


def reference(index: int, title: str, *, doi: str = "") -> Reference:
    record = Record(DOI=doi, title=title, year=2015, author=(Name(family="Hall", given="A"),))
    where = Location(path="p", line=index)
    return Reference(index=index, label="", raw=f"Hall A. {title}. 2015", record=record, location=where, confidence=1.0)


def test_crossref_replayed(server: FakeCrossref, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    title = "Sleep and the consolidation of memory in adults"
    server.works = [item("10.5555/sleep", title), item("10.5555/dream", "Dreams of children in summer")]
    monkeypatch.setenv("CITEAUDIT_CROSSREF_URL", server.url)

    def resolved(
        *references: Reference, record: Recording | None = None, replay: Recording | None = None
    ) -> dict[int, Resolution]:
        return dict(open_source("crossref", cache=cache, record=record, replay=replay).resolve(references))

    recording = Recording()
    dreams = reference(3, "Dreams of children in summer", doi="10.5555/dream")
    same = reference(4, title, doi="10.5555/sleep")
    asked = (reference(1, title), dreams, same)
    online = resolved(*asked, record=recording)
    assert all(isinstance(resolution, Found) for resolution in online.values())
    server.stop()
    read = Recording.load(recording.dump(), "answers.json")
    assert resolved(*asked, replay=read) == online
    assert resolved(reference(1, title), dreams, reference(2, "Dreams of nobody at all"), replay=read) == {
        1: online[1],
        3: online[3],
        2: NotAsked(reason="not in the recording answers.json", outage=False),
    }


def test_a_replay_loads_no_library_for_the_network(tmp_path: Path) -> None:
    script = """
import sys
from citeaudit.sources import Recording
from citeaudit.sources.http import Http, NotStoredError, Passage, passage
with passage(Passage(replay=Recording(name="answers.json"))):
    http = Http("https://api.crossref.org", server="Crossref")
try:
    http.get("/works")
except NotStoredError:
    print(sorted({"socket", "ssl", "requests", "requests_cache", "urllib3", "sqlite3", "platformdirs"} & set(sys.modules)))
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize(
    "options",
    [
        {"replay": Recording(), "record": Recording()},
        {"replay": Recording(), "refresh": True},
        {"offline": True, "refresh": True},
    ],
)
def test_options_that_exclude_each_other(options: dict[str, Any]) -> None:
    with pytest.raises(ConfigError, match="asked again"):
        open_source("crossref", **options)
