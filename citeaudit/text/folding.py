"""How words are compared: folded, without accents, case, punctuation or markup."""

from __future__ import annotations

import unicodedata
from functools import cache

from citeaudit.text.patterns import lazy
from citeaudit.text.wordlists import word_list

_SPECIAL = str.maketrans(
    {
        "ß": "ss",
        "ø": "o",
        "Ø": "O",
        "ł": "l",
        "Ł": "L",
        "đ": "d",
        "Đ": "D",
        "ı": "i",
        "æ": "ae",
        "œ": "oe",
        "\u00ad": None,
    }
)
"""Letters that Unicode does not decompose, as they are written without them; soft hyphens are nothing."""

_NOT_A_WORD = lazy(r"[^\w]+|_")  # what stands between words; “_” is a word character to Python alone


def unaccent(text: str) -> str:
    """Letters without their accents; other characters as they are.

    >>> unaccent("Büyükkaramikli, Taşçı")
    'Buyukkaramikli, Tasci'
    """
    if text.isascii():
        return text
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(c for c in decomposed if not unicodedata.combining(c)).translate(_SPECIAL)


def fold(text: str) -> str:
    """The words of a text in lower case, without accents and punctuation, one space between them.

    >>> fold("CDK4/6 Inhibition: “Early” Adaptation")
    'cdk4 6 inhibition early adaptation'
    """
    return _NOT_A_WORD.sub(" ", unaccent(text).casefold()).strip()


@cache
def common_words() -> frozenset[str]:
    """Words so common in research articles that sharing one says nothing (`data/common-words.txt`)."""
    return frozenset(word_list("common-words.txt"))
