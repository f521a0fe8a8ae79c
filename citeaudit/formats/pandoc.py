"""OpenDocument, RTF, HTML, EPUB, reStructuredText, Org, Typst and notebooks, through pandoc.

Pandoc is an extra (`pip install "citeaudit[pandoc]"`). It turns the file into Markdown, which is read as such; places are
counted in paragraphs, for pandoc keeps no lines.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from citeaudit.errors import ReadError
from citeaudit.formats import markdown
from citeaudit.formats._shared.zipped import kind_of
from citeaudit.model import Anchor, Block, BlockKind, Listed, Manuscript, Text
from citeaudit.text.patterns import lazy

_FORMATS = {
    ".odt": "odt", ".rtf": "rtf", ".html": "html", ".htm": "html", ".xhtml": "html", ".epub": "epub", ".rst": "rst",
    ".org": "org", ".typ": "typst", ".ipynb": "ipynb",
}  # fmt: skip
SUFFIXES = tuple(_FORMATS)
LARGEST_FILE_BYTES = 100_000_000
"""Mostly pictures; pandoc's own memory and time are limited besides."""

_RTF = b"{\\rtf"
_HTML = lazy(rb"(?>\s*(?:<\?.*?\?>|<!--.*?-->))*+\s*+<(?:!doctype\s+html|html)\b", re.DOTALL | re.IGNORECASE)
"""How a page begins, comments and the declaration of XML apart."""
_HEAD_BYTES = 8192
"""Where a page has begun, long comments before it and all."""
_MARKDOWN = (
    "markdown-raw_html-raw_tex-raw_attribute-native_divs-native_spans-fenced_divs-bracketed_spans-header_attributes"
    "-link_attributes-inline_code_attributes-fenced_code_attributes-smart-simple_tables-multiline_tables-grid_tables"
)
_LONGEST_S = 120
"""Seconds; a book takes a few, and what takes longer may never end."""
_FIRST_WORDS = 6
"""Of a paragraph, by which an author finds it."""
_LONGEST_TITLE_WORDS = 30
"""Words of a title; a longer paragraph before the first heading is an abstract."""


def recognises(data: bytes) -> bool:
    """Whether the bytes are of a format that only pandoc reads."""
    return bool(_by_content(data))


def read(path: str, data: bytes, bibliography: Sequence[str] = ()) -> Manuscript:
    """Read a file through pandoc.

    Args:
        path: The name to put into locations.
        data: The bytes of the file.
        bibliography: Files with references.

    Raises:
        ReadError: Pandoc is not installed, or cannot read the file.

    """
    kind = _by_content(data) or _FORMATS.get(Path(path).suffix.lower(), "")
    text = _converted(path, data, kind)
    if not text.strip():
        raise ReadError(f"{path}: no text was found in it")
    manuscript = markdown.read(path, text, bibliography)
    blocks = tuple(_placed(block, number) for number, block in enumerate(manuscript.blocks, 1))
    listed = tuple(_listed(reference, len(blocks) + number) for number, reference in enumerate(manuscript.listed, 1))
    return replace(manuscript, format=kind, title=manuscript.title or _title(blocks), blocks=blocks, listed=listed)


def _by_content(data: bytes) -> str:
    start = data[:_HEAD_BYTES].removeprefix(b"\xef\xbb\xbf")
    if start.lstrip().lower().startswith(_RTF):
        return "rtf"
    kind = kind_of(data)
    return "html" if not kind and _HTML.match(start) else kind if kind in _FORMATS.values() else ""


def _converted(path: str, data: bytes, kind: str) -> bytes:
    """The file as Markdown, made by pandoc, which may read nothing but what it is given."""
    try:
        import pypandoc

        program = pypandoc.get_pandoc_path()
    except (ImportError, OSError):
        raise ReadError(
            f'{path}: {kind} is read through pandoc, which is not installed: pip install "citeaudit[pandoc]"'
        ) from None
    command = [program, "--sandbox", "--standalone", "--wrap=none", "--from", kind, "--to", _MARKDOWN]
    try:
        done = subprocess.run(
            [*command, "+RTS", "-M2G", "-RTS"], input=data, capture_output=True, timeout=_LONGEST_S, check=False
        )
    except subprocess.TimeoutExpired:
        raise ReadError(
            f"{path}: pandoc took more than {_LONGEST_S} s; save it as Markdown or Word and audit that"
        ) from None
    if done.returncode:
        complaint = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise ReadError(f"{path}: pandoc cannot read it as {kind}{f': {complaint[0]}' if complaint else ''}")
    return done.stdout


def _title(blocks: Sequence[Block]) -> str:
    """A short paragraph that stands before the first heading: pandoc gives a title set in a style of its own as that."""
    first = blocks[0] if len(blocks) > 1 else None
    if first is None or first.kind is not BlockKind.PARAGRAPH or blocks[1].kind is not BlockKind.HEADING:
        return ""
    return first.text.content if len(first.text.content.split()) <= _LONGEST_TITLE_WORDS else ""


def _placed(block: Block, number: int) -> Block:
    return replace(block, text=_at(block.text, number, f"paragraph {number}"))


def _listed(reference: Listed, number: int) -> Listed:
    own_file = any(anchor.path for anchor in reference.text.anchors)  # a bibliography keeps its lines
    return reference if own_file else replace(reference, text=_at(reference.text, number, "list of references"))


def _at(text: Text, number: int, label: str) -> Text:
    words = text.content.split()
    first = " ".join(words[:_FIRST_WORDS]) + ("…" if len(words) > _FIRST_WORDS else "")
    return replace(text, anchors=(Anchor(0, number, 1, label=f"{label}, “{first}”" if first else label),))
