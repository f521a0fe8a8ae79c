"""PDF files for tests, set by a layout program: articles in columns, lists of references, pages drawn by hand."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import reportlab
from reportlab.lib.enums import TA_JUSTIFY
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, FrameBreak, NextPageTemplate, PageTemplate, Paragraph

WIDTH, HEIGHT = A4
MARGIN = 60.0
UNICODE_FONT = "Vera"  # comes with the layout program; the fonts of PDF itself have 200 characters

pdfmetrics.registerFont(TTFont(UNICODE_FONT, str(Path(reportlab.__file__).parent / "fonts" / "Vera.ttf")))

Draw = Callable[[Canvas], None]

TITLE = "Sleep and the memory of travellers after long flights"
ABSTRACT = (
    "We asked whether travellers forget more when they sleep less. Forty of them kept a diary for three weeks and took"
    " a test every morning. Those who slept less forgot more, and those who slept on the plane forgot least of all."
)
REFERENCES = (
    "Hall AB, Berg C. Sleep and the consolidation of memory in young adults. J Sleep Res 2015;3:1-9.",
    "Moreau D, Lindqvist E, Okafor F. Forgetting in travellers who crossed several time zones. Travel Med 2011;18:233-41.",
    "Tanaka G. Diaries of sleep and what they are worth. Sleep Methods 2009;7:101-19.",
    "Novak H, Silva I. A short test of memory for repeated use in the field. Psychol Assess 2013;25:77-90.",
    "Ibrahim J, Costa K, Weber L, Fischer M. Melatonin, light and the sleep of shift workers. Chronobiol Int 2017;34:12-28.",
    "Petrov N. Airports at night. Ergonomics 2018;61:45-52.",
)
NAMED_REFERENCES = (
    "Hall, A. B., & Berg, C. (2015). Sleep and the consolidation of memory in young adults and in old ones. Journal of Sleep Research, 3, 1–9.",
    "Ibrahim, J., Costa, K., & Weber, L. (2017). Melatonin, light and the sleep of shift workers. Chronobiology International, 34, 12–28.",
    "Moreau, D., & Lindqvist, E. (2011). Forgetting in travellers who crossed several time zones in one day. Travel Medicine, 18, 233–241.",
    "Novak, H., & Silva, I. (2013). A short test of memory for repeated use in the field and at home. Psychological Assessment, 25, 77–90.",
    "Tanaka, G. (2009). Diaries of sleep and what they are worth to those who keep them and who read them. Sleep Methods, 7, 101–119.",
)


def paragraphs(mark: Callable[[str], str]) -> list[tuple[str, str]]:
    """The text of the article: ("h", heading) and ("p", paragraph), markers set by `mark`."""
    long = (
        "It has been known for a century that sleep helps memory{0} and that travellers sleep badly{1}. What has not been"
        " known is whether the one explains the other, for nobody followed the same people for long enough. Diaries{2} are"
        " cheap but depend on those who keep them, and tests{3} are short but tell little about what happens between them."
        " We therefore used both, as others have done for shift workers{4}, and asked for light as well as for sleep."
    )
    marks = [mark("1"), mark("2"), mark("3"), mark("4"), mark("5")]
    out = [("h", "Introduction"), ("p", long.format(*marks))]
    out += [("p", f"In the second year we did the same again{mark('1–3')}. " + filler(n)) for n in range(4)]
    out += [("h", "Methods"), ("p", f"The test was the one of Novak{mark('4')}. " + filler(7))]
    out += [("p", f"Light was measured at the wrist{mark('5,6')}. " + filler(n)) for n in range(9, 14)]
    return out


def filler(seed: int) -> str:
    """Some sentences, others for every seed."""
    subjects = (
        "The travellers",
        "Most of the pilots",
        "Those who kept a diary",
        "The members of the crew",
        "Their families",
    )
    verbs = ("remembered", "reported", "forgot", "described", "wrote down")
    things = (
        "the words of the evening before",
        "how often they had been awake",
        "what the weather had been",
        "the light in the cabin",
    )
    ends = (
        "in the first week",
        "on the way home",
        "after the longest of the flights",
        "when they were asked again",
        "without being asked",
    )
    return " ".join(
        f"{subjects[(seed + n) % 5]} {verbs[(seed * 3 + n) % 5]} {things[(seed + 2 * n) % 4]} {ends[(seed * 2 + n) % 5]}."
        for n in range(9)
    )


def article(
    *,
    columns: int = 1,
    mark: Callable[[str], str] = lambda numbers: f" [{numbers}]",
    listed: Sequence[str] = REFERENCES,
    number: str = "{}. ",
    hang: float = 14,
    indent: float = 12,
    between: float = 0,
    title: str = "",
) -> bytes:
    """An article with a title and abstract over the whole width, running headers, page numbers and a list of references.

    Args:
        columns: How many.
        mark: A marker of numbers, with markup.
        listed: The references.
        number: What stands before each, "" for nothing.
        hang: How far the lines of an entry but the first are indented, in points.
        indent: The same for the first line of paragraphs.
        between: The distance of entries, in points.
        title: The title in the properties of the file.

    """
    body = ParagraphStyle(
        "body", fontName="Times-Roman", fontSize=10, leading=12, alignment=TA_JUSTIFY, firstLineIndent=indent
    )
    body.spaceAfter = 0 if indent else 6
    small = ParagraphStyle(
        "small", body, fontSize=8.5, leading=10, firstLineIndent=-hang, leftIndent=max(0, hang), spaceAfter=between
    )
    head = ParagraphStyle("head", fontName="Helvetica-Bold", fontSize=12, leading=15, spaceBefore=8, spaceAfter=4)
    large = ParagraphStyle("large", fontName="Helvetica-Bold", fontSize=18, leading=22, spaceAfter=8)
    story: list[Flowable] = [
        Paragraph(TITLE, large),
        Paragraph("A. Smith<super>1</super>, B. Jones<super>1,2</super>", body),
    ]
    story += [Paragraph(ABSTRACT, body), FrameBreak(), NextPageTemplate("later")]
    story += [Paragraph(text, head if kind == "h" else body) for kind, text in paragraphs(mark)]
    story += [Paragraph("References", head)]
    story += [Paragraph(number.format(at) + text, small) for at, text in enumerate(listed, 1)]
    out = io.BytesIO()
    document = BaseDocTemplate(out, pagesize=A4, title=title, invariant=1)
    top = Frame(MARGIN, HEIGHT - MARGIN - 150, WIDTH - 2 * MARGIN, 150, id="top", leftPadding=0, rightPadding=0)
    first = [top, *_frames(columns, HEIGHT - 2 * MARGIN - 160)]
    document.addPageTemplates(
        [
            PageTemplate("first", first, onPage=_furniture),
            PageTemplate("later", _frames(columns, HEIGHT - 2 * MARGIN), onPage=_furniture),
        ]
    )
    document.build(story)
    return out.getvalue()


def _frames(columns: int, height: float) -> list[Frame]:
    gap = 18.0
    width = (WIDTH - 2 * MARGIN - (columns - 1) * gap) / columns
    return [
        Frame(MARGIN + n * (width + gap), MARGIN, width, height, leftPadding=0, rightPadding=0, topPadding=0)
        for n in range(columns)
    ]


def _furniture(canvas: Canvas, document: Any) -> None:
    canvas.setFont("Helvetica", 8)
    page = canvas.getPageNumber()
    canvas.drawString(MARGIN, HEIGHT - 40, "Smith and Jones" if page % 2 else "Journal of Tests 12 (2020)")
    canvas.drawCentredString(WIDTH / 2, 30, str(page))


def drawn(*pages: Draw, title: str = "", turned: int = 0, password: str = "") -> bytes:
    """A PDF of pages drawn by hand, each page turned by `turned` degrees."""
    out = io.BytesIO()
    options: dict[str, Any] = {"encrypt": password} if password else {}
    canvas = Canvas(out, pagesize=A4, invariant=1, **options)
    if title:
        canvas.setTitle(title)
    for draw in pages:
        canvas.setFont("Times-Roman", 10)
        if turned:
            canvas.setPageRotation(turned)
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def lines(texts: Sequence[str], *, x: float = MARGIN, y: float = HEIGHT - MARGIN, leading: float = 12) -> Draw:
    """Lines from one place down."""

    def draw(canvas: Canvas) -> None:
        for at, text in enumerate(texts):
            canvas.drawString(x, y - at * leading, text)

    return draw


def both(*draws: Draw) -> Draw:
    """Several drawings on one page, in order."""

    def draw(canvas: Canvas) -> None:
        for draw_part in draws:
            draw_part(canvas)

    return draw


def wrapped(text: str, width: float, size: float = 10) -> list[str]:
    """A text cut into lines of at most so many points, in Times of a size."""
    out = [""]
    for word in text.split():
        longer = f"{out[-1]} {word}".strip()
        if pdfmetrics.stringWidth(longer, "Times-Roman", size) > width:
            out.append(word)
        else:
            out[-1] = longer
    return out
