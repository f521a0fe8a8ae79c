"""Everything in a text that is printed as a numeric marker of one form, each judged by what stands around it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from citeaudit.linking._counts import Row, Span, counters, rows, tallies
from citeaudit.linking._judgement import Refusal, Verdict, first_that_applies
from citeaudit.linking._lookalikes import (
    FORMULAS,
    LOOK_ALIKES,
    RAISED_LOOK_ALIKES,
    Bracket,
    Raised,
    bracket_at,
    follows_authors,
    names_equation,
)
from citeaudit.linking._marker import Marker
from citeaudit.linking._marker_grammar import (
    BRIDGE,
    ENCLOSED,
    JOINED,
    PARENTHESES,
    RAISED,
    RAISED_DIGITS,
    SUPERSCRIPT,
    Numbering,
    expanded,
    joint,
    lowered,
    numbers_of,
)
from citeaudit.linking._table_cells import cells_of_no_reference
from citeaudit.linking.narrative import NAME
from citeaudit.model import Block, Style
from citeaudit.text.folding import fold
from citeaudit.text.patterns import lazy

_CLOSES = lazy(r"\s?(?:[.;?!]|$)")
_NAME_BEFORE = lazy(rf"\b(?P<name>{NAME}),?\s?$")
_LONGEST_NAME = 40
"""Characters before a bracket in which the name of an author is sought."""
_REF_BEFORE = lazy(r"\brefs?\.?\s$")
_REF_BACK = 6
"""Characters before a bracket that "refs. " takes."""
_RAISED_BACK = 8
"""Characters before raised numbers by which powers and isotopes are told: a unit, or "10"."""
_PAST_THE_LIST = 25
"""Past the last number of the list, a number may be this much too high and still be a slip or an entry that was lost."""


@dataclass(frozen=True, slots=True)
class _Printed:
    """Numbers at a place of a block, as printed, and the rules that speak against them: by one it is refused, by the other in doubt."""

    start: int
    end: int
    numbers: str
    refusal: str = ""
    doubt: str = ""

    @property
    def span(self) -> Span:
        return self.start, self.end


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
    last = listed.highest
    most = last + _PAST_THE_LIST
    for index, block in enumerate(blocks):
        printed = _raised(block) if form == SUPERSCRIPT else _enclosed(form, block)
        if not printed:
            continue
        text = block.text.content
        rows_of_text = rows(text, most) if form == PARENTHESES else []
        counted = _counted(text, printed, rows_of_text) if form == PARENTHESES else {}
        row_of = {match.start(): row.matches[0].start() for row in rows_of_text for match in row.matches}
        for candidate in printed:
            start, end = candidate.span
            labels, rule = ((), candidate.refusal) if candidate.refusal else expanded(candidate.numbers, listed)
            values = numbers_of(labels)
            rule = rule or _not_in_list(form, values, listed, last)
            by_author = not rule and form == PARENTHESES and _is_by(text, start, names.get(labels[0], ()))
            if not by_author:
                rule = rule or counted.get(candidate.span, "")
            if rule:
                yield Refusal(rule, index, start, end)
                continue
            doubt = "" if by_author else candidate.doubt
            if max(values) > most:  # [11, 99]: a slip, or an interval
                doubt = doubt or "partly_past_the_list"
            if (index, start) in in_cells:
                doubt = doubt or "alone_in_cell"
            yield Marker(
                index,
                start,
                end,
                labels,
                doubt=doubt,
                authored=by_author or (form == PARENTHESES and follows_authors(text, start)),
                row=row_of.get(start, -1),
                joint=joint(candidate.numbers),
                glued=form == PARENTHESES and _is_glued(text, start),
                closes=_CLOSES.match(text, end) is not None,
            )


def _not_in_list(form: str, values: Sequence[int], listed: Numbering, last: int) -> str:
    """The rule by which the list, whose last number is `last`, cannot have the numbers of a marker; "" where it can.

    `past_the_list`: "(2015)" where the list has 80 entries; in brackets only where none of the numbers is in its reach.
    `all_unknown`: "(64, 72)" where the list has neither; one number alone may be of an entry that was lost.
    """
    past = max(values) > last + _PAST_THE_LIST
    if past and (form == PARENTHESES or min(values) > last):
        return "past_the_list"
    if len(values) > 1 and not any(listed.has(value) for value in values):
        return "all_unknown"
    return ""


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


def _is_glued(text: str, start: int) -> bool:
    """Whether a bracket is set without a space: "cells(12)"; "(ref. (12)" is, "cells/(12)" is not said to be."""
    before = text[max(0, start - _REF_BACK) : start]
    return before[-1:] not in " ([/\u2013\u2014-" or _REF_BEFORE.search(before) is not None


def _enclosed(form: str, block: Block) -> list[_Printed]:
    """The numbers in brackets of a form; "[1]–[3]" is one marker."""
    text = block.text.content
    matches = list(ENCLOSED[form].finditer(text))
    if not matches:
        return []
    formulas = [(run.start, run.end) for run in block.text.runs if run.style is Style.MATH]
    refused: list[_Printed] = []
    found: list[_Printed] = []
    for match in matches:
        start, end = match.span()
        bracket = bracket_at(text, start, end, match["numbers"])
        if rule := _part_of_formula(bracket, formulas):
            refused.append(_Printed(start, end, bracket.numbers, refusal=rule))
        elif found and BRIDGE.fullmatch(text, found[-1].end, start):
            found[-1] = replace(found[-1], end=end, numbers=f"{found[-1].numbers}\u2013{bracket.numbers}")
        elif form == PARENTHESES:
            found.append(_judged(bracket, found[-1] if found else None))
        else:
            found.append(_Printed(start, end, bracket.numbers))
    return sorted((*found, *refused), key=lambda printed: printed.start) if refused else found


def _part_of_formula(bracket: Bracket, formulas: Sequence[Span]) -> str:
    """The rule by which a bracket is part of a formula; `in_formula`: the format itself sets it as one."""
    if any(start < bracket.end and bracket.start < end for start, end in formulas):
        return "in_formula"
    rule = first_that_applies(FORMULAS, bracket)
    return rule.name if rule else ""


def _judged(bracket: Bracket, last: _Printed | None) -> _Printed:
    """A number in parentheses with the rule that speaks against it, if any; `last` is the one before it.

    `names_equation`: "Eq. (10)", and "Equations (2) and (3)", for what is joined to an equation by more than a comma is one.
    `joined_to_doubtful`: "Formulas (1) and (2)".
    """
    text, start = bracket.text, bracket.start
    joined_to = last if last is not None and JOINED.fullmatch(text, last.end, start) else None
    follows = (
        joined_to is not None and joined_to.refusal == "names_equation" and text[joined_to.end : start].strip() != ","
    )
    rule = first_that_applies(LOOK_ALIKES, bracket)
    doubt = rule.name if rule is not None and rule.verdict is Verdict.DOUBTFUL else ""
    if not doubt and joined_to is not None and joined_to.doubt:
        doubt = "joined_to_doubtful"
    refusal = "names_equation" if follows or names_equation(text, start) else ""
    return _Printed(start, bracket.end, bracket.numbers, refusal, doubt)


def _raised(block: Block) -> list[_Printed]:
    """The raised numbers of a block; `opens_block`: "¹ Department of", the first characters of one are a note or an affiliation."""
    text = block.text.content
    raised = [run for run in block.text.runs if run.style is Style.SUPERSCRIPT]
    if not raised and text.isascii():
        return []
    found: list[_Printed] = []
    for run in raised:
        if match := RAISED.fullmatch(text[run.start : run.end].strip()):
            found.append(_Printed(run.start, run.end, match["numbers"]))
    for match in RAISED_DIGITS.finditer(text):
        if not any(run.start <= match.start() < run.end for run in raised):
            found.append(_Printed(*match.span(), lowered(match[0])))
    return [_judged_raised(text, printed) for printed in sorted(found, key=lambda printed: printed.span)]


def _judged_raised(text: str, printed: _Printed) -> _Printed:
    before = text[max(0, printed.start - _RAISED_BACK) : printed.start]
    if not before:
        return replace(printed, refusal="opens_block")
    raised = Raised(before, text[printed.end : printed.end + 1], printed.numbers)
    rule = first_that_applies(RAISED_LOOK_ALIKES, raised)
    return replace(printed, doubt=rule.name) if rule else printed
