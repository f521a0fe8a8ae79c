"""What an editor is told of one report. Nothing here waits, reads or writes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lsprotocol import types

from citeaudit.auditing import fixes as fixing
from citeaudit.lsp.markers import Edit, parts, replaced
from citeaudit.lsp.places import Places, Point, holds, moved, point_at, span
from citeaudit.model import (
    Ambiguous,
    Audit,
    Citation,
    Claim,
    Finding,
    Found,
    NotFound,
    Record,
    Reference,
    Report,
    Severity,
    Silence,
)
from citeaudit.rules.wording import nothing_seen
from citeaudit.text.display import percent, plural, visible

_SEVERITIES = {
    Severity.ERROR: types.DiagnosticSeverity.Error,
    Severity.WARNING: types.DiagnosticSeverity.Warning,
    Severity.INFO: types.DiagnosticSeverity.Information,
}
"""The protocol has a fourth, Hint, which is for what many need not know."""

_MOST_REFERENCES = 6  # of one citation in a hover; the others are named by their labels
_LONGEST_REFERENCE = 300  # characters, as in reports: most are whole with it


def message(finding: Finding) -> str:
    """The finding's sentence, and why one should believe it."""
    sentence = visible(finding.message)
    lines = [sentence, *(visible(text) for text in finding.evidence if visible(text) not in sentence)]
    if finding.confidence < 1:
        lines.append(f"chance {percent(finding.confidence)} that this is right")
    return "\n".join(lines)


def remarks(report: Report) -> Iterator[tuple[types.DiagnosticSeverity, str]]:
    """What must be known beside the findings, so that silence is not taken for a clean bill.

    That there is no list is only hinted at, for many documents have none and need none.
    """
    for check, error in sorted(report.crashed.items()):
        yield (
            types.DiagnosticSeverity.Warning,
            f"{check} crashed, so what it looks for is not known: {visible(error)}. Please report this fault of the check.",
        )
    if not report.audit.references:
        yield (
            types.DiagnosticSeverity.Hint,
            "no list of references was found, so nothing was audited; does it stand under a heading such as “References”?",
        )
        return
    for sentence in nothing_seen(report):
        yield types.DiagnosticSeverity.Information, visible(sentence)


# --------------------------------------------------------------------------- what stands at a place


def citation_at(audit: Audit, path: str, point: Point) -> Citation | None:
    """The citation at a point of a file; of two that touch it the one that begins there."""
    found = [
        citation for citation in audit.citations if citation.location.path == path and holds(citation.location, point)
    ]
    return found[-1] if found else None


def entry_at(audit: Audit, path: str, point: Point) -> Reference | None:
    """The entry of the list at a point of a file."""
    for reference in audit.references:
        if reference.location.path == path and holds(reference.location, point):
            return reference
    return None


def cited_at(audit: Audit, citation: Citation, places: Places, point: Point) -> list[Reference]:
    """The references that the characters at a point of a citation name; all of the citation's where that is not clear."""
    typed = places.typed(citation.location)
    start, _ = span(citation.location)
    for part in parts(typed, _names(audit, citation), keys=citation.tagged):
        if moved(start, typed, part.start) <= point <= moved(start, typed, part.end):
            named = set(part.names)
            links = [link for link, name in zip(citation.links, _names(audit, citation), strict=True) if name in named]
            return [audit.reference(link.reference) for link in links if link.reference is not None]
    indices = dict.fromkeys(link.reference for link in citation.links if link.reference is not None)
    return [audit.reference(index) for index in indices]


def _names(audit: Audit, citation: Citation) -> list[str]:
    """What a marker names, as it is typed: keys where the format has them, else labels."""

    def name(label: str, index: int | None) -> str:
        return (audit.reference(index).key if citation.tagged and index is not None else "") or label

    return [name(link.label, link.reference) for link in citation.links]


def citing(audit: Audit, indices: set[int]) -> list[Citation]:
    """The citations of references, in reading order."""
    return [citation for citation in audit.citations if any(link.reference in indices for link in citation.links)]


# --------------------------------------------------------------------------- hover


def about_citation(audit: Audit, citation: Citation, references: Sequence[Reference]) -> str:
    """What is said of a citation: its references, their works, and what the claim engine found."""
    claims = {claim.reference: claim for claim in audit.claims if claim.citation == citation.id}
    paragraphs = [
        "\n".join([_entry(reference), *_work(audit, reference), *_judged(audit, claims.get(reference.index))])
        for reference in references[:_MOST_REFERENCES]
    ]
    if rest := references[_MOST_REFERENCES:]:
        paragraphs.append(f"and {len(rest)} more: {', '.join(visible(reference.label) for reference in rest)}")
    lost = [visible(link.label) for link in citation.links if link.reference is None]
    if lost:
        paragraphs.append(f"not in the list: {', '.join(lost)}")
    return "\n\n".join(paragraphs)


def about_entry(audit: Audit, reference: Reference) -> str:
    """What is said of an entry of the list: its work, and how often it is cited."""
    count = len(citing(audit, {reference.index}))
    cited = f"cited in {plural(count, 'place')}" if count else "cited nowhere"
    return "\n".join([_entry(reference), *_work(audit, reference), cited])


def _entry(reference: Reference) -> str:
    raw = visible(reference.raw)
    if len(raw) > _LONGEST_REFERENCE:
        raw = f"{raw[:_LONGEST_REFERENCE].rpartition(' ')[0]} …"
    return f"{visible(reference.key or reference.label)}  {raw}"


def _work(audit: Audit, reference: Reference) -> Iterator[str]:
    resolution = audit.resolutions.get(reference.index)
    if isinstance(resolution, Found):
        work = resolution.work
        synthetic = " (synthetic)" if work.synthetic else ""
        yield f"work: {_summary(work.record)}, in {work.source}{synthetic}"
        for notice in work.updated_by:
            label = notice.label or notice.kind.replace("_", " ")
            yield "notice: " + ", ".join(visible(part) for part in (label, notice.date, notice.DOI) if part)
    elif isinstance(resolution, Ambiguous):
        yield f"work: several fit equally well: {'; '.join(_summary(work.record) for work in resolution.works[:3])}"
    elif isinstance(resolution, NotFound):
        yield f"work: not found in {', '.join(resolution.asked)}"
    elif resolution is not None:
        yield f"work: not looked up ({visible(resolution.reason)})"


def _summary(record: Record) -> str:
    who = " ".join(str(part) for part in (record.author[0].full_family if record.author else "", record.year) if part)
    return ". ".join(visible(part) for part in (who, record.title, record.container_title, record.DOI) if part)


def _judged(audit: Audit, claim: Claim | None) -> Iterator[str]:
    if claim is None:
        return
    if claim.mismatch is None:
        tells_nothing = claim.silence in (None, Silence.SENTENCE)
        yield "sentence: not weighed" + (", for it tells no reference from another" if tells_nothing else "")
        return
    yield f"sentence: chance {percent(claim.mismatch)} that it is about another work"
    if claim.suggested is not None:
        better = audit.reference(claim.suggested)
        yield f"better: {visible(better.key or better.label)}  {visible(better.short())}"
    for evidence in claim.evidence:
        yield f"because {visible(evidence.text)}"


# --------------------------------------------------------------------------- diagnostics and edits


def severity(finding: Finding) -> types.DiagnosticSeverity:
    """The severity of a finding in the protocol's words."""
    return _SEVERITIES[finding.severity]


def replacement(audit: Audit, finding: Finding, places: Places) -> tuple[types.TextEdit, str] | None:
    """The edit that follows a finding's suggestion, and what it does; None where it suggests none or none is safe.

    Only a finding on one citation of one reference, for which it suggests one other, can be followed so: where two
    entries of the list are exchanged, or all numbers are off, one marker is not the place to mend.
    """
    if not len(finding.citations) == len(finding.references) == len(finding.suggested) == 1:
        return None
    citation = audit.citation(finding.citations[0])
    cited, better = audit.reference(finding.references[0]), audit.reference(finding.suggested[0])
    name = "key" if citation.tagged else "label"
    names = _names(audit, citation)
    old = next(
        (written for written, link in zip(names, citation.links, strict=True) if link.reference == cited.index),
        "",
    )
    new: str = getattr(better, name)
    first = next((reference for reference in audit.references if getattr(reference, name) == new), None)
    if not old or not new or first is not better:  # several bear this number, and it would lead to another
        return None
    typed = places.typed(citation.location)
    edit = replaced(typed, names, old, new, keys=citation.tagged, following=places.rest(citation.location))
    if edit is None:
        return None
    return _text_edit(edit, typed, citation, places), f"Replace {old} by {new} ({visible(better.short())})"


def fix(report: Report, finding: Finding, text: str, places: Places) -> tuple[types.TextEdit, str] | None:
    """The edit that a finding's fix asks for, and what it does; None where there is none or it has no safe place."""
    if finding.fix is None:
        return None
    raws = [reference.raw for reference in report.audit.references]
    (planned,) = fixing.plan(text, [finding], raws, latex=report.audit.manuscript.format == "latex")
    if planned.edit is None:
        return None
    first, last = (places.position(point_at(text, offset)) for offset in (planned.edit.start, planned.edit.end))
    wanted = finding.fix
    title = (
        f"Replace {wanted['old']} by {wanted['value']}"
        if wanted["kind"] == "replace"
        else f"Add the DOI {wanted['value']}"
    )
    return types.TextEdit(range=types.Range(start=first, end=last), new_text=planned.edit.text), visible(title)


def _text_edit(edit: Edit, typed: str, citation: Citation, places: Places) -> types.TextEdit:
    start, _ = span(citation.location)
    first, last = (places.position(moved(start, typed, offset)) for offset in (edit.start, edit.end))
    return types.TextEdit(range=types.Range(start=first, end=last), new_text=edit.text)
