"""Word files: text as a reader sees it, citations as reference managers tag them, and files that mean harm."""

from __future__ import annotations

import base64
import contextlib
import io
import json
import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from citeaudit import formats as readers
from citeaudit.auditing import pipeline
from citeaudit.errors import ReadError
from citeaudit.formats import docx
from citeaudit.model import Audit, Block, BlockKind, Manuscript, Style
from tests.formats.word import END, begin, csl, endnote_xml, field, notes, pack, packed, paragraph, run, word, zotero

RAISED = '<w:vertAlign w:val="superscript"/>'
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'

HALL: dict[str, Any] = {
    "id": 11,
    "uri": "http://zotero.org/users/1/items/HALL",
    "type": "article-journal",
    "title": "Sleep and the consolidation of memory",
    "author": [{"family": "Hall", "given": "Anna"}, {"family": "Berg", "given": "C."}],
    "container-title": "J Sleep",
    "issued": {"date-parts": [[2015]]},
    "volume": "3",
    "page": "1-9",
    "DOI": "10.5555/hall",
}
MOSS: dict[str, Any] = {
    "id": 12,
    "uri": "http://zotero.org/users/1/items/MOSS",
    "type": "article-journal",
    "title": "Naps in older adults",
    "author": [{"family": "Moss", "given": "D"}],
    "container-title": "J Sleep",
    "issued": {"date-parts": [[2019]]},
}
LIND: dict[str, Any] = {
    "id": 13,
    "uri": "http://zotero.org/users/1/items/LIND",
    "type": "article-journal",
    "title": "Dreams of shift workers",
    "author": [{"family": "Lind", "given": "E"}],
    "container-title": "Sleep Med",
    "issued": {"date-parts": [[2020]]},
}
ENTRIES = (
    "Hall A, Berg C. Sleep and the consolidation of memory. J Sleep 2015;3:1-9.",
    "Moss D. Naps in older adults: the REMWAVE-2 trial. J Sleep 2019;7:21-30.",
    "Lind E. Dreams of shift workers. Sleep Med 2020;8(2):e31.",
)


def read(*body: str, **parts: Any) -> Manuscript:
    return docx.read("paper.docx", word(*body, **parts))


def audit(*body: str, **parts: Any) -> Audit:
    return pipeline.audit_manuscript(read(*body, **parts))


def links(found: Audit) -> list[tuple[str, list[int | None]]]:
    return [(citation.marker, [link.reference for link in citation.links]) for citation in found.citations]


def only(manuscript: Manuscript) -> Block:
    assert len(manuscript.blocks) == 1
    return manuscript.blocks[0]


def bibliography(kind: str = "ZOTERO_BIBL {} CSL_BIBLIOGRAPHY", *, numbers: str = "{}. ") -> list[str]:
    lines = [numbers.format(at) + entry for at, entry in enumerate(ENTRIES, 1)]
    code = kind if kind == "BIBLIOGRAPHY" else f"ADDIN {kind}"
    return [
        paragraph("References", style="berschrift1"),
        paragraph(begin(code), run(lines[0])),
        paragraph(lines[1]),
        paragraph(run(lines[2]), END),
    ]


# --- text


@pytest.mark.parametrize(
    ("inline", "text"),
    [
        ('<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:noBreakHyphen/><w:t>d</w:t></w:r>', "a b c-d"),
        ('<w:r><w:t>ther</w:t><w:softHyphen/><w:t>apy\u00ad\u200b</w:t></w:r>', "therapy"),
        ('<w:r><w:sym w:font="Symbol" w:char="F061"/><w:t>-wave</w:t></w:r>', "α-wave"),
        ('<w:ins w:author="x"><w:r><w:t>new</w:t></w:r></w:ins><w:del><w:r><w:delText>old</w:delText></w:r></w:del>', "new"),
        ('<w:moveTo><w:r><w:t>here</w:t></w:r></w:moveTo><w:moveFrom><w:r><w:t>there</w:t></w:r></w:moveFrom>', "here"),
        ('<w:r><w:t>x</w:t></w:r><w:commentRangeStart w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>', "x"),
        ('<w:sdt><w:sdtContent><w:r><w:t>controlled</w:t></w:r></w:sdtContent></w:sdt>', "controlled"),
        ('<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:r><w:t>Click</w:t></w:r></w:sdtContent></w:sdt><w:r><w:t>x</w:t></w:r>', "x"),
        ('<w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r><w:r><w:t>seen</w:t></w:r>', "seen"),
        (field("PAGE", "7"), "7"),
        (field(" REF _Ref1 \\h ", run("Figure 2")), "Figure 2"),
        (f'<w:fldSimple w:instr="SEQ Table">{run("4")}</w:fldSimple>', "4"),
        ('<m:oMath><m:r><m:t>x=2</m:t></m:r></m:oMath>', "x=2"),
        ('<mc:AlternateContent><mc:Choice Requires="wps"><w:r><w:t>a</w:t></w:r></mc:Choice><mc:Fallback><w:r><w:t>a</w:t></w:r></mc:Fallback></mc:AlternateContent>', "a"),
    ],
)  # fmt: skip
def test_text(inline: str, text: str) -> None:
    assert only(read(paragraph(inline))).text.content == text


def test_runs_that_word_cuts_at_random_are_one() -> None:
    text = only(
        read(paragraph("Sleep helps", run("1", RAISED), run(",", RAISED), run("2", '<w:rStyle w:val="Hoch"/>')))
    ).text
    assert [(run.start, run.end, run.style) for run in text.runs] == [(11, 14, Style.SUPERSCRIPT)]


def test_faces_and_links() -> None:
    inline = (
        run("a", "<w:i/>"),
        run("b", '<w:b w:val="0"/>'),
        run("c", '<w:position w:val="6"/>'),
        f'<w:hyperlink r:id="rL">{run("doi")}</w:hyperlink>',
        field('HYPERLINK "https://doi.org/10.5555/y"', "here"),
    )
    text = only(read(paragraph(*inline), links=[("rL", "https://doi.org/10.5555/x")])).text
    assert [(text.content[run.start : run.end], run.style, run.target) for run in text.runs] == [
        ("a", Style.ITALIC, ""),
        ("c", Style.SUPERSCRIPT, ""),
        ("doi", Style.LINK, "https://doi.org/10.5555/x"),
        ("here", Style.LINK, "https://doi.org/10.5555/y"),
    ]


def test_headings_in_any_language_by_outline_and_by_hand() -> None:
    manuscript = read(
        paragraph("Schlaf", style="Titel"),
        paragraph("Einleitung", style="berschrift1"),
        paragraph("Methode", style="Kapitel"),
        paragraph("Gruppe", style="Gliederung"),
        paragraph(run("Ergebnisse", "<w:b/>")),
        "Text of some length that is not a heading at all.",
        "REFERENCES",
    )
    assert [(block.text.content, block.kind is BlockKind.HEADING, block.level) for block in manuscript.blocks] == [
        ("Schlaf", True, 1),
        ("Einleitung", True, 2),
        ("Methode", True, 2),
        ("Gruppe", True, 3),
        ("Ergebnisse", True, 2),
        ("Text of some length that is not a heading at all.", False, 0),
        ("REFERENCES", True, 2),
    ]
    assert manuscript.title == "Schlaf"


def test_numbers_that_only_the_numbering_knows() -> None:
    lists = ["1", "1 1", "1 1", "1", "3", "2", "2", "9", ""]
    manuscript = read(*(paragraph(f"Item {at} of text", numbered=numbering) for at, numbering in enumerate(lists)))
    assert [block.marker for block in manuscript.blocks] == ["1.", "1a)", "1b)", "2.", "•", "24.", "25.", "", ""]


def test_places() -> None:
    cell = "<w:tbl><w:tr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr><w:tr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr></w:tbl>"
    box = "<w:r><w:pict><v:shape><v:textbox><w:txbxContent>{}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    manuscript = read(
        paragraph("Sleep", style="Titel"),
        paragraph(""),
        paragraph(
            "Memory needs sleep in older and younger people alike.", '<w:r><w:footnoteReference w:id="1"/></w:r>'
        ),
        cell.format(*(paragraph(words) for words in ("Study", "Ref", "Hall", "[1]"))),
        paragraph("Naps help.", box.format(paragraph("Box text"))),
        footnotes=notes("footnote", "A note."),
    )
    labels = [block.text.location("paper.docx").label for block in manuscript.blocks]
    assert labels == [
        "paragraph 1, “Sleep”",
        "paragraph 2, “Memory needs sleep in older and younger…”",
        "footnote 1, “A note.”",
        "table 1, row 1, “Study”",
        "table 1, row 2, “Hall”",
        "paragraph 3, “Naps help.”",
        "text box, “Box text”",
    ]
    assert [block.text.content for block in manuscript.blocks][3:5] == ["Study | Ref", "Hall | [1]"]
    orders = [block.text.location("paper.docx").order for block in manuscript.blocks]
    assert orders == sorted(set(orders))


def test_tracked_changes_are_told_and_a_deleted_paragraph_end_joins() -> None:
    note = '<w:r><w:footnoteReference w:id="1"/></w:r>'
    joined = f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{run('One ')}{note}</w:p>"
    manuscript = read(joined, "sentence.", footnotes=notes("footnote", "A note."))
    assert [block.text.content for block in manuscript.blocks] == ["One sentence.", "A note."]
    assert manuscript.notes == ("1 tracked change was read as accepted",)


# --- lists and citations without fields


@pytest.mark.parametrize("form", ["[{}]", "({})", "raised"])
def test_typed_citations(form: str) -> None:
    def marker(number: str) -> str:
        return run(number, RAISED) if form == "raised" else run(f" {form.format(number)}")

    found = audit(
        paragraph("Memory needs sleep", marker("1"), ", naps help", marker("2,3"), "."),
        paragraph("Dreams do not", marker("1-3"), "."),
        "References",
        *(paragraph(entry, numbered="1") for entry in ENTRIES),
    )
    assert [numbers for _, numbers in links(found)] == [[1], [2, 3], [1, 2, 3]]
    assert [reference.label for reference in found.references] == ["1", "2", "3"]
    assert found.citations[2].location.label.startswith("paragraph 2, “Dreams do not")


def test_a_paragraph_that_a_conversion_cut_is_one() -> None:
    found = audit(
        "The REMWAVE-2 trial of lunestazole in older adults raised",
        paragraph("recall by a third [2]."),
        "References",
        *(paragraph(entry, numbered="1") for entry in ENTRIES),
    )
    (citation,) = found.citations
    assert citation.sentence == "The REMWAVE-2 trial of lunestazole in older adults raised recall by a third [2]."
    assert citation.location.label == "paragraph 2, “recall by a third [2].”"


def test_footnote_numbers_are_no_citations() -> None:
    found = audit(
        paragraph("Memory needs sleep [1]", '<w:r><w:footnoteReference w:id="1"/></w:r>', "."),
        "References",
        *(paragraph(entry, numbered="1") for entry in ENTRIES),
        footnotes=notes("footnote", "See also the appendix [2]."),
    )
    assert links(found) == [("[1]", [1]), ("[2]", [2])]
    assert found.citations[1].location.label.startswith("footnote 1")


@pytest.mark.parametrize("kind", ["endnote", "footnote"])
def test_notes_that_are_the_list(kind: str) -> None:
    def note(number: int, bookmark: str = "") -> str:
        reference = f'<w:r><w:{kind}Reference w:id="{number}"/></w:r>'
        return (
            f'<w:bookmarkStart w:id="5" w:name="{bookmark}"/>{reference}<w:bookmarkEnd w:id="5"/>'
            if bookmark
            else reference
        )

    found = audit(
        paragraph("Memory needs sleep", note(1, "_RefX"), ". Naps help", note(2), run(",", RAISED), note(3), "."),
        paragraph("Sleep again", field(" NOTEREF _RefX \\f \\h ", "1", RAISED), "."),
        **{f"{kind}s": notes(kind, *ENTRIES)},
    )
    assert [numbers for _, numbers in links(found)] == [[1], [2], [3], [1]]
    assert [reference.label for reference in found.references] == ["1", "2", "3"]
    assert found.references[1].location.label.startswith(f"{kind} 2")
    assert found.manuscript.notes[0].startswith(f"the {kind}s were taken for the list")


# --- citations in fields


def test_zotero() -> None:
    found = audit(
        paragraph("Memory needs sleep ", zotero("[1,3]", HALL, LIND), ". Naps (30) help ", zotero("[2]", MOSS), "."),
        *bibliography(),
    )
    assert links(found) == [("[1,3]", [1, 3]), ("[2]", [2])]
    assert [reference.raw for reference in found.references] == list(ENTRIES)
    assert [reference.label for reference in found.references] == ["1", "2", "3"]
    assert found.references[0].record.DOI == "10.5555/hall"
    assert found.references[1].location.label.startswith("paragraph 4")
    assert found.manuscript.notes == ()
    assert found.citation_form == "tags"


def test_fields_within_fields_and_over_paragraphs() -> None:
    inner = field('HYPERLINK \\l "_ENREF_1"', run("1"))
    data = packed(endnote_xml((7, "Hall, Anna", HALL["title"], "J Sleep", 2015, "10.5555/hall")))
    nested = begin("ADDIN EN.CITE.DATA", data).replace('<w:r><w:fldChar w:fldCharType="separate"/></w:r>', "") + END
    code = begin(" ADDIN EN.CITE ").replace(
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>', nested + '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )
    found = audit(
        paragraph("Memory needs sleep ", code, run("["), inner, run("]"), END, "."), *bibliography("EN.REFLIST")
    )
    assert links(found) == [("[1]", [1])]
    assert found.references[0].record.DOI == "10.5555/hall"


@pytest.mark.parametrize("beside", [True, False])
def test_endnote(beside: bool) -> None:
    xml = endnote_xml(
        (7, "Hall, Anna", HALL["title"], "J Sleep", 2015, "10.5555/hall"),
        (9, "Lind, E", LIND["title"], "Sleep Med", 2020, ""),
    )
    cite = field("ADDIN EN.CITE", "(1, 3)", data=packed(xml)) if beside else field(f"ADDIN EN.CITE {xml}", "(1, 3)")
    found = audit(paragraph("Memory needs sleep ", cite, "."), *bibliography("EN.REFLIST", numbers="{}.\t"))
    assert links(found) == [("(1, 3)", [1, 3])]


def test_the_heading_within_the_field_of_endnote_is_no_entry() -> None:
    xml = endnote_xml((7, "Hall, Anna", HALL["title"], "J Sleep", 2015, ""))
    lines = [paragraph(begin("ADDIN EN.REFLIST"), run("References")), *map(paragraph, ENTRIES[:2])]
    found = audit(
        paragraph("Memory needs sleep ", field(f"ADDIN EN.CITE {xml}", "(Hall, 2015)"), "."),
        *lines,
        paragraph(run(ENTRIES[2]), END),
    )
    assert [reference.raw for reference in found.references] == list(ENTRIES)
    assert links(found) == [("(Hall, 2015)", [1])]


def test_mendeley() -> None:
    """The older field, whose ids count again in each citation, and Mendeley Cite, which uses content controls."""
    works = [{**work, "id": "ITEM-1"} for work in (HALL, LIND)]
    old = [field(f"ADDIN CSL_CITATION {csl(work)}", f"[{at}]") for work, at in zip(works, (1, 3), strict=True)]
    tag = base64.b64encode(
        csl({key: value for key, value in MOSS.items() if key != "uri"} | {"id": "uuid-1"}).encode()
    ).decode()
    new = f'<w:sdt><w:sdtPr><w:tag w:val="MENDELEY_CITATION_v3_{tag}"/></w:sdtPr><w:sdtContent>{run("[2]")}</w:sdtContent></w:sdt>'
    control = '<w:sdt><w:sdtPr><w:tag w:val="MENDELEY_BIBLIOGRAPHY"/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>'
    entries = "".join(paragraph(f"{at}. {entry}") for at, entry in enumerate(ENTRIES, 1))
    found = audit(
        paragraph("Sleep ", old[0], ", naps ", new, ", dreams ", old[1], "."), "References", control.format(entries)
    )
    assert links(found) == [("[1]", [1]), ("[2]", [2]), ("[3]", [3])]


def test_word_sources() -> None:
    person = "<b:Author><b:Author><b:NameList><b:Person><b:Last>{}</b:Last><b:First>A</b:First></b:Person></b:NameList></b:Author></b:Author>"
    source = (
        "<b:Source><b:Tag>{}</b:Tag><b:SourceType>JournalArticle</b:SourceType>"
        + person
        + "<b:Title>{}</b:Title><b:Year>{}</b:Year></b:Source>"
    )
    sources = (
        '<b:Sources xmlns:b="http://schemas.openxmlformats.org/officeDocument/2006/bibliography">{}</b:Sources>'.format(
            source.format("Hal15", "Hall", HALL["title"], 2015) + source.format("Lin20", "Lind", LIND["title"], 2020)
        )
    )
    rows = "".join(
        f"<w:tr><w:tc>{paragraph(f'[{at}]')}</w:tc><w:tc>{paragraph(entry)}</w:tc></w:tr>"
        for at, entry in enumerate(ENTRIES, 1)
    )
    table = f"{paragraph(begin('BIBLIOGRAPHY'))}<w:tbl>{rows}</w:tbl>{paragraph(END)}"
    cite = field(" CITATION Hal15 \\l 1033 \\m Lin20 \\p 12 ", " [1, 3]")
    found = audit(paragraph("Memory needs sleep", cite, "."), "References", table, sources=sources)
    assert links(found) == [("[1, 3]", [1, 3])]
    assert [reference.label for reference in found.references] == ["1", "2", "3"]
    assert [reference.raw for reference in found.references] == list(ENTRIES)


def test_zotero_bookmarks() -> None:
    code = f"ZOTERO_ITEM CSL_CITATION {csl(HALL)}"
    pieces = [code[at : at + 255] for at in range(0, len(code), 255)]
    properties = {f"ZOTERO_BREF_q_{at}": piece for at, piece in enumerate(pieces, 1)}
    cite = f'<w:bookmarkStart w:id="1" w:name="ZOTERO_BREF_q"/>{run("[1]")}<w:bookmarkEnd w:id="1"/>'
    entries = [paragraph(entry, numbered="1") for entry in ENTRIES]
    found = audit(paragraph("Memory needs sleep ", cite, "."), "References", *entries, properties=properties)
    assert links(found) == [("[1]", [1])]


def test_author_year_list_and_a_work_that_is_not_printed() -> None:
    other = {
        **MOSS,
        "uri": "z",
        "title": "Light and mood in the far north",
        "author": [{"family": "Öberg", "given": "F"}],
    }
    found = audit(
        paragraph("Sleep ", zotero("(Hall & Berg, 2015; Öberg, 2019)", HALL, other), "."),
        paragraph("Dreams ", zotero("(Lind, 2020)", LIND), "."),
        *bibliography(numbers=""),
    )
    assert [numbers for _, numbers in links(found)] == [[1, 4], [3]]
    assert found.references[3].record.title == "Light and mood in the far north"
    assert found.references[3].location.label.startswith("paragraph 1")
    assert found.manuscript.notes[0].startswith("1 of the works that fields cite do")


def test_fields_without_a_printed_list() -> None:
    found = audit(
        paragraph("Dreams ", zotero("[2]", LIND), ", sleep ", zotero("[1]", HALL), zotero("[1,2]", HALL, LIND), ".")
    )
    assert [(r.label, r.record.title, r.record.DOI) for r in found.references] == [
        ("2", LIND["title"], ""),
        ("1", HALL["title"], "10.5555/hall"),
    ]
    assert [numbers for _, numbers in links(found)] == [[1], [2], [2, 1]]
    assert found.manuscript.notes[0].startswith("the document prints no list")


def test_one_work_twice_in_the_library_and_items_without_data() -> None:
    again = {**HALL, "uri": "http://zotero.org/users/1/items/AGAIN"}
    bare = field('ADDIN ZOTERO_ITEM CSL_CITATION {"citationItems": [{"id": 4, "uris": ["q"]}]}', "[3]")
    found = audit(
        paragraph("Sleep ", zotero("[1]", HALL), " again ", zotero("[1]", again), " dreams ", bare, "."),
        *bibliography(),
    )
    assert [numbers for _, numbers in links(found)] == [[1], [1], [3]]
    assert len(found.references) == 3


def test_typed_citations_between_fields_are_read_and_told() -> None:
    found = audit(
        paragraph("Sleep ", zotero("[1]", HALL), " naps [2], dreams ", zotero("[3]", LIND), ", of 12 [ms] and (2)."),
        *bibliography(),
    )
    assert links(found) == [("[1]", [1]), ("[2]", [2]), ("[3]", [3])]
    assert found.manuscript.notes == ("1 citation was typed by hand and is no field; read by the numbers printed",)


def test_names_typed_between_fields_are_read_and_told() -> None:
    found = audit(
        paragraph("Sleep helps memory ", zotero("(Hall and Berg, 2015)", HALL), ". Naps do, too (Moss, 2019)."),
        paragraph("Dreams were studied by Lind (2020), and in 2019 by nobody else (Reed, 2018)."),
        *bibliography(numbers=""),
    )
    assert links(found) == [
        ("(Hall and Berg, 2015)", [1]),
        ("(Moss, 2019)", [2]),
        ("(2020)", [3]),
        ("(Reed, 2018)", [None]),
    ]
    assert found.citations[2].narrative_authors == ("Lind",)
    assert found.uncited == ()
    assert found.manuscript.notes == (
        "3 citations were typed by hand and are no field; read by the names and years printed",
    )


def test_names_in_a_text_whose_fields_print_numbers_are_no_citations() -> None:
    found = audit(
        paragraph("Sleep ", zotero("[1]", HALL), ", as Moss (2019) found ", zotero("[2]", MOSS), "."), *bibliography()
    )
    assert links(found) == [("[1]", [1]), ("[2]", [2])]
    assert found.manuscript.notes == ()


@pytest.mark.parametrize(
    "code", ["ADDIN ZOTERO_ITEM CSL_CITATION {broken", "ADDIN EN.CITE <EndNote><Cite>", "ADDIN CSL_CITATION [1]"]
)
def test_fields_whose_data_are_broken_are_text(code: str) -> None:
    found = audit(
        paragraph("Sleep ", field(code, "[1]"), " naps [2,3]."),
        "References",
        *(paragraph(e, numbered="1") for e in ENTRIES),
    )
    assert links(found) == [("[1]", [1]), ("[2,3]", [2, 3])]
    assert "holds no data that can be read" in found.manuscript.notes[0]


def test_contents_are_no_text() -> None:
    toc = paragraph(begin('TOC \\o "1-3"'), run("References\t12")) + paragraph(run("Methods\t3"), END)
    assert [block.text.content for block in read(toc, "Real text.").blocks] == ["Real text."]


def test_files_of_python_docx(tmp_path: Path) -> None:
    import docx as library

    made = library.Document()
    made.add_heading("Sleep", 0)
    made.add_heading("Introduction", 1)
    made.add_paragraph("Memory needs sleep ").add_run("1,2").font.superscript = True
    made.add_heading("References", 1)
    for entry in ENTRIES:
        made.add_paragraph(entry, style="List Number")
    path = tmp_path / "paper"
    made.save(str(path))
    found = pipeline.audit(path)
    assert (found.manuscript.format, found.manuscript.title) == ("docx", "Sleep")
    assert links(found) == [("1,2", [1, 2])]
    assert [reference.label for reference in found.references] == ["1", "2", "3"]


# --- files that mean harm


def test_recognises() -> None:
    assert docx.recognises(word("Text"))
    assert not docx.recognises(pack({"mimetype": b"application/vnd.oasis.opendocument.text"}))
    assert not docx.recognises(b"Plain text")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"PK\x03\x04" + b"x" * 100, "damaged or locked"),
        (b"Just some text", "not a Word file"),
        (pack({"xl/workbook.xml": b"<x/>"}), "Excel"),
        (pack({"mimetype": b"application/epub+zip"}), "OpenDocument or EPUB"),
        (pack({"readme.txt": b"x"}), "zip archive without a Word document"),
        (pack({"word/document.xml": b"<broken"}), "cannot be read"),
        (pack({"word/document.xml": b"<html/>"}), "cannot be read"),
        (
            pack({"word/document.xml": f'<!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/passwd">]><w:document {W}><w:body><w:p><w:r><w:t>&a;</w:t></w:r></w:p></w:body></w:document>'.encode()}),
            "cannot be read",
        ),
        (pack({"word/document.xml": b"<a>" + b" " * 60_000_000 + b"</a>"}), "unpacks to 60 MB"),
        (pack({"word/document.xml": f"<w:document {W}><w:body>{'<w:p/>' * 2_000_000}</w:body></w:document>".encode()}), "unpacks to 12 MB"),
    ],
    ids=["broken zip", "text", "xlsx", "epub", "other zip", "broken xml", "other xml", "entity", "bomb", "bomb of paragraphs"],
)  # fmt: skip
def test_what_is_no_word_file(data: bytes, message: str) -> None:
    with pytest.raises(ReadError, match=message) as caught:
        docx.read("paper.docx", data)
    assert str(caught.value).startswith("paper.docx: ")
    assert "\n" not in str(caught.value)


def test_old_word_files_are_known_by_their_signature(tmp_path: Path) -> None:
    path = tmp_path / "paper.docx"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
    with pytest.raises(ReadError, match="old Word file"):
        readers.read(path)


def test_a_password_is_said_to_be_one(tmp_path: Path) -> None:
    path = tmp_path / "locked.docx"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"))
    with pytest.raises(ReadError, match="protected by a password; save it without one"):
        readers.read(path)


def test_missing_parts_and_styles_in_circles() -> None:
    circle = "".join(
        f'<w:style w:type="paragraph" w:styleId="{a}"><w:name w:val="{a}"/><w:basedOn w:val="{b}"/></w:style>'
        for a, b in ("xy", "yx")
    )
    assert only(read(paragraph("Text", style="x", numbered="1"), styles=circle, numbering="")).text.content == "Text"
    lost = {
        "word/_rels/document.xml.rels": b'<Relationships><Relationship Id="r" Type="t/styles" Target="../../../etc/passwd"/></Relationships>'
    }
    assert only(read("Text", more=lost)).text.content == "Text"


def test_nesting_without_end() -> None:
    deep = "<w:sdt><w:sdtContent>" * 400 + paragraph("Text") + "</w:sdtContent></w:sdt>" * 400
    with contextlib.suppress(ReadError):
        read(deep)


@pytest.mark.parametrize(
    ("body", "least"),
    [
        ("<w:tbl><w:tr><w:tc>" * 60 + paragraph("Text") + "</w:tc></w:tr></w:tbl>" * 60, 1),
        (paragraph(*[begin("PAGE")] * 400, "Text", *[END] * 400), 1),
        (paragraph(*[f'<w:bookmarkStart w:id="{at}" w:name="b{at}"/>' for at in range(20_000)], "Text"), 1),
        (paragraph(*[run("[1]", "<w:b/>" * (at % 2)) for at in range(20_000)]), 1),
    ],
    ids=["tables", "fields", "bookmarks", "runs"],
)
def test_much_of_one_thing_is_read_to_its_end(body: str, least: int) -> None:
    assert len(read(body).blocks) >= least


def test_fields_nested_deeper_than_word_can() -> None:
    with pytest.raises(ReadError, match="nested too deeply"):
        read(paragraph(*[begin("PAGE")] * 600, "Text"))


def test_three_thousand_references() -> None:
    names = ["Hall", "Berg", "Moss", "Lind", "Paget", "Ober"]
    works = [
        {
            **HALL,
            "uri": f"u{at}",
            "title": f"Study of sleep phase {at} in group {at % 37}",
            "author": [{"family": names[at % 6]}],
            "issued": {"date-parts": [[1950 + at % 70]]},
            "DOI": "",
        }
        for at in range(3000)
    ]
    body = [paragraph("Sleep ", zotero(f"[{at + 1}]", work), ".") for at, work in enumerate(works)]
    entries = [
        paragraph(
            f"{at + 1}. {w['author'][0]['family']} A. {w['title']}. J Sleep {w['issued']['date-parts'][0][0]};3:{at}."
        )
        for at, w in enumerate(works)
    ]
    manuscript = read(*body, "References", paragraph(begin("ADDIN ZOTERO_BIBL {}")), *entries, paragraph(END))
    assert len(manuscript.listed) == 3000
    marks = [mark for block in manuscript.blocks for mark in block.marks]
    assert [mark.keys for mark in marks] == [(reference.key,) for reference in manuscript.listed]


WHOLE = word(
    paragraph("Sleep", style="Titel"),
    paragraph("Memory needs sleep ", zotero("[1,3]", HALL, LIND), '<w:r><w:footnoteReference w:id="1"/></w:r>'),
    *bibliography(),
    footnotes=notes("footnote", "A note."),
)


@settings(max_examples=100, deadline=None)
@given(st.integers(0, len(WHOLE) - 1), st.binary(min_size=1, max_size=8), st.booleans())
def test_damaged_files_are_read_or_refused_in_one_line(at: int, new: bytes, cut: bool) -> None:
    data = WHOLE[:at] + new + (b"" if cut else WHOLE[at + len(new) :])
    with contextlib.suppress(ReadError):
        docx.read("paper.docx", data)


_PIECES = st.sampled_from(
    [
        "<w:r><w:fldChar w:fldCharType='begin'/></w:r>",
        "<w:r><w:fldChar w:fldCharType='separate'/></w:r>",
        END,
        "<w:r><w:instrText> ADDIN ZOTERO_ITEM CSL_CITATION </w:instrText></w:r>",
        f"<w:r><w:instrText>{json.dumps({'citationItems': [{'id': 1, 'itemData': {'title': 'Sleep'}}, {}, 3]})}</w:instrText></w:r>",
        "<w:r><w:instrText> ADDIN EN.CITE </w:instrText></w:r>",
        "<w:r><w:instrText>ADDIN ZOTERO_BIBL</w:instrText></w:r>",
        "<w:ins>",
        "</w:ins>",
        "<w:bookmarkStart w:id='1' w:name='ZOTERO_BREF_x'/>",
        "<w:bookmarkEnd w:id='1'/>",
        "<w:r><w:footnoteReference w:id='1'/></w:r>",
        "<w:r><w:t>[1]</w:t><w:br/></w:r>",
        "</w:p><w:p>",
        "</w:p><w:tbl><w:tr><w:tc><w:p><w:r><w:t>cell</w:t></w:r></w:p></w:tc></w:tr></w:tbl><w:p>",
        "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>",
    ]
)


@settings(max_examples=100, deadline=None)
@given(st.lists(_PIECES, max_size=25))
def test_fields_in_any_disorder_never_raise(pieces: list[str]) -> None:
    try:
        found = audit("<w:p>" + "".join(pieces) + "</w:p>", "Text behind.", footnotes=notes("footnote", "A note [1]."))
    except ReadError:
        return  # elements that do not close
    for block in found.manuscript.blocks:
        assert all(0 <= mark.start < mark.end <= len(block.text) for mark in block.marks)


def test_no_text_is_lost() -> None:
    rng = random.Random(3)
    words = [f"word{at}" for at in range(300)]
    body, rest = [], list(words)
    while rest:
        size = rng.randrange(1, 12)
        body.append(paragraph(*(run(f"{piece} ", rng.choice(["", "<w:b/>", RAISED])) for piece in rest[:size])))
        rest = rest[size:]
    assert " ".join(block.text.content for block in read(*body).blocks).split() == words


def test_bytes_are_all_it_needs() -> None:
    """No file is opened: what the relations name outside of the package stays unread."""
    assert isinstance(docx.read("nowhere.docx", io.BytesIO(word("Text")).getvalue()), Manuscript)


@pytest.mark.parametrize("numbered", [False, True])
def test_lines_of_a_converted_list_that_begin_with_a_year_are_no_entries(*, numbered: bool) -> None:
    number = "{}. " if numbered else ""
    lines = [
        f"{number.format(1)}Hall A, Berg C. Sleep and the consolidation of memory. J Sleep",
        "2001. 3:1-9.",
        f"{number.format(2)}Moss D. Naps in older adults: the REMWAVE-2 trial. J Sleep",
        "2019. 7:21-30.",
    ]
    cited = "[1, 2]" if numbered else "(Hall and Berg, 2001; Moss, 2019)"
    found = audit(paragraph(f"Memory needs sleep {cited}."), "References", *lines)
    assert [(reference.label, reference.record.year) for reference in found.references] == [("1", 2001), ("2", 2019)]
    assert links(found) == [(cited, [1, 2])]


def table(*rows: tuple[str, ...]) -> str:
    cells = ("".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in row) for row in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


def test_tables_with_their_notes_behind_the_list_are_text() -> None:
    entries = [f"{at}. {entry}" for at, entry in enumerate(ENTRIES, 1)]
    behind = ("Table 1. Sleep in adults", table(("Study", "N"), ("Moss [2]", "12")), "Note: N is the number of adults.")
    found = audit(paragraph("Memory needs sleep [1]."), "References", *entries, *behind, "Figure 1. Sleep by age [3].")
    assert [reference.raw for reference in found.references] == list(ENTRIES)
    assert links(found) == [("[1]", [1]), ("[2]", [2]), ("[3]", [3])]


def test_bare_citations_in_the_cells_of_a_table() -> None:
    entries = [f"{at}. {entry}" for at, entry in enumerate(ENTRIES, 1)]
    rows = table(("Study", "N", "Ref."), ("Moss", "12", "2"), ("Lind", "30", "3"))
    found = audit(paragraph("Memory needs sleep [1]."), rows, "References", *entries)
    assert links(found) == [("[1]", [1]), ("2", [2]), ("3", [3])]


def test_the_heading_of_the_list_within_its_field() -> None:
    lines = [f"{at}. {entry}" for at, entry in enumerate(ENTRIES, 1)]
    found = audit(
        paragraph("Sleep ", zotero("[1]", HALL), " naps ", zotero("[2]", MOSS), " dreams ", zotero("[3]", LIND), "."),
        paragraph(begin("ADDIN EN.REFLIST"), run("References"), style="berschrift1"),
        *(paragraph(line) for line in lines[:-1]),
        paragraph(run(lines[-1]), END),
    )
    assert [reference.raw for reference in found.references] == list(ENTRIES)
    assert found.uncited == ()
