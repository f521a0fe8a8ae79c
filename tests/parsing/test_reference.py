"""Reference strings read into records, in the styles manuscripts use."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from citeaudit.model import Name, Record, Text
from citeaudit.parsing.inline import plain
from citeaudit.parsing.reference import parse_reference


def read(source: str) -> Record:
    return parse_reference(plain([(1, 1, source)])).record


EXPECTED = {
    "title": "Sleep and the consolidation of memory",
    "container_title": "J Sleep",
    "year": 2015,
    "volume": "3",
    "page": "101–109",
}


@pytest.mark.parametrize(
    "source",
    [
        "Hall AB, Berg C. Sleep and the consolidation of memory. *J Sleep* 2015;3:101–109.",
        "Hall AB, Berg C. Sleep and the consolidation of memory. J Sleep 2015;3:101–109.",
        "Hall AB, Berg C. Sleep and the consolidation of memory. *J Sleep*. 2015;3(2):101–109. doi:10.5555/x(1)2.",
        "Hall, A. B. & Berg, C. Sleep and the consolidation of memory. *J Sleep* **3**, 101–109 (2015).",
        "Hall, A.B.; Berg, C. Sleep and the consolidation of memory. *J Sleep* **2015**, *3*, 101–109.",
        "Hall, A. B., & Berg, C. (2015). Sleep and the consolidation of memory. *J Sleep*, *3*(2), 101–109. https://doi.org/10.5555/x(1)2",
        "Hall AB and Berg C (2015) Sleep and the consolidation of memory. J Sleep 3:101–109.",
        "A. B. Hall and C. Berg, “Sleep and the consolidation of memory,” *J Sleep*, vol. 3, no. 2, pp. 101–109, 2015.",
    ],
)
def test_styles(source: str) -> None:
    record = read(source)
    assert [author.family for author in record.author] == ["Hall", "Berg"]
    assert {key: getattr(record, key) for key in EXPECTED} == EXPECTED
    assert ("10.5555/x(1)2" if "10.5555" in source else "") == record.DOI


@pytest.mark.parametrize(
    ("source", "fields"),
    [
        (
            "Hall A. T. J Sleep 2015;22 Suppl 3:S1057-66.",
            {"volume": "22", "supplement_number": "3", "page": "S1057-66"},
        ),
        ("Hall A. T. J Sleep 2006;244:897-907; discussion 907-8.", {"page": "897-907", "note": "discussion 907-8"}),
        ("Hall A. T. J Sleep 2010;19:e79-84.", {"page": "e79-84"}),
        ("Correction: Sleep. J Sleep 2016;76:5907.", {"title": "Correction: Sleep", "author": (), "page": "5907"}),
        ("Zöller M. Can a cell profit? J Sleep 2011;11:254-67.", {"title": "Can a cell profit?"}),
    ],
)
def test_fields(source: str, fields: dict[str, Any]) -> None:
    record = read(source)
    assert {key: getattr(record, key) for key in fields} == fields


def test_names() -> None:
    record = read("La Verde N, de Groot S, O'Regan R, Ben-Baruch A, Tiega Donfack BP, et al. T. J Sleep 2015;3:1.")
    assert record.et_al
    assert record.author == (
        Name(family="Verde", given="N", non_dropping_particle="La"),
        Name(family="Groot", given="S", non_dropping_particle="de"),
        Name(family="O'Regan", given="R"),
        Name(family="Ben-Baruch", given="A"),
        Name(family="Tiega Donfack", given="BP"),
    )


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=300))
def test_any_text_gives_a_record(text: str) -> None:
    parsed = parse_reference(Text(text))
    assert 0.0 <= parsed.confidence <= 1.0
    assert parsed == parse_reference(text)
