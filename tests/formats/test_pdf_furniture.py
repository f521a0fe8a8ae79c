"""The rules by which running headers, numbers of pages and lines, and stamps of a PDF are known: each at its edge, and past it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pytest

from citeaudit.formats.pdf.furniture import without_furniture
from citeaudit.formats.pdf.lines import Chunk
from citeaudit.formats.pdf.pieces import Piece

Page = list[Chunk]


def chunk(
    text: str, *, y: float, x0: float = 100.0, x1: float = 400.0, size: float = 10.0, first: float = 0.0
) -> Chunk:
    """A chunk; its first piece is a mark of another size where one is given."""
    mark = [Piece("*", x0, x0 + 2, y, first, 0, False)] if first else []
    return Chunk([*mark, Piece(text, x0, x1, y, size, 0, False)], x0, x1, y, size)


def text(page: int, lines: int = 12) -> Page:
    """Lines like those of no other page, from 200 points down."""
    return [
        chunk(f"{'abcdefghijklm'[at]} line {'vw'[page % 2] * (page + 1)}", y=200.0 + 12 * at) for at in range(lines)
    ]


def gone(pages: Sequence[Page]) -> set[tuple[int, str]]:
    """The page and the words of what was left out."""
    kept = {id(chunk) for page in without_furniture(pages) for chunk in page}
    return {(number, chunk.text) for number, page in enumerate(pages) for chunk in page if id(chunk) not in kept}


def headed(*headers: tuple[str, float], every: int = 1) -> list[Page]:
    """Pages of text; the first and each so many pages later has the next of these headers, at the height that is given."""
    pages = [text(page) for page in range((len(headers) - 1) * every + 1)]
    for at, (words, y) in enumerate(headers):
        pages[at * every].insert(0, chunk(words, y=y))
    return pages


@pytest.mark.parametrize(
    ("pages", "known"),
    [
        (headed(("Sleep and memory", 50), ("Sleep and memory", 53.99)), True),
        (headed(("Sleep and memory", 50), ("Sleep and memory", 54)), False),
        (headed(("Sleep and memory", 50), ("Sleep and naps", 50)), False),
        (headed(("Sleep and memory", 50), ("Sleep and memory", 50), every=6), True),
        (headed(("Sleep and memory", 50), ("Sleep and memory", 50), every=7), False),
        (headed(*[("* * *", 50)] * 4), True),
        (headed(*[("* * *", 50)] * 3), False),
        (headed(*[("2015, 149, 84–92. [CrossRef]", 50), ("2016, 59, 296–302. [CrossRef]", 50)] * 2), False),
        (headed(*[("Sleep 2015, 149, 84", 50), ("Sleep 2015, 149, 86", 50)]), True),
        (headed(*[("2015, 84 [x]", 50)] * 4), True),
    ],
)
def test_words_that_recur(pages: list[Page], known: bool) -> None:
    assert bool(gone(pages)) is known


@pytest.mark.parametrize(("place", "known"), [(3, True), (4, False), (7, False), (8, True)])
def test_only_the_ends_of_a_page_are_looked_at(place: int, known: bool) -> None:
    pages = [text(page, 11) for page in range(2)]
    for page in pages:
        page.insert(place, chunk("Sleep and memory", y=200 + 12 * place - 6))
    assert bool(gone(pages)) is known


@pytest.mark.parametrize(
    ("numbers", "known"),
    [
        ({0: "1", 1: "2"}, {(0, "1"), (1, "2")}),
        ({0: "1", 1: "3"}, set()),
        # two pages of five do not count, four of eight and more do, and four of ten are enough
        ({0: "1"}, set()),
        ({0: "1", 1: "2", 4: ""}, set()),
        ({0: "1", 1: "2", 3: ""}, {(0, "1"), (1, "2")}),
        ({0: "1 a", 2: "3 b", 4: "5 c", 6: "7 d", 9: ""}, {(0, "1 a"), (2, "3 b"), (4, "5 c"), (6, "7 d")}),
        ({0: "1 a", 2: "3 b", 4: "5 c", 9: ""}, set()),
        # three words from an end, twenty in all
        ({0: "a b 1 c d", 1: "e f 2 g h"}, {(0, "a b 1 c d"), (1, "e f 2 g h")}),
        ({0: "a b c 1 d e f", 1: "g h i 2 j k l"}, set()),
        ({0: "1 " + "a " * 18 + "b", 1: "2 " + "c " * 18 + "d"}, {(0, "1 " + "a " * 18 + "b"), (1, "2 " + "c " * 18 + "d")}),
        ({0: "1 " + "a " * 19 + "b", 1: "2 " + "c " * 19 + "d"}, set()),
    ],
)  # fmt: skip
def test_numbers_of_pages(numbers: dict[int, str], known: set[tuple[int, str]]) -> None:
    pages = [text(page) for page in range(max(numbers) + 1)]
    for page, number in numbers.items():
        if number:
            pages[page].insert(0, chunk(number, y=50))
    assert gone(pages) == known


def outermost(
    words: Iterable[str], *, y: float = 170.0, size: float = 9.0, first: float = 0.0, bare: int = 0
) -> list[Page]:
    """Pages with a row above the text, that says something else on each, and some without."""
    pages = [[chunk(row, y=y, size=size, first=first), *text(page)] for page, row in enumerate(words)]
    return [*pages, *(text(page) for page in range(len(pages), len(pages) + bare))]


@pytest.mark.parametrize(
    ("pages", "known"),
    [
        (outermost(["Sleep", "Memory"]), True),
        # on two pages, half of all
        (outermost(["Sleep"]), False),
        (outermost(["Sleep", "Memory"], bare=2), True),
        (outermost(["Sleep", "Memory"], bare=3), False),
        # smaller than 0.93 of the text, 2.2 font sizes away; no smaller mark before it
        (outermost(["Sleep", "Memory"], size=9.25), True),
        (outermost(["Sleep", "Memory"], size=10 * 0.93), False),
        (outermost(["Sleep", "Memory"], y=200 - 22.1), True),
        (outermost(["Sleep", "Memory"], y=200 - 22), False),
        (outermost(["Sleep", "Memory"], first=9 * 0.9), True),
        (outermost(["Sleep", "Memory"], first=8.0), False),
    ],
)
def test_rows_that_are_set_apart(pages: list[Page], known: bool) -> None:
    assert bool(gone(pages)) is known


@pytest.mark.parametrize(("stamped", "pages", "known"), [(3, 6, True), (3, 7, False), (2, 2, False)])
def test_stamps(stamped: int, pages: int, known: bool) -> None:
    made = [text(page) for page in range(pages)]
    for page in made[:stamped]:
        page.insert(6, chunk("Draft", y=269, x0=420, x1=450))
    assert bool(gone(made)) is known


def numbered(values: Sequence[int], steps: Sequence[float]) -> list[Page]:
    """A page of text with numbers in its margin, so far apart."""
    heights = [100.0 + sum(steps[:at]) for at in range(len(values))]
    margin = [chunk(str(value), x0=80, x1=90, y=y, size=7.0) for value, y in zip(values, heights, strict=True)]
    words = [chunk(f"{'abcdefghijklm'[at]} line", y=y) for at, y in enumerate(heights)]
    return [[*margin, *words]]


EVEN = [12.0] * 10


@pytest.mark.parametrize(
    ("values", "steps", "known"),
    [
        (range(1, 7), EVEN, True),
        (range(1, 6), EVEN, True),
        (range(1, 5), EVEN, False),
        (range(5, 35, 5), EVEN, True),
        (range(3, 21, 3), EVEN, False),
        # four steps of five alike
        ([1, 2, 3, 4, 5, 1], EVEN, True),
        ([1, 2, 3, 4, 2, 1], EVEN, False),
        # three distances of five that differ by less than 0.15
        (range(1, 7), [12, 12, 12, 24, 36], True),
        (range(1, 7), [12, 12, 10.21, 24, 36], True),
        (range(1, 7), [12, 12, 10.19, 24, 36], False),
    ],
)
def test_numbers_of_lines(values: Sequence[int], steps: Sequence[float], known: bool) -> None:
    assert bool(gone(numbered(list(values), list(steps)))) is known


@pytest.mark.parametrize(("size", "known"), [(7.34, True), (7.36, False)])
def test_a_number_of_a_line_on_a_page_with_few(size: float, known: bool) -> None:
    (page,) = numbered([*range(1, 7)], EVEN)
    last = [chunk("7", x0=80, x1=90, y=100, size=size), chunk("n line", y=100)]
    assert ((1, "7") in gone([page, last])) is known


@pytest.mark.parametrize(("x0", "known"), [(80.0, True), (90.0, False)])
def test_lines_of_two_distances_on_one_page(x0: float, known: bool) -> None:
    """The text, and the list below it, where numbers of lines stand at the place they have on other pages."""
    (page,) = numbered([*range(1, 7)], EVEN)
    (mixed,) = numbered([*range(7, 17)], [12, 12, 12, 12, 12, 10, 10, 10, 10])
    for part in mixed[:10]:
        part.x0, part.x1 = x0, x0 + 10
    assert ((1, "7") in gone([page, page, mixed])) is False
    assert ((2, "7") in gone([page, page, mixed])) is known
