"""When names alone accuse: refusals, the first that holds lets the link pass.

A reference is called wrong by names only with evidence on both sides: the sentence has names that the reference cited lacks,
another reference of the list has them, and the title cited is specific enough to be about something else.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from citeaudit.claims.likelihood import BETTER_SHARE
from citeaudit.claims.vocabulary import Shared

_FEWEST_WORDS = 3
"""Words that only the other reference has: one or two may be chance in any list."""

_FEWEST_WORDS_OF_STUDY = 2
"""Words where one is the name of a study: it means one work, or few."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Accused:
    """A link as names see it.

    `rival` is the reference (1-based) not cited in the sentence that shares most with the claim, None where none shares
    anything, and `against` what it shares; `group` the nats that the likest reference of the citation shares;
    `author_named` tells that the sentence names an author of the reference cited, `specific` that its title says what it is
    about.
    """

    rival: int | None
    against: Shared
    group: float
    author_named: bool
    specific: bool


def no_other_shares_words(link: Accused) -> bool:
    """No other reference has a word of the claim: there is nobody to have been meant.

    "Everybody sleeps at times (1)."
    """
    return link.rival is None


def author_is_named(link: Accused) -> bool:
    """The sentence names an author of the reference cited: it was meant, whatever else the sentence says.

    "Hall et al. gave lunestazole in REMWAVE-2 (1)", where 1 is by Hall and 2 reports REMWAVE-2.
    """
    return link.author_named


def title_is_general(link: Accused) -> bool:
    """The title cited says too little to be about something else.

    "REMWAVE-2 gave lunestazole (4)", where the title of 4 is "Sleep".
    """
    return not link.specific


def too_few_words(link: Accused) -> bool:
    """Few words are the other reference's alone: they may be the subject of both.

    "Lunestazole was given to adults (1)", where only the title of 2 has "lunestazole".
    """
    if link.against.study:
        return len(link.against.words) < _FEWEST_WORDS_OF_STUDY
    return link.against.single < _FEWEST_WORDS


def no_name_among_them(link: Accused) -> bool:
    """None of the words is a name that the other reference has alone: plain words mean a subject, names mean a work.

    "Cabin crews with jet lag took melatonin (2)", where 1 is on melatonin and jet lag in cabin crews.
    """
    return not link.against.names


def cited_ones_share_enough(link: Accused) -> bool:
    """A reference of the citation shares a part of what the other shares: the sentence may well be about it.

    "REMWAVE-2 gave lunestazole (1, 3)", where 3 is on lunestazole in REMWAVE-1.
    """
    return link.group > BETTER_SHARE * link.against.weight


REFUSALS: tuple[Callable[[Accused], bool], ...] = (
    no_other_shares_words,
    author_is_named,
    title_is_general,
    too_few_words,
    no_name_among_them,
    cited_ones_share_enough,
)
"""From what says most about the link to what says least; the first that holds is named."""
