"""Where in the XML of a Word file the words stand that a finding is about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from citeaudit.formats.docx.body import Walk
from citeaudit.formats.docx.draft import UNSEEN, DraftMark, Paragraph
from citeaudit.formats.docx.package import Element, Package, W
from citeaudit.formats.docx.runs import Piece, Span, cut, cut_behind, run_of
from citeaudit.formats.docx.story import Story
from citeaudit.model import Location, Record, Style, Text

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
        if child.tag not in {W + "ruby", W + "rubyBase"}:
            self._trace(paragraph, start, child)
        for aside in story.waiting[waiting:]:
            self._leading[aside.element] = self._led_from.get(story, child)

    def _formula(self, formula: Element) -> None:
        paragraph = self._story.paragraph
        start = paragraph.length
        super()._formula(formula)
        self._trace(paragraph, start, formula)

    def _trace(self, paragraph: Paragraph, start: int, element: Element) -> None:
        if paragraph.length > start:
            _, pieces = self._pieces.setdefault(id(paragraph), (paragraph, []))
            pieces.append(Piece(start, paragraph.length, element))

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
        """What a comment on a location is put around: the words, else the paragraph, else the beginning of the document."""
        placed = self._placed.get(location.order) if location.label else None
        if placed is None:
            return self._beginning()
        if placed.led_from is not None:
            run = run_of(placed.led_from)
            return Span(run, run)
        if not placed.pieces:
            return self._beginning()
        start, (last, end) = placed.start, _end(placed)
        if location.reach is not None:
            column, order, behind = location.reach
            start = placed.start + column - 1
            ends_in = self._placed.get(order)
            if ends_in is not None and ends_in.led_from is None and ends_in.pieces:  # else the text goes on in a note
                last, end = ends_in, ends_in.start + behind - 1
        return _span(placed, start, last, end)

    def _beginning(self) -> Span:
        """The first paragraph of the document that was read; one is made where there is none."""
        read = (placed for _, placed in sorted(self._placed.items()) if placed.led_from is None and placed.pieces)
        if (first := next(read, None)) is not None:
            return _span(first, first.start, *_end(first))
        body = self._document.find(W + "body")
        if body is None:
            body = self._document.makeelement(W + "body")
            self._document.append(body)
        paragraph = body.makeelement(W + "p")
        run = paragraph.makeelement(W + "r")
        paragraph.append(run)
        body.insert(0, paragraph)
        return Span(run, run)


def _end(placed: Placed) -> tuple[Placed, int]:
    return placed, placed.pieces[-1].end


def _span(placed: Placed, start: int, last: Placed, end: int) -> Span:
    """The runs from the character `start` of one paragraph to before the character `end` of the same or a later one."""
    pieces = placed.pieces
    if last.pieces is pieces and (end <= start or end <= pieces[0].start or start >= pieces[-1].end):
        start, end = placed.start, pieces[-1].end  # nothing of it is printed here
    cut(pieces, start, _UNSEEN)
    cut(last.pieces, end, _UNSEEN)
    first = next((piece for piece in pieces if piece.end > start), pieces[-1])
    final = next((piece for piece in reversed(last.pieces) if piece.start < end), last.pieces[0])
    cut_behind(final.element)
    return Span(run_of(first.element), run_of(final.element))
