from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from citeaudit.model import Found, Name, NotAsked, Resolution
from citeaudit.sources import datacite, open_source
from citeaudit.sources._datacite_work import works
from tests.sources.cited import DOI, ODD, TITLE, cited
from tests.sources.conftest import Clock
from tests.sources.registries import FakeRegistries, record
from tests.sources.server import reply


def only(**fields: Any) -> Any:
    """The one work of a record with these fields."""
    (work,) = works(record(DOI, TITLE, **fields), retrieved="2026-11-23T09:35:00Z")
    return work


def test_a_whole_record() -> None:
    work = only(descriptions=[{"descriptionType": "Abstract", "description": "<p>Abstract: Sleep.</p>"}])
    held = work.record
    assert (held.type, held.title, held.container_title) == ("article-journal", TITLE, "Journal of Synthetic Examples")
    assert (held.year, held.volume, held.page, held.publisher) == (2015, "12", "101-109", "Repository of Examples")
    assert held.author == (Name(family="Hall", given="Anna"),)
    assert (work.source, work.identifier, work.retrieved) == ("datacite", DOI, "2026-11-23T09:35:00Z")
    assert work.abstract == "Sleep."
    assert not work.notices_known  # DataCite records none


@pytest.mark.parametrize(
    ("creator", "name"),
    [
        ({"name": "Hall, Anna B.", "nameType": "Personal"}, Name(family="Hall", given="Anna B.")),
        ({"name": "Hall, Anna"}, Name(family="Hall", given="Anna")),
        ({"name": "Anna B. Hall", "nameType": "Personal"}, Name(family="Hall", given="Anna B.")),
        ({"name": "Plato", "nameType": "Personal"}, Name(family="Plato")),
        ({"name": "Group, null", "nameType": "Personal", "familyName": "Group"}, Name(family="Group")),
        (
            {"name": "Office of Examples, Ghent", "nameType": "Organizational"},
            Name(literal="Office of Examples, Ghent"),
        ),
        ({"name": "Example Team"}, Name(literal="Example Team")),
        ({"name": "(:unav)"}, None),
        ({"name": None}, None),
        ("Hall", None),
    ],
)
def test_creators(creator: object, name: Name | None) -> None:
    assert only(creators=[creator]).record.author == ((name,) if name else ())


@pytest.mark.parametrize(
    ("titles", "expected"),
    [
        ([{"title": "Sleep"}, {"title": "A study", "titleType": "Subtitle"}], ["Sleep: A study"]),
        ([{"title": "A study", "titleType": "Subtitle"}, {"title": "Sleep: a study"}], ["Sleep: a study"]),
        ([{"title": "Schlaf"}, {"title": "Sleep", "titleType": "TranslatedTitle"}], ["Schlaf", "Sleep"]),
        ([{"title": "Nap", "titleType": "AlternativeTitle"}], ["Nap"]),
        ([{"title": "Sleep in <i>E. coli</i>\n"}], ["Sleep in E. coli"]),
        ([{"title": ":none"}], [""]),
        ([None, {"title": None}], [""]),
        (None, [""]),
    ],
)
def test_titles(titles: object, expected: Sequence[str]) -> None:
    assert [work.record.title for work in works(record(DOI, "", titles=titles))] == expected


@pytest.mark.parametrize(
    ("types", "expected"),
    [
        ({"resourceTypeGeneral": "Dataset"}, "dataset"),
        ({"resourceTypeGeneral": "Preprint"}, "article"),
        ({"resourceTypeGeneral": "BookChapter", "citeproc": "article-journal"}, "chapter"),
        ({"resourceTypeGeneral": "Text", "citeproc": "report"}, "report"),
        ({"resourceTypeGeneral": "Text", "citeproc": "unheard-of"}, "document"),
        ({}, "document"),
        (None, "document"),
    ],
)
def test_types(types: object, expected: str) -> None:
    assert only(types=types).record.type == expected


@pytest.mark.parametrize(
    ("publisher", "expected"), [("Dryad", "Dryad"), ({"name": "Dryad", "lang": "en"}, "Dryad"), ({}, ""), (None, "")]
)
def test_publishers(publisher: object, expected: str) -> None:
    assert only(publisher=publisher).record.publisher == expected


@pytest.mark.parametrize(
    ("general", "relation", "published_as", "preprints", "version_of"),
    [
        ("Preprint", "IsVersionOf", ("10.5555/other",), (), ()),
        ("Preprint", "IsPreprintOf", ("10.5555/other",), (), ()),
        ("Dataset", "IsVersionOf", (), (), ("10.5555/other",)),
        ("JournalArticle", "HasPreprint", (), ("10.5555/other",), ()),
        ("Dataset", "Cites", (), (), ()),
    ],
)
def test_relations(general: str, relation: str, published_as: object, preprints: object, version_of: object) -> None:
    related = [
        {
            "relationType": relation,
            "relatedIdentifierType": "DOI",
            "relatedIdentifier": "https://doi.org/10.5555/OTHER",
        },
        {"relationType": relation, "relatedIdentifierType": "DOI", "relatedIdentifier": DOI.upper()},
        {"relationType": relation, "relatedIdentifierType": "URL", "relatedIdentifier": "10.5555/url"},
        None,
    ]
    work = only(types={"resourceTypeGeneral": general}, relatedIdentifiers=related)
    assert (work.published_as, work.preprints, work.version_of) == (published_as, preprints, version_of)


@pytest.mark.parametrize("answer", [None, [], "text", {}, {"attributes": None}, {"attributes": {"doi": None}}])
def test_what_has_no_doi_is_no_work(answer: object) -> None:
    assert works(answer) == ()


def test_odd_records_load() -> None:
    whole = record(DOI, TITLE)["attributes"]
    for name in whole.keys() - {"doi"}:
        for odd in ODD:
            assert works({"attributes": whole | {name: odd}})


@pytest.fixture
def resolve(registries: FakeRegistries, cache: Path, clock: Clock) -> Any:
    def resolve_one(reference: Any) -> Resolution:
        source = datacite.open_source(offline=False, mailto="", cache=cache, manners=clock.manners())
        return dict(source.resolve([reference]))[reference.index]

    return resolve_one


def test_a_translated_title_is_the_work_too(resolve: Any, registries: FakeRegistries) -> None:
    titles = [{"title": "Schlaf und Gedächtnis bei Erwachsenen"}, {"title": TITLE, "titleType": "TranslatedTitle"}]
    registries.records = [record(DOI, "", titles=titles)]
    for reference in (cited(DOI=DOI), cited(), cited(title="Schlaf und Gedächtnis bei Erwachsenen", DOI=DOI)):
        found = resolve(reference)
        assert isinstance(found, Found)
        assert found.work.record.title == reference.record.title


def test_a_search_holds_no_sign_of_the_search_language(resolve: Any, registries: FakeRegistries) -> None:
    resolve(cited(title='Sleep) OR doi:* AND "memory" /a.*/ [1 TO 5]: why?'))
    query = parse_qs(urlsplit(registries.asked[-1]).query)
    assert query == {"query": ["titles.title:(sleep or doi and memory a 1 to 5 why)"], "page[size]": ["5"]}


def test_it_is_a_source_of_its_own(registries: FakeRegistries) -> None:
    registries.records = [record(DOI, TITLE)]
    assert isinstance(dict(open_source("datacite").resolve([cited(DOI=DOI)]))[1], Found)


def test_the_record_of_another_doi_is_no_answer(resolve: Any, registries: FakeRegistries) -> None:
    registries.always = reply({"data": record("10.5555/another", TITLE)})
    lost = resolve(cited(DOI=DOI))
    assert isinstance(lost, NotAsked)
    assert lost.outage
