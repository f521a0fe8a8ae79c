"""Bytes of files in, whole files out."""

from __future__ import annotations

import os
import stat
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from citeaudit.errors import ReadError
from citeaudit.files import decode, decoded, replace, write, write_bytes

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="modes, links and pipes of POSIX")


@pytest.mark.parametrize(
    ("data", "text", "codec"),
    [
        ("Büyük\r\n".encode(), "Büyük\r\n", "utf-8"),
        (b"\xef\xbb\xbfB\xc3\xbcy\n", "Büy\n", "utf-8"),
        ("Büy\n".encode("utf-16"), "Büy\n", "utf-16-le"),
        (b"\xfe\xff" + "Büy\n".encode("utf-16-be"), "Büy\n", "utf-16-be"),
        (b"B\xfcy\x80\n", "Büy€\n", "cp1252"),
    ],
)
def test_text_goes_back_to_its_bytes(data: bytes, text: str, codec: str) -> None:
    read = decoded(data, "a.txt")
    assert (read.text, read.codec, bool(read.notes)) == (text, codec, codec == "cp1252")
    assert read.encoded(text) == data
    assert decode(data, "a.txt") == (text.replace("\r\n", "\n"), read.notes)


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"a\0b", "a binary file"),
        (b"\xff\xfe\x00\xd8", "marked as UTF-16, but byte 2 does not fit"),
        (b"\x81\x8d\xfc ", None),
        (b"\x81\x8d\x8f ", "is not UTF-8, nor is the file Windows-1252"),
        (b"\x01" * 8, None),
        (b"\x01" * 9, "too many control characters"),
        (b"\x01" * 9 + b"a" * 91, None),
    ],
)
def test_what_is_not_text(data: bytes, problem: str | None) -> None:
    if problem is None:
        assert decoded(data, "a.txt").text
        return
    with pytest.raises(ReadError, match=problem):
        decoded(data, "a.txt")


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "out.txt"
    write(["one ", "two"], path)
    assert path.read_text("utf-8") == "one two"

    def failing() -> Iterator[str]:
        yield "three"
        raise OSError(28, "No space left on device")

    with pytest.raises(ReadError, match=r"out.txt: cannot be written \(No space left on device\)"):
        write(failing(), path)
    assert path.read_text("utf-8") == "one two"
    assert [file.name for file in tmp_path.iterdir()] == ["out.txt"]
    write_bytes(b"\x00\x01", path)
    assert path.read_bytes() == b"\x00\x01"
    with pytest.raises(ReadError, match="cannot be written"):
        write_bytes(b"", tmp_path / "none" / "out.txt")


@POSIX
def test_modes_and_links_are_kept(tmp_path: Path) -> None:
    path, link = tmp_path / "out.txt", tmp_path / "link.txt"
    mask = os.umask(0o027)
    try:
        write(["one"], path)
    finally:
        os.umask(mask)
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    path.chmod(0o604)
    link.symlink_to(path)
    write(["two"], link)
    assert link.is_symlink()
    assert (path.read_text("utf-8"), stat.S_IMODE(path.stat().st_mode)) == ("two", 0o604)


@POSIX
def test_pipes_are_written_to_as_they_are(tmp_path: Path) -> None:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    heard: list[str] = []
    reader = threading.Thread(target=lambda: heard.append(path.read_text("utf-8")))
    reader.start()
    write(["one"], path)
    reader.join(timeout=60)
    assert heard == ["one"]
    assert stat.S_ISFIFO(path.stat().st_mode)


def test_a_file_that_is_replaced_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "paper.md"
    path.write_bytes(b"one")
    assert replace(str(path), b"one", b"two") == f"{path}.bak"
    assert replace(str(path), b"two", b"three") == f"{path}.bak1"
    assert [(tmp_path / name).read_bytes() for name in ("paper.md", "paper.md.bak", "paper.md.bak1")] == [
        b"three",
        b"one",
        b"two",
    ]
    with pytest.raises(ReadError, match="has changed since it was read"):
        replace(str(path), b"other", b"four")
    assert path.read_bytes() == b"three"
    assert sorted(file.name for file in tmp_path.iterdir()) == ["paper.md", "paper.md.bak", "paper.md.bak1"]
