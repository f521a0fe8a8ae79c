"""The report as one page for an editor: findings, references, the manuscript, two pictures, and decisions to be made.

The page is one file without network. Its content security policy allows its own style sheet and its own script, by their
hashes, and nothing else; it can be read without the script. Text of the manuscript is escaped, invisible and turning
characters are shown.

Source: Content Security Policy Level 3; WCAG 2.2, level AA.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import quote

from markupsafe import Markup

from citeaudit.errors import ConfigError
from citeaudit.model import (
    Ambiguous,
    Audit,
    Citation,
    Decision,
    Finding,
    Found,
    NotAsked,
    NotFound,
    Record,
    Reference,
    Report,
    Waived,
    Work,
)
from citeaudit.reports import _html_marks as marks
from citeaudit.reports import _html_pictures as pictures
from citeaudit.reports import _html_words as words
from citeaudit.reports._html_manuscript import Shown, manuscript
from citeaudit.rules.causes import by_cause, counts, where
from citeaudit.rules.wording import Kind, number, remarks
from citeaudit.text.display import percent, plural

if TYPE_CHECKING:
    from jinja2 import Environment

_MOST_NEAR = 5
"""So many doubtful citations without a finding are named."""
_IN_FULL = 3
"""So many sentences and references of a finding are shown in full; the others are linked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One reference in the comparison, with the work found for it, both with the words that decide marked."""

    role: str
    reference: Reference
    number: str
    entry: Markup
    status: str
    work: Markup | None
    doi: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """A sentence that cites, with the claim marked."""

    citation: Citation
    place: str
    sentence: Markup


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One finding of a card that stands for several. `key` tells it from all others, `target` is its place in the page."""

    finding: Finding
    key: str
    place: str
    target: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A finding as the page shows it, or several of one cause. `key` tells it from all others; `anchor` is its address.

    `members` are the findings that it stands for, () where it is one only.
    """

    finding: Finding
    members: tuple[Place, ...]
    places: str
    anchor: str
    key: str
    confidence: str
    place: str
    target: str
    quotes: tuple[Quote, ...]
    more: tuple[Citation, ...]
    cited: tuple[Side, ...]
    better: tuple[Side, ...]
    others: tuple[Reference, ...]
    because: tuple[str, ...]
    fresh: bool
    decision: Decision | None
    waived: Waived | None = None

    @property
    def verdict(self) -> str:
        """What was decided, in words, "" where nothing was."""
        return words.VERDICTS[self.decision.verdict] if self.decision and self.decision.verdict else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A reference as the page shows it."""

    side: Side
    reason: str
    notices: tuple[str, ...]
    cited_in: tuple[Citation, ...]
    findings: tuple[Card, ...]


def render(report: Report) -> str:
    """The report as a page."""
    template = _environment().get_template("page.html")
    return template.render(**_page(report)).strip("\n") + "\n"


def join(parts: Sequence[str], unread: Sequence[str]) -> str:
    """The page on one manuscript.

    Raises:
        ConfigError: There are several.
    """
    if len(parts) > 1:
        raise ConfigError("--format html makes a page on one manuscript; audit the files one at a time")
    return "".join(parts)


@cache
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("citeaudit.reports", "_html"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"shown": marks.shown, "number": number, "plural": plural, "sentence": words.capital}
    return environment


@cache
def _asset(name: str) -> tuple[Markup, str]:
    """A file that goes into the page, and its hash for the policy."""
    from jinja2 import PackageLoader

    text = PackageLoader("citeaudit.reports", "_html").get_source(_environment(), name)[0]
    return Markup(text), f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _page(report: Report) -> dict[str, object]:
    audit = report.audit
    citations = {citation.id: citation for citation in audit.citations}
    dismissed = [finding for finding in report.waived if finding.kind == "decision"]
    passed = [finding for finding in report.waived if finding.kind != "decision"]
    cards = list(_cards(report, (*report.findings, *dismissed), citations, "f"))
    waived = list(_cards(report, passed, citations, "w"))
    of_citation, of_reference = _by_place(cards)
    cited_in: dict[int, list[Citation]] = {}
    for citation in audit.citations:
        for index in dict.fromkeys(link.reference for link in citation.links if link.reference):
            cited_in.setdefault(index, []).append(citation)
    abstained = {claim.citation for claim in audit.claims if claim.mismatch is None}
    weighed = {claim.citation for claim in audit.claims} - abstained
    how = {
        citation.id: _shown(citation, of_citation.get(citation.id, ()), weighed=citation.id in weighed)
        for citation in audit.citations
    }
    blocks, lost = manuscript(audit, how)
    grave = {
        (citation, index): str(card.finding.severity)
        for card in sorted(cards, key=lambda card: card.finding.severity)
        for citation in card.finding.citations
        for index in card.finding.references
        if card.waived is None
    }
    style, style_hash = _asset("style.css")
    early, early_hash = _asset("early.js")
    script, script_hash = _asset("script.js")
    return {
        "report": report,
        "manuscript": audit.manuscript,
        "identity": hashlib.sha256(f"{audit.manuscript.path}\n{audit.manuscript.title}".encode()).hexdigest()[:16],
        "groups": _grouped(cards),
        "cards": cards,
        "waived": waived,
        "checks": sorted({card.finding.check for card in cards}),
        "counts": [(str(severity), *found) for severity, found in counts(report).items()],
        "rows": [
            _row(reference, audit, cited_in.get(reference.index, ()), of_reference.get(reference.index, ()))
            for reference in audit.references
        ],
        "statuses": words.STATUS,
        "blocks": blocks,
        "lost": [(citation, how[citation.id]) for citation in lost],
        "severities": words.SEVERITIES,
        "near": _near(audit, of_citation),
        "data": _data(audit, of_citation),
        "seen": list(words.seen(report)),
        "remarks": [remark for remark in remarks(report) if remark.kind in (Kind.CRASHED, Kind.NOTHING)],
        "incomplete": words.incomplete(report),
        "map": pictures.citation_map(audit, grave),
        "years": pictures.years(audit),
        "width": pictures.WIDTH,
        "height": pictures.HEIGHT,
        "style": style,
        "early": early,
        "script": script,
        "policy": f"default-src 'none'; style-src {style_hash}; script-src {early_hash} {script_hash}; base-uri 'none'; form-action 'none'",
    }


# --------------------------------------------------------------------------- findings


def _cards(
    report: Report, findings: Iterable[Finding], citations: Mapping[str, Citation], prefix: str
) -> Iterator[Card]:
    from citeaudit.rules.decisions import occurrences

    audit = report.audit
    ranked = list(occurrences(findings))
    keys = {id(finding): f"{finding.fingerprint}:{occurrence}" for finding, occurrence in ranked}
    by_key = {f"{decision.fingerprint}:{decision.occurrence}": decision for decision in report.decisions or ()}
    causes = by_cause((finding for finding, _ in ranked), audit, apart=lambda f: _decided(f, by_key.get(keys[id(f)])))
    for place, cause in enumerate(sorted(causes, key=lambda cause: -cause.finding.severity), 1):
        finding, key = cause.finding, keys[id(cause.members[0])]
        cited_in = [citations[identifier] for identifier in finding.citations]
        references = [audit.reference(index) for index in finding.references]
        better = [audit.reference(index) for index in finding.suggested]
        chosen = marks.deciding(
            finding,
            (citation.sentence for citation in cited_in),
            (reference.raw for reference in (*references, *better)),
        )
        decision = by_key.get(key)
        yield Card(
            finding=finding,
            members=tuple(_member(found, keys[id(found)]) for found in cause.members) if cause.several else (),
            places=where(cause, audit, short=True) if cause.several else "",
            anchor=f"{prefix}{place}",
            key=key,
            confidence=words.confidence(finding.confidence),
            place=words.place(finding.location),
            target=cited_in[0].id if cited_in else f"r{references[0].index}" if references else "",
            quotes=tuple(
                Quote(
                    citation=citation,
                    place=words.place(citation.location),
                    sentence=marks.sentence(citation, chosen),
                )
                for citation in cited_in[:_IN_FULL]
            ),
            more=tuple(cited_in[_IN_FULL:]) if not cause.several else (),
            cited=tuple(
                _side(reference, audit, "Cited" if cited_in else "In the list", chosen)
                for reference in references[:_IN_FULL]
            ),
            better=tuple(
                _side(reference, audit, "Fits better" if references else "Perhaps meant", chosen)
                for reference in better[:_IN_FULL]
            ),
            others=(*references[_IN_FULL:], *better[_IN_FULL:]) if not cause.several else (*better[_IN_FULL:],),
            because=tuple(evidence for evidence in finding.evidence if evidence not in finding.message),
            fresh=report.decisions is not None and decision is None and not isinstance(finding, Waived),
            decision=decision,
            waived=finding if isinstance(finding, Waived) else None,
        )


def _decided(finding: Finding, decision: Decision | None) -> object:
    """What findings of one card have in common: a decision, or that there is none yet; and whether they are suppressed."""
    waived = (finding.reason, finding.kind, finding.until) if isinstance(finding, Waived) else None
    return waived, decision and (decision.verdict, decision.reason)


def _member(finding: Finding, key: str) -> Place:
    return Place(
        finding=finding,
        key=key,
        place=words.place(finding.location),
        target=finding.citations[0] if finding.citations else f"r{finding.references[0]}" if finding.references else "",
    )


def _grouped(cards: Sequence[Card]) -> list[tuple[str, str, list[Card]]]:
    groups: dict[str, list[Card]] = {}
    for card in cards:
        groups.setdefault(card.finding.group, []).append(card)
    return [(name, words.GROUPS.get(name, words.capital(name)), inside) for name, inside in groups.items()]


def _by_place(cards: Sequence[Card]) -> tuple[dict[str, list[Card]], dict[int, list[Card]]]:
    of_citation: dict[str, list[Card]] = {}
    of_reference: dict[int, list[Card]] = {}
    for card in cards:
        if card.waived is None:
            for identifier in card.finding.citations:
                of_citation.setdefault(identifier, []).append(card)
            for index in card.finding.references:
                of_reference.setdefault(index, []).append(card)
    return of_citation, of_reference


# --------------------------------------------------------------------------- references and works


def _side(reference: Reference, audit: Audit, role: str, chosen: frozenset[str] = frozenset()) -> Side:
    status: str = "not-asked"
    work: Work | None = None
    resolution = audit.resolutions.get(reference.index)
    match resolution:
        case Found():
            status, work = "found", resolution.work
        case Ambiguous():
            status = "ambiguous"
        case NotFound():
            status = "not-found"
    description = _described(work.record) if work else ""
    return Side(
        role=role,
        reference=reference,
        number=number(reference),
        entry=marks.entry(reference, chosen),
        status=status,
        work=marks.marked(description, marks.words(description, chosen)) if work else None,
        doi=_address(work.record.DOI) if work else "",
        source=_source(work) if work else "",
    )


def _described(record: Record) -> str:
    """The record of a work in one line, as a list would print it."""
    who = ", ".join(str(name) for name in record.author[:3]) + (
        " et al" if len(record.author) > 3 or record.et_al else ""
    )
    where = record.container_title or record.publisher
    pages = "".join((record.volume, f":{record.page}" if record.page else ""))
    when = "; ".join(part for part in (str(record.year or ""), pages) if part)
    return ". ".join(part.rstrip(".") for part in (who, record.title, " ".join((where, when)).strip()) if part) + "."


def _source(work: Work) -> str:
    day = f", {work.retrieved[:10]}" if work.retrieved else ""
    return f"{work.source}{day}" + (
        " (synthetic: made by citeaudit, no answer of a registry)" if work.synthetic else ""
    )


def _address(doi: str) -> str:
    return f"https://doi.org/{quote(doi, safe='/():;.-_')}" if doi.startswith("10.") else ""


def _row(reference: Reference, audit: Audit, cited_in: Sequence[Citation], cards: Sequence[Card]) -> Row:
    resolution = audit.resolutions.get(reference.index, NotAsked(reason="no source was asked"))
    notices: tuple[str, ...] = ()
    if isinstance(resolution, Found):
        notices = tuple(
            " ".join(
                part for part in ((notice.label or notice.kind).replace("_", " "), notice.date, notice.DOI) if part
            )
            for notice in resolution.work.updated_by
        )
    return Row(
        side=_side(reference, audit, "In the list"),
        reason=resolution.reason,
        notices=notices,
        cited_in=tuple(cited_in),
        findings=tuple(cards),
    )


# --------------------------------------------------------------------------- citations


def _shown(citation: Citation, cards: Sequence[Card], *, weighed: bool) -> Shown:
    first = next((link.reference for link in citation.links if link.reference), None)
    if cards:
        gravest = max(cards, key=lambda card: card.finding.severity)
        severity = str(gravest.finding.severity)
        return Shown(state=severity, aloud=severity, target=gravest.anchor)
    target = f"r{first}" if first else "references"
    return (
        Shown(state="quiet", aloud="", target=target)
        if weighed
        else Shown(state="open", aloud="not weighed", target=target)
    )


def _near(audit: Audit, of_citation: Mapping[str, Sequence[Card]]) -> list[tuple[Citation, str]]:
    """Citations without a finding that came near to one, with the chance that they are wrong, the highest first."""
    chances: dict[str, list[float]] = {}
    for claim in audit.claims:
        chances.setdefault(claim.citation, []).append(claim.mismatch or 0.0)
    near = [
        (min(chances[citation.id]), citation)
        for citation in audit.citations
        if citation.id in chances and not of_citation.get(citation.id)
    ]
    near.sort(key=lambda pair: -pair[0])
    return [(citation, percent(chance)) for chance, citation in near[:_MOST_NEAR] if chance >= words.NEAR]


def _data(audit: Audit, of_citation: Mapping[str, Sequence[Card]]) -> Markup:
    """What the panel shows of citations, for the script: sentence, section, place, links, findings.

    The sentence is in pieces: before the claim, the claim, and behind it, there with the marker. A link is its label, the
    reference and how it was weighed.
    """
    weighed = {(claim.citation, claim.reference): words.weighed(claim) for claim in audit.claims}
    by_citation = {}
    for citation in audit.citations:
        claim, marker = marks.claim_and_marker(citation)
        links = [
            [link.label, link.reference, weighed.get((citation.id, link.reference or 0), words.NOT_WEIGHED)]
            for link in citation.links
        ]
        cards = [card.anchor for card in of_citation.get(citation.id, ())]
        pieces = [citation.sentence[: claim[0]], citation.sentence[claim[0] : claim[1]], citation.sentence[claim[1] :]]
        if marker[0] >= claim[1]:
            tail = (marker[0], marker[1])
            pieces[2:] = [
                citation.sentence[claim[1] : tail[0]],
                citation.sentence[tail[0] : tail[1]],
                citation.sentence[tail[1] :],
            ]
        shown = [marks.shown(piece) for piece in pieces]
        by_citation[citation.id] = [shown, marks.shown(citation.section), words.place(citation.location), links, cards]
    text = json.dumps(by_citation, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e"))
