"""Abbreviations that a text introduces."""

from __future__ import annotations

import pytest

from citeaudit.claims.abbreviations import introduced


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("After stereotactic body radiotherapy (SBRT), pain fell.", {"SBRT": "stereotactic body radiotherapy"}),
        ("Overall survival (OS) and progression-free survival (PFS).", {"OS": "Overall survival", "PFS": "progression-free survival"}),
        ("Randomised trials (RCTs) agree.", {}),  # no word begins with C
        ("Randomised controlled trials (RCTs) agree.", {"RCT": "Randomised controlled trials"}),
        ("The tumour (HER2) was large (Figure 2) (see 3).", {}),
        ("OS (OS) is short.", {}),
        ("", {}),
    ],
)  # fmt: skip
def test_introduced(text: str, found: dict[str, str]) -> None:
    assert introduced([text]) == found


def test_the_first_introduction_counts() -> None:
    texts = ["overall survival (OS)", "oral sedation (OS)"]
    assert introduced(texts) == {"OS": "overall survival"}
