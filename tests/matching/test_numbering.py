"""Years, volumes and pages at the edges of what makes them the same."""

from __future__ import annotations

import pytest

from citeaudit.matching import same_page, same_range, same_volume
from citeaudit.matching.numbering import unscanned


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("MCMXCIV", "1994", True),
        ("MCMXCIV", "1995", False),
        ("DCCLXXXIX", "789", True),
        ("XL", "40", True),
        ("CD", "400", True),
        ("LX", "60", True),
        ("CX", "110", True),
        ("0", "0", True),
        ("00", "0", False),
        ("Vol. B", "12", None),
        ("1799", "99", False),  # no year
        ("1800", "99", None),
        ("2013", "2014", False),  # two years
        ("2013", "2013", True),
        ("2100", "99", False),
    ],
)
def test_same_volume_at_its_edges(a: str, b: str, same: bool | None) -> None:
    assert same_volume(a, b) is same
    assert same_volume(b, a) is same


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("1-12", "1234", None),  # an article number has four digits, or a letter before them
        ("1-12", "123", False),
        ("1-12", "e12", None),
        ("e1", "1234", None),
        ("e1-9", "123", False),
        ("2-12", "1234", False),
        ("1-12", "s12", False),
        ("1", "1", True),
        ("1", "e1", True),
        ("e01", "1", True),
        ("100", "10", False),
        ("0", "00", True),
        ("Article 12", "12", True),
        ("xii", "xii", True),
        ("xii-xv", "xii", False),
        ("31S", "S31", True),
        ("31T", "T31", False),
        ("?", "12", None),
    ],
)
def test_same_page_at_its_edges(a: str, b: str, same: bool | None) -> None:
    assert same_page(a, b) is same
    assert same_page(b, a) is same


@pytest.mark.parametrize(
    ("a", "b", "last", "same"),
    [
        ("123-9", "123-129", 0, True),
        ("1634-57", "1634-1657", 0, True),
        ("123-9", "123-130", 0, False),
        ("123-130", "123-9", 1, True),
        ("123-131", "123-9", 1, False),
        ("123-9", "124-9", 9, False),
        ("123", "123-9", 0, True),
        ("123-9", "123", 0, True),
        ("123-9", "123-3", 0, False),
        ("123-9", "123-2", 0, True),  # 122 is not a last page, so none is known
        ("", "123", 0, None),
        ("123", "", 0, None),
        ("xii", "123", 0, None),
        # Pages of the article itself.
        ("1-9", "123-131", 0, None),
        ("123-131", "1-9", 0, None),
        ("1-9", "1-12", 0, True),
        ("2-9", "2-12", 0, False),
        # Article numbers: four digits behind a letter, or five.
        ("e1234", "12-19", 0, None),
        ("e123", "12-19", 0, False),
        ("12345", "12-19", 0, None),
        ("1234", "12-19", 0, False),
        ("12-19", "12345", 0, None),
        ("12345", "12346", 0, False),
        # A last page that makes an article of more than 150 pages.
        ("12-19", "12-162", 0, False),
        ("12-19", "12-163", 0, True),
        ("12-162", "12-163", 0, False),
        ("12-161", "12-163", 0, True),
        ("12-163", "12-19", 0, False),  # as cited, it is wrong
        ("S12-S19", "12-19", 0, True),
        ("12A-19A", "12-19", 0, True),
        ("S12-T19", "12-20", 0, True),  # not plain which is the last
        ("1" * 12, "1" * 12, 0, True),
        ("1" * 13, "1" * 13, 0, None),
    ],
)
def test_same_range_at_its_edges(a: str, b: str, last: int, same: bool | None) -> None:
    assert same_range(a, b, last=last) is same


@pytest.mark.parametrize(
    ("number", "digits"),
    [
        ("l09", "109"),
        ("1O", "10"),
        ("Ol", "Ol"),
        ("l", "l"),
        ("S1O", "S1O"),
        ("1O-l9", "10-19"),
        ("12", "12"),
        ("", ""),
    ],
)
def test_unscanned(number: str, digits: str) -> None:
    assert unscanned(number) == digits


def test_last_pages_may_not_differ_where_nothing_is_said() -> None:
    assert same_range("123-129", "123-130") is False
