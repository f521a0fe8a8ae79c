from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from citeaudit.model import Finding, Found, Notice, Record, Report, Severity, Waived, Work
from citeaudit.reports.json import as_object, render, resolution_object
from citeaudit.reports.jsonl import render as render_line

from .built import ALL, AUDIT, DANGLING, LINELESS, PDF, REPORT, SWAP, UNCITED, WORD, report

GOLDEN = Path(__file__).parent / "golden"
SCHEMA = json.loads((files("citeaudit") / "data/report-1.schema.json").read_text("utf-8"))


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("name", ALL)
def test_reports_fit_the_schema_and_the_line_says_the_same(name: str) -> None:
    text, line = render(ALL[name]), render_line(ALL[name])
    Draft202012Validator(SCHEMA).validate(json.loads(text))
    assert json.loads(line) == json.loads(text)
    assert text.endswith("\n")
    assert line.count("\n") == 1


@pytest.mark.parametrize(
    "path",
    [
        ["version"],
        ["tool", "version"],
        ["manuscript", "notes"],
        ["references", 0, "resolution"],
        ["references", 1, "resolution", "synthetic"],
        ["references", 0, "location", "end_line"],
        ["references", 0, "record", "type"],
        ["citations", 0, "links", 0, "flag"],
        ["findings", 0, "fix"],
        ["coverage", "not_asked"],
        ["summary", "info"],
    ],
)
def test_the_schema_misses_what_is_missing(path: list[str | int]) -> None:
    whole: Any = as_object(REPORT)
    part = whole
    for step in path[:-1]:
        part = part[step]
    del part[path[-1]]
    assert not Draft202012Validator(SCHEMA).is_valid(whole)


def test_golden() -> None:
    """To renew the file, write `render(REPORT)` to it, and read what has changed."""
    assert render(REPORT) == (GOLDEN / "report.json").read_text("utf-8")


@pytest.mark.parametrize("seed", ["1", "2"])
def test_every_hash_seed_gives_the_same_bytes(seed: str) -> None:
    code = (
        "import sys; from citeaudit.reports import json, text; from tests.reports.built import REPORT\n"
        "sys.stdout.buffer.write((json.render(REPORT) + text.render(REPORT, width=80)).encode())"
    )
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=root,
        env={**os.environ, "PYTHONHASHSEED": seed},
        capture_output=True,
        check=True,
    )
    assert done.stdout == (GOLDEN / "report.json").read_bytes() + (GOLDEN / "report-80.txt").read_bytes()


MILDER = replace(SWAP, severity=Severity.INFO, suggested=(3,))
OF_LIST = replace(SWAP, group="list")
ELSEWHERE = replace(SWAP, references=(2,))


@pytest.mark.parametrize(
    ("findings", "flag", "suggested"),
    [
        ((), None, 2),  # the claim's own
        ((SWAP,), "error", 2),
        ((MILDER, SWAP), "error", 2),
        ((SWAP, MILDER), "error", 2),
        ((MILDER,), "info", 3),
        ((replace(SWAP, suggested=()),), "error", 2),
        ((OF_LIST, DANGLING, UNCITED), None, 2),
        ((ELSEWHERE,), None, 2),
    ],
)
def test_a_link_bears_the_gravest_finding_on_its_claim(
    findings: tuple[Finding, ...], flag: str | None, suggested: int
) -> None:
    links = as_object(report(findings=findings))["citations"][0]["links"]
    assert links == [
        {"label": "1", "reference": 1, "mismatch": 0.971239, "flag": flag, "suggested": suggested},
        {"label": "9", "reference": None, "mismatch": None, "flag": None, "suggested": None},
    ]


def test_a_waived_finding_flags_nothing() -> None:
    written = as_object(report(waived=(Waived.of(SWAP, reason="known", kind="baseline"),)))
    assert written["citations"][0]["links"][0]["flag"] is None
    assert [finding["check"] for finding in written["waived"]] == ["claim-mismatch"]
    assert written["summary"] == {"error": 0, "warning": 0, "info": 0}


@pytest.mark.parametrize(
    ("of", "index", "expected"),
    [
        (REPORT, 1, ("not-found", "crossref, datacite", None, None, "no work has this title")),
        (REPORT, 2, ("found", "crossref", "10.5555/remwave-2", 0.9877, "title, year and pages agree")),
        (REPORT, 3, ("not-asked", None, None, None, "offline")),
        (LINELESS, 1, ("ambiguous", "crossref", None, None, "two editions")),
        (LINELESS, 2, ("not-asked", None, None, None, "no source was asked")),  # nothing is known of it
    ],
)
def test_resolutions(of: Report, index: int, expected: tuple[object, ...]) -> None:
    resolution = as_object(of)["references"][index - 1]["resolution"]
    assert tuple(resolution[key] for key in ("status", "source", "DOI", "score", "reason")) == expected
    assert resolution.get("synthetic") is (True if resolution["status"] == "found" else None)


def test_page_and_label_are_there_only_when_given() -> None:
    nowhere = dict.fromkeys(("line", "column", "end_line", "end_column"))
    written = as_object(LINELESS)
    assert written["references"][0]["location"] == {"path": WORD.path, **nowhere, "label": "paragraph 12"}
    assert written["citations"][0]["location"] == {"path": PDF.path, **nowhere, "page": 3}
    assert written["findings"][1]["fix"] == {"delete": "reference 3"}


@pytest.mark.parametrize(("form", "label"), [("parentheses", "1"), ("author-year", "")])
def test_a_place_in_the_list_is_no_label_where_names_are_cited(form: str, label: str) -> None:
    written = as_object(replace(REPORT, audit=replace(AUDIT, citation_form=form)))
    assert (written["references"][0]["index"], written["references"][0]["label"]) == (1, label)


def test_names_of_checks_are_sorted() -> None:
    assert list(as_object(REPORT)["incomplete"]) == ["pages-mismatch", "unresolved-reference"]
    assert len(AUDIT.references) == as_object(REPORT)["coverage"]["references"]


@pytest.mark.parametrize(
    ("known", "notices", "expected"),
    [
        (False, (), None),  # nothing is known, which is not "none"
        (True, (), []),
        (
            True,
            (Notice(kind="retraction", DOI="10.5555/r"),),
            [{"kind": "retraction", "DOI": "10.5555/r", "date": None}],
        ),
    ],
)
def test_notices_and_versions(known: bool, notices: tuple[Notice, ...], expected: list[Any] | None) -> None:
    work = Work(
        record=Record(title="Sleep", DOI="10.5555/s"), source="example", identifier="10.5555/s", synthetic=True,
        notices_known=known, updated_by=notices, preprints=("10.5555/p",),
    )  # fmt: skip
    written = resolution_object(Found(work=work, score=0.9))
    assert written.get("notices") == expected
    assert written["versions"] == ["10.5555/p"]
    whole = as_object(REPORT)
    whole["references"][0]["resolution"] = written
    Draft202012Validator(SCHEMA).validate(whole)
