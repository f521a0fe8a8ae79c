"""Whether two registered works are one."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from citeaudit.matching.twins import being_one
from citeaudit.model import Name, Record

WORK = Record(
    author=(Name(family="Halloran", given="Anna"),),
    title="Sleep and memory in adults",
    container_title="Journal of Synthetic Examples",
    year=2015,
    volume="12",
    page="101-109",
    DOI="10.5555/sleep",
)


@pytest.mark.parametrize(
    ("changes", "one", "rule"),
    [
        ({"DOI": "10.5555/SLEEP", "title": "Acid rain"}, True, "one DOI"),
        ({"DOI": "10.5555/sleep2"}, True, "nothing differs"),
        ({"DOI": "10.5555/a", "title": "Acid rain over lakes"}, False, "another title"),
        ({"DOI": "10.5555/a", "title": ""}, True, "nothing differs"),
        ({"DOI": "10.5555/a", "author": (Name(family="Moss"),)}, False, "another author"),
        ({"DOI": "10.5555/a", "author": (Name(family="Haloran"),)}, True, "nothing differs"),
        ({"DOI": "10.5555/a", "author": ()}, True, "nothing differs"),
        ({"DOI": "10.5555/a", "type": "article", "year": 2011, "volume": ""}, True, "preprint and article"),
        ({"DOI": "10.5555/a", "type": "chapter", "year": 2011}, False, "another place"),
        ({"DOI": "10.5555/a", "year": 2016}, True, "nothing differs"),
        ({"DOI": "10.5555/a", "year": 2017}, False, "another place"),
        ({"DOI": "10.5555/a", "year": None}, True, "nothing differs"),
        ({"DOI": "10.5555/a", "container_title": "Annals of Lakes"}, False, "another place"),
        ({"DOI": "10.5555/a", "volume": "13"}, False, "another place"),
        ({"DOI": "10.5555/a", "page": "102"}, False, "another place"),
    ],
)
def test_one_work_or_two(changes: dict[str, Any], one: bool, rule: str) -> None:
    other = replace(WORK, **changes)
    assert being_one(WORK, other) == (one, rule)
    assert being_one(other, WORK) == (one, rule)


def test_two_works_without_a_doi_are_not_one_for_that() -> None:
    assert being_one(Record(title="Acid rain"), Record(title="Sleep and memory")) == (False, "another title")


def test_two_preprints_have_each_a_place() -> None:
    preprint = replace(WORK, type="article", DOI="10.5555/a")
    assert being_one(preprint, replace(preprint, DOI="10.5555/b", year=2011)) == (False, "another place")
