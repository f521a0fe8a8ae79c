"""What the page says in sentences of its own: what was looked at and what not, how sure a finding is, where it stands."""

from __future__ import annotations

from collections.abc import Iterator

from citeaudit.model import Ambiguous, Claim, Found, Location, NotFound, Report, Verdict
from citeaudit.reports import _html_marks as marks
from citeaudit.rules.wording import FORMS, not_taken, spot
from citeaudit.text.display import percent, plural

GROUPS = {
    "reading": "How the manuscript was read",
    "claim": "Citations that may point at another work",
    "list": "The list and its citations",
    "record": "References that differ from the works found",
    "standing": "Notices on the works cited",
    "numbers": "Numbers in the text and in the works",
    "text": "How citations are written",
    "waiver": "Waivers",
}
"""Groups of checks, in the order of the page, with their headings."""

VERDICTS = {Verdict.RIGHT: "right", Verdict.NOT_A_PROBLEM: "not a problem", Verdict.ASK_AUTHOR: "ask the author"}
"""Decisions in words."""

SEVERITIES = {"error": "error", "warning": "warning", "info": "remark"}
"""Severities in words."""

STATUS = {"found": "found", "ambiguous": "several works fit", "not-found": "not found", "not-asked": "not looked up"}
"""Outcomes of looking up in words."""

_CONFIDENCE = ((0.98, "almost certain"), (0.85, "very likely"), (0.65, "likely"), (0.0, "possible"))
"""Chances in words, from the least one on."""

NOT_WEIGHED = "Not weighed: there is too little to go by."
"""What is said of a link that the engine abstains from."""

NEAR = 0.3
"""From this chance of a mismatch on a citation is doubtful, with a finding or without."""

_DOUBT = ((NEAR, "may well be wrong"), (0.1, "seems to fit"), (0.0, "fits"))
"""Chances of a wrong reference in words, from the least one on."""


def weighed(claim: Claim) -> str:
    """What weighing a link gave, for a reader of a citation without a finding."""
    if claim.mismatch is None:
        return NOT_WEIGHED
    word = next(word for least, word in _DOUBT if claim.mismatch >= least)
    return f"Weighed against the whole list: {word} (chance of a wrong reference {percent(claim.mismatch)})."


def confidence(chance: float) -> str:
    """A confidence as a word, with the figure."""
    if chance >= 1:
        return "certain"
    word = next(word for least, word in _CONFIDENCE if chance >= least)
    return f"{word} ({percent(chance)})"


def seen(report: Report) -> Iterator[str]:
    """What was and was not looked at, one sentence each."""
    coverage, audit = report.coverage, report.audit
    works = [r.work for r in audit.resolutions.values() if isinstance(r, Found)]
    synthetic = sum(work.synthetic for work in works)
    absent = sum(isinstance(r, NotFound) for r in audit.resolutions.values())
    ambiguous = sum(isinstance(r, Ambiguous) for r in audit.resolutions.values())
    yield f"{coverage.parsed} of {plural(coverage.references, 'reference')} could be read."
    parts = [
        f"{coverage.resolved} found in a source" + (f" ({synthetic} of them synthetic records)" if synthetic else "")
    ]
    parts += [
        f"{count} {word}"
        for count, word in ((absent, "not found"), (ambiguous, "with several works that fit"))
        if count
    ]
    parts.append(f"{coverage.not_asked} not looked up")
    yield f"Works: {', '.join(parts)}."
    if coverage.unread:
        yield f"{plural(coverage.unread, 'citation')} could not be read; the notes say where."
    if audit.manuscript.list_alone:
        yield "A list alone: there is no text to weigh."
        return
    form = FORMS.get(audit.citation_form, audit.citation_form)
    yield (
        f"{plural(coverage.citations, 'citation')}{', recognised ' + form if form else ''}, with {plural(coverage.links, 'link')}: "
        f"{coverage.weighed} weighed against the whole list, {coverage.abstained} left without judgement."
    )
    if coverage.refused:
        yield f"{not_taken(report)}."


def incomplete(report: Report) -> list[tuple[str, list[str]]]:
    """Why something could not be looked at, with the checks that could not."""
    reasons: dict[str, list[str]] = {}
    for name, reason in sorted(report.incomplete.items()):
        reasons.setdefault(reason, []).append(name)
    return list(reasons.items())


def place(location: Location) -> str:
    """Where a place is, for somebody who has no columns to count."""
    return f"line {location.line}" if location.line is not None else spot(location)


def capital(text: str) -> str:
    """The text made harmless, as a sentence begins."""
    shown = marks.shown(text)
    return shown[:1].upper() + shown[1:]
