"""The characters of a PDF page as pieces: neighbours of one font, size and baseline, with their places.

Everything that asks the PDF library about text is here. Places are points from the upper left corner of the page as it is
read: a page whose text runs up its side (a table printed sideways) is turned first, and text that runs another way than
most of the page (a stamp in the margin, a watermark, the axis of a figure) is left out.
"""

from __future__ import annotations

import ctypes
import math
import re
import unicodedata
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from citeaudit.formats.pdf.clipping import Box, Frames
from citeaudit.text.patterns import lazy

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage

ITALIC = 1
"""Bit of a character's style, as are the next three."""
BOLD = 2
"""Bit of bold type."""
SUPERSCRIPT = 4
"""Bit of a raised character."""
SUBSCRIPT = 8
"""Bit of a lowered one."""

MOST_CHARACTERS_A_PAGE = 60_000
"""A newspaper page has 20,000; what is past this is a drawing made of letters."""

_WORD_GAP = 0.15
"""Of the font size: TeX shrinks its spaces to 0.22, letters are not set wider apart than 0.1."""
_BACKWARDS = 0.5
"""Of the font size: kerning moves a letter back by less."""
_SAME_BASELINE = 0.02
"""Of the font size: baselines of one line stray by rounding only."""
_LIFTED = 0.17
"""Of the font size: where the foot of a digit stands that its font draws raised."""
_UNREADABLE = "\ufffd"
"""What stands for a character whose font does not tell what it prints."""
_DASHES = "-\u2010\u2011\u2012\u2013\u2014"
"""What stands between raised digits and is raised with them."""
_ITALIC_NAME = lazy(r"ital|obli|slant|kursiv|[-,]it\b|bi\b|cmti|cmsl|cmbxti|sfti|ptmri|(?<=[a-z])it$", re.IGNORECASE)
_BOLD_NAME = lazy(r"bold|black|heavy|demi|cmbx|cmb\d|sfbx|ptmb|[-,]bd|medi\b(?=.*nimbus)", re.IGNORECASE)
_ITALIC_FLAG = 1 << 6
"""Of a font's descriptor. Source: ISO 32000-1, table 123."""
_FORCE_BOLD_FLAG = 1 << 18
"""Likewise; a font that is emboldened when it is small."""
_HYPHENS = {"\ufffe": "-", "\x02": "-", "\u00ad": "\u2010"}
"""What the PDF library makes of a hyphen at the end of a line, and a soft hyphen, which is printed if it is there at all."""
_TEX_CODES = {
    0x0B: "ff", 0x0C: "fi", 0x0D: "fl", 0x0E: "ffi", 0x0F: "ffl", 0x10: "“", 0x11: "”", 0x12: "„", 0x13: "«", 0x14: "»",
    0x15: "–", 0x16: "—", 0x1B: "ff", 0x1C: "fi", 0x1D: "fl", 0x1E: "ffi", 0x1F: "ffl",
}  # fmt: skip
"""Codes of TeX's fonts (encodings OT1 and T1), which show through where a font does not tell what it prints."""
_FIRST_PRINTED = 0x20
"""Codes below it mean nothing that is printed; a font that has letters there does not tell which."""
_DROPPED = lazy("[\u0000-\u0008\u000b\u000c\u000e-\u001f\u200b-\u200f\u202a-\u202e\u2060\ufeff\uffff]")
_RAISED_SIGNS = {ord(a): b for a, b in zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾", "0123456789+-()", strict=True)}
_LOWERED_SIGNS = {ord(a): b for a, b in zip("₀₁₂₃₄₅₆₇₈₉₊₋₍₎", "0123456789+-()", strict=True)}
_ACCENTS = {
    "`": "\u0300", "´": "\u0301", "ˆ": "\u0302", "˜": "\u0303", "¯": "\u0304", "˘": "\u0306", "˙": "\u0307", "¨": "\u0308",
    "˚": "\u030a", "˝": "\u030b", "ˇ": "\u030c", "¸": "\u0327", "˛": "\u0328",
}  # fmt: skip


@dataclass(slots=True)
class Piece:
    """Neighbouring characters of one font and size on one baseline. `space` tells that white space stands before them."""

    text: str
    x0: float
    x1: float
    y: float
    size: float
    style: int
    space: bool


class Page(NamedTuple):
    """A page as it is read: its size in points, its pieces in the order of the file, and how many characters had no code."""

    width: float
    height: float
    pieces: list[Piece]
    characters: int
    unreadable: int


class _Object(NamedTuple):
    """What the characters of one text object have in common.

    `quarter` counts the quarter turns of its writing direction; `frame` is the part of the page that shows it, None where all does.
    """

    size: float
    style: int
    quarter: int | None
    frame: Box | None


@cache
def _font_style(name: str, flags: int) -> int:
    name = name.split("+")[-1]
    italic = (flags > 0 and flags & _ITALIC_FLAG) or _ITALIC_NAME.search(name)
    bold = (flags > 0 and flags & _FORCE_BOLD_FLAG) or _BOLD_NAME.search(name)
    return (ITALIC if italic else 0) | (BOLD if bold else 0)


def read_page(document: PdfDocument, index: int) -> Page:
    """The page at `index` (0-based).

    Raises:
        PdfiumError: The page is damaged.
    """
    page = document[index]
    try:
        textpage = page.get_textpage()
        try:
            return _Reading(page, textpage.raw).page()
        finally:
            textpage.close()
    finally:
        page.close()


class _Reading:
    """The characters of a page on their way to pieces."""

    def __init__(self, page: PdfPage, textpage: Any) -> None:
        from pypdfium2 import raw

        self.raw = raw
        self.textpage = textpage
        self.turns = page.get_rotation() // 90
        size: tuple[float, float] = page.get_size()
        self.width, self.height = size
        self.frames = Frames(raw, page)
        self.count = min(raw.FPDFText_CountChars(textpage), MOST_CHARACTERS_A_PAGE)
        # the same function with plain addresses for handles: one object a character would cost more than all the rest
        plain = ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int)
        self.get_object = plain(ctypes.cast(raw.FPDFText_GetTextObject, ctypes.c_void_p).value or 0)
        self.address = ctypes.cast(textpage, ctypes.c_void_p).value
        self.styles: dict[int, int] = {}

    def page(self) -> Page:
        objects, places = self._objects()
        quarters = Counter(o.quarter for o, n in places for _ in range(n) if o.quarter is not None)
        quarter = quarters.most_common(1)[0][0] if quarters else 0
        assert quarter is not None
        pieces, read, unreadable = self._pieces(objects, quarter)
        width, height = (self.width, self.height) if quarter % 2 == 0 else (self.height, self.width)
        return Page(width, height, _with_accents(pieces), read, unreadable)

    def _objects(self) -> tuple[list[_Object | None], list[tuple[_Object, int]]]:
        """The text object of every character, None where the library made the character up; and each with its characters."""
        found: list[_Object | None] = []
        runs: list[tuple[_Object, int]] = []
        last, current, length = None, None, 0
        for index in range(self.count):
            address = self.get_object(self.address, index)
            if address != last:
                if current is not None:
                    runs.append((current, length))
                last, length = address, 0
                current = self._object(index) if address else None
            length += 1
            found.append(current)
        if current is not None:
            runs.append((current, length))
        return found, runs

    def _object(self, index: int) -> _Object | None:
        raw = self.raw
        matrix = raw.FS_MATRIX()
        if not raw.FPDFText_GetMatrix(self.textpage, index, ctypes.byref(matrix)):
            return None
        size = raw.FPDFText_GetFontSize(self.textpage, index) * math.hypot(matrix.c, matrix.d)
        if not (math.isfinite(size) and 0.5 < size < 1000):
            return None
        turn = math.degrees(math.atan2(matrix.b, matrix.a)) / 90 - self.turns
        quarter = round(turn)
        straight = abs(turn - quarter) < 0.1
        owner = raw.FPDFText_GetTextObject(self.textpage, index)
        handle = raw.FPDFTextObj_GetFont(owner)
        key = ctypes.cast(handle, ctypes.c_void_p).value or 0
        if key not in self.styles:
            self.styles[key] = self._style(handle) if key else 0
        frame = self.frames.of(owner, matrix)
        return _Object(size, self.styles[key], quarter % 4 if straight else None, frame)

    def _style(self, font: object) -> int:
        buffer = ctypes.create_string_buffer(256)
        length = self.raw.FPDFFont_GetBaseFontName(font, buffer, 256)
        name = buffer.value.decode("utf-8", "replace") if 0 < length <= 256 else ""
        return _font_style(name, self.raw.FPDFFont_GetFlags(font))

    def _pieces(self, objects: list[_Object | None], quarter: int) -> tuple[list[Piece], int, int]:
        """The pieces of the text that runs in a direction, how many characters it has, and how many of them have no code."""
        joining = _Joining()
        place = self._places(quarter)
        lifted = False
        read = unreadable = 0
        for index, owner in enumerate(objects):
            if owner is None:
                continue
            if owner.quarter != quarter or (owner.frame is not None and not self._is_shown(index, owner.frame)):
                joining.cut()
                continue
            code = code_point(self.raw, self.textpage, index)
            if code < 0:
                continue
            character = _character(code)
            if character == " ":
                joining.space()
                continue
            read += 1
            unreadable += character == _UNREADABLE or (not character and code < _FIRST_PRINTED)
            if not character:
                continue
            found = place(index)
            if found is None:
                continue
            if character.isdigit() or character in ",;":
                lifted = character.isascii() and self._is_lifted(index, quarter, found[2], owner.size)
            else:
                lifted = lifted and character in _DASHES
            character, script = _scripted(code, character, lifted)
            joining.add(character, owner, owner.style | script, found)
        return joining.pieces, read, unreadable

    def _is_shown(self, index: int, frame: Box) -> bool:
        """Whether a character lies within the frame of its text object."""
        x, y = ctypes.c_double(), ctypes.c_double()
        self.raw.FPDFText_GetCharOrigin(self.textpage, index, ctypes.byref(x), ctypes.byref(y))
        return frame.holds(x.value, y.value)

    def _places(self, quarter: int) -> Callable[[int], tuple[float, float, float] | None]:
        """From the index of a character to its left and right edges and its baseline on the page as read; None if it has none."""
        raw, textpage = self.raw, self.textpage
        x, y, box = ctypes.c_double(), ctypes.c_double(), raw.FS_RECTF()
        at_x, at_y, at_box = ctypes.byref(x), ctypes.byref(y), ctypes.byref(box)
        turned = self._turned(quarter)

        def place(index: int) -> tuple[float, float, float] | None:
            raw.FPDFText_GetCharOrigin(textpage, index, at_x, at_y)
            raw.FPDFText_GetLooseCharBox(textpage, index, at_box)
            x0, base = turned(x.value, y.value)
            ends = (turned(box.left, box.bottom)[0], turned(box.right, box.top)[0])
            x1 = max(ends)
            if not math.isfinite(x0 + x1 + base):
                return None
            return (x0, x1, base) if x1 > x0 else (min(ends), max(x0, x1), base)

        return place

    def _turned(self, quarter: int) -> Callable[[float, float], tuple[float, float]]:
        """From a place on the page as stored to one on the page as read, from its upper left corner."""
        total = (quarter + self.turns) % 4
        width, height = (self.width, self.height) if self.turns % 2 == 0 else (self.height, self.width)
        return {
            0: lambda x, y: (x, height - y),
            1: lambda x, y: (y, x),
            2: lambda x, y: (width - x, y),
            3: lambda x, y: (height - y, width - x),
        }[total]

    def _is_lifted(self, index: int, quarter: int, base: float, size: float) -> bool:
        """Whether the ink of a character stands well above its baseline: some fonts have raised digits under the plain codes."""
        left, right, bottom, top = (ctypes.c_double() for _ in range(4))
        ok = self.raw.FPDFText_GetCharBox(self.textpage, index, left, right, bottom, top)
        if not ok or (quarter + self.turns) % 4:
            return False
        return base - (self.height if self.turns % 2 == 0 else self.width) + bottom.value > _LIFTED * size


class _Joining:
    """Characters on their way into pieces: `pieces` has those so far, and the last is open until it is cut."""

    def __init__(self) -> None:
        self.pieces: list[Piece] = []
        self._open: Piece | None = None
        self._owner: _Object | None = None
        self._space = False
        self._last_x0 = math.nan

    def cut(self) -> None:
        """What follows is a piece of its own."""
        self._open = None

    def space(self) -> None:
        """White space was read."""
        self._space, self._open = True, None

    def add(self, character: str, owner: _Object, style: int, place: tuple[float, float, float]) -> None:
        """Add a character to the open piece, or begin one; `place` has its left and right edges and its baseline."""
        x0, x1, base = place
        piece = self._open
        accent = character in _ACCENTS
        near = piece is not None and -_BACKWARDS * owner.size < x0 - piece.x1 < _WORD_GAP * owner.size
        if (
            piece is not None
            and not accent
            and (near or x0 == self._last_x0)  # the letters of a ligature all stand at its place
            and piece.style == style
            and self._is_set_alike(owner)
            and abs(piece.y - base) < _SAME_BASELINE * owner.size
        ):
            piece.text += character
            piece.x1 = max(piece.x1, x1)
        else:
            gap = piece is not None and not near and not (accent and x0 < piece.x1)
            piece = Piece(character, x0, x1, base, owner.size, style, self._space or gap)
            self.pieces.append(piece)
        self._open = None if accent else piece  # it may belong to the letter that follows, or to the one before
        self._owner, self._space, self._last_x0 = owner, False, x0

    def _is_set_alike(self, owner: _Object) -> bool:
        """Whether a text object is the one before, or has the same font and size."""
        before = self._owner
        return before is owner or (before is not None and (before.size, before.style) == (owner.size, owner.style))


_FIRST_LETTER_OF_FORMULAS = "\U0001d400"
"""The first of the slanted and bold letters that formulas are set in; each means the plain letter."""

_LAST_LETTER_OF_FORMULAS = "\U0001d7ff"
"""The last of them."""

_FIRST_HALF = range(0xD800, 0xDC00)
"""Codes of the first halves of characters beyond the basic plane."""

_SECOND_HALF = range(0xDC00, 0xE000)
"""Codes of the second halves; each belongs to the character before it."""


def code_point(raw: Any, textpage: Any, index: int) -> int:
    """The code of a character of a page, of which pdfium counts the UTF-16 units.

    The first of two halves gives the whole character, the second −1; a half alone gives U+FFFD.
    """
    code = int(raw.FPDFText_GetUnicode(textpage, index))
    if code in _FIRST_HALF:
        second = int(raw.FPDFText_GetUnicode(textpage, index + 1))
        whole = 0x10000 + ((code - _FIRST_HALF.start) << 10) + (second - _SECOND_HALF.start)
        return whole if second in _SECOND_HALF else ord(_UNREADABLE)
    if code in _SECOND_HALF:
        before = int(raw.FPDFText_GetUnicode(textpage, index - 1)) if index else 0
        return -1 if before in _FIRST_HALF else ord(_UNREADABLE)
    return code


@cache
def _character(code: int) -> str:
    """What a code stands for: " " for any space, "" for what is not printed, U+FFFD where the code tells nothing."""
    character = _TEX_CODES.get(code) or (chr(code) if 0 < code < 0x110000 else _UNREADABLE)
    if character.isspace():
        return " "
    character = _HYPHENS.get(character, character)
    if character == _UNREADABLE or "\ue000" <= character <= "\uf8ff":
        return _UNREADABLE
    if _DROPPED.match(character) and code not in _TEX_CODES:
        return ""
    plain = "\ufb00" <= character <= "\ufb06" or _FIRST_LETTER_OF_FORMULAS <= character <= _LAST_LETTER_OF_FORMULAS
    return unicodedata.normalize("NFKC", character) if plain else character


def _scripted(code: int, character: str, lifted: bool) -> tuple[str, int]:
    """A character without what its code says of its place, and the bit that says it."""
    if code in _RAISED_SIGNS:
        return _RAISED_SIGNS[code], SUPERSCRIPT
    if code in _LOWERED_SIGNS:
        return _LOWERED_SIGNS[code], SUBSCRIPT
    return character, SUPERSCRIPT if lifted else 0


def _with_accents(pieces: list[Piece]) -> list[Piece]:
    """The pieces, accents that old fonts print as characters of their own put onto the letters they stand over."""
    out: list[Piece] = []
    waiting: Piece | None = None
    for piece in pieces:
        if len(piece.text) == 1 and piece.text in _ACCENTS:
            before = out[-1] if out else None
            if before and _stands_over(piece, before, before.x1 - 0.5 * before.size, before.x1):
                before.text = unicodedata.normalize("NFC", before.text + _ACCENTS[piece.text])
                continue
            waiting = piece
            out.append(piece)
            continue
        if waiting is not None and _stands_over(waiting, piece, piece.x0, piece.x0 + 0.7 * piece.size):
            out.pop()
            letters = piece.text[:1] + _ACCENTS[waiting.text] + piece.text[1:]
            piece.text = unicodedata.normalize("NFC", letters.replace("ı", "i", 1) if letters[0] == "ı" else letters)
            piece.space = waiting.space or (not out and piece.space)
        waiting = None
        out.append(piece)
    return out


def _stands_over(accent: Piece, piece: Piece, left: float, right: float) -> bool:
    if abs(accent.y - piece.y) > 0.4 * piece.size or not any(character.isalpha() for character in piece.text):
        return False
    middle = (accent.x0 + accent.x1) / 2
    return left <= middle <= right
