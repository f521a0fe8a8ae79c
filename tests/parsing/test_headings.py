"""Headings of lists of references, and of parts without citations."""

from __future__ import annotations

import pytest

from citeaudit.parsing.headings import is_outside_text, is_reference_heading

LONG = "Supplementary references" + "." * 56  # 80 characters


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("References", True),
        ("12 References", True),
        ("123 References", False),
        ("xviii References", True),
        ("H References", True),
        ("J References", False),
        ("Appendix references", True),
        ("Supplementary references", True),
        ("Supplementary online references", False),
        ("LITERATURVERZEICHNIS", True),
        ("Références bibliographiques", True),
        ("R E F E R E N C E S", True),
        ("S O U R C E S", True),
        ("K I L D E R", False),
        ("References of the text", False),
        ("Reference", True),
        (LONG, True),
        (LONG + ".", False),
        ("", False),
    ],
)
def test_headings_of_lists(text: str, expected: bool) -> None:
    assert is_reference_heading(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Funding", True), ("7. Funding", True), ("Data and code availability", True), ("Methods", False), ("", False)],
)
def test_headings_outside_the_text(text: str, expected: bool) -> None:
    assert is_outside_text(text) is expected
