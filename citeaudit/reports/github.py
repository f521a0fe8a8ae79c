"""The report as workflow commands of GitHub Actions, which mark lines in a pull request.

One command a finding: error, warning, or notice for info. What has one cause is one, at its first place, and names the others. What was not looked at is a command of its own, and the last line
has the coverage. GitHub shows ten of a kind for each step; all are in the log.

Source: GitHub Docs, Workflow commands; the escaping is that of `@actions/core`.
"""

from __future__ import annotations

from collections.abc import Sequence

from citeaudit.model import Audit, Report, Severity
from citeaudit.rules.causes import Cause, all_places, by_cause, counted, counts
from citeaudit.rules.wording import coverage_line, headline, reasons, remarks
from citeaudit.text.display import posix, visible

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
"""GitHub's names for our severities. Source: GitHub Docs, workflow commands."""


def render(report: Report) -> str:
    """A command a line, then one line that is none."""
    path = report.audit.manuscript.path
    lines = [_annotation(cause, report.audit) for cause in by_cause(report.findings, report.audit)]
    for remark in remarks(report):
        title = f"citeaudit: {str(remark.kind).replace('-', ' ')}"
        lines.append(_command(remark.severity, {"file": posix(path), "title": title}, remark.text))
    summary = ", ".join(counted(severity, *found) for severity, found in counts(report).items())
    waived = f", {len(report.waived)} waived" if report.waived else ""
    lines.append(f"citeaudit: {visible(path)}: {summary}{waived}; {coverage_line(report)}")
    return "".join(f"{line}\n" for line in lines)


def join(parts: Sequence[str], unread: Sequence[str]) -> str:
    """The commands for several manuscripts, and one for each that could not be read."""
    failed = (_command(Severity.ERROR, {"title": "citeaudit: unread"}, visible(sentence)) for sentence in unread)
    return "".join((*parts, *(f"{line}\n" for line in failed)))


def _annotation(cause: Cause, audit: Audit) -> str:
    finding, at = cause.finding, cause.finding.location
    properties: dict[str, object] = {"file": posix(at.path)}
    if at.line is not None:
        properties["line"] = at.line
        if at.end_line not in (None, at.line):
            properties["endLine"] = at.end_line  # GitHub takes columns only within one line
        elif at.column is not None:
            properties["col"] = at.column
            if at.end_column is not None:
                properties["endColumn"] = at.end_column
    properties["title"] = f"citeaudit: {finding.check}"
    return _command(
        finding.severity, properties, "\n".join((headline(finding), *all_places(cause, audit), *reasons(finding)))
    )


def _command(severity: Severity, properties: dict[str, object], message: str) -> str:
    written = ",".join(f"{key}={_property(visible(str(value)))}" for key, value in properties.items())
    return f"::{_COMMANDS[severity]} {written}::{_data(message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
