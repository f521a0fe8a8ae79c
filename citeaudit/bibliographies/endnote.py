"""EndNote's XML: a file of records that it or another program exported, and a record by itself, as Word's fields hold it.

There is no library for it and no specification; it is read by example. A file is cut at its records before XML is parsed, so that
each has its place and a broken one costs no other.

Source: files exported by EndNote, Zotero's translator EndNote XML.js.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from citeaudit.bibliographies.entries import Contents, Entry
from citeaudit.bibliographies.xmlrecords import all_texts, cut, parsed, text_of
from citeaudit.errors import ReadError
from citeaudit.model import Name, Record
from citeaudit.text.patterns import lazy

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_TYPES = {
    "book": "book",
    "edited book": "book",
    "electronic book": "book",
    "book section": "chapter",
    "electronic book section": "chapter",
    "conference paper": "paper-conference",
    "conference proceedings": "paper-conference",
    "thesis": "thesis",
    "report": "report",
    "government document": "report",
    "web page": "webpage",
    "blog": "webpage",
    "newspaper article": "article-newspaper",
    "magazine article": "article-magazine",
    "patent": "patent",
    "dataset": "dataset",
    "computer program": "software",
    "standard": "standard",
    "unpublished work": "manuscript",
    "manuscript": "manuscript",
    "generic": "document",
}
"""CSL types by EndNote's names of types; all others are articles."""

_DOI = lazy(r"10\.\d{4,9}/\S+")
_YEAR = lazy(r"(?<!\d)\d{4}(?!\d)")
_PMCID = lazy(r"PMC\d+", re.IGNORECASE)
_PMID = lazy(r"\d{1,8}")


def parse(text: str) -> Contents:
    """The records of an EndNote XML file; the key is the number that EndNote gave a record.

    Raises:
        ReadError: There is no record.
    """
    entries: list[Entry] = []
    broken: list[int] = []
    spans = cut(text, "record")
    if not spans:
        raise ReadError("this is not EndNote XML: there is no <record> in it")
    for number, (start, end) in enumerate(spans, 1):
        element, whole = parsed(text[start:end])
        if not whole:
            broken.append(start)
        if element is None:
            continue
        key = text_of(element, "rec-number") or str(number)
        entries.append(Entry(key, to_record(element), start, end))
    return Contents(tuple(entries), tuple(broken))


def to_record(element: Element) -> Record:
    """The record in a `<record>` of EndNote."""
    kind = element.find("ref-type")
    sort = _TYPES.get(str(kind.get("name") or "").casefold() if kind is not None else "", "article-journal")
    accession = text_of(element, "accession-num")
    return Record(
        type=sort,
        author=names(all_texts(element, "contributors/authors/author")),
        editor=names(all_texts(element, "contributors/secondary-authors/author")) if sort == "chapter" else (),
        title=text_of(element, "titles/title"),
        container_title=text_of(element, "titles/secondary-title")
        or text_of(element, "periodical/full-title")
        or text_of(element, "periodical/abbr-1"),
        year=year(text_of(element, "dates/year")),
        volume=text_of(element, "volume"),
        issue=text_of(element, "number"),
        page=text_of(element, "pages"),
        publisher=text_of(element, "publisher"),
        publisher_place=text_of(element, "pub-location"),
        edition=text_of(element, "edition"),
        DOI=doi(text_of(element, "electronic-resource-num")),
        PMID=accession if sort == "article-journal" and _PMID.fullmatch(accession) else "",
        PMCID=next(iter(_PMCID.findall(text_of(element, "custom2"))), ""),
        URL=text_of(element, "urls/related-urls/url") or text_of(element, "urls/web-urls/url"),
    )


def names(texts: Iterable[str]) -> tuple[Name, ...]:
    """Names as EndNote writes them: "Hall, Ann", "Ann Hall", and groups, whose sign is a comma at the end."""
    found = []
    for name in texts:
        family, comma, given = (part.strip() for part in name.partition(","))
        if comma and given:
            found.append(Name(family=family, given=given))
        elif comma or len(family.split()) > 2:
            found.append(Name(literal=family))
        elif family:
            given, _, family = family.rpartition(" ")
            found.append(Name(family=family, given=given))
    return tuple(found)


def year(text: str) -> int | None:
    """The year in a text, None where there is none."""
    match = _YEAR.search(text)
    return int(match[0]) if match else None


def doi(text: str) -> str:
    """The DOI in a text, "" where there is none."""
    match = _DOI.search(text)
    return match[0] if match else ""
