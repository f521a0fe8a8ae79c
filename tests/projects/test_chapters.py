"""Chapters of LaTeX and the documents that they are part of."""

from __future__ import annotations

from pathlib import Path

import pytest

from citeaudit.formats import read
from citeaudit.projects import latex, manuscripts
from citeaudit.projects.latex import root_of

BIB = "@article{hall2015, author={Hall, A.}, title={Sleep in cats}, journal={J Sleep}, volume=3, pages={1--9}, year=2015}\n"
ROOT = "\\documentclass{book}\n\\begin{document}\n%s\n\\bibliography{refs}\n\\end{document}\n"
CHAPTER = "Cats sleep \\cite{hall2015}.\n"


@pytest.fixture(autouse=True)
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def made(**files: str) -> None:
    """Files by name, with two underscores for a slash and one for a full stop: `parts__one_tex`."""
    for name, text in files.items():
        path = Path(name.replace("__", "/").replace("_", "."))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    ("reads", "begins"),
    [
        ("\\input{parts/one}", ""),
        ("\\include{parts/one}", ""),
        ("\\input parts/one ", ""),
        ("\\subfile{parts/one.tex}", "\\documentclass[../main]{subfiles}\n\\begin{document}\n"),
        ("\\import{parts/}{one}", ""),
        ("\\subimport{parts}{one.tex}", ""),
        ("\\input{parts/all}", ""),
        ("\\input{parts/one}", "% !TEX root = ../main.tex\n"),
        ("\\input{parts/one}", "%!TeX root=../main\n"),
        ("\\input{parts/one}", "% !TEX root = ../gone.tex\n"),
        ("\\input{parts/one}", "\ufeff% ! TeX root = ../main.tex\r\n"),
        ("\\input{parts/one}", '% Local Variables:\n%%% TeX-master: "../main"\n% End:\n'),
    ],
)
def test_the_document_that_reads_a_chapter_is_its_root(reads: str, begins: str) -> None:
    made(main_tex=ROOT % reads, refs_bib=BIB, parts__all_tex="\\input{one}", parts__one_tex=begins + CHAPTER)
    root = root_of("parts/one.tex")
    assert root is not None
    assert (root.path, root.others, root.doubt) == ("main.tex", (), "")
    manuscript = read("parts/one.tex")
    assert manuscript.path == "main.tex"
    assert [listed.key for listed in manuscript.listed] == ["hall2015"]
    absolute = root_of(str(Path("parts/one.tex").absolute()))
    assert absolute is not None
    assert absolute.path == str(Path("main.tex").absolute())


@pytest.mark.parametrize(
    "text",
    [
        "% \\input{parts/one}",
        "\\begin{verbatim}\n\\input{parts/one}\n\\end{verbatim}",
        "\\input{parts/other}",
        "\\input{\\jobname-one}",
    ],
)
def test_what_does_not_read_it_is_not_its_root(text: str) -> None:
    made(main_tex=ROOT % text, parts__one_tex=CHAPTER, notes_tex="\\input{parts/one}")
    assert root_of("parts/one.tex") is None
    assert manuscripts.named(["parts/one.tex"]).files == ("parts/one.tex",)


def test_a_whole_document_has_no_root() -> None:
    made(main_tex=ROOT % "\\input{other}", other_tex=ROOT % CHAPTER)
    assert root_of("other.tex") is None
    assert root_of("main.tex") is None
    assert root_of("none.tex") is None


def test_a_root_that_is_named_may_lie_anywhere_in_the_repository_and_nowhere_else(repository: Path) -> None:
    made(tex__main_tex=ROOT % "", parts__one_tex="% !TEX root = ../tex/main.tex\n" + CHAPTER)
    root = root_of("parts/one.tex")
    assert root is not None
    assert root.path == "tex/main.tex"
    assert root.doubt == "tex/main.tex, which it names as its root, does not seem to read it"
    assert root.doubt in manuscripts.named(["parts/one.tex"]).remarks[0]
    made(inner__parts__one_tex="% !TEX root = ../../tex/main.tex\n" + CHAPTER)
    (repository / "inner/.git").mkdir()
    assert root_of("inner/parts/one.tex") is None


def test_of_several_documents_the_likeliest_is_audited_and_the_others_are_told() -> None:
    reads = ROOT % "\\input{parts/one}"
    made(a4_tex=reads, main_tex=reads, letter_tex=reads, parts__one_tex=CHAPTER)
    found = manuscripts.named(["parts/one.tex"])
    assert found.files == ("main.tex",)
    assert "parts/one.tex: is read by a4.tex, letter.tex, too; name one of them to audit it" in found.remarks


def test_the_nearest_document_counts() -> None:
    made(main_tex=ROOT % "\\input{parts/one}", parts__own_tex=ROOT % "\\input{one}", parts__one_tex=CHAPTER)
    root = root_of("parts/one.tex")
    assert root is not None
    assert root.path == "parts/own.tex"


def test_circles_end() -> None:
    made(
        main_tex=ROOT % "\\input{a}", a_tex="\\input{b}", b_tex="\\input{a}\\input{main}", c_tex="% !TEX root = d.tex\n"
    )
    made(d_tex="% !TEX root = c.tex\n")
    root = root_of("b.tex")
    assert root is not None
    assert root.path == "main.tex"
    assert root_of("c.tex") is None


def test_chapters_of_one_document_are_audited_once() -> None:
    made(main_tex=ROOT % "\\input{parts/one}\\input{parts/two}", parts__one_tex=CHAPTER, parts__two_tex=CHAPTER)
    made(paper_md="# Sleep")
    found = manuscripts.named(["parts/one.tex", "paper.md", "parts/two.tex", "main.tex", "paper.md"])
    assert found.files == ("main.tex", "paper.md", "paper.md")
    assert found.remarks == ("parts/one.tex, parts/two.tex are parts of main.tex, which is audited once",)
    assert manuscripts.named(["main.tex", "parts/one.tex"]).files == ("main.tex",)
    assert manuscripts.named(["parts/two.tex"]).remarks == ("parts/two.tex is part of main.tex, which is audited",)


def test_a_text_that_is_not_saved_decides() -> None:
    made(main_tex=ROOT % "\\input{one}", one_tex=CHAPTER)
    assert root_of("one.tex", ROOT % CHAPTER) is None
    root = root_of("one.tex", f"New. {CHAPTER}")
    assert root is not None
    assert root.path == "main.tex"


def test_files_past_the_limit_are_taken_for_empty(monkeypatch: pytest.MonkeyPatch) -> None:
    made(main_tex=ROOT % "\\input{one}", one_tex=CHAPTER)
    size = Path("main.tex").stat().st_size
    monkeypatch.setattr(latex, "_LARGEST_BYTES", size)
    assert root_of("one.tex") is not None
    monkeypatch.setattr(latex, "_LARGEST_BYTES", size - 1)
    assert root_of("one.tex") is None
