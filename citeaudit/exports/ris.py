"""RIS, through rispy: what EndNote, Mendeley, Zotero and most databases read.

RIS has no rules for some things, so the conventions of EndNote are followed, which the others understand: a group is a
name without a comma, or with its first comma doubled; a list that goes on ends in the author "et al.,"; PMID and PMCID
stand in AN (with DB) and C2. The CSL type is kept in M3 where RIS has none for it. The supplement is printed with the
issue, and repeated in C5 so that it can be told from it.

What RIS cannot hold: runs of white space; a comma within a part of a person's name; whether words in lower case before
a family name are a particle or part of the name (they are read as a particle); a particle with a capital.

Source: Research Information Systems, "RIS Format Specifications" (2001/2011); EndNote's help pages on author names.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from citeaudit.errors import ReadError
from citeaudit.model import Name, Record

suffix = ".ris"

_TYPES = {
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
    "manuscript": "UNPB",
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
_OTHER = "document"  # CSL's type for what has none; GEN in RIS
_CSL_TYPES = {ris: csl for csl, ris in _TYPES.items()} | {
    "ABST": "article-journal",
    "CONF": "paper-conference",
    "EBOOK": "book",
    "ECHAP": "chapter",
    "EDBOOK": "book",
    "EJOUR": "article-journal",
    "INPR": "article-journal",
    "JFULL": "article-journal",
}
_CSL_NAME = re.compile(r"[a-z]+(?:[-_][a-z]+)*")  # "Journal Article", which databases write to M3, is none

_TEXTS = {
    "TI": "title",
    "T2": "container_title",
    "VL": "volume",
    "SP": "page",
    "PB": "publisher",
    "CY": "publisher_place",
    "ET": "edition",
    "DO": "DOI",
    "AN": "PMID",
    "C2": "PMCID",
    "SN": "ISBN",
    "UR": "URL",
    "N1": "note",
}
_OTHER_TAGS = {"title": ("T1", "CT", "BT"), "container_title": ("JO", "JF", "JA", "J2")}
_LISTS = ("AU", "A1", "A2", "ED", "N1")
_READ = (
    *_TEXTS,
    "EP",
    "IS",
    "C5",
    "DB",
    "M3",
    "PY",
    "Y1",
    "DA",
    *_LISTS,
    *(t for tags in _OTHER_TAGS.values() for t in tags),
)
_MAPPING = {tag: tag.lower() for tag in _READ} | {"TY": "type_of_reference", "ER": "end_of_reference"}
"""rispy's names of the tags read or written: the tags in lower case, but for the two that rispy itself needs."""

_TAG = re.compile(r"[A-Z][A-Z0-9]  -")
_ET_AL = re.compile(r"et\.? al\.?,?", re.IGNORECASE)
_PAGES = re.compile(r"([^\W_]+)-([^\W_]+)")
_ISSN = re.compile(r"\d{4}-\d{3}[\dXx]")
_SPACE = re.compile(r"[ \t\r\n\f\v]+")


# --------------------------------------------------------------------------- out


def dump(records: Sequence[Record]) -> str:
    """The records as a RIS file; what is not given is left out."""
    import rispy

    writer = rispy.RisWriter(mapping=_MAPPING, list_tags=list(_LISTS), delimiter_tags_mapping={})
    writer.set_header = lambda count: ""  # rispy would number the references, which is no RIS
    return str(writer.formats([_fields(record) for record in records]))


def _fields(record: Record) -> dict[str, str | list[str]]:
    pages = _PAGES.fullmatch(record.page)
    supplement = f"Suppl {record.supplement_number}" if record.supplement_number else ""
    kind = _TYPES.get(record.type, "GEN")
    fields = {"TY": kind, "M3": record.type if _CSL_TYPES.get(kind, _OTHER) != record.type else ""}
    fields |= {tag: getattr(record, field) for tag, field in _TEXTS.items()}
    fields |= {"SP": pages[1], "EP": pages[2]} if pages else {}
    fields["PY"] = "" if record.year is None else str(record.year)
    fields["IS"] = f"{record.issue} {supplement}"
    fields["C5"] = record.supplement_number
    fields["DB"] = "PubMed" if record.PMID else ""
    lists = {
        "AU": [_name_out(name) for name in record.author] + ["et al.,"] * record.et_al,
        "A2": [_name_out(name) for name in record.editor],
        "N1": [fields.pop("N1")],
    }
    result: dict[str, str | list[str]] = {}
    for tag in _ORDER:
        if tag in lists:
            if values := [line for value in lists[tag] if (line := _line(value))]:
                result[_MAPPING[tag]] = values
        elif value := _line(fields.get(tag, "")):
            result[_MAPPING[tag]] = value
    return result


_ORDER = (
    *("TY", "AU", "A2", "TI", "T2", "PY", "VL", "IS", "C5", "SP", "EP", "ET", "PB", "CY"),
    *("SN", "DO", "AN", "DB", "C2", "UR", "M3", "N1"),
)


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
        raise ReadError("this is no RIS file: there is no line such as “TY  - JOUR” in it")
    return tuple(_record(fields) for fields in found)


def _record(fields: Mapping[str, Any]) -> Record:
    def first(*tags: str) -> str:
        return next((text for tag in tags if (text := str(fields.get(tag.lower(), "")))), "")

    texts = {field: first(tag, *_OTHER_TAGS.get(field, ())) for tag, field in _TEXTS.items() if tag not in _LISTS}
    if end := first("EP"):
        texts["page"] = f"{texts['page']}-{end}" if texts["page"] else end
    if first("DB").casefold() not in ("pubmed", "medline"):
        texts["PMID"] = ""  # the number of another database
    if _ISSN.fullmatch(texts["ISBN"]):
        texts["ISBN"] = ""
    issue, supplement = first("IS"), first("C5")
    if supplement and f" {issue}".endswith(f" Suppl {supplement}"):
        issue = issue.removesuffix(f"Suppl {supplement}").rstrip()
    else:
        supplement = ""
    kind, named = first("type_of_reference"), first("M3")
    author = [*fields.get("au", ()), *fields.get("a1", ())]
    return Record(
        type=named if _CSL_NAME.fullmatch(named) else _CSL_TYPES.get(kind, _OTHER),
        author=_names_in(author),
        et_al=any(_ET_AL.fullmatch(name) for name in author),
        editor=_names_in([*fields.get("a2", ()), *fields.get("ed", ())]),
        year=_year_in(first("PY", "Y1", "DA")),
        issue=issue,
        supplement_number=supplement,
        note=" ".join(fields.get("n1", ())),
        **texts,
    )


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
