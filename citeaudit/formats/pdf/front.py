"""Names of authors and their addresses on the first page: the raised figures in them point at each other, at no reference."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from citeaudit.model import Block, BlockKind, Style, Text
from citeaudit.text.patterns import lazy

_WORD = lazy(r"[^\W\d_][\w'’.-]*")
_SMALL_WORDS = frozenset(
    "and und et y e of for the de la le du des del della di da do dos van von der den und für in at at zu zur an de los las ter ten bin ibn al el"
    " fur und on to".split()
)
_MOST_SMALL = 0.15
"""Of the words of names and addresses that begin with a small letter; in sentences most do."""


def without_affiliation_marks(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks; those on the first page that hold names only are without superscripts."""
    first: int | None = None
    for block in blocks:
        page = block.text.anchors[0].page if block.text.anchors else None
        first = page if first is None else first
        raised = any(run.style is Style.SUPERSCRIPT for run in block.text.runs)
        if page == first and raised and block.kind is not BlockKind.TABLE and _holds_names(block.text.content):
            kept = tuple(run for run in block.text.runs if run.style is not Style.SUPERSCRIPT)
            yield replace(block, text=Text(block.text.content, block.text.anchors, kept))
        else:
            yield block


def _holds_names(text: str) -> bool:
    words = [word for word in _WORD.findall(text) if word not in _SMALL_WORDS]
    small = sum(word[0].islower() and "." not in word for word in words)
    return len(words) >= 2 and small <= _MOST_SMALL * len(words)
