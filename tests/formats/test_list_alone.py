"""A list of references without a text: what is audited, what is said, and what parse, resolve and export make of it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from citeaudit import formats
from citeaudit.auditing import pipeline
from citeaudit.bibliographies.reading import recognised
from citeaudit.rules.running import checks, exit_status, run
from tests.bibliographies.test_pubmed import ENDNOTE, TEXT, XML
from tests.cli.command import citeaudit

BIB = """% Encoding: UTF-8
@string{js = {J Sleep}}
@article{hall2015, author = {Hall, A.}, title = {Sleep in cats}, journal = js, volume = 3, pages = {1--9}, year = 2015}
@article{moss2019, author = {Moss, D.}, title = {Sleep in dogs}, journal = js, volume = 7, pages = {21--30}, year = 2019}
"""
CSL = [
    {"id": "hall2015", "type": "article-journal", "title": "Sleep in cats", "author": [{"family": "Hall", "given": "A."}],
     "issued": {"date-parts": [[2015]]}, "container-title": "J Sleep", "volume": "3", "page": "1-9"},
    {"id": "moss2019", "type": "article-journal", "title": "Sleep in dogs", "author": [{"family": "Moss", "given": "D."}],
     "issued": {"date-parts": [[2019]]}, "container-title": "J Sleep", "volume": "7", "page": "21-30"},
]  # fmt: skip
YAML = """---
references:
- id: hall2015
  type: article-journal
  title: Sleep in cats
- id: moss2019
  type: article-journal
  title: Sleep in dogs
...
"""
RIS = "TY  - JOUR\nID  - hall2015\nTI  - Sleep in cats\nER  - \n\nTY  - JOUR\nID  - moss2019\nTI  - Sleep in dogs\nER  - \n"
LISTS = [
    ("refs.bib", BIB, "bibtex"),
    ("refs.json", json.dumps(CSL), "csl-json"),
    ("refs.json", json.dumps({"items": CSL}), "csl-json"),
    ("refs.yaml", YAML, "csl-yaml"),
    ("refs.ris", RIS, "ris"),
    ("refs.nbib", TEXT, "pubmed"),
    ("refs.xml", ENDNOTE, "endnote-xml"),
]


@pytest.mark.parametrize("by_name", [True, False])
@pytest.mark.parametrize(("name", "text", "form"), LISTS)
@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_list_is_known(tmp_path: Path, name: str, text: str, form: str, codec: str, *, by_name: bool) -> None:
    path = tmp_path / (name if by_name else "refs.txt")
    path.write_bytes(text.encode(codec))
    report = run(pipeline.audit(path), checks())
    manuscript = report.audit.manuscript
    assert (manuscript.format, manuscript.list_alone, len(report.audit.references)) == (form, True, 2)
    assert {reference.location.path for reference in report.audit.references} == {str(path)}
    assert report.audit.uncited == ()
    assert not [finding for finding in report.findings if finding.check != "incomplete-reference"]
    assert exit_status(report, offline=True) == 0
    assert {"uncited-reference", "claim-mismatch", "self-citation"}.isdisjoint(report.incomplete)


@pytest.mark.parametrize(
    "text",
    [
        "---\nreferences:\n- id: hall2015\n  title: Sleep\n---\n\nSleep [@hall2015].\n",
        "# Sleep\n\n@hall2015 says so.\n",
        "@hall2015 says so.\n",
        "\\cite{hall2015}\n@article{hall2015, title = {Sleep}}",
        '{"version": 1, "tool": {"name": "citeaudit"}}',
        '[{"cell": "# Sleep"}]',
        "- id: it is what it is",
        "PMID is a number.",
        "TY is a tag.",
    ],
)
def test_what_is_no_list(text: str) -> None:
    form = recognised(text)
    assert form == "" or text.startswith("- id")


def test_xml_of_pubmed_is_no_article(tmp_path: Path) -> None:
    (tmp_path / "refs.xml").write_text(XML, encoding="utf-8")
    assert formats.read(tmp_path / "refs.xml").format == "pubmed-xml"


def test_what_the_report_says(tmp_path: Path) -> None:
    path = tmp_path / "refs.bib"
    path.write_text(BIB.replace("moss2019", "hall2015") + "@article{berg2020, title = {Never closed", encoding="utf-8")
    done = citeaudit("audit", "--offline", str(path))
    assert done.returncode == 1
    found = [line.removeprefix(f"{path}:") for line in done.stdout.splitlines() if line.startswith(str(path))]
    assert found == [
        "4:1 error[duplicate-key] the key “hall2015” is taken already by another work, “Sleep in cats”",
        "5:1 warning[unreadable-entry] the entry “berg2020” cannot be read, or only in part: look for a missing key, brace, quote or comma",
    ]
    assert "1 entry unreadable or read in part; a list alone: no text to weigh" in done.stdout
    assert "NO CITATIONS" not in done.stdout
    for form in ("json", "html", "sarif", "junit", "markdown", "letter", "github", "gitlab"):
        done = citeaudit("audit", "--offline", "--format", form, str(path))
        assert done.returncode == 1
        assert "NO CITATIONS" not in done.stdout


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("refs.bib", b"", "the file is empty"),
        ("refs.bib", b"Sleep and memory.", "this is not a BibTeX file"),
        ("refs.bib", b"@string{a = {b}}", "there is no reference in it"),
        ("refs.json", b'{"a": 1}', "this is not CSL-JSON"),
        ("refs.ris", b"Sleep and memory.", "this is not an RIS file"),
        ("refs.nbib", b"Sleep and memory.", "this is not a PubMed file"),
        ("refs.bib", b"@misc{a,\0}", "a binary file"),
    ],
)
def test_what_cannot_be_read(tmp_path: Path, name: str, data: bytes, message: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    done = citeaudit("audit", "--offline", str(path))
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"citeaudit: {path}: ")
    assert message in done.stderr


@pytest.mark.parametrize(("name", "text", "form"), LISTS)
def test_parse_resolve_and_export(tmp_path: Path, name: str, text: str, form: str) -> None:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    done = citeaudit("parse", str(path))
    items = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(items) == 2
    assert all(item["title"] and item["raw"] and item["id"] for item in items)
    assert citeaudit("parse", input=text).stdout == done.stdout
    looked_up = [json.loads(line) for line in citeaudit("resolve", "--offline", str(path)).stdout.splitlines()]
    assert [item["raw"] for item in looked_up] == [item["raw"] for item in items]
    exported = citeaudit("export", "--offline", str(path))
    assert (exported.returncode, exported.stdout.count("@")) == (0, 2)
    if form in ("bibtex", "csl-json", "csl-yaml"):
        assert "{hall2015,\n" in exported.stdout
        assert "{hall2015,\n" in citeaudit("parse", "-f", "bibtex", str(path)).stdout


def test_an_entry_that_is_lost_is_told(tmp_path: Path) -> None:
    path = tmp_path / "refs.bib"
    path.write_text(BIB + "@article{, title = {No key}}\n", encoding="utf-8")
    told = f"citeaudit: {path}: 2 of 3 entries read; what stands in line 5 cannot be read, or only in part\n"
    for command in (["parse"], ["export", "--offline"], ["resolve", "--offline"]):
        done = citeaudit(*command, str(path))
        assert (done.returncode, done.stderr) == (3, told)


def test_an_empty_export_is_no_success(tmp_path: Path) -> None:
    path, out = tmp_path / "paper.md", tmp_path / "refs.bib"
    path.write_text("# Sleep\n\nMemory needs sleep (1).\n", encoding="utf-8")
    done = citeaudit("export", "--offline", str(path), "-o", str(out))
    assert done.returncode == 3
    assert "no list of references was found, so there is nothing to export" in done.stderr
    assert not out.exists()


NUMBERED = """1. Hall A, Berg C. Sleep and the consolidation of memory. J Sleep 2015;3:1-9.
2. Moss D. Naps in older adults: the REMWAVE-2 trial. J Sleep 2019;7:21-30.
3. Lind E, Hall A, et al. Dreams of shift workers. Sleep Med 2020;8(2):e31.
"""


@pytest.mark.parametrize("text", [NUMBERED, "# References\n\n" + NUMBERED])
def test_a_printed_list_alone(tmp_path: Path, text: str) -> None:
    path = tmp_path / "refs.txt"
    path.write_text(text, encoding="utf-8")
    done = citeaudit("audit", "--offline", str(path))
    assert (done.returncode, "a list alone: no text to weigh" in done.stdout) == (0, True)
    assert "3 references parsed of 3" in done.stdout


@pytest.mark.parametrize(
    "text",
    [
        "# Sleep\n\n## References\n\n" + NUMBERED,
        "# Sleep\n\nNothing is cited.\n\n## References\n\n" + NUMBERED,
        "# Sleep\n\n## References\n\n"
        + NUMBERED
        + "4. Wash the cup.\n5. Pour the tea.\n6. Add the milk.\n7. Drink it.\n",
    ],
)
def test_a_text_that_cites_nothing_is_no_list(tmp_path: Path, text: str) -> None:
    path = tmp_path / "paper.md"
    path.write_text(text, encoding="utf-8")
    done = citeaudit("audit", "--offline", str(path))
    assert (done.returncode, "NO CITATIONS" in done.stdout) == (3, True)


def test_half_of_a_printed_list_must_have_a_year(tmp_path: Path) -> None:
    path = tmp_path / "refs.txt"
    undated = "3. Wash the cup with care and water.\n4. Pour the tea into the cup, gently.\n"
    path.write_text("## References\n\n" + "\n".join(NUMBERED.splitlines()[:2]) + "\n" + undated, encoding="utf-8")
    assert citeaudit("audit", "--offline", str(path)).returncode == 0
    path.write_text(path.read_text("utf-8") + "5. Drink it while it is hot, with milk.\n", encoding="utf-8")
    assert citeaudit("audit", "--offline", str(path)).returncode == 3


def test_waivers_in_comments_of_bibtex(tmp_path: Path) -> None:
    path = tmp_path / "refs.bib"
    again = "@article{hall2015, author = {Moss, D.}, title = {Naps of whales}, journal = js, volume = 9, pages = {4--8}, year = 2018}"
    path.write_text(
        f"{BIB}% citeaudit: ignore[duplicate-key] it is renamed at the printer's\n{again}\n", encoding="utf-8"
    )
    done = citeaudit("audit", "--offline", str(path))
    assert done.returncode == 0, done.stdout
    assert "1 waived" in done.stdout
    path.write_text(f"{BIB}{again}\n% citeaudit: ignore[duplicate-key] nothing follows\n", encoding="utf-8")
    done = citeaudit("audit", "--offline", str(path))
    assert done.returncode == 1
    assert "malformed-waiver" in done.stdout
