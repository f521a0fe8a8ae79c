"""The numbers of a list: which of those that lines begin with count its references."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from citeaudit.parsing.beginnings import evidence
from citeaudit.parsing.listlines import ListLine

_LOOKBACK = 40
_LONGEST_LEAP = 20  # numbers that may be missing between two that count
_OTHER_FORM = 0.3
_SHARE = 0.2  # of the references that at least carry a number, where any is one: fewer are page numbers


def running_numbers(lines: Sequence[ListLine]) -> dict[int, int]:
    """Which lines' numbers count the list: the best chain that rises about as fast as the lines do.

    Numbers of the form that most of the list uses ("12.", "[12]") count more than others; a number counts more where
    what follows it looks like a reference.

    Returns:
        {place of the line, from 0: its number}, ascending; empty where the list is not numbered.

    """
    numbered = [(at, line.number, line.form) for at, line in enumerate(lines) if line.number is not None]
    if not numbered:
        return {}
    main = _main_form(numbered)
    best: list[tuple[float, int]] = []
    for here, (at, number, form) in enumerate(numbered):
        before = lines[at - 1].text.content if at else ""
        bare = lines[at].bare or (lines[at + 1].text.content if at + 1 < len(lines) else "")
        worth = (1.0 if form == main else _OTHER_FORM) * (1.0 if at == 0 or evidence(bare, before) > -2 else 0.6)
        # number n after fewer than n lines: references must have been lost before it, which is unlikely
        top, parent = worth - 0.02 * max(0, number - at - 1), -1
        for there in range(max(0, here - _LOOKBACK), here):
            earlier_at, earlier, _ = numbered[there]
            step, distance = number - earlier, at - earlier_at
            if step < 0 or step > distance + _LONGEST_LEAP:
                continue
            gain = 0.2 * worth if step == 0 else worth - 0.02 * max(0, step - distance) - 0.01 * (step > 1)
            if best[there][0] + gain > top:
                top, parent = best[there][0] + gain, there
        best.append((top, parent))
    here = max(range(len(best)), key=lambda place: best[place][0])
    chain: list[tuple[int, int]] = []
    while here >= 0:
        at, number, _ = numbered[here]
        chain.append((at, number))
        here = best[here][1]
    chain.reverse()
    if len(chain) > 2 and all(number == chain[0][1] for _, number in chain):  # "1. 1. 1.": Markdown counts by itself
        chain = [(at, place) for place, (at, _) in enumerate(chain, 1)]
    likely = sum(evidence(line.bare, before.text.content) > 0 for before, line in pairwise(lines))
    fewest = 1 if chain[0] == (0, 1) else 2
    return dict(chain) if len(chain) >= max(fewest, _SHARE * likely) else {}


def _main_form(numbered: Sequence[tuple[int, int, str]]) -> str:
    """The form whose numbers most often go on from the one before of the same form."""
    follows: Counter[str] = Counter()
    last: dict[str, int] = {}
    for _, number, form in numbered:
        follows[form] += 3 if number == last.get(form, 0) + 1 else 0
        follows[form] += 0 if number < last.get(form, 0) else 1
        last[form] = number
    return max(follows, key=lambda form: (follows[form], form))


def restarts(lines: Sequence[ListLine]) -> list[int]:
    """The places where a list starts anew at 1, 2, 3 behind another one."""
    numbered = [(at, line.number) for at, line in enumerate(lines) if line.number is not None]
    found = []
    reached = 0
    for place, (at, number) in enumerate(numbered):
        if number == 1 and reached >= 3 and [n for _, n in numbered[place : place + 3]] == [1, 2, 3]:
            found.append(at)
            reached = 1
        elif number == reached + 1:
            reached = number
    return found
