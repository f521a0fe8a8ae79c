"""The numbers of a list: which of those that lines begin with count its references."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from citeaudit.parsing.beginnings import evidence
from citeaudit.parsing.listlines import ListLine

_LOOKBACK = 40
"""Numbers before a number among which the one it goes on from is looked for: a reference holds a few of its own."""
_LONGEST_LEAP = 20
"""Numbers that may be missing between two that count."""
_OTHER_FORM = 0.3
"""What a number is worth that is not of the form that most of the list uses."""
_NO_REFERENCE = 0.6
"""What a number is worth, of 1, where what follows does not look like a reference."""
_LEAST_EVIDENCE = -2
"""The logarithm of the odds above which a line may begin a reference."""
_MISSING = 0.02
"""The cost of a number that is missing: references must have been lost, which is unlikely."""
_LEAP = 0.01
"""The cost of any gap: of two chains that are otherwise alike the one without gap is right."""
_REPEATED = 0.2
"""What a number is worth, of 1, that is the same as the one before: a list that was numbered by hand."""
_FEWEST = 2
"""Numbers that count a list, where the first line does not begin with 1."""
_COUNTED_BY_ITSELF = 3
"""Numbers, all the same, that show that they are left to Markdown to count: "1. 1. 1."."""
_SHARE = 0.2
"""Of the references that at least carry a number, where any is one: fewer are page numbers."""
_FEWEST_IN_ORDER = 3
"""Numbers that a list must have reached, and count from 1, before another can start behind it."""
_GOES_ON = 3
"""What a number that goes on from the last of its form says for the form, against 1 for one that only rises."""


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
    chain = _best_chain(numbered, _worths(lines, numbered))
    if len(chain) >= _COUNTED_BY_ITSELF and len({number for _, number in chain}) == 1:
        chain = [(at, place) for place, (at, _) in enumerate(chain, 1)]
    likely = sum(evidence(line.bare, before.text.content) > 0 for before, line in pairwise(lines))
    fewest = 1 if chain[0] == (0, 1) else _FEWEST
    return dict(chain) if len(chain) >= max(fewest, _SHARE * likely) else {}


def _worths(lines: Sequence[ListLine], numbered: Sequence[tuple[int, int, str]]) -> list[float]:
    """How much each number counts, from 0 to 1: by its form, and by whether a reference seems to follow it."""
    main = _main_form(numbered)
    worths = []
    for at, _, form in numbered:
        before = lines[at - 1].text.content if at else ""
        bare = lines[at].bare or (lines[at + 1].text.content if at + 1 < len(lines) else "")
        followed = at == 0 or evidence(bare, before) > _LEAST_EVIDENCE
        worths.append((1.0 if form == main else _OTHER_FORM) * (1.0 if followed else _NO_REFERENCE))
    return worths


def _best_chain(numbered: Sequence[tuple[int, int, str]], worths: Sequence[float]) -> list[tuple[int, int]]:
    """The chain of numbers, each with its line, whose worths and costs add up to most."""
    best: list[tuple[float, int]] = []  # what the chain up to a number adds up to, and the number before it
    for place, ((at, number, _), worth) in enumerate(zip(numbered, worths, strict=True)):
        top, parent = worth - _MISSING * max(0, number - at - 1), -1
        for earlier in range(max(0, place - _LOOKBACK), place):
            step, distance = number - numbered[earlier][1], at - numbered[earlier][0]
            if 0 <= step <= distance + _LONGEST_LEAP:
                total = best[earlier][0] + _gain(step, distance, worth)
                if total > top:
                    top, parent = total, earlier
        best.append((top, parent))
    place = max(range(len(best)), key=lambda place: best[place][0])
    chain: list[tuple[int, int]] = []
    while place >= 0:
        at, number, _ = numbered[place]
        chain.append((at, number))
        place = best[place][1]
    return chain[::-1]


def _gain(step: int, distance: int, worth: float) -> float:
    """What a number adds to a chain that it goes on by `step`, `distance` lines on."""
    if step == 0:
        return _REPEATED * worth
    return worth - _MISSING * max(0, step - distance) - (_LEAP if step > 1 else 0.0)


def _main_form(numbered: Sequence[tuple[int, int, str]]) -> str:
    """The form whose numbers most often go on from the one before of the same form."""
    follows: Counter[str] = Counter()
    last: dict[str, int] = {}
    for _, number, form in numbered:
        before = last.get(form, 0)
        follows[form] += _GOES_ON * (number == before + 1) + (number >= before)
        last[form] = number
    return max(follows, key=lambda form: (follows[form], form))


def restarts(lines: Sequence[ListLine]) -> list[int]:
    """The places where a list starts again at 1, 2, 3 behind another one."""
    numbered = [(at, line.number) for at, line in enumerate(lines) if line.number is not None]
    opening = list(range(1, _FEWEST_IN_ORDER + 1))
    found = []
    reached = 0
    for place, (at, number) in enumerate(numbered):
        following = [number for _, number in numbered[place : place + _FEWEST_IN_ORDER]]
        if reached >= _FEWEST_IN_ORDER and following == opening:
            found.append(at)
            reached = 1
        elif number == reached + 1:
            reached = number
    return found
