"""The report as Markdown, for a comment on a pull request or the summary of a job.

A short table, then sentences, references and evidence to unfold, what was waived, what was not looked at, and the coverage.
Text of the manuscript is escaped: it makes no markup, no link, no mention of a person and no reference to an issue. What is
too long for a comment (65,536 characters at GitHub) is counted, not left out silently.

Source: GitHub Flavored Markdown; GitHub and GitLab Docs on mentions and references.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from citeaudit.model import Audit, Finding, Report, Waived
from citeaudit.rules.causes import Cause, all_places, by_cause, counted, counts
from citeaudit.rules.wording import Kind, called, coverage_line, number, reasons, remarks, spot
from citeaudit.text.display import clipped, plural, posix, visible
from citeaudit.text.patterns import lazy

_MOST_ROWS = 100
"""Rows of a table; a comment of GitHub holds 65,536 characters."""

_LONGEST_MESSAGE = 400
"""Characters of a message in a row."""

_LONGEST_SENTENCE = 500
"""Characters of a sentence that is quoted."""

_MOST_NAMED = 4
"""Sentences, references and suggestions of a finding; the others are counted."""

_LONGEST_COMMENT = 60_000  # the rest is for what others add

_BREAK = "&#8203;"
"""A space of no width, which keeps a program from seeing a reference in what a person reads as before."""

_HTML = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "$": "<span>$</span>"}
"""What would be HTML or a formula."""

_MARKUP = lazy(r"[\\`*_\[\]|~]")
"""What would be markup of Markdown."""

_REFERENCE = lazy(
    r"(?<=[@~%])(?=\w)|(?<=[#!&])(?=\d)|(?<=\bGH)(?=-\d)"  # people, labels, milestones, issues, requests, epics
    r"|(?<=:)(?=//)|(?<=\bwww)(?=\.)|(?<=\w)(?=@)"  # addresses
    r"|(?<=:)(?=[a-z+][\w+-]*:)"  # little pictures
)
"""What GitHub turns into mentions, links and numbers of issues."""


def render(report: Report) -> str:
    """The report as one section with a heading."""
    path = report.audit.manuscript.path
    summary = ", ".join(counted(severity, *found) for severity, found in counts(report).items())
    waived = f", {len(report.waived)} waived" if report.waived else ""
    foot = [f"**{str(remark.kind).replace('-', ' ')}**: {prose(remark.text)}" for remark in remarks(report)]
    foot.append(prose(f"{coverage_line(report)}."))
    blocks = [f"## citeaudit: {code(posix(path))}", f"**{summary}**{waived}"]
    causes = by_cause(report.findings, report.audit)
    if causes:
        blocks.append(_table(causes, path))
    room = _LONGEST_COMMENT - sum(map(len, (*blocks, *foot)))
    blocks += _unfolding("Sentences and evidence", (_details(cause, report.audit) for cause in causes), room)
    blocks += _unfolding("Waived", (_waived(finding, path) for finding in report.waived), room // 4)
    return "\n\n".join((*blocks, *foot)) + "\n"


def join(parts: Sequence[str], unread: Sequence[str]) -> str:
    """The sections for several manuscripts, and what could not be read."""
    failed = [f"**{Kind.UNREAD}**: {prose(sentence)}\n" for sentence in unread]
    return "\n".join((*parts, *failed))


def prose(text: str) -> str:
    r"""The text as it would be read, on one line, whatever it holds.

    >>> prose("see [1](x), @anna and #12 | <b>")
    'see \\[1\\](x), @&#8203;anna and #&#8203;12 \\| &lt;b&gt;'
    """
    return _BREAK.join(map(_escaped, _REFERENCE.split(visible(text))))


def code(text: str) -> str:
    """The text as code, for outside of a table."""
    line = visible(text)
    longest = max((len(run) for run in re.findall("`+", line)), default=0)
    fence = "`" * (longest + 1)
    space = " " if longest or line != line.strip() else ""
    return f"{fence}{space}{line}{space}{fence}"


def _escaped(text: str) -> str:
    return "".join(_HTML.get(c) or (f"\\{c}" if _MARKUP.match(c) else c) for c in text)


def _place(finding: Finding, path: str) -> str:
    where = spot(finding.location)
    if finding.location.path == path:
        return where
    return f"{visible(posix(finding.location.path))}:{where}".removesuffix(":")


def _row(finding: Finding, path: str) -> str:
    message = prose(clipped(finding.message, _LONGEST_MESSAGE))
    return f"{prose(_place(finding, path))} {finding.severity} **{prose(finding.check)}** {message}"


def _waived(finding: Waived, path: str) -> str:
    until = f" (until {finding.until.isoformat()})" if finding.until else ""
    return f"{_row(finding, path)} – {prose(finding.kind)}{until}: {prose(clipped(finding.reason, _LONGEST_MESSAGE))}"


def _table(causes: Sequence[Cause], path: str) -> str:
    rows = ["| place | severity | check | finding |", "|:--|:--|:--|:--|"]
    for cause in causes[:_MOST_ROWS]:
        finding, more = cause.finding, len(cause.members) - 1
        message = prose(clipped(finding.message, _LONGEST_MESSAGE))
        place = f"{_place(finding, path)}{f' and {more} more' if more else ''}"
        cells = (prose(place), str(finding.severity), prose(finding.check), message)
        rows.append(f"| {' | '.join(cells)} |")
    if len(causes) > _MOST_ROWS:
        rows.append(f"| … | | | and {plural(len(causes) - _MOST_ROWS, 'finding')} more |")
    return "\n".join(rows)


def _details(cause: Cause, audit: Audit) -> str:
    finding = cause.finding
    lines = [_row(finding, audit.manuscript.path), *map(prose, all_places(cause, audit))]
    lines += [
        f"“{prose(clipped(audit.citation(identifier).sentence, _LONGEST_SENTENCE))}”"
        for identifier in finding.citations[:_MOST_NAMED]
    ]
    for indices, role in ((finding.references, ""), (finding.suggested, "suggested ")):
        for reference in map(audit.reference, indices[:_MOST_NAMED]):
            name = called(reference) if reference.keyed or not role else number(reference)
            lines.append(f"{role}{prose(name)}: {prose(clipped(reference.raw))}")
    counts = (
        (len(finding.citations), "citation"),
        (len(finding.references), "reference"),
        (len(finding.suggested), "suggestion"),
    )
    lines += [f"and {plural(count - _MOST_NAMED, noun)} more" for count, noun in counts if count > _MOST_NAMED]
    lines += [prose(reason) for reason in reasons(finding)]
    return "\n  - ".join(lines)


def _unfolding(title: str, points: Iterable[str], room: int) -> Iterator[str]:
    """A block to unfold with one point each, as far as there is room; nothing where there are none."""
    shown: list[str] = []
    left = 0
    for point in points:
        room -= len(point) + 3
        if room < 0:
            left += 1
        else:
            shown.append(f"- {point}")
    if left:
        shown.append(f"- and {left} more, left out for their length")
    if shown:
        yield f"<details><summary>{title}</summary>"
        yield "\n".join(shown)
        yield "</details>"
