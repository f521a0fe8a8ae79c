"""Years, volumes and pages compared."""

from __future__ import annotations

import re
from itertools import pairwise

from citeaudit.model import Record
from citeaudit.text.folding import fold
from citeaudit.text.patterns import lazy

_ROMAN = lazy(r"m{0,3}(?:cm|cd|d?c{0,3})(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})")
"""A roman number, in lower case."""
_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}
"""What its letters count."""
_VOLUME = lazy(r"\d+|[a-z]+")
"""The parts of a volume, after folding: the first number is the volume, or else the first roman number."""
_LABEL = lazy(r"^(?:pages?|pp?|art(?:icle)?|no|id)\b")
"""What stands before a page and is no part of it."""
_SUPPLEMENT = lazy(r"\d+s")
"""A page of a supplement with its letter behind it: "31S" is "S31"."""
_ZEROS = lazy(r"(?<![0-9])0+(?=[0-9])")
"""Zeros before a number, also behind a letter: "e0730"."""
_SCANNED = lazy(r"(?<![^\W_])(?=[\dlO]*\d)[\dlO]*[lO][\dlO]*(?![^\W_])")
"""A number with letters that look like digits, and at least one digit."""
_DIGITS = str.maketrans("lO", "10")
"""The digits that character recognition takes for letters."""
_PAGE = lazy(r"\d+")
"""The first number in a page."""
_PAGES = lazy(
    r"""
    (?P<letter> [A-Za-z]? ) (?P<first> \d{1,12} ) [A-Za-z]?
    \s* [-\u2010-\u2014] \s*
    (?P=letter)             (?P<last> \d{1,12} ) [A-Za-z]?
    """,
    re.VERBOSE,
)
"""A range of pages, with the same letter before both or none."""
_ARTICLE = lazy(r"[A-Za-z]\d{4,}|\d{5,}$")
"""The number of an article, which has more digits than pages have."""
_LONGEST = 12
"""Digits of a page; what is longer is an identifier."""
_LONGEST_ARTICLE = 150
"""Pages of an article; a range that is longer has its last page wrong."""
_FEWEST_DIGITS = 4
"""Characters of an article number, which is not to be compared with the pages of the article."""
_YEAR = lazy(r"(?:18|19|20)\d\d")
"""A volume that is a year, as journals without volumes print it."""


def same_year(a: int | None, b: int | None, *, tolerance: int = 0) -> bool | None:
    """Whether two years differ by at most `tolerance`; None where one is missing."""
    return None if a is None or b is None else abs(a - b) <= tolerance


def same_volume(a: str, b: str) -> bool | None:
    """Whether two volumes are the same: "12", "Vol. 12", "XII", "12 Suppl 3" and "12(4)" are.

    Returns:
        None where one names no volume, or where only one is a year, as journals without volumes print it.

    >>> same_volume("22", "22 Suppl 3"), same_volume("XII", "12"), same_volume("12", "13")
    (True, True, False)

    """
    left, right = _volume(a), _volume(b)
    if not left or not right or bool(_YEAR.fullmatch(left)) != bool(_YEAR.fullmatch(right)):
        return None
    return left == right


def same_page(a: str, b: str) -> bool | None:
    """Whether two pages, ranges of pages or article numbers begin at the same place.

    "1634-57" and "1634–1657" do, "e730" and "730" too; "S57" and "57" do not, for supplements count on their own.

    Returns:
        None where one is missing, or where one counts the pages of an article ("1-12") and the other gives its
        number ("104399").

    >>> same_page("1634-57", "1634–1657"), same_page("S1057-66", "1057"), same_page("1-12", "e104399")
    (True, False, None)

    """
    left, right = _first(a), _first(b)
    if not left or not right:
        return None
    if left.removeprefix("e") == right.removeprefix("e"):
        return True
    numbers = [page for page in (left, right) if page not in {"1", "e1"}]
    counted = len(numbers) == 1 and (len(numbers[0]) >= _FEWEST_DIGITS or numbers[0].startswith("e"))
    return None if counted else False


def same_range(a: str, b: str, *, last: int = 0) -> bool | None:
    """Whether two ranges of pages are the same; laxer than `same_page` about letters, and it looks at the last page too.

    Letters around a number do not count, a shortened last page is filled up, and last pages may differ by `last`. A last page
    of `b` that would make an article of more than 150 pages is not taken for true.

    Returns:
        None where one is missing, where one is an article number and the other are pages, or where one counts the pages of
        the article itself.

    >>> same_range("123-9", "123–129"), same_range("123-9", "123-138"), same_range("W29-37", "29-37"), same_range("7", "7-19")
    (True, False, True, True)
    """
    left, right = _bounds(a), _bounds(b)
    if left is None or right is None:
        return None
    (first, end), (other_first, other_end) = left, right
    if first != other_first:
        numbered = bool(_ARTICLE.match(a)) is not bool(_ARTICLE.match(b))
        return None if numbered or 1 in (first, other_first) else False
    if end is None or other_end is None or first == 1:
        return True
    if other_end - other_first > _LONGEST_ARTICLE > end - first:  # a last page that the registry has wrong
        return True
    return abs(end - other_end) <= last


def unscanned(number: str) -> str:
    """A number in which character recognition took digits for letters, with its digits.

    >>> [unscanned(x) for x in ("l09", "1O", "l576", "e30619", "S12", "Ol")]
    ['109', '10', '1576', 'e30619', 'S12', 'Ol']
    """
    return _SCANNED.sub(lambda match: match[0].translate(_DIGITS), number)


def _bounds(page: str) -> tuple[int, int | None] | None:
    """The first and the last page; None for the last where there is none, or where it is not plain which it is."""
    match = _PAGES.fullmatch(page.strip())
    if not match:
        number = _PAGE.search(page)
        return (int(number[0]), None) if number and len(number[0]) <= _LONGEST else None
    first, last = match["first"], match["last"]
    last = first[: -len(last)] + last  # "1634-57"
    return int(first), int(last) if int(last) >= int(first) else None


def _volume(volume: str) -> str:
    words: list[str] = _VOLUME.findall(fold(volume))
    if number := next((word for word in words if word.isdigit()), ""):
        return number.lstrip("0") or number
    return next((str(_value(word)) for word in words if _ROMAN.fullmatch(word)), "")


def _value(roman: str) -> int:
    values = [_ROMAN_VALUES[letter] for letter in roman]
    return values[-1] + sum(-value if value < after else value for value, after in pairwise(values))


def _first(page: str) -> str:
    first = Record(page=page).first_page
    if not any(character.isdigit() for character in first):
        first = page  # "S-12", and roman numerals
    folded = _LABEL.sub("", fold(first)).replace(" ", "")
    number = _ZEROS.sub("", folded)
    return f"s{number[:-1]}" if _SUPPLEMENT.fullmatch(number) else number
