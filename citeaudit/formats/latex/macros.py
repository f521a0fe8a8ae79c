r"""What a document defines itself: macros, conditionals. They are expanded within a budget, or vanish."""

from __future__ import annotations

from dataclasses import dataclass

from citeaudit.formats.latex.commands import CONDITION_TOKENS, CONDITIONALS, STRUCTURE, is_citation
from citeaudit.formats.latex.tokens import Stream, Token, plain

MOST_EXPANDED = 300_000
"""Tokens of macros in one manuscript; a real one has some thousands."""

_MOST_CHARACTERS = 3_000_000
"""Characters that macros put in, likewise; a few long tokens are as slow as many short ones."""
_MOST_PARAMETERS = 9
"""TeX has no more."""
_LONGEST_NAME = 50
"""Tokens of a name in braces; what is longer was never closed."""

_LIKE_NEWCOMMAND = frozenset("newcommand renewcommand providecommand DeclareRobustCommand newcommandx".split())
_LIKE_DEF = frozenset("def edef gdef xdef".split())
_LIKE_DOCUMENT_COMMAND = frozenset(
    "NewDocumentCommand RenewDocumentCommand ProvideDocumentCommand DeclareDocumentCommand NewExpandableDocumentCommand".split()
)
_LIKE_ENVIRONMENT = frozenset("newenvironment renewenvironment NewDocumentEnvironment RenewDocumentEnvironment".split())
DEFINITIONS = _LIKE_NEWCOMMAND | _LIKE_DEF | _LIKE_DOCUMENT_COMMAND | _LIKE_ENVIRONMENT | {"let", "newif"}


@dataclass(frozen=True, slots=True)
class Macro:
    """What a name stands for: tokens in which `#1` is the first of its `parameters`; `default` makes that one optional."""

    body: tuple[Token, ...] = ()
    parameters: int = 0
    default: tuple[Token, ...] | None = None


class Macros:
    """The macros and conditionals of a document."""

    def __init__(self, stream: Stream) -> None:
        self.stream = stream
        self.known: dict[str, Macro] = {}
        self.switches: dict[str, bool] = {}
        self.tokens = self.characters = 0
        self.unclosed = False

    @property
    def exhausted(self) -> bool:
        """Whether so much was expanded that no more will be."""
        return self.tokens > MOST_EXPANDED or self.characters > _MOST_CHARACTERS

    def define(self, command: str) -> None:
        """Take a definition, whose command was just read."""
        if command in _LIKE_NEWCOMMAND:
            self._newcommand()
        elif command in _LIKE_DEF:
            self._def()
        elif command in _LIKE_DOCUMENT_COMMAND:
            self._document_command()
        elif command in _LIKE_ENVIRONMENT:
            self._environment()
        elif command == "let":
            self._let()
        elif name := self._name():
            self.switches[name] = False

    def _name(self) -> str:
        tokens = [token for token in self.stream.group() or () if token.kind != "space"]
        return tokens[0].text if len(tokens) == 1 and tokens[0].kind == "command" else ""

    def _learn(self, name: str, macro: Macro) -> None:
        if name and name not in STRUCTURE and not is_citation(name) and name[0].isalpha():
            self.known[name] = macro

    def _newcommand(self) -> None:
        self.stream.star()
        name = self._name()
        count = plain(self.stream.optional())
        default = self.stream.optional()
        body = self.stream.braced(long=True)
        number = int(count) if count.isascii() and count.isdigit() and int(count[:3]) <= _MOST_PARAMETERS else 0
        self._learn(name, Macro(tuple(body or ()), number, None if default is None else tuple(default)))

    def _def(self) -> None:
        name = self._name()
        parameters, simple = 0, True
        while (token := self.stream.next()) is not None:
            if token.kind == "open":
                self.stream.push([token])
                break
            if token.kind in ("par", "close"):
                self.stream.push([token])
                return
            parameters += token.kind == "parameter"
            simple = simple and token.kind in ("parameter", "space")
        body = self.stream.braced(long=True)
        self._learn(
            name, Macro(tuple(body or ()), parameters) if simple and parameters <= _MOST_PARAMETERS else Macro()
        )

    def _document_command(self) -> None:
        name = self._name()
        arguments = plain(self.stream.braced()).replace(" ", "").replace("+", "")
        body = self.stream.braced(long=True)
        optional = arguments[:1] == "o"
        if set(arguments[optional:]) <= {"m"} and len(arguments) <= _MOST_PARAMETERS:
            self._learn(name, Macro(tuple(body or ()), len(arguments), () if optional else None))
        else:
            self._learn(name, Macro())

    def _environment(self) -> None:
        self.stream.star()
        self.stream.braced()
        while self.stream.optional() is not None:
            pass
        self.stream.braced(long=True)
        self.stream.braced(long=True)

    def _let(self) -> None:
        name = self._name()
        self.stream.skip_space()
        token = self.stream.next()
        if token is not None and token.kind == "text" and token.text[0] == "=":
            rest = token.text[1:].lstrip()
            if rest:
                self.stream.push([token._replace(text=rest)])
            token = self.stream.next()
        if token is not None and token.kind == "command" and token.text != name:
            self._learn(name, self.known.get(token.text, Macro((token,))))
        elif token is not None and token.kind not in ("command", "open", "close"):
            self._learn(name, Macro((token,)))

    def expand(self, call: Token) -> bool:
        """Put in front what a macro stands for; False where the command called is none."""
        macro = self.known.get(call.text)
        if macro is None:
            return False
        if self.exhausted:
            return True
        arguments: list[list[Token]] = []
        for number in range(macro.parameters):
            if number == 0 and macro.default is not None:
                given = self.stream.optional()
                arguments.append(list(macro.default) if given is None else given)
            else:
                arguments.append(self.stream.group(long=True) or [])
        found: list[Token] = []
        for token in macro.body:
            if token.kind == "parameter":
                number = int(token.text[-1]) if token.text[-1].isdigit() and len(token.text) == 2 else 0
                found += arguments[number - 1] if 0 < number <= len(arguments) else []
                if len(found) > MOST_EXPANDED:
                    break
            else:
                found.append(token._replace(source=call.source, offset=call.offset, end=call.end, fixed=True))
        self.tokens += len(found) + 1 + sum(map(len, arguments))
        self.characters += sum(len(token.text) for token in found)
        if not self.exhausted:
            self.stream.push(found)
        return True

    # ----------------------------------------------------------------------- conditionals

    def is_conditional(self, name: str) -> bool:
        """Whether a command opens a conditional, or sets one that the document made."""
        return name in CONDITIONALS or name in self.switches

    def switch(self, name: str) -> bool:
        r"""Take `\\drafttrue` or `\\draftfalse`; False where the command called `name` is neither."""
        for ending, value in (("true", True), ("false", False)):
            if name.endswith(ending) and f"if{name.removesuffix(ending)}" in self.switches:
                self.switches[f"if{name.removesuffix(ending)}"] = value
                return True
        return False

    def condition(self, name: str) -> None:
        """Take a conditional: go past its first branch where it is false; what cannot be known is taken for true."""
        for _ in range(CONDITION_TOKENS.get(name, 0)):
            self.stream.skip_space()
            token = self.stream.next()
            if token is not None and token.kind == "command" and token.text == "csname":
                self.named()
        if not self.switches.get(name, name != "iffalse"):
            self.skip(to_else=True)

    def named(self) -> None:
        r"""Go past the rest of `\\csname … \\endcsname`: a command whose name is made up."""
        taken: list[Token] = []
        while (token := self.stream.next()) is not None and token.kind != "par" and len(taken) < _LONGEST_NAME:
            if token.kind == "command" and token.text == "endcsname":
                return
            taken.append(token)
        self.stream.push([*taken, token] if token is not None else taken)

    def skip(self, *, to_else: bool = False) -> None:
        r"""Go past a branch, to its `\\fi` or `\\else`; nowhere where it has none."""
        if self.unclosed:
            return
        depth = 0
        taken: list[Token] = []
        while (token := self.stream.next()) is not None:
            taken.append(token)
            if token.kind != "command":
                continue
            if self.is_conditional(token.text):
                depth += 1
            elif token.text == "fi":
                if depth == 0:
                    return
                depth -= 1
            elif token.text == "else" and depth == 0 and to_else:
                return
        self.unclosed = True
        self.stream.push(taken)
