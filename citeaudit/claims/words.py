"""Words as the engine compares them: stems, names with their exact digits, joined compounds."""

from __future__ import annotations

import re
from functools import lru_cache
from unicodedata import normalize

import Stemmer

from citeaudit.text.folding import unaccent

_COMPOUND = re.compile(r"[^\W_]+(?:[-\u2010-\u2013/'’.+&][^\W_]+)*")
_PART = re.compile(r"[-\u2010-\u2013/'’.+&]")
_LONGEST_COMPOUND = 24
_GREEK = {
    ord(letter): name
    for letters, name in zip(
        "αΑ βΒ γΓ δΔ εΕ ζΖ ηΗ θΘ ιΙ κΚ λΛ μΜµ νΝ ξΞ οΟ πΠ ρΡ σΣς τΤ υΥ φΦ χΧ ψΨ ωΩ".split(),
        "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma tau upsilon phi chi psi omega".split(),
        strict=True,
    )
    for letter in letters
}
FUNCTION_WORDS = frozenset(
    """a an and are as at be been being but by can could did do does for from had has have having he her hers him his how i if
    in into is it its itself may me might more most must my no nor not of off on once only or other our ours out over own same
    she should so some such than that the their theirs them then there these they this those through to too under until up very
    was we were what when where which while who whom why will with would you your however also both between during after before
    about against each few further all any because above below again here et al fig figure figs table tables ref refs
    respectively using used use based within among whereas thus therefore moreover furthermore although since due via per
    vs""".split()
)

_stemmer = Stemmer.Stemmer("english")


@lru_cache(maxsize=1 << 16)
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
    if len(word) < 2 or word in FUNCTION_WORDS:
        return ""
    return word if any(character.isdigit() for character in word) else str(_stemmer.stemWord(word))


def plain(text: str) -> str:
    """A text without accents, Greek letters by their names."""
    return text if text.isascii() else unaccent(text).translate(_GREEK)


def words(text: str) -> list[str]:
    """The stems of a text, in order, repeats included.

    >>> words("TNF-α levels in 12 mice")
    ['tnf', 'alpha', 'tnfalpha', 'level', 'mice']
    """
    composed = text if text.isascii() else normalize("NFC", text)
    return [stem for printed in _COMPOUND.findall(composed) for stem in stems(printed)]


def distinct(text: str) -> tuple[str, ...]:
    """The stems of a text, each once, in order."""
    return tuple(dict.fromkeys(words(text)))
