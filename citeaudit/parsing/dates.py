"""Dates in a reference: the year of publication, and the day a web page was looked at."""

from __future__ import annotations

import re
from collections.abc import Sequence

from citeaudit.text.patterns import lazy
from citeaudit.text.wordlists import word_list

YEAR = lazy(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)")
_LONE_YEAR = lazy(r"(?<![\d\-–/])(?:1[5-9]|20)\d\d(?![\d\-–/])")
_ORIGINAL = lazy(r"\[\s*(?:1[5-9]|20)\d\d\s*\]|\((?:original|orig\.|first published|erstmals)[^)]*\)", re.IGNORECASE)
_NUMERIC = lazy(
    r"""
    (?<!\d)
    (?: (?P<year>(?:19|20)\d\d)[-./](?P<month>\d{1,2})(?:[-./](?P<day>\d{1,2}))?   # 2010-08-07
      | (?P<a>\d{1,2})[-./](?P<b>\d{1,2})[-./](?P<last>(?:19|20)\d\d)              # 06.05.2020, 5/23/2014
    )
    (?!\d)
    """,
    re.VERBOSE,
)
_DAY = lazy(r"(?<!\d)\d{1,2}(?!\d)")
_MONTH = {
    beginning: number
    for number, beginnings in enumerate(word_list("month-beginnings.txt"), 1)
    for beginning in beginnings.split()
}
"""The number of a month by what its name begins with."""
_WORD = lazy(r"[^\W\d_]{3,}")
ACCESS_WORD = (
    r"(?:accessed|retrieved|viewed|visited|cited|consulted|checked|abgerufen|zugriff|aufgerufen|eingesehen"
    r"|consult[ée]e?|consultado|acess[oa]d?o?|accedido|visitato)"
    r"\W*(?:on|am|le|em|el|il|in|date)?\W*"
)
"""What stands before the day on which a page was looked at: "accessed on ", as part of a pattern."""
_ACCESS = lazy(
    rf"""
    \b{ACCESS_WORD}
    (?P<date>
      [^()\[\];<>]{{0,24}}? (?:19|20)\d\d (?:[-./]\d\d?){{0,2}}  # 4 May 2020, 2020-05-04
      (?:\s\w{{3,9}}\.? (?:\s\d{{1,2}})?)?                      # 2020 May 4
    )
    """,
    re.IGNORECASE | re.VERBOSE,
)
_ADDRESS = lazy(r"https?://\S+|10\.\d{4,9}/\S+", re.IGNORECASE)
"""An address or a DOI, which has digits of its own."""
_DECEMBER = 12
"""The last month: of a date all in numbers, what is greater is the day."""
_LAST_DAY = 31
"""The last day of the longest month."""


def year(dates: Sequence[str], raw: str = "") -> int | None:
    """The year of publication.

    Args:
        dates: What the tagger marked as dates, in order.
        raw: The whole string, where a lone year may stand in for a date that was not marked.

    Example:
        >>> year(["(2012a)"]), year(["25–30 March 2012"]), year(["1991 [1963]"]), year([], "Lancet. 2014;3:1-9"), year(["n.d."])
        (2012, 2012, 1991, 2014, None)
    """
    for date in dates:
        if match := YEAR.search(_ORIGINAL.sub(" ", date)) or YEAR.search(date):
            return int(match[0])
    years = _LONE_YEAR.findall(raw)
    return int(years[-1]) if years else None


_SLOT = lazy(
    r"""
      (?<=[.,\s(])(?P<behind_journal> \d{3,5} | (?=\w*[OolI])[12lI][0-9OolI]{3} )
      \s?;\s?\d{1,4}\s?(?:\([^()]{1,12}\)\s?)?:\s?[A-Za-z]{0,2}\d               # "J Sleep. 2109;26(3):11"
    | (?<=[.,\s])\((?P<behind_authors> (?!0)\d{4} | \d{5} )[a-z]?\)(?=[.,:]\s)  # "Hall, A. (2109). Sleep"
    """,
    re.VERBOSE,
)
"""Where a list prints the year, and what may stand there in place of one."""


def misprinted_year(raw: str) -> str:
    """What stands where the year should, and is none; "" where there is a year, or no place for one.

    Example:
        >>> misprinted_year("J Sleep. 2109;26:11-9."), misprinted_year("Gut. 2O15;64:2"), misprinted_year("Gut. 2015;64:2")
        ('2109', '2O15', '')
    """
    if years_printed(raw):
        return ""
    match = _SLOT.search(raw)
    return (match["behind_journal"] or match["behind_authors"]) if match else ""


def years_printed(raw: str) -> list[int]:
    """The years that stand in a reference by themselves, in order; days of access and addresses do not count."""
    return [int(found) for found in _LONE_YEAR.findall(_ADDRESS.sub(" ", _ACCESS.sub(" ", raw)))]


def iso(date: str) -> str:
    """A date in ISO 8601, as far as it is given; "" where it has no year.

    Of a date that is all numbers, the middle one is the month unless it is greater than 12.

    Example:
        >>> [iso(x) for x in ("16 August 2018", "March 24, 2017", "2010-08-07", "06.05.2020", "mai 2019", "2014", "soon")]
        ['2018-08-16', '2017-03-24', '2010-08-07', '2020-05-06', '2019-05', '2014', '']
    """
    if match := _NUMERIC.search(date):
        if match["year"]:
            return _join(int(match["year"]), int(match["month"]), int(match["day"] or 0))
        day, month = int(match["a"]), int(match["b"])
        return _join(int(match["last"]), *((day, month) if month > _DECEMBER else (month, day)))
    found = YEAR.search(date)
    if not found:
        return ""
    rest = date[: found.start()] + " " + date[found.end() :]
    month = next(
        (number for word in _WORD.findall(rest.lower()) for start, number in _MONTH.items() if word.startswith(start)),
        0,
    )
    number = _DAY.search(rest)
    return _join(int(found[0]), month, int(number[0]) if number and month else 0)


def access(text: str) -> str:
    """The day of access in ISO 8601 that a text gives in words; "" where it gives none.

    >>> access("Available from … (accessed 4 May 2020)."), access("abgerufen am 12.03.2019"), access("printed 2019")
    ('2020-05-04', '2019-03-12', '')
    """
    match = _ACCESS.search(text)
    return iso(match["date"]) if match else ""


def _join(year: int, month: int, day: int) -> str:
    if not 1 <= month <= _DECEMBER:
        return str(year)
    return f"{year}-{month:02}-{day:02}" if 1 <= day <= _LAST_DAY else f"{year}-{month:02}"
