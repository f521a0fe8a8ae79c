"""How sure a reading is: its signs, and the chance that follows from them."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from citeaudit.model import Name, Record
from citeaudit.parsing import confidence
from citeaudit.parsing.tagging import Segment, Tagged

RAW = "Hall A. Sleep. Lancet 2015"
WHOLE = Record(author=(Name(family="Hall"),), title="Sleep", container_title="Lancet", year=2015)
TAGGED = Tagged(
    (Segment("author", 0, 6), Segment("title", 8, 13), Segment("container", 15, 21), Segment("date", 22, 26)), 0.5
)
LOGARITHM = math.log(0.5)


def test_the_signs_of_a_whole_reading() -> None:
    assert confidence.signs(RAW, WHOLE, TAGGED) == (1.0, LOGARITHM, LOGARITHM / 4, 0.0, *[0.0] * 7)


@pytest.mark.parametrize(
    ("fields", "place"),
    [({"title": ""}, 5), ({"author": ()}, 6), ({"year": None}, 7), ({"type": "book"}, 10)],
)
def test_what_is_missing_is_a_sign(fields: dict[str, object], place: int) -> None:
    signs = confidence.signs(RAW, replace(WHOLE, **fields), TAGGED)  # type: ignore[arg-type]
    assert [at for at, sign in enumerate(signs[3:], 3) if sign] == [place]


@pytest.mark.parametrize(
    ("container", "publisher", "missing"),
    [("Lancet", "", 0), ("", "Springer", 0), ("Lancet", "Springer", 0), ("", "", 1)],
)
def test_a_place_is_a_container_or_a_publisher(container: str, publisher: str, missing: int) -> None:
    record = replace(WHOLE, container_title=container, publisher=publisher)
    assert confidence.signs(RAW, record, TAGGED)[8] == missing


@pytest.mark.parametrize(
    ("raw", "end", "outside", "much"),
    [("abcd", 4, 0.0, 0.0), ("abcd", 3, 0.25, 0.0), ("abcd", 2, 0.5, 1.0), ("a.b.", 3, 0.0, 0.0), ("...", 3, 1.0, 1.0)],
)
def test_letters_and_digits_in_no_segment(raw: str, end: int, outside: float, much: float) -> None:
    assert confidence.signs(raw, WHOLE, Tagged((Segment("title", 0, end),), 1.0))[3:5] == (outside, much)


@pytest.mark.parametrize(
    ("labels", "twice"), [("title volume", 0), ("title title", 1), ("volume pages volume", 1), ("date date", 0)]
)
def test_one_field_in_two_places(labels: str, twice: int) -> None:
    segments = tuple(Segment(label, at, at + 1) for at, label in enumerate(labels.split()))
    assert confidence.signs("abc", WHOLE, Tagged(segments, 1.0))[9] == twice


def test_no_segments_and_no_probability() -> None:
    signs = confidence.signs("", WHOLE, Tagged((), 0.0))
    assert signs[1:4] == (math.log(1e-9), math.log(1e-9), 1.0)


@pytest.mark.parametrize(
    ("weight", "chance"),
    [(0.0, 0.5), (1.0, 0.7311), (-1.0, 0.2689), (29.0, 1.0), (-9.0, 0.0001), (1e9, 1.0), (-1e9, 0.0)],
)
def test_the_chance_is_a_logistic_function_rounded(
    monkeypatch: pytest.MonkeyPatch, weight: float, chance: float
) -> None:
    monkeypatch.setattr(confidence, "_weights", lambda: (weight, *[0.0] * 10))
    assert confidence.confidence(RAW, WHOLE, TAGGED) == chance


@pytest.mark.parametrize(
    ("fields", "sure"), [({"title": ""}, True), ({"author": ()}, True), ({"title": "", "author": ()}, False)]
)
def test_nothing_is_sure_without_title_and_author(fields: dict[str, object], sure: bool) -> None:
    chance = confidence.confidence(RAW, replace(WHOLE, **fields), TAGGED)  # type: ignore[arg-type]
    assert (chance > 0) is sure
