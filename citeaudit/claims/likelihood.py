"""From weights to the probability that another reference was meant."""

from __future__ import annotations

import math

BETTER_SHARE = 0.25
"""The cited reference must share less than this part of what the better one shares, or nobody is accused."""

_PRIOR_NATS = -4.0
"""As if one link in fifty were wrong where nothing speaks for another reference."""

_SCALE = 0.45
"""What a nat of a lead counts: words of one sentence are not independent witnesses."""

_FARTHEST_LEAD = -20.0
"""A lead below this says no more."""

_FARTHEST_LOGIT = 20.0
"""A logit above this says no more."""

_MOST_ONE_SIDED = 0.5
"""Without evidence on both sides nobody is accused."""

_LEAST_TWO_SIDED = 0.9
"""With evidence on both sides a wrong number is likelier than all else that could explain it."""

_MOST = 0.95
"""Not calibrated: no figure above what was seen."""

_DIGITS = 4
"""Decimals of a probability: more were never measured."""


def mismatch_probability(lead: float, *, two_sided: bool) -> float:
    """The probability, 0 to 1, of a mismatch.

    Args:
        lead: By how many nats the best other reference of the list leads over the one cited.
        two_sided: Whether evidence stands on both sides; without it the probability stays under one half.

    """
    logit = _PRIOR_NATS + _SCALE * max(lead, _FARTHEST_LEAD)
    probability = 1.0 / (1.0 + math.exp(-min(logit, _FARTHEST_LOGIT)))
    if two_sided:
        return round(min(max(probability, _LEAST_TWO_SIDED), _MOST), _DIGITS)
    return round(min(probability, _MOST_ONE_SIDED), _DIGITS)
