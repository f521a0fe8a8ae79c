"""A reference string cut into labelled segments, by a linear-chain CRF learned from real and rendered references."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from citeaudit.parsing.tokens import IDENTIFIER, features, tokens

MODEL = "reference-tagger.crfsuite"


@dataclass(frozen=True, slots=True)
class Segment:
    """Characters `start` to `end` (0-based, half-open) bear one label ("author", "title", "container", "date" …)."""

    label: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Tagged:
    """The segments of a string, in order and apart, and the probability (0 to 1) of the whole sequence of labels."""

    segments: tuple[Segment, ...] = ()
    probability: float = 0.0

    def first(self, label: str) -> Segment | None:
        """The first segment with the label."""
        return next((segment for segment in self.segments if segment.label == label), None)

    def longest(self, label: str) -> Segment | None:
        """The longest segment with the label; of equals the first."""
        return max((s for s in self.segments if s.label == label), key=lambda s: s.end - s.start, default=None)


def tag(text: str, italic: Sequence[tuple[int, int]] = (), identifiers: Sequence[tuple[int, int]] = ()) -> Tagged:
    """Label the parts of a reference string.

    Args:
        text: The string, without its number if possible.
        italic: Where italics stand in it, (start, end), 0-based half-open.
        identifiers: Where identifiers stand in it, in order and apart; no segment reaches into them.

    Returns:
        Segments without the white space around them; what is no field is in none. Two stretches of one label with nothing
        but marks between them are one segment.
    """
    items = tokens(text, identifiers)
    if not items:
        return Tagged()
    tagger = _tagger()
    tagger.set(features(items, italic))
    labels = tagger.tag()
    segments: list[Segment] = []
    parted = True  # whether a word or an identifier stood since the last segment
    for label, (word, start, end) in zip(labels, items, strict=True):
        if word is IDENTIFIER:
            parted = True
        elif label == "other":
            parted = parted or word.isalnum()
        elif segments and segments[-1].label == label and not parted:
            segments[-1] = Segment(label, segments[-1].start, end)
        else:
            segments.append(Segment(label, start, end))
            parted = False
    return Tagged(tuple(segments), float(tagger.probability(labels)))


@cache
def _tagger() -> Any:
    import pycrfsuite

    tagger = pycrfsuite.Tagger()
    with resources.as_file(resources.files("citeaudit.data").joinpath(MODEL)) as path:
        tagger.open(str(path))  # reads all of it; open_inmemory keeps a pointer to bytes that may be gone
    return tagger
