"""Bad files: one clear line each, or an honest reading."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from citeaudit import discover, formats
from citeaudit.errors import ReadError
from citeaudit.formats import LARGEST_FILE_BYTES, read
from tests.formats.word import pack


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


def packed(*files: tuple[str, bytes]) -> bytes:
    """A zip file with these files in this order."""
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w") as archive:
        for name, data in files:
            archive.writestr(name, data)
    return into.getvalue()


ODT = b"application/vnd.oasis.opendocument.text"


@pytest.mark.parametrize(
    ("data", "form"),
    [
        (packed(("content.xml", b""), ("mimetype", ODT)), "pandoc"),
        (pack({"mimetype": ODT, "content.xml": b""}), "pandoc"),
        (packed(("content.xml", b""), ("META-INF/manifest.xml", b"")), "pandoc"),
        (packed(("META-INF/container.xml", b"")), "pandoc"),
        (packed(("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", b"")), "docx"),
        (packed(("[Content_Types].xml", b""), ("word/document.xml", b"")), "docx"),
        (b"PK\x03\x04 broken", "docx"),
        (b"<!-- saved -->\n<!DOCTYPE html>\n<html></html>", "pandoc"),
        (b'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"></html>', "pandoc"),
        (b"\xef\xbb\xbf{\\rtf1 Sleep}", "pandoc"),
        (b"<!-- a comment -->\n\n# Sleep", ""),
    ],
)
def test_a_file_is_told_by_its_bytes(data: bytes, form: str) -> None:
    names = ("bibliography", "docx", "jats", "latex", "pandoc", "pdf")
    assert [name for name in names if discover.load(formats.__name__, name).recognises(data)] == (
        [form] if form else []
    )


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("sums.ods", packed(("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", b"")), "not a text"),
        ("paper.pages", packed(("Index/Document.iwa", b"")), "a Pages or Numbers file; export it as .docx"),
        ("paper.ps", b"%!PS-Adobe-3.0", "a PostScript file"),
        ("paper.mht", b"MIME-Version: 1.0\n\nSleep", "a web page or a mail in one file"),
        ("paper.rar", b"Rar!\x1a\x07", "a compressed file"),
        ("paper.fodt", b'<?xml version="1.0"?><office:document xmlns:office="x"></office:document>', "not JATS"),
        ("paper", b"\x89PNG\r\n", "a picture"),
    ],
)  # fmt: skip
def test_what_is_no_manuscript_is_told_in_one_line(tmp_path: Path, name: str, data: bytes, message: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(ReadError) as caught:
        read(path)
    assert message in str(caught.value)
    assert str(caught.value).startswith(f"{path}: ")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "name", ["P.MD", "p.Rmd", "p.QMD", "p.mkd", "p.markdown", "p.mdown", "p.TXT", "p.text", "p", "p.foo"]
)
def test_names_in_either_case(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("# Sleep\n\nMemory needs sleep.\n", encoding="utf-8")
    assert read(tmp_path / name).format == "markdown"
    (tmp_path / name).write_text("\\documentclass{article}\\begin{document}Sleep.\\end{document}", encoding="utf-8")
    assert read(tmp_path / name).format == "latex"


@pytest.mark.parametrize("name", ["p.TEX", "p.ltx", "p.latex"])
def test_a_part_of_a_latex_document_is_known_by_its_name(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("\\section{Sleep} Memory needs sleep.\n", encoding="utf-8")
    assert read(tmp_path / name).format == "latex"
