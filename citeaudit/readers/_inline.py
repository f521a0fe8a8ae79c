"""Inline Markdown to plain text in which every character keeps its place."""

from __future__ import annotations

import re

from citeaudit.model import Text
from citeaudit.parsing.markup import Walk

_MARKUP = re.compile(
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
    source = "\n".join(line for _, _, line in lines)
    starts, at = [], 0
    for _, _, line in lines:
        starts.append(at)
        at += len(line) + 1
    walk = Walk(_MARKUP, [(number, column) for number, column, _ in lines], starts)
    walk.walk(source, 0, len(source))
    return walk.text()
