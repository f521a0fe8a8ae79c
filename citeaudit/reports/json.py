"""The report as JSON, version 1: everything that was found out, for programs.

Its JSON Schema is `citeaudit/data/report-1.schema.json`. Scores and probabilities are rounded to 4 places.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from citeaudit.exports.csljson import to_item
from citeaudit.linking import authoryear
from citeaudit.model import (
    Ambiguous,
    Audit,
    Citation,
    Claim,
    Finding,
    Found,
    Link,
    Location,
    NotAsked,
    NotFound,
    Reference,
    Refused,
    Report,
    Resolution,
    Severity,
    Waived,
)

VERSION = 1
"""Of the schema; it goes up when a reader of the old one would go wrong."""


def render(report: Report) -> str:
    """The report as indented JSON."""
    return json.dumps(as_object(report), ensure_ascii=False, indent=1) + "\n"


def as_object(report: Report) -> dict[str, Any]:
    """The report as the object that JSON and JSON lines are made of."""
    audit, coverage = report.audit, report.coverage
    return {
        "version": VERSION,
        "tool": {"name": "citeaudit", "version": report.version},
        "manuscript": {
            "path": audit.manuscript.path,
            "format": audit.manuscript.format,
            "title": audit.manuscript.title,
            "notes": list(audit.manuscript.notes),
            "citation_form": audit.citation_form,
            **({"list_alone": True} if audit.manuscript.list_alone else {}),
        },
        "references": [_reference(reference, audit) for reference in audit.references],
        "citations": _citations(report),
        "refused": [_refused(item) for item in audit.refused],
        "findings": [_finding(finding) for finding in report.findings],
        "waived": [_waived(finding) for finding in report.waived],
        "incomplete": dict(sorted(report.incomplete.items())),
        "crashed": dict(sorted(report.crashed.items())),
        "coverage": {
            "references": coverage.references,
            "parsed": coverage.parsed,
            "resolved": coverage.resolved,
            "not_asked": coverage.not_asked,
            "citations": coverage.citations,
            "links": coverage.links,
            "weighed": coverage.weighed,
            "abstained": coverage.abstained,
            "refused": coverage.refused,
            "doubts": list(coverage.doubts),
            "unread": coverage.unread,
        },
        "summary": {str(severity): report.count(severity) for severity in sorted(Severity, reverse=True)},
    }


def _refused(item: Refused) -> dict[str, Any]:
    return {"marker": item.marker, "location": _location(item.location), "rule": item.rule, "reason": item.reason}


def _reference(reference: Reference, audit: Audit) -> dict[str, Any]:
    return {
        "index": reference.index,
        # where names and years are cited, entries print no number, and their place in the list is no label
        "label": "" if audit.citation_form == authoryear.FORM else reference.label,
        **({"list": reference.part} if reference.part else {}),
        "raw": reference.raw,
        "record": to_item(reference.record),
        "confidence": round(reference.confidence, 4),
        "location": _location(reference.location),
        "resolution": resolution_object(audit.resolutions.get(reference.index, NotAsked(reason="no source was asked"))),
    }


def resolution_object(resolution: Resolution) -> dict[str, Any]:
    """A resolution as the report shows it; `status` is "found", "ambiguous", "not-found" or "not-asked"."""
    shown: dict[str, Any] = {"status": "", "source": None, "DOI": None, "score": None, "reason": resolution.reason}
    match resolution:
        case Found(work=work, score=score):
            shown |= {
                "status": "found",
                "source": work.source,
                "DOI": work.record.DOI or None,
                "score": round(score, 4),
            }
            shown["synthetic"] = work.synthetic
            if work.retrieved:
                shown["retrieved"] = work.retrieved
            if work.notices_known or work.updated_by:  # what is not known must not look like "none"
                shown["notices"] = [
                    {"kind": notice.kind, "DOI": notice.DOI or None, "date": notice.date or None}
                    for notice in work.updated_by
                ]
            if work.versions:
                shown["versions"] = list(work.versions)
        case Ambiguous(works=works):
            shown |= {"status": "ambiguous", "source": _sources(work.source for work in works)}
        case NotFound(asked=asked):
            shown |= {"status": "not-found", "source": _sources(asked)}
        case NotAsked():
            shown["status"] = "not-asked"
    return shown


def _sources(names: Iterable[str]) -> str | None:
    return ", ".join(dict.fromkeys(names)) or None


def _citations(report: Report) -> list[dict[str, Any]]:
    claims = {(claim.citation, claim.reference): claim for claim in report.audit.claims}
    gravest: dict[tuple[str, int], Finding] = {}
    for finding in report.findings:
        if finding.group == "claim":
            for pair in ((citation, reference) for citation in finding.citations for reference in finding.references):
                if pair not in gravest or finding.severity > gravest[pair].severity:
                    gravest[pair] = finding

    def described(citation: Citation, link: Link) -> dict[str, Any]:
        pair = (citation.id, link.reference or 0)  # no reference is 0
        return {"label": link.label, "reference": link.reference, **_verdict(claims.get(pair), gravest.get(pair))}

    return [
        {
            "id": citation.id,
            "marker": citation.marker,
            "location": _location(citation.location),
            "section": citation.section,
            "sentence": citation.sentence,
            "claim": citation.claim,
            "narrative_authors": list(citation.narrative_authors),
            "links": [described(citation, link) for link in citation.links],
        }
        for citation in report.audit.citations
    ]


def _verdict(claim: Claim | None, finding: Finding | None) -> dict[str, Any]:
    suggested = claim.suggested if claim else None
    if finding and finding.suggested and (suggested is None or len(finding.references) == 1):
        suggested = finding.suggested[0]  # of a finding on many links each link has its own
    return {
        "mismatch": None if claim is None or claim.mismatch is None else claim.mismatch,
        "flag": str(finding.severity) if finding else None,
        "suggested": suggested,
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "check": finding.check,
        "group": finding.group,
        "severity": str(finding.severity),
        "confidence": round(finding.confidence, 4),
        "message": finding.message,
        "location": _location(finding.location),
        "references": list(finding.references),
        "citations": list(finding.citations),
        "suggested": list(finding.suggested),
        "evidence": list(finding.evidence),
        "fix": None if finding.fix is None else dict(sorted(finding.fix.items())),
        "fingerprint": finding.fingerprint,
        "cause": finding.cause or None,
    }


def _waived(finding: Waived) -> dict[str, Any]:
    until = finding.until.isoformat() if finding.until else None
    return {**_finding(finding), "waiver": {"kind": finding.kind, "reason": finding.reason, "until": until}}


def _location(location: Location) -> dict[str, Any]:
    place: dict[str, Any] = {
        "path": location.path,
        "line": location.line,
        "column": location.column,
        "end_line": location.end_line,
        "end_column": location.end_column,
    }
    if location.page is not None:
        place["page"] = location.page
    if location.label:
        place["label"] = location.label
    return place
