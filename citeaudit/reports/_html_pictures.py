"""Two pictures of a list of references, as numbers that a template draws, and the same in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from citeaudit.model import Audit
from citeaudit.rules.wording import number
from citeaudit.text.display import plural

WIDTH = 640  # units of the drawing, which the page scales
HEIGHT = 300  # the same
LEFT = 44  # room for the numbers of the axis
TOP = 12  # so that the topmost number is not cut off
RIGHT = 12  # the same for the last one
BOTTOM = 34  # room for the years below the axis

_MOST_NAMED = 8
"""References that the words below a picture name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """A number at an axis: where, and what it says."""

    at: float
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Map:
    """Reading order (to the right) against place in the list (downwards); `dots` is a path, `grave` are marks on it."""

    dots: str
    grave: tuple[tuple[float, float, str], ...]
    across: tuple[Tick, ...]
    down: tuple[Tick, ...]
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A year with the number of references from it."""

    year: int
    count: int
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Years:
    """How many references are from which year."""

    bars: tuple[Bar, ...]
    across: tuple[Tick, ...]
    down: tuple[Tick, ...]
    words: str


def citation_map(audit: Audit, grave: Mapping[tuple[str, int], str]) -> Map | None:
    """The picture of where the list is cited; None where no citation points into it.

    Args:
        audit: The audit.
        grave: The severity of findings, by citation and reference.
    """
    links = [
        (order, link.reference, citation.id)
        for order, citation in enumerate(audit.citations, 1)
        for link in citation.links
        if link.reference
    ]
    if not links:
        return None
    x = _scale(1, len(audit.citations), LEFT, WIDTH - RIGHT)
    y = _scale(1, len(audit.references), TOP, HEIGHT - BOTTOM)
    marks = tuple(
        (x(order), y(index), grave[citation, index]) for order, index, citation in links if (citation, index) in grave
    )
    return Map(
        dots="".join(f"M{x(order):g} {y(index):g}h0" for order, index, _ in links),
        grave=marks,
        across=_ticks(len(audit.citations), x),
        down=_ticks(len(audit.references), y),
        words=_order(audit, [index for _, index, _ in links], len(marks)),
    )


def _order(audit: Audit, cited: Sequence[int], marks: int) -> str:
    firsts = list(dict.fromkeys(cited))
    highest, late = 0, []
    for index in firsts:
        late += [index] if index < highest else []
        highest = max(highest, index)
    uncited = sorted(set(range(1, len(audit.references) + 1)) - set(firsts))
    parts = [
        f"{plural(len(audit.citations), 'citation')} point at {len(firsts)} of {plural(len(audit.references), 'reference')}."
    ]
    if late:
        parts.append(f"First cited after a higher number: {_named(audit, late)}.")
    else:
        parts.append("References are first cited in the order of the list.")
    if uncited:
        parts.append(f"Cited nowhere: {_named(audit, uncited)}.")
    if marks:
        parts.append(f"{plural(marks, 'link')} with a finding {'is' if marks == 1 else 'are'} marked.")
    return " ".join(parts)


def _named(audit: Audit, indices: Sequence[int]) -> str:
    names = [number(audit.reference(index)) for index in indices[:_MOST_NAMED]]
    more = len(indices) - len(names)
    return ", ".join(names) + (f" and {more} more" if more else "")


def years(audit: Audit) -> Years | None:
    """The picture of the years; None where no reference has one."""
    counts = Counter(reference.record.year for reference in audit.references if reference.record.year)
    if not counts:
        return None
    total = sum(counts.values())
    middle = sorted(counts.elements())[total // 2]
    first, last, most = _first_shown(counts), max(counts), max(counts.values())
    before = sum(count for year, count in counts.items() if year < first)
    step = (WIDTH - LEFT - RIGHT) / (last - first + 1)
    y = _scale(0, most, HEIGHT - BOTTOM, TOP)
    bars = tuple(
        Bar(
            year=year,
            count=counts[year],
            x=round(LEFT + (year - first) * step + step * 0.1, 1),
            y=y(counts[year]),
            width=round(step * 0.8, 1),
            height=round(HEIGHT - BOTTOM - y(counts[year]), 1),
        )
        for year in sorted(counts)
        if year >= first
    )
    apart = max(1, -(-(last - first + 1) // 10))
    without = len(audit.references) - total
    words = f"{plural(total, 'reference')} from {min(counts)} to {last}; half of them from {middle} or later."
    if before:
        words += f" {before} from before {first} {'is' if before == 1 else 'are'} not drawn."
    words += f" {without} without a year." if without else ""
    return Years(
        bars=bars,
        across=tuple(
            Tick(at=round(LEFT + (year - first + 0.5) * step, 1), text=str(year))
            for year in range(last, first - 1, -apart)
        ),
        down=tuple(Tick(at=y(count), text=str(count)) for count in range(0, most + 1, _round_step(most, 4))),
        words=words,
    )


def _round_step(most: int, steps: int) -> int:
    """The least of 1, 2, 5, 10, 20 and so on that goes into `most` at most `steps` times."""
    sizes = (step * int(10**power) for power in range(len(str(most)) + 1) for step in (1, 2, 5))
    return next(size for size in sizes if size * steps >= most)


def _first_shown(counts: Mapping[int, int]) -> int:
    """The first year drawn: a single old one does not press the others together."""
    last, total, passed = max(counts), sum(counts.values()), 0
    for year in sorted(counts):
        if last - year <= 60 or passed > total / 50:
            return year
        passed += counts[year]
    return last


def _scale(first: float, last: float, low: float, high: float) -> Callable[[float], float]:
    span = (last - first) or 1
    return lambda value: round(low + (value - first) / span * (high - low), 1)


def _ticks(count: int, scale: Callable[[float], float]) -> tuple[Tick, ...]:
    step = _round_step(count, 8)
    values = [1, *range(step, count + 1, step)] if step > 1 else list(range(1, count + 1))
    return tuple(Tick(at=scale(value), text=str(value)) for value in values)
