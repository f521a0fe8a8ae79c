r"""LaTeX source as tokens, each with its place, read one by one as TeX does: a macro's words are pushed back in front.

pylatexenc's LatexWalker builds a tree. It recurses (a few hundred open braces end it), needs 19 s for 5 MB where the
whole reader needs 6, and knows nothing of what a document defines itself; its tables of symbols are used (`_latex_symbols`), the walker is not.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import NamedTuple

from citeaudit.text.patterns import lazy

_TOKEN = r"""
      (?P<text>[^\\%{}$~&\#\[\]\n\t\-`'?!]+)
    | (?P<par>[ \t]*(?:%[^\n]*)?\n[ \t]*\n\s*)
    | (?P<comment>%[^\n]*\n?[ \t]*)
    | (?P<space>[ \t]*\n[ \t]*|\t[ \t]*)
    | \\(?:(?P<command>(?:LETTERS)+)(?P<gap>[ \t]*+(?:\n[ \t]*+(?!\n))?+)|(?P<sign>[^\n]|\n))
    | (?P<open>\{) | (?P<close>\})
    | (?P<math>\$\$?)
    | (?P<tie>~) | (?P<cell>&) | (?P<parameter>\#+\d?)
    | (?P<bracket>[\[\]])
    | (?P<ligature>---?|``|''|[?!]`)
    | (?P<other>[\s\S])
"""
_BODY = lazy(_TOKEN.replace("LETTERS", "[A-Za-z]"), re.VERBOSE)
_WITH_AT = lazy(_TOKEN.replace("LETTERS", "[A-Za-z@]"), re.VERBOSE)
_SENTENCE_SPACE = lazy(r" {2,}")

_LONGEST_ARGUMENT = 20_000
"""Tokens; what is longer was never closed."""

_LONGEST_NOTE = 200
"""Tokens of a note in round or angle brackets, which may be text as well."""
_LONGEST_SHORT_GROUP = 30
"""Tokens of a group that is looked into without being taken: some keys have a dozen."""
_MOST_WASTED = 300_000
"""Tokens read in search of an end that never came; then arguments are no longer sought so far."""


@dataclass(slots=True, eq=False)
class Source:
    """A file being read. `path` is "" for the manuscript itself, `order` its rank; `at` is the next character.

    `part` names the list that the citations in it belong to, where each file has its own.
    """

    text: str
    path: str = ""
    order: int = 0
    real: str = ""
    folder: str = ""
    at: int = 0
    preamble: bool = False
    part: str = ""
    starts: list[int] = field(default_factory=list)

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column (1-based) of an offset."""
        if not self.starts:
            self.starts = [0, *(match.end() for match in re.finditer("\n", self.text))]
        line = bisect_right(self.starts, offset)
        return line, offset - self.starts[line - 1] + 1


class Token(NamedTuple):
    """A token of `kind`; `text` is its source, of commands the name without backslash. `glued` tells that no space follows.

    `fixed` marks what a macro put there: it stands at the macro's place and takes no room of its own. `original` marks a command
    that keeps the meaning it had before the document gave its name another.
    """

    kind: str
    text: str
    source: Source
    offset: int
    end: int
    glued: bool = True
    fixed: bool = False
    original: bool = False

    @property
    def raw(self) -> str:
        """The token as LaTeX."""
        if self.kind == "command":
            return f"\\{self.text}" + (" " if self.text[-1:].isalpha() else "")
        return self.text


class Stream:
    """Tokens of nested files and pushed-back tokens, in order."""

    def __init__(self) -> None:
        self.feeds: list[Source | list[Token]] = []
        self.at_is_letter = False
        self.wasted = 0

    @property
    def limit(self) -> int:
        """How many tokens to read in search of an end."""
        return _LONGEST_ARGUMENT if self.wasted < _MOST_WASTED else 15

    def push(self, tokens: list[Token]) -> None:
        """Put tokens in front."""
        if not tokens:
            return
        if self.feeds and isinstance(self.feeds[-1], list):
            self.feeds[-1] += reversed(tokens)
        else:
            self.feeds.append(tokens[::-1])

    def source(self) -> Source | None:
        """The file whose characters come next; None where pushed-back tokens do."""
        while self.feeds and not self.feeds[-1]:
            self.feeds.pop()
        top = self.feeds[-1] if self.feeds else None
        return top if isinstance(top, Source) else None

    def open_files(self) -> list[Source]:
        """The files that are being read, the outermost first."""
        return [feed for feed in self.feeds if isinstance(feed, Source)]

    def close_file(self) -> None:
        """Leave the innermost file."""
        while self.feeds and not isinstance(self.feeds.pop(), Source):
            pass

    def next(self) -> Token | None:
        """The next token that is no comment; None at the end."""
        while self.feeds:
            top = self.feeds[-1]
            if isinstance(top, list):
                if top:
                    return top.pop()
                self.feeds.pop()
                continue
            match = (_WITH_AT if self.at_is_letter or top.preamble else _BODY).match(top.text, top.at)
            if match is None:
                self.feeds.pop()
                continue
            start, top.at = top.at, match.end()
            kind = match.lastgroup or "other"
            if kind == "comment":
                continue
            if kind == "text":
                return _text(match[0], top, start)
            if kind in ("gap", "sign"):
                return Token("command", match["command"] or match["sign"], top, start, match.end(), not match["gap"])
            return Token(kind, match[0], top, start, match.end())
        return None

    def peek(self) -> Token | None:
        """The next token, left where it is."""
        token = self.next()
        if token is not None:
            self.push([token])
        return token

    def skip_space(self) -> None:
        """Go past spaces, not past the end of a paragraph."""
        while (token := self.next()) is not None:
            if token.kind == "space":
                continue
            if token.kind == "text" and token.text[0] == " ":
                bare = token.text.lstrip(" ")
                if not bare:
                    continue
                token = token._replace(text=bare, offset=token.end - len(bare) if not token.fixed else token.offset)
            self.push([token])
            return

    def star(self) -> bool:
        """Take the star of a starred command, if there is one."""
        token = self.next()
        if token is None:
            return False
        if token.kind == "text" and token.text[0] == "*":
            if len(token.text) > 1:
                offset = token.offset if token.fixed else token.offset + 1
                self.push([token._replace(text=token.text[1:], offset=offset)])
            return True
        self.push([token])
        return False

    def group(self, *, long: bool = False) -> list[Token] | None:
        """The tokens of the next argument: a group without its braces, or one token; None where none is there.

        A group that is not closed within its paragraph is none, unless it may be `long`.
        """
        self.skip_space()
        first = self.next()
        if first is None:
            return None
        if first.kind == "open":
            return self._until_close([first], long=long)
        if first.kind in ("close", "par", "cell", "math"):
            self.push([first])
            return None
        if first.kind == "text" and len(first.text) > 1:
            offset = first.offset if first.fixed else first.offset + 1
            self.push([first._replace(text=first.text[1:], offset=offset)])
            first = first._replace(text=first.text[0], end=first.offset + 1)
        return [first]

    def short_group(self) -> list[Token] | None:
        """The tokens of the next group, left where it is; None where none is there, or a long one."""
        taken: list[Token] = []
        while len(taken) < _LONGEST_SHORT_GROUP and (token := self.next()) is not None:
            taken.append(token)
            if token.kind not in ("text", "other", "ligature") and not (token.kind == "open" and len(taken) == 1):
                break
        self.push(taken)
        closed = len(taken) > 2 and taken[0].kind == "open" and taken[-1].kind == "close"
        return taken[1:-1] if closed else None

    def braced(self, *, long: bool = False) -> list[Token] | None:
        """The tokens of the next group; None where none is there."""
        token = self.to_argument()
        if token is not None and token.kind == "open":
            return self.group(long=long)
        return None

    def optional(self, left: str = "[", right: str = "]", *, spaced: bool = True) -> list[Token] | None:
        """The tokens of an optional argument, without its brackets; None where none is there."""
        if left != "[":
            return self._in_signs(left, right)
        token = self.to_argument() if spaced else self.peek()
        if token is None or token.text != "[":
            return None
        self.next()
        return self._until_close([token], bracket=True)

    def to_argument(self) -> Token | None:
        """The next token, left where it is; spaces before it are taken away where it opens an argument."""
        token = self.peek()
        if token is None or (token.kind != "space" and (token.kind != "text" or token.text.strip(" "))):
            return token
        self.next()
        self.skip_space()
        following = self.peek()
        if following is None or (following.kind != "open" and following.text != "["):
            self.push([token])
            return token
        return following

    def _in_signs(self, left: str, right: str) -> list[Token] | None:
        """An argument in other signs than brackets, "<see>", "(see)"; it takes no group."""
        token = self.peek()
        if token is None or token.kind != "text" or not token.text.startswith(left):
            return None
        found: list[Token] = []
        limit = min(self.limit, _LONGEST_NOTE)
        while (token := self.next()) is not None and token.kind not in ("par", "open", "close") and len(found) < limit:
            found.append(token)
            if token.kind == "text" and (at := token.text.find(right)) >= 0:
                cut = token.offset if token.fixed else token.offset + at + 1
                if token.text[at + 1 :]:
                    self.push([token._replace(text=token.text[at + 1 :], offset=cut)])
                found[-1] = token._replace(text=token.text[:at], end=cut)
                found[0] = found[0]._replace(text=found[0].text[1:])
                return [part for part in found if part.text]
        if token is not None:
            found.append(token)
        self.wasted += len(found)
        self.push(found)
        return None

    def _until_close(self, taken: list[Token], *, bracket: bool = False, long: bool = False) -> list[Token] | None:
        """The tokens up to the sign that closes what the one taken opened; None, all put back, where it never comes."""
        depth = 0
        limit = self.limit
        while (token := self.next()) is not None:
            taken.append(token)
            if token.kind == "open":
                depth += 1
            elif token.kind == "close":
                if depth == 0 and not bracket:
                    return taken[1:-1]
                depth -= 1
            elif bracket and depth == 0 and token.text == "]":
                return taken[1:-1]
            if depth < 0 or (token.kind == "par" and not long) or len(taken) > limit:
                break
        self.wasted += len(taken)
        self.push(taken[1:])
        if not bracket:
            return None
        self.push([taken[0]._replace(kind="other")])
        return None


def _text(content: str, source: Source, offset: int) -> Token:
    return Token("text", content, source, offset, offset + len(content))


def written(tokens: list[Token] | None) -> str:
    """The tokens as LaTeX."""
    return "".join(token.raw if token.kind not in ("space", "par") else " " for token in tokens or ())


def plain(tokens: list[Token] | None) -> str:
    """The same without spaces at its ends and with single ones in it: a name, a key, a path."""
    return _SENTENCE_SPACE.sub(" ", written(tokens)).strip()
