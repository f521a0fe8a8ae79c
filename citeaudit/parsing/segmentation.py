"""The list of references cut into entries, from evidence rather than from line ends.

Three kinds of evidence decide where an entry begins: numbers, which must run on (from "24." after a list without numbers
follows that exactly 23 entries came before); how the line looks, how the one before it ends and how other lines of its
kind behave in this list; and the highest number the text cites.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace

from citeaudit.model import Anchor, Block, Text
from citeaudit.parsing.beginnings import Line, likelihoods
from citeaudit.parsing.dates import YEAR
from citeaudit.parsing.listlines import ListLine, join_lines, list_lines, vocabulary
from citeaudit.parsing.listnumbers import restarts, running_numbers

_INDENTED = 2
"""Columns by which a line is set in; one is an accident."""
_FEW = 20
"""Of so many lines one may reach over the margin: the width of the list is that of the others."""
_MISSING = 6.0
"""How much likelier a beginning is where the numbers say that one must be."""
_WHOLE = -10.0
"""How much less likely one is behind the last number of a list that lost none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry of the list: its number and its text without it.

    `printed` is false where the number was not printed but follows from the place in the list.
    """

    label: str
    text: Text
    printed: bool


def segment(blocks: Sequence[Block], *, highest_cited: int = 0) -> tuple[Entry, ...]:
    """Cut the blocks of a list into entries.

    Args:
        blocks: What `reference_blocks` gave, in order.
        highest_cited: The highest number that the text cites, 0 if it cites none or is not known.

    Returns:
        The entries in order. No character of the blocks is lost but numbers, which become labels, and hyphens and
        white space at line ends. A list that starts again at 1 behind another has its own labels.

    """
    lines = list_lines(blocks)
    cuts = [0, *restarts(lines), len(lines)]
    entries: list[Entry] = []
    for start, end in itertools.pairwise(cuts):
        entries += _segment(lines[start:end], highest_cited if start == 0 else 0)
    return tuple(entries)


def _segment(lines: list[ListLine], highest_cited: int) -> list[Entry]:
    if not lines:
        return []
    printed = running_numbers(lines)
    if all(YEAR.fullmatch(str(number)) for number in printed.values()):
        printed = {}  # a list whose lines were cut before its years, "Hall A. Sleep. J Sleep" and "2015. 3:1-9."
    for at in printed:
        lines[at].text = lines[at].text.cut(lines[at].prefix)
    _restore_numbers(lines, printed)
    if not printed:
        lines = _with_years(lines)
    odds = _odds(lines, printed)
    starts = _starts(odds, printed, highest_cited)
    words = vocabulary(line.text.content for line in lines)
    entries: list[Entry] = []
    label = 0
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        label = printed.get(start, label + 1)
        text = join_lines((line.text for line in lines[start:end]), words).strip()
        if text.content:
            entries.append(Entry(label=str(label), text=text, printed=start in printed))
    return entries


def _restore_numbers(lines: list[ListLine], printed: dict[int, int]) -> None:
    r"""Give lines back what the reader took for the number of a list item and the list shows to be none ("… 2012;\n12. ")."""
    for at, line in enumerate(lines):
        taken = line.kind == "item" and line.number is not None and line.prefix == 0
        if taken and at not in printed and line.text.content:
            mark = f"{line.number}{')' if line.form == 'half' else '.'}"
            line.text = Text.join([Text(mark, (_place_of_mark(line.text, mark),)), line.text])


def _with_years(lines: Sequence[ListLine]) -> list[ListLine]:
    r"""The lines of a list without numbers, those put to the line before that begin with a year: "Hall A, Moss D.\n2012. Sleep"."""
    joined: list[ListLine] = []
    for line in lines:
        if joined and line.number is not None and YEAR.fullmatch(str(line.number)):
            joined[-1].text = join_lines([joined[-1].text, line.text])
            joined[-1].end_column = line.end_column
        else:
            joined.append(line)
    return joined


def _place_of_mark(text: Text, mark: str) -> Anchor:
    """Where the mark stands that the reader took from before a text: one space before it, or on the line above."""
    row, column = text.position(0)
    before = column - len(mark) - 1
    first = text.anchors[0] if text.anchors else Anchor(0, 1, 1)
    above = before <= 0 and not first.label
    return replace(first, offset=0, line=row - above, column=max(1, before))


def _odds(lines: Sequence[ListLine], printed: dict[int, int]) -> list[float]:
    width = sorted(line.end_column for line in lines)[-1 - len(lines) // _FEW]
    margin = min((line.column for line in lines if line.kind != "item"), default=1)
    described: list[Line] = []
    before, end_column = "", width
    for line in lines:
        text = line.text.content
        indented = line.kind != "item" and line.column >= margin + _INDENTED
        word = text.split(" ", 1)[0]
        early = line.kind != "item" and end_column + 1 + len(word) <= width  # the word had room on the line before
        described.append(Line(text=text, before=before, place=(line.kind, indented, early)))
        if text:
            before, end_column = text, line.end_column
    certain: list[bool | None] = [True if at in printed or at == 0 else None for at in range(len(lines))]
    for at, line in enumerate(lines[:-1]):  # a number on a line of its own belongs to the next
        if at in printed and not line.text.content and at + 1 not in printed:
            certain[at + 1] = False
    return likelihoods(described, certain)


def _starts(odds: Sequence[float], printed: dict[int, int], highest_cited: int) -> list[int]:
    """Places of the lines that begin an entry, ascending; the first line always does."""
    if not printed:
        return [0, *(at for at in range(1, len(odds)) if odds[at] > 0)]
    starts: list[int] = []
    last_at, last_number, lost = -1, 0, False
    for at, number in printed.items():
        missing = number - last_number - 1
        lost = lost or (missing > 0 and bool(starts))  # numbers lost at the head of a list say nothing of its end
        starts += _choose(odds, last_at + 1, at, missing, _MISSING)
        starts.append(at)
        last_at, last_number = at, number
    if highest_cited > last_number:
        starts += _choose(odds, last_at + 1, len(odds), highest_cited - last_number, _MISSING)
    else:
        starts += _choose(odds, last_at + 1, len(odds), len(odds), 0.0 if lost else _WHOLE)
    return starts if starts[0] == 0 else [0, *starts]  # text before the first number is no continuation of anything


def _choose(odds: Sequence[float], start: int, end: int, most: int, bonus: float) -> list[int]:
    """Of the lines `start` to `end` at most `most` that begin an entry if their odds are raised by `bonus`."""
    likely = [at for at in range(start, end) if odds[at] + bonus > 0]
    return sorted(sorted(likely, key=lambda at: (-odds[at], at))[: max(0, most)])
