"""From the doubt of a link to the chance that it is wrong, in a text that holds as many faults as texts do.

The model learns from manuscripts with planted errors, and its doubt is a chance only where half of the manuscripts hold some. In life
nearly every citation is right: of links with a doubt of .5 one in five or six is wrong. A curve for each fault says how much of a
doubt is left; `expected` other than `EXPECTED_FAULTS` changes the odds of all alike (Bayes' rule).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from itertools import pairwise

from citeaudit.model import Fault

EXPECTED_FAULTS = 0.005
"""The share of citations that are wrong in published articles.

In 1,683 numeric articles (Europe PMC, openly licensed) 21,266 citations name an author; 109 of them (0.51%) lead to an entry without
him while another entry is his. Of 290 citations read blind about 0.4% were plainly wrong. Manuscripts before submission have more.
"""

FEWEST_FAULTS = 0.0001
"""The least share that may be expected: one citation in ten thousand is better than any text is."""

MOST_FAULTS = 0.5
"""The largest: where every other citation is wrong nothing can be learned from comparing them."""

Knots = Sequence[tuple[float, float]]
"""A curve: doubts and the chances they stand for, both 0 to 1 and rising. Between them log-odds are straight, and beyond."""

CURVES: Mapping[Fault, Knots] = {
    Fault.WRONG_NUMBER: (
        (0.01, 0.0012), (0.07, 0.0065), (0.25, 0.031), (0.45, 0.12), (0.65, 0.36), (0.72, 0.5), (0.9, 0.75), (0.98, 0.93),
    ),
    Fault.FOREIGN: ((0.01, 0.0015), (0.3, 0.06), (0.6, 0.15), (0.75, 0.36), (0.8, 0.5), (0.9, 0.55), (0.98, 0.75)),
    Fault.EXCHANGED: ((0.01, 0.0005), (0.6, 0.35), (0.66, 0.5), (0.8, 0.8), (0.9, 0.93), (0.98, 0.985)),
    Fault.SHIFTED: ((0.01, 0.0005), (0.3, 0.01), (0.45, 0.1), (0.55, 0.5), (0.7, 0.8), (0.9, 0.95), (0.98, 0.99)),
}  # fmt: skip
"""What the doubts of each fault are worth at `EXPECTED_FAULTS`.

Up to a half they are likelihood ratios, of planted faults to the links of the same articles as published, at the expected share
(`python -m tests.benchmarks.claims_chances --planted`). Above, plants say too little and the links as published are too few; there the curves pass through
what was found when every such link of 825 articles was read by hand (decision 0004).
"""

NAMED: Mapping[int, float] = {1: 0.02, 2: 0.1, 3: 0.3, 4: 0.92}
"""The chance where names alone accuse, by how many words agree that only the better reference has; more count as the last.

Words, the name of a study counting for two, none of them the cited reference's. Of eleven links of articles as published in which two
or more names agreed four were wrong when read; none of 62,588 had four, and planted faults have them (decision 0004).
"""

_LEAST = 1e-6
"""Doubts are no surer than this on either side: the model's numbers have six decimals."""

_DIGITS = 9
"""Decimals of a chance. Fewer were measured, but they keep the order of the links of a manuscript, most of which are right."""


def chance(doubt: float, fault: Fault | None = None, *, agreeing: int = 0, expected: float = EXPECTED_FAULTS) -> float:
    """The chance (0–1) that a link is wrong.

    Args:
        doubt: The doubt of the link, or of all links that agree on the fault.
        fault: What is most likely wrong with it; None where nothing is, which is then taken for a wrong number.
        agreeing: How many names and rare words agree on the better reference, none of them for the one cited (`NAMED`).
        expected: The share (0–1) of citations that are expected to be wrong.

    Example:
        >>> round(chance(0.72), 3), round(chance(0.72, expected=0.02), 3)
        (0.5, 0.802)

    """
    log_odds = _on(CURVES[fault or Fault.WRONG_NUMBER], doubt)
    if agreeing:
        log_odds = max(log_odds, _log_odds(NAMED[min(agreeing, max(NAMED))]))
    return round(1 / (1 + math.exp(_log_odds(EXPECTED_FAULTS) - _log_odds(expected) - log_odds)), _DIGITS)


def _on(knots: Knots, doubt: float) -> float:
    """The log-odds of a chance on a curve."""
    at = _log_odds(doubt)
    points = [(_log_odds(doubt), _log_odds(chance)) for doubt, chance in knots]
    segments = list(pairwise(points))
    (x, y), (next_x, next_y) = next((s for s in segments if at <= s[1][0]), segments[-1])
    return y + (next_y - y) * (at - x) / (next_x - x)


def _log_odds(share: float) -> float:
    bounded = min(max(share, _LEAST), 1 - _LEAST)
    return math.log(bounded / (1 - bounded))
