"""What stands between the string and the record: segments, tidy numbers, lists of authors."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from citeaudit.parsing.numbers import Numbers, numbers
from citeaudit.parsing.reference import parse_reference
from citeaudit.parsing.tagging import tag
from citeaudit.parsing.tokens import features, tokens

SEED: list[dict[str, Any]] = json.loads(
    (Path(__file__).parents[2] / "fixtures/seed/references.json").read_text("utf-8")
)
REFERENCES = [reference["raw_plain"] for reference in SEED]


@settings(max_examples=200, deadline=None)
@given(st.one_of(st.text(max_size=200), st.sampled_from(REFERENCES)))
def test_segments_are_apart_and_inside(text: str) -> None:
    segments = tag(text).segments
    assert all(0 <= s.start < s.end <= len(text) for s in segments)
    assert all(a.end <= b.start for a, b in pairwise(segments))


@settings(max_examples=100, deadline=None)
@given(
    st.sampled_from(REFERENCES),
    st.sampled_from([" doi: 10.5555/x1", " https://doi.org/10.5555/x(1)2.", " PMID: 12345678"]),
)
def test_an_identifier_at_the_end_changes_no_other_field(raw: str, identifier: str) -> None:
    plain, longer = parse_reference(raw).record, parse_reference(raw + identifier).record
    assert (longer.DOI, longer.PMID) != ("", "")
    for field in ("author", "year", "volume"):
        assert getattr(longer, field) == getattr(plain, field)
    for field in ("title", "container_title", "page"):
        assert "10.5555" not in getattr(longer, field)


def test_the_parser_is_nearly_as_good_without_italics() -> None:
    right = sum(
        (record.title, record.container_title, str(record.year), record.volume, record.page)
        == (hand["title"], hand["container"], str(hand["year"]), hand["volume"], hand["pages"])
        for hand in SEED
        for record in [parse_reference(hand["raw_plain"]).record]
    )
    assert right >= 74


@pytest.mark.parametrize(
    ("volume", "issue", "pages", "expected"),
    [
        ("vol. 22", "no. 4", "pp. 1–9", Numbers(volume="22", issue="4", page="1–9")),
        ("Bd. 7", "Heft 2", "S. 11-19", Numbers(volume="7", issue="2", page="11-19")),
        ("n°58.", "", "p. 17-60.", Numbers(volume="58", page="17-60")),
        ("22 Suppl 3", "", "S1057-66", Numbers(volume="22", supplement_number="3", page="S1057-66")),
        ("137(3):289–297.", "", "", Numbers(volume="137", issue="3", page="289–297")),
        ("5", "", "article 582", Numbers(volume="5", page="582")),
        ("", "", "e79-84", Numbers(page="e79-84")),
        ("34. Jg.", "Heft 2", "S. 101-118", Numbers(volume="34", issue="2", page="101-118")),
        ("Vol. 15, No. 6", "", "388-395", Numbers(volume="15", issue="6", page="388-395")),
        ("45/4", "", "710 - 720", Numbers(volume="45", issue="4", page="710-720")),
        ("24", "n.º 3", "p. 512-520", Numbers(volume="24", issue="3", page="512-520")),
        ("5: article 582", "", "", Numbers(volume="5", page="582")),
        ("XLIII", "", "pp. 49-62", Numbers(volume="XLIII", page="49-62")),
        ("8", "(1-4)", "281--298.", Numbers(volume="8", issue="1-4", page="281--298")),
        ("", "", "320 pp.", Numbers()),
        ("62", "", "546 pp.", Numbers(volume="62", page="546")),
        ("44", "", "907; discussion 907-8", Numbers(volume="44", page="907", note="discussion 907-8")),
    ],
)
def test_numbers(volume: str, issue: str, pages: str, expected: Numbers) -> None:
    assert numbers(volume, issue, pages) == expected


def test_features_are_as_many_as_tokens_and_tell_italics() -> None:
    items = tokens("Hall A. Sleep. J Sleep 2015;3:1-9.")
    assert len(features(items)) == len(items)
    assert not any("italic" in row or "upright" in row for row in features(items))
    at = [word for word, _, _ in items].index("J")
    start = items[at][1]
    assert "italic" in features(items, [(start, start + 7)])[at]
