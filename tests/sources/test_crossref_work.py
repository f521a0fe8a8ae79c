from typing import Any

import pytest

from citeaudit.model import Name, Notice, Record
from citeaudit.sources._crossref_work import ASKED, work
from tests.sources.cited import ODD
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


def test_all_years_and_names_of_the_journal_are_kept() -> None:
    found = work(
        {
            "DOI": "10.5555/s1",
            "issued": {"date-parts": [[2019, 4]]},
            "published-online": {"date-parts": [[2019, 4]]},
            "published-print": {"date-parts": [[2021]]},
            "container-title": ["Journal of Sleep", "Somnus"],
            "short-container-title": ["J Sleep"],
        }
    )
    assert found is not None
    assert (found.record.year, found.years) == (2021, (2021, 2019))
    assert found.short_container_titles == ("J Sleep", "Somnus")


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


def test_notices_of_both_directions() -> None:
    retraction = {
        "DOI": "10.5555/notice",
        "type": "retraction",
        "source": "retraction-watch",
        "label": "Retraction",
        "record-id": "4036",
        "updated": {"date-parts": [[2010, 2, 2]], "date-time": "2010-02-02T00:00:00Z", "timestamp": 1265068800000},
    }
    article = {"DOI": "10.5555/article", "type": "corrigendum", "updated": {"date-parts": [[2011, 3]]}}
    own = {"DOI": "10.5555/X", "type": "new_version"}
    converted = work(
        item("10.5555/x", TITLE, updated_by=[retraction, own, None, {}, retraction], update_to=[own, article])
    )
    assert converted is not None
    assert converted.notices_known
    assert converted.updated_by == (
        Notice(
            kind="retraction",
            DOI="10.5555/notice",
            source="retraction-watch",
            label="retraction",
            date="2010-02-02",
            record_id="4036",
        ),
    )
    assert converted.update_to == (
        Notice(kind="correction", DOI="10.5555/article", label="corrigendum", date="2011-03"),
    )


@pytest.mark.parametrize(
    ("fields", "known"),
    [({}, False), ({"updated_by": None}, False), ({"updated_by": "none"}, False), ({"updated_by": []}, True)],
)
def test_unknown_is_not_clean(fields: dict[str, Any], known: bool) -> None:
    converted = work(item("10.5555/x", TITLE, **fields))
    assert converted is not None
    assert converted.updated_by == ()
    assert converted.notices_known is known


@pytest.mark.parametrize(
    ("updated", "date"),
    [
        ({"date-parts": [[2010]]}, "2010"),
        ({"date-parts": [["2010", "2", None]]}, "2010-02"),
        ({"date-parts": [[None]]}, ""),
        ({"date-parts": [[-1, 2]]}, ""),
        ({"date-parts": "2010"}, "2010"),
        ("2010", ""),
        (None, ""),
    ],
)
def test_dates_of_notices(updated: object, date: str) -> None:
    converted = work(item("10.5555/x", TITLE, updated_by=[{"DOI": "10.5555/n", "type": "erratum", "updated": updated}]))
    assert converted is not None
    assert converted.updated_by == (Notice(kind="correction", DOI="10.5555/n", label="erratum", date=date),)


@pytest.mark.parametrize(
    ("type", "expected"),
    [
        ("retraction", "retraction"),
        ("withdrawal", "withdrawal"),
        ("removal", "withdrawal"),
        ("expression_of_concern", "expression_of_concern"),
        ("Expression of concern", "expression_of_concern"),
        ("erratum", "correction"),
        ("addendum", "correction"),
        ("partial_retraction", "correction"),
        ("Reinstatement", "reinstatement"),
        ("new_version", "new_version"),
        ("something-new", "something_new"),
    ],
)
def test_kinds_of_notices(type: str, expected: str) -> None:
    converted = work(item("10.5555/x", TITLE, updated_by=[{"DOI": "10.5555/n", "type": type}]))
    assert converted is not None
    assert [(notice.kind, notice.label) for notice in converted.updated_by] == [(expected, type)]


def test_preprints_and_what_became_of_them() -> None:
    relation = {
        "is-preprint-of": [
            {"id-type": "doi", "id": "10.5555/ARTICLE", "asserted-by": "subject"},
            None,
            {"id": "no DOI"},
        ],
        "has-preprint": [{"id-type": "doi", "id": "https://doi.org/10.5555/preprint"}, {"id": "10.5555/preprint"}],
        "is-version-of": {"id-type": "doi", "id": "10.5555/x"},
        "has-review": [{"id": "10.5555/review"}],
    }
    converted = work(item("10.5555/x", TITLE, relation=relation))
    assert converted is not None
    assert converted.published_as == ("10.5555/article",)
    assert converted.preprints == ("10.5555/preprint",)
    assert converted.version_of == ()


@pytest.mark.parametrize("relation", [None, [], "text", {"has-preprint": None}, {"has-preprint": [[]]}])
def test_odd_relations(relation: object) -> None:
    converted = work(item("10.5555/x", TITLE, relation=relation))
    assert converted is not None
    assert converted.preprints == ()


@pytest.mark.parametrize(
    ("abstract", "expected"),
    [
        ("<jats:title>Abstract</jats:title>\n<jats:p>Sleep is needed.</jats:p>", "Sleep is needed."),
        ("<jats:p>ABSTRACT Sleep is needed.</jats:p>", "Sleep is needed."),
        ("<p>Abstract: Sleep is needed.</p>", "Sleep is needed."),
        ("<jats:p>Abstract art is needed.</jats:p>", "Abstract art is needed."),
        ("<jats:sec><jats:title>Aims</jats:title><jats:p>To sleep</jats:p></jats:sec>", "Aims To sleep"),
        ("<jats:p>CO<jats:sub>2</jats:sub> &amp;lt; 5</jats:p>", "CO2 < 5"),
        (
            "<jats:p>As <mml:math><mml:mi>x</mml:mi></mml:math><jats:tex-math>$x$</jats:tex-math> grows</jats:p>",
            "As x grows",
        ),
        ("&lt;p&gt;Sleep is needed.&lt;/p&gt;&lt;p&gt;So?&lt;/p&gt;", "Sleep is needed. So?"),
        ("<jats:title>Abstract</jats:title>", ""),
        (None, ""),
        (["text"], ""),
    ],
)
def test_abstracts(abstract: object, expected: str) -> None:
    converted = work(item("10.5555/x", TITLE, abstract=abstract))
    assert converted is not None
    assert converted.abstract == expected


# Synthetic records with what real ones were seen to hold.
ODD_RECORDS: tuple[dict[str, Any], ...] = (
    item("10.5555/null-date", TITLE, issued={"date-parts": [[None]]}, published_print=None, volume="null", page=None),
    item("10.5555/group", TITLE, author=[{"name": "The Example\n Consortium", "sequence": "first", "affiliation": []}]),
    item(
        "10.5555/markup", "The <i>Escherichia</i>\n   <sup>13</sup>C &amp;amp; more", abstract="<jats:p>a < b</jats:p>"
    ),
    item(
        "10.5555/empty", "", title=[], author=[], container_title=[], issued={"date-parts": [[]]}, ISBN=[], relation={}
    ),
    item("10.5555/self", TITLE, update_to=[{"DOI": "10.5555/SELF", "type": "new_version", "label": "New version"}]),
    item("10.5555/year-only", TITLE, issued={"date-parts": [[1899]]}, page="e12059", article_number=None, author=None),
    item(
        "10.5555/mixed", TITLE, author=[{"given": "Only"}, {"name": "Group"}, {"family": "Hall", "sequence": "first"}]
    ),
    {"DOI": "10.5555/bare", "type": "other"},
)


@pytest.mark.parametrize("fields", ODD_RECORDS, ids=lambda fields: fields["DOI"])
def test_odd_records_load_in_any_form(fields: dict[str, Any]) -> None:
    converted = work(fields)
    assert converted is not None
    assert converted.identifier == fields["DOI"]
    texts = (
        converted.record.title,
        converted.record.container_title,
        converted.abstract,
        *map(str, converted.record.author),
    )
    assert not any(sign in text for text in texts for sign in ("\n", "</", "<i>", "&amp;", "null"))
    for name in fields.keys() - {"DOI"}:  # and where one field more is not what it should be
        for odd in ODD:
            assert work(fields | {name: odd}) is not None


def test_odd_records_keep_what_they_hold() -> None:
    loaded = {held.identifier: held for held in map(work, ODD_RECORDS) if held}
    assert loaded["10.5555/null-date"].record.year is None
    assert loaded["10.5555/group"].record.author == (Name(literal="The Example Consortium"),)
    assert loaded["10.5555/markup"].record.title == "The Escherichia 13C & more"
    assert loaded["10.5555/markup"].abstract == "a < b"
    assert loaded["10.5555/self"].update_to == ()
    assert loaded["10.5555/year-only"].record.year == 1899
    assert loaded["10.5555/mixed"].record.author == (Name(family="Hall"), Name(family="Only"), Name(literal="Group"))


@pytest.mark.parametrize("message", [None, [], "text", 5, {}, {"DOI": None}, {"DOI": ""}, {"title": ["No DOI"]}])
def test_what_has_no_doi_is_no_work(message: object) -> None:
    assert work(message) is None


def test_the_fields_asked_for_are_crossrefs() -> None:
    from habanero.select import VALID_SELECTS

    assert set(ASKED) <= set(VALID_SELECTS)
