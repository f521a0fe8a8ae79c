"""What a reference and the work it means have in common when both are looked up in an index: keys and words.

A key says where in the literature a work stands (volume, first page, year, first author), each leaving something out, so
that one wrong or missing field still leaves a key that fits. Words are those of the title.
"""

from __future__ import annotations

from collections.abc import Iterator

from citeaudit.model import Record
from citeaudit.text.folding import fold
from citeaudit.text.patterns import lazy
from citeaudit.text.wordlists import word_list

_NUMBER = lazy(r"\d+")
"""The number in a volume or a page."""
_FAMILY = 5
"""Letters of the family name that count; what comes later is more often misprinted."""
_SMALL = frozenset(word_list("words-not-looked-up.txt"))
"""Words that almost every title has."""
_SHORTEST_WORD = 3
"""Letters of a word that is looked up; shorter ones are in too many titles."""
_LONGEST_VOLUME = 8
"""Digits of a volume; what is longer is an identifier."""
_LONGEST_PAGE = 12
"""Digits of a page or an article number; what is longer is an identifier."""


def position_keys(family: str, year: int | None, volume: str, page: str) -> Iterator[str]:
    """The keys of a place in the literature, those that the given fields allow.

    Args:
        family: Family name of the first author, particle included, or the name of a group.
        year: Year of publication.
        volume: As printed.
        page: First page or article number.

    Example:
        >>> list(position_keys("de Groot", 2015, "29", "1634"))
        ['v29p1634adegro', 'v29p1634y2015', 'p1634y2015adegro', 'v29y2015adegro']
    """
    number = _NUMBER.search(volume)
    at = f"v{int(number[0])}" if number and len(number[0]) <= _LONGEST_VOLUME else ""
    first = _page(page)
    by = f"a{fold(family).replace(' ', '')[:_FAMILY]}" if family else ""
    when = f"y{year}" if year else ""
    if at and first and by:
        yield f"{at}{first}{by}"
    if at and first and when:
        yield f"{at}{first}{when}"
    if first and when and by:
        yield f"{first}{when}{by}"
    if at and when and by:
        yield f"{at}{when}{by}"


def record_keys(record: Record) -> tuple[str, ...]:
    """The keys of a record; a year that is one off, as printed and online versions are, has keys of its own."""
    person = next(iter(record.author or record.editor), None)
    family = person.full_family if person else ""
    years = (record.year, record.year - 1, record.year + 1) if record.year else (None,)
    found = [key for year in years for key in position_keys(family, year, record.volume, record.first_page)]
    return tuple(dict.fromkeys(found))


def title_words(title: str) -> list[str]:
    """The words of a title that may be looked up, each once, in order.

    >>> title_words("The role of CDK4/6 in the liver: a review")
    ['role', 'cdk4', 'liver', 'review']
    """
    words = [word for word in fold(title).split() if len(word) >= _SHORTEST_WORD and word not in _SMALL]
    return list(dict.fromkeys(words))


def _page(page: str) -> str:
    """A page without zeros and letters before its digits: "p730" of "e0730"; "" where it has no digit."""
    match = _NUMBER.search(page)
    if not match or len(match[0]) > _LONGEST_PAGE:
        return ""
    before = fold(page[: match.start()])
    return f"p{'' if before in {'', 'e'} else before[-1]}{int(match[0])}"
