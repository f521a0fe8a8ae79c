"""The fields that a citation of JATS tags, as a record.

Source: JATS 1.3, elements of `<element-citation>` and `<mixed-citation>`; NLM DTD 2 and 3, `<citation>`, `<nlm-citation>`.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from citeaudit.formats.jats.source import Element
from citeaudit.formats.jats.text import plain
from citeaudit.model import Name, Record
from citeaudit.parsing import dates
from citeaudit.parsing.authors import person, split_authors
from citeaudit.parsing.identifiers import find_identifiers
from citeaudit.parsing.kinds import kind
from citeaudit.parsing.numbers import numbers
from citeaudit.text.patterns import lazy

_TYPES = {
    "journal": "article-journal", "article": "article-journal", "journal-article": "article-journal", "periodical": "article-journal",
    "book": "book", "monograph": "book", "edited-book": "book", "book-chapter": "chapter", "chapter": "chapter", "bookchapter": "chapter",
    "confproc": "paper-conference", "conf-proc": "paper-conference", "conference": "paper-conference", "conf": "paper-conference",
    "conference-paper": "paper-conference", "proceedings": "paper-conference", "conference-proceedings": "paper-conference",
    "thesis": "thesis", "dissertation": "thesis", "web": "webpage", "webpage": "webpage", "website": "webpage", "web-page": "webpage",
    "weblink": "webpage", "report": "report", "gov": "report", "government": "report", "working-paper": "report", "patent": "patent",
    "standard": "standard", "std": "standard", "newspaper": "article-newspaper", "magazine": "article-magazine", "preprint": "article",
    "data": "dataset", "dataset": "dataset", "database": "dataset", "software": "software", "computer-program": "software",
}  # fmt: skip
_TITLES = ("article-title", "chapter-title", "part-title", "data-title", "trans-title")
_EDITOR = frozenset(
    ["editor", "editors", "ed", "eds", "guest-editor", "allauthors-editor", "series-editor", "compiler"]
)
_FIELDS = frozenset(
    "article-title chapter-title part-title data-title trans-title source trans-source year date string-date volume issue fpage lpage page-range elocation-id publisher-name "
    "publisher-loc edition series comment date-in-citation access-date conf-name conf-loc conf-date pub-id object-id isbn ext-link uri supplement "
    "patent std institution gov version issue-title article-number etal".split()
)
_NAMES = frozenset(["name", "string-name", "collab", "on-behalf-of"])
_OPENS_EDITORS = lazy(r"^[\s,.]*(?:\(|\[)?\s*(?:[Ee]ds?|[Ee]ditors?|[Hh]rsg)\b")
_ET_AL = lazy(r"^[\s,.;&]*(?:and\s+)?(?:et\.?\s?al\b|and others\b)")
_STATUS = lazy(
    r"\b(?:in press|forthcoming|to appear|in preparation|submitted|accepted|(?:epub )?ahead of print"
    r"|im druck|im erscheinen|sous presse|à paraître|en prensa|no prelo|in corso di stampa|in stampa)\b",
    re.IGNORECASE,
)
_EDITION_WORD = lazy(r"[\s(]*\b(?:ed(?:n|ition|ição|ición|s)?|aufl(?:age)?|édition)\b\.?\)?", re.IGNORECASE)
_ORDINAL = lazy(r"(\d{1,2})\s?(?:st|nd|rd|th|\.)?")
_DOI = lazy(r"10\.\d{4,9}/\S*[^\s.,;]")
_ISBN = lazy(r"[\dXx][\dXx -]{8,16}[\dXx]")
_THESIS = lazy(r"\b(?:thesis|dissertation|th[eè]se|tesis|diplomarbeit|habilitation\w*)\b", re.IGNORECASE)
_LOOSE = frozenset(["italic", "bold", "styled-content", "named-content", "x", "underline", "sc"])
_WORD = lazy(r"[^\W\d_]{4,}")
_SMALL_WORDS = frozenset(
    "editor editors edited available from accessed retrieved pages page press chinese japanese spanish volume issue edition".split()
)
_DATED = ("year", "date", "string-date", "conf-date")
"""Elements with the year of publication, the surest first; a paper in proceedings may have that of the meeting alone."""
_OF_ACCESS = ("date-in-citation", "access-date")
_OF_STATUS = ("year", "date", "string-date", "volume", "fpage", "elocation-id")
"""Elements in which "in press" may stand."""
_PERIODICALS = frozenset(["article-journal", "article-newspaper", "article-magazine"])
_SURE = frozenset(["article", "thesis", "dataset", "software", "patent", "standard"])
_TITLE_EDGES = ' \t,;:“”"„«»'
_IN = lazy(r"[,.”\"]\s*[Ii]n\s*:?$")
_IDENTIFIED = lazy(r"arxiv|rxiv|ssrn|https?:|www\.|10\.\d{4,9}|\bPMC ?\d|PMID", re.IGNORECASE)
_HREF = "{http://www.w3.org/1999/xlink}href"


def tagged_record(citation: Element, text: str, *, mixed: bool) -> Record | None:
    """The record of one citation, or None where too little of it is tagged.

    Args:
        citation: The element.
        text: What it prints.
        mixed: Whether the publisher typeset it: names outside of a group may then be those of editors.
    """
    fields: dict[str, list[Element]] = {}
    people = _People(mixed)
    for element in citation.iter("*"):
        tag = element.tag
        if tag in _NAMES:
            people.add(element, titled=any(name in fields for name in (*_TITLES, "source")))
        elif tag in _FIELDS:
            fields.setdefault(tag, []).append(element)
    people.add_groups(citation)
    first = _First(fields)
    title = next(filter(None, (_title(first(name)) for name in _TITLES)), "")
    source = _container(first("source") or first("trans-source") or first("conf-name"))
    comment = " ".join(plain(part) for part in fields.get("comment", ()))
    if not (title or source) or (mixed and not _is_tagged(citation, title, source, people)):
        return None
    values: dict[str, Any] = _numbered(fields, first, mixed=mixed) | _identified(fields, f"{text} {comment}")
    found = Record(
        **values,
        author=tuple(people.authors),
        editor=tuple(people.editors),
        et_al=people.et_al or "etal" in fields,
        title=title,
        container_title=source,
        year=_year(fields, text, comment),
        publisher=first("publisher-name").strip(" ,;:") or first("institution"),
        publisher_place="; ".join(
            dict.fromkeys(plain(place).strip(" ,;:") for place in fields.get("publisher-loc", ()))
        ),
        edition=_edition(first("edition")),
        collection_title=first("series"),
        number=first("patent") or first("std"),
        status=_status(fields, comment or text),
        accessed=_accessed(fields),
    )
    return _typed(found, citation, first)


class _First:
    """The words of the first element of a kind."""

    def __init__(self, fields: dict[str, list[Element]]) -> None:
        self._fields = fields

    def __call__(self, tag: str) -> str:
        return plain(self._fields[tag][0]) if tag in self._fields else ""


class _People:
    """The names of a citation."""

    def __init__(self, mixed: bool) -> None:
        self.authors: list[Name] = []
        self.editors: list[Name] = []
        self.et_al = False
        self._mixed = mixed

    def add(self, element: Element, *, titled: bool) -> None:
        """One name; `titled` tells that a title has come before it."""
        parent = element.getparent()
        if parent.tag in {"contrib", "collab", "contrib-group"}:
            return
        group = parent if parent.tag == "person-group" else None
        if group is not None:
            role = group.get("person-group-type") or "author"
            people = self.editors if role in _EDITOR else self.authors
            if role in {"translator", "director", "producer", "assignee", "illustrator"} and self.authors:
                return
        else:
            people = self.editors if self._mixed and titled and self.authors else self.authors
        people += _names(element)
        tail = element.tail or ""
        if group is None and people is self.authors and self._mixed:
            if _OPENS_EDITORS.match(tail) and not titled:
                self.editors, self.authors = self.authors, []
            self.et_al = self.et_al or _ET_AL.match(tail) is not None

    def add_groups(self, citation: Element) -> None:
        """Names that stand in a group as mere words, and "et al." behind a group."""
        for group in citation.iter("person-group"):
            self.et_al = self.et_al or _ET_AL.match(group.tail or "") is not None
            if not any(child.tag in _NAMES for child in group) and (words := plain(group)):
                editors = (group.get("person-group-type") or "") in _EDITOR
                (self.editors if editors else self.authors).extend(split_authors(words).names)


def _names(element: Element) -> tuple[Name, ...]:
    if element.tag in {"name", "string-name"}:
        parts = {child.tag: plain(child) for child in element}
        family, given = parts.get("surname", ""), parts.get("given-names", "")
        if family or given:
            prefix = parts.get("prefix", "")
            whole = f"{prefix} {family}" if prefix[:1].islower() else family
            return (person(whole or given, given if family else "", parts.get("suffix", "")),)
        return split_authors(plain(element)).names
    literal = plain(element, ("contrib-group", "label")).strip(" ,;:")
    return (Name(literal=literal.removesuffix(".")),) if literal else ()


def _title(words: str) -> str:
    """A title without quotation marks, full stop and the word "in" that opens the book."""
    bare = _IN.sub("", words).strip(_TITLE_EDGES)
    return bare.removesuffix(".").strip(_TITLE_EDGES) if not bare.endswith("..") else bare


def _container(words: str) -> str:
    """A container without the list's full stop: "Lancet Oncol." ends in that, "J. Clin. Oncol." in its own."""
    bare = words.strip(_TITLE_EDGES)
    return bare[:-1] if bare.endswith(".") and "." not in bare[:-1] else bare


def _is_tagged(citation: Element, title: str, source: str, people: _People) -> bool:
    """Whether a typeset citation has tags for what makes a record; else it is read as a string.

    Title, source and names are enough; where one of them has no tag, it must not stand there untagged.
    """
    named = bool(people.authors or people.editors)
    if title and source and named:
        return True
    if named + bool(title) + bool(source) < 2:
        return False
    loose = [citation.text or ""]
    for child in citation:
        loose.append(child.tail or "")
        if child.tag in _LOOSE:
            loose += child.itertext()
    words = [word for word in _WORD.findall(" ".join(loose)) if word.lower() not in _SMALL_WORDS]
    return len(words) <= 1


def _year(fields: dict[str, list[Element]], text: str, comment: str) -> int | None:
    """The year of publication, from the element nearest to it that has one, else from what is printed."""
    for tag in _DATED:
        for element in fields.get(tag, ()):
            if _is_of_access(element):
                continue
            found = dates.year([plain(element)])
            if found is None:
                found = dates.year([element.get("iso-8601-date") or ""])
            if found is not None:
                return found
    return dates.year((), text) or dates.year((), "" if dates.access(comment) else comment)


def _is_of_access(element: Element) -> bool:
    """Whether an element is of the day on which a page was looked at."""
    return next(element.iterancestors(*_OF_ACCESS), None) is not None


def _status(fields: dict[str, list[Element]], words: str) -> str:
    """What a work that has not appeared is called, wherever it stands: "in press" may be its year, volume or pages."""
    places = [plain(element) for tag in _OF_STATUS for element in fields.get(tag, ())]
    match = _STATUS.search("; ".join([*places, words]))
    return match[0] if match else ""


def _accessed(fields: dict[str, list[Element]]) -> str:
    for tag in _OF_ACCESS:
        for element in fields.get(tag, ()):
            return dates.iso(element.get("iso-8601-date") or "") or dates.iso(plain(element))
    return ""


def _edition(words: str) -> str:
    bare = _EDITION_WORD.sub(" ", words).strip(" .,;()")
    match = _ORDINAL.fullmatch(bare)
    return match[1] if match else bare


def _numbered(fields: dict[str, list[Element]], first: _First, *, mixed: bool) -> dict[str, str]:
    """Volume, issue and pages, by the record's names."""
    volume, issue, begin, end = first("volume"), first("issue"), first("fpage"), first("lpage")
    page = first("page-range") or (f"{begin}–{end}" if begin and end and end != begin else begin)
    page = page or first("elocation-id") or first("article-number")
    if mixed and issue and not page and "(" not in (fields["volume"][0].tail or "(" if volume else "("):
        page, issue = issue, ""  # "8:1455": an article number that was taken for the issue
    tidy = numbers(volume, issue, page)
    return {
        "volume": tidy.volume,
        "issue": tidy.issue,
        "supplement_number": tidy.supplement_number or first("supplement"),
        "page": tidy.page,
        "note": tidy.note,
    }


def _identified(fields: dict[str, list[Element]], text: str) -> dict[str, str]:
    """The identifiers, by the record's names."""
    own: dict[str, str] = {}
    for element in (*fields.get("pub-id", ()), *fields.get("object-id", ())):
        name = (element.get("pub-id-type") or "").lower()
        own.setdefault(name, plain(element) or (element.get(_HREF) or ""))
    links = [element.get(_HREF) or plain(element) for tag in ("ext-link", "uri") for element in fields.get(tag, ())]
    for element, link in zip(fields.get("ext-link", ()), links, strict=False):
        if element.get("ext-link-type") == "doi":
            own.setdefault("doi", link)
    doi = _doi(own.get("doi", "")) or next(
        (found for found in map(_doi, links) if found and "doi.org" in " ".join(links)), ""
    )
    urls = [link for link in links if "://" in link and "doi.org/" not in link]
    archive, number = ("arXiv", own["arxiv"].removeprefix("arXiv:").strip()) if own.get("arxiv") else ("", "")
    pmcid, pmid, isbn, url = (
        own.get("pmcid", "") or own.get("pmc", ""),
        own.get("pmid", ""),
        own.get("isbn", ""),
        next(iter(urls), ""),
    )
    if not (doi and pmid) and _IDENTIFIED.search(text):
        seen = find_identifiers(text)
        doi, pmid, pmcid, url = doi or seen.DOI, pmid or seen.PMID, pmcid or seen.PMCID, url or seen.URL
        archive, number = archive or seen.archive, number or seen.archive_location
    isbn = isbn or (plain(fields["isbn"][0]) if "isbn" in fields else "")
    isbn = match[0] if (match := _ISBN.search(isbn)) else ""
    return {
        "DOI": doi,
        "PMID": pmid,
        "PMCID": pmcid,
        "ISBN": isbn,
        "URL": url,
        "archive": archive,
        "archive_location": number,
    }


def _doi(words: str) -> str:
    match = _DOI.search(words)
    return match[0] if match else ""


def _typed(found: Record, citation: Element, first: _First) -> Record:
    """The record with its type, and what stands as the source of no title as the title."""
    declared = (
        citation.get("publication-type") or citation.get("citation-type") or citation.get("publication-format") or ""
    ).lower()
    known = _TYPES.get(declared, "")
    if not known and found.volume and found.container_title:
        known = "article-journal"
    if found.archive and not found.volume:
        known = "article"
    if known not in _SURE and _THESIS.search(found.container_title) and found.title:
        found, known = replace(found, genre=found.container_title, container_title=""), "thesis"
    if known in {"book", "chapter"}:
        known = "chapter" if found.title and found.container_title else "book"
    if not found.title and known not in _PERIODICALS:
        found = replace(found, title=found.container_title, container_title="")
    if known in _PERIODICALS or known in _SURE:
        return replace(found, type=known)
    seen = kind(found, "", f"{first('year')} {first('conf-date')}")
    return replace(found, type=seen if not known or seen in _SURE else known)


def line(record: Record) -> str:
    """A record as one readable line, for a citation that prints nothing of its own."""
    names = ", ".join(str(name) for name in record.author) + (", et al" if record.et_al else "")
    editors = ", ".join(str(name) for name in record.editor)
    if not names and editors:
        names, editors = f"{editors}, {_editors(record)}", ""
    volume = record.volume + (f"({record.issue})" if record.issue else "")
    dated = ";".join(part for part in (str(record.year or ""), volume) if part)
    dated = ":".join(part for part in (dated, record.page) if part)
    publisher = ": ".join(part for part in (record.publisher_place, record.publisher) if part)
    container = (
        f"In: {f'{editors}, {_editors(record)}. ' if editors else ''}{record.container_title}"
        if editors
        else record.container_title
    )
    edition = f"Edition {record.edition}" if record.edition else ""
    parts = [names, record.title, container, edition, publisher, dated, record.status]
    parts.append(f"doi:{record.DOI}" if record.DOI else "")
    parts.append(f"{record.archive}:{record.archive_location}" if record.archive_location else "")
    parts.append("" if record.DOI else record.URL)
    return ". ".join(part.removesuffix(".") for part in parts if part) + "."


def _editors(record: Record) -> str:
    return "editor" if len(record.editor) == 1 else "editors"
