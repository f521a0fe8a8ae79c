"""Files in, manuscripts out, and manuscripts with comments. One package or file a format.

What a format must have says `Format`. What the bytes of a file show counts more than its name. The face of a format is light:
what reads and annotates is imported when a file of it is met.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Protocol, cast

from citeaudit import discover
from citeaudit.errors import ConfigError, ReadError
from citeaudit.files import decode, read_bytes
from citeaudit.model import Manuscript, Report

LARGEST_FILE_BYTES = 20_000_000
"""A thousand-page book in Markdown has about 3 MB; what is past this limit is not a manuscript."""

_DEFAULT = "markdown"
"""What reads a file whose name ends like no format's: plain text is Markdown without marks."""

_OLE = b"\xd0\xcf\x11\xe0"
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
"""The stream in which Office keeps a file that a password protects. Source: [MS-OFFCRYPTO], section 2.3.4.4."""

_UNREADABLE = (
    (_OLE, "an old Word file (.doc); save it as .docx"),
    (b"\x89PNG", "a picture; name the manuscript"),
    (b"\xff\xd8\xff", "a picture; name the manuscript"),
    (b"GIF8", "a picture; name the manuscript"),
    (b"\x1f\x8b", "a compressed file; unpack it first"),
    (b"7z\xbc\xaf", "a compressed file; unpack it first"),
    (b"Rar!", "a compressed file; unpack it first"),
    (b"%!PS", "a PostScript file; make a PDF of it"),
    (b"AT&TFORM", "a DjVu file; make a PDF of it"),
    (b"MIME-Version:", "a web page or a mail in one file; save it as HTML or Word"),
    (b"\xf7\x02", "a DVI file; name the LaTeX document, or make a PDF of it"),
)


class Format(Protocol):
    """What a module in this folder offers.

    `SUFFIXES` are the endings of its files' names, in lower case, with their dots. A format whose files hold pictures beside the
    text says in `LARGEST_FILE_BYTES` how long they may be; for the others the limit of this module holds. One whose files hold
    comments has `annotate(report, data) -> bytes`; see `annotate` here.
    """

    SUFFIXES: tuple[str, ...]

    def recognises(self, data: bytes) -> bool:
        """Whether the bytes of a file show the format beyond doubt."""

    def read(self, path: str, data: bytes, bibliography: Sequence[str] = ()) -> Manuscript:
        """The manuscript in the bytes of a file.

        Args:
            path: The name to put into locations.
            data: The bytes of the file.
            bibliography: Files with its references, beside those that it names itself.

        Raises:
            ReadError: The bytes cannot be read as a manuscript; the message says why, in one line that begins with the path.

        """


UNIT = Format


def annotate(report: Report, data: bytes) -> bytes:
    """The manuscript with each finding as a comment at its place.

    What citeaudit put in before is replaced; what others put in stays.

    Args:
        report: The report on it.
        data: The bytes of the file that was audited.

    Raises:
        ConfigError: Its format holds no comments.
        ReadError: The file can no longer be read.

    """
    manuscript = report.audit.manuscript
    form = _format(manuscript.format) if manuscript.format in discover.usable(__name__) else None
    if form is None or not hasattr(form, "annotate"):
        raise ConfigError(
            f"{manuscript.path}: comments are put into Word and PDF files only, and this was read as {manuscript.format}"
        )
    return cast(bytes, form.annotate(report, data))


def holding_comments(data: bytes) -> tuple[str, ...]:
    """The endings of names in the format that the first bytes of a file show, if its files hold comments; else ()."""
    for form in _formats():
        if hasattr(form, "annotate") and form.recognises(data):
            return form.SUFFIXES
    return ()


def read(path: str | os.PathLike[str], *, bibliography: Sequence[str | os.PathLike[str]] = ()) -> Manuscript:
    """Read the manuscript at `path`.

    Args:
        path: The file; a chapter of LaTeX stands for the document that reads it, a folder or a zip archive for the one manuscript in it.
        bibliography: Files with its references, beside those that it names itself (.bib, CSL-JSON, CSL-YAML, RIS).

    Raises:
        ReadError: The file is missing, is no file, is too large, is empty or binary, or has a format that cannot be
            read. The message says which, in one line.

    """
    from citeaudit.projects import manuscripts

    name = manuscripts.only(os.fspath(path))
    given = tuple(os.fspath(file) for file in bibliography)
    if ".zip" not in name.lower():
        return _whole(name, given)
    from citeaudit.formats._shared.joining import relocated
    from citeaudit.projects import archives

    inside = archives.parts(name)
    if inside is None:
        return _whole(name, given)

    archive, member = inside
    with archives.unpacked(archive) as folder:
        try:
            return relocated(_whole(manuscripts.only(os.fspath(Path(folder, member))), given), folder, archive)
        except ReadError as error:
            raise ReadError(str(error).replace(folder, archive)) from None


def _whole(name: str, given: Sequence[str]) -> Manuscript:
    """The manuscript in a file, or in the files of a folder that is one."""
    from citeaudit.projects import manubot

    if manubot.is_manuscript(name):
        from citeaudit.formats._shared.joining import joined

        return joined(name, [_read(part, given) for part in manubot.chapters(name)])
    return _read(name, given)


def _read(name: str, bibliography: Sequence[str]) -> Manuscript:
    """The manuscript in a file."""
    data = _bytes(name, max(map(_limit, _formats())))
    if data.startswith(_OLE) and _ENCRYPTED_PACKAGE in data:
        raise ReadError(f"{name}: the file is protected by a password; save it without one")
    for signature, what in _UNREADABLE:
        if data.startswith(signature):
            raise ReadError(f"{name}: this is {what}")
    if not data.strip():
        raise ReadError(f"{name}: the file is empty")
    form = _recognised(name, data)
    if len(data) > _limit(form):
        raise _too_large(name, len(data), _limit(form))
    return form.read(name, data, bibliography)


def _formats() -> list[Format]:
    return [_format(name) for name in discover.usable(__name__)]


def _format(name: str) -> Format:
    return cast(Format, discover.load(__name__, name))


def _limit(form: Format) -> int:
    """The most bytes that a file of this format may have."""
    return int(getattr(form, "LARGEST_FILE_BYTES", LARGEST_FILE_BYTES))


def _recognised(name: str, data: bytes) -> Format:
    """The format that recognises the bytes, else the one whose `SUFFIXES` the name has, else Markdown.

    What says that it is XML goes to the reader of XML, which knows what to say of it.
    """
    forms = _formats()
    suffix = ".xml" if data.startswith((b"<?xml", b"\xef\xbb\xbf<?xml")) else Path(name).suffix.lower()
    return next(
        (form for form in forms if form.recognises(data)),
        next((form for form in forms if suffix in form.SUFFIXES), _format(_DEFAULT)),
    )


def read_text(path: str | os.PathLike[str]) -> tuple[str, tuple[str, ...]]:
    """The text of a file and notes on its encoding. Raises ReadError as `read` does."""
    name = os.fspath(path)
    return decode(_bytes(name, LARGEST_FILE_BYTES), name)


def read_data(path: str | os.PathLike[str]) -> bytes:
    """The bytes of a file that is not longer than any manuscript or list may be. Raises ReadError as `read` does."""
    return _bytes(os.fspath(path), max(map(_limit, _formats())))


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
