"""Initials as high as several lines, put before the word that they begin."""

from __future__ import annotations

from collections.abc import Sequence

from citeaudit.formats.pdf.lines import Chunk
from citeaudit.formats.pdf.pieces import Piece

_LARGE = 1.8
"""Of the font size of the text: an initial as high as two lines is larger, a large letter of a heading is not."""
_LINES = 5
"""Lines beside an initial; higher ones are of a drawing."""


def with_initials(chunks: Sequence[Chunk]) -> list[Chunk]:
    """The chunks of a page, a letter that is set as high as several lines before the first of the lines beside it."""
    out = list(chunks)
    for initial in chunks:
        letter = initial.text
        if len(letter) != 1 or not letter.isalpha():
            continue
        top = initial.y - 0.7 * initial.size
        beside = [
            chunk
            for chunk in chunks
            if chunk.size * _LARGE < initial.size < chunk.size * 2 * _LINES
            and -0.3 * chunk.size < chunk.x0 - initial.x1 < 1.2 * chunk.size
            and abs(chunk.y - 0.7 * chunk.size - top) < 0.8 * chunk.size
        ]
        if beside:
            first = min(beside, key=lambda chunk: chunk.y)
            size, word = first.size, first.pieces[0]
            word.space = word.x0 - initial.x1 > 0.6 * size and not word.text[:1].islower() and letter in "AI"
            first.pieces.insert(0, Piece(letter, initial.x0, initial.x1, first.y, size, word.style, False))
            first.x0 = initial.x0
            out.remove(initial)
    return out
