"""Everything in a text that is printed as a numeric marker of one form, each judged by what stands around it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from types import MappingProxyType

from citeaudit.linking._brackets import Bracket, bracket_at
from citeaudit.linking._counts import Row, Span, counters, rows, tallies
from citeaudit.linking._judgement import Refusal, Verdict, first_that_applies
from citeaudit.linking._lookalikes import (
    FORMULAS,
    LOOK_ALIKES,
    SQUARE_LOOK_ALIKES,
    follows_authors,
    names_equation,
)
from citeaudit.linking._marker import Marker
from citeaudit.linking._marker_grammar import (
    BRACKETS,
    BRIDGE,
    CLOSES_LED,
    ENCLOSED,
    GLUED_TO_STOP,
    JOINED,
    LED,
    OPENS_LED,
    PARENTHESES,
    RAISED,
    RAISED_DIGITS,
    SUPERSCRIPT,
    Numbering,
    bare,
    expanded,
    joint,
    lowered,
    numbers_of,
    printed_at,
)
from citeaudit.linking._raised_numbers import RAISED_LOOK_ALIKES, Raised
from citeaudit.linking._table_cells import cells_of_no_reference
from citeaudit.linking._unlisted_numbers import (
    SIDE_BY_SIDE,
    SO_MANY_EACH,
    UNLISTED_NUMBERS,
    UNLISTED_RAISED,
    UnlistedNumber,
    UnlistedRaised,
)
from citeaudit.linking.narrative import NAME
from citeaudit.model import Block, Run, Style
from citeaudit.text.folding import fold
from citeaudit.text.patterns import lazy

_CLOSES = lazy(r"\s?(?:[.;?!]|$)")
_NAME_BEFORE = lazy(rf"\b(?P<name>{NAME}),?\s?$")
_LONGEST_NAME = 40
"""Characters before a bracket in which the name of an author is sought."""
_REF_BEFORE = lazy(r"\brefs?\.?\s$")
_REF_BACK = 6
"""Characters before a bracket that "refs. " takes."""
_RAISED_BACK = 24
"""Characters before raised numbers by which powers and isotopes are told: a unit, a sum in brackets, "vitamin C"."""
_FEWEST_RAISED = 3
"""Raised numbers of a document from which on others may have been brought down to the line."""
_REF = lazy(r"\b(?:[Rr]ef|REF)")
_LED_BACK = 42
"""Characters before "ref. 10" in which its bracket may open."""
_IN_WORDS = lazy(r"\s(?:to|through|thru|bis)\s|\b(?:tab|fig|eq|sect)", re.IGNORECASE)
_PAST_THE_LIST = 25
"""Past the last number of the list, a number may be this much too high and still be a slip or an entry that was lost."""


@dataclass(frozen=True, slots=True)
class _Printed:
    """Numbers at a place of a block, as printed, and the rules that speak against them: by one it is refused, by the other in doubt.

    `led` is true where a word says that they are references, "(ref. 10)"; `textual` where that is part of the sentence.
    """

    start: int
    end: int
    numbers: str
    refusal: str = ""
    doubt: str = ""
    led: bool = False
    textual: bool = False

    @property
    def span(self) -> Span:
        return self.start, self.end


@dataclass(frozen=True, slots=True)
class _Surroundings:
    """What is known where the numbers of a block are judged: `text` is as `printed_at` gives it.

    `counted` are the spans that count something, each with the rule that says so; `row_of` tells where the row begins that a
    number at a place stands in; `unlisted_rows` are the starts of those that stand side by side with another that the list lacks, `repeated` of
    those that stand side by side with the same number.
    """

    form: str
    index: int
    text: str
    listed: Numbering
    names: Mapping[str, Collection[str]]
    in_cells: Collection[tuple[int, int]]
    counted: Mapping[Span, str]
    row_of: Mapping[int, int]
    unlisted_rows: Collection[int]
    repeated: Collection[int]

    @property
    def in_parentheses(self) -> bool:
        return self.form == PARENTHESES


def candidates(
    form: str,
    blocks: Sequence[Block],
    listed: Numbering,
    names: Mapping[str, Collection[str]] = MappingProxyType({}),
) -> Iterator[Marker | Refusal]:
    """What is printed as a marker of a form, in order: a marker, doubtful or not, or the refusal of one.

    Args:
        form: One of `FORMS`.
        blocks: The blocks that may hold citations.
        listed: The numbers of the list.
        names: The folded family names of the authors of the entry with a label.

    """
    in_cells = cells_of_no_reference(blocks) if form == PARENTHESES else frozenset()
    most = listed.highest + _PAST_THE_LIST
    texts = [printed_at(block.text.content) for block in blocks]
    printed_in = [
        _raised(block, text) if form == SUPERSCRIPT else _enclosed(form, block, text)
        for block, text in zip(blocks, texts, strict=True)
    ]
    if listed.known is not None:
        raised = form == SUPERSCRIPT and sum(map(len, printed_in)) >= _FEWEST_RAISED
        printed_in = [_with_others(text, found, raised) for text, found in zip(texts, printed_in, strict=True)]
    for index, (text, printed) in enumerate(zip(texts, printed_in, strict=True)):
        if not printed:
            continue
        rows_of_text = rows(text, most) if form == PARENTHESES else []
        surroundings = _Surroundings(
            form,
            index,
            text,
            listed,
            names,
            in_cells,
            _counted(text, printed, rows_of_text) if form == PARENTHESES else {},
            {match.start(): row.matches[0].start() for row in rows_of_text for match in row.matches},
            _unlisted_rows(text, printed, listed) if form == PARENTHESES else (),
            _repeated(text, printed) if form == PARENTHESES else (),
        )
        for candidate in printed:
            yield _judged_in(surroundings, candidate)


def _judged_in(around: _Surroundings, candidate: _Printed) -> Marker | Refusal:
    """The marker that numbers are, or the refusal of it."""
    text, (start, end), listed = around.text, candidate.span, around.listed
    labels, rule = ((), candidate.refusal) if candidate.refusal else expanded(candidate.numbers, listed)
    values = numbers_of(labels)
    by_author = not rule and around.in_parentheses and _is_by(text, start, around.names.get(labels[0], ()))
    unlisted = any(not listed.has(value) for value in values)
    doubt = "" if by_author else candidate.doubt
    if not rule and unlisted:
        rule = doubt or _refusing_unlisted(around, candidate, values)
    if not by_author:
        rule = rule or around.counted.get(candidate.span, "")
    if rule:
        return Refusal(rule, around.index, start, end)
    if (
        max(values) > listed.highest + _PAST_THE_LIST and min(values) <= listed.highest
    ):  # [11, 99]: a slip, or an interval
        doubt = doubt or "partly_past_the_list"
    if (around.index, start) in around.in_cells:
        doubt = doubt or "alone_in_cell"
    if start in around.repeated and not by_author:  # "owls (48) and bats (48)": so many of each
        doubt = doubt or "repeated_beside"
    return Marker(
        around.index,
        start,
        end,
        labels,
        doubt=doubt,
        authored=by_author or (around.in_parentheses and follows_authors(text, start)),
        row=around.row_of.get(start, -1),
        joint=joint(candidate.numbers),
        glued=_is_glued(around.form, text, start),
        closes=_CLOSES.match(text, end) is not None,
        textual=candidate.textual,
        unlisted=unlisted,
    )


def _refusing_unlisted(around: _Surroundings, candidate: _Printed, values: Sequence[int]) -> str:
    """The rule by which numbers, one of which the list lacks, are not a citation; "" where they are one all the same."""
    if candidate.led:
        return ""
    text, (start, end), last = around.text, candidate.span, around.listed.highest
    far = max(values) > last + _PAST_THE_LIST and (around.in_parentheses or min(values) > last)
    lone = len(values) > 1 and not any(around.listed.has(value) for value in values)
    if around.form == SUPERSCRIPT:
        before = text[max(0, start - _RAISED_BACK) : start]
        odd = first_that_applies(UNLISTED_RAISED, UnlistedRaised(before, candidate.numbers, far))
        return odd.name if odd else ""
    bracket = bracket_at(text, start, end, candidate.numbers)
    rule = first_that_applies(UNLISTED_NUMBERS, UnlistedNumber(bracket, far, lone, start in around.unlisted_rows))
    return rule.name if rule is not None and rule.verdict is not Verdict.CITES else ""


def _unlisted_rows(text: str, printed: Sequence[_Printed], listed: Numbering) -> set[int]:
    """Where numbers alone in parentheses start that stand side by side, "women (15) and men (20)", none of which the list has."""
    lone = [p for p in printed if p.numbers.isdigit() and not listed.has(int(p.numbers))]
    return {
        start
        for one, other in pairwise(lone)
        if SIDE_BY_SIDE.fullmatch(text, one.end, other.start)
        for start in (one.start, other.start)
    }


def _repeated(text: str, printed: Sequence[_Printed]) -> set[int]:
    """Where numbers alone in parentheses start that stand side by side with the same number: "owls (48) and bats (48)"."""
    return {
        start
        for one, other in pairwise(printed)
        if one.numbers == other.numbers and one.numbers.isdigit() and SO_MANY_EACH.fullmatch(text, one.end, other.start)
        for start in (one.start, other.start)
    }


def _with_others(text: str, found: Sequence[_Printed], raised: bool) -> list[_Printed]:
    """Besides what is printed in the form, numbers that words call references, and raised ones that a copy brought down."""
    others = [*_led(text)]
    if raised:
        others += [
            _Printed(*match.span(), match["numbers"], doubt="brought_down") for match in GLUED_TO_STOP.finditer(text)
        ]
    others = [p for p in others if not any(q.start < p.end and p.start < q.end for q in found)]
    return sorted((*found, *others), key=lambda p: p.span) if others else list(found)


def _led(text: str) -> Iterator[_Printed]:
    """Numbers that a word calls references: plain in brackets, "(refs 10 and 11)", doubtful in the sentence, "in reference 10"."""
    if not _REF.search(text):  # nearly always
        return
    for match in LED.finditer(text):
        numbers = bare(match["numbers"])
        opens = OPENS_LED.search(text, max(0, match.start() - _LED_BACK), match.start())
        closes = CLOSES_LED.match(text, match.end()) if opens else None
        if opens and closes:
            yield _Printed(opens.start(), closes.end(), numbers, led=True)
        else:
            yield _Printed(*match.span(), numbers, doubt="named_in_words", textual=True)


def _counted(text: str, printed: Sequence[_Printed], rows_of_text: Sequence[Row]) -> dict[Span, str]:
    """The spans that count something, each with the rule that says so."""
    counted: dict[Span, str] = {}
    for row in rows_of_text:
        counted.update(tallies(row))
    items = counters(text, [(p.start, p.end, p.numbers) for p in printed if not p.refusal])
    return counted | dict.fromkeys(items, "counts_items")


def _is_by(text: str, start: int, authors: Collection[str]) -> bool:
    """Whether the word before a bracket is one of the authors, folded."""
    if not authors:
        return False
    match = _NAME_BEFORE.search(text, max(0, start - _LONGEST_NAME), start)
    return match is not None and fold(match["name"]) in authors


def _is_glued(form: str, text: str, start: int) -> bool:
    """Whether a bracket is set without a space: "cells(12)"; "(ref. (12)" is, "cells/(12)" is not said to be."""
    if form != PARENTHESES:
        return form == BRACKETS and text[start - 1 : start].isalnum()
    before = text[max(0, start - _REF_BACK) : start]
    return before[-1:] not in " ([/\u2013\u2014-" or _REF_BEFORE.search(before) is not None


def _enclosed(form: str, block: Block, text: str) -> list[_Printed]:
    """The numbers in brackets of a form in the text of a block; "[1]–[3]" is one marker."""
    matches = list(ENCLOSED[form].finditer(text))
    if not matches:
        return []
    formulas = [(run.start, run.end) for run in block.text.runs if run.style is Style.MATH]
    refused: list[_Printed] = []
    found: list[_Printed] = []
    for match in matches:
        start, end = match.span()
        bracket = bracket_at(text, start, end, bare(match["numbers"]))
        if rule := _part_of_formula(bracket, formulas):
            refused.append(_Printed(start, end, bracket.numbers, refusal=rule))
        elif found and BRIDGE.fullmatch(text, found[-1].end, start):
            found[-1] = replace(found[-1], end=end, numbers=f"{found[-1].numbers}\u2013{bracket.numbers}")
        else:
            found.append(_judged(bracket, match["numbers"], found[-1] if found else None))
    return sorted((*found, *refused), key=lambda printed: printed.start) if refused else found


def _part_of_formula(bracket: Bracket, formulas: Sequence[Span]) -> str:
    """The rule by which a bracket is part of a formula; `in_formula`: the format itself sets it as one."""
    if any(start < bracket.end and bracket.start < end for start, end in formulas):
        return "in_formula"
    rule = first_that_applies(FORMULAS, bracket)
    return rule.name if rule else ""


def _judged(bracket: Bracket, printed: str, last: _Printed | None) -> _Printed:
    """Numbers in brackets with the rule that speaks against them, if any; `last` are those before them.

    `names_equation`: "Eq. (10)", and "Equations (2) and (3)", for what is joined to an equation by more than a comma is one.
    `joined_to_doubtful`: "Formulas (1) and (2)". `range_in_words`: "(10 to 12)", "(5, Table 2)" may be an interval, or a number and
    where it stands; in square brackets they cite.
    """
    text, start = bracket.text, bracket.start
    joined_to = last if last is not None and JOINED.fullmatch(text, last.end, start) else None
    follows = (
        joined_to is not None and joined_to.refusal == "names_equation" and text[joined_to.end : start].strip() != ","
    )
    rule = first_that_applies(SQUARE_LOOK_ALIKES if bracket.square else LOOK_ALIKES, bracket)
    doubt = rule.name if rule is not None and rule.verdict is Verdict.DOUBTFUL else ""
    if not doubt and joined_to is not None and joined_to.doubt:
        doubt = "joined_to_doubtful"
    if not (doubt or bracket.square) and _IN_WORDS.search(printed):
        doubt = "range_in_words"
    refusal = "names_equation" if follows or names_equation(text, start) else ""
    if rule is not None and rule.verdict is Verdict.REFUSED:
        refusal = refusal or rule.name
    return _Printed(start, bracket.end, bracket.numbers, refusal, doubt)


def _raised(block: Block, text: str) -> list[_Printed]:
    """The raised numbers of a block; `opens_block`: "¹ Department of", the first characters of one are a note or an affiliation."""
    raised = [run for run in block.text.runs if run.style is Style.SUPERSCRIPT]
    if not raised and text.isascii():
        return []
    found: list[_Printed] = []
    for start, end in _joined_runs(raised, text):
        if match := RAISED.fullmatch(text[start:end].strip()):
            found.append(_Printed(start, end, bare(match["numbers"])))
    for match in RAISED_DIGITS.finditer(text):
        if not any(run.start <= match.start() < run.end for run in raised):
            found.append(_Printed(*match.span(), lowered(match[0])))
    return [_judged_raised(text, printed) for printed in sorted(found, key=lambda printed: printed.span)]


def _joined_runs(raised: Sequence[Run], text: str) -> list[Span]:
    """The raised parts of a text; the ends of one range are one part, "^10^–^12^", also where the dash is raised with one of them."""
    spans: list[Span] = []
    for run in raised:
        start, end = run.start, run.end
        if BRIDGE.fullmatch(text, start, end):
            continue
        if spans and start >= spans[-1][1]:
            first, between = spans[-1], text[spans[-1][1] : start]
            joined = text[first[0] : end]
            parted = text[first[1] - 1 : first[1]].isdigit() and text[start : start + 1].isdigit()
            if (BRIDGE.fullmatch(between) or (not between and not parted)) and RAISED.fullmatch(joined.strip()):
                spans[-1] = first[0], end
                continue
        spans.append((start, end))
    return spans


def _judged_raised(text: str, printed: _Printed) -> _Printed:
    before = text[max(0, printed.start - _RAISED_BACK) : printed.start]
    if not before:
        return replace(printed, refusal="opens_block")
    raised = Raised(before, text[printed.end : printed.end + 1], printed.numbers)
    rule = first_that_applies(RAISED_LOOK_ALIKES, raised)
    return replace(printed, doubt=rule.name) if rule else printed
