"""Where the text first mentions its figures, tables and boxes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from citeaudit.model import Block, BlockKind
from citeaudit.text.folding import fold
from citeaudit.text.patterns import lazy

_KIND = r"(?:tab|fig|abb|box|kast|encadr|schem|quadro|cuadro|chart|plate|panel)[^\W\d_]{0,8}\.?"
_NUMBER = r"(?:[0-9]{1,3}|[IVX]{1,6})"
_NAMED = lazy(rf"\W*(?P<kind>{_KIND})[\s\u00a0]*(?P<number>{_NUMBER})(?![\w])", re.IGNORECASE)
_CAPTION = lazy(rf"\W*{_KIND}[\s\u00a0]*{_NUMBER}\s*(?:[.:|–—]|$)", re.IGNORECASE)
_MENTION = lazy(
    rf"""
    (?<![^\W\d_])(?P<kind>{_KIND})[\s\u00a0]*
    (?P<numbers>{_NUMBER}(?:[a-zA-Z](?![a-zA-Z]))?(?:\s?(?:[,;/&–-]|,?\s?and\s|to\s)\s?{_NUMBER}(?:[a-zA-Z](?![a-zA-Z]))?)*)(?![\w])
    """,
    re.IGNORECASE | re.VERBOSE,
)
_PIECE = lazy(rf"(?P<dash>[–-]|to\s)?\s?(?P<number>{_NUMBER})", re.IGNORECASE)
_ROMAN = {"i": 1, "v": 5, "x": 10}
_LONGEST_CAPTION = 60
"""Words of a paragraph that opens as a caption does and is one, though the format does not say so."""
_LETTERS = 3
"""Letters by which kinds are told apart: "Fig." and "Figures" are one."""

Name = tuple[str, int]
"""A kind and a number: ("tab", 2) is Table 2."""


def name(words: str) -> Name | None:
    """What a label names; None where it names no figure, table or box of the manuscript by number.

    >>> name("Table 2. Trials of naps"), name("FIG. 3"), name("Tabelle IV"), name("Table S1"), name("Trials")
    (('tab', 2), ('fig', 3), ('tab', 4), None, None)
    """
    match = _NAMED.match(words)
    return (fold(match["kind"])[:_LETTERS], _value(match["number"])) if match else None


def beside(blocks: Sequence[Block]) -> list[str]:
    """For each block what the figure, table or box is called in which it stands, "" for the flow of the text.

    Where the format does not say so, a table and its notes bear the name of the caption next to them, else "?".
    """
    own = [block.beside or (block.text.content if _is_caption(block) else "") for block in blocks]
    apart = [bool(words) or block.kind in _APART for words, block in zip(own, blocks, strict=True)]
    called: list[str] = []
    for at, words in enumerate(own):
        if not apart[at]:
            called.append("")
        elif words and (blocks[at].beside or name(words)):
            called.append(words)
        else:
            before = called[-1] if called else ""
            following = next((own[then] for then in range(at, len(own)) if not apart[then] or own[then]), "")
            called.append(before or following or "?")
    return called


_APART = (BlockKind.TABLE, BlockKind.LEGEND)


def _is_caption(block: Block) -> bool:
    """Whether a block is the caption of a figure or table: "Table 1", a stop and a title."""
    return (
        block.kind in {BlockKind.PARAGRAPH, BlockKind.LEGEND}
        and _CAPTION.match(block.text.content) is not None
        and len(block.text.content.split()) <= _LONGEST_CAPTION
    ) or (block.kind is BlockKind.LEGEND and name(block.text.content) is not None)


def first_mentions(blocks: Iterable[Block], called: Iterable[str]) -> dict[Name, tuple[int, int]]:
    """Where each figure, table and box is first mentioned: the place of the block and the offset in it.

    Args:
        blocks: Those that may cite, in reading order.
        called: What `beside` gives for them: what stands beside the text mentions nothing.
    """
    found: dict[Name, tuple[int, int]] = {}
    for at, (block, words) in enumerate(zip(blocks, called, strict=True)):
        if words:
            continue
        for match in _MENTION.finditer(block.text.content):
            for number in _numbers(match["numbers"]):
                found.setdefault((fold(match["kind"])[:_LETTERS], number), (at, match.start()))
    return found


def _numbers(words: str) -> Iterator[int]:
    """The numbers of "1a, 3–5"."""
    last = 0
    for piece in _PIECE.finditer(words):
        number = _value(piece["number"])
        if piece["dash"] and last < number <= last + 20:
            yield from range(last + 1, number)
        yield number
        last = number


def _value(number: str) -> int:
    """The value of a number in Arabic or Roman figures."""
    if number.isdigit():
        return int(number)
    values = [_ROMAN[letter] for letter in number.lower()]
    return sum(-a if a < b else a for a, b in zip(values, [*values[1:], 0], strict=True))
