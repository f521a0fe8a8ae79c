"""The text of a Word file walked in reading order: paragraphs, tables, notes, text boxes, fields.

Source: ECMA-376 part 1, 17 (WordprocessingML).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial

from citeaudit.formats.docx import headings
from citeaudit.formats.docx.draft import Draft, DraftMark, Paragraph, join_cells
from citeaudit.formats.docx.fields import OTHER, FieldKind, read_bookmark, read_control
from citeaudit.formats.docx.numbering import Numbering, format_number
from citeaudit.formats.docx.package import Element, Package, R, W, local_name, value
from citeaudit.formats.docx.story import Shared, Story, Waiting
from citeaudit.formats.docx.styles import BODY_LEVEL, Styles, faces
from citeaudit.formats.docx.symbols import symbol
from citeaudit.formats.docx.tree import boxes, chosen, is_layout, note_format, notes
from citeaudit.model import BlockKind, Record, Style, Text
from citeaudit.parsing.headings import is_reference_heading

_NO = {"0", "false", "off", "none"}
_DESCENDED = {
    "hyperlink", "ins", "moveTo", "smartTag", "customXml", "dir", "bdo", "sdtContent", "rt", "rubyBase", "ruby", "fldSimple", "sdt", "Choice",
    "Fallback", "AlternateContent",
}  # fmt: skip
_LONGEST_HEADING = 500
"""Characters, to which a heading does not come; a chapter that is set in a heading's style by mistake does."""
_MOST_BOOKMARKS = 1000
"""Open at a time."""


class Walk:
    """Walks the stories of a document; `drafts` fills in reading order.

    A place is a paragraph of the text that is not empty: headings and items of lists count, what stands in tables, notes
    and text boxes does not and is named by the number of the table or note.

    `shared` counts what the report should tell; `note_numbers` are the numbers of notes by (kind, id), 0 where the author
    chose another mark; `bookmarked` are the notes that bookmarks name.

    Args:
        package: The parts of the file.
        sources: Word's own sources by tag.
        cited_notes: The kind of notes ("endnote", "footnote") that are the list of references: what leads to them is a
            citation. Numbers of other notes are not read, or they would pass for citations.
    """

    def __init__(self, package: Package, sources: Mapping[str, Record], cited_notes: str = "") -> None:
        self.drafts: list[Draft] = []
        self.shared = Shared(sources=sources, cited_notes=cited_notes)
        self.note_numbers: dict[tuple[str, str], int] = {}
        self.bookmarked: dict[str, tuple[str, str]] = {}
        self._package = package
        self._styles = Styles(package.styles)
        self._numbering = Numbering(package.numbering)
        self._notes = {"footnote": notes(package.footnotes), "endnote": notes(package.endnotes)}
        self._formats = {kind: note_format(package, kind) for kind in self._notes}
        self._counted: Counter[str] = Counter()
        self._line = 0
        self._story = Story(self.shared, "paragraph", package.document.links)

    def body(self) -> None:
        """Walk the document."""
        body = self._package.document.root.find(W + "body")
        if body is not None:
            self._blocks(body)
        self._close()

    # --- blocks

    def _blocks(self, parent: Element) -> None:
        for child in chosen(parent):
            name = local_name(child)
            if name == "p":
                self._paragraph(child)
            elif name == "tbl":
                self._table(child)
            elif name == "sdt":
                self._control(child, self._blocks)
            elif name in {"ins", "moveTo", "customXml", "sdtContent", "smartTag"}:
                self._blocks(child)
            elif name in {"bookmarkStart", "bookmarkEnd"}:
                self._bookmark(child)

    def _paragraph(self, element: Element) -> None:
        story = self._story
        properties = element.find(W + "pPr")
        paragraph = story.pending or Paragraph()
        story.pending, story.paragraph = None, paragraph
        style_id = value(properties.find(W + "pStyle")) if properties is not None else ""
        style = self._styles.paragraph(style_id)
        story.faces = {} if style.level is not None else style.faces
        self._inline(element)
        if properties is not None and properties.find(f"{W}rPr/{W}del") is not None:
            story.pending = paragraph  # its end was deleted, so the next one belongs to it
            self.shared.changes += 1
            return
        marker = self._marker(properties, style_id, style.numbering) if paragraph.length else ""
        kind, level = self._kind(paragraph, style.names, style.level, properties, marker)
        self._emit(paragraph, kind, level, marker)
        self._walk_waiting()

    def _emit(self, paragraph: Paragraph, kind: BlockKind, level: int, marker: str) -> None:
        if not "".join(paragraph.parts).strip():
            return
        story = self._story
        if story.cells is not None:
            story.cells.append((paragraph, kind, level, marker))
            return
        text, marks = self._place(paragraph)
        self.drafts.append(
            Draft(
                kind=kind, text=text, level=level, marker=marker, marks=marks, listed=paragraph.listed, note=story.note
            )
        )

    def _place(self, paragraph: Paragraph) -> tuple[Text, tuple[DraftMark, ...]]:
        """The text of a paragraph with the name of its place."""
        story = self._story
        place = story.place
        if place == "paragraph":
            self._counted[place] += 1
            place = f"paragraph {self._counted[place]}"
        placed = paragraph.text(place, self._line + 1)
        self._line += 1 + len(paragraph.breaks)
        return placed

    def _kind(
        self, paragraph: Paragraph, names: tuple[str, ...], level: int | None, properties: Element | None, marker: str
    ) -> tuple[BlockKind, int]:
        text = "".join(paragraph.parts).strip()
        outline = value(properties.find(W + "outlineLvl")) if properties is not None else ""
        if outline.isdigit():
            level = int(outline) + 1 if int(outline) + 1 < BODY_LEVEL else None
        if self._story.note is None and not paragraph.marks and not paragraph.listed:
            if level is not None and len(text) < _LONGEST_HEADING:
                return BlockKind.HEADING, level
            if is_reference_heading(text) or not headings.against(text, paragraph, marker):
                return BlockKind.HEADING, -1
        if "caption" in names or headings.is_legend(text):
            return BlockKind.LEGEND, 0
        return (BlockKind.LIST_ITEM if marker else BlockKind.PARAGRAPH), 0

    def _marker(self, properties: Element | None, style_id: str, of_style: tuple[str, str] | None) -> str:
        """What numbering prints before a paragraph, counted on."""
        own = properties.find(W + "numPr") if properties is not None else None
        list_id, at = of_style or ("", "")
        if own is not None:
            list_id, at = value(own.find(W + "numId")) or list_id, value(own.find(W + "ilvl")) or at
        if not list_id:
            return ""
        return self._numbering.count(list_id, at or self._numbering.level_of_style(list_id, style_id)) or ""

    # --- tables

    def _table(self, table: Element) -> None:
        story = self._story
        if story.cells is not None:  # a table in a cell
            for cell in table.iter(W + "tc"):
                if next(cell.iterancestors(W + "tbl")) is table:
                    self._blocks(cell)
            return
        rows = [row for row in table.iter(W + "tr") if row.find(f"{W}trPr/{W}del") is None]
        rows = [row for row in rows if next(row.iterancestors(W + "tbl")) is table]
        cells = [[cell for cell in row.iter(W + "tc") if next(cell.iterancestors(W + "tr")) is row] for row in rows]
        if is_layout(cells):
            for row in cells:
                for cell in row:
                    self._blocks(cell)
            return
        if story.place == "paragraph":
            self._counted["table"] += 1
        number = self._counted["table"]
        for at, row in enumerate(cells, 1):
            self._row(row, f"table {number}, row {at}" if story.place == "paragraph" else story.place)

    def _row(self, row: list[Element], place: str) -> None:
        story = self._story
        outer = story.place
        done: list[tuple[Text, tuple[DraftMark, ...]]] = []
        listed = False
        for cell in row:
            story.cells, story.place = [], place
            self._blocks(cell)
            inside, story.cells = story.cells, None
            cell_texts = []
            for paragraph, _, _, marker in inside:
                text, marks = self._place(paragraph)
                listed = listed or paragraph.listed
                if marker[:1].isdigit():
                    text, marks = _with_marker(marker, text, marks)
                cell_texts.append((text, marks))
            done.append(join_cells(cell_texts, " "))
        story.place = outer
        text, marks = join_cells(done, " " if listed else " | ")
        if text.content:
            self.drafts.append(Draft(kind=BlockKind.TABLE, text=text, marks=marks, listed=listed, note=story.note))
        self._walk_waiting()

    # --- what stands beside the text

    def _walk_waiting(self) -> None:
        """Walk the notes and text boxes that the block just read leads to, once it is complete."""
        story = self._story
        if story.cells is not None:
            return
        waiting, story.waiting = story.waiting, []
        for aside in waiting:
            self._story = Story(self.shared, aside.place, aside.links, aside.note or story.note)
            self._blocks(aside.element)
            self._close()
            self._story = story

    def _close(self) -> None:
        story = self._story
        story.close()
        if story.pending is not None:
            self._emit(story.pending, BlockKind.PARAGRAPH, 0, "")
            self._walk_waiting()

    def _note(self, reference: Element, kind: str) -> None:
        key = (kind, value(reference, "id"))
        note = self._notes[kind].get(key[1])
        if note is None or not self._story.shown():
            return
        paragraph = self._story.paragraph
        if key not in self.note_numbers:
            if value(reference, "customMarkFollows") in {"1", "true", "on"}:
                self.note_numbers[key] = 0
            else:
                self._counted[kind] += 1
                self.note_numbers[key] = self._counted[kind]
            part = self._package.footnotes if kind == "footnote" else self._package.endnotes
            place = f"{kind} {self.note_numbers[key] or '*'}"
            self._story.waiting.append(Waiting(note, place, key, part.links if part else {}))
        self.bookmarked.update(dict.fromkeys(self._story.bookmarks, key))
        if (number := self.note_numbers[key]) and kind == self.shared.cited_notes:
            start = paragraph.length
            paragraph.add(format_number(number, self._formats[kind]), {Style.SUPERSCRIPT: True})
            paragraph.marks.append(DraftMark(start, paragraph.length, note=key))

    # --- inside a paragraph

    def _inline(self, parent: Element, target: str = "") -> None:
        for child in chosen(parent):
            name = local_name(child)
            if name == "r":
                self._run(child, target)
            elif name == "hyperlink":
                address = self._story.links.get(str(child.get(R + "id") or ""), "")
                self._inline(child, address or target)
            elif name == "fldSimple":
                self._story.begin().code.append(value(child, "instr"))
                self._story.separate()
                self._inline(child, target)
                self._story.end()
            elif name == "sdt":
                self._control(child, partial(self._inline, target=target))
            elif name in {"ins", "moveTo"}:
                self.shared.changes += 1
                self._inline(child, target)
            elif name in {"del", "moveFrom"}:
                self.shared.changes += name == "del"
            elif name in {"bookmarkStart", "bookmarkEnd"}:
                self._bookmark(child)
            elif name in {"oMath", "oMathPara"}:
                self._formula(child)
            elif name in _DESCENDED:
                self._inline(child, target)

    def _formula(self, formula: Element) -> None:
        text = "".join(element.text or "" for element in formula.iter() if local_name(element) == "t")
        if self._story.shown():
            self._story.paragraph.add(text, {Style.MATH: True})

    def _run(self, run: Element, target: str) -> None:
        properties = run.find(W + "rPr")
        set_in: dict[Style, bool] = dict(self._story.faces)
        if properties is not None:
            if (hidden := properties.find(W + "vanish")) is not None and value(hidden) not in _NO:
                set_in = {}
                if run.find(W + "fldChar") is None and run.find(W + "instrText") is None:
                    return
            set_in |= {**self._styles.character(value(properties.find(W + "rStyle"))), **faces(properties)}
        for child in chosen(run):
            self._run_child(child, set_in, target)

    def _run_child(self, child: Element, set_in: dict[Style, bool], target: str) -> None:
        name = local_name(child)
        story = self._story
        if name == "fldChar":
            self._field_character(child)
        elif name == "instrText":
            if story.fields and not story.fields[-1].shown:
                story.fields[-1].code.append(child.text or "")
        elif not story.shown():
            return
        elif name in {"drawing", "pict", "object"}:
            story.waiting += [Waiting(box, "text box", None, story.links) for box in boxes(child)]
        elif name in {"footnoteReference", "endnoteReference"}:
            self._note(child, name[: -len("Reference")])
        elif name in {"ruby", "rubyBase"}:
            self._inline(child, target)
        else:
            self._characters(child, set_in, target)

    def _field_character(self, character: Element) -> None:
        """Where a field begins, where its result does, where it ends."""
        kind = value(character, "fldCharType")
        if kind == "begin":
            self._story.begin().data += [data.text or "" for data in character.iterfind(W + "fldData")]
        elif kind == "separate":
            self._story.separate()
        elif kind == "end":
            self._story.end()

    def _characters(self, child: Element, set_in: dict[Style, bool], target: str) -> None:
        """What prints characters; anything else prints none."""
        name = local_name(child)
        paragraph = self._story.paragraph
        if name == "t":
            paragraph.add(child.text or "", set_in, target)
        elif name in {"tab", "ptab"} or (name in {"br", "cr"} and value(child, "type") in {"page", "column"}):
            paragraph.add(" ", {})
        elif name in {"br", "cr"}:
            paragraph.break_line()
        elif name == "noBreakHyphen":
            paragraph.add("-", set_in)
        elif name == "sym":
            paragraph.add(symbol(value(child, "font"), value(child, "char")), set_in)

    def _control(self, control: Element, walk: Callable[[Element], None]) -> None:
        """A content control: its content, as a field if its tag says so, without what only asks to be filled in."""
        content = control.find(W + "sdtContent")
        properties = control.find(W + "sdtPr")
        if content is None:
            return
        field = OTHER
        if properties is not None:
            shows = properties.find(W + "showingPlcHdr")
            if shows is not None and value(shows) not in _NO:
                return
            field = read_control(value(properties.find(W + "tag")), self.shared.sources)
        if field.kind is FieldKind.OTHER:
            walk(content)
            return
        self._story.begin()
        self._story.separate(field)
        walk(content)
        self._story.end()

    # --- fields

    def _bookmark(self, element: Element) -> None:
        """Bookmarks name notes that are cited again, and hold citations where Zotero was told to use bookmarks."""
        story, number = self._story, value(element, "id")
        if local_name(element) == "bookmarkStart":
            name = value(element, "name")
            story.open_bookmarks[number] = name
            if len(story.bookmarks) < _MOST_BOOKMARKS:
                story.bookmarks[name] = None
            field = read_bookmark(name, self._package.properties)
            if field.kind is not FieldKind.OTHER:
                story.field_bookmarks[number] = story.begin()
                story.separate(field)
        else:
            story.bookmarks.pop(story.open_bookmarks.pop(number, ""), None)
            if (opened := story.field_bookmarks.pop(number, None)) is not None and story.fields[-1:] == [opened]:
                story.end()


def _with_marker(marker: str, text: Text, marks: tuple[DraftMark, ...]) -> tuple[Text, tuple[DraftMark, ...]]:
    """The text of a cell with the number that stands before it."""
    before = Text(f"{marker} ", text.anchors[:1])
    moved = tuple(replace(mark, start=mark.start + len(before), end=mark.end + len(before)) for mark in marks)
    return Text.join([before, text], ""), moved
