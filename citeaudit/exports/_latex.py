"""Text as LaTeX that prints exactly that text, and back.

Letters outside ASCII stay as they are, in UTF-8: biber, and BibTeX with any LaTeX since 2018, read them.
"""

from __future__ import annotations

import re
from functools import cache

from citeaudit.parsing.journals import journal_macro
from citeaudit.text.patterns import lazy

_ESCAPES = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",  # not \{, for BibTeX counts braces even behind a backslash
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{character: "\\" + character for character in "&%$#_"},
}
_TO_LATEX = str.maketrans(_ESCAPES)  # the same for `str.translate`

# What LaTeX would print as other characters: -- as a dash, `` and '' as quotation marks, ?` as ¿.
_LIGATURE = lazy(r"(?<=-)(?=-)|(?<=`)(?=`)|(?<=')(?=')|(?<=[?!])(?=`)")
_LIGATURES = {"---": "—", "--": "–", "``": "“", "''": "”", "?`": "¿", "!`": "¡"}
"""What LaTeX prints of them; longer ones first."""

_ANY_LIGATURE = lazy("|".join(re.escape(ligature) for ligature in _LIGATURES))  # any of them

_NAMED = {
    "backslash": "\\",
    "braceleft": "{",
    "braceright": "}",
    "asciitilde": "~",
    "asciicircum": "^",
    "less": "<",
    "greater": ">",
    "bar": "|",
    "quotesingle": "'",
    "quotedbl": '"',
}
r"""Commands \text… for one character, as `_ESCAPES` and others write them."""

_HYPHEN = lazy(r"\\-|\\(?:hyphen|nbhyphen|bibrangedash)(?:\{\}|(?![A-Za-z])[ \t]*)")
r"""biblatex's hyphens; LaTeX's own `\-` prints nothing within a line."""
_TIE = lazy(r"(?<!\\)~")  # a space that does not break
_ESCAPED = lazy(
    rf"""
    \\text (?P<name> {"|".join(_NAMED)} ) (?: \{{\}} | (?![A-Za-z]) [ \t]* )
    | \\ (?P<itself> [&%$\#_{{}}] )
    | (?P<bare> % )  # it begins a comment in LaTeX, and none in a BibTeX value
    | \\\\           # a new line
    """,
    re.VERBOSE,
)
"""Characters as LaTeX writes them, so that nothing that follows takes them for markup."""

_RAISED = lazy(r"\$[_^]\{?([\w+-]+)\}?\$")  # CO$_2$, Ca$^{2+}$: records are without markup
# Characters that stand for themselves wait in a private plane while the rest is decoded.
_WAITING = 0xF0000
_FROM_WAITING = {_WAITING + code: code for code in range(128)}  # and back
_UNPRINTED = {
    **dict.fromkeys(
        """href textcolor colorbox color label index footnote footnotetext thanks cite citep citet citealp citealt citeauthor
        citeyear citeyearpar citenum nocite ref cref Cref autoref eqref pageref hspace vspace phantom hphantom vphantom includegraphics
        selectlanguage foreignlanguage noop bibinfo bibfield begin end bstctlcite
        hypertarget raisebox scalebox todo""".split(),
        1,
    ),
    **dict.fromkeys("fcolorbox setlength setcounter rule".split(), 2),
}
"""Commands with the number of arguments in braces that are not printed: addresses, colours, keys for sorting. The rest is."""
_FOR_SORTING = lazy(r"(?i:sort)")
r"""What is in the names of macros that put an entry in its place: `\noopsort{1973a}`, `\SortNoop`, `\sortas`."""
_FRACTIONS = frozenset("tfrac dfrac nicefrac sfrac cfrac".split())
_ONE_OF = {"texorpdfstring": (0, 2), "printfirst": (0, 2), "VAN": (1, 3), "van": (1, 3), "VON": (1, 3)}
r"""Commands of whose arguments one is printed: its place, from 0, and their number. `\VAN{Rijn}{van}{Van} Rijn` is sorted under R."""
_LOGOS = {"LaTeX": "LaTeX", "TeX": "TeX", "BibTeX": "BibTeX", "LaTeXe": "LaTeX2e", "XeTeX": "XeTeX", "hyphen": "-"}
_ACCENTS = frozenset("H b c d k r t u v hat check breve acute grave tilde bar vec dot ddot".split())
_FORMULAS = {"frac": 2, "sqrt": 1}
"""Commands that print signs around their arguments, with the number of these."""
_LONGEST_SIGN = 4
"""Characters of a sign; what is longer stands for something that is not known, "<cit.>"."""
_OPTIONAL = lazy(r"\s*\[[^\[\]]*\](?=\s*[\[{])")
_NOT_PLAIN = lazy(r"[\\{}$%~`]|--|''")
"""What a text must hold for LaTeX to print anything else than it says."""
_COMMAND = lazy(r"\\(?:(?P<name>[A-Za-z]+)\*?\s*(?:\{\})?|.)", re.DOTALL)
"""A command, by itself."""
_SPACE = lazy(r"[ \t\r\n\f\v]+")  # what BibTeX takes for one space; others stay


def single_spaced(text: str) -> str:
    """The text on one line with single spaces, which is all that a BibTeX value can hold."""
    return _SPACE.sub(" ", text).strip()


def encode(text: str) -> str:
    r"""LaTeX that prints `text`, on one line.

    >>> encode("50% of {x}_1 & ~y")
    '50\\% of \\textbraceleft{}x\\textbraceright{}\\_1 \\& \\textasciitilde{}y'
    """
    return escape(single_spaced(text))


def escape(text: str) -> str:
    """LaTeX that prints `text`, white space as it is."""
    parts = _LIGATURE.split(text)  # first, or the braces put in would be escaped
    return "{}".join(part.translate(_TO_LATEX) for part in parts)


def decode(latex: str) -> str:
    r"""The text that `latex` prints: accents, symbols and formulas as characters, braces gone.

    >>> decode(r"{HER2} in 42.3% of {M\"u}ller's patients")
    "HER2 in 42.3% of Müller's patients"
    """
    if not _NOT_PLAIN.search(latex):
        return single_spaced(latex) if latex else ""
    held = _ESCAPED.sub(_hold, _RAISED.sub(r"\1", _without_unknown(latex)))
    held = _HYPHEN.sub(lambda match: "" if match[0].startswith("\\-") else "-", held)
    held = _ANY_LIGATURE.sub(lambda match: _LIGATURES[match[0]], held)
    held = _TIE.sub(" ", held)
    held = _printed(held) if "\\" in held or "$" in held else held.replace("{", "").replace("}", "")
    return single_spaced(held.translate(_FROM_WAITING))


def decode_name(latex: str) -> str:
    r"""The name that `latex` prints; of what prints nothing that is known, the names of its commands.

    Journals are often a single macro, which the class of the document or of the journal defines.

    >>> decode_name(r"{\apj} Letters"), decode_name(r"\qjras"), decode_name(r"\myjournal"), decode_name(r"J.~Sleep")
    ('Astrophysical Journal Letters', 'Quarterly Journal of the Royal Astronomical Society', 'myjournal', 'J. Sleep')
    """
    return decode(_COMMAND.sub(_named, latex)) or " ".join(
        match["name"] for match in _COMMAND.finditer(latex) if match["name"]
    )


def _without_unknown(latex: str) -> str:
    r"""LaTeX in which only accents, signs and formulas are commands; others go and leave what they print.

    >>> _without_unknown(r"\textcolor{red}{\texttt{emcee}} in \'Etat {\noopsort{b}}")
    "{{emcee}} in \\'Etat {}"
    """
    if "\\" not in latex:
        return latex
    parts: list[str] = []
    at = 0
    while match := _COMMAND.search(latex, at):
        name = match["name"]
        parts.append(latex[at : match.start()])
        at = match.end()
        if name is None or _is_decoded(name, latex, at):
            parts.append(match[0])
            continue
        if name in _LOGOS:
            parts.append(_LOGOS[name])
            continue
        if options := _OPTIONAL.match(latex, at):
            at = options.end()
        if name in _FRACTIONS:
            parts.append("\\frac")
        for _ in range(_UNPRINTED.get(name, int(_FOR_SORTING.search(name) is not None))):
            at = _behind_group(latex, at)
        if name in _ONE_OF:
            printed, number = _ONE_OF[name]
            for place in range(number):
                behind = _behind_group(latex, at)
                parts.append(_without_unknown(latex[at:behind]) if place == printed else "")
                at = behind
    return "".join((*parts, latex[at:]))


def _behind_group(latex: str, at: int) -> int:
    """The place behind the group in braces that begins at `at`, spaces aside; `at` where none does."""
    start = at + len(latex[at:]) - len(latex[at:].lstrip())
    if latex[start : start + 1] != "{":
        return at
    depth = 0
    for place in range(start, len(latex)):
        depth += {"{": 1, "}": -1}.get(latex[place], 0)
        if depth == 0:
            return place + 1
    return at


def _is_decoded(name: str, latex: str, at: int) -> bool:
    """Whether the command called `name`, which ends at `at`, is a letter, a sign, an accent, or a formula that has its arguments."""
    if name in _UNPRINTED or name in _ONE_OF:
        return False
    if arguments := _FORMULAS.get(name):
        first = _behind_group(latex, at)
        return first > at and (arguments == 1 or _behind_group(latex, first) > first)
    return name in _ACCENTS or _is_sign(name) or (name.startswith("text") and name[4:] in _NAMED)


@cache
def _is_sign(name: str) -> bool:
    """Whether the command called `name` prints a letter or a sign by itself."""
    return name in _signs()


@cache
def _signs() -> frozenset[str]:
    from pylatexenc.latex2text import get_default_latex_context_db  # 60 ms, and most files have no commands

    return frozenset(
        spec.macroname
        for spec in get_default_latex_context_db().iter_macro_specs()
        if isinstance(spec.simplify_repl, str)
        and "%" not in spec.simplify_repl
        and (0 < len(spec.simplify_repl) <= _LONGEST_SIGN or spec.simplify_repl.isalpha())
    )


def _named(match: re.Match[str]) -> str:
    """The journal of a macro, and all other commands as they are."""
    journal = journal_macro(match["name"] or "")
    behind = match[0][len(match["name"] or "") + 1 :]
    return match[0] if journal is None else encode(journal.name) + (" " if behind[:1].isspace() else "")


def _printed(latex: str) -> str:
    """What commands, braces and formulas print; without the commands where they cannot be read."""
    from pylatexenc.latex2text import LatexNodes2Text  # 60 ms, and most files have no commands

    try:
        text: str = LatexNodes2Text(math_mode="text").latex_to_text(latex)
    except (RecursionError, ValueError, LookupError, TypeError, AttributeError):  # "\sqrt" without an argument
        return re.sub(r"[{}$]", "", _COMMAND.sub(" ", latex))
    return text


def _hold(match: re.Match[str]) -> str:
    character = _NAMED.get(match["name"]) or match["itself"] or match["bare"]
    return chr(_WAITING + ord(character)) if character else " "
