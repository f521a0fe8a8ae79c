r"""What LaTeX left beside a manuscript (`.aux`, `.bcf`, `.fls`) against what was read of it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from citeaudit.auditing import pipeline
from citeaudit.formats import read
from citeaudit.rules import running
from tests.formats.test_latex import BIB, document, written

BODY = r"A \cite{hall2015} \nocite{moss2016}. \bibliography{refs}"
BCF = """<bcf:bibdata><bcf:datasource type="file" datatype="bibtex">refs.bib</bcf:datasource></bcf:bibdata>
<bcf:section number="0"><bcf:citekey order="1" intorder="1">hall2015</bcf:citekey>
<bcf:citekey order="2" nocite="1">*</bcf:citekey><bcf:citekey type="set" members="a">both</bcf:citekey>
<bcf:citekey order="2">lind2017</bcf:citekey></bcf:section>"""


def built(folder: Path, body: str = BODY, age: int = 10, **files: str) -> Path:
    """A manuscript with what LaTeX left `age` seconds later."""
    path = written(folder, text=document(body), refs__bib=BIB)
    for name, text in files.items():
        file = written(folder, name.replace("__", "."), text)
        os.utime(file, (1_000_000 + age, 1_000_000 + age))
    for file in folder.glob("*.tex"):
        os.utime(file, (1_000_000, 1_000_000))
    return path


@pytest.mark.parametrize(
    ("files", "place"),
    [
        ({"paper__aux": "\\relax\n\\citation{hall2015,moss2016}\n\\citation{lind2017}\n"}, "paper.aux:3"),
        ({"paper__aux": "\\@input{one.aux}\n\\citation{hall2015}", "one__aux": "\\citation{lind2017}\\citation{moss2016}"}, "one.aux:1"),
        ({"paper__aux": "\\abx@aux@cite{0}{hall2015}\n\\abx@aux@cite{lind2017}\\abx@aux@cite{0}{moss2016}"}, "paper.aux:2"),
        ({"paper__bcf": BCF}, "paper.bcf:4"),
    ],
)  # fmt: skip
def test_what_latex_cited_and_was_not_read_is_told_and_counted(
    tmp_path: Path, files: dict[str, str], place: str
) -> None:
    report = running.run(pipeline.audit(built(tmp_path, BODY, 10, **files)))
    assert report.audit.manuscript.notes == (
        f"{tmp_path / place}: LaTeX found 1 key cited that was not found here (lind2017); what cites it was not read",
    )
    assert report.coverage.unread == 1
    assert report.audit.manuscript.unused == ()
    assert running.exit_status(report, offline=True) == 3


def test_letters_that_latex_wrote_as_commands_are_not_compared(tmp_path: Path) -> None:
    path = built(
        tmp_path,
        r"A \cite{müller2015}. \bibliography{refs}",
        paper__aux='\\citation{m\\IeC {\\"u}ller2015}\\citation{moss2016}',
    )
    assert "moss2016" in read(path).notes[0]
    assert not any("ller" in note for note in read(path).notes if "LaTeX" in note)


@pytest.mark.parametrize("age", [0, 10])
def test_a_build_that_agrees_is_not_mentioned(tmp_path: Path, age: int) -> None:
    aux = "\\citation{hall2015}\\citation{moss2016}\\citation{REVTEX42Control}\\citation{IEEEexample:BSTcontrol}\\citation{*}"
    fls = f"PWD {tmp_path}\nINPUT /usr/share/texmf/tex/article.cls\nINPUT ./paper.tex\nINPUT {tmp_path}/paper.tex\nINPUT /usr/x.tex\n"
    manuscript = read(built(tmp_path, age=age, paper__aux=aux, paper__fls=fls))
    assert (manuscript.notes, manuscript.unread) == ((), 0)


def test_a_build_older_than_the_text_is_not_compared(tmp_path: Path) -> None:
    path = built(tmp_path, age=-1, paper__aux="\\citation{lind2017}", paper__fls="INPUT other.tex", other__tex="A")
    assert (read(path).notes, read(path).unread) == ((), 0)


def test_what_was_read_and_latex_did_not_cite_is_told(tmp_path: Path) -> None:
    path = built(
        tmp_path,
        r"A \cite{hall2015}, \cite{moss2016} \nocite{lind2017}. \bibliography{refs}",
        paper__aux="\\citation{hall2015}",
    )
    assert read(path).notes == (
        f"{path}:3: moss2016 was found cited here, but LaTeX did not cite it; what stands there may not be printed",
    )
    assert read(path).unread == 0


def test_a_file_that_latex_read_and_we_did_not_is_told(tmp_path: Path) -> None:
    path = built(tmp_path, paper__fls=f"PWD {tmp_path}\nINPUT paper.tex\nINPUT ./more.tex\n", more__tex=r"\cite{no}")
    assert read(path).notes == (
        f"{tmp_path / 'paper.fls'}:3: LaTeX read 1 file that was not read here ({tmp_path / 'more.tex'})",
    )


def test_the_bibliography_that_latex_read_counts_where_none_is_named(tmp_path: Path) -> None:
    path = built(tmp_path, r"A \cite{hall2015}. \printmyrefs", paper__aux="\\citation{hall2015}\n\\bibdata{refs}")
    assert [reference.key for reference in read(path).listed] == ["hall2015"]


def test_a_command_that_is_told_is_counted_once(tmp_path: Path) -> None:
    path = built(
        tmp_path,
        r"A \cite{hall2015} \seecite{moss2016}. \bibliography{refs}",
        paper__aux="\\citation{hall2015,moss2016}",
    )
    assert read(path).unread == 1
    assert len(read(path).notes) == 1


@pytest.mark.parametrize(("count", "told"), [(5, "k0, k1, k2, k3, k4)"), (6, "k0, k1, k2, k3, k4 and 1 more)")])
def test_a_note_names_five_keys(tmp_path: Path, count: int, told: str) -> None:
    aux = "\\citation{hall2015}\\citation{moss2016}" + "".join(f"\\citation{{k{n}}}" for n in range(count))
    (note,) = read(built(tmp_path, paper__aux=aux)).notes
    assert f"({told}; what cites them was not read" in note
