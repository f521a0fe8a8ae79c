"""Whether a number that the list does not have is a citation all the same.

To call it one is an accusation: the reader is told that an entry is missing. So what may be anything else is refused, and the
refusals are counted where people see them.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from citeaudit.linking._brackets import Bracket
from citeaudit.linking._judgement import Rule, Verdict
from citeaudit.linking._lookalikes import follows_authors
from citeaudit.linking._quantities import quantity_before
from citeaudit.linking._raised_numbers import stands_plainly
from citeaudit.text.patterns import lazy
from citeaudit.text.wordlists import word_list

_LAST_WORD = lazy(r"(?P<word>[^\W\d_]+)\.?\s?$")
_NUMERAL = lazy(r"(?:^|\s)(?:[IVX]+|[A-Z]|[NMKnmk]|[+\u2212-])\s?$")
_NUMBER_ALONE = lazy(r"(?<![\w.,/\u2010-\u2015\u2212-])(?!(?:1[5-9]|20)\d\d\s)\d+(?:[.,·]\d+)?\s?(?:%|°\s?C)?\s$")
_BEGINS_SENTENCE = lazy(r"[.:]?\s[^\W\d_a-z]")
_OVER_INTERVAL = lazy(r"\b(?:[a-zA-Z]\s(?:in|on|over)|over|within|interval|range|set)\s$")
_CLOSES_SENTENCE = lazy(r"\s?(?:[.;?!]|$)")
_CLOSES = lazy(r"\s?(?:[.,;?!)]|$)")
SIDE_BY_SIDE = lazy(r"(?:,|,?\s(?:and|or|but|versus|vs\.?|to))\s(?:[^\s()]{1,30}\s){0,4}")
"""Between two parentheses that count: "women (15) and men (20)"."""
SO_MANY_EACH = lazy(r",?\s(?:and|or|versus|vs\.?)\s(?:[^\s()]{1,30}\s){1,2}")
"""Between two parentheses with one number: "owls (48) and bats (48)"."""
_BEFORE_INTERVAL = lazy(r"\b(?:in|on|over|within|between|from|to|of|range|interval|vector|set)\s$|[=∈⊂,]\s?$")
_MOST_DIGITS = 3
"""Digits of the number of a reference; no list was met with more."""
_PLANE = lazy(r"[01]{3}")


@dataclass(frozen=True, slots=True)
class UnlistedNumber:
    """A bracket with a number that the list lacks.

    `far` where it is far past the end of the list; `all_unknown` where it has several and the list has none of them; `in_row` where it
    stands beside another such.
    """

    bracket: Bracket
    far: bool
    all_unknown: bool
    in_row: bool


def behind_authors(unlisted: UnlistedNumber) -> bool:
    """As in "Hall et al. (99)": nothing but a citation follows authors, if it is not the year of their work, "Hall et al. (2004)"."""
    bracket = unlisted.bracket
    return len(bracket.numbers) <= _MOST_DIGITS and follows_authors(bracket.text, bracket.start)


def behind_naming_word(unlisted: UnlistedNumber) -> bool:
    """As in "compound (13)", "Line [20]": a word for what is numbered; "in all conditions (13)." closes a sentence and cites."""
    word = _LAST_WORD.search(unlisted.bracket.before)
    if word is None or word["word"].lower() not in _names_numbered():
        return False
    return not (word["word"].endswith("s") and _closes_sentence(unlisted.bracket))


def behind_counted_word(unlisted: UnlistedNumber) -> bool:
    """As in "women (15) and men": a word for what is counted, unless a sentence ends; square brackets do not hold counts."""
    bracket = unlisted.bracket
    word = _LAST_WORD.search(bracket.before)
    counted = word is not None and word["word"].lower() in _names_counted()
    return counted and not bracket.square and not _closes_sentence(bracket)


def behind_numeral(unlisted: UnlistedNumber) -> bool:
    """As in "grade III (13)", "group B (14)", "N (13)": a numeral or a letter alone before parentheses."""
    return not unlisted.bracket.square and _NUMERAL.search(unlisted.bracket.before) is not None


def behind_quantity(unlisted: UnlistedNumber) -> bool:
    """As in "2 [1–14]", "24 (13)": numbers that belong to the quantity before them; one alone in square brackets does not."""
    bracket = unlisted.bracket
    if bracket.square:
        return not bracket.numbers.isdigit() and quantity_before(bracket) is not None
    return _NUMBER_ALONE.search(bracket.before) is not None


def opens_item(unlisted: UnlistedNumber) -> bool:
    """As in "(13) Rats were fed.", at the beginning of a block: the number of an item."""
    bracket = unlisted.bracket
    return bracket.start == 0 and _BEGINS_SENTENCE.match(bracket.text, bracket.end) is not None


def behind_variable(unlisted: UnlistedNumber) -> bool:
    """As in "for x in [5, 14]", "over (5, 14)": two numbers that are the ends of an interval."""
    return not unlisted.bracket.numbers.isdigit() and _OVER_INTERVAL.search(unlisted.bracket.before) is not None


def in_row_past_the_list(unlisted: UnlistedNumber) -> bool:
    """As in "women (15) and men (20)": several side by side, none of which the list has, count something."""
    return unlisted.in_row


def past_the_list(unlisted: UnlistedNumber) -> bool:
    """As in "(2015)", "(99)", "[2015]", "[111] planes" where the list ends at 12.

    Square brackets that hold one number and close a clause, "it is so [99].", hardly ever hold anything but a citation.
    """
    bracket = unlisted.bracket
    plainly = (
        bracket.square
        and bracket.numbers.isdigit()
        and len(bracket.numbers) <= _MOST_DIGITS
        and not _PLANE.fullmatch(bracket.numbers)
        and _CLOSES.match(bracket.text, bracket.end) is not None
        and bracket.before[-1:].isspace()
    )
    return unlisted.far and not plainly


def all_unknown(unlisted: UnlistedNumber) -> bool:
    """As in "(64, 72)", "over [13, 15]": several, none of which the list has; "it is so [13–15]." cites in square brackets."""
    bracket = unlisted.bracket
    plainly = (
        bracket.square and _CLOSES.match(bracket.text, bracket.end) and not _BEFORE_INTERVAL.search(bracket.before)
    )
    return unlisted.all_unknown and not plainly


UNLISTED_NUMBERS: tuple[Rule[UnlistedNumber], ...] = (
    Rule(Verdict.CITES, behind_authors),
    Rule(Verdict.REFUSED, behind_naming_word),
    Rule(Verdict.REFUSED, behind_counted_word),
    Rule(Verdict.REFUSED, behind_numeral),
    Rule(Verdict.REFUSED, behind_quantity),
    Rule(Verdict.REFUSED, opens_item),
    Rule(Verdict.REFUSED, behind_variable),
    Rule(Verdict.REFUSED, in_row_past_the_list),
    Rule(Verdict.REFUSED, past_the_list),
    Rule(Verdict.REFUSED, all_unknown),
)
"""Asked in order; where none applies, the number is a citation of what the list lacks."""


@dataclass(frozen=True, slots=True)
class UnlistedRaised:
    """Raised numbers, one of which the list lacks, with what stands before them; `far` as for brackets."""

    before: str
    numbers: str
    far: bool


def raised_oddly(unlisted: UnlistedRaised) -> bool:
    """As in "the X^13^ factor", "in GF^15^": behind anything but a word, a stop or a year."""
    return not stands_plainly(unlisted.before)


def raised_past_the_list(unlisted: UnlistedRaised) -> bool:
    """As in "naps^99^ help" where the list ends at 12; "naps help.^99^" is a citation."""
    plainly = (
        unlisted.numbers.isdigit()
        and len(unlisted.numbers) <= _MOST_DIGITS
        and unlisted.before.rstrip()[-1:] in {".", ",", ";"}
    )
    return unlisted.far and not plainly


UNLISTED_RAISED: tuple[Rule[UnlistedRaised], ...] = (
    Rule(Verdict.REFUSED, raised_oddly),
    Rule(Verdict.REFUSED, raised_past_the_list),
)
"""The same for raised numbers."""


def _closes_sentence(bracket: Bracket) -> bool:
    return _CLOSES_SENTENCE.match(bracket.text, bracket.end) is not None


@cache
def _names_numbered() -> frozenset[str]:
    return frozenset(word_list("words-before-numbers.txt"))


@cache
def _names_counted() -> frozenset[str]:
    return frozenset(word_list("words-before-counts.txt"))
