"""A marker as it is typed: which of its characters name what, and how one of its references is replaced.

What is typed is read again here and compared with what the audit read. Where the two differ in anything, as where a number
is also part of a link's address, nothing is offered: an edit that breaks a citation is worse than none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from citeaudit.linking.markers import LONGEST_RANGE
from citeaudit.text.patterns import lazy

_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2212-"  # hyphens, dashes and the minus sign: all stand in ranges
_PIECE = lazy(
    rf"(?<!\w)(?P<first>\d{{1,4}}[a-z]?)(?:(?P<dash>\s?[{_DASHES}]{{1,3}}\s?)(?P<last>\d{{1,4}}[a-z]?))?(?!\w)"
)
"""A number, or a range of two; a letter behind a number parts works of one number."""

_LOWERED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻˒⸴", "0123456789-,,")  # raised figures as plain ones
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")  # and back
_SEPARATOR = lazy(r"\s?[,;]\s?")  # what may stand between two numbers
_LINKED = lazy(r"\]\(|</?a\b|\\hyper|\\href", re.IGNORECASE)
"""A link in the marker: its address holds the number, too."""

_INSIDE_A_LINK = lazy(r"[^\w\s]{0,3}(?:\]\(|</a\b)|</(?:sup|span)>\s?(?:\]\(|</a\b)", re.IGNORECASE)
"""The marker is a link's text: the address follows it."""

_KEY = r"\w:.#$%&+?<>~/-"
"""What a key may hold. Source: Pandoc's manual, "Citation syntax"."""


@dataclass(frozen=True, slots=True)
class Part:
    """Characters `start` to `end` (0-based, half-open) of a marker name `names`, several where they are a range."""

    start: int
    end: int
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Edit:
    """Characters `start` to `end` (0-based, half-open) of a marker become `text`."""

    start: int
    end: int
    text: str


def parts(typed: str, names: Sequence[str], *, keys: bool) -> tuple[Part, ...]:
    """The parts of a marker that name what it cites, in order.

    Args:
        typed: The marker, as it is typed.
        names: What the audit says it names, ranges filled up: numbers as printed, or keys.
        keys: Whether the names are keys.

    Returns:
        The parts; none where they do not add up to the names, all of them and nothing else.

    """
    found = _keys(typed, names) if keys else _numbers(typed)
    return found if [name for part in found for name in part.names] == list(names) else ()


def _keys(typed: str, names: Sequence[str]) -> tuple[Part, ...]:
    found = []
    for name in names:
        places = list(re.finditer(rf"(?<![{_KEY}]){re.escape(name)}(?!\w|[{_KEY}]+\w)", typed))
        if len(places) != 1:
            return ()
        found.append(Part(places[0].start(), places[0].end(), (name,)))
    return tuple(sorted(found, key=lambda part: part.start))


def _numbers(typed: str) -> tuple[Part, ...]:
    found = []
    for match in _PIECE.finditer(typed.translate(_LOWERED)):
        first, last = match["first"], match["last"] or match["first"]
        names: tuple[str, ...] = (first,)
        if match["dash"]:
            if not (first.isdecimal() and last.isdecimal() and 0 < int(last) - int(first) <= LONGEST_RANGE):
                return ()
            names = tuple(map(str, range(int(first), int(last) + 1)))
        found.append(Part(match.start(), match.end(), names))
    return tuple(found)


def replaced(typed: str, names: Sequence[str], old: str, new: str, *, keys: bool, following: str = "") -> Edit | None:
    """The edit that makes a marker name `new` in place of `old`, and all else as before.

    Of a single number or key just this is replaced; a range is taken apart as far as needed: in "(35–38)" 36 becomes 40
    as "(35,37,38,40)".

    Args:
        typed: The marker, as it is typed.
        names: What it names, as for `parts`.
        old: The name to be replaced.
        new: The name to take its place.
        keys: Whether the names are keys.
        following: What follows the marker on its line.

    Returns:
        The edit; None where it is not clear what to change, where the marker names `new` already, or where it is a link,
        which would go on leading to the old entry.

    """
    if not keys and (_LINKED.search(typed) or _INSIDE_A_LINK.match(following)):
        return None
    found = parts(typed, names, keys=keys)
    if new in names or list(names).count(old) != 1:
        return None
    for part in found:
        if old in part.names:
            text = new if len(part.names) == 1 else _apart(typed, found, part, old, new)
            if typed[part.start : part.end].translate(_LOWERED) != typed[part.start : part.end]:
                text = text.translate(_RAISED) if len(part.names) == 1 else ""
            edit = Edit(part.start, part.end, text)
            return edit if text and _is_right(typed, names, edit, old, new, keys=keys) else None
    return None


def _apart(typed: str, found: Sequence[Part], part: Part, old: str, new: str) -> str:
    """A range without `old` and with `new`, in order; "" where `new` is not a number."""
    if not new.isdecimal():
        return ""
    numbers = sorted({int(new), *map(int, part.names)} - {int(old)})
    dash = re.sub(r"\d+", "", typed[part.start : part.end])
    between = (typed[left.end : right.start] for left, right in pairwise(found))
    separator = next((text for text in between if _SEPARATOR.fullmatch(text)), ",")
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    written = [f"{run[0]}{dash}{run[-1]}" if len(run) > 2 else separator.join(map(str, run)) for run in runs]
    return separator.join(written)


def _is_right(typed: str, names: Sequence[str], edit: Edit, old: str, new: str, *, keys: bool) -> bool:
    """Whether the marker, edited, names what it is to name."""
    wanted = [new if name == old else name for name in names]
    edited = typed[: edit.start] + edit.text + typed[edit.end :]
    if keys:
        return bool(parts(edited, wanted, keys=True))
    return sorted(name for part in _numbers(edited) for name in part.names) == sorted(wanted)
