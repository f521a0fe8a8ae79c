"""CSL-JSON 1.0.2, what Zotero, pandoc and citeproc read.

Every field of a record has its place, so nothing is lost either way but white space around a text. `et_al`, for which
CSL-JSON has no name, goes to `custom: {"et-al": true}`, the schema's own place for what it does not foresee. `accessed`
is a date, written in `date-parts` as far as it is given.

Source: Citation Style Language 1.0.2, `csl-data.json` and, for `supplement-number`, the variables of the specification.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from citeaudit.errors import ReadError
from citeaudit.exports._dates import iso_date
from citeaudit.exports._keys import keys
from citeaudit.model import Name, Record
from citeaudit.text.patterns import lazy

suffix = ".json"

_TEXTS = {
    "title": "title",
    "container-title": "container_title",
    "collection-title": "collection_title",
    "volume": "volume",
    "issue": "issue",
    "supplement-number": "supplement_number",
    "page": "page",
    "number": "number",
    "genre": "genre",
    "status": "status",
    "edition": "edition",
    "publisher": "publisher",
    "publisher-place": "publisher_place",
    "archive": "archive",
    "archive_location": "archive_location",
    "DOI": "DOI",
    "PMID": "PMID",
    "PMCID": "PMCID",
    "ISBN": "ISBN",
    "URL": "URL",
    "note": "note",
}
"""CSL-JSON's name of each text field to ours, in the order of writing."""

_OTHER_NAMES = {
    "supplement-number": "supplement",
    "page": "page-first",
    "container-title": "container-title-short",
    "archive_location": "archive-location",
}
"""Where a field is not given under its name: the next best one. `supplement` is what the JSON schema has for the
specification's `supplement-number`, and `archive_location` what both have against their own habit."""

_NAME_PARTS = {
    "family": "family",
    "given": "given",
    "non-dropping-particle": "non_dropping_particle",
    "suffix": "suffix",
    "literal": "literal",
}
"""Fields of a name by CSL's names."""

# The only markup that CSL-JSON allows in texts; records are without markup.
_MARKUP = lazy(r"</?(?:i|b|sup|sub|sc)>|<span(?:\s[^<>]*)?>|</span>")
_YEAR = lazy(r"(?<!\d)\d{4}(?!\d)")  # in a date that is a text
_BARE_YEAR = lazy(r"-?\d{1,4}")  # a year alone may be short or before our era


def dump(records: Sequence[Record], known: Sequence[str] = ()) -> str:
    """The records as one JSON array; ids are those in `known`, else readable citation keys, the same as in BibTeX."""
    items = [to_item(record, key) for record, key in zip(records, keys(records, known), strict=True)]
    return json.dumps(items, ensure_ascii=False, indent=2) + "\n"


def load(text: str) -> tuple[Record, ...]:
    """The records of a CSL-JSON array, or of one lone item.

    Raises:
        ReadError: The text is not JSON, or something in it is not an object.

    """
    try:
        items = json.loads(text.removeprefix("\ufeff"))
    except (ValueError, RecursionError) as error:
        raise ReadError(f"this is not JSON ({error}); export the references as CSL-JSON again") from None
    if isinstance(items, dict):
        items = [items]
    if not isinstance(items, list):
        raise ReadError("this is JSON but no CSL-JSON: it should be a list of references, each in braces")
    for number, item in enumerate(items, 1):
        if not isinstance(item, dict):
            raise ReadError(f"reference {number} of this CSL-JSON is not an object in braces; remove or repair it")
    return tuple(from_item(item) for item in items)


def to_item(record: Record, id: str | None = None) -> dict[str, Any]:
    """One record as a CSL-JSON item; what is not given is left out.

    Args:
        record: The record.
        id: The item's id, which CSL-JSON asks for in a file; without it the item has none.

    """
    item: dict[str, Any] = {} if id is None else {"id": id}
    item["type"] = record.type
    for role in ("author", "editor"):
        if names := [_to_name(name) for name in getattr(record, role)]:
            item[role] = names
    if record.year is not None:
        item["issued"] = {"date-parts": [[record.year]]}
    item |= {key: value for key, field in _TEXTS.items() if (value := getattr(record, field))}
    if date := iso_date(record.accessed):
        item["accessed"] = {"date-parts": [[int(part) for part in date.split("-")]]}
    if record.et_al:
        item["custom"] = {"et-al": True}
    return item


def from_item(item: Mapping[str, Any]) -> Record:
    """The record of a CSL-JSON item, however odd the item.

    Numbers where texts belong become texts, lists the first of their texts, `issued` in any form its year, and
    `accessed` ISO 8601; CSL's markup (`<i>`, `<sup>`, …) is dropped; what cannot be understood counts as not given.
    Never raises on what JSON can hold.
    """
    custom = item.get("custom")
    return Record(
        type=_text(item.get("type")) or Record().type,
        author=_names(item.get("author")),
        et_al=isinstance(custom, Mapping) and custom.get("et-al") is True,
        editor=_names(item.get("editor")),
        year=_year(item.get("issued")),
        accessed=_date(item.get("accessed")),
        **{field: _text(item.get(key)) or _text(item.get(_OTHER_NAMES.get(key, ""))) for key, field in _TEXTS.items()},
    )


def _to_name(name: Name) -> dict[str, str]:
    return {key: value for key, field in _NAME_PARTS.items() if (value := getattr(name, field))}


def _names(value: Any) -> tuple[Name, ...]:
    entries = value if isinstance(value, list) else [value]
    return tuple(name for entry in entries if (name := _name(entry)) != Name())


def _name(value: Any) -> Name:
    if not isinstance(value, Mapping):
        family, _, given = (part.strip() for part in _text(value).partition(","))
        return Name(family=family, given=given) if family and given else Name(literal=_text(value))
    parts = {field: _text(value.get(key)) for key, field in _NAME_PARTS.items()}
    parts["non_dropping_particle"] = parts["non_dropping_particle"] or _text(value.get("dropping-particle"))
    parts["literal"] = parts["literal"] or _text(value.get("name"))  # Crossref's word for it
    return Name(**parts)


def _text(value: Any) -> str:
    if isinstance(value, list):
        return next((text for entry in value if not isinstance(entry, list) and (text := _text(entry))), "")
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    # JSON can hold half a surrogate pair, which no file can be written with.
    return _MARKUP.sub("", str(value)).encode("utf-8", "replace").decode().strip()


def _year(value: Any) -> int | None:
    candidates = [value]
    if isinstance(value, Mapping):
        parts = value.get("date-parts")
        while isinstance(parts, list) and parts:
            parts = parts[0]
        candidates = [parts, *(value.get(key) for key in ("raw", "literal", "edtf"))]
    for candidate in candidates:
        if isinstance(candidate, int) and not isinstance(candidate, bool):
            return candidate
        text = _text(candidate)
        if found := _YEAR.search(text) or _BARE_YEAR.fullmatch(text):
            return int(found[0])
    return None


def _date(value: Any) -> str:
    """A date in ISO 8601, from `date-parts` or from a text."""
    if not isinstance(value, Mapping):
        return iso_date(_text(value))
    parts = value.get("date-parts")
    if isinstance(parts, list) and parts and isinstance(parts[0], list):
        return iso_date("-".join(_text(part) for part in parts[0]).rstrip("-"))
    return next((date for key in ("raw", "literal", "edtf") if (date := iso_date(_text(value.get(key))))), "")
