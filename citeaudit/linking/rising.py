"""What of a sequence is in order, and what stands out of it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import TypeVar

_Key = TypeVar("_Key", str, int)


def longest_rising(keys: Sequence[_Key]) -> set[int]:
    """The places of the longest part of a sequence that does not fall: moving all others puts it in order.

    Of several parts of one length it is one whose keys are low, so that of two exchanged neighbours the second is kept.

    >>> sorted(longest_rising([1, 2, 9, 3, 4])), sorted(longest_rising("bac"))
    ([0, 1, 3, 4], [1, 2])
    """
    tails: list[_Key] = []
    ends: list[int] = []
    previous: list[int] = []
    for at, key in enumerate(keys):
        place = bisect_right(tails, key)
        previous.append(ends[place - 1] if place else -1)
        tails[place : place + 1] = [key]
        ends[place : place + 1] = [at]
    kept: set[int] = set()
    at = ends[-1] if ends else -1
    while at >= 0:
        kept.add(at)
        at = previous[at]
    return kept
