"""From the chances of each fault to the fault of each link: what kind, which reference is better, and with whom it must agree."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from citeaudit.claims.bags import Doubles, Ids, distinct, grid, log_shares
from citeaudit.claims.chances import chance
from citeaudit.claims.features import FAULTS
from citeaudit.claims.joint import Joint
from citeaudit.model import Fault
from citeaudit.ruling import first

_PLACE = {name: place for place, name in enumerate(FAULTS)}
"""The column of each fault in the chances."""

_SHARED = {
    "exchanged": Fault.EXCHANGED,
    "foreign": Fault.FOREIGN,
    "number-too-high": Fault.SHIFTED,
    "number-too-low": Fault.SHIFTED,
}
"""The faults that several links share, by their names in `features.FAULTS`."""

_HARDLY = 0.5
"""The chance below which a fault that links share is no finding."""

_SURELY_FOREIGN = 2.0
"""An entry is called foreign only where that is so many times as likely as a wrong number, which has a better reference."""

_LEAST_SHARE_OF_BETTER = 0.2
"""What the best reference must have of all chances to be named beside an entry that seems foreign."""

_FEWEST_IN_RUN = 3
"""Links of a run; two that are off by the same number may be so by chance."""

_LEAST_IN_RUN = 0.5
"""Links whose place behind the start is less likely than this speak for themselves."""

_BEFORE_START = 2
"""Entries before the likeliest start of a run whose links are asked whether they belong to it."""

_LEAST_FAULT = 0.02
"""Below this doubt no fault is named: an exchange at one in a hundred would only puzzle."""

_LEFT_OF_PRINTED = 0.02
"""What is left of a doubt where the marker or the claim prints an author of the reference: he was meant."""

_MOST_PRINTED_IN_RUN = 0.1
"""The part of a run that may print an author of its reference: by chance a neighbour has the same author, once or twice."""

_LEAST_SHARE = 0.12
"""A sentence whose best reference has no more of all its chances than this tells no reference from another."""

DIGITS = 9
"""Decimals of a chance in claims. Fewer were measured, but they keep the order of the links of a manuscript, most of which are right."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """What the model makes of a link: its doubt (0–1), which fault, the better reference (0-based, −1: none).

    A doubt is the chance of a fault in a text of which it is as likely that it holds some as that it holds none; `chances` turns
    it into that of a text as they are. `scores` are those of every reference for the citation, in nats; `silent` tells that they tell none from another; `rules`
    are the names of the rules that decided, in order.
    """

    doubt: float
    fault: Fault | None
    better: int
    silent: bool
    scores: Doubles
    rules: tuple[str, ...] = ()

    def outranked(self, place: int) -> float:
        """The share of the list (0–1) whose scores are higher than that of the reference at `place` (0-based)."""
        return round(float((self.scores > self.scores[place]).mean()), DIGITS)


def of_links(
    together: Joint, chances: Doubles, doubt: Doubles, scores: Doubles, printed: NDArray[np.bool_]
) -> dict[tuple[int, int], Weighed]:
    """What the model makes of each link, by the place of its citation and that of its reference (0-based).

    Args:
        together: What all links say together.
        chances: Links × `features.FAULTS`.
        doubt: Of each link, that it is wrong in any way.
        scores: Citations × references, the second score.
        printed: Whether the marker or the claim of each link prints an author of its reference.

    """
    silent = np.exp(log_shares(scores)).max(1) < _LEAST_SHARE
    likeliest = chances[:, 1:].argmax(1) + 1
    alone, trails = kinds_of(chances)
    doubt = np.where(printed, _LEFT_OF_PRINTED * doubt, doubt)
    kinds, doubt = agreed(together, likeliest, alone, doubt, trails, printed)
    found: dict[tuple[int, int], Weighed] = {}
    for at, (row, column) in enumerate(zip(together.rows.tolist(), together.columns.tolist(), strict=True)):
        case = Suspected(
            kind=FAULTS[kinds[at]],
            doubt=round(float(doubt[at]), DIGITS),
            better=int(together.better[at]),
            better_share=float(together.better_share[at]),
            partner=int(together.partner[at]),
            shifted=int(together.shifted[at]),
        )
        rule, (fault, better) = first(NAMING, case)
        found[row, column] = Weighed(
            doubt=case.doubt,
            fault=fault,
            better=better,
            silent=bool(silent[row]),
            scores=scores[row],
            rules=(*trails[at], rule),
        )
    return found


# --------------------------------------------------------------------------- the kind of fault


def kinds_of(chances: Doubles) -> tuple[Ids, list[list[str]]]:
    """The likelier kind of fault of each link by itself, as a place in `features.FAULTS`, and the names of rules that changed it.

    By itself a link has a wrong number or leads to a foreign entry: exchanges and shifts are of several links (`agreed`).
    """
    foreign, number = chances[:, _PLACE["foreign"]], chances[:, _PLACE["wrong-number"]]
    kinds = np.where(foreign > number, _PLACE["foreign"], _PLACE["wrong-number"])
    unsure = hardly_foreign(kinds, chances)
    trails = [[hardly_foreign.__name__] if changed else [] for changed in unsure.tolist()]
    return np.where(unsure, _PLACE["wrong-number"], kinds), trails


def hardly_foreign(kinds: Ids, chances: Doubles) -> NDArray[np.bool_]:
    """An entry hardly likelier foreign than cited by a wrong number is taken for the latter: there a reader can look somewhere.

    Foreign .40 and wrong number .25: wrong number; foreign .40 and wrong number .20: foreign.
    """
    foreign, number = chances[:, _PLACE["foreign"]], chances[:, _PLACE["wrong-number"]]
    return np.asarray((kinds == _PLACE["foreign"]) & (foreign < _SURELY_FOREIGN * number))


# --------------------------------------------------------------------------- what several links agree on

Group = tuple[NDArray[np.bool_], str]
"""Links that a fault concerns together, and its name in `features.FAULTS`."""


def agreed(
    together: Joint,
    likeliest: Ids,
    alone: Ids,
    doubt: Doubles,
    trails: list[list[str]],
    printed: NDArray[np.bool_],
) -> tuple[Ids, Doubles]:
    """The kind and the doubt of each link, where several links agree on a fault that of all of them (`AGREEMENTS`).

    They agree where the mean of their doubts is enough; then this is the doubt of each, for together they are right or wrong.
    Links that print an author of their reference refute a group: of a pair or an entry one does, of a run more than one in
    ten. A foreign entry on which its links do not agree is a wrong number.

    Args:
        together: What all links say together.
        likeliest: The likeliest kind of fault of each link, of all kinds.
        alone: The same of the kinds that a link has by itself.
        doubt: The doubt of each link.
        trails: The names of the rules that decided on each; those of agreements are added.
        printed: Whether the marker or the claim of each link prints an author of its reference.

    """
    kinds, agreed_doubt = alone.copy(), doubt.copy()
    for agreement in AGREEMENTS:
        said = kinds if agreement.alone else np.where(doubt >= agreement.least_own, likeliest, _PLACE["none"])
        for links, fault in agreement.rule(together, said):
            joined = links & ~printed
            mean = float(grid(doubt[joined].mean(keepdims=True), 12)[0]) if joined.any() else 0.0
            if mean < agreement.least or printed[links].mean() > agreement.most_printed:
                if agreement.alone:
                    kinds[links] = _PLACE["wrong-number"]
                continue
            count = int(joined.sum())
            for at in np.flatnonzero(joined).tolist():
                own = float(doubt[at])
                others = (mean * count - own) / (count - 1) if count > 1 else own
                if others < agreement.least and stands_alone(own, mean, fault):
                    kinds[at], agreed_doubt[at] = _PLACE["wrong-number"], doubt[at]
                else:
                    kinds[at], agreed_doubt[at] = _PLACE[fault], mean
                    trails[at].append(agreement.rule.__name__)
    return kinds, agreed_doubt


def stands_alone(own: float, mean: float, fault: str) -> bool:
    """Whether a link is likelier to have a wrong number of its own than to share a fault that the others hardly have.

    Three sentences cite 7, two of them rightly: doubts of .05, .05 and .95 have a mean of .35, but the third is simply wrong.
    """
    together = chance(mean, _SHARED[fault])
    return together < _HARDLY and chance(own, Fault.WRONG_NUMBER) > together


def links_of_a_pair(together: Joint, kinds: Ids) -> Iterator[Group]:
    """Where one link says that its entry was exchanged, all links of both entries are concerned: an exchange is of two.

    Four sentences cite 4 or 5, and three of them fit the other: the fourth is off as well, whatever its words.
    """
    columns = together.columns
    partner_of = dict(zip(columns.tolist(), together.partner.tolist(), strict=True))
    suspected = distinct(columns[kinds == _PLACE["exchanged"]])[0].tolist()
    pairs = {(min(c, partner_of[c]), max(c, partner_of[c])) for c in suspected if partner_of[c] >= 0}
    for first_entry, second_entry in sorted(pairs):
        if partner_of.get(first_entry) == second_entry and partner_of.get(second_entry) == first_entry:
            yield (columns == first_entry) | (columns == second_entry), "exchanged"


def links_of_an_entry(together: Joint, kinds: Ids) -> Iterator[Group]:
    """Where one link says that its entry is foreign, all that cite it are concerned: it belongs into the list or not.

    Two sentences on sleep cite an entry on asphalt; that one of them is so general that it fits anything excuses nothing.
    """
    columns = together.columns
    for column in distinct(columns[kinds == _PLACE["foreign"]])[0]:
        yield columns == column, "foreign"


def links_of_a_run(together: Joint, kinds: Ids) -> Iterator[Group]:
    """Where numbers are likelier shifted than not, all links behind the start are concerned, if there are a few.

    Those just before it are, too, where they say so by themselves: where a run begins is told one or two entries off at times.

    From 12 on every sentence fits the entry before its own; a sentence that cites 17 and fits no entry is off by one, too.
    """
    shift = together.shift
    fault = "number-too-high" if shift.offset < 0 else "number-too-low"
    near = together.columns >= shift.start - 1 - _BEFORE_START
    behind = (together.in_run >= _LEAST_IN_RUN) | ((kinds == _PLACE[fault]) & near)
    run = behind & (together.shifted == together.columns + shift.offset)
    if shift.log_odds > 0 and run.sum() >= _FEWEST_IN_RUN:
        yield run, fault


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """A rule that links agree by, and what it takes.

    `least` is the mean doubt (0–1) from which they are one, `least_own` the doubt from which a link says something by itself,
    `most_printed` the part of them that may print an author of its reference, `alone` whether the rule looks at the kinds that
    links have by themselves, and not at the likeliest of all kinds.
    """

    rule: Callable[[Joint, Ids], Iterator[Group]]
    least: float
    least_own: float = 0.0
    most_printed: float = 0.0
    alone: bool = False


AGREEMENTS = (
    Agreement(rule=links_of_an_entry, least=0.3, alone=True),
    Agreement(rule=links_of_a_pair, least=0.6),
    Agreement(rule=links_of_a_run, least=0.3, least_own=0.3, most_printed=_MOST_PRINTED_IN_RUN),
)
"""Asked in this order, the widest last: links of a run are all shifted, even where single ones look exchanged or foreign.

A pair needs more: an entry that is foreign makes its neighbour look better, and the mean of the two is then about a half.
"""


# --------------------------------------------------------------------------- the fault and the better reference


@dataclass(frozen=True, slots=True, kw_only=True)
class Suspected:
    """A link, the likeliest kind of fault (of `features.FAULTS`) and its doubt; places are 0-based, −1 for none."""

    kind: str
    doubt: float
    better: int
    better_share: float
    partner: int
    shifted: int


Named = tuple[Fault | None, int]
"""A fault and the better reference (0-based, −1 for none)."""


def too_unlikely(link: Suspected) -> Named | None:
    """A fault this unlikely is not named: nearly every link is right, and one kind is always the likeliest.

    A doubt of .01: no fault.
    """
    return (None, -1) if link.doubt < _LEAST_FAULT else None


def exchanged_with_neighbour(link: Suspected) -> Named | None:
    """Entries exchanged: the neighbour is meant.

    "Naps improved memory (4)", where 4 is on shift work and 5 on naps.
    """
    return (Fault.EXCHANGED, link.partner) if link.kind == "exchanged" and link.partner >= 0 else None


def shifted_by_some(link: Suspected) -> Named | None:
    """Numbers shifted: the entry is meant to which the number leads without the shift.

    All numbers from 12 on are one too high: 17 means 16.
    """
    shifted = link.kind in ("number-too-high", "number-too-low")
    return (Fault.SHIFTED, link.shifted) if shifted and link.shifted >= 0 else None


def foreign_beside_a_better_one(link: Suspected) -> Named | None:
    """An entry that does not belong: where one of the list clearly fits the sentence, it is worth a look.

    "Airway pressure helped in sleep apnoea (2)", where 2 is on asphalt and 9 on airway pressure.
    """
    named = link.kind == "foreign" and link.better_share >= _LEAST_SHARE_OF_BETTER
    return (Fault.FOREIGN, link.better) if named else None


def foreign_alone(link: Suspected) -> Named | None:
    """An entry that does not belong, and none of the list that does: a guess would send readers astray.

    "Airway pressure helped in sleep apnoea (2)", where 2 is on asphalt and no other is on sleep apnoea.
    """
    return (Fault.FOREIGN, -1) if link.kind == "foreign" else None


def wrong_number(link: Suspected) -> Named:
    """All else is a wrong number, exchanges without a neighbour and shifts past the end of the list included.

    "Naps improved memory (2)", where 2 is on caffeine and 7 on naps.
    """
    return Fault.WRONG_NUMBER, link.better


NAMING: tuple[Callable[[Suspected], Named | None], ...] = (
    too_unlikely,
    exchanged_with_neighbour,
    shifted_by_some,
    foreign_beside_a_better_one,
    foreign_alone,
    wrong_number,
)
"""A fault by its own better reference first; what has none falls back on a wrong number."""
