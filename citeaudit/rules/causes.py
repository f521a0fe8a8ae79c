"""One cause, one finding: what a report for people tells as one, with all its places.

Checks find places, and each place has its own finding, by which a baseline, a waiver or a decision knows it. A reader wants to
hear once that 36 references are cited nowhere, and then where they stand. `Check.cause` says which findings of a check
have one cause.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from citeaudit.linking import authoryear
from citeaudit.model import Audit, Finding, Location, Reference, Report, Severity
from citeaudit.rules import running
from citeaudit.rules.check import Check
from citeaudit.rules.phrases import by_keys, fitted, gaps
from citeaudit.rules.wording import number
from citeaudit.text.display import plural, runs, series, visible
from citeaudit.text.patterns import lazy

_Value = TypeVar("_Value")

_MOST_NAMED = 12
"""References, or rows of them, that a sentence names; a longer list is told beside it, not in it."""

_COUNTED = lazy(r"(?P<unit>.*[^\W\d_]) (?P<number>\d+)")
"""A place that has a number and no line: "paragraph 12", "page 3, line 9"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """What is at fault once. `members` are its findings, by place, and `finding` tells them as one.

    It is the finding itself where there is one only. Of several it stands at the first place, has the severity and the confidence
    of the gravest, all references, citations, suggestions and related places, and each piece of evidence once.
    """

    finding: Finding
    members: tuple[Finding, ...]

    @property
    def several(self) -> bool:
        """Whether there is more than one finding."""
        return len(self.members) > 1


def by_cause(
    findings: Iterable[Finding], audit: Audit, *, apart: Callable[[Finding], object] = lambda _: None
) -> tuple[Cause, ...]:
    """The findings by their causes, in the order of the first finding of each.

    Args:
        findings: In the order of the report.
        audit: What they are about.
        apart: What findings told as one must have in common beside their cause, such as what was decided of them.

    """
    groups: dict[tuple[str, str, object], list[Finding]] = {}
    for rank, finding in enumerate(findings):
        groups.setdefault((finding.check, finding.cause or f"alone {rank}", apart(finding)), []).append(finding)
    return tuple(Cause(finding=as_one(members, audit), members=tuple(members)) for members in groups.values())


def counts(report: Report) -> dict[Severity, tuple[int, int]]:
    """For each severity, the gravest first, how many causes have it, and at how many places they show."""
    told = by_cause(report.findings, report.audit)
    return {
        severity: (
            sum(cause.finding.severity is severity for cause in told),
            sum(len(cause.members) for cause in told if cause.finding.severity is severity),
        )
        for severity in sorted(Severity, reverse=True)
    }


def counted(severity: Severity, causes: int, places: int, noun: str = "") -> str:
    """The count of a severity in words.

    >>> counted(Severity.WARNING, 2, 36)
    '2 warnings at 36 places'
    """
    where = f" at {places} places" if places > causes else ""
    return f"{plural(causes, noun or str(severity))}{where}"


def as_one(members: Sequence[Finding], audit: Audit) -> Finding:
    """The findings of one cause as one finding; see `Cause`."""
    first = members[0]
    if len(members) == 1:
        return first
    gravest = max(members, key=lambda finding: (finding.severity, finding.confidence))
    references = _each(index for finding in members for index in finding.references)
    own = {finding.location for finding in members}
    facts = alike(members)
    facts |= {"count": str(len(members)), "references": named(references, audit)}
    shared = first.fix if all(finding.fix == first.fix for finding in members) else None
    return replace(
        gravest,
        location=first.location,
        references=references,
        citations=_each(identifier for finding in members for identifier in finding.citations),
        suggested=_each(index for finding in members for index in finding.suggested),
        related=tuple(
            place for place in _each(place for finding in members for place in finding.related) if place not in own
        ),
        evidence=_each(sentence for finding in members for sentence in finding.evidence),
        message=_message(
            gravest, facts, [audit.reference(index) for index in (*references, *gravest.suggested)], len(members)
        ),
        facts={**gravest.facts, **facts},
        fix=shared,
    )


def alike(members: Sequence[Finding]) -> dict[str, str]:
    """The facts that all findings have, with one value."""
    first = members[0].facts
    return {key: value for key, value in first.items() if all(finding.facts.get(key) == value for finding in members)}


def check_of(finding: Finding) -> Check | None:
    """The check that found it; None of a report made by hand, or by a version that had a check of this name."""
    try:
        return running.get(finding.check)
    except KeyError:
        return None


def _message(gravest: Finding, facts: dict[str, str], references: Sequence[Reference], count: int) -> str:
    check = check_of(gravest)
    if check and check.message_of_many:
        known = dict.fromkeys(gaps(check.message_of_many), "") | facts  # what they do not have alike is left out
        template, values = by_keys(check.message_of_many, known, references)
        return fitted(template, values).format(**values)
    return f"{gravest.message}, at {count} places"


def _each(values: Iterable[_Value]) -> tuple[_Value, ...]:
    return tuple(dict.fromkeys(values))


# --------------------------------------------------------------------------- many references and places


def named(references: Sequence[int], audit: Audit) -> str:
    """The references as a sentence names them: "4, 7–9 and 12"; "" where they are too many for a sentence."""
    words = names(references, audit)
    return series(words) if len(words) <= _MOST_NAMED else ""


def names(references: Sequence[int], audit: Audit) -> list[str]:
    """The references by what citations call them: "7–9", "[hall2015]", "Moss 2019 (12)" where the text cites by names."""
    found = [audit.reference(index) for index in references]
    by_name = audit.citation_form == authoryear.FORM
    return runs(visible(r.called if r.keyed else f"{r.short()} ({number(r)})" if by_name else number(r)) for r in found)


def spots(cause: Cause, audit: Audit) -> tuple[Location, ...]:
    """All places of a cause, in order, each once: those of its findings, and of the citations that stand for them."""
    citations = {citation.id: citation.location for citation in audit.citations}
    found: list[Location] = []
    for finding in cause.members:
        found.append(finding.location)
        at = [citations[identifier] for identifier in finding.citations]
        found += at if finding.location in at else ()
    return _each(found)


def all_places(cause: Cause, audit: Audit) -> tuple[str, ...]:
    """A line with all places of a cause, where there are several, and one with all references that its sentence leaves out."""
    finding = cause.finding
    lines = [f"places: {where(cause, audit)}"] if len(spots(cause, audit)) > 1 else []
    if cause.several and len(finding.references) > 1 and not named(finding.references, audit):
        lines.append(f"references: {series(names(finding.references, audit))}")
    return tuple(lines)


def where(cause: Cause, audit: Audit, *, short: bool = False) -> str:
    """All places of a cause in few words.

    Where they are the entries of many references, which are named by their numbers, only the first and the last are told; and so
    are they of many citations where `short` is asked for, for a headline.
    """
    found, path = spots(cause, audit), audit.manuscript.path
    units = {(location.path, _unit(location)[0]) for location in found}
    rows = runs(_unit(location)[1] for location in found)
    if len(rows) <= _MOST_NAMED or len(units) > 1 or not (short or not cause.finding.citations):
        return places(found, path)
    (unit, first), (_, last) = _unit(found[0]), _unit(found[-1])
    file = f"{visible(found[0].path)}, " if found[0].path != path else ""
    return f"{file}between {f'{unit}s ' if unit else ''}{first} and {last}"


def places(locations: Iterable[Location], path: str = "") -> str:
    """Many places in few words: "lines 4, 7–9 and 12", "paragraphs 3 and 8".

    Args:
        locations: The places.
        path: That of the manuscript; a place in another file is told with the path of that.

    """
    by_unit: dict[tuple[str, str], list[str]] = {}
    for location in locations:
        unit, number = _unit(location)
        by_unit.setdefault((location.path if path and location.path != path else "", unit), []).append(number)
    parts = []
    for (file, unit), numbers in by_unit.items():
        rows = runs(numbers)
        lone = len(set(numbers)) == 1
        words = f"{unit}{'' if lone else 's'} {series(rows)}" if unit else series(rows)
        parts.append(f"{visible(file)}, {words}" if file else words)
    return "; ".join(parts)


def _unit(location: Location) -> tuple[str, str]:
    if location.line is not None:
        return "line", str(location.line)
    if match := _COUNTED.fullmatch(location.label):
        return match["unit"], match["number"]
    if location.label:
        return "", visible(location.label)
    return ("page", str(location.page)) if location.page is not None else ("", "the whole manuscript")
