"""PDF files that cannot be read, or only in part: one clear line each."""

import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from citeaudit.errors import ReadError
from citeaudit.formats.pdf import reading as pdf
from citeaudit.formats.pdf.signature import recognises
from citeaudit.model import Manuscript
from tests.formats.pdf_files import article, drawn, filler, lines, wrapped

PROSE = filler(3)


def read(data: bytes) -> Manuscript:
    return pdf.read("a.pdf", data)


def _scan(canvas: Canvas) -> None:
    canvas.rect(60, 60, 400, 600, fill=1)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (drawn(_scan, _scan), "a.pdf: page images only; run text recognition (OCR) first"),
        (
            drawn(lines(["Nothing to see."]), password="secret"),
            "a.pdf: the PDF is locked with a password; save a copy without one",
        ),
        (b"%PDF-1.7\nnothing", "a.pdf: the PDF is damaged and cannot be opened; export or download it again"),
        (b"PK\x03\x04", "a.pdf: this is not a PDF file, whatever its name says"),
    ],
)
def test_clear_messages(data: bytes, message: str) -> None:
    with pytest.raises(ReadError) as error:
        read(data)
    assert str(error.value) == message


def test_limits_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    data = drawn(*[lines(wrapped(filler(n), 360)) for n in range(4)])
    assert read(data).notes == ()
    monkeypatch.setattr(pdf, "MOST_PAGES", 3)
    assert read(data).notes == ("only the first 3 of 4 pages were read; what is behind them was not audited",)
    monkeypatch.setattr(pdf, "MOST_CHARACTERS", 700)
    assert read(data).notes == ("only the first 2 of 4 pages were read; what is behind them was not audited",)


def test_pages_without_text_are_told() -> None:
    assert read(drawn(lines(wrapped(PROSE, 360)), _scan, _scan)).notes == (
        "2 of 3 pages hold no text; if they are scanned, run text recognition (OCR) first",
    )


def test_drawings_made_of_letters_are_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    def draw(canvas: Canvas) -> None:
        for at in range(40):
            canvas.drawString(20 + 13 * at, 100 + 17 * at, "x")

    monkeypatch.setattr(pdf, "MOST_CHUNKS_A_PAGE", 39)
    manuscript = read(drawn(lines(wrapped(PROSE, 360)), draw))
    assert manuscript.notes == ("pages that are drawings were left out: 2",)
    assert [block.text.content for block in manuscript.blocks] == [PROSE]


def test_recognises() -> None:
    assert recognises(b"\n\n%PDF-1.4\n")
    assert not recognises(b"# On the %PDF format\n")
    assert not recognises(b"x" * 2000 + b"%PDF-1.4")


WHOLE = article(columns=2)
OPEN = drawn(lines(wrapped(PROSE, 260)))


@given(st.data())
@settings(max_examples=100, deadline=None)
def test_damage_gives_a_message(data: st.DataObject) -> None:
    source = bytearray(data.draw(st.sampled_from([WHOLE, OPEN])))
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(source) - 1))
        length = data.draw(st.integers(0, 200))
        source[at : at + length] = data.draw(st.binary(max_size=20))
    try:
        message = f"a.pdf: {read(bytes(source)).format}"
    except ReadError as error:
        message = str(error)
    assert message.startswith("a.pdf: ")
    assert "\n" not in message


@given(st.binary(max_size=300))
@settings(max_examples=60, deadline=None)
def test_strange_pages_give_a_message(content: bytes) -> None:
    stream = zlib.compress(b"BT /F1 10 Tf 60 700 Td (Sleep helps memory) Tj ET\n" + content)
    body = (
        b"%%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F1<</Type/Font"
        b"/Subtype/Type1/BaseFont/Helvetica>>>>>>>>endobj\n4 0 obj<</Filter/FlateDecode/Length %d>>stream\n%s\nendstream endobj\n"
        b"trailer<</Root 1 0 R>>\n" % (len(stream), stream)
    )
    try:
        message = f"a.pdf: {read(body).format}"
    except ReadError as error:
        message = str(error)
    assert message.startswith("a.pdf: ")
