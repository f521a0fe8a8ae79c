from __future__ import annotations

from dataclasses import replace
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citeaudit.model import Report, Severity
from citeaudit.reports.junit import join, render
from tests.reports.audited import CHECKS, audited, waiving
from tests.reports.built import CRASHED, NO_REFERENCES, NOTHING, REPORT, SWAP, UNCITED, report


def suite(of: Report) -> Element:
    (only,) = ElementTree.fromstring(render(of).encode())
    return only


def verdicts(of: Report) -> dict[str, str]:
    """What came of each case: the tags in it but for what is printed."""
    return {
        case.get("name", ""): " ".join(child.tag for child in case if child.tag != "system-out")
        for case in suite(of).iter("testcase")
    }


def test_every_check_that_ran_is_a_case() -> None:
    of = waiving(audited(), "uncited-reference")
    assert verdicts(of) == {
        "claim-mismatch": "failure",
        "dangling-citation": "failure",
        "uncited-reference": "",
        "unresolved-reference": "failure",
        "year-mismatch": "failure",
    }
    assert tuple(verdicts(of)) == CHECKS
    (uncited,) = (case for case in suite(of).iter("testcase") if case.get("name") == "uncited-reference")
    assert "suppressed by waiver: asked the | authors <b>" in (uncited.findtext("system-out") or "")


@pytest.mark.parametrize(
    ("of", "check", "verdict"),
    [
        (REPORT, "unresolved-reference", "skipped"),
        (CRASHED, "citation-order", "error"),
        (report(findings=(replace(UNCITED, severity=Severity.INFO),)), "uncited-reference", ""),
        (report(findings=(UNCITED,), incomplete={"uncited-reference": "x"}), "uncited-reference", "failure"),
        (report(crashed={"a": "KeyError: 'x'"}, incomplete={"a": "x"}), "a", "error"),
        (NOTHING, "nothing-audited", "error"),
        (NO_REFERENCES, "nothing-audited", "error"),
    ],
)
def test_verdicts(of: Report, check: str, verdict: str) -> None:
    assert verdicts(of)[check] == verdict


def test_counts_are_those_of_the_cases() -> None:
    whole = ElementTree.fromstring(join([render(REPORT), render(CRASHED)], ["gone.md: there is no such file"]))
    for element in (whole, *whole):
        counted = {tag: len(list(element.iter(tag))) for tag in ("testcase", "failure", "error", "skipped")}
        assert [int(element.get(name, "")) for name in ("tests", "failures", "errors", "skipped")] == list(
            counted.values()
        )
    assert len(whole) == 3
    assert [int(whole.get(name, "")) for name in ("failures", "errors", "skipped")] == [3, 2, 2]


def test_all_findings_of_a_check_are_in_its_failure() -> None:
    twice = (SWAP, replace(SWAP, message="and another", severity=Severity.WARNING))
    (failure,) = suite(report(findings=twice)).iter("failure")
    assert failure.get("type") == "error"
    assert failure.get("message", "").startswith("2 findings; paper.md:5:90: cites reference 1")
    assert "paper.md:5:90 warning[claim-mismatch] and another\n" in (failure.text or "")


@given(st.text(max_size=40))
def test_any_text_makes_a_document(text: str) -> None:
    finding = replace(SWAP, message=text, evidence=(text,), location=replace(SWAP.location, path=f"x{text}"))
    assert len(list(suite(report(findings=(finding,), crashed={"a": text})).iter("failure"))) == 1
