"""A reference beside a work: the fields that take more than one comparison, the score and the reason."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from citeaudit.matching.comparison import compare, same_first_author, stands_in
from citeaudit.model import Name, Record
from tests.matching.comparisons import UNKNOWN, comparison

HALL, LIND, MOSS = Name(family="Hall", given="A"), Name(family="Lind", given="B"), Name(family="Moss", given="D")
GROUP, OTHER_GROUP = Name(literal="Example Study Group"), Name(literal="Other Trialists")
WHOLE = comparison("title author year exact_year container near_container volume page", "", likeness=1.0)
WORK = Record(
    author=(HALL, LIND),
    title="Sleep and the consolidation of memory",
    container_title="Journal of Synthetic Examples",
    year=2015,
    volume="12",
    page="101-109",
    DOI="10.5555/sleep",
)


@pytest.mark.parametrize(
    ("changes", "score"),
    [
        ({}, 1.0),
        ({"title": False, "likeness": 0.0}, 0.55),
        ({"title": False, "likeness": 0.8}, 0.91),
        ({"title": False, "likeness": 0.0, "resemblance": 1.0}, 0.955),
        ({"title": False, "likeness": 0.95, "resemblance": 1.0}, 0.9775),
        ({"title": None, "likeness": 0.0, "resemblance": 1.0}, 0.775),
        ({"author": False}, 0.8),
        ({"author": False, "misspelt": True}, 0.96),
        ({"author": False, "coauthors": True}, 0.96),
        ({"author": False, "coauthors": False}, 0.8),
        ({"author": None, "coauthors": True}, 0.9),
        ({"coauthors": True}, 1.0),
        ({"year": True, "exact_year": False}, 0.97),
        ({"year": False, "exact_year": False}, 0.9),
        ({"year": None, "exact_year": None}, 0.95),
        ({"container": False, "near_container": True}, 0.98),
        ({"container": False, "near_container": False}, 0.9),
        ({"container": None, "near_container": None}, 0.95),
        ({"volume": False}, 0.925),
        ({"volume": None}, 0.9625),
        ({"page": False}, 0.925),
        ({"page": None}, 0.9625),
    ],
)
def test_score(changes: dict[str, Any], score: float) -> None:
    assert WHOLE._replace(**changes).score == pytest.approx(score, abs=1e-9)


def test_score_where_nothing_is_known() -> None:
    assert UNKNOWN.score == pytest.approx(0.5)


@pytest.mark.parametrize(
    ("agree", "differ", "likeness", "reason"),
    [
        ("", "", 0.0, ""),
        ("title", "", 1.0, "title agrees"),
        ("title author", "", 1.0, "title and first author agree"),
        ("title author exact_year", "", 1.0, "title, first author and year agree"),
        ("", "author", 0.0, "first author differs"),
        ("", "title author", 0.0, "title and first author differ"),
        ("container", "volume page", 0.0, "journal or book agrees; volume and first page differ"),
        ("page year", "exact_year", 0.0, "first page agrees; year differs"),
        ("author", "title", 0.849, "first author agrees; title differs"),
        ("author", "title", 0.85, "first author agrees; the titles are alike, not the same"),
        ("author", "title volume", 0.85, "first author agrees; volume differs; the titles are alike, not the same"),
        ("author", "", 1.0, "first author agrees"),
    ],
)
def test_reason(agree: str, differ: str, likeness: float, reason: str) -> None:
    assert comparison(agree, differ, likeness=likeness).reason == reason


@pytest.mark.parametrize(
    ("cited", "actual", "misspelt", "same"),
    [
        ({"author": (HALL,)}, {"author": (HALL,)}, False, True),
        ({"author": (HALL,)}, {"author": (LIND, HALL)}, False, False),
        ({"author": (HALL,)}, {"author": (Name(family="Hahl"),)}, True, False),
        ({"editor": (HALL,)}, {"author": (HALL,)}, False, True),
        ({"author": (HALL,), "editor": (MOSS,)}, {"author": (HALL,)}, False, True),
        ({}, {"author": (HALL,)}, False, None),
        ({"author": (HALL,)}, {}, False, None),
        ({"author": (GROUP,)}, {"author": (HALL, GROUP)}, False, True),
        ({"author": (GROUP,)}, {"author": (HALL, OTHER_GROUP)}, False, None),
        ({"author": (GROUP,)}, {"author": (OTHER_GROUP, HALL)}, False, False),
        ({"author": (HALL,)}, {"author": (GROUP, HALL)}, False, None),
    ],
)
def test_first_author(cited: dict[str, Any], actual: dict[str, Any], misspelt: bool, same: bool | None) -> None:
    assert same_first_author(Record(**cited), Record(**actual)) == (misspelt, same)


@pytest.mark.parametrize(
    ("title", "record", "raw", "stands"),
    [
        ("Sleep and old age", Record(), "Hall A. Sleep and old age. 2015", True),
        ("Sleep in age", Record(), "Hall A. Sleep in age. 2015", False),
        ("Sleep and old age", Record(), "Sleep and old age", True),
        ("Sleep and old age", Record(), "Hall A. Asleep and old aged. 2015", False),
        ("Sleep and old age", Record(title="Correction: Sleep"), "Correction: Sleep. Sleep and old age", False),
        ("Sleep and old age", Record(), "Hall A. Correction to sleep and old age. 2015", False),
        ("Sleep and old age", Record(), "Hall A. Reply: sleep and old age. 2015", False),
        ("Sleep and old age", Record(), "Hall A. Comments on sleep and old age. 2015", False),
        ("Sleep and old age", Record(), "Hall A. Corrections by Lind. Sleep and old age. 2015", True),
    ],
)
def test_whether_a_title_stands_in_a_reference(title: str, record: Record, raw: str, stands: bool) -> None:
    assert stands_in(title, record, raw) is stands


@pytest.mark.parametrize(
    ("title", "raw", "same", "likeness"),
    [
        (WORK.title, "", True, 1.0),
        ("", "", None, 0.0),
        ("", f"Hall A. {WORK.title}. 2015", False, 0.9),
        ("J Synth", f"Hall A. {WORK.title}. 2015", False, 0.9),
        ("J Synth", f"Hall A. Correction to {WORK.title}. 2015", False, 0.2),
        (WORK.title, f"Hall A. {WORK.title}. 2015", True, 1.0),  # the same stays the same
        ("Sleep ond the consolidation of memory", WORK.title, False, 0.941),  # and nearly the same is no less
    ],
)
def test_a_title_that_is_printed_is_alike(title: str, raw: str, same: bool | None, likeness: float) -> None:
    found = compare(replace(WORK, title=title), WORK, raw)
    assert found.title is same
    assert found.likeness == pytest.approx(likeness, abs=0.001)


def test_a_title_that_is_the_same_in_another_spelling_stays_the_same() -> None:
    american = "Hem ede fet ged"
    found = compare(replace(WORK, title="Haem oede foet gaed"), replace(WORK, title=american), american)
    assert found.title is True
    assert found.likeness < 0.9


@pytest.mark.parametrize(
    ("title", "long"), [("Sleep and memory of adults", True), ("Sleep and memory loss", False), ("", False)]
)
def test_a_long_title_has_five_words(title: str, long: bool) -> None:
    assert compare(WORK, replace(WORK, title=title)).long_title is long


@pytest.mark.parametrize(
    ("year", "same", "exact"), [(2015, True, True), (2016, True, False), (2017, False, False), (None, None, None)]
)
def test_years(year: int | None, same: bool | None, exact: bool | None) -> None:
    found = compare(replace(WORK, year=year), WORK)
    assert (found.year, found.exact_year) == (same, exact)


@pytest.mark.parametrize(
    ("page", "doi", "same"),
    [
        ("123", "10.5555/journal.0000123", True),
        ("e0123", "10.5555/j.123", True),
        ("00123-4", "10.5555/j.123", True),
        ("123", "10.5555/journal.1123", False),
        ("123", "10.5555/journal.1230", False),
        ("123", "10.5555/123.4", False),
        ("12", "10.5555/j.12", False),
        ("", "10.5555/j.12", None),
        ("101", "10.5555/j.12", True),
    ],
)
def test_a_doi_that_ends_in_the_page(page: str, doi: str, same: bool | None) -> None:
    assert compare(replace(WORK, page=page), replace(WORK, DOI=doi)).page is same


@pytest.mark.parametrize(
    ("title", "container", "same", "near", "damaged"),
    [
        (WORK.title, "J Synth Examples", True, True, False),
        (WORK.title, "J Synthctic Exarnples", False, True, False),  # where the title can be compared, it decides
        ("", "J Synthctic Exarnples", False, True, True),
        ("", "Acid Rain", False, False, False),
        ("", "", None, None, False),
    ],
)
def test_a_journal_damaged_or_near(
    title: str, container: str, same: bool | None, near: bool | None, damaged: bool
) -> None:
    found = compare(replace(WORK, title=title, container_title=container), WORK)
    assert (found.container, found.near_container, found.damaged_container) == (same, near, damaged)


DAMAGED = "Slccp ond the consolidotion ol rnernory"


@pytest.mark.parametrize(
    ("changes", "actual", "raw", "least", "most"),
    [
        ({"title": DAMAGED}, WORK.title, "", 0.7, 0.75),
        ({"title": WORK.title}, WORK.title, "", 0.0, 0.0),  # nothing to make up for
        ({"title": DAMAGED, "volume": "13"}, WORK.title, "", 0.0, 0.0),
        ({"title": DAMAGED, "volume": ""}, WORK.title, "", 0.0, 0.0),
        ({"title": DAMAGED, "page": "5"}, WORK.title, "", 0.0, 0.0),
        ({"title": DAMAGED, "page": ""}, WORK.title, "", 0.0, 0.0),
        ({"title": f"Correction: {DAMAGED}"}, WORK.title, "", 0.0, 0.0),
        ({"title": f"Correction: {DAMAGED}"}, WORK.title, DAMAGED, 0.0, 0.0),
        ({"title": ""}, WORK.title, f"Hall A. {DAMAGED}. 2015", 0.7, 0.75),
        ({"title": "Hall"}, WORK.title, f"Hall A. {DAMAGED}. 2015", 0.7, 0.75),
        ({"title": DAMAGED}, WORK.title, "Hall A.", 0.7, 0.75),
        ({"title": "Hall"}, WORK.title, f"Hall A. Correction. {DAMAGED}. 2015", 0.0, 0.5),
        ({"title": "Hall"}, "Comments made in a sleeping laboratory", "Comrnents mode in o slecping loborotory", 0.0, 0.5),
        ({"title": "Hall"}, "Responses of the sleeping heart", "Responses ol thc slecping hcart", 0.7, 1.0),
    ],
)  # fmt: skip
def test_resemblance(changes: dict[str, Any], actual: str, raw: str, least: float, most: float) -> None:
    found = compare(replace(WORK, **changes), replace(WORK, title=actual), raw)
    assert least <= found.resemblance <= most


@pytest.mark.parametrize(
    ("authors", "same"), [((HALL, LIND), True), ((HALL, MOSS), False), ((HALL,), None), ((MOSS, LIND), True)]
)
def test_coauthors(authors: tuple[Name, ...], same: bool | None) -> None:
    assert compare(replace(WORK, author=authors), WORK).coauthors is same
