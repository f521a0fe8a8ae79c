"""Keys: what a reference and its work have in common when both are looked up."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citeaudit.matching.keys import position_keys, record_keys, title_words
from citeaudit.model import Name, Record

CITED = Record(author=(Name(family="Hall", given="A"),), year=2015, volume="12", page="101-9", title="Sleep")


@pytest.mark.parametrize(
    "other",
    [
        Record(author=(Name(family="Hall", given="Anna"),), year=2015, volume="Vol. 12", page="101–109"),
        Record(author=(Name(family="Hall"),), year=2016, volume="12", page="101"),
        Record(author=(Name(family="Lind"),), year=2015, volume="12", page="101"),
        Record(author=(Name(family="HALL"),), year=1999, volume="12", page="0101"),
        Record(author=(Name(family="Hall"),), year=2015, volume="13", page="101"),
        Record(author=(Name(family="Hall"),), year=2015, volume="12"),
    ],
)
def test_one_wrong_field_leaves_a_key(other: Record) -> None:
    assert set(record_keys(CITED)) & set(record_keys(other))


@pytest.mark.parametrize(
    "other",
    [
        Record(author=(Name(family="Lind"),), year=2015, volume="13", page="101"),
        Record(author=(Name(family="Hall"),), year=2015, volume="13", page="5"),
        Record(author=(Name(family="Hall"),), title="Sleep"),
        Record(),
    ],
)
def test_two_wrong_fields_leave_none(other: Record) -> None:
    assert not set(record_keys(CITED)) & set(record_keys(other))


@pytest.mark.parametrize(("page", "key"), [("e730", "p730"), ("0730", "p730"), ("S57", "ps57"), ("no page", "")])
def test_pages(page: str, key: str) -> None:
    keys = list(position_keys("Hall", 2015, "", page))
    assert keys == ([f"{key}y2015ahall"] if key else [])


@pytest.mark.parametrize(
    ("family", "year", "volume", "page", "keys"),
    [
        ("Hall", 2015, "12", "101", "v12p101ahall v12p101y2015 p101y2015ahall v12y2015ahall"),
        ("", 2015, "12", "101", "v12p101y2015"),
        ("Hall", None, "12", "101", "v12p101ahall"),
        ("Hall", 2015, "", "101", "p101y2015ahall"),
        ("Hall", 2015, "12", "", "v12y2015ahall"),
        ("Hall", None, "", "101", ""),
        ("Hall", None, "12", "", ""),
        ("Hall", 2015, "", "", ""),
        ("", 2015, "", "101", ""),
        ("", 2015, "12", "", ""),
        ("", None, "12", "101", ""),
        ("de la Cruz", 2015, "Vol. 012", "", "v12y2015adelac"),  # five letters
        ("Hall", 2015, "12345678", "", "v12345678y2015ahall"),
        ("Hall", 2015, "123456789", "", ""),
        ("Hall", 2015, "", "1" * 12, f"p{'1' * 12}y2015ahall"),
        ("Hall", 2015, "", "1" * 13, ""),
        ("Hall", 2015, "", "Sup S12", "ps12y2015ahall"),
    ],
)
def test_keys(family: str, year: int | None, volume: str, page: str, keys: str) -> None:
    assert list(position_keys(family, year, volume, page)) == keys.split()


@pytest.mark.parametrize(
    ("record", "keys"),
    [
        (
            Record(author=(Name(family="Hall"),), year=2015, volume="12"),
            "v12y2015ahall v12y2014ahall v12y2016ahall",
        ),
        (Record(editor=(Name(family="Hall"),), volume="12", page="1-9"), "v12p1ahall"),
        (Record(volume="12", page="1"), ""),
    ],
)
def test_keys_of_a_record(record: Record, keys: str) -> None:
    assert list(record_keys(record)) == keys.split()


def test_words() -> None:
    assert title_words("The role of CDK4/6 in the liver: a role?") == ["role", "cdk4", "liver"]
    assert title_words("Gut by ab abc") == ["gut", "abc"]


@given(st.text(max_size=30), st.none() | st.integers(0, 9999), st.text(max_size=15), st.text(max_size=15))
def test_keys_of_anything_are_plain(family: str, year: int | None, volume: str, page: str) -> None:
    for key in position_keys(family, year, volume, page):
        assert key
        assert not any(c.isspace() for c in key)
