"""Characters of a PDF that take two UTF-16 units, in the text and as the place of a comment."""

from __future__ import annotations

import pytest

from citeaudit.auditing import pipeline
from citeaudit.formats import pdf
from citeaudit.formats.pdf import reading
from citeaudit.formats.pdf.annotating import annotate
from citeaudit.formats.pdf.ligatures import with_ligatures
from citeaudit.formats.pdf.lines import Chunk
from citeaudit.formats.pdf.pieces import Page, Piece
from citeaudit.rules.running import run

SLANTED = "D835DC5D"
"""U+1D45D, a slanted p as formulas have it, in UTF-16."""

LINES = (
    (16, "Sleep"),
    (11, "Memory needs sleep [1]. Naps help older adults [2]."),
    (14, "References"),
    (10, "[1] Hall A. Sleep and memory, with ~ below 0.05. J Sleep 2015;3:1-9."),
    (10, "[2] Moss D. Naps in older adults. J Sleep 2019;7:21-30."),
)


def paper(units: str) -> bytes:
    """A page whose font says that its tilde stands for the characters with these UTF-16 units."""
    content, y = "BT\n", 760
    for size, text in LINES:
        escaped = text.replace("(", r"\(").replace(")", r"\)")
        content += f"/F1 {size} Tf 1 0 0 1 72 {y} Tm ({escaped}) Tj\n"
        y -= 40
    content += "ET"
    ascii_codes = "\n".join(f"<{code:02X}> <{code:04X}>" for code in range(32, 126))
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def\n"
        "1 begincodespacerange <00> <FF> endcodespacerange\n"
        f"94 beginbfchar\n{ascii_codes}\nendbfchar\n1 beginbfchar\n<7E> <{units}>\nendbfchar\n"
        "endcmap CMapName currentdict /CMap defineresource pop end end"
    )
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R /Resources << /Font << /F1 4 0 R >> >> >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 6 0 R >>",
        f"<< /Length {len(content)} >>\nstream\n{content}\nendstream",
        f"<< /Length {len(cmap)} >>\nstream\n{cmap}\nendstream",
    ]
    data, places = "%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(data))
        data += f"{number} 0 obj\n{body}\nendobj\n"
    start = len(data)
    data += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n" + "".join(
        f"{place:010d} 00000 n \n" for place in places
    )
    return f"{data}trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode("latin-1")


@pytest.mark.parametrize(
    ("units", "read"),
    [
        (SLANTED, "with p below"),
        ("D83DDE34", "with \U0001f634 below"),  # beyond the plane, and no letter of formulas
        ("0070", "with p below"),
    ],
)
def test_two_units_are_one_character(units: str, read: str) -> None:
    manuscript = pdf.read("paper.pdf", paper(units))
    audit = pipeline.audit_manuscript(manuscript)
    assert [reference.label for reference in audit.references] == ["1", "2"]
    assert read in audit.references[0].raw
    assert [link.reference for citation in audit.citations for link in citation.links] == [1, 2]


@pytest.mark.parametrize("half", ["D835", "DC5D"])
def test_half_a_character_is_unreadable_and_breaks_nothing(half: str) -> None:
    audit = pipeline.audit_manuscript(pdf.read("paper.pdf", paper(half)))
    assert len(audit.references) == 2
    assert audit.references[0].raw.encode("utf-8")


def test_a_comment_finds_its_place_behind_such_a_character() -> None:
    data = paper(SLANTED).replace(b"older adults [2]", b"older adults [9]")
    report = run(pipeline.audit_manuscript(pdf.read("paper.pdf", data)))
    assert "dangling-citation" in {finding.check for finding in report.findings}
    assert b"/Annot" in annotate(report, data)


def encoded(cmap: dict[str, str], text: str) -> bytes:
    """Pages with a text, in a font that says of some characters that they are others, by their UTF-16 units."""
    data = paper("007E").decode("latin-1")
    for character, units in cmap.items():
        data = data.replace(f"<{ord(character):02X}> <{ord(character):04X}>", f"<{ord(character):02X}> <{units}>")
    return data.replace("Memory needs sleep", text).encode("latin-1")


LONG = " ".join(["Sleep helps the memory of adults and of children"] * 80)
"""3,200 letters."""


@pytest.mark.parametrize(
    ("letters", "figures", "said"),
    [
        (3_000, 8, True),
        (3_000, 9, False),  # three in a thousand
        (2_999, 0, False),
    ],
)
def test_a_text_without_figures_is_told(
    letters: int, figures: int, said: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    piece = Piece("s" * letters + "7" * figures, 60.0, 300.0, 100.0, 10.0, 0, False)
    page = Page(600.0, 800.0, [piece], letters + figures, 0)
    monkeypatch.setattr(reading, "read_page", lambda document, index: page)
    notes = pdf.read("paper.pdf", paper("0070")).notes
    assert any("hardly any figure (0–9) could be read" in note for note in notes) is said


@pytest.mark.parametrize("units", ["FFFD", "E031", "0003"])
def test_figures_that_have_no_code(units: str) -> None:
    """A sign for what is not known, a code that anyone may use, one that is not printed."""
    manuscript = pdf.read("paper.pdf", encoded(dict.fromkeys("0123456789", units), LONG))
    assert any("hardly any figure" in note for note in manuscript.notes)
    assert pipeline.audit_manuscript(manuscript).citations == ()


def test_the_share_of_codes_that_are_not_printed_is_told() -> None:
    notes = pdf.read("paper.pdf", encoded({"e": "0003"}, LONG)).notes
    assert any("of the characters have a font that does not tell what it prints" in note for note in notes)


def put(*words: str, pages: int = 1) -> list[str]:
    """Words of a page, each in a chunk of its own, after the letters were put for the sign."""
    made = [Chunk([Piece(word, 60.0, 90.0, 100.0, 10.0, 0, False)], 60.0, 90.0, 100.0, 10.0) for word in words]
    with_ligatures([made] * pages)
    return [chunk.text for chunk in made]


THREE = ("+e", "+is", "“+ese")


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (put(*THREE), ["The", "This", "“These"]),
        (put("*e", "*e", "*is", "(*yme)"), ["The", "The", "This", "(Thyme)"]),
        (put("\ufffde", "\ufffde", "\ufffde"), ["The", "The", "The"]),
        (put(*THREE, "Nguyen-+e", "A+b", "+", "+5", "+A", "(+)-d"), ["The", "This", "“These", "Nguyen-The", "A+b", "+", "+5", "+A", "(+)-d"]),
        (put("+e", "+is"), ["+e", "+is"]),  # three words
        (put(*THREE, "The"), [*THREE, "The"]),  # a text that has the letters
        (put(*THREE * 10, "The", "This", "These"), ["The", "This", "“These"] * 10 + ["The", "This", "These"]),
        (put(*THREE * 10, "The", "This", "These", "The"), [*THREE * 10, "The", "This", "These", "The"]),
        (put("(e", "(is", "-e", "'e"), ["(e", "(is", "-e", "'e"]),
        (put("++e", "++e", "++e"), ["++e", "++e", "++e"]),
        (put("+erefore", "+e", "+e"), ["+erefore", "+e", "+e"]),
    ],
)  # fmt: skip
def test_two_letters_that_are_set_as_one(found: list[str], expected: list[str]) -> None:
    assert found == expected


def test_two_letters_as_one_in_a_type_of_their_own() -> None:
    pieces = [
        Piece(text, 60.0, 90.0, 100.0, 10.0, 0, space)
        for text, space in [
            ("+", True),
            ("e", False),
            ("memory +", True),
            ("is", False),
            ("+", True),
            ("ese", True),
            ("+e", True),
        ]
    ]
    chunk = Chunk(pieces, 60.0, 90.0, 100.0, 10.0)
    with_ligatures([[chunk]])
    assert chunk.text == "The memory This + ese The"


def test_a_text_whose_font_prints_two_letters_as_one() -> None:
    data = (
        paper("002B")
        .replace(b"Memory needs sleep", b"~e memory needs sleep. ~is is so. ~ese are naps")
        .replace(b"with ~ below", b"with ~yme below")
    )
    audit = pipeline.audit_manuscript(pdf.read("paper.pdf", data))
    assert "The memory needs sleep. This is so. These are naps" in audit.manuscript.blocks[1].text.content
    assert "with Thyme below" in audit.references[0].raw
