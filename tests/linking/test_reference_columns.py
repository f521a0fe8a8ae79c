"""Bare numbers in the columns of tables that hold references."""

from __future__ import annotations

import pytest

from tests.manuscripts import audit_text

LIST = """
## References

1. Hall A, Berg C. Sleep and the consolidation of memory. J Sleep 2015;3:1-9.
2. Moss D. Naps in older adults. J Sleep 2019;7:21-30.
3. Lind E. Dreams of shift workers. Sleep Med 2020;8:31-8.
4. Ober F. Light and mood. Lancet 2021;12:100-7.
"""


def cited(head: str, *cells: str, text: str = "Memory needs sleep [1].") -> list[tuple[str, list[int | None]]]:
    rows = "\n".join(f"| Study {at} | 12 | {cell} |" for at, cell in enumerate(cells))
    audit = audit_text(f"# Sleep\n\n{text}\n\n| Study | N | {head} |\n|---|---|---|\n{rows}\n{LIST}")
    return [(citation.marker, [link.reference for link in citation.links]) for citation in audit.citations]


@pytest.mark.parametrize(
    "head", ["Ref.", "Refs", "Reference", "REFERENCES", "Ref. no.", "Literatur", "Référence", "[Ref]"]
)
def test_a_column_of_references(head: str) -> None:
    assert cited(head, "2", "3,4", "–") == [("[1]", [1]), ("2", [2]), ("3,4", [3, 4])]


def test_a_range_beside_a_single_number() -> None:
    assert cited("Ref.", "2", "2–4") == [("[1]", [1]), ("2", [2]), ("2–4", [2, 3, 4])]


@pytest.mark.parametrize(
    ("head", "cells"),
    [
        ("Sources", ("2", "3")),  # they may be counted
        ("Age", ("2", "3")),
        ("Reference range", ("2", "3")),
        ("Reference", ("2–4", "1–3")),  # values
        ("Reference", ("2", "9")),  # the list has no 9
        ("Reference", ("2", "low")),
        ("Reference", ("2", "02")),
        ("Reference", ("2.5", "3")),
    ],
)
def test_a_column_of_something_else(head: str, cells: tuple[str, ...]) -> None:
    assert cited(head, *cells) == [("[1]", [1])]


def test_numbers_in_brackets_are_counted_once() -> None:
    assert cited("Ref.", "[2]", "[3]") == [("[1]", [1]), ("[2]", [2]), ("[3]", [3])]


def test_a_text_that_cites_by_names_has_no_numbers() -> None:
    text = "Memory needs sleep (Hall and Berg, 2015), naps (Moss, 2019), dreams (Lind, 2020) and light (Ober, 2021)."
    assert len(cited("Ref.", "2", "3", text=text)) == 4
