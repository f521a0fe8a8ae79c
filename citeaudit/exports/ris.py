"""RIS, through rispy: what EndNote, Mendeley, Zotero and most databases read.

RIS has no rules for some things, so the conventions of EndNote are followed, which the others understand: a group is a
name without a comma, or with its first comma doubled; a list that goes on ends in the author "et al.,"; an accession
number stands in AN and its database in DB, be it PubMed's (before any other) or a preprint server's; the PMCID stands
in C2. The supplement is printed with the issue, and repeated in C5 so that it can be told from it.

Where a field stands depends on the type, as in EndNote's table of reference types and Zotero's translator: the number
of a report, patent or standard is in SN (and an ISBN in C1 then), any other number in M1; the series is in T2 for books
and reports (and a container in JF then), in T3 for what is part of a book. M3 is the genre ("PhD thesis"); a GEN has
its CSL type in an M3 before that, as RIS has none for it. Y2 is the day of access, "2018/08/16/". A status ("in press")
is in the free part of DA, "2018///in press", where the specification puts what is no year, month or day.

What RIS cannot hold: runs of white space; a comma within a part of a person's name; whether words in lower case before
a family name are a particle or part of the name (they are read as a particle); a particle with a capital; which dash
stood between two pages; a place in an archive that has no name; an ISBN for the number of a report, a season or month
for a status, a DOI or (of an article) "Journal Article" for a genre, which say other things in files of others.

Source: Research Information Systems, "RIS Format Specifications" (2001/2011); EndNote's help pages on author names;
Zotero's translator RIS.js, tables `exportTypeMap` and `fieldMap`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from citeaudit.errors import ReadError
from citeaudit.exports._dates import iso_date
from citeaudit.model import Name, Record
from citeaudit.text.patterns import lazy

suffix = ".ris"

_TYPES = {
    "article": "UNPB",
    "article-journal": "JOUR",
    "article-magazine": "MGZN",
    "article-newspaper": "NEWS",
    "book": "BOOK",
    "chapter": "CHAP",
    "dataset": "DATA",
    "entry-dictionary": "DICT",
    "entry-encyclopedia": "ENCYC",
    "legal_case": "CASE",
    "legislation": "STAT",
    "manuscript": "MANSCPT",
    "map": "MAP",
    "paper-conference": "CPAPER",
    "patent": "PAT",
    "personal_communication": "PCOMM",
    "post-weblog": "BLOG",
    "report": "RPRT",
    "software": "COMP",
    "standard": "STAND",
    "thesis": "THES",
    "webpage": "ELEC",
}
"""RIS types by CSL type; all others are GEN."""

_OTHER = "document"  # CSL's type for what has none; GEN in RIS
_CSL_TYPES = {ris: csl for csl, ris in _TYPES.items()} | {
    "ABST": "article-journal",
    "CONF": "paper-conference",
    "EBOOK": "book",
    "ECHAP": "chapter",
    "EDBOOK": "book",
    "EJOUR": "article-journal",
    "GOVDOC": "report",
    "INPR": "article-journal",
    "JFULL": "article-journal",
}
"""And back, with types that only other programs write."""

_CSL_NAME = lazy(r"[a-z]+(?:[-_][a-z]+)*")  # a genre that looks like a CSL type would be read as one

_NUMBERED = ("RPRT", "PAT", "STAND")
"""The types whose SN is the number of the work."""

_IN_SERIES = ("BOOK", "RPRT")
"""The types whose T2 is the series: they are in no container."""

_TEXTS = {
    "TI": "title",
    "T2": "container_title",
    "T3": "collection_title",
    "VL": "volume",
    "SP": "page",
    "PB": "publisher",
    "CY": "publisher_place",
    "ET": "edition",
    "M1": "number",
    "DO": "DOI",
    "C2": "PMCID",
    "SN": "ISBN",
    "UR": "URL",
}
"""Fields by tag, where the type of the work says nothing else."""

_OF_NUMBERED = {"SN": "number", "C1": "ISBN"}  # instead, for the types in `_NUMBERED`
_OF_SERIES = {"T2": "collection_title", "JF": "container_title"}  # instead, for those in `_IN_SERIES`
_OTHER_TAGS = {
    "title": ("T1", "CT", "BT"),
    "container_title": ("JO", "JF", "JA", "J2"),
    "collection_title": ("T3",),
    "number": ("M1",),
}
"""Where a field is not given under its tag: the next best ones."""

_ORDER = (
    *("TY", "AU", "A2", "TI", "T2", "JF", "T3", "PY", "DA", "VL", "IS", "C5", "M1", "SP", "EP", "ET", "PB", "CY"),
    *("SN", "C1", "DO", "AN", "DB", "C2", "UR", "Y2", "M3", "N1", "ID"),
)
"""As the specification and Zotero order them: TY first."""

_LISTS = ("AU", "A1", "A2", "ED", "AN", "DB", "M3", "N1")  # tags that may be repeated
_READ = (*_ORDER, *_LISTS, "Y1", *(tag for tags in _OTHER_TAGS.values() for tag in tags))  # others are passed over
_MAPPING = {tag: tag.lower() for tag in _READ} | {"TY": "type_of_reference", "ER": "end_of_reference"}
"""rispy's names of the tags read or written: the tags in lower case, but for the two that rispy itself needs."""

_TAG = lazy(r"[A-Z][A-Z0-9]  -")  # a line of a RIS file begins so
_ET_AL = lazy(r"et\.? al\.?,?", re.IGNORECASE)  # as the last author: the list goes on
_PAGES = lazy(r"([^\W_]+)[-–]([^\W_]+)")  # only a plain range is parted into SP and EP
_ISSN = lazy(r"\d{4}-\d{3}[\dXx]")  # programs write it to SN, where the ISBN stands
_ISBN = lazy(r"97[89](?:[- ]?\d){10}")  # ISBN-13 alone can be told from other numbers
_DOI = lazy(r"(?:https?://(?:dx\.)?doi\.org/|doi:\s*)?(10\.\d{4,9}/\S+)", re.IGNORECASE)
"""With the address that some write before it."""

_PUBMED = ("pubmed", "medline")  # what exporters call the database in DB
_SEASON = lazy(
    r"""
    (?: spring | summer | fall | autumn | winter
    | jan(?:uary)? | feb(?:ruary)? | mar(?:ch)? | apr(?:il)? | may | june? | july? | aug(?:ust)?
    | sept?(?:ember)? | oct(?:ober)? | nov(?:ember)? | dec(?:ember)? ) \b
    """,
    re.IGNORECASE | re.VERBOSE,
)
"""Seasons and months in the free part of a date: when it appeared, and no status."""

_SPACE = lazy(r"[ \t\r\n\f\v]+")  # what RIS takes for one space


# --------------------------------------------------------------------------- out


def dump(records: Sequence[Record], known: Sequence[str] = ()) -> str:
    """The records as a RIS file; what is not given is left out. `known` are their keys, which are kept in ID."""
    import rispy

    writer = rispy.RisWriter(mapping=_MAPPING, list_tags=list(_LISTS), delimiter_tags_mapping={})
    writer.set_header = lambda count: ""  # rispy would number the references, which is not RIS
    fields = [_fields(record) for record in records]
    for of_record, key in zip(fields, known, strict=False):
        of_record |= {_MAPPING["ID"]: key} if key else {}
    return str(writer.formats(fields))


def _fields(record: Record) -> dict[str, str | list[str]]:
    kind = _TYPES.get(record.type, "GEN")
    pages = _PAGES.fullmatch(record.page)
    supplement = f"Suppl {record.supplement_number}" if record.supplement_number else ""
    year = "" if record.year is None else str(record.year)
    typed = kind == "GEN" and (record.type != _OTHER or _CSL_NAME.fullmatch(record.genre))
    fields = {tag: getattr(record, field) for tag, field in _texts(kind).items()}
    fields |= {"SP": pages[1], "EP": pages[2]} if pages else {}
    fields |= {
        "TY": kind,
        "PY": year,
        "DA": f"{year}///{record.status}" if record.status else "",
        "IS": f"{record.issue} {supplement}",
        "C5": record.supplement_number,
        "Y2": _date_out(record.accessed),
    }
    lists = {
        "AU": [_name_out(name) for name in record.author] + ["et al.,"] * record.et_al,
        "A2": [_name_out(name) for name in record.editor],
        "AN": [record.PMID, record.archive_location if record.archive else ""],
        "DB": ["PubMed" if record.PMID else "", record.archive],
        "M3": [record.type if typed else "", record.genre],
        "N1": [record.note],
    }
    result: dict[str, str | list[str]] = {}
    for tag in _ORDER:
        if tag in lists:
            if values := [line for value in lists[tag] if (line := _line(value))]:
                result[_MAPPING[tag]] = values
        elif value := _line(fields.get(tag, "")):
            result[_MAPPING[tag]] = value
    return result


def _texts(kind: str) -> dict[str, str]:
    """The fields of a reference of type `kind` by the tag that each stands in."""
    texts = dict(_TEXTS)
    for kinds, other in ((_NUMBERED, _OF_NUMBERED), (_IN_SERIES, _OF_SERIES)):
        if kind in kinds:
            texts = {tag: field for tag, field in texts.items() if field not in other.values()} | other
    return texts


def _date_out(accessed: str) -> str:
    """The date with all its slashes, which the specification asks for where parts are missing, too."""
    parts = iso_date(accessed).split("-")
    return "/".join([*parts, "", "", ""][:4]) if parts[0] else ""


def _line(text: str) -> str:
    return _SPACE.sub(" ", text).strip()


def _name_out(name: Name) -> str:
    if not name.family:
        return (name.literal or str(name)).replace(",", ",,", 1)
    parts = [part.replace(",", " ") for part in (name.full_family, name.given, name.suffix)]
    return ", ".join(parts) if name.suffix else f"{parts[0]}, {parts[1]}"


# --------------------------------------------------------------------------- in


def load(text: str) -> tuple[Record, ...]:
    """The records of a RIS file, in its order.

    Raises:
        ReadError: There is no reference in a text that is not empty.

    """
    import rispy

    # rispy drops a reference without end, joins it to the next, and stumbles over lines that go on after none.
    lines: list[str] = []
    for line in text.removeprefix("\ufeff").replace("\r", "\n").split("\n"):
        if line.startswith("TY  -"):
            lines.append("ER  - ")
        if _TAG.match(line):
            lines.append(line)
        elif lines and line.strip() and not lines[-1].startswith(("TY", "ER")):
            lines[-1] += " " + line.strip()
    parser = rispy.RisParser(
        mapping=_MAPPING, list_tags=list(_LISTS), delimiter_tags_mapping={}, skip_unknown_tags=True
    )
    found = parser.parse("\n".join([*lines, "ER  - "]))
    if not found and text.strip():
        raise ReadError("this is not an RIS file: there is no line such as “TY  - JOUR” in it")
    return tuple(_record(fields) for fields in found)


def _record(fields: Mapping[str, Any]) -> Record:
    def first(*tags: str) -> str:
        return next((text for tag in tags if (text := str(fields.get(tag.lower(), "")))), "")

    kind = first("type_of_reference")
    texts = {field: first(tag, *_OTHER_TAGS.get(field, ())) for tag, field in _texts(kind).items()}
    if end := first("EP"):
        texts["page"] = f"{texts['page']}-{end}" if texts["page"] else end
    if _ISSN.fullmatch(texts["ISBN"]):
        texts["ISBN"] = ""
    if not texts["ISBN"] and _ISBN.fullmatch(texts["number"]):
        texts["ISBN"], texts["number"] = texts["number"], ""
    named, genre = _type_and_genre(kind, fields.get("m3", ()))
    if doi := _DOI.fullmatch(genre):
        texts["DOI"], genre = texts["DOI"] or doi[1], ""
    if doi := _DOI.fullmatch(texts["DOI"]):  # many programs write its address
        texts["DOI"] = doi[1]
    texts |= _accession_in(fields.get("db", ()), fields.get("an", ()))
    issue, supplement = first("IS"), first("C5")
    if supplement and f" {issue}".endswith(f" Suppl {supplement}"):
        issue = issue.removesuffix(f"Suppl {supplement}").rstrip()
    else:
        supplement = ""
    author = [*fields.get("au", ()), *fields.get("a1", ())]
    return Record(
        type=named or _CSL_TYPES.get(kind, _OTHER),
        author=_names_in(author),
        et_al=any(_ET_AL.fullmatch(name) for name in author),
        editor=_names_in([*fields.get("a2", ()), *fields.get("ed", ())]),
        year=_year_in(first("PY", "Y1", "DA")),
        issue=issue,
        supplement_number=supplement,
        genre=genre,
        status=_status_in(first("DA"), first("PY", "Y1")),
        accessed=iso_date(first("Y2")),
        note=" ".join(fields.get("n1", ())),
        **texts,
    )


def _type_and_genre(kind: str, works: Sequence[str]) -> tuple[str, str]:
    """The CSL type that the first M3 of a GEN may name, else "", and the genre."""
    if kind == "GEN" and works and _CSL_NAME.fullmatch(works[0]):
        return works[0], " ".join(works[1:])
    genre = " ".join(works)
    return "", "" if kind == "JOUR" and genre.casefold() in ("article", "journal article") else genre


def _accession_in(databases: Sequence[str], numbers: Sequence[str]) -> dict[str, str]:
    """PMID, archive and the place in it; a number without a database says nothing."""
    in_pubmed = bool(databases) and databases[0].casefold() in _PUBMED
    found = {"PMID": numbers[0]} if in_pubmed and numbers else {}
    if len(databases) > in_pubmed:
        found |= {"archive": databases[in_pubmed], "archive_location": "".join(numbers[in_pubmed : in_pubmed + 1])}
    return found


def _status_in(date: str, year: str) -> str:
    """What the free part of a date says, or the year where it is none: "2018///in press", "In press"."""
    status = date.split("/", 3)[3] if date.count("/") >= 3 else "" if re.search(r"\d", year) else year.strip("/ ")
    return "" if _SEASON.match(status) else status


def _year_in(text: str) -> int | None:
    found = re.fullmatch(r"-?\d+", text) or re.match(r"\d{4}(?!\d)", text)
    return int(found[0]) if found else None


def _names_in(lines: Sequence[str]) -> tuple[Name, ...]:
    return tuple(name for line in lines if not _ET_AL.fullmatch(line) and (name := _name_in(line)) != Name())


def _name_in(text: str) -> Name:
    if ",," in text or "," not in text:
        return Name(literal=text.replace(",,", ",", 1))
    family, given, suffix = ([part.strip() for part in text.split(",", 2)] + [""])[:3]
    words = family.split(" ")
    particles = 0
    while particles < len(words) - 1 and words[particles][:1].islower():
        particles += 1
    return Name(
        family=" ".join(words[particles:]),
        given=given,
        suffix=suffix,
        non_dropping_particle=" ".join(words[:particles]),
    )
