"""A paragraph of a Word file while it is read: text, faces and citations, before it is a block."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from citeaudit.formats.docx.fields import Field
from citeaudit.model import Anchor, BlockKind, Run, Style, Text

UNSEEN = str.maketrans(dict.fromkeys("\u00ad\u200b\u2060\ufeff"))
"""Soft hyphens and what has no width, to be left out."""
_QUOTED_WORDS = 7
"""First words of a paragraph by which an author finds it."""
_QUOTED_CHARACTERS = 48
"""Of these words, so that a place fits in a line."""


@dataclass(frozen=True, slots=True)
class DraftMark:
    """A citation: characters `start` to `end`, and the field that says what it cites, or the note it leads to.

    `note` is the (kind, id) of a footnote or an endnote, or the name of a bookmark on one with the kind "bookmark".
    """

    start: int
    end: int
    field: Field | None = None
    note: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A block that may still turn out to be an entry of the list.

    `level` is that of the heading in Word, 0 for the title. `listed` tells that a field of a reference manager made it as
    part of the list; `note` is the (kind, id) of the note it stands in, None in the text.
    """

    kind: BlockKind
    text: Text
    level: int = 0
    marker: str = ""
    marks: tuple[DraftMark, ...] = ()
    listed: bool = False
    note: tuple[str, str] | None = None


@dataclass(slots=True)
class Paragraph:
    """Collects what the runs of one paragraph say."""

    parts: list[str] = field(default_factory=list)
    length: int = 0
    runs: list[Run] = field(default_factory=list)
    marks: list[DraftMark] = field(default_factory=list)
    breaks: list[int] = field(default_factory=list)
    listed: bool = False

    def add(self, text: str, faces: Mapping[Style, bool], target: str = "") -> None:
        """Put characters at the end."""
        text = text.translate(UNSEEN).replace("\t", " ").replace("\n", " ")
        if not text:
            return
        start = self.length
        self.parts.append(text)
        self.length += len(text)
        for style, on in faces.items():
            if on:
                self.style(start, self.length, style)
        if target:
            self.style(start, self.length, Style.LINK, target)

    def style(self, start: int, end: int, style: Style, target: str = "") -> None:
        """Set characters in a style; a run that touches one of the same style makes it longer, as Word cuts at random."""
        for at in range(len(self.runs) - 1, max(-1, len(self.runs) - 6), -1):
            run = self.runs[at]
            if run.style is style and run.end == start and run.target == target:
                self.runs[at] = replace(run, end=end)
                return
        self.runs.append(Run(start, end, style, target))

    def break_line(self) -> None:
        """Put a line break at the end."""
        self.add(" ", {})
        self.breaks.append(self.length)

    def mark(self, start: int, *, field: Field | None = None, note: tuple[str, str] | None = None) -> None:
        """Make what stands from `start` on a citation, white space at its ends apart; one with nothing printed is not a citation."""
        text = "".join(self.parts)[start:]
        start += len(text) - len(text.lstrip())
        end = start + len(text.strip())
        if start < end:
            self.marks = [mark for mark in self.marks if mark.start < start]  # one citation inside another is the same
            self.marks.append(DraftMark(start, end, field, note))

    def text(self, place: str, line: int) -> tuple[Text, tuple[DraftMark, ...]]:
        """The text without white space at its ends, and its citations.

        Args:
            place: What the place is called ("paragraph 12"); the first words are added.
            line: How many places stand before it, one counted for each line of a paragraph.

        """
        content = "".join(self.parts)
        label = labelled(place, content)
        starts = [0, *(offset for offset in self.breaks if 0 < offset < len(content))]
        anchors = tuple(Anchor(offset, line + at, 1, label=label) for at, offset in enumerate(starts))
        whole = Text(content, anchors, tuple(sorted(self.runs, key=lambda run: (run.start, -run.end))))
        left = len(content) - len(content.lstrip())
        marks = (replace(mark, start=mark.start - left, end=mark.end - left) for mark in self.marks)
        return whole.strip(), tuple(sorted(marks, key=lambda mark: mark.start))


def labelled(place: str, content: str) -> str:
    """The name of a place with the words it begins with, cut short.

    >>> labelled("paragraph 2", "Sleep helps memory in young and older adults alike.")
    'paragraph 2, “Sleep helps memory in young and older…”'
    """
    words = content.split()
    quoted = " ".join(words[:_QUOTED_WORDS])
    cut = quoted[:_QUOTED_CHARACTERS].rstrip()
    return f"{place}, “{cut}{'' if cut == ' '.join(words) else '…'}”" if cut else place


def join_cells(
    cells: Iterable[tuple[Text, tuple[DraftMark, ...]]], separator: str
) -> tuple[Text, tuple[DraftMark, ...]]:
    """The cells of a row as one text; every character keeps its place."""
    texts: list[Text] = []
    marks: list[DraftMark] = []
    offset = 0
    for text, inside in cells:
        if not text.content:
            continue
        marks += [replace(mark, start=mark.start + offset, end=mark.end + offset) for mark in inside]
        offset += len(text) + len(separator)
        texts.append(text)
    return Text.join(texts, separator), tuple(marks)
