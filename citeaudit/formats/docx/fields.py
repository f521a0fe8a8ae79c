"""What the fields of a Word file say: what a citation cites, where the bibliography is, where a link leads.

Zotero and Mendeley put CSL-JSON into the instruction of a field, Mendeley Cite into the tag of a content control, EndNote
XML into the instruction or, in base64, beside it; Word's own citations name sources that lie in a part of their own.

Source: CSL citation schema (`csl-citation.json`); ECMA-376 part 1, 17.16.5 (CITATION, BIBLIOGRAPHY) and 22.6
(bibliography); for EndNote, which is not documented, files written by it.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from citeaudit.bibliographies import endnote
from citeaudit.bibliographies.xmlrecords import text_of
from citeaudit.exports.csljson import from_item
from citeaudit.formats.docx.package import Element, local_name, parse_xml
from citeaudit.model import Name, Record
from citeaudit.text.patterns import lazy


class FieldKind(Enum):
    """What a field is to a reader of citations."""

    CITATION = "citation"
    LIST = "list"
    CONTENTS = "contents"
    LINK = "link"
    NOTE = "note"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """A work as a field cites it: all names under which its data know it, at least one, and its record if it is given."""

    names: tuple[str, ...]
    record: Record | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """What a field says. `target` is the address of a link or the bookmark of a note."""

    kind: FieldKind
    cited: tuple[Cited, ...] = ()
    target: str = ""


OTHER = Field(kind=FieldKind.OTHER)
_LIST = Field(kind=FieldKind.LIST)
_CONTROL = "MENDELEY_CITATION_"
_NEVER_SAME_ID = lazy(r"ITEM-\d+$")  # Mendeley counts again in every field
_QUOTED = lazy(r'HYPERLINK\s+"(?P<target>[^"]*)"', re.IGNORECASE)
_SWITCH_OR_WORD = lazy(r'\\(?P<switch>\w)\s*|"(?P<quoted>[^"]*)"|(?P<word>[^\s\\"]+)')


def read_field(instruction: str, data: str, sources: Mapping[str, Record]) -> Field:
    """What a field says.

    Args:
        instruction: Its code, as typed.
        data: What lies beside the code in base64, "" where nothing does.
        sources: Word's own sources by tag.

    Returns:
        A citation without works where the data cannot be read.

    """
    code = instruction.strip()
    words = code[:80].upper().split()
    first = words[0] if words else ""
    if first == "ADDIN":
        second = words[1] if len(words) > 1 else ""
        if second.startswith(("ZOTERO_BIBL", "CSL_BIBLIOGRAPHY", "EN.REFLIST", "MENDELEY_BIBLIOGRAPHY")):
            return _LIST
        if second.startswith(("ZOTERO_ITEM", "CSL_CITATION", "MENDELEY_CITATION")) or "CSL_CITATION" in words[1:4]:
            return _citation(_csl(code))
        if second.startswith("EN.CITE") and not second.startswith("EN.CITE.DATA"):
            return _citation(_endnote(code, data))
    elif first == "CITATION":
        return _citation(_word(code, sources))
    elif first == "BIBLIOGRAPHY":
        return _LIST
    elif first in {"TOC", "TOA"}:
        return Field(kind=FieldKind.CONTENTS)
    elif first == "HYPERLINK" and (match := _QUOTED.match(code)):
        return Field(kind=FieldKind.LINK, target=match["target"])
    elif first == "NOTEREF":
        return Field(kind=FieldKind.NOTE, target=code.split()[1] if len(code.split()) > 1 else "")
    return OTHER


def read_control(tag: str, sources: Mapping[str, Record]) -> Field:
    """What a content control says by its tag."""
    if tag.startswith(_CONTROL):
        packed = tag[len(_CONTROL) :].partition("_")[2]
        text = _unpacked(packed)
        return _citation(_csl(text))
    if tag.startswith("MENDELEY_BIBLIOGRAPHY"):
        return _LIST
    return OTHER


def read_bookmark(name: str, properties: Mapping[str, str]) -> Field:
    """What Zotero says of a bookmark: its data lie, cut in pieces, in properties of the document."""
    if not name.startswith("ZOTERO_BREF_"):
        return OTHER
    text, number = "", 1
    while piece := properties.get(f"{name}_{number}"):
        text, number = text + piece, number + 1
    if text.startswith(("ZOTERO_BIBL", "BIBL")):
        return _LIST
    return _citation(_csl(text)) if text else OTHER


def read_sources(parts: Iterable[Element]) -> dict[str, Record]:
    """Word's own sources by tag."""
    found: dict[str, Record] = {}
    for part in parts:
        if local_name(part) == "Sources":
            for source in part:
                fields = {local_name(element): element for element in source}
                if "Tag" in fields:
                    found["".join(fields["Tag"].itertext()).strip().casefold()] = _source_record(fields)
    return found


def _citation(cited: Iterable[Cited]) -> Field:
    return Field(kind=FieldKind.CITATION, cited=tuple(cited))


# --- CSL-JSON


def _csl(code: str) -> Iterator[Cited]:
    start = code.find("{")
    if start < 0:
        return
    try:
        found, _ = json.JSONDecoder().raw_decode(code, start)
    except (ValueError, RecursionError):
        return
    items = found.get("citationItems") if isinstance(found, dict) else None
    for item in items if isinstance(items, list) else ():
        if not isinstance(item, dict):
            continue
        data = item.get("itemData")
        record = from_item(data) if isinstance(data, dict) else None
        names = list(_addresses(item.get("uris"))) + list(_addresses(item.get("uri")))
        number = item.get("id", data.get("id") if isinstance(data, dict) else None)
        if isinstance(number, str | int) and not _NEVER_SAME_ID.fullmatch(str(number)) and not names:
            names.append(f"id {number}")
        if not names and record is not None:
            names.append(f"text {record.title.casefold()} {record.year} {record.DOI.casefold()}")
        if names:
            yield Cited(names=tuple(names), record=record)


def _addresses(value: Any) -> Iterator[str]:
    for address in value if isinstance(value, list) else [value]:
        if isinstance(address, str) and address:
            yield address


def _unpacked(packed: str) -> str:
    """Text of base64, "" where it is none; line breaks in it and padding lost do not matter."""
    bare = re.sub(r"[^A-Za-z0-9+/]", "", packed)
    try:
        raw = base64.b64decode(bare + "=" * (-len(bare) % 4))
    except (binascii.Error, ValueError):
        return ""
    encoding = "utf-16-le" if raw[1:2] == b"\0" else "utf-8"
    return raw.decode(encoding, "replace").strip("\0\ufeff \r\n")


# --- EndNote


def _endnote(code: str, data: str) -> Iterator[Cited]:
    at = code.find("<EndNote")
    for text in (code[at:] if at >= 0 else "", _unpacked(data) if data else ""):
        end = text.rfind("</EndNote>")
        try:
            root = parse_xml(text[: end + len("</EndNote>")].encode()) if end > 0 else None
        except ValueError:
            continue
        if root is not None:
            for cite in root.iterfind("Cite"):
                if (cited := _cite(cite)) is not None:
                    yield cited
            return


def _cite(cite: Element) -> Cited | None:
    record = cite.find("record")
    number = text_of(cite, "RecNum") or (text_of(record, "rec-number") if record is not None else "")
    key = record.find("foreign-keys/key") if record is not None else None
    database = str(key.get("db-id") or "") if key is not None else ""
    if record is None and not number:
        return None
    return Cited(
        names=(f"EndNote {database} {number}",),
        record=endnote.to_record(record)
        if record is not None
        else Record(author=endnote.names([text_of(cite, "Author")]), year=endnote.year(text_of(cite, "Year"))),
    )


# --- Word

_WORD_TYPES = {
    "Book": "book",
    "BookSection": "chapter",
    "ConferenceProceedings": "paper-conference",
    "Report": "report",
    "InternetSite": "webpage",
    "DocumentFromInternetSite": "webpage",
    "Patent": "patent",
    "Misc": "document",
}
_OF_SOURCE = {
    "title": ("Title",),
    "container_title": ("JournalName", "BookTitle", "ConferenceName", "InternetSiteTitle", "PeriodicalTitle"),
    "volume": ("Volume",),
    "issue": ("Issue",),
    "page": ("Pages",),
    "publisher": ("Publisher", "Institution"),
    "publisher_place": ("City",),
    "edition": ("Edition",),
    "number": ("PatentNumber",),
    "URL": ("URL",),
}


def _word(code: str, sources: Mapping[str, Record]) -> Iterator[Cited]:
    """The sources that a code names: "Hal15" and "Mos19" of `CITATION Hal15 /l 1033 /m Mos19 /p 12`, with backslashes."""
    wanted = True
    for match in list(_SWITCH_OR_WORD.finditer(code))[1:]:
        if match["switch"]:
            wanted = match["switch"] == "m"
        elif wanted:
            tag = match["quoted"] or match["word"] or ""
            yield Cited(names=(f"tag {tag.casefold()}",), record=sources.get(tag.casefold()))
            wanted = False


def _source_record(fields: Mapping[str, Element]) -> Record:
    def text(name: str) -> str:
        return " ".join("".join(fields[name].itertext()).split()) if name in fields else ""

    texts: dict[str, Any] = {field: next(filter(None, map(text, names)), "") for field, names in _OF_SOURCE.items()}
    return Record(
        type=_WORD_TYPES.get(text("SourceType"), "article-journal"),
        author=tuple(_source_names(fields.get("Author"), "Author")),
        editor=tuple(_source_names(fields.get("Author"), "Editor")),
        year=endnote.year(text("Year")),
        DOI=endnote.doi(text("DOI") or text("StandardNumber")),
        **texts,
    )


def _source_names(roles: Element | None, role: str) -> Iterator[Name]:
    for group in () if roles is None else roles:
        if local_name(group) != role:
            continue
        for element in group.iter():
            if local_name(element) == "Corporate":
                yield Name(literal=" ".join("".join(element.itertext()).split()))
            elif local_name(element) == "Person":
                parts = {local_name(part): "".join(part.itertext()).strip() for part in element}
                given = " ".join(filter(None, (parts.get("First", ""), parts.get("Middle", ""))))
                yield Name(family=parts.get("Last", ""), given=given)
