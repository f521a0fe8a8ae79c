"""Pieces of a PDF page put together: chunks without a gap in them, and lines of a column."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from statistics import median

from citeaudit.formats.pdf.pieces import BOLD, ITALIC, SUBSCRIPT, SUPERSCRIPT, Piece
from citeaudit.model import Anchor, Run, Style, Text

_WIDE_GAP = 0.8
"""Of the font size, as are all below; no space between words is wider, but for lines that are stretched."""
_CELL_GAP = 0.95
"""Between the cells of a table."""
_WIDEST_STRETCH = 5.0
"""A space of a line that is stretched to its edge; wider ones are between cells."""
_RAISED = 0.12
"""How far small characters stand above the baseline, if they are superscripts."""
_LOWERED = 0.06
"""How far below it, if they are subscripts; small capitals stand on it."""
_FARTHEST_RAISED = 0.75
"""How far a superscript stands above the baseline at most; what is higher is of the line above."""
_SMALLER = 0.9
"""What is smaller may be raised or lowered; small differences of size are of another font."""
_GLUED = 0.15
"""Between chunks; a narrower gap is no space."""
_MOST_LETTERS = 0.65
"""Of the characters of a row of numbers; words have more."""
_STYLES = (
    (ITALIC, Style.ITALIC),
    (BOLD, Style.BOLD),
    (SUPERSCRIPT, Style.SUPERSCRIPT),
    (SUBSCRIPT, Style.SUBSCRIPT),
)


@dataclass(slots=True)
class Chunk:
    """Pieces that follow each other without a gap; `y` is the baseline of most of them, `size` their font size."""

    pieces: list[Piece]
    x0: float
    x1: float
    y: float
    size: float

    @property
    def top(self) -> float:
        """The upper edge of small letters and more."""
        return self.y - 0.75 * self.size

    @property
    def bottom(self) -> float:
        """The lower edge, descenders included."""
        return self.y + 0.22 * self.size

    @property
    def text(self) -> str:
        """The characters, a space where there is one."""
        return "".join(f" {p.text}" if p.space and at else p.text for at, p in enumerate(self.pieces))


@dataclass(slots=True)
class Line:
    """A line of a column.

    `content` and `styles` (one code a character, of bits) are its characters; `left` and `right` the edges of its column;
    `cells` counts the parts that wide gaps make, `even` tells that they are those of a
    line of words that is stretched; `bold` and `italic` tell that the whole line is; `page` counts from 1,
    `column` from 1 on the page (0 where there is one column), `number` the lines of the page; `order` those of the file.
    """

    content: str
    styles: bytes
    x0: float
    x1: float
    y: float
    size: float
    page: int
    cells: int
    even: bool = False
    column: int = 0
    region: int = 0
    left: float = 0.0
    right: float = 0.0
    number: int = 0
    order: int = 0
    first_word: float = 0.0
    bold: bool = field(init=False)
    italic: bool = field(init=False)

    def __post_init__(self) -> None:
        letters = [style for style, c in zip(self.styles, self.content, strict=True) if c.isalnum()]
        self.bold, self.italic = (
            any(style & bit for style in letters) and all(style & (bit | SUPERSCRIPT) for style in letters)
            for bit in (BOLD, ITALIC)
        )

    def text(self) -> Text:
        """The line as text that knows its place."""
        label = f"page {self.page}, column {self.column}, line {self.number}"
        if not self.column:
            label = f"page {self.page}, line {self.number}"
        column = 1 + max(0, round((self.x0 - self.left) / (0.5 * self.size)))
        anchor = Anchor(0, self.order, column, page=self.page, label=label)
        return Text(self.content, (anchor,), tuple(_runs(self.styles)))


def _runs(styles: bytes) -> Iterable[Run]:
    for bit, style in _STYLES:
        start = None
        for at, code in enumerate(styles):
            if code & bit and start is None:
                start = at
            elif not code & bit and start is not None:
                yield Run(start, at, style)
                start = None
        if start is not None:
            yield Run(start, len(styles), style)


def merge_runs(text: Text) -> Text:
    """The text with runs of one style joined where nothing or white space stands between them: "12," + "13" at a line end."""
    out: list[Run] = []
    open_runs: dict[Style, Run] = {}
    for run in sorted(text.runs, key=lambda run: (run.start, run.end)):
        last = open_runs.get(run.style)
        if last is not None and not text.content[last.end : run.start].strip() and run.start - last.end <= 1:
            joined = Run(last.start, max(last.end, run.end), run.style)
            out[out.index(last)] = joined
        else:
            joined = run
            out.append(run)
        open_runs[run.style] = joined
    return Text(text.content, text.anchors, tuple(out))


def chunks_of(pieces: Sequence[Piece]) -> list[Chunk]:
    """The chunks of a page, in the order of the file."""
    found: list[Chunk] = []
    for piece in pieces:
        last = found[-1] if found else None
        if last is not None and _follows(last, piece):
            last.pieces.append(piece)
            last.x1 = max(last.x1, piece.x1)
            if piece.size > last.size * 1.05 and piece.x1 - piece.x0 >= 0.5 * piece.size:
                last.y, last.size = piece.y, piece.size
        else:
            found.append(Chunk([piece], piece.x0, piece.x1, piece.y, piece.size))
    for chunk in found:
        chunk.y, chunk.size = _dominant(chunk.pieces)
    return found


def _follows(chunk: Chunk, piece: Piece) -> bool:
    before = chunk.pieces[-1]
    larger = max(before.size, piece.size, chunk.size if chunk.size < 2 * piece.size else 0)
    gap = piece.x0 - before.x1
    if not -0.35 * larger < gap < _WIDE_GAP * larger:
        return False
    if max(before.size, piece.size) > 1.9 * min(before.size, piece.size) and len(before.text) == 1:
        return False  # an initial as high as two lines
    if gap > 0.45 * larger and max(before.size, piece.size) > 1.25 * min(before.size, piece.size):
        return False  # the number of a line
    offset = abs(piece.y - chunk.y)
    if piece.size > _SMALLER * chunk.size and chunk.size > _SMALLER * piece.size:
        return offset < 0.45 * larger
    return offset < _FARTHEST_RAISED * larger


def _dominant(pieces: Sequence[Piece]) -> tuple[float, float]:
    """The baseline and font size of most characters."""
    if len(pieces) == 1:
        return pieces[0].y, pieces[0].size
    count: Counter[tuple[float, float]] = Counter()
    for piece in pieces:
        count[round(piece.size, 1), round(piece.y * 2) / 2] += len(piece.text)
    (size, _), most = count.most_common(1)[0]
    # letters count more than raised figures, however long a marker is
    larger = [key for key, n in count.items() if key[0] > size * 1.1 and n * 3 >= most]
    if larger:
        size = max(larger, key=lambda key: count[key])[0]
    of_size = [p for p in pieces if round(p.size, 1) == size]
    base = max(
        {round(p.y * 2) / 2 for p in of_size},
        key=lambda y: sum(len(p.text) for p in of_size if round(p.y * 2) / 2 == y),
    )
    same = [p for p in of_size if round(p.y * 2) / 2 == base]
    return same[0].y, same[0].size


def rows_of(chunks: Iterable[Chunk]) -> list[list[Chunk]]:
    """Chunks that share a line, from the top of the page down; each row from left to right."""
    rows: list[list[Chunk]] = []
    edges: list[tuple[float, float]] = []
    ordered = sorted(chunks, key=lambda c: (c.y, c.x0))
    for chunk in ordered:
        place = _row_for(chunk, rows, edges)
        if place is None:
            rows.append([chunk])
            edges.append((chunk.y, chunk.size))
        else:
            rows[place].append(chunk)
            if chunk.size > 1.15 * edges[place][1]:
                edges[place] = (chunk.y, chunk.size)
    rows = _with_raised(rows)
    return [sorted(row, key=lambda c: c.x0) for row in rows]


def _row_for(chunk: Chunk, rows: list[list[Chunk]], edges: list[tuple[float, float]]) -> int | None:
    """The row of the last three that a chunk lies in."""
    for place in range(len(rows) - 1, max(-1, len(rows) - 4), -1):
        y, size = edges[place]
        larger, smaller = max(size, chunk.size), min(size, chunk.size)
        near = abs(chunk.y - y) < (0.3 * larger if smaller > _SMALLER * larger else 0.55 * larger)
        if near and not any(_overlap(chunk, other) > 0.4 * smaller for other in rows[place]):
            return place
    return None


def _with_raised(rows: list[list[Chunk]]) -> list[list[Chunk]]:
    """Rows, those that hold nothing but raised or lowered signs of the row below or above put into it."""
    out: list[list[Chunk]] = []
    for row in rows:
        before = out[-1] if out else None
        if before is not None and _belongs(row, before):
            before.extend(row)
        elif before is not None and _belongs(before, row):
            out[-1] = before + row
        else:
            out.append(row)
    return out


def _belongs(signs: list[Chunk], row: list[Chunk]) -> bool:
    """Whether all of `signs` are small and stand close to a chunk of `row`, raised or lowered."""
    size = max(chunk.size for chunk in row)
    y = next(chunk.y for chunk in row if chunk.size == size)
    return all(
        chunk.size < _SMALLER * size
        and abs(chunk.y - y) < _FARTHEST_RAISED * size
        and len(chunk.text) <= 24
        and any(-0.2 * size < max(chunk.x0 - other.x1, other.x0 - chunk.x1) < 0.5 * size for other in row)
        for chunk in signs
    )


def _overlap(a: Chunk, b: Chunk) -> float:
    return min(a.x1, b.x1) - max(a.x0, b.x0)


def line_of(row: Sequence[Chunk], page: int) -> Line:
    """A row of a column as a line."""
    pieces: list[tuple[Piece, bool]] = []
    gaps: list[float] = []
    for chunk in row:
        for at, piece in enumerate(chunk.pieces):
            if not pieces:
                pieces.append((piece, False))
                continue
            before = pieces[-1][0]
            gap = piece.x0 - before.x1
            space = piece.space if at else gap > _GLUED * max(piece.size, before.size)
            if space:
                gaps.append(gap / max(piece.size, before.size))
            pieces.append((piece, space))
    y, size = _dominant([piece for piece, _ in pieces])
    content: list[str] = []
    styles = bytearray()
    for piece, space in pieces:
        style = piece.style | _script(piece, y, size)
        if space:
            content.append(" ")
            both = style & styles[-1] if styles else 0
            styles.append(both)
        content.append(piece.text)
        styles.extend(bytes([style]) * len(piece.text))
    text = "".join(content)
    cells = _cells(gaps)
    words = sum(map(str.isalpha, text)) > _MOST_LETTERS * sum(map(len, text.split()))
    # the space behind a full stop stretches up to three times as much as others
    even = bool(gaps) and max(gaps) < _WIDEST_STRETCH and min(gaps) > (0.3 if words else 0.55) * max(gaps)
    first = next((p.x1 for p, space in reversed(pieces[: _first_word(pieces)])), row[0].x1) - pieces[0][0].x0
    return Line(text, bytes(styles), row[0].x0, max(c.x1 for c in row), y, size, page, cells, even, first_word=first)


def _cells(gaps: Sequence[float]) -> int:
    """How many parts wide gaps make of a line; a line that is stretched as a whole is one part."""
    wide = [gap for gap in gaps if gap > _CELL_GAP]
    if not wide:
        return 1
    usual = median(gaps)
    if usual > 0.6 * _CELL_GAP and len(gaps) > 4:
        wide = [gap for gap in wide if gap > 2 * usual]
    return 1 + len(wide)


def _first_word(pieces: Sequence[tuple[Piece, bool]]) -> int:
    """How many pieces the first word has."""
    return next((at for at, (_, space) in enumerate(pieces) if at and space), len(pieces))


def _script(piece: Piece, y: float, size: float) -> int:
    if piece.size > _SMALLER * size:
        if y - piece.y > 0.25 * size and piece.size < 1.2 * size:
            return SUPERSCRIPT
        return SUBSCRIPT if piece.y - y > 0.12 * size and piece.size < 1.2 * size else 0
    if y - piece.y > _RAISED * size:
        return SUPERSCRIPT
    return SUBSCRIPT if piece.y - y > _LOWERED * size else 0
