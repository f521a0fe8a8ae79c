"""What Crossref registers about a work, as a `Work`.

Source: https://github.com/CrossRef/rest-api-doc/blob/master/api_format.md; shapes seen in 1,803 recorded answers
(dates of null, authors with only a name, titles with markup and line breaks, "null" as a volume, updates of oneself).
Nothing in an answer is trusted to have the type it should have.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from typing import Any

from citeaudit.model import Name, Notice, Record, Work

NAME = "crossref"

SELECT = (
    "DOI",
    "type",
    "title",
    "subtitle",
    "author",
    "editor",
    "container-title",
    "issued",
    "published",
    "published-print",
    "volume",
    "issue",
    "page",
    "article-number",
    "publisher",
    "publisher-location",
    "ISBN",
    "update-to",
    "updated-by",
)
"""The fields that `work` reads, and no more is asked for."""

# https://api.crossref.org/types to CSL-JSON. What is nobody's reference (component, peer-review, journal-issue,
# journal) keeps Crossref's name, so that the verdict can tell it.
_TYPES = {
    "journal-article": "article-journal",
    "proceedings-article": "paper-conference",
    "posted-content": "article",
    "book-chapter": "chapter",
    "book-section": "chapter",
    "book-part": "chapter",
    "book-track": "chapter",
    "reference-entry": "entry",
    "book": "book",
    "monograph": "book",
    "edited-book": "book",
    "reference-book": "book",
    "book-set": "book",
    "book-series": "book",
    "proceedings": "book",
    "proceedings-series": "book",
    "report": "report",
    "report-component": "report",
    "report-series": "report",
    "dissertation": "thesis",
    "dataset": "dataset",
    "database": "dataset",
    "standard": "standard",
    "standard-series": "standard",
    "component": "component",
    "peer-review": "peer-review",
    "journal-issue": "journal-issue",
    "journal": "journal",
}
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")  # and not "p < 0.05 and q > 3"
_SPACE = re.compile(r"\s+")
_COUNTED_PAGES = re.compile(r"1\s*[-–]\s*\d+")
_LETTER = re.compile(r"[^\W\d_]")


def work(message: object, *, retrieved: str = "") -> Work | None:
    """One work of an answer; None where it has no DOI to be known by.

    The year is that of the printed version if there is one, as in most references, else the earliest. `page` is the
    article number where the pages only count the article's own ("1-12").
    """
    fields = message if isinstance(message, Mapping) else {}
    doi = _plain(fields.get("DOI"))
    if not doi:
        return None
    pages, number = _plain(fields.get("page")), _plain(fields.get("article-number"))
    record = Record(
        type=_TYPES.get(_plain(fields.get("type")), "document"),
        author=_names(fields.get("author")),
        editor=_names(fields.get("editor")),
        title=_title(fields),
        container_title=_first(fields.get("container-title")),
        year=_year(fields),
        volume=_plain(fields.get("volume")),
        issue=_plain(fields.get("issue")),
        page=number if number and (not pages or _COUNTED_PAGES.fullmatch(pages)) else pages,
        publisher=_plain(fields.get("publisher")),
        publisher_place=_plain(fields.get("publisher-location")),
        DOI=doi,
        ISBN=_first(fields.get("ISBN")),
    )
    return Work(
        record=record,
        source=NAME,
        identifier=doi,
        retrieved=retrieved,
        updated_by=tuple(_notices(fields.get("updated-by"), doi)),
        update_to=tuple(_notices(fields.get("update-to"), doi)),
    )


def _title(fields: Mapping[str, object]) -> str:
    title, subtitle = _first(fields.get("title")), _first(fields.get("subtitle"))
    if not subtitle or not _LETTER.search(subtitle) or subtitle.casefold() in title.casefold():
        return title
    return f"{title.rstrip(': ')}: {subtitle}" if title else subtitle


def _names(value: object) -> tuple[Name, ...]:
    """Authors in order, the one registered as first at the front."""
    entries = [entry for entry in _list(value) if isinstance(entry, Mapping)]
    entries.sort(key=lambda entry: entry.get("sequence") != "first")
    names = []
    for entry in entries:
        family, given, group = (_plain(entry.get(key)) for key in ("family", "given", "name"))
        if family or given:
            names.append(
                Name(family=family or given, given=given if family else "", suffix=_plain(entry.get("suffix")))
            )
        elif group:
            names.append(Name(literal=group))
    return tuple(names)


def _year(fields: Mapping[str, object]) -> int | None:
    for key in ("published-print", "issued", "published"):
        date = fields.get(key)
        parts: Any = date.get("date-parts") if isinstance(date, Mapping) else None
        while isinstance(parts, list) and parts:
            parts = parts[0]
        year = _plain(parts)
        if year.isascii() and year.isdigit() and 1000 <= int(year[:9]) <= 2999:
            return int(year)
    return None


def _notices(value: object, own: str) -> Iterator[Notice]:
    """Notices on other DOIs only: some publishers register each version as an update of itself."""
    for entry in _list(value):
        if isinstance(entry, Mapping):
            kind, doi = _plain(entry.get("type")).lower(), _plain(entry.get("DOI"))
            if kind and doi.casefold() != own.casefold():
                yield Notice(kind=kind, DOI=doi, source=_plain(entry.get("source")))


def _first(value: object) -> str:
    """The first text of a list that is one, or the text itself."""
    return next((text for text in map(_plain, _list(value)) if text), "")


def _list(value: object) -> list[object]:
    if isinstance(value, list):
        return value
    return [] if value is None else [value]


def _plain(value: object) -> str:
    """A text without markup and line breaks, "" for anything that is no text or number."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        return ""
    text = str(value)
    if "&" in text:
        text = html.unescape(html.unescape(text))  # some are escaped twice
    text = _SPACE.sub(" ", _TAG.sub("", text)).strip()
    return "" if text == "null" else text
