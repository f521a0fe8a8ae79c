"""Decisions: what a person made of the findings, saved by the page and applied on the next run.

The file lists every finding that was seen, decided or not, so that the next run can tell which are new. A finding is known by
its fingerprint, which survives edits elsewhere and renumbering.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from citeaudit.errors import ConfigError
from citeaudit.model import Decision, Finding, Report, Verdict, Waived

VERSION = 1
"""Of the file; it goes up when an older citeaudit would read it wrongly."""

REASON = "decided to be no problem; no reason given"
"""The reason that reports give where an editor gave none."""

_KINDS = {"check": str, "fingerprint": str, "occurrence": int, "reason": str, "message": str}
"""Fields of a decision, as JSON has them."""

_NEEDED = ("check", "fingerprint")
"""Without these no finding can be told."""


def occurrences(findings: Iterable[Finding]) -> Iterator[tuple[Finding, int]]:
    """Findings by place, each with its 1-based rank among those of its fingerprint."""
    seen: Counter[str] = Counter()
    for finding in sorted(findings, key=_place):
        seen[finding.fingerprint] += 1
        yield finding, seen[finding.fingerprint]


def _place(finding: Finding) -> tuple[int, int, int, str, str, str]:
    at = finding.location
    return at.order, at.line or 0, at.column or 0, at.label, finding.check, finding.message


def dump(report: Report) -> str:
    """The file that the page saves when nothing was changed in it: every finding with what was decided."""
    known = {(decision.fingerprint, decision.occurrence): decision for decision in report.decisions or ()}
    dismissed = [finding for finding in report.waived if finding.kind == "decision"]
    entries = []
    for finding, occurrence in occurrences((*dismissed, *report.findings)):
        decision = known.get((finding.fingerprint, occurrence))
        entries.append(
            {
                "check": finding.check,
                "fingerprint": finding.fingerprint,
                "occurrence": occurrence,
                "verdict": str(decision.verdict) if decision and decision.verdict else None,
                "reason": decision.reason if decision else "",
                "message": finding.message,
            }
        )
    manuscript = report.audit.manuscript
    data = {"version": VERSION, "manuscript": manuscript.path, "title": manuscript.title, "decisions": entries}
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def load(text: str, path: str) -> tuple[Decision, ...]:
    """Read a file of decisions; `path` is its name in messages.

    Raises:
        ConfigError: It is none, one of another version, or a decision in it cannot be read.
    """
    problem = f"{path}: this is not a file of decisions; the page of `citeaudit audit FILE --format html` saves one"
    try:
        data = json.loads(text.removeprefix("\ufeff"))
    except (ValueError, RecursionError):
        raise ConfigError(problem) from None
    if (
        not isinstance(data, dict)
        or not isinstance(data.get("decisions"), list)
        or type(data.get("version")) is not int
    ):
        raise ConfigError(problem)
    if data["version"] != VERSION:
        raise ConfigError(f"{path}: decisions of version {data['version']}, and this citeaudit knows {VERSION} only")
    read = tuple(
        _decision(decision, f"{path}: decision {number}") for number, decision in enumerate(data["decisions"], 1)
    )
    first: dict[tuple[str, int], int] = {}
    for number, decision in enumerate(read, 1):
        before = first.setdefault((decision.fingerprint, decision.occurrence), number)
        if before != number:
            raise ConfigError(
                f"{path}: decision {number} is on the same finding as decision {before}; keep one of them"
            )
    return read


def _decision(entry: object, where: str) -> Decision:
    if not isinstance(entry, dict):
        raise ConfigError(f"{where} is not an object with check, fingerprint and verdict")
    for name, kind in _KINDS.items():
        if name not in entry and name in _NEEDED:
            raise ConfigError(f"{where} lacks {name}")
        if name in entry and type(entry[name]) is not kind:
            raise ConfigError(f"{where}: {name} must be {'a number' if kind is int else 'a text'}")
    if entry.get("occurrence", 1) < 1:
        raise ConfigError(f"{where}: occurrence counts from 1")
    verdict = entry.get("verdict")
    if verdict is not None and verdict not in list(Verdict):
        raise ConfigError(
            f"{where}: verdict must be {', '.join(Verdict)} or null, not {json.dumps(verdict, ensure_ascii=False)}"
        )
    given = {name: entry[name] for name in _KINDS if name in entry}
    return Decision(**given, verdict=None if verdict is None else Verdict(verdict))


def apply(report: Report, decisions: Iterable[Decision]) -> Report:
    """The report with what was decided: dismissed findings suppressed, those gone listed as settled.

    A decision on a finding whose check did not run, could not look at everything or crashed is kept: that it is not there
    says nothing then.
    """
    given = tuple(decisions)
    by_finding = {(decision.fingerprint, decision.occurrence): decision for decision in given}
    kept: list[Finding] = []
    waived = list(report.waived)
    met: set[tuple[str, int]] = set()
    for finding, occurrence in occurrences(report.findings):
        key = (finding.fingerprint, occurrence)
        decision = by_finding.get(key)
        met.add(key)
        if decision and decision.verdict is Verdict.NOT_A_PROBLEM:
            waived.append(Waived.of(finding, reason=decision.reason.strip() or REASON, kind="decision"))
        else:
            kept.append(finding)
    met |= {(finding.fingerprint, occurrence) for finding, occurrence in occurrences(report.waived)}
    finished = set(report.checks) - report.incomplete.keys() - report.crashed.keys()
    gone = [decision for decision in given if (decision.fingerprint, decision.occurrence) not in met]
    settled = tuple(decision for decision in gone if decision.check in finished)
    left = tuple(decision for decision in given if decision not in settled)
    changed = replace(report, findings=tuple(kept), waived=tuple(waived), decisions=left, settled=settled)
    notes = tuple(_notes(changed, len(given), len(gone) - len(settled)))
    if not notes:
        return changed
    manuscript = replace(report.audit.manuscript, notes=(*report.audit.manuscript.notes, *notes))
    return replace(changed, audit=replace(report.audit, manuscript=manuscript))


def _notes(report: Report, given: int, untold: int) -> Iterator[str]:
    if not given:
        return
    for decision in report.settled:
        yield f"settled since the decisions were saved: {decision.check}, {decision.message or decision.fingerprint}"
    known = {(decision.fingerprint, decision.occurrence) for decision in report.decisions or ()}
    left = [*report.findings, *(finding for finding in report.waived if finding.kind == "decision")]
    if new := sum((finding.fingerprint, occurrence) not in known for finding, occurrence in occurrences(left)):
        yield f"{new} of {len(report.findings)} findings {'is' if new == 1 else 'are'} new since the decisions were saved"
    if untold:
        yield f"{untold} of {given} decisions are on findings whose checks could not look at everything, and were kept"
