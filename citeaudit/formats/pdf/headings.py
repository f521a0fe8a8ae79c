"""Whether lines are a heading: an ordered list of named rules, of which the first that decides is right.

A PDF does not tell what a heading is. Its words do, or its type, where nothing speaks against it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from citeaudit.formats.pdf.lines import Line
from citeaudit.formats.pdf.openings import SECTION, is_named_heading
from citeaudit.formats.pdf.setting import SMALL, Measures
from citeaudit.ruling import first_or

_MOST_LINES = 3
"""A heading of four lines is a paragraph in bold type."""
_LONGEST = 200
"""Characters; titles of articles have up to 200, headings in them fewer."""
_FEWEST_LETTERS = 3
"""Numbers of pages and signs between sections have fewer."""
_MOST_CELLS = 2
"""A number and its heading may stand apart; three cells are a row of a table."""
_LONGEST_WITH_FULL_STOP = 80
"""Characters; some journals put a full stop behind a heading, and what is longer is a sentence."""
_LARGER = 1.09
"""Of the size of the text: half a point or more in a text of ten, for sizes of one font vary by less than 0.06."""
_LONGEST_SLANTED = 100
"""Characters of a heading known by nothing but italics; a quotation or the legend of a figure is longer."""
_MOST_CAPITAL_WORDS = 12
"""Words of a heading known by nothing but capitals; a warning on the first page has more."""
_FEWEST_CAPITALS = 5
"""Characters; "RNA" and "USA" are words of a drawing."""
_MOST_LINES_PLAIN = 2
"""Lines of a heading known by its number or its capitals; an item of a list has more."""
_SHORT_OF_EDGE = 2.0
"""Of the font size: the last line of a heading ends so far before the right edge, that of a paragraph mostly not."""
_FIRST_LEVEL = 2
"""The title has level 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Lines that may be a heading: their words, the size of the largest, whether they begin as a numbered section does."""

    lines: Sequence[Line]
    measures: Measures
    text: str
    size: float
    numbered: bool

    @property
    def larger(self) -> bool:
        """Whether it is set in larger type than the text."""
        return self.size > _LARGER * self.measures.size

    @property
    def smaller(self) -> bool:
        """Whether it is set in smaller type than the text."""
        return self.size <= SMALL * self.measures.size

    @property
    def alone(self) -> bool:
        """Whether its last line ends well before the right edge, and its first begins with a capital or a number."""
        first, last = self.lines[0], self.lines[-1]
        opens = first.content[:1].isupper() or first.content[:1].isdigit()
        return opens and last.x1 < last.right - _SHORT_OF_EDGE * last.size


Rule = Callable[[Candidate], bool | None]
"""True: a heading. False: none. None: the rule cannot tell."""


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether lines are a heading, and the name of the rule that decided; "" where none did."""

    is_heading: bool
    rule: str = ""


def too_long(candidate: Candidate) -> bool | None:
    """Four lines, or more than 200 characters, are no heading: a summary in bold type."""
    return None if is_short(candidate.lines) else False


def no_words(candidate: Candidate) -> bool | None:
    """Less than three letters are no heading: "* * *", "3", "Fc" in a drawing."""
    return False if sum(c.isalpha() for c in candidate.text) < _FEWEST_LETTERS else None


def row_of_cells(candidate: Candidate) -> bool | None:
    """Three cells are a row of a table, whatever its type: "Group  Mean  SD"."""
    return False if any(line.cells > _MOST_CELLS for line in candidate.lines) else None


def name_of_a_section(candidate: Candidate) -> bool | None:
    """The usual name of a section is one, however it is set: "Methods", "2 Results and discussion", "References"."""
    return True if is_named_heading(candidate.text) else None


def ends_like_a_sentence(candidate: Candidate) -> bool | None:
    """What ends with a stop, a comma or a semicolon is text: "was not seen,", unless numbered: "2.1 Patients." .

    So is what ends with half a word, however it is numbered: "of the consoli-".
    """
    if candidate.text[-1] in "-\u2010":
        return False
    return False if candidate.text[-1] in ".,;" and not candidate.numbered else None


def whole_sentence(candidate: Candidate) -> bool | None:
    """More than 80 characters with a full stop are a sentence, a number before it or not: "3. Patients were asked …"."""
    return False if candidate.text[-1] == "." and len(candidate.text) > _LONGEST_WITH_FULL_STOP else None


def large_type(candidate: Candidate) -> bool | None:
    """Larger type than that of the text makes a heading, unless it begins with a small letter, as a cut line does."""
    return True if candidate.larger and not candidate.text[:1].islower() else None


def bold_type(candidate: Candidate) -> bool | None:
    """Bold lines in a text that is not bold are a heading, unless they are small, as the words of a figure are."""
    bold = all(line.bold for line in candidate.lines) and not candidate.measures.bold
    return True if bold and not candidate.smaller else None


def capitals(candidate: Candidate) -> bool | None:
    """A few words in capitals are a heading: "STUDY DESIGN"; "RNA" is not, nor is a warning of two sentences."""
    few = len(candidate.text.split()) <= _MOST_CAPITAL_WORDS and len(candidate.lines) <= _MOST_LINES_PLAIN
    in_capitals = candidate.text.isupper() and few and len(candidate.text) >= _FEWEST_CAPITALS
    return True if in_capitals and candidate.lines[0].cells == 1 else None


def slanted_line(candidate: Candidate) -> bool | None:
    """One line in italics that does not fill its column is a heading: "Outcome measures"; a full one may be a quotation."""
    slanted = all(line.italic for line in candidate.lines) and not candidate.smaller
    short = len(candidate.lines) == 1 and len(candidate.text) <= _LONGEST_SLANTED
    return True if slanted and short and candidate.alone else None


def numbered_line(candidate: Candidate) -> bool | None:
    """A number, a capital and a line that ends early are a heading: "2.1 Patients", "IV. Results of the trial"."""
    numbered = candidate.numbered and len(candidate.lines) <= _MOST_LINES_PLAIN
    return True if numbered and candidate.alone else None


RULES: tuple[Rule, ...] = (
    too_long,
    no_words,
    row_of_cells,
    name_of_a_section,
    ends_like_a_sentence,
    whole_sentence,
    large_type,
    bold_type,
    capitals,
    slanted_line,
    numbered_line,
)
"""What speaks against a heading comes first, but for names of sections, which may have a full stop."""


def decide(lines: Sequence[Line], measures: Measures) -> Decision:
    """Whether lines are a heading, and the rule that says so."""
    candidate = _candidate(lines, measures)
    rule, verdict = first_or(RULES, candidate, False)
    return Decision(verdict, rule)


def _candidate(lines: Sequence[Line], measures: Measures) -> Candidate:
    text = " ".join(line.content for line in lines)
    return Candidate(
        lines=lines,
        measures=measures,
        text=text,
        size=max(line.size for line in lines),
        numbered=SECTION.match(text) is not None,
    )


def heading_level(lines: Sequence[Line], measures: Measures) -> int:
    """2 and more for a heading, 0 for anything else; the full stops in the number of a section tell how deep it is."""
    decision = decide(lines, measures)
    if not decision.is_heading:
        return 0
    text = " ".join(line.content for line in lines)
    match = SECTION.match(text)
    if match is None or decision.rule == name_of_a_section.__name__ or len(lines) > _MOST_LINES_PLAIN:
        return _FIRST_LEVEL
    return _FIRST_LEVEL + match[0].strip(". A-Z").count(".")


def is_short(lines: Sequence[Line]) -> bool:
    """Whether lines are so few and so short that they may be a heading."""
    return len(lines) <= _MOST_LINES and sum(len(line.content) for line in lines) <= _LONGEST


def is_sure(lines: Sequence[Line], measures: Measures) -> bool:
    """Whether a heading is known by its words or its type, and not only by a number or slanted letters."""
    candidate = _candidate(lines, measures)
    return is_named_heading(candidate.text) or candidate.larger or all(line.bold for line in lines)
