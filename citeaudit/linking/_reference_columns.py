"""Bare numbers in the column of a table that is headed "Ref.": citations without brackets."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from citeaudit.linking._marker import Marker
from citeaudit.linking._marker_grammar import Numbering, expanded, number
from citeaudit.model import Block, BlockKind
from citeaudit.text.patterns import lazy

_CELL = lazy(r"[^|\t]+")
_HEAD = lazy(
    r"""\W*(?:
        ref(?:s|erences?)? | ref(?:erence)?\W{0,2}(?:nos?|numbers?|\#)
        | literatur | referenz(?:en)? | r[ée]f[ée]rences? | referencias? | refer[êe]ncias?
    )\W*""",
    re.IGNORECASE | re.VERBOSE,
)
"""The head of a column that holds nothing but citations. "Sources" and "citations" may be counted there."""
_BARE = lazy(r"\d{1,4}[a-z]?(?:\s?[,;\u2010-\u2015\u2212-]\s?\d{1,4}[a-z]?)*")
"""Numbers that are joined as in a marker, without brackets."""
_EMPTY = lazy(r"[\W_]*")
"""A cell that cites nothing: "–"."""
_SINGLE = lazy(r"\d+[a-z]?")


def numbers_in_columns(blocks: Sequence[Block], listed: Numbering) -> Iterator[Marker]:
    """The bare numbers in columns of references, in reading order.

    All cells of the column must hold numbers that the list has, and one at least a single number, or the column may hold something
    else: "3–9" under "Reference" is a range of values.

    Args:
        blocks: The blocks of a document; a row of a table is a block, its cells stand between "|" or tabulators.
        listed: The numbers of the list.
    """
    for is_table, group in groupby(enumerate(blocks), key=lambda pair: pair[1].kind is BlockKind.TABLE):
        if is_table:
            (_, head), *rows = group
            for at, cell in enumerate(heads := list(_CELL.finditer(head.text.content))):
                if _HEAD.fullmatch(cell[0]):
                    yield from _column(rows, at, len(heads), listed)


def _column(rows: Sequence[tuple[int, Block]], at: int, width: int, listed: Numbering) -> list[Marker]:
    """The markers of a column; none where one of its cells holds anything else."""
    found: list[Marker] = []
    single = False
    for index, block in rows:
        cells = list(_CELL.finditer(block.text.content))
        if len(cells) != width or _EMPTY.fullmatch(cells[at][0]):
            continue
        words = cells[at][0].strip()
        if not _BARE.fullmatch(words):
            return []
        labels, rule = expanded(words, listed)
        if rule or not all(listed.has(number(label)) for label in labels):
            return []
        single = single or _SINGLE.fullmatch(words) is not None
        start = cells[at].start() + cells[at][0].index(words)
        found.append(Marker(index, start, start + len(words), labels))
    return found if single else []
