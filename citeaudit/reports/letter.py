"""The letter to the author: numbered queries as Markdown, one for each open finding that an author can answer.

Where decisions were given, those are asked that an editor decided to ask; else all errors and warnings. All wording stands in
one template (`_letter/letter.md.jinja`), which a journal may replace. Templates run in a sandbox, and text of the manuscript
is escaped by itself.
"""

from __future__ import annotations

import re
import traceback
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import PurePath
from types import MappingProxyType
from typing import TYPE_CHECKING

from markupsafe import Markup

from citeaudit.errors import ConfigError
from citeaudit.linking.sentences import sentences
from citeaudit.model import Audit, Citation, Finding, Location, Reference, Report, Severity, Verdict
from citeaudit.rules.causes import Cause, by_cause, names, where
from citeaudit.rules.decisions import occurrences
from citeaudit.rules.phrases import by_keys, filled, fitted, gaps
from citeaudit.rules.running import checks
from citeaudit.rules.wording import Kind, number, remarks
from citeaudit.text.display import clipped, series, visible
from citeaudit.text.patterns import lazy

if TYPE_CHECKING:
    from jinja2.sandbox import SandboxedEnvironment

BUILT_IN = "letter.md.jinja"
"""The template that comes with citeaudit."""

_IN_FULL = 3
"""So many sentences and references of a query are shown; what is more is counted."""

_LONGEST_SENTENCE = 1_200
"""Characters of a sentence or an entry: nearly all are whole with it."""

_FROM_STRING = "<template>"  # what jinja calls a template without a file

_OWN_TYPE = lazy(r"'citeaudit\.reports\.letter\.(\w+) object'")
"""How jinja names a type of this module in a message."""

_MARKS = lazy(
    r"[\\`*]"
    r"|(?<![^\W_])_|_(?![^\W_])"  # within a word it is no emphasis
    r"|\](?=[(\[:])"  # alone, brackets are no link
    r"|<(?=[A-Za-z/!?])|&(?=#?\w+;)|~(?=~)"
)
"""Characters that are markup of Markdown within a line."""

_AT_START = lazy(r"^(?:[#>+=|-]|\d+[.)])")

_SOURCES = {
    "crossref": "Crossref",
    "datacite": "DataCite",
    "europepmc": "Europe PMC",
    "embedded": "our own record",
    "index": "our index",
}
"""Sources by the names that authors know."""

_INDICES = frozenset({"index", "first", "second", "last", "suggested", "before", "after"})
"""Facts that may be a place in the list; authors know it by its label."""

_GENERAL = frozenset({"reference", "references", "suggested", "marker", "message"})
"""What can be said of every finding."""

_FOR_EDITORS = "waiver"
"""The group of findings that no author can answer."""

_OF_READING = "reading"
"""The group of findings that are always asked about: without a better file nothing else can be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence that cites, with its place and its marker."""

    place: str
    marker: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A reference as printed."""

    number: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What a template knows of one question; `note` is the reason that an editor gave with the decision."""

    number: int
    check: str
    group: str
    severity: str
    several: bool
    place: str
    message: str
    sentences: tuple[Sentence, ...]
    more_sentences: int
    references: tuple[Entry, ...]
    more_references: int
    suggested: tuple[Entry, ...]
    because: tuple[str, ...]
    note: str
    facts: Mapping[str, str] = field(repr=False)
    keyed: tuple[Reference, ...] = field(default=(), repr=False)


def render(report: Report, *, template: str | None = None, name: str = BUILT_IN) -> str:
    """The letter.

    Args:
        report: The report.
        template: The text of a template of one's own; None takes the one that comes with citeaudit.
        name: What to call that template in messages.

    Raises:
        ConfigError: The template is broken; the message names its line.
    """
    manuscript = report.audit.manuscript
    known = {
        "title": manuscript.title.strip(),
        "file": PurePath(manuscript.path).name,
        "queries": tuple(_queries(report)),
        "notes": tuple(_notes(report)),
        "questions": questions(),
        "questions_of_many": questions_of_many(),
    }
    from jinja2 import TemplateSyntaxError

    try:
        made = _environment().get_template(BUILT_IN) if template is None else _environment().from_string(template)
        text = made.render(known)
    except TemplateSyntaxError as error:
        raise _broken(name, error.lineno if error.name is None else None, error) from None
    except Exception as error:  # whatever a template does wrong, it is the template's and is said so
        if template is None:
            raise
        raise _broken(name, _line(error), error) from None
    return re.sub(r"\n{3,}", "\n\n", text).strip("\n") + "\n"


def join(parts: Sequence[str], unread: Sequence[str]) -> str:
    """The letter on one manuscript.

    Raises:
        ConfigError: There are several.
    """
    if len(parts) > 1:
        raise ConfigError("--format letter writes to the author of one manuscript; audit the files one at a time")
    return "".join(parts)


def check_template(template: str, name: str) -> None:
    """Raises ConfigError where a template cannot even be read, before anything is audited."""
    from jinja2 import TemplateSyntaxError

    try:
        _environment().parse(template)
        _environment().compile(template)
    except TemplateSyntaxError as error:
        raise _broken(name, error.lineno, error) from None


def questions() -> Mapping[str, str]:
    """The questions of the checks that bring one, by their names; the general one for all others is the template's."""
    return MappingProxyType({check.name: check.question for check in checks() if check.question})


def questions_of_many() -> Mapping[str, str]:
    """The questions for findings that are asked about once, of the checks that bring such."""
    return MappingProxyType({check.name: check.question_of_many for check in checks() if check.question_of_many})


def markdown(text: str) -> str:
    r"""The text so that Markdown shows it as it is.

    >>> print(markdown("1. a*b [12](x) <b> snake_case _x_"))
    1\. a\*b [12\](x) \<b> snake_case \_x\_
    """
    return _started(_inline(text.strip()))


def _inline(text: str) -> str:
    """The same for text that does not begin a line."""
    return _MARKS.sub(lambda match: f"\\{match[0]}", visible(text))


def _started(text: str) -> str:
    """Escaped text at the beginning of a line, where more is markup."""
    return _AT_START.sub(lambda match: f"{match[0][:-1]}\\{match[0][-1]}", text)


def place(location: Location) -> str:
    """Where in its file a place is, as one tells an author."""
    if location.line is not None:
        page = f"page {location.page}, " if location.page is not None else ""
        return f"{page}line {location.line}"
    return visible(location.label) or (f"page {location.page}" if location.page is not None else "whole manuscript")


def _broken(name: str, line: int | None, error: Exception) -> ConfigError:
    what = " ".join(visible(str(error) or type(error).__name__).split()).rstrip(".")
    if type(error).__name__ == "TemplateNotFound":
        what = f"there is no template {what} that it could take in"
    what = _OWN_TYPE.sub(lambda match: f"a {match[1].lower()}", what)
    where = name if line is None else f"{name}:{line}"
    return ConfigError(f"{where}: the template of the letter is broken: {what}")


def _line(error: Exception) -> int | None:
    """The line of the user's template in which it went wrong."""
    frames = traceback.extract_tb(error.__traceback__)
    return next((frame.lineno for frame in reversed(frames) if frame.filename == _FROM_STRING), None)


@cache
def _environment() -> SandboxedEnvironment:
    from jinja2 import PackageLoader, StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    environment = ImmutableSandboxedEnvironment(
        loader=PackageLoader("citeaudit.reports", "_letter"),
        autoescape=True,  # so that what is escaped below is known from what is not
        finalize=_escaped,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["fill"] = _fill
    return environment


def _escaped(value: object) -> object:
    from jinja2 import Undefined

    return value if hasattr(value, "__html__") or isinstance(value, Undefined) else Markup(markdown(str(value)))


def _fill(question: str, query: Query, general: str) -> Markup:
    """The question with the values of the finding, the general one where it has none; its own words may be Markdown."""
    if not query.facts.keys() - _GENERAL and not _GENERAL.issuperset(gaps(question)):
        question = general
    question, facts = by_keys(question, query.facts, query.keyed)
    question = fitted(question, facts)
    if unknown := [name for name in gaps(question) if name not in facts]:
        raise ValueError(f"the question for {query.check} asks for {{{unknown[0]}}}, which is not known there")
    text = filled(question, facts, written=_inline)
    if question.startswith("{"):
        text = _started(text)
    return Markup(text[:1].upper() + text[1:])


# --------------------------------------------------------------------------- what is asked


def _queries(report: Report) -> Iterator[Query]:
    audit = report.audit
    citations = {citation.id: citation for citation in audit.citations}
    for count, (cause, note) in enumerate(_asked_once(report), 1):
        finding = cause.finding
        cited = [citations[identifier] for identifier in finding.citations]
        quotes = tuple(_sentences(finding, cited, audit))
        yield Query(
            number=count,
            check=finding.check,
            group=finding.group,
            severity=str(finding.severity),
            several=cause.several,
            place=where(cause, audit, short=True) if cause.several else place(finding.location),
            message=finding.message,
            sentences=quotes[:_IN_FULL],
            more_sentences=len(quotes[_IN_FULL:]),
            references=_entries(finding.references, audit)[:_IN_FULL],
            more_references=len(finding.references[_IN_FULL:]),
            suggested=_entries([n for n in finding.suggested if n not in finding.references], audit)[:_IN_FULL],
            because=tuple(_because(finding)),
            note=note,
            facts=_facts(finding, cited, audit),
            keyed=tuple(map(audit.reference, (*finding.references, *finding.suggested))),
        )


def _asked(report: Report) -> Iterator[tuple[Finding, str]]:
    """The findings to ask about, each with the reason that an editor gave."""
    if report.decisions is None:
        yield from (
            (finding, "")
            for finding in report.findings
            if (finding.severity >= Severity.WARNING or finding.group == _OF_READING) and finding.group != _FOR_EDITORS
        )
        return
    decided = {(decision.fingerprint, decision.occurrence): decision for decision in report.decisions}
    dismissed = [finding for finding in report.waived if finding.kind == "decision"]
    rank = {id(finding): at for finding, at in occurrences((*dismissed, *report.findings))}
    for finding in report.findings:
        decision = decided.get((finding.fingerprint, rank[id(finding)]))
        if decision and decision.verdict is Verdict.ASK_AUTHOR:
            yield finding, decision.reason


def _asked_once(report: Report) -> Iterator[tuple[Cause, str]]:
    """The same, with what has one cause asked once; what an editor gave reasons of their own for is asked apart."""
    notes = {id(finding): note for finding, note in _asked(report)}
    asked = [finding for finding in report.findings if id(finding) in notes]
    for cause in by_cause(asked, report.audit, apart=lambda finding: notes[id(finding)]):
        yield cause, notes[id(cause.members[0])]


def _notes(report: Report) -> Iterator[str]:
    """What an editor must know before the letter goes out, so that few queries are not taken for a clean bill."""
    yield from (remark.text for remark in remarks(report) if remark.kind not in {Kind.NOTE, Kind.INCOMPLETE})
    yield from (f"not everything could be checked: {reason}" for reason in sorted(set(report.incomplete.values())))
    if report.decisions is not None:
        asked = sum(1 for _ in _asked(report))
        if left := len(report.findings) - asked:
            yield f"{left} open {'finding is' if left == 1 else 'findings are'} not asked about, for no decision says so"


def _sentences(finding: Finding, cited: Sequence[Citation], audit: Audit) -> Iterator[Sentence]:
    for citation in cited:
        text = clipped(citation.sentence, _LONGEST_SENTENCE)
        yield Sentence(place=place(citation.location), marker=citation.marker, text=text)
    if not cited and not finding.references and (text := sentence_at(audit, finding.location)):
        yield Sentence(place=place(finding.location), marker="", text=clipped(text, _LONGEST_SENTENCE))


def sentence_at(audit: Audit, at: Location) -> str:
    """The sentence of the manuscript that a place is in, "" where it is in none."""
    row, column = (at.line, at.column or 1) if at.line is not None else (at.order, at.reach[0] if at.reach else 1)
    for block in audit.manuscript.blocks:
        text = block.text
        ends = (*(anchor.offset for anchor in text.anchors[1:]), len(text))
        for anchor, end in zip(text.anchors, ends, strict=False):
            offset = anchor.offset + column - anchor.column
            same = (anchor.path or audit.manuscript.path) == at.path and anchor.label == at.label
            if same and anchor.line == row and anchor.offset <= offset < end:
                bounds = sentences(text.content, [])
                return next((text.content[a:b].strip() for a, b in bounds if a <= offset < b), text.content)
    return ""


def _entries(indices: Sequence[int], audit: Audit) -> tuple[Entry, ...]:
    found = map(audit.reference, indices)
    return tuple(Entry(number=number(reference), text=clipped(reference.raw, _LONGEST_SENTENCE)) for reference in found)


def _because(finding: Finding) -> Iterator[str]:
    """The evidence of findings that compare sentences, as far as the question does not say it."""
    if finding.group == "claim":
        yield from (evidence.rstrip(".") for evidence in finding.evidence[:2])


def _facts(finding: Finding, cited: Sequence[Citation], audit: Audit) -> dict[str, str]:
    """The values that a question may name."""

    def label(value: str) -> str:
        return (
            number(audit.reference(int(value)))
            if value.isdigit() and 0 < int(value) <= len(audit.references)
            else value
        )

    facts = {key: label(value) if key in _INDICES else value for key, value in finding.facts.items()}
    for key in facts.keys() & {"source", "where"}:
        facts[key] = _SOURCES.get(facts[key].partition(":")[0], facts[key])
    references = [number(audit.reference(index)) for index in finding.references]
    suggested = [number(audit.reference(index)) for index in finding.suggested]
    of_many = names(finding.references, audit) if "count" in finding.facts else references
    named = {"reference": references[:1], "references": of_many, "suggested": suggested}
    facts |= {key: series(values) for key, values in named.items()}
    return facts | {"marker": cited[0].marker if cited else "", "message": finding.message}


def to_word(text: str) -> bytes:
    """A rendered letter as a Word file."""
    from citeaudit.reports import _letter_word

    return _letter_word.to_word(text)
