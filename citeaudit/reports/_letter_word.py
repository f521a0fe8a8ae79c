"""A letter in Markdown as a Word file, so that both have one wording."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from docx.text.paragraph import Paragraph
    from markdown_it.token import Token

_LISTS = {"bullet_list_open": "List Bullet", "ordered_list_open": "List Number"}
"""Tokens of Markdown and the styles of Word for them."""

_DAY_ONE = (1980, 1, 1, 0, 0, 0)  # the first that a zip file can tell: the same letter is the same bytes


def to_word(text: str, title: str = "Author queries") -> bytes:
    """The Markdown as the bytes of a .docx file."""
    from docx import Document
    from markdown_it import MarkdownIt

    document = Document()
    properties = document.core_properties
    properties.author, properties.comments, properties.title = "", "", title
    for element in [child for child in properties._element if child.tag.endswith(("}created", "}modified"))]:
        properties._element.remove(element)
    tokens = MarkdownIt("commonmark", {"html": False}).parse(text)
    styles = ["Normal"]
    for at, token in enumerate(tokens):
        if token.type in _LISTS:
            styles.append(_LISTS[token.type])
        elif token.type == "blockquote_open":
            styles.append("Quote")
        elif token.type in {"bullet_list_close", "ordered_list_close", "blockquote_close"}:
            styles.pop()
        elif token.type == "inline":
            level = tokens[at - 1].tag[1:] if tokens[at - 1].type == "heading_open" else ""
            style = f"Heading {level}" if level else styles[-1]
            _fill(document.add_paragraph(style=style), token.children or ())
        elif token.type in {"fence", "code_block"}:
            document.add_paragraph(token.content.rstrip("\n"))
        elif token.type == "hr":
            document.add_paragraph("* * *")
    packed = io.BytesIO()
    document.save(packed)
    return _dated(packed.getvalue())


def _fill(paragraph: Paragraph, tokens: Sequence[Token]) -> None:
    bold = italic = 0
    for token in tokens:
        if token.type in {"strong_open", "strong_close"}:
            bold += token.nesting
        elif token.type in {"em_open", "em_close"}:
            italic += token.nesting
        elif token.type == "hardbreak":
            paragraph.add_run().add_break()
        elif words := "".join(_words(token)):
            run = paragraph.add_run(words)
            run.bold, run.italic = bool(bold) or None, bool(italic) or None


def _words(token: Token) -> Iterator[str]:
    if token.type == "softbreak":
        yield " "
    elif token.type in {"text", "text_special", "code_inline", "image"}:
        yield token.content


def _dated(data: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            new.writestr(zipfile.ZipInfo(info.filename, _DAY_ONE), old.read(info), zipfile.ZIP_DEFLATED)
    return packed.getvalue()
