from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from jsonschema import Draft202012Validator

from citeaudit.model import Report
from citeaudit.reports.gitlab import join, render
from tests.reports.built import ALL, CRASHED, LINELESS, NO_CITATIONS, REPORT, SWAP, report

# What GitLab's page on the format asks for, and no more.
SCHEMA = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "additionalProperties": False,
        "properties": {
            "description": {"type": "string", "minLength": 1},
            "check_name": {"type": "string", "minLength": 1},
            "fingerprint": {"type": "string", "minLength": 1},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "required": ["path", "lines"],
                "properties": {
                    "path": {"type": "string", "pattern": r"^(?!\./).+"},
                    "lines": {
                        "type": "object",
                        "required": ["begin"],
                        "properties": {
                            "begin": {"type": "integer", "minimum": 1},
                            "end": {"type": "integer", "minimum": 1},
                        },
                    },
                },
            },
        },
    },
}


def entries(of: Report) -> list[dict[str, Any]]:
    listed = json.loads(render(of))
    assert isinstance(listed, list)
    return listed


def test_reports_fit_the_format() -> None:
    for of in ALL.values():
        Draft202012Validator(SCHEMA).validate(entries(of))


def test_severities() -> None:
    assert [entry["severity"] for entry in entries(REPORT)] == ["major", "major", "minor"]
    assert [(entry["check_name"], entry["severity"]) for entry in entries(CRASHED)] == [("crashed", "critical")]
    assert [entry["check_name"] for entry in entries(NO_CITATIONS)] == ["nothing-audited"]


def test_places_without_lines_are_in_the_description() -> None:
    swap, uncited = entries(LINELESS)
    assert swap["location"] == {"path": "letter.docx", "lines": {"begin": 1}}
    assert swap["description"].startswith("paragraph 12: cites")
    assert uncited["description"].startswith("page 3: reference 3")


def test_fingerprints_are_unique_and_stay_where_lines_move() -> None:
    moved = replace(SWAP, location=replace(SWAP.location, line=50, end_line=50))
    elsewhere = replace(SWAP, location=replace(SWAP.location, path="other.md"))
    prints = [entry["fingerprint"] for entry in entries(report(findings=(SWAP, SWAP, elsewhere)))]
    assert len(set(prints)) == 3
    assert entries(report(findings=(moved,)))[0]["fingerprint"] == prints[0]


def test_several_manuscripts_are_one_array() -> None:
    assert json.loads(join([render(REPORT), render(LINELESS)], [])) == entries(REPORT) + entries(LINELESS)
    assert json.loads(join([], ["gone.md: there is no such file"])) == []
