"""Abbreviations: those that a manuscript introduces, "stereotactic body radiotherapy (SBRT)", and initials of titles."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from citeaudit.claims.words import function_words
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


_ACRONYM = lazy(r"(?<![^\W_])[A-Z]{3,8}(?=s?(?![^\W_]))")
"""What may be the initials of a title: capitals alone."""

_TITLE_WORD = lazy(r"[^\W_]+")
_TITLE_PART = lazy(r"[:.?!\u2013\u2014]\s")
"""What ends the first part of a title: "Long short-term memory: a review"."""

_SHORTEST_WITHIN = 4
"""Letters of initials that are looked for anywhere in a title: three letters begin three words of some title by chance."""


def acronyms(text: str) -> set[str]:
    """The words of a text that may be initials.

    >>> sorted(acronyms("LSTMs and CNN-based models, of which SOLAR-1 is none"))
    ['CNN', 'LSTM', 'SOLAR']
    """
    return set(_ACRONYM.findall(text))


def initials_in(title: str, sought: Iterable[str]) -> tuple[str, ...]:
    """Those of some acronyms that are the initials of a title, in the order of the alphabet.

    They must be the initials of all words of the title, or of the part before a colon; from four letters on those of any
    words that follow one another. Small words may be left out.

    >>> initials_in("Long short-term memory", {"LSTM", "LSM", "STM"})
    ('LSTM',)
    """
    wanted = sorted(sought)
    if not wanted:
        return ()
    parts = [_TITLE_WORD.findall(part) for part in _TITLE_PART.split(title)]
    whole = [_TITLE_WORD.findall(title), parts[0]]
    words = [[word for word in some if word.lower() not in function_words()] for some in (*whole, *parts)]
    written = {_initials(some) for some in (*whole, *words)}
    runs = [_initials(some) for some in (*whole, *words)]
    return tuple(
        short
        for short in wanted
        if short in written or (len(short) >= _SHORTEST_WITHIN and any(short in r for r in runs))
    )


def _initials(words: Iterable[str]) -> str:
    return "".join(word[0] for word in words).upper()


def spelt_out(text: str, long_forms: Mapping[str, str]) -> str:
    """A text with what its abbreviations stand for added at its end.

    >>> spelt_out("SBRT for bone pain", {"SBRT": "stereotactic body radiotherapy", "NRS": "numeric scale"})
    'SBRT for bone pain stereotactic body radiotherapy'
    """
    found = [long for short, long in long_forms.items() if short in text and _stands(short, text)]
    return " ".join((text, *found))


def _stands(short: str, text: str) -> bool:
    """Whether an abbreviation stands in a text as a word, or as the plural of one."""
    return re.search(rf"(?<![^\W_]){re.escape(short)}s?(?![^\W_])", text) is not None


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
