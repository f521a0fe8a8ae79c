"""Where a work appeared: year, volume, issue, supplement, pages, from the tail of a reference."""

from __future__ import annotations

import re
from dataclasses import dataclass

_DASH = "\u2010\u2011\u2012\u2013\u2014\u2212-"
_YEAR = r"(?P<year>(?:1[5-9]|20)\d\d)[a-z]?"
_MONTH = r"(?:\s+(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Spring|Summer|Autumn|Fall|Winter)[a-z]*\.?(?:[-/\s]\w{1,9}\.?)?)?"
_NUMBER = r"[A-Za-z]{0,3}\d[\w/]*(?:[-–]\d+)?"
_PAGE = r"(?:pii:?\s?)?[A-Za-z]{0,4}\d[\w.]*"
_PAGES = rf"(?P<pages>{_PAGE}(?:\s?[{_DASH}]{{1,2}}\s?{_PAGE})?(?:,\s?{_PAGE}[{_DASH}]{_PAGE})*)"
_SUPPLEMENT = r"(?:[\s,]*\(?\b(?:Suppl|Supplement|Supp|suppl)\b\.?\s?(?P<supplement>[\w-]*)\)?)?"
_ISSUE = r"(?:\s?\((?P<issue>[^()]{1,24})\))?"
_NOTE = r"(?:;\s*(?P<note>(?:discussion|quiz|author reply|reply|commentary|erratum|editorial)[^;]*?))?"
_END = r"\s*[.,;]?\s*$"

_TAILS = (
    # 2018;29 Suppl 3(2):1634-57; discussion 907-8
    re.compile(
        rf"{_YEAR}{_MONTH}\s?;\s?(?P<volume>{_NUMBER})?{_SUPPLEMENT}{_ISSUE}{_SUPPLEMENT.replace('supplement', 'supplement2')}(?:\s?:\s?{_PAGES})?{_NOTE}{_END}"
    ),
    # 29, 1634–1657 (2018)
    re.compile(rf"(?P<volume>{_NUMBER})?{_ISSUE}\s?,\s*{_PAGES}\s*\({_YEAR}\){_END}"),
    # 2018, 29 (2), 1634–1657
    re.compile(rf"{_YEAR}\s?,\s*(?P<volume>{_NUMBER}){_ISSUE}(?:\s?,\s*{_PAGES})?{_END}"),
    # vol. 29, no. 2, pp. 1634–1657, 2018
    re.compile(
        rf"(?:vol\.\s?(?P<volume>{_NUMBER}))?(?:\s*,\s*no\.\s?(?P<issue>{_NUMBER}))?(?:\s*,\s*pp?\.\s?{_PAGES})?\s*,\s*{_YEAR}{_END}"
    ),
    # 29(2), 1634–1657 | 29:1634–1657 | 29(2):e17, the year elsewhere
    re.compile(rf"(?P<volume>{_NUMBER}){_SUPPLEMENT}{_ISSUE}\s?[,:]\s*(?:pp?\.\s?)?{_PAGES}{_END}"),
    # 2018, | 2018.
    re.compile(rf"[(]?{_YEAR}[)]?{_END}"),
    re.compile(rf"(?P<volume>\d+){_ISSUE}{_END}"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Imprint:
    """The tail of a reference; `start` is where it begins (0-based), the length of the string where there is none."""

    start: int
    year: int | None = None
    volume: str = ""
    issue: str = ""
    supplement_number: str = ""
    page: str = ""
    note: str = ""


def read_imprint(text: str) -> Imprint:
    """Read the tail of a reference string from which identifiers were taken away.

    Example:
        >>> found = read_imprint("Ann Surg Oncol 2015;22 Suppl 3:S1057-66.")
        >>> found.start, found.year, found.volume, found.supplement_number, found.page
        (15, 2015, '22', '3', 'S1057-66')

    """
    for pattern in _TAILS:
        match = pattern.search(text)
        if not match or match.start() == 0:
            continue
        # the earliest match may begin inside the title ("… 500 women, 2006"): search again from behind it
        fields = {key: (value or "").strip() for key, value in match.groupdict().items()}
        supplement = fields.get("supplement") or fields.get("supplement2") or ""
        return Imprint(
            start=match.start(),
            year=int(fields["year"]) if fields.get("year") else None,
            volume=fields.get("volume", ""),
            issue=fields.get("issue", ""),
            supplement_number=supplement,
            page=fields.get("pages", "").rstrip("."),
            note=fields.get("note", ""),
        )
    return Imprint(start=len(text))
