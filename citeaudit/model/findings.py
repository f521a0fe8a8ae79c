"""What checks found, what people decided of it, and the report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from enum import IntEnum, StrEnum
from types import MappingProxyType

from citeaudit.model.audit import Audit
from citeaudit.model.text import Location


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
    or numbers, so that it survives edits elsewhere and renumbering. `cause` is the same for all findings of a report that one
    thing at fault has led to, so that they can be told as one; "" where nothing is known of it.

    A fix is about the one reference of the finding, whose entry stands at `location`; how it is written there is the format's
    matter (`citeaudit.auditing.fixes`). `kind` "insert": the entry lacks the `field` ("DOI"), whose value is `value`; `lead` is what the
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
    cause: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waived(Finding):
    """A finding that somebody suppressed, with the `reason` given.

    `kind` says how: "waiver" (a comment in the manuscript, or a file of waivers), "baseline" (it was known before) or
    "decision" (a person said so of this finding). `until` is the last day on which it holds, None where there is none.
    """

    reason: str
    kind: str
    until: date | None = None

    @classmethod
    def of(cls, finding: Finding, *, reason: str, kind: str, until: date | None = None) -> Waived:
        """The finding, suppressed."""
        values = {attribute.name: getattr(finding, attribute.name) for attribute in fields(Finding)}
        return cls(**values, reason=reason, kind=kind, until=until)


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
    `not_asked` those no source was asked about, `weighed` links with a probability, `abstained` links without, `refused` brackets
    (or raised numbers) that look like markers and were not taken. `doubts` are the signs that the manuscript was not read as it is
    printed, a clause each; `unread` counts the places that seem to cite and could not be read.
    """

    references: int = 0
    parsed: int = 0
    resolved: int = 0
    not_asked: int = 0
    citations: int = 0
    links: int = 0
    weighed: int = 0
    abstained: int = 0
    refused: int = 0
    doubts: tuple[str, ...] = ()
    unread: int = 0


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
