"""The parts of a Word file that comments are kept in, read and written back; every other part stays as it is.

Source: ECMA-376 part 2 (Open Packaging Conventions); [MS-DOCX], 2.5 (extensions of comments).
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterable

from citeaudit.readers._docx_package import Element, Part, R, W, parse_xml

_COMMENTS = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_STRICT = (
    (W[1:-1].encode(), b"http://purl.oclc.org/ooxml/wordprocessingml/main"),
    (R[1:-1].encode(), b"http://purl.oclc.org/ooxml/officeDocument/relationships"),
)
_CONTENT_TYPES = "[Content_Types].xml"


class Parts:
    """The parts that are written anew; `document` and `comments` are roots to be changed in place."""

    def __init__(self, archive: zipfile.ZipFile, document: Part) -> None:
        self.document = document.root
        self._archive = archive
        self._names = set(archive.namelist())
        self._document = document.name
        self._strict = _STRICT[0][1] in archive.read(document.name)
        folder, file = posixpath.split(document.name)
        self._folder = folder
        self._relations = posixpath.join(folder, "_rels", f"{file}.rels")
        self._changed: dict[str, Element] = {}
        self._related = self._root(self._relations)
        name = self._target("comments")
        self._new = name not in self._names or self._root(name) is None
        self._comments = name if not self._new else self._free_name()
        self.comments: Element = self._made("comments") if self._new else self._root(name)

    def _root(self, name: str) -> Element | None:
        if name not in self._names:
            return None
        try:
            return parse_xml(self._archive.read(name))
        except ValueError:
            return None

    def _made(self, name: str) -> Element:
        from lxml import etree

        return etree.Element(W + name, nsmap={"w": W[1:-1]})

    def _target(self, kind: str) -> str:
        """The name of the part that the document leads to by a relation of a kind, "" where there is none."""
        for one in () if self._related is None else self._related:
            if str(one.get("Type")).rpartition("/")[2] == kind and one.get("TargetMode") != "External":
                target = str(one.get("Target") or "")
                return posixpath.normpath(posixpath.join("/", self._folder, target)).lstrip("/")
        return ""

    def _free_name(self) -> str:
        names = ("comments.xml", *(f"comments{number}.xml" for number in range(2, len(self._names) + 3)))
        return next(name for name in (posixpath.join(self._folder, one) for one in names) if name not in self._names)

    def forget_paragraphs(self, comments: Iterable[Element]) -> None:
        """Take comments out of the parts in which Word keeps more on them; answers to them by others stand alone then."""
        gone = {str(one.get(_W14 + "paraId") or "") for comment in comments for one in comment.iter(W + "p")} - {""}
        if not gone:
            return
        durable: set[str] = set()
        for kind in ("commentsExtended", "commentsIds", "commentsExtensible"):
            name = self._target(kind)
            root = self._root(name)
            if root is None:
                continue
            for one in list(root):
                said = {str(key).rpartition("}")[2]: (key, str(of)) for key, of in one.attrib.items()}
                durable |= {of for key, (_, of) in said.items() if key == "durableId" and _is(said, "paraId", gone)}
                if _is(said, "paraId", gone) or (kind == "commentsExtensible" and _is(said, "durableId", durable)):
                    root.remove(one)
                elif _is(said, "paraIdParent", gone):
                    del one.attrib[said["paraIdParent"][0]]
            self._changed[name] = root

    def packed(self) -> bytes:
        """The file, its parts in their old order, new ones last."""
        self._changed |= {self._document: self.document}
        if len(self.comments) or not self._new:
            self._changed[self._comments] = self.comments
        if len(self.comments) and self._new:
            self._announce()
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
            for info in self._archive.infolist():
                changed = self._changed.pop(info.filename, None)
                data = self._archive.read(info) if changed is None else self._bytes(changed)
                new.writestr(_entry(info.filename, info), data)
            for name, root in sorted(self._changed.items()):
                new.writestr(_entry(name, self._archive.getinfo(self._document)), self._bytes(root))
        return out.getvalue()

    def _bytes(self, root: Element) -> bytes:
        from lxml import etree

        data = bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))
        if self._strict:
            for usual, strict in _STRICT:
                data = data.replace(usual, strict)
        return data

    def _announce(self) -> None:
        """Say of the new part what it is, and lead to it."""
        from lxml import etree

        types = self._root(_CONTENT_TYPES)
        if types is not None:
            part = f"/{self._comments}"
            if not any(str(one.get("PartName")).lower() == part.lower() for one in types):
                etree.SubElement(types, _TYPES + "Override", PartName=part, ContentType=_COMMENTS)
            self._changed[_CONTENT_TYPES] = types
        related = self._related
        if related is None:
            related = etree.Element(_RELATIONS + "Relationships", nsmap={None: _RELATIONS[1:-1]})
        for one in [one for one in related if str(one.get("Type")).rpartition("/")[2] == "comments"]:
            related.remove(one)  # it led to nothing
        taken = {one.get("Id") for one in related}
        identifier = next(name for name in (f"rId{n}" for n in range(1, len(taken) + 2)) if name not in taken)
        name = posixpath.relpath(self._comments, self._folder or ".")
        etree.SubElement(related, _RELATIONS + "Relationship", Id=identifier, Type=f"{R[1:-1]}/comments", Target=name)
        self._changed[self._relations] = related


def _is(said: dict[str, tuple[str, str]], name: str, values: set[str]) -> bool:
    return name in said and said[name][1] in values


def _entry(name: str, like: zipfile.ZipInfo) -> zipfile.ZipInfo:
    """What the directory says of a part: the time and the packing of one that was there."""
    entry = zipfile.ZipInfo(name, like.date_time)
    entry.compress_type = zipfile.ZIP_STORED if like.compress_type == zipfile.ZIP_STORED else zipfile.ZIP_DEFLATED
    entry.external_attr = like.external_attr
    return entry
