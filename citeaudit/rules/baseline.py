"""The baseline: findings that were there when citeaudit came in, so that only new ones are reported.

A finding is known by its manuscript and its fingerprint, which survives edits elsewhere and renumbering. Two findings of
one fingerprint are known twice.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from citeaudit.errors import ConfigError
from citeaudit.model import Finding, Report, Waived

VERSION = 1
"""Of the file; it goes up when an older citeaudit would read it wrongly."""

REASON = "in the baseline"
"""Why a finding is suppressed, for reports."""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Known:
    """A finding in the baseline, `count` times. `message` is for people who read the file."""

    manuscript: str
    check: str
    fingerprint: str
    count: int
    message: str


def of_findings(manuscript: str, findings: Iterable[Finding]) -> tuple[Known, ...]:
    """What is to be known of a manuscript."""
    counts: Counter[str] = Counter()
    first: dict[str, Finding] = {}
    for finding in findings:
        counts[finding.fingerprint] += 1
        first.setdefault(finding.fingerprint, finding)
    return tuple(
        Known(
            manuscript=manuscript,
            check=finding.check,
            fingerprint=fingerprint,
            count=counts[fingerprint],
            message=finding.message,
        )
        for fingerprint, finding in first.items()
    )


def dump(known: Iterable[Known]) -> str:
    """The baseline as a file: one finding a line, sorted, so that a diff shows what came and went."""
    lines = (
        json.dumps({name: getattr(entry, name) for name in Known.__slots__}, ensure_ascii=False)
        for entry in sorted(known)
    )
    body = ",\n  ".join(lines)
    return f'{{"version": {VERSION}, "findings": [' + (f"\n  {body}\n" if body else "") + "]}\n"


def load(text: str, path: str) -> tuple[Known, ...]:
    """Read a baseline.

    Raises:
        ConfigError: It is none, or one of another version.
    """
    problem = f"{path}: this is not a baseline; `citeaudit baseline FILE... -o OTHER` makes one"
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        raise ConfigError(problem) from None
    if not isinstance(data, dict) or not isinstance(data.get("findings"), list) or type(data.get("version")) is not int:
        raise ConfigError(problem)
    if data["version"] != VERSION:
        raise ConfigError(f"{path}: a baseline of version {data['version']}, and this citeaudit knows {VERSION} only")
    return tuple(_known(entry, f"{path}: finding {number}") for number, entry in enumerate(data["findings"], 1))


def _known(entry: object, where: str) -> Known:
    types = {"manuscript": str, "check": str, "fingerprint": str, "count": int, "message": str}
    if isinstance(entry, dict) and all(type(entry.get(name)) is kind for name, kind in types.items()):
        return Known(**{name: entry[name] for name in types})
    raise ConfigError(f"{where} of the baseline lacks one of: {', '.join(types)}")


def apply(report: Report, known: Iterable[Known]) -> Report:
    """The report without what is known.

    Args:
        report: The report.
        known: What the baseline knows of its manuscript.
    """
    entries = tuple(known)
    left = Counter({entry.fingerprint: entry.count for entry in entries})
    kept: list[Finding] = []
    waived: list[Waived] = list(report.waived)
    for finding in report.findings:
        if left[finding.fingerprint] > 0:
            left[finding.fingerprint] -= 1
            waived.append(Waived.of(finding, reason=REASON, kind="baseline"))
        else:
            kept.append(finding)
    report = replace(report, findings=tuple(kept), waived=tuple(waived))
    gone = _gone(report, entries, left)
    were = "was not found again" if gone == 1 else "were not found again"
    note = f"{gone} of {sum(entry.count for entry in entries)} findings in the baseline {were}; `citeaudit baseline` renews it"
    return with_note(report, note) if gone else report


def _gone(report: Report, entries: Iterable[Known], left: Mapping[str, int]) -> int:
    """How many findings are known that are there no more; those of checks that could not look are not counted."""
    finished = set(report.checks) - report.incomplete.keys() - report.crashed.keys()
    return sum(left[entry.fingerprint] for entry in entries if entry.check in finished)


def with_note(report: Report, note: str) -> Report:
    """The report with one more note."""
    manuscript = replace(report.audit.manuscript, notes=(*report.audit.manuscript.notes, note))
    return replace(report, audit=replace(report.audit, manuscript=manuscript))
