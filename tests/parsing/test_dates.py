"""Dates of publication and of access."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citeaudit.parsing.dates import access, iso, year


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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("31/12/2020", "2020-12-31"),
        ("12/31/2020", "2020-12-31"),
        ("13/13/2020", "2020"),
        ("12/12/2020", "2020-12-12"),
        ("32/1/2020", "2020-01"),
        ("1/32/2020", "2020-01"),
        ("0/1/2020", "2020-01"),
        ("2020-13-01", "2020"),
        ("2020-12-31", "2020-12-31"),
        ("2020-12-32", "2020-12"),
        ("2020-00-10", "2020"),
        ("2020-1", "2020-01"),
        ("2020-1-0", "2020-01"),
        ("1899-01-02", "1899"),
        ("1 May 1499", ""),
        ("1 May 1500", "1500-05-01"),
        ("1 May 2099", "2099-05-01"),
        ("1 May 2100", ""),
        ("32 May 2020", "2020-05"),
        ("31 May 2020", "2020-05-31"),
        ("0 May 2020", "2020-05"),
        ("May 12, 13 2020", "2020-05-12"),
        ("123 May 2020", "2020-05"),
        ("2020 ma 5", "2020"),
        ("2020 mai", "2020-05"),
        ("2020 mayonnaise 5", "2020-05-05"),
        ("5 2020", "2020"),
        ("mrz 5 2020", "2020-03-05"),
        ("12-5-2020", "2020-05-12"),
        ("12-5-20", ""),
        ("5 Setembro 2020", "2020-09-05"),
        ("5 out 2020", "2020-10-05"),
        ("junho 2020", "2020-06"),
        ("giu 3 2020", "2020-06-03"),
        ("julho 2020", "2020-07"),
        ("2 lug 2021", "2021-07-02"),
        ("112.5.2020", "2020"),
        ("2020/5/123", "2020-05"),
    ],
)
def test_each_limit_of_a_date(text: str, expected: str) -> None:
    assert iso(text) == expected


@pytest.mark.parametrize(
    ("dates", "raw", "expected"),
    [
        (["[1963]"], "", 1963),
        (["1963 (original 1950)"], "", 1963),
        (["(original 1950)"], "", 1950),
        (["12019"], "", None),
        (["2019"], "1999", 2019),
        (["may", "in press"], "x 1999 2001", 2001),
        ([], "1950-1977", None),
        ([], "1499", None),
        ([], "1500 2099", 2099),
        ([], "2100", None),
    ],
)
def test_each_limit_of_a_year(dates: Sequence[str], raw: str, expected: int | None) -> None:
    assert year(dates, raw) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("accessed 4 May 2020", "2020-05-04"),
        ("Accessed: 2020-05-04", "2020-05-04"),
        ("retrieved on 2020 May 4", "2020-05-04"),
        ("viewed xxxxxxxxxxxxxxxxxxxx2020", "2020"),
        ("viewed xxxxxxxxxxxxxxxxxxxxxxxx2020", "2020"),
        ("viewed xxxxxxxxxxxxxxxxxxxxxxxxx2020", ""),
        ("last cited (2020)", "2020"),
        ("unaccessed 2020", ""),
        ("consulté le 3 mai 2019", "2019-05-03"),
        ("accessed 2020 May", "2020-05"),
        ("abgerufen am 12.03.2019, 2018", "2019-03-12"),
    ],
)
def test_the_day_of_access(text: str, expected: str) -> None:
    assert access(text) == expected


@given(st.dates(datetime.date(1900, 1, 1), datetime.date(2099, 12, 31)))
def test_every_day_is_read_in_four_spellings(day: datetime.date) -> None:
    for pattern in ("%Y-%m-%d", "%d %B %Y", "%B %d, %Y", "%d.%m.%Y"):
        assert iso(day.strftime(pattern)) == day.isoformat()
