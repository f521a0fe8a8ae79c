"""What a zip file says that it is: OpenDocument and EPUB name their kind in a file "mimetype", which should stand first and may not."""

from __future__ import annotations

import io
import zipfile
import zlib

_ZIP = b"PK\x03\x04"
_NAME_OF_FIRST = 30
"""Where a zip file has the name of the first file in it; its bytes follow, for "mimetype" should not be packed."""

_KINDS = (
    ("application/vnd.oasis.opendocument.text", "odt"),
    ("application/epub+zip", "epub"),
    ("application/vnd.oasis.opendocument.", "opendocument"),
)
"""Kinds by how the type begins; "opendocument" are tables and pictures, which are no manuscripts."""

_SIGNS = (("content.xml", "META-INF/manifest.xml", "odt"), ("META-INF/container.xml", "META-INF/container.xml", "epub"))
"""Files that show the kind where "mimetype" was lost."""

_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError, KeyError)
_LONGEST_TYPE = 200
"""Bytes of "mimetype" that are looked at."""


def kind_of(data: bytes) -> str:
    """What a zip file is: "odt", "epub", "opendocument"; "" for any other file."""
    if not data.startswith(_ZIP):
        return ""
    start = data[_NAME_OF_FIRST : _NAME_OF_FIRST + _LONGEST_TYPE].decode("latin-1").lower()
    if start.startswith("mimetype") and (kind := _named(start.removeprefix("mimetype"))):
        return kind
    if start.startswith(("[content_types].xml", "_rels/", "word/")):
        return ""  # a Word file, of which nothing need be unpacked
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            if "mimetype" in names:
                with archive.open("mimetype") as file:
                    return _named(file.read(_LONGEST_TYPE).decode("latin-1").strip().lower())
    except _DAMAGED:
        return ""
    return next((kind for name, other, kind in _SIGNS if name in names and other in names), "")


def _named(kind: str) -> str:
    return next((known for start, known in _KINDS if kind.startswith(start)), "")
