r"""A LaTeX document from its first token to its last: blocks, citations, what it says of its references."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from citeaudit.formats.latex import branches, citations, environments, formulas, items, packages, pandoc
from citeaudit.formats.latex.commands import (
    DIMENSIONS,
    DROPPED,
    FIRST_OF_TWO,
    HEADINGS,
    QUOTES,
    STYLES,
    SWITCHES,
    TAKES_DIMENSION,
)
from citeaudit.formats.latex.definitions import DEFINITIONS, define
from citeaudit.formats.latex.draft import Draft
from citeaudit.formats.latex.state import Frame, State
from citeaudit.formats.latex.symbols import ACCENTS, LIGATURES, accented, symbol
from citeaudit.formats.latex.tokens import Source, Token, plain
from citeaudit.model import BlockKind

_NOTES = frozenset("footnote footnotetext endnote sidenote tablefootnote marginnote footnoteA footnoteB".split())
_VERBS = frozenset(("verb", "lstinline", "mintinline"))
_ADDRESSES = frozenset(("url", "nolinkurl", "path", "doi"))
_NOT_PRINTED = frozenset("phantom hphantom vphantom comment deleted hypersetup excludecomment includeonly".split())
"""Commands whose argument is nowhere in print."""
_AT_MARGIN = frozenset("thanks marginpar fntext cortext".split())
"""Commands whose argument stands beside the text."""
_GLOSSARIES = frozenset("newacronym newabbreviation newglossaryentry longnewglossaryentry DeclareAcronym".split())
_DECLARATIONS = frozenset(("DeclareCiteCommand", "DeclareMultiCiteCommand"))
_PREAMBLE = (
    DEFINITIONS
    | items.INPUTS
    | items.IMPORTS
    | items.RESOURCES
    | packages.COMMANDS
    | _DECLARATIONS
    | {
        "title",
        "makeatletter",
        "makeatother",
        "nocite",
        "begin",
        "end",
        "newcites",
        "bibliographyunit",
        "defbibentryset",
    }
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
                self.in_preamble(token)
            elif token.kind == "close" and self.frames:
                self.close_group()
        while self.frames:
            self.close_frame()
        self.end_item()
        self.drafts.finish_all()

    def in_preamble(self, token: Token) -> None:
        """Take a command of the preamble that defines nothing: only what it may name is of interest."""
        if self.citing.parted(token.text)[1]:
            self.command(token)
        elif token.text in _GLOSSARIES:
            self.other(token)
        elif not self.macros.switch(token.text) and (self.macros.matters((token,)) or self.defines(token)):
            self.macros.expand(token)

    def defines(self, token: Token) -> bool:
        r"""Whether a command is another name for a definition: `\\newcommand{\\nc}{\\newcommand}`."""
        macro = self.macros.meaning(token.text)
        return macro is not None and len(macro.body) == 1 and macro.body[0].text in DEFINITIONS

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
        """Take a command: one with a meaning of its own, a citation, one that sets type, one that the document defines, any other."""
        name = token.text
        base, owner = self.citing.parted(name)
        if owner and base in _COMMANDS:
            _COMMANDS[base](self, token)
        elif owner and base == "bibliographystyle":
            self.stream.braced()
        elif name in _COMMANDS:
            _COMMANDS[name](self, token)
        elif self.citing.cites(name) and (token.original or self.macros.meaning(name) is None):
            citations.citation(self, token)
        elif QUOTES.fullmatch(name):
            citations.quotation(self, token)
        elif name == "item" and self.lists:
            environments.item(self, token)
        elif self.typography(token):
            pass
        elif self.macros.is_conditional(name):
            self.macros.condition(name)
        elif not (self.macros.switch(name) or self.macros.expand(token)):
            self.other(token)

    def typography(self, token: Token) -> bool:
        """Take a command that sets a heading, an accent or a face; False where it is none."""
        name = token.text
        if name in HEADINGS:
            self.heading(HEADINGS[name], name)
        elif name in ACCENTS and self.accent(token):
            pass
        elif name in STYLES:
            self.argument(style=STYLES[name])
        elif name in SWITCHES:
            self.drafts.now.open(SWITCHES[name])
            if self.frames:
                self.frames[-1].styles.append(SWITCHES[name])
        else:
            return False
        return True

    def other(self, token: Token) -> None:
        """Take any other command: a sign is printed, what is not text goes, the rest leaves its arguments."""
        name = token.text
        if name in DROPPED:
            self.stream.star()
            for _ in range(DROPPED[name]):
                self.stream.optional(spaced=False)
                self.dropped(token, self.stream.braced(long=True))
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
        elif self.sign(token) or citations.unread(self, token):
            pass
        elif token.glued and name.isalpha():
            self.stream.star()
            for _ in range(2):
                self.stream.optional(spaced=False)
            citations.may_cite(self, token)

    def dropped(self, token: Token, argument: list[Token] | None) -> None:
        """Leave out an argument that is not text; what it cites is kept, in a note at the margin as text of its own."""
        if not argument or token.text in _NOT_PRINTED or not self.macros.matters(argument):
            return
        if token.text in _AT_MARGIN and not self.preamble:
            self.drafts.enter(BlockKind.PARAGRAPH)
            self.stream.push([*argument, token._replace(kind="close", text="}", fixed=True)])
            self.open_frame(Frame(on_close=self.drafts.leave, depth=len(self.drafts.stack)))
        else:
            citations.beside_text(self, argument)

    def sign(self, token: Token) -> bool:
        """Take a command for a letter, a sign or a space; False where it is none."""
        if (printed := symbol(token.text)) is not None:
            self.emit(printed, token)
            return True
        if token.text != "xspace":
            return False
        following = self.stream.peek()
        if following is not None and following.kind == "text" and following.text[0].isalnum():
            self.emit(" ", token)
        return True

    def accent(self, token: Token) -> bool:
        """Take an accent and its letter; False where a command of that name has no letter behind it."""
        if token.text.isalpha() and self.macros.meaning(token.text) is not None:
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

    def heading(self, level: int, command: str) -> None:
        """Begin a heading."""
        self.unwind()
        if command == self.part_begins_with:
            self.new_part("unit")
        self.stream.star()
        self.stream.optional()
        self.drafts.begin(BlockKind.HEADING, level=level)
        self.argument(self.drafts.finish, one_paragraph=True)

    def note_of_text(self, token: Token) -> None:
        """Begin a footnote, which stands beside the text."""
        self.stream.optional()
        self.drafts.enter(BlockKind.PARAGRAPH)
        self.argument(self.drafts.leave)

    def caption(self, token: Token) -> None:
        """Begin the legend of a figure or table."""
        self.stream.star()
        if token.text == "captionof":
            self.stream.braced()
        self.stream.optional()
        self.drafts.enter(BlockKind.LEGEND)
        self.argument(self.drafts.leave)

    def document_title(self, token: Token) -> None:
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

    def quoted(self, token: Token) -> None:
        r"""Take `\\enquote`."""
        self.stream.star()
        self.emit("“", token)
        self.argument(lambda: self.emit("”", token))

    # ----------------------------------------------------------------------- what stands beside the text

    def listed_uncited(self, token: Token) -> None:
        r"""Take `\\nocite`."""
        _, owner = self.citing.parted(token.text)
        for key in self.name(self.stream.braced()).split(","):
            if key.strip():
                self.use(key.strip(), token, owner, cited=False)

    def definition(self, token: Token) -> None:
        """Take a definition of a macro."""
        define(self.macros, token.text)

    def other_branch(self, token: Token) -> None:
        r"""Skip what follows `\\else` and `\\or`, for the branch before it was read."""
        self.macros.skip()

    def end_of_condition(self, token: Token) -> None:
        r"""Take `\\fi`, whose branch was read."""

    def letters(self, token: Token) -> None:
        r"""Take `\\makeatletter` and `\\makeatother`."""
        self.stream.at_is_letter = token.text == "makeatletter"

    def named(self, token: Token) -> None:
        r"""Take a command by its name: `\\csname see\\endcsname`, `\\csuse{see}`; one that is not known vanishes."""
        name = self.macros.named() if token.text == "csname" else plain(self.stream.braced())
        if name and (self.citing.cites(name) or self.macros.meaning(name) is not None):
            self.command(token._replace(text=name))

    def end_of_file(self, token: Token) -> None:
        r"""Take `\\endinput`."""
        self.stream.close_file()

    def document_class(self, token: Token) -> None:
        """Take the class of a document, with which its preamble begins: in a file of the `subfiles` package, too."""
        self.preamble = self.preamble or bool(token.source.path)
        packages.load(self, token)


_COMMANDS: Mapping[str, Callable[[Walk, Token], None]] = {
    "begin": environments.begin,
    "end": environments.end,
    "(": formulas.take,
    "[": formulas.take,
    "\\": environments.new_line,
    "tabularnewline": environments.new_line,
    "par": Walk.paragraph,
    "caption": Walk.caption,
    "captionof": Walk.caption,
    "title": Walk.document_title,
    "bibitem": items.begin_item,
    "nocite": Walk.listed_uncited,
    "href": environments.verbatim_argument,
    "enquote": Walk.quoted,
    "else": Walk.other_branch,
    "or": Walk.other_branch,
    "fi": Walk.end_of_condition,
    "makeatletter": Walk.letters,
    "makeatother": Walk.letters,
    "csname": Walk.named,
    "csuse": Walk.named,
    "endinput": Walk.end_of_file,
    "documentclass": Walk.document_class,
    "newcites": items.further_lists,
    "defbibentryset": items.entry_set,
    "newrefsection": items.next_part,
    "endrefsection": items.next_part,
    "bibliographyunit": items.units,
    "citeproc": pandoc.citation,
    "hyperlink": pandoc.hyperlink,
    "hypertarget": pandoc.target,
    "label": pandoc.target,
    "lstinputlisting": environments.listing,
    "inputminted": environments.listing,
    "vadjust": pandoc.around_target,
    "CSLLeftMargin": pandoc.left_margin,
    "cslleftmargin": pandoc.left_margin,
    "cslcitation": pandoc.citation,
    "cslbibitem": pandoc.item,
    **dict.fromkeys(_DECLARATIONS, items.declared),
    **dict.fromkeys(packages.COMMANDS - {"documentclass"}, packages.load),
    **branches.COMMANDS,
    **dict.fromkeys(DEFINITIONS, Walk.definition),
    **dict.fromkeys((*items.INPUTS, *items.IMPORTS), items.include),
    **dict.fromkeys(_NOTES, Walk.note_of_text),
    **dict.fromkeys(items.RESOURCES, items.resource),
    **dict.fromkeys((*_VERBS, *_ADDRESSES), environments.verbatim_argument),
}
"""Commands with a meaning of their own, which no document can give another."""
