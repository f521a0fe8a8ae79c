"""LaTeX with more than one list, lists that a program printed, packages of its own, and commands that nothing defines."""

from __future__ import annotations

import os
from json import loads
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

import citeaudit
from citeaudit.auditing import pipeline
from citeaudit.formats import read
from citeaudit.model import Manuscript
from citeaudit.reports import json
from citeaudit.rules import running
from citeaudit.rules.wording import coverage_line
from tests.formats.test_latex import document, markers, written

MAIN = """@article{hall2015, author={Hall, Ann}, title={Sleep and memory}, journal={J Sleep}, year=2015, volume=3, pages={1--9}}
@article{moss2016, author={Moss, D.}, title={Naps in older adults}, journal={J Sleep}, year=2016, volume=4, pages={11--19}}
"""
SUPPLEMENT = """@article{berg2020, author={Berg, C.}, title={Dreams}, journal={J Sleep}, year=2020, volume=8, pages={31--39}}
@article{lind2018, author={Lind, E.}, title={Moods of nurses}, journal={J Sleep}, year=2018, volume=6, pages={2--8}}
@article{hall2015, author={Hall, Bob}, title={Shift work}, journal={Work}, year=2015, volume=1, pages={5--6}}
"""


def made(folder: Path, body: str, preamble: str = "", **others: str) -> Manuscript:
    files = {"main__bib": MAIN, "supp__bib": SUPPLEMENT} | others
    return read(written(folder, text=document(body, preamble), **files))


def titles(manuscript: Manuscript) -> list[str]:
    return [reference.record.title for reference in manuscript.listed if reference.record]


def cited(manuscript: Manuscript) -> list[list[str]]:
    """The titles that each citation leads to; "?" where it leads nowhere."""
    by_key = {
        reference.key: reference.record.title if reference.record else reference.text.content
        for reference in manuscript.listed
    }
    return [[by_key.get(key, "?") for key in keys] for _, keys in markers(manuscript)]


# --------------------------------------------------------------------------- several lists


MULTIBIB = r"\usepackage{multibib}\newcites{supp,web}{Supplement, Web pages}"


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (r"\citesupp{berg2020,lind2018}", [["Dreams", "Moods of nurses"]]),
        (r"\citepsupp[see][p. 3]{lind2018} \Citetsupp*{berg2020}", [["Moods of nurses"], ["Dreams"]]),
        (r"\citeweb{berg2020}", [["Dreams"]]),
        (r"\citesupp{hall2015} \cite{hall2015}", [["Shift work"], ["Sleep and memory"]]),
        (r"\citesupp{nosuch}", [["?"]]),
    ],
)
def test_further_lists_have_commands_of_their_own(tmp_path: Path, source: str, expected: list[list[str]]) -> None:
    body = f"{source}\n\\bibliographystyle{{plain}}\\bibliography{{main}}\\bibliographystylesupp{{plain}}\\bibliographysupp{{supp}}\\bibliographyweb{{supp}}"
    manuscript = made(tmp_path, body, MULTIBIB)
    assert cited(manuscript) == expected
    assert manuscript.unread == 0
    assert "plain" not in " ".join(block.text.content for block in manuscript.blocks)


def test_each_list_has_its_entries_and_no_other(tmp_path: Path) -> None:
    body = r"\cite{moss2016} \citesupp{hall2015}\nocitesupp{*} \bibliography{main}\bibliographysupp{supp}"
    manuscript = made(tmp_path, body, r"\newcites{supp}{Supplement}")
    assert [(reference.key, reference.part) for reference in manuscript.listed] == [
        ("moss2016", ""),
        ("hall2015", "supp"),
        ("berg2020", "supp"),
        ("lind2018", "supp"),
    ]
    assert manuscript.listed_uncited == ("berg2020", "lind2018")
    assert manuscript.notes == ()


def test_a_work_in_two_lists_is_no_duplicate(tmp_path: Path) -> None:
    twice = MAIN.replace("moss2016", "naps")
    body = r"\cite{hall2015,moss2016} \citesupp{naps} \bibliography{main}\bibliographysupp{supp}"
    path = written(tmp_path, text=document(body, r"\newcites{supp}{More}"), main__bib=MAIN, supp__bib=twice)
    assert [f for f in running.run(pipeline.audit(path)).findings if f.check == "duplicate-reference"] == []
    body = r"\cite{hall2015,moss2016,naps} \bibliography{main,supp}"
    path = written(tmp_path, text=document(body), main__bib=MAIN, supp__bib=twice)
    found = [f for f in running.run(pipeline.audit(path)).findings if f.check == "duplicate-reference"]
    assert len(found) == 1


def test_json_names_the_list_of_each_reference(tmp_path: Path) -> None:
    body = r"\cite{moss2016} \citesupp{hall2015} \bibliography{main}\bibliographysupp{supp}"
    files = {"main__bib": MAIN, "supp__bib": SUPPLEMENT}
    path = written(tmp_path, text=document(body, r"\newcites{supp}{Supplement}"), **files)
    report = json.as_object(running.run(pipeline.audit(path)))
    assert [reference.get("list", "") for reference in report["references"]] == ["", "supp"]
    schema = loads((Path(citeaudit.__file__).parent / "data" / "report-1.schema.json").read_text("utf-8"))
    assert Draft202012Validator(schema).is_valid(report)


def test_an_entry_that_only_the_other_bibliography_has_is_told(tmp_path: Path) -> None:
    manuscript = made(
        tmp_path, r"\citesupp{moss2016}\bibliography{main}\bibliographysupp{supp}", r"\newcites{supp}{More}"
    )
    assert cited(manuscript) == [["Naps in older adults"]]
    (note,) = manuscript.notes
    assert note.startswith(f"{tmp_path / 'paper.tex'}:3: moss2016 is cited in a list of its own")


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (r"\autocite{hall2015} \begin{refsection}[supp.bib]\autocite{hall2015,lind2018}\end{refsection} \autocite{hall2015}",
         [["Sleep and memory"], ["Shift work", "Moods of nurses"], ["Sleep and memory"]]),
        (r"\newrefsection[supp.bib]\autocite{hall2015} \newrefsection \autocite{hall2015}", [["Shift work"], ["Sleep and memory"]]),
        (r"\begin{refsection}\addsectionbib{supp.bib}\autocite{hall2015}\end{refsection}", [["Shift work"]]),
        (r"\begin{refsection}[supp.bib,other.bib]\autocite{berg2020}\end{refsection}", [["Dreams"]]),
        (r"\begin{refsegment}\autocite{hall2015}\end{refsegment}", [["Sleep and memory"]]),
    ],
)  # fmt: skip
def test_a_section_may_name_its_own_bibliography(tmp_path: Path, body: str, expected: list[list[str]]) -> None:
    manuscript = made(tmp_path, body, r"\addbibresource[location=local]{main.bib}", other__bib=MAIN)
    assert cited(manuscript) == expected
    assert manuscript.notes == ()


def test_a_bibliography_for_all_sections(tmp_path: Path) -> None:
    body = r"\begin{refsection}[supp.bib]\autocite{moss2016,berg2020}\end{refsection}"
    manuscript = made(tmp_path, body, r"\addglobalbib{main.bib}")
    assert cited(manuscript) == [["Naps in older adults", "Dreams"]]
    assert manuscript.notes == ()


@pytest.mark.parametrize(
    "body",
    [
        r"\begin{bibunit}[plain]\cite{hall2015}\putbib[supp]\end{bibunit} \begin{bibunit}\cite{hall2015}\putbib[main]\end{bibunit}",
        r"\bibliographyunit[\chapter]\chapter{A}\cite{hall2015}\putbib[supp] \chapter{B}\cite{hall2015}\putbib[main]",
        r"\include{one}\include{two}",
    ],
)
def test_each_unit_or_chapter_has_its_bibliography(tmp_path: Path, body: str) -> None:
    manuscript = made(
        tmp_path,
        body,
        r"\usepackage{chapterbib,bibunits}",
        one__tex=r"\cite{hall2015}\bibliography{supp}",
        two__tex=r"\cite{hall2015}\bibliography{main}",
    )
    assert cited(manuscript) == [["Shift work"], ["Sleep and memory"]]
    assert len(manuscript.listed) == 2


def test_units_may_share_a_bibliography(tmp_path: Path) -> None:
    body = r"\defaultbibliography{main}\begin{bibunit}\cite{moss2016}\putbib\end{bibunit}"
    assert cited(made(tmp_path, body)) == [["Naps in older adults"]]


def test_a_citation_means_the_list_printed_next(tmp_path: Path) -> None:
    one = r"A \cite{a}.\begin{thebibliography}{9}\bibitem{a} Hall A. Sleep. J Sleep 2015;3:1.\end{thebibliography}"
    two = r"B \cite{a,b}.\begin{thebibliography}{9}\bibitem{b} Berg C. Dreams. J Sleep 2020;8:3.\bibitem{a} Moss D. Naps. J Sleep 2016;4:1.\end{thebibliography}"
    manuscript = read(written(tmp_path, text=document(one + two)))
    assert [[title[:4] for title in found] for found in cited(manuscript)] == [["Hall"], ["Moss", "Berg"]]
    assert [reference.label for reference in manuscript.listed] == ["1", "1", "2"]
    after = one.replace("A \\cite{a}.", "") + r"A \cite{a}"
    assert [[title[:4] for title in found] for found in cited(read(written(tmp_path, text=document(after))))] == [
        ["Hall"]
    ]


def test_the_bbl_of_a_further_list(tmp_path: Path) -> None:
    printed = r"\begin{thebibliography}{1}\bibitem{%s} %s A. Sleep. J Sleep 2015;3:1.\end{thebibliography}"
    manuscript = read(
        written(
            tmp_path,
            text=document(
                r"\cite{a} \citesupp{b}\bibliography{gone}\bibliographysupp{lost}", r"\newcites{supp}{Supplement}"
            ),
            paper__bbl=printed % ("a", "Hall"),
            supp__bbl=printed % ("b", "Moss"),
        )
    )
    assert [[title[:4] for title in found] for found in cited(manuscript)] == [["Hall"], ["Moss"]]


def test_bibliographies_by_pattern_and_without_a_list(tmp_path: Path) -> None:
    written(tmp_path, "refs/one.bib", MAIN)
    written(tmp_path, "refs/two.bib", SUPPLEMENT.replace("hall2015", "other"))
    manuscript = made(tmp_path, r"\autocite{moss2016,lind2018}", r"\addbibresource[glob]{refs/*.bib}")
    assert cited(manuscript) == [["Naps in older adults", "Moods of nurses"]]
    assert cited(made(tmp_path, r"\nobibliography{main}\bibentry{hall2015}")) == [["Sleep and memory"]]


# --------------------------------------------------------------------------- names that the document makes


@pytest.mark.parametrize(
    ("preamble", "body"),
    [
        ("", r"\bibliography{\jobname}"),
        (r"\newcommand{\printrefs}{\bibliography{\jobname}}", r"\printrefs"),
        (r"\newenvironment{content}{\pagestyle{plain}}{\bibliography{\jobname}\clearpage}", r"\begin{content}More.\end{content}"),
        (r"\newcommand{\refs}{paper}", r"\bibliography{\refs}"),
        (r"\newcommand{\setup}{\addbibresource{\jobname.bib}}\setup", ""),
        (r"\newcommand{\folder}{parts}", r"\input{\folder/end}"),
    ],
)  # fmt: skip
def test_names_are_made_of_macros(tmp_path: Path, preamble: str, body: str) -> None:
    written(tmp_path, "parts/end.tex", r"\bibliography{paper}")
    manuscript = made(tmp_path, rf"Sleep \cite{{moss2016}}. {body}", preamble, paper__bib=MAIN)
    assert titles(manuscript) == ["Naps in older adults"]


def test_a_bibliography_in_the_document_may_have_its_name(tmp_path: Path) -> None:
    preamble = f"\\begin{{filecontents}}[overwrite]{{\\jobname.bib}}\n{MAIN}\\end{{filecontents}}\n\\addbibresource{{\\jobname.bib}}"
    assert cited(made(tmp_path, r"A \cite{moss2016}.", preamble)) == [["Naps in older adults"]]


# --------------------------------------------------------------------------- packages of its own


STY = r"""\ProvidesPackage{mymacros}
\RequirePackage{inner}
\newcommand{\see}[1]{\cite{#1}}
\newcommand{\both}[2]{\see{#1,#2}}
\newcommand{\cohort}{Nurses' Cohort\xspace}
\newcommand{\hide}[1]{}
\newcommand{\frame@d}[1]{\vbox{\hrule #1}}
\newcommand{\boxed}[1]{\frame@d{lost #1}}
"""


def test_macros_of_a_package_beside_the_manuscript(tmp_path: Path) -> None:
    manuscript = made(
        tmp_path,
        r"The \cohort slept \see{hall2015}, \both{hall2015}{moss2016}\hide{\cite{no}}, \boxed{well} \inside{moss2016}. \bibliography{main}",
        r"\usepackage[final]{graphicx,mymacros}",
        mymacros__sty=STY,
        inner__sty=r"\DeclareRobustCommand\inside[1]{\see@inside{#1}}\def\see@inside#1{\citep{#1}}",
    )
    (block,) = manuscript.blocks
    assert block.text.content == "The Nurses’ Cohort slept [hall2015], [hall2015, moss2016], well [moss2016]."
    assert (manuscript.unread, manuscript.notes) == (0, ())


def test_a_class_beside_the_manuscript(tmp_path: Path) -> None:
    text = document(r"A \see{moss2016}.").replace("{article}", "{mine}")
    path = written(
        tmp_path,
        text=text,
        mine__cls=r"\LoadClass{article}\newcommand{\see}{\citep}\AtBeginDocument{\addbibresource{main.bib}}\newcites{x}{X}",
        main__bib=MAIN,
    )
    assert titles(read(path)) == ["Naps in older adults"]


def test_citation_commands_of_a_style_beside_the_manuscript(tmp_path: Path) -> None:
    style = r"\DeclareCiteCommand{\refer}[\mkbib]{\usebibmacro{a}}{\usebibmacro{b}}{\delim}{\usebibmacro{c}}"
    manuscript = made(
        tmp_path,
        r"\refer{hall2015}",
        r"\usepackage[style=mine,backend=biber]{biblatex}\addbibresource{main.bib}",
        mine__cbx=style,
    )
    assert cited(manuscript) == [["Sleep and memory"]]


def test_macros_of_a_package_may_cite_lists_that_come_later(tmp_path: Path) -> None:
    manuscript = made(
        tmp_path,
        r"\seesupp{berg2020}\bibliographysupp{supp}",
        r"\usepackage{a}\newcites{supp}{Supplement}",
        a__sty=r"\newcommand{\seesupp}[1]{(see \citealpsupp{#1})}",
    )
    assert cited(manuscript) == [["Dreams"]]


def test_packages_that_load_each_other_end(tmp_path: Path) -> None:
    manuscript = made(
        tmp_path,
        r"\see{hall2015}\bibliography{main}",
        r"\usepackage{a}",
        a__sty=r"\RequirePackage{b}\newcommand{\see}[1]{\cite{#1}}",
        b__sty=r"\RequirePackage{a}",
    )
    assert cited(manuscript) == [["Sleep and memory"]]


# --------------------------------------------------------------------------- commands that nothing defines


def test_a_command_that_seems_to_cite_is_told_and_counted(tmp_path: Path) -> None:
    body = "A \\cite{hall2015}.\nB \\seecite[p. 3]{moss2016} and \\seecite{hall2015,moss2016}.\n\\bibliography{main}"
    path = written(tmp_path, text=document(body), main__bib=MAIN)
    report = running.run(pipeline.audit(path))
    (note,) = report.audit.manuscript.notes
    assert note.startswith(
        f"{path}:4: \\seecite seems to cite moss2016, but nothing beside the manuscript defines it; 2 such"
    )
    assert report.audit.manuscript.blocks[0].text.content == "A [hall2015]. B and ."
    assert report.coverage.unread == 2
    assert coverage_line(report).endswith("; 2 citations not read")
    assert running.exit_status(report, offline=True) == 3
    assert running.why_incomplete(report) == "2 citations could not be read"
    assert running.exit_status(report, offline=True, allow_incomplete=True) == 0


def test_a_command_that_names_keys_of_the_list_is_told(tmp_path: Path) -> None:
    body = r"A \cite{moss2016}. B \refer{hall2015}. \Fig{fig:1} \gls{moss2016} \texttt{hall2015} \Fig{moss2016, nosuch1}\bibliography{main}"
    manuscript = made(tmp_path, body)
    assert manuscript.unread == 1
    (note,) = manuscript.notes
    assert note.startswith(
        rf"{tmp_path / 'paper.tex'}:3: \refer names hall2015, which its bibliography has, and nothing"
    )
    assert [reference.key for reference in manuscript.listed] == ["moss2016"]


def test_a_key_that_cannot_be_known_is_no_accusation(tmp_path: Path) -> None:
    manuscript = made(tmp_path, r"A \foreach\x in {hall2015,moss2016}{\cite{\x, hall2015}}\bibliography{main}")
    assert cited(manuscript) == [["Sleep and memory"]]
    assert manuscript.unread == 1
    assert r"\cite cites \x, and what that stands for is not known; this citation was not read" in manuscript.notes[0]


@pytest.mark.parametrize(
    ("source", "unused"),
    [
        ("", ["hall2015"]),
        (r"\seecite{hall2015}", []),
        (r"\refer{hall2015}", []),
        (r"\cite{\x}", []),
        (r"\refer{nosuch1}", ["hall2015"]),
    ],
)
def test_what_may_be_cited_is_not_unused(tmp_path: Path, source: str, unused: list[str]) -> None:
    manuscript = made(tmp_path, rf"A \cite{{moss2016}}. {source}\bibliography{{main}}")
    assert [reference.key for reference in manuscript.unused] == unused


@pytest.mark.parametrize(
    "source",
    [
        r"\setcitestyle{numbers}",
        r"\citestyle{plain}",
        r"\needcite{a source is missing here}",
        r"\exciteme",
        r"\newcommand{\citeme}[1]{\textbf{#1}}\citeme{hall2015}",
        r"\excited{very}",
    ],
)
def test_commands_that_cite_nothing(tmp_path: Path, source: str) -> None:
    manuscript = made(tmp_path, rf"A \cite{{hall2015}}. {source}\bibliography{{main}}")
    assert (manuscript.unread, manuscript.notes) == (0, ())


# --------------------------------------------------------------------------- lists that pandoc printed


OLD = r"""\leavevmode\vadjust pre{\hypertarget{ref-hall2015}{}}%
Hall, A., \& Moss, D. (2015). Sleep and memory in older
nurses. \emph{Journal of Sleep}, \emph{17}(2), 1265--1282.

\leavevmode\hypertarget{ref-berg2020}{}%
Berg, C. (2020). Dreams of shift workers. \emph{Journal of Sleep}, \emph{68}(3), 255--278.

"""
NEW = OLD.replace(r"\leavevmode\vadjust pre{\hypertarget{ref-hall2015}{}}%", r"\bibitem[\citeproctext]{ref-hall2015}").replace(
    r"\leavevmode\hypertarget{ref-berg2020}{}%", r"\bibitem[\citeproctext]{ref-berg2020}"
)  # fmt: skip
PREAMBLE = r"""\NewDocumentCommand\citeproctext{}{}
\NewDocumentCommand\citeproc{mm}{\begingroup\def\citeproctext{#2}\cite{#1}\endgroup}
\newenvironment{CSLReferences}[2]{\begin{list}{}{}}{\end{list}}
\newcommand{\CSLLeftMargin}[1]{\parbox[t]{\csllabelwidth}{#1}}
"""


def printed(entries: str, heading: str = "") -> str:
    return f"\n\n{heading}\n\\hypertarget{{refs}}{{}}\n\\begin{{CSLReferences}}{{1}}{{0}}\n{entries}\n\\end{{CSLReferences}}\n\nThe end."


@pytest.mark.parametrize("entries", [OLD, NEW])
@pytest.mark.parametrize("heading", ["", r"\section*{References}\label{references}"])
def test_a_list_that_pandoc_printed(tmp_path: Path, entries: str, heading: str) -> None:
    text = document(
        r"Naps help (Hall \& Moss, 2015). Dreams do not (Berg, 2020)." + printed(entries, heading), PREAMBLE
    )
    audit = pipeline.audit(written(tmp_path, text=text))
    assert [reference.record.title for reference in audit.references] == [
        "Sleep and memory in older nurses",
        "Dreams of shift workers",
    ]
    assert audit.citation_form == "author-year"
    assert [[link.reference for link in citation.links] for citation in audit.citations] == [[1], [2]]
    assert running.run(audit).findings == ()
    assert audit.manuscript.made_of_citations
    assert audit.manuscript.blocks[-1].text.content == "The end."


@pytest.mark.parametrize(
    ("source", "marker", "keys"),
    [
        (r"(\citeproc{ref-hall2015}{Hall \& Moss 2015}; \citeproc{ref-berg2020}{Berg 2020})", "(Hall & Moss 2015; Berg 2020)", "hall2015 berg2020"),
        (r"(\protect\hyperlink{ref-berg2020}{Berg 2020})", "(Berg 2020)", "berg2020"),
        (r"Berg (\citeproc{ref-berg2020}{2020})", "(2020)", "berg2020"),
        (r"{[}\citeproc{ref-hall2015}{1}, \citeproc{ref-berg2020}{2}{]}", "[1, 2]", "hall2015 berg2020"),
    ],
)  # fmt: skip
def test_citations_that_pandoc_printed(tmp_path: Path, source: str, marker: str, keys: str) -> None:
    manuscript = read(written(tmp_path, text=document(f"So {source}." + printed(NEW), PREAMBLE)))
    assert markers(manuscript) == [(marker, tuple(keys.split()))]


@pytest.mark.parametrize("label", ["{}. ", "{{[}}{}{{]}} "])
def test_numbers_that_pandoc_printed(tmp_path: Path, label: str) -> None:
    entries = "".join(
        f"\\bibitem[\\citeproctext]{{ref-k{n}}}\n\\CSLLeftMargin{{{label.format(n)}}}%\n\\CSLRightInline{{Hall A. Sleep {n}. \\emph{{J Sleep}} 2015;{n}:1.}}\n\n"
        for n in (1, 2, 3, 4)
    )
    source = r"\textsuperscript{\citeproc{ref-k1}{1}--\citeproc{ref-k3}{3}}"
    manuscript = read(written(tmp_path, text=document(f"So{source}." + printed(entries), PREAMBLE)))
    assert [reference.label for reference in manuscript.listed] == ["1", "2", "3", "4"]
    assert manuscript.listed[0].text.content == "Hall A. Sleep 1. J Sleep 2015;1:1."
    assert markers(manuscript) == [("1–3", ("k1", "k2", "k3"))]


def test_a_list_that_org_printed(tmp_path: Path) -> None:
    body = r"""A \cslcitation{1}{[1]} b \cslcitation{2}{[2]}.

\begin{cslbibliography}{0}{0}
\cslbibitem{1}{\cslleftmargin{[1]}\cslrightinline{Hall A. Sleep. J Sleep 2015;3:1.}}

\cslbibitem{2}{\cslleftmargin{[2]}\cslrightinline{Moss D. Naps. J Sleep 2016;4:1.}}

\end{cslbibliography}"""
    manuscript = read(written(tmp_path, text=document(body)))
    assert [(reference.label, reference.text.content) for reference in manuscript.listed] == [
        ("1", "Hall A. Sleep. J Sleep 2015;3:1."), ("2", "Moss D. Naps. J Sleep 2016;4:1.")
    ]  # fmt: skip
    assert markers(manuscript) == [("[1]", ("1",)), ("[2]", ("2",))]


def test_links_of_another_kind_cite_nothing(tmp_path: Path) -> None:
    body = r"\hyperlink{ref-fig}{Figure 1} and \hyperlink{x}{Box} \label{ref-a}\hypertarget{x}{there} \cite{hall2015}\bibliography{main}"
    manuscript = made(tmp_path, body)
    assert manuscript.blocks[0].text.content == "Figure 1 and Box there [hall2015]"
    assert markers(manuscript) == [("[hall2015]", ("hall2015",))]
    assert os.fspath(tmp_path) in manuscript.listed[0].text.anchors[0].path


@pytest.mark.parametrize(
    ("preamble", "body", "expected"),
    [
        ("", r"\todo[inline]{See \citep[p. 3]{hall2015}.}", ["hall2015"]),
        (r"\newglossaryentry{rem}{name=REM, description={a phase \cite{hall2015,berg}}}", "", ["hall2015"]),
        ("", r"\newacronym{rem}{REM}{a phase of sleep \cite{hall2015}}", ["hall2015"]),
        ("", r"\phantom{\cite{hall2015}}", []),
    ],
)
def test_what_is_cited_beside_the_text_is_listed(tmp_path: Path, preamble: str, body: str, expected: list[str]) -> None:
    manuscript = made(tmp_path, rf"A \cite{{moss2016}}. {body}\bibliography{{main}}", preamble)
    assert cited(manuscript) == [["Naps in older adults"]]
    assert list(manuscript.listed_uncited) == expected


def test_notes_at_the_margin_are_text_of_their_own_where_they_cite(tmp_path: Path) -> None:
    manuscript = made(
        tmp_path, r"A\marginpar{So \cite{hall2015}.} b\thanks{Funded by X (3).} \cite{moss2016}.\bibliography{main}"
    )
    assert [block.text.content for block in manuscript.blocks] == ["A b [moss2016].", "So [hall2015]."]


@pytest.mark.parametrize(("count", "told"), [(3, "k1, k2, k3, but"), (4, "k1, k2, k3, but")])
def test_a_note_names_three_keys(tmp_path: Path, count: int, told: str) -> None:
    keys = ",".join(f"k{n}" for n in range(1, count + 1))
    manuscript = made(tmp_path, rf"A \cite{{hall2015}} \seecite{{{keys}}}\bibliography{{main}}")
    assert told in manuscript.notes[0]


@pytest.mark.parametrize(("depth", "found"), [(8, True), (9, False)])
def test_packages_may_load_packages_eight_deep(tmp_path: Path, depth: int, found: bool) -> None:
    packages = {f"p{n}__sty": rf"\RequirePackage{{p{n + 1}}}" for n in range(1, depth)}
    packages[f"p{depth}__sty"] = r"\newcommand{\see}[1]{\cite{#1}}"
    manuscript = made(tmp_path, r"A \see{hall2015} \cite{moss2016}\bibliography{main}", r"\usepackage{p1}", **packages)
    assert (len(markers(manuscript)) == 2) is found
