"""Recording, replaying and the cache, against a server on the loopback address."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.cli.command import Done, citeaudit, process
from tests.cli.test_cli import SEED
from tests.sources import server as answers
from tests.sources.server import FakeCrossref, item

REFERENCES = json.loads((Path(__file__).parents[2] / "fixtures/seed/references.json").read_text("utf-8"))
KNOWN = (1, 39, 40)
LINE = "Hall A. Sleep and the consolidation of memory. J Sleep 2015;3:1-9.\n"
Run = Callable[..., Done]


def synthetic(number: int) -> dict[str, object]:
    """What a registry might hold of one reference of the seed: made from what the manuscript prints."""
    printed = REFERENCES[number - 1]
    return item(
        f"10.5555/synthetic-{number}",
        printed["title"],
        printed["authors"][0]["family"],
        container_title=[printed["container"]],
        issued={"date-parts": [[printed["year"]]]},
        volume=printed["volume"],
        page=printed["pages"],
    )


@pytest.fixture
def server() -> Iterator[FakeCrossref]:
    fake = FakeCrossref([synthetic(number) for number in KNOWN])
    yield fake
    fake.stop()


@pytest.fixture
def run(server: FakeCrossref, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.chdir(tmp_path)
    for name in ("CROSSREF", "DATACITE", "DOI", "EUROPEPMC"):
        monkeypatch.setenv(f"CITEAUDIT_{name}_URL", server.url)
    return citeaudit


def test_an_audit_is_replayed_to_the_byte(run: Run, server: FakeCrossref, tmp_path: Path) -> None:
    recorded = run("audit", "-f", "json", SEED, "--record", "a.json", "--mailto", "someone@example.org")
    assert recorded.returncode == 1, recorded.stderr
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".")]
    asked = len(server.asked)
    server.stop()
    text = (tmp_path / "a.json").read_text("utf-8")
    for private in ("someone", str(tmp_path), "127.0.0.1", Path.home().name + "/"):
        assert private not in text

    cached = run("audit", "-f", "json", SEED, "--record", "b.json")
    assert (tmp_path / "b.json").read_text("utf-8") == text
    offline = run("audit", "-f", "json", "--offline", SEED, "--record", "c.json")
    assert offline.returncode == 1
    assert (tmp_path / "c.json").read_text("utf-8") == text

    elsewhere = {"CITEAUDIT_CACHE": str(tmp_path / "none")}
    for command in (run, process):  # each process has a hash seed of its own
        replayed = command("audit", "-f", "json", SEED, "--replay", "a.json", **elsewhere)
        assert (replayed.returncode, replayed.stderr) == (1, "")
        assert replayed.stdout == recorded.stdout == cached.stdout
    assert not (tmp_path / "none").exists()
    assert len(server.asked) == asked

    resolutions = {r["index"]: r["resolution"] for r in json.loads(replayed.stdout)["references"]}
    times = {answer["retrieved"] for answer in json.loads(text)["answers"]}
    assert tuple(index for index, resolution in resolutions.items() if resolution["status"] == "found") == KNOWN
    assert all(resolutions[index]["retrieved"] in times for index in KNOWN)


def test_what_is_not_recorded_is_not_asked_and_counted(run: Run, server: FakeCrossref, tmp_path: Path) -> None:
    assert run("resolve", "--record", "a.json", input=LINE).returncode == 0
    server.stop()
    done = run("audit", "-f", "json", SEED, "--replay", "a.json")
    assert done.returncode == 1  # findings; not 3, for nothing is out of order
    report = json.loads(done.stdout)
    assert report["coverage"]["not_asked"] == 80
    assert {r["resolution"]["reason"] for r in report["references"]} == {"not in the recording a.json"}
    export = run("export", SEED, "--replay", "a.json", "-o", "refs.json")
    assert (export.returncode, len(json.loads(Path("refs.json").read_text("utf-8")))) == (0, 80)


@pytest.mark.parametrize("command", ["audit", "resolve", "export"])
def test_an_outage_does_not_spoil_a_recording(command: str, run: Run, server: FakeCrossref, tmp_path: Path) -> None:
    (tmp_path / "list.txt").write_text(LINE, encoding="utf-8")
    (tmp_path / "a.json").write_text("the one before", encoding="utf-8")
    server.always = answers.Reply(status=403)
    file = "list.txt" if command == "resolve" else SEED
    done = run(command, file, "--record", "a.json")
    assert done.returncode == 3
    assert "a.json was not written" in done.stderr
    assert (tmp_path / "a.json").read_text("utf-8") == "the one before"
    if command != "export":
        run(command, file, "--record", "a.json", "--allow-incomplete")
        assert json.loads((tmp_path / "a.json").read_text("utf-8"))["answers"] == []


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--record", "a", "--replay", "a"], "--record and --replay exclude each other"),
        (["--refresh", "--replay", "a"], "--refresh and --replay exclude each other"),
        (["--refresh", "--offline"], "--refresh and --offline exclude each other"),
        (["--replay", "missing"], "missing: the recording cannot be read"),
        (["--replay", SEED], "is not a recording of citeaudit, or a damaged one (line 5"),
        (["--source", "crossref:x"], "the source crossref takes no argument"),
    ],
)
@pytest.mark.parametrize("command", ["audit", "resolve", "export"])
def test_options_without_sense(command: str, options: list[str], message: str) -> None:
    done = citeaudit(command, SEED, *options)
    assert done.returncode == 2
    assert message in done.stderr
    assert done.stdout == ""


def test_refresh_and_the_cache(run: Run, server: FakeCrossref, tmp_path: Path) -> None:
    assert "not made yet" in run("cache", "info").stdout
    for options, asked in (((), 1), ((), 1), (("--refresh",), 2)):
        assert run("resolve", *options, input=LINE).returncode == 0
        assert len(server.asked) == asked
    info = run("cache", "info")
    assert f"file     {tmp_path / 'cache' / 'answers.sqlite'}" in info.stdout
    assert "answers  1, 0 of them expired" in info.stdout
    assert "1 of 127.0.0.1" in info.stdout
    assert run("cache", "clear", "--server", "api.example.org").stdout.startswith("0 deleted, 1 left")
    assert run("cache", "clear", "--older-than", "1").stdout.startswith("0 deleted, 1 left")
    assert run("cache", "clear").stdout.startswith("1 deleted, 0 left")
    (tmp_path / "cache" / "answers.sqlite").write_bytes(b"no database " * 100)
    damaged = run("cache", "info")
    assert (damaged.returncode, damaged.stdout) == (2, "")
    assert "delete the file" in damaged.stderr
