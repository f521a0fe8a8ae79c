"""Zip archives of projects: what is read in them, under which names, and what no archive can do."""

from __future__ import annotations

import json
import os
import stat
import zipfile
from pathlib import Path

import pytest

from citeaudit.errors import ReadError
from citeaudit.formats import read
from citeaudit.projects import archives, manuscripts
from tests.cli.command import citeaudit

ROOT = "\\documentclass{article}\n\\begin{document}\n\\input{parts/one}\n\\bibliography{refs}\n\\end{document}\n"
CHAPTER = "Cats sleep \\cite{hall2015}, dogs \\cite{moss2019}.\n"
BIB = "@article{hall2015, author={Hall, A.}, title={Sleep in cats}, journal={J Sleep}, year=2015}\n"
PROJECT = {"main.tex": ROOT, "parts/one.tex": CHAPTER, "refs.bib": BIB, "fig/one.pdf": "%PDF", "latexmkrc": "x"}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def packed(name: str, files: dict[str, str]) -> None:
    with zipfile.ZipFile(name, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, text in files.items():
            archive.writestr(path, text)


@pytest.mark.parametrize("below", ["", "Sleep/"])
def test_the_document_in_an_archive_is_read_and_named_in_it(below: str) -> None:
    packed("paper.zip", {below + name: text for name, text in PROJECT.items()})
    manuscript = read("paper.zip")
    assert manuscript.path == f"paper.zip/{below}main.tex"
    assert [str(block.text.location(manuscript.path)) for block in manuscript.blocks] == [
        f"paper.zip/{below}parts/one.tex:1:1"
    ]
    assert [str(entry.text.location(manuscript.path)) for entry in manuscript.listed] == [
        f"paper.zip/{below}refs.bib:1:1"
    ]
    assert read(manuscript.path) == manuscript
    assert read(f"paper.zip/{below}parts/one.tex") == manuscript
    assert [entry.name for entry in Path.cwd().iterdir()] == ["paper.zip"]


def test_the_command_audits_what_is_in_an_archive() -> None:
    packed("paper.zip", {**PROJECT, "reply.tex": "\\documentclass{letter}"})
    done = citeaudit("audit", "paper.zip", "--offline", "--no-config", "--format", "jsonl")
    assert done.returncode == 1
    (report,) = map(json.loads, done.stdout.splitlines())
    (finding,) = report["findings"]
    assert (finding["check"], finding["location"]["path"]) == ("dangling-citation", "paper.zip/parts/one.tex")
    assert done.stderr == (
        "citeaudit: paper.zip: 1 manuscript: paper.zip/main.tex\n"
        "citeaudit: paper.zip: left out: LaTeX documents without citations (1: paper.zip/reply.tex)\n"
    )
    fixed = citeaudit("audit", "paper.zip", "--offline", "--no-config", "--fix", "--select", "missing-doi")
    assert "Traceback" not in fixed.stderr
    compared = citeaudit("audit", "paper.zip", "--offline", "--no-config", "--diff", "HEAD")
    assert (compared.returncode, compared.stderr.splitlines()[-1]) == (
        2,
        "citeaudit: paper.zip/main.tex: --diff knows nothing of what lies in an archive; unpack it into a repository",
    )


def test_several_manuscripts_in_one_archive() -> None:
    packed("paper.zip", {**PROJECT, "more.tex": ROOT})
    assert manuscripts.named(["paper.zip"]).files == ("paper.zip/main.tex", "paper.zip/more.tex")
    with pytest.raises(
        ReadError, match=r"^paper.zip: this holds 2 manuscripts; name one: paper.zip/main.tex, paper.zip/more.tex"
    ):
        read("paper.zip")


def test_faults_are_told_of_the_archive() -> None:
    packed("paper.zip", {"main.tex": ROOT.replace("refs", "gone"), "parts/one.tex": CHAPTER})
    with pytest.raises(ReadError, match=r"^paper.zip/main.tex:4: the bibliography gone.bib is not there"):
        read("paper.zip")
    with pytest.raises(ReadError, match=r"^paper.zip/none.tex: there is no such file"):
        read("paper.zip/none.tex")


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({"notes.csv": "a,b"}, "paper.zip: no manuscript was found in this archive"),
        ({"README.md": "x"}, r"found in this archive; left out: read-me files and the like \(1: paper.zip/README.md\)"),
        ({}, "no manuscript was found in this archive"),
    ],
)
def test_an_archive_with_something_else(files: dict[str, str], message: str) -> None:
    packed("paper.zip", files)
    assert manuscripts.named(["paper.zip"]).files == ("paper.zip",)
    with pytest.raises(ReadError, match=message):
        read("paper.zip")


def test_what_is_no_archive() -> None:
    Path("broken.zip").write_bytes(b"PK\3\4 nothing")
    assert manuscripts.named(["broken.zip"]).files == ("broken.zip",)
    with pytest.raises(ReadError, match=r"broken.zip: this is not a zip archive that can be read"):
        read("broken.zip")
    with pytest.raises(ReadError, match=r"none.zip: there is no such file"):
        read("none.zip")
    packed("word.zip", {"[Content_Types].xml": "", "word/document.xml": ""})
    assert not archives.is_archive("word.zip")


def test_nothing_is_written_outside(folder: Path) -> None:
    names = [
        "../out.tex",
        "/tmp/out.tex",
        "a/../../out.tex",
        "C:/out.tex",
        "..\\out.tex",
        "a" * 500 + ".tex",
        "__MACOSX/main.tex",
    ]
    with zipfile.ZipFile("paper.zip", "w") as archive:
        for name in names:
            archive.writestr(name, ROOT)
        link = zipfile.ZipInfo("link.tex")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
        archive.writestr("main.tex", ROOT.replace("parts/one", "link"))
    with archives.unpacked("paper.zip") as inside:
        found = [os.path.relpath(os.path.join(at, file), inside) for at, _, files in os.walk(inside) for file in files]  # noqa: PTH118
    assert found == ["main.tex"]
    assert not Path(inside).exists()
    assert not (folder.parent / "out.tex").exists()


def test_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    packed("paper.zip", PROJECT)
    size = sum(len(PROJECT[name]) for name in ("main.tex", "parts/one.tex", "refs.bib"))
    monkeypatch.setattr(archives, "_MOST_BYTES", size)
    assert read("paper.zip").listed
    monkeypatch.setattr(archives, "_MOST_BYTES", size - 1)
    with pytest.raises(ReadError, match="it unpacks to more than"):
        read("paper.zip")
    monkeypatch.setattr(archives, "_MOST_ENTRIES", len(PROJECT) - 1)
    with pytest.raises(ReadError, match="an archive of 5 files is not one of manuscripts"):
        read("paper.zip")


def test_a_file_past_the_limit_is_left_in_the_archive(monkeypatch: pytest.MonkeyPatch) -> None:
    packed("paper.zip", {**PROJECT, "table.tex": "x" * 1_000})
    monkeypatch.setattr(archives, "_LARGEST_FILE_BYTES", 999)
    with archives.unpacked("paper.zip") as inside:
        assert not Path(inside, "table.tex").exists()
        assert Path(inside, "main.tex").exists()
    monkeypatch.setattr(archives, "_LARGEST_FILE_BYTES", 1_000)
    with archives.unpacked("paper.zip") as inside:
        assert Path(inside, "table.tex").exists()
