"""Bibliographic records, works as sources describe them, and what came of looking for one."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A person or a group, with CSL-JSON's parts of a name. A group has only `literal`."""

    family: str = ""
    given: str = ""
    suffix: str = ""
    non_dropping_particle: str = ""
    literal: str = ""

    @property
    def full_family(self) -> str:
        """The family name with its particle ("de Groot"), or the name of the group."""
        return " ".join(part for part in (self.non_dropping_particle, self.family) if part) or self.literal

    def __str__(self) -> str:
        return " ".join(part for part in (self.full_family, self.given, self.suffix) if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """Bibliographic fields under their CSL-JSON names (`container-title` is `container_title` here).

    Fields are as printed: `page` may be "1634-57", "e79-84" or an article number; `title` and `container_title`
    are without markup. `et_al` is true where the list of authors ends in "et al.". Empty strings and None mean
    not given. `type` is a CSL-JSON type.

    `number` is the number of a report, patent or standard; `genre` what a thesis or report calls itself ("PhD
    thesis"); `collection_title` the series; `status` is "in press" and the like; `accessed` the day a web page was
    looked at, in ISO 8601 as far as it is given ("2018-08-16", "2018-08", "2018"). A preprint has its server in
    `archive` ("arXiv") and its number there in `archive_location` ("2101.00001"). Source: CSL-JSON schema 1.0.2
    (`csl-data.json`).
    """

    type: str = "article-journal"
    author: tuple[Name, ...] = ()
    et_al: bool = False
    editor: tuple[Name, ...] = ()
    title: str = ""
    container_title: str = ""
    year: int | None = None
    volume: str = ""
    issue: str = ""
    supplement_number: str = ""
    page: str = ""
    publisher: str = ""
    publisher_place: str = ""
    edition: str = ""
    collection_title: str = ""
    number: str = ""
    genre: str = ""
    status: str = ""
    archive: str = ""
    archive_location: str = ""
    accessed: str = ""
    DOI: str = ""
    PMID: str = ""
    PMCID: str = ""
    ISBN: str = ""
    URL: str = ""
    note: str = ""

    @property
    def first_page(self) -> str:
        """The page before any dash: "1634" of "1634-57", "S1057" of "S1057-66", an article number whole."""
        for index, character in enumerate(self.page):
            if character in "-\u2010\u2011\u2012\u2013\u2014,;":
                return self.page[:index].strip()
        return self.page.strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A notice on a work, or the work a notice is about.

    `kind` is one of "retraction", "withdrawal", "expression_of_concern", "correction", "reinstatement", "new_version",
    or what the source calls it where it is none of these; `label` is always what the source calls it ("corrigendum").
    `DOI` is "" where the notice has none. `source` says who recorded it ("publisher", "retraction-watch"); `date` is
    that of the notice in ISO 8601 as far as it is known; `record_id` its key at who recorded it. Each may be "".
    """

    kind: str
    DOI: str
    source: str = ""
    label: str = ""
    date: str = ""
    record_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """What a source holds.

    `source` is the source's name ("crossref"); `identifier` its key there, usually the DOI; `retrieved` the time
    the source was asked, UTC in ISO 8601, "" where the record carries none. `synthetic` marks a record that was
    made by us and not answered by a registry. `updated_by` are notices on this work, `update_to` the works this
    one is a notice of; `notices_known` is false where the source's record has no place for notices on it, so that an
    empty `updated_by` then means that nothing is known; `source_keeps_notices` is false where none of the source's records has
    any, so that nobody was asked. `published_as` are the DOIs of what a preprint became,
    `preprints` those of the preprints of an article, `version_of` those of what this is a version of. `abstract` is
    without markup, "" where the source holds none. `years` are all in which the source says that it came out (online, in
    print), that of the record among them; `short_container_titles` are other names of its journal.
    """

    record: Record
    source: str
    identifier: str
    retrieved: str = ""
    synthetic: bool = False
    updated_by: tuple[Notice, ...] = ()
    update_to: tuple[Notice, ...] = ()
    notices_known: bool = False
    source_keeps_notices: bool = True
    published_as: tuple[str, ...] = ()
    preprints: tuple[str, ...] = ()
    version_of: tuple[str, ...] = ()
    abstract: str = ""
    years: tuple[int, ...] = ()
    short_container_titles: tuple[str, ...] = ()

    @property
    def versions(self) -> tuple[str, ...]:
        """The DOIs of other versions of the work, each once."""
        return tuple(dict.fromkeys((*self.published_as, *self.preprints, *self.version_of)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The source holds this work. `score` is 0–1, higher is better; `reason` says what agreed.

    `leads_to` is the other work that the DOI printed leads to; None where it leads to this one, where none is printed,
    or where it is not known where it leads. `dead_doi` is the DOI printed where its registry says that there is none
    such, "" where it exists or where nobody was asked.
    """

    work: Work
    score: float
    reason: str = ""
    leads_to: Work | None = None
    dead_doi: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ambiguous:
    """Several works fit equally well; at least two, best first. `dead_doi` as in `Found`."""

    works: tuple[Work, ...]
    reason: str = ""
    dead_doi: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NotFound:
    """The sources named in `asked` answered, and hold no such work; `leads_to`, `dead_doi` as in `Found`."""

    asked: tuple[str, ...]
    reason: str = ""
    leads_to: Work | None = None
    dead_doi: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NotAsked:
    """No source answered: offline, time-out, too many requests. Never to be taken for NotFound.

    `outage` is true where a source should have answered and did not, which makes the run incomplete; it is false
    where the user asked for it (offline) or the source cannot know (a closed list of works).
    """

    reason: str
    outage: bool = False


Resolution = Found | Ambiguous | NotFound | NotAsked
