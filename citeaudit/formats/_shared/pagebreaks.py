"""Paragraphs that a page break cut in two, made whole again.

A page ends in mid-sentence, and the text goes on behind a table, a legend or a running header. Every reader of paged
formats meets this, so the rule is format-free.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from citeaudit.formats._shared.pageheaders import without_page_headers
from citeaudit.model import Block, BlockKind, Text
from citeaudit.parsing.headings import is_reference_heading
from citeaudit.text.folding import fold
from citeaudit.text.patterns import lazy

_CLOSERS = "\"'”’»)]*_ "
_ENDS = lazy(r"([.!?:;…。]|(?<!\d)[.!?…][\"'”’)]*\s?[\[(]?\d[\d,–−\s-]*)$")
"""A full stop, behind which numbers of citations may stand ("in diabetics.3–6", "was found. [12")."""
_LABELLED = lazy(r"[A-Z][\w /-]{1,40}:")
_LONGEST_GAP = 12
"""Blocks between the halves of a paragraph: a table of a few rows with its legend and notes."""
_LONGEST_HEADER_WORDS = 14
"""Words of a running header: authors and a shortened title."""
_LONG_PARAGRAPH = 200
"""Characters, three lines: what is as long and has no full stop was cut; a shorter one may be a heading."""


def join_cut_paragraphs(blocks: Sequence[Block]) -> list[Block]:
    """Join paragraphs cut in mid-sentence; what stood between the halves follows the whole.

    In the list of references nothing is joined, for there a line that ends without a full stop may be the end of an
    entry; page numbers and running headers between its entries go.
    """
    blocks = without_page_headers(blocks)
    headers = _running_headers(blocks)
    out: list[Block] = []
    rest = list(blocks)
    in_list = False
    at = 0
    while at < len(rest):
        block = rest[at]
        if block.kind is BlockKind.HEADING:
            in_list = is_reference_heading(block.text.content)
        if not in_list and block.kind is BlockKind.PARAGRAPH and id(block) not in headers:
            found = _other_half(rest, at, headers)
            if found is not None:
                joined = replace(block, text=Text.join([block.text, rest[found].text]))
                between = [b for b in rest[at + 1 : found] if id(b) not in headers]
                rest[at : found + 1] = [joined, *between]
                continue
        out.append(block)
        at += 1
    return out


def _other_half(blocks: Sequence[Block], at: int, headers: set[int]) -> int | None:
    head = blocks[at].text.content
    if not _is_open(head):
        return None
    for index in range(at + 1, min(len(blocks), at + 2 + _LONGEST_GAP)):
        block = blocks[index]
        if block.kind in {BlockKind.TABLE, BlockKind.LEGEND} or id(block) in headers:
            continue
        if block.kind is not BlockKind.PARAGRAPH:
            return None
        return index if _continues(head, block.text.content, adjacent=index == at + 1) else None
    return None


def _is_open(text: str) -> bool:
    """Whether a paragraph breaks off: no full stop, question mark or colon at its end."""
    bare = text.rstrip(_CLOSERS)
    return bool(bare) and len(text.split()) >= 5 and not _ENDS.search(bare)


def _continues(head: str, tail: str, *, adjacent: bool) -> bool:
    first = tail.lstrip("\"'“‘«([*_ ")[:1]
    if first.islower():
        return True
    if _LABELLED.match(tail):
        return False
    # "… supported by" + "VEGF …": long prose that breaks off goes on, whatever it goes on with
    return adjacent and len(head) >= _LONG_PARAGRAPH and not _LABELLED.match(head) and len(tail.split()) >= 4


def _running_headers(blocks: Sequence[Block]) -> set[int]:
    """The ids of short paragraphs that recur (page numbers apart) or hold only a page number."""
    short = [
        (fold(re.sub(r"\d+", " ", block.text.content)), block)
        for block in blocks
        if block.kind is BlockKind.PARAGRAPH and len(block.text.content.split()) <= _LONGEST_HEADER_WORDS
    ]
    counts = Counter(words for words, _ in short)
    return {id(block) for words, block in short if counts[words] >= 2 or words in {"", "page", "page of"}}
