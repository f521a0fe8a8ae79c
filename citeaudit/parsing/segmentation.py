"""The list of references cut into entries, from evidence rather than from line ends.

Three kinds of evidence decide where an entry begins: what the beginning of an entry looks like and whether the text
before it is complete; numbers, which must run on (from "24." after a list without numbers follows that exactly 23
entries came before); and the highest number the text cites.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from citeaudit.model import Block, BlockKind, Text
from citeaudit.parsing.headings import is_reference_heading

_NUMBER = re.compile(
    r"(?:\[\s*(\d{1,4})\s*\]|\((\d{1,4})\)|(\d{1,4})[.)](?!\d)|(\d{1,4})(?=\s+[^\W\d_]))[ \t\u2002\u2003.:]*"
)
_YEAR = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)")
_COMPLETE = re.compile(r"(?:[.)\]>]|\d|\b10\.\d{4,9}/\S+|https?://\S+)[\"'”’*]*$")
_OPEN_END = re.compile(
    r"(?:[,;:&\-\u2013(]|\b(?:and|of|the|in|for|with|a|an|on|by|to|und|der|die|et|de|la))$", re.IGNORECASE
)
_PARTICLE = (
    r"(?:(?:van|von|de|del|della|di|da|dos|du|le|la|el|al|ten|ter|den|der|zu|zur|bin|ibn|st\.?|d[’']|o[’'])[ -]?){0,3}"
)
_FAMILY = rf"{_PARTICLE}[^\W\d_a-z][\w’'\-]*(?:[ -][^\W\d_a-z][\w’'\-]+){{0,2}}"
_AUTHOR_START = re.compile(
    rf"(?:{_FAMILY},?\s+(?:[^\W\d_a-z]\.?[ -]?){{1,4}}(?=[,.;:&(\s]|$)"  # Smith AB | Smith, A. B.
    rf"|(?:[^\W\d_a-z]\.[ -]?){{1,4}}\s*{_FAMILY}\s*(?:,|;|\band\b|&|\.|\()"  # A. B. Smith,
    rf"|{_FAMILY},\s+[^\W\d_a-z][\w’'\-]+(?:\s[^\W\d_a-z]\.?)?\s*(?:,|;|\.|\band\b|&)"  # Smith, Anna,
    r"|(?:[A-Z][\w&.\-]*\s+){1,8}?(?:Group|Consortium|Committee|Association|Society|Organi[sz]ation|Collaborat\w+|Network|Team|Institute|Agency)\b)"
)
_END_MATTER = re.compile(
    r"(?:cite this article|how to cite|to cite this|citation:|received|accepted|submitted|published|©|copyright|correspondence"
    r"|conflicts? of interest|publisher[’']s note|this is an open access)",
    re.IGNORECASE,
)
_LOOKBACK = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry of the list: its number and its text without it.

    `printed` is false where the number was not printed but follows from the place in the list.
    """

    label: str
    text: Text
    printed: bool


@dataclass(slots=True)
class _Unit:
    """A stretch that is either an entry's beginning or the continuation of one."""

    text: Text
    number: int | None
    prefix: int  # how many characters of the text the number takes, 0 where it was a list marker
    listed: bool  # a list item, not a paragraph or a wrapped line
    wrapped: bool  # a line inside a block, not its first
    indent: int = 0
    score: float = 0.0


def reference_blocks(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks of the list of references, in order; () where there is none.

    They follow a heading that names the list, up to the next heading; of several such lists the longest is taken.
    Without a heading they are the longest run of blocks that look like entries.
    """
    best: tuple[Block, ...] = ()
    for start, block in enumerate(blocks):
        if block.kind is BlockKind.HEADING and is_reference_heading(block.text.content):
            end = start + 1
            while end < len(blocks) and blocks[end].kind is not BlockKind.HEADING:
                end += 1
            found = tuple(b for b in blocks[start + 1 : end] if b.kind in {BlockKind.LIST_ITEM, BlockKind.PARAGRAPH})
            if len(found) > len(best):
                best = found
    return best or _run_of_entries(blocks)


def _run_of_entries(blocks: Sequence[Block]) -> tuple[Block, ...]:
    best: tuple[int, int] = (0, 0)
    start: int | None = None
    gap = 0
    for at, block in enumerate(blocks):
        if block.kind in {BlockKind.LIST_ITEM, BlockKind.PARAGRAPH} and looks_like_reference(block.text.content):
            start = at if start is None else start
            gap = 0
            if at + 1 - start > best[1] - best[0]:
                best = (start, at + 1)
        elif start is not None:
            gap += 1
            if gap > 2 or block.kind is BlockKind.HEADING:
                start = None
    return tuple(blocks[best[0] : best[1]]) if best[1] - best[0] >= 3 else ()


def looks_like_reference(text: str) -> bool:
    """Whether a block of text reads like an entry of a list: short, a year, authors at its beginning.

    >>> looks_like_reference("[3] Hall A. Sleep and memory. J Sleep 2015;3:1-9.")
    True
    >>> looks_like_reference("In 2015 we found that sleep helps memory, as others did.")
    False
    """
    if not 25 <= len(text) <= 1200 or not _YEAR.search(text):
        return False
    number = _NUMBER.match(text)
    return _AUTHOR_START.match(text[number.end() if number else 0 :]) is not None


def segment(blocks: Sequence[Block], *, highest_cited: int = 0) -> tuple[Entry, ...]:
    """Cut the blocks of a list into entries.

    Args:
        blocks: What `reference_blocks` gave, in order.
        highest_cited: The highest number that the text cites, 0 if it cites none or is not known.

    Returns:
        The entries in order. Nothing is lost but end matter that follows a list of items.

    """
    units = _units(blocks)
    if not units:
        return ()
    _score(units)
    printed = _running_numbers(units)
    starts = _starts(units, printed, highest_cited)
    entries: list[Entry] = []
    label = 0
    for at, start in enumerate(starts):
        end = starts[at + 1] if at + 1 < len(starts) else len(units)
        label = printed.get(start, label + 1)
        text = Text.join(unit.text for unit in units[start:end]).strip()
        entries.append(Entry(label=str(label), text=text, printed=start in printed))
    return tuple(entries)


# --------------------------------------------------------------------------- units


def _units(blocks: Sequence[Block]) -> list[_Unit]:
    items = sum(block.kind is BlockKind.LIST_ITEM for block in blocks)
    mostly_items = items * 2 > len(blocks)
    if mostly_items:  # what follows the last item of a list of items is end matter
        while blocks and blocks[-1].kind is not BlockKind.LIST_ITEM and not _continues_item(blocks):
            blocks = blocks[:-1]
    units: list[_Unit] = []
    for block in blocks:
        if block.kind is BlockKind.PARAGRAPH and _END_MATTER.match(block.text.content):
            continue
        units += _of_block(block)
    return units


def _continues_item(blocks: Sequence[Block]) -> bool:
    last = blocks[-1].text.content
    before = blocks[-2].text.content if len(blocks) > 1 else ""
    if _END_MATTER.match(last):
        return False
    return bool(last[:1].islower() or not _COMPLETE.search(before) or _NUMBER.match(last)) or looks_like_reference(last)


def _of_block(block: Block) -> list[_Unit]:
    listed = block.kind is BlockKind.LIST_ITEM
    units: list[_Unit] = []
    for at, line in enumerate(_lines(block.text)):
        number, prefix = None, 0
        if at == 0 and block.marker[:1].isdigit():
            number = int(block.marker[:-1])
        elif (match := _NUMBER.match(line.content)) and not _YEAR.fullmatch(match[0].strip(" .:)")):
            number, prefix = int(next(group for group in match.groups() if group)), match.end()
        if at and number is None and listed:
            units[-1].text = Text.join([units[-1].text, line])
        else:
            units.append(_Unit(line, number, prefix, listed and at == 0, at > 0, line.position(0)[1]))
    return units


def _lines(text: Text) -> list[Text]:
    """The text cut where a new line of the file begins."""
    cuts, last = [], None
    for anchor in text.anchors:
        if anchor.line != last:
            cuts.append(anchor.offset)
            last = anchor.line
    return [line for a, b in zip(cuts, [*cuts[1:], len(text)], strict=True) if (line := text.cut(a, b).strip()).content]


# --------------------------------------------------------------------------- evidence


def _score(units: list[_Unit]) -> None:
    """Give each unit the weight, above 0 for a beginning and below for a continuation, of how it and the one before look."""
    lines = [unit.indent for unit in units if not unit.listed]
    hanging = len(set(lines)) > 1 and any(unit.wrapped for unit in units)
    outer = min(lines, default=0)
    for at, unit in enumerate(units):
        if at == 0:
            unit.score = 99.0
            continue
        before = units[at - 1].text.content
        bare = unit.text.content[unit.prefix :]
        authors = _AUTHOR_START.match(bare) is not None
        score = 2.0 if authors else -0.5
        if bare[:1].islower():
            score -= 0.5 if authors else 3.0
        elif not bare[:1].isalpha():
            score -= 0.5
        score += 1.0 if _COMPLETE.search(before) else -1.5
        score -= 2.0 if _OPEN_END.search(before) else 0.0
        score += 1.0 if _YEAR.search(before) else -1.0
        score += 0.5 if _YEAR.search(bare) else -0.5
        if unit.wrapped:
            score -= 1.0
        if hanging and not unit.listed:
            score += 2.5 if unit.indent == outer else -2.5
        unit.score = score


def _running_numbers(units: list[_Unit]) -> dict[int, int]:
    """Which units' numbers count the list: the longest chain that rises about as fast as the units do.

    Returns:
        {position of the unit: its number}; empty where the list is not numbered. The number is taken off the text of
        units in the chain that carried it there.

    """
    numbered = [(at, unit.number) for at, unit in enumerate(units) if unit.number is not None]
    best: list[tuple[float, int]] = []
    for here, (at, number) in enumerate(numbered):
        # number n after fewer than n units: entries must have been lost before it, which is unlikely
        top, parent = 1.0 - 0.02 * max(0, number - at - 1), -1
        for there in range(max(0, here - _LOOKBACK), here):
            earlier_at, earlier = numbered[there]
            step, distance = number - earlier, at - earlier_at
            if step < 0 or step > distance + 20:
                continue
            gain = 0.2 if step == 0 else 1.0 - 0.02 * max(0, step - distance)
            if best[there][0] + gain > top:
                top, parent = best[there][0] + gain, there
        best.append((top, parent))
    if not best:
        return {}
    here = max(range(len(best)), key=lambda i: best[i][0])
    chain: list[tuple[int, int]] = []
    while here >= 0:
        chain.append(numbered[here])
        here = best[here][1]
    chain.reverse()
    if len(chain) > 2 and all(number == chain[0][1] for _, number in chain):  # "1. 1. 1.": Markdown counts by itself
        chain = [(at, place + 1) for place, (at, _) in enumerate(chain)]
    if len(chain) < max(2, len(units) // 12):
        return {}
    for at, _ in chain:
        unit = units[at]
        unit.text = unit.text.cut(unit.prefix)
    return dict(chain)


# --------------------------------------------------------------------------- decision


def _starts(units: list[_Unit], printed: dict[int, int], highest_cited: int) -> list[int]:
    """Positions of the units that begin an entry, ascending."""
    if not printed:
        return _choose(units, 0, len(units), None)
    starts: list[int] = []
    last_at, last_number = -1, 0
    for at, number in sorted(printed.items()):
        starts += _choose(units, last_at + 1, at, number - last_number - 1)
        starts.append(at)
        last_at, last_number = at, number
    wanted = highest_cited - last_number if highest_cited >= last_number else None
    starts += _choose(units, last_at + 1, len(units), wanted if wanted else None)
    if starts[0] != 0:  # text before the first number is no continuation of anything
        starts.insert(0, 0)
    return starts


def _choose(units: list[_Unit], start: int, end: int, wanted: int | None) -> list[int]:
    """Of the units `start` to `end` the `wanted` likeliest beginnings; all that look like one where None or too few."""
    positions = range(start, end)
    if wanted is None or wanted > len(positions):
        return [at for at in positions if units[at].score > 0]
    best = sorted(positions, key=lambda at: (-units[at].score, at))[: max(0, wanted)]
    return sorted(best)
