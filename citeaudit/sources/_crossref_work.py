"""What Crossref registers about a work, as a `Work`.

Source: https://github.com/CrossRef/rest-api-doc/blob/master/api_format.md; shapes seen in 1,803 recorded answers
(dates of null, authors with only a name, titles with markup and line breaks, "null" as a volume, updates of oneself).
Nothing in an answer is trusted to have the type it should have.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from citeaudit.model import Name, Record, Work
from citeaudit.sources._asking import bare_doi
from citeaudit.sources._fields import first, listed, mapped, objects, plain, prose, year
from citeaudit.sources._notices import notices
from citeaudit.text.patterns import lazy

NAME = "crossref"  # the source's name in `Work.source` and in reasons

SELECT = (
    "DOI",
    "type",
    "title",
    "subtitle",
    "author",
    "editor",
    "container-title",
    "short-container-title",
    "issued",
    "published",
    "published-print",
    "published-online",
    "volume",
    "issue",
    "page",
    "article-number",
    "publisher",
    "publisher-location",
    "ISBN",
    "update-to",
    "updated-by",
    "relation",
)
"""The fields that `work` reads, but for the abstract: what is worth keeping of each of millions of records."""

ASKED = (*SELECT, "abstract")
"""The fields that Crossref is asked for, and no more."""

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
_COUNTED_PAGES = lazy(r"1\s*[-–]\s*\d+")  # an article's own pages: they say nothing of its place in the volume
_LETTER = lazy(r"[^\W\d_]")  # a subtitle without any adds nothing


def work(message: object, *, retrieved: str = "") -> Work | None:
    """One work of an answer; None where it has no DOI to be known by.

    The year is that of the printed version if there is one, as in most references, else the earliest. `page` is the
    article number where the pages only count the article's own ("1-12").
    """
    fields = message if isinstance(message, Mapping) else {}
    doi = plain(fields.get("DOI"))
    if not doi:
        return None
    pages, number = plain(fields.get("page")), plain(fields.get("article-number"))
    years, container = tuple(_years(fields)), first(fields.get("container-title"))
    record = Record(
        type=_TYPES.get(plain(fields.get("type")), "document"),
        author=_names(fields.get("author")),
        editor=_names(fields.get("editor")),
        title=_title(fields),
        container_title=container,
        year=next(iter(years), None),
        volume=plain(fields.get("volume")),
        issue=plain(fields.get("issue")),
        page=number if number and (not pages or _COUNTED_PAGES.fullmatch(pages)) else pages,
        publisher=plain(fields.get("publisher")),
        publisher_place=plain(fields.get("publisher-location")),
        DOI=doi,
        ISBN=first(fields.get("ISBN")),
    )
    return Work(
        record=record,
        source=NAME,
        identifier=doi,
        retrieved=retrieved,
        updated_by=tuple(notices(fields.get("updated-by"), doi)),
        update_to=tuple(notices(fields.get("update-to"), doi)),
        notices_known=isinstance(fields.get("updated-by"), list),  # else nobody has said that there is none
        published_as=tuple(_related(fields, "is-preprint-of", doi)),
        preprints=tuple(_related(fields, "has-preprint", doi)),
        version_of=tuple(_related(fields, "is-version-of", doi)),
        abstract=prose(fields.get("abstract")),
        years=years,
        short_container_titles=tuple(_other_titles(fields, container)),
    )


def _title(fields: Mapping[str, object]) -> str:
    title, subtitle = first(fields.get("title")), first(fields.get("subtitle"))
    if not subtitle or not _LETTER.search(subtitle) or subtitle.casefold() in title.casefold():
        return title
    return f"{title.rstrip(': ')}: {subtitle}" if title else subtitle


def _names(value: object) -> tuple[Name, ...]:
    """Authors in order, the one registered as first at the front."""
    entries = sorted(objects(value), key=lambda entry: entry.get("sequence") != "first")
    names = []
    for entry in entries:
        family, given, group = (plain(entry.get(key)) for key in ("family", "given", "name"))
        if family or given:
            names.append(Name(family=family or given, given=given if family else "", suffix=plain(entry.get("suffix"))))
        elif group:
            names.append(Name(literal=group))
    return tuple(names)


def _years(fields: Mapping[str, object]) -> Iterator[int]:
    """The years of a work, each once: that of the printed version first, then the earliest, then that of the web."""
    found = (_year(fields.get(key)) for key in ("published-print", "issued", "published", "published-online"))
    yield from dict.fromkeys(number for number in found if number is not None)


def _year(date: object) -> int | None:
    parts: Any = date.get("date-parts") if isinstance(date, Mapping) else None
    while isinstance(parts, list) and parts:
        parts = parts[0]
    return year(parts)


def _other_titles(fields: Mapping[str, object], container: str) -> Iterator[str]:
    """The short names of a journal, and others that are registered beside the first."""
    for key in ("short-container-title", "container-title"):
        for title in map(plain, listed(fields.get(key))):
            if title and title.casefold() != container.casefold():
                yield title


def _related(fields: Mapping[str, object], relation: str, own: str) -> Iterator[str]:
    """The DOIs of other works in one relation, each once."""
    dois = (plain(entry.get("id")) for entry in objects(mapped(fields.get("relation")).get(relation)))
    yield from dict.fromkeys(doi for doi in map(bare_doi, dois) if doi and doi != own.casefold())
