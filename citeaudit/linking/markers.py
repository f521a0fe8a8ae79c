"""Numeric citation markers: which form a document uses, and where its markers stand.

One form is in use in a document. It is decided from evidence, the share of the list that the candidates of each form
reach, so that statistics, list counters and units in other brackets never compete.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from citeaudit.model import Block, Style

PARENTHESES, BRACKETS, SUPERSCRIPT = "parentheses", "brackets", "superscript"
FORMS = (BRACKETS, PARENTHESES, SUPERSCRIPT)

_DASH = "\u2010\u2011\u2012\u2013\u2014\u2212-"
_NUMBER = r"\d{1,4}(?:[a-z](?![^\W_]))?"  # "12a": the first of several works under number 12
_NUMBERS = rf"{_NUMBER}(?:\s?(?:[,;{_DASH}]|,?\s?and|,?\s?&)\s?{_NUMBER})*"
_LEAD = r"(?:(?:see|cf\.?|e\.g\.,?|i\.e\.,?|refs?\.?|references?|also|reviewed in|as in)\s+)*"
_ENCLOSED = {
    BRACKETS: re.compile(rf"\[\s?(?:{_LEAD})(?P<numbers>{_NUMBERS})\s?\]", re.IGNORECASE),
    PARENTHESES: re.compile(rf"\(\s?(?:{_LEAD})(?P<numbers>{_NUMBERS})\s?\)", re.IGNORECASE),
}
_RAISED = re.compile(rf"[(\[]?\s?(?P<numbers>{_NUMBERS})\s?[,;]?[)\]]?")
_PIECE = re.compile(rf"(?P<dash>[{_DASH}])?\s?(?P<number>\d{{1,4}})(?P<letter>[a-z])?")
_PLAIN_NUMBER = re.compile(r"\d+")
_BRIDGE = re.compile(rf"\s?[{_DASH}]\s?")

_NAMED = re.compile(  # "Figure (3)", "equation (2)": the number may name something of this document
    r"\b(?:fig(?:ure|s|\.)?|tables?|tab\.|eqs?\.?|equations?|sections?|sect?\.|appendix|box|scheme|steps?|theorem|lemma|hypothes[ei]s|no\.|formulas?|"
    r"chapter|experiment|panel|supplement)\s?$",
    re.IGNORECASE,
)
_JOINED = re.compile(rf"\s?(?:,|,?\s?and|or|to|&|[{_DASH}])\s?")
_QUANTITY = r"[\d.,]+%?\s"
_ENDS_IN_QUANTITY = re.compile(rf"{_QUANTITY}$")
_DATA_BEFORE = re.compile(rf"\(\d+\),?\s(?:and\s)?{_QUANTITY}$")  # 3 (87), 6 (62)
_DATA_AFTER = re.compile(rf",?\s(?:and\s)?{_QUANTITY}\(\d+\)")
_EQUALS = re.compile(r"\s?[=<>≤≥≈]")  # F(1,4) = 1.33
_ODD_GLUE = re.compile(r"(?:(?:^|\W)\w{1,2}|\d)$")
_UNIT = re.compile(r"(?:^|[\s\d/·(])(?:[kcmdnµμ]?m|km|kg|s|h|hr|ft|in|yr|R|r|χ|[xynpzI])$")
_POWER = re.compile(r"(?<![\w.])(?:10|2|e)$")
_BEFORE_COUNTER = re.compile(
    r"(?:^|[:;,.(\u2013\u2014-]|\b(?:and|or|are|were|is|as|by|to|include|including|namely|that|either))\s*$",
    re.IGNORECASE,
)
_LONGEST_RANGE = 120
_PAST_THE_LIST = 25
_SHORTEST_COUNT = 4
_MOST_EQUATIONS = 12


@dataclass(frozen=True, slots=True)
class Marker:
    """A marker in a block: `text[start:end]`, and the labels it names, ranges expanded, in printed order.

    `doubtful` markers could be something else (a counter, a quantity); they count only where they close a gap.
    """

    block: int
    start: int
    end: int
    labels: tuple[str, ...]
    doubtful: bool = False
    glued: bool = False


def find_markers(
    blocks: Sequence[Block], labels: Collection[str], *, numbered: bool = True
) -> tuple[str, tuple[Marker, ...]]:
    """The form in use and its markers.

    Args:
        blocks: The blocks that may hold citations; places in the result count these.
        labels: The numbers of the list; "12a" and "12b" where several works stand under one number.
        numbered: Whether the list prints numbers. Where it does not, a form must reach half of the list.

    Returns:
        The form ("" where none is in use) and its markers in reading order.

    """
    known = {int(label) for label in labels if label.isdigit()}
    lettered = frozenset(label for label in labels if label[:1].isdigit() and label[-1:].isalpha())
    best: tuple[float, int] = (0.0, 0)
    form: str = ""
    found: tuple[Marker, ...] = ()
    for candidate in FORMS:
        markers = _settled(tuple(_candidates(candidate, blocks, known, lettered)), known)
        rank = (len(_reached(markers, known)) / max(1, len(known)), len(markers))
        if rank[0] >= (0.15 if numbered else 0.5) and rank > best:
            best, form, found = rank, candidate, markers
    return form, found


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


def _settled(markers: tuple[Marker, ...], known: set[int]) -> tuple[Marker, ...]:
    """The markers without look-alikes.

    A document sets its markers all with or all without a space before them ("cells (12)", "cells(12)"); those of the
    rarer way are doubtful. A doubtful one stays if nothing else cites one of its numbers.
    """
    counted = _count_things(markers)
    markers = tuple(m for m in markers if (m.block, m.start) not in counted)
    sure = [marker for marker in markers if not marker.doubtful]
    glued, spaced = (_reached([m for m in sure if m.glued is way], known) for way in (True, False))
    if len(glued) >= 5 and len(glued) >= 0.6 * len(glued | spaced):
        # what is glued to a digit or a letter is no oddity here
        sure = [marker for marker in markers if marker.glued]
    reached = _reached(sure, known)
    kept = {(m.block, m.start) for m in sure}
    return tuple(m for m in markers if (m.block, m.start) in kept or _reached([m], known) - reached)


def _count_things(markers: Sequence[Marker]) -> set[tuple[int, int]]:
    """Markers that count compounds or aims, "chlorogenic acid (1), coumarin (2) …", by block and start.

    In one block the numbers 1, 2, 3, 4 … follow each other one by one, though the text has cited higher ones before.
    """
    found: set[tuple[int, int]] = set()
    highest = 0
    for block, group in groupby(markers, key=lambda marker: marker.block):
        same = list(group)
        run: list[tuple[int, int]] = []
        for marker in same:
            if marker.labels == ("1",):
                run = [(block, marker.start)]
            elif run and marker.labels == (str(len(run) + 1),):
                run.append((block, marker.start))
            if len(run) >= _SHORTEST_COUNT and highest > 1:
                found.update(run)
        highest = max([highest, *(number(label) for marker in same for label in marker.labels)])
    return found


def _candidates(
    form: str, blocks: Sequence[Block], known: set[int] | None, lettered: Collection[str] | None
) -> Iterator[Marker]:
    last = max(known, default=0) if known is not None else 9999
    for index, block in enumerate(blocks):
        text = block.text.content
        spans = list(_raised(block)) if form == SUPERSCRIPT else list(_enclosed(form, block))
        counters = _counters(text, spans) if form == PARENTHESES else set()
        for start, end, numbers, doubtful in spans:
            found = () if (start, end) in counters else _expand(numbers, known, lettered)
            values = [number(label) for label in found]
            if not values or values[0] == 0 or any(value > last + _PAST_THE_LIST for value in values):
                continue
            if known and not any(value in known for value in values) and len(values) > 1:
                continue
            yield Marker(
                index,
                start,
                end,
                found,
                doubtful=doubtful,
                glued=_is_glued(form, text, start),
            )


def _is_glued(form: str, text: str, start: int) -> bool:
    before = text[max(0, start - 6) : start]
    return form == PARENTHESES and (before[-1:] not in " ([/\u2013\u2014-" or bool(re.search(r"\brefs?\.?\s$", before)))


Span = tuple[int, int, str, bool]
"""Start, end, the numbers as printed, and whether something speaks against a citation."""


def _enclosed(form: str, block: Block) -> Iterator[Span]:
    text = block.text.content
    formulas = [(run.start, run.end) for run in block.text.runs if run.style is Style.MATH]
    merged: list[Span] = []
    for match in _ENCLOSED[form].finditer(text):
        start, end = match.span()
        if (
            any(a < end and start < b for a, b in formulas)
            or re.match(r":\d|\(", text[end : end + 2])
            or _EQUALS.match(text, end)
        ):
            continue
        between = text[merged[-1][1] : start] if merged else "…"
        if _BRIDGE.fullmatch(between):  # [1]–[3]
            first, _, numbers, doubtful = merged.pop()
            merged.append((first, end, f"{numbers}\u2013{match['numbers']}", doubtful))
            continue
        doubtful = form == PARENTHESES and _is_doubtful(text, start, end, match["numbers"])
        if merged and merged[-1][3] and _JOINED.fullmatch(between):  # Formulas (1) and (2)
            doubtful = True
        merged.append((start, end, match["numbers"], doubtful))
    yield from merged


def _is_doubtful(text: str, start: int, end: int, numbers: str) -> bool:
    """Whether a number in parentheses may name or count something: Figure (3), 3 (87), 6 (62), f(2), (11)-slice."""
    before, after = text[max(0, start - 24) : start], text[end : end + 24]
    named = _NAMED.search(before)
    if named and (named[0][0].isupper() or (numbers.isdigit() and int(numbers) <= _MOST_EQUATIONS)):
        return True
    if _ENDS_IN_QUANTITY.search(before) and (_DATA_BEFORE.search(before) or _DATA_AFTER.match(after)):
        return True
    return bool(_ODD_GLUE.search(before)) or after[:1] in {"-", "\u2010", "\u2011"}


def _raised(block: Block) -> Iterator[Span]:
    text = block.text.content
    for run in block.text.runs:
        if run.style is not Style.SUPERSCRIPT:
            continue
        match = _RAISED.fullmatch(text[run.start : run.end].strip())
        before, after = text[max(0, run.start - 8) : run.start], text[run.end : run.end + 1]
        if not match or not before:
            continue
        doubtful = after.isalpha() or bool(_POWER.search(before))
        doubtful = doubtful or (match["numbers"] in {"2", "3"} and bool(_UNIT.search(before)))
        yield run.start, run.end, match["numbers"], doubtful


def _expand(numbers: str, known: set[int] | None, lettered: Collection[str] | None) -> tuple[str, ...]:
    """The labels of a marker, ranges filled in with the numbers that the list knows, each once.

    A number with a letter is none unless the list has that label; None for `known` and `lettered` knows all numbers.
    """
    labels: list[str] = []
    for piece in _PIECE.finditer(numbers):
        value = int(piece["number"])
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


def _counters(text: str, spans: Sequence[Span]) -> set[tuple[int, int]]:
    """Spans that count items of a sentence, "(1) first; (2) second", and cite nothing."""
    found: set[tuple[int, int]] = set()
    run: list[tuple[int, int]] = []
    for start, end, numbers, _ in spans:
        if not text[end : end + 2].strip()[:1].isalpha():
            continue
        if numbers.strip() == "1":
            run = [(start, end)]
        elif run and numbers.strip() == str(len(run) + 1) and _BEFORE_COUNTER.search(text[max(0, start - 16) : start]):
            run.append((start, end))
            found.update(run)
    return found
