"""Words as the engine compares them: stems, names with their exact digits, joined compounds."""

from __future__ import annotations

from functools import cache, lru_cache
from itertools import chain
from unicodedata import normalize

import Stemmer

from citeaudit.text.folding import unaccent
from citeaudit.text.patterns import lazy
from citeaudit.text.wordlists import word_list

_MARK_WITHIN = r"[-\u2010-\u2013/'’.+&]"
"""What joins the parts of a compound: "HER2-negative", "CDK4/6", "R&D", "1.5"."""

_COMPOUND = lazy(rf"[^\W_]+(?:{_MARK_WITHIN}[^\W_]+)*")
_PART = lazy(_MARK_WITHIN)

_LONGEST_COMPOUND = 24
"""Letters up to which a compound is also one word: longer ones are chains that nobody writes twice."""

_SHORTEST_WORD = 2
"""Letters of a word; single ones are initials, variables and endings ("'s")."""

_GREEK_NAMES = (
    "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu "
    "nu xi omicron pi rho sigma tau upsilon phi chi psi omega"
).split()
"""How the letters from α to ω are written out; ς is written like σ, and the sign µ like μ."""

_GREEK = dict(zip((ord(letter) for letter in "αβγδεζηθικλμνξοπρστυφχψω"), _GREEK_NAMES, strict=True))
_GREEK |= {ord(chr(letter).upper()): name for letter, name in _GREEK.items()}
_GREEK |= {ord("ς"): "sigma", ord("µ"): "mu"}


_MOST_KEPT = 1 << 16
"""Printed words whose stems are kept, more than a book has."""

_MOST_TEXTS_KEPT = 1 << 11
"""Sentences and titles whose stems are kept: those of an article, which several parts of the engine ask for."""


@cache
def function_words() -> frozenset[str]:
    """Words that carry no subject (`data/function-words.txt`)."""
    return frozenset(word_list("function-words.txt"))


_stemmer = Stemmer.Stemmer("english")


@lru_cache(maxsize=_MOST_KEPT)
def stems(printed: str) -> tuple[str, ...]:
    """The stems of one printed word: of each part of a compound, and of the whole.

    Words with digits are not stemmed, so that SOLAR-1 is not SOLAR-2; bare numbers and function words give nothing.

    >>> stems("down-regulated"), stems("SOLAR-1"), stems("of")
    (('down', 'regul', 'downregul'), ('solar', 'solar1'), ())
    """
    parts = _PART.split(plain(printed))
    found = [_stem(part.lower()) for part in parts if not part.isdigit()]
    if len(parts) > 1:
        whole = "".join(parts).lower()
        if not whole.isdigit() and len(whole) <= _LONGEST_COMPOUND:
            found.append(_stem(whole))
    return tuple(dict.fromkeys(stem for stem in found if stem))


def _stem(word: str) -> str:
    if len(word) < _SHORTEST_WORD or word in function_words():
        return ""
    return word if any(character.isdigit() for character in word) else str(_stemmer.stemWord(word))


def plain(text: str) -> str:
    """A text without accents, Greek letters by their names."""
    return text if text.isascii() else unaccent(text).translate(_GREEK)


@lru_cache(maxsize=_MOST_TEXTS_KEPT)
def words(text: str) -> tuple[str, ...]:
    """The stems of a text, in order, repeats included.

    >>> words("TNF-α levels in 12 mice")
    ('tnf', 'alpha', 'tnfalpha', 'level', 'mice')
    """
    composed = text if text.isascii() else normalize("NFC", text)
    return tuple(chain.from_iterable(map(stems, _COMPOUND.findall(composed))))


@lru_cache(maxsize=_MOST_TEXTS_KEPT)
def distinct(text: str) -> tuple[str, ...]:
    """The stems of a text, each once, in order."""
    return tuple(dict.fromkeys(words(text)))
