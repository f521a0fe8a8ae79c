"""JATS XML, what journals and archives keep articles in, and its forebears of the NLM.

The file itself says which references a citation means; what it prints stays as the marker. Figures, tables, footnotes and
formulas stand in the text flow of the file and are read beside it.

Source: JATS 1.3, Journal Archiving and Interchange Tag Set (NISO Z39.96-2021).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from citeaudit.errors import ReadError
from citeaudit.formats._shared.crossreferences import marks
from citeaudit.formats._shared.notelists import are_references
from citeaudit.formats.jats import source
from citeaudit.formats.jats.authors import authors
from citeaudit.formats.jats.places import Places
from citeaudit.formats.jats.references import List, read_list
from citeaudit.formats.jats.source import Element
from citeaudit.formats.jats.text import FLOATS, FLOW, Writer, plain
from citeaudit.model import Block, BlockKind, Manuscript

_ORDER = {"front": 0, "body": 1, "floats-group": 2, "floats-wrap": 2, "back": 3}
_FLOATS_PART = frozenset(["floats-group", "floats-wrap"])
_APART = frozenset(["sub-article", "response"])
_CELL = frozenset(["td", "th", "entry"])
"""Cells of tables, those of the OASIS model included."""
_CELLS_BETWEEN = " | "
"""What stands between cells in the text of a row, as in those of other formats."""
_HEADINGS = {
    "ack": "Acknowledgements",
    "app": "Appendix",
    "abstract": "Abstract",
    "glossary": "Glossary",
    "bio": "Biography",
}
_NO_TEXT = frozenset(
    "title label subtitle alt-title object-id permissions graphic ref sec-meta kwd-group processing-meta "
    "alt-text long-desc toc index".split()
)
_LEGEND_OF = frozenset(
    ["fig", "table-wrap", "supplementary-material", "media", "inline-supplementary-material", "chem-struct-wrap"]
)
_LONGEST_NAME = 40
"""Characters of what a figure or box is called; a title may be a sentence."""
_BESIDE = _LEGEND_OF | {"fig-group", "table-wrap-group", "boxed-text", "fn", "fn-group"}
"""What stands beside the text: a reader comes to it where the text mentions it."""


def read(path: str, data: bytes, bibliography: Sequence[str] = ()) -> Manuscript:
    """Read a JATS article.

    Args:
        path: The name to put into locations.
        data: The bytes of the file.
        bibliography: Files with references; a JATS article has its own.

    Raises:
        ReadError: The file is not well-formed XML, is something else than JATS, or goes past what is safe to read.
    """
    text = source.decoded(data, path)
    root, notes = source.parsed(text, path)
    article = source.article(root, path)
    try:
        return _manuscript(path, article, Places(text, root), notes)
    except RecursionError:
        raise ReadError(f"{path}: elements are nested too deeply; is it a manuscript?") from None


def _manuscript(path: str, article: Element, places: Places, notes: tuple[str, ...]) -> Manuscript:
    apart = [part for part in article if part.tag in _APART]
    own = [part for part in article if part.tag not in _APART]
    refs = [ref for part in own for ref in part.iter("ref")]
    footnotes = [] if refs else _notes_that_list(own)
    listed = read_list(refs or footnotes, places)
    blocks = _Blocks(places, listed, frozenset(footnotes))
    for floats in (part for part in own if part.tag in _FLOATS_PART):
        blocks.wait(floats)
    for part in sorted(own, key=lambda part: _ORDER.get(part.tag, 0)):  # what nothing mentions stands behind the text
        blocks.part(part)
    if footnotes:
        notes = (*notes, "the footnotes were taken for the list of references, since the document has no other")
    if apart:
        many = "a part of the file" if len(apart) == 1 else f"{len(apart)} parts of the file"
        verb = "was" if len(apart) == 1 else "were"
        notes = (*notes, f"{many} (a review, a reply or a translation) {verb} not read")
    dead = listed.left_out({key for block in blocks.found for mark in block.marks for key in mark.keys})
    for name, keys in dead:
        called = f"the list “{name}”" if name else "a list of references"
        many = "its entry was" if len(keys) == 1 else f"its {len(keys)} entries were"
        notes = (*notes, f"nothing in the text cites {called}; {many} taken to be listed on purpose")
    heading = next((block for block in blocks.found if block.level == 1), None)
    return Manuscript(
        path=path,
        format="jats",
        title=heading.text.content if heading else "",
        blocks=tuple(blocks.found),
        listed=listed.listed,
        listed_uncited=tuple(key for _, keys in dead for key in keys),
        notes=notes,
        authors=authors(article),
    )


def _notes_that_list(parts: Sequence[Element]) -> list[Element]:
    """The footnotes of an article without a list where they are its references, as the humanities have it; else none."""
    led_to = {
        rid
        for part in parts
        for xref in part.iter("xref")
        if xref.get("ref-type") == "fn"
        for rid in (xref.get("rid") or "").split()
    }
    notes = [note for part in parts for note in part.iter("fn") if note.get("id") in led_to]
    return notes if are_references([plain(note, ("label",)) for note in notes]) else []


class _Blocks:
    """The blocks of an article in reading order; those of `footnotes` are entries of its list, and no text."""

    def __init__(self, places: Places, listed: List, footnotes: Collection[Element] = ()) -> None:
        self._footnotes_listed = footnotes
        self.found: list[Block] = []
        self._places = places
        self._keys = listed.keys
        self._known = listed.printed
        self._waiting: dict[str, Element] = {}
        self._beside = ""

    def _writer(self) -> Writer:
        return Writer(self._places, self._known, self._waiting)

    def wait(self, floats: Element) -> None:
        """Keep figures and tables that stand at the end of the file until the text mentions them."""
        self._waiting = {child.get("id"): child for child in floats if isinstance(child.tag, str) and child.get("id")}

    def part(self, element: Element) -> None:
        """The blocks of front, body, back or the group of floats."""
        if element.tag == "front":
            self._front(element)
        elif element.tag not in _FLOATS_PART:
            self._inside(element, 1)
        else:
            for child in element:
                if child.get("id") is None or self._waiting.pop(child.get("id"), None) is not None:
                    self._aside(child, 1)

    def _front(self, front: Element) -> None:
        for title in front.iterfind(".//title-group/article-title"):
            self._heading(title, 1)
            break
        for abstract in front.iter("abstract"):
            if abstract.get("abstract-type") not in {"toc", "graphical"} or abstract.find(".//xref") is not None:
                self._section(abstract, 1)

    def _inside(self, element: Element, level: int) -> None:
        """The blocks of an element that holds blocks; headings in it are one level below `level`."""
        for child in element:
            tag = child.tag
            if child in self._footnotes_listed:
                continue
            if tag == "p":
                self._paragraph(child, level)
            elif tag in {"sec", "ack", "app", "notes", "glossary", "bio", "abstract"}:
                self._section(child, level)
            elif tag == "fn-group":
                self._footnotes(child, level)
            elif tag in FLOATS or tag in FLOW:
                self._aside(child, level)
            elif tag == "title" and element.tag in {
                "list",
                "def-list",
                "ref-list",
                "boxed-text",
                "disp-quote",
                "verse-group",
                "statement",
            }:
                self._block(child, BlockKind.PARAGRAPH)
            elif tag in {"disp-formula", "verse-line", "attrib", "term", "preformat", "code", "tex-math"}:
                self._block(child, BlockKind.CODE if tag in {"preformat", "code"} else BlockKind.PARAGRAPH)
            elif tag == "ref-list":
                self._list_words(child, level)
            elif isinstance(tag, str) and tag not in _NO_TEXT:
                self._inside(child, level)

    def _list_words(self, lists: Element, level: int) -> None:
        """Paragraphs among the references."""
        for child in lists:
            if child.tag in {"p", "sec"}:
                self._aside(child, level)

    def _section(self, section: Element, level: int) -> None:
        """A section with its heading; one without a title and without a usual name has none."""
        title, label = section.find("title"), section.find("label")
        if title is None:
            title = next(section.iterfind("sec-meta/title"), None)
        if title is not None and plain(title):
            self._heading(title, level + 1, label)
        elif section.tag in _HEADINGS:
            words = plain(label) if label is not None else ""
            self._heading_words(words or _HEADINGS[section.tag], level + 1, section)
        self._inside(section, level + 1)

    def _footnotes(self, group: Element, level: int) -> None:
        title = group.find("title")
        if self._footnotes_listed and all(note in self._footnotes_listed for note in group.iterfind("fn")):
            return
        if title is not None and plain(title):
            self._heading(title, level + 1)
        elif group.getparent().tag == "back":
            cites = any(self._is_citation(xref) for xref in group.iter("xref"))
            self._heading_words("Notes" if cites else "Footnotes", level + 1, group)
        self._inside(group, level + 1)

    def _is_citation(self, xref: Element) -> bool:
        return any(rid in self._known for rid in (xref.get("rid") or "").split())

    def _aside(self, element: Element, level: int) -> None:
        """A figure, table, list, quotation or note; what stands beside the text is marked so."""
        if element in self._footnotes_listed:
            return
        around = self._beside
        if element.tag in _BESIDE:
            self._beside = _called(element) or around
        self._of_kind(element, level)
        self._beside = around

    def _of_kind(self, element: Element, level: int) -> None:
        tag = element.tag
        if tag in _LEGEND_OF:
            self._legend(element, level)
        elif tag == "list":
            self._list(element, level)
        elif tag == "def-list":
            for definition in element.iter("def-item"):
                self._definition(definition)
        elif tag in {"code", "preformat"}:
            self._block(element, BlockKind.CODE)
        elif tag == "p":
            self._paragraph(element, level)
        elif tag == "sec":
            self._section(element, level)
        elif tag == "boxed-text":
            caption = element.find("caption")
            for title in (element.find("label"), caption.find("title") if caption is not None else None):
                if title is not None and plain(title):
                    self._block(title, BlockKind.LEGEND)
            self._inside(element, level)
        elif tag != "graphic":
            self._inside(element, level)

    def _definition(self, item: Element) -> None:
        self._joined([child for child in item if child.tag in {"term", "def"}], BlockKind.LIST_ITEM, ": ")

    def _list(self, element: Element, level: int) -> None:
        kind = element.get("list-type") or ""
        for number, item in enumerate(element.iterfind("list-item"), 1):
            label = plain(item.find("label"))
            marker = label or (f"{number}." if kind in {"order", "ordered", "arabic"} else "•")
            for at, child in enumerate(part for part in item if part.tag != "label"):
                if child.tag == "p":
                    self._paragraph(
                        child, level, BlockKind.PARAGRAPH if at else BlockKind.LIST_ITEM, "" if at else marker
                    )
                elif child.tag in FLOW or child.tag in FLOATS:
                    self._aside(child, level)

    def _legend(self, element: Element, level: int) -> None:
        """The label and caption, the rows of a table, its notes."""
        caption = element.find("caption")
        pieces = [
            piece
            for piece in (element.find("label"), caption.find("title") if caption is not None else None)
            if piece is not None
        ]
        paragraphs = list(caption.iterfind("p")) if caption is not None else []
        self._joined([*pieces, *paragraphs], BlockKind.LEGEND, " ")
        for row in element.iter("tr", "row", "{http://www.niso.org/standards/z39-96/ns/oasis-exchange/table}row"):
            cells = [cell for cell in row if isinstance(cell.tag, str) and cell.tag.rpartition("}")[2] in _CELL]
            self._joined(cells, BlockKind.TABLE, _CELLS_BETWEEN)
        for child in element:
            if child.tag == "table-wrap-foot":
                for note in child.iter("p", "attrib"):
                    self._block(note, BlockKind.LEGEND)
            elif child.tag in {"p", "attrib"}:
                self._block(child, BlockKind.LEGEND)
            elif child.tag in _LEGEND_OF or child.tag in FLOW:
                self._aside(child, level)

    def _paragraph(self, element: Element, level: int, kind: BlockKind = BlockKind.PARAGRAPH, marker: str = "") -> None:
        """A paragraph; lists and quotations in it cut it, figures and notes follow it."""
        writer = self._writer()
        writer.add(element.text, self._places.inside[element])
        for child in element:
            if child.tag in FLOW:
                if self._emit(writer, kind, marker, level):
                    kind, marker = BlockKind.PARAGRAPH, ""
                self._aside(child, level)
                writer = self._writer()
            else:
                writer.child(child)
            if child.tail:
                writer.add(child.tail, self._places.behind.get(child, 0))
        self._emit(writer, kind, marker, level)

    def _block(self, element: Element, kind: BlockKind) -> None:
        writer = self._writer()
        writer.child(element) if element.tag in {"disp-formula", "tex-math"} else writer.walk(element)
        self._emit(writer, kind)

    def _joined(self, elements: Sequence[Element], kind: BlockKind, separator: str) -> None:
        """One block of several elements."""
        writer = self._writer()
        empty = True
        for element in elements:
            if not empty:
                writer.space(self._places.inside[element]) if separator == " " else writer.put(separator)
            writer.walk(element)
            empty = False
        self._emit(writer, kind)

    def _heading(self, title: Element, level: int, label: Element | None = None) -> None:
        writer = self._writer()
        if label is not None and plain(label):
            writer.walk(label)
            writer.space(self._places.behind[label])
        writer.walk(title)
        writer.floats.clear()
        self._emit(writer, BlockKind.HEADING, level=level)

    def _heading_words(self, words: str, level: int, element: Element) -> None:
        writer = self._writer()
        writer.add(words, self._places.inside[element])
        self._emit(writer, BlockKind.HEADING, level=level)

    def _emit(self, writer: Writer, kind: BlockKind, marker: str = "", level: int = 0) -> bool:
        """Append the block that was written, and behind it what stood in it but is no part of its text."""
        text = writer.text()
        if text.content:
            found = tuple(marks(text.content, writer.cited, self._keys)) if writer.cited else ()
            own = level if kind is BlockKind.HEADING else 0
            self.found.append(Block(kind=kind, text=text, level=own, marker=marker, marks=found, beside=self._beside))
        for aside in writer.floats:
            self._aside(aside, level)
        return bool(text.content)


def _called(element: Element) -> str:
    """What a figure, table, box or note is called: its label, the beginning of its title, or its kind."""
    caption = element.find("caption")
    title = caption.find("title") if caption is not None else element.find("title")
    words = (plain(part) for part in (element.find("label"), title) if part is not None)
    return " ".join(filter(None, words))[:_LONGEST_NAME].strip() or element.tag
