"""Numbers that lead to a neighbour: two entries exchanged, or all numbers from one on shifted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from citeaudit.claims.bags import Doubles, Ids, grid
from citeaudit.claims.document import Document
from citeaudit.claims.features import EXCHANGE

_MOST_NATS = 5.0
"""What one link may say: a single sentence that is about another entry shifts no list."""

_SHIFT_SHARE = 0.6
"""What a link's nats count for a shift: sentences of one manuscript are not independent witnesses."""

FARTHEST = 3
"""Entries removed or inserted together in one place; the engine looks no farther."""

OFFSETS = (-1, 1, -2, 2, -3, 3)
"""What may have to be added to numbers, the likelier first."""

_PRIOR_BREAK = 3.0
"""A shift is this many times less likely than none, for each place it may start at."""

_FARTHER = 2.0
"""Nats against a shift for each number beyond one: two slips in one place are rarer than one."""

_OVERSHOOT = 3.0
"""Nats for a shift by as much as the numbers in the text pass the end of the list: an entry that is missing leaves such a trace."""


@dataclass(frozen=True, slots=True)
class Shift:
    """A run of numbers that are off: `start` is the first number concerned (1-based), `offset` what to add to each."""

    start: int
    offset: int
    log_odds: float


@dataclass(frozen=True, slots=True)
class Shifts:
    """What all links say of numbers being shifted; arrays are one value a reference.

    `too_high`, `too_low` are the chances (0–1) that its number is; `evidence_too_high`, `evidence_too_low` nats for the
    likeliest start of either; `offset` what would have to be added to its number; `likeliest` the likeliest shift of all.
    """

    too_high: Doubles
    too_low: Doubles
    evidence_too_high: float
    evidence_too_low: float
    offset: Ids
    likeliest: Shift


def overshoot(document: Document) -> int:
    """By how much the numbers in the text pass the end of the list; 0 where by none or by many."""
    over = [
        int(link.label) - len(document.references)
        for citation in document.citations
        for link in citation.links
        if link.reference is None and link.label.isdigit()
    ]
    most = max(over, default=0)
    return most if 0 < most <= FARTHEST else 0


def differences(fit: Doubles, linked: NDArray[np.bool_], beside: NDArray[np.bool_], offset: int) -> Doubles:
    """Citations × references: by how much the entry `offset` further down fits a link better, clipped, in nats.

    0 where there is no link, or where the same sentence cites that entry (`beside`), too.
    """
    count = fit.shape[1]
    found = np.zeros(fit.shape)
    share = 1 / np.sqrt(np.maximum(1, linked.sum(1, keepdims=True)))
    if abs(offset) < count:
        own = slice(max(0, -offset), count - max(0, offset))
        theirs = slice(max(0, offset), count - max(0, -offset))
        counts = linked[:, own] & ~beside[:, theirs]
        found[:, own] = np.clip(fit[:, theirs] - fit[:, own], -_MOST_NATS, _MOST_NATS) * counts * share
    return grid(found, 8)


def exchanges(fit: Doubles, linked: NDArray[np.bool_], beside: NDArray[np.bool_]) -> tuple[dict[str, Doubles], Ids]:
    """For each reference evidence that it was exchanged with a neighbour (`features.EXCHANGE`), and which one (−1: none)."""
    count = fit.shape[1]
    links = linked.sum(0)
    found = {name: np.zeros(count) for name in EXCHANGE}
    partner = np.full(count, -1)
    highest = np.full(count, -np.inf)
    down, up = (differences(fit, linked, beside, offset).sum(0) for offset in (1, -1))
    for offset, own, theirs in ((-1, up, down), (1, down, up)):
        for column in range(max(0, -offset), count - max(0, offset)):
            neighbour = column + offset
            if not (links[column] and links[neighbour]):
                continue
            values = _of_pair(own[column], theirs[neighbour], links[column], links[neighbour])
            evidence = values["exchange.together"] + values["exchange.weaker"]
            if evidence > highest[column]:
                highest[column] = evidence
                partner[column] = neighbour
                for name, value in values.items():
                    found[name][column] = value
    return found, partner


def _of_pair(own: float, theirs: float, own_links: int, their_links: int) -> dict[str, float]:
    own_mean, their_mean = own / own_links, theirs / their_links
    return {
        "exchange.together": own + theirs,
        "exchange.weaker": min(own, theirs),
        "exchange.own": own,
        "exchange.neighbour": theirs,
        "exchange.own_mean": own_mean,
        "exchange.neighbour_mean": their_mean,
        "exchange.weaker_mean": min(own_mean, their_mean),
        "exchange.together_mean": own_mean + their_mean,
    }


def shifts(document: Document, fit: Doubles, beside: NDArray[np.bool_]) -> Shifts:
    """What all links say of numbers being shifted.

    Args:
        document: The document.
        fit: The first score.
        beside: Citations × references: whether the sentence of the citation cites the reference.

    """
    evidence = _evidence(document, fit, beside)
    references = fit.shape[1]
    highest = max(0.0, *(float(values.max()) for values in evidence.values()))
    chances = {offset: grid(np.exp(values - highest), 30) for offset, values in evidence.items()}
    none = np.exp(-highest) * 2 * references * _PRIOR_BREAK
    total = none + sum(float(values.sum()) for values in chances.values())
    running = {offset: np.cumsum(values) / total for offset, values in chances.items()}
    return Shifts(
        too_high=np.sum([running[offset] for offset in OFFSETS if offset < 0], axis=0),
        too_low=np.sum([running[offset] for offset in OFFSETS if offset > 0], axis=0),
        evidence_too_high=max(float(evidence[offset].max()) for offset in OFFSETS if offset < 0),
        evidence_too_low=max(float(evidence[offset].max()) for offset in OFFSETS if offset > 0),
        offset=np.array(OFFSETS)[np.stack([running[offset] for offset in OFFSETS]).argmax(0)],
        likeliest=_likeliest(evidence, references),
    )


def _evidence(document: Document, fit: Doubles, beside: NDArray[np.bool_]) -> dict[int, Doubles]:
    """For each offset: nats for numbers being off by it from each entry on."""
    past = overshoot(document)
    found = {}
    for offset in OFFSETS:
        single = grid(differences(fit, document.linked, beside, offset).sum(0) * _SHIFT_SHARE, 8)
        prior = (_OVERSHOOT if past and offset == -past else 0.0) - _FARTHER * (abs(offset) - 1)
        found[offset] = np.cumsum(single[::-1])[::-1] + prior
    return found


def _likeliest(evidence: Mapping[int, Doubles], references: int) -> Shift:
    offset = max(OFFSETS, key=lambda offset: float(evidence[offset].max()))
    start = int(evidence[offset].argmax())
    odds = float(evidence[offset][start]) - float(np.log(2 * references * _PRIOR_BREAK))  # it may go either way
    return Shift(start + 1, offset, odds)
