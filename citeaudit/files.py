"""The bytes of a file, and their text."""

from __future__ import annotations

from pathlib import Path

from citeaudit.errors import ReadError


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
