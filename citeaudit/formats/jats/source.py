"""The bytes of an XML file as a tree, nothing expanded, nothing fetched, and what else than JATS the tree may be.

Named characters of the JATS DTD (`&alpha;`) are put in by us, since no DTD is ever loaded. What a file declares itself is put
in where it is a few plain characters; every other entity stays as it is written.
"""

from __future__ import annotations

import re
from html.entities import html5
from typing import Any

from citeaudit.errors import ReadError
from citeaudit.files import BYTE_ORDER_MARKS
from citeaudit.formats.jats.signature import ROOT
from citeaudit.text.patterns import lazy

Element = Any
"""An element of lxml, which has no types."""

_DECLARED = lazy(rb"""<\?xml\s[^>]*?encoding\s*=\s*["']([A-Za-z0-9._:-]+)["']""")
_CHARACTER_SET = lazy(
    r"utf|ucs|iso|us-?ascii|ascii|latin|windows|cp|koi8|mac|big5|gb|hz|shift|euc|ks|tis", re.IGNORECASE
)
_NAMED = lazy(r"&([A-Za-z][\w.-]*);")
_SHORT_ENTITY = lazy(
    r"""<!ENTITY\s+(?P<name>[A-Za-z][\w.-]*)\s+(?P<quote>["'])(?P<value>(?:[^<>&%"']|&\#x?[0-9a-fA-F]{1,6};){0,8})(?P=quote)\s*>"""
)
_ENTITY = lazy(r"<!ENTITY\s+([A-Za-z][\w.-]*)\s")
_OF_XML = frozenset({"amp", "lt", "gt", "quot", "apos"})
_KINDS = {
    "html": "HTML", "tei": "TEI", "teicorpus": "TEI", "book": "a book (BITS or DocBook)", "book-part-wrapper": "a part of a book (BITS)",
    "pubmedarticleset": "records of PubMed", "pubmedarticle": "a record of PubMed", "full-text-retrieval-response": "Elsevier's XML",
    "converted-article": "Elsevier's XML", "simple-article": "Elsevier's XML", "component": "Wiley's XML", "doi_batch": "a deposit for Crossref",
    "document": "part of a Word file or another document format", "package": "a flat Word file or the list of contents of an EPUB",
    "rss": "a feed", "feed": "a feed", "svg": "a picture", "records": "a list of records", "xml": "a library of EndNote or another list of records",
    "modscollection": "records in MODS", "mods": "a record in MODS", "collection": "records in MARC", "project": "a file of a program",
    "ncx": "part of an EPUB", "container": "part of an EPUB", "math": "a formula", "article-set": "a list of articles", "sub-article": "a part of an article",
}  # fmt: skip


def decoded(data: bytes, name: str) -> str:
    """The characters of an XML file, every line ended by a line feed.

    Raises:
        ReadError: The bytes are not in the encoding that the file declares.
    """
    encoding, start = "", 0
    for mark, of_mark in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            encoding, start = of_mark, len(mark)
    if not encoding and b"\0" in data[:4]:
        encoding = "utf-16-be" if data[0] == 0 else "utf-16-le"
    if not encoding:
        declared = _DECLARED.match(data.lstrip()[:200])
        encoding = declared[1].decode("ascii") if declared else "utf-8"
    if not _CHARACTER_SET.match(encoding):
        raise ReadError(f"{name}: declared as “{encoding[:40]}”, an encoding that is not known; save it as UTF-8")
    try:
        text = data[start:].decode(encoding)
    except LookupError:
        raise ReadError(
            f"{name}: declared as “{encoding[:40]}”, an encoding that is not known; save it as UTF-8"
        ) from None
    except UnicodeError as error:
        at = getattr(error, "start", 0) + start
        line = data.count(b"\n", 0, at) + 1
        raise ReadError(
            f"{name}: byte {at} (line {line}) is not {encoding.upper()}, which the file should be in"
        ) from None
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text


def parsed(text: str, name: str) -> tuple[Element, tuple[str, ...]]:
    """The root of the tree, and notes on what had to be assumed.

    Raises:
        ReadError: The text is not well-formed XML, or goes past what is safe to read.
    """
    from lxml import etree

    root = ROOT.match(text)
    if root is None and not text.lstrip().startswith("<"):
        raise ReadError(f"{name}: named like an XML file, but no XML; is it the right file?")
    if re.match(r"\s*(?:<!DOCTYPE\s+html|<html[\s>])", text, re.IGNORECASE):
        raise ReadError(f"{name}: this is HTML, not JATS; name the manuscript")
    filled, unknown = _with_characters(text, root["subset"] or "" if root else "")
    parser = etree.XMLParser(
        encoding="utf-8", resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        tree = etree.fromstring(filled.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError as error:
        line = (error.position or (1, 1))[0]
        message = re.sub(
            r"(?:, (?:try|use) XML_PARSE_HUGE.*|, see xmlCtxt.*)?(?:, line \d+, column \d+)?$",
            "",
            error.msg or "no root",
        )
        message = re.sub(r"\s+", " ", message)[:200].replace("xmlParseEntityRef: no name", "a lone &, write &amp;")
        raise ReadError(f"{name}: line {line}: broken XML ({message}); repair the file or export it again") from None
    names = ", ".join(f"&{entity};" for entity in sorted(unknown)[:5])
    return tree, (f"characters that are not known stand as they are written: {names}",) if unknown else ()


def _with_characters(text: str, subset: str) -> tuple[str, set[str]]:
    """The text with named characters as numbers, and the names that nobody knows."""
    names = set(_NAMED.findall(text)) - _OF_XML if "&" in text else set()
    if not names:
        return text, set()
    own = {match["name"]: match["value"] for match in _SHORT_ENTITY.finditer(subset)}
    declared, unknown = set(_ENTITY.findall(subset)), set()
    values: dict[str, str] = {}
    for name in names:
        if name in own:
            values[name] = own[name]
        elif name not in declared and f"{name};" in html5:
            values[name] = "".join(f"&#{ord(character)};" for character in html5[f"{name};"])
        elif name not in declared:
            unknown.add(name)
            values[name] = f"&amp;{name};"
    body = len(text) - len(text.partition(subset)[2]) if subset else 0

    def value(match: re.Match[str]) -> str:
        return values.get(match[1], match[0])

    first, *others = text[body:].split("<![CDATA[")  # what stands in CDATA is not a reference
    parts = [text[:body], _NAMED.sub(value, first)]
    for other in others:
        verbatim, end, rest = other.partition("]]>")
        parts += ["<![CDATA[", verbatim, end, _NAMED.sub(value, rest)]
    return "".join(parts), unknown


def article(root: Element, name: str) -> Element:
    """The one article of a tree, its elements without namespace.

    Raises:
        ReadError: The tree is something else, or holds several articles.
    """
    space, _, local = root.tag.rpartition("}")
    found = root
    if local == "pmc-articleset":
        articles = [child for child in root if isinstance(child.tag, str) and child.tag.rpartition("}")[2] == "article"]
        if len(articles) != 1:
            raise ReadError(f"{name}: a set of {len(articles)} articles; give each a file of its own")
        found = articles[0]
        space = found.tag.rpartition("}")[0]
    elif local != "article" or "docbook" in space.lower() or "elsevier" in space.lower():
        what = _KINDS.get(local.lower(), f"XML with the root <{local[:40]}>")
        what = "DocBook" if "docbook" in space.lower() else "Elsevier's XML" if "elsevier" in space.lower() else what
        raise ReadError(f"{name}: this is {what}, not JATS; only JATS articles can be read from XML")
    if space:
        for element in root.iter(f"{space}}}*"):
            element.tag = element.tag[len(space) + 1 :]
    if not any(part.tag in {"front", "body", "back", "floats-group"} for part in found):
        raise ReadError(f"{name}: an <article> without front, body or back; is it JATS?")
    return found
