"""Identifiers in a reference string: DOI, PMID, PMCID, ISBN, URL.

The syntax of DOIs is that of the DOI Handbook, section 2.2: a prefix `10.` and a registrant code, then any printable
characters; closing punctuation and unbalanced brackets at the end are taken for the sentence's, not the DOI's.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

_DOI = re.compile(
    r"(?:(?:https?://)?(?:dx\.)?doi\.org/\s?|\bdoi\s?[:=]?\s?(?:(?:https?://)?(?:dx\.)?doi\.org/)?)?"
    r"(?P<doi>\b10\.\d{4,9}(?:\.\d+)*/[^\s\"“”]+)",
    re.IGNORECASE,
)
_PMID = re.compile(r"\b(?:PMID|PubMed(?:\s+ID)?)\s?[:#]?\s?(?P<id>\d{4,9})\b", re.IGNORECASE)
_PMCID = re.compile(r"\b(?:PMCID\s?[:#]?\s?)?(?P<id>PMC\d{4,9})\b", re.IGNORECASE)
_ISBN = re.compile(r"\bISBN(?:-1[03])?\s?:?\s?(?P<id>(?:97[89][ -]?)?(?:\d[ -]?){9}[\dXx])\b")
_URL = re.compile(r"<?(?P<url>\b(?:https?|ftp)://[^\s<>\"“”]+)>?", re.IGNORECASE)
_PAIRS = {")": "(", "]": "[", "}": "{", ">": "<"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Identifiers:
    """What identifies a work, and where it stood: `spans` are (start, end) in the string, ascending."""

    DOI: str = ""
    PMID: str = ""
    PMCID: str = ""
    ISBN: str = ""
    URL: str = ""
    spans: tuple[tuple[int, int], ...] = ()


def find_identifiers(text: str) -> Identifiers:
    """Find the identifiers in a reference string.

    Example:
        >>> found = find_identifiers("Lancet 2020;21:44. doi: 10.1016/S1470-2045(19)30689-8. PMID: 31786121")
        >>> found.DOI, found.PMID
        ('10.1016/S1470-2045(19)30689-8', '31786121')

    """
    spans: list[tuple[int, int]] = []
    doi = ""
    for match in _DOI.finditer(text):
        found = _trimmed(match["doi"])
        spans.append((match.start(), match.start("doi") + len(found)))
        doi = doi or html.unescape(found)
    values: dict[str, str] = {}
    for name, pattern, group in (
        ("PMID", _PMID, "id"),
        ("PMCID", _PMCID, "id"),
        ("ISBN", _ISBN, "id"),
        ("URL", _URL, "url"),
    ):
        for match in pattern.finditer(text):
            if any(start < match.end() and match.start() < end for start, end in spans):
                continue
            value = _trimmed(match[group]) if name == "URL" else match[group]
            spans.append((match.start(), match.start(group) + len(value)))
            values.setdefault(name, value)
    return Identifiers(DOI=doi, spans=tuple(sorted(spans)), **values)


def _trimmed(text: str) -> str:
    """Without the sentence's punctuation at its end, and without a bracket that nothing opened."""
    while text:
        last = text[-1]
        if last in ".,;:'’*_" or (last in _PAIRS and text.count(last) > text.count(_PAIRS[last])):
            text = text[:-1]
        else:
            break
    return text
