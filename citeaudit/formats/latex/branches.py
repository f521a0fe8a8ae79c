r"""Commands that choose between their arguments: whether a star or an argument was given, whether something is empty.

Where the choice cannot be known the first is taken, as with TeX's own conditionals.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from citeaudit.formats.latex.state import State
from citeaudit.formats.latex.tokens import Token, plain


def _given(tokens: list[Token]) -> bool:
    return not any(token.kind == "command" and token.text == "NoValue" for token in tokens)


def _true(tokens: list[Token]) -> bool:
    return not any(token.kind == "command" and token.text == "BooleanFalse" for token in tokens)


def _empty(tokens: list[Token]) -> bool:
    return not _given(tokens) or not plain(tokens)


def _filled(tokens: list[Token]) -> bool:
    return not _empty(tokens)


def _not_given(tokens: list[Token]) -> bool:
    return not _given(tokens)


_TESTS: Mapping[str, Callable[[list[Token]], bool]] = {
    "IfBoolean": _true,
    "IfNoValue": _not_given,
    "IfValue": _given,
    "IfBlank": _empty,
}
_TWO_BRANCHES: Mapping[str, Callable[[list[Token]], bool]] = {
    **{f"{name}TF": test for name, test in _TESTS.items()},
    "ifstrempty": _empty,
    "ifblank": _empty,
    "notblank": _filled,
}
_ONE_BRANCH = {f"{name}{branch}": (test, branch == "T") for name, test in _TESTS.items() for branch in "TF"}


def _choose(walk: State, token: Token) -> None:
    r"""Take `\IfNoValueTF{#1}{…}{…}` and its kin."""
    stream = walk.stream
    tested = stream.group(long=True) or []
    if token.text in _ONE_BRANCH:
        test, wanted = _ONE_BRANCH[token.text]
        branch = stream.group(long=True) or []
        stream.push(branch if test(tested) is wanted else [])
        return
    branches = (stream.group(long=True) or [], stream.group(long=True) or [])
    stream.push(branches[not _TWO_BRANCHES[token.text](tested)])


def _starred(walk: State, token: Token) -> None:
    r"""Take `\@ifstar{…}{…}`."""
    branches = (walk.stream.group(long=True) or [], walk.stream.group(long=True) or [])
    walk.stream.push(branches[not walk.stream.star()])


def _followed(walk: State, token: Token) -> None:
    r"""Take `\@ifnextchar[{…}{…}`."""
    stream = walk.stream
    sign = plain(stream.group())
    branches = (stream.group(long=True) or [], stream.group(long=True) or [])
    stream.skip_space()
    following = stream.peek()
    stream.push(branches[following is None or not sign or not following.text.startswith(sign)])


def _if_then_else(walk: State, token: Token) -> None:
    r"""Take `\ifthenelse{\equal{#1}{}}{…}{…}`; both branches where the test cannot be decided."""
    stream = walk.stream
    test = stream.group(long=True) or []
    branches = (stream.group(long=True) or [], stream.group(long=True) or [])
    answer = _answer(walk, test)
    stream.push([*branches[0], *branches[1]] if answer is None else branches[not answer])


def _answer(walk: State, test: list[Token]) -> bool | None:
    """What a test of the package ifthen comes to; None where that is not known."""
    names = [token.text for token in test if token.kind == "command"]
    groups = _groups(test)
    negated = sum(name.casefold() == "not" for name in names) % 2 == 1
    rest = [name for name in names if name.casefold() != "not"]
    answer: bool | None = None
    if rest[:1] == ["isempty"] and len(groups) == 1:
        answer = _empty(groups[0])
    elif rest[:1] == ["equal"] and len(groups) == 2:
        answer = plain(groups[0]) == plain(groups[1])
    elif rest == ["boolean"] and len(groups) == 1:
        answer = walk.macros.switches.get(f"if{plain(groups[0])}")
    return answer if answer is None else answer is not negated


def _groups(tokens: list[Token]) -> list[list[Token]]:
    """The groups in braces among tokens, without what stands between them."""
    found: list[list[Token]] = []
    depth = 0
    for token in tokens:
        depth -= token.kind == "close"
        if depth > 0:
            found[-1].append(token)
        if token.kind == "open":
            depth += 1
            if depth == 1:
                found.append([])
    return found


COMMANDS: Mapping[str, Callable[[State, Token], None]] = {
    **dict.fromkeys((*_TWO_BRANCHES, *_ONE_BRANCH), _choose),
    "ifthenelse": _if_then_else,
    "@ifstar": _starred,
    "@ifnextchar": _followed,
    "kernel@ifnextchar": _followed,
}
