"""What every report says alike, and what comments in a manuscript say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from citeaudit.model import Ambiguous, Audit, Finding, Found, Location, NotFound, Reference, Report, Severity
from citeaudit.rules.running import is_outage
from citeaudit.text.display import clipped, percent, plural, visible

FORMS = {
    "parentheses": "by numbers in parentheses, such as (12)",
    "brackets": "by numbers in square brackets, such as [12]",
    "superscript": "by raised numbers",
    "author-year": "by author and year, such as (Smith et al., 2015)",
    "tags": "as the format tags them",
}
"""How the citations of a manuscript were recognised, so that a wrong guess does not go unseen."""


AUTHOR = "citeaudit"
INITIALS = "CA"
"""Who comments in a manuscript; what bears this name is replaced by the next run."""

_MOST_ENTRIES = 3
"""References that a comment shows; the others are counted."""

_LONGEST_IN_COMMENT = 300
"""Characters of a reference in a comment: most are whole with it."""


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
        text = f"{check} crashed, so what it looks for is not known: {error}. This is a fault of the check, not of the manuscript."
        yield Remark(kind=Kind.CRASHED, severity=Severity.ERROR, text=visible(text), checks=(check,))
    for sentence in nothing_seen(report):
        yield Remark(kind=Kind.NOTHING, severity=Severity.ERROR, text=visible(sentence))
    reasons: dict[str, list[str]] = {}
    for check, reason in sorted(report.incomplete.items()):
        reasons.setdefault(reason, []).append(check)
    severity = Severity.WARNING if is_outage(report.audit.resolutions.values()) else Severity.INFO
    for reason, checks in reasons.items():
        whole = len(checks) > 1 and set(checks) >= set(report.checks)
        text = (
            f"{'no check' if whole else ', '.join(checks)} could{'' if whole else ' not'} look at everything: {reason}"
        )
        yield Remark(kind=Kind.INCOMPLETE, severity=severity, text=visible(text), checks=tuple(checks))
    for note in report.audit.manuscript.notes:
        yield Remark(kind=Kind.NOTE, severity=Severity.INFO, text=visible(note))


def names_of_checks(report: Report) -> tuple[str, ...]:
    """The checks that ran, and those a finding or a remark names, sorted."""
    named = {finding.check for finding in (*report.findings, *report.waived)}
    return tuple(sorted({*report.checks, *report.incomplete, *report.crashed, *named}))


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


def called(reference: Reference) -> str:
    """What a report calls a reference: "reference 12", or "[hall2015]" where citations name it by its key."""
    return visible(reference.called) if reference.keyed else f"reference {number(reference)}"


def number(reference: Reference) -> str:
    """What citations call a reference; its place in the list where it has no label."""
    return visible(reference.label) or str(reference.index)


def others(finding: Finding, audit: Audit) -> dict[Location, str]:
    """The other places to look at, with what stands there, each once: references, suggestions, citations, the rest."""
    places: dict[Location, str] = {}
    for indices, role in ((finding.references, ""), (finding.suggested, "suggested: ")):
        for index in indices:
            reference = audit.reference(index)
            places.setdefault(reference.location, f"{role}{called(reference)}: {clipped(reference.raw)}")
    for identifier in finding.citations:
        citation = audit.citation(identifier)
        places.setdefault(citation.location, f"citation {visible(citation.marker)}")
    for location in finding.related:
        places.setdefault(location, "see also")
    places.pop(finding.location, None)
    return places


def nothing_seen(report: Report) -> Iterator[str]:
    """What a report of no findings would hide: that there was nothing to find anything in."""
    coverage, path = report.coverage, report.audit.manuscript.path
    if not coverage.references:
        yield (
            f"NO REFERENCES were found in {path}, so nothing could be checked. "
            "Does the list stand under a heading of its own, such as “References”?"
        )
    elif coverage.doubts:
        yield (
            f"NOT READ AS PRINTED: {path} was probably read wrongly, so most checks kept silent; no finding does not mean no fault. "
            f"{coverage.doubts[0][:1].upper()}{coverage.doubts[0][1:]}."
        )
    elif not coverage.parsed:
        yield "NO REFERENCE could be parsed: authors, years and titles were not recognised in any of them."
    if not coverage.citations and not report.audit.manuscript.list_alone:
        yield (
            f"NO CITATIONS were found in {path}, so no sentence was compared with the work it cites. "
            "Are they written in a usual form, such as (1), [1] or (Smith, 2015)?"
        )
    elif coverage.links and not coverage.weighed:
        yield "NO LINK was weighed: whether the citations point at the right references is not known."
    if coverage.unread:
        yield (
            f"NOT ALL CITATIONS were read: {plural(coverage.unread, 'place')} in {path} {'seems' if coverage.unread == 1 else 'seem'} "
            "to cite, and could not be read; the notes name what stands there."
        )


def coverage_line(report: Report) -> str:
    """How much was looked at, in one line."""
    seen, resolutions = report.coverage, report.audit.resolutions.values()
    synthetic = sum(isinstance(r, Found) and r.work.synthetic for r in resolutions)
    parts = [
        f"{plural(seen.parsed, 'reference')} parsed of {seen.references}",
        f"{seen.resolved} resolved" + (f" ({synthetic} synthetic)" if synthetic else ""),
    ]
    for kind, name in ((Ambiguous, "ambiguous"), (NotFound, "not found")):
        if count := sum(isinstance(r, kind) for r in resolutions):
            parts.append(f"{count} {name}")
    parts.append(f"{seen.not_asked} not asked")
    if broken := len(report.audit.manuscript.unreadable):
        parts.append(f"{broken} {'entry' if broken == 1 else 'entries'} unreadable or read in part")
    if report.audit.manuscript.list_alone:
        return f"{', '.join(parts)}; a list alone: no text to weigh"
    links = [
        plural(seen.citations, "citation"),
        plural(seen.links, "link"),
        f"{seen.weighed} weighed",
        f"{seen.abstained} abstained",
    ]
    more = f"; {plural(seen.unread, 'citation')} not read" if seen.unread else ""
    more += f"; {not_taken(report)}" if seen.refused else ""
    more += "; the reading is doubtful" if seen.doubts else ""
    return f"{', '.join(parts)}; {', '.join(links)}{more}"


def not_taken(report: Report) -> str:
    """How many brackets look like markers and were not taken, a clause."""
    count = report.coverage.refused
    what = "raised number" if report.audit.citation_form == "superscript" else "bracket"
    does = "that looks like a marker was" if count == 1 else "that look like markers were"
    return f"{plural(count, what)} {does} not taken"


def comment_lines(finding: Finding, report: Report, more: Iterable[str] = ()) -> Iterator[str]:
    """What a comment says, one paragraph each; `more` stands behind the finding's sentence."""
    audit = report.audit
    message = visible(finding.message)
    yield f"{str(finding.severity).capitalize()}: {message}"
    for reason in (*more, *reasons(finding)):
        yield reason[:1].upper() + reason[1:]
    better = "Better: reference" if finding.references else "Perhaps meant: reference"
    for indices, role in ((finding.references, "Reference"), (finding.suggested, better)):
        shown = indices if finding.citations else ()  # a comment at the entry itself need not repeat it
        for reference in map(audit.reference, shown[:_MOST_ENTRIES]):
            yield f"{role} {number(reference)}: {clipped(reference.raw, _LONGEST_IN_COMMENT)}"
        if len(shown) > _MOST_ENTRIES:
            yield f"and {len(shown) - _MOST_ENTRIES} more"
    yield f"[{visible(finding.check)}]"
