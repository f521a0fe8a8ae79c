"""From weights to the probability that another reference was meant."""

from __future__ import annotations

import math

BETTER_SHARE = 0.25
"""The cited reference must share less than this part of what the better one shares, or nobody is accused."""

_PRIOR_NATS = -4.0
_SCALE = 0.45
_MOST_ONE_SIDED = 0.5
_MOST = 0.95  # not calibrated yet: no figure above what was seen


def mismatch_probability(lead: float, *, two_sided: bool) -> float:
    """The probability, 0 to 1, of a mismatch.

    Args:
        lead: By how many nats the best other reference of the list leads over the one cited.
        two_sided: Whether evidence stands on both sides; without it the probability stays under one half.

    """
    logit = _PRIOR_NATS + _SCALE * max(lead, -20.0)
    probability = 1.0 / (1.0 + math.exp(-min(logit, 20.0)))
    if two_sided:
        return round(min(max(probability, 0.9), _MOST), 4)
    return round(min(probability, _MOST_ONE_SIDED), 4)
