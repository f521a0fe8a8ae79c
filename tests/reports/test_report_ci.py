"""SARIF, GitHub, GitLab, JUnit and Markdown: golden through the real pipeline, and what holds for all of them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest

from citeaudit import discover, reports
from citeaudit.model import NotAsked
from citeaudit.reports import github, gitlab, junit, markdown, sarif
from citeaudit.rules import running
from tests.reports.audited import audited, waiving
from tests.reports.built import ALL, CRASHED, NO_CITATIONS, NOTHING, REPORT, SWAP, report
from tests.reports.built import AUDIT as BUILT

ROOT = Path(__file__).parents[2]
GOLDEN = Path(__file__).parent / "golden"
FORMS = {"sarif": sarif, "github": github, "gitlab": gitlab, "junit": junit, "markdown": markdown}
WAIVED = waiving(audited(), "unresolved-reference")


def golden(form: str) -> str:
    """What a form makes of the report; of SARIF without the pages of checks, which are tested elsewhere."""
    text = FORMS[form].render(WAIVED)
    if form != "sarif":
        return str(text)
    log = json.loads(text)
    for rule in log["runs"][0]["tool"]["driver"]["rules"]:
        for part in ("shortDescription", "fullDescription", "help"):
            del rule[part]
    return json.dumps(log, ensure_ascii=False, indent=1) + "\n"


@pytest.mark.parametrize("form", FORMS)
def test_golden(form: str) -> None:
    """To renew the files, run `python -m tests.reports.test_report_ci`, and read what has changed."""
    assert golden(form) == (GOLDEN / f"sleep.{form}").read_text("utf-8")


def test_every_hash_seed_gives_the_same_bytes() -> None:
    code = "import sys; from tests.reports.test_report_ci import *\nfor form in FORMS.values(): sys.stdout.write(form.render(WAIVED))"
    printed = {
        subprocess.run(
            [sys.executable, "-c", code],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONIOENCODING": "utf-8"},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert printed == {"".join(form.render(WAIVED) for form in FORMS.values()).encode()}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", ALL)
def test_joining_one_changes_nothing(form: str, name: str) -> None:
    part = FORMS[form].render(ALL[name])
    assert list(reports.joined(form, [part], [])) == [part]


@pytest.mark.parametrize("form", FORMS)
def test_what_could_not_be_read_is_said(form: str) -> None:
    unread = ["gone.md: there is no such file"]
    (text,) = reports.joined(form, [FORMS[form].render(REPORT), ""], unread)
    assert ("gone.md: there is no such file" in text) is (form != "gitlab")
    (nothing,) = reports.joined(form, [""], unread)
    assert nothing != ""


@pytest.mark.parametrize("form", FORMS)
def test_a_crash_and_an_empty_manuscript_are_no_clean_bill(form: str) -> None:
    render = FORMS[form].render
    assert "citation-order" in render(CRASHED)
    assert "KeyError" in render(CRASHED)
    assert "NO REFERENCES" in render(NOTHING)
    assert "NO CITATIONS" in render(NO_CITATIONS)


@pytest.mark.parametrize("form", FORMS)
def test_names_of_files_that_are_no_text_can_be_written(form: str) -> None:
    odd = replace(BUILT.manuscript, path="caf\udce9.md")
    found = replace(SWAP, location=replace(SWAP.location, path="caf\udce9.md"), message="half a \ud83d letter")
    assert FORMS[form].render(report(replace(BUILT, manuscript=odd), findings=(found,))).encode()


def test_a_reason_that_holds_for_all_checks_is_said_once() -> None:
    printed = github.render(replace(NOTHING, checks=("a", "b"), incomplete={"a": "no list", "b": "no list"}))
    assert "::no check could look at everything: no list\n" in printed
    printed = github.render(replace(NOTHING, checks=("a", "b"), incomplete={"b": "no list"}))
    assert "::b could not look at everything: no list\n" in printed


def test_forms_without_a_join_are_printed_as_they_come() -> None:
    assert list(reports.joined("text", iter(["a\n", "b\n"]), ["x: no"])) == ["a\n", "b\n"]


def test_every_form_named_here_is_found_by_its_name() -> None:
    assert set(FORMS) <= set(discover.names(reports.PACKAGE))
    assert all(isinstance(reports.get(name), ModuleType) for name in FORMS)


def test_a_silent_source_weighs_more_than_offline() -> None:
    outage = replace(BUILT, resolutions={**BUILT.resolutions, 3: NotAsked(reason="timeout", outage=True)})
    reason = {"year-mismatch": "1 of 3 references were not looked up: timeout"}
    assert github.render(report(incomplete=reason)).startswith("::notice ")
    assert github.render(report(outage, incomplete=reason)).startswith("::warning ")
    assert not running.why_incomplete(report(BUILT))
    assert running.why_incomplete(report(outage))
    assert running.why_incomplete(NO_CITATIONS)
    assert running.why_incomplete(CRASHED)


if __name__ == "__main__":
    for name in FORMS:
        (GOLDEN / f"sleep.{name}").write_text(golden(name), encoding="utf-8", newline="\n")
