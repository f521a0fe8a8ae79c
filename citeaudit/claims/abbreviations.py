"""Abbreviations that a manuscript introduces: "stereotactic body radiotherapy (SBRT)"."""

from __future__ import annotations

from collections.abc import Iterable

from citeaudit.text.patterns import lazy

_SHORT = lazy(r"\((?P<short>[^\W\d_][\w-]{1,9})[),;]")
"""An abbreviation begins with a letter and has at most ten characters; longer ones are words in brackets."""

_WORD = lazy(r"\S+")

_FEWEST_CAPITALS = 2
"""Fewer are a word or a name in brackets."""

_FARTHEST = 160
"""Characters before the bracket that are looked at, more than any long form has."""

_MORE_WORDS_THAN_LETTERS = 5
"""After Schwartz and Hearst: a long form has at most so many words more than the abbreviation has letters,"""

_WORDS_PER_LETTER = 2
"""and at most so many for each letter."""

_MORE_LETTERS = 2
"""A long form no more than so many characters longer abbreviates nothing."""


def introduced(paragraphs: Iterable[str]) -> dict[str, str]:
    """Abbreviations and what each stands for, as first introduced.

    After Schwartz and Hearst (2003): the letters of the abbreviation are looked for from its end in the words before
    the bracket; the first must begin a word.

    >>> introduced(["After stereotactic body radiotherapy (SBRT), pain (NRS) fell."])
    {'SBRT': 'stereotactic body radiotherapy'}
    """
    found: dict[str, str] = {}
    for paragraph in paragraphs:
        for match in _SHORT.finditer(paragraph):
            short = match["short"].removesuffix("s")
            if short not in found and sum(character.isupper() for character in short) >= _FEWEST_CAPITALS:
                words = _WORD.findall(paragraph[max(0, match.start() - _FARTHEST) : match.start()])
                most = min(len(short) + _MORE_WORDS_THAN_LETTERS, _WORDS_PER_LETTER * len(short))
                if long := _long_form(short, " ".join(words[-most:])):
                    found[short] = long
    return found


def _long_form(short: str, before: str) -> str:
    at = len(before)
    for place in range(len(short) - 1, -1, -1):
        letter = short[place].lower()
        if not letter.isalnum():
            continue
        at -= 1
        while at >= 0 and (before[at].lower() != letter or (place == 0 and at > 0 and before[at - 1].isalnum())):
            at -= 1
        if at < 0:
            return ""
    long = before[at:]
    return long if len(long) > len(short) + _MORE_LETTERS and short not in long else ""
