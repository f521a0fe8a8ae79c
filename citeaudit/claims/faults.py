"""From the chances of each fault to the fault of each link: what kind, which reference is better, and with whom it must agree."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from citeaudit.claims.bags import Doubles, Ids, distinct, grid, log_shares
from citeaudit.claims.features import FAULTS
from citeaudit.claims.joint import Joint
from citeaudit.model import Fault
from citeaudit.ruling import first

_PLACE = {name: place for place, name in enumerate(FAULTS)}
"""The column of each fault in the chances."""

_SURELY_FOREIGN = 2.0
"""An entry is called foreign only where that is so many times as likely as a wrong number, which has a better reference."""

_LEAST_SHARE_OF_BETTER = 0.2
"""What the best reference must have of all chances to be named beside an entry that seems foreign."""

_LEAST_AGREED = 0.3
"""What the links of a pair, a run or an entry must say together to be treated as one."""

_FEWEST_IN_RUN = 3
"""Links of a run; two that are off by the same number may be so by chance."""

_LEAST_IN_RUN = 0.5
"""Links whose place behind the start is less likely than this speak for themselves."""

_LEAST_FAULT = 0.02
"""Below this chance no fault is named: an exchange at one in a hundred would only puzzle."""

_LEAST_SHARE = 0.12
"""A sentence whose best reference has no more of all its chances than this tells no reference from another."""

DIGITS = 4
"""Decimals of a chance in claims: more were never measured."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """What the model makes of a link: the chance of a fault (0–1), which, the better reference (0-based, −1: none).

    `scores` are those of every reference for the citation, in nats; `silent` tells that they tell none from another; `rules`
    are the names of the rules that decided, in order.
    """

    mismatch: float
    fault: Fault | None
    better: int
    silent: bool
    scores: Doubles
    rules: tuple[str, ...] = ()

    def outranked(self, place: int) -> float:
        """The share of the list (0–1) whose scores are higher than that of the reference at `place` (0-based)."""
        return round(float((self.scores > self.scores[place]).mean()), DIGITS)


def of_links(together: Joint, chances: Doubles, mismatch: Doubles, scores: Doubles) -> dict[tuple[int, int], Weighed]:
    """What the model makes of each link, by the place of its citation and that of its reference (0-based).

    Args:
        together: What all links say together.
        chances: Links × `features.FAULTS`.
        mismatch: The calibrated chance of each link to be wrong in any way.
        scores: Citations × references, the second score.

    """
    silent = np.exp(log_shares(scores)).max(1) < _LEAST_SHARE
    kinds, trails = kinds_of(chances)
    kinds, mismatch = agreed(together, kinds, mismatch, trails)
    found: dict[tuple[int, int], Weighed] = {}
    for at, (row, column) in enumerate(zip(together.rows.tolist(), together.columns.tolist(), strict=True)):
        case = Suspected(
            kind=FAULTS[kinds[at]],
            chance=round(float(mismatch[at]), DIGITS),
            better=int(together.better[at]),
            better_share=float(together.better_share[at]),
            partner=int(together.partner[at]),
            shifted=int(together.shifted[at]),
        )
        rule, (fault, better) = first(NAMING, case)
        found[row, column] = Weighed(
            mismatch=case.chance,
            fault=fault,
            better=better,
            silent=bool(silent[row]),
            scores=scores[row],
            rules=(*trails[at], rule),
        )
    return found


# --------------------------------------------------------------------------- the kind of fault


def kinds_of(chances: Doubles) -> tuple[Ids, list[list[str]]]:
    """The likeliest kind of fault of each link, as a place in `features.FAULTS`, and the names of rules that changed it."""
    kinds = chances[:, 1:].argmax(1) + 1
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


def agreed(together: Joint, kinds: Ids, mismatch: Doubles, trails: list[list[str]]) -> tuple[Ids, Doubles]:
    """Faults that concern several links, agreed on by all of them (`AGREEMENTS`).

    Where the mean of their chances is enough, all get the fault, and the mean where their own chance is lower. The name of the
    rule is added to the trail of each.
    """
    kinds, mismatch = kinds.copy(), mismatch.copy()
    for agreement in AGREEMENTS:
        for links, fault in agreement(together, kinds):
            mean = float(grid(mismatch[links].mean(keepdims=True), 12)[0])
            if mean >= _LEAST_AGREED:
                kinds[links] = _PLACE[fault]
                mismatch[links] = np.maximum(mismatch[links], mean)
                for at in np.flatnonzero(links).tolist():
                    if agreement.__name__ not in trails[at]:  # both entries of a pair say so
                        trails[at].append(agreement.__name__)
    return kinds, mismatch


def links_of_a_pair(together: Joint, kinds: Ids) -> Iterator[Group]:
    """Where one link says that its entry was exchanged, all links of both entries are concerned: an exchange is of two.

    Four sentences cite 4 or 5, and three of them fit the other: the fourth is off as well, whatever its words.
    """
    columns = together.columns
    for column in distinct(columns[kinds == _PLACE["exchanged"]])[0]:
        partner = together.partner[columns == column][0]
        if partner >= 0:
            yield (columns == column) | (columns == partner), "exchanged"


def links_of_an_entry(together: Joint, kinds: Ids) -> Iterator[Group]:
    """Where one link says that its entry is foreign, all that cite it are concerned: it belongs into the list or not.

    Two sentences on sleep cite an entry on asphalt; that one of them is so general that it fits anything excuses nothing.
    """
    columns = together.columns
    for column in distinct(columns[kinds == _PLACE["foreign"]])[0]:
        yield columns == column, "foreign"


def links_of_a_run(together: Joint, kinds: Ids) -> Iterator[Group]:
    """Where numbers are likelier shifted than not, all links behind the start are concerned, if there are a few.

    From 12 on every sentence fits the entry before its own; a sentence that cites 17 and fits no entry is off by one, too.
    """
    shift = together.shift
    run = (together.in_run >= _LEAST_IN_RUN) & (together.shifted == together.columns + shift.offset)
    if shift.log_odds > 0 and run.sum() >= _FEWEST_IN_RUN:
        yield run, "number-too-high" if shift.offset < 0 else "number-too-low"


AGREEMENTS: tuple[Callable[[Joint, Ids], Iterator[Group]], ...] = (links_of_a_pair, links_of_an_entry, links_of_a_run)
"""Asked in this order, the widest last: links of a run are all shifted, even where single ones look exchanged or foreign."""


# --------------------------------------------------------------------------- the fault and the better reference


@dataclass(frozen=True, slots=True, kw_only=True)
class Suspected:
    """A link, the likeliest kind of fault (of `features.FAULTS`) and its chance; places are 0-based, −1 for none."""

    kind: str
    chance: float
    better: int
    better_share: float
    partner: int
    shifted: int


Named = tuple[Fault | None, int]
"""A fault and the better reference (0-based, −1 for none)."""


def too_unlikely(link: Suspected) -> Named | None:
    """A fault this unlikely is not named: nearly every link is right, and one kind is always the likeliest.

    A mismatch of .01: no fault.
    """
    return (None, -1) if link.chance < _LEAST_FAULT else None


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
