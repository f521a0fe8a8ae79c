"""PDF with a text layer.

The file knows characters and their places, nothing else: lines, columns, paragraphs, headings and the entries of the list
are found from geometry. Forms, attached files and scripts are never looked at.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from citeaudit.errors import ReadError
from citeaudit.formats._shared.pagebreaks import join_cut_paragraphs
from citeaudit.formats.pdf.blocks import blocks_of
from citeaudit.formats.pdf.columns import gutters_of, regions_of
from citeaudit.formats.pdf.cutmarkers import with_whole_markers
from citeaudit.formats.pdf.entrynumbers import with_entry_numbers
from citeaudit.formats.pdf.equations import numbers_of_equations
from citeaudit.formats.pdf.front import without_affiliation_marks
from citeaudit.formats.pdf.furniture import without_furniture
from citeaudit.formats.pdf.initials import with_initials
from citeaudit.formats.pdf.ligatures import with_ligatures
from citeaudit.formats.pdf.lines import Chunk, Line, chunks_of, line_of, rows_of
from citeaudit.formats.pdf.paragraphs import Part, parts_of
from citeaudit.formats.pdf.pieces import read_page
from citeaudit.formats.pdf.setting import measure
from citeaudit.formats.pdf.signature import recognises
from citeaudit.formats.pdf.title import title_of
from citeaudit.model import BlockKind, Manuscript
from citeaudit.parsing.headings import is_reference_heading
from citeaudit.parsing.listlines import vocabulary

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument


MOST_PAGES = 2_000
"""A handbook has a thousand; what is past this is not audited, which a note says."""
MOST_CHARACTERS = 3_000_000
"""Of a file: two thousand pages of text."""
MOST_CHUNKS_A_PAGE = 4_000
"""A page of text has some hundreds; what is past this is a drawing made of letters."""
_FEWEST_CHARACTERS_A_PAGE = 20
"""Fewer are stamps of a scanner."""
_MOST_UNREADABLE = 0.4
"""Of the characters without a code: words can no longer be read."""
_WORTH_A_NOTE = 0.02
"""Of the characters without a code: more than signs of formulas, so that words are lost."""
_FEWEST_LETTERS = 3_000
"""Of a text that must hold figures: two pages; a letter or a title page may have none."""
_FEWEST_FIGURES = 0.003
"""To every letter of an article, which has ten times as many: years, pages, numbers of citations."""
_PASSWORD = 4
"""FPDF_ERR_PASSWORD of PDFium."""
_SECURITY = 5
"""FPDF_ERR_SECURITY of PDFium: locked in a way that it does not know."""


def read(path: str, data: bytes, bibliography: Sequence[str] = ()) -> Manuscript:
    """Read a PDF.

    Args:
        path: The name to put into locations.
        data: The bytes of the file.
        bibliography: Files with references.

    Raises:
        ReadError: The file is damaged, locked, or holds no text that can be read.

    """
    document = opened(path, data)
    try:
        lines, notes = lines_of(path, document)
        metadata = document.get_metadata_value("Title") or ""
    finally:
        document.close()
    if not lines:
        raise ReadError(f"{path}: page images only; run text recognition (OCR) first")
    measures = measure(_before_list(lines))
    parts = parts_of(lines, measures)
    title, heads = title_of(parts, metadata, measures)
    parts = [_as_title(part) if any(part is head for head in heads) else part for part in parts]
    blocks = blocks_of(parts, measures, vocabulary(line.content for line in lines))
    return Manuscript(
        path=path,
        format="pdf",
        title=title,
        blocks=tuple(join_cut_paragraphs(list(without_affiliation_marks(blocks)))),
        notes=notes,
    )


def lines_of(path: str, document: PdfDocument) -> tuple[list[Line], tuple[str, ...]]:
    """All lines in reading order, and notes on what was not read. Raises ReadError where nothing can be."""
    pages, notes = _pages(path, document)
    return _lines(pages), notes


def opened(path: str, data: bytes) -> PdfDocument:
    """The document, to be closed. Raises ReadError where it is damaged or locked."""
    from pypdfium2 import PdfDocument, PdfiumError

    if not recognises(data):
        raise ReadError(f"{path}: this is not a PDF file, whatever its name says")
    try:
        return PdfDocument(data)
    except PdfiumError as error:
        if error.err_code in {_PASSWORD, _SECURITY}:
            raise ReadError(f"{path}: the PDF is locked with a password; save a copy without one") from None
        raise ReadError(f"{path}: the PDF is damaged and cannot be opened; export or download it again") from None


def _pages(path: str, document: PdfDocument) -> tuple[list[list[Chunk]], tuple[str, ...]]:
    """The chunks of each page, and notes on what was not read."""
    from pypdfium2 import PdfiumError

    count = len(document)
    pages: list[list[Chunk]] = []
    damaged: list[int] = []
    drawings: list[int] = []
    characters = unreadable = empty = letters = figures = 0
    for index in range(min(count, MOST_PAGES)):
        try:
            page = read_page(document, index)
        except PdfiumError:
            damaged.append(index + 1)
            pages.append([])
            continue
        characters += page.characters
        unreadable += page.unreadable
        empty += page.characters < _FEWEST_CHARACTERS_A_PAGE
        for piece in page.pieces:
            letters += sum(map(str.isalpha, piece.text))
            figures += sum(map(str.isdigit, piece.text))
        chunks = chunks_of(page.pieces)
        if len(chunks) > MOST_CHUNKS_A_PAGE:
            drawings.append(index + 1)
            chunks = []
        pages.append(with_initials(chunks))
        if characters > MOST_CHARACTERS:
            break
    if damaged and not characters:
        raise ReadError(f"{path}: the PDF is damaged and no page can be read; export or download it again")
    if empty + len(damaged) == len(pages):
        raise ReadError(f"{path}: page images only; run text recognition (OCR) first")
    if unreadable > _MOST_UNREADABLE * characters:
        raise ReadError(
            f"{path}: the fonts of the PDF do not tell which characters they print; run text recognition (OCR) first"
        )
    notes = _notes(len(pages), count, empty, {"damaged": damaged, "drawings": drawings})
    if unreadable > _WORTH_A_NOTE * characters:
        notes.append(f"{unreadable / characters:.0%} of the characters have a font that does not tell what it prints")
    if letters >= _FEWEST_LETTERS and figures < _FEWEST_FIGURES * letters:
        notes.append(
            "hardly any figure (0–9) could be read: the font that prints them does not tell what it prints, so that years and"
            " numbers of citations are missing; run text recognition (OCR) first"
        )
    return pages, tuple(notes)


def _notes(read: int, count: int, empty: int, left_out: Mapping[str, Sequence[int]]) -> list[str]:
    notes = []
    if read < count:
        notes.append(f"only the first {read} of {count} pages were read; what is behind them was not audited")
    for what, pages in left_out.items():
        if pages:
            numbers = ", ".join(map(str, pages[:10])) + (", …" if len(pages) > 10 else "")
            notes.append(f"pages that are {what} were left out: {numbers}")
    if empty * 2 > read:
        notes.append(f"{empty} of {read} pages hold no text; if they are scanned, run text recognition (OCR) first")
    return notes


def _lines(pages: list[list[Chunk]]) -> list[Line]:
    """All lines in reading order, without what is not text."""
    with_ligatures(pages)
    pages = [with_entry_numbers(with_whole_markers(page)) for page in without_furniture(pages)]
    known = _known_gutters(pages)
    regions = [
        (number, part.column, rows_of(part.chunks))
        for number, page in enumerate(pages, 1)
        for part in regions_of(page, known)
    ]
    equations = numbers_of_equations([rows for _, _, rows in regions])
    lines: list[Line] = []
    last = (0, 0)
    on_page = 0
    for region, (number, column, rows) in enumerate(regions, 1):
        page, column_before = last
        if number != page or (column and column != column_before):
            on_page = 0
        last = (number, column)
        kept = [[chunk for chunk in row if id(chunk) not in equations] for row in rows]
        found = [line_of(row, number) for row in kept if row]
        for line in found:
            on_page += 1
            line.number, line.column, line.region, line.order = on_page, column, region, len(lines) + 1
            lines.append(line)
        if found:
            _set_edges(found)
    return [line for line in lines if line.content.strip()]


def _known_gutters(pages: Sequence[Sequence[Chunk]]) -> list[float]:
    """Where columns begin on several pages."""
    found = [x for page in pages for x in gutters_of(page)]
    return sorted({min(y for y in found if abs(x - y) < 3) for x in found if sum(abs(x - y) < 3 for y in found) >= 2})


def _set_edges(lines: Sequence[Line]) -> None:
    """Give lines the edges of their column: what most of the long lines begin and end at."""
    widest = max(line.x1 - line.x0 for line in lines)
    long = [line for line in lines if line.x1 - line.x0 > 0.6 * widest]
    lefts = sorted(line.x0 for line in long)
    rights = sorted(line.x1 for line in long)
    left, right = lefts[len(lefts) // 20], rights[-1 - len(rights) // 20]
    for line in lines:
        line.left, line.right = min(left, line.x0) if line.x0 > left - 3 * line.size else left, right
        if line.even and line.x1 > right - 0.5 * line.size and line.x0 < left + 3 * line.size:
            line.cells = 1  # a line of few words, stretched to the edge


def _before_list(lines: list[Line]) -> list[Line]:
    """The lines before the list of references, if that leaves any to speak of."""
    at = [place for place, line in enumerate(lines) if len(line.content) < 60 and is_reference_heading(line.content)]
    return lines[: at[-1]] if at and at[-1] >= 10 else lines


def _as_title(part: Part) -> Part:
    return replace(part, kind=BlockKind.HEADING, level=1)
