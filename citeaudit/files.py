"""Bytes of files in, whole files out: the one way to take text from bytes, and the one writer."""

from __future__ import annotations

import os
import shutil
import stat
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from citeaudit.errors import ReadError

BYTE_ORDER_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
"""What a text file may begin with, and the encoding it announces."""

_LINE_FEEDS_AND_KIN = "\t\n\r\f\v"
"""Control characters that text files have."""

_MOST_UNDEFINED = 2
"""Bytes that Windows-1252 does not define: more of them, and the file is of another encoding."""

_FEW_CONTROLS = 8
"""So many control characters any text may have, besides one in a hundred."""


_UNSAVED: ContextVar[Mapping[str, bytes]] = ContextVar("unsaved", default={})  # noqa: B039 - it is never changed


@contextmanager
def unsaved(texts: Mapping[str, bytes]) -> Iterator[None]:
    """Have files hold what an editor holds of them, by their real paths, and not what lies on the disk."""
    token = _UNSAVED.set(texts)
    try:
        yield
    finally:
        _UNSAVED.reset(token)


def unsaved_bytes(real: str) -> bytes | None:
    """What an editor holds of a file; None where it does not have it open."""
    return _UNSAVED.get().get(real)


def unsaved_names(folder: str) -> tuple[str, ...]:
    """The names of the files in a folder that an editor has open; `folder` is a real path."""
    return tuple(os.path.basename(path) for path in _UNSAVED.get() if os.path.dirname(path) == folder)  # noqa: PTH119, PTH120 - as typed


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """The text of a file's bytes, line ends and all, and how to make bytes of a text again.

    `mark` is the byte-order mark before it, `codec` the encoding of what follows, `notes` say what had to be assumed.
    """

    text: str
    mark: bytes
    codec: str
    notes: tuple[str, ...] = ()

    @property
    def plain(self) -> str:
        r"""The text as readers take it: line ends as `\n`, no zero bytes."""
        return self.text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd")

    def encoded(self, text: str) -> bytes:
        """The bytes of a text in the same encoding. Raises UnicodeEncodeError where it cannot hold a character."""
        return self.mark + text.encode(self.codec)


def read_bytes(name: str, *, most: int, folder: str, missing: str, too_long: str) -> bytes:
    """The bytes of a file, no more than `most`.

    Args:
        name: The file.
        most: The limit, in bytes.
        folder: What to do where it is a folder.
        missing: What to say where there is none.
        too_long: What to say where it has more bytes.

    Raises:
        ReadError: One of these, or it cannot be opened.

    """
    path = Path(name)
    try:
        if path.is_dir():
            raise ReadError(f"{name}: this is a folder; {folder}")
        with path.open("rb") as file:  # a pipe has no size: never read past the limit
            data = file.read(most + 1)
    except FileNotFoundError:
        raise ReadError(f"{name}: {missing}") from None
    except (OSError, ValueError) as error:
        raise ReadError(f"{name}: cannot be opened ({getattr(error, 'strerror', None) or error})") from None
    if len(data) > most:
        raise ReadError(f"{name}: {too_long}")
    return data


def decoded(data: bytes, name: str) -> Decoded:
    """The text of a file's bytes: UTF-8, UTF-16 with its mark, else Windows-1252.

    Raises:
        ReadError: The bytes are not text.

    """
    notes: tuple[str, ...] = ()
    mark, codec = next(((m, c) for m, c in BYTE_ORDER_MARKS if data.startswith(m)), (b"", "utf-8"))
    if codec == "utf-8" and b"\0" in data:
        raise ReadError(f"{name}: a binary file (a zero byte at byte {data.index(0)}); only text can be read here")
    try:
        text = data[len(mark) :].decode(codec)
    except UnicodeDecodeError as error:
        start = error.start + len(mark)
        if codec != "utf-8":
            raise ReadError(f"{name}: marked as UTF-16, but byte {start} does not fit; save it as UTF-8") from None
        line = data.count(b"\n", 0, start) + 1
        byte = f"byte {start} (0x{data[start]:02X}, line {line})"
        mark, codec = b"", "cp1252"
        text = data.decode(codec, errors="replace")
        if text.count("\ufffd") > _MOST_UNDEFINED or _controls(text) > len(text) // 100:
            raise ReadError(f"{name}: {byte} is not UTF-8, nor is the file Windows-1252; save it as UTF-8") from None
        notes = (f"{byte} is not UTF-8; the file was read as Windows-1252",)
    if _controls(text) > _FEW_CONTROLS + len(text) // 100:
        raise ReadError(f"{name}: too many control characters for a text; is it a manuscript?")
    return Decoded(text=text, mark=mark, codec=codec, notes=notes)


def decode(data: bytes, name: str) -> tuple[str, tuple[str, ...]]:
    r"""The text of a file's bytes as readers take it.

    Returns:
        The text without byte-order mark, line ends as `\n`, and notes that say what had to be assumed.

    Raises:
        ReadError: The bytes are not text.

    """
    read = decoded(data, name)
    return read.plain, read.notes


def _controls(text: str) -> int:
    return sum(text.count(chr(code)) for code in range(32) if chr(code) not in _LINE_FEEDS_AND_KIN)


# --------------------------------------------------------------------------- whole files out


def write(parts: Iterable[str], output: Path | None) -> None:
    """Print each part as soon as it is there, or write all of them to a file, whole or not at all.

    Raises:
        ReadError: The file cannot be written; then it is as it was.
    """
    if output is None:
        for part in parts:
            sys.stdout.write(part)
        return
    with _whole(output) as partial, partial.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(parts)


def write_bytes(data: bytes, output: Path) -> None:
    """Write a file whole or not at all. Raises ReadError where it cannot be written; then it is as it was."""
    with _whole(output) as partial:
        partial.write_bytes(data)


@contextmanager
def _whole(output: Path) -> Iterator[Path]:
    """A file to write into that takes the place of `output` if all went well; devices and pipes are written to as they are."""
    try:
        if output.exists() and not stat.S_ISREG(output.stat().st_mode):
            yield output
            return
        target = Path(os.path.realpath(output))
        with _beside(target) as partial:
            yield partial
            if target.exists():
                shutil.copymode(target, partial)
            else:
                partial.chmod(0o666 & ~_umask())
            partial.replace(target)
    except OSError as error:
        raise ReadError(f"{output}: cannot be written ({error.strerror})") from None


@contextmanager
def _beside(target: Path) -> Iterator[Path]:
    """A new file in the folder of `target`, which is removed at the end if it is still there."""
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".partial", dir=target.parent)
    os.close(handle)
    partial = Path(name)
    try:
        yield partial
    finally:
        partial.unlink(missing_ok=True)


def _umask() -> int:
    """The bits that new files do not get; there is no way to ask for it without setting it."""
    mask = os.umask(0)
    os.umask(mask)
    return mask


def replace(path: str, before: bytes, after: bytes) -> str:
    """Write a file whole or not at all, and keep it as it was beside it.

    Args:
        path: The file; a link is followed.
        before: What must stand in it.
        after: What stands in it then.

    Returns:
        The name under which the file is kept as it was: with `.bak`, `.bak1`, `.bak2` …, the first that is free.

    Raises:
        ReadError: It has changed, or it, or the copy, cannot be written; then it is as it was.
    """
    target = Path(os.path.realpath(path))
    kept: Path | None = None
    try:
        if not os.access(target, os.W_OK):
            raise ReadError(f"{path}: is write-protected; nothing was changed")
        with _beside(target) as partial:
            with partial.open("wb") as out:
                out.write(after)
                out.flush()
                os.fsync(out.fileno())
            shutil.copymode(target, partial)
            kept = _keep(target, before)
            if target.read_bytes() != before:
                raise ReadError(f"{path} has changed since it was read; nothing was written; run the command again")
            partial.replace(target)
    except (OSError, ReadError) as error:
        if kept is not None:
            with suppress(OSError):
                kept.unlink()
        if isinstance(error, ReadError):
            raise
        raise ReadError(f"{path}: cannot be written ({error.strerror}); nothing was changed") from None
    return f"{path}{kept.name.removeprefix(target.name)}" if target.name == Path(path).name else str(kept)


def _keep(target: Path, data: bytes) -> Path:
    """Keep the bytes beside a file, under the first of the names `.bak`, `.bak1`, `.bak2` … that is free."""
    for number in count():
        kept = target.with_name(f"{target.name}.bak{number or ''}")
        try:
            with kept.open("xb") as out:
                shutil.copymode(target, kept)  # before anything can be read in it
                out.write(data)
        except FileExistsError:
            continue
        except OSError:
            kept.unlink(missing_ok=True)
            raise
        return kept
    raise AssertionError("there is always a free name")
