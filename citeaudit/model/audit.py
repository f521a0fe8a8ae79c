"""What is known about a manuscript: all that a check is given."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Any, TypeVar, cast

from citeaudit.model.citations import Citation, Reference, Refused
from citeaudit.model.manuscript import Block, Manuscript
from citeaudit.model.text import Location
from citeaudit.model.works import Resolution

T = TypeVar("T")


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


class Silence(StrEnum):
    """Why the engine abstains from a link.

    SENTENCE: the sentence tells no reference from another. LANGUAGE: the text is not English. SUBJECT: the engine knows too
    few of its words. TABLE: the citation stands in a table, where there is no sentence. IDENTIFIER: nothing is known of the
    reference but an identifier.
    """

    SENTENCE = "sentence"
    LANGUAGE = "language"
    SUBJECT = "subject"
    TABLE = "table"
    IDENTIFIER = "identifier"


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One link, weighed against the whole list.

    `citation` is the citation's id, `reference` the index cited. `mismatch` is the probability (0–1) that the link is
    wrong, or None where the engine abstains, and `silence` then says why; `fault` is what is most likely wrong, None where
    nothing is. `group` is the id of the first of several citations that stand side by side ("[3][4]"), "" where it stands
    alone. `suggested` is the index of the better reference, if there is one. `two_sided` is true where evidence stands on both sides: the
    sentence has what the cited reference lacks, and it is known who in the list has it; `agreeing` then counts the words that
    only the better reference has, the name of a study for two. `outranked` is the share (0–1) of
    the list that fits the sentence better than the reference cited, None where nothing was compared.
    """

    citation: str
    reference: int
    mismatch: float | None
    silence: Silence | None = None
    group: str = ""
    outranked: float | None = None
    fault: Fault | None = None
    suggested: int | None = None
    two_sided: bool = False
    agreeing: int = 0
    evidence: tuple[Evidence, ...] = ()


class WaiverState(StrEnum):
    """What came of a waiver. UNTRIED: its check did not run, or could not look at everything."""

    USED = "used"
    UNUSED = "unused"
    UNTRIED = "untried"
    EXPIRED = "expired"
    MALFORMED = "malformed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiver:
    """One check suppressed in one place.

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


class Subject(StrEnum):
    """What was read wrongly: the list, and so all that is built on it, or only the citations."""

    LIST = "list"
    CITATIONS = "citations"


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """A sign that the reading is wrong: its name, what it is about, a clause that tells it, and where to look."""

    sign: str
    subject: Subject
    clause: str
    places: tuple[Location, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Audit:
    """Everything known about a manuscript: the whole and only input of a check.

    `references` are in the order of the list (`references[i].index == i + 1`), `citations` in reading order,
    `resolutions` has one value for each reference by index, `claims` one for each link that points somewhere.
    `citation_form` names the form of markers in use ("parentheses", "brackets", "superscript", "author-year", "tags"), ""
    where none is. `body` holds the blocks that may cite, each with the heading it stands under; `Citation.paragraph` counts
    them from 0. `today` is the day of the audit, for checks of dates; None where none was given. `waivers`
    are known to the checks of waivers alone, which run after all others. `doubts` are the signs that it was read wrongly, known when
    the checks run. `refused` is what looks like a marker of the form in use and was not taken for one, in reading order.
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
    doubts: tuple[Doubt, ...] = ()
    refused: tuple[Refused, ...] = ()
    _known: dict[Callable[[Audit], Any], Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    def once(self, work: Callable[[Audit], T]) -> T:
        """What `work` makes of this audit: it is done once, however many checks ask for it."""
        if work not in self._known:
            self._known[work] = work(self)
        return cast(T, self._known[work])

    @property
    def uncited(self) -> tuple[Reference, ...]:
        """The references that no citation is paired with, without those that the author listed uncited on purpose.

        There are none where the list was made of what is cited, or has no text beside it.
        """
        if self.manuscript.made_of_citations or self.manuscript.list_alone:
            return ()
        cited = {link.reference for citation in self.citations for link in citation.links}
        on_purpose = set(self.manuscript.listed_uncited)
        return tuple(
            reference
            for reference in self.references
            if reference.index not in cited and not (reference.key and reference.key in on_purpose)
        )

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
