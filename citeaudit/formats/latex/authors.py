r"""Who wrote a document, as its `\author` commands say."""

from __future__ import annotations

import re

from citeaudit.model import Name
from citeaudit.parsing.authors import split_authors
from citeaudit.text.patterns import lazy

_COMMAND = lazy(r"^[^%\n]*?\\author\s*(?:\[[^\]]*\]\s*)?\{", re.MULTILINE)
_NOTE = lazy(
    r"\\(?:thanks|inst|fnref|corref|orcid|orcidlink|textsuperscript|footnote|IEEEauthorblockA|email|affil)\s*\{[^{}]*\}"
)
_BETWEEN = lazy(r"\\and\b|\\And\b|\\AND\b|\\quad\b|\\qquad\b")


def authors(text: str) -> tuple[Name, ...]:
    r"""The authors that the commands `\author` of a LaTeX file name.

    Example:
        >>> [str(name) for name in authors("\\author{Anna Hall\\thanks{X} \\and Carl Berg}")]
        ['Hall Anna', 'Berg Carl']

    """
    found: list[Name] = []
    for match in _COMMAND.finditer(text):
        depth, end = 1, match.end()
        while end < len(text) and depth:
            depth += {"{": 1, "}": -1}.get(text[end], 0)
            end += 1
        if depth:  # it never ends
            break
        for part in _BETWEEN.split(_NOTE.sub("", text[match.end() : end - 1])):
            words = re.sub(r"\$[^$]*\$|\\[A-Za-z]+\s*|[{}~]", " ", part.split(r"\\")[0])
            found += split_authors(" ".join(words.split())).names if words.strip() else ()
    return tuple(found)
