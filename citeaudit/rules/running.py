"""How checks are found and run, and the answer to "is it clean?"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from citeaudit import discover
from citeaudit.model import (
    Audit,
    Coverage,
    Doubt,
    Finding,
    Found,
    NotAsked,
    Reference,
    Report,
    Resolution,
    Severity,
    Subject,
    Waiver,
)
from citeaudit.rules import reading
from citeaudit.rules.check import Check
from citeaudit.rules.waivers import apply, of_comments
from citeaudit.text.display import plural

PACKAGE = "citeaudit.checks"
"""Where `discover` looks for checks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """How a check is to run where that differs from its own: None leaves what the check says."""

    severity: Severity | None = None
    options: Any | None = None
    enabled: bool | None = None


def checks_on(settings: Mapping[str, Setting] | None = None) -> tuple[Check, ...]:
    """The checks that run where none is selected: those on by default, as far as settings do not say otherwise."""
    switched = {name: setting.enabled for name, setting in (settings or {}).items() if setting.enabled is not None}
    return tuple(check for check in checks() if switched.get(check.name, check.enabled))


def checks() -> tuple[Check, ...]:
    """Every check that can be used, built in and from entry points, sorted by name."""
    return tuple(get(name) for name in discover.usable(PACKAGE))


def get(name: str) -> Check:
    """The check called `name`. Raises KeyError if there is none, FaultyUnitError if it cannot be used."""
    check: Check = discover.load(PACKAGE, name).check
    return check


def run(
    audit: Audit,
    selected: Iterable[Check] | None = None,
    *,
    version: str = "",
    settings: Mapping[str, Setting] | None = None,
    waivers: Sequence[Waiver] = (),
) -> Report:
    """Run checks over an audit.

    A check that raises is listed under `crashed` with its exception and stops nobody else, and so is one that cannot be used at
    all. A check that could not see what it needs (works that were not asked for, a list or citations that were not recognised) is
    under `incomplete`, and so is one that would accuse the author of what was read wrongly; that one is not run.
    No waiver hides either.

    Args:
        audit: The audit.
        selected: The checks; None for all that are not off by default.
        version: That of citeaudit, for the report.
        settings: Severities and options by the names of checks, where they differ from the checks' own.
        waivers: What is suppressed beside what the manuscript's own comments do.

    Returns:
        A report whose findings are sorted by place, then check; the same audit gives the same report.

    """
    incomplete: dict[str, str] = {}
    crashed: dict[str, str] = dict(discover.faulty(PACKAGE))
    chosen = checks_on() if selected is None else tuple(sorted(selected, key=lambda c: c.name))
    audit = replace(audit, doubts=reading.doubts(audit))

    def found(check: Check, audit: Audit) -> list[Finding]:
        if reason := _unseen(check, audit):
            incomplete[check.name] = reason
        if reason := _misread(check, audit.doubts):
            incomplete[check.name] = reason
            return []
        setting = (settings or {}).get(check.name, Setting())
        try:
            findings = list(check.findings(audit, setting.options))
        except MemoryError:
            raise
        except Exception as error:  # a broken check must not take the others with it
            crashed[check.name] = f"{type(error).__name__}: {error}"
            return []
        if setting.severity is None:
            return findings
        return [replace(finding, severity=setting.severity) for finding in findings]

    findings = [finding for check in chosen if not check.after_waivers for finding in found(check, audit)]
    given = (*of_comments(audit, discover.names(PACKAGE)), *waivers)
    finished = {check.name for check in chosen} - incomplete.keys() - crashed.keys()
    left, waived, judged = apply(audit, sorted(findings, key=_place), given, finished=finished)
    seen = replace(audit, waivers=judged) if judged else audit
    on_waivers = [finding for check in chosen if check.after_waivers for finding in found(check, seen)]
    return Report(
        audit=audit,
        findings=tuple(sorted((*left, *on_waivers), key=_place)),
        waived=waived,
        incomplete=dict(sorted(incomplete.items())),
        crashed=dict(sorted(crashed.items())),
        coverage=replace(coverage(audit), doubts=tuple(doubt.clause for doubt in audit.doubts)),
        checks=tuple(check.name for check in chosen),
        version=version,
    )


def _unseen(check: Check, audit: Audit) -> str:
    """Why the check cannot have looked at everything, in plain words; "" where it can."""
    if not audit.references:
        return "no list of references was found"
    alone = audit.manuscript.list_alone  # without a text there is nothing to look at
    if check.needs_citations and not audit.citations and not alone:
        return "no citations were recognised in the text"
    if check.needs_authors and not audit.manuscript.authors and not alone:
        return "who wrote the manuscript is not known"
    reasons = [*_not_looked_up(audit)] if check.needs_works else []
    reasons += _without_notices(audit) if check.needs_notices else ()
    return "; ".join(reasons)


def _misread(check: Check, doubts: Sequence[Doubt]) -> str:
    """Why the check cannot trust what was read, in plain words; "" where it can."""
    about = [doubt for doubt in doubts if doubt.subject is Subject.LIST or check.needs_citations]
    return reading.sentence(about) if about and not check.holds_anyway else ""


def _not_looked_up(audit: Audit) -> Iterator[str]:
    waiting = [r.reason for r in audit.resolutions.values() if isinstance(r, NotAsked)]
    if waiting:
        reasons = sorted(set(waiting), key=lambda reason: (-waiting.count(reason), reason))
        yield f"{len(waiting)} of {len(audit.references)} references were not looked up: {'; '.join(reasons[:3])}"


def _without_notices(audit: Audit) -> Iterator[str]:
    silent = sum(isinstance(r, Found) and not r.work.source_keeps_notices for r in audit.resolutions.values())
    if silent:
        yield (
            f"{silent} of {len(audit.references)} references were found only in a source that keeps no notices "
            "of retraction or correction"
        )


def _place(finding: Finding) -> tuple[Any, ...]:
    at = finding.location
    return (at.order, at.line or 0, at.column or 0, at.label, finding.check, finding.message, finding.fingerprint)


def coverage(audit: Audit) -> Coverage:
    """Count what was parsed, resolved and weighed."""
    return Coverage(
        references=len(audit.references),
        parsed=sum(map(_is_parsed, audit.references)),
        resolved=sum(isinstance(r, Found) for r in audit.resolutions.values()),
        not_asked=sum(isinstance(r, NotAsked) for r in audit.resolutions.values()),
        citations=len(audit.citations),
        links=sum(len(citation.links) for citation in audit.citations),
        weighed=sum(claim.mismatch is not None for claim in audit.claims),
        abstained=sum(claim.mismatch is None for claim in audit.claims),
        unread=audit.manuscript.unread,
        refused=len(audit.refused),
    )


def _is_parsed(reference: Reference) -> bool:
    """Whether a reference has a title, or authors and a year, or is an identifier, which has neither."""
    record = reference.record
    return bool(record.title or (record.author and record.year) or reference.is_identifier)


# --------------------------------------------------------------------------- is it clean?


def is_outage(resolutions: Iterable[Resolution]) -> bool:
    """Whether a source was silent that should have answered."""
    return any(isinstance(resolution, NotAsked) and resolution.outage for resolution in resolutions)


def why_incomplete(report: Report, *, offline: bool = False, allow_incomplete: bool = False) -> str:
    """Why an audit is not whole, "" where it is or need not be.

    A check that crashed is never excused; a source that was silent, a manuscript without list or citations, or one that was
    probably read wrongly or not wholly, is with `allow_incomplete`, and the first of them where nothing was to be asked.
    """
    if report.crashed:
        return f"{', '.join(report.crashed)} crashed"
    if allow_incomplete:
        return ""
    if not offline and is_outage(report.audit.resolutions.values()):
        return "a source did not answer"
    if not report.audit.references:
        return "no list of references was found"
    if report.coverage.doubts:
        return "the manuscript was probably not read as it is printed"
    if report.coverage.unread:
        return f"{plural(report.coverage.unread, 'citation')} could not be read"
    if report.audit.manuscript.list_alone:
        return ""
    return "" if report.audit.citations else "no citations were recognised in the text"


def exit_status(
    report: Report,
    *,
    fail_on: Severity | None = Severity.ERROR,
    offline: bool = False,
    allow_incomplete: bool = False,
) -> int:
    """The exit status that a report asks for.

    Args:
        report: The report.
        fail_on: The least severity that gives 1; None for never.
        offline: Whether no source was to be asked.
        allow_incomplete: Whether what could not be looked at is excused.

    Returns:
        3 where a check crashed, where a source was silent that should have answered, where there was no list or, but for
        a list alone, no citation to audit, or where they were probably not read as they are printed, or not all of them; 1
        where a finding is at or above `fail_on`; else 0.
    """
    if why_incomplete(report, offline=offline, allow_incomplete=allow_incomplete):
        return 3
    return int(fail_on is not None and any(finding.severity >= fail_on for finding in report.findings))
