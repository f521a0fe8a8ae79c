"""What DataCite registers about a work (arXiv, Zenodo, Dryad, many universities), as a `Work`.

Source: https://schema.datacite.org/meta/kernel-4.6/ and https://support.datacite.org/docs/api (JSON:API: `data.attributes`).
Nothing in an answer is trusted to have the type it should have.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from citeaudit.model import Name, Record, Work
from citeaudit.sources._asking import bare_doi
from citeaudit.sources._fields import first, mapped, objects, plain, prose, year

NAME = "datacite"  # the source's name in `Work.source` and in reasons

# types.resourceTypeGeneral to CSL-JSON. "Text" says nothing; DataCite then names the CSL type itself, or not.
_TYPES = {
    "audiovisual": "motion_picture",
    "book": "book",
    "bookchapter": "chapter",
    "collection": "dataset",
    "computationalnotebook": "software",
    "conferencepaper": "paper-conference",
    "conferenceproceeding": "book",
    "datapaper": "article-journal",
    "dataset": "dataset",
    "dissertation": "thesis",
    "image": "graphic",
    "journal": "journal",
    "journalarticle": "article-journal",
    "peerreview": "peer-review",
    "poster": "speech",
    "presentation": "speech",
    "preprint": "article",
    "report": "report",
    "software": "software",
    "sound": "song",
    "standard": "standard",
}
_CSL = frozenset({"article-journal", "article", "chapter", "book", "thesis", "report", "paper-conference", "dataset"})
"""The types that DataCite's own field `citeproc` may name."""

_PUBLISHED_AS = frozenset({"ispreprintof"})  # relations of a preprint to the article it became
_NO_VALUE = (":unav", ":unkn", ":none", ":null", ":tba", ":unal", ":unas", ":unap", ":etal")
"""DataCite's codes for a value that is not given; schema 4.6, appendix 3."""


def works(answer: object, *, retrieved: str = "") -> tuple[Work, ...]:
    """The work of an answer, once for each title it goes by, the title proper first.

    A translated or alternative title is no part of the title proper, but authors cite the one or the other.

    Args:
        answer: An object with `attributes`.
        retrieved: When it was given, UTC in ISO 8601.

    Returns:
        Nothing where the answer has no DOI to be known by.

    """
    fields = mapped(mapped(answer).get("attributes"))
    doi = plain(fields.get("doi"))
    if not doi:
        return ()
    container = mapped(fields.get("container"))
    kind = _type(mapped(fields.get("types")))
    publisher = fields.get("publisher")
    pages = "-".join(filter(None, (plain(container.get("firstPage")), plain(container.get("lastPage")))))
    title, others = _titles(fields.get("titles"))
    record = Record(
        type=kind,
        author=tuple(_names(fields.get("creators"))),
        title=title,
        container_title=plain(container.get("title")),
        year=year(fields.get("publicationYear")),
        volume=plain(container.get("volume")),
        issue=plain(container.get("issue")),
        page=pages,
        publisher=_known(plain(mapped(publisher).get("name")) or plain(publisher)),
        archive="arXiv" if doi.casefold().startswith("10.48550/arxiv.") else "",
        archive_location=doi[len("10.48550/arxiv.") :] if doi.casefold().startswith("10.48550/arxiv.") else "",
        DOI=doi,
    )
    related = list(_related(fields.get("relatedIdentifiers"), doi))
    versions = tuple(other for relation, other in related if relation == "isversionof")
    # arXiv registers the article a preprint became as the thing it is a version of.
    became = versions if kind == "article" else ()
    found = Work(
        record=record,
        source=NAME,
        identifier=doi,
        retrieved=retrieved,
        published_as=tuple(
            dict.fromkeys((*became, *(other for relation, other in related if relation in _PUBLISHED_AS)))
        ),
        preprints=tuple(other for relation, other in related if relation == "haspreprint"),
        version_of=() if became else versions,
        abstract=next(
            (
                prose(description.get("description"))
                for description in objects(fields.get("descriptions"))
                if plain(description.get("descriptionType")).casefold() == "abstract"
            ),
            "",
        ),
    )
    return (found, *(replace(found, record=replace(record, title=other)) for other in others))


def _type(types: Mapping[str, object]) -> str:
    general = _TYPES.get(plain(types.get("resourceTypeGeneral")).casefold(), "")
    named = plain(types.get("citeproc"))
    return general or (named if named in _CSL else "document")


def _titles(value: object) -> tuple[str, list[str]]:
    """The title proper with its subtitle, and the others."""
    proper, subtitle, others = "", "", []
    for entry in objects(value):
        title, kind = _known(plain(entry.get("title"))), plain(entry.get("titleType")).casefold()
        if not kind and not proper:
            proper = title
        elif kind == "subtitle":
            subtitle = subtitle or title
        elif title:
            others.append(title)
    if subtitle and subtitle.casefold() not in proper.casefold():
        proper = f"{proper.rstrip(': ')}: {subtitle}" if proper else subtitle
    if not proper and others:
        proper = others.pop(0)
    return proper, others


def _names(value: object) -> Iterator[Name]:
    """Creators in order. `name` is "Family, Given" for persons; many have that alone."""
    for entry in objects(value):
        whole, kind = _known(plain(entry.get("name"))), plain(entry.get("nameType")).casefold()
        family, given = plain(entry.get("familyName")), plain(entry.get("givenName"))
        if kind != "organizational" and not (family or given):
            family, comma, given = (part.strip() for part in whole.partition(","))
            if not comma:
                given, _, family = family.rpartition(" ") if kind == "personal" else ("", "", "")
        if kind != "organizational" and (family or given):
            yield Name(family=family or given, given=given if family else "")
        elif whole:
            yield Name(literal=whole)


def _related(value: object, own: str) -> Iterator[tuple[str, str]]:
    """(relation in lower case, DOI in lower case) of other works."""
    for entry in objects(value):
        other = bare_doi(first(entry.get("relatedIdentifier")))
        if plain(entry.get("relatedIdentifierType")).casefold() == "doi" and other and other != own.casefold():
            yield plain(entry.get("relationType")).casefold(), other


def _known(text: str) -> str:
    """A text, "" for the codes by which DataCite says that there is none.

    Source: https://schema.datacite.org/meta/kernel-4.6/, appendix 3 (standard values for unknown information).
    """
    bare = text.strip("() ").casefold()
    return "" if bare in _NO_VALUE else text
