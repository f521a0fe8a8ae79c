"""Numbers in brackets with what stands around them, as rules look at them."""

from __future__ import annotations

from dataclasses import dataclass

_NEAR = 24
"""Characters on either side in which most rules look: a long word, or two short ones with a number."""


@dataclass(frozen=True, slots=True)
class Bracket:
    """Numbers in brackets, `text[start:end]`, and what stands near them."""

    text: str
    start: int
    end: int
    numbers: str
    before: str
    after: str
    square: bool = False


def bracket_at(text: str, start: int, end: int, numbers: str) -> Bracket:
    """The bracket at a place of a text."""
    before, after = text[max(0, start - _NEAR) : start], text[end : end + _NEAR]
    return Bracket(text, start, end, numbers, before, after, square=text[start] == "[")
