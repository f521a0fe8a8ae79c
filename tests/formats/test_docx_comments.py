"""Word comments: on the very words, and nothing else changed."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import docx
import pytest
from lxml import etree

from citeaudit.auditing import pipeline
from citeaudit.errors import ConfigError, ReadError
from citeaudit.formats import annotate
from citeaudit.formats import docx as reader
from citeaudit.model import Finding, Location, Report, Severity
from citeaudit.rules import running
from tests.formats.word import END, begin, notes, paragraph, run, word, zotero
from tests.reports import built

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
RAISED = '<w:vertAlign w:val="superscript"/>'
LIST = (
    paragraph("References", style="berschrift1"),
    paragraph("1. Hall A, Berg C. Sleep and the consolidation of memory. J Sleep 2015;3:1-9."),
    paragraph("2. Moss D. Naps in older adults: the REMWAVE-2 trial. J Sleep 2019;7:21-30."),
    paragraph("3. Lind E, Hall A. Dreams of shift workers. Sleep Med 2020;8(2):31-9."),
)
FIELD = " ADDIN ZOTERO_TEMP "
CHANGE = '<w:rPrChange w:id="7" w:author="Eva" w:date="2026-01-01T00:00:00Z"><w:rPr/></w:rPrChange>'


def cell(content: str) -> str:
    return f"<w:tc><w:tcPr/>{paragraph(content)}</w:tc>"


BODIES: dict[str, tuple[tuple[str, ...], list[str]]] = {
    # the body, and the words that the comments are on
    "one run": (("Sleep helps memory (1). Naps help, too (7), and dreams (3).",), ["(7)"]),
    "twice in a paragraph": (
        ("Memory needs sleep (7). Naps help (1). Dreams help (7); cats (7).",),
        ["(7)"],  # the three have one cause
    ),
    "cut by Word at random": (
        (paragraph("Memory needs sleep (", run("7", "<w:b/>"), ")", ", and naps (1)."),),
        ["(7)"],
    ),
    "tracked insertion": (
        (
            paragraph(
                "Memory needs sleep ", f'<w:ins w:id="3" w:author="Eva">{run("now (7) and then")}</w:ins>', " (1)."
            ),
        ),
        ["(7)"],
    ),
    "tracked deletion": (
        (
            paragraph(
                "Memory needs (",
                '<w:del w:id="3" w:author="Eva"><w:r><w:delText>1</w:delText></w:r></w:del>',
                f'<w:ins w:id="4" w:author="Eva">{run("7")}</w:ins>',
                ") sleep (1).",
            ),
        ),
        ["(7)"],
    ),
    "link": (
        (paragraph("Memory needs sleep ", f'<w:hyperlink w:anchor="a">{run("(7)")}</w:hyperlink>', " (1)."),),
        ["(7)"],
    ),
    "field": ((paragraph("Memory needs sleep ", begin(FIELD) + run("(7)") + END, " (1)."),), ["(7)"]),
    "soft hyphens and tabs": ((paragraph(run("Mem\u00adory\tneeds\u00ad sleep (\u00ad7), naps (1).")),), ["(\u00ad7)"]),
    "line breaks": (
        (paragraph("Memory needs sleep (1).", "<w:r><w:br/></w:r>", "Naps help (7). Dreams (3)."),),
        ["(7)"],
    ),
    "table": (
        ("Memory needs sleep (1).", f"<w:tbl><w:tr>{cell('Naps (2)')}{cell('Cats (7)')}</w:tr></w:tbl>", "Dreams (3)."),
        ["(7)"],
    ),
    "control": (
        (paragraph("Naps (1) ", f"<w:sdt><w:sdtPr/><w:sdtContent>{run('help (7)')}</w:sdtContent></w:sdt>"),),
        ["(7)"],
    ),
    "cut by a conversion": (
        ("Memory needs sleep in winter, in summer and in any", "season (7), and so do dreams (1)."),
        ["(7)"],
    ),
    "formatting that was tracked": ((paragraph(run("Memory needs sleep (7), naps (1).", CHANGE)),), ["(7)"]),
}


def report_on(data: bytes, today: date | None = date(2026, 3, 1)) -> Report:
    audit = pipeline.audit_manuscript(reader.read("paper.docx", data))
    return running.run(replace(audit, today=today), [running.get("dangling-citation")], version="0.1.0")


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def commented(data: bytes, author: str = "citeaudit") -> list[str]:
    """What is between the marks of each comment of an author: text that is shown, in order of the comments."""
    files = parts(data)
    comments = etree.fromstring(files["word/comments.xml"])
    root = etree.fromstring(files["word/document.xml"])
    found = []
    for comment in comments:
        if comment.get(W + "author") != author:
            continue
        number, words, inside = comment.get(W + "id"), "", False
        for element in root.iter():
            if element.get(W + "id") == number and element.tag in {W + "commentRangeStart", W + "commentRangeEnd"}:
                inside = element.tag == W + "commentRangeStart"
            elif inside and element.tag == W + "t":
                words += element.text or ""
            elif inside and element.tag == W + "footnoteReference":
                words += f"<note {element.get(W + 'id')}>"
        assert len([element for element in root.iter(W + "commentReference") if element.get(W + "id") == number]) == 1
        found.append(words)
    return found


def without_marks(data: bytes) -> str:
    """The document without comments, runs of one format joined again: what must not have changed."""
    root = etree.fromstring(parts(data)["word/document.xml"])
    for element in list(root.iter(W + "commentRangeStart", W + "commentRangeEnd")):
        element.getparent().remove(element)
    for element in list(root.iter(W + "commentReference")):
        element.getparent().getparent().remove(element.getparent())
    for element in list(root.iter(W + "rPrChange")):
        element.attrib.pop(W + "id")  # twins have numbers of their own
    for element in list(root.iter(W + "r")):
        before = element.getprevious()
        if before is None or before.tag != W + "r":
            continue
        mine, other = (
            etree.tostring(x.find(W + "rPr")) if x.find(W + "rPr") is not None else b"" for x in (element, before)
        )
        if mine == other:
            before.extend([child for child in element if child.tag != W + "rPr"])
            element.getparent().remove(element)
    for element in list(root.iter(W + "t")):
        element.attrib.pop("{http://www.w3.org/XML/1998/namespace}space", None)
        before = element.getprevious()
        if before is not None and before.tag == W + "t":
            before.text = (before.text or "") + (element.text or "")
            element.getparent().remove(element)
    return str(etree.tostring(root, method="c14n").decode())


@pytest.mark.parametrize("name", BODIES)
def test_the_very_words(name: str) -> None:
    body, expected = BODIES[name]
    data = word(*body, *LIST)
    report = report_on(data)
    out = annotate(report, data)
    assert commented(out) == expected
    assert without_marks(out) == without_marks(data)
    assert etree.fromstring(parts(out)["word/comments.xml"])[0].get(W + "date") == "2026-03-01T00:00:00Z"


@pytest.mark.parametrize("name", BODIES)
def test_a_second_run_replaces_its_own(name: str) -> None:
    data = word(*BODIES[name][0], *LIST)
    once = annotate(report_on(data), data)
    assert annotate(report_on(once), once) == once
    assert [f.fingerprint for f in report_on(once).findings] == [f.fingerprint for f in report_on(data).findings]
    nothing = annotate(replace(report_on(once), findings=()), once)
    assert commented(nothing) == []
    assert b"commentR" not in parts(nothing)["word/document.xml"]
    assert without_marks(nothing) == without_marks(data)


def test_entries_of_the_list() -> None:
    data = word("Memory needs sleep (1), and naps (3).", *LIST)
    audit = pipeline.audit_manuscript(reader.read("paper.docx", data))
    report = running.run(audit, [running.get("uncited-reference")])
    assert commented(annotate(report, data)) == [
        "Moss D. Naps in older adults: the REMWAVE-2 trial. J Sleep 2019;7:21-30."
    ]


def test_notes_are_commented_where_the_text_leads_to_them() -> None:
    lead = '<w:r><w:t>Memory</w:t><w:footnoteReference w:id="1"/></w:r>'
    data = word(
        paragraph(lead, " needs sleep (1), naps (2), dreams (3)."),
        *LIST,
        footnotes=notes("footnote", "In all cats (7)."),
    )
    out = annotate(report_on(data), data)
    assert commented(out) == ["Memory<note 1>"]
    assert parts(out)["word/footnotes.xml"] == parts(data)["word/footnotes.xml"]


def test_text_boxes_are_commented_where_they_hang() -> None:
    box = f"<w:r><w:pict><v:shape><v:textbox><w:txbxContent>{paragraph('In all cats (7).')}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    data = word(paragraph("Memory needs sleep (1) (2) (3).", box), *LIST)
    root = etree.fromstring(parts(annotate(report_on(data), data))["word/document.xml"])
    start = next(root.iter(W + "commentRangeStart"))
    assert start.getnext().find(W + "pict") is not None
    assert not [
        element for element in root.iter(W + "commentReference") for up in element.iterancestors(W + "txbxContent")
    ]


def test_a_field_keeps_its_comment_when_it_is_written_anew() -> None:
    data = word(*BODIES["field"][0], *LIST)
    root = etree.fromstring(parts(annotate(report_on(data), data))["word/document.xml"])
    start, end = next(root.iter(W + "commentRangeStart")), next(root.iter(W + "commentRangeEnd"))
    assert start.getnext().find(W + "fldChar").get(W + "fldCharType") == "begin"
    assert end.getprevious().find(W + "fldChar").get(W + "fldCharType") == "end"


FOREIGN = f'<w:comments xmlns:w="{W[1:-1]}"><w:comment w:id="4" w:author="Eva"><w:p><w:r><w:t>Nice!</w:t></w:r></w:p></w:comment></w:comments>'
MARKED = ('<w:commentRangeStart w:id="4"/>', '<w:commentRangeEnd w:id="4"/><w:r><w:commentReference w:id="4"/></w:r>')


def with_foreign() -> bytes:
    """A manuscript in which somebody has made a comment."""
    data = word(paragraph("Memory ", MARKED[0] + run("needs sleep (7)") + MARKED[1], " and naps (1)."), *LIST)
    files = parts(data)
    files["word/comments.xml"] = FOREIGN.encode()
    files["word/_rels/document.xml.rels"] = files["word/_rels/document.xml.rels"].replace(
        b"</Relationships>",
        b'<Relationship Id="rIdC" Target="comments.xml" '
        b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"/></Relationships>',
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def with_part(name: str, content: bytes, data: bytes) -> bytes:
    """The file with another content of a part."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for part, old in parts(data).items():
            archive.writestr(part, content if part == name else old)
    return out.getvalue()


def test_comments_of_others_stay() -> None:
    data = with_foreign()
    once = annotate(report_on(data), data)
    twice = annotate(report_on(once), once)
    for out in (once, twice):
        assert commented(out, "Eva") == ["needs sleep (7)"]
        assert commented(out) == ["(7)"]
    assert commented(annotate(replace(report_on(twice), findings=()), twice), "Eva") == ["needs sleep (7)"]


def test_what_word_keeps_beside_comments_goes_with_them() -> None:
    data = word("Memory needs sleep (7), naps (1).", *LIST)
    files = parts(annotate(report_on(data), data))
    w14 = "http://schemas.microsoft.com/office/word/2010/wordml"
    w15 = "http://schemas.microsoft.com/office/word/2012/wordml"
    comments = etree.fromstring(files["word/comments.xml"])
    comments[0][-1].set(f"{{{w14}}}paraId", "0000AAAA")
    files["word/comments.xml"] = etree.tostring(comments)
    files["word/commentsExtended.xml"] = (
        f'<w15:commentsEx xmlns:w15="{w15}"><w15:commentEx w15:paraId="0000AAAA" w15:done="0"/>'
        '<w15:commentEx w15:paraId="0000BBBB" w15:paraIdParent="0000AAAA"/></w15:commentsEx>'
    ).encode()
    files["word/_rels/document.xml.rels"] = files["word/_rels/document.xml.rels"].replace(
        b"</Relationships>",
        b'<Relationship Id="rIdE" Target="commentsExtended.xml" '
        b'Type="http://schemas.microsoft.com/office/2011/relationships/commentsExtended"/></Relationships>',
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    again = annotate(report_on(out.getvalue()), out.getvalue())
    [left] = etree.fromstring(parts(again)["word/commentsExtended.xml"])
    assert dict(left.attrib) == {f"{{{w15}}}paraId": "0000BBBB"}  # an answer of somebody, which stands alone now


def test_all_other_parts_are_the_same_bytes() -> None:
    data = word(
        "Memory needs sleep (7), naps (1).",
        *LIST,
        more={"word/media/image1.png": b"\x89PNG", "word/vbaProject.bin": b"x"},
    )
    before, after = parts(data), parts(annotate(report_on(data), data))
    changed = {name for name in after if before.get(name) != after[name]}
    assert changed == {"word/comments.xml", "word/document.xml", "word/_rels/document.xml.rels", "[Content_Types].xml"}
    assert list(after)[: len(before)] == list(before)


def test_strict_files_stay_strict() -> None:
    files = {
        name: content.replace(
            b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        ).replace(
            b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        )
        for name, content in parts(word("Memory needs sleep (7), naps (1).", *LIST)).items()
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    after = parts(annotate(report_on(out.getvalue()), out.getvalue()))
    assert b"schemas.openxmlformats.org/wordprocessingml" not in after["word/document.xml"] + after["word/comments.xml"]
    assert b"purl.oclc.org/ooxml/officeDocument/relationships/comments" in after["word/_rels/document.xml.rels"]
    assert annotate(report_on(annotate(report_on(out.getvalue()), out.getvalue())), out.getvalue())


@pytest.mark.parametrize(
    "location",
    [
        Location(path="paper.docx"),
        Location(path="paper.docx", label="paragraph 99", order=99),
        Location(path="b.bib", line=4),
    ],
    ids=["no place", "a place that is not there", "another file"],
)
def test_no_finding_is_lost(location: Location) -> None:
    data = word("Memory needs sleep (7), naps (1).", *LIST)
    finding = Finding(
        check="any",
        group="list",
        severity=Severity.INFO,
        confidence=0.5,
        message="look\x07 here \u202e",
        location=location,
    )
    out = annotate(replace(report_on(data), findings=(finding,)), data)
    assert commented(out) == ["Memory needs sleep (7), naps (1)."]
    [comment] = docx.Document(io.BytesIO(out)).comments
    assert comment.text == "Info: look\\x07 here <U+202E>\nChance 50% that this is right\n[any]"


def test_a_comment_says_what_and_why() -> None:
    data = word("Memory needs sleep (1), naps (2), dreams (3).", *LIST)
    audit = replace(report_on(data).audit, references=built.AUDIT.references, citations=built.AUDIT.citations)
    out = annotate(replace(report_on(data), audit=audit, findings=(built.SWAP,)), data)
    [comment] = docx.Document(io.BytesIO(out)).comments
    assert (comment.author, comment.initials) == ("citeaudit", "CA")
    assert comment.text.splitlines() == [
        "Error: cites reference 1 (Hall 2015), but reference 2 (Müßig 2019) fits",
        "Because REMWAVE-2 and lunestazole stand in reference 2, not in 1",
        "Because Hall 2015 is about melatonin",
        "Chance 97% that this is right",
        "Reference 1: Hall A, de Groot B, et al. Melatonin and jet lag in cabin crews: a cohort study. J Sleep 2015;3:1-9.",
        f"Better: reference 2: {built.AUDIT.references[1].raw}",
        "[claim-mismatch]",
    ]


def test_a_part_that_is_damaged() -> None:
    data = word("Memory needs sleep (7), naps (1).", *LIST)
    damaged = data.replace(b"[Content_Types].xml", b"?Content_Types].xml", 1)  # its header, not the directory
    with pytest.raises(ReadError, match=r"^paper\.docx: a part of the Word file, \[Content_Types\]\.xml, is damaged"):
        annotate(report_on(data), damaged)


def test_comments_that_cannot_be_read_are_not_lost() -> None:
    data = with_part("word/comments.xml", b"<w:comments>", with_foreign())
    with pytest.raises(
        ReadError, match=r"^paper\.docx: a part of the Word file, word/comments\.xml, is damaged, so it"
    ):
        annotate(report_on(data), data)


def test_a_fault_of_its_own_is_not_taken_for_a_damaged_file(monkeypatch: pytest.MonkeyPatch) -> None:
    def faulty(*_: object) -> None:
        raise KeyError("a fault")

    monkeypatch.setattr("citeaudit.formats.docx.annotating.put_mark", faulty)
    data = word("Memory needs sleep (7), naps (1).", *LIST)
    with pytest.raises(KeyError, match="a fault"):
        annotate(report_on(data), data)


def test_files_that_unpack_to_far_too_much(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("citeaudit.formats.docx.parts._LARGEST_BYTES", 900_000)
    data = word("Memory needs sleep (7), naps (1).", *LIST, more={"word/media/image1.bmp": bytes(1_000_000)})
    with pytest.raises(ReadError, match=r"^paper\.docx: unpacks to 1 MB, too much to make a copy of it$"):
        annotate(report_on(data), data)


def test_of_two_parts_of_one_name_the_last_counts() -> None:
    data = word("Memory needs sleep (7), naps (1).", *LIST)
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a") as archive, pytest.warns(UserWarning, match="Duplicate name"):
        archive.writestr(
            "word/document.xml", parts(word("Memory needs naps (8), sleep (1).", *LIST))["word/document.xml"]
        )
    twice = out.getvalue()
    assert commented(annotate(report_on(twice), twice)) == ["(8)"]


def test_nothing_to_say_is_the_same_file() -> None:
    data = word("Memory needs sleep (1), naps (2), dreams (3).", *LIST)
    assert annotate(report_on(data), data) == data


def test_pictures_are_not_packed_again() -> None:
    noise = bytes((n * n * 31 + n // 7) % 251 for n in range(50_000))
    packed = zlib.compress(zlib.compress(noise))
    data = word("Memory needs sleep (7), naps (1).", *LIST, more={"word/media/image1.png": packed})
    with zipfile.ZipFile(io.BytesIO(annotate(report_on(data), data))) as archive:
        assert archive.getinfo("word/media/image1.png").compress_type == zipfile.ZIP_STORED
        assert archive.read("word/media/image1.png") == packed


def test_marks_of_comments_that_are_gone_do_not_become_ours() -> None:
    data = word(
        paragraph(
            MARKED[0].replace('"4"', '"0"'), "Memory needs sleep (7), naps (1).", MARKED[1].replace('"4"', '"0"')
        ),
        *LIST,
    )
    out = annotate(report_on(data), data)
    [comment] = etree.fromstring(parts(out)["word/comments.xml"])
    assert comment.get(W + "id") == "1"
    assert commented(out) == ["(7)"]


def test_numbers_of_comments_stay_within_what_word_reads() -> None:
    data = with_part("word/comments.xml", FOREIGN.replace('w:id="4"', 'w:id="2147483647"').encode(), with_foreign())
    comments = etree.fromstring(parts(annotate(report_on(data), data))["word/comments.xml"])
    assert [comment.get(W + "id") for comment in comments] == ["2147483647", "0"]


def test_a_file_that_speaks_of_the_strict_variant_is_not_strict() -> None:
    sentence = 'Its namespace is "http://purl.oclc.org/ooxml/wordprocessingml/main" (7).'
    data = word(sentence, *LIST)
    document = parts(annotate(report_on(data), data))["word/document.xml"]
    assert etree.fromstring(document).tag == W + "document"
    assert sentence[:-5] in "".join(element.text or "" for element in etree.fromstring(document).iter(W + "t"))


def test_characters_that_no_xml_holds() -> None:
    data = word("Memory needs sleep (7), naps (1).", *LIST)
    report = report_on(data)
    finding = replace(report.findings[0], message="a record says \ufffe and \uffff")
    [comment] = docx.Document(io.BytesIO(annotate(replace(report, findings=(finding,)), data))).comments
    assert comment.text.startswith("Error: a record says \ufffd and \ufffd")


def test_a_document_without_a_body() -> None:
    data = with_part("word/document.xml", f'<w:document xmlns:w="{W[1:-1]}"/>'.encode(), word("x"))
    finding = replace(built.UNCITED, location=Location(path="paper.docx"), references=())
    out = annotate(replace(report_on(data), findings=(finding,)), data)
    assert commented(out) == [""]


def test_comments_are_set_small_and_close() -> None:
    data = word("Memory needs sleep (7), naps (1).", *LIST)
    comment = etree.fromstring(parts(annotate(report_on(data), data))["word/comments.xml"])[0]
    assert {size.get(W + "val") for size in comment.iter(W + "sz")} == {"20"}
    assert all(line.find(f"{W}pPr/{W}spacing").get(W + "after") == "0" for line in comment)
    assert [element.tag for element in comment[0].find(W + "pPr")] == [
        W + name for name in ("bidi", "spacing", "ind", "jc")
    ]


def test_a_field_within_one_run_is_commented_whole() -> None:
    begun = f'<w:fldChar w:fldCharType="begin"/><w:instrText>{FIELD}</w:instrText><w:fldChar w:fldCharType="separate"/>'
    whole = f'<w:r>{begun}<w:t>(7)</w:t><w:fldChar w:fldCharType="end"/><w:t xml:space="preserve"> now, naps (1).</w:t></w:r>'
    data = word(paragraph("Memory needs sleep ", whole), *LIST)
    out = annotate(report_on(data), data)
    assert commented(out) == ["(7)"]
    root = etree.fromstring(parts(out)["word/document.xml"])
    start, end = next(root.iter(W + "commentRangeStart")), next(root.iter(W + "commentRangeEnd"))
    assert [element.get(W + "fldCharType") for element in start.getnext().iter(W + "fldChar")] == ["begin", "separate"]
    assert [element.get(W + "fldCharType") for element in end.getprevious().iter(W + "fldChar")] == ["end"]
    assert without_marks(out) == without_marks(data)


def test_alternatives_are_commented_from_outside() -> None:
    both = f'<mc:AlternateContent><mc:Choice Requires="w14">{run("(7)")}</mc:Choice><mc:Fallback>{run("(7)")}</mc:Fallback></mc:AlternateContent>'
    data = word(paragraph("Memory needs sleep ", both, " and naps (1)."), *LIST)
    root = etree.fromstring(parts(annotate(report_on(data), data))["word/document.xml"])
    start, end = next(root.iter(W + "commentRangeStart")), next(root.iter(W + "commentRangeEnd"))
    assert start.getparent().tag == W + "p"
    assert start.getnext() is end.getprevious()


def placed(data: bytes, words: str) -> bytes:
    """The file with a comment on words of it, which may lie in several places."""
    report = report_on(data)
    text = next(block.text for block in report.audit.manuscript.blocks if words in block.text.content)
    start = text.content.index(words)
    finding = replace(built.UNCITED, location=text.location("paper.docx", start, start + len(words)), references=())
    return annotate(replace(report, findings=(finding,)), data)


def test_formulas_are_words_too() -> None:
    formula = "<m:oMath><m:r><m:t>x=2</m:t></m:r></m:oMath>"
    data = word(paragraph("Naps where ", formula, " help. Dreams where ", formula), *LIST)
    root = etree.fromstring(parts(placed(data, "Dreams where x=2"))["word/document.xml"])
    end = next(root.iter(W + "commentRangeEnd"))
    assert end.getprevious().tag.endswith("}oMath")


def test_words_over_several_cells() -> None:
    row = f"<w:tbl><w:tr>{cell('Naps help (2)')}{cell('Cats do not')}</w:tr><w:tr>{cell('a')}{cell('b')}</w:tr></w:tbl>"
    data = word("Memory needs sleep (1).", row, "Dreams (3).", *LIST)
    assert commented(placed(data, "help (2) | Cats")) == ["help (2)Cats"]


def test_a_work_that_no_list_prints_is_commented_at_its_field() -> None:
    works = [
        {"id": n, "uri": f"http://zotero.org/{n}", "title": f"Sleep in group {n} of cats", "type": "book"}
        for n in (1, 2)
    ]
    data = word(
        paragraph(
            "Memory needs sleep ", zotero("[1]", works[0]), ", and naps help ", zotero("[2]", works[1]), " as well."
        )
    )
    audit = pipeline.audit_manuscript(reader.read("paper.docx", data))
    assert len(audit.references) == 2
    findings = tuple(
        replace(built.UNCITED, location=reference.location, references=(reference.index,))
        for reference in audit.references
    )
    assert commented(annotate(replace(report_on(data), findings=findings), data)) == ["[1]", "[2]"]


def test_a_manuscript_of_one_formula() -> None:
    data = word("<w:p><w:pPr/><m:oMath><m:r><m:t>x=2</m:t></m:r></m:oMath></w:p>")
    finding = replace(built.UNCITED, location=Location(path="paper.docx"), references=())
    out = annotate(replace(report_on(data), findings=(finding,)), data)
    assert without_marks(out) == without_marks(data)
    assert len(docx.Document(io.BytesIO(out)).comments) == 1


def test_other_formats_have_no_comments() -> None:
    with pytest.raises(ConfigError, match=r"paper\.md: comments are put into Word and PDF files only"):
        annotate(built.REPORT, b"# A text")


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Callable[[bytes], bytes]:
    """Opens a Word file in LibreOffice and saves it."""
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice (soffice) is not installed, so that it opens the comments is not tested")
    folder = tmp_path_factory.mktemp("office")

    def saved(data: bytes) -> bytes:
        (folder / "in.docx").write_bytes(data)
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        command = [
            program,
            profile,
            "--headless",
            "--convert-to",
            "docx:MS Word 2007 XML",
            "--outdir",
            str(folder / "out"),
        ]
        subprocess.run([*command, str(folder / "in.docx")], check=True, capture_output=True, timeout=120)
        return (folder / "out" / "in.docx").read_bytes()

    return saved


def test_libreoffice_reads_and_keeps_them(office: Callable[[bytes], bytes], tmp_path: Path) -> None:
    body = [part for name in ("one run", "tracked insertion", "field", "table", "link") for part in BODIES[name][0]]
    data = word(*body, *LIST)
    saved = office(annotate(report_on(data), data))
    comments = list(docx.Document(io.BytesIO(saved)).comments)
    assert [comment.author for comment in comments] == ["citeaudit"] * 5
    assert all("points at reference 7, but the list ends at 3" in comment.text for comment in comments)
    assert commented(saved) == ["(7)"] * 5
    assert commented(annotate(report_on(saved), saved)) == ["(7)"] * 5
