"""How the bytes of a Word file begin."""

from __future__ import annotations

_ZIP = b"PK\x03\x04"
_NAME_OF_FIRST = slice(30, 38)
"""Where a zip file has the name of the first file in it."""


def recognises(data: bytes) -> bool:
    """Whether the bytes are a Word file, or another zip file that only this reader can say something about.

    Formats that put a file "mimetype" first (OpenDocument, EPUB) are left to others.
    """
    return data.startswith(_ZIP) and not is_of_another_kind(data)


def is_of_another_kind(data: bytes) -> bool:
    """Whether the bytes are a zip file that names its kind first: OpenDocument or EPUB."""
    return data.startswith(_ZIP) and data[_NAME_OF_FIRST] == b"mimetype"
