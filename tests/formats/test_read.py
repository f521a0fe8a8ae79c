"""Bad files: one clear line each, or an honest reading."""

from __future__ import annotations

from pathlib import Path

import pytest

from citeaudit.errors import ReadError
from citeaudit.formats import LARGEST_FILE_BYTES, read


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "the file is empty"),
        (b" \n\t\n", "the file is empty"),
        (b"text\0more", "a zero byte at byte 4"),
        (b"\xff\xfeA", "marked as UTF-16, but byte"),
        (bytes(range(1, 32)) * 9, "too many control characters"),
        (b"\x81\x8d\x8f\x90" * 9, "byte 0 (0x81, line 1) is not UTF-8"),
    ],
)
def test_unreadable(tmp_path: Path, data: bytes, message: str) -> None:
    path = tmp_path / "paper.md"
    path.write_bytes(data)
    with pytest.raises(ReadError) as caught:
        read(path)
    assert message in str(caught.value)
    assert str(caught.value).startswith(str(path))
    assert "\n" not in str(caught.value)


def test_missing_folder_and_too_large(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="there is no such file"):
        read(tmp_path / "nothing.md")
    with pytest.raises(ReadError, match="no manuscript was found in this folder"):
        read(tmp_path)
    with pytest.raises(ReadError, match="cannot be opened"):
        read("a\0b.md")
    large = tmp_path / "large.md"
    with large.open("wb") as file:
        file.truncate(LARGEST_FILE_BYTES + 1)
    with pytest.raises(ReadError, match="20 MB"):
        read(large)


@pytest.mark.parametrize(("name", "start"), [("paper.docx", b"PK\x03\x04"), ("paper.pdf", b"%PDF-1.7")])
def test_a_reader_may_allow_more(tmp_path: Path, name: str, start: bytes) -> None:
    large = tmp_path / name
    large.write_bytes(start)
    with large.open("r+b") as file:
        file.truncate(LARGEST_FILE_BYTES + 1)
    with pytest.raises(ReadError, match=r"damaged|cannot be|no PDF"):  # of its content, not of its length
        read(large)
    with large.open("r+b") as file:
        file.truncate(300_000_001)
    with pytest.raises(ReadError, match="the limit is 300 MB"):
        read(large)


@pytest.mark.parametrize(
    ("data", "note"),
    [
        ("# Schlaf\r\n\r\nMüller (1).\r\n".encode(), ""),
        ("\ufeff# Schlaf\n\nMüller (1).\n".encode(), ""),
        ("# Schlaf\r\rMüller (1).\r".encode("utf-16"), ""),
        (
            "# Schlaf\n\nMüller (1).\n".encode("cp1252"),
            "byte 11 (0xFC, line 3) is not UTF-8; the file was read as Windows-1252",
        ),
    ],
)
def test_encodings_and_line_ends(tmp_path: Path, data: bytes, note: str) -> None:
    path = tmp_path / "paper.md"
    path.write_bytes(data)
    manuscript = read(path)
    assert manuscript.title == "Schlaf"
    assert manuscript.blocks[1].text.content == "Müller (1)."
    assert manuscript.blocks[1].text.position(0) == (3, 1)
    assert manuscript.notes == ((note,) if note else ())
