"""Numbers in words."""

from __future__ import annotations

from citeaudit.text.wordlists import word_list

_DIGITS = dict(line.split() for line in word_list("number-words.txt"))


def in_digits(word: str) -> str:
    """The digits of a number in words, or "" for any other word.

    Example:
        >>> in_digits("Eight"), in_digits("twenty"), in_digits("twenty-seven"), in_digits("sleep")
        ('8', '20', '27', '')

    """
    tens, _, ones = word.lower().rpartition("-")
    value = _DIGITS.get(ones, "")
    if len(value) == 1 and _DIGITS.get(tens, "").endswith("0"):
        return _DIGITS[tens][0] + value
    return value
