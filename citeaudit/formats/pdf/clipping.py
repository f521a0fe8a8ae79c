"""Which part of a PDF page shows what a text object prints: pictures are cut to size, and what was cut off is still in the file.

A figure taken from a page of an earlier version holds all words of that page, of which a frame shows some. They are no text of
the article, and stand between its lines.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

_EDGE = 1.0
"""Points: how far a letter may stand out of its frame; frames are rounded."""
_LEAST_AREA = 1e-9
"""A matrix that turns a square of one point into less cannot be turned back."""
_DEEPEST = 6
"""Pictures within pictures."""
_MOST_OBJECTS = 100_000
"""Of a page that are looked at; more are a drawing."""


class Box(NamedTuple):
    """A rectangle on the page as stored, in points from its lower left corner."""

    x0: float
    y0: float
    x1: float
    y1: float

    def holds(self, x: float, y: float) -> bool:
        """Whether a place lies within it, or nearly."""
        return self.x0 - _EDGE <= x <= self.x1 + _EDGE and self.y0 - _EDGE <= y <= self.y1 + _EDGE

    def within(self, other: Box | None) -> Box:
        """What two frames, one in the other, show."""
        if other is None:
            return self
        return Box(max(self.x0, other.x0), max(self.y0, other.y0), min(self.x1, other.x1), min(self.y1, other.y1))


_Matrix = tuple[float, float, float, float, float, float]
_IDENTITY: _Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


class Frames:
    """The frames of a page: its own, that of each text object, and those of the pictures that hold it."""

    def __init__(self, raw: Any, page: PdfPage) -> None:
        self._raw = raw
        self._page = page.raw
        self._of_pictures: dict[int, Box] | None = None
        # viewers may show less than the sheet: marks of printers stand beside it
        shown, whole = (_ordered(*box) for box in (page.get_cropbox(), page.get_mediabox()))
        part = shown.within(whole)
        self._of_page = part if part != whole and part.x0 < part.x1 and part.y0 < part.y1 else None

    def of(self, handle: Any, printed: Any) -> Box | None:
        """The rectangle that shows a text object, None where nothing is cut off.

        Args:
            handle: The text object.
            printed: Its matrix on the page; its own is another where a picture holds it.
        """
        frame = self._of_object(handle, printed)
        return frame.within(self._of_page) if frame is not None else self._of_page

    def _of_object(self, handle: Any, printed: Any) -> Box | None:
        raw = self._raw
        own = self._matrix(handle)
        if own is None:
            return None
        on_page = (printed.a, printed.b, printed.c, printed.d, printed.e, printed.f)
        frame = self._clip(handle)
        if all(abs(a - b) < 1e-3 * max(1.0, abs(b)) for a, b in zip(own, on_page, strict=True)):
            return frame
        back = _inverse(own)
        if frame is not None:
            frame = _moved(frame, _product(back, on_page)) if back else None
        if self._of_pictures is None:
            objects = (raw.FPDFPage_GetObject(self._page, at) for at in range(self._count(raw.FPDFPage_CountObjects)))
            self._of_pictures = dict(self._inside(objects, _IDENTITY, None, 0))
        outer = self._of_pictures.get(ctypes.cast(handle, ctypes.c_void_p).value or 0)
        return frame.within(outer) if frame is not None else outer

    def _inside(
        self, objects: Iterator[Any], matrix: _Matrix, outer: Box | None, depth: int
    ) -> Iterator[tuple[int, Box]]:
        """The addresses of text objects in pictures, each with what frames around the pictures show."""
        raw = self._raw
        for handle in objects:
            kind = raw.FPDFPageObj_GetType(handle)
            if kind == raw.FPDF_PAGEOBJ_TEXT and outer is not None:
                yield ctypes.cast(handle, ctypes.c_void_p).value or 0, outer
            elif kind == raw.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
                own = self._matrix(handle)
                if own is None:
                    continue
                clip = self._clip(handle)
                frame = _moved(clip, matrix).within(outer) if clip is not None else outer
                count = min(raw.FPDFFormObj_CountObjects(handle), _MOST_OBJECTS)
                within = (raw.FPDFFormObj_GetObject(handle, at) for at in range(count))
                yield from self._inside(within, _product(own, matrix), frame, depth + 1)

    def _count(self, counted: Any) -> int:
        return min(int(counted(self._page)), _MOST_OBJECTS)

    def _matrix(self, handle: Any) -> _Matrix | None:
        found = self._raw.FS_MATRIX()
        if not self._raw.FPDFPageObj_GetMatrix(handle, ctypes.byref(found)):
            return None
        return (found.a, found.b, found.c, found.d, found.e, found.f)

    def _clip(self, handle: Any) -> Box | None:
        """The frame of an object where that is said which holds it."""
        raw = self._raw
        path = raw.FPDFPageObj_GetClipPath(handle)
        frame: Box | None = None
        for index in range(raw.FPDFClipPath_CountPaths(path)):
            bounds = self._bounds(path, index)
            frame = bounds.within(frame) if bounds is not None else frame
        return frame

    def _bounds(self, path: Any, index: int) -> Box | None:
        raw = self._raw
        x, y = ctypes.c_float(), ctypes.c_float()
        xs: list[float] = []
        ys: list[float] = []
        for at in range(raw.FPDFClipPath_CountPathSegments(path, index)):
            segment = raw.FPDFClipPath_GetPathSegment(path, index, at)
            if raw.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y)):
                xs.append(x.value)
                ys.append(y.value)
        return Box(min(xs), min(ys), max(xs), max(ys)) if xs else None


def _ordered(x0: float, y0: float, x1: float, y1: float) -> Box:
    return Box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


def _product(first: _Matrix, second: _Matrix) -> _Matrix:
    """What turns a place by one matrix, then by another."""
    a, b, c, d, e, f = first
    p, q, r, s, t, u = second
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)


def _inverse(matrix: _Matrix) -> _Matrix | None:
    """What turns places back; None where they all fall on a line."""
    a, b, c, d, e, f = matrix
    area = a * d - b * c
    if abs(area) < _LEAST_AREA:
        return None
    return (d / area, -b / area, -c / area, a / area, (c * f - d * e) / area, (b * e - a * f) / area)


def _moved(box: Box, matrix: _Matrix) -> Box:
    """The rectangle around a rectangle that was turned."""
    a, b, c, d, e, f = matrix
    corners = [(x, y) for x in (box.x0, box.x1) for y in (box.y0, box.y1)]
    xs = [a * x + c * y + e for x, y in corners]
    ys = [b * x + d * y + f for x, y in corners]
    return Box(min(xs), min(ys), max(xs), max(ys))
