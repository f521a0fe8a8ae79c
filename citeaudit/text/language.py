"""Whether a text is English: what compares words knows English words only."""

from __future__ import annotations

from functools import cache, lru_cache

from citeaudit.text.patterns import lazy
from citeaudit.text.wordlists import word_list

_WORD = lazy(r"[^\W\d_]+")

_ENGLISH_NATS = 2.0
"""What a small word of English says for it: about one word in four of English articles is one, and one in thirty of others."""

_OTHER_NATS = -2.0
"""The same for a small word of another language, or a word in other than Latin letters."""

_NO_SMALL_WORD_NATS = -0.1
"""What any other word says: a hundred of them without a small word of English are no English sentences."""

_SURE_NATS = 6.0
"""What words must say together. Below it on both sides nothing is known: titles, names, lists of keywords."""

_LAST_LATIN = "\u024f"
"""The last letter of the Latin alphabets of Unicode that words of European languages need."""

_MOST_KEPT = 1 << 16
"""Words whose verdict is kept, more than a book has."""

_VIETNAMESE = ("\u1e00", "\u1eff")
"""Latin letters with two accents."""


def english(text: str) -> bool | None:
    """Whether a text is English; None where it is too short, or has too few small words, to tell.

    Small words tell ("the", "of", "und", "para"), since every sentence has some and no other language has the same. What
    stands within a text in another language, such as names and titles, does not outweigh it.

    Args:
        text: A sentence or more, as printed. A document is best judged by all its paragraphs together.

    Example:
        >>> english("Memory needs sleep, and those who nap after a lesson remember more of it.")
        True
        >>> english("A memória precisa do sono, e quem dorme depois da aula se lembra mais do que os outros.")
        False
        >>> english("Sleep and memory") is None
        True

    """
    return _verdict(nats_for_english(text))


def nats_for_english(text: str) -> float:
    """What the words of a text say for English, in nats: below zero where they speak for another language.

    >>> round(nats_for_english("Sleep and memory"), 1)
    1.8
    """
    return sum(map(_nats, _WORD.findall(text)))


def _verdict(nats: float) -> bool | None:
    return None if abs(nats) < _SURE_NATS else nats > 0


@lru_cache(maxsize=_MOST_KEPT)
def _nats(printed: str) -> float:
    word = printed.lower()
    if word in _words_of("words-of-english.txt"):
        return _ENGLISH_NATS
    if word in _words_of("words-of-other-languages.txt"):
        return _OTHER_NATS
    if not printed.isascii() and len(printed) > 1 and not any(map(_latin, printed)):
        return _OTHER_NATS  # one letter may be a variable or a unit: "α", "Ω"
    return _NO_SMALL_WORD_NATS


def _latin(character: str) -> bool:
    return character <= _LAST_LATIN or _VIETNAMESE[0] <= character <= _VIETNAMESE[1]


@cache
def _words_of(name: str) -> frozenset[str]:
    return frozenset(word_list(name))
