"""Highlights in a PDF: on the very words, with notes, in a copy."""

from __future__ import annotations

import ctypes
import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import pypdfium2
import pytest
from pypdfium2 import raw
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from citeaudit.auditing import pipeline
from citeaudit.errors import ReadError
from citeaudit.formats import annotate
from citeaudit.formats import pdf as reader
from citeaudit.model import Finding, Location, Report, Severity
from citeaudit.rules import running
from tests.reports import built

TEXT = (
    "It has been known for a century that sleep helps the memory of adults [1].",
    "Travellers who cross several time zones forget more than others do [7].",
    "Diaries of sleep are cheap, and so are short tests of memory, of which",
    "there are many that can be used in the field [2, 3].",
    "References",
    "[1] Hall A, Berg C. Sleep and the consolidation of memory. J Sleep 2015;3:1-9.",
    "[2] Moreau D. Forgetting in travellers who crossed time zones. Travel Med 2011;18:233-41.",
    "[3] Tanaka G. Diaries of sleep and what they are worth. Sleep Methods 2009;7:101-19.",
)
_UTF16 = "utf-16-le"


@dataclass(frozen=True)
class Note:
    kind: int
    author: str
    contents: str
    words: str


def made(turn: int = 0, pages: int = 1) -> bytes:
    """A PDF with the text on its last page; `turn` is how its page is to be turned when it is shown."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=True)
    for page in range(1, pages + 1):
        canvas.setFont("Helvetica", 11)
        canvas.setPageRotation(turn)
        if turn == 90:  # so that the text stands upright on the page as it is shown
            canvas.rotate(90)
            canvas.translate(0, -A4[0])
        for at, line in enumerate(TEXT if page == pages else ("A page before it with a few words of text.",)):
            canvas.drawString(60, 500 - 20 * at - (10 if at > 3 else 0) - (10 if at > 4 else 0), line)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def report_on(data: bytes, name: str = "dangling-citation") -> Report:
    audit = pipeline.audit_manuscript(reader.read("paper.pdf", data))
    return running.run(replace(audit, today=None), [running.get(name)])


def string(annotation: Any, key: bytes) -> str:
    length = raw.FPDFAnnot_GetStringValue(annotation, key, None, 0)
    buffer = ctypes.create_string_buffer(length)
    raw.FPDFAnnot_GetStringValue(annotation, key, ctypes.cast(buffer, ctypes.POINTER(raw.FPDF_WCHAR)), length)
    return buffer.raw.decode(_UTF16).rstrip("\0")


def notes_in(data: bytes) -> Iterator[tuple[int, Note]]:
    """All annotations by page, with the words that they cover."""
    document = pypdfium2.PdfDocument(data)
    for number in range(len(document)):
        page = document[number]
        textpage = page.get_textpage()
        for at in range(raw.FPDFPage_GetAnnotCount(page.raw)):
            annotation = raw.FPDFPage_GetAnnot(page.raw, at)
            words = []
            for quad in range(raw.FPDFAnnot_CountAttachmentPoints(annotation)):
                points = raw.FS_QUADPOINTSF()
                raw.FPDFAnnot_GetAttachmentPoints(annotation, quad, ctypes.byref(points))
                words.append(textpage.get_text_bounded(points.x3, points.y3, points.x2, points.y2))
            note = Note(
                raw.FPDFAnnot_GetSubtype(annotation),
                string(annotation, b"T"),
                string(annotation, b"Contents"),
                " ".join(words),
            )
            raw.FPDFPage_CloseAnnot(annotation)
            yield number + 1, note


@pytest.mark.parametrize(
    "data",
    [made(), made(turn=90), made(turn=180), made(turn=270), made(pages=2)],
    ids=["plain", "turned", "upside down", "sideways", "second page"],
)
def test_the_very_words(data: bytes) -> None:
    out = annotate(report_on(data), data)
    [(page, note)] = notes_in(out)
    assert page == len(pypdfium2.PdfDocument(data))
    assert (note.kind, note.author, note.words) == (raw.FPDF_ANNOT_HIGHLIGHT, "citeaudit", "[7]")
    assert note.contents.splitlines()[0] == "Error: [7] points at reference 7, but the list ends at 3"
    assert reader.read("paper.pdf", out) == reader.read("paper.pdf", data)


def test_entries_of_the_list() -> None:
    data = made()
    whole = report_on(data, "uncited-reference")
    reference = whole.audit.references[1]
    finding = Finding(
        check="any", group="list", severity=Severity.INFO, confidence=1, message="look", location=reference.location
    )
    [(_, note)] = notes_in(annotate(replace(whole, findings=(finding,)), data))
    assert note.words == "Moreau D. Forgetting in travellers who crossed time zones. Travel Med 2011;18:233-41."


def finding(location: Location) -> Finding:
    """A finding on a place, with letters of other scripts."""
    return replace(
        built.UNCITED,
        check="any",
        severity=Severity.INFO,
        confidence=1,
        message="see 睡眠 \U0001f634",
        location=location,
        references=(),
    )


def test_an_index_that_leads_astray() -> None:
    data = made(pages=2)
    astray = re.sub(rb"(xref\n0 \d+\n.{20}.{20}0{6})(\d{4})", rb"\g<1>9999", data, count=1, flags=re.DOTALL)
    assert astray != data
    with pytest.raises(
        ReadError, match=r"^paper\.pdf: the PDF is damaged, and a copy could lose what is in it; save it"
    ):
        annotate(report_on(data), astray)


@pytest.mark.parametrize(
    "change",
    [
        lambda data: re.sub(rb"startxref\s+\d+", b"startxref\n12", data),
        lambda data: data[: data.rindex(b"startxref")],
        lambda data: b"before the file\n" + data,
        lambda data: data + b"\nbehind the file\n",
    ],
    ids=["leads to nothing", "no index", "something before it", "something behind it"],
)
def test_files_that_are_mended_when_read(change: Callable[[bytes], bytes]) -> None:
    data = change(made())
    assert [note.words for _, note in notes_in(annotate(report_on(data), data))] == ["[7]"]


def test_what_has_no_place_is_said_on_the_first_page_that_can_be_read() -> None:
    data = made(pages=2)
    [first] = re.findall(rb"/Kids \[\s*(\d+) 0 R", data)
    row = data.index(b"65535 f") + 9 + 20 * (int(first) - 1)
    damaged = data[: row + 17] + b"f" + data[row + 18 :]
    out = annotate(replace(report_on(damaged), findings=(finding(Location(path="paper.pdf")),)), damaged)
    document = pypdfium2.PdfDocument(out)
    assert raw.FPDFPage_GetAnnotCount(document[1].raw) == 1


def test_a_second_run_replaces_its_own() -> None:
    data = made()
    once = annotate(report_on(data), data)
    twice = annotate(report_on(once), once)
    assert list(notes_in(twice)) == list(notes_in(once))
    assert list(notes_in(annotate(replace(report_on(once), findings=()), once))) == []


def test_notes_of_others_stay() -> None:
    data = made()
    document = pypdfium2.PdfDocument(data)
    page = document[0]
    annotation = raw.FPDFPage_CreateAnnot(page.raw, raw.FPDF_ANNOT_TEXT)
    name = ctypes.create_string_buffer("Eva".encode(_UTF16) + b"\0\0")
    raw.FPDFAnnot_SetStringValue(annotation, b"T", ctypes.cast(name, ctypes.POINTER(raw.FPDF_WCHAR)))
    raw.FPDFPage_CloseAnnot(annotation)
    out = io.BytesIO()
    document.save(out)
    once = annotate(report_on(out.getvalue()), out.getvalue())
    assert [note.author for _, note in notes_in(annotate(report_on(once), once))] == ["Eva", "citeaudit"]


@pytest.mark.parametrize(
    "change",
    [lambda data: data, lambda data: re.sub(rb"/ID\s*\[.*?\]", b"", data, flags=re.DOTALL)],
    ids=["with an identifier", "without one"],
)
def test_the_same_findings_are_the_same_bytes(change: Callable[[bytes], bytes]) -> None:
    data = change(made())
    assert annotate(report_on(data), data) == annotate(report_on(data), data)


@pytest.mark.parametrize(
    "location",
    [Location(path="paper.pdf"), Location(path="paper.pdf", page=1, label="page 1, line 99", order=99)],
    ids=["no place", "a place that is not there"],
)
def test_no_finding_is_lost(location: Location) -> None:
    data = made()
    [(page, note)] = notes_in(annotate(replace(report_on(data), findings=(finding(location),)), data))
    assert (page, note.kind) == (1, raw.FPDF_ANNOT_TEXT)
    assert note.contents == "Info: see 睡眠 \U0001f634\n[any]"
