"""The LaTeX reader: text, citations, files, references, and what must not bring it down."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from citeaudit.auditing import pipeline
from citeaudit.errors import ReadError
from citeaudit.formats import latex, read
from citeaudit.model import Block, BlockKind, Manuscript, Style
from citeaudit.rules import running

BIB = """@string{js = "Journal of Sleep"}
@article{hall2015, author={Hall, Ann and Berg, Carl}, title={Sleep and memory}, journal=js, year=2015, volume=3, pages={1--9}}
@article{moss2016, author={Moss, D.}, title={Naps}, journal=js, year=2016, volume=4, pages={11--19}}
@article{lind2017, author={Lind, E.}, title={Night shifts}, journal=js, year=2017, volume=5, pages={21--29}}
"""
LIST = r"\begin{thebibliography}{9}\bibitem{a} Hall A. Sleep and memory. J Sleep 2015;3:1.\end{thebibliography}"


def document(body: str, preamble: str = "") -> str:
    return f"\\documentclass{{article}}\n{preamble}\\begin{{document}}\n{body}\n\\end{{document}}\n"


def parsed(body: str, preamble: str = "", *, path: str = "paper.tex") -> Manuscript:
    return latex.read(path, document(body + LIST, preamble).encode())


def written(folder: Path, name: str = "paper.tex", text: str = "", **others: str) -> Path:
    for other, content in {name: text, **{key.replace("__", "."): value for key, value in others.items()}}.items():
        file = folder / other
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content, encoding="utf-8")
    return folder / name


def contents(manuscript: Manuscript) -> list[str]:
    return [block.text.content for block in manuscript.blocks]


def markers(manuscript: Manuscript) -> list[tuple[str, tuple[str, ...]]]:
    return [
        (block.text.content[mark.start : mark.end], mark.keys) for block in manuscript.blocks for mark in block.marks
    ]


def places(manuscript: Manuscript) -> list[str]:
    return [
        str(block.text.location(manuscript.path, mark.start, mark.end))
        for block in manuscript.blocks
        for mark in block.marks
    ]


# --------------------------------------------------------------------------- what is LaTeX


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"\\documentclass{article}", True),
        (b"\xef\xbb\xbf% !TEX root\n\n  % x\n\\documentclass[11pt]{article}", True),
        (b"\\RequirePackage{fix-cm}\n\\documentclass{book}", True),
        (b"\\begin{filecontents*}{refs.bib}\n", True),
        (b"# Title\n\n\\documentclass{article}", False),
        (b"% \\documentclass{article}\nA text.", False),
        (b"\\documentclasses", False),
        (b"", False),
        (b"%" * 1_000_000, False),
        (b" \n" * 500_000 + b"x", False),
    ],
)
def test_latex_is_recognised_by_its_first_command(data: bytes, expected: bool) -> None:
    assert latex.recognises(data) is expected


# --------------------------------------------------------------------------- text


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (r"M\"uller, M{\"u}ller, M\"{u}ller", "Müller, Müller, Müller"),
        (r"\v{S}v\'{\i}\v cek, \c{c}a, \'Etat, \aa, {\O}rsted, stra\ss e", "Švíček, ça, État, å, Ørsted, straße"),
        ("``A'' and `b' -- c --- d~e", "“A” and ‘b’ – c — d e"),
        (r"95\% of 3\,000 \& more\ldots", "95% of 3 000 & more…"),
        ("a % comment \\cite{x}\n   b%\nc", "a bc"),
        (r"\emph{a \textbf{b}} \unknown{c} \unknown[d]{e}", "a b c e"),
        (r"a\label[eq]{x} b\label {ref-y}", "a b"),
        (r"a\label{x} b\footnotesize c \vspace{2cm}d \textcolor{red}{e}", "a b c d e".replace("b c", "bc")),
        (r"\href{https://a.b/c_d}{here} \url{http://a.b/%7Ec_d#e} \doi{10.1/a_b}", "here http://a.b/%7Ec_d#e doi:10.1/a_b"),
        (r"\verb|\cite{x} %| and \enquote{so}", r"\cite{x} % and “so”"),
        (r"$p < 0.01$ and \(\alpha\) and $\frac{1}{2}$", "p<0.01 and α and 1/2"),
        (r"costs \$5 and $x$", "costs $5 and x"),
        (r"\texorpdfstring{a}{b} \iffalse no \cite{no} \else yes \fi \iftrue c \else d \fi", "a yes c"),
        (r"a \begin{comment} \cite{no} \end{comment} b", "a b"),
        (r"a \begin{verbatim*} \cite{no} \end{verbatim*} b", "a b"),
        (r"\csname made up\endcsname a\penalty0 b\hskip 2pt plus 1fil c", "ab c"),
        (r"unbalanced } and { groups", "unbalanced and groups"),
        (r"a lone $ sign", "a lone $ sign"),
    ],
)  # fmt: skip
def test_text(source: str, expected: str) -> None:
    assert contents(parsed(source)) == [expected]


def test_blocks_have_their_kinds() -> None:
    manuscript = parsed(
        r"""\maketitle
\section[Short]{First \emph{part}}
One.\footnote{A note.} Two.

\begin{itemize}\item a \item[(x)] b\end{itemize}
\begin{enumerate}\item c

more \item d\end{enumerate}
\begin{description}\item[Term] text\end{description}
\begin{figure}\includegraphics[width=1cm]{x.png}\caption[s]{A \cite{a} legend.}\end{figure}
\begin{tabular}{ll}\toprule A & B \\[2pt] \multicolumn{2}{c}{C} \\ \end{tabular}
\subsubsection*{Deep}
\paragraph{Run in.} End.""",
        r"\title[T]{A title \\ in two lines\thanks{x}} \author{N. N.}",
    )
    assert manuscript.title == "A title in two lines"
    assert [(block.kind, block.level, block.marker, block.text.content) for block in manuscript.blocks] == [
        (BlockKind.HEADING, 1, "", "A title in two lines"),
        (BlockKind.HEADING, 2, "", "First part"),
        (BlockKind.PARAGRAPH, 0, "", "One. Two."),
        (BlockKind.PARAGRAPH, 0, "", "A note."),
        (BlockKind.LIST_ITEM, 0, "-", "a"),
        (BlockKind.LIST_ITEM, 0, "(x)", "b"),
        (BlockKind.LIST_ITEM, 0, "1.", "c"),
        (BlockKind.PARAGRAPH, 0, "", "more"),
        (BlockKind.LIST_ITEM, 0, "2.", "d"),
        (BlockKind.LIST_ITEM, 0, "", "Term text"),
        (BlockKind.LEGEND, 0, "", "A [a] legend."),
        (BlockKind.TABLE, 0, "", "A | B"),
        (BlockKind.TABLE, 0, "", "C"),
        (BlockKind.HEADING, 4, "", "Deep"),
        (BlockKind.HEADING, 5, "", "Run in."),
        (BlockKind.PARAGRAPH, 0, "", "End."),
    ]


def test_styles_are_runs() -> None:
    (block,) = parsed(r"\emph{it} {\bf bold} x$^{1,2}$ CO$_2$ $a_1$ y\textsuperscript{3}").blocks
    assert [(block.text.content[run.start : run.end], run.style) for run in block.text.runs] == [
        ("it", Style.ITALIC),
        ("bold", Style.BOLD),
        ("1,2", Style.SUPERSCRIPT),
        ("2", Style.SUBSCRIPT),
        ("a_1", Style.MATH),
        ("3", Style.SUPERSCRIPT),
    ]


# --------------------------------------------------------------------------- citations


@pytest.mark.parametrize(
    ("source", "marker", "keys"),
    [
        (r"\cite{a}", "[a]", "a"),
        (r"\citep[see][p.~3]{a, b}", "[see a, b, p. 3]", "a b"),
        (r"\citep[p. 3]{a}", "[a, p. 3]", "a"),
        (r"\citep[see][]{a}", "[see a]", "a"),
        (r"\citet*{a}", "[a]", "a"),
        (r"\Citealp {a}", "[a]", "a"),
        ("\\cite[x]%\n  {a,% c\n  b}", "[a, b, x]", "a b"),
        (r"\citeauthor{a}", "[a]", "a"),
        (r"\citeyearpar{a}", "[a]", "a"),
        (r"\parencite*[12]{a}", "[a, 12]", "a"),
        (r"\Textcite{a}", "[a]", "a"),
        (r"\autocite{a}", "[a]", "a"),
        (r"\footcite[see][]{a}", "[see a]", "a"),
        (r"\supercite{a}", "[a]", "a"),
        (r"\smartcite{a}", "[a]", "a"),
        (r"\fullcite{a}", "[a]", "a"),
        (r"\footfullcite{a}", "[a]", "a"),
        (r"\cites(pre)(post)[see][3]{a}{b}[4]{c}", "[see a, 3; b; c, 4]", "a b c"),
        (r"\parencites{a}{b}", "[a; b]", "a b"),
        (r"\volcite[see]{2}[12]{a}", "[a, 12]", "a"),
        (r"\citeA<e.g.,>[p. 4]{a}", "[e.g., a, p. 4]", "a"),
        (r"\shortcite{a}", "[a]", "a"),
        (r"\onlinecite{a}", "[a]", "a"),
        (r"\newcite{a}", "[a]", "a"),
        (r"\shortciteNN{a}", "[a]", "a"),
        (r"\apud[p. 3]{a}{b}", "[a, p. 3; b]", "a b"),
        (r"\citenum{a}", "[a]", "a"),
        (r"\cite{a,*b,*[see]c}", "[a, b, c]", "a b c"),
        (r"\cite{a,a}", "[a, a]", "a"),
        (r"\cite{DBLP:conf/x/Y_1-2+3}", "[DBLP:conf/x/Y_1-2+3]", "DBLP:conf/x/Y_1-2+3"),
        (r"$^{\cite{a}}$", "[a]", "a"),
        (r"\begin{equation} x \text{ from \cite{a}} \end{equation}", "[a]", "a"),
        (r"\textcquote[3]{a}{words}", "[a, 3]", "a"),
        (r"\begin{displaycquote}[3]{a}words\end{displaycquote}", "[a, 3]", "a"),
        (r"\href{http://a.b}{\cite{a}}", "[a]", "a"),
    ],
)
def test_citation_commands(source: str, marker: str, keys: str) -> None:
    manuscript = parsed(f"Sleep {source} matters.")
    assert markers(manuscript) == [(marker, tuple(keys.split()))]


@pytest.mark.parametrize(
    "source",
    [r"\cite{}", r"\nocite{a}", r"\shortcites{a}", r"\bstctlcite{IEEEexample:BSTcontrol}", r"\citestyle{a}", r"\verb|\cite{a}|", r"\cite", r"\cite{a", r"\%\excite{a}", r"\def\x{\cite{a}}"],
)  # fmt: skip
def test_no_citation(source: str) -> None:
    assert markers(parsed(f"Sleep {source} matters.\n\nMore.")) == []


@pytest.mark.parametrize(
    ("definition", "source", "expected"),
    [
        (r"\newcommand{\nice}{NICE\xspace}", r"The \nice guideline, \nice.", "The NICE guideline, NICE."),
        (r"\newcommand\refs{\citep{a}}", r"So \refs.", "So [a]."),
        (r"\def\q#1{\cite{#1}}", r"So \q{a}.", "So [a]."),
        (r"\newcommand{\w}[2][see]{(#1: #2)}", r"\w{x} \w[y]{z}", "(see: x) (y: z)"),
        (r"\NewDocumentCommand{\w}{m m}{#2 #1}", r"\w{x}{y}", "y x"),
        (r"\NewDocumentCommand{\w}{s d<> m}{#3}", r"a \w{x}", "a x"),
        (r"\let\oldcite\cite", r"So \oldcite{a}.", "So [a]."),
        (r"\newcommand{\be}{\begin{equation}}\newcommand{\ee}{\end{equation}}", r"a \be x \ee b", "a x b"),
        (r"\renewcommand{\section}[1]{gone}", r"a \emph{b}", "a b"),
        (r"\newif\ifdraft", r"a \ifdraft b \cite{no} \else c \fi d", "a c d"),
        (r"\newif\ifdraft \drafttrue", r"a \ifdraft b\else c\fi", "a b"),
        (r"\makeatletter\def\my@cmd#1{x}\newcommand{\w}{\my@cmd{y}z}\makeatother", r"\w", "xz"),
        (r"\newcommand{\todo}[1]{}", r"a \todo{b} c", "a c"),
        (r"\newenvironment{box}[1]{\bfseries #1}{\end}", r"\begin{box}{a}b\end{box}", "ab"),
        (r"\newenvironment{box}[1]{#1: \cite{a}}{so \cite{a}.}", r"\begin{box}{a}b \end{box}", "a: [a]b so [a]."),
        (r"\NewDocumentEnvironment{box}{o m}{#2 \cite{a} }{}", r"\begin{box}[x]{a}b\end{box}", "a [a] b"),
        (r"\renewenvironment{thebibliography}[1]{\cite{a}}{\cite{a}}", r"\cite{a} b", "[a] b"),
        (r"\newcommand{\citeon}[2]{#1 \cite{#2}}", r"\citeon{b}{a}", "b [a]"),
        (r"\newcommand{\citeposs}[1]{\citeauthor{#1}'s (\citeyear{#1})}", r"\citeposs{a} b", "[a] b"),
        (r"\newcommand{\citep}[1]{(\cite[p. 3]{#1})}", r"\citep{a} b", "[a] b"),
        (r"\newcommand{\citeb}[1]{\cite[p. #1]{a}}", r"\citeb{3} b", "[a, p. 3] b"),
        (r"\newcommand{\citea}{\cite{a}}", r"As \citea{} b.", "As [a] b."),
        (
            r"\newcommand{\nc}{\newcommand}\nc\see[1]{\cite{#1}}\let\pc\providecommand\pc{\so}{so}",
            r"\see{a} \so",
            "[a] so",
        ),
        (r"\renewcommand{\cite}[1]{\citep{#1}}", r"\cite{a}", "[a]"),
        (r"\newrobustcmd*{\see}[2][]{\cite[#1]{#2}}", r"\see[p. 3]{a}", "[a, p. 3]"),
        (
            r"\NewDocumentCommand{\see}{s O{b} o m}{\IfBooleanTF{#1}{S}{N}#2\IfNoValueTF{#3}{}{, #3}\cite{#4}}",
            r"\see{a} \see*[c][d]{a}",
            "Nb[a] Sc, d[a]",
        ),
        (
            r"\makeatletter\def\see{\@ifstar\see@s\see@n}\def\see@s#1{S\cite{#1}}\def\see@n#1{N\cite{#1}}\makeatother",
            r"\see{a} \see*{a}",
            "N[a] S[a]",
        ),
        (r"\def\see[#1]#2{\cite[#1]{#2}}", r"\see[p. 3]{a}", "[a, p. 3]"),
        (r"\LetLtxMacro{\old}{\cite}\NewCommandCopy\older\cite", r"\old{a} \older{a}", "[a] [a]"),
        (r"\newcommand{\hall}{a}", r"\cite{\hall}", "[a]"),
        (
            r"\newcommand{\see}[2][]{\ifthenelse{\equal{#1}{}}{\citep{#2}}{\citep[#1]{#2}}}",
            r"\see{a} \see[p. 3]{a}",
            "[a] [a, p. 3]",
        ),
        (
            r"\newcommand{\see}[2][]{\ifthenelse{\not\isempty{#1}}{\citep[#1]{#2}}{\citep{#2}}}",
            r"\see{a} \see[p. 3]{a}",
            "[a] [a, p. 3]",
        ),
        (r"\newcommandx{\see}[2][1=, usedefault]{\cite[#1]{#2}}", r"\see{a} \see[p. 3]{a}", "[a] [a, p. 3]"),
        (r"\newcommandtwoopt{\see}[3][][]{\cite[#1][#2]{#3}}", r"\see{a} \see[cf.][p. 3]{a}", "[a] [cf. a, p. 3]"),
        (
            r"\csdef{see}#1{\cite{#1}}\expandafter\newcommand\csname see@it\endcsname[1]{so \cite{#1}}",
            r"\see{a} \csuse{see}{a} \csname see@it\endcsname{a} \csname no\endcsname",
            "[a] [a] so [a]",
        ),
        (r"\DeclareCiteCommand{\refer}[\mkbib]{a}{b}{c}{d}", r"\refer{a} \refer[see][p. 3]{a}", "[a] [see a, p. 3]"),
    ],
)
def test_macros_are_expanded_or_vanish(definition: str, source: str, expected: str) -> None:
    assert contents(parsed(source, definition)) == [expected]


def test_environments_of_the_document_may_stand_in_one_another() -> None:
    preamble = r"\newenvironment{box}{\begin{quote}}{\cite{a}\end{quote}}"
    manuscript = parsed(r"\begin{box}b \begin{box}c \end{box}d \end{box}e", preamble)
    assert contents(manuscript) == ["b", "c [a]", "d [a]", "e"]


def test_places_are_those_of_the_source() -> None:
    body = "Sleep~\\cite{a} and\n  naps \\citep[see][p. 3]{a,\n b}.\n% x\n\n\\newcommand{\\w}{so \\cite{a}}\nThen \\w."
    manuscript = parsed(body)
    assert places(manuscript) == ["paper.tex:3:7", "paper.tex:4:8", "paper.tex:9:6"]
    first, second = manuscript.blocks[0].marks
    whole = manuscript.blocks[0].text.location("paper.tex", second.start, second.end)
    assert (whole.end_line, whole.end_column) == (5, 4)
    end = manuscript.blocks[0].text.location("paper.tex", first.start, first.end)
    assert (end.line, end.column, end.end_line, end.end_column) == (3, 7, 3, 15)


def test_every_plain_character_knows_its_place() -> None:
    body = 'A \\emph{few} words -- and   \\textbf{more\n   of} them % c\nhere, M\\"uller.\n\nNew'
    source = document(body).split("\n")
    for block in latex.read("p.tex", document(body).encode()).blocks:
        for offset, character in enumerate(block.text.content):
            line, column = block.text.position(offset)
            if character.isascii() and character.isalpha():
                assert source[line - 1][column - 1] == character


# --------------------------------------------------------------------------- files


def test_included_files_are_read_in_place(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        text=document("\\input{parts/one}\nMain \\cite{hall2015}.\n\\include{two}\n\\bibliography{refs}"),
        refs__bib=BIB,
        two__tex="Two \\cite{lind2017}.",
    )
    written(tmp_path, "parts/one.tex", "% note\nOne \\cite{moss2016}.\n\\input{parts/macros}\n")
    written(tmp_path, "parts/macros.tex", "\\newcommand{\\q}{\\cite{hall2015}}\nThree \\q.")
    manuscript = read(path)
    assert [Path(place).name for place in places(manuscript)] == [
        "one.tex:2:5", "macros.tex:2:7", "paper.tex:4:6", "two.tex:1:5"
    ]  # fmt: skip
    orders = [block.text.anchors[0].order for block in manuscript.blocks]
    assert orders == [1, 3]
    assert manuscript.blocks[0].text.anchors[0].path == os.fspath(tmp_path / "parts" / "one.tex")
    assert [reference.key for reference in manuscript.listed] == ["moss2016", "hall2015", "lind2017"]
    assert manuscript.listed[0].text.location(manuscript.path).path == os.fspath(tmp_path / "refs.bib")
    assert manuscript.notes == ()


def test_a_relative_path_stays_relative(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written(tmp_path, text=document("\\input{one}\\bibliography{refs}"), one__tex="\\cite{moss2016}", refs__bib=BIB)
    monkeypatch.chdir(tmp_path)
    manuscript = read("paper.tex")
    assert places(manuscript) == ["one.tex:1:1"]
    assert manuscript.listed[0].text.location("paper.tex").path == "refs.bib"


@pytest.mark.parametrize(
    ("command", "file"),
    [
        ("\\input part", "part.tex"),
        ("\\input{part.tex}", "part.tex"),
        ('\\input{"part"}', "part.tex"),
        ("\\import{sub/}{part}", "sub/part.tex"),
        ("\\subfile{sub/part}", "sub/part.tex"),
        ("\\input{sub/part.ltx}", "sub/part.ltx"),
    ],
)
def test_ways_to_read_a_file(tmp_path: Path, command: str, file: str) -> None:
    body = (
        "\\documentclass[../paper]{subfiles}\\begin{document}\nPart.\\end{document}"
        if "subfile" in command
        else "Part."
    )
    written(tmp_path, file, body)
    path = written(tmp_path, text=document(f"Before.\n\n{command}\n\nAfter."))
    assert contents(read(path)) == ["Before.", "Part.", "After."]


@pytest.mark.parametrize("name", ["../secret", "../secret.tex", "/etc/passwd", "link", "folder/../../secret"])
def test_no_file_outside_the_folder_is_read(tmp_path: Path, name: str) -> None:
    written(tmp_path, "secret.tex", "SECRET")
    path = written(tmp_path / "inside", text=document(f"A.\n\\input{{{name}}}\nB."))
    (tmp_path / "inside" / "link.tex").symlink_to(tmp_path / "secret.tex")
    manuscript = read(path)
    assert contents(manuscript) == ["A. B."]
    assert len(manuscript.notes) == 1
    assert "outside the manuscript's folder" in manuscript.notes[0]
    assert manuscript.notes[0].startswith(f"{path}:4: ")


@pytest.mark.parametrize("name", ["|ls", "$HOME/x", "", "a\\b", "nothing-here"])
def test_odd_names_of_files_are_harmless(tmp_path: Path, name: str) -> None:
    assert contents(read(written(tmp_path, text=document(f"A.\n\\input{{{name}}}\nB.")))) == ["A. B."]


def test_cycles_and_bombs_end(tmp_path: Path) -> None:
    path = written(
        tmp_path, text=document("A. \\input{b}"), b__tex="B. \\input{paper} \\input{b}", c0__tex="x " * 50_000
    )
    assert contents(read(path)) == ["A. B."]
    assert len(read(path).notes) == 2
    for level in range(1, 12):
        written(tmp_path, f"c{level}.tex", f"\\input{{c{level - 1}}}" * 10)
    bomb = read(written(tmp_path, "bomb.tex", document("\\input{c11}")))
    assert any("too much is read" in note for note in bomb.notes)
    for level in range(40):
        written(tmp_path, f"d{level}.tex", f"\\input{{d{level + 1}}}")
    assert any("too deep" in note for note in read(written(tmp_path, "deep.tex", document("\\input{d0}"))).notes)


def test_a_broken_part_costs_only_itself(tmp_path: Path) -> None:
    (tmp_path / "bad.tex").write_bytes(b"\x00\x01\x02")
    path = written(tmp_path, text=document("A. \\input{bad} B."))
    assert contents(read(path)) == ["A. B."]
    assert "bad.tex" in read(path).notes[0]


# --------------------------------------------------------------------------- references


def test_of_a_bibliography_only_what_is_cited_is_listed(tmp_path: Path) -> None:
    path = written(tmp_path, text=document(r"\cite{moss2016} \nocite{hall2015}\bibliography{refs}"), refs__bib=BIB)
    manuscript = read(path)
    assert [(reference.key, reference.record.title) for reference in manuscript.listed if reference.record] == [
        ("moss2016", "Naps"),
        ("hall2015", "Sleep and memory"),
    ]
    everything = written(tmp_path, "all.tex", document(r"\nocite{*}\cite{lind2017}\addbibresource{refs.bib}"))
    assert [reference.key for reference in read(everything).listed] == ["lind2017", "hall2015", "moss2016"]


@pytest.mark.parametrize(
    ("body", "uncited"),
    [
        (r"\cite{moss2016}\nocite{hall2015}\bibliography{refs}", []),
        (r"\nocite{*}\cite{moss2016}\addbibresource{refs.bib}", []),
        (r"\cite{a}\begin{thebibliography}{9}\bibitem{a} A. \bibitem{b} B.\end{thebibliography}", ["b"]),
        (
            r"\cite{a}\nocite{b}\begin{thebibliography}{9}\bibitem{a} A. \bibitem{b} B. \bibitem{c} C.\end{thebibliography}",
            ["c"],
        ),
        (r"\cite{a}\nocite{*}\begin{thebibliography}{9}\bibitem{a} A. \bibitem{b} B.\end{thebibliography}", []),
    ],
)
def test_what_is_listed_on_purpose_is_not_called_uncited(tmp_path: Path, body: str, uncited: list[str]) -> None:
    audit = pipeline.audit(written(tmp_path, text=document(body), refs__bib=BIB))
    report = running.run(audit)
    found = [finding for finding in report.findings if finding.check == "uncited-reference"]
    assert [audit.reference(index).key for finding in found for index in finding.references] == uncited
    assert audit.manuscript.made_of_citations == ("thebibliography" not in body)


@pytest.mark.parametrize(
    ("sentence", "claims"),
    [
        (r"In contrast to mice, \citet{a} showed that rats sleep.", ["rats sleep"]),
        (r"\textcite[3]{a} and \Citet*{b} found that rats sleep.", ["rats sleep", "rats sleep"]),
        (r"\citet{a} found that rats sleep, and \citet{b} found that mice do not.", ["rats sleep", "mice do not"]),
        (r"\citeauthor{a} (\citeyear{a}) found that rats sleep.", ["rats sleep", "rats sleep"]),
        (r"Rats sleep deeply, as shown by \citet{a}.", ["Rats sleep deeply, as shown by"]),
        (r"Rats sleep deeply \citep{a} in the dark.", ["Rats sleep deeply"]),
    ],
)
def test_a_citation_that_is_the_subject_supports_what_follows(tmp_path: Path, sentence: str, claims: list[str]) -> None:
    listed = r"\begin{thebibliography}{9}\bibitem{a} A. \bibitem{b} B.\end{thebibliography}"
    audit = pipeline.audit(written(tmp_path, text=document(sentence + listed)))
    assert [citation.claim for citation in audit.citations] == claims


def test_keys_in_other_letters_are_found(tmp_path: Path) -> None:
    path = written(tmp_path, text=document(r"\cite{Moss2016,nosuch}\bibliography{refs}"), refs__bib=BIB)
    audit = pipeline.audit(path)
    assert [(link.label, link.reference) for link in audit.citations[0].links] == [("moss2016", 1), ("nosuch", None)]


def test_a_set_is_cited_as_its_members(tmp_path: Path) -> None:
    refs = BIB + "@set{both, entryset={hall2015, moss2016}}\n"
    manuscript = read(
        str(written(tmp_path, text=document(r"A \cite{both} \nocite{lind2017} \bibliography{r}"), r__bib=refs))
    )
    assert markers(manuscript) == [("[both]", ("hall2015", "moss2016"))]
    assert [reference.key for reference in manuscript.listed or ()] == ["hall2015", "moss2016", "lind2017"]


def test_a_set_may_be_made_in_the_document(tmp_path: Path) -> None:
    body = r"\defbibentryset{both}{hall2015, moss2016} A \cite{both,lind2017} \bibliography{r}"
    manuscript = read(written(tmp_path, text=document(body), r__bib=BIB))
    assert markers(manuscript) == [("[both, lind2017]", ("hall2015", "moss2016", "lind2017"))]
    assert [reference.key for reference in manuscript.listed] == ["hall2015", "moss2016", "lind2017"]
    assert manuscript.notes == ()


def test_a_list_that_names_journals_by_macros(tmp_path: Path) -> None:
    body = r"A \cite{a} \begin{thebibliography}{9}\bibitem{a} Hall A. 2012, \apj, 753, 148\end{thebibliography}"
    (reference,) = read(str(written(tmp_path, text=document(body)))).listed or ()
    assert reference.text.content == "Hall A. 2012, ApJ, 753, 148"


def test_a_bibliography_may_be_given(tmp_path: Path) -> None:
    path = written(tmp_path / "inside", text=document(r"\cite{moss2016}\bibliography{../refs}"))
    written(tmp_path, "refs.bib", BIB)
    with pytest.raises(ReadError, match=r"paper\.tex:3: the bibliography \.\./refs\.bib lies outside .*--bibliography"):
        read(path)
    assert [reference.key for reference in read(path, bibliography=[tmp_path / "refs.bib"]).listed] == ["moss2016"]


def test_missing_references_are_an_error_and_no_accusation(tmp_path: Path) -> None:
    path = written(tmp_path, text=document("\n\\cite{moss2016}\\bibliography{gone}"))
    with pytest.raises(ReadError, match=r"paper\.tex:4: the bibliography gone\.bib is not there"):
        read(path)
    nothing = written(tmp_path, "none.tex", document("\\cite{moss2016}"), refs__bib=BIB)
    with pytest.raises(ReadError, match=r"none\.tex:3: it cites moss2016, but there is no .*such as .*refs\.bib"):
        read(nothing)


def test_journal_names_that_come_with_tex_are_not_missed(tmp_path: Path) -> None:
    path = written(tmp_path, text=document(r"\cite{moss2016,nosuch}\bibliography{IEEEabrv,refs}"), refs__bib=BIB)
    assert read(path).notes == ()


def test_one_of_two_bibliographies_may_be_missing_where_nothing_is_missed(tmp_path: Path) -> None:
    path = written(tmp_path, text=document(r"\cite{moss2016}\bibliography{refs,gone}"), refs__bib=BIB)
    assert [note.split(": ", 1)[1] for note in read(path).notes] == [
        "the bibliography gone is not there; it was not read"
    ]
    path = written(tmp_path, text=document(r"\cite{moss2016,other}\bibliography{refs,gone}"))
    with pytest.raises(ReadError, match=r"gone\.bib"):
        read(path)


BBL = r"""\begin{thebibliography}{2}
\providecommand{\natexlab}[1]{#1}
\expandafter\ifx\csname url\endcsname\relax
  \def\url#1{\texttt{#1}}\fi
\bibitem[Hall and Berg(2015{\natexlab{a}})Hall, and Berg]{hall2015}
A.~Hall and C.~Berg.
\newblock {Sleep and ``memory'' in M\"unster}.
\newblock \emph{J.~Sleep}, 3\penalty0 (2):\penalty0 1--9, 2015{\natexlab{a}}.
\newblock \doi{10.1000/s_1}.

\bibitem{moss2016}
Moss D. Naps. J Sleep 2016;4:11--9.
\end{thebibliography}
"""


def test_a_bbl_is_read_where_the_bibliography_is_missing(tmp_path: Path) -> None:
    path = written(tmp_path, text=document(r"\cite{hall2015}\bibliography{gone}"), paper__bbl=BBL)
    manuscript = read(path)
    assert [(reference.key, reference.label, reference.text.content) for reference in manuscript.listed] == [
        ("hall2015", "", "A. Hall and C. Berg. Sleep and “memory” in Münster. J. Sleep, 3(2):1–9, 2015a. doi:10.1000/s_1."),
        ("moss2016", "1", "Moss D. Naps. J Sleep 2016;4:11–9."),
    ]  # fmt: skip
    assert manuscript.notes == (
        f"{path}:3: the bibliography gone is not there; the list in {tmp_path / 'paper.bbl'} was read instead",
    )
    where = manuscript.listed[1].text.location(manuscript.path)
    assert (where.path, where.line, where.column) == (os.fspath(tmp_path / "paper.bbl"), 12, 1)


def test_a_list_in_the_document(tmp_path: Path) -> None:
    path = written(tmp_path, text=document(r"A \cite{moss2016}. B \cite{nosuch}." + "\n" + BBL + "\n\nAfter."))
    audit = pipeline.audit(path)
    assert [reference.record.DOI for reference in audit.references] == ["10.1000/s_1", ""]
    assert [reference.record.year for reference in audit.references] == [2015, 2016]
    assert [[link.reference for link in citation.links] for citation in audit.citations] == [[2], [None]]
    assert [block.text.content for block in audit.manuscript.blocks] == ["A [moss2016]. B [nosuch].", "After."]


def test_numbers_typed_by_hand_find_the_list(tmp_path: Path) -> None:
    listed = r"\begin{thebibliography}{9}\bibitem{x} Hall A. Sleep. J Sleep 2015;3:1. \bibitem[7]{y} Moss D. Naps. J Sleep 2016;4:2.\end{thebibliography}"
    manuscript = read(written(tmp_path, text=document(f"A [1].\n{listed}")))
    assert [reference.label for reference in manuscript.listed] == ["1", "7"]


BIBLATEX = r"""% $ biblatex bbl format version 3.1 $
\refsection{0}
  \datalist[entry]{nty/global//global/global}
    \entry{hall2015}{article}{}
      \name{author}{2}{}{%
        {{un=0,uniquepart=base,hash=abc}{%
           family={Hall},
           familyi={H\bibinitperiod},
           given={Ann\bibnamedelima B.},
           giveni={A\bibinitperiod}}}%
        {{hash=abd}{%
           family={M{\"u}ller},
           given={Carl},
           prefix={von}}}%
      }
      \field{journaltitle}{J Sleep}
      \field{title}{Sleep in 50\% of {CDK4/6}}
      \field{volume}{3}
      \field{year}{2015}
      \field{pages}{1\bibrangedash 9}
      \verb{doi}
      \verb 10.1000/s_1
      \endverb
    \endentry
  \enddatalist
\endrefsection
"""


def test_the_bbl_of_biblatex(tmp_path: Path) -> None:
    path = written(tmp_path, text=document(r"\parencite{hall2015}\addbibresource{gone.bib}"), paper__bbl=BIBLATEX)
    (reference,) = read(path).listed
    assert reference.record is not None
    assert [(name.full_family, name.given) for name in reference.record.author] == [
        ("Hall", "Ann B."),
        ("von Müller", "Carl"),
    ]
    assert (reference.record.title, reference.record.year, reference.record.page, reference.record.DOI) == (
        "Sleep in 50% of CDK4/6", 2015, "1-9", "10.1000/s_1"
    )  # fmt: skip
    assert reference.text.location(os.fspath(path)).line == 4


def test_a_bibliography_in_the_document(tmp_path: Path) -> None:
    text = f"\\begin{{filecontents*}}{{my.bib}}\n{BIB}\\end{{filecontents*}}\n" + document(
        "\\cite{moss2016}\\bibliography{my}"
    )
    path = written(tmp_path, text=text)
    manuscript = read(path)
    (reference,) = manuscript.listed
    assert (reference.key, reference.text.location(manuscript.path).line) == ("moss2016", 4)


def test_a_list_without_commands_is_left_to_the_ordinary_detection(tmp_path: Path) -> None:
    items = "".join(f"\\item Hall A. Sleep {n}. J Sleep 201{n};3:1-9.\n" for n in (1, 2, 3))
    body = f"A [1,2]. B [3].\n\\section*{{References}}\n\\begin{{enumerate}}\n{items}\\end{{enumerate}}"
    audit = pipeline.audit(written(tmp_path, text=document(body)))
    assert audit.citation_form == "brackets"
    assert [[link.reference for link in citation.links] for citation in audit.citations] == [[1, 2], [3]]


# --------------------------------------------------------------------------- hostile input

N = 20_000
HOSTILE = {
    "braces": "{" * N + "x \\cite{a}" + "}" * N,
    "never closed": "{" * N + "\\cite{a}",
    "never opened": "}" * N + "\\cite{a}",
    "environments": "\\begin{quote}" * N + "x \\cite{a}",
    "tables": "\\begin{tabular}{l}" * N + "x \\cite{a}",
    "footnotes": "\\footnote{" * N + "x \\cite{a}",
    "styles": "{\\bf " * N + "x\n\n" * 500 + "\\cite{a}",
    "groups in commands": "\\emph{" * N + "x \\cite{a}",
    "open citations": "\\cite{" * N + "\n\n\\cite{a}",
    "open brackets": "\\foo[" * N + "\n\n\\cite{a}",
    "formulas": "\\[ x" * N + "\n\n\\cite{a}",
    "equations": "\\begin{align} x " * 3_000 + "\n\n\\cite{a}",
    "dollars": "$ x " * (N + 1) + "\n\n\\cite{a}",
    "definitions": "\\newcommand{" * N + "\n\n\\cite{a}",
    "conditionals": "\\iffalse " * N + "\n\n\\cite{a}",
    "a macro of itself": "\\def\\w{\\w}\\w \\cite{a}",
    "doubling macros": "".join(f"\\def\\{'x' * n}{{\\{'x' * (n + 1)}\\{'x' * (n + 1)}}}" for n in range(1, 60)) + "\\x \\cite{a}",
    "doubling arguments": "\\newcommand{\\w}[1]{#1#1}" + "\\w{" * 60 + "y" + "}" * 60 + " \\cite{a}",
    "verbatim never closed": "\\begin{verbatim} " * 200 + "\n\n\\cite{a}",
    "sections": "\\section{" * 2_000 + "\n\nx \\cite{a}",
    "tabs": ("\t" * 50 + "x") * 5_000 + "\\cite{a}",
    "many commands for files": "\\input{nothing}" * 300 + "\\cite{a}",
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_input_is_read_to_its_end(name: str) -> None:
    manuscript = parsed(HOSTILE[name], path="nowhere/paper.tex")
    assert [keys for _, keys in markers(manuscript)][-1:] == [("a",)]
    assert len(manuscript.listed) == 1
    assert len(manuscript.notes) <= 21


def test_three_thousand_references(tmp_path: Path) -> None:
    bib = "".join(
        f"@article{{k{n}, author={{Hall, A.}}, title={{Sleep {n}}}, journal={{J Sleep}}, year=2015}}\n"
        for n in range(3_000)
    )
    body = "".join(f"Sleep \\cite{{k{n}}}.\n\n" for n in range(2_999, -1, -1))
    manuscript = read(written(tmp_path, text=document(body + "\\bibliography{refs}"), refs__bib=bib))
    assert [reference.key for reference in manuscript.listed] == [f"k{n}" for n in range(2_999, -1, -1)]


SAMPLE = document(
    r"""\section{A} Sleep~\citep[see][p.~3]{a,b} is \emph{good} ($x^2$), M\"uller\footnote{No \cite{a}.} \begin{itemize}
\item b \verb|x| \end{itemize} \begin{tabular}{l} a & b \\ \end{tabular} \input{nothing} \w{x}[y] \url{a%b}
\begin{equation} x \end{equation} \iffalse n \fi \[ y \] % c
"""
    + LIST
    + BBL,
    r"\newcommand{\w}[2][d]{#1 #2} \title{T}",
)
PIECES = ["{", "}", "[", "]", "$", "$$", "\\", "%", "\\end{", "\\begin{", "\\cite{", "\n\n", "#1", "&", "~", "\\verb", "\\fi", "\\item",
          "\\[", "\\)", "\\bibitem", "\\def", "\\let", "\\'", "\x00", "é", "\\input", "\\newcommand", "\\url{", "\\caption{", "\\newenvironment", "\\newcites{a}", "\\citea{", "\\csname", "\\endcsname",
          "\\begin{refsection}[a]", "\\end{refsection}", "\\begin{CSLReferences}", "\\hypertarget{ref-a}", "\\citeproc{ref-a}", "\\vadjust",
          "\\CSLLeftMargin", "\\ifthenelse", "\\@ifstar", "\\seecite{a}", "\\NewDocumentCommand", "\\usepackage{a}", "\\lstinputlisting[caption=",
          "\\begin{lstlisting}[caption={", "\\end{lstlisting}", "\\begin{displaycquote}", "\\DeclareCiteCommand", "\\newcommandx", "\\thanks{"]  # fmt: skip


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(SAMPLE)), st.integers(0, 60), st.sampled_from(PIECES)), max_size=8))
def test_damaged_input_raises_nothing_but_read_errors(damages: list[tuple[int, int, str]]) -> None:
    text = SAMPLE
    for at, length, piece in damages:
        text = text[:at] + piece + text[at + length :]
    try:
        manuscript = latex.read("nowhere/paper.tex", text.encode())
    except ReadError:
        return
    for block in manuscript.blocks:
        _sound(block)


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.sampled_from([*PIECES, "a", " ", "document}", "verbatim}", "itemize}", "align}", "a}", "CSLReferences}"]),
        max_size=40,
    )
)
def test_any_sequence_of_commands_is_read(pieces: list[str]) -> None:
    try:
        manuscript = latex.read("nowhere/paper.tex", document("".join(pieces)).encode())
    except ReadError:
        return
    for block in manuscript.blocks:
        _sound(block)


def _sound(block: Block) -> None:
    text = block.text
    assert text.content == text.content.strip()
    assert text.anchors[0].offset == 0
    assert [a.offset for a in text.anchors] == sorted({a.offset for a in text.anchors})
    assert all(0 <= run.start < run.end <= len(text) for run in text.runs)
    for mark in block.marks:
        assert 0 <= mark.start < mark.end <= len(text)
        assert mark.parts or text.content[mark.start] == "["
        assert mark.parts or text.content[mark.end - 1] == "]"


def test_keys_that_nothing_cites_are_known_where_a_key_is_missing(tmp_path: Path) -> None:
    entries = "@article{moss2019, title={Naps}}\n@article{berg2020, title={Dreams}}\n"
    (tmp_path / "refs.bib").write_text(entries, "utf-8")

    def unused(key: str) -> tuple[str, ...]:
        body = rf"Sleep \cite{{berg2020,{key}}}. \bibliography{{refs}}"
        path = tmp_path / "paper.tex"
        path.write_text(document(body), "utf-8")
        return read(str(path)).unused_keys

    assert unused("moss2019") == ()
    assert unused("mos2019") == ("moss2019",)


@pytest.mark.parametrize(
    "source",
    [
        r"\lstinputlisting[label={l},caption={[Short \cite{no}.]Long \cite{a}, and more.}]{code.py} After.",
        "\\begin{lstlisting}[caption={Long \\cite{a}, and more.}, language=C]\nx = [1] \\cite{no}\n\\end{lstlisting} After.",
        "\\begin{lstlisting}[language=C, caption=Long \\cite{a}]\nx = [1] \\cite{no}\n\\end{lstlisting} After.",
    ],
)
def test_captions_of_listings_are_legends(source: str) -> None:
    manuscript = parsed("Before. " + source)
    assert markers(manuscript) == [("[a]", ("a",))]
    assert [block.kind for block in manuscript.blocks] == [BlockKind.PARAGRAPH, BlockKind.LEGEND]
    assert contents(manuscript)[0] == "Before. After."
    assert contents(manuscript)[1].removesuffix(", and more.") == "Long [a]"


def test_a_listing_that_begins_with_a_bracket_is_no_text() -> None:
    source = "A.\n\\begin{lstlisting}\n[caption=\\cite{no}]\n\n\\cite{no}\\end{lstlisting}\nB.\\begin{verbatim}[1\n\\end{verbatim}C."
    assert contents(parsed(source)) == ["A. B.C."]


def test_a_command_keeps_the_meaning_it_had_before() -> None:
    preamble = r"\let\old\texttt\def\texttt#1{\old{#1}}\let\oldcite\cite\renewcommand{\cite}[2]{#1 \oldcite{#2}}\def\loop{\loop\loop}"
    manuscript = parsed(r"A \texttt{b} \cite{c}{a} \loop d \oldcite{a}.", preamble)
    assert contents(manuscript) == ["A b c [a] d [a]."]
    assert manuscript.notes == ()
