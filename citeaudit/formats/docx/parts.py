"""The parts of a Word file that comments are kept in, read and written back; every other part stays as it is.

Source: ECMA-376 part 2 (Open Packaging Conventions); [MS-DOCX], 2.5 (extensions of comments).
"""

from __future__ import annotations

import io
import posixpath
import re
import shutil
import zipfile
from collections.abc import Iterable

from citeaudit.errors import ReadError
from citeaudit.formats.docx.package import DAMAGED, STRICT, Element, Part, R, W, parse_xml
from citeaudit.text.patterns import lazy

_COMMENTS = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_STRICT_TEXT = STRICT[0][0].decode()
_TAG = lazy(rb"<[^>]*>")
_CONTENT_TYPES = "[Content_Types].xml"
_LARGEST_BYTES = 1_000_000_000
"""All that is unpacked, pictures too, to be packed again."""
_PACKED_ALREADY = 0.95
"""Of its size unpacked: what packing leaves so large is a picture."""
_BYTES_AT_A_TIME = 1 << 20
"""A megabyte: what is copied is never in memory as a whole."""


class Parts:
    """The parts that are written again; `document` and `comments` are roots to be changed in place.

    Args:
        path: The name of the file, for errors.
        archive: The file.
        document: The part with the text, as the reader found it.

    Raises:
        ReadError: A part is damaged, or the file unpacks to more than a manuscript has.
    """

    def __init__(self, path: str, archive: zipfile.ZipFile, document: Part) -> None:
        self.document = document.root
        self._path = path
        self._archive = archive
        self._infos = {info.filename: info for info in archive.infolist()}  # of two of one name the last is read
        if (size := sum(info.file_size for info in self._infos.values())) > _LARGEST_BYTES:
            raise ReadError(f"{path}: unpacks to {size / 1e6:,.0f} MB, too much to make a copy of it")
        self._document = document.name
        self._strict = self._is_strict(document.name)
        folder, file = posixpath.split(document.name)
        self._folder = folder
        self._relations = posixpath.join(folder, "_rels", f"{file}.rels")
        self._changed: dict[str, Element] = {}
        self._related = self._root(self._relations)
        name = self._target("comments")
        known = self._root(name)
        self._new = known is None
        if known is not None and known.tag != W + "comments":
            raise self._damaged(name)
        self._comments = name if known is not None else self._free_name()
        self.comments: Element = self._made("comments") if known is None else known

    def _damaged(self, name: str) -> ReadError:
        return ReadError(
            f"{self._path}: a part of the Word file, {name}, is damaged, so it cannot be copied; "
            "open it in Word and save it again"
        )

    def _read(self, name: str) -> bytes:
        try:
            return self._archive.read(self._infos[name])
        except DAMAGED:
            raise self._damaged(name) from None

    def _root(self, name: str) -> Element | None:
        """The root of a part; None where there is no such part."""
        if name not in self._infos:
            return None
        data = self._read(name)
        try:
            return parse_xml(data)
        except ValueError:
            raise self._damaged(name) from None

    def _is_strict(self, name: str) -> bool:
        """Whether the text is in the namespace of the strict variant, which the reader takes for the usual one."""
        from lxml import etree

        events = etree.iterparse(io.BytesIO(self._read(name)), events=("start",), resolve_entities=False)
        _, root = next(iter(events))
        return str(root.tag).startswith("{" + _STRICT_TEXT)

    def _made(self, name: str) -> Element:
        from lxml import etree

        return etree.Element(W + name, nsmap={"w": W[1:-1]})

    def _target(self, kind: str) -> str:
        """The name of the part that the document leads to by a relation of a kind, "" where there is none."""
        for relation in () if self._related is None else self._related:
            if str(relation.get("Type")).rpartition("/")[2] == kind and relation.get("TargetMode") != "External":
                target = str(relation.get("Target") or "")
                return posixpath.normpath(posixpath.join("/", self._folder, target)).lstrip("/")
        return ""

    def _free_name(self) -> str:
        names = ("comments.xml", *(f"comments{number}.xml" for number in range(2, len(self._infos) + 3)))
        return next(name for name in (posixpath.join(self._folder, file) for file in names) if name not in self._infos)

    def forget_paragraphs(self, comments: Iterable[Element]) -> None:
        """Take comments out of the parts in which Word keeps more on them; answers to them by others stand alone then."""
        gone = {
            str(paragraph.get(_W14 + "paraId") or "") for comment in comments for paragraph in comment.iter(W + "p")
        } - {""}
        if not gone:
            return
        durable: set[str] = set()
        for kind in ("commentsExtended", "commentsIds", "commentsExtensible"):
            name = self._target(kind)
            root = self._root(name)
            if root is None:
                continue
            for extension in list(root):
                attributes = {str(key).rpartition("}")[2]: (key, str(of)) for key, of in extension.attrib.items()}
                durable |= {
                    of for key, (_, of) in attributes.items() if key == "durableId" and _is(attributes, "paraId", gone)
                }
                if _is(attributes, "paraId", gone) or (
                    kind == "commentsExtensible" and _is(attributes, "durableId", durable)
                ):
                    root.remove(extension)
                elif _is(attributes, "paraIdParent", gone):
                    del extension.attrib[attributes["paraIdParent"][0]]
            self._changed[name] = root

    def packed(self) -> bytes:
        """The file, its parts in their old order, new ones last.

        Raises:
            ReadError: A part that is only copied is damaged.
        """
        self._changed |= {self._document: self.document}
        if len(self.comments) or not self._new:
            self._changed[self._comments] = self.comments
        if len(self.comments) and self._new:
            self._announce()
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
            for name, info in self._infos.items():
                changed = self._changed.pop(name, None)
                if changed is not None:
                    new.writestr(_entry(name, info), self._bytes(changed))
                elif info.is_dir():
                    new.writestr(_entry(name, info), b"")
                else:
                    self._copy(info, new)
            for name, root in sorted(self._changed.items()):
                new.writestr(_entry(name, self._infos[self._document]), self._bytes(root))
        return out.getvalue()

    def _copy(self, info: zipfile.ZipInfo, new: zipfile.ZipFile) -> None:
        entry = _entry(info.filename, info)
        if info.compress_size > _PACKED_ALREADY * info.file_size:
            entry.compress_type = zipfile.ZIP_STORED  # a picture, which packing again would not make smaller
        try:
            with self._archive.open(info) as old, new.open(entry, "w") as file:
                shutil.copyfileobj(old, file, _BYTES_AT_A_TIME)
        except DAMAGED:
            raise self._damaged(info.filename) from None

    def _bytes(self, root: Element) -> bytes:
        from lxml import etree

        data = bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))
        return _TAG.sub(_as_strict, data) if self._strict else data

    def _announce(self) -> None:
        """Say of the new part what it is, and lead to it."""
        from lxml import etree

        types = self._root(_CONTENT_TYPES)
        if types is not None:
            part = f"/{self._comments}"
            for override in [override for override in types if str(override.get("PartName")).lower() == part.lower()]:
                types.remove(override)  # of a part that is gone
            etree.SubElement(types, _TYPES + "Override", PartName=part, ContentType=_COMMENTS)
            self._changed[_CONTENT_TYPES] = types
        related = self._related
        if related is None:
            related = etree.Element(_RELATIONS + "Relationships", nsmap={None: _RELATIONS[1:-1]})
        for relation in [
            relation for relation in related if str(relation.get("Type")).rpartition("/")[2] == "comments"
        ]:
            related.remove(relation)  # it led to nothing
        taken = {relation.get("Id") for relation in related}
        identifier = next(name for name in (f"rId{n}" for n in range(1, len(taken) + 2)) if name not in taken)
        name = posixpath.relpath(self._comments, self._folder or ".")
        etree.SubElement(related, _RELATIONS + "Relationship", Id=identifier, Type=f"{R[1:-1]}/comments", Target=name)
        self._changed[self._relations] = related


def _is(attributes: dict[str, tuple[str, str]], name: str, values: set[str]) -> bool:
    return name in attributes and attributes[name][1] in values


def _as_strict(tag: re.Match[bytes]) -> bytes:
    """A tag in the namespaces of the strict variant; what the text itself says of them stays."""
    raw = tag[0]
    for strict, usual in STRICT:
        raw = raw.replace(usual, strict)
    return raw


def _entry(name: str, like: zipfile.ZipInfo) -> zipfile.ZipInfo:
    """What the directory says of a part: the time and the packing of one that was there."""
    entry = zipfile.ZipInfo(name, like.date_time)
    entry.compress_type = zipfile.ZIP_STORED if like.compress_type == zipfile.ZIP_STORED else zipfile.ZIP_DEFLATED
    entry.external_attr = like.external_attr
    return entry
