"""Numbers in parentheses that count: items of a sentence, "(1) first; (2) second", and how many there are, "pork (3), duck (2)"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from citeaudit.linking._judgement import Rule, Verdict, first_that_applies
from citeaudit.linking._lookalikes import follows_authors, tells_extreme
from citeaudit.text.patterns import lazy

Span = tuple[int, int]
"""Start and end of a bracket in the text of its block."""

_YEAR = lazy(r"(?:1[5-9]|20)\d\d")
_ITEM = lazy(r"\s?\d?[^\W\d_]|\s(?:\d|\[|[\u2013-][A-Z])")
"""What an item begins with: "(2) 2D images", "(2) 1606 and 1622", "(2) [μ + σ]"."""
_ENDS_STATEMENT = lazy(r"[^\W\d_][.;,]$")
"""A word and a stop right before a bracket: "in the last years.(1) It"."""
_BEFORE_COUNTER = lazy(
    r"""(?:
        ^ | [:;,.?!(\u2013\u2014-]
        | \b(?:and|or|are|were|is|as|by|to|include|including|namely|that|either)
    )\s*$""",
    re.IGNORECASE | re.VERBOSE,
)
_COUNTER_BACK = 16
"""Characters before a counter in which the word or the mark before it stands."""
_PLAINLY_COUNTED = 5
"""Items, behind which another needs no mark or word before it: the run itself is proof."""
_TALLY = lazy(r"\((?P<number>\d{1,4})(?P<noun>\.\d+|\s[^\W\d_]{3,20})?\)")
_TALLY_JOINT = lazy(r",?\s(?:(?:and|or)\s)?[^\W_][^,.;:()]{1,60}\s")
_THEN_COME = lazy(r"\bfollowed\sby\b[^.;,()]{0,60}$")
_THEN_COME_BACK = 90
"""Characters before a number in which "followed by" may stand: about one clause."""
_SHORTEST_TALLY = 3
"""Numbers in a row of which one odd member shows that all count; two may be a count beside a citation."""
_SHORTEST_FALL = 5
"""Numbers in a row that fall and repeat; shorter ones are not rare among citations."""


def counters(text: str, spans: Sequence[tuple[int, int, str]]) -> set[Span]:
    """Spans (start, end, numbers) that count items of a sentence, "(1) first; (2) second", and cite nothing."""
    found: set[Span] = set()
    run: list[Span] = []
    for start, end, numbers in spans:
        if not _ITEM.match(text, end) or _ENDS_STATEMENT.search(text, max(0, start - 2), start):
            continue
        if numbers == "1":
            run = [(start, end)]
        elif (
            run
            and numbers == str(len(run) + 1)
            and (len(run) >= _PLAINLY_COUNTED or _BEFORE_COUNTER.search(text[max(0, start - _COUNTER_BACK) : start]))
        ):
            run.append((start, end))
            found.update(run)
    return found


@dataclass(frozen=True, slots=True)
class Row:
    """Numbers in parentheses, each but the first behind a few words: "pork (3), duck (2), fish (2) and turkey (0)".

    A match has the `number` and its `noun`, None where it has none; years are not among them. `most` is the highest number that a
    citation may have.
    """

    text: str
    matches: Sequence[re.Match[str]]
    most: int

    @property
    def numbers(self) -> list[int]:
        """The numbers, in order."""
        return [int(match["number"]) for match in self.matches]

    @property
    def falls(self) -> bool:
        """Whether no number is higher than the one before it."""
        return self.numbers == sorted(self.numbers, reverse=True)


def rows(text: str, most: int) -> list[Row]:
    """The rows of numbers of a text; `most` is the highest number that a citation may have."""
    found: list[list[re.Match[str]]] = []
    last = -1
    for match in _TALLY.finditer(text):
        if _YEAR.fullmatch(match["number"]):
            last = -1
            continue
        if last >= 0 and _TALLY_JOINT.fullmatch(text, last, match.start()):
            found[-1].append(match)
        else:
            found.append([match])
        last = match.end()
    return [Row(text, matches, most) for matches in found]


def holds_odd_number(row: Row) -> bool:
    """As in "(11 genes), of respiration (5), of repair (4)": a noun, a decimal or a number that no citation has, among three or more."""
    return len(row.matches) >= _SHORTEST_TALLY and any(
        match["noun"] or int(match["number"]) > row.most for match in row.matches
    )


def falls_and_repeats(row: Row) -> bool:
    """As in "pork (7), duck (5), fish (5), beans (2), rice (2)": what is most frequent is told first."""
    return len(row.matches) >= _SHORTEST_FALL and len(set(row.numbers)) < len(row.matches) and row.falls


def holds_nought(row: Row) -> bool:
    """As in "three owls (4) and bats (0)": nothing is cited by 0, so its neighbour counts, too."""
    return 0 in row.numbers


def told_to_be_extreme(row: Row) -> bool:
    """As in "the largest number of genes (9), then came bats (5)": the words say that the numbers count."""
    return len(row.matches) > 1 and any(tells_extreme(row.text, match.start()) for match in row.matches)


def told_to_follow(row: Row) -> bool:
    """As in "followed by rice (11), wheat (7) and oats (7)": the words say that the numbers fall, and they do."""
    return (
        len(row.matches) >= _SHORTEST_TALLY
        and row.falls
        and any(
            _THEN_COME.search(row.text, max(0, match.start() - _THEN_COME_BACK), match.start()) for match in row.matches
        )
    )


TALLIES: tuple[Rule[Row], ...] = (
    Rule(Verdict.REFUSED, holds_odd_number),
    Rule(Verdict.REFUSED, falls_and_repeats),
    Rule(Verdict.REFUSED, holds_nought),
    Rule(Verdict.REFUSED, told_to_be_extreme),
    Rule(Verdict.REFUSED, told_to_follow),
)
"""By what a row of numbers is seen to tell how many there are."""


def tallies(row: Row) -> Mapping[Span, str]:
    """Spans that tell how many there are, each with the rule that says so; not what stands behind "et al."."""
    rule = first_that_applies(TALLIES, row)
    if rule is None:
        return {}
    return {match.span(): rule.name for match in row.matches if not follows_authors(row.text, match.start())}
