r"""What LaTeX's commands and environments do with their arguments, as tables.

What is in no table vanishes and leaves its arguments in braces as text; an optional argument goes with it.

Source: LaTeX2e unofficial reference manual; documentation of natbib, biblatex, apacite, revtex, csquotes, hyperref.
"""

from __future__ import annotations

import re

from citeaudit.model import Style
from citeaudit.text.patterns import lazy

HEADINGS = {
    "part": 1, "chapter": 1, "addchap": 1, "section": 2, "addsec": 2, "subsection": 3, "subsubsection": 4, "paragraph": 5,
    "subparagraph": 6,
}  # fmt: skip

STYLES = {
    "emph": Style.ITALIC, "textit": Style.ITALIC, "textsl": Style.ITALIC, "textbf": Style.BOLD,
    "textsuperscript": Style.SUPERSCRIPT, "textsubscript": Style.SUBSCRIPT, "up": Style.SUPERSCRIPT, "fup": Style.SUPERSCRIPT,
}  # fmt: skip
"""Commands that set their argument in a style."""

SWITCHES = {
    "em": Style.ITALIC, "it": Style.ITALIC, "sl": Style.ITALIC, "itshape": Style.ITALIC, "slshape": Style.ITALIC,
    "bf": Style.BOLD, "bfseries": Style.BOLD,
}  # fmt: skip
"""Commands that set the rest of their group in a style."""

_DROPPED = {
    1: """ref eqref pageref autoref nameref cref Cref vref Vref fref labelcref cpageref namecref subref hspace vspace
    includegraphics includesvg includepdf bibliographystyle pagestyle thispagestyle pagenumbering color pagecolor index
    todo marginpar phantom hphantom vphantom hypersetup captionsetup lstset tikzset sisetup geometry graphicspath hyphenation
    usetikzlibrary bookmarksetup theoremstyle newcounter stepcounter
    refstepcounter newlength linespread selectlanguage foreignlanguage address affil affiliation
    institute institution email ead date author thanks orcid orcidID pacs keywords keyword corref fntext cortext fnref
    authorrunning titlerunning shorttitle shortauthors markright deleted comment includeonly setcitestyle
    citestyle bibpunct setlist bibdata bibstyle bibAnnoteFile excludecomment subjclass received accepted preprint
    collaboration homepage altaffiliation altaffilmark bibinfo bibfield textcolor colorbox scalebox rotatebox raisebox
    parbox verbatiminput tag journal orcidlink setstretch foreignquote tikz fancyhead fancyfoot lhead chead rhead lfoot cfoot rfoot BibitemShut""",
    2: """setlength addtolength setcounter addtocounter numberwithin definecolor newtheorem DeclareMathOperator crefrange
    multicolumn multirow resizebox newglossaryentry rule fcolorbox markboth fontsize PassOptionsToPackage AddToHook titleformat
    defcitealias DeclareSIUnit DeclareAcronym counterwithin""",
    3: "newacronym newabbreviation longnewglossaryentry addcontentsline DeclarePairedDelimiter titlespacing",
}
DROPPED = {name: count for count, names in _DROPPED.items() for name in names.split()}
"""Commands with the number of arguments in braces that go with them; those behind are text."""

FIRST_OF_TWO = frozenset(("texorpdfstring", "replaced", "alternative"))
"""Commands of whose two arguments the first is printed."""

DIMENSIONS = lazy(
    r"\s*=?\s*-?[\d.]+\s*(?:true)?(?:pt|em|ex|cm|mm|in|pc|bp|sp)?"
    r"(?:\s*(?:plus|minus)\s*-?[\d.]+\s*(?:fil+|pt|em|ex|cm|mm|in))*"
)
TAKES_DIMENSION = frozenset(
    "vskip hskip kern mkern parindent parskip baselineskip textwidth textheight tabcolsep oddsidemargin evensidemargin "
    "topmargin columnsep arraycolsep itemsep leftmargin hoffset voffset hangindent penalty".split()
)

VERBATIM = frozenset(
    "verbatim Verbatim BVerbatim LVerbatim SaveVerbatim lstlisting minted comment filecontents tikzpicture pgfpicture "
    "picture forest tcblisting rawlatex CJKverbatim sourcecode pycode luacode knitrout Sinput Soutput Scode axis CCSXML".split()
)
"""Environments, without star, in which nothing is text."""

MATHS = frozenset(
    "equation align gather multline eqnarray displaymath math alignat flalign dmath dgroup xalignat gathered aligned IEEEeqnarray".split()
)
FLOATS = frozenset(
    "figure table wrapfigure wraptable sidewaysfigure sidewaystable floatingfigure SCfigure SCtable algorithm listing "
    "marginfigure margintable subfigure subtable threeparttable measuredfigure scheme chart tablenotes".split()
)
TABLES = {"tabular": 1, "tabularx": 2, "tabulary": 2, "longtable": 1, "supertabular": 1, "xltabular": 2, "tblr": 1,
          "longtblr": 1, "tabu": 1, "longtabu": 1, "xtabular": 1, "tabular*": 2, "deluxetable": 1}  # fmt: skip
LISTS = {"itemize": "-", "enumerate": "1", "description": "", "compactitem": "-", "compactenum": "1", "inparaenum": "1",
         "asparaenum": "1", "easylist": "-", "compactdesc": "", "inparaitem": "-", "enumerate*": "1", "itemize*": "-"}  # fmt: skip
ENVIRONMENT_ARGUMENTS = {
    "minipage": 1, "multicols": 1, "thebibliography": 1, "adjustbox": 1, "wrapfigure": 2, "wraptable": 2, "spacing": 1,
    "list": 2, "subfigure": 1, "subtable": 1, "otherlanguage": 1, "CJK": 2, "sloppypar": 0, "adjustwidth": 2, "textblock": 1,
    "keywords": 0,
}  # fmt: skip
"""Environments with the number of arguments in braces that are not text."""

_CITE = lazy(
    r"(?:paren|text|foot|auto|super|smart|full|footfull|short|note|pnote|fnote|online|inline|hyper|poss(?:essive)?|masked|mask)?"
    r"cite(?:p|t|alp|alt|author|fullauthor|year|yearpar|title|date|url|num|nn?|np|anp|a|yearnp|authornp|s|text|texts|online|asnoun|"
    r"talias|palias|pos|field|name|list|affixed|affixednp|subj|parens|authoryear|authorfull|b|year?s?|alps|alts|ps|ts|key)?s?",
    re.IGNORECASE,
)
_VOLUME_CITE = lazy(r"[apfts]?volcites?|[apfts]?volcite", re.IGNORECASE)
_MORE_CITES = frozenset(
    ("bibentry", "fullciteA", "shortciteA", "shortciteNP", "citeNoun", "Citeauthor", "newcite", "apud", "apudonline")
)
_NO_CITES = frozenset(("citetext", "Citetext", "shortcites"))
QUOTES = lazy(r"(?:foreign|hyphen)?(?:text|block)cquote")


OF_PACKAGES = frozenset(
    """cite nocite citep citet citealp citealt citeauthor citeyear citeyearpar citefullauthor citenum citetext citepalias citetalias
    Cite Citep Citet Citealp Citealt Citeauthor parencite footcite footcitetext textcite smartcite supercite autocite fullcite
    footfullcite Parencite Textcite Smartcite Autocite cites parencites textcites footcites smartcites supercites autocites
    citetitle citedate citeurl notecite pnotecite fnotecite volcite citeA citeNP citeyearNP citeauthorNP shortcite shortciteA
    shortciteNP fullciteA citeasnoun citeaffixed possessivecite citename onlinecite citen citenp bibentry""".split()
)
"""Citations as the packages define them: what a document makes of them is looks."""

NOT_CITING = frozenset(
    """nocite citestyle setcitestyle defcitealias citetext Citetext citereset citeindexfalse citeindextrue citetrackertrue
    citetrackerfalse mancite pagecite bibcite citeproctext citeauthoryear citenamefont citeleft citeright citepunct citemid citeform
    citedash citesort DeclareAutoCiteCommand AtEveryCite AtEveryCitekey AtNextCite AtNextCitekey citeindextype
    citationneeded needcite citesetup citestylefont shortcites bstctlcite""".split()
)
"""Commands with "cite" in their names that cite nothing."""

OWN_ENVIRONMENTS = (
    frozenset(
        "document thebibliography CSLReferences cslreferences cslbibliography refsection refsegment bibunit btUnit btSect".split()
    )
    | VERBATIM
)
"""Environments that a document cannot take away from us, likewise."""

SOURCES = frozenset(
    "bibliography addbibresource addglobalbib addsectionbib putbib defaultbibliography newcites input include subfile "
    "subfileinclude import subimport includefrom subincludefrom inputfrom subinputfrom InputIfFileExists".split()
)
"""Commands that name a bibliography or a file of the document."""


def is_citation(name: str) -> bool:
    r"""Whether the command called `name` cites what its argument names.

    >>> [is_citation(name) for name in ("cite", "Parencites", "citeauthor", "volcite", "nocite", "citestyle", "excite")]
    [True, True, True, True, False, False, False]
    """
    if name in _NO_CITES:
        return False
    return name in _MORE_CITES or bool(_CITE.fullmatch(name) or _VOLUME_CITE.fullmatch(name))


def takes_volume(name: str) -> bool:
    r"""Whether a citation has the number of a volume before its key, as `\\volcite{2}[12]{smith2015}`."""
    return _VOLUME_CITE.fullmatch(name) is not None


CONDITIONALS = frozenset(
    "if ifx ifcat ifnum ifdim ifodd ifvmode ifhmode ifmmode ifinner ifvoid ifhbox ifvbox ifeof iftrue iffalse ifcase ifdefined "
    "ifcsname ifpdf ifxetex ifluatex ifPDFTeX ifXeTeX ifLuaTeX iftutex".split()
)
"""Conditionals of TeX, which run to `\\fi`."""
CONDITION_TOKENS = {"ifx": 2, "if": 2, "ifcat": 2, "ifdefined": 1, "ifvoid": 1, "ifeof": 1}

STRUCTURE = frozenset(
    "newcites defbibentryset newrefsection endrefsection bibliographyunit nobibliography defaultbibliography citeproc hyperlink hypertarget label CSLLeftMargin cslleftmargin cslcitation cslbibitem "
    "DeclareCiteCommand DeclareMultiCiteCommand usepackage RequirePackage documentclass LoadClass InputIfFileExists begin end item par input include subfile subfileinclude import subimport includefrom subincludefrom bibitem bibliography "
    "addbibresource addglobalbib addsectionbib putbib caption captionof footnote footnotetext title url nolinkurl path verb "
    "lstinline mintinline lstinputlisting inputminted nocite newcommand renewcommand providecommand DeclareRobustCommand newcommandx def edef gdef xdef let "
    "NewDocumentCommand RenewDocumentCommand ProvideDocumentCommand DeclareDocumentCommand newif makeatletter makeatother "
    "endinput else fi or enquote emph textit textbf maketitle printbibliography doi href newenvironment renewenvironment "
    "tabularnewline newblock endnote sidenote BibitemShut csname csuse".split()
) | frozenset(HEADINGS)  # fmt: skip
"""Commands that a document cannot take away from us: what it makes of them is looks."""
