"""Where in the XML of a Word file the words stand that a finding is about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from citeaudit.annotating._docx_runs import Piece, Span, cut, run_of
from citeaudit.model import Location, Record, Style, Text
from citeaudit.readers._docx_body import Walk
from citeaudit.readers._docx_draft import UNSEEN, DraftMark, Paragraph
from citeaudit.readers._docx_package import Element, Package, W
from citeaudit.readers._docx_story import Story

_UNSEEN: dict[int, None] = dict.fromkeys(UNSEEN)


@dataclass(slots=True)
class Placed:
    """A paragraph, or a line of one, as the reader counted it.

    `start` is where the line begins in the paragraph; `led_from` the element of the body that leads to the note or the box
    it stands in, None for what stands in the body.
    """

    pieces: list[Piece]
    start: int
    led_from: Element | None


class Tracing(Walk):
    """A walk that remembers which element printed which characters; `placed` has every place by its order."""

    def __init__(self, package: Package, sources: Mapping[str, Record], cited_notes: str = "") -> None:
        super().__init__(package, sources, cited_notes)
        self.placed: dict[int, Placed] = {}
        self._pieces: dict[int, tuple[Paragraph, list[Piece]]] = {}
        self._led_from: dict[Story, Element] = {}
        self._leading: dict[Element, Element] = {}

    def _blocks(self, parent: Element) -> None:
        if parent in self._leading:
            self._led_from[self._story] = self._leading[parent]
        super()._blocks(parent)

    def _run_child(self, child: Element, set_in: dict[Style, bool], target: str) -> None:
        story, paragraph = self._story, self._story.paragraph
        start, waiting = paragraph.length, len(story.waiting)
        super()._run_child(child, set_in, target)
        if paragraph.length > start and child.tag not in {W + "ruby", W + "rubyBase"}:
            _, pieces = self._pieces.setdefault(id(paragraph), (paragraph, []))
            pieces.append(Piece(start, paragraph.length, child))
        for one in story.waiting[waiting:]:
            self._leading[one.element] = self._led_from.get(story, child)

    def _place(self, paragraph: Paragraph) -> tuple[Text, tuple[DraftMark, ...]]:
        order = self._line + 1
        _, pieces = self._pieces.get(id(paragraph), (paragraph, []))
        starts = [0, *(offset for offset in paragraph.breaks if 0 < offset < paragraph.length)]
        for at, start in enumerate(starts):
            self.placed[order + at] = Placed(pieces, start, self._led_from.get(self._story))
        return super()._place(paragraph)


class Places:
    """Finds what locations are of. Runs are cut for it, so that a comment is on the very words."""

    def __init__(self, walk: Tracing, document: Element) -> None:
        self._placed = walk.placed
        self._document = document

    def find(self, location: Location) -> Span:
        """What a comment on a location is put around: the words, else the paragraph, else the first of the document."""
        placed = self._placed.get(location.order) if location.label else None
        if placed is None:
            return self._beginning()
        if placed.led_from is not None:
            run = run_of(placed.led_from)
            return Span(run, run)
        if not placed.pieces:
            return self._beginning()
        start, end = 0, placed.pieces[-1].end
        if location.reach is not None:
            column, last, behind = location.reach
            ends_in = self._placed.get(last)
            start = placed.start + column - 1
            if ends_in is not None and ends_in.pieces is placed.pieces:
                end = ends_in.start + behind - 1
            if not placed.pieces[0].start <= start < end <= placed.pieces[-1].end:
                start, end = max(placed.start, placed.pieces[0].start), placed.pieces[-1].end
        return _span(placed.pieces, start, end)

    def _beginning(self) -> Span:
        """The first run of the document with text in it; a paragraph is made where there is none."""
        body = self._document.find(W + "body")
        for text in body.iter(W + "t"):
            run = run_of(text)
            around = {one.tag for one in run.iterancestors()}
            if run.tag == W + "r" and not around & {W + "txbxContent", W + "del", W + "moveFrom"}:
                return Span(run, run)
        for paragraph in body.iter(W + "p"):
            inside = [one for one in paragraph if one.tag != W + "pPr"]
            if inside:  # a formula and nothing else
                return Span(inside[0], inside[-1])
        paragraph = body.makeelement(W + "p")
        run = paragraph.makeelement(W + "r")
        paragraph.append(run)
        body.insert(0, paragraph)
        return Span(run, run)


def _span(pieces: list[Piece], start: int, end: int) -> Span:
    cut(pieces, start, _UNSEEN)
    cut(pieces, end, _UNSEEN)
    inside = [piece for piece in pieces if piece.start < end and piece.end > start] or pieces[:1]
    return Span(run_of(inside[0].element), run_of(inside[-1].element))
