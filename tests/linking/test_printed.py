"""What a marker prints against the entry that it is tagged to cite."""

from __future__ import annotations

import pytest

from citeaudit.linking.printed import fits
from citeaudit.model import Location, Name, Record, Reference


def entry(raw: str, *families: str, year: int | None = 2015) -> Reference:
    record = Record(author=tuple(Name(family=family) for family in families), year=year)
    return Reference(index=1, label="1", raw=raw, record=record, location=Location(path="a.xml"), confidence=1)


HALL = entry("Hall A, Berg C. Sleep and memory. J Sleep 2015;3:1-9.", "Hall", "Berg")


@pytest.mark.parametrize(
    ("marker", "reference", "expected"),
    [
        ("Hall and Berg (2015a)", HALL, True),
        ("(2015)", HALL, True),
        ("(2016)", HALL, False),
        ("Hall et al., 2016", HALL, False),
        ("Moss et al., 2015", HALL, False),
        ("Halle, 2015", HALL, True),  # misspelt
        ("Ball, 2015", HALL, False),  # three of four letters alike are another name
        ("HALL, 2015", HALL, True),
        ("Hall, as early as 1918", HALL, None),
        ("van der Moss et al., 2015", HALL, False),
        ("see Table 2", HALL, None),
        ("Hall, 2015", entry("Hall A. Sleep. J Sleep, in press.", "Hall", year=None), None),
        ("Hall, 1931", entry("Hall A. Sleep. Leeds: Moss Press; 2015 (first printed 1931).", "Hall"), True),
        ("WSS, 2015", entry("World Sleep Society. Naps. J Sleep 2015;3:1-9.", "World Sleep Society"), True),
        ("WSF, 2015", entry("World Sleep Society. Naps. J Sleep 2015;3:1-9.", "World Sleep Society"), False),
        ("deMoss, 2015", entry("Moss A. Naps. J Sleep 2015;3:1-9.", "Moss"), True),
        ("Dreams of nurses, 2015", entry("Dreams of nurses. J Sleep 2015;3:1-9."), None),
        ("Dreams, 2015", entry("Naps of nurses. J Sleep 2015;3:1-9."), True),  # nobody is known to have written it
    ],
)
def test_fits(marker: str, reference: Reference, expected: bool | None) -> None:
    assert fits(marker, reference) is expected
