"""How the bytes of a Word file begin."""

from __future__ import annotations

from citeaudit.formats._shared.zipped import kind_of

_ZIP = b"PK\x03\x04"


def recognises(data: bytes) -> bool:
    """Whether the bytes are a Word file, or another zip file that only this reader can say something about.

    Formats that hold a file "mimetype" (OpenDocument, EPUB) are left to others.
    """
    return data.startswith(_ZIP) and not is_of_another_kind(data)


def is_of_another_kind(data: bytes) -> bool:
    """Whether the bytes are a zip file that names its kind: OpenDocument text or EPUB."""
    return kind_of(data) in ("odt", "epub")
