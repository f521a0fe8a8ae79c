"""Cells of tables that hold nothing but a number in parentheses, as standard errors and counts do."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from citeaudit.model import Block, BlockKind
from citeaudit.text.patterns import lazy

_CELL = lazy(r"[^|\t]+")
_LONE = lazy(r"\s*(?P<marker>\(\d[^()]*\))\s*")
_OF_REFERENCES = lazy(
    r"""\b(?:
        ref(?:s|erences?)? | stud(?:y|ies) | sources? | citations? | cited | authors? | literature | publications? | articles? | papers?
        | works? | bibliography
        | literatur | quellen? | referenz(?:en)? | studien?
        | r[ée]f[ée]rences? | auteurs? | [ée]tudes?
        | fuentes? | referencias? | autor(?:en|es)? | fontes? | refer[êe]ncias?
    )\b""",
    re.IGNORECASE | re.VERBOSE,
)


def cells_of_no_reference(blocks: Sequence[Block]) -> frozenset[tuple[int, int]]:
    """Places of numbers alone in their cells, (block, start), in columns that are not headed "Reference" or the like.

    Args:
        blocks: The blocks of a document; a row of a table is a block, its cells stand between "|" or tabulators.
    """
    found: set[tuple[int, int]] = set()
    for is_table, group in groupby(enumerate(blocks), key=lambda pair: pair[1].kind is BlockKind.TABLE):
        if not is_table:
            continue
        head: list[str] = []
        for index, block in group:
            cells = list(_CELL.finditer(block.text.content))
            lone = [_LONE.fullmatch(cell[0]) for cell in cells]
            if not any(lone):
                words = all(cell[0].strip() and not any(c.isdigit() for c in cell[0]) for cell in cells)
                head = [cell[0] for cell in cells] if words or not head else head
                continue
            if len(cells) < 2:
                continue
            for at, (cell, match) in enumerate(zip(cells, lone, strict=True)):
                if match and not (at < len(head) and _OF_REFERENCES.search(head[at])):
                    found.add((index, cell.start() + match.start("marker")))
    return frozenset(found)
