"""`resolve --abstracts`, against a server on the loopback address."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.command import citeaudit
from tests.sources.registries import FakeRegistries, result
from tests.sources.server import item, reply

DOI = "10.5555/sleep"
TITLE = "Sleep and the consolidation of memory"
LINE = f"Hall A. {TITLE}. J Synth Examples 2015;12:101-109. doi:{DOI}\n"


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeRegistries]:
    fake = FakeRegistries()
    fake.works = [item(DOI, TITLE, "Hall")]
    fake.results = [result(DOI, TITLE)]
    for name in ("CROSSREF", "DATACITE", "DOI", "EUROPEPMC"):
        monkeypatch.setenv(f"CITEAUDIT_{name}_URL", fake.url)
    yield fake
    fake.stop()


def test_abstracts_and_pubmed_numbers_are_added_and_replayed(server: FakeRegistries, tmp_path: Path) -> None:
    recording = str(tmp_path / "answers.json")
    done = citeaudit("resolve", "--abstracts", "--record", recording, input=LINE)
    assert done.returncode == 0, done.stderr
    work = json.loads(done.stdout)["work"]
    assert "Sleep is needed." in work["abstract"]
    assert work["PMID"] == "90000001"
    asked = len(server.asked)
    assert citeaudit("resolve", "--abstracts", "--replay", recording, input=LINE).stdout == done.stdout
    assert len(server.asked) == asked


def test_europe_pmc_out_of_order_is_incomplete(server: FakeRegistries) -> None:
    server.failing["/search"] = reply({}, status=401)
    done = citeaudit("resolve", "--abstracts", input=LINE)
    assert json.loads(done.stdout)["DOI"] == DOI
    assert done.returncode == 3, done.stderr
    assert "not every abstract could be asked for" in done.stderr
    assert citeaudit("resolve", input=LINE).returncode == 0
