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
    OWN_ENVIRONMENTS,
    SOURCES,
    STRUCTURE,
    STYLES,
    SWITCHES,
    is_citation,
)
from citeaudit.formats.latex.signatures import Parameter
from citeaudit.formats.latex.symbols import symbol
from citeaudit.formats.latex.tokens import Stream, Token, plain

MOST_EXPANDED = 300_000
"""Tokens of macros in one manuscript; a real one has some thousands."""

_MOST_CHARACTERS = 3_000_000
"""Characters that macros put in, likewise; a few long tokens are as slow as many short ones."""
_MOST_CALLS = 300
"""Calls of a macro in what one macro puts in; a table of a hundred rows has a hundred."""
_LONGEST_NAME = 50
"""Tokens of a name in braces; what is longer was never closed."""
_DEEPEST = 12
"""Macros in macros that are looked into to learn what one does; real ones have three."""


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

    # ----------------------------------------------------------------------- what is known

    def learn(self, name: str, macro: Macro) -> None:
        """Keep what a document makes of a name; what it makes of a citation of a package is looks."""
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
        needed = [number for number, parameter in enumerate(macro.parameters, 1) if parameter.is_needed]
        if len(needed) == 1 and (name in OF_PACKAGES or self._cites_argument(macro.body, f"#{needed[0]}")):
            return False
        return (name not in OF_PACKAGES or len(needed) > 1) and self.matters(macro.body, but=name)

    def _cites_argument(self, body: Sequence[Token], argument: str) -> bool:
        r"""Whether a body cites just what it is given: `\citeauthor{#1}'s (\citeyear{#1})`."""
        citing = False
        for before, token, after in zip(body, body[1:], body[2:], strict=False):
            citing = citing or (before.kind == "command" and self.citing.cites(before.text))
            if citing and before.kind == "open" and token.text == argument and after.kind == "close":
                return True
        return False

    def learn_environment(self, name: str, opening: Macro, closing: tuple[Token, ...]) -> None:
        """Keep what a document makes of an environment, where that is more than looks."""
        if name and name not in OWN_ENVIRONMENTS and (self.matters(opening.body) or self.matters(closing)):
            self.environments[name] = Environment(opening, closing)

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

    def named(self) -> str | None:
        r"""The name in the rest of `\\csname … \\endcsname`; None, all put back, where it does not end."""
        taken: list[Token] = []
        while (token := self.stream.next()) is not None and token.kind != "par" and len(taken) < _LONGEST_NAME:
            if token.kind == "command" and token.text == "endcsname":
                return plain(self.spelled(taken))
            taken.append(token)
        self.stream.push([*taken, token] if token is not None else taken)
        return None

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
