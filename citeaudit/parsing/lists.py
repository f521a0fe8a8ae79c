"""Where the list of references is: under headings that name it, or where blocks read like references.

A list may go on behind a subheading ("Websites") or in a second list that numbers on ("Supplementary references"); its
blocks are then one list. A second list that numbers anew from 1 is another list: `other_lists` gives those.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from citeaudit.model import Block, BlockKind, Style
from citeaudit.parsing.beginnings import looks_like_authors
from citeaudit.parsing.dates import YEAR
from citeaudit.parsing.headings import is_outside_text, is_reference_heading
from citeaudit.parsing.listlines import list_lines, split_lines, without_number
from citeaudit.parsing.listnumbers import running_numbers

_END_MATTER = re.compile(
    r"(?:cite this article|how to cite|to cite this|citation:|received|accepted|submitted|published|©|copyright|correspondence"
    r"|conflicts? of interest|publisher[’']s note|this is an open access|author contributions?|open access\b)",
    re.IGNORECASE,
)
_COMPLETE = re.compile(r"(?:[.)\]>!?]|\d|\b10\.\d{4,9}/\S+|https?://\S+)[\"'”’*]*$")
_ADDRESS = re.compile(r"https?://|www\.|\bdoi\b|\b10\.\d{4,9}/", re.IGNORECASE)
_FEWEST = 3  # references that make a list where no heading names it
_LONGEST_REFERENCE = 1200  # characters
_SUBHEADING_WORDS = 8


def looks_like_reference(text: str) -> bool:
    """Whether a block of text reads like an entry of a list: short, a year, authors at its beginning.

    >>> looks_like_reference("[3] Hall A. Sleep and memory. J Sleep 2015;3:1-9.")
    True
    >>> looks_like_reference("In 2015 we found that sleep helps memory, as others did.")
    False
    """
    if not 25 <= len(text) <= _LONGEST_REFERENCE or not YEAR.search(text):
        return False
    return looks_like_authors(without_number(text))


@dataclass(frozen=True, slots=True)
class _Part:
    """The blocks under one heading that belong to a list; `start` is the place of the first among all blocks."""

    start: int
    blocks: tuple[Block, ...]

    @property
    def size(self) -> int:
        return sum(_references(block) for block in self.blocks)


def reference_blocks(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks of the list of references, in order; () where there is none.

    They follow a heading that names the list, up to a heading that opens something else. Of several lists the one with
    most references is taken, with those that go on numbering or have no numbers. Without a heading the list is the
    longest run of blocks that look like references.
    """
    return sorted_lists(blocks)[0]


def other_lists(blocks: Sequence[Block]) -> tuple[tuple[Block, ...], ...]:
    """The lists of references under a heading of their own that `reference_blocks` leaves out: they number anew from 1."""
    return sorted_lists(blocks)[1]


def sorted_lists(blocks: Sequence[Block]) -> tuple[tuple[Block, ...], tuple[tuple[Block, ...], ...]]:
    """What `reference_blocks` and `other_lists` give, found together."""
    main, others = _sorted_lists(blocks)
    return main or _run_of_references(blocks), others


def _sorted_lists(blocks: Sequence[Block]) -> tuple[tuple[Block, ...], tuple[tuple[Block, ...], ...]]:
    parts = _parts(blocks)
    if not parts:
        return (), ()
    largest = max(parts, key=lambda part: (part.size, len(part.blocks), -part.start))
    main, others = largest.blocks, []
    low, high = _range(main)
    for part in parts:
        if part is largest:
            continue
        first, last = _range(part.blocks)
        if part.size * 2 < len(part.blocks):  # "Sources" may be a section of prose
            continue
        if first is None or low is None or high is None or last is None or last < low or first > high:
            main = (*main, *part.blocks) if part.start > largest.start else (*part.blocks, *main)
            low, high = _range(main)
        else:
            others.append(part.blocks)
    return main, tuple(others)


def _range(blocks: Sequence[Block]) -> tuple[int | None, int | None]:
    """The lowest and the highest number that counts the list; None, None where it has no numbers."""
    lines = list_lines(blocks)
    numbers = running_numbers(lines).values()
    return (min(numbers), max(numbers)) if numbers else (None, None)


def _parts(blocks: Sequence[Block]) -> list[_Part]:
    """What stands under headings that name a list, a part for each."""
    parts: list[_Part] = []
    start = 0
    while start < len(blocks):
        if not _names_list(blocks[start]):
            start += 1
            continue
        found: list[Block] = []
        at = start + 1
        while at < len(blocks):
            block = blocks[at]
            if _names_list(block) and found:
                break
            if block.kind is BlockKind.HEADING:
                if not _goes_on(blocks, at, found):
                    break
            elif _is_subheading(block):
                if not _goes_on(blocks, at, found) and not _names_list(block):
                    break
            elif block.kind in {BlockKind.LIST_ITEM, BlockKind.PARAGRAPH}:
                found.append(block)
            at += 1
        kept = _without_end_matter(found)
        if kept:
            parts.append(_Part(start, kept))
        start = max(at, start + 1)
    return parts


def _names_list(block: Block) -> bool:
    return block.kind is BlockKind.HEADING and is_reference_heading(block.text.content)


def _goes_on(blocks: Sequence[Block], at: int, found: Sequence[Block]) -> bool:
    """Whether the heading at `at` is one inside the list: half of what follows it, up to the next, are references."""
    if is_outside_text(blocks[at].text.content):
        return False
    count = references = 0
    for block in blocks[at + 1 :]:
        if block.kind is BlockKind.HEADING or _is_subheading(block):
            break
        if block.kind in {BlockKind.LIST_ITEM, BlockKind.PARAGRAPH}:
            count += 1
            references += _references(block) > 0 or (block.marker[:1].isdigit() and bool(_dated(block.text.content)))
    return references * 2 > count if found else references * 2 >= count > 0


def _dated(text: str) -> bool:
    return bool(YEAR.search(text) or _ADDRESS.search(text)) and len(text) <= _LONGEST_REFERENCE


def _is_subheading(block: Block) -> bool:
    """Whether a paragraph is set as a heading: one short line, bold or in capitals, without a number or full stop."""
    text = block.text.content
    if block.kind is not BlockKind.PARAGRAPH or len(text.split()) > _SUBHEADING_WORDS or not text[:1].isalpha():
        return False
    if re.search(r"[\d.,;]", text) or len(text) < 4:
        return False
    bold = any(r.style is Style.BOLD and r.start == 0 and r.end >= len(text.rstrip(": ")) for r in block.text.runs)
    return bold or (text.isupper() and len(text) > 5) or is_reference_heading(text)


def _references(block: Block) -> int:
    """How many references a block seems to hold."""
    if block.kind not in {BlockKind.LIST_ITEM, BlockKind.PARAGRAPH}:
        return 0
    text = block.text.content
    lines = split_lines(block.text)
    begun = sum(looks_like_authors(without_number(line.content)) for line in lines) if len(lines) > 1 else 0
    if begun >= _FEWEST and looks_like_authors(without_number(text)):
        dated = len(YEAR.findall(text))
        if dated >= _FEWEST and dated * 400 >= len(text):
            return min(begun, dated)
    return int(looks_like_reference(text))


def _without_end_matter(found: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks without what follows the last reference: how to cite the article, notes of the publisher."""
    end = len(found)
    while end and found[end - 1].kind is BlockKind.PARAGRAPH and not _belongs(found, end - 1):
        end -= 1
    return tuple(found[:end])


def _belongs(found: Sequence[Block], at: int) -> bool:
    text = found[at].text.content
    if _END_MATTER.match(text):
        return False
    before = found[at - 1].text.content if at else ""
    if not text[:1].isupper() or not _COMPLETE.search(before) or _references(found[at]) or without_number(text) != text:
        return True
    if any(looks_like_authors(without_number(line.content)) for line in split_lines(found[at].text)[1:]):
        return True
    listed = sum(block.kind is BlockKind.LIST_ITEM for block in found[: at + 1]) * 2 > at + 1
    return _dated(text) if not listed else False


def _run_of_references(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The longest run of blocks that look like references, with no more than two others between them."""
    best, size = (0, 0), 0
    start, count, gap = None, 0, 0
    for at, block in enumerate(blocks):
        if here := _references(block):
            if start is None:
                start, count = at, 0
            count, gap = count + here, 0
            if count >= size:
                best, size = (start, at + 1), count
        elif start is not None:
            gap += 1
            if gap > 2 or block.kind is BlockKind.HEADING:
                start = None
    if size < _FEWEST:
        return ()
    first, last = best
    while first and _beside_list(blocks[first - 1], blocks[first]):
        first -= 1
    while last < len(blocks) and _beside_list(blocks[last], blocks[last - 1]):
        last += 1
    inside = {BlockKind.LIST_ITEM, BlockKind.PARAGRAPH}
    return tuple(block for block in blocks[first:last] if block.kind in inside)


def _beside_list(block: Block, neighbour: Block) -> bool:
    """Whether a block that is no sure reference belongs to the list that its neighbour belongs to."""
    if block.kind is BlockKind.LIST_ITEM:
        same = block.marker[:1].isdigit() == neighbour.marker[:1].isdigit()
        return neighbour.kind is BlockKind.LIST_ITEM and same
    return (
        block.kind is BlockKind.PARAGRAPH
        and neighbour.kind is BlockKind.PARAGRAPH
        and len(block.text) <= _LONGEST_REFERENCE // 3
        and _dated(block.text.content)
        and _COMPLETE.search(block.text.content) is not None
        and not _END_MATTER.match(block.text.content)
    )
