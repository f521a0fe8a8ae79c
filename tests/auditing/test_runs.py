"""Runs, baselines, recordings and reference strings as a program asks for them, without the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from citeaudit.auditing import baselines, runs, strings
from citeaudit.auditing.config import Settings
from citeaudit.auditing.examining import audit, examine_text
from citeaudit.auditing.runs import Run
from citeaudit.auditing.works import Access, open_works
from citeaudit.errors import ConfigError, OptionError, ReadError
from citeaudit.sources import open_source
from tests.manuscripts import LIST

TEXT = f"# Sleep\n\nMemory needs sleep (1,2). Dreams and mood too (3,4,9).\n{LIST}"
OFFLINE = Settings(offline=True, source="embedded", select=("dangling-citation", "uncited-reference"))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CITEAUDIT_CACHE", str(tmp_path / "cache"))
    (tmp_path / "paper.md").write_text(TEXT, "utf-8")
    return tmp_path


def carried_out(run: Run) -> tuple[int, str]:
    """The exit status of a run, and what it says beside the reports."""
    messages: list[str] = []
    return runs.carry_out(run, runs.check(run), tell=messages.append), "".join(messages)


def test_a_run_writes_its_reports(folder: Path) -> None:
    run = Run(
        files=("paper.md", "none.md"),
        asked=OFFLINE,
        format="jsonl",
        output=Path("report.jsonl"),
        also=("sarif=report.sarif",),
    )
    assert carried_out(run) == (2, "citeaudit: none.md: there is no such file\n")
    (report,) = map(json.loads, (folder / "report.jsonl").read_text("utf-8").splitlines())
    assert [finding["check"] for finding in report["findings"]] == ["dangling-citation"]
    (sarif,) = json.loads((folder / "report.sarif").read_text("utf-8"))["runs"]
    assert [result["ruleId"] for result in sarif["results"]] == ["dangling-citation"]


@pytest.mark.parametrize(
    ("run", "option", "message"),
    [
        (Run(files=("a.md", "b.md"), decisions="d.json"), "--decisions", "name one FILE"),
        (Run(files=("a.md",), output=Path("a.md")), "--output", "a.md is a manuscript; name another file"),
        (Run(files=("a.md",), output=Path("x/../a.md")), "--output", "is a manuscript"),
        (Run(files=("a.md",), also=("json=a.md",)), "--also", "a.md is a manuscript"),
        (Run(files=("a.md",), output=Path("r"), also=("json=r",)), "--also", "r is the file of --output"),
        (Run(files=("a.md",), also=("json=r", "sarif=r")), "--also", "r is named twice"),
        (Run(files=("a.md",), also=("json",)), "--also", "“json” is not FORMAT=FILE"),
    ],
)
def test_what_must_not_be_written_over(folder: Path, run: Run, option: str, message: str) -> None:
    (folder / "x").mkdir()
    with pytest.raises(OptionError, match=message) as raised:
        runs.check(run)
    assert raised.value.option == option


def test_a_run_over_chapters_and_folders(folder: Path) -> None:
    (folder / "parts").mkdir()
    (folder / "parts/one.tex").write_text("Sleep \\cite{hall}.\n", "utf-8")
    (folder / "main.tex").write_text(
        "\\documentclass{article}\\begin{document}\\input{parts/one}\\begin{thebibliography}{1}\\bibitem{hall} Hall A. Sleep. "
        "J Sleep 2015.\\end{thebibliography}\\end{document}",
        "utf-8",
    )
    told: list[str] = []
    run = runs.found(Run(files=("parts/one.tex",), output=Path("parts/one.tex")), told.append)
    assert (run.files, told) == (("main.tex",), ["citeaudit: parts/one.tex is part of main.tex, which is audited\n"])
    with pytest.raises(OptionError, match=r"parts/one.tex is a manuscript"):
        runs.check(run)
    (folder / "empty").mkdir()
    run = runs.found(Run(files=(".", "empty"), asked=OFFLINE, format="jsonl", output=Path("reports")), told.append)
    assert carried_out(run) == (2, "citeaudit: empty: no manuscript was found in this folder\n")
    paths = [json.loads(line)["manuscript"]["path"] for line in (folder / "reports").read_text("utf-8").splitlines()]
    assert paths == ["main.tex", "paper.md"]


def test_a_form_that_is_not_there(folder: Path) -> None:
    for run in (Run(files=("paper.md",), format="nope"), Run(files=("paper.md",), also=("nope=r",))):
        with pytest.raises(ConfigError, match="nope"):
            runs.check(run)


@pytest.mark.parametrize(
    ("run", "option"),
    [
        (Run(files=("paper.md",), asked=Settings(select=("dangling-citatoin",))), "--select"),
        (Run(files=("paper.md",), asked=Settings(ignore=("dangling-citatoin",))), "--ignore"),
        (Run(files=("paper.md",), config=Path("c.toml"), no_config=True), "--config"),
    ],
)
def test_options_without_sense(folder: Path, run: Run, option: str) -> None:
    with pytest.raises(OptionError) as raised:
        carried_out(run)
    assert raised.value.option == option


@pytest.mark.parametrize(
    ("access", "option"),
    [
        (Access(record=Path("a"), replay=Path("a")), "--record"),
        (Access(refresh=True, replay=Path("a")), "--refresh"),
        (Access(refresh=True, offline=True), "--refresh"),
    ],
)
def test_ways_to_ask_that_exclude_each_other(access: Access, option: str) -> None:
    with pytest.raises(OptionError, match="exclude each other") as raised:
        open_works("embedded", access)
    assert raised.value.option == option


@pytest.mark.parametrize(("configured", "enabled"), [("", True), ("checks.missing-doi.enabled = false\n", False)])
def test_fixes_switch_their_check_on_unless_it_is_configured(folder: Path, configured: str, enabled: bool) -> None:
    (folder / "citeaudit.toml").write_text(configured, "utf-8")
    (settings,) = runs.configured(Run(files=("paper.md",), fixes="show"))
    assert settings.checks["missing-doi"].enabled is enabled
    (without,) = runs.configured(Run(files=("paper.md",)))
    assert ("missing-doi" in without.checks) is bool(configured)


def test_a_baseline_is_renewed(folder: Path) -> None:
    messages: list[str] = []
    run = Run(files=("paper.md",), asked=OFFLINE)
    renewed = baselines.renew(run, tell=messages.append)
    assert (renewed.path, renewed.count, renewed.code, messages) == (Path(baselines.DEFAULT), 1, 0, [])
    known = Settings(baseline=baselines.DEFAULT).then(OFFLINE)
    assert carried_out(Run(files=("paper.md",), asked=known, output=Path("r.txt"))) == (0, "")


def test_a_baseline_of_half_an_audit_is_not_written(folder: Path) -> None:
    (folder / "bare.md").write_text("# Sleep\n\nSleep (9).\n", "utf-8")
    for files, code in ((("bare.md",), 3), (("bare.md", "none.md"), 2), (("none.md", "bare.md"), 2)):
        messages: list[str] = []
        assert baselines.renew(Run(files=files, asked=OFFLINE), tell=messages.append).code == code
        assert len(messages) == len(files)
    assert not (folder / baselines.DEFAULT).exists()


def test_reference_strings() -> None:
    works = open_source("embedded", offline=True)
    found = strings.look_up(strings.lines(["Hall A. Sleep. J Sleep 2015;3:1-9.", ""]), works)
    assert (found.outage, found.missing) == (False, "")
    assert [json.loads(line)["status"] for line in found.text.splitlines()] == ["not-asked"] * 2
    assert json.loads(strings.parsed(strings.lines(["Hall A. Sleep. J Sleep 2015;3:1-9."])))["issued"] == {
        "date-parts": [[2015]]
    }
    assert strings.parsed(strings.lines(["Hall A. Sleep. J Sleep 2015;3:1-9."]), "bibtex").startswith(
        "@article{hall2015sleep"
    )
    with pytest.raises(ConfigError, match="jsonl"):
        strings.parsed([], "nope")


@pytest.mark.parametrize(
    ("name", "latex", "text"),
    [
        ("paper.md", False, TEXT),
        ("new.md", False, TEXT),
        ("paper.tex", False, "Sleep \\cite{none}.\n\\begin{thebibliography}{9}\\bibitem{a} A.\\end{thebibliography}\n"),
        ("paper", True, "Sleep \\cite{none}.\n\\begin{thebibliography}{9}\\bibitem{a} A.\\end{thebibliography}\n"),
    ],
)
def test_a_text_in_an_editor_is_audited_as_its_file(folder: Path, name: str, latex: bool, text: str) -> None:
    report = examine_text(name, text, latex=latex, source="embedded")
    assert report.audit.manuscript.format == ("latex" if "cite" in text else "markdown")
    (folder / name).write_text(text, "utf-8")
    if Path(name).suffix:
        assert report == audit(name, offline=True, source="embedded")


@pytest.mark.parametrize("more", [0, 1])
def test_a_text_is_no_longer_than_a_file_may_be(folder: Path, monkeypatch: pytest.MonkeyPatch, more: int) -> None:
    monkeypatch.setattr("citeaudit.formats.LARGEST_FILE_BYTES", len(TEXT.encode()) - more)
    if more:
        with pytest.raises(ReadError, match="longer than a manuscript"):
            examine_text("paper.md", TEXT, source="embedded")
    else:
        assert examine_text("paper.md", TEXT, source="embedded").audit.references
