"""Markdown and plain text.

Block structure comes from markdown-it; lists are split here, since CommonMark glues a numbered entry to the line
before it ("only a list that starts with 1 may interrupt a paragraph"), which is just what damaged reference lists do.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING

from citeaudit.model import Block, BlockKind, Manuscript, Style, Text
from citeaudit.parsing.headings import is_reference_heading
from citeaudit.readers._encoding import decode
from citeaudit.readers._inline import plain
from citeaudit.readers._pagebreaks import join_cut_paragraphs

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

SUFFIXES = (".md", ".markdown", ".mdown", ".txt", ".text")

Line = tuple[int, int, str]
"""Line number, column of the first character (both 1-based), and the characters."""

_BULLET = re.compile(r"(?P<marker>[-*+•‣◦▪·–])[ \t]+(?=\S)|(?P<number>\d{1,4}[.)])(?:[ \t]+(?=\S)|$)")
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d\b")
_HEADING_LINE = re.compile(r"[*_\d.\s]*[^\Wa-z\d_][^.,;]{2,60}$")
_LEGEND = re.compile(
    r"(?:supplement(?:ary|al)\s+|extended\s+data\s+|online\s+)?"
    r"(?:fig(?:ure|\.)?|table|tab\.|box|scheme|chart|plate|panel|video|abbildung|tabelle|tableau|figura|tabla|tabela|quadro)"
    r"\s*S?\d+[A-Za-z]?\b",
    re.IGNORECASE,
)
_TITLE_LINE = re.compile(r"^title:[ \t]*(.+?)[ \t]*$", re.MULTILINE)


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt
    from mdit_py_plugins.front_matter import front_matter_plugin

    parser = MarkdownIt("commonmark", {"maxNesting": 20}).use(front_matter_plugin).enable("table")
    # Manuscripts turned from PDF indent at random and quote with ">"; inline text is walked by us, with columns.
    return parser.disable(["list", "code", "reference", "html_block", "blockquote"]).disable(["inline"])


def recognises(data: bytes) -> bool:
    """Whether the bytes are Markdown beyond doubt: never, any text may be."""
    return False


def read(path: str, data: bytes, bibliography: Sequence[str] = ()) -> Manuscript:
    """Read Markdown or plain text.

    Args:
        path: The name to put into locations.
        data: The bytes of the file.
        bibliography: Files with references.

    """
    text, notes = decode(data, path)
    text = _without_comments(text)
    lines = text.split("\n")
    tokens = _parser().parse(text.replace("\f", " ").replace("\v", " "))
    title = ""
    blocks: list[Block] = []
    for token in tokens:
        if token.type == "front_matter" and (found := _TITLE_LINE.search(token.content)):
            title = found[1].strip("'\" ")
        elif token.type in {"heading_open", "paragraph_open", "table_open"} and token.map:
            blocks += _blocks(token, _source(lines, *token.map))
    headings = [block for block in blocks if block.kind is BlockKind.HEADING]
    first = next((h for h in headings if h.level == 1), None)
    return Manuscript(
        path=path,
        format="markdown",
        title=title or (first.text.content if first else ""),
        blocks=tuple(join_cut_paragraphs(blocks)),
        notes=notes,
    )


def _without_comments(text: str) -> str:
    """The text with HTML comments blanked, places kept."""
    parts, at = [], 0
    while (start := text.find("<!--", at)) >= 0 and (end := text.find("-->", start)) >= 0:
        parts += [text[at:start], re.sub(r"[^\n]", " ", text[start : end + 3])]
        at = end + 3
    return "".join([*parts, text[at:]])


def _source(lines: list[str], start: int, end: int) -> list[Line]:
    """The lines `start` to `end` (0-based, half-open) without indentation and quotation marks."""
    found: list[Line] = []
    for number in range(start, min(end, len(lines))):
        bare = lines[number].lstrip(" \t\f\v\u00a0")
        if bare.startswith("> "):
            bare = bare[2:].lstrip()
        found.append((number + 1, len(lines[number]) - len(bare) + 1, bare.rstrip()))
    return found


def _blocks(token: Token, source: list[Line]) -> Iterator[Block]:
    if token.type == "heading_open":
        yield _heading(token, source)
    elif token.type == "table_open":
        for row in source:
            if re.search(r"[^\s|:\-]", row[2]):
                yield Block(kind=BlockKind.TABLE, text=plain([row]))
    else:
        yield from _paragraph(source)


def _heading(token: Token, source: list[Line]) -> Block:
    if token.markup.startswith("#"):
        number, column, line = source[0]
        bare = line.lstrip("#").lstrip()
        source = [(number, column + len(line) - len(bare), re.sub(r"[ \t]+#+[ \t]*$", "", bare))]
    else:
        source = source[:-1]  # the underline
    return Block(kind=BlockKind.HEADING, text=plain(source), level=int(token.tag[1]))


def _paragraph(source: list[Line]) -> Iterator[Block]:
    if sum("\t" in line for _, _, line in source) * 2 > len(source):
        for row in source:
            yield Block(kind=BlockKind.TABLE, text=plain([row]))
        return
    items: list[tuple[str, list[Line]]] = []
    for at, (number, column, line) in enumerate(source):
        if _is_list_heading(line, source[at - 1][2] if at else ""):
            yield from _paragraph_blocks(items)
            yield Block(kind=BlockKind.HEADING, text=plain([(number, column, line)]), level=2)
            items = []
            continue
        match = _BULLET.match(line)
        if match and _begins_item(match, items, source):
            marker = match["marker"] or match["number"]
            items.append((marker, [(number, column + match.end(), line[match.end() :])]))
        elif items:
            items[-1][1].append((number, column, line))
        else:
            items.append(("", [(number, column, line)]))
    yield from _paragraph_blocks(items)


def _is_list_heading(line: str, before: str) -> bool:
    """Whether a line that is not marked as a heading is one, and opens the list of references ("**References:**")."""
    if not _HEADING_LINE.match(line) or (before and before[-1] not in ".!?)]*_>"):
        return False
    return is_reference_heading(plain([(1, 1, line)]).content)


def _paragraph_blocks(items: Iterable[tuple[str, list[Line]]]) -> Iterator[Block]:
    for marker, lines in items:
        text = plain(lines)
        if marker:
            yield Block(kind=BlockKind.LIST_ITEM, text=text, marker=marker)
        elif text.content:
            yield Block(kind=_kind(text), text=text)


def _begins_item(match: re.Match[str], items: Sequence[tuple[str, Sequence[Line]]], source: Sequence[Line]) -> bool:
    """Whether a bullet or number in a paragraph begins an item, and is not prose that wrapped before "12. " or "- 15"."""
    alone = match.end() == len(match.string)
    if not items:
        return not (alone and _YEAR.match(match.string))
    if match["marker"]:
        if match["marker"] in "•‣◦▪" or source[0][2].startswith(match["marker"]):
            return True
        following = match.string[match.end() : match.end() + 1]
        return items[-1][1][-1][2][-1:] not in "-–" and not (following.islower() or following.isdigit())
    numbers = [int(marker[:-1]) for marker, _ in items if marker[:1].isdigit()]
    number = int(match["number"][:-1])
    if alone and not (numbers and number == numbers[-1] + 1):
        return False  # "… 2013;6:" + "1."
    return number == 1 or (any(marker for marker, _ in items) and (not numbers or 0 <= number - numbers[-1] <= 30))


def _kind(text: Text) -> BlockKind:
    match = _LEGEND.match(text.content)
    if match:
        set_off = any(run.style is Style.BOLD and run.start == 0 for run in text.runs)
        after = text.content[match.end() : match.end() + 2]
        if set_off or after[:1] in {".", ":", "|", "", "\u2014", "\u2013"} or after.lstrip()[:1].isupper():
            return BlockKind.LEGEND
    return BlockKind.PARAGRAPH
