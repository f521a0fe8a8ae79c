"""Numeric citation markers: which form a document uses, and where its markers stand.

One form is in use in a document. It is decided from evidence, the share of the list that the candidates of each form
reach, so that statistics, list counters and units in other brackets never compete.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from types import MappingProxyType

from citeaudit.linking._candidates import candidates
from citeaudit.linking._judgement import Refusal
from citeaudit.linking._marker import Marker, Reading, refusal
from citeaudit.linking._marker_grammar import FORMS, LONGEST_RANGE, Numbering, number, numbering
from citeaudit.linking._reference_columns import numbers_in_columns
from citeaudit.linking._settling import reached_by, settled
from citeaudit.model import Block

__all__ = [
    "FORMS",
    "LONGEST_RANGE",
    "Marker",
    "Reading",
    "Refusal",
    "find_markers",
    "highest_number",
    "number",
    "numbers_in_use",
    "read_markers",
    "share",
]

_LEAST_NUMBERED = 0.15
"""The share of a list with printed numbers that a form must reach; stray look-alikes reach less."""
_LEAST_UNNUMBERED = 0.5
"""The same where the list prints no numbers, so that nothing but the text says that it is cited by number."""
_NEXT = 4
"""Numbers of which one must be cited for use to be unbroken: entries may be cited in tables or figures only."""


def find_markers(
    blocks: Sequence[Block],
    labels: Collection[str],
    *,
    numbered: bool = True,
    names: Mapping[str, Collection[str]] = MappingProxyType({}),
) -> tuple[str, tuple[Marker, ...]]:
    """The form in use ("" where none is) and its markers in reading order; arguments as for `read_markers`."""
    reading = read_markers(blocks, labels, numbered=numbered, names=names)
    return reading.form, reading.markers


def read_markers(
    blocks: Sequence[Block],
    labels: Collection[str],
    *,
    numbered: bool = True,
    names: Mapping[str, Collection[str]] = MappingProxyType({}),
) -> Reading:
    """The form in use, its markers, and what was not taken for one.

    Args:
        blocks: The blocks that may hold citations; places in the result count these.
        labels: The numbers of the list; "12a" and "12b" where several works stand under one number.
        numbered: Whether the list prints numbers. Where it does not, a form must reach half of the list.
        names: The folded family names of the authors of the entry with a label.

    Returns:
        Refusals are in reading order. Each names the rule that decided: one of `_lookalikes`, `_counts`, `_candidates`,
        `_marker_grammar` or `_settling`; `other_form` for markers of a form that is not in use.

    """
    listed = numbering(labels)
    least = _LEAST_NUMBERED if numbered else _LEAST_UNNUMBERED
    refusals_of: dict[str, list[Refusal]] = {}
    markers_of: dict[str, tuple[Marker, ...]] = {}
    ranks: dict[str, tuple[float, int]] = {}
    for form in FORMS:
        judged = list(candidates(form, blocks, listed, names))
        markers, refused = settled([item for item in judged if isinstance(item, Marker)], listed, form)
        refusals_of[form] = [*(item for item in judged if isinstance(item, Refusal)), *refused]
        markers_of[form] = markers
        if (reached := _share(markers, listed)) >= least:
            ranks[form] = reached, len(markers)
    in_use = max(ranks, key=lambda form: ranks[form], default="")
    found = _with_columns(markers_of.pop(in_use, ()), blocks, listed) if in_use else ()
    refusals = [
        *refusals_of.pop(in_use, ()),
        *(item for items in refusals_of.values() for item in items),
        *(refusal("other_form", marker) for markers in markers_of.values() for marker in markers),
    ]
    seen = {(marker.block, marker.start, marker.end) for marker in found}
    each: dict[tuple[int, int, int], Refusal] = {}
    for item in refusals:  # "reference 10" is looked at in every form
        place = item.block, item.start, item.end
        if place not in seen:
            each.setdefault(place, item)
    return Reading(in_use, found, tuple(each[place] for place in sorted(each)))


def _with_columns(markers: Sequence[Marker], blocks: Sequence[Block], listed: Numbering) -> tuple[Marker, ...]:
    """The markers, and the bare numbers in columns of tables that hold references, in reading order."""
    taken = {(marker.block, place) for marker in markers for place in range(marker.start, marker.end)}
    more = [marker for marker in numbers_in_columns(blocks, listed) if marker.place not in taken]
    return tuple(sorted((*markers, *more), key=lambda marker: marker.place)) if more else tuple(markers)


def share(markers: Iterable[Marker], labels: Collection[str]) -> float:
    """The share of the list (0 to 1) that markers reach."""
    return _share(markers, numbering(labels))


def highest_number(blocks: Iterable[Block]) -> int:
    """The highest number that brackets or superscripts of the text seem to cite, by unbroken use; 0 where none do."""
    texts = list(blocks)
    return max((number for form in FORMS for number in numbers_in_use(texts, form)), default=0)


def numbers_in_use(blocks: Iterable[Block], form: str) -> set[int]:
    """The numbers that markers of a form seem to cite, by unbroken use, whether a list has them or not.

    They count up from 1 as long as the next number, or one of the three after it, stands in a marker of the form.
    """
    found = (item for item in candidates(form, list(blocks), Numbering()) if isinstance(item, Marker))
    seen = {number(label) for marker in found for label in marker.labels}
    reach = 0
    while following := next((n for n in range(reach + 1, reach + 1 + _NEXT) if n in seen), 0):
        reach = following
    return {n for n in seen if 0 < n <= reach}


def _share(markers: Iterable[Marker], listed: Numbering) -> float:
    known = listed.known or frozenset()
    return len(reached_by(markers, known)) / max(1, len(known))
