"""Years in the sentence against the year of a reference."""

from __future__ import annotations

from citeaudit.model import Citation, Evidence, Reference
from citeaudit.text.patterns import lazy

_YEAR = lazy(r"(?<![\d\-–/.])(?:1[89]|20)\d\d(?![\d\-–/.]\d)(?!\d)")
"""A year by itself: not the end of a range, nor a part of a number."""

_MATCH_NATS = 1.5
"""What a year speaks for a link, as if one reference in five of a list were of that year."""


def years_named(text: str) -> set[int]:
    """The years a text names; the ends of ranges are left out."""
    return {int(found) for found in _YEAR.findall(text)}


def year(citation: Citation, reference: Reference) -> Evidence | None:
    """Evidence from a year in the claim ("the 2019 guideline"): for the link where it is the year of the reference.

    Another year says nothing: a sentence may name the year of a survey or of a law. Ranges ("1987–2022") are left out.

    Example:
        >>> from citeaudit.model import Location, Record
        >>> at = Location(path="paper.md")
        >>> cited = Citation(id="c1", marker="(1)", location=at, section="", sentence="", claim="the 2019 guideline")
        >>> listed = Reference(index=1, label="1", raw="", record=Record(year=2019), location=at, confidence=1.0)
        >>> year(cited, listed).text
        'the year 2019 is that of reference 1'
    """
    if reference.record.year not in years_named(citation.claim):
        return None
    text = f"the year {reference.record.year} is that of {reference.called}"
    return Evidence(kind="year", text=text, weight=-_MATCH_NATS)
