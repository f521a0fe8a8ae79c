r"""What a document defines itself: macros, environments, conditionals. They are expanded within a budget, or vanish."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from citeaudit.formats.latex.citing import Citing
from citeaudit.formats.latex.commands import (
    CONDITION_TOKENS,
    CONDITIONALS,
    OF_PACKAGES,
    SOURCES,
    STRUCTURE,
    STYLES,
    SWITCHES,
    is_citation,
)
from citeaudit.formats.latex.signatures import Parameter, of_document_command
from citeaudit.formats.latex.symbols import symbol
from citeaudit.formats.latex.tokens import Stream, Token, plain

MOST_EXPANDED = 300_000
"""Tokens of macros in one manuscript; a real one has some thousands."""

_MOST_CHARACTERS = 3_000_000
"""Characters that macros put in, likewise; a few long tokens are as slow as many short ones."""
_MOST_PARAMETERS = 9
"""TeX has no more."""
_MOST_CALLS = 300
"""Calls of a macro in what one macro puts in; a table of a hundred rows has a hundred."""
_LONGEST_NAME = 50
"""Tokens of a name in braces; what is longer was never closed."""
_DEEPEST = 12
"""Macros in macros that are looked into to learn what one does; real ones have three."""

_LIKE_NEWCOMMAND = frozenset(
    "newcommand renewcommand providecommand DeclareRobustCommand newcommandx newrobustcmd renewrobustcmd providerobustcmd".split()
)
_LIKE_DEF = frozenset("def edef gdef xdef".split())
_LIKE_DOCUMENT_COMMAND = frozenset(
    "NewDocumentCommand RenewDocumentCommand ProvideDocumentCommand DeclareDocumentCommand NewExpandableDocumentCommand".split()
)
_LIKE_ENVIRONMENT = frozenset("newenvironment renewenvironment".split())
_LIKE_DOCUMENT_ENVIRONMENT = frozenset(
    "NewDocumentEnvironment RenewDocumentEnvironment ProvideDocumentEnvironment DeclareDocumentEnvironment".split()
)
_LIKE_LET = frozenset("let LetLtxMacro NewCommandCopy RenewCommandCopy DeclareCommandCopy".split())
DEFINITIONS = (
    _LIKE_NEWCOMMAND
    | _LIKE_DEF
    | _LIKE_DOCUMENT_COMMAND
    | _LIKE_ENVIRONMENT
    | _LIKE_DOCUMENT_ENVIRONMENT
    | _LIKE_LET
    | {"newif"}
)


@dataclass(frozen=True, slots=True)
class Macro:
    """What a name stands for: tokens in which `#1` is the first of its `parameters`."""

    body: tuple[Token, ...] = ()
    parameters: tuple[Parameter, ...] = ()


@dataclass(frozen=True, slots=True)
class Environment:
    """What an environment puts before and behind what stands in it."""

    opening: Macro
    closing: tuple[Token, ...]


class Macros:
    """The macros, environments and conditionals of a document."""

    def __init__(self, stream: Stream, citing: Citing) -> None:
        self.stream = stream
        self.citing = citing
        self.known: dict[str, Macro] = {}
        self.packaged: dict[str, Macro] = {}
        self.environments: dict[str, Environment] = {}
        self.switches: dict[str, bool] = {}
        self.tokens = self.characters = 0
        self.calls: Counter[tuple[str, int, int]] = Counter()
        self.unclosed = False

    @property
    def exhausted(self) -> bool:
        """Whether so much was expanded that no more will be."""
        return self.tokens > MOST_EXPANDED or self.characters > _MOST_CHARACTERS

    # ----------------------------------------------------------------------- definitions

    def define(self, command: str) -> None:
        """Take a definition, whose command was just read."""
        if command in _LIKE_NEWCOMMAND:
            self._newcommand()
        elif command in _LIKE_DEF:
            self._def()
        elif command in _LIKE_DOCUMENT_COMMAND:
            name = self._name()
            parameters = of_document_command(plain(self.stream.braced()))
            body = self.stream.braced(long=True)
            self._learn(name, Macro() if parameters is None else Macro(tuple(body or ()), parameters))
        elif command in _LIKE_ENVIRONMENT:
            self.stream.star()
            self._environment(plain(self.stream.braced()), self._parameters())
        elif command in _LIKE_DOCUMENT_ENVIRONMENT:
            name = plain(self.stream.braced())
            self._environment(name, of_document_command(plain(self.stream.braced())) or ())
        elif command in _LIKE_LET:
            self._let()
        elif name := self._name():
            self.switches[name] = False

    def _name(self) -> str:
        tokens = [token for token in self.stream.group() or () if token.kind != "space"]
        return tokens[0].text if len(tokens) == 1 and tokens[0].kind == "command" else ""

    def _learn(self, name: str, macro: Macro) -> None:
        if (
            not name
            or name in STRUCTURE
            or not name[0].isalpha()
            or (is_citation(name) and not self._cites_otherwise(name, macro))
        ):
            return
        self.known[name] = macro

    def _cites_otherwise(self, name: str, macro: Macro) -> bool:
        r"""Whether a macro named like a citation cites in a way of its own: `\citeb{p. 3}{smith2015}`."""
        needed = sum(parameter.is_needed for parameter in macro.parameters)
        return (name not in OF_PACKAGES or needed > 1) and needed > 0 and self.matters(macro.body, but=name)

    def _parameters(self) -> tuple[Parameter, ...]:
        """The parameters that follow as `[2][default]`."""
        count = plain(self.stream.optional())
        default = self.stream.optional()
        number = int(count) if count.isascii() and count.isdigit() and int(count[:3]) <= _MOST_PARAMETERS else 0
        if not number or default is None:
            return (Parameter(),) * number
        return (Parameter("o", tuple(default)), *((Parameter(),) * (number - 1)))

    def _newcommand(self) -> None:
        self.stream.star()
        name = self._name()
        parameters = self._parameters()
        body = self.stream.braced(long=True)
        self._learn(name, Macro(tuple(body or ()), parameters))

    def _def(self) -> None:
        name = self._name()
        found: list[Parameter] = []
        simple, before = True, ""
        while (token := self.stream.next()) is not None:
            if token.kind == "open":
                self.stream.push([token])
                break
            if token.kind in ("par", "close"):
                self.stream.push([token])
                return
            if token.kind == "parameter":
                found.append(Parameter("r", (), "[", "]") if before == "[" else Parameter())
            elif token.kind != "space" and not (token.text == "[" or (token.text == "]" and found and found[-1].left)):
                simple = False
            before = token.text
        body = self.stream.braced(long=True)
        simple = simple and len(found) <= _MOST_PARAMETERS
        self._learn(name, Macro(tuple(body or ()), tuple(found)) if simple else Macro())

    def _environment(self, name: str, parameters: tuple[Parameter, ...]) -> None:
        opening = Macro(tuple(self.stream.braced(long=True) or ()), parameters)
        closing = tuple(self.stream.braced(long=True) or ())
        if name and (self.matters(opening.body) or self.matters(closing)):
            self.environments[name] = Environment(opening, closing)

    def _let(self) -> None:
        name = self._name()
        self.stream.skip_space()
        token = self.stream.next()
        if token is not None and token.kind == "text" and token.text[0] == "=":
            rest = token.text[1:].lstrip()
            if rest:
                self.stream.push([token._replace(text=rest)])
            token = self.stream.next()
        if token is not None and token.kind == "open":
            self.stream.push([token])
            inside = self.stream.group() or []
            token = inside[0] if len(inside) == 1 and inside[0].kind == "command" else None
        if token is not None and token.kind == "command" and token.text != name:
            self._learn(name, self.meaning(token.text) or Macro((token._replace(original=True),)))
        elif token is not None and token.kind not in ("command", "open", "close"):
            self._learn(name, Macro((token,)))

    # ----------------------------------------------------------------------- what macros do

    def matters(self, tokens: Iterable[Token], *, but: str = "", deep: int = 0) -> bool:
        """Whether tokens cite or name a file, themselves or by what they call."""
        for token in tokens:
            if token.kind != "command" or token.text == but:
                continue
            if token.text in SOURCES or self.citing.cites(token.text) or self.citing.parted(token.text)[1]:
                return True
            macro = None if token.original else self.known.get(token.text) or self.packaged.get(token.text)
            if macro is not None and deep < _DEEPEST and self.matters(macro.body, but=token.text, deep=deep + 1):
                return True
        return False

    def meaning(self, name: str) -> Macro | None:
        """What a command stands for, None where nothing is known of it; of those of packages only what is of use."""
        macro = self.known.get(name)
        waiting = self.packaged.get(name) if macro is None else None
        if waiting is not None and (self.is_plain(waiting) or self.matters(waiting.body, but=name)):
            self.known[name] = macro = waiting
        return macro

    def is_plain(self, macro: Macro) -> bool:
        """Whether a macro prints words and signs, in some face, or nothing at all."""
        return all(
            token.kind not in ("command", "math", "cell")
            or (token.kind == "command" and (token.text in STYLES or token.text in SWITCHES or symbol(token.text) is not None or token.text in ("xspace", "textsc", "textrm", "textsf", "texttt", "mbox", "ensuremath", "textnormal")))
            for token in macro.body
        )  # fmt: skip

    def spelled(self, tokens: Sequence[Token] | None, job: str = "", *, deep: int = 0) -> list[Token]:
        r"""Tokens of a name with what its macros stand for: `\\bibliography{\\jobname}`, `\\input{\\chapters/one}`."""
        found: list[Token] = []
        for token in tokens or ():
            macro = self.meaning(token.text) if token.kind == "command" and not token.original else None
            if token.kind == "command" and token.text == "jobname" and job:
                found.append(token._replace(kind="text", text=job, fixed=True))
            elif macro is not None and not macro.parameters and deep < _DEEPEST:
                found += self.spelled([put_at(part, token) for part in macro.body], job, deep=deep + 1)
            else:
                found.append(token)
        return found

    # ----------------------------------------------------------------------- expansion

    def expand(self, call: Token) -> bool:
        """Put in front what a macro stands for; False where the command called is none."""
        macro = self.meaning(call.text)
        if macro is None or call.original or self._calls_itself(call):
            return False
        if not self.exhausted:
            self.put_in(macro, call)
        return True

    def _calls_itself(self, call: Token) -> bool:
        """Whether a macro was put in at one place so often that it must call itself, by whatever means; TeX would never end."""
        if not call.fixed:
            return False
        place = (call.text, call.source.order, call.offset)
        self.calls[place] += 1
        return self.calls[place] > _MOST_CALLS

    def put_in(self, macro: Macro, call: Token) -> None:
        """Put the body of a macro in front, with the arguments that follow the call."""
        arguments = [self._argument(parameter, call) for parameter in macro.parameters]
        found: list[Token] = []
        for token in macro.body:
            if token.kind == "parameter":
                number = int(token.text[-1]) if token.text[-1].isdigit() and len(token.text) == 2 else 0
                found += arguments[number - 1] if 0 < number <= len(arguments) else []
                if len(found) > MOST_EXPANDED:
                    break
            else:
                found.append(put_at(token, call))
        self.tokens += len(found) + 1 + sum(map(len, arguments))
        self.characters += sum(len(token.text) for token in found)
        if not self.exhausted:
            self.stream.push(found)

    def _argument(self, parameter: Parameter, call: Token) -> list[Token]:
        if parameter.kind == "s":
            return [put_at(call, call)._replace(text="BooleanTrue" if self.stream.star() else "BooleanFalse")]
        if parameter.kind == "m":
            return self.stream.group(long=True) or []
        given = self.stream.optional(parameter.left or "[", parameter.right or "]")
        if given is not None:
            return given
        if parameter.default is None:
            return [put_at(call, call)._replace(text="NoValue")]
        if isinstance(parameter.default, str):
            return [put_at(call, call)._replace(kind="text", text=parameter.default)] if parameter.default else []
        return [put_at(token, call) for token in parameter.default]

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


def put_at(token: Token, call: Token) -> Token:
    """The token as one that a macro put where it was called."""
    return token._replace(source=call.source, offset=call.offset, end=call.end, fixed=True)
