"""What a check is, how checks are found, and how they are run.

A check is one file in `citeaudit/checks/`. It holds a docstring (its page, its examples and its tests), an
`Options` class, a `check = Check(...)` and a function `find(audit, options)` that yields findings.
"""

from __future__ import annotations

import hashlib
import inspect
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
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
)
from citeaudit.wording import fold

PACKAGE = "citeaudit.checks"

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
        group: "list", "record", "claim", "standing", "text" or "numbers".
        message: The finding's sentence, a format string over the facts and numbers given to `finding`.
        since: The version of citeaudit that brought the check.
        needs_works: Whether the check looks at works; where some were not asked for it is listed as incomplete.
        needs_citations: Whether the check looks at citations; where none were recognised it is listed as incomplete.
        options: A frozen dataclass with a default for every field.

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
        needs_citations: bool = False,
        options: type[Any] = NoOptions,
    ) -> None:
        self.name = module.rpartition(".")[2].replace("_", "-")
        self.page = inspect.cleandoc(page or "")
        self.severity = severity
        self.group = group
        self.message = message
        self.since = since
        self.needs_works = needs_works
        self.needs_citations = needs_citations
        self.options = options
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

        """
        said = {key: str(value) for key, value in (facts or {}).items()}
        counted = {key: str(value) for key, value in (numbers or {}).items()}
        identity = [self.name, *(fold(r.raw) for r in references), *(fold(c.claim) for c in citations)]
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
            fingerprint=hashlib.sha256("\x1f".join(identity).encode()).hexdigest()[:20],
        )


def checks() -> tuple[Check, ...]:
    """Every check, built in and from entry points, sorted by name."""
    return tuple(get(name) for name in discover.names(PACKAGE))


def get(name: str) -> Check:
    """The check called `name`. Raises KeyError if there is none."""
    check = discover.load(PACKAGE, name).check
    assert isinstance(check, Check)
    return check


def run(audit: Audit, selected: Iterable[Check] | None = None, *, version: str = "") -> Report:
    """Run checks over an audit.

    A check that raises is listed under `crashed` with its exception and stops nobody else. A check that could not see
    what it needs (works that were not asked for, a list or citations that were not recognised) is under `incomplete`.

    Returns:
        A report whose findings are sorted by place, then check; the same audit gives the same report.

    """
    findings: list[Finding] = []
    incomplete: dict[str, str] = {}
    crashed: dict[str, str] = {}
    for check in checks() if selected is None else sorted(selected, key=lambda c: c.name):
        if reason := _unseen(check, audit):
            incomplete[check.name] = reason
        try:
            findings += list(check.findings(audit))
        except Exception as error:  # a broken check must not take the others with it
            crashed[check.name] = f"{type(error).__name__}: {error}"
    return Report(
        audit=audit,
        findings=tuple(sorted(findings, key=_place)),
        incomplete=incomplete,
        crashed=crashed,
        coverage=coverage(audit),
        version=version,
    )


def _unseen(check: Check, audit: Audit) -> str:
    """Why the check cannot have looked at everything, in plain words; "" where it can."""
    if not audit.references:
        return "no list of references was found"
    if check.needs_citations and not audit.citations:
        return "no citations were recognised in the text"
    waiting = [r.reason for r in audit.resolutions.values() if isinstance(r, NotAsked)]
    if not check.needs_works or not waiting:
        return ""
    reasons = sorted(set(waiting), key=lambda reason: (-waiting.count(reason), reason))
    return f"{len(waiting)} of {len(audit.references)} references were not looked up: {'; '.join(reasons[:3])}"


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
