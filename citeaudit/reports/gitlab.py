"""The report as GitLab's code quality JSON, for the widget of a merge request.

GitLab wants a line of every finding; where the format has none it is line 1, and the description begins with the place.
The form has no place for what was not looked at: a crash and a manuscript without anything to audit are entries of their
own, all else shows in the exit code and in the other forms.

Source: GitLab Docs, Code Quality, section "Code Quality report format".
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Sequence
from typing import Any

from citeaudit.model import Report, Severity
from citeaudit.rules.wording import Kind, headline, reasons, remarks
from citeaudit.text.display import posix, visible

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}
"""GitLab's names for our severities. Source: GitLab Docs, Code Quality report format."""


def render(report: Report) -> str:
    """The findings as an indented JSON array."""
    occurrence: Counter[tuple[str, str]] = Counter()
    entries = []
    for finding in report.findings:
        path, at = visible(posix(finding.location.path)), finding.location
        occurrence[path, finding.fingerprint] += 1
        lines = {"begin": at.line or 1} | ({"end": at.end_line} if at.line and at.end_line else {})
        entries.append(
            {
                "description": "; ".join((headline(finding), *reasons(finding))),
                "check_name": finding.check,
                "fingerprint": _fingerprint(path, finding.fingerprint, occurrence[path, finding.fingerprint]),
                "severity": _SEVERITIES[finding.severity],
                "location": {"path": path, "lines": lines},
            }
        )
    path = visible(posix(report.audit.manuscript.path))
    for remark in remarks(report):
        if remark.kind in (Kind.CRASHED, Kind.NOTHING):
            entries.append(
                {
                    "description": remark.text,
                    "check_name": str(remark.kind),
                    "fingerprint": _fingerprint(path, remark.text, 1),
                    "severity": "critical",
                    "location": {"path": path, "lines": {"begin": 1}},
                }
            )
    return _dumped(entries)


def join(parts: Sequence[str], unread: Sequence[str]) -> str:
    """One array of several. What could not be read has no place in it; the exit code and the log tell."""
    return _dumped([entry for part in parts for entry in json.loads(part)])


def _dumped(entries: Sequence[dict[str, Any]]) -> str:
    return json.dumps(entries, ensure_ascii=False, indent=1) + "\n"


def _fingerprint(path: str, finding: str, occurrence: int) -> str:
    """Of two entries with one fingerprint GitLab shows the first only, so path and place in the row count, too."""
    return hashlib.sha256("\x1f".join((path, finding, str(occurrence))).encode()).hexdigest()[:32]
