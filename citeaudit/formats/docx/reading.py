"""Word files (.docx, and .docm, whose macros are never looked at).

Citations that Zotero, Mendeley, EndNote or Word itself put into fields are taken as they tag them. Where a document has
none, and its notes are its list of references, each number that leads to a note is a citation of it. Else the text is read
as any other.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from citeaudit.errors import ReadError
from citeaudit.formats._shared.notelists import are_references
from citeaudit.formats._shared.pagebreaks import join_cut_paragraphs
from citeaudit.formats.docx.body import Walk
from citeaudit.formats.docx.draft import Draft
from citeaudit.formats.docx.fields import read_sources
from citeaudit.formats.docx.list import tie
from citeaudit.formats.docx.package import Package, open_package
from citeaudit.formats.docx.signature import is_of_another_kind
from citeaudit.formats.docx.typed import with_typed
from citeaudit.model import Block, BlockKind, Listed, Manuscript, Mark
from citeaudit.parsing.headings import is_reference_heading
from citeaudit.parsing.lists import reference_blocks

WalkT = TypeVar("WalkT", bound=Walk)


def read(path: str, data: bytes, bibliography: Sequence[str] = ()) -> Manuscript:
    """Read a Word file.

    Args:
        path: The name to put into locations.
        data: The bytes of the file.
        bibliography: Files with references; a Word file brings its own.

    Raises:
        ReadError: It is not a Word file, is damaged, or unpacks to more than a manuscript has.

    """
    if is_of_another_kind(data):
        raise ReadError(f"{path}: this is an OpenDocument or EPUB file, whatever its name says; save it as .docx")
    if not data.startswith(b"PK"):
        raise ReadError(
            f"{path}: this is not a Word file, whatever its name says; open it in Word and save it as .docx"
        )
    package = open_package(path, data)
    try:
        walk, kind = walked(package, Walk)
        blocks, title = _blocks(walk.drafts)
        if kind:
            manuscript = _with_notes(path, title, walk, kind)
        elif any(mark.field for draft in walk.drafts for mark in draft.marks):
            manuscript = _with_fields(path, title, walk.drafts, blocks)
        else:
            manuscript = Manuscript(path=path, format="docx", title=title, blocks=tuple(join_cut_paragraphs(blocks)))
    except RecursionError:
        raise ReadError(
            f"{path}: its tables, boxes or fields are nested too deeply; copy the text into a new document"
        ) from None
    return replace(manuscript, notes=(*manuscript.notes, *_notes(walk)))


def walked(package: Package, walk: type[WalkT]) -> tuple[WalkT, str]:
    """The text of a Word file walked as `read` does it, and the kind of notes that are its list ("" where none are).

    Args:
        package: The parts of the file.
        walk: What walks.

    Raises:
        RecursionError: Tables, boxes or fields are nested too deeply.
    """
    sources = read_sources(package.custom)
    first = walk(package, sources)
    first.body()
    if any(mark.field for draft in first.drafts for mark in draft.marks):
        return first, ""
    kind = _notes_that_list(first.drafts, _blocks(first.drafts)[0])
    if not kind:
        return first, ""
    again = walk(package, sources, cited_notes=kind)
    again.body()
    return again, kind


def _notes(walk: Walk) -> Iterator[str]:
    if walk.shared.changes:
        many = "1 tracked change was" if walk.shared.changes == 1 else f"{walk.shared.changes} tracked changes were"
        yield f"{many} read as accepted"
    if walk.shared.unread_fields:
        many = (
            "1 citation field holds"
            if walk.shared.unread_fields == 1
            else f"{walk.shared.unread_fields} citation fields hold"
        )
        yield f"{many} no data that can be read; what is printed was read as typed"
    if walk.shared.unclosed_fields:
        yield "a field that begins is never closed; the text behind it was not read"


def _blocks(drafts: Sequence[Draft]) -> tuple[tuple[Block, ...], str]:
    """Blocks of drafts, one each, and the title.

    A title is a heading of level 1, so headings of Word are one deeper where there is a title or where several of its
    first level show that none of them is one.
    """
    headings = [
        draft for draft in drafts if draft.kind is BlockKind.HEADING and not is_reference_heading(draft.text.content)
    ]
    levels = [draft.level for draft in headings]
    titled = 0 in levels
    first = next((draft for draft in headings if draft.level in {0, 1}), None)
    if (
        not titled
        and levels.count(1) == 1
        and first is headings[0]
        and min((n for n in levels if n > 1), default=2) == 2
    ):
        deeper = 0
    else:
        deeper, first = 1, first if titled else None
    if first is None and headings and headings[0] is drafts[0] and headings[0].level == -1:
        first = drafts[0]  # bold and on top of all
    title = next((draft for draft in headings if draft.level == 0), first)

    def level(draft: Draft) -> int:
        if draft.kind is not BlockKind.HEADING:
            return 0
        if draft.level <= 0:
            return 1 if draft is first or draft.level == 0 else 2
        return min(draft.level + deeper, 9)

    blocks = tuple(
        Block(
            kind=draft.kind,
            text=draft.text,
            level=level(draft),
            marker="" if draft.kind is BlockKind.HEADING else draft.marker,
        )
        for draft in drafts
    )
    return blocks, title.text.content if title else ""


def _with_fields(path: str, title: str, drafts: Sequence[Draft], blocks: Sequence[Block]) -> Manuscript:
    """A manuscript whose citations are fields."""
    tied = tie(drafts, blocks)
    by_draft = {id(draft): block for draft, block in zip(drafts, blocks, strict=True)}
    kept: list[Block] = []
    for draft in tied.drafts:
        marks = [
            Mark(
                mark.start,
                mark.end,
                tuple(dict.fromkeys(tied.keys[cited_work.names[0]] for cited_work in mark.field.cited)),
            )
            for mark in draft.marks
            if mark.field
        ]
        kept.append(replace(by_draft[id(draft)], marks=tuple(marks)))
    manuscript = Manuscript(
        path=path,
        format="docx",
        title=title,
        blocks=tuple(kept),
        listed=tied.listed,
        ordered_by_program=True,
        notes=tied.notes,
    )
    return with_typed(manuscript)


def _notes_that_list(drafts: Sequence[Draft], blocks: Sequence[Block]) -> str:
    """The kind of notes that are the list of references, "" where the document has a list or its notes are none."""
    for kind in ("endnote", "footnote"):
        notes = [draft for draft in drafts if draft.note and draft.note[0] == kind]
        if are_references([draft.text.content for draft in notes]):
            text = [block for draft, block in zip(drafts, blocks, strict=True) if not draft.note]
            return "" if reference_blocks(text) else kind
    return ""


def _with_notes(path: str, title: str, walk: Walk, kind: str) -> Manuscript:
    """A manuscript whose notes are its list of references."""
    drafts = walk.drafts
    blocks, _ = _blocks(drafts)
    listed: dict[str, Listed] = {}
    kept: list[tuple[Draft, Block]] = []
    for draft, block in zip(drafts, blocks, strict=True):
        if draft.note is None or draft.note[0] != kind:
            kept.append((draft, block))
            continue
        number = walk.note_numbers.get(draft.note, 0)
        key = _note_key(draft.note)
        if key in listed:  # a note of several paragraphs
            before = listed[key]
            listed[key] = replace(before, text=before.text.join([before.text, draft.text]))
        else:
            listed[key] = Listed(key=key, text=draft.text, label=str(number or ""))
    done: list[Block] = []
    for draft, block in kept:
        marks = []
        for mark in draft.marks:
            note = walk.bookmarked.get(mark.note[1]) if mark.note and mark.note[0] == "bookmark" else mark.note
            if note and _note_key(note) in listed:
                marks.append(Mark(mark.start, mark.end, (_note_key(note),)))
        done.append(replace(block, marks=tuple(marks)))
    return Manuscript(
        path=path,
        format="docx",
        title=title,
        blocks=tuple(done),
        listed=tuple(listed.values()),
        ordered_by_program=True,
        notes=(f"the {kind}s were taken for the list of references, since the document has no other",),
    )


def _note_key(note: tuple[str, str]) -> str:
    return f"{note[0]} {note[1]}"
