"""Pages in columns as journals set them: numbers that hang beside a column, text and list one above the other."""

from __future__ import annotations

import pytest
from reportlab.pdfgen.canvas import Canvas

from citeaudit.auditing import pipeline
from citeaudit.formats import pdf
from citeaudit.formats.pdf.columns import regions_of
from citeaudit.formats.pdf.cutmarkers import with_whole_markers
from citeaudit.formats.pdf.entrynumbers import with_entry_numbers
from citeaudit.formats.pdf.equations import numbers_of_equations
from citeaudit.formats.pdf.lines import Chunk, Line
from citeaudit.formats.pdf.pieces import BOLD, Piece
from citeaudit.formats.pdf.references import end_of_list
from citeaudit.model import Audit
from tests.formats import pdf_files
from tests.formats.pdf_files import MARGIN, both, drawn, filler, lines, wrapped

WIDE = 215.0
"""Points: a column of a page of two."""
RIGHT = MARGIN + 240


def chunk(text: str, x0: float, x1: float, y: float, size: float = 10.0) -> Chunk:
    return Chunk([Piece(text, x0, x1, y, size, 0, False)], x0, x1, y, size)


def entries(count: int) -> list[str]:
    """References of two lines and three in a column, by turns."""
    return [
        f"Hall A{chr(97 + n % 26)}, Berg C. Sleep and the memory of {'travellers and of those at home and of ' * (n % 2)}pilots, part {n}. J Sleep Res 2015;{n}:1-9."
        for n in range(1, count + 1)
    ]


def listed(canvas: Canvas, numbered: list[tuple[int, str]], x: float, y: float) -> float:
    """Entries of a list whose numbers stand in a column of their own; the height below them."""
    for number, entry in numbered:
        canvas.drawString(x, y, f"{number}.")
        for line in wrapped(entry, WIDE - 18, size=7.5):
            canvas.drawString(x + 18, y, line)
            y -= 9
    return y


def audited(data: bytes) -> Audit:
    return pipeline.audit_manuscript(pdf.read("a.pdf", data))


def test_numbers_that_hang_beside_the_right_column() -> None:
    texts = entries(45)
    numbered = list(enumerate(texts, 1))
    cited = " ".join(f"Sleep helps memory in many ways [{n}]." for n in range(1, 46))
    rows = wrapped(cited, WIDE)
    half = len(rows) // 2

    def page(canvas: Canvas) -> None:
        canvas.setFont("Times-Bold", 7.5)
        canvas.drawString(MARGIN, 760, "References")
        canvas.setFont("Times-Roman", 7.5)
        listed(canvas, numbered[:18], MARGIN, 750)
        listed(canvas, numbered[18:], RIGHT, 775)

    audit = audited(drawn(both(lines(rows[:half], y=760), lines(rows[half:], x=RIGHT, y=760)), page))
    assert [reference.raw for reference in audit.references] == texts
    assert [link.reference for citation in audit.citations for link in citation.links] == list(range(1, 46))


def test_text_and_list_one_above_the_other() -> None:
    """The list begins low in the left column and goes on low in the right one, below the sections that end the text."""

    def page(canvas: Canvas) -> None:
        texts = wrapped(filler(1) + " " + filler(2), WIDE)
        lines(texts[:12], y=760)(canvas)
        lines(texts[12:20], x=RIGHT, y=744)(canvas)
        canvas.setFont("Helvetica-Bold", 12)
        canvas.drawString(RIGHT, 760, "Acknowledgments")
        canvas.drawString(MARGIN, 590, "References")
        canvas.setFont("Times-Roman", 7.5)
        for x, y, part in ((MARGIN, 575, pdf_files.NAMED_REFERENCES[:3]), (RIGHT, 592, pdf_files.NAMED_REFERENCES[3:])):
            for entry in part:
                for at, line in enumerate(wrapped(entry, WIDE - 10, size=7.5)):
                    canvas.drawString(x + 10 * (at > 0), y, line)
                    y -= 9

    references, _ = pipeline.parse_list(pdf.read("a.pdf", drawn(page)))
    assert [reference.raw for reference in references] == list(pdf_files.NAMED_REFERENCES)


def test_what_stands_behind_a_numbered_list_is_no_entry() -> None:
    """Dates and addresses, which a space sets apart, on the page of the list and on the next."""

    def page(canvas: Canvas) -> None:
        lines(wrapped("Sleep helps [1, 2], and naps help [3, 4]. " + filler(1), 400), y=770)(canvas)
        canvas.drawString(MARGIN, 600, "References")
        y = 588
        for at, entry in enumerate(pdf_files.REFERENCES[:4], 1):
            for line in wrapped(f"[{at}] {entry}", 300):
                canvas.drawString(MARGIN, y, line)
                y -= 12
        canvas.drawString(MARGIN + 120, y - 30, "(Received 24 December 2004)")

    address = lines(["(Revised 12 April 2006)", "School of Sleep, Harbour Road, Berg, https://example.org/"])
    audit = audited(drawn(page, address))
    assert [reference.raw for reference in audit.references] == list(pdf_files.REFERENCES[:4])


def typed(*rows: tuple[str, str]) -> Audit:
    """A page of text that cites by name, and a list with rows as they are, each in a font."""
    cited = "Sleep helps (Hall 2015), naps help (Moss 2019), and light helps (Novak 2013; Petrov 2018). "

    def page(canvas: Canvas) -> None:
        lines(wrapped(cited + filler(1), 400), y=770)(canvas)
        canvas.setFont("Helvetica-Bold", 12)
        canvas.drawString(MARGIN, 600, "References")
        for at, (font, row) in enumerate(rows):
            canvas.setFont(font, 10)
            canvas.drawString(MARGIN + (0 if row[0].isupper() else 12), 580 - 12 * at, row)

    return audited(drawn(page))


HALL = ("Times-Roman", "Hall A (2015). Sleep and memory in young adults and in old ones. J Sleep Res 3, 1-9.")
MOSS = ("Times-Roman", "Moss D (2019). Naps in older adults and those who take them. J Sleep Res 7, 21-30.")
NOVAK = ("Times-Roman", "Novak H (2013). Light and shift work. R packages sleep, memory, naps, and of those")
PETROV = ("Times-Roman", "Petrov N (2018). Airports at night. Ergonomics 61, 45-52.")


def test_bold_words_of_an_entry_end_no_list() -> None:
    audit = typed(HALL, MOSS, NOVAK, ("Times-Bold", "naps, sleep, memory, light,"), ("Times-Roman", "in all. J Sleep Res 4, 1-2."), PETROV)  # fmt: skip
    assert [reference.short() for reference in audit.references] == [
        "Hall 2015",
        "Moss 2019",
        "Novak 2013",
        "Petrov 2018",
    ]
    assert "naps, sleep, memory, light, in all." in audit.references[2].raw


def test_a_heading_without_a_list() -> None:
    assert typed().references == ()


@pytest.mark.parametrize(("heading", "count"), [("Further reading", 3), ("Acknowledgments", 2)])
def test_headings_within_a_list_and_behind_it(heading: str, count: int) -> None:
    audit = typed(HALL, MOSS, ("Times-Bold", heading), PETROV)
    assert len(audit.references) == count


# --------------------------------------------------------------------------- numbers before their entries


def numbers(
    *, gap: float = 8.0, aside: float = 0.0, lower: float = 0.0, size: float = 10.0, values: str = "123"
) -> list[str]:
    """The texts of three lines with their numbers, of which the last is set another way."""
    chunks = []
    for at, value in enumerate(values):
        last = at == len(values) - 1
        y = 100.0 + 12 * at
        chunks.append(chunk(f"{value}.", 100, 108, y))
        x0 = 108 + gap + (aside if last else 0.0)
        chunks.append(chunk("Hall", x0, x0 + 100, y + (lower if last else 0.0), size if last else 10.0))
    return [chunk.text for chunk in with_entry_numbers(chunks)]


JOINED = ["1. Hall", "2. Hall", "3. Hall"]
APART = ["1.", "Hall", "2.", "Hall", "3.", "Hall"]


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (numbers(), JOINED),
        (numbers(gap=34.9), JOINED),  # 3.5 font sizes
        (numbers(gap=35), APART),
        (numbers(lower=2.4), JOINED),  # 0.25
        (numbers(lower=2.5), APART),
        (numbers(size=10.9), JOINED),  # 0.1
        (numbers(size=11), APART),
        (numbers(aside=1.4), JOINED),  # 1.5 points
        (numbers(aside=1.6), APART),
        (numbers(values="12"), APART[:4]),  # three numbers
        (numbers(values="123467"), [f"{n}. Hall" for n in (1, 2, 3, 4, 6, 7)]),  # four steps of five are one
        (numbers(values="123579"), [text for n in (1, 2, 3, 5, 7, 9) for text in (f"{n}.", "Hall")]),
        (numbers(values="ABC"), ["A.", "Hall", "B.", "Hall", "C.", "Hall"]),
    ],
)  # fmt: skip
def test_numbers_before_their_entries(found: list[str], expected: list[str]) -> None:
    assert found == expected


def test_numbers_that_end_at_one_place() -> None:
    chunks = [
        made
        for at, number in enumerate((8, 9, 10))
        for made in (
            chunk(f"{number}", 108 - 4 * len(str(number)), 108, 100 + 12 * at),
            chunk("Hall", 118, 200, 100 + 12 * at),
        )
    ]
    assert [chunk.text for chunk in with_entry_numbers(chunks)] == ["8 Hall", "9 Hall", "10 Hall"]


# --------------------------------------------------------------------------- text above a list


def levels(*, white: float = 30.0, small: float = 7.0, other: float = 7.0, strange: int = 0) -> list[list[str]]:
    """Two columns of four lines above two columns of four lines in another size."""
    chunks = []
    for side, x0 in (("l", 100), ("r", 310)):
        for at in range(4):
            chunks.append(chunk(f"{side}a" + "s" * 28, x0, x0 + 200, 100.0 + 12 * at))
            size = small if side == "l" else other
            if side == "r" and at < strange:
                size = 10.0
            # the foot of the last line above is at 138.2, the head of the first below 0.75 of its size above its baseline
            y = 138.2 + white + 0.75 * 7 + 12 * at
            chunks.append(chunk(f"{side}b" + "s" * 28, x0, x0 + 200, y, size))
    return [sorted({chunk.text[:2] for chunk in region.chunks}) for region in regions_of(chunks, ())]


ROUND = [["la", "lb"], ["ra", "rb"]]
DOWN = [["la"], ["ra"], ["lb"], ["rb"]]


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (levels(), DOWN),
        (levels(white=5.7), DOWN),  # 0.8 of the font size
        (levels(white=5.5), ROUND),
        (levels(small=10.0, other=10.0), ROUND),
        (levels(small=9.4, other=9.4), ROUND),  # 0.06 of the font size
        (levels(small=9.3, other=9.3), DOWN),
        (levels(other=7.2), DOWN),  # half of it
        (levels(other=7.3), ROUND),
        (levels(strange=1), DOWN),  # three fifths in one size
        (levels(strange=2), ROUND),
    ],
)
def test_parts_of_a_page_with_columns_of_their_own(found: list[list[str]], expected: list[list[str]]) -> None:
    assert found == expected


# --------------------------------------------------------------------------- markers cut by a narrow cell


def cell(*lines: str, step: float = 12.0, aside: float = 0.0, size: float = 10.0) -> list[str]:
    """The texts of a cell with so many lines, of which the last is set another way, and of the cell beside it."""
    chunks = [chunk(text, 400, 440, 100 + step * at) for at, text in enumerate(lines)]
    chunks[-1].x0, chunks[-1].x1 = 400 + aside, 440 + aside
    chunks[-1].size = size
    return [found.text for found in with_whole_markers([chunk("Sleep", 100, 140, 106), *chunks])][1:]


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (cell("[12, 14–16,", "18, 19]"), ["[12, 14–16, 18, 19]"]),
        (cell("[12, 14–", "16]"), ["[12, 14– 16]"]),
        (cell("(12,", "14,", "16)"), ["(12, 14, 16)"]),
        (cell("[12,", "14", "16]"), ["[12,", "14", "16]"]),
        (cell("[12,", "16)"), ["[12,", "16)"]),
        (cell("[12]", "16]"), ["[12]", "16]"]),
        (cell("[12", "16]"), ["[12", "16]"]),
        (cell("[12,", "of them 16]"), ["[12,", "of them 16]"]),
        (cell("[12,", *["14,"] * 6, "16]"), ["[12, 14, 14, 14, 14, 14, 14, 16]"]),  # eight lines
        (cell("[12,", *["14,"] * 7, "16]"), ["[12,", *["14,"] * 7, "16]"]),
        (cell("[12,", "16]", step=24.9), ["[12, 16]"]),  # 2.5 font sizes
        (cell("[12,", "16]", step=25), ["[12,", "16]"]),
        (cell("[12,", "16]", aside=39), ["[12, 16]"]),
        (cell("[12,", "16]", aside=40), ["[12,", "16]"]),  # another column
        (cell("[12,", "16]", size=9), ["[12,", "16]"]),
    ],
)
def test_markers_that_a_narrow_cell_cut(found: list[str], expected: list[str]) -> None:
    assert found == expected


# --------------------------------------------------------------------------- the end of a list


def closing(*, gap: float = 30.0, note: str = "Hours of sleep were kept by all.", style: int = 0, size: float = 9.0, number: str = "{}. ", region: int = 0) -> int:  # fmt: skip
    """How many lines of a note stand behind eight entries of two lines, which are 11 points apart within an entry."""
    found = []
    for at in range(16):
        text = "and its uses. J Sleep 2015;3:1-9." if at % 2 else f"{number.format(at // 2 + 1)}Hall A, Berg C. Sleep"
        found.append(Line(text, bytes(len(text)), 60.0, 280.0, 100.0 + 11 * at, 9.0, 1, 1))
    y = 100.0 + 11 * 15 + gap if not region else 400.0
    found.append(Line(note, bytes([style]) * len(note), 60.0, 280.0, y, size, 1, 1, region=region))
    return len(found) - end_of_list(found, range(0, 16, 2))


@pytest.mark.parametrize(
    ("behind", "expected"),
    [
        (closing(), 1),
        (closing(gap=15.5), 1),  # 1.4 of the step between lines
        (closing(gap=15.3), 0),
        (closing(number=""), 1),
        (closing(number="", note="Moss D. Naps. J Sleep 2019;7:21-30."), 0),
        (closing(note="Moss D. Naps. J Sleep 2019;7:21-30."), 1),  # the number of an entry is missing
        (closing(region=1), 0),
        (closing(region=1, style=BOLD), 1),
        (closing(region=1, size=9.4), 1),  # 0.04 of the font size
        (closing(region=1, size=9.3), 0),
    ],
)
def test_what_is_set_apart_behind_a_list(behind: int, expected: int) -> None:
    assert behind == expected


# --------------------------------------------------------------------------- numbers of equations


def equations(*values: str, beside: str = "y = ax", gap: float = 15.1, short: float = 0.0) -> list[str]:
    """What is taken for the number of an equation, of such numbers behind one formula each."""
    full = [[chunk("s" * 40, 100, 300, 88.0)]] * 3
    rows = [
        [
            chunk(beside, 150, 300 - short - 12 - gap, 100 + 12 * at),
            chunk(value, 288 - short, 300 - short, 100 + 12 * at),
        ]
        for at, value in enumerate(values)
    ]
    found = numbers_of_equations([[*full, *rows]])
    return [chunk.text for row in rows for chunk in row if id(chunk) in found]


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (equations("(1)", "(2)", "(3)"), ["(1)", "(2)", "(3)"]),
        (equations("(1)", "(2a)", "(2b)", "(5)"), ["(1)", "(2a)", "(2b)", "(5)"]),  # three more at most
        (equations("(1)", "(2)", "(6)"), []),
        (equations("(3)", "(4)"), ["(3)", "(4)"]),
        (equations("(4)", "(5)"), []),
        (equations("(1)"), []),
        (equations("(1)", "(2)", "(3)", "(4)", "(9)"), ["(1)", "(2)", "(3)", "(4)"]),  # four of five rise
        (equations("(1)", "(2)", "(3)", "(9)"), []),
        (equations("(26)", "(29)", "(25)", "(42)"), []),  # a table with citations
        (equations("[1]", "[2]", "[3]"), []),
        (equations("(1)", "(2)", gap=14.9), []),  # 1.5 font sizes
        (equations("(1)", "(2)", short=10.0), ["(1)", "(2)"]),  # one font size before the edge
        (equations("(1)", "(2)", short=10.1), []),
        (equations("(1)", "(2)", beside="with all"), ["(1)", "(2)"]),
        (equations("(1)", "(2)", beside="with hours slept"), []),
    ],
)
def test_numbers_of_equations(found: list[str], expected: list[str]) -> None:
    assert found == expected


def test_numbers_at_the_left_edge() -> None:
    full = [[chunk("s" * 40, 100, 300, 88.0)]] * 3
    alone = [[chunk(f"({at})", 100, 112, 100 + 12 * at)] for at in (1, 2)]
    rows = [[chunk(f"({at})", 100, 112, 130 + 12 * at), chunk("y = ax", 150, 190, 130 + 12 * at)] for at in (1, 2)]
    found = numbers_of_equations([[*full, *alone, *rows]])
    assert found == {id(row[0]) for row in rows}  # one alone may be the end of a line of text


def test_equations_are_not_cited() -> None:
    def page(canvas: Canvas) -> None:
        lines(wrapped("Sleep helps memory (1), and naps help it too (2). " + filler(1), 400), y=770)(canvas)
        for at in range(6):
            canvas.drawString(200, 690 - 20 * at, "y = ax + b")
            canvas.drawRightString(MARGIN + 400, 690 - 20 * at, f"({at + 1})")
        lines(wrapped(filler(2), 400), y=560)(canvas)
        entries = [f"{at}. {entry}" for at, entry in enumerate(pdf_files.REFERENCES[:2], 1)]
        lines(["References", *(line for entry in entries for line in wrapped(entry, 400))], y=400)(canvas)

    audit = audited(drawn(page))
    assert [[link.label for link in citation.links] for citation in audit.citations] == [["1"], ["2"]]


# --------------------------------------------------------------------------- lists without a heading


def unnamed(
    count: int, *, first: int = 1, entry: str = "A. Hall, C. Berg, Sleep Res. {}, 34 (2015).", text: str = ""
) -> Audit:
    """A page of text with a list below it that no heading names, and a figure behind the list."""

    def page(canvas: Canvas) -> None:
        cited = " ".join(f"Sleep helps memory in many ways [{n}]." for n in range(first, first + count))
        lines(wrapped(cited + " " + filler(1), 400), y=790)(canvas)
        lines(wrapped(text, 400) if text else [], y=620)(canvas)
        for at in range(count):
            canvas.drawString(MARGIN, 560 - 24 * at, f"[{first + at}] {entry.format(at)}")
            canvas.drawString(MARGIN + 20, 548 - 24 * at, "and more on page 12 of it.")

    return audited(drawn(page, lines(["Figure 1. Hours of sleep.", "Seven hours are enough for most of them."])))


@pytest.mark.parametrize(
    ("audit", "count"),
    [
        (unnamed(12), 12),
        (unnamed(8), 8),
        (unnamed(12, entry="Wake up at {} and write down what you remember of it."), 0),  # steps of a method
    ],
)
def test_a_numbered_list_without_a_heading(audit: Audit, count: int) -> None:
    assert len(audit.references) == count
    assert not any("Figure" in reference.raw for reference in audit.references)
    assert all(reference.raw.endswith("of it.") for reference in audit.references)


# --------------------------------------------------------------------------- the heading of a list below columns


def below(*, white: float = 6.0, gap: float = 8.0, heading: tuple[str, ...] = ("References",)) -> list[list[str]]:
    """The parts of a page: two columns, a short line below the left one, and wide lines below both."""
    rows = [(x0, 100.0 + 12 * at) for x0 in (100, 310) for at in range(4)]
    chunks = [chunk("text " * 6, x0, x0 + 200, y) for x0, y in rows]
    head = 136 + 2.2 + white + 7.5
    chunks += [chunk(text, 100 + 70 * at, 160 + 70 * at, head) for at, text in enumerate(heading)]
    chunks += [chunk("1. Hall " * 9, 100, 510, head + 2.2 + gap + 7.5 + 12 * at) for at in range(3)]
    return [sorted({part.text[:4] for part in region.chunks}) for region in regions_of(chunks, ())]


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (below(), [["text"], ["text"], ["1. H", "Refe"]]),
        (below(white=4.1), [["text"], ["text"], ["1. H", "Refe"]]),  # 0.4 of its font size
        (below(white=3.9), [["Refe", "text"], ["text"], ["1. H"]]),
        (below(gap=19.9), [["text"], ["text"], ["1. H", "Refe"]]),  # 2 of it
        (below(gap=20.1), [["Refe", "text"], ["text"], ["1. H"]]),
        (below(heading=("5", "References")), [["text"], ["text"], ["1. H", "5", "Refe"]]),
        (below(heading=("a", "b", "c")), [["a", "b", "c", "text"], ["text"], ["1. H"]]),
    ],
)
def test_the_heading_of_what_stands_below_both_columns(found: list[list[str]], expected: list[list[str]]) -> None:
    assert found == expected


@pytest.mark.parametrize(
    ("text", "out", "parts"),
    [
        ("10. Hall", 12.0, 2),  # 1.2 font sizes
        ("10. Hall", 12.1, 5),
        ("[10] Hall", 12.0, 2),
        ("Hall A, B", 12.0, 5),
        ("3 Hall A", 12.0, 5),  # a number of one figure hangs out of nothing
    ],
)
def test_a_longer_number_hangs_out_of_its_column(text: str, out: float, parts: int) -> None:
    left = [chunk("text " * 6, 100, 280, 100.0 + 12 * at) for at in range(8)]
    right = [chunk("9. Hall " * 4, 310, 500, 100.0 + 12 * at) for at in range(8) if at != 4]
    hanging = chunk(text + " and so on", 310 - out, 500, 148.0)
    assert len(regions_of([*left, *right, hanging], ())) == parts
