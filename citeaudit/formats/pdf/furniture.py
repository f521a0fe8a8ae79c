"""What stands on the pages of a PDF and is not text: running headers, footers, page and line numbers, stamps.

Known by repetition: the same words at the same height on another page, a number that counts pages, a column of numbers that
count lines. Nothing goes for where it stands alone.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from citeaudit.formats.pdf.lines import Chunk, rows_of
from citeaudit.text.patterns import lazy

_OUTERMOST = 4
"""Rows at the head and at the foot of a page that may be furniture."""
_SAME_HEIGHT = 4.0
"""Points: how far one header stands from its place on another page."""
_NUMBER = lazy(r"\d{1,5}")
_DIGITS = lazy(r"\d+")
_IN_BRACKETS = lazy(r"\[[^\[\]]*\]")
"""What lists print for a link: "[CrossRef]"."""
_FEWEST_OF_PLACE = 3
"""Numbers of a place in a journal: year, volume and page. A row of a header has its page, and a year."""
_LETTER = lazy(r"[^\W\d_]")
_WORD = lazy(r"[^\W\d_]{3}")
_NEAR_PAGES = 6
"""A chapter's header has a few pages, and left and right ones take turns."""
_FEWEST_PAGES = 2
"""Pages on which something recurs; what stands alone stays."""
_FEWEST_OTHER_PAGES = 3
"""Other pages on which a row without letters recurs; two tables may have a row alike."""
_ENOUGH_PAGES = 4
"""Pages that count on are enough in the longest document."""
_SHARE_OF_PAGES = 0.5
"""Of the pages have what belongs to all pages; the first and those with large tables often do not."""
_FEWEST_STAMPED = 3
"""Pages with a stamp; two pages of an appendix may begin alike."""
_MOST_WORDS = 20
"""Of a row with the number of its page; a line of text has few more, and a header fewer."""
_OUTER_WORDS = 3
"""Words at either end of a row of which one may be the number of the page: "Page 3 of", "of 20 |"."""
_MARK = 0.9
"""Of the font size of a row: what begins it is smaller, and so the mark of a note."""
_SMALLER = 0.93
"""Of the font size of the text: headers are set one point smaller, mostly."""
_APART = 2.2
"""Of the font size: between text and what belongs to the page."""
_FEWEST_LINE_NUMBERS = 5
"""Numbers in a margin that count lines; a list of a few entries has fewer."""
_SAME_SIZE = 0.05
"""Of the font size: how far the sizes of line numbers differ."""
_STEPS = frozenset([1, 2, 5, 10])
"""By which line numbers rise."""
_MOST_STEPS = 0.8
"""Of the steps between line numbers are alike; each page, or each section, may begin with 1."""
_EVEN = 0.15
"""Of the usual distance: how far distances of lines differ."""
_MOST_EVEN = 0.6
"""Of the lines are evenly apart; entries of a list have one line or three, and headings and figures stand apart."""


def without_furniture(pages: Sequence[list[Chunk]]) -> list[list[Chunk]]:
    """The chunks of each page without running headers, footers, page numbers, line numbers and stamps."""
    numbers = _line_numbers(pages)
    stamps = _stamps(pages)
    kept = [[chunk for chunk in page if id(chunk) not in numbers and id(chunk) not in stamps] for page in pages]
    headers = _headers(kept)
    return [[chunk for chunk in page if id(chunk) not in headers] for page in kept]


@dataclass(frozen=True, slots=True)
class _End:
    """A row at the head or the foot of a page; `rank` counts from the edge, 0, 1, … at the head, -1, -2, … at the foot."""

    page: int
    rank: int
    row: list[Chunk]

    @property
    def y(self) -> float:
        """The height of the row."""
        return self.row[0].y

    @property
    def key(self) -> str:
        """Its words, whatever its numbers."""
        return _DIGITS.sub("#", " ".join(chunk.text for chunk in self.row)).casefold()


Rule = Callable[[Sequence[_End], Sequence[list[Chunk]]], set[int]]
"""From the rows at the ends of pages, and the pages: the places of the rows that are furniture."""


def _headers(pages: Sequence[list[Chunk]]) -> set[int]:
    """The ids of chunks in rows at the head or foot of a page that a rule knows as furniture."""
    ends: list[_End] = []
    for number, page in enumerate(pages):
        rows = rows_of(page)
        ends += [_End(number, rank, row) for rank, row in enumerate(rows[:_OUTERMOST])]
        foot = rows[_OUTERMOST:][-_OUTERMOST:]
        ends += [_End(number, rank - len(foot), row) for rank, row in enumerate(foot)]
    places = set().union(*(rule(ends, pages) for rule in RULES))
    return {id(chunk) for place in places for chunk in ends[place].row}


def recurring(ends: Sequence[_End], pages: Sequence[list[Chunk]]) -> set[int]:
    """Rows with the same words at the same height on a page nearby: "Hall et al. | Sleep and memory".

    Numbers and signs must stand on three more pages; on fewer, "12.3 (4)" may be a row of a table. "2015, 149, 84–92. [CrossRef]" is
    the end of an entry, on however many pages.
    """
    return {
        place
        for place, others in _recurring(ends)
        if (others and _LETTER.search(_IN_BRACKETS.sub(" ", ends[place].key)))
        or (others >= _FEWEST_OTHER_PAGES and ends[place].key.count("#") < _FEWEST_OF_PLACE)
    }


def set_apart(ends: Sequence[_End], pages: Sequence[list[Chunk]]) -> set[int]:
    """Outermost rows in smaller type, away from the text, at one height on most pages, whatever they say."""
    candidates: list[tuple[int, int]] = []
    for place, end in enumerate(ends):
        if end.rank not in {0, -1} or len(pages[end.page]) == len(end.row):
            continue
        text = [chunk for chunk in pages[end.page] if all(chunk is not other for other in end.row)]
        size = max(chunk.size for chunk in end.row)
        usual = median(chunk.size for chunk in text)
        if end.row[0].pieces[0].size < _MARK * size:
            continue  # a note, which its mark begins
        near = min(chunk.y for chunk in text) if end.rank == 0 else max(chunk.y for chunk in text)
        if size < _SMALLER * usual and abs(near - end.y) > _APART * usual:
            candidates.append((place, round(end.y / _SAME_HEIGHT)))
    heights = Counter(height for _, height in candidates)
    return {
        place
        for place, height in candidates
        if heights[height] + max(heights[height - 1], heights[height + 1])
        >= max(_FEWEST_PAGES, _SHARE_OF_PAGES * len(pages))
    }


def counting_pages(ends: Sequence[_End], pages: Sequence[list[Chunk]]) -> set[int]:
    """Rows that begin or end with the number of the page, which rises by one from page to page at one height."""
    votes: Counter[tuple[int, int]] = Counter()
    numbers: list[tuple[int, tuple[int, int]]] = []
    for place, end in enumerate(ends):
        height = round(end.y / _SAME_HEIGHT)
        for value in _numbers(end.row):
            votes.update([(value - end.page, height), (value - end.page, height + 1)])
            numbers.append((place, (value - end.page, height)))
    fewest = max(_FEWEST_PAGES, min(_ENOUGH_PAGES, _SHARE_OF_PAGES * len(pages)))
    return {
        place for place, (offset, height) in numbers if max(votes[offset, height], votes[offset, height + 1]) >= fewest
    }


RULES: tuple[Rule, ...] = (recurring, set_apart, counting_pages)
"""A row is furniture if one of them says so."""


def _recurring(ends: Sequence[_End]) -> Iterator[tuple[int, int]]:
    """The place of each row with words or signs, and on how many other pages nearby it stands at its height."""
    by_key: dict[str, list[tuple[int, int, float]]] = defaultdict(list)
    for place, end in enumerate(ends):
        by_key[end.key].append((place, end.page, end.y))
    for key, same in by_key.items():
        if not key.strip():
            continue
        for place, page, y in same:
            others = {
                other
                for _, other, height in same
                if other != page and abs(height - y) < _SAME_HEIGHT and abs(other - page) <= _NEAR_PAGES
            }
            yield place, len(others)


def _numbers(row: Sequence[Chunk]) -> set[int]:
    """The numbers among the first and the last words of a row; none in a line of text."""
    words = " ".join(chunk.text for chunk in row).split()
    if len(words) > _MOST_WORDS:
        return set()
    return {
        int(word)
        for word in (*words[:_OUTER_WORDS], *words[-_OUTER_WORDS:])
        if _NUMBER.fullmatch(word.strip("-–—|()")) and word.isdigit()
    }


def _stamps(pages: Sequence[list[Chunk]]) -> set[int]:
    """The ids of chunks that stand at one and the same place on half of the pages: watermarks, "Downloaded from …"."""
    count: Counter[tuple[str, int, int]] = Counter()
    for page in pages:
        count.update({_place(chunk) for chunk in page})
    fewest = max(_FEWEST_STAMPED, _SHARE_OF_PAGES * len(pages))
    often = {place for place, n in count.items() if n >= fewest and _WORD.search(place[0])}
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
        out |= _column_of_numbers(page, frozenset(map(_edges, known)))
        for chunk in page:
            if (
                _NUMBER.fullmatch(chunk.text)
                and abs(chunk.size - size) < _SAME_SIZE * size
                and (round(chunk.x1) in rights or round(chunk.x0) in lefts)
            ):
                if not any(
                    other is not chunk and other.x0 < chunk.x0 and abs(other.y - chunk.y) < chunk.size for other in page
                ):
                    out.add(id(chunk))
            elif len(chunk.pieces) > 1 and _NUMBER.fullmatch(chunk.pieces[0].text) and chunk.pieces[1].space:
                first = chunk.pieces[0]  # a number that stands close to its line
                if round(first.x1) in rights and abs(first.size - size) < _SAME_SIZE * size:
                    del chunk.pieces[0]
                    chunk.x0 = chunk.pieces[0].x0
    return out


def _edges(chunk: Chunk) -> tuple[int, int]:
    """The left and the right edge of a number, in points."""
    return round(chunk.x0), round(chunk.x1)


def _column_of_numbers(page: Sequence[Chunk], known: frozenset[tuple[int, int]] = frozenset()) -> set[int]:
    """The ids of bare numbers that are aligned, rise by a constant step, and stand at even distances.

    Where lines are numbered at a `known` place on other pages, distances may differ: those of the text, and of the list below it.
    """
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
            placed = all(_edges(chunk) in known for chunk in same)
            if len(same) >= _FEWEST_LINE_NUMBERS and _counts_lines(same, even=not placed):
                found.update(id(chunk) for chunk in same)
    return found


def _counts_lines(column: Sequence[Chunk], *, even: bool) -> bool:
    values = [int(chunk.text) for chunk in column]
    steps = [b - a for a, b in pairwise(values)]
    step = max(set(steps), key=steps.count)
    if step not in _STEPS or sum(s == step for s in steps) < _MOST_STEPS * len(steps):
        return False
    distances = [(b.y - a.y) / step for a, b in pairwise(column)]
    usual = median(distances)
    near = sum(abs(distance - usual) < _EVEN * usual for distance in distances)
    return usual > 0 and (near >= _MOST_EVEN * len(distances) or not even)
