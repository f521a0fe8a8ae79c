"""Abbreviations that a text introduces, and initials of titles."""

from __future__ import annotations

import pytest

from citeaudit.claims.abbreviations import acronyms, initials_in, introduced, spelt_out


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


@pytest.mark.parametrize(
    ("title", "sought", "found"),
    [
        ("Long short-term memory", "LSTM", ("LSTM",)),
        ("Rapid eye movement: a review of thirty years", "REM", ("REM",)),
        ("Memory after rapid eye movement sleep", "REM", ()),  # three letters begin three words of some title by chance
        ("Memory after slow wave sleep deprivation", "SWSD", ("SWSD",)),
        ("Quality of life after naps", "QOLA", ("QOLA",)),
        ("Quality of life after naps", "QLN", ("QLN",)),  # without small words
        ("Quality of life after naps in children", "QLN", ()),
        ("Naps", "N", ("N",)),
        ("", "LSTM", ()),
    ],
)
def test_initials(title: str, sought: str, found: tuple[str, ...]) -> None:
    assert initials_in(title, [sought]) == found


def test_acronyms() -> None:
    assert acronyms("LSTMs, a CNN, SOLAR-1, OS and ABCDEFGHI") == {"LSTM", "CNN", "SOLAR"}


def test_what_an_abbreviation_stands_for_is_added() -> None:
    forms = {"OS": "overall survival", "RCT": "randomised controlled trial"}
    assert spelt_out("OS in RCTs", forms) == "OS in RCTs overall survival randomised controlled trial"
    assert spelt_out("LOSS and osmosis", forms) == "LOSS and osmosis"
