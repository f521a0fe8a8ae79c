"""Normalizers of volume, issue and pages: what the tagger marked, freed of what does not belong to the value."""

from __future__ import annotations

import re
from dataclasses import dataclass

from citeaudit.text.patterns import lazy

_VOLUME_WORD = lazy(
    r"^(?:volumes?|vol|v|band|bd|tome|tom|t|jg|jahrgang|nr?|no|n°|nº|№)\b[\s.:°º]*(?=[\dIVXLC])", re.IGNORECASE
)
_VOLUME_BEHIND = lazy(r"(?<=\d)\.?\s*(?:Jg|Jahrgang|Jahrg|Bde?)\b\.?$", re.IGNORECASE)
_ISSUE_WORD = lazy(
    r"""
      ^[(\s,]*(?:issues?|iss|numbers?|nos?|nr|n°|nº|nᵒ|n|№|heft|h|núm|num)\b[\s.:°º]*(?=\S)
    | ^[(\s,]*[nN][°ºᵒ]\s*
    """,
    re.IGNORECASE | re.VERBOSE,
)
_PAGE_WORD = lazy(
    r"""
    ^(?: pages? | pgs? | pp? | seiten? | s | str | págs?
       | art(?:icle|\.)?(?:\s*(?:id|no|number|nr))? | paper | pii | e-?locator | id
    )\b[\s.:]*(?=\S)
    """,
    re.IGNORECASE | re.VERBOSE,
)
_PAGE_COUNT = lazy(r"^\d+\s*(?:pp?|pages?|seiten|s|págs?|p)\b\.?$", re.IGNORECASE)
_AFTER_PAGES = lazy(r"\s+(?:pp?|pages?|seiten)\b\.?$", re.IGNORECASE)
_SUPPLEMENT = lazy(r"[\s,(]*\b(?:supplement(?:um)?|suppl|supp|sup|spl)\b[\s.:]*(?P<number>[\w-]*)\)?", re.IGNORECASE)
_ISSUE_BY_WORD = r"(?:no|nos|nr|n°|nº|nᵒ|iss|issue|number|heft|núm|num)\b[\s.:°º]*"
_SPACED = lazy(r"\s*([-‐‑–—/])\s*")
# Volume, issue and pages, as some printings run them together.
_WITH_ISSUE = lazy(
    rf"""
    ^(?P<volume>[^(),/]*?\w)\s*
    (?: \(\s*(?:{_ISSUE_BY_WORD})?(?P<issue>[^()]+)\)?      # 137(3)
      | (?:[,\s]\s*){_ISSUE_BY_WORD}(?P<number>[\w/–-]+)   # 22, no. 7
      | /\s?(?P<slash>\d{{1,3}})                           # 12/3
    )
    \s*(?:[:,]\s*(?P<pages>\S.*?))?[.,]?$
    """,
    re.IGNORECASE | re.VERBOSE,
)
# "5: article 582", "30, S405–S433"
_WITH_PAGES = lazy(
    r"^(?P<volume>\w+)\s*[:,]\s*(?P<pages>(?:art(?:icle|\.)?|pp?\.?|e|S)?\s?\w*\d[\w\s–-]*)$", re.IGNORECASE
)
_NOTE = lazy(r"(?:discussion|quiz|author reply|reply|commentary|erratum|editorial)\b.*", re.IGNORECASE)
_EDGES = " \t,;:.()[]*"
"""What at the ends belongs to the style, not to the number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbers:
    """Volume, issue, supplement, pages and the note that follows them, each "" where there is none."""

    volume: str = ""
    issue: str = ""
    supplement_number: str = ""
    page: str = ""
    note: str = ""


def numbers(volume: str, issue: str, pages: str) -> Numbers:
    """Tidy what the tagger marked as volume, issue and pages; a remark behind the pages becomes the note.

    How many pages a book has ("320 pp.") is not where a part of it stands, and is left out.

    Example:
        >>> numbers("vol. 22 Suppl 3", "no. 4", "pp. S1057-66; discussion S1066")
        Numbers(volume='22', issue='4', supplement_number='3', page='S1057-66', note='discussion S1066')
        >>> numbers("137(3):289–297.", "", "")
        Numbers(volume='137', issue='3', supplement_number='', page='289–297', note='')
        >>> numbers("Vol. 15, No. 6", "", "29 - 40")
        Numbers(volume='15', issue='6', supplement_number='', page='29-40', note='')
    """
    bare = _VOLUME_BEHIND.sub("", _VOLUME_WORD.sub("", volume.strip(_EDGES.replace(")", ""))))
    volume, supplement = _without_supplement(bare)
    if match := _WITH_ISSUE.match(volume):
        volume = match["volume"]
        issue = issue or match["issue"] or match["number"] or match["slash"]
        pages = pages or match["pages"] or ""
    elif not pages and (match := _WITH_PAGES.match(volume)):
        volume, pages = match["volume"], match["pages"]
    issue, other = _without_supplement(issue.strip(_EDGES))
    note = _NOTE.search(pages)
    if note:
        pages = pages[: note.start()]
    return Numbers(
        volume=_SPACED.sub(r"\1", volume.strip(_EDGES)),
        issue=_SPACED.sub(r"\1", _ISSUE_WORD.sub("", issue).strip(_EDGES)),
        supplement_number=supplement or other,
        page="" if not volume and _PAGE_COUNT.match(pages.strip(_EDGES)) else _page(pages.strip(_EDGES)),
        note=note[0].strip(_EDGES) if note else "",
    )


def _page(text: str) -> str:
    bare = _AFTER_PAGES.sub("", _PAGE_WORD.sub("", text)).strip(_EDGES)
    return _SPACED.sub(r"\1", bare)


def _without_supplement(text: str) -> tuple[str, str]:
    match = _SUPPLEMENT.search(text)
    if not match:
        return text, ""
    return (text[: match.start()] + text[match.end() :]).strip(), match["number"] or "suppl"
