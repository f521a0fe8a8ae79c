"""Word files made of raw XML, so that a test can hold what python-docx does not write: fields, notes, tracked changes."""

from __future__ import annotations

import base64
import io
import json
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from xml.sax.saxutils import escape, quoteattr

_NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
_TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_PARTS = {"styles": "styles", "numbering": "numbering", "footnotes": "footnotes", "endnotes": "endnotes"}

STYLES = """
<w:style w:type="paragraph" w:default="1" w:styleId="Standard"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style>
<w:style w:type="paragraph" w:styleId="Kapitel"><w:name w:val="Kapitel"/><w:basedOn w:val="berschrift1"/></w:style>
<w:style w:type="paragraph" w:styleId="Titel"><w:name w:val="Title"/></w:style>
<w:style w:type="paragraph" w:styleId="Gliederung"><w:name w:val="Mein Stil"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>
<w:style w:type="character" w:styleId="Hoch"><w:name w:val="hoch"/><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>
"""

NUMBERING = """
<w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="[%1]"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%1%2)"/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="8"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="x"/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="24"/></w:lvlOverride></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="8"/></w:num>
"""


def run(text: str, properties: str = "") -> str:
    """A run of text; `properties` are the elements of its `w:rPr`."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def paragraph(*inline: str, style: str = "", numbered: str = "") -> str:
    """A paragraph of XML or, where a part does not begin with "<", of text; `numbered` is "list" or "list level"."""
    content = "".join(part if part.startswith("<") else run(part) for part in inline)
    number, _, level = numbered.partition(" ")
    numbering = f'<w:numPr><w:ilvl w:val="{level or 0}"/><w:numId w:val="{number}"/></w:numPr>' if numbered else ""
    return f"<w:p><w:pPr>{f'<w:pStyle w:val={quoteattr(style)}/>' if style else ''}{numbering}</w:pPr>{content}</w:p>"


def begin(code: str, data: str = "") -> str:
    """The code of a field, cut into pieces as Word does, up to where its result begins."""
    half = len(code) // 2
    pieces = "".join(
        f'<w:r><w:instrText xml:space="preserve">{escape(piece)}</w:instrText></w:r>'
        for piece in (code[:half], code[half:])
    )
    beside = f'<w:fldData xml:space="preserve">{data}</w:fldData>' if data else ""
    return f'<w:r><w:fldChar w:fldCharType="begin">{beside}</w:fldChar></w:r>{pieces}{SEPARATE}'


SEPARATE = '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
END = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'


def field(code: str, printed: str, properties: str = "", data: str = "") -> str:
    """A field that prints `printed`, or XML."""
    return begin(code, data) + (printed if printed.startswith("<") else run(printed, properties)) + END


def csl(*items: Mapping[str, Any]) -> str:
    """A citation as CSL-JSON; an item may have "uri"."""
    return json.dumps(
        {
            "citationID": "x",
            "properties": {"noteIndex": 0},
            "citationItems": [
                {
                    "id": item.get("id", 1),
                    **({"uris": [item["uri"]]} if "uri" in item else {}),
                    "itemData": {key: value for key, value in item.items() if key != "uri"},
                }
                for item in items
            ],
        }
    )


def zotero(printed: str, *items: Mapping[str, Any], properties: str = "") -> str:
    """A citation as Zotero writes it."""
    return field(f" ADDIN ZOTERO_ITEM CSL_CITATION {csl(*items)} ", printed, properties)


def endnote_xml(*works: tuple[int, str, str, str, int, str]) -> str:
    """What EndNote says of (number, author, title, journal, year, DOI)."""
    cites = "".join(
        f"<Cite><Author>{author.partition(',')[0]}</Author><Year>{year}</Year><RecNum>{number}</RecNum><record><rec-number>{number}</rec-number>"
        f'<foreign-keys><key app="EN" db-id="abc">{number}</key></foreign-keys><ref-type name="Journal Article">17</ref-type>'
        f"<contributors><authors><author><style face='normal'>{author}</style></author></authors></contributors><titles><title>{title}</title>"
        f"<secondary-title>{journal}</secondary-title></titles><dates><year>{year}</year></dates>"
        f"<electronic-resource-num>{doi}</electronic-resource-num></record></Cite>"
        for number, author, title, journal, year, doi in works
    )
    return f"<EndNote>{cites}</EndNote>"


def packed(text: str) -> str:
    """Text in base64, cut into lines."""
    raw = base64.b64encode(text.encode()).decode()
    return "\n".join(raw[at : at + 76] for at in range(0, len(raw), 76))


def notes(kind: str, *contents: str) -> str:
    """The notes 1, 2, … of a part, with the separators that Word adds."""
    found = f'<w:{kind} w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:{kind}>'
    for at, content in enumerate(contents, 1):
        found += f'<w:{kind} w:id="{at}">{content if content.startswith("<") else paragraph(content)}</w:{kind}>'
    return found


def word(
    *body: str,
    styles: str = STYLES,
    numbering: str = NUMBERING,
    footnotes: str = "",
    endnotes: str = "",
    links: Sequence[tuple[str, str]] = (),
    sources: str = "",
    properties: Mapping[str, str] | None = None,
    more: Mapping[str, bytes] | None = None,
) -> bytes:
    """A Word file of paragraphs and tables; a part of the body that does not begin with "<" is a paragraph of text."""
    content = "".join(part if part.startswith("<") else paragraph(part) for part in body)
    parts = {"styles": styles, "numbering": numbering, "footnotes": footnotes, "endnotes": endnotes}
    relations = [(f"rId{name}", name, f"{name}.xml", "") for name, text in parts.items() if text]
    relations += [(key, "hyperlink", address, ' TargetMode="External"') for key, address in links]
    files: dict[str, bytes] = {
        "[Content_Types].xml": _types(name for name, text in {"document": "x", **parts}.items() if text),
        "word/document.xml": f"<w:document {_NAMESPACES}><w:body>{content}</w:body></w:document>".encode(),
    }
    for name, text in parts.items():
        if text:
            files[f"word/{name}.xml"] = f"<w:{name} {_NAMESPACES}>{text}</w:{name}>".encode()
    if sources:
        relations.append(("rIdS", "customXml", "../customXml/item1.xml", ""))
        files["customXml/item1.xml"] = sources.encode()
    top = [("rId1", "officeDocument", "word/document.xml", "")]
    if properties:
        top.append(("rId2", "custom-properties", "docProps/custom.xml", ""))
        inside = "".join(
            f"<property name={quoteattr(k)}><lpwstr>{escape(v)}</lpwstr></property>" for k, v in properties.items()
        )
        files["docProps/custom.xml"] = f"<Properties>{inside}</Properties>".encode()
    files["_rels/.rels"] = _relations(top)
    files["word/_rels/document.xml.rels"] = _relations(relations)
    return pack(files | dict(more or {}))


def _types(names: Iterable[str]) -> bytes:
    base = "application/vnd.openxmlformats-officedocument.wordprocessingml."
    parts = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{base}{"document.main" if name == "document" else name}+xml"/>'
        for name in names
    )
    rels = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    head = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    return f'{head}{rels}<Default Extension="xml" ContentType="application/xml"/>{parts}</Types>'.encode()


def _relations(relations: Sequence[tuple[str, str, str, str]]) -> bytes:
    inside = "".join(
        f'<Relationship Id="{key}" Type="{_TYPES}{kind}" Target={quoteattr(target)}{mode}/>'
        for key, kind, target, mode in relations
    )
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inside}</Relationships>'.encode()


def pack(files: Mapping[str, bytes]) -> bytes:
    """A zip file."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()
