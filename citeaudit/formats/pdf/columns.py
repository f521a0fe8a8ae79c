"""The columns of a PDF page and the order in which its parts are read.

A column begins where many chunks begin at one place from the left and none crosses that place for a stretch of the page.
What crosses it (a title, an abstract, a figure, a table) cuts the page into bands, and a band is read column by column.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from citeaudit.formats.pdf import gutters
from citeaudit.formats.pdf.gutters import FEWEST_LINES, Gap
from citeaudit.formats.pdf.lines import Chunk
from citeaudit.text.patterns import lazy

_SAME_EDGE = 3.0
"""Points: how far the left edges of a column's lines stray."""
_SAME_START = 1.0
"""Points: how far chunks that begin at one place stray from each other."""
_STICKS_OUT = 0.12
"""Of the width right of an edge: a line that sticks out so far into it does not cross it."""
_STICKS_OUT_SIZES = 2.0
"""Of the font size, likewise: the hanging number of an entry is as wide."""
_HANGS_OUT = 1.2
"""Of the font size: "10." begins further left than "9." where numbers end at one place."""
_NUMBERED = lazy(r"[\[(]?\d{2,4}[\])]?[.:)]?(?:\s|$)")
"""What a chunk begins with that hangs out."""
_DEEPEST = 4
"""Columns within columns: a page has two or three, and boxes and lists in them."""
_MOST_EDGES = 12
"""Places that are tried; a table has more, a page of text fewer."""
_NEXT_LINE = 1.6
"""Of the font size: how far below a line the next one of a title or an abstract is at most."""
_SAME_SIZE = 0.06
"""Of the font size: how far the sizes of its lines differ."""
_LINE = 0.8
"""Of the font size: the height of what is left white between two parts of a page that have columns of their own."""
_MOST_PARTS = 2
"""Chunks of the heading of what crosses both columns: its number, and its words."""
_FARTHEST_TEXT = 2.0
"""Of the font size: from such a heading to the text below it."""
_MOST_WHITE = 60
"""White bands of a page that are tried; more stand in a drawing."""
_MOST = 0.6
"""Of the characters of a column are of one size; headings and figures have others, and above a list a column may be short."""
_FAR = 1e9
"""Points: beyond every page."""


@dataclass(slots=True)
class Region:
    """Chunks that are read from top to bottom. `column` counts columns from 1, 0 where there is but one."""

    chunks: list[Chunk]
    column: int = 0


def gutters_of(chunks: Sequence[Chunk]) -> list[float]:
    """Where columns of a page begin, from its own evidence."""
    found: list[float] = []
    _divide(list(chunks), (), found, 0)
    return found


def regions_of(chunks: Sequence[Chunk], known: Sequence[float]) -> list[Region]:
    """The parts of a page in reading order.

    Args:
        chunks: All chunks of the page.
        known: Where columns begin on other pages.
    """
    regions = _divide(list(chunks), known, [], 0)
    return [region for region in regions if region.chunks]


def _divide(chunks: list[Chunk], known: Sequence[float], found: list[float], depth: int) -> list[Region]:
    if len(chunks) < 2 or depth > _DEEPEST:
        return [Region(chunks)]
    best: tuple[float, float, list[_Band]] | None = None
    width = max(c.x1 for c in chunks) - min(c.x0 for c in chunks)
    for edge, on_other_pages in _edges(chunks, known):
        bands = _bands(chunks, edge, width, on_other_pages)
        score = sum(band.weight for band in bands if band.right)
        if score and (best is None or score > best[0]):
            best = (score, edge, bands)
    if best is None:
        return [Region(chunks)]
    _, edge, bands = best
    found.append(edge)
    out: list[Region] = []
    for band in bands:
        if not band.right:
            out += _divide(band.left, known, found, depth + 1)
            continue
        for sides in _levels(band.left, band.right):
            left, right = (_divide(side, known, found, depth + 1) for side in sides)
            columns = max((region.column for region in left), default=0) or 1
            for region in left:
                region.column = region.column or 1
            for region in right:
                region.column = columns + (region.column or 1)
            out += left + right
    return _joined(out)


def _levels(left: list[Chunk], right: list[Chunk]) -> list[tuple[list[Chunk], list[Chunk]]]:
    """Two columns cut where both go over to another font size at one height: the end of the text, and the list below it.

    A white band as high as a line lies there across both; what begins below in the left column goes on below in the right.
    """
    sides = (left, right)
    for height in islice(_white_bands([*left, *right]), _MOST_WHITE):
        above, below = ([[c for c in side if (c.y > height) is lower] for side in sides] for lower in (False, True))
        sizes = [_usual_size(part) for part in (*above, *below)]
        if not all(sizes):
            continue
        (upper, upper_right, lower, lower_right) = sizes
        alike = max(_difference(upper, upper_right), _difference(lower, lower_right)) < _SAME_SIZE / 2
        if alike and _difference(upper, lower) > _SAME_SIZE:
            return [(above[0], above[1]), *_levels(below[0], below[1])]
    return [(left, right)]


def _white_bands(chunks: Sequence[Chunk]) -> Iterator[float]:
    """The heights, from the top, at which no chunk stands for a line or more."""
    end = _FAR
    for chunk in sorted(chunks, key=lambda chunk: chunk.top):
        if chunk.top - end > _LINE * chunk.size:
            yield (chunk.top + end) / 2
        end = chunk.bottom if end == _FAR else max(end, chunk.bottom)


def _usual_size(chunks: Sequence[Chunk]) -> float:
    """The font size of most characters; 0 where there is none."""
    count: Counter[float] = Counter()
    for chunk in chunks:
        count[round(chunk.size, 1)] += len(chunk.text)
    size, _ = count.most_common(1)[0] if count else (0.0, 0)
    usual = sum(n for other, n in count.items() if _difference(other, size) < _SAME_SIZE / 2)
    return size if usual >= _MOST * count.total() else 0.0


def _difference(size: float, other: float) -> float:
    """Of two font sizes, as a share of the larger."""
    return abs(size - other) / max(size, other, 1.0)


def _joined(regions: list[Region]) -> list[Region]:
    """Neighbouring parts of a single column as one."""
    out: list[Region] = []
    for region in regions:
        if out and region.column == 0 and out[-1].column == 0:
            out[-1].chunks += region.chunks
        else:
            out.append(region)
    return out


def _edges(chunks: Sequence[Chunk], known: Sequence[float]) -> list[tuple[float, bool]]:
    """Where a column may begin, and whether other pages say so."""
    starts = sorted(chunk.x0 for chunk in chunks)
    groups: list[list[float]] = []
    for x in starts:
        if groups and x - groups[-1][-1] <= _SAME_START:
            groups[-1].append(x)
        else:
            groups.append([x])
    largest = sorted(groups, key=len, reverse=True)[:_MOST_EDGES]
    # of two places that serve, the first: entries hang from it, their other lines begin further right
    edges = sorted((group[0], False) for group in largest if len(group) >= FEWEST_LINES)
    return [*edges, *((x, True) for x in known)]


@dataclass(slots=True)
class _Band:
    """A stretch of the page: two sides, or one (`right` is empty)."""

    left: list[Chunk]
    right: list[Chunk]
    weight: float = 0.0


def _bands(chunks: Sequence[Chunk], edge: float, width: float, known: bool) -> list[_Band]:
    """The stretches of a page, from its top, if a column begins at `edge`; none where nothing stands on one side of it."""
    left, right, across = _sides(chunks, edge)
    if not left or not right:
        return []
    bounds = _bounds(across)
    stretches = zip(*(_between(side, bounds) for side in (left, right, across)), strict=True)
    bands: list[_Band] = []
    for at, (inside_left, inside_right, inside_across) in enumerate(stretches):
        if at % 2 == 1:
            _add_single(bands, inside_across + inside_left + inside_right)
        elif gutters.decide(Gap(inside_left, inside_right, edge, width, known)).columns:
            if bands and not bands[-1].right:
                _give_back(bands[-1].left, inside_left, inside_right)
            bands.append(_Band(inside_left, inside_right, min(_height(inside_left), _height(inside_right))))
        else:
            _add_single(bands, inside_left + inside_right)
    return bands


def _sides(chunks: Sequence[Chunk], edge: float) -> tuple[list[Chunk], list[Chunk], list[Chunk]]:
    """What stands left and right of an edge, and what crosses it, from the top.

    A line that sticks out a little, or an entry whose number hangs, crosses nothing.
    """
    slack = _STICKS_OUT * max(0.0, max(chunk.x1 for chunk in chunks) - edge)
    left: list[Chunk] = []
    right: list[Chunk] = []
    across: list[Chunk] = []
    for chunk in chunks:
        if chunk.x0 >= edge - _SAME_EDGE or (
            chunk.x0 >= edge - _HANGS_OUT * chunk.size and _NUMBERED.match(chunk.text)
        ):
            right.append(chunk)
        elif chunk.x1 <= edge + min(slack, _STICKS_OUT_SIZES * chunk.size):
            left.append(chunk)
        else:
            across.append(chunk)
    return left, right, sorted(across, key=lambda chunk: chunk.top)


def _bounds(across: Sequence[Chunk]) -> list[float]:
    """The heights at which what crosses an edge begins and ends, in turns, from above the page to below it."""
    covered: list[tuple[float, float]] = []
    for chunk in across:
        if covered and chunk.top <= covered[-1][1]:
            covered[-1] = (covered[-1][0], max(covered[-1][1], chunk.bottom))
        else:
            covered.append((chunk.top, chunk.bottom))
    return [-_FAR, *(height for stretch in covered for height in stretch), _FAR]


def _between(side: Sequence[Chunk], bounds: Sequence[float]) -> list[list[Chunk]]:
    """The chunks of a side by the bounds that they stand below; the last has none."""
    found: list[list[Chunk]] = [[] for _ in bounds]
    for chunk in side:
        found[bisect_right(bounds, (chunk.top + chunk.bottom) / 2) - 1].append(chunk)
    return found


def _give_back(above: list[Chunk], left: list[Chunk], right: list[Chunk]) -> None:
    """Move the short last lines of a title or an abstract, which cross nothing, from the left column to what they end."""
    last = max(above, key=lambda c: c.y)
    top = min(c.top for c in right)
    for chunk in sorted(left, key=lambda c: c.y):
        follows = chunk.y - last.y < _NEXT_LINE * last.size and abs(chunk.size - last.size) < _SAME_SIZE * last.size
        if not follows or chunk.bottom > top or len(left) == 1:
            return
        left.remove(chunk)
        above.append(chunk)
        last = chunk


def _add_single(bands: list[_Band], chunks: list[Chunk]) -> None:
    if bands and not bands[-1].right:
        bands[-1].left += chunks
    elif chunks:
        heading = _take_heading(bands[-1], chunks) if bands else []
        bands.append(_Band([*heading, *chunks], []))


def _take_heading(above: _Band, chunks: Sequence[Chunk]) -> list[Chunk]:
    """Take the short line of the left column that stands below both columns and above what crosses them: its heading."""
    last = max(above.left, key=lambda chunk: chunk.y)
    rest = [chunk for chunk in above.left if chunk.y < last.y - last.size]
    if not rest or len(above.left) - len(rest) > _MOST_PARTS or not above.right:
        return []
    end = max(chunk.bottom for chunk in (*rest, *above.right))
    white, gap = last.top - end, min(chunk.top for chunk in chunks) - last.bottom
    if white < _LINE * last.size / 2 or gap > _FARTHEST_TEXT * last.size:
        return []
    heading = [chunk for chunk in above.left if chunk.y >= last.y - last.size]
    above.left = rest
    return heading


def _height(chunks: Sequence[Chunk]) -> float:
    return max(c.bottom for c in chunks) - min(c.top for c in chunks)
