"""Normalizers of volume, issue and pages: what the tagger marked, freed of what does not belong to the value."""

from __future__ import annotations

import re
from dataclasses import dataclass

_VOLUME_WORD = re.compile(
    r"^(?:volumes?|vol|v|band|bd|tome|t|jg|jahrgang|nr?|no|n°)\b[\s.:°]*(?=[\dIVXLC])", re.IGNORECASE
)
_ISSUE_WORD = re.compile(r"^\(?\s*(?:issues?|iss|numbers?|nos?|nr|n°|nº|heft|h|num)\b[\s.:°]*", re.IGNORECASE)
_PAGE_WORD = re.compile(
    r"^(?:pages?|pgs?|pp?|seiten?|s|art(?:icle)?(?:\s*(?:id|no|number))?|pii|págs?)\b[\s.:]*(?=\S)", re.IGNORECASE
)
_SUPPLEMENT = re.compile(r"\(?\b(?:supplement(?:um)?|suppl|supp|sup)\b[\s.:]*(?P<number>[\w-]*)\)?", re.IGNORECASE)
_WITH_ISSUE = re.compile(r"^(?P<volume>[^()]*?\w)\s*\((?P<issue>[^()]+)\)?\s*(?::\s*(?P<pages>\S.*?))?[.,]?$")
_NOTE = re.compile(r"(?:discussion|quiz|author reply|reply|commentary|erratum|editorial)\b.*", re.IGNORECASE)
_EDGES = " \t,;:.()[]*"


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

    Example:
        >>> numbers("vol. 22 Suppl 3", "no. 4", "pp. S1057-66; discussion S1066")
        Numbers(volume='22', issue='4', supplement_number='3', page='S1057-66', note='discussion S1066')
        >>> numbers("137(3):289–297.", "", "")
        Numbers(volume='137', issue='3', supplement_number='', page='289–297', note='')
    """
    volume = _VOLUME_WORD.sub("", volume.strip(_EDGES.replace(")", "")))
    if match := _WITH_ISSUE.match(volume):
        volume, issue, pages = match["volume"], issue or match["issue"], pages or match["pages"] or ""
    volume, supplement = _without_supplement(volume)
    issue, other = _without_supplement(issue.strip(_EDGES))
    note = _NOTE.search(pages)
    if note:
        pages = pages[: note.start()]
    return Numbers(
        volume=volume.strip(_EDGES),
        issue=_ISSUE_WORD.sub("", issue).strip(_EDGES),
        supplement_number=supplement or other,
        page=_PAGE_WORD.sub("", pages.strip(_EDGES)).strip(_EDGES),
        note=note[0].strip(_EDGES) if note else "",
    )


def _without_supplement(text: str) -> tuple[str, str]:
    match = _SUPPLEMENT.search(text)
    if not match:
        return text, ""
    return (text[: match.start()] + text[match.end() :]).strip(), match["number"] or "suppl"
