"""Where the entries of a list of references begin, by how the list is set: numbers, indentation, distances."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from citeaudit.formats.pdf.lines import Line
from citeaudit.parsing.beginnings import looks_like_authors
from citeaudit.parsing.lists import looks_like_reference
from citeaudit.text.patterns import lazy

NUMBER = lazy(r"(?P<open>[\[(])?(?P<number>\d{1,4})(?(open)[\])]|)(?P<sign>[.:)])?(?=\s|[^\W\d_]|$)")
"""What may number an entry, at the beginning of a line."""
_LONGEST_LEAP = 4
"""Numbers from one entry to the next that was found; a table or a picture may hide two or three."""
_SHARE = 0.12
"""Of the lines of a list begin an entry; an entry has eight lines at most, usually."""
_INDENTED = 0.55
"""Of the font size: the rest of an entry hangs in by one or more."""
_DEEPEST = 6.0
"""Of the font size: what is further in is not an entry, but a heading or a line of another column."""
_WIDER = 1.22
"""Of the usual distance of baselines: a space between entries is a fourth of a line at least."""

_FEWEST_UNNAMED = 8
"""Entries of a list without a heading; fewer may be steps of a method."""
_MORE_LINES = 3
"""Lines that the last entry may have more than the longest of the others."""
_NEARLY_ALL = 0.95
"""Of the steps between lines of a list are no wider than that between entries; more than one in twenty begins an entry."""
_APART = 1.4
"""Of that step: what stands further below the last entry is none."""
_OTHER_TYPE = 0.04
"""Of the font size: what begins a column in another size is no rest of an entry."""


def entry_starts(lines: Sequence[Line]) -> list[int]:
    """Places of the lines that begin an entry, ascending; only the first where nothing shows."""
    if not lines:
        return []
    starts = _by_number(lines) or _by_indent(lines) or _by_distance(lines)
    return sorted({0, *starts})


def unnamed_list(lines: Sequence[Line]) -> tuple[int, int] | None:
    """From which line to which a list goes that numbers its entries and that no heading names; None where there is none.

    Journals of physics set it behind the text, below a rule: "[1] A. Hall, Sleep 12, 34 (2015)."
    """
    found = [(at, match) for at, line in enumerate(lines) if (match := NUMBER.match(line.content))]
    best: list[int] = []
    for form in ("[", "."):
        chain = _chain([(at, int(m["number"])) for at, m in found if (m["open"] or m["sign"]) == form])
        best = max(best, chain, key=len)
    if len(best) < _FEWEST_UNNAMED or dict(found)[best[0]]["number"] != "1":
        return None
    texts = [" ".join(line.content for line in lines[a:b]) for a, b in pairwise(best)]
    if sum(map(looks_like_reference, texts)) * 2 <= len(texts):
        return None
    longest = max(b - a for a, b in pairwise(best))
    rest = lines[best[0] : best[-1] + longest + _MORE_LINES]
    end = best[0] + end_of_list(rest, [at - best[0] for at in best])
    over = (at for at in range(best[-1] + 1, end) if lines[at].region != lines[at - 1].region)
    return best[0], next((at for at in over if lines[at - 1].content.endswith(".")), end)


def end_of_list(lines: Sequence[Line], starts: Sequence[int]) -> int:
    """The place of the first line behind the list, which a gap wider than those between entries, or other type, sets apart.

    Notes of the publisher stand there: how to cite the article, who may copy it. `starts` are the places of the entries.
    """
    steps = sorted(b.y - a.y for a, b in pairwise(lines) if a.region == b.region and b.y > a.y)
    if not steps:
        return len(lines)
    usual = steps[int(_NEARLY_ALL * (len(steps) - 1))]
    bold = sum(line.bold for line in lines) * 2 > len(lines)
    size = median(line.size for line in lines)
    counted = is_numbered(lines, starts)
    numbers = [at for at in starts if NUMBER.match(lines[at].content)]
    first = numbers[-1] + 1 if counted else max(1, len(lines) // 2)
    for at in range(first, len(lines)):
        before, line = lines[at - 1], lines[at]
        if line.region == before.region:
            apart = line.y - before.y > _APART * usual
        else:
            apart = (line.bold and not bold) or abs(line.size - size) > _OTHER_TYPE * size
        if apart and (counted or not looks_like_authors(line.content)):
            return at
    return len(lines)


def is_numbered(lines: Sequence[Line], starts: Sequence[int]) -> bool:
    """Whether most entries begin with a number."""
    return sum(NUMBER.match(lines[at].content) is not None for at in starts) * 2 > len(starts)


def _offsets(lines: Sequence[Line]) -> list[float]:
    """How far each line is indented in its column, in its font size."""
    edges: dict[int, float] = defaultdict(lambda: 1e9)
    for line in lines:
        edges[line.region] = min(edges[line.region], line.x0)
    usual = median(edges[line.region] - line.left for line in lines)
    out = []
    for line in lines:
        edge = edges[line.region]
        if edge - line.left > usual + _INDENTED * line.size:  # a column that holds only the rest of an entry
            edge = line.left + usual
        out.append((line.x0 - edge) / line.size)
    return out


def _by_number(lines: Sequence[Line]) -> list[int]:
    """Lines whose numbers run on; () where less than some do."""
    found: list[tuple[int, int, str]] = []
    for at, line in enumerate(lines):
        match = NUMBER.match(line.content)
        if match:
            found.append((at, int(match["number"]), f"{match['open'] or ''}{match['sign'] or ''}"))
    best: list[int] = []
    for form in {form for _, _, form in found}:
        chain = _chain([(at, number) for at, number, other in found if other == form])
        if len(chain) > len(best):
            best = chain
    return best if len(best) >= max(2, _SHARE * len(lines)) else []


def _chain(numbered: Sequence[tuple[int, int]]) -> list[int]:
    """The longest way through the numbers that rises by one, or by a little where one was not printed."""
    lengths: list[tuple[float, int]] = []
    for current, (at, number) in enumerate(numbered):
        top, parent = 1.0 if number <= 1 else 0.5, -1
        for previous in range(max(0, current - 60), current):
            earlier_at, earlier = numbered[previous]
            step = number - earlier
            if not 1 <= step <= _LONGEST_LEAP or at - earlier_at > 40 * step:
                continue
            length = lengths[previous][0] + (1.0 if step == 1 else 0.6)
            if length > top or (length == top and previous > parent):
                top, parent = length, previous
        lengths.append((top, parent))
    if not lengths:
        return []
    current = max(range(len(lengths)), key=lambda place: lengths[place][0])
    chain = []
    while current >= 0:
        chain.append(numbered[current][0])
        current = lengths[current][1]
    return chain[::-1]


def _by_indent(lines: Sequence[Line]) -> list[int]:
    """Lines at the edge of their column, or those away from it, whichever read like beginnings; () where all are alike."""
    offsets = _offsets(lines)
    edge = [at for at, offset in enumerate(offsets) if offset < _INDENTED]
    away = [at for at, offset in enumerate(offsets) if _INDENTED <= offset < _DEEPEST]
    if min(len(edge), len(away)) < max(1, _SHARE * len(lines)):
        return []
    at_edge, at_indent = (_like_beginnings(lines, places) for places in (edge, away))
    if at_edge == at_indent:
        return edge if len(edge) <= len(away) else away
    return edge if at_edge > at_indent else away


def _like_beginnings(lines: Sequence[Line], places: Sequence[int]) -> float:
    return sum(looks_like_authors(lines[at].content) for at in places) / len(places)


def _by_distance(lines: Sequence[Line]) -> list[int]:
    """Lines below a wider gap; at the head of a column those that read like a beginning behind a finished line."""
    steps = [b.y - a.y for a, b in pairwise(lines) if a.region == b.region and b.y > a.y]
    if not steps:
        return []
    usual = sorted(steps)[len(steps) // 10]
    wide = [step > _WIDER * usual for step in steps]
    if not 0.08 * len(steps) <= sum(wide):
        return []
    starts = []
    for at, (before, line) in enumerate(pairwise(lines), 1):
        if before.region == line.region and line.y > before.y:
            if line.y - before.y > _WIDER * usual:
                starts.append(at)
        elif before.content.rstrip()[-1:] in ".)]0123456789/" and looks_like_authors(line.content):
            starts.append(at)
    return starts
