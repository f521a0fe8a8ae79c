"""What a .docx file packs: its parts, found by their relations, read with limits.

python-docx is not used to open files: it refuses .docm, and fails on a picture that is named and missing, which Word
opens without a word.

Source: ECMA-376 part 2 (Open Packaging Conventions), part 1 for the types of relations.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from citeaudit.errors import ReadError

Element = Any
"""An element of lxml, which comes without types."""

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"

LARGEST_XML_BYTES = 100_000_000
"""All XML that is read of one file; 3,000 references in fields with abstracts have about 40 MB."""

DAMAGED = (
    zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError, KeyError,
)  # fmt: skip
"""What zipfile raises on damaged files: a password is a RuntimeError, an odd compression a NotImplementedError, a part that the
directory lacks a KeyError, a date or a size that cannot be a ValueError."""

_MOST_FILES = 20_000
"""Files packed in one; a manuscript with a thousand pictures has two thousand."""
_SUSPECT_BYTES = 5_000_000
"""A part that unpacks to less does no harm, however well it is packed."""
_SUSPECT_RATIO = 150
"""Text packs 5 to 30 times, tables of one value 100 times."""
STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", W[1:-1].encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", R[1:-1].encode()),
)
"""The namespaces of the strict variant, and those that are read instead."""
_VALUE = rb"""(=\s*["'])"""
"""What stands before the value of an attribute; a text may speak of these namespaces, too."""
_OTHER_FORMATS = (
    ("xl/workbook.xml", "an Excel workbook; name the manuscript"),
    ("ppt/presentation.xml", "a PowerPoint presentation; name the manuscript"),
    ("content.xml", "an OpenDocument file that is not a text; name the manuscript"),
    ("META-INF/container.xml", "an EPUB book; save it as .docx"),
    ("index.xml", "a Pages or Numbers file; export it as .docx"),
    ("Index/Document.iwa", "a Pages or Numbers file; export it as .docx"),
    ("Index.zip", "a Pages or Numbers file; export it as .docx"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One XML part: its root, its name, and where its relations lead (id to address or name of a part)."""

    root: Element
    name: str = ""
    links: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """The parts of a Word file that are read; None where it has none."""

    document: Part
    styles: Element | None
    numbering: Element | None
    settings: Element | None
    footnotes: Part | None
    endnotes: Part | None
    custom: tuple[Element, ...]
    properties: Mapping[str, str]


def open_package(path: str, data: bytes) -> Package:
    """Read the parts of a Word file.

    Raises:
        ReadError: The bytes are no zip file, a broken or a suspect one, another format, or hold no document.

    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _package(_Reader(path, archive))
    except DAMAGED:
        raise ReadError(
            f"{path}: the Word file is damaged or locked by a password; open it in Word and save it again"
        ) from None


def parse_xml(data: bytes) -> Element:
    """The root of XML from a stranger: no entities, no network, no huge texts.

    Raises:
        ValueError: It is not XML, or declares a document type, which no XML of Word does.

    """
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    for strict, usual in STRICT:
        if strict in data:
            data = re.sub(_VALUE + re.escape(strict), rb"\1" + usual, data)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise ValueError(str(error)) from None
    if root.getroottree().docinfo.doctype:
        raise ValueError("a document type is declared")
    return root


def local_name(element: Element) -> str:
    """The name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def value(element: Element | None, name: str = "val") -> str:
    """An attribute of WordprocessingML; "" where it or the element is missing."""
    return "" if element is None else str(element.get(W + name) or "")


class _Reader:
    """Reads members of a zip file and keeps count of what they unpack to."""

    def __init__(self, path: str, archive: zipfile.ZipFile) -> None:
        self.path = path
        self.archive = archive
        self.names = {info.filename: info for info in archive.infolist()}
        self.left = LARGEST_XML_BYTES
        if len(self.names) > _MOST_FILES:
            raise ReadError(f"{path}: {len(self.names)} files are packed in it; this is not a manuscript")

    def xml(self, name: str) -> Element | None:
        """The root of a member; None where there is none or it is not XML (the document itself is asked for below)."""
        info = self.names.get(name)
        if info is None:
            return None
        size = info.file_size
        if size > self.left or (size > _SUSPECT_BYTES and size > _SUSPECT_RATIO * max(1, info.compress_size)):
            raise ReadError(
                f"{self.path}: {name} unpacks to {size / 1e6:.0f} MB, more than a manuscript has; "
                "if it is one, copy the text into a new document"
            )
        with self.archive.open(info) as file:
            data = file.read(self.left + 1)  # what the directory of the zip file says of sizes may be a lie
        self.left -= len(data)
        if self.left < 0:
            raise ReadError(f"{self.path}: unpacks to more than {LARGEST_XML_BYTES / 1e6:.0f} MB of text")
        try:
            return parse_xml(data)
        except ValueError:
            return None

    def relations(self, name: str) -> Iterator[tuple[str, str, str]]:
        """The (id, last word of the type, address or name of a part) of what a part leads to; "" for the package."""
        folder, file = posixpath.split(name)
        root = self.xml(posixpath.join(folder, "_rels", f"{file}.rels"))
        for relation in () if root is None else root:
            target = str(relation.get("Target") or "")
            if relation.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            yield str(relation.get("Id") or ""), str(relation.get("Type") or "").rpartition("/")[2], target

    def part(self, name: str) -> Part | None:
        root = self.xml(name)
        links = {key: target for key, _, target in self.relations(name)}
        return None if root is None else Part(root=root, name=name, links=links)


def _package(reader: _Reader) -> Package:
    top = list(reader.relations(""))
    name = next((target for _, kind, target in top if kind == "officeDocument"), "word/document.xml")
    if name not in reader.names:
        name = "word/document.xml"
    if name not in reader.names or (not name.endswith("document.xml") and _other(reader)):
        what = _other(reader) or "a zip archive without a Word document; unpack it and name the manuscript"
        raise ReadError(f"{reader.path}: this is {what}")
    document = reader.part(name)
    if document is None or document.root.tag != W + "document":
        raise ReadError(f"{reader.path}: the text of the Word file cannot be read; open it in Word and save it again")
    related: dict[str, list[str]] = {}
    for _, kind, target in reader.relations(name):
        related.setdefault(kind, []).append(target)

    def first_of(kind: str) -> str:
        return next(iter(related.get(kind, ())), "")

    properties = next((target for _, kind, target in top if kind == "custom-properties"), "")
    custom = (reader.xml(target) for target in related.get("customXml", ()))
    return Package(
        document=document,
        styles=reader.xml(first_of("styles")),
        numbering=reader.xml(first_of("numbering")),
        settings=reader.xml(first_of("settings")),
        footnotes=reader.part(first_of("footnotes")),
        endnotes=reader.part(first_of("endnotes")),
        custom=tuple(root for root in custom if root is not None),
        properties=_properties(reader.xml(properties)),
    )


def _other(reader: _Reader) -> str:
    return next((what for name, what in _OTHER_FORMATS if name in reader.names), "")


def _properties(root: Element | None) -> dict[str, str]:
    """The document's own properties, where Zotero keeps the data of citations that are bookmarks."""
    if root is None:
        return {}
    return {str(element.get("name") or ""): "".join(element.itertext()) for element in root}
