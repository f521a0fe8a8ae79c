"""Files in, manuscripts out. One file a format, which names its `SUFFIXES`; `read` chooses it."""

from __future__ import annotations

import os
from pathlib import Path
from types import ModuleType

from citeaudit import discover
from citeaudit.errors import ReadError
from citeaudit.model import Manuscript

LARGEST_FILE_BYTES = 20_000_000
"""A thousand-page book in Markdown has about 3 MB; what is past this limit is no manuscript."""

_DEFAULT = "markdown"
"""What reads a file whose name ends like no format's: plain text is Markdown without marks."""

_BY_CONTENT = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a Word, OpenDocument or other zipped file"),
    (b"\xd0\xcf\x11\xe0", "an old Word file (.doc)"),
    (b"{\\rtf", "an RTF file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"\x1f\x8b", "a compressed file"),
)


def read(path: str | os.PathLike[str]) -> Manuscript:
    """Read the manuscript at `path`.

    Raises:
        ReadError: The file is missing, is no file, is too large, is empty or binary, or has a format that cannot be
            read. The message says which, in one line.

    """
    name = os.fspath(path)
    data = _bytes(name)
    for signature, what in _BY_CONTENT:
        if data.startswith(signature):
            raise ReadError(f"{name}: this is {what}; save the manuscript as Markdown or plain text and audit that")
    if not data.strip():
        raise ReadError(f"{name}: the file is empty")
    manuscript = _reader(name).read(name, *decode(data, name))
    assert isinstance(manuscript, Manuscript)
    return manuscript


def _reader(name: str) -> ModuleType:
    """The reader whose `SUFFIXES` the file's name has."""
    suffix = Path(name).suffix.lower()
    readers = [discover.load(__name__, unit) for unit in discover.names(__name__)]
    return next((reader for reader in readers if suffix in reader.SUFFIXES), discover.load(__name__, _DEFAULT))


def read_text(path: str | os.PathLike[str]) -> tuple[str, tuple[str, ...]]:
    """The text of a file and notes on its encoding. Raises ReadError as `read` does."""
    name = os.fspath(path)
    return decode(_bytes(name), name)


def _bytes(name: str) -> bytes:
    path = Path(name)
    try:
        if path.is_dir():
            raise ReadError(f"{name}: this is a folder; name the manuscript in it")
        size = path.stat().st_size
        if size > LARGEST_FILE_BYTES:
            raise ReadError(
                f"{name}: {size / 1e6:.0f} MB is more than a manuscript has "
                f"(the limit is {LARGEST_FILE_BYTES / 1e6:.0f} MB); is it the right file?"
            )
        with path.open("rb") as file:  # a pipe has no size: never read past the limit
            data = file.read(LARGEST_FILE_BYTES + 1)
    except FileNotFoundError:
        raise ReadError(f"{name}: there is no such file") from None
    except (OSError, ValueError) as error:
        raise ReadError(f"{name}: cannot be opened ({getattr(error, 'strerror', None) or error})") from None
    if len(data) > LARGEST_FILE_BYTES:
        raise ReadError(f"{name}: longer than {LARGEST_FILE_BYTES / 1e6:.0f} MB; is it the right file?")
    return data


def decode(data: bytes, name: str) -> tuple[str, tuple[str, ...]]:
    r"""Text of a file's bytes: UTF-8, UTF-16 with its mark, else Windows-1252.

    Returns:
        The text without byte-order mark, line ends as `\\n`, and notes that say what had to be assumed.

    Raises:
        ReadError: The bytes are no text.

    """
    notes: tuple[str, ...] = ()
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            text = data.decode("utf-16")
        except UnicodeDecodeError as error:
            raise ReadError(
                f"{name}: marked as UTF-16, but byte {error.start} does not fit; save it as UTF-8"
            ) from None
    elif b"\0" in data:
        raise ReadError(f"{name}: a binary file (a zero byte at byte {data.index(0)}); only text can be read here")
    else:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            byte = f"byte {error.start} (0x{data[error.start]:02X}, line {line})"
            text = data.decode("cp1252", errors="replace")
            if text.count("\ufffd") > 2 or _controls(text) > len(text) // 100:
                raise ReadError(
                    f"{name}: {byte} is not UTF-8, nor is the file Windows-1252; save it as UTF-8"
                ) from None
            notes = (f"{byte} is not UTF-8; the file was read as Windows-1252",)
    if _controls(text) > 8 + len(text) // 100:
        raise ReadError(f"{name}: too many control characters for a text; is it a manuscript?")
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd"), notes


def _controls(text: str) -> int:
    return sum(text.count(chr(code)) for code in range(32) if chr(code) not in "\t\n\r\f\v")
