"""The manuscript as it was read, as markup, with every citation in its place."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from markupsafe import Markup, escape

from citeaudit.model import Audit, Block, BlockKind, Citation, Style, Text
from citeaudit.parsing.lists import reference_blocks
from citeaudit.reports._html_marks import Span, marked, shown

_TAGS = {Style.ITALIC: "i", Style.BOLD: "b", Style.SUPERSCRIPT: "sup", Style.SUBSCRIPT: "sub"}
"""Styles that the page shows; links of manuscripts are not followed from it."""

_DEEPEST = 6
"""HTML has no deeper headings."""

_BELOW = 2
"""Headings of the manuscript stand below those of the page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A citation as the manuscript shows it. `state` is a class, `aloud` what a screen reader says of it."""

    state: str
    aloud: str
    target: str


@dataclass(frozen=True, slots=True)
class _Piece:
    """Part of a block that runs on in one line of the file from `offset` on, or one labelled place."""

    column: int
    offset: int
    block: int


class Places:
    """Finds the block and the offset where a citation stands."""

    def __init__(self, path: str, blocks: tuple[Block, ...]) -> None:
        self._path = path
        self._blocks = blocks
        self._lines: dict[tuple[str, int], list[_Piece]] = {}
        self._labels: dict[tuple[str, str, int], list[_Piece]] = {}
        self._passed: dict[int, int] = {}
        for number, block in enumerate(blocks):
            for anchor in block.text.anchors:
                piece = _Piece(anchor.column, anchor.offset, number)
                where = anchor.path or path
                if anchor.label:
                    self._labels.setdefault((where, anchor.label, anchor.line), []).append(piece)
                else:
                    self._lines.setdefault((where, anchor.line), []).append(piece)
        for pieces in self._lines.values():
            pieces.sort(key=lambda piece: piece.column)

    def find(self, citation: Citation) -> tuple[int, int, int] | None:
        """The block, and the start and end in its text; None where it is not found. To be asked in reading order."""
        at = citation.location
        if at.line is None:
            pieces = self._labels.get((at.path, at.label, at.order), [])
            for piece in pieces:
                content = self._blocks[piece.block].text.content
                start = content.find(citation.marker, max(piece.offset, self._passed.get(piece.block, 0)))
                if start >= 0 and citation.marker:
                    self._passed[piece.block] = start + len(citation.marker)
                    return piece.block, start, start + len(citation.marker)
            return None
        first = self._offset(at.path, at.line, at.column or 1)
        if first is None:
            return None
        block, offset = first
        content = self._blocks[block].text.content
        if content.startswith(citation.marker, offset) and citation.marker:
            return block, offset, offset + len(citation.marker)
        end = self._offset(at.path, at.end_line or at.line, max(1, (at.end_column or 2) - 1))
        if end is None or end[0] != block or end[1] < offset:
            return None
        return block, offset, end[1] + 1

    def _offset(self, path: str, line: int, column: int) -> tuple[int, int] | None:
        pieces = self._lines.get((path, line), [])
        at = bisect_right(pieces, column, key=lambda piece: piece.column) - 1
        if at < 0:
            return None
        piece = pieces[at]
        offset = piece.offset + column - piece.column
        return (piece.block, offset) if offset < len(self._blocks[piece.block].text) else None


def manuscript(audit: Audit, citations: Mapping[str, Shown]) -> tuple[list[Markup], list[Citation]]:
    """The blocks as markup, and the citations that have no place in them.

    Args:
        audit: The audit.
        citations: How each citation is shown, by its id.
    """
    blocks = audit.manuscript.blocks
    inside: dict[int, list[tuple[int, int, Citation]]] = {}
    lost: list[Citation] = []
    places = Places(audit.manuscript.path, blocks)
    for citation in audit.citations:
        found = places.find(citation)
        if found is None:
            lost.append(citation)
        else:
            inside.setdefault(found[0], []).append((found[1], found[2], citation))
    skipped = set() if audit.manuscript.listed else {id(block) for block in reference_blocks(blocks)}
    parts: list[Markup] = []
    mentioned = False
    for number, block in enumerate(blocks):
        if id(block) in skipped and number not in inside:
            if not mentioned:
                parts.append(Markup('<p class="aside">The list stands under <a href="#references">References</a>.</p>'))
                mentioned = True
            continue
        parts.append(_block(block, sorted(inside.get(number, ()), key=lambda place: place[:2]), citations))
    return parts, lost


def _block(block: Block, inside: list[tuple[int, int, Citation]], citations: Mapping[str, Shown]) -> Markup:
    body = Markup("").join(_pieces(block.text, inside, citations))
    match block.kind:
        case BlockKind.HEADING:
            level = min(_DEEPEST, max(1, block.level) + _BELOW)
            return Markup("<h{0}>{1}</h{0}>").format(level, body)
        case BlockKind.LIST_ITEM:
            return Markup('<p class="item"><span class="bullet">{}</span> {}</p>').format(shown(block.marker), body)
        case BlockKind.CODE:
            return Markup("<pre>{}</pre>").format(body)
        case BlockKind.TABLE | BlockKind.LEGEND:
            return Markup('<p class="{}">{}</p>').format(str(block.kind), body)
    return Markup("<p>{}</p>").format(body)


def _pieces(
    text: Text, inside: Iterable[tuple[int, int, Citation]], citations: Mapping[str, Shown]
) -> Iterator[Markup]:
    done = 0
    for start, end, citation in inside:
        if start < done:  # two citations on the same characters: the second stands behind the first
            start = end = done
        yield _styled(text, done, start)
        how = citations[citation.id]
        unseen = Markup('<span class="unseen"> ({})</span>').format(how.aloud) if how.aloud else ""
        inner = _styled(text, start, end) or escape(shown(citation.marker))
        yield Markup('<a class="c {}" id="{}" href="#{}">{}{}</a>').format(
            how.state, citation.id, how.target, inner, unseen
        )
        done = max(done, end)
    yield _styled(text, done, len(text))


def _styled(text: Text, start: int, end: int) -> Markup:
    if start >= end:
        return Markup("")
    spans = [
        Span(run.start - start, run.end - start, _TAGS[run.style])
        for run in text.runs
        if run.style in _TAGS and run.start < end and run.end > start
    ]
    return marked(text.content[start:end], spans)
