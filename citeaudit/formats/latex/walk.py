r"""A LaTeX document from its first token to its last: blocks, citations, what it says of its references."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from citeaudit.formats.latex import citations, environments, formulas, items
from citeaudit.formats.latex.commands import (
    DIMENSIONS,
    DROPPED,
    FIRST_OF_TWO,
    HEADINGS,
    QUOTES,
    STYLES,
    SWITCHES,
    TAKES_DIMENSION,
    is_citation,
)
from citeaudit.formats.latex.draft import Draft, Drafts
from citeaudit.formats.latex.files import Files
from citeaudit.formats.latex.macros import DEFINITIONS, Macros
from citeaudit.formats.latex.symbols import ACCENTS, LIGATURES, accented, symbol
from citeaudit.formats.latex.tokens import Source, Stream, Token, plain
from citeaudit.model import BlockKind, Style

_NOTES = frozenset("footnote footnotetext endnote sidenote tablefootnote marginnote footnoteA footnoteB".split())
_RESOURCES = frozenset("bibliography addbibresource addglobalbib addsectionbib putbib".split())
_VERBS = frozenset(("verb", "lstinline", "mintinline"))
_ADDRESSES = frozenset(("url", "nolinkurl", "path", "doi"))
_PREAMBLE = (
    DEFINITIONS
    | items.INPUTS
    | items.IMPORTS
    | _RESOURCES
    | {"title", "makeatletter", "makeatother", "nocite", "begin", "end"}
)
_MOST_NOTES = 20


@dataclass(slots=True)
class Frame:
    """A group or environment that is open. `styles` end with it, `depth` is that of the drafts when it began."""

    name: str = ""
    styles: list[Style] = field(default_factory=list)
    on_close: Callable[[], None] | None = None
    one_paragraph: bool = False
    depth: int = 1


class Walk:
    """A way through a document. What it finds is in `drafts`, `cited`, `nocite`, `resources`, `items`, `embedded`, `notes`."""

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
        self.resources: list[items.Resource] = []
        self.items: list[items.Item] = []
        self.item: tuple[str, str | None] | None = None
        self.in_list = 0
        self.embedded: dict[str, tuple[str, int, str, int]] = {}
        self.told: dict[str, None] = {}

    def where(self, token: Token) -> str:
        """The place of a token for a note."""
        return f"{token.source.path or self.path}:{token.source.place(token.offset)[0]}"

    def run(self, source: Source) -> None:
        """Read a file to its end."""
        self.stream.feeds.append(source)
        while (token := self.stream.next()) is not None:
            if not self.preamble:
                self.take(token)
            elif token.kind == "command" and (
                token.text in _PREAMBLE or self.macros.is_conditional(token.text) or token.text in ("else", "fi")
            ):
                self.command(token)
            elif token.kind == "command":
                self.macros.switch(token.text)
            elif token.kind == "close" and self.frames:
                self.close_group()
        while self.frames:
            self.close_frame()
        items.end_item(self)
        self.drafts.finish_all()

    def take(self, token: Token) -> None:
        """Take one token."""
        match token.kind:
            case "text" | "bracket":
                self.emit(token.text, token)
            case "space" | "tie":
                self.drafts.now.space(token.source, token.offset)
            case "command":
                self.command(token)
            case "open":
                self.open_frame(Frame(depth=len(self.drafts.stack)))
            case "close":
                self.close_group()
            case "par":
                self.paragraph(token)
            case "math":
                formulas.take(self, token)
            case "cell":
                self.emit(" | " if self.drafts.now.kind is BlockKind.TABLE else " ", token)
            case "ligature" | "other":
                self.emit(LIGATURES.get(token.text, token.text), token)

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
        """Take a closing brace; one that closes nothing is let be."""
        if self.frames and not self.frames[-1].name:
            self.close_frame()

    def argument(
        self,
        on_close: Callable[[], None] | None = None,
        *,
        style: Style | None = None,
        target: str = "",
        one: bool = False,
    ) -> None:
        """Begin the next argument; what it holds is read like all else, `on_close` is called at its end.

        `one` tells that it ends with the paragraph at the latest.
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
        frame = Frame(on_close=on_close, one_paragraph=one, depth=len(self.drafts.stack))
        self.open_frame(frame)
        if style is not None:
            self.drafts.now.open(style, target)
            frame.styles.append(style)

    def unwind(self) -> None:
        """End what cannot go on beyond a new section: open groups, footnotes, floats, tables."""
        items.end_item(self)
        while self.frames and (not self.frames[-1].name or self.frames[-1].depth > 1 or len(self.drafts.stack) > 1):
            self.close_frame()

    # ----------------------------------------------------------------------- commands

    def command(self, token: Token) -> None:
        """Take a command."""
        name = token.text
        if name in ("begin", "end"):
            environments.begin(self, token) if name == "begin" else environments.end(self, token)
        elif is_citation(name):
            citations.citation(self, token)
        elif name == "item" and self.lists:
            environments.item(self, token)
        elif name in HEADINGS:
            self.heading(HEADINGS[name])
        elif name in ACCENTS and self.accent(token):
            pass
        elif name in STYLES:
            self.argument(style=STYLES[name])
        elif name in SWITCHES:
            self.drafts.now.open(SWITCHES[name])
            if self.frames:
                self.frames[-1].styles.append(SWITCHES[name])
        elif name in ("(", "["):
            formulas.take(self, token)
        elif name == "\\" or name == "tabularnewline":
            environments.new_line(self, token)
        elif name == "par":
            self.paragraph(token)
        elif name in DEFINITIONS:
            self.macros.define(name)
        elif not (self.structure(token) or self.macros.switch(name) or self.macros.expand(token)):
            self.other(token)

    def structure(self, token: Token) -> bool:
        """Take a command that reads files, makes blocks or names references; False where it is none."""
        name = token.text
        if name in items.INPUTS or name in items.IMPORTS:
            items.include(self, token)
        elif name in _NOTES:
            self.stream.optional()
            self.drafts.enter(BlockKind.PARAGRAPH)
            self.argument(self.drafts.leave)
        elif name in ("caption", "captionof"):
            self.caption(name)
        elif name == "title":
            self.document_title()
        elif name == "bibitem":
            items.begin_item(self, token)
        elif name == "nocite":
            keys = (key.strip() for key in plain(self.stream.braced()).split(","))
            self.nocite.update((key, None) for key in keys if key)
        elif name in _RESOURCES:
            items.resource(self, token)
        elif name in _VERBS or name in _ADDRESSES or name == "href":
            environments.verbatim_argument(self, token)
        elif QUOTES.fullmatch(name):
            citations.quotation(self, token)
        elif name == "enquote":
            self.stream.star()
            self.emit("“", token)
            self.argument(lambda: self.emit("”", token))
        elif self.macros.is_conditional(name):
            self.macros.condition(name)
        elif name in ("else", "or"):
            self.macros.skip()
        elif name in ("makeatletter", "makeatother"):
            self.stream.at_is_letter = name == "makeatletter"
        elif name == "csname":
            self.macros.named()
        elif name == "endinput":
            self.stream.close_file()
        elif name == "documentclass":
            self.preamble = self.preamble or bool(token.source.path)  # a file of the `subfiles` package
        else:
            return name == "fi"
        return True

    def other(self, token: Token) -> None:
        """Take any other command: a sign is printed, what is no text goes, the rest leaves its arguments."""
        name = token.text
        if name in DROPPED:
            self.stream.star()
            for _ in range(DROPPED[name]):
                self.stream.optional(spaced=False)
                self.stream.braced(long=True)
            self.stream.to_argument()
            if name == "foreignquote":
                self.command(token._replace(text="enquote"))
        elif name in FIRST_OF_TWO:
            first = self.stream.group(long=True) or []
            self.stream.group(long=True)
            self.stream.push(first)
        elif name in TAKES_DIMENSION:
            source = self.stream.source()
            if source is not None and (match := DIMENSIONS.match(source.text, source.at, source.at + 200)):
                source.at = match.end()
        elif (printed := symbol(name)) is not None:
            self.emit(printed, token)
        elif name == "xspace":
            following = self.stream.peek()
            if following is not None and following.kind == "text" and following.text[0].isalnum():
                self.emit(" ", token)
        elif token.glued and name.isalpha():
            self.stream.star()
            for _ in range(2):
                self.stream.optional(spaced=False)

    def accent(self, token: Token) -> bool:
        """Take an accent and its letter; False where a command of that name has no letter behind it."""
        if token.text.isalpha() and token.text in self.macros.known:
            return False
        letters = self.stream.group() or []
        first = next((one for one in letters if one.kind in ("text", "command")), None)
        if first is not None and first.kind == "command" and symbol(first.text) is None:
            self.stream.push(letters)
            return True
        printed = "".join(
            (symbol(one.text) or "") if one.kind == "command" else one.text
            for one in letters
            if one.kind in ("text", "command", "other")
        )
        for character in accented(token.text, printed):
            self.drafts.now.add(character, token.source, token.offset, fixed=True)
        return True

    # ----------------------------------------------------------------------- blocks

    def heading(self, level: int) -> None:
        """Begin a heading."""
        self.unwind()
        self.stream.star()
        self.stream.optional()
        self.drafts.begin(BlockKind.HEADING, level=level)
        self.argument(self.drafts.finish, one=True)

    def caption(self, name: str) -> None:
        """Begin the legend of a figure or table."""
        self.stream.star()
        if name == "captionof":
            self.stream.braced()
        self.stream.optional()
        self.drafts.enter(BlockKind.LEGEND)
        self.argument(self.drafts.leave)

    def document_title(self) -> None:
        """Take the title, wherever it stands."""
        preamble = self.preamble
        self.stream.optional()

        def end() -> None:
            if not self.title:
                self.title = self.drafts.now.text().content
                self.drafts.finish()
            else:
                self.drafts.stack[-1] = Draft(self.drafts.kinds[-1])
            self.preamble = preamble

        self.drafts.begin(BlockKind.HEADING, level=1)
        self.preamble = False
        self.argument(end, one=True)

    # ----------------------------------------------------------------------- notes

    def note(self, text: str) -> None:
        """Keep a note, once."""
        self.told[text] = None

    def notes(self) -> tuple[str, ...]:
        """What had to be assumed."""
        more = self.macros.exhausted
        told = [*dict.fromkeys(self.files.notes), *self.told]
        if len(told) > _MOST_NOTES:
            told = [*told[:_MOST_NOTES], f"and {len(told) - _MOST_NOTES} more of this kind"]
        return (*told, *(["its macros expand without end; they were not expanded further"] if more else []))
