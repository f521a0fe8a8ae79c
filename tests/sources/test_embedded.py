import json
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import pytest

from citeaudit.model import Found, Location, Name, NotAsked, Record, Reference
from citeaudit.sources.embedded import Embedded

DATA = json.loads(files("citeaudit").joinpath("data/embedded-works.json").read_text(encoding="utf-8"))
SOLAR = Record(
    author=(Name(family="Andre", given="F"),),
    title=(
        "Alpelisib plus Fulvestrant for PIK3CA-mutated, hormone receptor–positive, human epidermal growth factor "
        "receptor-2–negative advanced breast cancer: final overall survival results from SOLAR-1"
    ),
    container_title="Annals of Oncology",
    year=2021,
)


def reference(record: Record) -> Reference:
    return Reference(index=7, label="7", raw=record.title, record=record, location=Location(path="p"), confidence=1.0)


def look_up(record: Record) -> Found | NotAsked:
    [(index, resolution)] = Embedded().resolve([reference(record)])
    assert index == 7
    assert isinstance(resolution, Found | NotAsked)
    return resolution


def test_a_work_that_comes_with_the_package() -> None:
    resolution = look_up(SOLAR)
    assert isinstance(resolution, Found)
    work = resolution.work
    assert (work.record.DOI, work.record.PMID) == ("10.1016/j.annonc.2020.11.011", "33246021")
    assert (work.source, work.synthetic, work.retrieved) == ("embedded", True, "")
    assert "synthetic record" in resolution.reason
    assert "crossref" not in resolution.reason.lower()


@pytest.mark.parametrize(
    "record",
    [
        Record(author=SOLAR.author, title=SOLAR.title.replace("SOLAR-1", "SOLAR-2"), year=2021),
        Record(author=(Name(family="Someone"),), title=SOLAR.title, year=1999),
        Record(author=SOLAR.author, title="Another work of this author", year=2021),
        Record(title="", DOI="10.5555/x"),
        Record(),
    ],
)
def test_a_closed_list_never_says_not_found(record: Record) -> None:
    resolution = look_up(record)
    assert isinstance(resolution, NotAsked)
    assert not resolution.outage
    assert resolution.reason.startswith("offline: no source was asked")


def test_every_work_finds_itself() -> None:
    for fields in DATA["works"]:
        names = tuple(Name(**name) for name in fields["author"])
        record = Record(
            author=names, title=fields["title"], container_title=fields["container-title"], year=fields["year"]
        )
        resolution = look_up(record)
        assert isinstance(resolution, Found), fields["title"]
        assert fields["DOI"] == resolution.work.record.DOI


def test_the_file_says_what_it_is() -> None:
    assert DATA["synthetic"] is True
    for words in ("Synthetic", "Not the answer of any registry", "free of copyright", "make_embedded_works.py"):
        assert words in DATA["about"]
    assert len(DATA["works"]) == 26
    assert all(fields["DOI"].startswith("10.") for fields in DATA["works"])


def test_the_script_that_makes_it(tmp_path: Path) -> None:
    hand_read = {
        "number": 3,
        "authors": [{"family": "Hall", "given_initials": "A"}],
        "et_al": True,
        "group_author": None,
        "title": "Schlaf und Gedächtnis",
        "container": "J Synth Examples",
        "year": 2015,
        "volume": "12",
        "issue": None,
        "pages": "101-9",
        "suffix": "Suppl 2",
    }
    (tmp_path / "dois.json").write_text('[{"n": 3, "doi": "10.5555/sleep"}]', encoding="utf-8")
    (tmp_path / "references.json").write_text(json.dumps([hand_read]), encoding="utf-8")
    script = Path(__file__).parents[1] / "tools" / "make_embedded_works.py"
    made = subprocess.run(
        [sys.executable, "-X", "utf8", script, tmp_path / "dois.json", tmp_path / "references.json"],
        capture_output=True,
        check=True,
    )
    data = json.loads(made.stdout.decode("utf-8"))
    assert data["about"] == DATA["about"]
    assert data["works"] == [
        {
            "type": "article-journal",
            "author": [{"family": "Hall", "given": "A"}],
            "et_al": True,
            "title": "Schlaf und Gedächtnis",
            "container-title": "J Synth Examples",
            "year": 2015,
            "volume": "12",
            "supplement": "2",
            "page": "101-9",
            "DOI": "10.5555/sleep",
        }
    ]
