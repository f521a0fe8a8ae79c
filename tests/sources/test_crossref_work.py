from typing import Any

import pytest

from citeaudit.model import Name, Notice, Record
from citeaudit.sources._crossref_work import SELECT, work
from tests.sources.server import item

TITLE = "A synthetic work"


def record_of(**fields: Any) -> Record:
    converted = work(item("10.5555/x", TITLE, **fields))
    assert converted is not None
    return converted.record


def test_a_whole_record() -> None:
    converted = work(
        item(
            "10.5555/X", TITLE, issue="3", publisher="Example Press", publisher_location="Ghent", ISBN=["9780000000002"]
        ),
        retrieved="2026-11-23T09:35:00Z",
    )
    assert converted is not None
    assert converted.record == Record(
        type="article-journal",
        author=(Name(family="Hall", given="Anna"),),
        title=TITLE,
        container_title="Journal of Synthetic Examples",
        year=2015,
        volume="12",
        issue="3",
        page="101-109",
        publisher="Example Press",
        publisher_place="Ghent",
        DOI="10.5555/X",
        ISBN="9780000000002",
    )
    assert (converted.source, converted.identifier, converted.synthetic) == ("crossref", "10.5555/X", False)
    assert converted.retrieved == "2026-11-23T09:35:00Z"


@pytest.mark.parametrize(
    ("fields", "year"),
    [
        ({"issued": {"date-parts": [[None]]}}, None),
        ({"issued": {"date-parts": [[]]}}, None),
        ({"issued": {"date-parts": []}}, None),
        ({"issued": {"date-parts": None}}, None),
        ({"issued": None}, None),
        ({"issued": "2015"}, None),
        ({"issued": {"date-parts": [["2019", 1]]}}, 2019),
        ({"issued": {"date-parts": [[19]]}}, None),
        ({"issued": {"date-parts": [[10**30]]}}, None),
        ({"issued": {"date-parts": [[2018, 12]]}, "published_print": {"date-parts": [[2019, 2]]}}, 2019),
        ({"issued": {"date-parts": [[2018]]}, "published_print": {"date-parts": [[None]]}}, 2018),
        ({"issued": {"date-parts": [[None]]}, "published": {"date-parts": [[2017]]}}, 2017),
    ],
)
def test_years(fields: dict[str, Any], year: int | None) -> None:
    assert record_of(**fields).year == year


@pytest.mark.parametrize(
    ("fields", "title"),
    [
        ({"title": ["Growth of\n    <i>E. coli</i>\n in CO<sub>2</sub>"]}, "Growth of E. coli in CO2"),
        ({"title": ["Rowman &amp;amp; Littlefield &lt; 5"]}, "Rowman & Littlefield < 5"),
        ({"title": ["p < 0.05 and q > 3"]}, "p < 0.05 and q > 3"),
        ({"title": ["Sleep"], "subtitle": ["A review"]}, "Sleep: A review"),
        ({"title": ["Sleep: a review"], "subtitle": ["A Review"]}, "Sleep: a review"),
        ({"title": ["Sleep"], "subtitle": [""]}, "Sleep"),
        ({"title": [], "subtitle": ["Alone"]}, "Alone"),
        ({"title": []}, ""),
        ({"title": None}, ""),
        ({"title": "No list"}, "No list"),
        ({"title": [None, 5]}, "5"),
    ],
)
def test_titles(fields: dict[str, Any], title: str) -> None:
    assert record_of(**fields).title == title


@pytest.mark.parametrize(
    ("author", "names"),
    [
        ([{"name": "The Example Consortium"}], (Name(literal="The Example Consortium"),)),
        (
            [{"family": "Second", "sequence": "additional"}, {"family": "First", "given": "A", "sequence": "first"}],
            (Name(family="First", given="A"), Name(family="Second")),
        ),
        ([{"family": "de Groot", "given": "S", "suffix": "Jr"}], (Name(family="de Groot", given="S", suffix="Jr"),)),
        ([{"given": "Sukarno"}], (Name(family="Sukarno"),)),
        ([{"affiliation": [], "sequence": "first"}, None, "text"], ()),
        (None, ()),
        ("Hall", ()),
    ],
)
def test_authors(author: object, names: tuple[Name, ...]) -> None:
    assert record_of(author=author).author == names


@pytest.mark.parametrize(
    ("page", "number", "expected"),
    [
        ("101-109", None, "101-109"),
        (None, "e12059", "e12059"),
        ("1-12", "104399", "104399"),
        ("1–12", "104399", "104399"),
        ("101-109", "104399", "101-109"),
        (7, None, "7"),
        (None, None, ""),
        (True, None, ""),
    ],
)
def test_pages(page: object, number: object, expected: str) -> None:
    assert record_of(page=page, article_number=number).page == expected


def test_a_volume_called_null_is_none() -> None:
    assert record_of(volume="null").volume == ""


@pytest.mark.parametrize(
    ("type", "expected"),
    [
        ("journal-article", "article-journal"),
        ("posted-content", "article"),
        ("book-chapter", "chapter"),
        ("dissertation", "thesis"),
        ("component", "component"),
        ("something-new", "document"),
        (None, "document"),
    ],
)
def test_types(type: object, expected: str) -> None:
    assert record_of(type=type).type == expected


def test_notices() -> None:
    notice = {"DOI": "10.5555/notice", "type": "Retraction", "source": "retraction-watch", "label": "Retraction"}
    own = {"DOI": "10.5555/X", "type": "new_version"}
    converted = work(item("10.5555/x", TITLE, updated_by=[notice, own, None, {}], update_to=[own]))
    assert converted is not None
    assert converted.updated_by == (Notice(kind="retraction", DOI="10.5555/notice", source="retraction-watch"),)
    assert converted.update_to == ()


@pytest.mark.parametrize("message", [None, [], "text", 5, {}, {"DOI": None}, {"DOI": ""}, {"title": ["No DOI"]}])
def test_what_has_no_doi_is_no_work(message: object) -> None:
    assert work(message) is None


def test_the_fields_asked_for_are_crossrefs() -> None:
    from habanero.select import VALID_SELECTS

    assert set(SELECT) <= set(VALID_SELECTS)
