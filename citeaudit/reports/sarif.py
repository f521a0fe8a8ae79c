"""The report as SARIF 2.1.0, for code scanning and editors.

One run, whatever the number of manuscripts: GitHub takes only one run of a tool. Every check that ran is a rule with its
page, also where it found nothing. Columns count code points. In formats without lines a place is a logical location. What
was not looked at stands in the invocation, one a manuscript, with the coverage.

Source: OASIS, Static Analysis Results Interchange Format (SARIF) 2.1.0 with errata 01; GitHub Docs, SARIF support for code
scanning.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from pathlib import PurePosixPath, PureWindowsPath
from typing import Any
from urllib.parse import quote

from citeaudit.model import Audit, Finding, Location, Report, Severity, Waived
from citeaudit.rules import running, wording
from citeaudit.rules.wording import Kind, Remark
from citeaudit.text.display import clipped, posix, visible
from citeaudit.text.patterns import lazy
from citeaudit.version import __version__

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
"""Of SARIF 2.1.0 with errata 1."""

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
"""SARIF's names for our severities. Source: SARIF 2.1.0, section 3.27.10."""

_LONGEST_DESCRIPTION = 1000  # GitHub takes 1024

_NOTIFICATIONS = {
    Kind.CRASHED: (
        "A check crashed.",
        "What it looks for is not known. It is a fault of the check; please report it.",
    ),
    Kind.UNREAD: ("A manuscript could not be read.", "Nothing in it was audited; the message says why."),
    Kind.NOTHING: ("There was nothing to audit.", "No list of references or no citation was recognised."),
    Kind.INCOMPLETE: ("A check could not look at everything.", "That it found nothing is not a clean bill."),
    Kind.NOTE: ("Something had to be assumed.", "The message says what was assumed in reading the manuscript."),
}
"""Remarks as SARIF describes them: in short, and what they mean."""

_LINK = lazy(r"\[(?=[^\[\]]*\]\()|(?<=.)\](?=\()")
"""Brackets that would make a link of a message. Source: SARIF 2.1.0, section 3.11.6."""


def render(report: Report) -> str:
    """The report as an indented SARIF log of one run."""
    audit = report.audit
    manuscript = uri(audit.manuscript.path)
    rules = [_rule(name) for name in wording.names_of_checks(report)]
    occurrence: Counter[str] = Counter()
    results = []
    for finding in (*report.findings, *report.waived):
        occurrence[finding.fingerprint] += 1
        results.append(_result(finding, audit, occurrence[finding.fingerprint]))
    invocation = {
        "executionSuccessful": not running.why_incomplete(report),
        "toolExecutionNotifications": [
            notification
            for remark in wording.remarks(report)
            for notification in _notifications(remark, manuscript, report)
        ],
        "properties": {"manuscript": manuscript, "coverage": asdict(report.coverage)},
    }
    return _log(report.version, rules, results, [manuscript], [invocation])


def join(parts: Sequence[str], unread: Sequence[str]) -> str:
    """One log, of one run, of the logs for several manuscripts; what could not be read is an invocation that failed."""
    runs = [json.loads(part)["runs"][0] for part in parts]
    drivers = [run["tool"]["driver"] for run in runs]
    rules = {rule["id"]: rule for driver in drivers for rule in driver["rules"]}
    failed = [
        {
            "executionSuccessful": False,
            "toolExecutionNotifications": [
                {
                    "descriptor": {"id": str(Kind.UNREAD)},
                    "level": "error",
                    "message": _message(visible(sentence)),
                }
            ],
        }
        for sentence in unread
    ]
    return _log(
        next((driver.get("version", "") for driver in drivers), __version__),
        [rules[name] for name in sorted(rules)],
        [result for run in runs for result in run["results"]],
        [artifact["location"]["uri"] for run in runs for artifact in run["artifacts"]],
        [invocation for run in runs for invocation in run["invocations"]] + failed,
    )


def _log(
    version: str,
    rules: Sequence[Mapping[str, Any]],
    results: Iterable[dict[str, Any]],
    manuscripts: Iterable[str],
    invocations: Sequence[Mapping[str, Any]],
) -> str:
    places = {rule["id"]: place for place, rule in enumerate(rules)}
    driver = {
        "name": "citeaudit",
        **({"version": version, "semanticVersion": version} if version else {}),
        "rules": rules,
        "notifications": [_described(str(kind), *words) for kind, words in _NOTIFICATIONS.items()],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "invocations": invocations,
        "artifacts": [{"location": {"uri": path}, "roles": ["analysisTarget"]} for path in dict.fromkeys(manuscripts)],
        "results": [result | {"ruleIndex": places[result["ruleId"]]} for result in results],
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=1) + "\n"


def _rule(name: str) -> dict[str, Any]:
    try:
        about = running.get(name)
    except KeyError:  # a report made by hand, or by a version that had a check of this name
        return _described(name, f"Findings of {name}.", "This version of citeaudit has no page on it.")
    opening = about.page.partition("\n\nBad:")[0].partition("\n")[2]
    described = _described(name, about.summary, opening.strip() or about.summary)
    return described | {
        # Braces in it stay single, against section 3.11.5: it has no placeholders, and nobody undoubles them in a page.
        "help": {"text": about.page, "markdown": about.page},
        "defaultConfiguration": {"level": _LEVELS[about.severity]},
        "properties": {"tags": ["citations", about.group], "since": about.since},
    }


def _described(name: str, short: str, full: str) -> dict[str, Any]:
    """What GitHub wants of everything that is described, with the name in the form that viewers print."""
    return {
        "id": name,
        "name": "".join(part.capitalize() for part in name.split("-")),
        "shortDescription": {"text": short},
        "fullDescription": {"text": clipped(full, _LONGEST_DESCRIPTION)},
        "help": {"text": f"{short} {full}"},
    }


def _result(finding: Finding, audit: Audit, occurrence: int) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": finding.check,
        "ruleIndex": 0,  # set when all rules are known
        "level": _LEVELS[finding.severity],
        "rank": round(100 * finding.confidence, 2),
        "message": _message("\n".join((wording.headline(finding), *wording.reasons(finding)))),
        "locations": [_location(finding.location)],
        "relatedLocations": [
            {"id": number, **_location(location), "message": _message(words)}
            for number, (location, words) in enumerate(wording.others(finding, audit).items(), 1)
        ],
        # The second is the one GitHub follows an alert by; it would else be made of the line, which an edit changes.
        "partialFingerprints": {
            "citeaudit/v1": finding.fingerprint,
            "primaryLocationLineHash": f"{finding.fingerprint}:{occurrence}",
        },
        "suppressions": [_suppression(finding, audit)] if isinstance(finding, Waived) else [],
        "properties": {
            "group": finding.group,
            "confidence": round(finding.confidence, 4),
            "references": list(finding.references),
            "citations": list(finding.citations),
            "suggested": list(finding.suggested),
        },
    }
    if finding.cause:
        result["properties"]["cause"] = finding.cause
    if finding.fix is not None:
        result["properties"]["fix"] = dict(sorted(finding.fix.items()))
    return result


def _suppression(waived: Waived, audit: Audit) -> dict[str, Any]:
    """How a finding is suppressed: in the manuscript itself where one of its comments gives the reason, or beside it."""
    reason = " ".join(waived.reason.split())
    comments = (" ".join(comment.text.split()) for comment in audit.manuscript.comments)
    inside = waived.kind == "waiver" and any(reason in text for text in comments)
    until = {"until": waived.until.isoformat()} if waived.until else {}
    return {
        "kind": "inSource" if inside else "external",
        "status": "accepted",
        "justification": visible(reason),
        "properties": {"kind": waived.kind} | until,
    }


def _notifications(remark: Remark, manuscript: str, report: Report) -> Iterable[dict[str, Any]]:
    """One notification for each check a remark is about, or one for the remark."""
    notification: dict[str, Any] = {
        "descriptor": {"id": str(remark.kind)},
        "level": _LEVELS[remark.severity],
        "message": _message(remark.text),
        "locations": [{"physicalLocation": {"artifactLocation": {"uri": manuscript}}}],
    }
    if not remark.checks:
        yield notification
    for name in remark.checks:
        about = notification | {"associatedRule": {"id": name}}
        if remark.kind is Kind.CRASHED:
            kind, _, message = report.crashed[name].partition(": ")
            about["exception"] = {"kind": kind, "message": visible(message)}
        yield about


def _message(text: str) -> dict[str, str]:
    """Plain text as a message: what would be a placeholder or a link in it is none.

    Source: SARIF 2.1.0, sections 3.11.5 and 3.11.6.
    """
    return {"text": _LINK.sub(r"\\\g<0>", text).replace("{", "{{").replace("}", "}}")}


def _location(location: Location) -> dict[str, Any]:
    physical: dict[str, Any] = {"artifactLocation": {"uri": uri(location.path)}}
    if location.line is None:
        spot = wording.spot(location)
        return {"physicalLocation": physical} | (
            {"logicalLocations": [{"name": spot, "fullyQualifiedName": spot}]} if spot else {}
        )
    region = {
        "startLine": location.line,
        "startColumn": location.column,
        "endLine": location.end_line,
        "endColumn": location.end_column,
    }
    physical["region"] = {key: value for key, value in region.items() if value is not None}
    return {"physicalLocation": physical}


def uri(path: str) -> str:
    """The path as a URI, relative where the path is.

    >>> uri("./my papers/rené#1.md")
    'my%20papers/ren%C3%A9%231.md'
    """
    windows = PureWindowsPath(path)
    slashed = windows.as_posix() if windows.is_absolute() else posix(path)
    quoted = quote(slashed, safe="/", errors="surrogateescape")
    if windows.is_absolute():
        return f"file:///{quoted.replace('%3A', ':', 1)}"
    return f"file://{quoted}" if PurePosixPath(slashed).is_absolute() else quoted
