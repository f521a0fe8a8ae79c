"""Files in, manuscripts out. One file a format.

A reader is a module with `SUFFIXES`, the endings of its files' names; `recognises(data)`, whether the bytes of a file show
the format beyond doubt; and `read(path, data, bibliography)`, where `bibliography` are the files with references that were
named on the command line. What the bytes show counts more than the name. A reader whose files hold pictures beside the text
says in `LARGEST_FILE_BYTES` how long they may be; for the others the limit here holds.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from types import ModuleType

from citeaudit import discover
from citeaudit.errors import ReadError
from citeaudit.files import decode, read_bytes
from citeaudit.model import Manuscript

LARGEST_FILE_BYTES = 20_000_000
"""A thousand-page book in Markdown has about 3 MB; what is past this limit is no manuscript."""

_DEFAULT = "markdown"
"""What reads a file whose name ends like no format's: plain text is Markdown without marks."""

_OLE = b"\xd0\xcf\x11\xe0"
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
"""The stream in which Office keeps a file that a password protects. Source: [MS-OFFCRYPTO], section 2.3.4.4."""

_UNREADABLE = (
    (_OLE, "an old Word file (.doc); save it as .docx"),
    (b"\x89PNG", "a picture; name the manuscript"),
    (b"\xff\xd8\xff", "a picture; name the manuscript"),
    (b"\x1f\x8b", "a compressed file; unpack it first"),
)


def read(path: str | os.PathLike[str], *, bibliography: Sequence[str | os.PathLike[str]] = ()) -> Manuscript:
    """Read the manuscript at `path`.

    Args:
        path: The file.
        bibliography: Files with its references, beside those that it names itself (.bib, CSL-JSON, CSL-YAML, RIS).

    Raises:
        ReadError: The file is missing, is no file, is too large, is empty or binary, or has a format that cannot be
            read. The message says which, in one line.

    """
    name = os.fspath(path)
    data = _bytes(name, max(map(_limit, _readers())))
    if data.startswith(_OLE) and _ENCRYPTED_PACKAGE in data:
        raise ReadError(f"{name}: the file is protected by a password; save it without one")
    for signature, what in _UNREADABLE:
        if data.startswith(signature):
            raise ReadError(f"{name}: this is {what}")
    if not data.strip():
        raise ReadError(f"{name}: the file is empty")
    reader = _reader(name, data)
    if len(data) > _limit(reader):
        raise _too_large(name, len(data), _limit(reader))
    manuscript = reader.read(name, data, tuple(os.fspath(one) for one in bibliography))
    assert isinstance(manuscript, Manuscript)
    return manuscript


def _readers() -> list[ModuleType]:
    return [discover.load(__name__, unit) for unit in discover.names(__name__)]


def _limit(reader: ModuleType) -> int:
    """The most bytes that a file of this reader may have."""
    return int(getattr(reader, "LARGEST_FILE_BYTES", LARGEST_FILE_BYTES))


def _reader(name: str, data: bytes) -> ModuleType:
    """The reader that recognises the bytes, else the one whose `SUFFIXES` the name has, else that of Markdown."""
    readers = _readers()
    suffix = Path(name).suffix.lower()
    return next(
        (reader for reader in readers if reader.recognises(data)),
        next((reader for reader in readers if suffix in reader.SUFFIXES), discover.load(__name__, _DEFAULT)),
    )


def read_text(path: str | os.PathLike[str]) -> tuple[str, tuple[str, ...]]:
    """The text of a file and notes on its encoding. Raises ReadError as `read` does."""
    name = os.fspath(path)
    return decode(_bytes(name, LARGEST_FILE_BYTES), name)


def _bytes(name: str, most: int) -> bytes:
    size = 0
    with suppress(OSError, ValueError):  # said below, where the file is opened
        size = Path(name).stat().st_size if not Path(name).is_dir() else 0
    if size > most:
        raise _too_large(name, size, most)
    return read_bytes(
        name,
        most=most,
        folder="name the manuscript in it",
        missing="there is no such file",
        too_long=f"longer than {most / 1e6:.0f} MB; is it the right file?",
    )


def _too_large(name: str, size: int, most: int) -> ReadError:
    return ReadError(
        f"{name}: {size / 1e6:.0f} MB is more than a manuscript has (the limit is {most / 1e6:.0f} MB); is it the right file?"
    )
