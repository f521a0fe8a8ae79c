"""`--annotate`, `--format letter` and `--template` from the command line."""

from __future__ import annotations

import io
import json
from pathlib import Path

import docx
import pytest
from typer.testing import CliRunner

from citeaudit.cli import app
from citeaudit.errors import CiteauditError
from tests.formats.test_docx_comments import BODIES, LIST, commented
from tests.formats.test_pdf_comments import made, notes_in
from tests.formats.word import word

WORD = word(*BODIES["one run"][0], *LIST)
MARKDOWN = (
    "# T\n\nSleep helps (1). Cats (7).\n\n## References\n\n1. Hall A, Berg C. Sleep and memory. J Sleep 2015;3:1-9.\n"
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "paper.docx").write_bytes(WORD)
    (tmp_path / "paper.pdf").write_bytes(made())
    (tmp_path / "paper.md").write_text(MARKDOWN, "utf-8")
    return tmp_path


def run(*arguments: str) -> tuple[int, str]:
    """The exit code and what the user is told."""
    result = CliRunner().invoke(app, ["audit", "--offline", "--no-config", "--select", "dangling-citation", *arguments])
    if isinstance(result.exception, CiteauditError):  # main prints it and exits with 2
        return 2, str(result.exception)
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result.exit_code, result.output


def test_an_annotated_copy(folder: Path) -> None:
    code, output = run("paper.docx", "--annotate", "copy.docx")
    assert (code, "dangling-citation" in output) == (1, True)
    assert commented((folder / "copy.docx").read_bytes()) == ["(7)"]
    assert (folder / "paper.docx").read_bytes() == WORD
    first = (folder / "copy.docx").read_bytes()
    assert run("copy.docx", "--annotate", "again.docx")[0] == 1
    assert (folder / "again.docx").read_bytes() == first
    assert run("paper.pdf", "--annotate", "copy.pdf")[0] == 1
    assert [note.words for _, note in notes_in((folder / "copy.pdf").read_bytes())] == ["[7]"]
    assert not list(folder.glob(".*.partial"))


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ["paper.docx", "--annotate", "paper.docx"],
            "--annotate: paper.docx is the manuscript itself, which is never changed",
        ),
        (["paper.docx", "--annotate", "link.docx"], "--annotate: link.docx is the manuscript itself"),
        (["paper.docx", "--annotate", "copy.pdf"], "--annotate: copy.pdf must end in .docx"),
        (["paper.pdf", "--annotate", "copy.docx"], "--annotate: copy.docx must end in .pdf"),
        (["paper.md", "--annotate", "copy.docx"], "--annotate: paper.md is not a Word file or a PDF"),
        (["paper.docx", "--annotate", "none/copy.docx"], "--annotate: there is no folder none; make it first"),
        (["paper.docx", "--annotate", "folder.docx"], "--annotate: folder.docx is a folder"),
        (
            ["paper.docx", "paper.pdf", "--annotate", "copy.docx"],
            "--annotate: copy.docx can be the copy of one manuscript",
        ),
        (["paper.docx", "--annotate", "a.docx", "-o", "a.docx"], "--annotate: a.docx is the file of a report, too"),
        (["missing.docx", "--annotate", "copy.docx"], "missing.docx: there is no such file"),
        (["paper.md", "--template", "t.jinja"], "--template: a template is for --format letter"),
        (
            ["paper.md", "-f", "letter", "--template", "none"],
            "none: the template cannot be read (No such file or directory)",
        ),
        (
            ["paper.md", "-f", "letter", "--template", "t.jinja"],
            "t.jinja:2: the template of the letter is broken: unexpected '}'",
        ),
        (
            ["paper.md", "-f", "letter", "--template", "late.jinja"],
            "late.jinja:2: the template of the letter is broken: 'x' is",
        ),
        (
            ["paper.md", "-f", "letter", "--template", "bytes.jinja"],
            "bytes.jinja: this is not a template, for it is not UTF-8",
        ),
        (["paper.md", "paper.docx", "-f", "letter"], "--format letter writes to the author of one manuscript"),
    ],
)
def test_what_makes_no_sense(folder: Path, arguments: list[str], message: str) -> None:
    (folder / "link.docx").symlink_to(folder / "paper.docx")
    (folder / "folder.docx").mkdir()
    (folder / "t.jinja").write_text("a\n{{ queries }\n", "utf-8")
    (folder / "late.jinja").write_text("a\n{{ x }}\n", "utf-8")
    (folder / "bytes.jinja").write_bytes(b"caf\xe9")
    before = {path: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    code, output = run(*arguments)
    assert code == 2
    assert message in output
    assert {path: path.read_bytes() for path in folder.iterdir() if path.is_file()} == before


def test_a_copy_that_cannot_be_written(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "copy.docx").write_bytes(b"old")

    def refused(self: Path, data: bytes) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "write_bytes", refused)
    code, output = run("paper.docx", "--annotate", "copy.docx")
    assert code == 2
    assert "citeaudit: copy.docx: cannot be written (Permission denied)\n" in output
    assert "dangling-citation" in output  # the report itself is not lost
    assert (folder / "copy.docx").read_bytes() == b"old"


def test_a_letter(folder: Path) -> None:
    code, output = run("paper.md", "-f", "letter")
    assert code == 1
    assert "## Query 1 (line 3)\n\n> “Cats (7).”\n" in output
    (folder / "t.jinja").write_text("{{ queries|length }} for {{ file }}", "utf-8")
    assert run("paper.md", "-f", "letter", "--template", "t.jinja") == (1, "1 for paper.md\n")


def test_a_letter_in_word(folder: Path) -> None:
    assert run("paper.md", "-f", "letter", "-o", "letter.docx", "--also", "letter=other.docx")[0] == 1
    for name in ("letter.docx", "other.docx"):
        words = [paragraph.text for paragraph in docx.Document(io.BytesIO((folder / name).read_bytes())).paragraphs]
        assert "Query 1 (line 3)" in words
    assert run("missing.md", "-f", "letter", "-o", "none.docx")[0] == 2
    assert not (folder / "none.docx").exists()


def test_a_letter_on_decisions(folder: Path) -> None:
    run("paper.md", "-f", "json", "-o", "report.json")
    [finding] = json.loads((folder / "report.json").read_text("utf-8"))["findings"]
    decision = {"check": finding["check"], "fingerprint": finding["fingerprint"], "verdict": "ask-author"}
    for verdict, asked in (("ask-author", True), ("right", False)):
        saved = {"version": 1, "decisions": [decision | {"verdict": verdict}]}
        (folder / "decisions.json").write_text(json.dumps(saved), "utf-8")
        output = run("paper.md", "-f", "letter", "--decisions", "decisions.json")[1]
        assert ("Query 1" in output) is asked
