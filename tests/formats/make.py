"""Make `fixtures/formats/`: the synthetic article in every format, Word and PDF files by real programs.

    python -m tests.formats.make [--weasyprint COMMAND]

needs LibreOffice (`soffice`) and WeasyPrint. Texts are written as they are; LibreOffice makes the Word file and a PDF from HTML,
WeasyPrint a PDF in two columns. Reference-manager fields cannot be made without the programs: their XML is put around the
markers of LibreOffice's file, in the form that Zotero 6 and EndNote 20 write.
"""

from __future__ import annotations

import argparse
import io
import json
import subprocess
import tempfile
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from lxml import etree

from tests.formats import article, render

FOLDER = Path("fixtures/formats")
_FILTERS = {"odt": "writer8", "rtf": "Rich Text Format"}
TWO_COLUMNS = """
@page { size: A4; margin: 20mm; @top-center { content: "Synthetic Journal of Sleep 2026" } @bottom-center { content: counter(page) } }
body { columns: 2; text-align: justify; hyphens: auto; font: 9pt serif } h1 { column-span: all; font-size: 15pt }
p { margin: 0; text-indent: 1em } .reference { text-indent: -1em; padding-left: 1em }
"""
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_NS = {"w": _W[1:-1]}
Field = Callable[[Sequence[str], str], str]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--weasyprint", default="weasyprint")
    arguments = parser.parse_args()
    FOLDER.mkdir(parents=True, exist_ok=True)
    texts = {
        "numbers.md": render.markdown_numbers(), "names.md": render.markdown_names(), "keys.md": render.markdown_keys(),
        "refs.bib": render.bibtex(), "refs.json": render.csl_json(), "main.tex": render.latex(), "drugs.tex": render.latex_part(),
        "article.xml": render.jats(),
    }  # fmt: skip
    for name, text in texts.items():
        (FOLDER / name).write_text(text, encoding="utf-8")
    plain = converted(render.html(), "docx:MS Word 2007 XML")
    named = converted(render.html(by_name=True), "docx:MS Word 2007 XML")
    (FOLDER / "numbers.docx").write_bytes(plain)
    (FOLDER / "zotero.docx").write_bytes(
        with_fields(plain, article.numbers, zotero, "ADDIN ZOTERO_BIBL {} CSL_BIBLIOGRAPHY")
    )
    (FOLDER / "endnote.docx").write_bytes(
        with_fields(named, lambda keys: f"({article.names(keys)})", endnote, "ADDIN EN.REFLIST")
    )
    for form in ("odt", "rtf"):
        (FOLDER / f"numbers.{form}").write_bytes(converted(render.html(), f"{form}:{_FILTERS[form]}"))
    (FOLDER / "numbers.pdf").write_bytes(converted(render.html(), "pdf:writer_web_pdf_Export"))
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "names.html"
        page.write_text(render.html(by_name=True, style=TWO_COLUMNS), encoding="utf-8")
        subprocess.run([arguments.weasyprint, page, FOLDER / "names.pdf"], check=True)


def converted(html: str, form: str) -> bytes:
    """What LibreOffice makes of HTML."""
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "article.html"
        page.write_text(html, encoding="utf-8")
        command = ["soffice", "--headless", f"-env:UserInstallation=file://{folder}/profile", "--convert-to", form]
        subprocess.run([*command, "--outdir", folder, str(page)], check=True, capture_output=True)
        return next(Path(folder).glob(f"article.{form.partition(':')[0]}")).read_bytes()


def with_fields(docx: bytes, marker: Callable[[Sequence[str]], str], field: Field, bibliography: str) -> bytes:
    """The Word file with a field around every marker, and one around the list."""
    source = zipfile.ZipFile(io.BytesIO(docx))
    root = etree.fromstring(source.read("word/document.xml"))
    runs = [run for run in root.iterfind(f".//{_W}r") if run.findtext(f"{_W}t")]
    at = 0
    for keys in article.cited():
        printed = marker(keys)
        while runs[at].findtext(f"{_W}t") != printed:
            at += 1
        around(runs[at], runs[at], field(keys, printed))
        at += 1
    heading = next(place for place, run in enumerate(runs) if (run.findtext(f"{_W}t") or "").strip() == "References")
    around(runs[heading + 1], runs[-1], bibliography)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            data = source.read(name)
            target.writestr(
                name,
                etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
                if name == "word/document.xml"
                else data,
            )
    return out.getvalue()


def around(first: Any, last: Any, code: str) -> None:
    """Put a complex field around runs."""

    def made(inside: str) -> Any:
        return etree.fromstring(f'<w:r xmlns:w="{_NS["w"]}">{inside}</w:r>')

    for part in (
        '<w:fldChar w:fldCharType="begin"/>',
        f'<w:instrText xml:space="preserve"> {escape(code)} </w:instrText>',
        '<w:fldChar w:fldCharType="separate"/>',
    ):
        first.addprevious(made(part))
    last.addnext(made('<w:fldChar w:fldCharType="end"/>'))


def zotero(keys: Sequence[str], printed: str) -> str:
    """The code of a Zotero field."""
    items = [
        {"id": 100 + article.order().index(key), "uris": [f"http://zotero.org/users/local/synthetic/items/{key.upper()}"],
         "itemData": {**article.WORKS[key], "id": 100 + article.order().index(key)}}
        for key in keys
    ]  # fmt: skip
    data = {
        "citationID": "".join(keys)[:8],
        "properties": {"formattedCitation": printed, "plainCitation": printed, "noteIndex": 0},
    }
    schema = "https://github.com/citation-style-language/schema/raw/master/csl-citation.json"
    return f"ADDIN ZOTERO_ITEM CSL_CITATION {json.dumps({**data, 'citationItems': items, 'schema': schema})}"


def endnote(keys: Sequence[str], printed: str) -> str:
    """The code of an EndNote field."""
    cites = ""
    for key in keys:
        work, number = article.WORKS[key], article.order().index(key) + 1
        authors = "".join(f"<author>{name['family']}, {name['given']}</author>" for name in work["author"])
        cites += (
            f"<Cite><Author>{work['author'][0]['family']}</Author><Year>{article.year(key)}</Year><RecNum>{number}</RecNum>"
            f"<DisplayText>{escape(printed)}</DisplayText><record><rec-number>{number}</rec-number>"
            f'<ref-type name="Journal Article">17</ref-type><contributors><authors>{authors}</authors></contributors><titles>'
            f"<title>{work['title']}</title><secondary-title>{work['container-title']}</secondary-title></titles>"
            f"<pages>{work['page']}</pages><volume>{work['volume']}</volume><dates><year>{article.year(key)}</year></dates></record></Cite>"
        )
    return f"ADDIN EN.CITE <EndNote>{cites}</EndNote>"


if __name__ == "__main__":
    main()
