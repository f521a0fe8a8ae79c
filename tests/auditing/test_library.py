"""`citeaudit.audit` and what stands beside it: the library that others use."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import citeaudit
from citeaudit.errors import ConfigError, ReadError

PAPER = "# Sleep\n\nMemory needs sleep (1,9).\n\n## References\n\n1. Hall A. Sleep and memory. J Sleep 2015;3:1-9.\n"


@pytest.fixture
def paper(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CITEAUDIT_CACHE", str(tmp_path / "cache"))
    path = tmp_path / "paper.md"
    path.write_text(PAPER, "utf-8")
    return path


def names(report: citeaudit.Report) -> list[str]:
    return [finding.check for finding in report.findings]


def test_the_report_is_that_of_the_command(paper: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from typer.testing import CliRunner

    from citeaudit.cli import app

    report = citeaudit.audit(paper, offline=True)
    printed = json.loads(CliRunner().invoke(app, ["audit", str(paper), "--offline", "-f", "json"]).stdout)
    assert [finding.fingerprint for finding in report.findings] == [one["fingerprint"] for one in printed["findings"]]
    assert names(report) == ["dangling-citation"]
    assert citeaudit.exit_status(report, citeaudit.Plan(offline=True)) == 1
    assert citeaudit.exit_status(report, citeaudit.Plan(offline=True, fail_on=None)) == 0


def test_options_and_configuration(paper: Path) -> None:
    assert names(citeaudit.audit(paper, offline=True, ignore=["dangling-citation"])) == []
    assert names(citeaudit.audit(paper, offline=True, select=["uncited-reference"])) == []
    (paper.parent / "citeaudit.toml").write_text('ignore = ["dangling-citation"]\noffline = true\n', "utf-8")
    assert names(citeaudit.audit(paper)) == []
    assert names(citeaudit.audit(paper, offline=True, no_config=True)) == ["dangling-citation"]
    other = paper.parent / "other.toml"
    other.write_text('[checks.dangling-citation]\nseverity = "info"\n', "utf-8")
    [finding] = citeaudit.audit(paper, offline=True, config=other).findings
    assert finding.severity is citeaudit.Severity.INFO


def test_an_opened_source_and_a_plan(paper: Path) -> None:
    works = citeaudit.open_source("embedded")
    told: list[tuple[int, int]] = []
    report = citeaudit.audit(paper, source=works, progress=lambda done, total: told.append((done, total)))
    assert told == [(1, 1)]
    assert citeaudit.examine(citeaudit.read(paper), citeaudit.Plan(), works) == report


@pytest.mark.parametrize(
    ("options", "error", "message"),
    [
        (
            {"select": ["dangling-citaton"]},
            ConfigError,
            "there is no check dangling-citaton; did you mean “dangling-citation”?",
        ),
        ({"ignore": ["nope"]}, ConfigError, "there is no check nope"),
        ({"source": "nope"}, ConfigError, "there is no source “nope”"),
        ({"baseline": "none.json"}, ConfigError, "none.json: there is no such file"),
        ({"decisions": "none.json"}, ConfigError, "none.json: there is no such file"),
        ({"config": "none.toml"}, ConfigError, "none.toml: cannot be read"),
        ({"bibliography": ["none.bib"]}, ReadError, "none.bib"),
    ],
)
def test_what_makes_no_sense_is_one_line(
    paper: Path, options: dict[str, object], error: type[Exception], message: str
) -> None:
    paper.write_text(PAPER.replace("(1,9)", "[@hall2015]"), "utf-8")
    with pytest.raises(error, match=message.replace("?", r"\?")) as caught:
        citeaudit.audit(paper, offline=True, **options)  # type: ignore[arg-type]
    assert "\n" not in str(caught.value)


def test_names_that_are_not_there() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'nothing'"):
        _ = citeaudit.nothing
    assert set(citeaudit.__all__) <= set(dir(citeaudit))
