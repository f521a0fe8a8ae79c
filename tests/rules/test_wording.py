"""What every report says alike: remarks, places, reasons, comments, and the answer to "is it clean?"."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from citeaudit.model import Location, NotAsked, Report, Severity
from citeaudit.rules.running import coverage, exit_status, is_outage, why_incomplete
from citeaudit.rules.wording import (
    Kind,
    called,
    comment_lines,
    coverage_line,
    headline,
    names_of_checks,
    nothing_seen,
    number,
    others,
    reasons,
    remarks,
    spot,
)
from tests.reports.built import (
    AUDIT,
    CRASHED,
    DANGLING,
    LINELESS,
    NO_CITATIONS,
    NO_REFERENCES,
    NOTHING,
    REPORT,
    SWAP,
    UNCITED,
    report,
)

SILENT = NotAsked(reason="timed out", outage=True)
OUTAGE = report(replace(AUDIT, resolutions={**AUDIT.resolutions, 3: SILENT}))
CLEAN = report()


def incomplete(*checks: str) -> Report:
    return replace(CLEAN, checks=("a", "b"), incomplete=dict.fromkeys(checks, "offline"))


@pytest.mark.parametrize(
    ("of", "told"),
    [
        (CLEAN, []),
        (
            CRASHED,
            [("crashed", Severity.ERROR, "citation-order crashed, so what it looks for is not known: KeyError: 'x'")],
        ),
        (incomplete("a"), [("incomplete", Severity.INFO, "a could not look at everything: offline")]),
        (incomplete("a", "b"), [("incomplete", Severity.INFO, "no check could look at everything: offline")]),
        (incomplete("a", "c"), [("incomplete", Severity.INFO, "a, c could not look at everything: offline")]),
        (
            replace(incomplete("a"), checks=("a",)),
            [("incomplete", Severity.INFO, "a could not look at everything: offline")],
        ),
        (
            replace(OUTAGE, incomplete={"a": "timed out"}),
            [("incomplete", Severity.WARNING, "a could not look at everything: timed out")],
        ),
        (
            NOTHING,
            [
                ("nothing-audited", Severity.ERROR, "NO REFERENCES were found in paper.md"),
                ("nothing-audited", Severity.ERROR, "NO CITATIONS were found in paper.md"),
                ("note", Severity.INFO, "byte 7 is not UTF-8"),
            ],
        ),
    ],
)
def test_remarks(of: Report, told: list[tuple[str, Severity, str]]) -> None:
    found = list(remarks(of))
    assert [(str(remark.kind), remark.severity) for remark in found] == [(kind, severity) for kind, severity, _ in told]
    for remark, (_, _, text) in zip(found, told, strict=True):
        assert remark.text.startswith(text)
    assert all(bool(remark.checks) is (remark.kind in {Kind.CRASHED, Kind.INCOMPLETE}) for remark in found)


@pytest.mark.parametrize(
    ("changes", "beginnings"),
    [
        ({}, []),
        ({"references": 0}, ["NO REFERENCES"]),
        ({"parsed": 0}, ["NO REFERENCE could"]),
        ({"parsed": 1}, []),
        ({"citations": 0}, ["NO CITATIONS"]),
        ({"weighed": 0}, ["NO LINK"]),
        ({"weighed": 0, "links": 0}, []),
        ({"weighed": 1}, []),
        ({"references": 0, "parsed": 0, "citations": 0, "links": 0}, ["NO REFERENCES", "NO CITATIONS"]),
    ],
)
def test_that_there_was_nothing_to_see_is_said(changes: dict[str, Any], beginnings: list[str]) -> None:
    sentences = list(nothing_seen(replace(CLEAN, coverage=replace(CLEAN.coverage, **changes))))
    assert len(sentences) == len(beginnings)
    assert all(sentence.startswith(begins) for sentence, begins in zip(sentences, beginnings, strict=True))


@pytest.mark.parametrize(
    ("location", "told"),
    [
        (Location(path="a", line=5, column=90), "5:90"),
        (Location(path="a", line=5), "5:1"),
        (Location(path="a", label="paragraph 12", page=3), "paragraph 12"),
        (Location(path="a", page=3), "page 3"),
        (Location(path="a"), ""),
    ],
)
def test_spots(location: Location, told: str) -> None:
    assert spot(location) == told
    sentence = UNCITED.message if location.line or not told else f"{told}: {UNCITED.message}"
    assert headline(replace(UNCITED, location=location)) == sentence


def test_reasons_do_not_repeat_the_sentence() -> None:
    sure = replace(SWAP, confidence=1.0, message="REMWAVE-2 and lunestazole stand in reference 2, not in 1")
    assert list(reasons(sure)) == ["because Hall 2015 is about melatonin"]
    assert list(reasons(replace(sure, confidence=0.999, evidence=()))) == ["chance over 99% that this is right"]


def test_names_of_references() -> None:
    first = AUDIT.references[0]
    assert (number(first), called(first)) == ("1", "reference 1")
    assert number(replace(first, label="", index=7)) == "7"
    assert called(replace(first, label="hall", key="hall", keyed=True)) == "[hall]"
    assert called(replace(first, label="hall", key="hall")) == "reference hall"


def test_other_places() -> None:
    assert list(others(SWAP, AUDIT).values()) == [
        f"reference 1: {AUDIT.references[0].raw}",
        f"suggested: reference 2: {AUDIT.references[1].raw}",
        "see also",
        "see also",
    ]
    at_entry = replace(SWAP, related=(AUDIT.references[0].location,))  # said of the reference already
    assert "see also" not in others(at_entry, AUDIT).values()
    elsewhere = replace(SWAP, location=Location(path="paper.md", line=99), references=(), suggested=(), related=())
    assert list(others(elsewhere, AUDIT).values()) == ["citation (1,9)"]
    assert others(replace(SWAP, references=(), suggested=(), related=(SWAP.location,)), AUDIT) == {}


def test_what_a_comment_says() -> None:
    assert list(comment_lines(SWAP, REPORT)) == [
        "Error: cites reference 1 (Hall 2015), but reference 2 (Müßig 2019) fits",
        "Because REMWAVE-2 and lunestazole stand in reference 2, not in 1",
        "Because Hall 2015 is about melatonin",
        "Chance 97% that this is right",
        f"Reference 1: {AUDIT.references[0].raw}",
        f"Better: reference 2: {AUDIT.references[1].raw}",
        "[claim-mismatch]",
    ]
    assert list(comment_lines(UNCITED, REPORT))[1:] == ["Chance 90% that this is right", "[uncited-reference]"]
    three, four = (replace(DANGLING, references=(1, 2, 3, 1)[:many]) for many in (3, 4))
    assert not [line for line in comment_lines(three, REPORT) if line.startswith("and ")]
    assert list(comment_lines(four, REPORT))[-2] == "and 1 more"
    assert len(list(comment_lines(four, REPORT))) == 6


@pytest.mark.parametrize(("length", "whole"), [(300, True), (301, False)])
def test_long_references_are_cut_in_comments(length: int, whole: bool) -> None:
    raw = "x" * (length - 2) + " y"
    long = replace(AUDIT, references=(replace(AUDIT.references[0], raw=raw), *AUDIT.references[1:]))
    [line] = [line for line in comment_lines(SWAP, replace(REPORT, audit=long)) if line.startswith("Reference 1")]
    assert (line == f"Reference 1: {raw}") is whole


def test_names_of_checks() -> None:
    assert names_of_checks(REPORT) == (
        "claim-mismatch", "dangling-citation", "pages-mismatch", "uncited-reference", "unresolved-reference"
    )  # fmt: skip
    assert names_of_checks(replace(CRASHED, checks=("z",))) == ("citation-order", "uncited-reference", "z")


def test_the_line_of_coverage() -> None:
    assert coverage_line(REPORT) == (
        "3 references parsed of 3, 1 resolved (1 synthetic), 1 not found, 1 not asked; "
        "2 citations, 3 links, 1 weighed, 1 abstained"
    )
    assert coverage_line(LINELESS).startswith("3 references parsed of 3, 0 resolved, 1 ambiguous, 0 not asked")


def test_coverage() -> None:
    seen = coverage(AUDIT)
    assert (seen.references, seen.parsed, seen.resolved, seen.not_asked) == (3, 3, 1, 1)
    assert (seen.citations, seen.links, seen.weighed, seen.abstained) == (2, 3, 1, 1)
    bare = replace(AUDIT.references[0], record=replace(AUDIT.references[0].record, title=""))
    for changes, parsed in (({}, 1), ({"year": None}, 0), ({"author": ()}, 0)):
        one = replace(bare, record=replace(bare.record, **changes))
        assert coverage(replace(AUDIT, references=(one,))).parsed == parsed


# --------------------------------------------------------------------------- is it clean?


def test_an_outage_is_a_source_that_should_have_answered() -> None:
    assert is_outage([SILENT])
    assert not is_outage([replace(SILENT, outage=False), AUDIT.resolutions[1], AUDIT.resolutions[2]])


@pytest.mark.parametrize(
    ("of", "options", "why"),
    [
        (CLEAN, {}, ""),
        (CRASHED, {}, "citation-order crashed"),
        (CRASHED, {"allow_incomplete": True, "offline": True}, "citation-order crashed"),
        (OUTAGE, {}, "a source did not answer"),
        (OUTAGE, {"offline": True}, ""),
        (OUTAGE, {"allow_incomplete": True}, ""),
        (NO_REFERENCES, {}, "no list of references was found"),
        (NO_REFERENCES, {"allow_incomplete": True}, ""),
        (NO_REFERENCES, {"offline": True}, "no list of references was found"),
        (NO_CITATIONS, {}, "no citations were recognised in the text"),
        (NO_CITATIONS, {"allow_incomplete": True}, ""),
    ],
)
def test_why_an_audit_is_not_whole(of: Report, options: dict[str, Any], why: str) -> None:
    assert why_incomplete(of, **options) == why
    assert exit_status(of, **options) == (3 if why else 0)


@pytest.mark.parametrize(
    ("severity", "fail_on", "status"),
    [
        (Severity.ERROR, Severity.ERROR, 1),
        (Severity.WARNING, Severity.ERROR, 0),
        (Severity.WARNING, Severity.WARNING, 1),
        (Severity.INFO, Severity.WARNING, 0),
        (Severity.INFO, Severity.INFO, 1),
        (Severity.ERROR, None, 0),
    ],
)
def test_the_exit_status(severity: Severity, fail_on: Severity | None, status: int) -> None:
    one = report(findings=(replace(SWAP, severity=severity),))
    assert exit_status(one, fail_on=fail_on) == status
    assert exit_status(one) == int(severity is Severity.ERROR)
    silent = replace(one, audit=OUTAGE.audit)
    assert exit_status(silent, fail_on=fail_on) == 3
