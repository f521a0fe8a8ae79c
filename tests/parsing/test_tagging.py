"""What stands between the string and the record: segments, tidy numbers, lists of authors."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from citeaudit.parsing import tagging
from citeaudit.parsing.numbers import Numbers, numbers
from citeaudit.parsing.reference import parse_reference
from citeaudit.parsing.tagging import Segment, Tagged, tag
from citeaudit.parsing.tokens import features, tokens

SEED: list[dict[str, Any]] = json.loads(
    (Path(__file__).parents[2] / "fixtures/seed/references.json").read_text("utf-8")
)
REFERENCES = [reference["raw_plain"] for reference in SEED]


@settings(max_examples=80, deadline=None)
@given(st.one_of(st.text(max_size=200), st.sampled_from(REFERENCES)))
def test_segments_are_apart_and_inside(text: str) -> None:
    segments = tag(text).segments
    assert all(0 <= s.start < s.end <= len(text) for s in segments)
    assert all(a.end <= b.start for a, b in pairwise(segments))


@settings(max_examples=40, deadline=None)
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
        ("3", "", "", Numbers(volume="3")),
        ("3, 12", "", "", Numbers(volume="3", page="12")),
        ("3, 12", "", "5", Numbers(volume="3, 12", page="5")),
        ("3(4):5", "6", "7", Numbers(volume="3", issue="6", page="7")),
        ("3(4):5", "", "", Numbers(volume="3", issue="4", page="5")),
        ("3 Suppl", "", "", Numbers(volume="3", supplement_number="suppl")),
        ("3", "4 Suppl 2", "", Numbers(volume="3", issue="4", supplement_number="2")),
        ("3 Suppl 1", "4 Suppl 2", "", Numbers(volume="3", issue="4", supplement_number="1")),
        ("", "Suppl", "", Numbers(supplement_number="suppl")),
        ("", "", "12 pp.", Numbers()),
        ("3", "", "12 pp.", Numbers(volume="3", page="12")),
        ("", "", "12 p", Numbers()),
        ("", "", "pp. 12", Numbers(page="12")),
        ("", "", "12 pages x", Numbers(page="12 pages x")),
        ("12/3", "", "", Numbers(volume="12", issue="3")),
        ("12/1234", "", "", Numbers(volume="12/1234")),
        ("", "", "quiz 12", Numbers(note="quiz 12")),
        ("", "", "1-9; reply 3", Numbers(page="1-9", note="reply 3")),
        ("(3)", "", "", Numbers(volume="3")),
        ("3)", "", "", Numbers(volume="3")),
        ("no. 3", "", "", Numbers(volume="3")),
        ("v. x", "", "", Numbers(volume="x")),
        ("3", "(n° 4)", "", Numbers(volume="3", issue="4")),
        ("3", "4 – 5", "6 — 7", Numbers(volume="3", issue="4–5", page="6—7")),
        ("3. Jg", "", "", Numbers(volume="3")),
        ("3 Bd.", "", "", Numbers(volume="3")),
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


class Labels:
    """A tagger that gives labels as told, one a token."""

    def __init__(self, labels: str) -> None:
        self.labels = labels.split()

    def set(self, rows: object) -> None:
        pass

    def tag(self) -> list[str]:
        return self.labels

    def probability(self, labels: list[str]) -> float:
        return 0.5


@pytest.mark.parametrize(
    ("text", "labels", "segments"),
    [
        ("Hall A", "author author", "author Hall A"),
        ("Hall. A", "author other author", "author Hall. A"),
        ("Hall x A", "author other author", "author Hall|author A"),
        ("Hall . x . A", "author other other other author", "author Hall|author A"),
        ("Hall A Sleep", "author author title", "author Hall A|title Sleep"),
        ("Hall. Sleep", "other other title", "title Sleep"),
        ("Hall <id> A", "author other author", "author Hall|author A"),
        ("Hall <id> A", "author author author", "author Hall|author A"),
        ("Hall A 3", "author title author", "author Hall|title A|author 3"),
    ],
)
def test_labels_become_segments(text: str, labels: str, segments: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tagging, "_tagger", lambda: Labels(labels))
    at = text.find("<id>")
    found = tag(text, (), [(at, at + 4)] if at >= 0 else [])
    assert "|".join(f"{s.label} {text[s.start : s.end]}" for s in found.segments) == segments
    assert found.probability == 0.5


def test_no_tokens_have_no_segments() -> None:
    assert tag(" ") == Tagged((), 0.0)


def test_first_and_longest() -> None:
    tagged = Tagged(
        (Segment("title", 0, 2), Segment("title", 3, 6), Segment("title", 7, 10), Segment("volume", 11, 19))
    )
    assert (tagged.first("title"), tagged.longest("title")) == (Segment("title", 0, 2), Segment("title", 3, 6))
    assert (tagged.first("pages"), tagged.longest("pages")) == (None, None)
