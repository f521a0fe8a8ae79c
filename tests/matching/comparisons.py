"""Comparisons made by hand, to try single rules on."""

from __future__ import annotations

from typing import Any

from citeaudit.matching.comparison import Comparison

UNKNOWN = Comparison(
    title=None,
    likeness=0.0,
    long_title=False,
    author=None,
    misspelt=False,
    year=None,
    exact_year=None,
    container=None,
    damaged_container=False,
    volume=None,
    page=None,
    coauthors=None,
    near_container=None,
    resemblance=0.0,
)
"""Nothing can be compared."""


def comparison(agree: str, differ: str, **numbers: float) -> Comparison:
    """The fields that agree, those that differ, and the likenesses; what is not named cannot be compared."""
    changes: dict[str, Any] = {**dict.fromkeys(agree.split(), True), **dict.fromkeys(differ.split(), False), **numbers}
    return UNKNOWN._replace(**changes)
