"""Where the tags of an XML file stand. The parser knows the line of an element only; articles often stand on one line."""

from __future__ import annotations

import re
from bisect import bisect_right

from citeaudit.formats.jats.source import Element
from citeaudit.text.patterns import lazy

_TAG = lazy(
    r"""<(?:/[^>]*|[^!?/][^>"']*(?:"[^"]*"[^>"']*|'[^']*'[^>"']*)*|!--.*?--|!\[CDATA\[.*?\]\]|\?.*?\?|!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?)>""",
    re.DOTALL,
)


class Places:
    """The places of all tags of a well-formed file.

    `inside[element]` and `behind[element]` are the offsets in `source` of what follows an element's first tag and its last.
    """

    def __init__(self, source: str, root: Element) -> None:
        self.source = source
        self._lines = [0, *(match.end() for match in re.finditer("\n", source))]
        first, last = self._tags()
        elements = list(root.iter("*"))
        if len(elements) != len(first):  # tags in an entity's value; the parser's lines must do
            first = last = [self._lines[min((e.sourceline or 1), len(self._lines)) - 1] for e in elements]
        self.inside = dict(zip(elements, first, strict=True))
        self.behind = dict(zip(elements, last, strict=True))

    def _tags(self) -> tuple[list[int], list[int]]:
        first: list[int] = []
        last: list[int] = []
        opened: list[int] = []
        source = self.source
        for match in _TAG.finditer(source):
            start, end = match.span()
            kind = source[start + 1]
            if kind == "/":
                if not opened:
                    return [], []
                last[opened.pop()] = end
            elif kind not in "!?":
                if source[end - 2] != "/":
                    opened.append(len(first))
                first.append(end)
                last.append(end)
        return first, last

    def at(self, offset: int) -> tuple[int, int]:
        """The line and column (both 1-based) of an offset."""
        line = bisect_right(self._lines, offset)
        return line, offset - self._lines[line - 1] + 1
