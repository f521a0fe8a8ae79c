"""Whether a paragraph without a heading's style is set as one: an ordered list of named rules that speak against it.

Many authors set headings in bold type by hand, and Word's styles do not tell them from a sentence that is stressed.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from citeaudit.formats.docx.draft import Paragraph
from citeaudit.model import Style
from citeaudit.ruling import holding
from citeaudit.text.patterns import lazy

_MOST_WORDS = 12
"""Of a heading in bold type; a stressed sentence has more."""
_LEGEND = lazy(
    r"(?:fig(?:ure|\.)?|table|tab\.|box|scheme|abbildung|tabelle|tableau|figura|tabla|tabela)\s*S?\d+\w?\s*[.:|]",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A paragraph that may be a heading: its words without spaces around them, and what numbering prints before it."""

    text: str
    paragraph: Paragraph
    marker: str


Rule = Callable[[Candidate], bool]
"""Whether something speaks against a heading."""


def too_many_words(candidate: Candidate) -> bool:
    """More than twelve words are a sentence: a warning, or the main result."""
    return len(candidate.text.split()) > _MOST_WORDS


def ends_like_text(candidate: Candidate) -> bool:
    """A stop, a comma, a colon or a bracket ends a sentence or begins a list: "Keywords:", "see Hall (2015)"."""
    return candidate.text[-1:] in ".,;:)]"


def begins_with_a_sign(candidate: Candidate) -> bool:
    """A heading begins with a letter or a number: "* p < 0.05" does not."""
    return not candidate.text[:1].isalnum()


def item_of_a_list(candidate: Candidate) -> bool:
    """A bullet stands before an item; a number may stand before a heading."""
    return candidate.marker == "•"


def legend(candidate: Candidate) -> bool:
    """The legend of a figure or a table is set in bold, too: "Table 2. Patients"."""
    return is_legend(candidate.text)


def no_words(candidate: Candidate) -> bool:
    """A heading has a letter: "2015" or "12.3" does not."""
    return not any(character.isalpha() for character in candidate.text)


def several_lines(candidate: Candidate) -> bool:
    """Line breaks are of addresses and verses."""
    return bool(candidate.paragraph.breaks)


def not_all_bold(candidate: Candidate) -> bool:
    """Every character of a heading is bold; the first words of a paragraph often are."""
    bold = sum(run.end - run.start for run in candidate.paragraph.runs if run.style is Style.BOLD)
    return bold < len(candidate.text)


def with_superscripts(candidate: Candidate) -> bool:
    """Names of authors with marks of their addresses are bold and short: "A. Hall¹, C. Berg²"."""
    return any(run.style is Style.SUPERSCRIPT for run in candidate.paragraph.runs)


RULES: tuple[Rule, ...] = (
    too_many_words,
    ends_like_text,
    begins_with_a_sign,
    item_of_a_list,
    legend,
    no_words,
    several_lines,
    not_all_bold,
    with_superscripts,
)
"""The words before the type: that takes a look at every run."""


def is_legend(text: str) -> bool:
    """Whether a paragraph begins as the legend of a figure or a table: "Figure S1: Sleep"."""
    return _LEGEND.match(text) is not None


def against(text: str, paragraph: Paragraph, marker: str) -> str:
    """The name of the first rule that speaks against a heading; "" where none does, and it is one."""
    candidate = Candidate(text, paragraph, marker)
    return holding(RULES, candidate)
