"""What is open while one story of a Word file is read: the text itself, a note, a text box, and the fields in it.

Source: ECMA-376 part 1, 17.16.18: the code and the result of a field stand in runs of their own between `begin`,
`separate` and `end`, over paragraphs and within one another.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from citeaudit.formats.docx.draft import Paragraph
from citeaudit.formats.docx.fields import OTHER, Field, FieldKind, read_field
from citeaudit.formats.docx.package import Element
from citeaudit.model import BlockKind, Record, Style

_DEEPEST = 500
"""Fields within fields; no document of Word has a tenth of it."""


@dataclass(slots=True, kw_only=True)
class Shared:
    """What all stories of a document share; see `Walk` for `cited_notes`."""

    sources: Mapping[str, Record]
    cited_notes: str = ""
    changes: int = 0
    unread_fields: int = 0
    unclosed_fields: int = 0


@dataclass(slots=True)
class Open:
    """A field that has begun and not ended; `shown` from where its result begins."""

    code: list[str] = field(default_factory=list)
    data: list[str] = field(default_factory=list)
    shown: bool = False
    start: int = 0
    paragraph: Paragraph | None = None
    meaning: Field = OTHER


@dataclass(frozen=True, slots=True)
class Waiting:
    """A note or a text box that is walked once the block that leads to it is complete."""

    element: Element
    place: str
    note: tuple[str, str] | None
    links: Mapping[str, str]


class Story:
    """One story. `place` is what its places are called, "paragraph" in the text itself; `note` the note that it is."""

    def __init__(
        self, shared: Shared, place: str, links: Mapping[str, str], note: tuple[str, str] | None = None
    ) -> None:
        self.place = place
        self.links = links
        self.note = note
        self.fields: list[Open] = []
        self.paragraph = Paragraph()
        self.pending: Paragraph | None = None
        self.faces: Mapping[Style, bool] = {}
        self.cells: list[tuple[Paragraph, BlockKind, int, str]] | None = None
        self.waiting: list[Waiting] = []
        self.bookmarks: dict[str, None] = {}
        self.open_bookmarks: dict[str, str] = {}
        self.field_bookmarks: dict[str, Open] = {}
        self._shared = shared

    def shown(self) -> bool:
        """Whether text that comes now is read; it also tells the paragraph that it belongs to the list."""
        if any(not open_field.shown or open_field.meaning.kind is FieldKind.CONTENTS for open_field in self.fields):
            return False
        if any(open_field.meaning.kind is FieldKind.LIST for open_field in self.fields):
            self.paragraph.listed = True
        return True

    def begin(self) -> Open:
        """A field begins. Raises RecursionError where fields are nested deeper than Word can."""
        if len(self.fields) >= _DEEPEST:
            raise RecursionError
        self.fields.append(Open())
        return self.fields[-1]

    def separate(self, meaning: Field | None = None) -> None:
        """The code of the innermost field is complete, or known to mean `meaning`; what follows is shown."""
        if not self.fields or self.fields[-1].shown:
            return
        open_field = self.fields[-1]
        if meaning is None:
            meaning = read_field("".join(open_field.code), "".join(open_field.data), self._shared.sources)
        open_field.meaning, open_field.shown = meaning, True
        open_field.start, open_field.paragraph = self.paragraph.length, self.paragraph

    def end(self) -> None:
        """The innermost field ends."""
        if not self.fields:
            return
        self.separate()
        ended = self.fields.pop()
        if self.fields and not self.fields[-1].shown:
            self.fields[-1].data = self.fields[-1].data or ended.data  # EN.CITE.DATA within the code of EN.CITE
        if any(not outer.shown for outer in self.fields):
            return
        start = ended.start if ended.paragraph is self.paragraph else 0
        if ended.meaning.kind is FieldKind.CITATION and ended.meaning.cited:
            self.paragraph.mark(start, field=ended.meaning)
        elif ended.meaning.kind is FieldKind.CITATION:
            self._shared.unread_fields += 1
        elif ended.meaning.kind is FieldKind.LINK and start < self.paragraph.length:
            self.paragraph.style(start, self.paragraph.length, Style.LINK, ended.meaning.target)
        elif ended.meaning.kind is FieldKind.NOTE and self._shared.cited_notes:
            self.paragraph.mark(start, note=("bookmark", ended.meaning.target))

    def close(self) -> None:
        """The story ends; fields still open are counted."""
        self._shared.unclosed_fields += any(not open_field.shown for open_field in self.fields)
