"""Years, volumes and pages compared."""

from __future__ import annotations

import re

from citeaudit.model import Record
from citeaudit.text.folding import fold

_ROMAN = re.compile(r"m{0,3}(?:cm|cd|d?c{0,3})(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})")
_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}
_VOLUME = re.compile(r"\d+|[a-z]+")
_LABEL = re.compile(r"^(?:pages?|pp?|art(?:icle)?|no|id)\b")
_SUPPLEMENT = re.compile(r"\d+s")  # "31S" is "S31"
_SCANNED = re.compile(r"(?<![^\W_])(?=[\dlO]*\d)[\dlO]*[lO][\dlO]*(?![^\W_])")
_DIGITS = str.maketrans("lO", "10")
_PAGE = re.compile(r"\d+")
_PAGES = re.compile(
    r"(?P<letter>[A-Za-z]?)(?P<first>\d{1,12})[A-Za-z]?\s*[-\u2010-\u2014]\s*(?P=letter)(?P<last>\d{1,12})[A-Za-z]?"
)
_ARTICLE = re.compile(r"[A-Za-z]\d{4,}|\d{5,}$")
_LONGEST = 12  # digits of a page
_LONGEST_ARTICLE = 150  # pages
_YEAR = re.compile(r"(?:18|19|20)\d\d")


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
    if left == right or left.removeprefix("e") == right.removeprefix("e"):
        return True
    numbered = [page for page in (left, right) if page not in ("1", "e1")]
    return None if len(numbered) == 1 and (len(numbered[0]) >= 4 or numbered[0][0] == "e") else False


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
    if left[0] != right[0]:
        numbered = sum(bool(_ARTICLE.match(page)) for page in (a, b)) == 1
        return None if numbered or 1 in (left[0], right[0]) else False
    if left[1] is None or right[1] is None or left[0] == 1:
        return True
    if right[1] - right[0] > _LONGEST_ARTICLE > left[1] - left[0]:  # a last page that the registry has wrong
        return True
    return abs(left[1] - right[1]) <= last


def unscanned(number: str) -> str:
    """A number in which character recognition took digits for letters, with its digits.

    >>> [unscanned(x) for x in ("l09", "1O", "l576", "e30619", "S12", "Ol")]
    ['109', '10', '1576', 'e30619', 'S12', 'Ol']
    """
    return _SCANNED.sub(lambda match: match[0].translate(_DIGITS), number) if _SCANNED.search(number) else number


def _bounds(page: str) -> tuple[int, int | None] | None:
    """The first and the last page; None for the last where there is none, or where it is not plain which it is."""
    match = _PAGES.fullmatch(page.strip())
    if not match:
        number = _PAGE.search(page)
        return (int(number[0]), None) if number and len(number[0]) <= _LONGEST else None
    first, last = match["first"], match["last"]
    if len(last) < len(first):
        last = first[: len(first) - len(last)] + last
    return int(first), int(last) if int(last) >= int(first) else None


def _volume(volume: str) -> str:
    words: list[str] = _VOLUME.findall(fold(volume))
    for word in words:
        if word.isdigit():
            return word.lstrip("0") or word
    return next((str(_value(word)) for word in words if _ROMAN.fullmatch(word)), "")


def _value(roman: str) -> int:
    values = [_ROMAN_VALUES[letter] for letter in roman]
    return sum(-one if one < after else one for one, after in zip(values, [*values[1:], 0], strict=True))


def _first(page: str) -> str:
    first = Record(page=page).first_page
    if not any(character.isdigit() for character in first):
        first = page  # "S-12", and roman numerals
    folded = _LABEL.sub("", fold(first)).replace(" ", "")
    number = re.sub(r"(?<![0-9])0+(?=[0-9])", "", folded)
    return f"s{number[:-1]}" if _SUPPLEMENT.fullmatch(number) else number
