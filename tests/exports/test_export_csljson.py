from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citeaudit.errors import ReadError
from citeaudit.exports import csljson
from citeaudit.model import Name, Record

from .records import CARDOSO, NAMES, records


def test_the_names_are_those_of_csl() -> None:
    assert json.loads(csljson.dump([CARDOSO])) == [
        {
            "id": "cardoso2018eso",
            "type": "article-journal",
            "author": [
                {"family": "Cardoso", "given": "F"},
                {"family": "Groot", "given": "S", "non-dropping-particle": "de"},
                {"literal": "The ABC and DEF Consortium"},
            ],
            "issued": {"date-parts": [[2018]]},
            "title": CARDOSO.title,
            "container-title": "Ann Oncol",
            "volume": "29",
            "issue": "4",
            "supplement-number": "3",
            "page": "1634-57",
            "DOI": "10.5555/abc_4",
            "PMID": "99999999",
            "custom": {"et-al": True},
        }
    ]


def test_what_is_not_given_is_left_out() -> None:
    assert csljson.to_item(Record()) == {"type": "article-journal"}
    assert csljson.from_item({}) == Record()


def test_a_date_that_is_none_is_not_written() -> None:
    assert "accessed" not in csljson.to_item(Record(accessed="last summer"))


@given(st.lists(records(NAMES), max_size=3))
def test_a_record_survives(made: list[Record]) -> None:
    assert csljson.load(csljson.dump(made)) == tuple(made)


@pytest.mark.parametrize(
    ("field", "value", "expected"),
    [
        ("issued", {"date-parts": [["2018", 3]]}, {"year": 2018}),
        ("issued", {"date-parts": [[None]]}, {}),
        ("issued", {"date-parts": [[]]}, {}),
        ("issued", {"date-parts": None, "raw": "May 2018"}, {"year": 2018}),
        ("issued", {"literal": "in press"}, {}),
        ("issued", "2018-05-01", {"year": 2018}),
        ("issued", 2018, {"year": 2018}),
        ("issued", True, {}),
        ("issued", None, {}),
        ("accessed", {"date-parts": [[2018, 8, 16]]}, {"accessed": "2018-08-16"}),
        ("accessed", {"date-parts": [["2018", "08"]]}, {"accessed": "2018-08"}),
        ("accessed", {"date-parts": [[2018, 8, 16], [2018, 9, 1]]}, {"accessed": "2018-08-16"}),
        ("accessed", {"date-parts": [[2018, None, 16]]}, {}),
        ("accessed", {"date-parts": [[2018, 13]]}, {"accessed": "2018"}),
        ("accessed", {"date-parts": [2018]}, {}),
        ("accessed", {"raw": "2018-08-16T10:00:00Z"}, {"accessed": "2018-08-16"}),
        ("accessed", {"literal": "last summer"}, {}),
        ("accessed", "2018/8/16", {"accessed": "2018-08-16"}),
        ("accessed", 2018, {"accessed": "2018"}),
        ("archive-location", "Box 4", {"archive_location": "Box 4"}),
        ("title", ["First", "Second"], {"title": "First"}),
        ("title", "CD44<sup>+</sup> <i>in vivo</i>, p < 0.05", {"title": "CD44+ in vivo, p < 0.05"}),
        ("title", "half a pair \ud800", {"title": "half a pair ?"}),
        ("title", {"text": "x"}, {}),
        ("volume", 29, {"volume": "29"}),
        ("volume", 29.0, {"volume": "29"}),
        ("volume", False, {}),
        ("supplement", 3, {"supplement_number": "3"}),
        ("PMID", 12345678, {"PMID": "12345678"}),
        ("author", "WHO", {"author": (Name(literal="WHO"),)}),
        ("author", ["Doe, J.", 5, None, {}, []], {"author": (Name(family="Doe", given="J."), Name(literal="5"))}),
        ("author", {"family": "Doe", "given": None}, {"author": (Name(family="Doe"),)}),
        ("author", [{"name": "WHO"}], {"author": (Name(literal="WHO"),)}),
        (
            "author",
            [{"family": "X", "dropping-particle": "von"}],
            {"author": (Name(family="X", non_dropping_particle="von"),)},
        ),
        ("custom", {"et-al": "yes"}, {}),
        ("custom", [], {}),
        ("type", None, {}),
    ],
)
def test_odd_items_are_understood_as_far_as_can_be(field: str, value: Any, expected: dict[str, Any]) -> None:
    assert csljson.from_item({field: value}) == Record(**expected)


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text("a<b>é, 1920-/", max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["date-parts", "raw", "family", "x"]), inner)
    ),
    max_leaves=8,
)
_FIELDS = st.sampled_from(
    ["type", "author", "editor", "issued", "accessed", "custom", "title", "page", "DOI", "container-title"]
)


@given(st.dictionaries(_FIELDS, _JSON))
def test_no_item_is_too_odd(item: dict[str, Any]) -> None:
    record = csljson.from_item(item)
    assert csljson.from_item(csljson.to_item(record)) == record


def test_one_item_alone_and_a_byte_order_mark_are_read() -> None:
    assert csljson.load('\ufeff{"type": "book", "title": "x"}') == (Record(type="book", title="x"),)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "not JSON"),
        ("<html>", "not JSON"),
        ("[" * 100_000, "not JSON"),
        ('"x"', "a list of references"),
        ('[{"type": "book"}, 5]', "reference 2 "),
    ],
)
def test_what_is_no_csl_json_is_told(text: str, message: str) -> None:
    with pytest.raises(ReadError, match=message):
        csljson.load(text)
