"""What stands on the pages of a PDF and is not text: running headers, footers, page and line numbers, stamps.

Known by repetition: the same words at the same height on another page, a number that counts pages, a column of numbers that
count lines. Nothing goes for where it stands alone.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from citeaudit.formats.pdf.lines import Chunk, rows_of
from citeaudit.text.patterns import lazy

_OUTERMOST = 4  # rows at the head and at the foot of a page that may be furniture
_SAME_HEIGHT = 4.0  # points
_NUMBER = lazy(r"\d{1,5}")
_DIGITS = lazy(r"\d+")
_ROMAN = lazy(r"[ivxlc]{1,7}", re.IGNORECASE)
_FEWEST_LINE_NUMBERS = 5
_NEAR_PAGES = 6  # a chapter's header has a few pages, and left and right ones take turns
_SHARE_OF_PAGES = 0.5
_APART = 2.2  # of the font size, between text and what belongs to the page


def without_furniture(pages: Sequence[list[Chunk]]) -> list[list[Chunk]]:
    """The chunks of each page without running headers, footers, page numbers, line numbers and stamps."""
    numbers = _line_numbers(pages)
    stamps = _stamps(pages)
    kept = [[chunk for chunk in page if id(chunk) not in numbers and id(chunk) not in stamps] for page in pages]
    headers = _headers(kept)
    return [[chunk for chunk in page if id(chunk) not in headers] for page in kept]


def _key(row: Sequence[Chunk]) -> str:
    return _DIGITS.sub("#", " ".join(chunk.text for chunk in row)).casefold()


def _headers(pages: Sequence[list[Chunk]]) -> set[int]:
    """The ids of chunks in rows at the head or foot of a page that recur, or that count pages."""
    ends: list[tuple[int, int, list[Chunk]]] = []  # page, rank from the edge (negative at the foot), row
    for number, page in enumerate(pages):
        rows = rows_of(page)
        ends += [(number, rank, row) for rank, row in enumerate(rows[:_OUTERMOST])]
        foot = rows[_OUTERMOST:][-_OUTERMOST:]
        ends += [(number, rank - len(foot), row) for rank, row in enumerate(foot)]
    by_key: dict[str, list[tuple[int, int, float]]] = defaultdict(list)
    for place, (number, _, row) in enumerate(ends):
        by_key[_key(row)].append((place, number, row[0].y))
    counting = _counting(ends, len(pages))
    found: set[int] = counting | _set_apart(ends, pages)
    for key, same in by_key.items():
        if len(same) < 2 or not key.strip():
            continue
        for place, number, y in same:
            others = {
                n for _, n, h in same if n != number and abs(h - y) < _SAME_HEIGHT and abs(n - number) <= _NEAR_PAGES
            }
            # a bare number may be a row of a table; pages count by one
            if others and (re.search(r"[^\W\d_]", key) or place in counting or len(others) >= 3):
                found.add(place)
    out: set[int] = set()
    by_page: dict[tuple[int, bool], list[tuple[int, int]]] = defaultdict(list)
    for place, (number, rank, _) in enumerate(ends):
        by_page[number, rank < 0].append((rank if rank >= 0 else -1 - rank, place))
    for same_end in by_page.values():
        for _, place in sorted(same_end):
            if place in found:
                out.update(id(chunk) for chunk in ends[place][2])
    return out


def _set_apart(ends: Sequence[tuple[int, int, list[Chunk]]], pages: Sequence[list[Chunk]]) -> set[int]:
    """Outermost rows in smaller type, away from the text, at one height on most pages, whatever they say."""
    candidates: list[tuple[int, int]] = []
    for place, (number, rank, row) in enumerate(ends):
        if rank not in {0, -1} or len(pages[number]) == len(row):
            continue
        text = [chunk for chunk in pages[number] if all(chunk is not other for other in row)]
        size = max(chunk.size for chunk in row)
        usual = median(chunk.size for chunk in text)
        y = row[0].y
        if row[0].pieces[0].size < 0.9 * size:
            continue  # a note, which its mark begins
        near = min(chunk.y for chunk in text) if rank == 0 else max(chunk.y for chunk in text)
        if size < 0.93 * usual and abs(near - y) > _APART * usual:
            candidates.append((place, round(y / _SAME_HEIGHT)))
    heights = Counter(height for _, height in candidates)
    return {
        place
        for place, height in candidates
        if heights[height] + max(heights[height - 1], heights[height + 1]) >= max(2, _SHARE_OF_PAGES * len(pages))
    }


def _counting(ends: Sequence[tuple[int, int, list[Chunk]]], pages: int) -> set[int]:
    """Rows that begin or end with the number of the page, which rises by one from page to page at one height."""
    votes: Counter[tuple[int, int]] = Counter()
    numbers: list[tuple[int, tuple[int, int]]] = []
    for place, (page, _, row) in enumerate(ends):
        words = " ".join(chunk.text for chunk in row).split()
        if len(words) > 20:
            continue
        values = {
            int(word)
            for word in (*words[:3], *words[-3:])
            if _NUMBER.fullmatch(word.strip("-–—|()"), 0) and word.isdigit()
        }
        for value in values:
            for height in (round(row[0].y / _SAME_HEIGHT), round(row[0].y / _SAME_HEIGHT) + 1):
                votes[value - page, height] += 1
            numbers.append((place, (value - page, round(row[0].y / _SAME_HEIGHT))))
    found = set()
    for place, (offset, height) in numbers:
        most = max(votes[offset, height], votes[offset, height + 1])
        if most >= max(2, min(4, _SHARE_OF_PAGES * pages)):
            found.add(place)
    return found


def _stamps(pages: Sequence[list[Chunk]]) -> set[int]:
    """The ids of chunks that stand at one and the same place on half of the pages: watermarks, "Downloaded from …"."""
    count: Counter[tuple[str, int, int]] = Counter()
    for page in pages:
        count.update({_place(chunk) for chunk in page})
    fewest = max(3, _SHARE_OF_PAGES * len(pages))
    often = {place for place, n in count.items() if n >= fewest and re.search(r"[^\W\d_]{3}", place[0])}
    return {id(chunk) for page in pages for chunk in page if _place(chunk) in often}


def _place(chunk: Chunk) -> tuple[str, int, int]:
    return chunk.text, round(chunk.x0 / 2), round(chunk.y / 2)


def _line_numbers(pages: Sequence[list[Chunk]]) -> set[int]:
    """The ids of numbers in a margin that count lines, on most pages."""
    found: list[set[int]] = [_column_of_numbers(page) for page in pages]
    with_text = sum(len(page) >= 2 * _FEWEST_LINE_NUMBERS for page in pages)
    if sum(map(bool, found)) < max(1, _SHARE_OF_PAGES * with_text):
        return set()
    out = set().union(*found)
    # pages with few lines: what stands where the numbers of other pages stand
    known = [c for page in pages for c in page if id(c) in out]
    lefts, rights = {round(c.x0) for c in known}, {round(c.x1) for c in known}
    size = median(c.size for c in known)
    for page in pages:
        for chunk in page:
            if (
                _NUMBER.fullmatch(chunk.text)
                and abs(chunk.size - size) < 0.05 * size
                and (round(chunk.x1) in rights or round(chunk.x0) in lefts)
            ):
                if not any(
                    other is not chunk and other.x0 < chunk.x0 and abs(other.y - chunk.y) < chunk.size for other in page
                ):
                    out.add(id(chunk))
            elif len(chunk.pieces) > 1 and _NUMBER.fullmatch(chunk.pieces[0].text) and chunk.pieces[1].space:
                first = chunk.pieces[0]  # a number that stands close to its line
                if round(first.x1) in rights and abs(first.size - size) < 0.05 * size:
                    del chunk.pieces[0]
                    chunk.x0 = chunk.pieces[0].x0
    return out


def _column_of_numbers(page: Sequence[Chunk]) -> set[int]:
    """The ids of bare numbers that are aligned, rise by a constant step, and stand at even distances."""
    found: set[int] = set()
    bare = [chunk for chunk in page if _NUMBER.fullmatch(chunk.text)]
    if len(bare) < _FEWEST_LINE_NUMBERS:
        return found
    for side in ("x1", "x0"):
        groups: dict[tuple[int, float], list[Chunk]] = defaultdict(list)
        for chunk in bare:
            groups[round(getattr(chunk, side) / 2), round(chunk.size, 1)].append(chunk)
        for (key, size), group in groups.items():
            same = sorted([*group, *groups.get((key + 1, size), ())], key=lambda c: c.y)
            if len(same) >= _FEWEST_LINE_NUMBERS and _counts_lines(same):
                found.update(id(chunk) for chunk in same)
    return found


def _counts_lines(column: Sequence[Chunk]) -> bool:
    values = [int(chunk.text) for chunk in column]
    steps = [b - a for a, b in pairwise(values)]
    step = max(set(steps), key=steps.count)
    if step not in {1, 2, 5, 10} or sum(s == step for s in steps) < 0.8 * len(steps):
        return False
    distances = [(b.y - a.y) / step for a, b in pairwise(column)]
    usual = median(distances)
    # entries of a list have one line or three; lines are as far apart as lines are, headings and figures apart
    even = sum(abs(distance - usual) < 0.15 * usual for distance in distances)
    return even >= 0.6 * len(distances) and usual > 0
