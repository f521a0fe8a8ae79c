r"""The state of a way through a LaTeX document: open groups, blocks so far, what it said of its references."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from citeaudit.formats.latex.draft import Drafts
from citeaudit.formats.latex.files import Files
from citeaudit.formats.latex.macros import Macros
from citeaudit.formats.latex.tokens import Stream, Token
from citeaudit.model import BlockKind, Style, Text

_MOST_NOTES = 20
"""So many notes are shown; the others are counted."""


@dataclass(slots=True)
class Frame:
    """A group or environment that is open. `styles` end with it, `depth` is that of the drafts when it began."""

    name: str = ""
    styles: list[Style] = field(default_factory=list)
    on_close: Callable[[], None] | None = None
    one_paragraph: bool = False
    depth: int = 1


@dataclass(frozen=True, slots=True)
class Resource:
    """A bibliography that a document names, and where."""

    name: str
    where: str
    near: str


@dataclass(frozen=True, slots=True)
class Item:
    r"""A `\\bibitem`: its key, its label as typed ("" where it has none), its text."""

    key: str
    label: str | None
    text: Text


class State:
    """What is known on the way; what is found is in `drafts`, `cited`, `nocite`, `resources`, `items`, `embedded`, `notes`."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.files = Files(path)
        self.stream = Stream()
        self.macros = Macros(self.stream)
        self.drafts = Drafts()
        self.frames: list[Frame] = []
        self.open_names: Counter[str] = Counter()
        self.short = 0
        self.endless: set[tuple[int, str]] = set()
        self.lists: list[list[str | int]] = []
        self.title = ""
        self.preamble = False
        self.cited: dict[str, str] = {}
        self.nocite: dict[str, None] = {}
        self.resources: list[Resource] = []
        self.items: list[Item] = []
        self.item: tuple[str, str | None] | None = None
        self.in_list = 0
        self.embedded: dict[str, tuple[str, int, str, int]] = {}
        self.kept_notes: dict[str, None] = {}

    def where(self, token: Token) -> str:
        """The place of a token for a note."""
        return f"{token.source.path or self.path}:{token.source.place(token.offset)[0]}"

    def emit(self, content: str, token: Token) -> None:
        """Add characters that stand where the token does."""
        self.drafts.now.add(content, token.source, token.offset, fixed=token.fixed)

    def paragraph(self, token: Token) -> None:
        """End the paragraph; an entry of a list of references, a row of a table and a heading go on."""
        for at in range(len(self.frames) - 1, -1, -1) if self.short else ():
            if self.frames[at].one_paragraph:
                self.close_frames(at)
                break
            if self.frames[at].name:
                break
        if self.item is not None or self.drafts.now.kind is BlockKind.TABLE or self.drafts.now.level:
            self.drafts.now.space(token.source, token.offset)
        else:
            self.drafts.finish()

    # ----------------------------------------------------------------------- groups

    def open_frame(self, frame: Frame) -> None:
        """Begin a group or environment."""
        self.frames.append(frame)
        self.open_names[frame.name] += 1
        self.short += frame.one_paragraph

    def close_frame(self) -> None:
        """End the innermost group or environment."""
        frame = self.frames.pop()
        self.open_names[frame.name] -= 1
        self.short -= frame.one_paragraph
        for style in reversed(frame.styles):
            self.drafts.now.close(style)
        if frame.on_close is not None:
            frame.on_close()

    def close_frames(self, at: int) -> None:
        """End all from number `at` on."""
        while len(self.frames) > at:
            self.close_frame()

    def close_group(self) -> None:
        """Take a closing brace; one that closes nothing is ignored."""
        if self.frames and not self.frames[-1].name:
            self.close_frame()

    def argument(
        self,
        on_close: Callable[[], None] | None = None,
        *,
        style: Style | None = None,
        target: str = "",
        one_paragraph: bool = False,
    ) -> None:
        """Begin the next argument; what it holds is read like all else, `on_close` is called at its end.

        `one_paragraph` tells that it ends with the paragraph at the latest.
        """
        self.stream.skip_space()
        token = self.stream.next()
        if token is None:
            if on_close is not None:
                on_close()
            return
        if token.kind != "open":
            self.stream.push([token])
            if token.kind in ("par", "close", "cell", "math"):
                if on_close is not None:
                    on_close()
                return
            alone = self.stream.group() or []
            self.stream.push([*alone, token._replace(kind="close", text="}")])
        frame = Frame(on_close=on_close, one_paragraph=one_paragraph, depth=len(self.drafts.stack))
        self.open_frame(frame)
        if style is not None:
            self.drafts.now.open(style, target)
            frame.styles.append(style)

    def unwind(self) -> None:
        """End what cannot go on beyond a new section: open groups, footnotes, floats, tables."""
        self.end_item()
        while self.frames and (not self.frames[-1].name or self.frames[-1].depth > 1 or len(self.drafts.stack) > 1):
            self.close_frame()

    def end_item(self) -> None:
        """End an entry of a list of references."""
        if self.item is None:
            return
        key, label = self.item
        text = self.drafts.drop()
        if key and text.content:
            self.items.append(Item(key, label, text))
        self.item = None

    # ----------------------------------------------------------------------- notes

    def note(self, text: str) -> None:
        """Keep a note, once."""
        self.kept_notes[text] = None

    def notes(self) -> tuple[str, ...]:
        """What had to be assumed."""
        more = self.macros.exhausted
        notes = [*dict.fromkeys(self.files.notes), *self.kept_notes]
        if len(notes) > _MOST_NOTES:
            notes = [*notes[:_MOST_NOTES], f"and {len(notes) - _MOST_NOTES} more of this kind"]
        return (*notes, *(["its macros expand without end; they were not expanded further"] if more else []))
