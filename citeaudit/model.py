"""Every type that travels down the line, and nothing else.

All values are frozen, slotted and keyword-only; sequences are tuples. No I/O and no third-party import
happens here, so any other module may import this one.

Vocabulary: a *reference* is an entry of the list; a *citation* is a place in the text that points at references;
a *link* is one (citation, reference) pair; a *work* is what exists in the world, as a source describes it; a
*record* holds bibliographic fields and is the same type for what the author wrote and for what a source holds.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date
from enum import IntEnum, StrEnum
from types import MappingProxyType


@dataclass(frozen=True, slots=True, kw_only=True)
class Location:
    """A place in a manuscript that a person can go to.

    Lines and columns are 1-based; columns count code points; the end is exclusive (the column after the last
    character). `line` is None where the format has no lines; `label` then names the place ("paragraph 12"), and `order`
    is its rank in reading order. `order` also ranks the files of a manuscript that has several. `reach` tells where in
    labelled places the characters stand: the column of the first, the `order` of the place of the last, and the column
    behind it. It is for those who write into the file and no part of what a place is.
    """

    path: str
    line: int | None = None
    column: int | None = None
    end_line: int | None = None
    end_column: int | None = None
    page: int | None = None
    label: str = ""
    order: int = 0
    reach: tuple[int, int, int] | None = field(default=None, compare=False, repr=False)

    def __str__(self) -> str:
        if self.line is not None:
            return f"{self.path}:{self.line}:{self.column or 1}"
        where = self.label or (f"page {self.page}" if self.page is not None else "")
        return f"{self.path}: {where}" if where else self.path


# --------------------------------------------------------------------------- text with positions


class Style(StrEnum):
    """How a run of characters is set. Readers of every format translate into these."""

    ITALIC = "italic"
    BOLD = "bold"
    SUPERSCRIPT = "superscript"
    SUBSCRIPT = "subscript"
    MATH = "math"
    LINK = "link"


@dataclass(frozen=True, slots=True)
class Anchor:
    """From `offset` on (0-based, in the plain text) characters run from `line`, `column` (both 1-based) of the file.

    Where the format has no lines, `label` names the place ("paragraph 12") and `line` only counts places in reading order.
    `page` is the page, None where there are none. `path` is the file where it is not the manuscript's own ("" where it is),
    `order` its rank among the files of the manuscript.
    """

    offset: int
    line: int
    column: int
    path: str = ""
    page: int | None = None
    label: str = ""
    order: int = 0


@dataclass(frozen=True, slots=True)
class Run:
    """Characters `start` to `end` (0-based, half-open) are set in `style`; `target` is the address of a link."""

    start: int
    end: int
    style: Style
    target: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """Plain text in which every character knows its place in the file.

    Markup is gone from `content`: emphasis and superscripts live in `runs`, positions in `anchors` (ascending
    offsets; the first is 0 unless the text is empty).
    """

    content: str = ""
    anchors: tuple[Anchor, ...] = ()
    runs: tuple[Run, ...] = ()

    def __len__(self) -> int:
        return len(self.content)

    def _anchor(self, offset: int) -> Anchor:
        """The anchor that places the character at `offset`."""
        at = bisect_right(self.anchors, offset, key=lambda anchor: anchor.offset) - 1
        if at >= 0:
            return self.anchors[at]
        return replace(self.anchors[0], offset=offset) if self.anchors else Anchor(offset, 1, 1)

    def position(self, offset: int) -> tuple[int, int]:
        """The (line, column) of the character at `offset`; (1, 1) where the text knows no places."""
        anchor = self._anchor(offset)
        return anchor.line, anchor.column + offset - anchor.offset

    def location(self, path: str, start: int = 0, end: int | None = None) -> Location:
        """The place of the characters `start` to `end` (half-open); `path` is the manuscript's."""
        stop = len(self.content) if end is None else end
        anchor = self._anchor(start)
        where = anchor.path or path
        if anchor.label:
            last, column = self.position(max(start, stop - 1))
            reach = (self.position(start)[1], last, column + (stop > start))
            return Location(path=where, page=anchor.page, label=anchor.label, order=anchor.line, reach=reach)
        line, column = self.position(start)
        end_line, last = self.position(max(start, stop - 1))
        return Location(
            path=where,
            line=line,
            column=column,
            end_line=end_line,
            end_column=last + (stop > start),
            page=anchor.page,
            order=anchor.order,
        )

    def cut(self, start: int, end: int | None = None) -> Text:
        """The characters `start` to `end` as a text of their own, places and styles kept."""
        stop = len(self.content) if end is None else min(end, len(self.content))
        if start >= stop:
            return Text()
        line, column = self.position(start)
        anchors = (
            replace(self._anchor(start), offset=0, line=line, column=column),
            *tuple(replace(a, offset=a.offset - start) for a in self.anchors if start < a.offset < stop),
        )
        runs = tuple(
            Run(max(r.start, start) - start, min(r.end, stop) - start, r.style, r.target)
            for r in self.runs
            if r.start < stop and r.end > start
        )
        return Text(self.content[start:stop], anchors, runs)

    def strip(self) -> Text:
        """The same text without white space at its ends."""
        left = len(self.content) - len(self.content.lstrip())
        right = len(self.content.rstrip())
        return self if left == 0 < right == len(self.content) else self.cut(left, right)

    @staticmethod
    def join(parts: Iterable[Text], separator: str = " ") -> Text:
        """One text of several, `separator` between them; every character keeps its own place."""
        content, anchors, runs = "", [], []
        for part in parts:
            if content:
                content += separator
            base = len(content)
            anchors += [replace(a, offset=a.offset + base) for a in part.anchors]
            runs += [Run(r.start + base, r.end + base, r.style, r.target) for r in part.runs]
            content += part.content
        return Text(content, tuple(anchors), tuple(runs))


class BlockKind(StrEnum):
    """What a block of a manuscript is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list-item"
    TABLE = "table"
    LEGEND = "legend"
    CODE = "code"


@dataclass(frozen=True, slots=True)
class Mark:
    """A citation that the format itself tags: a LaTeX command, a field of a Word file, a cross-reference of JATS.

    Characters `start` to `end` (0-based, half-open) of the block's text are the marker; `keys` name what it cites, in
    order, ranges filled up. They are keys of the manuscript's `listed`; a key that none has dangles. `textual` ones stand
    for the authors as a word of the sentence: "[smith2015] showed that".
    """

    start: int
    end: int
    keys: tuple[str, ...]
    textual: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One block of a manuscript in reading order.

    `level` is the depth of a heading (1 is the title) and 0 elsewhere. `marker` is what stood before a list
    item, as printed ("24.", "-", "[3]"), else "". `marks` are the citations that the format tags, in order.
    """

    kind: BlockKind
    text: Text
    level: int = 0
    marker: str = ""
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Manuscript:
    """What a reader saw, in reading order; nothing after this type depends on the file format.

    `listed` are the entries of the list where the format tells them apart; they do not stand in `blocks` then.
    `made_of_citations` is true where that list was made of what is cited, as BibTeX and citeproc make it, so that
    nothing in it can be uncited. `listed_uncited` are the keys of entries that the author had listed though nothing cites
    them. `notes` tell what had to be assumed to read it (an encoding, two entries with one number), for the report.
    `comments` are those of the source that speak to citeaudit, in order. `authors` are who wrote it, () where the format does
    not say.
    """

    path: str
    format: str
    title: str
    blocks: tuple[Block, ...]
    listed: tuple[Listed, ...] = ()
    made_of_citations: bool = False
    listed_uncited: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    comments: tuple[Comment, ...] = ()
    authors: tuple[Name, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    """A comment of the source that speaks to citeaudit: `text` without its signs, from "citeaudit" on.

    `alone` is true where nothing else stands on its lines.
    """

    text: str
    location: Location
    alone: bool


# --------------------------------------------------------------------------- bibliographic records


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
class Listed:
    """An entry of a list that the format itself tells apart: of a .bib file, of the data of a field, of JATS.

    `key` is what tagged citations call it; `label` what the list prints before it ("12", "" where nothing is printed or
    known). `text` is what stands there, with its place, without the label. `record` holds its fields where the format has
    them apart; None where `text` has to be parsed.
    """

    key: str
    text: Text
    label: str = ""
    record: Record | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """What the author wrote in the list.

    `index` is the 1-based place in the list. `label` is what citations call it: the number as printed, or, where
    numbers were lost, the one that the other entries show it must have had. `key` is what tagged citations call it, ""
    where the format has no keys. `raw` is the entry without markup and without its number. `confidence` (0–1, higher is better) is the chance that the record is right in every field.
    """

    index: int
    label: str
    raw: str
    record: Record
    location: Location
    confidence: float
    key: str = ""

    def short(self) -> str:
        """A short form for messages: "Cardoso 2018" or the beginning of the title."""
        name = self.record.author[0].full_family if self.record.author else ""
        if not name:
            return f"\u201c{self.record.title[:60]}\u201d" if self.record.title else self.raw[:60]
        return f"{name} {self.record.year}" if self.record.year else name


# --------------------------------------------------------------------------- citations


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One label of a citation. `reference` is an index in the list, or None where the label points at nothing.

    `listed` is what the list would have the label be where it is spelled otherwise ("Smith, 2015" for "Smiht, 2015"); "" where
    it agrees.
    """

    label: str
    reference: int | None
    listed: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """One marker in the text.

    `block` is the kind of the block it stands in; `sentence` is the whole sentence, joined over page breaks; `claim` is the part of it that the
    marker supports; `before` is the sentence that precedes it in the paragraph ("" at the start), `after` the one that
    follows; `paragraph` is the 0-based place of its paragraph among those that may hold citations;
    `narrative_authors` are the names the sentence gives to the marker's works, in order ("Kaplan et al. (12)"). `tagged`
    tells that the format itself says what is cited, whatever the marker prints.
    """

    id: str
    marker: str
    location: Location
    section: str
    sentence: str
    claim: str
    before: str = ""
    after: str = ""
    paragraph: int = 0
    narrative_authors: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    block: BlockKind = BlockKind.PARAGRAPH
    tagged: bool = False


# --------------------------------------------------------------------------- works and resolutions


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
    empty `updated_by` then means that nothing is known. `published_as` are the DOIs of what a preprint became,
    `preprints` those of the preprints of an article, `version_of` those of what this is a version of. `abstract` is
    without markup, "" where the source holds none.
    """

    record: Record
    source: str
    identifier: str
    retrieved: str = ""
    synthetic: bool = False
    updated_by: tuple[Notice, ...] = ()
    update_to: tuple[Notice, ...] = ()
    notices_known: bool = False
    published_as: tuple[str, ...] = ()
    preprints: tuple[str, ...] = ()
    version_of: tuple[str, ...] = ()
    abstract: str = ""

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


# --------------------------------------------------------------------------- claims


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One thing that speaks for or against a link.

    `kind` is the name of the unit that saw it; `text` is a plain sentence for an author or editor; `weight` is in
    nats, positive where it speaks for a mismatch and negative where it speaks for the link.
    """

    kind: str
    text: str
    weight: float


class Fault(StrEnum):
    """What is probably wrong with a link that does not fit.

    WRONG_NUMBER: the citation should give another number. EXCHANGED: two neighbours of the list stand in each other's
    place. SHIFTED: from some entry on all numbers are off. FOREIGN: the entry fits none of the sentences that cite it.
    """

    WRONG_NUMBER = "wrong-number"
    EXCHANGED = "exchanged"
    SHIFTED = "shifted"
    FOREIGN = "foreign"


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One link, weighed against the whole list.

    `citation` is the citation's id, `reference` the index cited. `mismatch` is the probability (0–1) that the link is
    wrong, or None where the engine abstains; `fault` what is then most likely wrong, None where nothing is. `suggested`
    is the index of the better reference, if there is one. `two_sided` is true where evidence stands on both sides: the
    sentence has what the cited reference lacks, and it is known who in the list has it. `outranked` is the share (0–1) of
    the list that fits the sentence better than the reference cited, None where nothing was compared.
    """

    citation: str
    reference: int
    mismatch: float | None
    outranked: float | None = None
    fault: Fault | None = None
    suggested: int | None = None
    two_sided: bool = False
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Audit:
    """Everything known about a manuscript: the whole and only input of a check.

    `references` are in the order of the list (`references[i].index == i + 1`), `citations` in reading order,
    `resolutions` has one value for each reference by index, `claims` one for each link that points somewhere.
    `citation_form` names the form of markers in use ("parentheses", "brackets", "superscript", "author-year", "tags"), ""
    where none is. `body` holds the blocks that may cite, each with the heading it stands under; `Citation.paragraph` counts
    them from 0. `today` is the day of the audit, for checks of dates; None where none was given. `waivers` are known to the checks of waivers alone, which run after
    all others.
    """

    manuscript: Manuscript
    references: tuple[Reference, ...] = ()
    citations: tuple[Citation, ...] = ()
    resolutions: Mapping[int, Resolution] = field(default_factory=lambda: MappingProxyType({}))
    claims: tuple[Claim, ...] = ()
    citation_form: str = ""
    body: tuple[tuple[Block, str], ...] = ()
    today: date | None = None
    waivers: tuple[Waiver, ...] = ()

    def reference(self, index: int) -> Reference:
        """The reference at the 1-based `index`. Raises IndexError outside the list."""
        if not 1 <= index <= len(self.references):
            raise IndexError(f"no reference {index} in a list of {len(self.references)}")
        return self.references[index - 1]

    def citation(self, id: str) -> Citation:
        """The citation called `id`. Raises KeyError if there is none."""
        for citation in self.citations:
            if citation.id == id:
                return citation
        raise KeyError(id)

    def citations_of(self, claims: Iterable[Claim]) -> list[Citation]:
        """The citations of claims, each once, in reading order."""
        ids = {claim.citation for claim in claims}
        return [citation for citation in self.citations if citation.id in ids]

    def with_fault(self, fault: Fault, least: float) -> list[Claim]:
        """The claims with a fault whose probability of a mismatch is at least `least`, in order."""
        return [claim for claim in self.claims if claim.fault is fault and (claim.mismatch or 0.0) >= least]


# --------------------------------------------------------------------------- findings and reports


class WaiverState(StrEnum):
    """What came of a waiver. UNTRIED: its check did not run, or could not look at everything."""

    USED = "used"
    UNUSED = "unused"
    UNTRIED = "untried"
    EXPIRED = "expired"
    MALFORMED = "malformed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiver:
    """One check let pass in one place.

    `location` is where the waiver is written. It covers the lines `lines` (first and last, 1-based) of the file `path`,
    the whole manuscript where these are None, or, where `reference` is given, what is found on the reference of that key,
    DOI or label. `problem` says what is wrong with a malformed one, "" else.
    """

    check: str
    reason: str
    location: Location
    until: date | None = None
    path: str = ""
    lines: tuple[int, int] | None = None
    reference: str = ""
    problem: str = ""
    state: WaiverState = WaiverState.UNTRIED


class Severity(IntEnum):
    """The harm a finding does if it is true; comparable, the gravest is the greatest."""

    INFO = 1
    WARNING = 2
    ERROR = 3

    def __str__(self) -> str:
        return self.name.lower()


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One problem, addressed and explained.

    `severity` is the harm if true, `confidence` (0–1) the chance that it is true. `references` and `suggested` are
    indices in the list, `citations` are ids. `facts` are the values in the message. `fix` is data for a safe fix
    or None. `fingerprint` is made of the check, the references' and citations' words and the facts, never of lines
    or numbers, so that it survives edits elsewhere and renumbering.

    A fix is about the one reference of the finding, whose entry stands at `location`; how it is written there is the format's
    matter (`citeaudit.fixing`). `kind` "insert": the entry lacks the `field` ("DOI"), whose value is `value`; `lead` is what the
    list prints before others of its kind ("doi:"). `kind` "replace": what the entry gives as its `field` is typed `old` and
    should be `value`. Safe means: nobody who knows the work would want it otherwise; a citation's number is never changed.
    """

    check: str
    group: str
    severity: Severity
    confidence: float
    message: str
    location: Location
    related: tuple[Location, ...] = ()
    references: tuple[int, ...] = ()
    citations: tuple[str, ...] = ()
    suggested: tuple[int, ...] = ()
    evidence: tuple[str, ...] = ()
    facts: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    fix: Mapping[str, str] | None = None
    fingerprint: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waived(Finding):
    """A finding that somebody let pass, with the `reason` given.

    `kind` says how: "waiver" (a comment in the manuscript, or a file of waivers), "baseline" (it was known before) or
    "decision" (a person said so of this finding). `until` is the last day on which it holds, None where there is none.
    """

    reason: str
    kind: str
    until: date | None = None

    @classmethod
    def of(cls, finding: Finding, *, reason: str, kind: str, until: date | None = None) -> Waived:
        """The finding, let pass."""
        said = {one.name: getattr(finding, one.name) for one in fields(Finding)}
        return cls(**said, reason=reason, kind=kind, until=until)


class Verdict(StrEnum):
    """What a person decided of a finding."""

    RIGHT = "right"
    NOT_A_PROBLEM = "not-a-problem"
    ASK_AUTHOR = "ask-author"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What a person made of one finding, of which `check`, `fingerprint` and `occurrence` are those of the finding.

    `occurrence` is its 1-based rank among findings of one fingerprint. `verdict` is None where it was seen and nothing decided.
    `reason` may be ""; `message` is what the finding said then.
    """

    check: str
    fingerprint: str
    occurrence: int = 1
    verdict: Verdict | None = None
    reason: str = ""
    message: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """How much was looked at: what separates a clean manuscript from one that was not read.

    `parsed` counts references with a title or with authors and a year, `resolved` those whose work was found,
    `not_asked` those no source was asked about, `weighed` links with a probability, `abstained` links without.
    """

    references: int = 0
    parsed: int = 0
    resolved: int = 0
    not_asked: int = 0
    citations: int = 0
    links: int = 0
    weighed: int = 0
    abstained: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What came of the checks.

    `incomplete` maps a check to the reason it could not look at everything, `crashed` a check to its exception.
    `findings` are sorted by place, then check. `checks` are the names of all checks that ran, in order.
    `decisions` are those of a person on the findings of this report, None where none were given; a finding that they do not
    name is new. `settled` are those on findings that are there no more.
    """

    audit: Audit
    findings: tuple[Finding, ...] = ()
    waived: tuple[Waived, ...] = ()
    incomplete: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    crashed: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    coverage: Coverage = field(default_factory=Coverage)
    checks: tuple[str, ...] = ()
    version: str = ""
    decisions: tuple[Decision, ...] | None = None
    settled: tuple[Decision, ...] = ()

    def count(self, severity: Severity) -> int:
        """How many findings have exactly this severity."""
        return sum(finding.severity is severity for finding in self.findings)
