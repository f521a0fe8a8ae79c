"""Articles in JATS XML, read into text with citations and a list of references.

What counts as text: headings, paragraphs, the items of lists, and the paragraphs of captions. Tables, formulas, footnotes
and supplements are left out, and so are citations in headings. The abstract is kept apart: it has no gold.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

LONGEST_RANGE = 60  # (3–80) with more than this between is read as two numbers, not as a range
NUMERIC_SHARE = 0.8  # an article is numeric if more than this share of its markers are numbers of its list


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """One entry of the list, as tagged; what is not tagged is empty."""

    authors: tuple[tuple[str, str], ...] = ()  # (family, given), in order
    et_al: bool = False
    collab: str = ""
    title: str = ""
    container: str = ""
    year: str = ""
    volume: str = ""
    issue: str = ""
    first_page: str = ""
    last_page: str = ""
    doi: str = ""
    kind: str = ""  # JATS publication-type
    printed: str = ""  # the whole entry, where the file holds it as typeset or neither title nor container is tagged

    @property
    def usable(self) -> bool:
        """True if enough is known of it to judge whether a sentence is about it."""
        return bool(self.title and self.authors and self.container and self.year)


@dataclass(frozen=True, slots=True)
class Citation:
    """One place in the text that points at references, by their 1-based place in the list; ranges are expanded."""

    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A heading (level 1 and up) or a paragraph (level 0)."""

    level: int
    pieces: tuple[str | Citation, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    doi: str
    title: str
    journal: str
    abstract: str  # paragraphs, one a line, without citations
    references: tuple[Reference, ...]
    blocks: tuple[Block, ...]
    numeric: bool  # whether the markers of the article are numbers
    licence: str  # "CC BY", "CC0", or "" for any other or none

    @property
    def key(self) -> str:
        """What names the article: the DOI, or the title where it has none."""
        return self.doi or self.title

    @property
    def citations(self) -> tuple[Citation, ...]:
        """All citations, in reading order."""
        return tuple(piece for block in self.blocks for piece in block.pieces if isinstance(piece, Citation))


def read_articles(path: Path) -> Iterator[tuple[str, Article]]:
    """Read every `.xml` and `.nxml` file of a folder or a zip.

    Yields:
        The name of the file and the article, sorted by name.

    Raises:
        OSError: The path cannot be read.
        ValueError: It is not a zip, or a file in it is not a JATS article; the message names it.
    """
    for name, xml in _files(path):
        try:
            yield name, read_article(xml)
        except ValueError as error:
            raise ValueError(f"{path}: {name}: {error}") from error


def read_article(xml: bytes) -> Article:
    """Read one JATS article.

    Raises:
        ValueError: It is not a JATS article.
    """
    return _Reader(_root(xml)).article()


def _files(path: Path) -> Iterator[tuple[str, bytes]]:
    if path.is_dir():
        for file in sorted(path.iterdir(), key=lambda file: file.name):
            if file.suffix in (".xml", ".nxml"):
                yield file.name, file.read_bytes()
        return
    try:
        with zipfile.ZipFile(path) as archive:
            for name in sorted(archive.namelist()):
                if name.endswith((".xml", ".nxml")):
                    yield name, archive.read(name)
    except zipfile.BadZipFile as error:
        raise ValueError(f"{path}: neither a folder nor a zip") from error


def _root(xml: bytes) -> etree._Element:
    # Comments and processing instructions would otherwise come out as text.
    parser = etree.XMLParser(
        recover=True, huge_tree=True, resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(xml, parser)
    except etree.XMLSyntaxError as error:
        raise ValueError(f"no XML: {error}") from error
    if root is None:
        raise ValueError("no XML")
    for element in root.iter(etree.Element):
        element.tag = etree.QName(element).localname
    for element in root.iter("article"):
        return element
    raise ValueError("no JATS: it holds no article")


# --------------------------------------------------------------------------------------------------------------- text

_LEFT_OUT = frozenset(
    """table disp-formula disp-formula-group inline-formula tex-math math graphic inline-graphic media label object-id
    fn fn-group table-wrap-foot supplementary-material ref-list index-term""".split()
)
_FLOATS = frozenset(("fig", "fig-group", "table-wrap", "table-wrap-group"))
_CONTAINERS = frozenset(("list", "list-item", "def-list", "def-item", "def", "disp-quote", "boxed-text", "statement"))
_NOTE_MARKS = frozenset(("aff", "author-notes", "corresp", "fn", "table-fn"))
_RAISED = str.maketrans("0123456789+-−–", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻")

_DASH = "[–—‒‐‑−-]"
_BETWEEN = re.compile(rf"[\s,;]*(?:(?P<dash>{_DASH})[\s,;]*)?")
_BETWEEN_BRACKETS = re.compile(rf"\s*[\])][\s,;]*(?:(?P<dash>{_DASH})\s*)?[\[(]\s*")
_OPENS = re.compile(r"[\[(]\s*$")
_CLOSES = re.compile(r"\s*[\])]")
_PRINTED_NUMBERS = re.compile(rf"[\[(\s]*\d+(?:(?:\s*{_DASH}\s*|[\s,;]+)\d+)*[\])\s]*")
_PRINTED_RANGE = re.compile(rf"\D*(\d+)\s*{_DASH}\s*(\d+)\D*")


@dataclass(frozen=True, slots=True)
class _Mark:
    """One cross-reference to the list, before those that stand together are made one citation."""

    numbers: tuple[int, ...]
    printed: str


_Token = str | _Mark


class _Reader:
    def __init__(self, root: etree._Element) -> None:
        self._parts = {child.tag: child for child in root if child.tag not in ("sub-article", "response")}
        nodes = [node for part in self._parts.values() for node in part.iter("ref")]
        self._references = tuple(_reference(node) for node in nodes)
        self._places = {
            element.get("id"): place
            for place, node in enumerate(nodes, 1)
            for element in node.iter(etree.Element)
            if element.get("id")
        }
        self._blocks: list[Block] = []
        self._printed: list[str] = []

    def article(self) -> Article:
        for part in ("body", "floats-group"):
            if part in self._parts:
                self._walk(self._parts[part], 0)
        front = self._parts.get("front")
        dois = [] if front is None else front.xpath(".//article-meta/article-id[@pub-id-type='doi']")
        numbers = sum(self._are_numbers(printed) for printed in self._printed)
        return Article(
            doi=_text(dois[0]).lower() if dois else "",
            title=_first_text(front, ".//article-meta//title-group/article-title"),
            journal=_first_text(front, ".//journal-title"),
            abstract=_abstract(front),
            references=self._references,
            blocks=tuple(self._blocks),
            numeric=numbers > NUMERIC_SHARE * len(self._printed),
            licence=_licence(front),
        )

    def _are_numbers(self, printed: str) -> bool:
        # In an author–year article a marker may be the year alone: a number, but none of the list.
        numbers = [int(number) for number in re.findall(r"\d+", printed)]
        return bool(_PRINTED_NUMBERS.fullmatch(printed)) and max(numbers) <= len(self._references)

    def _walk(self, parent: etree._Element, level: int) -> None:
        for child in parent:
            if child.tag == "sec":
                self._walk(child, level + 1)
            elif child.tag == "title" and parent.tag == "sec":
                if text := _text(child):
                    self._blocks.append(Block(level=level, pieces=(text,)))
            elif child.tag == "p":
                self._paragraph(child, level)
            elif child.tag in _FLOATS:
                self._captions(child, level)
            elif child.tag in _CONTAINERS:
                self._walk(child, level)

    def _captions(self, float_: etree._Element, level: int) -> None:
        for caption in float_.iter("caption"):
            for paragraph in caption.findall("p"):
                self._paragraph(paragraph, level)

    def _paragraph(self, element: etree._Element, level: int) -> None:
        """Add the paragraph; a list in it ends it and begins another, a figure in it comes after it."""
        tokens: list[_Token] = []
        floats: list[etree._Element] = []

        def flush() -> None:
            self._printed += [token.printed for token in tokens if isinstance(token, _Mark) and token.numbers]
            if pieces := _pieces(tokens):
                self._blocks.append(Block(level=0, pieces=pieces))
            tokens.clear()

        def walk(element: etree._Element) -> None:
            tokens.append(element.text or "")
            for child in element:
                if child.tag in _FLOATS:
                    floats.append(child)
                elif child.tag in _CONTAINERS:
                    flush()
                    self._walk(child, level)
                elif child.tag == "xref" and (mark := self._mark(child)):
                    tokens.append(mark)
                elif _is_text(child):
                    if child.tag == "sup" and child.find(".//xref") is None:
                        tokens.append(_raised(_text(child), "".join(x for x in tokens[-1:] if isinstance(x, str))))
                    else:
                        walk(child)
                tokens.append(child.tail or "")

        walk(element)
        flush()
        for float_ in floats:
            self._captions(float_, level)

    def _mark(self, xref: etree._Element) -> _Mark | None:
        """The mark of a cross-reference, without numbers if it leads nowhere; None if it does not mean the list."""
        names = (xref.get("rid") or "").split()
        places = tuple(self._places[name] for name in names if name in self._places)
        if xref.get("ref-type") != "bibr" and not (xref.get("ref-type") is None and places):
            return None
        printed = "".join(xref.itertext())
        # `<xref rid="b3">3–5</xref>`: one cross-reference for a range, with its first end or both.
        if (found := _PRINTED_RANGE.fullmatch(printed)) and places:
            low, high = int(found[1]), int(found[2])
            last = places[0] + high - low
            of_the_list = low < high <= low + LONGEST_RANGE and max(high, last) <= len(self._references)
            if of_the_list and (len(places) == 1 or places[1:] == (last,)):
                places = tuple(range(places[0], last + 1))
        return _Mark(places, printed)


def _is_text(element: etree._Element) -> bool:
    return element.tag not in _LEFT_OUT and not (element.tag == "xref" and element.get("ref-type") in _NOTE_MARKS)


def _raised(text: str, before: str) -> str:
    """A superscript as plain text: 10 and raised 6 are 10⁶, not 106; elsewhere the raising carries no meaning here."""
    if before[-1:].isdigit() and re.fullmatch(r"[+−–-]?\d+", text):
        return text.translate(_RAISED)
    return text


def _text(element: etree._Element | None) -> str:
    """The text of an element on one line, without what is left out and without citations."""
    out: list[str] = []

    def walk(element: etree._Element) -> None:
        out.append(element.text or "")
        for child in element:
            if child.tag == "sup" and not len(child):
                out.append(_raised(child.text or "", "".join(out[-1:])))
            elif _is_text(child) and not (child.tag == "xref" and child.get("ref-type") == "bibr"):
                walk(child)
            out.append(child.tail or "")

    if element is not None:
        walk(element)
    return " ".join("".join(out).split())


def _first_text(element: etree._Element | None, path: str) -> str:
    return "" if element is None else _text(element.find(path))


def _abstract(front: etree._Element | None) -> str:
    """The paragraphs of the abstract proper: not of a summary for the public, of a picture or in another language."""
    if front is None:
        return ""
    for abstract in front.iterfind(".//article-meta/abstract"):
        if abstract.get("abstract-type") in (None, "normal", "summary"):
            return "\n".join(text for paragraph in abstract.iter("p") if (text := _text(paragraph)))
    return ""


def _licence(front: etree._Element | None) -> str:
    """The open licence that the licence tags give; "" where any word in them takes something back.

    What counts is the address in the attribute, then addresses in the text, then the name in the text. Articles under CC BY
    often give CC0 for their data in the same tag, so CC BY comes first; some have CC BY in the attribute and CC BY-NC in
    the text, and are not open.
    """
    tags = [] if front is None else list(front.iter("license", "license_ref"))
    addresses = " ".join(str(value) for tag in tags for value in tag.attrib.values())
    text = " ".join(
        words
        for tag in tags
        for words in (*tag.itertext(), *(str(value) for link in tag.iter("ext-link") for value in link.attrib.values()))
    )
    if re.search(
        r"\bby[- ](?:nc|nd|sa)\b|non-?\s?commercial|no-?\s?deriv|share-?\s?alike", addresses + text, re.IGNORECASE
    ):
        return ""
    for words in (addresses, text):
        if re.search(
            r"creativecommons\.org/licen[sc]es/by/|Creative Commons Attribution Licen[sc]e", words, re.IGNORECASE
        ):
            return "CC BY"
        if re.search(r"creativecommons\.org/publicdomain/zero/", words, re.IGNORECASE):
            return "CC0"
    return ""


def _pieces(tokens: list[_Token]) -> tuple[str | Citation, ...]:
    """Text and citations of a paragraph: marks that stand together are one citation, its brackets are taken away."""
    texts, marks = [""], list[_Mark]()
    for token in tokens:
        if isinstance(token, str):
            texts[-1] += token
        else:
            marks.append(token)
            texts.append("")
    texts = [re.sub(r"\s+", " ", text) for text in texts]

    pieces: list[str | Citation] = []
    before = texts[0]
    at = 0
    while at < len(marks):
        numbers = list(marks[at].numbers)
        opened = _OPENS.search(before)
        while at + 1 < len(marks):
            between = texts[at + 1]
            joins = _BETWEEN.fullmatch(between) or (opened and _BETWEEN_BRACKETS.fullmatch(between))
            if not joins:
                break
            at += 1
            following = marks[at].numbers
            if joins["dash"] and numbers and following and 1 < following[0] - numbers[-1] <= LONGEST_RANGE:
                numbers += range(numbers[-1] + 1, following[0])
            numbers += following
        at += 1
        after = texts[at]
        if opened and (closed := _CLOSES.match(after)):
            before, after = before[: opened.start()], after[closed.end() :]
        pieces.append(before)
        if numbers:
            pieces.append(Citation(tuple(dict.fromkeys(numbers))))
        before = after
    pieces.append(before)
    return _trimmed(pieces)


def _trimmed(pieces: list[str | Citation]) -> tuple[str | Citation, ...]:
    """Without space at the ends and without empty text, neighbouring text joined."""
    out: list[str | Citation] = []
    for piece in pieces:
        if isinstance(piece, str) and out and isinstance(last := out[-1], str):
            out[-1] = last + piece
        else:
            out.append(piece)
    if out and isinstance(first := out[0], str):
        out[0] = first.lstrip()
    if out and isinstance(last := out[-1], str):
        out[-1] = last.rstrip()
    return tuple(piece for piece in out if piece)


# --------------------------------------------------------------------------------------------------------- references


def _reference(node: etree._Element) -> Reference:
    """One `ref`; of an entry that holds several works (1a, 1b) the first."""
    for kind in ("element-citation", "mixed-citation", "nlm-citation", "citation"):
        citation = node.find(f".//{kind}")
        if citation is not None:
            break
    else:
        return Reference(printed=_text(node))
    title = (
        _first_text(citation, ".//article-title")
        or _first_text(citation, ".//chapter-title")
        or _first_text(citation, ".//data-title")
    )
    title = title.strip(" ,;")
    container = _first_text(citation, ".//source")
    printed = _text(node.find(".//mixed-citation"))
    if not (printed or title or container):
        printed = " ".join(filter(None, map(_text, citation)))
    names = _author_names(citation)
    year = re.search(r"\d{4}", _first_text(citation, ".//year"))
    return Reference(
        authors=tuple(
            (family, _first_text(name, "given-names"))
            for name in names
            if name.tag in ("name", "string-name") and (family := _first_text(name, "surname"))
        ),
        et_al=citation.find(".//etal") is not None,
        collab=next((_text(name) for name in names if name.tag == "collab"), ""),
        title=title,
        container=container,
        year=year[0] if year else "",
        volume=_first_text(citation, ".//volume"),
        issue=_first_text(citation, ".//issue"),
        first_page=_first_text(citation, ".//fpage") or _first_text(citation, ".//elocation-id"),
        last_page=_first_text(citation, ".//lpage"),
        doi=_doi(citation),
        kind=citation.get("publication-type") or "",
        printed=printed,
    )


def _author_names(citation: etree._Element) -> list[etree._Element]:
    """The names of the authors; of an edited book without authors those of its editors."""
    groups = list(citation.iter("person-group"))
    authors = [group for group in groups if group.get("person-group-type") in (None, "author")]
    tags = ("name", "string-name", "collab")
    for chosen in (authors, [citation], groups[:1]):
        names = [
            name
            for group in chosen
            for name in group.iter(*tags)
            if group.tag == "person-group" or not any(True for _ in name.iterancestors("person-group"))
        ]
        if names:
            return names
    return []


def _doi(citation: etree._Element) -> str:
    for identifier in citation.iter("pub-id"):
        if identifier.get("pub-id-type") == "doi":
            return _text(identifier).lower()
    for link in citation.iter("ext-link"):
        for words in (*(str(value) for value in link.attrib.values()), _text(link)):
            if found := re.search(r"10\.\d{4,9}/\S+", words):
                return found[0].lower()
    return ""
