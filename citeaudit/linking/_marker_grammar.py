"""How numeric markers are printed, "[1–3, 7]", "(see 2 and 5)", "¹²", and which labels they name."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from citeaudit.text.patterns import lazy

PARENTHESES = "parentheses"
BRACKETS = "brackets"
SUPERSCRIPT = "superscript"
FORMS = (BRACKETS, PARENTHESES, SUPERSCRIPT)

_DASH = "\u2010\u2011\u2012\u2013\u2014\u2212-"
_NUMBER = r"\d{1,4}(?:(?-i:[a-z])(?![^\W_]))?"  # "12a": the first of several works under number 12
NUMBERS = rf"{_NUMBER}(?:\s?(?:[,;{_DASH}]|,?\s?and|,?\s?&)\s?{_NUMBER})*"
_LEAD = r"(?:(?:see|cf\.?|e\.g\.,?|i\.e\.,?|refs?\.?|references?|also|reviewed[ ]in|as[ ]in)\s+)*"
_INSIDE = rf"""
    \s?
    {_LEAD}
    (?P<numbers>{NUMBERS})
    \s?
"""
ENCLOSED = {
    BRACKETS: lazy(rf"\[{_INSIDE}\]", re.IGNORECASE | re.VERBOSE),
    PARENTHESES: lazy(rf"\({_INSIDE}\)", re.IGNORECASE | re.VERBOSE),
}
"""A marker in brackets of one form."""
RAISED = lazy(rf"[(\[]?\s?(?P<numbers>{NUMBERS})\s?[,;]?[)\]]?")
"""The whole of what is raised, where it is a marker; journals raise the comma between two markers, too."""
RAISED_DIGITS = lazy(
    rf"""
    (?<![⁻⁺⁰¹²³⁴-⁹])                                # not in the middle, and not of s⁻¹
    [¹²³⁴-⁹][⁰¹²³⁴-⁹]{{0,3}}                        # a number
    (?:[,;˒⸴⁻{_DASH}]\s?[⁰¹²³⁴-⁹]{{1,4}})*          # and others
    (?![⁺⁻⁰¹²³⁴-⁹ⁿ])                                # not of Ca²⁺
    """,
    re.VERBOSE,
)
"""¹²³ as characters of their own."""
_LOWERED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻˒⸴", "0123456789-,,")
_PIECE = lazy(rf"(?P<dash>[{_DASH}])?\s?(?P<number>\d{{1,4}})(?P<letter>[a-z])?")
_FIRST_DIGITS = lazy(r"\d+")
_AND = lazy(r"and|&")
BRIDGE = lazy(rf"\s?[{_DASH}]\s?")
"""Between two markers that are the ends of one range: [1]–[3]."""
JOINED = lazy(rf"\s?(?:,|,?\s?and|or|to|&|[{_DASH}])\s?")
"""Between two brackets that name things of one kind: (1) and (2)."""
_LONGEST_RANGE = 120
"""Numbers between the ends of a range; nobody cites more works at once, but quantities ("1–999") are often wider."""


@dataclass(frozen=True, slots=True)
class Numbering:
    """The numbers of a list. `known` is None where no list is known yet: any number may then stand in it.

    `lettered` are the labels such as "12a", for several works under one number.
    """

    known: frozenset[int] | None = None
    lettered: frozenset[str] = frozenset()

    @property
    def highest(self) -> int:
        """The highest number, 9999 where no list is known: markers have four digits at most."""
        return 9999 if self.known is None else max(self.known, default=0)

    def has(self, value: int) -> bool:
        """Whether a number may stand in the list."""
        return self.known is None or value in self.known


def numbering(labels: Collection[str]) -> Numbering:
    """The numbers among the labels of a list."""
    return Numbering(
        frozenset(int(label) for label in labels if label.isdigit()),
        frozenset(label for label in labels if label[:1].isdigit() and label[-1:].isalpha()),
    )


def number(label: str) -> int:
    """The number in a label that begins with one: 12 of "12" and of "12a"."""
    if label.isdecimal():  # nearly all, and this is asked often
        return int(label)
    match = _FIRST_DIGITS.match(label)
    return int(match[0]) if match else 0


def numbers_of(labels: Iterable[str]) -> list[int]:
    """The number of each label, in order."""
    return [number(label) for label in labels]


def lowered(digits: str) -> str:
    """Raised characters as those of the line: "12,4" of "¹²˒⁴"."""
    return digits.translate(_LOWERED)


def joint(numbers: str) -> str:
    """How the numbers of a marker are joined: "and", else ","; "" where they are joined otherwise or there is one."""
    return "and" if _AND.search(numbers) else "," if "," in numbers else ""


def expanded(numbers: str, listed: Numbering) -> tuple[tuple[str, ...], str]:
    """The labels of a marker, and the name of the rule by which the numbers cannot be labels ("" where they can).

    Ranges are filled in with the numbers that the list has; each label stands once. Rules: a number begins with a nought, as in
    "22,036" and "(0)" (`leading_nought`); a letter stands behind a number and the list has no such label, "(3a)" of a figure
    (`letter_not_listed`); a range falls, or is far too long, "(20–10)" (`impossible_range`).
    """
    labels: list[str] = []
    for piece in _PIECE.finditer(numbers):
        digits, letter = piece["number"], piece["letter"] or ""
        value = int(digits)
        if digits.startswith("0"):
            return (), "leading_nought"
        if letter and digits + letter not in listed.lettered:
            return (), "letter_not_listed"
        if piece["dash"]:
            first = number(labels[-1])
            if value < first:  # 123–5
                value = int(str(first)[: -len(digits)] + digits)
            if not first < value <= first + _LONGEST_RANGE:
                return (), "impossible_range"
            labels += [str(between) for between in range(first + 1, value) if listed.has(between)]
        labels.append(f"{value}{letter}")
    return tuple(dict.fromkeys(labels)), ""
