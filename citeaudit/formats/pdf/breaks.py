"""Whether a line begins something new: an ordered list of named rules, of which the first that decides is right.

Between two lines of a column stands nothing that says whether they belong together. How they are set tells, and what they say.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from citeaudit.formats.pdf.headings import is_short
from citeaudit.formats.pdf.lines import Line
from citeaudit.formats.pdf.openings import hangs, is_legend, is_named_heading
from citeaudit.formats.pdf.setting import INDENT, Measures, ends_early, indent, is_centred, off_centre
from citeaudit.ruling import first_or
from citeaudit.text.patterns import lazy

_ENDS = lazy(r"[.!?:;…。”\"')\]]\s*$")
"""What a line ends with behind which a heading or an item may begin."""
_SENTENCE_END = lazy(r"[.!?…。][\"'”’»)\]]*(?:\s?\[?[\d,;\s–—-]+\]?)?$")
"""The end of a sentence, with the numbers of its citations behind the stop."""
_LONGEST_BOLD_LINE = 80
"""Characters; a longer bold line is emphasis that fills its line."""
_WIDER_STEP = 1.28
"""Of the usual distance of baselines: raised signs make lines stand apart by a fifth, a space between paragraphs by a third or more."""
_WIDER_STEP_POINTS = 0.5
"""Points: how far baselines stray."""
_WIDEST_LEADING = 1.9
"""Of the font size: manuscripts are set with double space; what is wider is the space between paragraphs."""
_TIGHTEST_LEADING = 1.05
"""Of the font size: lines that stand closer touch each other."""
_MOST_CELLS = 2
"""A number and its item stand apart; three cells are a row of a table."""
_DEEPEST_INDENT = 5.0
"""Of the font size: a line further in is no first line, but a formula, or words of a drawing."""
_OFF_CENTRE = 1.5
"""Of the font size: an indented line this far from the middle of the column is not centred, whatever the line before it is."""
_SAME_INDENT = 0.2
"""Of the font size: how far the left edges of two lines at the same indent differ."""
_DEEPEST_SECOND_INDENT = 3.0
"""Of the font size: two lines further in are an address or verses."""


@dataclass(frozen=True, slots=True)
class Seam:
    """The lines of a part so far, at least one, and the line that follows."""

    current: Sequence[Line]
    line: Line
    measures: Measures

    @property
    def before(self) -> Line:
        """The last line of the part."""
        return self.current[-1]

    @property
    def first(self) -> bool:
        """Whether the part has one line only."""
        return len(self.current) == 1

    @property
    def early(self) -> bool:
        """Whether the first word of the line had room on the one before."""
        return ends_early(self.before, self.line.content, self.line.first_word)

    @property
    def usual_step(self) -> float:
        """How far the baselines of two lines of this part are apart, in points."""
        if not self.first:
            return min(b.y - a.y for a, b in pairwise(self.current))
        size = self.before.size
        return max(_TIGHTEST_LEADING * size, self.measures.leading * (size / self.measures.size))


Rule = Callable[[Seam], bool | None]
"""True: the line begins something new. False: it goes on. None: the rule cannot tell."""


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether a line begins something new, and the name of the rule that decided; "" where none did."""

    breaks: bool
    rule: str = ""


def another_column(seam: Seam) -> bool | None:
    """A line of another column or page begins something new; what goes on there is joined later, by what it says."""
    return True if seam.line.region != seam.before.region else None


def another_size(seam: Seam) -> bool | None:
    """A line in another font size: the legend below a paragraph, the text below a heading."""
    line, before = seam.line, seam.before
    return True if abs(line.size - before.size) > seam.measures.tolerance * max(line.size, before.size) else None


def bold_begins_or_ends(seam: Seam) -> bool | None:
    """Plain text behind a bold heading, or a short bold line behind plain text: "Methods" above "Sleep was recorded …"."""
    line, before = seam.line, seam.before
    if line.bold == before.bold:
        return None
    return True if is_short(seam.current) or (line.bold and len(line.content) <= _LONGEST_BOLD_LINE) else None


def wider_step(seam: Seam) -> bool | None:
    """A line further down than lines of this part are apart, or one that stands no lower: the first line behind a space."""
    step = seam.line.y - seam.before.y
    usual = min(max(_WIDEST_LEADING * seam.line.size, seam.measures.leading), seam.usual_step)
    return True if step <= 0 or step > usual * _WIDER_STEP + _WIDER_STEP_POINTS else None


def table_begins_or_ends(seam: Seam) -> bool | None:
    """A row of three cells behind a line of words, or the reverse; an item whose number stands apart is no row."""
    rows = (seam.line.cells > _MOST_CELLS) != (seam.before.cells > _MOST_CELLS)
    return True if rows and not hangs(seam.line) else None


def legend_begins(seam: Seam) -> bool | None:
    """A legend, "Figure 2. Sleep", behind a line with room left; else "Figure 2." is the end of "see" above and fell there."""
    return True if is_legend(seam.line) and seam.early else None


def name_of_a_section(seam: Seam) -> bool | None:
    """The line "Methods", behind one that ended early or with a stop; else it is the last word of a paragraph."""
    if not is_named_heading(seam.line.content):
        return None
    return True if seam.early or _ENDS.search(seam.before.content) else None


def behind_name_of_a_section(seam: Seam) -> bool | None:
    """Text in the same type behind "Methods" alone on a line."""
    return True if seam.first and is_named_heading(seam.before.content) else None


def indented(seam: Seam) -> bool | None:
    """A line set in further than the one before begins a paragraph; one of a block of centred lines goes on.

    The second line of an item hangs further in than its number: "1. Hall" above "   and Berg".
    """
    line, before = seam.line, seam.before
    if not INDENT < indent(line) - indent(before) < _DEEPEST_INDENT or (seam.first and hangs(before)):
        return None
    return off_centre(line) > _OFF_CENTRE * line.size or not is_centred(before)


def indented_as_the_first(seam: Seam) -> bool | None:
    """A second line set in as far as the first, where paragraphs are indented: two paragraphs of a line, or a quotation."""
    own, earlier = indent(seam.line), indent(seam.before)
    alike = abs(own - earlier) < _SAME_INDENT and INDENT < earlier < _DEEPEST_SECOND_INDENT
    return True if seam.first and alike and seam.measures.indented else None


def item_begins(seam: Seam) -> bool | None:
    """A bullet or a number behind a line that ended: "2. Berg" below "1. Hall."; else a number at the edge by chance."""
    if not hangs(seam.line):
        return None
    return True if _ENDS.search(seam.before.content) or seam.early else None


def sentence_ended_early(seam: Seam) -> bool | None:
    """A sentence that ended although the next word had room ends its paragraph, unless lines are centred."""
    ended = seam.early and _SENTENCE_END.search(seam.before.content)
    return True if ended and not seam.line.content[:1].islower() and not is_centred(seam.before) else None


RULES: tuple[Rule, ...] = (
    another_column,
    another_size,
    bold_begins_or_ends,
    wider_step,
    table_begins_or_ends,
    legend_begins,
    name_of_a_section,
    behind_name_of_a_section,
    indented,
    indented_as_the_first,
    item_begins,
    sentence_ended_early,
)
"""What the page shows comes before what the words say; only `indented` can tell that a line goes on."""


def decide(current: Sequence[Line], line: Line, measures: Measures) -> Decision:
    """Whether a line begins something new behind the lines of a part, and the rule that says so."""
    seam = Seam(current, line, measures)
    rule, verdict = first_or(RULES, seam, False)
    return Decision(verdict, rule)
