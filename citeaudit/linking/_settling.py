"""What the markers of a whole document say of one another.

Each rule looks at all candidates of a document and names those, by block and start, that it speaks against.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from citeaudit.linking._judgement import Refusal
from citeaudit.linking._marker import Marker, refusal
from citeaudit.linking._marker_grammar import PARENTHESES, Numbering, number, numbers_of

_SHORTEST_SERIES = 3
"""Numbers counted up from 1 that count things; two in turn are nothing unusual."""
_SHORTEST_INTERRUPTED = 4
"""The same where one of them closes a sentence, as citations do."""
_CLOSING_SHARE = 3
"""One in so many of a run that counts may close a sentence."""
_SHORTEST_COUNT = 4
"""Numbers in a row that count though all were cited before; shorter rows are common among citations."""
_MOST_SMALL = 9
"""A row of numbers up to here tells how many there are."""
_LONG_LIST = 25
"""References from which on citing again just small numbers, or one twice in a row, is rare."""
_PLAIN_HABIT = 10
"""Markers that join numbers by commas, from which on that is a habit of the document."""
_MOST_ODD = 0.1
"""The share of the joined markers that may break this habit and still be odd; more are a second habit."""
_SHORTEST_IN_ORDER = 10
"""Numbers cited by which it can be seen whether a list is in the order of citation."""
_IN_ORDER = 0.7
"""The share of its numbers that must rise by one or two from one to the next."""
_LARGEST_STEP = 2
"""A step of two still rises: one entry in between may be cited in a table or a legend only."""
_FAR = 5
"""Numbers left out, from which on a marker is far ahead; authors who move a paragraph leave out fewer."""
_CITED_LATER = 0.8
"""The share of the numbers left out that must be cited later: the order goes on as if the marker were not there."""
_FEWEST_SPACED = 3
"""Markers with a space before them, from which on that is how the document sets them."""
_SPACED = 0.9
"""The share of the plain markers that must be set so."""
_FEWEST_GLUED = 5
"""Numbers cited without a space, from which on that is how the document sets its markers."""
_GLUED = 0.6
"""The share of all numbers cited that must be set so."""


@dataclass(frozen=True, slots=True)
class Draft:
    """The candidates of a document in reading order; `counted` are the places of those that count things."""

    markers: Sequence[Marker]
    length: int
    """How many numbers the list has."""
    counted: frozenset[tuple[int, int]] = frozenset()


Places = set[tuple[int, int]]
"""Places of markers: block and start."""


def counts_things(draft: Draft) -> Places:
    """Compounds or aims, "chlorogenic acid (1), coumarin (2) …".

    In one block the numbers 1, 2, 3 … follow each other one by one, though the text has cited all of them before, and most
    (of three: all) do not close a sentence. What is cited there for the first time is a citation.
    """
    found: Places = set()
    before: set[str] = set()
    for _, group in groupby(draft.markers, key=lambda marker: marker.block):
        same = list(group)
        run: list[Marker] = []
        for marker in same:
            if marker.labels == ("1",):
                run = [marker]
            elif run and marker.labels == (str(len(run) + 1),):
                run.append(marker)
            closing = sum(counter.closes for counter in run)
            shortest = _SHORTEST_INTERRUPTED if closing else _SHORTEST_SERIES
            cited = before.issuperset(label for counter in run for label in counter.labels)
            if len(run) >= shortest and cited and _CLOSING_SHARE * closing <= len(run):
                found.update(counter.place for counter in run)
        before.update(label for marker in same for label in marker.labels)
    return found


def numbers_paragraph(draft: Draft) -> Places:
    """As in "(1) Coating step. …", "(2) Blocking step. …": each opens a block, and they count up."""
    found: Places = set()
    run: list[Marker] = []
    for marker in draft.markers:
        if marker.start:
            continue
        if marker.labels == ("1",):
            run = [marker]
        elif run and marker.labels == (str(len(run) + 1),):
            run.append(marker)
            found.update(item.place for item in run)
    return found


def far_ahead(draft: Draft) -> Places:
    """As in "50 P450s (26)" where the text has come to 7: one number far beyond all before it.

    Only where the list is numbered in the order of citation, and where the numbers in between are cited later.
    """
    markers = [marker for marker in draft.markers if not marker.doubt and marker.place not in draft.counted]
    first = _first_places(markers)
    if not _is_in_order(first):
        return set()
    found: Places = set()
    highest = 0
    for place, marker in enumerate(markers):
        numbers = numbers_of(marker.labels)
        between = [n for n in range(highest + 1, numbers[0]) if n in first]
        later = sum(first[n] > place for n in between)
        plain = len(numbers) == 1 and not (marker.closes or marker.authored)
        if plain and len(between) >= _FAR and later >= _CITED_LATER * len(between):
            found.add(marker.place)
        else:
            highest = max(highest, *numbers)
    return found


def joined_oddly(draft: Draft) -> Places:
    """As in "the genes (12, 13 and 29)" where the document joins numbers by commas alone."""
    several = [marker for marker in draft.markers if marker.joint]
    odd = [marker for marker in several if marker.joint == "and"]
    if len(several) - len(odd) < _PLAIN_HABIT or len(odd) > _MOST_ODD * len(several):
        return set()
    return {marker.place for marker in odd}


def series_cited_before(draft: Draft) -> Places:
    """As in "The compounds (1–10) were": a range from 1, all cited before, but never as one, that does not close a sentence."""
    series, _ = _cited_before(draft)
    return series


def row_cited_before(draft: Draft) -> Places:
    """As in "ears (5), eyes (3), legs (5) and wings (2)": four numbers in a row, all cited before, that repeat or are all small.

    Only where the list is long, for who has many references rarely cites just these again.
    """
    _, rows = _cited_before(draft)
    return rows


REFUSING: tuple[Callable[[Draft], Places], ...] = (counts_things, numbers_paragraph)
"""Rules by which a candidate is no marker."""
DOUBTING: tuple[Callable[[Draft], Places], ...] = (far_ahead, joined_oddly, series_cited_before, row_cited_before)
"""Rules by which a candidate is doubtful."""


def settled(markers: Sequence[Marker], listed: Numbering, form: str) -> tuple[tuple[Marker, ...], tuple[Refusal, ...]]:
    """The candidates that are markers, and the refusals of the others.

    A doubtful candidate is a marker if nothing else cites one of its numbers.
    """
    known = listed.known or frozenset()
    odd = _set_otherwise(markers)
    refusals = [refusal("set_otherwise", marker) for marker in markers if marker.place in odd]
    markers = [marker for marker in markers if marker.place not in odd]
    if form == PARENTHESES:
        draft = Draft(markers, len(known))
        counted = _by_rules(REFUSING, draft)
        doubted = _by_rules(DOUBTING, replace(draft, counted=frozenset(counted)))
        refusals += [refusal(counted[marker.place], marker) for marker in markers if marker.place in counted]
        markers = [
            replace(marker, doubt=marker.doubt or doubted[marker.place]) if marker.place in doubted else marker
            for marker in markers
            if marker.place not in counted
        ]
    doubts: Mapping[tuple[int, int], str] = {marker.place: marker.doubt for marker in markers if marker.doubt}
    doubts = _doubts_by_spacing(markers, doubts, known, spaced_are_odd=form == PARENTHESES)
    reached = reached_by((marker for marker in markers if marker.place not in doubts), known)
    kept: list[Marker] = []
    for marker in markers:
        if marker.place not in doubts or reached_by([marker], known) - reached:
            kept.append(marker)
        else:
            refusals.append(refusal(doubts[marker.place], marker))
    return tuple(kept), tuple(refusals)


def reached_by(markers: Iterable[Marker], known: frozenset[int]) -> set[int]:
    """The numbers of the list that markers cite."""
    return {number(label) for marker in markers for label in marker.labels} & known


def _by_rules(rules: Sequence[Callable[[Draft], Places]], draft: Draft) -> dict[tuple[int, int], str]:
    """The places that rules speak against, each with the name of the first that does."""
    found: dict[tuple[int, int], str] = {}
    for rule in reversed(rules):
        found.update(dict.fromkeys(rule(draft), rule.__name__))
    return found


def _set_otherwise(markers: Sequence[Marker]) -> Places:
    """As in "array[14]", where the list ends at 12 and all other markers have a space before them."""
    plain = [marker for marker in markers if not (marker.unlisted or marker.doubt)]
    spaced = sum(not marker.glued for marker in plain)
    if len(plain) < _FEWEST_SPACED or spaced < _SPACED * len(plain):
        return set()
    return {marker.place for marker in markers if marker.unlisted and marker.glued and not marker.authored}


def _doubts_by_spacing(
    markers: Sequence[Marker],
    doubts: Mapping[tuple[int, int], str],
    known: frozenset[int],
    *,
    spaced_are_odd: bool,
) -> Mapping[tuple[int, int], str]:
    """What speaks against markers, by their places, where a document sets its markers without a space before them.

    What is set without one is no oddity there, "in 2015(5)", and what stands behind authors is a marker: they lose their doubts.
    Others with a space are in doubt (`spaced`) where `spaced_are_odd`, unless they have just the numbers that are to come next.
    """
    sure = [marker for marker in markers if marker.place not in doubts]
    glued, spaced = (reached_by((marker for marker in sure if marker.glued is way), known) for way in (True, False))
    if len(glued) < _FEWEST_GLUED or len(glued) < _GLUED * len(glued | spaced):
        return doubts
    in_turn = _in_turn(markers)
    return {
        marker.place: doubts.get(marker.place, "spaced")
        for marker in markers
        if not (marker.glued or marker.authored)
        and (marker.place in doubts or (spaced_are_odd and marker.place not in in_turn))
    }


def _first_places(markers: Iterable[Marker]) -> dict[int, int]:
    """Which marker names a number first."""
    first: dict[int, int] = {}
    for place, marker in enumerate(markers):
        for value in numbers_of(marker.labels):
            first.setdefault(value, place)
    return first


def _is_in_order(first: Mapping[int, int]) -> bool:
    """Whether the list is numbered in the order of citation."""
    in_order = sorted(first, key=lambda n: (first[n], n))
    rising = sum(0 < b - a <= _LARGEST_STEP for a, b in pairwise(in_order))
    return len(first) >= _SHORTEST_IN_ORDER and rising >= _IN_ORDER * (len(first) - 1)


def _in_turn(markers: Sequence[Marker]) -> Places:
    """Markers with just the numbers that are to come next, where the list is numbered in the order of citation."""
    if not _is_in_order(_first_places(marker for marker in markers if marker.glued)):
        return set()
    found: Places = set()
    highest = 0
    for marker in markers:
        numbers = numbers_of(marker.labels)
        new = [n for n in numbers if n > highest]
        if new and new == list(range(highest + 1, highest + 1 + len(new))):
            found.add(marker.place)
            highest = new[-1]
        elif marker.glued:
            highest = max(highest, *numbers)
    return found


def _cited_before(draft: Draft) -> tuple[Places, Places]:
    """The series, and the rows, that count things with numbers that the text has cited before."""
    series: Places = set()
    rows: Places = set()
    seen: set[int] = set()
    whole: set[tuple[str, ...]] = set()
    for _, group in groupby(draft.markers, key=lambda m: (m.block, m.row if m.row >= 0 else m.start)):
        same = list(group)
        numbers = numbers_of(label for marker in same for label in marker.labels)
        places = {marker.place for marker in same}
        if not seen.issuperset(numbers):
            whole.update(marker.labels for marker in same)
        elif len(same) == 1 and _is_series(same[0], numbers) and same[0].labels not in whole:
            series |= places
        elif _is_count(numbers, len(same)) and draft.length >= _LONG_LIST:
            rows |= places
        else:
            whole.update(marker.labels for marker in same)
        seen.update(numbers)
    return series, rows


def _is_series(marker: Marker, numbers: Sequence[int]) -> bool:
    """Whether a marker in mid-sentence cites 1, 2, 3 and maybe more."""
    return not marker.closes and len(numbers) >= _SHORTEST_SERIES and list(numbers) == list(range(1, len(numbers) + 1))


def _is_count(numbers: Sequence[int], markers: int) -> bool:
    """Whether the numbers of a row of markers repeat or are all small."""
    return markers >= _SHORTEST_COUNT and (len(set(numbers)) < len(numbers) or max(numbers) <= _MOST_SMALL)
