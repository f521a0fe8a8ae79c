from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from citeaudit.auditing.plan import read_decisions
from citeaudit.cli import app
from citeaudit.errors import ConfigError
from citeaudit.model import Decision, Report, Verdict
from citeaudit.rules.decisions import apply, dump, load, occurrences
from tests.reports.audited import TEXT, audited


def decided(report: Report, verdict: Verdict | None, check: str, reason: str = "") -> tuple[Decision, ...]:
    return tuple(
        Decision(
            check=finding.check,
            fingerprint=finding.fingerprint,
            occurrence=occurrence,
            verdict=verdict if finding.check == check else None,
            reason=reason if finding.check == check else "",
            message=finding.message,
        )
        for finding, occurrence in occurrences(report.findings)
    )


def test_dismissed_findings_are_let_pass_with_their_reason() -> None:
    report = audited()
    after = apply(report, decided(report, Verdict.NOT_A_PROBLEM, "claim-mismatch", "the authors explained it"))
    [gone] = after.waived
    assert (gone.check, gone.kind, gone.reason) == ("claim-mismatch", "decision", "the authors explained it")
    assert [finding for finding in report.findings if finding.check != "claim-mismatch"] == list(after.findings)
    assert after.audit.manuscript.notes == report.audit.manuscript.notes


@pytest.mark.parametrize("verdict", [Verdict.RIGHT, Verdict.ASK_AUTHOR, None])
def test_other_verdicts_let_nothing_pass(verdict: Verdict | None) -> None:
    report = audited()
    after = apply(report, decided(report, verdict, "claim-mismatch"))
    assert after.findings == report.findings
    assert after.waived == ()
    assert after.decisions is not None
    assert {decision.verdict for decision in after.decisions if decision.check == "claim-mismatch"} == {verdict}


def test_it_survives_renumbering() -> None:
    report = audited()
    given = decided(report, Verdict.NOT_A_PROBLEM, "claim-mismatch", "known")
    head, _, entries = TEXT.partition("1. Hall")
    text = head.replace("(1)", "(2)").replace("(2). M", "(2). M").replace("sleep (2)", "sleep (3)")
    text += "1. Zeta Q. Snoring in choirs of monks. J Sleep 2011;1:3-4.\n2. Hall" + entries.replace(
        "\n4.", "\n5."
    ).replace("\n3.", "\n4.").replace("\n2.", "\n3.")
    after = apply(audited(text), given)
    assert [finding.check for finding in after.waived] == ["claim-mismatch"]


def test_what_went_away_is_settled_and_what_came_is_new() -> None:
    report = audited()
    given = decided(report, Verdict.ASK_AUTHOR, "claim-mismatch")
    after = apply(audited(TEXT.replace("third (1)", "third (3)").replace("sleep (2)", "sleep (8)")), given)
    assert "claim-mismatch" in {decision.check for decision in after.settled}
    notes = "\n".join(after.audit.manuscript.notes)
    assert "settled since the decisions were saved: claim-mismatch" in notes
    assert "new since the decisions were saved" in notes


def test_a_check_that_could_not_look_settles_nothing() -> None:
    report = audited()
    given = decided(report, Verdict.RIGHT, "claim-mismatch")
    silent = replace(audited(TEXT.replace("third (1)", "third (3)")), incomplete={"claim-mismatch": "nobody was asked"})
    after = apply(silent, given)
    assert "claim-mismatch" not in {decision.check for decision in after.settled}
    assert "were kept" in "\n".join(after.audit.manuscript.notes)


def test_twins_are_decided_one_by_one() -> None:
    report = audited()
    [twin] = [finding for finding in report.findings if finding.check == "claim-mismatch"]
    both = replace(report, findings=(twin, twin))
    decision = Decision(check=twin.check, fingerprint=twin.fingerprint, occurrence=2, verdict=Verdict.NOT_A_PROBLEM)
    after = apply(both, [decision])
    assert len(after.findings) == len(after.waived) == 1
    assert "no reason given" in after.waived[0].reason


def test_load_reads_what_dump_writes() -> None:
    report = audited()
    given = decided(report, Verdict.NOT_A_PROBLEM, "claim-mismatch", "ü “quoted”")
    assert sorted(load(dump(apply(report, given)), "d.json"), key=str) == sorted(given, key=str)


GOOD = {"check": "x", "fingerprint": "f", "verdict": "right"}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "not a file of decisions"),
        ("[]", "not a file of decisions"),
        ("[" * 100_000, "not a file of decisions"),
        ('{"version": 1}', "not a file of decisions"),
        ('{"version": 2, "decisions": []}', "version 2"),
        ('{"version": 1, "decisions": [3]}', "decision 1 is not an object"),
        (
            json.dumps({"version": 1, "decisions": [GOOD, {**GOOD, "fingerprint": 3}]}),
            "decision 2: fingerprint must be a text",
        ),
        (json.dumps({"version": 1, "decisions": [{"check": "x", "verdict": "right"}]}), "decision 1 lacks fingerprint"),
        (json.dumps({"version": 1, "decisions": [{**GOOD, "verdict": "fine"}]}), 'ask-author or null, not "fine"'),
        (json.dumps({"version": 1, "decisions": [{**GOOD, "verdict": ["right"]}]}), "decision 1: verdict must be"),
        (json.dumps({"version": 1, "decisions": [{**GOOD, "occurrence": 0}]}), "counts from 1"),
        (json.dumps({"version": 1, "decisions": [{**GOOD, "occurrence": True}]}), "occurrence must be a number"),
        (json.dumps({"version": 1, "decisions": [GOOD, GOOD]}), "decision 2 is on the same finding as decision 1"),
    ],
)
def test_what_is_wrong_with_a_file_is_said(text: str, message: str) -> None:
    with pytest.raises(ConfigError, match=r"d\.json") as caught:
        load(text, "d.json")
    assert message in str(caught.value)


def test_a_file_that_is_not_there_or_not_text_is_said(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="no such file"):
        read_decisions(str(tmp_path / "none.json"))
    (tmp_path / "bytes.json").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ConfigError, match="not UTF-8"):
        read_decisions(str(tmp_path / "bytes.json"))


def test_the_command_applies_a_file(tmp_path: Path) -> None:
    paper, file = tmp_path / "paper.md", tmp_path / "d.json"
    paper.write_text(TEXT, "utf-8")
    run = CliRunner()
    args = ["audit", str(paper), "--offline", "--no-config", "--select", "claim-mismatch", "--format", "json"]
    before = run.invoke(app, args)
    assert before.exit_code == 1
    [finding] = json.loads(before.stdout)["findings"]
    entry = {
        "check": finding["check"],
        "fingerprint": finding["fingerprint"],
        "verdict": "not-a-problem",
        "reason": "checked",
    }
    file.write_text(json.dumps({"version": 1, "decisions": [entry]}), "utf-8")
    after = run.invoke(app, [*args, "--decisions", str(file)])
    assert after.exit_code == 0
    assert json.loads(after.stdout)["waived"][0]["waiver"] == {"kind": "decision", "reason": "checked", "until": None}
    both = run.invoke(app, ["audit", str(paper), str(paper), "--decisions", str(file)])
    assert both.exit_code == 2
