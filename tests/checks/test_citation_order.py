"""References that are not numbered in the order of their citation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from citeaudit.checks.citation_order import check
from citeaudit.model import Audit
from tests.manuscripts import audit_text

FAMILIES = "Moss Hall Lind Berg Ober Alba Zorn Cole Bell York Eads Gann".split()
"""First authors of the list: neither in alphabetical order nor against it."""


def entry(number: int) -> str:
    family, year = FAMILIES[(number - 1) % 12], 1990 + number * 7 % 30
    return f"{number}. {family} A. Sleep and work {number}. J Sleep {year};{number}:1-9."


def audit(body: str, entries: int = 12) -> Audit:
    return audit_text(f"# Sleep\n\n{body}\n\n## References\n\n" + "\n".join(map(entry, range(1, entries + 1))) + "\n")


def sentences(numbers: Sequence[int | str]) -> str:
    return " ".join(f"Sleep helps nurses of ward {chr(65 + at)} ({number})." for at, number in enumerate(numbers))


def told(found: Audit, **options: float) -> list[str]:
    return [finding.message.removeprefix("reference ") for finding in check.findings(found, check.options(**options))]


TABLE = "\n\nTable 1. Wards.\n\n| ward | result |\n|---|---|\n| A | good (3) |\n| B | bad (4) |\n\n"
FIRST = "is cited for the first time here"


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        ([1, 2, 3, 4, 5], []),
        ([1, 2, 9, 3, 4, 5, 6, 7, 8, 9, 10], [f"9 {FIRST}, before reference 3"]),  # one early number is one finding
        ([1, 3, 4, 5, 6, 7, 2, 8], [f"2 {FIRST}, after reference 7"]),
        ([1, 2, 3, 7, 8, 4, 5, 6, 9], [f"7 {FIRST}, before reference 4; 8 is out of order with it"]),
        ([1, 2, 3, 7, 8, 9, 10, 4, 5, 11, 12, 6], [f"4 {FIRST}, after reference 10; 5 and 6 are out of order with it"]),
        ([1, 2, "5,3", 4, 6], [f"5 {FIRST}, before reference 4"]),
        ([1, 2, "4,3", 5], []),  # within one marker the order is a matter of style
        ([2, 1, 4, 3, 6, 5, 7, 8], [f"2 {FIRST}, before reference 1", f"4 {FIRST}, before reference 3", f"6 {FIRST}, before reference 5"]),
        ([2, 1, 4, 3, 6, 5, 8, 7, 9], [f"2 {FIRST}, before reference 1; 4, 6 and 8 are out of order with it"]),  # a fourth place
        ([4, 3, 2, 1], []),  # more than half would have to be moved: the list follows another rule
    ],
)  # fmt: skip
def test_the_fewest_moves(numbers: list[int | str], expected: list[str]) -> None:
    assert told(audit(sentences(numbers))) == expected


def test_options_on_and_past_their_bounds() -> None:
    two_of_four = audit(sentences([2, 1, 4, 3]))
    assert len(told(two_of_four, most_breaks=0.5)) == 2
    assert told(two_of_four, most_breaks=0.49) == []
    assert len(told(two_of_four, most_places=1)) == 1


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        # counted at the first mention, wherever the table stands
        (f"{sentences([1, 2])} Wards are in Table 1. {sentences([5, 6])}{TABLE}{sentences([3, 4])}", []),
        (f"{sentences([1, 2, 5])} Wards are in Table 1. {sentences([6, 7])}{TABLE}", [f"3 {FIRST}, after reference 5; 4 is out of order with it"]),
        # the numbers of what is set further on, or behind the text, may go on there
        (f"Wards are in Table 1. {sentences([1, 2])}{TABLE}{sentences([5, 6])}", []),
        # nothing mentions the table: where a reader comes to it is not known
        (f"{sentences([1, 2, 5, 6])}{TABLE}{sentences([3, 4])}", []),
        # rows of a table that were read as paragraphs
        (f"{sentences([1, 2])}\n\nNaps + (5)\n\n{sentences([3, 4, 5])}", []),
        # abstracts, supplements and the back matter do not count
        (f"## Abstract\n\n{sentences([4])}\n\n## Methods\n\n{sentences([1, 2, 3, 4, 5])}", []),
        (f"{sentences([1, 2, 5])}\n\n## Funding\n\n{sentences([4])}\n\n## Supplementary text\n\n{sentences([3])}", []),
    ],
)  # fmt: skip
def test_places_beside_the_text(body: str, expected: list[str]) -> None:
    assert told(audit(body)) == expected


def test_the_finding_is_addressed() -> None:
    (finding,) = check.findings(audit(sentences([1, 2, 5, 6, 3, 4])))
    assert (finding.references, len(finding.citations), len(finding.related)) == ((5, 6), 2, 1)
    assert finding.location.column == audit(sentences([1, 2, 5, 6, 3, 4])).citations[2].location.column


def test_lists_that_follow_another_rule() -> None:
    mixed = audit(sentences([1, 2, 3, 5, 4, 7, 6, 8, 9, 10]))
    assert len(told(mixed)) == 2
    families = sorted(FAMILIES)
    by_name = tuple(
        replace(r, record=replace(r.record, author=(replace(r.record.author[0], family=families[r.index - 1]),)))
        for r in mixed.references
    )
    assert told(replace(mixed, references=by_name)) == []
    one = replace(audit(sentences([1, 2, 4, 3, 5, 6, 7, 8, 9, 10])), references=by_name)
    assert len(told(one)) == 1  # one of ten
    by_year = tuple(replace(r, record=replace(r.record, year=2000 + r.index)) for r in mixed.references)
    assert told(replace(mixed, references=by_year)) == []


def test_numbers_that_a_program_makes() -> None:
    found = audit(sentences([1, 2, 4, 3, 5]))
    assert told(found)
    assert told(replace(found, manuscript=replace(found.manuscript, ordered_by_program=True))) == []


def test_of_two_entries_with_one_number_nothing_is_said() -> None:
    found = audit(sentences([1, 2, 4, 3, 5]))
    twice = tuple(replace(r, label="4") if r.index == 9 else r for r in found.references)
    assert told(replace(found, references=twice)) == []
