"""Numeric citation markers: which form a document uses, and where its markers stand.

One form is in use in a document. It is decided from evidence, the share of the list that the candidates of each form
reach, so that statistics, list counters and units in other brackets never compete.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from citeaudit.model import Block, BlockKind, Style

PARENTHESES, BRACKETS, SUPERSCRIPT = "parentheses", "brackets", "superscript"
FORMS = (BRACKETS, PARENTHESES, SUPERSCRIPT)

_DASH = "\u2010\u2011\u2012\u2013\u2014\u2212-"
_NUMBERS = rf"\d{{1,4}}(?:\s?(?:[,;{_DASH}]|,?\s?and|,?\s?&)\s?\d{{1,4}})*"
_LEAD = r"(?:(?:see|cf\.?|e\.g\.,?|i\.e\.,?|refs?\.?|references?|also|reviewed in|as in)\s+)*"
_ENCLOSED = {
    BRACKETS: re.compile(rf"\[\s?(?:{_LEAD})(?P<numbers>{_NUMBERS})\s?\]", re.IGNORECASE),
    PARENTHESES: re.compile(rf"\(\s?(?:{_LEAD})(?P<numbers>{_NUMBERS})\s?\)", re.IGNORECASE),
}
_RAISED = re.compile(rf"[(\[]?\s?(?P<numbers>{_NUMBERS})\s?[,;]?[)\]]?")
_PIECE = re.compile(rf"(?P<dash>[{_DASH}])?\s?(?P<number>\d{{1,4}})")
_BRIDGE = re.compile(rf"\s?[{_DASH}]\s?")

_NAMED = re.compile(  # "Figure (3)", "equation (2)": the number names something of this document
    r"\b(?:fig(?:ure|s|\.)?|tables?|tab\.|eqs?\.?|equations?|sections?|sect?\.|appendix|box|scheme|steps?|theorem|lemma|hypothes[ei]s|no\.|formulas?|"
    r"chapter|experiment|panel|supplement)\s?$",
    re.IGNORECASE,
)
_UNIT = re.compile(r"(?:^|[\s\d/·(])(?:[kcmdnµμ]?m|km|kg|s|h|hr|ft|in|yr|R|r|χ|[xynpzI])$")
_POWER = re.compile(r"(?:^|[^\d])(?:10|2|e)$")
_BEFORE_COUNTER = re.compile(r"(?:^|[:;,.(\u2013\u2014-]|\b(?:and|or|are|were|is|as|by|to|include|including|namely|that|either))\s*$", re.IGNORECASE)
_LONGEST_RANGE = 120
_PAST_THE_LIST = 25


@dataclass(frozen=True, slots=True)
class Marker:
    """A marker in a block: `text[start:end]`, and the labels it names, ranges expanded, in printed order."""

    block: int
    start: int
    end: int
    labels: tuple[str, ...]


def find_markers(blocks: Sequence[Block], labels: Collection[str], *, numbered: bool = True) -> tuple[str, tuple[Marker, ...]]:
    """The form in use and its markers.

    Args:
        blocks: The blocks that may hold citations; places in the result count these.
        labels: The numbers of the list.
        numbered: Whether the list prints numbers. Where it does not, a form must reach half of the list.

    Returns:
        The form ("" where none is in use) and its markers in reading order.
    """
    known = {int(label) for label in labels if label.isdigit()}
    best: tuple[float, int] = (0.0, 0)
    form, found = "", ()
    for candidate in FORMS:
        markers = tuple(_candidates(candidate, blocks, known))
        reached = {label for marker in markers for label in marker.labels if int(label) in known}
        rank = (len(reached) / max(1, len(known)), len(markers))
        least = 0.15 if numbered else 0.5
        if rank[0] >= least and rank > best:
            best, form, found = rank, candidate, markers
    return form, found


def highest_number(blocks: Iterable[Block]) -> int:
    """The highest number that brackets or superscripts of the text seem to cite, by unbroken use; 0 where none do.

    Counts up from 1 as long as the next number, or one of the three after it, stands in a marker of the same form.
    """
    highest = 0
    texts = list(blocks)
    for form in FORMS:
        seen = {int(label) for marker in _candidates(form, texts, None) for label in marker.labels}
        reach = 0
        while following := next((n for n in range(reach + 1, reach + 5) if n in seen), 0):
            reach = following
        highest = max(highest, reach)
    return highest


def _candidates(form: str, blocks: Sequence[Block], known: set[int] | None) -> Iterator[Marker]:
    last = max(known, default=0) if known is not None else 9999
    for index, block in enumerate(blocks):
        spans = list(_raised(block)) if form == SUPERSCRIPT else list(_enclosed(form, block))
        counters = _counters(block.text.content, spans) if form == PARENTHESES else set()
        for start, end, numbers in spans:
            values = _expand(numbers, known)
            if not values or (start, end) in counters or values[0] == 0:
                continue
            if any(value > last + _PAST_THE_LIST for value in values):
                continue
            if known and not any(value in known for value in values) and len(values) > 1:
                continue
            yield Marker(index, start, end, tuple(map(str, values)))


def _enclosed(form: str, block: Block) -> Iterator[tuple[int, int, str]]:
    text = block.text.content
    formulas = [(run.start, run.end) for run in block.text.runs if run.style is Style.MATH]
    matches = [m for m in _ENCLOSED[form].finditer(text) if not any(a < m.end() and m.start() < b for a, b in formulas)]
    merged: list[tuple[int, int, str]] = []
    for match in matches:
        before, after = text[: match.start()], text[match.end() : match.end() + 2]
        if _NAMED.search(before[-14:]) or re.match(r":\d|\(", after):
            continue
        if form == PARENTHESES and (re.search(r"(?:^|\W)\w{0,2}$|\d$", before) and not before[-1:].isspace() and before[-1:].isalnum()):
            continue  # f(2), 12(6), IL(2)
        if form == PARENTHESES and block.kind is BlockKind.TABLE and re.search(r"[\d%]\s*$", before):
            continue
        if merged and _BRIDGE.fullmatch(text[merged[-1][1] : match.start()]):  # [1]–[3]
            start, _, numbers = merged.pop()
            merged.append((start, match.end(), f"{numbers}\u2013{match['numbers']}"))
        else:
            merged.append((match.start(), match.end(), match["numbers"]))
    yield from merged


def _raised(block: Block) -> Iterator[tuple[int, int, str]]:
    text = block.text.content
    for run in block.text.runs:
        if run.style is not Style.SUPERSCRIPT:
            continue
        match = _RAISED.fullmatch(text[run.start : run.end].strip())
        before, after = text[max(0, run.start - 8) : run.start], text[run.end : run.end + 1]
        if not match or not before or after.isalpha() or _POWER.search(before):
            continue
        if match["numbers"] in {"2", "3"} and _UNIT.search(before):
            continue
        yield run.start, run.end, match["numbers"]


def _expand(numbers: str, known: set[int] | None) -> list[int]:
    """The numbers of a marker, ranges filled in with the numbers that the list knows, each once."""
    values: list[int] = []
    for piece in _PIECE.finditer(numbers):
        value = int(piece["number"])
        if piece["dash"] and values:
            first = values[-1]
            if value < first and len(piece["number"]) < len(str(first)):  # 123–5
                value = int(str(first)[: -len(piece["number"])] + piece["number"])
            if not first < value <= first + _LONGEST_RANGE:
                return []
            between = range(first + 1, value)
            values += [n for n in between if known is None or n in known]
        values.append(value)
    return list(dict.fromkeys(values))


def _counters(text: str, spans: list[tuple[int, int, str]]) -> set[tuple[int, int]]:
    """Spans that count items of a sentence, "(1) first; (2) second", and cite nothing."""
    found: set[tuple[int, int]] = set()
    run: list[tuple[int, int]] = []
    for start, end, numbers in spans:
        opens = bool(_BEFORE_COUNTER.search(text[:start])) and text[end : end + 2].strip()[:1].isalpha()
        if opens and numbers.strip() == str(len(run) + 1):
            run.append((start, end))
        elif opens and numbers.strip() == "1":
            run = [(start, end)]
        else:
            continue
        if len(run) >= 2:
            found.update(run)
    return found
