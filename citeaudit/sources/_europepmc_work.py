"""What Europe PMC holds about a work (PubMed, PubMed Central, preprints), as a `Work`.

Source: https://europepmc.org/RestfulWebService, result type "core" (Europe PMC SOAP Web Service reference guide, response
of `searchPublications`). Nothing in an answer is trusted to have the type it should have.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from citeaudit.model import Name, Notice, Record, Work
from citeaudit.sources._asking import bare_doi
from citeaudit.sources._fields import listed, mapped, objects, plain, prose, year
from citeaudit.sources._notices import kind
from citeaudit.text.patterns import lazy

NAME = "europepmc"  # the source's name in `Work.source` and in reasons

_PMID = lazy(r"[1-9]\d{0,8}", re.ASCII)  # PubMed's numbers have no leading zero
_PMCID = lazy(r"PMC[1-9]\d{0,9}", re.ASCII)  # PubMed Central's have letters before them
_ON_THIS = lazy(
    r"""
    ( (?:partial[ ])? retraction | erratum | expression[ ]of[ ]concern
    | (?:corrected|retracted)[ ]and[ ]republished | update )[ ]in
    """,
    re.IGNORECASE | re.VERBOSE,
)
"""Types of commentCorrection on an article that notices are about."""

_OF_OTHERS = lazy(
    r"""
    ( (?:partial[ ])? retraction[ ]of | erratum[ ]for | expression[ ]of[ ]concern[ ]for
    | (?:corrected|retracted)[ ]and[ ]republished[ ]from | update[ ]of )
    """,
    re.IGNORECASE | re.VERBOSE,
)
"""Types of commentCorrection on the notice itself."""

_SUFFIX = lazy(r"[JS]r|[2-9](?:nd|rd|th)|I{1,3}|IV", re.ASCII)
"""What PubMed prints behind the initials: Jr, 3rd, II."""


def work(result: object, *, retrieved: str = "") -> Work | None:
    """One result of a search; None where it has no key to be known by.

    PubMed titles end in a stop, and stand in brackets where they were translated; both are taken off.
    """
    fields = mapped(result)
    key, archive = plain(fields.get("id")), plain(fields.get("source"))
    if not key:
        return None
    doi = bare_doi(plain(fields.get("doi")))
    journal = mapped(fields.get("journalInfo"))
    book = mapped(fields.get("bookOrReportDetails"))
    types = [plain(name).casefold() for name in listed(mapped(fields.get("pubTypeList")).get("pubType"))]
    pmid, pmcid = plain(fields.get("pmid")), plain(fields.get("pmcid")).upper()
    record = Record(
        type=_type(archive, types, bool(book)),
        author=tuple(_names(mapped(fields.get("authorList")).get("author"))),
        title=_title(plain(fields.get("title"))),
        container_title=plain(mapped(journal.get("journal")).get("title")) or plain(book.get("comprisingTitle")),
        year=year(journal.get("yearOfPublication"))
        or year(fields.get("pubYear"))
        or year(book.get("yearOfPublication")),
        volume=plain(journal.get("volume")),
        issue=plain(journal.get("issue")),
        page=plain(fields.get("pageInfo")),
        publisher=plain(book.get("publisher")),
        DOI=doi,
        PMID=pmid if _PMID.fullmatch(pmid) else "",
        PMCID=pmcid if _PMCID.fullmatch(pmcid) else "",
    )
    corrections = list(objects(mapped(fields.get("commentCorrectionList")).get("commentCorrection")))
    on_this = tuple(_notices(corrections, _ON_THIS))
    if "retracted publication" in types and not any(notice.kind == "retraction" for notice in on_this):
        on_this += (Notice(kind="retraction", DOI="", source="pubmed", label="Retracted Publication"),)
    return Work(
        record=record,
        source=NAME,
        identifier=doi or f"{archive}:{key}",
        retrieved=retrieved,
        updated_by=on_this,
        update_to=tuple(_notices(corrections, _OF_OTHERS)),
        notices_known=bool(corrections or on_this),
        abstract=prose(fields.get("abstractText")),
    )


def _type(archive: str, types: list[str], in_book: bool) -> str:
    if archive == "PPR" or "preprint" in types:
        return "article"
    if in_book:
        return "chapter" if "book chapter" in types else "book"
    return "article-journal"


def _title(title: str) -> str:
    title = title.removesuffix(".")
    return title[1:-1].removesuffix(".") if title.startswith("[") and title.endswith("]") else title


def _names(value: object) -> Iterator[Name]:
    for entry in objects(value):
        group, family = plain(entry.get("collectiveName")), plain(entry.get("lastName"))
        given = plain(entry.get("firstName")) or plain(entry.get("initials"))
        whole = plain(entry.get("fullName"))
        if family:
            yield Name(family=family, given=given, suffix=_suffix(entry))
        elif group or whole:
            yield Name(literal=group or whole)


def _suffix(entry: Mapping[str, object]) -> str:
    """A "Jr", which stands at the end of the full name alone."""
    last = plain(entry.get("fullName")).rpartition(" ")[2]
    return last if _SUFFIX.fullmatch(last) and last != plain(entry.get("initials")) else ""


def _notices(corrections: list[Mapping[str, object]], wanted: re.Pattern[str]) -> Iterator[Notice]:
    """Notices of one direction; they are known by their PubMed number, not by a DOI."""
    for entry in corrections:
        label = plain(entry.get("type"))
        if wanted.fullmatch(label):
            word = label.rpartition(" ")[0]
            yield Notice(kind=kind(word), DOI="", source="pubmed", label=label, record_id=plain(entry.get("id")))
