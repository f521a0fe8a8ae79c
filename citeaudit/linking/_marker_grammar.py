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
_SPAN = rf"(?:\s?(?:-{{2,3}}|[{_DASH}])\s?|\s(?:to|through|thru|bis|à|до)\s)"
"""Between the ends of a range: "10–12", "10--12", "10 to 12"."""
_AGAIN = r"(?:(?:(?:but|and)\s)?(?:see(?:\salso)?|also|cf\.?)\s)"
"""Before a further number: "2; see also 5"."""
_AND = r"(?:\s?(?:and|&|和|及|与)\s?|\s(?:und|y|et|e|og|och|en|и|та)\s)"
_PLACE = r"(?:[A-Z]{0,2}\d+(?:\.\d+)*[a-z]?|[IVX]+)(?![^\W_])"
_PART = r"""(?:
    p | page | fig(?:ure)? | table | tab | chap(?:ter)? | ch | sect? | section | theorem | thm | lemma | prop | proposition | cor | def | definition
    | eqn? | equation | vol | volume | part | line | note | footnote | box | app | appendix | para | paragraph | suppl | supplement
    | example | art | kap | abb | (?-i:S) | с | стр
)"""
_PARTS = (
    r"(?:pp|pages|figs|figures|tables|chaps|chapters|sects|sections|theorems|eqs|eqns|equations|vols|lines|notes|§§|сс)"
)
_WITHIN = rf"""(?:
    (?:,\s?|\s|(?=§))(?:
        {_PARTS}\b\.?\s?{_PLACE}(?:(?:{_SPAN}|\s?,\s?|\s?&\s?|\sand\s){_PLACE})*
      | (?:{_PART}\b\.?\s?|§\s?){_PLACE}(?:{_SPAN}{_PLACE})?
    )(?:\s?ff?\b\.?)?
    | \(pp?\.?\s?\d+(?:[{_DASH}]\d+)?\)
)"""
"""A place within the work cited: "10, p. 12", "10, Table 2", "10(p12)"."""
_REF_WORD = r"(?:refs?\b\.?|references?\b|nos?\b\.?|numbers?\b)\s?"
_LEAD = r"""(?:(?:
    (?:see|cf\.?|e\.\s?g\.,?|i\.\s?e\.,?|also|but|reviewed[ ]in|as[ ]in|(?:data|adapted|taken)[ ]from
    | for[ ](?:an?[ ]|recent[ ]|further[ ])*(?:reviews?|overviews?|details?|discussions?|examples?|instance),?
    | siehe(?:[ ]auch)? | vgl\.? | voir | v[eé]ase | ver | см\.? )\s+
    | (?:refs?\b\.?|references?\b)\s*\#?
)*)"""
_TRAIL = r"""(?:
    \s?[,;]?\s?(?:\.{2,3}|…)
  | [,;]?\s?etc\.?
  | [,;]?\s(?:and\s)?(?:the\s)?(?:refs?\.?|references?)\s(?:cited\s)?(?:therein|cited)
  | [,;]?\s(?:and|among)\sothers
  | [,;]?\sfor\s(?:an?\s|recent\s|further\s)*(?:reviews?|overviews?|details?|discussions?)
  | \s?[,;]
)?"""
"""Behind the numbers: "10, 11, …", "10 and references therein"."""


def _numbers(one: str, further: str) -> str:
    """The pattern of numbers that are joined; `further` is what may join them beside commas, dashes and "and"."""
    joined = rf"(?:{_SPAN}|\s?[,;]\s?(?:and\s|&\s?)?{_AGAIN}?|{_AND}{_AGAIN}?{further})"
    return rf"{one}(?:{joined}{one})*"


_STARS = "[*•·∙]{0,3}"  # "10••": of outstanding interest, in reviews
_IN_PARENTHESES = _numbers(rf"{_NUMBER}{_WITHIN}?", "")
_IN_BRACKETS = _numbers(
    rf"{_STARS}(?:\#|{_REF_WORD})?{_NUMBER}{_STARS}(?:{_WITHIN}|\s?:\s?\d+(?:[{_DASH}]\d+)?)?", r"|\s?\+\s?|\sor\s"
)
_IN_RAISED = _numbers(rf"{_STARS}{_NUMBER}{_STARS}{_WITHIN}?", rf"|\]\s?[,{_DASH}]\s?\[")
ENCLOSED = {
    BRACKETS: lazy(rf"\[\s?{_LEAD}(?P<numbers>{_IN_BRACKETS}){_TRAIL}\s?\]", re.IGNORECASE | re.VERBOSE),
    PARENTHESES: lazy(rf"\(\s?{_LEAD}(?P<numbers>{_IN_PARENTHESES}){_TRAIL}\s?\)", re.IGNORECASE | re.VERBOSE),
}
"""A marker in brackets of one form."""
RAISED = lazy(rf"[(\[]?\s?{_LEAD}(?P<numbers>{_IN_RAISED}){_TRAIL}\s?[)\]]?", re.IGNORECASE | re.VERBOSE)
"""The whole of what is raised, where it is a marker; journals raise the comma between two markers, too."""
LED = lazy(
    rf"(?<![^\W_])(?:refs?\b\.?|references?\b)\s?(?:nos?\b\.?\s|numbers?\s|\#)?(?P<numbers>{_IN_PARENTHESES})(?![^\W_]|[.,:%°]\d|\s?%|[{_DASH}])",
    re.IGNORECASE | re.VERBOSE,
)
"""Numbers that a word says are references: "as shown in reference 10"."""
OPENS_LED = lazy(r"[(\[]\s?(?:[a-z.]{1,12},?\s){0,3}$")
CLOSES_LED = lazy(r"\s?[)\]]")
"""A bracket that opens before such a word, and closes behind its numbers: "(reviewed in ref. 10)"."""
_NO_ABBREVIATION = "".join(
    rf"(?<![{word[0].upper()}{word[0]}]{word[1:]}\.)"
    for word in "fig figs vol vols sec sect tab eqs eqns ref refs chap art nos app suppl approx part".split()
)
GLUED_TO_STOP = lazy(
    rf"(?<=[^\W\d_]{{3}}[.,;:]){_NO_ABBREVIATION}(?P<numbers>{_NUMBER}(?:[,{_DASH}]{_NUMBER})*)(?=\s+[^\W\d_a-z]|\s*$|(?<=\d)\s+(?:and|but|or|as|so|while)\s)"
)
"""A raised number that a copy brought down to the line, behind a word and its stop: "matters.10 Noise does"."""
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
_JOINT_AND = lazy(r"and|&")
BRIDGE = lazy(rf"\s?(?:-{{2,3}}|[{_DASH}])\s?")
"""Between two markers that are the ends of one range: [1]–[3]."""
_TO_BLANK = lazy(rf"{_WITHIN}|:\s?\d+(?:[{_DASH}]\d+)?|{_AGAIN}|{_REF_WORD}|[#*•·∙\[\]]", re.IGNORECASE | re.VERBOSE)
"""What stands among the numbers of a marker and is none of them."""
_TO_DASH = lazy(_SPAN, re.IGNORECASE)
_PLAIN = lazy(rf"[\d,;\s{_DASH}]*")
JOINED = lazy(rf"\s?(?:,|,?\s?and|or|to|&|[{_DASH}])\s?")
"""Between two brackets that name things of one kind: (1) and (2)."""
LONGEST_RANGE = 120
"""Numbers between the ends of a range; nobody cites more works at once, but quantities ("1–999") are often wider."""


_USUAL_WIDTH = str.maketrans(
    {
        "（": "(",
        "）": ")",
        "［": "[",
        "］": "]",
        "【": "[",
        "】": "]",
        "〔": "[",
        "〕": "]",
        "，": ",",
        "、": ",",
        "；": ";",
        "：": ":",
    }
    | {"～": "\u2013", "〜": "\u2013", "－": "-", "．": "."}
    | {chr(0xFF10 + digit): str(digit) for digit in range(10)}
)
"""Characters of East Asian width, each with the one that it stands for."""
_WIDE = lazy(r"[、〔〕【】〜（），－．０-９：；［］～]")


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


def printed_at(text: str) -> str:
    """A text as the patterns of this module read it: as long, full-width brackets, digits and commas in their usual width.

    Example:
        >>> printed_at("［１０，１１］ （12～14）")
        '[10,11] (12–14)'
    """
    return text if text.isascii() or not _WIDE.search(text) else text.translate(_USUAL_WIDTH)


def bare(numbers: str) -> str:
    """The numbers of a marker without pages and words: what joins them is a comma, a dash or "and".

    Example:
        >>> bare("10, p. 12; see also 11"), bare("10 to 12"), bare("10--12"), bare("#10 + 11")
        ('10; 11', '10–12', '10–12', '10 + 11')
    """
    if _PLAIN.fullmatch(numbers) and "--" not in numbers:
        return numbers
    return _TO_DASH.sub(_dash, _TO_BLANK.sub("", numbers))


def _dash(match: re.Match[str]) -> str:
    """A dash as it is printed; a word or several hyphens as one."""
    return match[0] if match[0].strip() in set(_DASH) else "\u2013"


def joint(numbers: str) -> str:
    """How the numbers of a marker are joined: "and", else ","; "" where they are joined otherwise or there is one."""
    return "and" if _JOINT_AND.search(numbers) else "," if "," in numbers else ""


def filled(numbers: str) -> tuple[int, ...]:
    """The numbers of a marker in the order printed, ranges filled up; () where a range runs backwards or is too long.

    >>> filled("1, 3–5"), filled("123-5"), filled("5–3")
    ((1, 3, 4, 5), (123, 124, 125), ())
    """
    found: list[int] = []
    for piece in _PIECE.finditer(numbers):
        value = int(piece["number"])
        if piece["dash"] and found:
            first = found[-1]
            value = _written_out(value, piece["number"], first)
            if not first < value <= first + LONGEST_RANGE:
                return ()
            found += range(first + 1, value)
        found.append(value)
    return tuple(found)


def _written_out(value: int, digits: str, first: int) -> int:
    """The end of a range whose first digits are those of its beginning: 125 of "123–5"."""
    return int(str(first)[: -len(digits)] + digits) if value < first else value


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
            value = _written_out(value, digits, first)
            if not first < value <= first + LONGEST_RANGE:
                return (), "impossible_range"
            labels += [str(between) for between in range(first + 1, value) if listed.has(between)]
        labels.append(f"{value}{letter}")
    return tuple(dict.fromkeys(labels)), ""
