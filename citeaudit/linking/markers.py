"""Numeric citation markers: which form a document uses, and where its markers stand.

One form is in use in a document. It is decided from evidence, the share of the list that the candidates of each form
reach, so that statistics, list counters and units in other brackets never compete.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from types import MappingProxyType

from citeaudit.linking import _lookalikes as lookalikes
from citeaudit.linking._table_cells import cells_of_no_reference
from citeaudit.linking.narrative import NAME
from citeaudit.model import Block, Link, Style
from citeaudit.text.folding import fold

PARENTHESES, BRACKETS, SUPERSCRIPT = "parentheses", "brackets", "superscript"
FORMS = (BRACKETS, PARENTHESES, SUPERSCRIPT)

_DASH = "\u2010\u2011\u2012\u2013\u2014\u2212-"
_NUMBER = r"\d{1,4}(?:(?-i:[a-z])(?![^\W_]))?"  # "12a": the first of several works under number 12
_NUMBERS = rf"{_NUMBER}(?:\s?(?:[,;{_DASH}]|,?\s?and|,?\s?&)\s?{_NUMBER})*"
_LEAD = r"(?:(?:see|cf\.?|e\.g\.,?|i\.e\.,?|refs?\.?|references?|also|reviewed in|as in)\s+)*"
_ENCLOSED = {
    BRACKETS: re.compile(rf"\[\s?(?:{_LEAD})(?P<numbers>{_NUMBERS})\s?\]", re.IGNORECASE),
    PARENTHESES: re.compile(rf"\(\s?(?:{_LEAD})(?P<numbers>{_NUMBERS})\s?\)", re.IGNORECASE),
}
_RAISED = re.compile(rf"[(\[]?\s?(?P<numbers>{_NUMBERS})\s?[,;]?[)\]]?")
_RAISED_DIGITS = re.compile(  # ¹²³ as characters of their own; not those of s⁻¹ and Ca²⁺
    rf"(?<![⁻⁺⁰¹²³⁴-⁹])[¹²³⁴-⁹][⁰¹²³⁴-⁹]{{0,3}}(?:[,;˒⸴⁻{_DASH}]\s?[⁰¹²³⁴-⁹]{{1,4}})*(?![⁺⁻⁰¹²³⁴-⁹ⁿ])"
)
_LOWERED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻˒⸴", "0123456789-,,")
_PIECE = re.compile(rf"(?P<dash>[{_DASH}])?\s?(?P<number>\d{{1,4}})(?P<letter>[a-z])?")
_AND = re.compile(r"and|&")
_PLAIN_NUMBER = re.compile(r"\d+")
_BRIDGE = re.compile(rf"\s?[{_DASH}]\s?")
_JOINED = re.compile(rf"\s?(?:,|,?\s?and|or|to|&|[{_DASH}])\s?")
_CLOSES = re.compile(r"\s?(?:[.;?!]|$)")
_NAME_BEFORE = re.compile(rf"\b(?P<name>{NAME}),?\s?$")
_LONGEST_NAME = 40
_LONGEST_RANGE = 120
_PAST_THE_LIST = 25
_PLAIN_HABIT, _MOST_ODD = 10, 0.1
_SHORTEST_COUNT, _SHORTEST_SERIES, _MOST_SMALL, _LONG_LIST = 4, 3, 9, 25
_SHORTEST_IN_ORDER, _IN_ORDER, _FAR, _CITED_LATER = 10, 0.7, 5, 0.8


@dataclass(frozen=True, slots=True)
class Marker:
    """A marker in a block: `text[start:end]`, and the labels it names, ranges expanded, in printed order.

    `doubtful` markers could be something else (a counter, a quantity); they count only where they close a gap.
    `glued` ones have no space before them, `closes` is true at the end of a sentence. `links` say
    what the labels point at where the list does not know them by number. `core` is where the names that belong to the
    sentence end, `names` are these: "Smith et al. (2015)". `textual` ones are words of the sentence themselves.
    `row` is where the row of numbers begins that it stands in, "one (3), two (5)", -1 for none. `joint` is
    "and" or "," where numbers are joined so; `authored` is true right behind "et al.", or an author of the entry with its number.
    """

    block: int
    start: int
    end: int
    labels: tuple[str, ...]
    doubtful: bool = False
    glued: bool = False
    closes: bool = False
    links: tuple[Link, ...] = ()
    core: int | None = None
    names: tuple[str, ...] = ()
    textual: bool = False
    row: int = -1
    joint: str = ""
    authored: bool = False


def find_markers(
    blocks: Sequence[Block],
    labels: Collection[str],
    *,
    numbered: bool = True,
    names: Mapping[str, Collection[str]] = MappingProxyType({}),
) -> tuple[str, tuple[Marker, ...]]:
    """The form in use and its markers.

    Args:
        blocks: The blocks that may hold citations; places in the result count these.
        labels: The numbers of the list; "12a" and "12b" where several works stand under one number.
        numbered: Whether the list prints numbers. Where it does not, a form must reach half of the list.
        names: The folded family names of the authors of the entry with a label.

    Returns:
        The form ("" where none is in use) and its markers in reading order.

    """
    known = {int(label) for label in labels if label.isdigit()}
    lettered = frozenset(label for label in labels if label[:1].isdigit() and label[-1:].isalpha())
    best: tuple[float, int] = (0.0, 0)
    form: str = ""
    found: tuple[Marker, ...] = ()
    for candidate in FORMS:
        markers = _settled(tuple(_candidates(candidate, blocks, known, lettered, names)), known, candidate)
        rank = (len(_reached(markers, known)) / max(1, len(known)), len(markers))
        if rank[0] >= (0.15 if numbered else 0.5) and rank > best:
            best, form, found = rank, candidate, markers
    return form, found


def share(markers: Iterable[Marker], labels: Collection[str]) -> float:
    """The share of the list (0 to 1) that markers reach."""
    known = {int(label) for label in labels if label.isdigit()}
    return len(_reached(markers, known)) / max(1, len(known))


def highest_number(blocks: Iterable[Block]) -> int:
    """The highest number that brackets or superscripts of the text seem to cite, by unbroken use; 0 where none do.

    Counts up from 1 as long as the next number, or one of the three after it, stands in a marker of the same form.
    """
    highest = 0
    texts = list(blocks)
    for form in FORMS:
        seen = {number(label) for marker in _candidates(form, texts, None, None) for label in marker.labels}
        reach = 0
        while following := next((n for n in range(reach + 1, reach + 5) if n in seen), 0):
            reach = following
        highest = max(highest, reach)
    return highest


def number(label: str) -> int:
    """The number in a label that begins with one: 12 of "12" and of "12a"."""
    match = _PLAIN_NUMBER.match(label)
    return int(match[0]) if match else 0


def _reached(markers: Iterable[Marker], known: set[int]) -> set[int]:
    return {number(label) for marker in markers for label in marker.labels} & known


def _settled(markers: tuple[Marker, ...], known: set[int], form: str) -> tuple[Marker, ...]:
    """The markers without look-alikes.

    A document sets its markers all with or all without a space before them ("cells (12)", "cells(12)"); those of the
    rarer way are doubtful. A doubtful one stays if nothing else cites one of its numbers.
    """
    if form == PARENTHESES:
        counted = _count_things(markers)
        counted |= _item_numbers(markers)
        early = _far_ahead([m for m in markers if not m.doubtful and (m.block, m.start) not in counted])
        early |= _joined_oddly(markers) | _known_before(markers, len(known))
        markers = tuple(
            replace(m, doubtful=True) if (m.block, m.start) in early else m
            for m in markers
            if (m.block, m.start) not in counted
        )
    sure = [marker for marker in markers if not marker.doubtful]
    glued, spaced = (_reached([m for m in sure if m.glued is way], known) for way in (True, False))
    if len(glued) >= 5 and len(glued) >= 0.6 * len(glued | spaced):
        # what is glued to a digit or a letter is no oddity here
        in_turn = _in_turn(markers)
        sure = [m for m in markers if m.glued or m.authored or (not m.doubtful and (m.block, m.start) in in_turn)]
    reached = _reached(sure, known)
    kept = {(m.block, m.start) for m in sure}
    return tuple(m for m in markers if (m.block, m.start) in kept or _reached([m], known) - reached)


def _item_numbers(markers: Sequence[Marker]) -> set[tuple[int, int]]:
    """Markers that number paragraphs, "(1) Coating step. …", "(2) Blocking step. …", by block and start."""
    found: set[tuple[int, int]] = set()
    run: list[tuple[int, int]] = []
    for marker in markers:
        if marker.start == 0 and marker.labels in {("1",), (str(len(run) + 1),)}:
            run = [*run, (marker.block, 0)] if marker.labels != ("1",) else [(marker.block, 0)]
            if len(run) > 1:
                found.update(run)
    return found


def _far_ahead(markers: Sequence[Marker]) -> set[tuple[int, int]]:
    """Markers with one number far beyond all before it, "50 P450s (26)", by block and start.

    Only where the list is numbered in the order of citation, and where the numbers in between are cited later.
    """
    first = _first_places(markers)
    if not _is_in_order(first):
        return set()
    found: set[tuple[int, int]] = set()
    highest = 0
    for place, marker in enumerate(markers):
        numbers = [number(label) for label in marker.labels]
        between = [n for n in range(highest + 1, numbers[0]) if n in first]
        later = sum(first[n] > place for n in between)
        plain = len(numbers) == 1 and not (marker.closes or marker.authored)
        if plain and len(between) >= _FAR and later >= _CITED_LATER * len(between):
            found.add((marker.block, marker.start))
        else:
            highest = max(highest, *numbers)
    return found


def _joined_oddly(markers: Sequence[Marker]) -> set[tuple[int, int]]:
    """Markers with an "and", "the genes (12, 13 and 29)", where the document joins numbers by commas alone."""
    several = [marker for marker in markers if marker.joint]
    odd = [marker for marker in several if marker.joint == "and"]
    if len(several) - len(odd) < _PLAIN_HABIT or len(odd) > _MOST_ODD * len(several):
        return set()
    return {(marker.block, marker.start) for marker in odd}


def _first_places(markers: Iterable[Marker]) -> dict[int, int]:
    """Which marker names a number first."""
    first: dict[int, int] = {}
    for place, marker in enumerate(markers):
        for label in marker.labels:
            first.setdefault(number(label), place)
    return first


def _is_in_order(first: Mapping[int, int]) -> bool:
    """Whether the list is numbered in the order of citation."""
    in_order = sorted(first, key=lambda n: (first[n], n))
    rising = sum(0 < b - a <= 2 for a, b in pairwise(in_order))
    return len(first) >= _SHORTEST_IN_ORDER and rising >= _IN_ORDER * (len(first) - 1)


def _in_turn(markers: Sequence[Marker]) -> set[tuple[int, int]]:
    """Markers with just the numbers that are to come next, where the list is numbered in the order of citation."""
    glued = [marker for marker in markers if marker.glued]
    if not _is_in_order(_first_places(glued)):
        return set()
    found: set[tuple[int, int]] = set()
    highest = 0
    for marker in markers:
        numbers = [number(label) for label in marker.labels]
        new = [n for n in numbers if n > highest]
        if new and new == list(range(highest + 1, highest + 1 + len(new))):
            found.add((marker.block, marker.start))
            highest = new[-1]
        elif marker.glued:
            highest = max(highest, *numbers)
    return found


def _known_before(markers: Sequence[Marker], length: int) -> set[tuple[int, int]]:
    """Markers that count things with numbers that the text has cited before, by block and start.

    "The compounds (1–10) were": a range from 1 that was not cited as one before and does not close a sentence.
    "ears (5), eyes (3), legs (5) and wings (2)": four numbers in a row that repeat or are all small; only where the list
    is long (`length`), for who cites again then rarely names just these.
    """
    found: set[tuple[int, int]] = set()
    seen: set[int] = set()
    whole: set[tuple[str, ...]] = set()
    for _, group in groupby(markers, key=lambda m: (m.block, m.row if m.row >= 0 else m.start)):
        same = list(group)
        numbers = [number(label) for marker in same for label in marker.labels]
        odd = False
        if seen.issuperset(numbers):
            if len(same) == 1:
                from_one = numbers == list(range(1, len(numbers) + 1)) and len(numbers) >= _SHORTEST_SERIES
                odd = from_one and not same[0].closes and same[0].labels not in whole
            elif len(same) >= _SHORTEST_COUNT and length >= _LONG_LIST:
                odd = len(set(numbers)) < len(numbers) or max(numbers) <= _MOST_SMALL
        if odd:
            found.update((marker.block, marker.start) for marker in same)
        else:
            whole.update(marker.labels for marker in same)
        seen.update(numbers)
    return found


def _count_things(markers: Sequence[Marker]) -> set[tuple[int, int]]:
    """Markers that count compounds or aims, "chlorogenic acid (1), coumarin (2) …", by block and start.

    In one block the numbers 1, 2, 3 … follow each other one by one, though the text has cited all of them before, and most
    (of three: all) do not close a sentence. What is cited there for the first time is a citation.
    """
    found: set[tuple[int, int]] = set()
    ends = {(marker.block, marker.start) for marker in markers if marker.closes}
    before: set[str] = set()
    for block, group in groupby(markers, key=lambda marker: marker.block):
        same = list(group)
        run: list[tuple[int, int]] = []
        for marker in same:
            if marker.labels == ("1",):
                run = [(block, marker.start)]
            elif run and marker.labels == (str(len(run) + 1),):
                run.append((block, marker.start))
            cited = all(str(n) in before for n in range(1, len(run) + 1))
            closing = len(ends & set(run))
            shortest = _SHORTEST_COUNT if closing else _SHORTEST_SERIES
            if len(run) >= shortest and cited and 3 * closing <= len(run):
                found.update(run)
        before.update(label for marker in same for label in marker.labels)
    return found


def _candidates(
    form: str,
    blocks: Sequence[Block],
    known: set[int] | None,
    lettered: Collection[str] | None,
    names: Mapping[str, Collection[str]] = MappingProxyType({}),
) -> Iterator[Marker]:
    last = max(known, default=0) if known is not None else 9999
    lone = cells_of_no_reference(blocks) if form == PARENTHESES else frozenset()
    for index, block in enumerate(blocks):
        text = block.text.content
        spans = sorted(_raised(block)) if form == SUPERSCRIPT else list(_enclosed(form, block))
        counting = form == PARENTHESES and bool(spans)
        rows = lookalikes.rows(text) if counting else []
        counters = lookalikes.counters(text, spans) if counting else set()
        counters |= lookalikes.tallies(text, rows, last + _PAST_THE_LIST)
        row_of = {match.start(): row[0].start() for row in rows for match in row}
        for start, end, numbers, doubtful in spans:
            found = _expand(numbers, known, lettered)
            values = [number(label) for label in found]
            if not values or values[0] == 0:
                continue
            past = max(values) > last + _PAST_THE_LIST
            if past and (form == PARENTHESES or min(values) > last):
                continue
            if known and not any(value in known for value in values) and len(values) > 1:
                continue
            by = counting and _is_by(text, start, names.get(found[0], ()))
            if (start, end) in counters and not by:
                continue
            yield Marker(
                index,
                start,
                end,
                found,
                doubtful=(doubtful and not by) or past or (index, start) in lone,  # [11, 99]: a slip, or an interval
                authored=by or (counting and lookalikes.follows_authors(text, start)),
                row=row_of.get(start, -1),
                joint="and" if _AND.search(numbers) else "," if "," in numbers else "",
                glued=_is_glued(form, text, start),
                closes=_CLOSES.match(text, end) is not None,
            )


def _is_by(text: str, start: int, authors: Collection[str]) -> bool:
    """Whether the word before a bracket is one of the authors, folded."""
    if not authors:
        return False
    match = _NAME_BEFORE.search(text, max(0, start - _LONGEST_NAME), start)
    return match is not None and fold(match["name"]) in authors


def _is_glued(form: str, text: str, start: int) -> bool:
    before = text[max(0, start - 6) : start]
    return form == PARENTHESES and (before[-1:] not in " ([/\u2013\u2014-" or bool(re.search(r"\brefs?\.?\s$", before)))


def _enclosed(form: str, block: Block) -> Iterator[lookalikes.Span]:
    text = block.text.content
    formulas = [(run.start, run.end) for run in block.text.runs if run.style is Style.MATH]
    merged: list[lookalikes.Span] = []
    equations: set[int] = set()
    for match in _ENCLOSED[form].finditer(text):
        start, end = match.span()
        if any(a < end and start < b for a, b in formulas) or lookalikes.is_formula(text, start, end, match["numbers"]):
            continue
        between = text[merged[-1][1] : start] if merged else "…"
        if _BRIDGE.fullmatch(between):  # [1]–[3]
            first, _, numbers, doubtful = merged.pop()
            merged.append((first, end, f"{numbers}\u2013{match['numbers']}", doubtful))
            continue
        doubtful = form == PARENTHESES and lookalikes.may_name_something(text, start, end, match["numbers"])
        joined = bool(merged) and _JOINED.fullmatch(between) is not None
        if joined and merged[-1][3]:  # Formulas (1) and (2)
            doubtful = True
        follows = joined and merged[-1][0] in equations and between.strip() != ","
        if form == PARENTHESES and (follows or lookalikes.names_equation(text, start)):
            equations.add(start)
        merged.append((start, end, match["numbers"], doubtful))
    yield from (span for span in merged if span[0] not in equations)


def _raised(block: Block) -> Iterator[lookalikes.Span]:
    text = block.text.content
    raised = [run for run in block.text.runs if run.style is Style.SUPERSCRIPT]
    for run in raised:
        match = _RAISED.fullmatch(text[run.start : run.end].strip())
        before, after = text[max(0, run.start - 8) : run.start], text[run.end : run.end + 1]
        if not match or not before:
            continue
        doubtful = lookalikes.may_be_power(before, after, match["numbers"])
        yield run.start, run.end, match["numbers"], doubtful
    for match in () if text.isascii() else _RAISED_DIGITS.finditer(text):
        before, after = text[max(0, match.start() - 8) : match.start()], text[match.end() : match.end() + 1]
        if before and not any(run.start <= match.start() < run.end for run in raised):
            numbers = match[0].translate(_LOWERED)
            yield *match.span(), numbers, lookalikes.may_be_power(before, after, numbers)


def _expand(numbers: str, known: set[int] | None, lettered: Collection[str] | None) -> tuple[str, ...]:
    """The labels of a marker, ranges filled in with the numbers that the list knows, each once.

    A number with a letter is none unless the list has that label; None for `known` and `lettered` knows all numbers.
    """
    labels: list[str] = []
    for piece in _PIECE.finditer(numbers):
        value = int(piece["number"])
        if piece["number"].startswith("0"):  # 22,036
            return ()
        if piece["letter"] and (lettered is None or piece["number"] + piece["letter"] not in lettered):
            return ()
        if piece["dash"] and labels:
            first = number(labels[-1])
            if value < first and len(piece["number"]) < len(str(first)):  # 123–5
                value = int(str(first)[: -len(piece["number"])] + piece["number"])
            if not first < value <= first + _LONGEST_RANGE:
                return ()
            between = range(first + 1, value)
            labels += [str(n) for n in between if known is None or n in known]
        labels.append(f"{value}{piece['letter'] or ''}")
    return tuple(dict.fromkeys(labels))
