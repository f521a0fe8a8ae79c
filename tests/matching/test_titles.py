"""Titles at the edges of what makes them the same, alike, or another."""

from __future__ import annotations

import pytest

from citeaudit.matching import same_title, title_likeness
from citeaudit.matching.titles import loose_likeness, stands_loosely_in, title_kind


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        # A beginning is known by 20 letters.
        ("Abcdefghij klmnopqrst", "Abcdefghij klmnopqrst under water", True),
        ("Abcdefghij klmnopqrs", "Abcdefghij klmnopqrs under water", False),
        # A word may be cut in two, if it is the last.
        ("Abcdefghij klmnopqrst uvw", "Abcdefghij klmnopqrst uvwxyz of lakes", True),
        ("Abcdefghij klmnopqrst uvw", "Abcdefghij klmnopqrst vwxyz of lakes", False),
        ("Abcdefghij klmnopqrst uvw", "Abcdefghij klmnopqrst uvwxyz", False),  # which may be another word
        ("Abcdefghij klm nopqrstuv", "Abcdefghij klmz nopqrstuv of lakes", False),
        # The end of a beginning may be spelt differently.
        ("Abcdefghij colour klmnopqrst", "Abcdefghij color klmnopqrst under water", True),
        # What follows makes it the next part of a series.
        ("Abcdefghij klmnopqrst", "Abcdefghij klmnopqrst 2nd try at them", False),
        ("Abcdefghij klmnopqrst", "Abcdefghij klmnopqrst b sides of them", False),
        ("Abcdefghij klmnopqrst", "Abcdefghij klmnopqrst supplement under water", False),
        ("Abcdefghij klmnopqrst", "Abcdefghij klmnopqrst supplements under water", True),
        ("Abcdefghij klmnopqrst", "Abcdefghij klmnopqrst seen again year 2015", True),
        ("Abcdefghij klmnopqrst", "Abcdefghij klmnopqrst seen again 2015", False),
        # Words may be divided differently, if there are no more than two more of them.
        ("Ab cd ef sleep waves", "Abcdef sleep waves", True),
        ("Abcd efghij sleep waves", "Ab cd ef ghij sleep waves", True),
        ("Abcd efghij klmn sleep", "Abxd efghij klmn sleep", False),
        ("Colour abcd", "Color abcd", True),
        ("Colour cdef ghijkl", "Color cd ef ghijkl", True),
        ("Colour cdef ghijkl", "Color c d ef ghijkl", True),
        ("Colour cdef ghijkl", "Color c d e f ghijkl", False),
        # One change, and one more for each five words.
        ("Colour abcd efgh fibre", "Color abcd efgh fiber", False),
        ("Colour abcd efgh ijkl fibre", "Color abcd efgh ijkl fiber", True),
        ("Colour abcd efgh fibre ijkl tumour mnop qrst uvwx", "Color abcd efgh fiber ijkl tumor mnop qrst uvwx", False),
        (
            "Colour abcd efgh fibre ijkl tumour mnop qrst uvwx yzab",
            "Color abcd efgh fiber ijkl tumor mnop qrst uvwx yzab",
            True,
        ),
        # A word is missing, or is one too many.
        ("Abcd efgh ijkl mnop", "Abcd efgh mnop", False),
        # A plural is known of a word of four letters.
        ("Long boats sail", "Long boat sail", True),
        ("Wave runs sail", "Wave run sail", False),
        ("Wave glass sail", "Wave glas sail", False),
        ("Wave boats sail", "Wave coat sail", False),
        # A letter may be wrong in a word of six letters, if it is not the first.
        ("The planet sails", "The plamet sails", True),
        ("The plane sails", "The plame sails", False),
        ("The planet sails", "The blanet sails", False),
        ("The planet sails", "The plamed sails", False),
        ("The planet1 sails", "The planet2 sails", False),
        ("The plan2t sails", "The planet sails", False),
        # Spellings.
        ("Ageing oestrogen haem", "Ageing estrogen hem", True),
        ("Analyse sulphur", "Analyze sulfur", True),
        ("Labelled centre", "Labeled center", True),
        ("Randomised tumour", "Randomized tumor", True),
        # Numbers.
        ("Trial iv of sleep", "Trial 4 of sleep", True),
        ("Trial xii of sleep", "Trial 12 of sleep", True),
        *[
            (f"Trial {roman} of sleep", f"Trial {number} of sleep", True)
            for roman, number in (
                *(("i", 1), ("ii", 2), ("iii", 3), ("vi", 6), ("vii", 7)),
                *(("viii", 8), ("ix", 9), ("xi", 11)),
            )
        ],
        ("Trial xi of sleep", "Trial 12 of sleep", False),
        ("Nab1 paclitaxel", "Nab2 paclitaxel", False),
        ("Ph1 waves", "F2 waves", False),
        ("Ph1 waves f2", "F2 waves ph1", False),
        ("Trial v of sleep", "Trial 5 of sleep", False),
        ("Of the", "Of the", True),
        ("Of the", "In the", False),  # small words count where there are no others
        ("α cells", "alpha cells", True),
        ("Re: Sleep of rats", "Comment on: sleep of rats", True),
        ("Reply", "Correction", False),
        ("Letter: Sleep of rats", "Sleep of rats", False),
        ("Expression of Concern: Sleep of rats", "Correction to: Sleep of rats", True),
        ("WITHDRAWN: Sleep of rats", "Sleep of rats", True),
        ("Sleep of rats (Retracted article. See vol. 12, pg. 3, 2019)", "Sleep of rats", True),
        ("Notice of Retraction: Sleep of rats", "Sleep of rats", True),
        ("TEMPORARY REMOVAL: Sleep of rats", "Sleep of mice", False),
        ("f1y in fami1y", "fly in family", False),  # one letter before it is not enough
    ],
)
def test_same_title_at_its_edges(a: str, b: str, same: bool) -> None:
    assert same_title(a, b) is same
    assert same_title(b, a) is same


def test_what_is_longer_than_a_title_is_not_read() -> None:
    assert same_title("x" * 999 + "12", "x" * 999 + "13") is True
    assert same_title("x" * 999 + "1", "x" * 999 + "2") is False


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Correction: Sleep", "correction"),
        ("Corrigendum to Sleep", "correction"),
        ("Sleep (erratum)", "correction"),
        ("Correction of scoliosis", ""),
        ("In reply to Sleep", "answer"),
        ("Reply to Correction: Sleep", "answer"),
        ("Response to therapy", ""),
        ("Response to: Sleep", "answer"),
        ("Correction:", ""),  # nothing that it corrects
        ("Sleep", ""),
        ("", ""),
    ],
)
def test_kind(title: str, kind: str) -> None:
    assert title_kind(title) == kind


@pytest.mark.parametrize(
    ("a", "b", "likeness"),
    [
        ("", "Sleep", 0.0),
        ("Sleep", "", 0.0),
        ("Correction: Sleep", "Sleep", 0.0),
        ("Correction: Sleep", "", 0.0),
        ("Sleep waves", "Sleepwaves", 1.0),
        # The beginning, word for word: 0.9 and a tenth of what is left.
        ("Sleep", "Sleep waves", 0.95),
        ("Sleep waves", "Sleep waves twice", 0.9667),
        # … unless the next part of a series follows, which has other digits.
        ("Sleep waves", "Sleep waves 2", 0.0),
        ("Sleep waves", "Sleep waves part two", 0.7407),
        # Letters that are wrong.
        ("Sleep waves", "Slccp waves", 0.8),
        ("Sleep 1 waves", "Slccp 2 waves", 0.0),
        # A beginning with letters wrong: 20 letters.
        ("Abcdefghijklmnopqrxt", "Abcdefghijklmnopqrst under water", 0.9183),
        ("Abcdefghijklmnopqxs", "Abcdefghijklmnopqrs under water", 0.75),
        ("Abcdefghijklmnopqrx1", "Abcdefghijklmnopqrs2 under water", 0.0),
        # A mark that tells parts apart, of eight letters or fewer.
        ("Abcdefghijklmnopqrxt", "Abcdefghijklmnopqrst (Abcdefg 4)", 0.0),
        ("Abcdefghijklmnopqrxt", "Abcdefghijklmnopqrst (Abcdefgh 4)", 0.9205),
        ("Abcdefghijklmnopqrxt", "Abcdefghijklmnopqrst Abcdefgh", 0.9229),
        ("Abcdefghijklmnopqrxt", "Abcdefghijklmnopqrst 4 under deep water", 0.0),
        ("Abcdefghijklmnopqrxt", "Abcdefghijklmnopqrst in 4 deep waters", 0.0),
    ],
)
def test_likeness_at_its_edges(a: str, b: str, likeness: float) -> None:
    assert title_likeness(a, b) == pytest.approx(likeness, abs=0.001)
    assert title_likeness(b, a) == pytest.approx(likeness, abs=0.001)


@pytest.mark.parametrize(
    ("a", "b", "likeness"),
    [
        ("", "Sleep", 0.0),
        ("Sleep", "", 0.0),
        ("Correction: Sleep", "Sleep", 0.0),
        ("Sleep", "Sleep", 1.0),
        ("Sleep", "S1eep", 1.0),
        ("Sleep 5", "Sleep s", 1.0),
        ("Sleep", "Sleep waves", 1.0),
        ("Sleep", "Slccp waves", 0.6),
        ("Sleep", "Sleep 2", 0.0),
        ("Sleep", "Sleep part 2", 0.0),
        ("Sleep", "Sleep part 2 again", 1.0),
        ("Part 2 sleep", "Part 2 sleep part 2", 1.0),  # the number was there
        ("Sleep waves", "Slow slccp wovcs", 0.5),
    ],
)
def test_loose_likeness(a: str, b: str, likeness: float) -> None:
    assert loose_likeness(a, b) == pytest.approx(likeness, abs=0.001)
    assert loose_likeness(b, a) == pytest.approx(likeness, abs=0.001)


@pytest.mark.parametrize(
    ("title", "raw", "likeness"),
    [
        ("Abcdefghij klmnopqrst", "Hall. Abcdefghijk1mnopqrst. 2015", 1.0),
        ("Abcdefghij klmnopqrs", "Hall. Abcdefghijklmnopqrs. 2015", 0.0),
        ("Abcdefghij klmnopqrst", "Abcdefghij klmnopqrst", 1.0),
        ("Abcdefghij klmnopqrst", "Abcdefghij klmnopqrs", 0.0),
        ("Abcdefghij klmnopqrst", "Abcdefghijklmnopqrst" + "z" * 980, 1.0),
        ("Abcdefghij klmnopqrst", "Abcdefghijklmnopqrst" + "z" * 981, 0.0),
    ],
)
def test_standing_loosely_in(title: str, raw: str, likeness: float) -> None:
    assert stands_loosely_in(title, raw) == pytest.approx(likeness, abs=0.001)
