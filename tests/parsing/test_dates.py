"""Dates of publication and of access."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citeaudit.parsing.dates import iso, year


@pytest.mark.parametrize(
    ("dates", "raw", "expected"),
    [
        (["2012"], "", 2012),
        (["(2012a)."], "", 2012),
        (["25–30 March 2012"], "", 2012),
        (["n.d.", "2009"], "", 2009),
        (["1991 [1963]"], "", 1991),
        (["1843"], "", 1843),
        ([], "Geneva: WHO; 2019.", 2019),
        ([], "Pages 1950–77 of a title", None),
        ([], "", None),
        (["in press"], "", None),
    ],
)
def test_year(dates: Sequence[str], raw: str, expected: int | None) -> None:
    assert year(dates, raw) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("16 August 2018", "2018-08-16"),
        ("Aug. 16, 2018", "2018-08-16"),
        ("2018 Aug 16", "2018-08-16"),
        ("16. März 2018", "2018-03-16"),
        ("le 3 février 2019", "2019-02-03"),
        ("1er août 2020", "2020-08-01"),
        ("5 de mayo de 2020", "2020-05-05"),
        ("20 dez. 2015", "2015-12-20"),
        ("2 giugno 2011", "2011-06-02"),
        ("2010-08-07", "2010-08-07"),
        ("2010/8/7", "2010-08-07"),
        ("06.05.2020", "2020-05-06"),
        ("5/23/2014", "2014-05-23"),
        ("May 2014", "2014-05"),
        ("2014", "2014"),
        ("31 2014", "2014"),
        ("soon", ""),
        ("", ""),
    ],
)
def test_iso(text: str, expected: str) -> None:
    assert iso(text) == expected


@given(st.dates(datetime.date(1900, 1, 1), datetime.date(2099, 12, 31)))
def test_every_day_is_read_in_four_spellings(day: datetime.date) -> None:
    for pattern in ("%Y-%m-%d", "%d %B %Y", "%B %d, %Y", "%d.%m.%Y"):
        assert iso(day.strftime(pattern)) == day.isoformat()
