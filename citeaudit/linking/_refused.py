"""What looks like a citation in the form that a manuscript uses, and was not taken for one: told, so that silence is no clean bill.

Much in brackets is plainly something else, a formula, a year, the items of a sentence, and is not told.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from citeaudit.linking._judgement import Refusal
from citeaudit.linking._marker_grammar import BRACKETS, PARENTHESES, printed_at
from citeaudit.model import Block, Refused
from citeaudit.text.patterns import lazy

REASONS = {
    # look-alikes
    "part_of_document": "a part of this document is named so",
    "acidity": "it is a pH",
    "number_in_words": "it repeats the number in words before it",
    "beside_count": "it counts, as the number beside it does",
    "interval_of_quantity": "it is the interval around the number before it",
    "names_interval": "the words before it name an interval",
    "names_vector": "the words before it name a row of numbers",
    "deviation": "it is the deviation of the value before it",
    "in_row_of_numbers": "it stands in a row of numbers",
    "has_unit": "a unit follows",
    "step_of_scale": "it is a step of a scale",
    "ends_of_scale": "it is an end of a scale",
    "extreme_number": "it tells how many there were",
    "formula_follows": "it names the formula that follows",
    "kind_of_equation": "it names an equation",
    "row_of_data": "it belongs to the quantity before it",
    "glued_oddly": "it is part of the word before it",
    "index_of_array": "it is the index of the letter before it",
    "hyphenated": "it is part of a word",
    "joined_to_doubtful": "it is joined to one that was not taken",
    "range_in_words": "it may be an interval, or a number and where it stands",
    # rows that count
    "holds_odd_number": "it stands in a row that counts",
    "falls_and_repeats": "it stands in a row that counts",
    "holds_nought": "it stands in a row that counts",
    "told_to_be_extreme": "it stands in a row that counts",
    "told_to_follow": "it stands in a row that counts",
    "repeated_beside": "it counts, as the same number beside it does",
    "counts_things": "it numbers things",
    # the list
    "partly_past_the_list": "the list does not go so far",
    "past_the_list": "the list does not go so far",
    "all_unknown": "the list has none of its numbers",
    "behind_naming_word": "the list does not have it, and the word before it is one for what is numbered",
    "behind_counted_word": "the list does not have it, and the word before it is one for what is counted",
    "behind_numeral": "the list does not have it, and a letter or a numeral stands before it",
    "behind_quantity": "the list does not have it, and a number stands before it",
    "behind_variable": "the list does not have it, and it may be an interval",
    "in_row_past_the_list": "the list has neither it nor the one beside it",
    "opens_item": "the list does not have it, and it may be the number of an item",
    "raised_oddly": "the list does not have it, and it may be a power or an index",
    "raised_past_the_list": "the list does not go so far",
    "set_otherwise": "the list does not have it, and it has no space before it, unlike the others",
    # the document
    "alone_in_cell": "it stands alone in a cell of a table",
    "far_ahead": "its number is far ahead of the order of the text",
    "joined_oddly": "its numbers are joined otherwise than elsewhere",
    "series_cited_before": "it may number things, and all its numbers are cited elsewhere",
    "row_cited_before": "it stands in a row that may count, and all its numbers are cited elsewhere",
    "spaced": "a space stands before it, unlike the others",
    # raised numbers
    "isotope": "it may be an isotope or an ordinal",
    "squared": "it may be a square or a cube",
    "power": "it may be a power",
    "power_of_variable": "it may be a power or an index",
    "power_of_number": "it may be a power",
    "power_of_term": "it may be a power",
    "behind_symbol": "it may be an isotope or a charge",
    "brought_down": "it is not raised, and is cited elsewhere",
    # names and years
    "town_or_country": "it may be a place and a year",
    "author_of_species": "it may tell who named a species",
    "without_year": "it gives a name without a year",
    "without_comma": "it may be a name and a year of another kind",
    "several_words": "it may name a product or a law",
    "word_of_the_text": "it may be a word of the text and a year",
}
"""Why a bracket was not taken for a citation, by the rule that decided; other rules are not told."""
_PAST_THE_LIST = 25
"""Past the last number of the list, a number may be this much too high and still be told; higher ones are years and counts."""
_MOST = 999
"""The same for square brackets, which hold few counts; more are years."""
_NUMBER = lazy(r"\d+")


def numeric_refused(
    refusals: Sequence[Refusal], blocks: Sequence[Block], path: str, form: str, last: int
) -> tuple[Refused, ...]:
    """What is told of the refusals of numbers.

    Args:
        refusals: All refusals, in any form, in order.
        blocks: The blocks that may hold citations.
        path: The manuscript.
        form: The form in use; what is printed in another is not told.
        last: The last number of the list.

    """
    opening = {BRACKETS: "[", PARENTHESES: "("}.get(form, "")
    told: list[Refused] = []
    for refused in _told(refusals, blocks, path):
        printed = printed_at(refused.marker)
        same = printed[:1] == opening if opening else printed[:1].isdigit()
        numbers = [int(number) for number in _NUMBER.findall(printed)]
        highest = _MOST if form == BRACKETS else last + _PAST_THE_LIST
        if form and same and numbers and max(numbers) <= highest:
            told.append(refused)
    return tuple(told)


def named_refused(refusals: Sequence[Refusal], blocks: Sequence[Block], path: str) -> tuple[Refused, ...]:
    """What is told of the refusals of names and years."""
    return tuple(_told(refusals, blocks, path))


def _told(refusals: Sequence[Refusal], blocks: Sequence[Block], path: str) -> Iterator[Refused]:
    for item in refusals:
        if reason := REASONS.get(item.rule):
            text = blocks[item.block].text
            yield Refused(
                marker=text.content[item.start : item.end],
                location=text.location(path, item.start, item.end),
                rule=item.rule,
                reason=reason,
            )
