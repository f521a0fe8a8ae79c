"""The columns of a PDF page and the order in which its parts are read.

A column begins where many chunks begin at one place from the left and none crosses that place for a stretch of the page.
What crosses it (a title, an abstract, a figure, a table) cuts the page into bands, and a band is read column by column.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from citeaudit.formats.pdf.lines import Chunk, rows_of

_FEWEST_LINES = 3  # in a column; one, where other pages have a column at the same place
_SAME_EDGE = 3.0  # points
_NARROWEST_GAP = 0.45  # of the font size
_FEWEST_CHARACTERS = 16  # in the lines of a column; tables have less
_LONGEST_NUMBER = 6  # characters before an entry
_NARROWEST = 0.14  # of the width of the text; numbers of a list have less
_MOST_FILLED = 0.55
_DEEPEST = 4
_MOST_EDGES = 12  # places that are tried; a table has more, a page of text fewer


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
    for edge, sure in _edges(chunks, known):
        bands = _bands(chunks, edge, width, sure)
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
        left, right = (_divide(side, known, found, depth + 1) for side in (band.left, band.right))
        columns = max((region.column for region in left), default=0) or 1
        for region in left:
            region.column = region.column or 1
        for region in right:
            region.column = columns + (region.column or 1)
        out += left + right
    return _joined(out)


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
        if groups and x - groups[-1][-1] <= 1.0:
            groups[-1].append(x)
        else:
            groups.append([x])
    largest = sorted(groups, key=len, reverse=True)[:_MOST_EDGES]
    # of two places that serve, the first: entries hang from it, their other lines begin further right
    edges = sorted((group[0], False) for group in largest if len(group) >= _FEWEST_LINES)
    return [*edges, *((x, True) for x in known)]


@dataclass(slots=True)
class _Band:
    """A stretch of the page: two sides, or one (`right` is empty)."""

    left: list[Chunk]
    right: list[Chunk]
    weight: float = 0.0


def _bands(chunks: Sequence[Chunk], edge: float, width: float, sure: bool) -> list[_Band]:
    right_end = max(chunk.x1 for chunk in chunks)
    # a line that sticks out a little, or an entry whose number hangs, crosses nothing
    slack = 0.12 * max(0.0, right_end - edge)
    left, right, across = [], [], []
    for chunk in chunks:
        if chunk.x0 >= edge - _SAME_EDGE:
            right.append(chunk)
        elif chunk.x1 <= edge + min(slack, 2 * chunk.size):
            left.append(chunk)
        else:
            across.append(chunk)
    if not left or not right:
        return []
    across.sort(key=lambda c: c.top)
    stretches: list[tuple[float, float]] = []  # covered by what crosses
    for chunk in across:
        if stretches and chunk.top <= stretches[-1][1]:
            stretches[-1] = (stretches[-1][0], max(stretches[-1][1], chunk.bottom))
        else:
            stretches.append((chunk.top, chunk.bottom))
    bounds = [-1e9, *(edge for stretch in stretches for edge in stretch), 1e9]
    sorted_in: list[list[list[Chunk]]] = []
    for side in (left, right, across):
        sorted_in.append([[] for _ in bounds])
        for chunk in side:
            sorted_in[-1][bisect_right(bounds, (chunk.top + chunk.bottom) / 2) - 1].append(chunk)
    bands: list[_Band] = []
    for at, (inside_left, inside_right, inside_across) in enumerate(zip(*sorted_in, strict=True)):
        if at % 2 == 1:
            _add_single(bands, inside_across + inside_left + inside_right)
        elif _are_columns(inside_left, inside_right, edge, width, sure):
            if bands and not bands[-1].right:
                _give_back(bands[-1].left, inside_left, inside_right)
            bands.append(_Band(inside_left, inside_right, min(_height(inside_left), _height(inside_right))))
        else:
            _add_single(bands, inside_left + inside_right)
    return bands


def _give_back(above: list[Chunk], left: list[Chunk], right: list[Chunk]) -> None:
    """Move the short last lines of a title or an abstract, which cross nothing, from the left column to what they end."""
    last = max(above, key=lambda c: c.y)
    top = min(c.top for c in right)
    for chunk in sorted(left, key=lambda c: c.y):
        near = chunk.y - last.y < 1.6 * last.size and abs(chunk.size - last.size) < 0.06 * last.size
        if not near or chunk.bottom > top or len(left) == 1:
            return
        left.remove(chunk)
        above.append(chunk)
        last = chunk


def _add_single(bands: list[_Band], chunks: list[Chunk]) -> None:
    if bands and not bands[-1].right:
        bands[-1].left += chunks
    elif chunks:
        bands.append(_Band(chunks, []))


def _height(chunks: Sequence[Chunk]) -> float:
    return max(c.bottom for c in chunks) - min(c.top for c in chunks)


def _are_columns(left: list[Chunk], right: list[Chunk], edge: float, width: float, sure: bool) -> bool:
    """Whether two sides of a gap are columns of text and not cells of a table or numbers before their items."""
    if not left or not right:
        return False
    size = median(c.size for c in (*left, *right))
    ends = sorted(c.x1 for c in left)
    if edge - ends[int(0.9 * (len(ends) - 1))] < _NARROWEST_GAP * size:
        return False
    sides = [rows_of(side) for side in (left, right)]
    if sure:
        # a known gutter serves for the short end of a column; cells that happen to keep clear of it are read across
        numbers = all(sum(len(p.text) for c in row for p in c.pieces) <= _LONGEST_NUMBER for row in sides[0])
        return max(map(_characters, sides)) >= _FEWEST_CHARACTERS and not numbers and not _is_table(left, right)
    for side, rows in zip((left, right), sides, strict=True):
        extent = max(c.x1 for c in side) - min(c.x0 for c in side)
        if len(rows) < _FEWEST_LINES or extent < _NARROWEST * width or _characters(rows) < _FEWEST_CHARACTERS:
            return False
        filled = median(sum(c.x1 - c.x0 for c in row) for row in rows) / extent
        if filled < _MOST_FILLED and _characters(rows) < 1.5 * _FEWEST_CHARACTERS:
            return False
    return True


def _is_table(left: list[Chunk], right: list[Chunk]) -> bool:
    """Whether most rows of the two sides hold several short cells each."""
    rows = rows_of([*left, *right])
    return sum(len(row) > 3 for row in rows) * 2 > len(rows)


def _characters(rows: Sequence[Sequence[Chunk]]) -> float:
    return median(sum(len(p.text) for c in row for p in c.pieces) for row in rows)
