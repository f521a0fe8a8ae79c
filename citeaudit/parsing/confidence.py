"""How sure a reading of a reference string is: the chance that it is right in every field.

A logistic regression over a few signs, fitted to strings held back from the training of the tagger
(`tests/tools/train_reference_tagger.py`), so that of the records given 0.9 about nine in ten and more are right.
"""

from __future__ import annotations

import json
import math
from functools import cache
from importlib import resources

from citeaudit.model import Record
from citeaudit.parsing.tagging import Tagged

WEIGHTS = "reference-confidence.json"
_LEAST = 1e-9
"""The probability that stands for 0, which has no logarithm."""
_MUCH_OUTSIDE = 0.25
"""The share of letters and digits in no segment above which something was overlooked."""
_FURTHEST = 30.0
"""The logarithm of the odds beyond which a chance is 0 or 1 to four places and more."""


def signs(raw: str, record: Record, tagged: Tagged) -> tuple[float, ...]:
    """What tells a right reading from a wrong one, as numbers.

    Args:
        raw: The string.
        record: What was read from it.
        tagged: Its segments and the probability of their labels.

    Returns:
        The logarithm of the probability, whole and for each segment; the share of letters and digits in no segment and
        whether it is large; whether a title, an author, a year, a place (container or publisher) is missing; whether one
        field was found in two places; whether it is something else than an article of a journal.
    """
    logarithm = math.log(max(_LEAST, tagged.probability))
    inside = sum(sum(map(str.isalnum, raw[s.start : s.end])) for s in tagged.segments)
    outside = 1 - inside / max(1, sum(map(str.isalnum, raw)))
    labels = [segment.label for segment in tagged.segments]
    twice = any(labels.count(label) > 1 for label in ("author", "title", "container", "volume", "pages"))
    return (
        1.0,
        logarithm,
        logarithm / max(1, len(labels)),
        outside,
        float(outside > _MUCH_OUTSIDE),
        float(not record.title),
        float(not record.author),
        float(record.year is None),
        float(not record.container_title and not record.publisher),
        float(twice),
        float(record.type != "article-journal"),
    )


def confidence(raw: str, record: Record, tagged: Tagged) -> float:
    """The chance, 0 to 1, that the record is right in every field; 0 where neither title nor author was read."""
    if not (record.author or record.title):
        return 0.0
    weighed = sum(weight * sign for weight, sign in zip(_weights(), signs(raw, record, tagged), strict=True))
    return round(1 / (1 + math.exp(-max(-_FURTHEST, min(_FURTHEST, weighed)))), 4)


@cache
def _weights() -> tuple[float, ...]:
    text = resources.files("citeaudit.data").joinpath(WEIGHTS).read_text("utf-8")
    return tuple(json.loads(text)["weights"])
