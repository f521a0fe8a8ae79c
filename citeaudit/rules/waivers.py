"""Waivers: what somebody suppressed, with a reason, in a comment of the manuscript or in a file.

    <!-- citeaudit: ignore[claim-mismatch] the trial is named in the guideline; until 2027-06-30 -->
    % citeaudit: ignore[wrong-doi, year-mismatch] the publisher has not yet moved it

A comment that stands on lines of its own covers the block that follows, or, in the midst of a paragraph as in LaTeX, that
paragraph; any other covers the block that it stands in or ends. A block is a heading, a paragraph, an entry of a list, a row of a
table, a legend. `ignore-file[...]` covers the file that it stands in. A finding is covered where its own place is.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from citeaudit.model import Audit, Comment, Finding, Found, Location, Reference, Waived, Waiver, WaiverState
from citeaudit.text.patterns import lazy

COMMENT = lazy(r"citeaudit\s*(?::|\[|ignore\b)", re.IGNORECASE)
"""How a comment begins that speaks to citeaudit; the colon may have been forgotten, which is then said."""

CHECKS_ON_WAIVERS = frozenset(("unused-waiver", "expired-waiver", "malformed-waiver"))
"""They look at waivers, so a waiver of one of them would hide itself."""

_FORM = lazy(r"citeaudit\s*:\s*(?P<verb>[\w-]*)\s*(?:\[(?P<checks>[^\]]*)\]?)?(?P<rest>.*)", re.IGNORECASE | re.DOTALL)
"""A waiver in a comment; what is missing in it is told by its own message."""

_UNTIL = lazy(r"(?:(?:^|;)\s*until\b\s*(?P<said>[^;]*)|\s+until\s+(?P<day>\d{4}-\d\d-\d\d))\s*\Z", re.IGNORECASE)
"""The last day at the end of a reason."""

_ADDRESS = lazy(r"(?:https?://)?(?:dx\.)?doi\.org/|doi:\s*", re.IGNORECASE)
"""What may stand before a DOI."""

_VERBS = ("ignore", "ignore-file")
"""Of one block, and of a file."""

Lines = tuple[int, int]


def of_comments(audit: Audit, known: Collection[str]) -> tuple[Waiver, ...]:
    """The waivers in the comments of a manuscript, in order; `known` are the names of all checks."""
    comments = audit.manuscript.comments
    if not comments:
        return ()
    blocks = _blocks(audit)
    return tuple(waiver for comment in comments for waiver in _of_comment(comment, blocks, known))


def _of_comment(comment: Comment, blocks: Mapping[str, Sequence[Lines]], known: Collection[str]) -> Iterator[Waiver]:
    def malformed(problem: str, check: str = "") -> Waiver:
        return broken(problem, comment.location, check=check)

    form = _FORM.match(comment.text)
    if form is None:
        yield malformed("no colon follows “citeaudit”")
        return
    verb = form["verb"].lower()
    if verb not in _VERBS:
        yield malformed(f"“{form['verb']}” is not known; write ignore[CHECK] and a reason")
        return
    names = [name.strip() for name in (form["checks"] or "").split(",") if name.strip()]
    if not names:
        yield malformed(f"it names no check; write {verb}[CHECK] and a reason")
        return
    reason, until, problem = _reason(form["rest"])
    if problem:
        yield malformed(problem, ", ".join(names))
        return
    path = comment.location.path
    lines = None if verb == "ignore-file" else _covered(comment, blocks.get(path, ()))
    if lines is None and verb == "ignore":
        yield malformed("no text follows that it could cover", ", ".join(names))
        return
    for name in dict.fromkeys(names):
        if problem := unknown_check(name, known):
            yield malformed(problem, name)
        else:
            yield Waiver(check=name, reason=reason, until=until, location=comment.location, path=path, lines=lines)


def broken(problem: str, location: Location, *, check: str = "") -> Waiver:
    """A waiver that waives nothing because of a problem."""
    return Waiver(check=check, reason="", location=location, problem=problem, state=WaiverState.MALFORMED)


def unknown_check(name: str, known: Collection[str]) -> str:
    """Why findings of the check `name` cannot be waived, "" where they can."""
    if name in CHECKS_ON_WAIVERS:
        return f"{name} cannot be waived; mend the waiver that it is about"
    return "" if name in known else f"there is no check “{name}”{suggestion(name, known)}"


def suggestion(name: str, known: Iterable[str]) -> str:
    """What was probably meant, as the end of a sentence: "; did you mean “ignore”?"; "" where nothing is like it."""
    close = difflib.get_close_matches(name, sorted(known), 1)
    return f"; did you mean “{close[0]}”?" if close else ""


def day(value: object) -> date | None:
    """The day that stands in a waiver, None where it is none."""
    if type(value) is date:  # a time of day is none
        return value
    try:
        return date.fromisoformat(value.strip()) if isinstance(value, str) and len(value.strip()) == 10 else None
    except ValueError:
        return None


def _reason(rest: str) -> tuple[str, date | None, str]:
    """The reason, the last day, and what is wrong with either."""
    until = None
    if match := _UNTIL.search(rest):
        words = match["day"] or match["said"]
        until = day(words)
        if until is None:
            return "", None, f"“until {words.strip()}” names no day such as 2027-06-30"
        rest = rest[: match.start()]
    reason = " ".join(rest.split()).strip(" ;:–—-")
    return reason, until, "" if reason else "it gives no reason"


# --------------------------------------------------------------------------- what a comment covers


def _blocks(audit: Audit) -> dict[str, list[Lines]]:
    """The first and last lines of the blocks of each file, in order; entries of the list of references are blocks of their own."""
    references = [_lines(reference.location) for reference in audit.references]
    entries = {(path, first) for path, first, _ in filter(None, references)}
    found: dict[str, list[Lines]] = {}
    for block in audit.manuscript.blocks:
        place = _lines(block.text.location(audit.manuscript.path))
        if place and not any((place[0], line) in entries for line in range(place[1], place[2] + 1)):
            references.append(place)
    for path, first, last in filter(None, references):
        found.setdefault(path, []).append((first, last))
    return {path: sorted(lines) for path, lines in found.items()}


def _lines(location: Location) -> tuple[str, int, int] | None:
    return None if location.line is None else (location.path, location.line, location.end_line or location.line)


def _covered(comment: Comment, blocks: Sequence[Lines]) -> Lines | None:
    """The lines that a comment covers."""
    line, end = comment.location.line or 0, comment.location.end_line or comment.location.line or 0
    around = [(a, b) for a, b in blocks if (a < line < b if comment.alone else a <= line <= b)]
    if around:
        return min(around, key=lambda lines: (lines[1] - lines[0], lines))
    following = [(a, b) for a, b in blocks if a > end]
    return min(following, default=None)


# --------------------------------------------------------------------------- suppressing


def apply(
    audit: Audit, findings: Sequence[Finding], waivers: Sequence[Waiver], *, finished: Collection[str]
) -> tuple[tuple[Finding, ...], tuple[Waived, ...], tuple[Waiver, ...]]:
    """Suppress what waivers cover.

    Args:
        audit: What the findings are about.
        findings: All of them.
        waivers: Those of the manuscript and of files.
        finished: The checks that ran and could look at everything.

    Returns:
        The findings that are left, those suppressed, and the waivers with what came of them.
    """
    if not waivers:
        return tuple(findings), (), ()
    states = [_state_before(waiver, audit) for waiver in waivers]
    kept: list[Finding] = []
    waived: list[Waived] = []
    called = _callers(audit)
    for finding in findings:
        covering = [
            at
            for at, waiver in enumerate(waivers)
            if states[at] in (None, WaiverState.USED)
            and waiver.check == finding.check
            and _covers(waiver, finding, called)
        ]
        for at in covering:
            states[at] = WaiverState.USED
        if covering:
            first = waivers[covering[0]]
            waived.append(Waived.of(finding, reason=first.reason, kind="waiver", until=first.until))
        else:
            kept.append(finding)
    judged = []
    for waiver, state in zip(waivers, states, strict=True):
        tried = waiver.check in finished and (not waiver.reference or bool(waiver.path) or waiver.reference in called)
        judged.append(replace(waiver, state=state or (WaiverState.UNUSED if tried else WaiverState.UNTRIED)))
    return tuple(kept), tuple(waived), tuple(judged)


def _state_before(waiver: Waiver, audit: Audit) -> WaiverState | None:
    """What is known of a waiver before any finding is; None where it holds."""
    if waiver.problem:
        return WaiverState.MALFORMED
    if waiver.until and audit.today and waiver.until < audit.today:
        return WaiverState.EXPIRED
    return None


def _covers(waiver: Waiver, finding: Finding, called: Mapping[str, set[int]]) -> bool:
    if waiver.reference:
        return not called.get(waiver.reference, set()).isdisjoint(finding.references)
    at = finding.location
    if at.path != waiver.path:
        return False
    return waiver.lines is None or (at.line is not None and waiver.lines[0] <= at.line <= waiver.lines[1])


def _callers(audit: Audit) -> dict[str, set[int]]:
    """The references that each key, DOI and label means, as `calling` writes them."""
    found: dict[str, set[int]] = {}
    for reference in audit.references:
        for name in _names(reference, audit):
            found.setdefault(calling(name), set()).add(reference.index)
    return found


def _names(reference: Reference, audit: Audit) -> Iterator[str]:
    resolution = audit.resolutions.get(reference.index)
    work = resolution.work.record.DOI if isinstance(resolution, Found) else ""
    return filter(None, (reference.key, reference.label, reference.record.DOI, work))


def calling(name: str) -> str:
    """A key, DOI or label in the form in which they are compared: a DOI in lower case and without its address."""
    bare = _ADDRESS.sub("", name.strip(), count=1) if "10." in name else name.strip()
    return bare.lower() if bare.startswith("10.") else bare
