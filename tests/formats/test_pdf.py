from collections.abc import Callable

import pytest
from reportlab.pdfgen.canvas import Canvas

from citeaudit.auditing import pipeline
from citeaudit.formats import pdf
from citeaudit.formats.pdf import pieces as _pdf_pieces
from citeaudit.formats.pdf.pieces import Piece
from citeaudit.model import BlockKind, Manuscript, Style
from tests.formats import pdf_files
from tests.formats.pdf_files import HEIGHT, MARGIN, WIDTH, article, both, drawn, filler, lines, wrapped


def read(data: bytes) -> Manuscript:
    return pdf.read("a.pdf", data)


def texts(manuscript: Manuscript, kind: BlockKind = BlockKind.PARAGRAPH) -> list[str]:
    return [block.text.content for block in manuscript.blocks if block.kind is kind]


def raised(manuscript: Manuscript) -> list[str]:
    return [
        block.text.content[run.start : run.end]
        for block in manuscript.blocks
        for run in block.text.runs
        if run.style is Style.SUPERSCRIPT
    ]


def bracket(numbers: str) -> str:
    return f" [{numbers}]"


def parenthesis(numbers: str) -> str:
    return f" ({numbers})"


def superscript(numbers: str) -> str:
    return f"<super>{numbers}</super>"


MARKERS = [["1"], ["2"], ["3"], ["4"], ["5"], *[["1", "2", "3"]] * 4, ["4"], *[["5", "6"]] * 5]


# --------------------------------------------------------------------------- whole articles


@pytest.mark.parametrize("mark", [bracket, parenthesis, superscript])
@pytest.mark.parametrize("columns", [1, 2, 3])
@pytest.mark.parametrize(
    ("number", "hang", "indent", "between"), [("{}. ", 14, 12, 0), ("[{}] ", 0, 0, 4), ("{} ", 0, 12, 0)]
)
def test_articles(
    columns: int, mark: Callable[[str], str], number: str, hang: float, indent: float, between: float
) -> None:
    data = article(columns=columns, mark=mark, number=number, hang=hang, indent=indent, between=between)
    audit = pipeline.audit_manuscript(read(data))
    assert audit.manuscript.title == pdf_files.TITLE
    assert [reference.raw for reference in audit.references] == list(pdf_files.REFERENCES)
    assert [[link.label for link in citation.links] for citation in audit.citations] == MARKERS
    assert texts(audit.manuscript, BlockKind.HEADING)[-3:] == ["Introduction", "Methods", "References"]


@pytest.mark.parametrize("columns", [1, 2])
@pytest.mark.parametrize("indent", [0, 12])
def test_paragraphs_are_whole(columns: int, indent: float) -> None:
    wanted = [text for kind, text in pdf_files.paragraphs(bracket) if kind == "p"]
    found = texts(read(article(columns=columns, indent=indent)))
    assert [text for text in wanted if text not in found] == []
    assert pdf_files.ABSTRACT in found
    assert not any("Journal of Tests" in text or text == "Smith and Jones" for text in found)


@pytest.mark.parametrize(("hang", "between"), [(14, 0), (0, 5), (-12, 0)])
@pytest.mark.parametrize("columns", [1, 2])
def test_lists_without_numbers(columns: int, hang: float, between: float) -> None:
    data = article(columns=columns, listed=pdf_files.NAMED_REFERENCES, number="", hang=hang, between=between)
    references, numbered = pipeline.parse_list(read(data))
    assert [reference.raw for reference in references] == list(pdf_files.NAMED_REFERENCES)
    assert not numbered


def test_places_are_pages_and_lines() -> None:
    audit = pipeline.audit_manuscript(read(article(columns=2)))
    first, last = audit.references[0].location, audit.references[-1].location
    assert (first.line, first.page, first.label) == (None, 2, first.label)
    assert first.label.startswith("page 2, column 2, line ")
    assert first.order < last.order
    assert str(audit.citations[0].location).startswith("a.pdf: page 1, column 1, line ")
    assert read(article()).blocks[0].text.anchors[0].label == "page 1, line 1"


def test_marks_of_affiliations_cite_nothing() -> None:
    manuscript = read(article(mark=superscript))
    assert "A. Smith1, B. Jones1,2" in texts(manuscript)
    assert raised(manuscript)[:2] == ["1", "2"]


def test_italic_and_bold() -> None:
    def draw(canvas: Canvas) -> None:
        for x, font, text in (
            (60, "Times-Italic", "Homo"),
            (90, "Times-Bold", "sapiens"),
            (130, "Times-Roman", "walks upright."),
        ):
            canvas.setFont(font, 10)
            canvas.drawString(x, 700, text)

    (block,) = read(drawn(draw)).blocks
    styles = [(block.text.content[run.start : run.end], run.style) for run in block.text.runs]
    assert styles == [("Homo", Style.ITALIC), ("sapiens", Style.BOLD)]


# --------------------------------------------------------------------------- lines and columns


PROSE = filler(3) + " " + filler(4)


def test_columns_written_row_by_row() -> None:
    left, right = wrapped(filler(1), 200)[:9], wrapped(filler(2), 200)[:9]

    def draw(canvas: Canvas) -> None:
        for at, (a, b) in enumerate(zip(left, right, strict=True)):
            canvas.drawString(MARGIN, 700 - 12 * at, a)
            canvas.drawString(MARGIN + 215, 700 - 12 * at, b)

    content = " ".join(texts(read(drawn(draw))))
    assert content == " ".join([*left, *right])


def test_a_paragraph_goes_on_behind_notes_legends_and_drawings() -> None:
    rows = wrapped(PROSE, 200)
    half = len(rows) // 2
    note = lines(["1 This work had no money."], y=700 - 12 * half - 24)
    legend = lines(["Figure 1. Sleep over three weeks."], x=MARGIN + 230, y=700)

    def labels(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 7)
        for x, y, word in ((300, 670, "hours"), (370, 655, "weeks"), (420, 664, "sleep")):
            canvas.drawString(x, y, word)

    page = both(
        lines(rows[:half], y=700),
        _in_font("Times-Roman", 8, note),
        _in_font("Times-Roman", 8, legend),
        labels,
        _in_font("Times-Roman", 10, lines(rows[half:], x=MARGIN + 230, y=630)),
    )
    manuscript = read(drawn(page))
    assert PROSE in texts(manuscript)
    assert texts(manuscript, BlockKind.LEGEND) == ["Figure 1. Sleep over three weeks."]


def _in_font(name: str, size: float, draw: pdf_files.Draw) -> pdf_files.Draw:
    def drawing(canvas: Canvas) -> None:
        canvas.setFont(name, size)
        draw(canvas)

    return drawing


def test_rows_of_a_table_stay_out_of_sentences() -> None:
    rows = wrapped(PROSE, 360)
    half = len(rows) // 2

    def table(canvas: Canvas) -> None:
        for at, row in enumerate((("Group", "Mean", "SD"), ("Early", "12.3", "4.0"), ("Late", "14.1", "5.2"))):
            for x, cell in zip((60, 160, 230), row, strict=True):
                canvas.drawString(x, 560 - 12 * at, cell)

    manuscript = read(drawn(both(lines(rows[:half], y=700), table, lines(rows[half:], y=500))))
    assert PROSE in texts(manuscript)
    assert texts(manuscript, BlockKind.TABLE) == ["Group Mean SD", "Early 12.3 4.0", "Late 14.1 5.2"]


@pytest.mark.parametrize(
    ("written", "text"),
    [
        (["The effects of consoli-", "dation and consolidation"], "The effects of consolidation and consolidation"),
        (
            ["A meta-analysis of meta-", "analysis in all its forms"],
            "A meta-analysis of meta-analysis in all its forms",
        ),
        (["Both short- and long-", "term memory was tested"], "Both short- and long-term memory was tested"),
        (["The pages 12\u2013", "14 of the book were lost"], "The pages 12\u201314 of the book were lost"),
        (["The syndrome of Li-", "Fraumeni was not seen"], "The syndrome of Li-Fraumeni was not seen"),
        (["The travel\u00ad", "lers came home late"], "The travellers came home late"),
    ],
)
def test_words_cut_at_line_ends(written: list[str], text: str) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont(pdf_files.UNICODE_FONT, 10)
        lines(written)(canvas)

    assert texts(read(drawn(draw))) == [text]


def test_a_raised_marker_cut_at_a_line_end_is_one() -> None:
    first = "It has been known for a long time that sleep helps memory"

    def draw(canvas: Canvas) -> None:
        lines([first], y=700)(canvas)
        lines(["and so it does; nobody knows by which of the many ways."], x=MARGIN + 8, y=688)(canvas)
        canvas.setFont("Times-Roman", 6.5)
        canvas.drawString(MARGIN + canvas.stringWidth(first, "Times-Roman", 10), 703.6, "12,")
        canvas.drawString(MARGIN, 691.6, "13")

    assert raised(read(drawn(draw))) == ["12, 13"]


def test_raised_and_lowered_characters() -> None:
    def draw(canvas: Canvas) -> None:
        text = canvas.beginText(MARGIN, 700)
        text.setFont("Times-Roman", 10)
        for piece, rise, size in (
            ("The CO", 0, 10),
            ("2", -2, 7),
            (" of cells", 0, 10),
            ("12\u201314", 3.5, 6.5),
            (" and of others.", 0, 10),
            ("3,5", 3.5, 6.5),
        ):
            text.setFont("Times-Roman", size)
            text.setRise(rise)
            text.textOut(piece)
        canvas.drawText(text)

    (block,) = read(drawn(draw)).blocks
    assert block.text.content == "The CO2 of cells12\u201314 and of others.3,5"
    assert [(block.text.content[r.start : r.end], r.style) for r in block.text.runs] == [
        ("2", Style.SUBSCRIPT),
        ("12\u201314", Style.SUPERSCRIPT),
        ("3,5", Style.SUPERSCRIPT),
    ]


def test_signs_of_unicode_are_raised_and_ligatures_are_letters() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont(pdf_files.UNICODE_FONT, 10)
        canvas.drawString(MARGIN, 700, "The \ufb01rst of the cells\u00b9\u00b2 in \ufb02ight.")

    (block,) = read(drawn(draw)).blocks
    assert block.text.content == "The first of the cells12 in flight."
    assert raised(read(drawn(draw))) == ["12"]


def test_an_initial_as_high_as_two_lines() -> None:
    beside = wrapped(PROSE[1:], 260 - 24)[:2]
    below = wrapped(PROSE[1 + len(" ".join(beside)) :], 260)

    def draw(canvas: Canvas) -> None:
        canvas.setFont("Times-Bold", 30)
        canvas.drawString(MARGIN, 686, PROSE[0])
        canvas.setFont("Times-Roman", 10)
        lines(beside, x=MARGIN + 24, y=700)(canvas)
        lines(below, y=676)(canvas)

    assert PROSE in texts(read(drawn(draw)))


@pytest.mark.parametrize(
    ("pieces", "text"),
    [
        ([("\u00a8", 0, 5), ("ober", 0, 20)], "\u00f6ber"),
        ([("M", 0, 8), ("\u00b4", 8, 11), ("edecin", 8, 40)], "M\u00e9decin"),
        ([("caf", 0, 12), ("\u00b4", 13, 16), ("\u0131", 13, 16)], "caf\u00ed"),
        ([("a", 0, 5), ("`", 40, 44)], "a`"),
    ],
)
def test_accents_that_are_printed_over_their_letters(pieces: list[tuple[str, float, float]], text: str) -> None:
    made = [Piece(content, x0, x1, 100.0, 10.0, 0, False) for content, x0, x1 in pieces]
    assert "".join(piece.text for piece in _pdf_pieces._with_accents(made)) == text


# --------------------------------------------------------------------------- furniture


def test_line_numbers_stamps_and_headers_go() -> None:
    rows = wrapped(" ".join(filler(n) for n in range(30)), 360)
    pages = [rows[at : at + 40] for at in range(0, 120, 40)]

    def page(number: int) -> pdf_files.Draw:
        def draw(canvas: Canvas) -> None:
            lines(pages[number], x=90, y=720, leading=15)(canvas)
            canvas.setFont("Times-Roman", 7)
            for at in range(40):
                canvas.drawRightString(80, 720 - 15 * at, str(number * 40 + at + 1))
            canvas.setFont("Helvetica", 8)
            canvas.drawString(90, 790, "Manuscript submitted to Sleep")
            canvas.drawString(300, 30, f"Page {number + 1} of 3")
            canvas.setFont("Helvetica", 14)
            canvas.saveState()
            canvas.translate(20, 300)
            canvas.rotate(90)
            canvas.drawString(0, 0, "arXiv:2101.00001v1 [q-bio] 1 Jan 2021")
            canvas.restoreState()
            canvas.saveState()
            canvas.translate(200, 300)
            canvas.rotate(45)
            canvas.setFont("Helvetica", 60)
            canvas.drawString(0, 0, "DRAFT")
            canvas.restoreState()

        return draw

    found = texts(read(drawn(*map(page, range(3)))))
    assert " ".join(found).split() == " ".join(rows[:120]).split()


def test_numbers_of_a_list_are_no_line_numbers() -> None:
    entries = [f"Hall A{chr(97 + n)}. Sleep and memory number {n}. J Sleep 2015;{n}:1-9." for n in range(1, 15)]

    def draw(canvas: Canvas) -> None:
        canvas.setFont("Times-Bold", 12)
        canvas.drawString(MARGIN, 760, "References")
        canvas.setFont("Times-Roman", 10)
        for at, entry in enumerate(entries):
            canvas.drawRightString(72, 740 - 20 * at, f"{at + 1}.")
            canvas.drawString(84, 740 - 20 * at, entry)

    references, numbered = pipeline.parse_list(read(drawn(lines(wrapped(PROSE, 360), y=780), draw)))
    assert [reference.raw for reference in references] == entries
    assert numbered


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_turned_pages(turned: int) -> None:
    def draw(canvas: Canvas) -> None:
        if turned == 90:
            canvas.translate(WIDTH, 0)
        elif turned == 180:
            canvas.translate(WIDTH, HEIGHT)
        elif turned == 270:
            canvas.translate(0, HEIGHT)
        canvas.rotate(turned)
        lines(wrapped(PROSE, 260), x=80, y=500)(canvas)

    assert texts(read(drawn(draw, turned=turned))) == [PROSE]
    assert texts(read(drawn(draw))) == [PROSE]


# --------------------------------------------------------------------------- titles


@pytest.mark.parametrize(
    ("stated", "title"),
    [
        ("", pdf_files.TITLE),
        (
            "Sleep and the Memory of Travellers After Long Flights",
            "Sleep and the Memory of Travellers After Long Flights",
        ),
        ("Microsoft Word - final3.docx", pdf_files.TITLE),
        ("untitled", pdf_files.TITLE),
        ("A form for something else entirely", pdf_files.TITLE),
    ],
)
def test_titles(stated: str, title: str) -> None:
    assert read(article(title=stated)).title == title
