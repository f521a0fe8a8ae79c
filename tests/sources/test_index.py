"""A local index: built from files of every form, damaged ones too; what it answers; what a broken build leaves."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from citeaudit.auditing import pipeline
from citeaudit.errors import ConfigError, ReadError
from citeaudit.model import Ambiguous, Audit, Found, Manuscript, NotAsked, NotFound, Resolution
from citeaudit.rules.running import get, run
from citeaudit.sources import _index_build, index


def record(doi: str, **changes: Any) -> dict[str, Any]:
    """A synthetic record in Crossref's JSON."""
    return {
        "DOI": doi,
        "type": "journal-article",
        "title": ["Naps and the consolidation of memory in older adults"],
        "author": [{"family": "Hall", "given": "Anna"}, {"family": "Berg", "given": "Carl"}],
        "container-title": ["Journal of Synthetic Examples"],
        "issued": {"date-parts": [[2015, 3]]},
        "volume": "12",
        "page": "101-109",
    } | changes


WORKS = [
    record("10.5555/naps"),
    record(
        "10.5555/light",
        title=["Light, <i>mood</i> and winter"],
        author=[{"family": "Öberg"}],
        volume="7",
        page="5-9",
        issued={"date-parts": [[2021]]},
    ),
    record(
        "10.5555/cells", title=["Cells that dream"], author=[{"name": "Dream Consortium"}], page="e1000", volume="3"
    ),
    record("10.5555/null", issued={"date-parts": [[None]]}, title=["A work without a year"], volume="", page="77"),
    record(
        "10.5555/plos.1001234",
        title=["Dreams of worms"],
        author=[{"family": "Moss"}, {"family": "Lind"}],
        page="",
        volume="9",
    ),
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    source = tmp_path / "works.jsonl"
    source.write_text("".join(json.dumps(work) + "\n" for work in WORKS), encoding="utf-8")
    index.build(tmp_path / "index", [source])
    return tmp_path / "index"


def ask(folder: Path, raw: str) -> Resolution:
    (reference, _), *_ = pipeline.parse_strings([raw])
    [(_, resolution)] = index.open_source(argument=str(folder)).resolve([reference])
    return resolution


@pytest.mark.parametrize(
    ("raw", "doi"),
    [
        ("Hall A, Berg C. Naps and the consolidation of memory in older adults. J Synth Examples 2015;12:101-9.", "naps"),
        ("Hall A, Berg C. Naps and the consolidation of memory. J Synth Examples 2015;12:101-9.", "naps"),
        ("Hall A, Berg C. Naps and thc consolidation 0f rnemory in o1der adults. J Synth Examples 2015;12:101-9.", "naps"),
        ("A. Hall, C. Berg, J. Synth. Examples 12, 101 (2015).", "naps"),
        ("Hall A, Berg C. Naps and the consolidation of memory in older adults. J Synth Examples 2016;12:101-9.", "naps"),
        ("Öberg F. Light, mood and winter. J Synth Examples 2021;7:5-9. doi:10.5555/LIGHT", "light"),
        ("D. Moss, E. Lind, J. Synth. Examples 9, 1001234 (2015).", "plos.1001234"),
    ],
)  # fmt: skip
def test_found(folder: Path, raw: str, doi: str) -> None:
    resolution = ask(folder, raw)
    assert isinstance(resolution, Found), resolution
    assert resolution.work.identifier == f"10.5555/{doi}"
    assert resolution.reason


@pytest.mark.parametrize(
    "raw",
    [
        "Hall A, Berg C. Acid rain over northern lakes. Lancet 2003;361:12-9.",
        "Correction: Naps and the consolidation of memory in older adults. J Synth Examples 2016;13:7.",
        "Lind E. Naps and the consolidation of memory in older adults: a comment. J Synth Examples 2018;14:3.",
        "A. Hall, C. Berg, Phys. Rev. Lett. 12, 101 (2015).",
        "A. Hall, J. Synth. Examples 12, 102 (2015).",
    ],
)
def test_not_found(folder: Path, raw: str) -> None:
    resolution = ask(folder, raw)
    assert isinstance(resolution, NotFound), resolution
    assert resolution.asked == ("index",)


def test_a_doi_that_leads_elsewhere_is_told(folder: Path) -> None:
    raw = "Hall A, Berg C. Acid rain over northern lakes. Lancet 2003;361:12-9. doi:10.5555/light"
    resolution = ask(folder, raw)
    assert isinstance(resolution, NotFound)
    assert "10.5555/light, leads to “Light, mood and winter”" in resolution.reason
    assert resolution.leads_to
    assert resolution.leads_to.identifier == "10.5555/light"


def test_a_work_is_found_although_its_doi_leads_elsewhere(folder: Path) -> None:
    printed = WORKS[0]
    authors = ", ".join(f"{author['family']} A" for author in printed["author"])
    raw = f"{authors}. {printed['title'][0]}. {printed['container-title'][0]} {printed['issued']['date-parts'][0][0]};{printed['volume']}:{printed['page']}. doi:10.5555/light"
    resolution = ask(folder, raw)
    assert isinstance(resolution, Found)
    assert resolution.work.identifier == "10.5555/naps"
    assert resolution.leads_to
    assert resolution.leads_to.identifier == "10.5555/light"


@pytest.mark.parametrize("raw", ["Moss D. Xyzzyquux. doi:10.5555/unheard", "doi:10.5555/unheard", "Xyzzyquux frobozz."])
def test_what_was_looked_for_in_vain_is_not_found(folder: Path, raw: str) -> None:
    assert isinstance(ask(folder, raw), NotFound)


def test_a_bare_doi_is_enough(folder: Path) -> None:
    assert isinstance(ask(folder, "doi:10.5555/light"), Found)


def test_nothing_to_search_for(folder: Path) -> None:
    assert ask(folder, "see above") == NotAsked(reason="there is nothing in it to search for") or isinstance(
        ask(folder, "see above"), NotFound
    )
    assert ask(folder, "") == NotAsked(reason="there is nothing in it to search for")


def test_equal_works_are_ambiguous(tmp_path: Path) -> None:
    source = tmp_path / "works.jsonl"
    twins = [
        record("10.5555/a", volume="", page=""),
        record("10.5555/b", volume="", page="", **{"container-title": ["Acta"]}),
    ]
    source.write_text("".join(json.dumps(work) + "\n" for work in twins), encoding="utf-8")
    index.build(tmp_path / "index", [source])
    resolution = ask(tmp_path / "index", "Hall A, Berg C. Naps and the consolidation of memory in older adults. 2015.")
    assert isinstance(resolution, Ambiguous)


# --------------------------------------------------------------------------- building


def test_files_of_every_form(tmp_path: Path) -> None:
    lines = tmp_path / "a.jsonl.gz"
    lines.write_bytes(gzip.compress("".join(json.dumps(w) + "\n" for w in WORKS[:2]).encode()))
    items = tmp_path / "b.json"
    items.write_text(json.dumps({"items": WORKS[2:4]}), encoding="utf-8")
    items_gz = tmp_path / "c.json.gz"
    items_gz.write_bytes(gzip.compress(json.dumps({"items": WORKS[4:]}).encode()))
    built = index.build(tmp_path / "index", [lines, items, items_gz])
    assert (built.works, built.damaged_count, built.without_doi) == (5, 0, 0)
    assert "5 works" in index.info(tmp_path / "index")
    assert isinstance(ask(tmp_path / "index", "Öberg F. Light, mood and winter. J Synth Examples 2021;7:5-9."), Found)


def test_damage_is_counted_named_and_passed_over(tmp_path: Path) -> None:
    source = tmp_path / "works.jsonl"
    good = json.dumps(WORKS[0])
    source.write_text(
        f'{good}\n{{"DOI": "10.5555/cut", "tit\n[1, 2]\n{{"title": ["no doi"]}}\n\n{good[:-1]}\n', encoding="utf-8"
    )
    cut = tmp_path / "cut.jsonl.gz"
    cut.write_bytes(gzip.compress(((good + "\n") * 20_000).encode())[:-40])
    built = index.build(tmp_path / "index", [source, cut])
    assert built.without_doi == 1
    assert built.damaged_count == 4
    assert [place.rpartition("/")[2].split(" ")[0] for place in built.damaged] == [
        "works.jsonl:2:", "works.jsonl:3:", "works.jsonl:6:", "cut.jsonl.gz:",
    ]  # fmt: skip
    assert built.works > 1


def test_a_new_build_takes_the_place_of_the_old(folder: Path, tmp_path: Path) -> None:
    opened = index.open_source(argument=str(folder))
    other = tmp_path / "other.jsonl"
    other.write_text(json.dumps(record("10.5555/new", title=["Something new under the sun"])) + "\n", encoding="utf-8")
    index.build(folder, [other])
    assert "1 works" in index.info(folder)
    assert len(list(folder.glob("generation-*"))) == 1
    (reference, _), *_ = pipeline.parse_strings(["Öberg F. Light, mood and winter. J Synth Examples 2021;7:5-9."])
    [(_, resolution)] = opened.resolve([reference])  # who had the old one open still reads it
    assert isinstance(resolution, Found)


def test_a_build_that_is_killed_leaves_the_old_index_and_is_taken_up(folder: Path, tmp_path: Path) -> None:
    many = tmp_path / "many.jsonl"
    many.write_text("".join(json.dumps(record(f"10.5555/{n}")) + "\n" for n in range(500)), encoding="utf-8")
    script = (
        "import os; from pathlib import Path; from citeaudit.sources import _index_build as b\n"
        "b._COMMIT_EVERY = 200; keep = b._keep\n"
        "def killed(*a):\n    keep(*a); os._exit(9)\n"
        f"b._keep = killed; b.build(Path({str(folder)!r}), [Path({str(many)!r})])"
    )
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 9
    assert "5 works" in index.info(folder)
    built = index.build(folder, [many])
    assert (built.works, built.resumed_at) == (500, 200)
    assert "500 works" in index.info(folder)


@pytest.mark.parametrize(
    ("argument", "message"),
    [("", "which index"), ("nowhere", "there is no index; make one"), ("half", "the index is incomplete")],
)
def test_an_index_that_is_none(argument: str, message: str, tmp_path: Path) -> None:
    (tmp_path / "half").mkdir()
    (tmp_path / "half" / "current").write_text("generation-1\n", encoding="utf-8")
    with pytest.raises(ConfigError, match=message):
        index.open_source(argument=str(tmp_path / argument) if argument else "")


def test_a_file_without_works_changes_nothing(folder: Path, tmp_path: Path) -> None:
    before = index.info(folder)
    wrong = tmp_path / "paper.md"
    wrong.write_text("# Sleep\n\nMemory needs sleep.\n", encoding="utf-8")
    with pytest.raises(ReadError, match=r"paper.md: no record of a work is in it"):
        index.build(folder, [wrong])
    assert index.info(folder) == before


def test_a_record_without_notices_is_not_one_of_which_nothing_is_known(tmp_path: Path) -> None:
    source = tmp_path / "works.jsonl"
    works = [record("10.5555/clean", **{"updated-by": []}), record("10.5555/unknown", title=["Dreams of clouds"])]
    source.write_text("".join(json.dumps(work) + "\n" for work in works), encoding="utf-8")
    index.build(tmp_path / "index", [source])
    opened = index.open_source(argument=str(tmp_path / "index"))
    known = {}
    for reference, _ in pipeline.parse_strings([f"doi:{work['DOI']}" for work in works]):
        resolution = opened.resolve_one(reference)
        assert isinstance(resolution, Found)
        known[resolution.work.identifier] = resolution.work.notices_known
    assert known == {"10.5555/clean": True, "10.5555/unknown": False}


@pytest.mark.parametrize("notices", [{}, {"updated-by": []}, {"update-to": [{"DOI": "10.5555/n", "type": "erratum"}]}])
def test_an_index_without_any_notice_says_that_it_keeps_none(notices: dict[str, Any], tmp_path: Path) -> None:
    source = tmp_path / "works.jsonl"
    works = [record("10.5555/one"), record("10.5555/two", title=["Dreams of clouds"], **notices)]
    source.write_text("".join(json.dumps(work) + "\n" for work in works), encoding="utf-8")
    keeps = index.build(tmp_path / "index", [source]).notices > 0
    assert keeps is bool(notices.get("update-to"))
    assert ("no notices" in index.info(tmp_path / "index")) is not keeps
    opened = index.open_source(argument=str(tmp_path / "index"))
    ((reference, _),) = pipeline.parse_strings(["doi:10.5555/one"])
    resolution = opened.resolve_one(reference)
    assert isinstance(resolution, Found)
    assert resolution.work.source_keeps_notices is keeps
    audit = Audit(manuscript=Manuscript(path="m.md", format="markdown", title="", blocks=()), references=(reference,))
    report = run(replace(audit, resolutions={1: resolution}), [get("retracted-work"), get("year-mismatch")])
    reason = "1 of 1 references were found only in a source that keeps no notices of retraction or correction"
    assert dict(report.incomplete) == ({} if keeps else {"retracted-work": reason})


def test_a_notice_tells_of_a_work_whose_record_does_not(tmp_path: Path) -> None:
    source = tmp_path / "works.jsonl"
    update = {"DOI": "10.5555/ONE", "type": "retraction", "updated": {"date-parts": [[2019, 5, 2]]}}
    works = [
        record("10.5555/one"),
        record("10.5555/note", title=["Retraction: Dreams of clouds"], **{"update-to": [update]}),
    ]
    source.write_text("".join(json.dumps(work) + "\n" for work in works), encoding="utf-8")
    index.build(tmp_path / "index", [source])
    opened = index.open_source(argument=str(tmp_path / "index"))
    ((reference, _),) = pipeline.parse_strings(["doi:10.5555/one"])
    resolution = opened.resolve_one(reference)
    assert isinstance(resolution, Found)
    assert [(notice.kind, notice.DOI, notice.date) for notice in resolution.work.updated_by] == [
        ("retraction", "10.5555/note", "2019-05-02")
    ]


def test_a_file_that_is_missing_changes_nothing(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="there is no such file"):
        index.build(folder, [tmp_path / "missing.jsonl"])
    assert "5 works" in index.info(folder)


def test_progress_ends_with_all_bytes(tmp_path: Path) -> None:
    source = tmp_path / "works.jsonl"
    source.write_text(json.dumps(WORKS[0]) + "\n", encoding="utf-8")
    steps: list[tuple[int, int]] = []
    _index_build.build(tmp_path / "index", [source], progress=lambda done, total: steps.append((done, total)))
    assert steps[-1] == (source.stat().st_size, source.stat().st_size)
