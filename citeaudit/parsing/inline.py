"""Inline Markdown to plain text in which every character keeps its place."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from citeaudit.model import Mark, Text
from citeaudit.parsing.markup import Walk
from citeaudit.text.patterns import lazy

_MARKUP = lazy(
    r"""
      (?P<escape>\\[!-/:-@\[-`{-~])
    | (?P<code>(?P<ticks>`+)(?!`)(?P<coded>.+?)(?<!`)(?P=ticks)(?!`))
    | (?P<math>\$\$(?P<display>[^$]+)\$\$|\$(?P<formula>[^\s$](?:[^$]*[^\s$])?)\$(?!\d))
    | (?P<entity>&(?:\#\d{1,7}|\#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});)
    | <(?P<address>(?:https?|ftp|mailto|doi):[^\s<>]*)>
    | (?P<tag></?(?P<name>[A-Za-z][A-Za-z0-9-]*)(?:\s[^<>]*)?/?>)
    | !\[[^\]\n]*\]\([^()\s]*(?:\s"[^"]*")?\)
    | (?P<link>\[(?P<label>(?:\\.|[^\[\]\\]|\[[^\[\]]*\])*)\]\((?P<target><[^<>]*>|(?:[^()\s]|\([^()\s]*\))*)(?:\s+"[^"]*")?\))
    | \^(?P<caret>[^\s^]{1,80})\^
    | (?P<emphasis>\*+|(?<!\w)_+(?=[^\s_])|(?<=[^\s_])_+(?!\w))
    | (?P<newline>[ \t]*(?:\\)?\n[ \t]*)
    """,
    re.VERBOSE | re.DOTALL,
)


def plain(lines: list[tuple[int, int, str]]) -> Text:
    """Plain text of inline Markdown.

    Args:
        lines: The source lines of one block: line number (1-based), column (1-based) of the first character of the
            string, and the string, with block markers and indentation taken away.

    Returns:
        Text without markup, one space for every line end; each character knows its place, each line its anchor.

    """
    source, starts = _joined(lines)
    walk = Walk(_MARKUP, [(number, column) for number, column, _ in lines], starts)
    walk.walk(source, 0, len(source))
    return walk.text()


def _joined(lines: Sequence[tuple[int, int, str]]) -> tuple[str, list[int]]:
    """The lines as one source, and the offset of each in it."""
    starts, at = [], 0
    for _, _, line in lines:
        starts.append(at)
        at += len(line) + 1
    return "\n".join(line for _, _, line in lines), starts


Keys = Callable[[str], tuple[str, ...] | None]
"""What a stretch of source cites: keys; () where it is dropped from the text; None where it is not a citation after all."""


def with_citations(pattern: str) -> re.Pattern[str]:
    """A pattern of inline markup in which what matches `pattern`, a verbose one, is a citation before all else."""
    return re.compile(rf"(?P<citation>{pattern})|{_MARKUP.pattern}", re.VERBOSE | re.DOTALL)


class _CitingWalk(Walk):
    """A way through markup with citations, which stay in the text as typed."""

    def __init__(
        self, pattern: re.Pattern[str], places: list[tuple[int, int]], starts: list[int], keys_of: Keys
    ) -> None:
        super().__init__(pattern, places, starts)
        self.keys_of = keys_of
        self.cited: list[tuple[int, int, tuple[str, ...]]] = []

    def markup(self, source: str, match: re.Match[str]) -> None:
        if match.lastgroup != "citation":
            super().markup(source, match)
            return
        keys = self.keys_of(match[0])
        if keys is None:
            self.emit(match[0][0], match.start())
            self.walk(source, match.start() + 1, match.end())
        elif keys:
            first = len(self.pieces)
            self.emit_lines(match[0], match.start())
            self.cited.append((first, len(self.pieces), keys))

    def marks(self) -> tuple[Mark, ...]:
        """The citations, at their places in the text."""
        content = "".join(piece.content for piece in self.pieces)
        left, right = len(content) - len(content.lstrip()), len(content.rstrip())
        starts = [0]
        for piece in self.pieces:
            starts.append(starts[-1] + len(piece.content))
        return tuple(
            Mark(starts[first] - left, min(starts[last], right) - left, keys) for first, last, keys in self.cited
        )


def marked(
    lines: Sequence[tuple[int, int, str]], pattern: re.Pattern[str], keys_of: Keys
) -> tuple[Text, tuple[Mark, ...]]:
    """Plain text as `plain` makes it, and the citations in it.

    Args:
        lines: The source lines of one block, as in `plain`.
        pattern: What `with_citations` made.
        keys_of: Told the source of each possible citation, in order.
    """
    source, starts = _joined(lines)
    walk = _CitingWalk(pattern, [(number, column) for number, column, _ in lines], starts, keys_of)
    walk.walk(source, 0, len(source))
    return walk.text(), walk.marks()
