"""The report for people at a terminal: every finding with its sentence, the references it is about, and why.

The first line of a finding is for programs, too: `path:line:column severity[check] message`, never wrapped. What follows
is indented. The report ends with what was left open, with a line of coverage and with the counts.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from citeaudit.model import (
    Audit,
    Citation,
    Finding,
    Found,
    Reference,
    Report,
    Severity,
)
from citeaudit.rules.causes import by_cause, counted, counts, where
from citeaudit.rules.wording import FORMS, coverage_line, nothing_seen
from citeaudit.text.display import percent, runs, visible

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

LEAST_WIDTH = 40
"""Columns; in fewer, sentences cannot be read."""

_INDENT = "    "
"""Before all that belongs to a finding."""

_LABEL = len("because  ")
"""The longest label of a finding, with the space behind it."""

_FOOT_LABEL = len("incomplete  ")
"""The longest label below the findings."""

_MOST_SENTENCES = 3
"""Sentences that a finding shows; the others are named by their places."""

_MOST_REFERENCES = 6
"""References that a finding shows; the others are named by their numbers."""

_MOST_LINES = 5
"""How much of a finding is shown in full; what is more is named by place and number, never left out."""

_COLORS = {Severity.ERROR: "bold red", Severity.WARNING: "bold yellow", Severity.INFO: "bold cyan"}
"""Severities on a terminal."""

_MARKER = "bold underline"
"""The marker in its sentence."""

_LOUD = "bold reverse"
"""What must not be overlooked."""

_QUIET = "dim"
"""What need not be read."""


def render(report: Report, *, width: int = 100, color: bool = False) -> str:
    """The report as lines of text.

    Args:
        report: The report.
        width: Columns of the terminal; only the lines meant for programs are longer. At least 40 are assumed.
        color: Whether to set colours with ANSI codes. Nothing is told by colour alone.

    """
    from rich.console import Console

    console = Console(
        file=io.StringIO(),
        width=max(width, LEAST_WIDTH),
        color_system="standard" if color else None,
        force_terminal=color,
        no_color=not color,
        legacy_windows=False,
        _environ={},  # the same report is the same text on every machine
    )
    with console.capture() as capture:
        for line in _lines(report, console):
            console.print(line, soft_wrap=True, highlight=False)
    return capture.get()


def _lines(report: Report, console: Console) -> Iterator[Text]:
    from rich.text import Text

    audit = report.audit
    citations = {citation.id: citation for citation in audit.citations}
    for cause in by_cause(report.findings, audit):
        finding = cause.finding
        cited_in = [citations[identifier] for identifier in finding.citations]
        yield _headline(finding)
        if cause.several:
            yield from _block("at", Text(where(cause, audit)), console)
        yield from _sentences(cited_in[:_MOST_SENTENCES] if cause.several else cited_in, console)
        yield from _references(finding, audit, console)
        for evidence in finding.evidence:
            yield from _block("because", Text(visible(evidence)), console)
        if finding.confidence < 1:
            yield from _block("chance", Text(f"{percent(finding.confidence)} that this is right"), console)
        if finding.fix:
            fix = "; ".join(f"{key}: {value}" for key, value in sorted(finding.fix.items()))
            yield from _block("fix", Text(visible(fix)), console)
        shown = {str(audit.reference(index).location) for index in (*finding.references, *finding.suggested)}
        shown |= {str(citation.location) for citation in cited_in}
        if others := [place for place in map(str, finding.related) if place not in shown]:
            yield from _block("see", Text(visible(", ".join(others))), console)
        yield Text()
    yield from _foot(report, console)


def _headline(finding: Finding) -> Text:
    from rich.text import Text

    return Text.assemble(
        (visible(str(finding.location)), "bold"),
        " ",
        (str(finding.severity), _COLORS[finding.severity]),
        (f"[{visible(finding.check)}]", _QUIET),
        " ",
        visible(finding.message),
    )


def _block(
    label: str, body: Text, console: Console, *, style: str = "", label_width: int = _LABEL, indent: str = _INDENT
) -> Iterator[Text]:
    """The body, wrapped, with its label before the first line; under a marker a line of carets."""
    from rich.cells import cell_len
    from rich.text import Text

    margin = " " * (len(indent) + label_width)
    for number, line in enumerate(body.wrap(console, console.width - len(margin))):
        head = Text(margin) if number else Text.assemble(indent, (label.ljust(label_width), style or _QUIET))
        line.rstrip()
        yield head.append_text(line)
        if markers := [span for span in line.spans if span.style == _MARKER]:
            carets = ""
            for span in markers:
                carets = carets.ljust(cell_len(line.plain[: span.start])) + "^" * cell_len(
                    line.plain[span.start : span.end].rstrip()
                )
            yield Text.assemble(margin, (carets, "bold"))


# --------------------------------------------------------------------------- sentences


def _sentences(citations: Sequence[Citation], console: Console) -> Iterator[Text]:
    from rich.text import Text

    most = _MOST_LINES * (console.width - len(_INDENT) - _LABEL)
    for number, citation in enumerate(citations[:_MOST_SENTENCES]):
        before = f"{visible(str(citation.location))}  " if number else ""
        yield from _block("also" if number else "says", Text(before).append_text(_sentence(citation, most)), console)
    if rest := citations[_MOST_SENTENCES:]:
        places = ", ".join(visible(f"{citation.location!s} {citation.marker}") for citation in rest)
        yield from _block("also", Text(places), console)


def _sentence(citation: Citation, most: int) -> Text:
    """The sentence, its claim bright and its marker marked; shortened around the marker to about `most` characters."""
    from rich.text import Text

    sentence, claim, marker = (visible(text).strip() for text in (citation.sentence, citation.claim, citation.marker))
    claim_start = max(sentence.find(claim), 0)
    claim_end = claim_start + len(claim) if claim in sentence else 0
    start, end = _find_marker(sentence, marker, claim_start, claim_end)
    first, last = _window(sentence, start, end, most)
    text = Text(sentence, style=_QUIET if claim_end else "")
    if claim_end:
        text.stylize("not dim", claim_start, claim_end)
    text.stylize(_MARKER, start, end)
    text = text[first:last]
    if first:
        text = Text("… ").append_text(text)
    if last < len(sentence):
        text.append(" …")
    if start == end and marker:
        text.append(f"  [marker {marker}]")
    return text


def _find_marker(sentence: str, marker: str, claim_start: int, claim_end: int) -> tuple[int, int]:
    """Where the marker of a claim stands: of several alike the one next to the claim's end; (0, 0) if nowhere."""
    # A raised 39 is in plain text a number behind a word, and not the 39 within 139.
    pattern = re.compile(rf"(?<!\d){re.escape(marker)}(?!\d)" if marker[:1].isdigit() else re.escape(marker))
    found = [match.span() for match in pattern.finditer(sentence)] if marker else []
    behind = [span for span in found if span[0] >= claim_start and span[1] >= claim_end]
    return (behind or found[-1:] or [(0, 0)])[0]


def _window(text: str, start: int, end: int, most: int) -> tuple[int, int]:
    """Which part of a text to show so that `start` to `end` is in it, with more before than behind."""
    if len(text) <= most:
        return 0, len(text)
    last = min(len(text), max(end + most // 4, most))
    first = max(0, last - most)
    if first:
        first = min(text.find(" ", first) + 1 or first, start)
    if last < len(text):
        last = max(text.rfind(" ", 0, last), end)
    return first, last


# --------------------------------------------------------------------------- references


def _references(finding: Finding, audit: Audit, console: Console) -> Iterator[Text]:
    numbers = [_number(audit.reference(index)) for index in (*finding.references, *finding.suggested)]
    wide = max(map(len, numbers), default=0)
    better = "better" if finding.references else "perhaps"
    for indices, label, style in ((finding.references, "cited", ""), (finding.suggested, better, "green")):
        references = [audit.reference(index) for index in indices]
        for reference in references[:_MOST_REFERENCES]:
            words = _summary(reference, console) if finding.citations else visible(reference.raw)
            named = label if finding.citations or indices is finding.suggested else "entry"
            yield from _entry(named, _number(reference).rjust(wide), words, style, console)
        if rest := references[_MOST_REFERENCES:]:
            yield from _entry("", "", f"and {len(rest)} more: {', '.join(runs(map(_number, rest)))}", style, console)


def _entry(label: str, number: str, words: str, style: str, console: Console) -> Iterator[Text]:
    from rich.text import Text

    head = label.ljust(_LABEL) + (f"{number}  " if number else "")
    yield from _block(head, Text(words, style=style), console, style=style, label_width=len(head))


def _number(reference: Reference) -> str:
    return visible(reference.label) or str(reference.index)


def _summary(reference: Reference, console: Console) -> str:
    """Who, when, what and where; the title is shortened where it would fill too many lines."""
    record = reference.record
    title, container = visible(record.title), visible(record.container_title)
    if not (title or container):
        return visible(reference.raw)
    who = f"{visible(reference.short())} – " if record.author else ""
    room = _MOST_LINES * (console.width - len(_INDENT) - 2 * _LABEL) - len(who) - len(container)
    if len(title) > room:
        title = f"{title[: max(room, 20)].rstrip()}…"
    stop = "" if not (title and container) else " " if title[-1] in "?!….”" else ". "
    return f"{who}{title}{stop}{container}"


# --------------------------------------------------------------------------- the foot


def _foot(report: Report, console: Console) -> Iterator[Text]:
    from rich.text import Text

    def labelled(label: str, sentence: str, style: str = "") -> Iterator[Text]:
        yield from _block(label, Text(visible(sentence)), console, style=style, label_width=_FOOT_LABEL, indent="")

    manuscript = report.audit.manuscript
    about = f"{manuscript.path}, {manuscript.format}" + (f", “{manuscript.title}”" if manuscript.title else "")
    yield from labelled("audited", about)
    if form := report.audit.citation_form:
        yield from labelled("citations", FORMS.get(form, form))
    for note in manuscript.notes:
        yield from labelled("note", note)
    reasons: dict[str, list[str]] = {}
    for check, reason in sorted(report.incomplete.items()):
        reasons.setdefault(reason, []).append(check)
    for reason, names in reasons.items():
        yield from labelled("incomplete", f"{', '.join(names)} could not look at everything: {reason}", "yellow")
    for check, error in sorted(report.crashed.items()):
        blame = "This is a fault of the check, not of the manuscript; please report it."
        yield from labelled(
            "crashed", f"{check} crashed, so what it looks for is not known: {error}. {blame}", "bold red"
        )
    for sentence in nothing_seen(report):
        yield from labelled("WARNING", sentence, _LOUD)
    found = [resolution for resolution in report.audit.resolutions.values() if isinstance(resolution, Found)]
    days = sorted({resolution.work.retrieved[:10] for resolution in found} - {""})
    if days:
        yield from labelled("retrieved", days[0] if len(days) == 1 else f"{days[0]} to {days[-1]}")
    yield Text(coverage_line(report))
    yield _counts(report)


def _counts(report: Report) -> Text:
    from rich.text import Text

    text = Text(", ").join(
        Text(counted(severity, causes, spread), style=_COLORS[severity] if causes else "")
        for severity, (causes, spread) in counts(report).items()
    )
    return text.append(f", {len(report.waived)} waived" if report.waived else "")
