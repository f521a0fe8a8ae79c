"""What the first words of a line tell: a legend, an item of a list, a numbered section, the name of a section."""

from __future__ import annotations

import re

from citeaudit.formats.pdf.lines import Line
from citeaudit.formats.pdf.pieces import BOLD
from citeaudit.parsing.headings import is_outside_text, is_reference_heading
from citeaudit.text.patterns import lazy

SECTION = lazy(r"(?:\d{1,2}(?:\.\d{1,2}){0,3}\.?|[IVX]{1,5}\.|[A-H]\.(?!.*,))\s+[^\W\d_a-z]")
"""The number of a section and the capital behind it: "2.1 M", "IV. R", "A. S", but not the initials of "A. Hall, C. Berg"."""

_LEGEND = lazy(
    r"""(?:supplement(?:ary|al)\s+|extended\s+data\s+|online\s+)?
    (?:fig(?:ure|\.)?|table|tab\.|box|scheme|chart|plate|panel|video
      |abbildung|abb\.|tabelle|tableau|figura|tabla|tabela|quadro)
    \s*(?P<number>S?\d+[A-Za-z]?|[IVX]+)\b(?P<after>.{0,2})""",
    re.IGNORECASE | re.VERBOSE,
)
_BEHIND_NUMBER = frozenset([".", ":", "|", "", "—", "–"])
"""What stands behind the number of a legend; in "Figure 2 shows" a word does."""
_BULLET = lazy(r"[•‣◦▪●○■–—*]\s+\S")
_NUMBERED = lazy(r"\(?(?:\d{1,3}|[a-z]|[ivx]{1,4})[.)]\s+\S")
_KNOWN = lazy(
    r"""(?:\d{1,2}\.?\s+|[IVX]{1,4}\.?\s+)?
    (?:abstract|summary|introduction|background|(?:materials?\s+and\s+|patients\s+and\s+)?methods?|methodology|results?
      |discussion|conclusions?|results\s+and\s+discussion|related\s+work|keywords|appendix
      |supplementary\s+(?:material|information|data)|limitations|references|acknowledge?ments?)
    \s*:?""",
    re.IGNORECASE | re.VERBOSE,
)
_LONGEST_NAME = 60
"""Characters; "Supplementary information" with a number before it has half of them."""


def hangs(line: Line) -> bool:
    """Whether a line begins with a bullet or a number, as items do."""
    return bool(_BULLET.match(line.content) or _NUMBERED.match(line.content))


def is_legend(line: Line) -> bool:
    """Whether a line begins a legend: "Figure 2. Sleep", "Table 1 Patients", but not "Figure 2 shows"."""
    match = _LEGEND.match(line.content)
    if match is None:
        return False
    bold = bool(line.styles and line.styles[0] & BOLD and not line.bold)
    return bold or match["after"][:1] in _BEHIND_NUMBER or match["after"].strip()[:1].isupper()


def is_named_heading(text: str) -> bool:
    """Whether a line is the name of a section and nothing more."""
    if len(text) > _LONGEST_NAME or text[:1].islower():
        return False
    return bool(_KNOWN.fullmatch(text)) or is_reference_heading(text) or is_outside_text(text)
