r"""A LaTeX document from its first token to its last: blocks, citations, what it says of its references."""

from __future__ import annotations

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
from citeaudit.formats.latex.draft import Draft
from citeaudit.formats.latex.macros import DEFINITIONS
from citeaudit.formats.latex.state import Frame, State
from citeaudit.formats.latex.symbols import ACCENTS, LIGATURES, accented, symbol
from citeaudit.formats.latex.tokens import Source, Token, plain
from citeaudit.model import BlockKind

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


class Walk(State):
    """A way through a document: each token, and what becomes of it."""

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
        self.end_item()
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
        """Take any other command: a sign is printed, what is not text goes, the rest leaves its arguments."""
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
        first = next((letter for letter in letters if letter.kind in ("text", "command")), None)
        if first is not None and first.kind == "command" and symbol(first.text) is None:
            self.stream.push(letters)
            return True
        printed = "".join(
            (symbol(letter.text) or "") if letter.kind == "command" else letter.text
            for letter in letters
            if letter.kind in ("text", "command", "other")
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
        self.argument(self.drafts.finish, one_paragraph=True)

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
        self.argument(end, one_paragraph=True)
