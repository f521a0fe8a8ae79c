r"""What LaTeX commands for letters, signs and formulas print, as Unicode."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from citeaudit.parsing.journals import journal_macro
from citeaudit.text.patterns import lazy

ACCENTS = {
    "`": "\u0300", "'": "\u0301", "^": "\u0302", "~": "\u0303", "=": "\u0304", "u": "\u0306", ".": "\u0307",
    '"': "\u0308", "r": "\u030a", "H": "\u030b", "v": "\u030c", "d": "\u0323", "c": "\u0327", "k": "\u0328",
    "b": "\u0331", "t": "\u0361",
}  # fmt: skip
"""Commands that put an accent on the letter after them, with the combining character."""

LIGATURES = {"---": "—", "--": "–", "``": "“", "''": "”", "?`": "¿", "!`": "¡", "`": "‘", "'": "’"}

_OWN = {
    " ": " ", "\n": " ", ",": " ", ";": " ", ":": " ", "!": "", "/": "", "-": "", "@": "", "%": "%", "*": "",
    "S": "§", "P": "¶", "dag": "†", "ddag": "‡", "copyright": "©", "pounds": "£", "ldots": "…", "dots": "…",
    "textellipsis": "…", "quad": " ", "qquad": " ", "enspace": " ", "enskip": " ", "thinspace": " ", "space": " ",
    "nobreakspace": " ", "slash": "/", "textdegree": "°", "degree": "°", "textmu": "µ", "micro": "µ", "textregistered": "®",
    "texttrademark": "™", "textasciitilde": "~", "textasciicircum": "^", "textunderscore": "_", "textbar": "|",
    "textless": "<", "textgreater": ">", "textbraceleft": "{", "textbraceright": "}", "textquotesingle": "'",
    "textquotedbl": '"', "guillemotleft": "«", "guillemotright": "»", "textperiodcentered": "·", "textbullet": "•",
    "textasteriskcentered": "*", "LaTeX": "LaTeX", "TeX": "TeX", "BibTeX": "BibTeX", "LaTeXe": "LaTeX2ε",
    "eg": "e.g.", "ie": "i.e.", "dh": "ð", "DH": "Ð", "th": "þ", "TH": "Þ", "dj": "đ", "DJ": "Đ", "ng": "ŋ", "NG": "Ŋ",
    "textonehalf": "½", "textonequarter": "¼", "textthreequarters": "¾", "texttimes": "×", "textdiv": "÷",
    "percent": "%", "textcelsius": "°C", "textohm": "Ω", "newblock": " ", "par": " ", "textnumero": "№", "glqq": "„",
    "grqq": "“", "flqq": "«", "frqq": "»", "hyp": "-", "textendash": "–", "textemdash": "—", "le": "≤", "ge": "≥",
    "leq": "≤", "geq": "≥", "times": "×", "pm": "±", "cdot": "·", "to": "→", "colon": ":", "mid": "|", "lt": "<", "gt": ">",
}  # fmt: skip

_FORMULA_WORDS = {
    "sin", "cos", "tan", "log", "ln", "exp", "min", "max", "lim", "sup", "inf", "det", "dim", "arg", "Pr", "var",
}  # fmt: skip
_FRACTION = lazy(r"\\[dtc]?frac\s*\{([^{}]*)\}\s*\{([^{}]*)\}")
_WORDS = lazy(r"\\(?:text|mbox|textrm|textit|textbf|textnormal|mathrm|operatorname)\s*\{([^{}]*)\}")
_NO_TEXT = lazy(r"\\(?:begin|end|label|ref|eqref|tag|hspace|vspace|phantom|color)\*?\s*\{[^{}]*\}(?:\{[lcr|@]*\})?")
_COMMAND = lazy(r"\\(?:([A-Za-z]+)|([^A-Za-z]))")
_RAISED = lazy(r"([\^_])\s*(?:\{\s*([^{}\\^_]*)\s*\}|([\w*+\-]))")
_HELD = "\ue001"
_LONGEST_FORMULA = 4_000
"""Characters of a formula that are made text; what follows is the rest of a table."""


@cache
def symbol(name: str) -> str | None:
    r"""What the command called `name` prints where it takes no argument; None where it is no sign or letter.

    >>> [symbol(name) for name in ("ss", "alpha", "&", "ldots", "section")]
    ['ß', 'α', '&', '…', None]
    """
    own = _OWN.get(name)
    if own is None and (journal := journal_macro(name)):  # in lists that BibTeX made
        own = journal.printed
    return own if own is not None else _table().get(name)


@cache
def _table() -> dict[str, str]:
    from pylatexenc.latex2text import get_default_latex_context_db  # 60 ms, and many files need none of it

    found: dict[str, str] = {}
    for spec in get_default_latex_context_db().iter_macro_specs():
        printed = spec.simplify_repl
        if isinstance(printed, str) and 0 < len(printed) <= 4 and "%" not in printed and printed.strip():
            found.setdefault(spec.macroname, printed)
    return found


def accented(accent: str, letters: str) -> str:
    r"""The letters with the accent on the first of them.

    >>> accented('"', "u"), accented("'", "ı"), accented("c", "c")
    ('ü', 'í', 'ç')
    """
    if not letters.strip():
        return {"~": "~", "^": "^", "`": "`"}.get(accent, "")
    letters = letters.lstrip()
    base = {"ı": "i", "ȷ": "j"}.get(letters[0], letters[0])
    return unicodedata.normalize("NFC", base + ACCENTS[accent]) + letters[1:]


def raised(latex: str) -> tuple[str, str] | None:
    r"""The sign ("^" or "_") and the characters of a formula that is nothing but raised or lowered; else None.

    >>> raised("^{1,2}"), raised("_2"), raised("x^2")
    (('^', '1,2'), ('_', '2'), None)
    """
    match = _RAISED.fullmatch(latex.strip().removeprefix("{}"))
    return (match[1], (match[2] or match[3] or "").strip()) if match else None


@cache
def formula(latex: str) -> str:
    r"""A formula as characters; what has no character is left away, for it is read and not computed.

    >>> formula(r"p < 0.01"), formula(r"\alpha = \frac{1}{2}\text{ of } n^{2}"), formula(r"\mathbb{R}_+")
    ('p<0.01', 'α=1/2 of n2', 'R_+')
    """
    if "\\" in latex:
        latex = _NO_TEXT.sub(" ", latex[:_LONGEST_FORMULA])
        latex = _WORDS.sub(lambda match: re.sub(r"\s", _HELD, match[1]), latex)
        latex = _FRACTION.sub(r"\1/\2", latex)
        latex = _COMMAND.sub(_command, latex)
    characters = "".join(latex.split())
    for sign in "{}^&":
        characters = characters.replace(sign, "")
    return characters.replace(_HELD, " ")


def _command(match: re.Match[str]) -> str:
    name = match[1] or match[2]
    if name in _FORMULA_WORDS:
        return name
    if name in "\\,;:! \n":
        return ""
    printed = symbol(name)
    return "" if printed is None else printed.replace("{", "\\{") if name not in "{}" else name
