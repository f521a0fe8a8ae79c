"""Pictures that are cut to size: what a frame hides is no text, what it shows is."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from reportlab.pdfgen.canvas import Canvas

from citeaudit.formats import pdf
from citeaudit.formats.pdf.clipping import Box
from tests.formats.pdf_files import Draw, drawn

PROSE = "Sleep helps memory, as all of them said on the way home."
INSIDE = "Hours of sleep in three weeks"
HIDDEN = "Naps help older adults [2], and nobody knows why they do."


def text(data: bytes) -> str:
    return " ".join(block.text.content for block in pdf.read("a.pdf", data).blocks)


def rectangle(canvas: Canvas, x: float, y: float, width: float, height: float) -> None:
    path = canvas.beginPath()
    path.rect(x, y, width, height)
    canvas.clipPath(path, stroke=0, fill=0)


def words(canvas: Canvas) -> None:
    """A page of an earlier version: a line at 300 points, and one at 100."""
    canvas.setFont("Times-Roman", 10)
    canvas.drawString(60, 300, INSIDE)
    canvas.drawString(60, 100, HIDDEN)


def in_a_form(canvas: Canvas) -> None:
    """A picture whose own box shows the upper half."""
    canvas.beginForm("figure", 0, 200, 500, 400)
    words(canvas)
    canvas.endForm()
    canvas.saveState()
    canvas.translate(20, 50)
    canvas.scale(0.9, 0.9)
    canvas.doForm("figure")
    canvas.restoreState()


def cut_on_the_page(canvas: Canvas) -> None:
    """A picture that is whole, and that the page cuts: LaTeX does so where it trims."""
    canvas.beginForm("figure", 0, 0, 500, 400)
    words(canvas)
    canvas.endForm()
    canvas.saveState()
    rectangle(canvas, 20, 230, 500, 300)
    canvas.translate(20, 50)
    canvas.scale(0.9, 0.9)
    canvas.doForm("figure")
    canvas.restoreState()


def cut_without_a_form(canvas: Canvas) -> None:
    canvas.saveState()
    rectangle(canvas, 20, 200, 500, 300)
    words(canvas)
    canvas.restoreState()


def two_frames(canvas: Canvas) -> None:
    """Each shows one of the lines, so that both together show neither."""
    canvas.saveState()
    rectangle(canvas, 20, 200, 500, 300)
    rectangle(canvas, 20, 0, 500, 150)
    words(canvas)
    canvas.restoreState()


def turned(canvas: Canvas) -> None:
    """A picture that was laid on its side within itself, and put upright again."""
    canvas.beginForm("figure", 200, -500, 400, 0)
    canvas.rotate(-90)
    canvas.saveState()
    words(canvas)
    canvas.restoreState()
    canvas.endForm()
    canvas.saveState()
    canvas.translate(40, 40)
    canvas.rotate(90)
    canvas.doForm("figure")
    canvas.restoreState()


@pytest.mark.parametrize(
    ("picture", "shown"),
    [
        (words, f"{INSIDE} {HIDDEN}"),
        (in_a_form, INSIDE),
        (cut_on_the_page, INSIDE),
        (cut_without_a_form, INSIDE),
        (two_frames, ""),
        (turned, INSIDE),
    ],
)
def test_what_a_frame_hides_is_no_text(picture: Callable[[Canvas], None], shown: str) -> None:
    def page(canvas: Canvas) -> None:
        canvas.drawString(60, 700, PROSE)
        picture(canvas)

    assert text(drawn(page)) == f"{PROSE} {shown}".strip()


def test_a_frame_around_the_page_hides_nothing() -> None:
    def page(canvas: Canvas) -> None:
        rectangle(canvas, 0, 0, 600, 850)
        canvas.drawString(60, 700, PROSE)

    assert text(drawn(page)) == PROSE


@pytest.mark.parametrize(
    ("box", "shown"),
    [
        ((50, 150, 500, 800), PROSE),
        ((500, 800, 50, 150), PROSE),
        ((0, 0, 600, 850), f"{PROSE} {HIDDEN}"),
        ((700, 900, 800, 1000), f"{PROSE} {HIDDEN}"),  # no part of the page
    ],
)
def test_what_stands_beside_the_page_is_no_text(box: tuple[float, float, float, float], shown: str) -> None:
    """Marks of a printer stand outside of what a reader shows."""

    def page(canvas: Canvas) -> None:
        canvas.setCropBox(box)
        canvas.drawString(60, 700, PROSE)
        canvas.drawString(60, 100, HIDDEN)

    assert text(drawn(page)) == shown


@pytest.mark.parametrize(("x", "shown"), [(99.0, True), (98.9, False), (201.0, True), (201.1, False)])
def test_the_edge_of_a_frame(x: float, shown: bool) -> None:
    frame = Box(100.0, 100.0, 200.0, 200.0)
    assert frame.holds(x, 150.0) is frame.holds(150.0, x) is shown


@pytest.mark.parametrize("draw", [words, in_a_form])
def test_frames_cost_no_letter_of_what_they_show(draw: Draw) -> None:
    assert INSIDE in text(drawn(draw))
