"""Notices as registries record them: retractions, corrections and new versions, and who says so.

Source: https://www.crossref.org/documentation/retrieve-metadata/retraction-watch/ and
https://www.crossref.org/documentation/crossmark/version-control-corrections-and-retractions/ (types of updates);
Retraction Watch's column RetractionNature adds "Reinstatement".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from citeaudit.model import Notice
from citeaudit.sources._fields import listed, mapped, objects, plain
from citeaudit.text.patterns import lazy

_KINDS = {
    "retraction": "retraction",
    "retracted": "retraction",
    "retracted_article": "retraction",
    "partial_retraction": "correction",  # the rest of the work stands
    "withdrawal": "withdrawal",
    "withdrawn": "withdrawal",
    "removal": "withdrawal",
    "removed": "withdrawal",
    "expression_of_concern": "expression_of_concern",
    "concern": "expression_of_concern",
    "correction": "correction",
    "corrigendum": "correction",
    "corrigenda": "correction",
    "erratum": "correction",
    "errata": "correction",
    "addendum": "correction",
    "addenda": "correction",
    "clarification": "correction",
    "reinstatement": "reinstatement",
    "reinstated": "reinstatement",
    "retracted_and_republished": "retraction",
    "corrected_and_republished": "correction",
    "new_version": "new_version",
    "new_edition": "new_version",
    "update": "new_version",
}
_NOT_A_LETTER = lazy(r"[^a-z]+")
"""Registries write “partial-retraction”, “Partial retraction” and “partial_retraction”."""


def kind(type: str) -> str:
    """What a type of notice means for the work.

    >>> kind("Expression of concern"), kind("corrigendum"), kind("removal"), kind("Crossmark")
    ('expression_of_concern', 'correction', 'withdrawal', 'crossmark')
    """
    word = _NOT_A_LETTER.sub("_", type.lower()).strip("_")
    return _KINDS.get(word, word)


def notices(value: object, own: str) -> Iterator[Notice]:
    """The notices in a field `updated-by` or `update-to` of Crossref.

    Some publishers register each version as an update of itself; these are none.

    Args:
        value: The field, of any type.
        own: DOI of the record that holds it.

    """
    seen = set()
    for entry in objects(value):
        label, doi = plain(entry.get("type")), plain(entry.get("DOI"))
        if not label or doi.casefold() == own.casefold():
            continue
        notice = Notice(
            kind=kind(label),
            DOI=doi,
            source=plain(entry.get("source")),
            label=label,
            date=_date(mapped(entry.get("updated"))),
            record_id=plain(entry.get("record-id")),
        )
        if notice not in seen:
            seen.add(notice)
            yield notice


def _date(updated: Mapping[str, Any]) -> str:
    """ISO 8601 as far as it is given: "2010-02-02", "2010-02", "2010", or ""."""
    parts = updated.get("date-parts")
    while isinstance(parts, list) and parts and isinstance(parts[0], list):
        parts = parts[0]
    digits: list[str] = []
    for part, width in zip(listed(parts), (4, 2, 2), strict=False):
        number = plain(part)
        if not (number.isascii() and number.isdigit() and 0 < len(number) <= width):
            break
        digits.append(number.zfill(width))
    return "-".join(digits)
