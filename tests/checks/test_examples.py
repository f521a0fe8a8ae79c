"""The page of every check is its test: each Bad and Good example is audited and compared."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from typing import Any

import pytest

from citeaudit.model import Audit, Link
from citeaudit.rules.check import Check
from citeaudit.rules.running import checks, checks_on, run
from tests.manuscripts import audit_text

_EXAMPLE = re.compile(r"^(Bad|Good):\n(.*?)(?=^(?:Bad|Good|Source):|\Z)", re.DOTALL | re.MULTILINE)
_FENCE = re.compile(r"^```(?P<kind>[\w ]+)\n(?P<body>.*?)^```$", re.DOTALL | re.MULTILINE)


@dataclass(frozen=True)
class Example:
    check: Check
    good: bool
    manuscript: str
    form: str
    works: dict[str, Any] | None
    tags: dict[str, list[str]]
    report: str


def examples() -> list[Example]:
    return [example for check in checks() for example in examples_of(check)]


def examples_of(check: Check) -> list[Example]:
    """The examples on a check's page, in order."""
    found = []
    for kind, body in _EXAMPLE.findall(check.page):
        fences = {match["kind"]: match["body"] for match in _FENCE.finditer(body)}
        works = json.loads(fences["json works"]) if "json works" in fences else None
        tags = json.loads(fences.get("json tags", "{}"))
        report = fences.get("text report", "")
        form = "bibtex" if "bibtex" in fences else "markdown"
        found.append(Example(check, kind == "Good", fences[form], form, works, tags, report))
    return found


def tagged(audit: Audit, tags: dict[str, list[str]]) -> Audit:
    """The audit with citations as a format would tag them: by marker, the labels of what they really cite."""
    by_label = {reference.label: reference.index for reference in audit.references}
    citations = (
        replace(
            citation,
            tagged=True,
            links=tuple(Link(label=label, reference=by_label.get(label)) for label in tags[citation.marker]),
        )
        if citation.marker in tags
        else citation
        for citation in audit.citations
    )
    return replace(audit, citations=tuple(citations))


@pytest.mark.parametrize("example", examples(), ids=lambda e: f"{e.check.name}-{'good' if e.good else 'bad'}")
def test_example(example: Example) -> None:
    assert_is_so(example)


def assert_is_so(example: Example) -> None:
    """The check finds in the example what its page says."""
    audit = audit_text(example.manuscript, example.works, form=example.form)
    assert example.tags.keys() <= {citation.marker for citation in audit.citations}
    beside = checks_on() if example.check.after_waivers else ()  # a waiver is judged by what others find
    report = run(tagged(audit, example.tags), {example.check, *beside})
    printed = "".join(
        f"{f.location.line}:{f.location.column} {f.severity}[{f.check}] {f.message}\n"
        for f in report.findings
        if f.check == example.check.name
    )
    assert report.crashed == {}
    assert printed == example.report
    assert bool(printed) is not example.good


@pytest.mark.parametrize("check", checks(), ids=lambda check: check.name)
def test_page(check: Check) -> None:
    assert_is_whole(check)


def assert_is_whole(check: Check) -> None:
    """The check's page has all that a page must have."""
    kinds = [kind for kind, _ in _EXAMPLE.findall(check.page)]
    assert {"Bad", "Good"} <= set(kinds)
    assert check.summary.endswith(".")
    assert "\nSource: " in check.page
    assert check.group in {"list", "record", "claim", "standing", "text", "numbers", "reading", "waiver"}
    check.options()  # every option has a default
