"""What a check is, how checks are found, and how they are run.

A check is one file in `citeaudit/checks/`. It holds a docstring (its page, its examples and its tests), an
`Options` class, a `check = Check(...)` and a function `find(audit, options)` that yields findings.
"""

from __future__ import annotations

import hashlib
import inspect
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from citeaudit import discover
from citeaudit.model import (
    Audit,
    Citation,
    Coverage,
    Finding,
    Found,
    Location,
    NotAsked,
    Reference,
    Report,
    Severity,
    Waiver,
)
from citeaudit.rules.waivers import apply, of_comments
from citeaudit.text.folding import fold

PACKAGE = "citeaudit.checks"

_NUMBERS = re.compile(r"[(\[]\s*\d{1,4}(?:\s*[-–—,;]\s*\d{1,4})*\s*[)\]]")
"""Markers of other citations within a claim, which renumbering changes."""

Find = Callable[[Audit, Any], Iterable[Finding]]


@dataclass(frozen=True, slots=True, kw_only=True)
class NoOptions:
    """The options of a check that has none."""


class Check:
    """A rule: its name, its page, its weight, and the function that finds breaches of it.

    Args:
        module: `__name__` of the file; its last part, with hyphens, is the check's name.
        page: `__doc__` of the file.
        severity: The harm of a finding if it is true.
        group: "list", "record", "claim", "standing", "text", "numbers" or "waiver".
        message: The finding's sentence, a format string over the facts and numbers given to `finding`.
        since: The version of citeaudit that brought the check.
        needs_works: Whether the check looks at works; where some were not asked for it is listed as incomplete.
        needs_notices: Whether the check looks at notices on works; where a source keeps none it is listed as incomplete.
        needs_citations: Whether the check looks at citations; where none were recognised it is listed as incomplete.
        needs_authors: Whether the check asks who wrote the manuscript; where that is not known it is listed as incomplete.
        options: A frozen dataclass with a default for every field.
        enabled: False for a check that runs only where it is selected or enabled.
        after_waivers: Whether the check looks at waivers, and so runs when all others have.

    """

    def __init__(
        self,
        module: str,
        page: str | None,
        *,
        severity: Severity,
        group: str,
        message: str,
        since: str,
        needs_works: bool = False,
        needs_notices: bool = False,
        needs_citations: bool = False,
        needs_authors: bool = False,
        options: type[Any] = NoOptions,
        enabled: bool = True,
        after_waivers: bool = False,
    ) -> None:
        self.name = module.rpartition(".")[2].replace("_", "-")
        self.page = inspect.cleandoc(page or "")
        self.severity = severity
        self.group = group
        self.message = message
        self.since = since
        self.needs_works = needs_works or needs_notices
        self.needs_notices = needs_notices
        self.needs_citations = needs_citations
        self.needs_authors = needs_authors
        self.options = options
        self.enabled = enabled
        self.after_waivers = after_waivers
        self._find: Find | None = None

    @property
    def summary(self) -> str:
        """The first line of the page."""
        return self.page.partition("\n")[0]

    def __call__(self, find: Find) -> Find:
        """Register the check's function; used as a decorator."""
        self._find = find
        return find

    def findings(self, audit: Audit, options: Any | None = None) -> Iterator[Finding]:
        """Run the check on `audit` with `options` (default: the check's own defaults)."""
        assert self._find is not None, f"{self.name} has no function"
        yield from self._find(audit, self.options() if options is None else options)

    def finding(
        self,
        location: Location,
        *,
        facts: Mapping[str, object] | None = None,
        numbers: Mapping[str, object] | None = None,
        references: Sequence[Reference] = (),
        citations: Sequence[Citation] = (),
        suggested: Sequence[Reference] = (),
        related: Sequence[Location] = (),
        evidence: Sequence[str] = (),
        severity: Severity | None = None,
        confidence: float = 1.0,
        fix: Mapping[str, str] | None = None,
    ) -> Finding:
        """Make a finding of this check.

        Args:
            location: The place a person should go to.
            facts: What the message says; part of the fingerprint.
            numbers: What the message says and renumbering changes (indices, labels); not in the fingerprint.
            references: The references it is about; their words are in the fingerprint.
            citations: The citations it is about; the claims they support are in the fingerprint.
            suggested: References that would be better.
            related: Other places to look at.
            evidence: One plain sentence each.
            severity: Where it differs from the check's own.
            confidence: The chance, 0 to 1, that the finding is true.
            fix: A safe fix as data; see `Finding.fix`.

        """
        said = {key: str(value) for key, value in (facts or {}).items()}
        counted = {key: str(value) for key, value in (numbers or {}).items()}
        identity = [
            self.name,
            *(fold(r.raw) for r in references),
            *(fold(_NUMBERS.sub(" ", c.claim)) for c in citations),
        ]
        identity += [f"{key}={value}" for key, value in sorted(said.items())]
        return Finding(
            check=self.name,
            group=self.group,
            severity=self.severity if severity is None else severity,
            confidence=round(confidence, 4),
            message=self.message.format(**said, **counted),
            location=location,
            related=tuple(related),
            references=tuple(r.index for r in references),
            citations=tuple(c.id for c in citations),
            suggested=tuple(r.index for r in suggested),
            evidence=tuple(evidence),
            facts={**said, **counted},
            fix=fix,
            fingerprint=hashlib.sha256("\x1f".join(identity).encode()).hexdigest()[:20],
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """How a check is to run where that differs from its own: None leaves what the check says."""

    severity: Severity | None = None
    options: Any | None = None
    enabled: bool | None = None


def checks_on(settings: Mapping[str, Setting] | None = None) -> tuple[Check, ...]:
    """The checks that run where none is selected: those on by default, as far as settings do not say otherwise."""
    said = {name: setting.enabled for name, setting in (settings or {}).items() if setting.enabled is not None}
    return tuple(check for check in checks() if said.get(check.name, check.enabled))


def checks() -> tuple[Check, ...]:
    """Every check, built in and from entry points, sorted by name."""
    return tuple(get(name) for name in discover.names(PACKAGE))


def get(name: str) -> Check:
    """The check called `name`. Raises KeyError if there is none."""
    check = discover.load(PACKAGE, name).check
    assert isinstance(check, Check)
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

    A check that raises is listed under `crashed` with its exception and stops nobody else. A check that could not see
    what it needs (works that were not asked for, a list or citations that were not recognised) is under `incomplete`.
    No waiver hides either.

    Args:
        audit: The audit.
        selected: The checks; None for all that are not off by default.
        version: That of citeaudit, for the report.
        settings: Severities and options by the names of checks, where they differ from the checks' own.
        waivers: What is let pass beside what the manuscript's own comments do.

    Returns:
        A report whose findings are sorted by place, then check; the same audit gives the same report.

    """
    incomplete: dict[str, str] = {}
    crashed: dict[str, str] = {}
    chosen = checks_on() if selected is None else tuple(sorted(selected, key=lambda c: c.name))

    def found(check: Check, audit: Audit) -> list[Finding]:
        if reason := _unseen(check, audit):
            incomplete[check.name] = reason
        setting = (settings or {}).get(check.name, Setting())
        try:
            findings = list(check.findings(audit, setting.options))
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
        coverage=coverage(audit),
        checks=tuple(check.name for check in chosen),
        version=version,
    )


def _unseen(check: Check, audit: Audit) -> str:
    """Why the check cannot have looked at everything, in plain words; "" where it can."""
    if not audit.references:
        return "no list of references was found"
    if check.needs_citations and not audit.citations:
        return "no citations were recognised in the text"
    if check.needs_authors and not audit.manuscript.authors:
        return "who wrote the manuscript is not known"
    reasons = [*_not_looked_up(audit)] if check.needs_works else []
    reasons += _without_notices(audit) if check.needs_notices else ()
    return "; ".join(reasons)


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
    records = [reference.record for reference in audit.references]
    return Coverage(
        references=len(audit.references),
        parsed=sum(bool(r.title or (r.author and r.year)) for r in records),
        resolved=sum(isinstance(r, Found) for r in audit.resolutions.values()),
        not_asked=sum(isinstance(r, NotAsked) for r in audit.resolutions.values()),
        citations=len(audit.citations),
        links=sum(len(citation.links) for citation in audit.citations),
        weighed=sum(claim.mismatch is not None for claim in audit.claims),
        abstained=sum(claim.mismatch is None for claim in audit.claims),
    )
