"""The day on which a web page was looked at, in the forms that files hold it."""

from __future__ import annotations

from citeaudit.text.patterns import lazy

_DATE = lazy(r"(?P<year>\d{4})(?:[-/](?P<month>\d{1,2})(?:[-/](?P<day>\d{1,2}))?)?(?![\d-])")
"""ISO 8601 and RIS, as far as given."""


def iso_date(text: str) -> str:
    """The date that `text` begins with, in ISO 8601 as far as it is given; "" where it begins with none.

    Months and days that no calendar has ("2018/00/00") count as not given. Of a span of days the first is taken.

    Example:
        >>> [iso_date(text) for text in ("2018/8/16/", "2018-08-16T09:30:00Z", "2018-08", "2018///", "16 August")]
        ['2018-08-16', '2018-08-16', '2018-08', '2018', '']

    """
    found = _DATE.match(text.strip())
    if not found:
        return ""
    parts = [found["year"]]
    for name, most in (("month", 12), ("day", 31)):
        value = int(found[name] or 0)
        if not 1 <= value <= most:
            break
        parts.append(f"{value:02}")
    return "-".join(parts)
