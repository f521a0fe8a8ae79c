r"""The state of a way through a LaTeX document: open groups, blocks so far, what it said of its references."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from citeaudit.formats.latex.citing import Citing
from citeaudit.formats.latex.draft import Drafts
from citeaudit.formats.latex.files import Files
from citeaudit.formats.latex.macros import Macros
from citeaudit.formats.latex.tokens import Source, Stream, Token, plain
from citeaudit.model import BlockKind, Style, Text

_MOST_NOTES = 20
"""So many notes are shown; the others are counted."""


_MOST_KEYS = 3
"""Keys that a note names."""


@dataclass(slots=True)
class Frame:
    """A group or environment that is open. `styles` end with it, `depth` is that of the drafts when it began.

    `closing` is what the document puts before its end.
    """

    name: str = ""
    styles: list[Style] = field(default_factory=list)
    on_close: Callable[[], None] | None = None
    one_paragraph: bool = False
    depth: int = 1
    closing: tuple[Token, ...] = ()


@dataclass(frozen=True, slots=True)
class Resource:
    """A bibliography that a document names, where, and the list that is made of it; a `shared` one serves all lists."""

    name: str
    where: str
    near: str
    part: str = ""
    shared: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    r"""A `\\bibitem`: its key, its label as typed ("" where it has none), its text, the rank of its list in the document.

    `by_program` is true where pandoc printed the list.
    """

    key: str
    label: str | None
    text: Text
    rank: int = 0
    by_program: bool = False


@dataclass(frozen=True, slots=True)
class Use:
    """A key that is cited, or listed without being cited: the list that must have it, the number of lists printed before it, where."""

    key: str
    part: str
    rank: int
    where: str
    cited: bool = True


@dataclass(frozen=True, slots=True)
class Unread:
    """A command that seems to cite and that nothing defines: its name, the keys in it, where.

    `looked_up` tells that only the keys speak for it, which a bibliography has.
    """

    name: str
    keys: tuple[str, ...]
    where: str
    looked_up: bool = False


class State:
    """What is known on the way; what is found is in `drafts`, `uses`, `resources`, `items`, `embedded`, `unread`, `notes`."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.files = Files(path)
        self.stream = Stream()
        self.citing = Citing()
        self.macros = Macros(self.stream, self.citing)
        self.drafts = Drafts()
        self.frames: list[Frame] = []
        self.open_names: Counter[str] = Counter()
        self.short = 0
        self.endless: set[tuple[int, str]] = set()
        self.lists: list[list[str | int]] = []
        self.title = ""
        self.preamble = False
        self.packages: set[str] = set()
        self.loaded: set[str] = set()
        self.loading: tuple[str, ...] = ()
        self.part = ""
        self.parts = 0
        self.part_begins_with = ""
        self.uses: dict[str, Use] = {}
        self.resources: list[Resource] = []
        self.labels: dict[str, str] = {}
        self.sets: dict[str, tuple[str, ...]] = {}
        self.items: list[Item] = []
        self.item: tuple[str, str | None] | None = None
        self.in_list = 0
        self.in_csl_list = False
        self.printed_lists = 0
        self.unread: list[Unread] = []
        self.suspects: list[Unread] = []
        self.embedded: dict[str, tuple[str, int, str, int]] = {}
        self.kept_notes: dict[str, None] = {}

    def run(self, source: Source) -> None:
        """Read a file to its end."""
        raise NotImplementedError

    def beside(self, name: str) -> State:
        """The state of a way through a package: the same files, nothing defined yet."""
        other = type(self)(self.path)
        other.files, other.loaded, other.loading = self.files, self.loaded, (*self.loading, name)
        other.preamble = True
        return other

    @property
    def cited(self) -> dict[str, str]:
        """The keys cited, as typed, with the place of the first citation."""
        found: dict[str, str] = {}
        for use in self.uses.values():
            if use.cited:
                found.setdefault(use.key, use.where)
        return found

    @property
    def nocite(self) -> dict[str, None]:
        r"""The keys that `\\nocite` lists, "*" for all."""
        return {use.key: None for use in self.uses.values() if not use.cited}

    def use(self, key: str, token: Token, part: str = "", *, cited: bool = True) -> str:
        """Keep that a key is used here. Returns what stands for the key in a mark until the lists are known."""
        part = part or token.source.part or self.part
        name = f"{key}\0{part}\0{self.printed_lists}"
        known = self.uses.get(name)
        if known is None or (cited and not known.cited):
            self.uses[name] = Use(key, part, self.printed_lists, self.where(token), cited)
        return name

    def new_part(self, kind: str) -> str:
        """Begin a part of the document with a list of its own. Returns the part before."""
        before, self.parts = self.part, self.parts + 1
        self.part = f"{kind} {self.parts}"
        return before

    @property
    def job(self) -> str:
        r"""What `\\jobname` stands for."""
        return Path(self.path).stem

    def name(self, tokens: list[Token] | None) -> str:
        """A name as typed, of a file or a list, with what its macros stand for."""
        return plain(self.macros.spelled(tokens, self.job)).strip('"')

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
            self.items.append(Item(key, label, text, self.printed_lists, self.in_csl_list))
        self.item = None

    # ----------------------------------------------------------------------- notes

    def note(self, text: str) -> None:
        """Keep a note, once."""
        self.kept_notes[text] = None

    def notes(self) -> tuple[str, ...]:
        """What had to be assumed."""
        more = self.macros.exhausted
        notes = [*self._unread(), *dict.fromkeys(self.files.notes), *self.kept_notes]
        if len(notes) > _MOST_NOTES:
            notes = [*notes[:_MOST_NOTES], f"and {len(notes) - _MOST_NOTES} more of this kind"]
        return (*notes, *(["its macros expand without end; they were not expanded further"] if more else []))

    def _unread(self) -> list[str]:
        """A note for each command that seems to cite and that nothing defines."""
        found: dict[str, list[Unread]] = {}
        for unread in self.unread:
            found.setdefault(unread.name, []).append(unread)
        return [
            f"{same[0].where}: \\{name} {_doubt(same[0])}; "
            f"{'this citation was' if len(same) == 1 else f'{len(same)} such citations were'} not read"
            for name, same in found.items()
        ]


def _doubt(unread: Unread) -> str:
    """Why a citation could not be read."""
    keys = ", ".join(unread.keys[:_MOST_KEYS])
    if "\\" in keys:
        return f"cites {keys}, and what that stands for is not known"
    if unread.looked_up:
        return f"names {keys}, which its bibliography has, and nothing beside the manuscript defines it"
    return f"seems to cite {keys}, but nothing beside the manuscript defines it"
