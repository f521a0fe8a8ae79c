"""Where the list of references is: under headings that name it, or where blocks read like references.

A list may go on behind a subheading ("Websites") or in a second list that numbers on ("Supplementary references"); its
blocks are then one list. A second list that counts from 1 again is another list: `other_lists` gives those.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from citeaudit.model import Block, BlockKind, Style
from citeaudit.parsing.beginnings import looks_like_authors
from citeaudit.parsing.dates import YEAR
from citeaudit.parsing.headings import is_outside_text, is_reference_heading
from citeaudit.parsing.listlines import list_lines, split_lines, without_number
from citeaudit.parsing.listnumbers import running_numbers
from citeaudit.text.patterns import lazy

_END_MATTER = lazy(
    r"""
    (?: cite\ this\ article | how\ to\ cite | to\ cite\ this | citation: | received | accepted | submitted | published
      | © | copyright | correspondence | conflicts?\ of\ interest | publisher[’']s\ note
      | this\ (?:article|work)\ is\ (?:licensed|distributed) | this\ is\ an\ open\ access | author\ contributions? | open\ access\b
    )
    """,
    re.IGNORECASE | re.VERBOSE,
)
_COMPLETE = lazy(r"(?:[.)\]>!?]|\d|\b10\.\d{4,9}/\S+|https?://\S+)[\"'”’*]*$")
_ADDRESS = lazy(r"https?://|www\.|\bdoi\b|\b10\.\d{4,9}/", re.IGNORECASE)
_BULLETS = tuple("•‣◦▪●■")
"""What the points of a notice of the publisher begin with; a list may have them before its own entries."""
_FEW = 4
"""Blocks under a heading that may be a section on references, "References and citations", while the list has no heading."""
_MANY_TIMES = 3
"""So many times as many stand in a row somewhere else, if that is so."""
_FEWEST = 3
"""References that make a list where no heading names it; two may stand in any text."""
_SHORTEST_REFERENCE = 25
"""Characters of a reference: a name, a year and something between."""
_LONGEST_REFERENCE = 1200
"""Characters of a reference; a longer block is a paragraph or several references."""
_LONGEST_OTHER = 400
"""Characters of a block beside the list that is no sure reference; text paragraphs are longer."""
_CHARACTERS_A_YEAR = 400
"""Characters for each year in a block of several references; a paragraph of the text has fewer years."""
_SUBHEADING_WORDS = 8
"""Words of a subheading within a list, at most."""
_SHORTEST_SUBHEADING = 4
"""Characters of a subheading, at least: shorter lines are remains of a page."""
_SHORTEST_CAPITALS = 6
"""Characters of a subheading in capitals, at least: "NHANES" may be one, "NICE" is an author."""
_WIDEST_GAP = 2
"""Blocks in a row within a list without heading that do not look like references."""
_PROSE = frozenset({BlockKind.LIST_ITEM, BlockKind.PARAGRAPH})
"""Kinds of blocks that hold references."""


def looks_like_reference(text: str) -> bool:
    """Whether a block of text reads like an entry of a list: short, a year, authors at its beginning.

    >>> looks_like_reference("[3] Hall A. Sleep and memory. J Sleep 2015;3:1-9.")
    True
    >>> looks_like_reference("In 2015 we found that sleep helps memory, as others did.")
    False
    """
    if not _SHORTEST_REFERENCE <= len(text) <= _LONGEST_REFERENCE or not YEAR.search(text):
        return False
    return looks_like_authors(without_number(text))


_NOTE_TO_TABLE = lazy(r"\s*(?:[*†‡§¶#]|(?:Notes?|Abbreviations?|Legend|Key)\b\s*[:.–—])", re.IGNORECASE)
"""What a note below a table begins with: a sign that stands in the table, or the word for it."""


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
    """The lists of references under a heading of their own that `reference_blocks` leaves out: they count from 1 again."""
    return sorted_lists(blocks)[1]


def sorted_lists(blocks: Sequence[Block]) -> tuple[tuple[Block, ...], tuple[tuple[Block, ...], ...]]:
    """What `reference_blocks` and `other_lists` give, found together."""
    main, others = _sorted_lists(blocks)
    if len(main) < _FEW:
        run = _run_of_references(blocks)
        if len(run) > _MANY_TIMES * len(main):
            return run, ()
    return main, others


def _sorted_lists(blocks: Sequence[Block]) -> tuple[tuple[Block, ...], tuple[tuple[Block, ...], ...]]:
    parts = _parts(blocks)
    if not parts:
        return (), ()
    largest = max(parts, key=lambda part: (part.size, len(part.blocks), -part.start))
    main, others = largest.blocks, []
    for part in parts:
        if part is largest or part.size * 2 < len(part.blocks):  # "Sources" may be a section of prose
            continue
        if _apart(_range(part.blocks), _range(main)):
            main = (*main, *part.blocks) if part.start > largest.start else (*part.blocks, *main)
        else:
            others.append(part.blocks)
    return main, tuple(others)


def _apart(numbers: range | None, others: range | None) -> bool:
    """Whether the numbers of two lists do not meet, so that one goes on with the other; true where one has none."""
    return numbers is None or others is None or numbers.stop <= others.start or others.stop <= numbers.start


def _range(blocks: Sequence[Block]) -> range | None:
    """From the lowest number that counts the list to the highest; None where it has no numbers."""
    numbers = running_numbers(list_lines(blocks)).values()
    return range(min(numbers), max(numbers) + 1) if numbers else None


def _parts(blocks: Sequence[Block]) -> list[_Part]:
    """What stands under headings that name a list, a part for each."""
    parts: list[_Part] = []
    start = 0
    while start < len(blocks):
        if not _names_list(blocks[start]):
            start += 1
            continue
        found, at = _under(blocks, start + 1)
        if kept := _without_end_matter(found):
            parts.append(_Part(start, kept))
        start = at
    return parts


def _under(blocks: Sequence[Block], start: int) -> tuple[list[Block], int]:
    """The blocks of prose under a heading, and the place of the block that ends what it names."""
    found: list[Block] = []
    for at in range(start, len(blocks)):
        block = blocks[at]
        if _ends_list(blocks, at, found):
            return found, at
        if block.kind in _PROSE and not _is_subheading(block) and not _is_note_to_table(blocks, at):
            found.append(block)
    return found, len(blocks)


def _is_note_to_table(blocks: Sequence[Block], at: int) -> bool:
    """Whether a block explains the signs of the table right above it: "*: p < 0.05"; tables often stand behind the list."""
    above = blocks[at - 1].kind if at else None
    return above is BlockKind.TABLE and _NOTE_TO_TABLE.match(blocks[at].text.content) is not None


def _ends_list(blocks: Sequence[Block], at: int, found: Sequence[Block]) -> bool:
    """Whether a block ends the list: it names another, or opens something else."""
    block = blocks[at]
    if _names_list(block) and found:
        return True
    return (block.kind is BlockKind.HEADING or _is_subheading(block)) and not _goes_on(blocks, at, found)


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
        if block.kind in _PROSE:
            count += 1
            references += _references(block) > 0 or (block.marker[:1].isdigit() and bool(_dated(block.text.content)))
    return references * 2 > count if found else references * 2 >= count > 0


def _dated(text: str) -> bool:
    return bool(YEAR.search(text) or _ADDRESS.search(text)) and len(text) <= _LONGEST_REFERENCE


def _is_subheading(block: Block) -> bool:
    """Whether a paragraph is set as a heading: one short line, bold or in capitals, without a number or full stop."""
    text = block.text.content
    if block.kind is not BlockKind.PARAGRAPH or len(text) < _SHORTEST_SUBHEADING:
        return False
    if len(text.split()) > _SUBHEADING_WORDS or not text[0].isalpha() or re.search(r"[\d.,;]", text):
        return False
    return _is_bold(block) or (text.isupper() and len(text) >= _SHORTEST_CAPITALS) or is_reference_heading(text)


def _is_bold(block: Block) -> bool:
    """Whether a block is bold as a whole, a colon at its end aside."""
    end = len(block.text.content.rstrip(": "))
    return any(run.style is Style.BOLD and run.start == 0 and run.end >= end for run in block.text.runs)


def _references(block: Block) -> int:
    """How many references a block seems to hold."""
    if block.kind not in _PROSE:
        return 0
    text = block.text.content
    lines = split_lines(block.text)
    begun = sum(looks_like_authors(without_number(line.content)) for line in lines) if len(lines) > 1 else 0
    if begun >= _FEWEST and looks_like_authors(without_number(text)):
        dated = len(YEAR.findall(text))
        if dated >= _FEWEST and dated * _CHARACTERS_A_YEAR >= len(text):
            return min(begun, dated)
    return int(looks_like_reference(text))


def _without_end_matter(found: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks without what follows the last reference: how to cite the article, notes of the publisher."""
    end = len(found)
    while end and found[end - 1].kind is BlockKind.PARAGRAPH and not _belongs(found, end - 1):
        end -= 1
    return tuple(found[:end])


def _is_end_matter(found: Sequence[Block], at: int) -> bool | None:
    """How to cite this article: Hall A. Sleep. J Sleep 2015;3:1-9."""
    return False if _END_MATTER.match(found[at].text.content) else None


def _is_point_of_a_notice(found: Sequence[Block], at: int) -> bool | None:
    """• Convenient submission, where the entries of the list have no such sign."""
    pointed = found[at].text.content.startswith(_BULLETS) and not found[0].text.content.startswith(_BULLETS)
    return False if pointed else None


def _goes_on_in_small_letters(found: Sequence[Block], at: int) -> bool | None:
    """“of memory. J Sleep 2015;3:1-9”, the rest of an entry that was cut in two."""
    return None if found[at].text.content[:1].isupper() else True


def _follows_an_open_end(found: Sequence[Block], at: int) -> bool | None:
    """Sleep and the | Consolidation of memory: what stands before it does not end as references do."""
    return None if _COMPLETE.search(found[at - 1].text.content if at else "") else True


def _holds_a_reference(found: Sequence[Block], at: int) -> bool | None:
    """Hall A. Sleep. J Sleep 2015;3:1-9."""
    return True if _references(found[at]) else None


def _is_numbered(found: Sequence[Block], at: int) -> bool | None:
    """[12] Guidelines on sleep: a number of the list."""
    text = found[at].text.content
    return True if without_number(text) != text else None


def _holds_authors(found: Sequence[Block], at: int) -> bool | None:
    """Guidelines on sleep, and Hall A on the next line: several entries in one block."""
    lines = split_lines(found[at].text)[1:]
    return True if any(looks_like_authors(without_number(line.content)) for line in lines) else None


def _stands_behind_items(found: Sequence[Block], at: int) -> bool | None:
    """A paragraph behind a list whose entries are items is none of them."""
    items = sum(block.kind is BlockKind.LIST_ITEM for block in found[: at + 1])
    return False if items * 2 > at + 1 else None


def _is_dated(found: Sequence[Block], at: int) -> bool:
    """Guidelines on sleep, 2015: a year or an address, which notes of the publisher lack."""
    return _dated(found[at].text.content)


_BELONGING: tuple[Callable[[Sequence[Block], int], bool | None], ...] = (
    _is_end_matter,
    _is_point_of_a_notice,
    _goes_on_in_small_letters,
    _follows_an_open_end,
    _holds_a_reference,
    _is_numbered,
    _holds_authors,
    _stands_behind_items,
    _is_dated,
)
"""Whether a paragraph at the end of a list belongs to it; the first rule that knows decides."""


def _belongs(found: Sequence[Block], at: int) -> bool:
    return bool(next(answer for rule in _BELONGING if (answer := rule(found, at)) is not None))


def _run_of_references(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The longest run of blocks that look like references, with few others between them."""
    run = _longest_run(blocks)
    if run is None:
        return ()
    first, last = run
    while first and _beside_list(blocks[first - 1], blocks[first]):
        first -= 1
    while last < len(blocks) and _beside_list(blocks[last], blocks[last - 1]):
        last += 1
    return tuple(block for block in blocks[first:last] if block.kind in _PROSE)


def _longest_run(blocks: Sequence[Block]) -> tuple[int, int] | None:
    """From where to where the run with most references goes, of equals the last; None where it has too few."""
    best, size = (0, 0), 0
    start, count, gap = 0, 0, 0
    for at, block in enumerate(blocks):
        if references := _references(block):
            if not count:
                start = at
            count, gap = count + references, 0
            if count >= size:
                best, size = (start, at + 1), count
        else:
            gap += 1
            if gap > _WIDEST_GAP or block.kind is BlockKind.HEADING:
                count = 0
    return best if size >= _FEWEST else None


def _beside_list(block: Block, neighbour: Block) -> bool:
    """Whether a block that is no sure reference belongs to the list that its neighbour belongs to."""
    if block.kind is BlockKind.LIST_ITEM:
        same = block.marker[:1].isdigit() == neighbour.marker[:1].isdigit()
        return neighbour.kind is BlockKind.LIST_ITEM and same
    return (
        block.kind is BlockKind.PARAGRAPH
        and neighbour.kind is BlockKind.PARAGRAPH
        and len(block.text) <= _LONGEST_OTHER
        and _dated(block.text.content)
        and _COMPLETE.search(block.text.content) is not None
        and not _END_MATTER.match(block.text.content)
    )
