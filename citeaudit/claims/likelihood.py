"""From the weights of words to the doubt that another reference was meant."""

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

_MOST = 0.5
"""Words alone give no more: what several that agree are worth was counted (`chances.NAMED`)."""

_DIGITS = 9
"""Decimals of a doubt, as in `faults`."""


def doubt_by_words(lead: float) -> float:
    """The doubt, 0 to one half, that words leave of a link.

    Args:
        lead: By how many nats the best other reference of the list leads over the one cited.

    """
    logit = _PRIOR_NATS + _SCALE * max(lead, _FARTHEST_LEAD)
    return round(min(1.0 / (1.0 + math.exp(-min(logit, _FARTHEST_LOGIT))), _MOST), _DIGITS)
