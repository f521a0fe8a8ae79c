r"""Definitions as a document makes them: `\\newcommand`, `\\def`, `\\NewDocumentCommand`, `\\newenvironment`, `\\let` and their kin."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from citeaudit.formats.latex.macros import Macro, Macros
from citeaudit.formats.latex.signatures import MOST_PARAMETERS, Parameter, of_document_command
from citeaudit.formats.latex.tokens import Token, plain
from citeaudit.text.patterns import lazy

_NUMBERED_DEFAULT = lazy(r"\s*([1-9])\s*=\s*([^,]*)")
"""xargs: `\\newcommandx{\\see}[2][1=a, 2=b]`."""


def name(macros: Macros) -> str:
    r"""The name of the macro that is defined: `\\see`, `{\\see}`, or `\\csname see\\endcsname`; "" where there is none."""
    tokens = [token for token in macros.stream.group() or () if token.kind != "space"]
    if len(tokens) != 1 or tokens[0].kind != "command":
        return ""
    return (macros.named() or "") if tokens[0].text == "csname" else tokens[0].text


def _count(macros: Macros) -> int:
    count = plain(macros.stream.optional())
    return int(count) if count.isascii() and count.isdigit() and int(count[:3]) <= MOST_PARAMETERS else 0


def _parameters(macros: Macros, optional: int = 1) -> tuple[Parameter, ...]:
    """The parameters that follow as `[3][default]`; so many of them may have a default."""
    number = _count(macros)
    found: list[Parameter] = []
    for _ in range(optional):
        if (default := macros.stream.optional()) is not None:
            found.append(Parameter("o", tuple(default)))
    return (*found[:number], *((Parameter(),) * (number - len(found))))


def _like_newcommand(macros: Macros) -> None:
    macros.stream.star()
    called = name(macros)
    parameters = _parameters(macros)
    macros.learn(called, Macro(_body(macros), parameters))


def _with_two_options(macros: Macros) -> None:
    r"""Take `\\newcommandtwoopt{\\see}[3][][]{…}`."""
    macros.stream.star()
    called = name(macros)
    parameters = _parameters(macros, optional=2)
    macros.learn(called, Macro(_body(macros), parameters))


def _with_numbered_options(macros: Macros) -> None:
    r"""Take `\\newcommandx{\\see}[2][1=, usedefault]{…}`."""
    macros.stream.star()
    called = name(macros)
    found = [Parameter()] * _count(macros)
    for option in plain(macros.stream.optional()).split(","):
        match = _NUMBERED_DEFAULT.match(option)
        if match and int(match[1]) <= len(found):
            found[int(match[1]) - 1] = Parameter("o", match[2].strip("{} "))
    macros.learn(called, Macro(_body(macros), tuple(found)))


def _like_document_command(macros: Macros) -> None:
    called = name(macros)
    parameters = of_document_command(plain(macros.stream.braced()))
    body = _body(macros)
    macros.learn(called, Macro() if parameters is None else Macro(body, parameters))


def _like_def(macros: Macros) -> None:
    _with_signs(macros, name(macros))


def _by_name(macros: Macros) -> None:
    r"""Take etoolbox's `\\csdef{see}#1{…}`."""
    _with_signs(macros, plain(macros.stream.braced()))


def _with_signs(macros: Macros, called: str) -> None:
    """Take the parameters of TeX's own definition, and its body; with other signs than brackets between them it vanishes."""
    found: list[Parameter] = []
    simple, before = True, ""
    while (token := macros.stream.next()) is not None:
        if token.kind == "open":
            macros.stream.push([token])
            break
        if token.kind in ("par", "close"):
            macros.stream.push([token])
            return
        if token.kind == "parameter":
            found.append(Parameter("r", (), "[", "]") if before == "[" else Parameter())
        elif token.kind != "space" and not (token.text == "[" or (token.text == "]" and found and found[-1].left)):
            simple = False
        before = token.text
    body = _body(macros)
    simple = simple and len(found) <= MOST_PARAMETERS
    macros.learn(called, Macro(body, tuple(found)) if simple else Macro())


def _like_newenvironment(macros: Macros) -> None:
    macros.stream.star()
    called = plain(macros.stream.braced())
    parameters = _parameters(macros)
    macros.learn_environment(called, Macro(_body(macros), parameters), _body(macros))


def _like_document_environment(macros: Macros) -> None:
    called = plain(macros.stream.braced())
    parameters = of_document_command(plain(macros.stream.braced())) or ()
    macros.learn_environment(called, Macro(_body(macros), parameters), _body(macros))


def _like_let(macros: Macros) -> None:
    called = name(macros)
    stream = macros.stream
    stream.skip_space()
    token = stream.next()
    if token is not None and token.kind == "text" and token.text[0] == "=":
        rest = token.text[1:].lstrip()
        if rest:
            stream.push([token._replace(text=rest)])
        token = stream.next()
    if token is not None and token.kind == "open":
        stream.push([token])
        inside = stream.group() or []
        token = inside[0] if len(inside) == 1 and inside[0].kind == "command" else None
    if token is not None and token.kind == "command" and token.text != called:
        macros.learn(called, macros.meaning(token.text) or Macro((token._replace(original=True),)))
    elif token is not None and token.kind not in ("command", "open", "close"):
        macros.learn(called, Macro((token,)))


def _newif(macros: Macros) -> None:
    if called := name(macros):
        macros.switches[called] = False


def _body(macros: Macros) -> tuple[Token, ...]:
    return tuple(macros.stream.braced(long=True) or ())


_KINDS: Mapping[Callable[[Macros], None], str] = {
    _like_newcommand: "newcommand renewcommand providecommand DeclareRobustCommand newrobustcmd renewrobustcmd providerobustcmd",
    _with_two_options: "newcommandtwoopt renewcommandtwoopt providecommandtwoopt",
    _with_numbered_options: "newcommandx renewcommandx providecommandx DeclareRobustCommandx",
    _like_document_command: "NewDocumentCommand RenewDocumentCommand ProvideDocumentCommand DeclareDocumentCommand "
    "NewExpandableDocumentCommand RenewExpandableDocumentCommand",
    _like_def: "def edef gdef xdef",
    _by_name: "csdef csgdef csedef csxdef",
    _like_newenvironment: "newenvironment renewenvironment",
    _like_document_environment: "NewDocumentEnvironment RenewDocumentEnvironment ProvideDocumentEnvironment DeclareDocumentEnvironment",
    _like_let: "let LetLtxMacro NewCommandCopy RenewCommandCopy DeclareCommandCopy",
    _newif: "newif",
}
_BY_COMMAND = {command: take for take, commands in _KINDS.items() for command in commands.split()}
DEFINITIONS = frozenset(_BY_COMMAND)
"""Commands that define something."""


def define(macros: Macros, command: str) -> None:
    """Take a definition, whose command was just read."""
    _BY_COMMAND[command](macros)
