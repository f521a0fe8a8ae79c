"""Files in, manuscripts out. One file a format.

A reader is a module with `SUFFIXES`, the endings of its files' names; `recognises(data)`, whether the bytes of a file show
the format beyond doubt; and `read(path, data, bibliography)`, where `bibliography` are the files with references that were
named on the command line. What the bytes show counts more than the name.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from types import ModuleType

from citeaudit import discover
from citeaudit.errors import ReadError
from citeaudit.model import Manuscript
from citeaudit.readers._encoding import decode, read_bytes

LARGEST_FILE_BYTES = 20_000_000
"""A thousand-page book in Markdown has about 3 MB; what is past this limit is no manuscript."""

_DEFAULT = "markdown"
"""What reads a file whose name ends like no format's: plain text is Markdown without marks."""

_UNREADABLE = (
    (b"\xd0\xcf\x11\xe0", "an old Word file (.doc); save it as .docx"),
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
    data = _bytes(name)
    for signature, what in _UNREADABLE:
        if data.startswith(signature):
            raise ReadError(f"{name}: this is {what}")
    if not data.strip():
        raise ReadError(f"{name}: the file is empty")
    manuscript = _reader(name, data).read(name, data, tuple(os.fspath(one) for one in bibliography))
    assert isinstance(manuscript, Manuscript)
    return manuscript


def _reader(name: str, data: bytes) -> ModuleType:
    """The reader that recognises the bytes, else the one whose `SUFFIXES` the name has, else that of Markdown."""
    readers = [discover.load(__name__, unit) for unit in discover.names(__name__)]
    suffix = Path(name).suffix.lower()
    return next(
        (reader for reader in readers if reader.recognises(data)),
        next((reader for reader in readers if suffix in reader.SUFFIXES), discover.load(__name__, _DEFAULT)),
    )


def read_text(path: str | os.PathLike[str]) -> tuple[str, tuple[str, ...]]:
    """The text of a file and notes on its encoding. Raises ReadError as `read` does."""
    name = os.fspath(path)
    return decode(_bytes(name), name)


def _bytes(name: str) -> bytes:
    limit = f"{LARGEST_FILE_BYTES / 1e6:.0f} MB"
    size = 0
    with suppress(OSError, ValueError):  # said below, where the file is opened
        size = Path(name).stat().st_size if not Path(name).is_dir() else 0
    if size > LARGEST_FILE_BYTES:
        raise ReadError(
            f"{name}: {size / 1e6:.0f} MB is more than a manuscript has (the limit is {limit}); is it the right file?"
        )
    return read_bytes(
        name,
        most=LARGEST_FILE_BYTES,
        folder="name the manuscript in it",
        missing="there is no such file",
        too_long=f"longer than {limit}; is it the right file?",
    )
