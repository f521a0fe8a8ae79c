"""Findings as highlights with notes in a PDF.

The reader's lines know their characters and where they stand as the page is read; here the boxes of these characters are found
on the page as it is stored, in whatever direction they run there. Where fonts make that impossible, a share of the line is
marked, and where there is no line, a note stands in the corner of the page.

Source: ISO 32000-1, 12.5.6.10 (text markup annotations), 12.5.6.4 (text annotations).
"""

from __future__ import annotations

import ctypes
import hashlib
import io
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from citeaudit.errors import ReadError
from citeaudit.formats.pdf.lines import Line
from citeaudit.formats.pdf.pieces import code_point
from citeaudit.formats.pdf.reading import lines_of, opened
from citeaudit.formats.pdf.xref import leads_astray
from citeaudit.model import Finding, Location, Report, Severity
from citeaudit.rules.wording import AUTHOR, comment_lines
from citeaudit.text.patterns import lazy

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

_COLORS = {Severity.ERROR: (255, 150, 140), Severity.WARNING: (255, 214, 102), Severity.INFO: (160, 208, 255)}
_RAISED = 0.8
"""Of the font size: how far above the foot of its line a character stands at most."""
_LOWERED = 0.4
"""Of the font size: how far below."""
_ALIKE = 0.5
"""How far the characters found on the page must be those of the line; less, and they are other words."""
_NOTE_POINTS = 20.0
"""Points: how large a note without a place is drawn, and how far notes stand apart."""
_PRINTED = 1 << 2
"""The flag "Print" of an annotation. Source: ISO 32000-1, table 165."""
_UTF16 = "utf-16-le"
_DIGITS = 32
"""Of an identifier of a file: those of an MD5."""
_IDENTIFIER = lazy(rb"/ID\s*\[\s*<([0-9A-Fa-f]{32})>\s*<([0-9A-Fa-f]{32})>\s*\]")


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page as it is stored: points from the lower left corner."""

    left: float
    bottom: float
    right: float
    top: float

    def __or__(self, other: Box) -> Box:
        return Box(
            min(self.left, other.left),
            min(self.bottom, other.bottom),
            max(self.right, other.right),
            max(self.top, other.top),
        )


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character with its box, and where its foot stands as the page is read."""

    character: str
    box: Box
    x: float
    y: float


def annotate(report: Report, data: bytes) -> bytes:
    """See `citeaudit.formats.annotate`."""
    from pypdfium2 import raw

    path = report.audit.manuscript.path
    if leads_astray(data):
        raise ReadError(
            f"{path}: the PDF is damaged, and a copy could lose what is in it; save it again with a PDF program and audit that"
        )
    document = opened(path, data)
    try:
        of_order = {line.order: line for line in lines_of(path, document)[0]}
        by_page: dict[int, list[tuple[Finding, list[Line], Location]]] = {}
        for finding in report.findings:
            for page, inside in _pages(finding.location, of_order):
                by_page.setdefault(page, []).append((finding, inside, finding.location))
        wanted: list[tuple[Finding, list[Line], Location]] = []
        for number in range(1, len(document) + 1):
            wanted += by_page.get(number, [])
            if _annotate_page(document, number, wanted, report):  # else what is of no place goes to the next page
                wanted = []
        known = raw.FPDF_GetFileIdentifier(document.raw, raw.FILEIDTYPE_PERMANENT, None, 0) > 1
        out = io.BytesIO()
        document.save(out, flags=raw.FPDF_NO_INCREMENTAL)
        return _identified(out.getvalue(), known=known)
    finally:
        document.close()


def _identified(data: bytes, *, known: bool) -> bytes:
    """The file with an identifier made of what it holds, where the library makes one up: the same findings, the same bytes."""
    found = [*_IDENTIFIER.finditer(data)]
    if not found:
        return data
    match = found[-1]
    blank = b"0" * _DIGITS
    zeroed = data[: match.start(2)] + blank + data[match.end(2) :]
    if not known:
        zeroed = zeroed[: match.start(1)] + blank + zeroed[match.end(1) :]
    made = hashlib.md5(zeroed, usedforsecurity=False).hexdigest().upper().encode()
    first = match[1] if known else made
    return zeroed[: match.start(1)] + first + zeroed[match.end(1) : match.start(2)] + made + zeroed[match.end(2) :]


def _pages(location: Location, of_order: Mapping[int, Line]) -> Iterator[tuple[int, list[Line]]]:
    """The pages of a location, each with its lines there."""
    first = of_order.get(location.order) if location.label else None
    if first is None:
        yield location.page or 1, []
        return
    last = location.reach[1] if location.reach else first.order
    found = [of_order[order] for order in range(first.order, max(last, first.order) + 1) if order in of_order]
    for page in dict.fromkeys(line.page for line in found):
        yield page, [line for line in found if line.page == page]


def _annotate_page(
    document: PdfDocument, number: int, wanted: list[tuple[Finding, list[Line], Location]], report: Report
) -> bool:
    """Write notes into a page, and tell whether it can be; a damaged one was not read either."""
    from pypdfium2 import PdfiumError

    try:
        page = document[number - 1]
    except PdfiumError:
        return False
    try:
        _without_own(page.raw)
        glyphs = _Glyphs(page) if wanted else None
        for count, (finding, inside, location) in enumerate(wanted):
            note = "\n".join(comment_lines(finding, report))
            boxes = [box for line in inside if glyphs and (box := glyphs.box(line, *_part(line, location)))]
            if boxes:
                _highlight(page.raw, boxes, note, _COLORS[finding.severity])
            else:
                _note(page.raw, page.get_cropbox(), count, note)
    finally:
        page.close()
    return True


def _part(line: Line, location: Location) -> tuple[int, int]:
    """Which characters of a line a location is of (half-open)."""
    length = len(line.content)
    if location.reach is None:
        return 0, length
    offset = line.text().anchors[0].column
    column, last, behind = location.reach
    start = column - offset if line.order == location.order else 0
    end = behind - offset if line.order == last else length
    start, end = max(0, start), min(length, end)
    return (start, end) if start < end else (0, length)


class _Glyphs:
    """The characters of a page."""

    def __init__(self, page: Any) -> None:
        from pypdfium2 import raw

        self._turns = page.get_rotation() // 90
        width, height = page.get_size()
        # sizes as the page is shown, while places are those of the page as stored
        self._width, self._height = (width, height) if self._turns % 2 == 0 else (height, width)
        self._found: list[tuple[str, Box, float, float]] = []
        self._by_turn: dict[int, list[Glyph]] = {}
        textpage = page.get_textpage()
        try:
            x, y, box = ctypes.c_double(), ctypes.c_double(), raw.FS_RECTF()
            for index in range(raw.FPDFText_CountChars(textpage.raw)):
                code = code_point(raw, textpage.raw, index)
                if code < 0:
                    continue
                raw.FPDFText_GetCharOrigin(textpage.raw, index, ctypes.byref(x), ctypes.byref(y))
                raw.FPDFText_GetLooseCharBox(textpage.raw, index, ctypes.byref(box))
                character = chr(code) if 0 < code < 0x110000 else "\ufffd"
                if not character.isspace():
                    self._found.append((character, Box(box.left, box.bottom, box.right, box.top), x.value, y.value))
        finally:
            textpage.close()

    def box(self, line: Line, start: int, end: int) -> Box | None:
        """The box of the characters `start` to `end` of a line; None where the page does not print it there."""
        best: list[Glyph] = []
        alike = _ALIKE
        for turn in range(self._turns, self._turns + 4):  # text need not run as the page is shown
            inside = sorted(
                (glyph for glyph in self._turned(turn % 4) if _is_in(glyph, line)), key=lambda glyph: glyph.x
            )
            if (found := _likeness(inside, line)) >= alike:
                best, alike = inside, found
        return _part_of(best, line, start, end) if best else None

    def _turned(self, turn: int) -> list[Glyph]:
        """The characters with places as the reader has them where text runs in this direction."""
        if turn not in self._by_turn:
            width, height = self._width, self._height
            place: Mapping[int, Callable[[float, float], tuple[float, float]]] = {
                0: lambda x, y: (x, height - y),
                1: lambda x, y: (y, x),
                2: lambda x, y: (width - x, y),
                3: lambda x, y: (height - y, width - x),
            }
            at = place[turn]
            self._by_turn[turn] = [Glyph(c, box, *at(x, y)) for c, box, x, y in self._found]
        return self._by_turn[turn]


def _likeness(glyphs: list[Glyph], line: Line) -> float:
    """How far characters in their order are those of a line, 0 to 1."""
    from rapidfuzz.distance import Indel

    printed = "".join(_letters(glyph) for glyph in glyphs)
    return Indel.normalized_similarity(printed, "".join(line.content.split())) if printed else 0.0


def _letters(glyph: Glyph) -> str:
    """The letters that a glyph stands for; several for a ligature."""
    character = glyph.character
    return unicodedata.normalize("NFKC", character) if "\ufb00" <= character <= "\ufb06" else character


def _is_in(glyph: Glyph, line: Line) -> bool:
    slack = 0.1 * line.size
    above = line.y - glyph.y
    return line.x0 - slack <= glyph.x <= line.x1 + slack and -_LOWERED * line.size <= above <= _RAISED * line.size


def _part_of(glyphs: list[Glyph], line: Line, start: int, end: int) -> Box | None:
    """The box of part of a line, whose characters are looked for among those of the page; a share where none is found."""
    from rapidfuzz.distance import Indel

    printed = [(letter, glyph) for glyph in glyphs for letter in _letters(glyph)]
    letters = [(at, character) for at, character in enumerate(line.content) if not character.isspace()]
    wanted, found = "".join(letter for _, letter in letters), "".join(letter for letter, _ in printed)
    steps = Indel.opcodes(wanted, found)
    same = [(step.src_start, step.dest_start, step.src_end - step.src_start) for step in steps if step.tag == "equal"]
    pairs = ((source + n, target + n) for source, target, count in same for n in range(count))
    chosen = [printed[target][1] for source, target in pairs if start <= letters[source][0] < end]
    if not chosen:
        width = line.x1 - line.x0
        left, right = (line.x0 + width * at / max(1, len(line.content)) for at in (start, end))
        chosen = [glyph for glyph in glyphs if left - 0.3 * line.size <= glyph.x <= right]
    if not chosen:
        return None
    box = chosen[0].box
    for glyph in chosen[1:]:
        box |= glyph.box
    return box


# --------------------------------------------------------------------------- annotations


def _without_own(page: Any) -> None:
    """Take out what an earlier run put in."""
    from pypdfium2 import raw

    for index in reversed(range(raw.FPDFPage_GetAnnotCount(page))):
        annotation = raw.FPDFPage_GetAnnot(page, index)
        if not annotation:
            continue
        own = _string(annotation, b"T") == AUTHOR
        raw.FPDFPage_CloseAnnot(annotation)
        if own:
            raw.FPDFPage_RemoveAnnot(page, index)


def _string(annotation: Any, key: bytes) -> str:
    from pypdfium2 import raw

    length = raw.FPDFAnnot_GetStringValue(annotation, key, None, 0)
    buffer = ctypes.create_string_buffer(max(length, 2))
    raw.FPDFAnnot_GetStringValue(annotation, key, ctypes.cast(buffer, ctypes.POINTER(raw.FPDF_WCHAR)), length)
    return buffer.raw[:length].decode(_UTF16, "replace").rstrip("\0")


def _set(annotation: Any, note: str) -> None:
    from pypdfium2 import raw

    for key, value in ((b"T", AUTHOR), (b"Contents", note)):
        wide = ctypes.create_string_buffer(value.encode(_UTF16, "replace") + b"\0\0")
        raw.FPDFAnnot_SetStringValue(annotation, key, ctypes.cast(wide, ctypes.POINTER(raw.FPDF_WCHAR)))
    raw.FPDFAnnot_SetFlags(annotation, _PRINTED)


def _highlight(page: Any, boxes: list[Box], note: str, color: tuple[int, int, int]) -> None:
    from pypdfium2 import raw

    annotation = raw.FPDFPage_CreateAnnot(page, raw.FPDF_ANNOT_HIGHLIGHT)
    raw.FPDFAnnot_SetColor(annotation, raw.FPDFANNOT_COLORTYPE_Color, *color, 255)
    whole = boxes[0]
    for box in boxes:
        whole |= box
        points = raw.FS_QUADPOINTSF(box.left, box.top, box.right, box.top, box.left, box.bottom, box.right, box.bottom)
        raw.FPDFAnnot_AppendAttachmentPoints(annotation, ctypes.byref(points))
    _set_rect(annotation, whole)
    _set(annotation, note)
    raw.FPDFPage_CloseAnnot(annotation)


def _note(page: Any, edges: tuple[float, float, float, float], count: int, note: str) -> None:
    from pypdfium2 import raw

    annotation = raw.FPDFPage_CreateAnnot(page, raw.FPDF_ANNOT_TEXT)
    left, _, _, top = edges
    low = top - _NOTE_POINTS * (count % 30 + 2)
    _set_rect(annotation, Box(left + _NOTE_POINTS, low, left + 2 * _NOTE_POINTS, low + _NOTE_POINTS))
    _set(annotation, note)
    raw.FPDFPage_CloseAnnot(annotation)


def _set_rect(annotation: Any, box: Box) -> None:
    from pypdfium2 import raw

    raw.FPDFAnnot_SetRect(annotation, ctypes.byref(raw.FS_RECTF(box.left, box.top, box.right, box.bottom)))
