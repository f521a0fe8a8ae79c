"""What the reports for other programs (SARIF, GitHub, GitLab, JUnit, Markdown) say alike."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePath

from citeaudit.model import Audit, Finding, Location, NotAsked, Reference, Report, Severity
from citeaudit.reports.text import nothing_seen, percent, visible

_LONGEST_REFERENCE = 300


class Kind(StrEnum):
    """What a remark is about."""

    CRASHED = "crashed"
    UNREAD = "unread"
    NOTHING = "nothing-audited"
    INCOMPLETE = "incomplete"
    NOTE = "note"


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """What a reader must know beside the findings, so that silence is not taken for a clean bill.

    `checks` are the checks it is about; none where it is about the whole report.
    """

    kind: Kind
    severity: Severity
    text: str
    checks: tuple[str, ...] = ()


def remarks(report: Report) -> Iterator[Remark]:
    """All remarks on a report: what crashed, what was not there, what was not looked at, what was assumed."""
    for check, error in sorted(report.crashed.items()):
        text = f"{check} broke off, so what it looks for is not known: {error}. This is a fault of the check, not of the manuscript."
        yield Remark(kind=Kind.CRASHED, severity=Severity.ERROR, text=visible(text), checks=(check,))
    for sentence in nothing_seen(report):
        yield Remark(kind=Kind.NOTHING, severity=Severity.ERROR, text=visible(sentence))
    reasons: dict[str, list[str]] = {}
    for check, reason in sorted(report.incomplete.items()):
        reasons.setdefault(reason, []).append(check)
    severity = Severity.WARNING if silent(report) else Severity.INFO
    for reason, checks in reasons.items():
        whole = len(checks) > 1 and set(checks) >= set(report.checks)
        text = (
            f"{'no check' if whole else ', '.join(checks)} could{'' if whole else ' not'} look at everything: {reason}"
        )
        yield Remark(kind=Kind.INCOMPLETE, severity=severity, text=visible(text), checks=tuple(checks))
    for note in report.audit.manuscript.notes:
        yield Remark(kind=Kind.NOTE, severity=Severity.INFO, text=visible(note))


def silent(report: Report) -> bool:
    """Whether a source was silent that should have answered."""
    return any(isinstance(r, NotAsked) and r.outage for r in report.audit.resolutions.values())


def complete(report: Report) -> bool:
    """Whether the report can be relied on: nothing crashed, no source was silent, and there was something to audit."""
    audit = report.audit
    return bool(audit.references and audit.citations) and not report.crashed and not silent(report)


def names_of_checks(report: Report) -> tuple[str, ...]:
    """The checks that ran, and those a finding or a remark names, sorted."""
    named = {finding.check for finding in (*report.findings, *report.waived)}
    return tuple(sorted({*report.checks, *report.incomplete, *report.crashed, *named}))


def posix(path: str) -> str:
    """The path with slashes, without a "./" before it, as every program on a server wants it.

    >>> posix("./chapters/paper.md")
    'chapters/paper.md'
    """
    return PurePath(path).as_posix()


def spot(location: Location) -> str:
    """Where in its file a place is, for people: "5:90", "paragraph 12", "page 3", "" where it is not known."""
    if location.line is not None:
        return f"{location.line}:{location.column or 1}"
    return visible(location.label) or (f"page {location.page}" if location.page is not None else "")


def headline(finding: Finding) -> str:
    """The finding's sentence, after its place where the format has no lines."""
    place = "" if finding.location.line is not None else spot(finding.location)
    return f"{place}: {visible(finding.message)}" if place else visible(finding.message)


def reasons(finding: Finding) -> Iterator[str]:
    """Why one should believe the finding, one line each, without what its sentence says already."""
    for evidence in finding.evidence:
        if visible(evidence) not in visible(finding.message):
            yield f"because {visible(evidence)}"
    if finding.confidence < 1:
        yield f"chance {percent(finding.confidence)} that this is right"


def number(reference: Reference) -> str:
    """What citations call a reference; its place in the list where it has no label."""
    return visible(reference.label) or str(reference.index)


def others(finding: Finding, audit: Audit) -> dict[Location, str]:
    """The other places to look at, with what stands there, each once: references, suggestions, citations, the rest."""
    places: dict[Location, str] = {}
    for indices, said in ((finding.references, ""), (finding.suggested, "suggested: ")):
        for index in indices:
            reference = audit.reference(index)
            places.setdefault(reference.location, f"{said}reference {number(reference)}: {clipped(reference.raw)}")
    for identifier in finding.citations:
        citation = audit.citation(identifier)
        places.setdefault(citation.location, f"citation {visible(citation.marker)}")
    for location in finding.related:
        places.setdefault(location, "see also")
    places.pop(finding.location, None)
    return places


def clipped(text: str, most: int = _LONGEST_REFERENCE) -> str:
    """The text on one line, cut at a word where it is longer than `most` characters."""
    line = visible(text)
    return line if len(line) <= most else f"{line[:most].rpartition(' ')[0] or line[:most]} …"
