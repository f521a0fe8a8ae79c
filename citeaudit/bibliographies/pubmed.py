"""What PubMed saves: its text of tags ("PubMed", ".nbib", MEDLINE) and its XML, with keys and places.

The text is read here and not by `nbib`, which keeps no places and gives up at the first entry that it cannot read. The key of an
entry is its PMID.

Source: National Library of Medicine, "MEDLINE/PubMed Data Element (Field) Descriptions" and the DTD of PubMed's XML.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from citeaudit.bibliographies.entries import Contents, Entry
from citeaudit.bibliographies.xmlrecords import all_texts, cut, parsed, text_of
from citeaudit.errors import ReadError
from citeaudit.model import Name, Record
from citeaudit.text.patterns import lazy

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_BEGINNING = lazy(r"^PMID ?- ?", re.MULTILINE)
_LINE = lazy(r"(?P<tag>[A-Z][A-Z0-9]{1,3}) {0,3}- ?(?P<value>.*)")
_YEAR = lazy(r"(?<!\d)\d{4}(?!\d)")
_SUPPLEMENT = lazy(r"(?P<issue>.*?)\s*\bSuppl(?:ement)?\.?\s*(?P<number>.*)", re.IGNORECASE)
_SUFFIX = lazy(r"(?:Jr|Sr|[23](?:nd|rd)|I{2,3}|IV)\.?")
"""What stands behind a name, as PubMed writes it."""

_TYPES = (
    ("preprint", "article"),
    ("book", "book"),
    ("book chapter", "chapter"),
    ("dataset", "dataset"),
)
"""CSL types by PubMed's types of publication; all others are articles."""


def parse(text: str) -> Contents:
    """The entries of PubMed's text.

    Raises:
        ReadError: There is no entry.
    """
    starts = [match.start() for match in _BEGINNING.finditer(text)]
    if not starts:
        raise ReadError("this is not a PubMed file: there is no line such as “PMID- 12345” in it")
    entries: list[Entry] = []
    broken: list[int] = []
    for start, following in zip(starts, [*starts[1:], len(text)], strict=True):
        chunk = text[start:following].rstrip()
        fields = _fields(chunk)
        key = next(iter(fields.get("PMID", ())), "")
        if not key.isdecimal() or len(fields) == 1:
            broken.append(start)
        if key and len(fields) > 1:
            entries.append(Entry(key, _record(fields), start, start + len(chunk)))
    return Contents(tuple(entries), tuple(broken))


def parse_xml(text: str) -> Contents:
    """The articles of PubMed's XML.

    Raises:
        ReadError: There is no article.
    """
    spans = cut(text, "PubmedArticle") + cut(text, "PubmedBookArticle")
    if not spans:
        raise ReadError("this is not XML of PubMed: there is no <PubmedArticle> in it")
    entries: list[Entry] = []
    broken: list[int] = []
    for start, end in sorted(spans):
        element, whole = parsed(text[start:end])
        if not whole:
            broken.append(start)
        if element is not None and (key := text_of(element, "*/PMID")):
            entries.append(Entry(key, _record_of(element), start, end))
    return Contents(tuple(entries), tuple(broken))


# --------------------------------------------------------------------------- text


def _fields(chunk: str) -> dict[str, list[str]]:
    """The values of an entry by tag; a line without a tag goes on with the value before it."""
    found: dict[str, list[str]] = {}
    values: list[str] = []
    for line in chunk.split("\n"):
        if match := _LINE.match(line):
            values = found.setdefault(match["tag"], [])
            values.append(match["value"].strip())
        elif values and line.strip():
            values[-1] = f"{values[-1]} {line.strip()}"
    return found


def _record(fields: Mapping[str, Sequence[str]]) -> Record:
    def first(*tags: str) -> str:
        return next((value for tag in tags for value in fields.get(tag, ()) if value), "")

    kind = _kind(fields.get("PT", ()))
    issue, supplement = _issue(first("IP"), first("VI"))
    return Record(
        type=kind,
        author=_people(fields) + tuple(Name(literal=group) for group in fields.get("CN", ())),
        editor=tuple(_full(name) for name in fields.get("FED", ())) or tuple(map(_short, fields.get("ED", ()))),
        title=first("TI", "BTI", "CTI", "TT").removesuffix(".").strip("[]"),
        container_title=first("BTI") if kind == "chapter" else first("JT", "TA"),
        year=_year(first("DP", "DEP")),
        volume=first("VI").partition(" Suppl")[0],
        issue=issue,
        supplement_number=supplement,
        page=first("PG").removesuffix(" contd"),
        publisher=first("PB"),
        publisher_place=first("PL") if kind in ("book", "chapter") else "",
        DOI=_doi([*fields.get("LID", ()), *fields.get("AID", ()), *fields.get("DOI", ())]),
        PMID=first("PMID"),
        PMCID=first("PMC"),
        ISBN=first("ISBN").partition(" ")[0],
    )


def _kind(types: Sequence[str]) -> str:
    folded = {kind.casefold() for kind in types}
    return next((csl for name, csl in _TYPES if name in folded), "article-journal")


def _people(fields: Mapping[str, Sequence[str]]) -> tuple[Name, ...]:
    """The authors by their full names; where the file has the short ones alone, by these."""
    full, short = fields.get("FAU", ()), fields.get("AU", ())
    return tuple(map(_full, full)) if len(full) >= len(short) else tuple(map(_short, short))


def _full(text: str) -> Name:
    """A name as FAU has it: "Hall, Ann B", "Moss, Daniel, Jr"."""
    family, given, suffix = ([part.strip() for part in text.split(",", 2)] + ["", ""])[:3]
    if not given:
        return _short(text)
    return Name(family=family, given=given, suffix=suffix)


def _short(text: str) -> Name:
    """A name as AU has it: "Hall AB", "Moss D Jr"."""
    words = text.split()
    suffix = words.pop() if len(words) > 2 and _SUFFIX.fullmatch(words[-1]) else ""
    if len(words) < 2:
        return Name(literal=text)
    return Name(family=" ".join(words[:-1]), given=words[-1], suffix=suffix)


def _issue(issue: str, volume: str) -> tuple[str, str]:
    """The issue without a supplement, and the supplement: "2 Suppl 1"; some journals have it with the volume."""
    if match := _SUPPLEMENT.fullmatch(issue):
        return match["issue"], match["number"] or "Suppl"
    match = _SUPPLEMENT.fullmatch(volume)
    return issue, (match["number"] or "Suppl") if match else ""


def _year(text: str) -> int | None:
    match = _YEAR.search(text)
    return int(match[0]) if match else None


def _doi(values: Sequence[str]) -> str:
    """The DOI of values such as "10.1000/s1 [doi]" and "S0140-6736(15)1 [pii]"."""
    return next((value.split()[0] for value in values if value.startswith("10.") and "[pii]" not in value), "")


# --------------------------------------------------------------------------- XML


def _record_of(element: Element) -> Record:
    found = element.find("MedlineCitation/Article")
    article = element if found is None else found
    issue, supplement = _issue(text_of(article, ".//JournalIssue/Issue"), text_of(article, ".//JournalIssue/Volume"))
    book = element.find("BookDocument/Book")
    identifiers = {
        str(child.get("IdType") or ""): "".join(map(str, child.itertext())).strip()
        for path in ("PubmedData/ArticleIdList/ArticleId", "BookDocument/ArticleIdList/ArticleId")
        for child in element.iterfind(path)
    }
    kind = "book" if book is not None else _kind(all_texts(article, "PublicationTypeList/PublicationType"))
    located = [
        "".join(map(str, child.itertext()))
        for child in article.iterfind("ELocationID")
        if child.get("EIdType") == "doi"
    ]
    title = text_of(article, "ArticleTitle") or text_of(element, ".//BookTitle") or text_of(article, "VernacularTitle")
    return Record(
        type=kind,
        author=tuple(
            Name(
                family=text_of(author, "LastName"),
                given=text_of(author, "ForeName") or text_of(author, "Initials"),
                suffix=text_of(author, "Suffix"),
                literal=text_of(author, "CollectiveName"),
            )
            for author in element.iterfind(".//AuthorList/Author")
        ),
        title=title.removesuffix(".").strip("[]"),
        container_title=text_of(article, "Journal/Title") or text_of(article, "Journal/ISOAbbreviation"),
        year=_year(text_of(element, ".//PubDate/Year") or text_of(element, ".//PubDate/MedlineDate")),
        volume=text_of(article, ".//JournalIssue/Volume").partition(" Suppl")[0],
        issue=issue,
        supplement_number=supplement,
        page=text_of(article, "Pagination/MedlinePgn"),
        publisher=text_of(element, ".//Publisher/PublisherName"),
        publisher_place=text_of(element, ".//Publisher/PublisherLocation"),
        DOI=identifiers.get("doi", "") or next(iter(located), ""),
        PMID=text_of(element, "*/PMID"),
        PMCID=identifiers.get("pmc", ""),
    )
