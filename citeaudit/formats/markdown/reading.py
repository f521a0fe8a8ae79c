"""Markdown and plain text.

Block structure comes from markdown-it; lists are split here, since CommonMark glues a numbered entry to the line
before it ("only a list that starts with 1 may interrupt a paragraph"), which is just what damaged reference lists do.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from citeaudit.files import decode
from citeaudit.formats._shared.joining import spread
from citeaudit.formats._shared.pagebreaks import join_cut_paragraphs
from citeaudit.formats.markdown import citekeys, footnotes, identifiers
from citeaudit.formats.markdown.authors import authors
from citeaudit.model import Block, BlockKind, Comment, Location, Manuscript, Mark, Style, Text
from citeaudit.parsing.headings import is_reference_heading
from citeaudit.parsing.inline import marked, plain, with_citations
from citeaudit.parsing.lists import reference_blocks
from citeaudit.projects.includes import included
from citeaudit.rules.waivers import COMMENT
from citeaudit.text.patterns import lazy

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token


Line = tuple[int, int, str]
"""Line number, column of the first character (both 1-based), and the characters."""

Inline = Callable[[list[Line]], tuple[Text, tuple[Mark, ...]]]
"""Makes plain text of the lines of a block, and finds the citations in it."""

_BULLET = lazy(r"(?P<marker>[-*+•‣◦▪·–])[ \t]+(?=\S)|(?P<number>\d{1,4}[.)])(?:[ \t]+(?=\S)|$)")
_YEAR = lazy(r"(?:1[5-9]|20)\d\d\b")
_HEADING_LINE = lazy(r"[*_\d.\s]*[^\Wa-z\d_][^.,;]{2,60}$")
_LEGEND = lazy(
    r"(?:supplement(?:ary|al)\s+|extended\s+data\s+|online\s+)?"
    r"(?:fig(?:ure|\.)?|table|tab\.|box|scheme|chart|plate|panel|video|abbildung|tabelle|tableau|figura|tabla|tabela|quadro)"
    r"\s*S?\d+[A-Za-z]?\b",
    re.IGNORECASE,
)
_ATTRIBUTES = lazy(r"\{[#.\-][^{}]*\}$")
_CALLS = with_citations(footnotes.CALL)
_COMMENT = lazy(rf"<!--\s*+(?={COMMENT.pattern})", re.IGNORECASE)
_FENCE = lazy(r"^ {0,3}(?:```|~~~)", re.MULTILINE)
_TITLE_LINE = lazy(r"^title:[ \t]*(.+?)[ \t]*$", re.MULTILINE)


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt
    from mdit_py_plugins.front_matter import front_matter_plugin

    parser = MarkdownIt("commonmark", {"maxNesting": 20}).use(front_matter_plugin).enable("table")
    # Manuscripts turned from PDF indent at random and quote with ">"; inline text is walked by us, with columns.
    return parser.disable(["list", "code", "reference", "html_block", "blockquote"]).disable(["inline"])


def read(path: str, data: bytes, bibliography: Sequence[str] = ()) -> Manuscript:
    """Read Markdown or plain text.

    Args:
        path: The name to put into locations.
        data: The bytes of the file.
        bibliography: Files with references.

    """
    source, notes = decode(data, path)
    whole = included(path, source)
    text = source if whole is None else whole.text
    notes = notes if whole is None else (*notes, *whole.notes)
    manuscript = _manuscript(path, _without_comments(text), notes, bibliography)
    manuscript = replace(manuscript, comments=tuple(_comments(text, path)), authors=authors(source))
    return manuscript if whole is None else spread(manuscript, whole.places, whole.files)


def _manuscript(path: str, text: str, notes: tuple[str, ...], bibliography: Sequence[str]) -> Manuscript:
    """The manuscript of a text without comments."""
    if (keyed := citekeys.find(path, text, bibliography)) and (found := _keyed(path, keyed, notes)):
        return found
    text, _ = identifiers.take_aliases(text)
    title, blocks = _read(text, _plain)
    if citekeys.plainly_used(text) and not reference_blocks(blocks):
        raise citekeys.no_bibliography(path)
    if (listed := footnotes.references(text)) and (found := _footnoted(path, listed, notes)):
        return found
    blocks = join_cut_paragraphs(blocks)
    return Manuscript(path=path, format="markdown", title=title, blocks=tuple(blocks), notes=notes)


def _read(text: str, inline: Inline) -> tuple[str, list[Block]]:
    """The title of a text and its blocks."""
    lines = text.split("\n")
    title = ""
    blocks: list[Block] = []
    for token in _parser().parse(text.replace("\f", " ").replace("\v", " ")):
        if token.type == "front_matter" and (found := _TITLE_LINE.search(token.content)):
            title = found[1].strip("'\" ")
        elif token.type in {"heading_open", "paragraph_open", "table_open"} and token.map:
            blocks += _blocks(token, _source(lines, *token.map), inline)
    first = next((block for block in blocks if block.kind is BlockKind.HEADING and block.level == 1), None)
    return title or (first.text.content if first else ""), blocks


def _plain(lines: list[Line]) -> tuple[Text, tuple[Mark, ...]]:
    return plain(lines), ()


def _keyed(path: str, keyed: citekeys.Keyed, notes: tuple[str, ...]) -> Manuscript | None:
    """A document that cites by keys; None where it cites nothing."""
    body, notes_of_text = footnotes.take_out(keyed.body)
    title, blocks = _read(body, keyed.inline)
    blocks = footnotes.put_behind(blocks, notes_of_text, keyed.calls, lambda lines: _paragraph(lines, keyed.inline))
    if not keyed.is_cited(blocks):
        return None
    listed = keyed.cited(blocks)
    return Manuscript(
        path=path,
        format="markdown",
        title=title,
        blocks=tuple(_without_attributes(block) for block in blocks),
        listed=listed,
        made_of_citations=True,
        ordered_by_program=True,
        unused_keys=keyed.unused_keys(blocks, listed),
        repeated_keys=keyed.repeated_keys(listed),
        unreadable=keyed.unreadable,
        unused=keyed.unused(listed),
        notes=(*notes, *keyed.notes_on(listed)),
    )


def _footnoted(path: str, references: footnotes.References, notes: tuple[str, ...]) -> Manuscript | None:
    """A document whose references stand in footnotes; None where it has a list besides, or calls none of them."""
    calls: dict[int, list[str]] = {}
    kept: list[Text] = []  # so that no id is given twice

    def inline(lines: list[Line]) -> tuple[Text, tuple[Mark, ...]]:
        called: list[str] = []
        text, marks = marked(lines, _CALLS, lambda marker: references.keys_of(marker, called))
        calls[id(text)] = called
        kept.append(text)
        return text, marks

    title, blocks = _read(references.body, inline)
    if reference_blocks(blocks) or not any(block.marks for block in blocks):
        return None
    blocks = footnotes.put_behind(blocks, references.others, calls, lambda lines: _paragraph(lines, inline))
    order = {key: at for at, key in enumerate(dict.fromkeys(k for b in blocks for m in b.marks for k in m.keys))}
    listed = sorted(references.listed, key=lambda reference: order.get(reference.key, len(order)))
    return Manuscript(
        path=path, format="markdown", title=title, blocks=tuple(blocks), listed=tuple(listed), notes=notes
    )


def _without_attributes(block: Block) -> Block:
    """A heading without pandoc's attributes: "References {.unnumbered #refs}"."""
    if block.kind is BlockKind.HEADING and (match := _ATTRIBUTES.search(block.text.content)):
        return replace(block, text=block.text.cut(0, match.start()).strip(), marks=())
    return block


def _without_comments(text: str) -> str:
    """The text with HTML comments blanked, places kept."""
    parts, at = [], 0
    while (start := text.find("<!--", at)) >= 0 and (end := text.find("-->", start)) >= 0:
        parts += [text[at:start], re.sub(r"[^\n]", " ", text[start : end + 3])]
        at = end + 3
    return "".join([*parts, text[at:]])


def _comments(source: str, path: str) -> Iterator[Comment]:
    """The comments that speak to citeaudit, but for those shown as code."""
    fences: list[int] | None = None
    at = line = 0
    for match in _COMMENT.finditer(source):
        start, close = match.start(), source.find("-->", match.end())
        if start < at:
            continue  # within a comment
        if close < 0:
            return
        end = close + len("-->")
        line += source.count("\n", at, start)
        first, lines, at = line + 1, source.count("\n", start, end), end
        line += lines
        if fences is None:
            fences = [fence.start() for fence in _FENCE.finditer(source)]
        if bisect_left(fences, start) % 2 or source[start - 1 : start] == "`" == source[end : end + 1]:
            continue
        before, after = source.rfind("\n", 0, start) + 1, source.find("\n", end)
        location = Location(
            path=path,
            line=first,
            column=start - before + 1,
            end_line=first + lines,
            end_column=end - source.rfind("\n", 0, end),
        )
        alone = not (source[before:start] + source[end : after if after >= 0 else None]).strip(" \t>")
        yield Comment(text=source[match.end() : close].strip(), location=location, alone=alone)


def _source(lines: list[str], start: int, end: int) -> list[Line]:
    """The lines `start` to `end` (0-based, half-open) without indentation and quotation marks."""
    found: list[Line] = []
    for number in range(start, min(end, len(lines))):
        bare = lines[number].lstrip(" \t\f\v\u00a0")
        if bare.startswith("> "):
            bare = bare[2:].lstrip()
        found.append((number + 1, len(lines[number]) - len(bare) + 1, bare.rstrip()))
    return found


def _blocks(token: Token, source: list[Line], inline: Inline) -> Iterator[Block]:
    if token.type == "heading_open":
        yield _heading(token, source, inline)
    elif token.type == "table_open":
        for row in source:
            if re.search(r"[^\s|:\-]", row[2]):
                yield _block(BlockKind.TABLE, [row], inline)
    else:
        yield from _paragraph(source, inline)


def _block(kind: BlockKind, lines: list[Line], inline: Inline, *, level: int = 0) -> Block:
    text, marks = inline(lines)
    return Block(kind=kind, text=text, level=level, marks=marks)


def _heading(token: Token, source: list[Line], inline: Inline) -> Block:
    if token.markup.startswith("#"):
        number, column, line = source[0]
        bare = line.lstrip("#").lstrip()
        source = [(number, column + len(line) - len(bare), re.sub(r"[ \t]+#+[ \t]*$", "", bare))]
    else:
        source = source[:-1]  # the underline
    return _block(BlockKind.HEADING, source, inline, level=int(token.tag[1]))


def _paragraph(source: Sequence[Line], inline: Inline) -> Iterator[Block]:
    if sum("\t" in line for _, _, line in source) * 2 > len(source):
        for row in source:
            yield _block(BlockKind.TABLE, [row], inline)
        return
    items: list[tuple[str, list[Line]]] = []
    for at, (number, column, line) in enumerate(source):
        if _is_list_heading(line, source[at - 1][2] if at else ""):
            yield from _paragraph_blocks(items, inline)
            yield _block(BlockKind.HEADING, [(number, column, line)], inline, level=2)
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
    yield from _paragraph_blocks(items, inline)


def _is_list_heading(line: str, before: str) -> bool:
    """Whether a line that is not marked as a heading is one, and opens the list of references ("**References:**")."""
    if not _HEADING_LINE.match(line) or (before and before[-1] not in ".!?)]*_>"):
        return False
    return is_reference_heading(plain([(1, 1, line)]).content)


def _paragraph_blocks(items: Iterable[tuple[str, list[Line]]], inline: Inline) -> Iterator[Block]:
    for marker, lines in items:
        text, marks = inline(lines)
        if marker:
            yield Block(kind=BlockKind.LIST_ITEM, text=text, marker=marker, marks=marks)
        elif text.content:
            yield Block(kind=_kind(text), text=text, marks=marks)


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
    last = next((int(marker[:-1]) for marker, _ in reversed(items) if marker[:1].isdigit()), None)
    number = int(match["number"][:-1])
    if alone and (last is None or number != last + 1):
        return False  # "… 2013;6:" + "1."
    return number == 1 or (any(marker for marker, _ in items) and (last is None or 0 <= number - last <= 30))


def _kind(text: Text) -> BlockKind:
    match = _LEGEND.match(text.content)
    if match:
        set_off = any(run.style is Style.BOLD and run.start == 0 for run in text.runs)
        after = text.content[match.end() : match.end() + 2]
        if set_off or after[:1] in {".", ":", "|", "", "\u2014", "\u2013"} or after.lstrip()[:1].isupper():
            return BlockKind.LEGEND
    return BlockKind.PARAGRAPH
