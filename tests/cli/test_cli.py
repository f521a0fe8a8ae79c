"""The command: exit codes, messages, what it prints."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from citeaudit.rules.running import checks
from tests.cli.command import citeaudit
from tests.manuscripts import LIST

SEED = str(Path(__file__).parents[2] / "seeds" / "tcr-22-2463.md")
GOOD = f"# Sleep\n\nMemory needs sleep (1,2). Moss *et al.* (2) agree. Dreams and mood too (3,4).\n{LIST}"


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    path = tmp_path / "paper.md"
    path.write_text(GOOD, encoding="utf-8")
    return path


def test_exit_codes_of_findings(paper: Path) -> None:
    assert citeaudit("audit", "--offline", str(paper)).returncode == 0
    paper.write_text(GOOD.replace("(3,4)", "(3)"), encoding="utf-8")
    assert citeaudit("audit", "--offline", str(paper)).returncode == 0  # a warning
    assert citeaudit("audit", "--offline", "--fail-on", "warning", str(paper)).returncode == 1
    paper.write_text(GOOD.replace("(3,4)", "(3,4,9)"), encoding="utf-8")
    assert citeaudit("audit", "--offline", str(paper)).returncode == 1  # an error
    assert citeaudit("audit", "--offline", "--fail-on", "never", str(paper)).returncode == 0
    assert citeaudit("audit", "--offline", "--ignore", "dangling-citation", str(paper)).returncode == 0
    assert citeaudit("audit", "--offline", "--select", "citation-order,uncited-reference", str(paper)).returncode == 0


def test_an_outage_is_incomplete_not_green(paper: Path, tmp_path: Path) -> None:
    down = {"CITEAUDIT_CROSSREF_URL": "http://127.0.0.1:9", "CITEAUDIT_CACHE": str(tmp_path / "cache")}
    done = citeaudit("audit", "--format", "json", str(paper), **down)
    assert done.returncode == 3
    report = json.loads(done.stdout)
    assert {r["resolution"]["status"] for r in report["references"]} == {"not-asked"}
    assert "year-mismatch" in report["incomplete"]
    assert citeaudit("audit", "--allow-incomplete", str(paper), **down).returncode == 0


@pytest.mark.parametrize(
    ("text", "code", "message"),
    [
        ("# Sleep\n\nMemory needs sleep (1).\n", 3, "no list of references was found"),
        (f"# Sleep\n\nNothing is cited.\n{LIST}", 3, "no citations were recognised"),
        (GOOD.replace("\n", "\r\n"), 0, "3 citations"),
        ("\ufeff" + GOOD, 0, "3 citations"),
        (GOOD.replace("4. Ö", "3. Ö"), 1, "2 references are numbered 3 (line 9 and line 10)"),
    ],
)
def test_odd_manuscripts(paper: Path, text: str, code: int, message: str) -> None:
    paper.write_bytes(text.encode())
    done = citeaudit("audit", "--offline", str(paper))
    assert done.returncode == code, done.stdout + done.stderr
    assert message in " ".join(done.stdout.split())


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["audit", "--offline", "missing.md"], "missing.md: there is no such file"),
        (["audit", "--offline", "--format", "nope", SEED], "nope"),
        (["audit", "--source", "nope", SEED], "there is no source “nope”"),
        (["audit", "--offline", "--select", "nope", SEED], "there is no check nope"),
        (["explain", "nope"], "there is no check nope"),
        (["export", "--offline", SEED, "-o", "refs.docx"], "refs.docx"),
        (["export", "--offline", SEED, "-o", "no/such/folder/refs.bib"], "cannot be written"),
        (["parse", "missing.txt"], "missing.txt: there is no such file"),
    ],
)
def test_could_not_run(args: list[str], message: str) -> None:
    done = citeaudit(*args)
    assert done.returncode == 2
    assert message in done.stderr
    assert done.stdout == ""


def test_one_unreadable_file_does_not_hide_the_others(paper: Path) -> None:
    done = citeaudit("audit", "--offline", "--format", "jsonl", str(paper), "missing.md", SEED)
    assert done.returncode == 2
    reports = [json.loads(line) for line in done.stdout.splitlines()]
    assert [report["manuscript"]["path"] for report in reports] == [str(paper), SEED]


def test_the_seed_as_the_contract_says() -> None:
    report = json.loads(citeaudit("audit", "--offline", "--format", "json", SEED).stdout)
    coverage = report["coverage"]
    assert {key: coverage[key] for key in ("references", "parsed", "resolved", "citations", "links")} == {
        "references": 80,
        "parsed": 80,
        "resolved": 26,
        "citations": 87,
        "links": 97,
    }
    link = next(c for c in report["citations"] if c["marker"] == "(39)")["links"][0]
    assert (link["reference"], link["flag"], link["suggested"]) == (39, "error", 40)
    found = [r for r in report["references"] if r["resolution"]["status"] == "found"]
    assert all(r["resolution"]["synthetic"] for r in found)
    assert {r["resolution"]["status"] for r in report["references"]} == {"found", "not-asked"}


def test_output_goes_to_a_file_whole(paper: Path, tmp_path: Path) -> None:
    out = tmp_path / "report.json"
    done = citeaudit("audit", "--offline", "--format", "json", "-o", str(out), str(paper))
    assert (done.returncode, done.stdout) == (0, "")
    assert json.loads(out.read_text("utf-8"))["version"] == 1
    assert [p.name for p in tmp_path.iterdir() if p.name.startswith(".")] == []


def test_parse_and_export(tmp_path: Path) -> None:
    lines = "Hall A. Sleep and the consolidation of memory. J Sleep 2015;3:1-9.\n\nnot a reference\n"
    done = citeaudit("parse", input=lines)
    items = [json.loads(line) for line in done.stdout.splitlines()]
    assert [item["raw"] for item in items] == lines.splitlines()
    assert items[0]["author"] == [{"family": "Hall", "given": "A"}]
    bib = tmp_path / "refs.bib"
    assert citeaudit("export", "--offline", SEED, "-o", str(bib)).returncode == 0
    text = bib.read_text("utf-8")
    assert text.count("@article{") == 80
    assert text.lower().count("doi = ") == 26


def test_resolve_offline() -> None:
    done = citeaudit("resolve", "--offline", input="Hall A. Sleep. J Sleep 2015;3:1-9.\n")
    assert done.returncode == 0
    answer = json.loads(done.stdout)
    assert (answer["status"], answer["DOI"], answer["work"]) == ("not-asked", None, None)


def test_explain_and_list() -> None:
    listed = citeaudit("checks").stdout
    for check in checks():
        assert check.name in listed
        assert check.page in citeaudit("explain", check.name).stdout


def test_an_index_is_built_told_and_asked(tmp_path: Path) -> None:
    works, folder = tmp_path / "works.jsonl", tmp_path / "index"
    work = {
        "DOI": "10.5555/naps",
        "title": ["Naps in older adults"],
        "author": [{"family": "Moss", "given": "D."}],
        "container-title": ["Journal of Synthetic Examples"],
        "issued": {"date-parts": [[2019]]},
        "volume": "7",
        "page": "21-30",
        "type": "journal-article",
    }
    works.write_text(json.dumps(work) + '\n{"DOI": "10.5555/cut', encoding="utf-8")
    built = citeaudit("index", "build", str(folder), str(works))
    assert built.returncode == 0
    assert "1 works" in built.stdout
    assert f"passed over {works}:2" in built.stderr
    assert citeaudit("index", "info", str(folder)).stdout == built.stdout
    asked = citeaudit(
        "resolve", "--source", f"index:{folder}", "--format", "jsonl", "-",
        input="Moss D. Naps in older adults. J Synth Examples 2019;7:21-30.\nNobody N. Nothing. Nowhere 1901;1:1.\n",
    )  # fmt: skip
    assert asked.returncode == 0
    found, absent = map(json.loads, asked.stdout.splitlines())
    assert (found["status"], found["DOI"]) == ("found", "10.5555/naps")
    assert (absent["status"], absent["DOI"]) == ("not-found", None)


@pytest.mark.parametrize(
    "args",
    [
        ("index", "build", "{0}/index", "{0}/none.jsonl"),
        ("index", "info", "{0}"),
        ("resolve", "--source", "index:{0}", "{0}/refs.txt"),
        ("resolve", "--source", "index", "{0}/refs.txt"),
        ("resolve", "--format", "yaml", "{0}/refs.txt"),
    ],
)
def test_an_index_that_is_none_is_one_line_and_exit_code_2(args: tuple[str, ...], tmp_path: Path) -> None:
    (tmp_path / "refs.txt").write_text("Moss D. Naps. J Sleep 2019;7:21.\n", encoding="utf-8")
    done = citeaudit(*(arg.format(tmp_path) for arg in args))
    assert done.returncode == 2
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 1
