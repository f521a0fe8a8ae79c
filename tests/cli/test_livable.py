"""Configuration, waivers, baseline and changes through the command: its exit codes and its one line on what is wrong."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest

from tests.cli.conftest import CLEAN, ERROR, WARNING, Run

TWO = "--select=dangling-citation,uncited-reference"
"""So that what other checks come to find changes nothing here."""

WAIVE = " <!-- citeaudit: ignore[dangling-citation] mended soon -->"


def git(folder: Path, *args: str) -> None:
    who = ["-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", "-C", str(folder), *who, *args], check=True, capture_output=True)


def committed(folder: Path) -> None:
    if not (folder / ".git").exists():
        git(folder, "init", "-q")
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "as it was")


# --------------------------------------------------------------------------- exit codes

CONFIG = "citeaudit.toml"
WAIVER = "citeaudit-waivers.toml"
KNOWN = "citeaudit-baseline.json"

EXIT_CODES: list[tuple[str, str, str, list[str], int]] = [
    ("an error", ERROR, "", [], 1),
    ("nothing", CLEAN, "", [], 0),
    ("a warning", WARNING, "", [], 0),
    ("config: a warning counts", WARNING, 'fail-on = "warning"', [], 1),
    ("config: nothing counts", ERROR, 'fail-on = "never"', [], 0),
    ("the command line wins", ERROR, 'fail-on = "never"', ["--fail-on", "error"], 1),
    ("config: ignored", ERROR, 'ignore = ["dangling-citation"]', [], 0),
    ("selected against the config", ERROR, 'ignore = ["dangling-citation"]', ["--select", "dangling-citation"], 1),
    ("config: a milder severity", ERROR, 'checks.dangling-citation.severity = "warning"', [], 0),
    ("config: a graver severity", WARNING, 'checks.uncited-reference.severity = "error"', [], 1),
    ("config: switched off", ERROR, "checks.dangling-citation.enabled = false", [], 0),
    ("config: wrong", ERROR, "fail-on = 3", [], 2),
    ("no config", ERROR, "fail-on = 3", ["--no-config"], 1),
    ("config and no config", ERROR, "", ["--no-config", "--config", CONFIG], 2),
    ("config: missing", ERROR, "", ["--config", "none.toml"], 2),
    ("waived", ERROR.replace("9).", "9)." + WAIVE), "", [], 0),
    ("a waiver unused counts as a warning", CLEAN.replace("4).", "4)." + WAIVE), 'fail-on = "warning"', [], 1),
    ("a waiver of a list that is missing", "# Sleep\n\nSleep (9)." + WAIVE, "", [], 3),
    ("a file of waivers that is missing", ERROR, f'waivers = "{WAIVER}"', [], 2),
    ("a baseline that is missing", ERROR, "", ["--baseline", KNOWN], 2),
    ("no repository", ERROR, "", ["--diff", "HEAD"], 2),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "config", "args", "code"), [case[1:] for case in EXIT_CODES], ids=[c[0] for c in EXIT_CODES]
)
def test_exit_codes(folder: Path, run: Run, text: str, config: str, args: list[str], code: int) -> None:
    (folder / "paper.md").write_text(text, encoding="utf-8")
    if config:
        (folder / CONFIG).write_text(config, encoding="utf-8")
    left, out, err = run("audit", "--offline", *args, "paper.md")
    assert left == code, out + err
    if code == 2:
        assert out == ""
        assert len(err.strip().splitlines()) == 1 or "Usage" in err


def test_exit_codes_of_one_manuscript_as_it_changes(folder: Path, run: Run) -> None:
    def code(*args: str) -> int:
        return run("audit", "--offline", *args, "paper.md")[0]

    paper = folder / "paper.md"
    committed(folder)
    assert code() == 1
    assert code("--diff", "HEAD") == 0
    assert run("baseline", "--offline", "paper.md")[0] == 0
    assert code("--baseline", KNOWN) == 0
    (folder / CONFIG).write_text(f'baseline = "{KNOWN}"\nfail-on = "warning"\n', encoding="utf-8")
    assert code() == 0
    paper.write_text(ERROR.replace("(1,2)", "(1,2,8)"), encoding="utf-8")
    assert code() == 1
    assert code("--diff", "HEAD") == 1
    paper.write_text(ERROR + "\n<!-- citeaudit: ignore-file[dangling-citation] -->\n", encoding="utf-8")
    assert code() == 1  # a waiver without a reason
    assert code("--diff", "nope") == 2


# --------------------------------------------------------------------------- configuration


def test_each_manuscript_has_its_configuration(folder: Path, run: Run) -> None:
    for name, fail_on in (("a", "never"), ("b", "error")):
        (folder / name).mkdir()
        (folder / name / "paper.md").write_text(ERROR, encoding="utf-8")
        (folder / name / CONFIG).write_text(f'fail-on = "{fail_on}"\n', encoding="utf-8")
    assert run("audit", "--offline", "a/paper.md")[0] == 0
    assert run("audit", "--offline", "a/paper.md", "b/paper.md")[0] == 1
    assert run("audit", "--offline", "--config", f"a/{CONFIG}", "b/paper.md")[0] == 0
    (folder / "a" / CONFIG).write_text("offline = true\n", encoding="utf-8")
    code, out, err = run("audit", "a/paper.md", "b/paper.md")
    assert (code, out) == (2, "")
    assert "a/paper.md and b/paper.md are configured to be looked up in different ways" in err
    assert run("audit", "--offline", "a/paper.md", "b/paper.md")[0] == 1


def test_options_of_a_check(folder: Path, run: Run) -> None:
    (folder / "paper.md").write_text(CLEAN.replace("(1,2)", "(2)").replace("(3,4)", "(1,3,4)"), encoding="utf-8")
    assert "citation-order" in run("audit", "--offline", "paper.md")[1]
    (folder / CONFIG).write_text("[checks.citation-order]\nmost-breaks = 0.0\n", encoding="utf-8")
    assert "citation-order]" not in run("audit", "--offline", "paper.md")[1]


# --------------------------------------------------------------------------- waivers, baseline


def test_waived_findings_are_told_with_their_reason(folder: Path, run: Run) -> None:
    text = ERROR.replace("9).", f"9). {WAIVE.replace(' -->', '; until 9999-01-31 -->')}").replace("(1,2)", "(1)")
    (folder / "paper.md").write_text(text, encoding="utf-8")
    (folder / CONFIG).write_text(f'waivers = "{WAIVER}"\n', encoding="utf-8")
    (folder / WAIVER).write_text(
        '[[waiver]]\nreference = "2"\ncheck = "uncited-reference"\nreason = "for further reading"\n', encoding="utf-8"
    )
    code, out, _ = run("audit", "--offline", TWO, "--format", "json", "paper.md")
    report = json.loads(out)
    assert (code, report["findings"]) == (0, [])
    assert [waived["waiver"] for waived in report["waived"]] == [
        {"kind": "waiver", "reason": "mended soon", "until": "9999-01-31"},
        {"kind": "waiver", "reason": "for further reading", "until": None},
    ]
    assert run("audit", "--offline", TWO, "paper.md")[1].endswith("0 errors, 0 warnings, 0 infos, 2 waived\n")


def test_paths_in_a_report_are_as_given(folder: Path, run: Run) -> None:
    (folder / CONFIG).write_text(f'waivers = "lists/{WAIVER}"\n', encoding="utf-8")
    (folder / "lists").mkdir()
    (folder / "lists" / WAIVER).write_text(
        '[[waiver]]\nreference = "2"\ncheck = "uncited-reference"\nreason = "for further reading"\n', encoding="utf-8"
    )
    assert f"\nlists/{WAIVER}:1:1 warning[unused-waiver]" in run("audit", "--offline", "paper.md")[1]
    os.chdir(folder / "lists")
    assert f"\n../lists/{WAIVER}:1:1 warning[unused-waiver]" in run("audit", "--offline", "../paper.md")[1]


def test_a_baseline_keeps_what_it_holds_of_other_manuscripts(folder: Path, run: Run) -> None:
    (folder / "chapters").mkdir()
    (folder / "chapters" / "one.md").write_text(WARNING, encoding="utf-8")
    code, out, _ = run("baseline", "--offline", TWO, "paper.md", "chapters/one.md")
    assert (code, out) == (0, f"{KNOWN}: 2 findings in 2 manuscripts\n")
    first = (folder / KNOWN).read_text("utf-8")
    assert run("baseline", "--offline", TWO, "paper.md")[0] == 0
    assert (folder / KNOWN).read_text("utf-8") == first
    assert {finding["manuscript"] for finding in json.loads(first)["findings"]} == {"paper.md", "chapters/one.md"}
    os.chdir(folder / "chapters")
    assert run("audit", "--offline", TWO, "--fail-on", "warning", "--baseline", f"../{KNOWN}", "one.md")[0] == 0


def test_what_is_no_baseline_is_not_overwritten(folder: Path, run: Run) -> None:
    code, _, err = run("baseline", "--offline", "-o", "paper.md", "paper.md")
    assert (code, len(err.splitlines())) == (2, 1)
    assert "paper.md: this is not a baseline" in err
    assert (folder / "paper.md").read_text("utf-8") == ERROR


@pytest.mark.parametrize(
    ("args", "text", "code", "message"),
    [
        (["--offline"], "# Sleep\n\nSleep (9).", 3, "incomplete, no list of references was found"),
        (["--online"], ERROR, 3, "incomplete, a source did not answer"),
        (["--offline", "missing.md"], ERROR, 2, "missing.md: there is no such file"),
    ],
)
def test_a_baseline_of_half_an_audit_is_not_written(
    folder: Path, run: Run, args: list[str], text: str, code: int, message: str
) -> None:
    (folder / "paper.md").write_text(text, encoding="utf-8")
    left, out, err = run("baseline", *args, "paper.md")
    assert (left, out) == (code, "")
    assert message in err
    assert not (folder / KNOWN).exists()


# --------------------------------------------------------------------------- changes


def test_only_what_a_change_touches(folder: Path, run: Run) -> None:
    committed(folder)
    (folder / "paper.md").write_text(ERROR.replace("(1,2).", "(1,2). Light matters (8)."), encoding="utf-8")
    code, out, _ = run("audit", "--offline", TWO, "--diff", "HEAD", "--format", "json", "paper.md")
    report = json.loads(out)
    assert code == 1
    assert [finding["message"] for finding in report["findings"]] == [
        "(8) points at reference 8, but the list ends at 4"
    ]
    assert report["manuscript"]["notes"] == ["1 finding on what did not change since HEAD left out"]
    assert sorted(path.name for path in folder.iterdir()) == [".git", "paper.md"]


def test_a_file_in_a_folder_of_its_own_and_one_that_is_new(folder: Path, run: Run) -> None:
    (folder / "chapters").mkdir()
    (folder / "chapters" / "one.md").write_text(ERROR, encoding="utf-8")
    committed(folder)
    os.chdir(folder / "chapters")
    assert run("audit", "--offline", "--diff", "HEAD", "one.md")[0] == 0
    (folder / "chapters" / "two.md").write_text(ERROR, encoding="utf-8")
    code, out, err = run("audit", "--offline", "--diff", "HEAD", "two.md")
    assert (code, out) == (2, "")
    assert "two.md: git does not track this file" in err
    git(folder, "add", "-A")
    code, out, _ = run("audit", "--offline", "--diff", "HEAD", "two.md")
    assert code == 1
    assert "this file is not in HEAD, so all of it is new" in out


BIB = """@article{hall, author={Hall, A.}, title={Sleep and memory}, journal={J Sleep}, year={2015}}
@article{moss, author={Moss, D.}, title={Naps in older adults}, journal={J Sleep}, year={2019}}
"""


def test_latex_with_its_tree(folder: Path, run: Run) -> None:
    (folder / "parts").mkdir()
    (folder / "paper.tex").write_text(
        "\\documentclass{article}\n\\begin{document}\nMemory \\cite{hall,none}.\n\\input{parts/naps}\n"
        "\\bibliographystyle{plain}\\bibliography{refs}\n\\end{document}\n", encoding="utf-8"
    )  # fmt: skip
    (folder / "refs.bib").write_text(BIB, encoding="utf-8")
    naps = folder / "parts" / "naps.tex"
    naps.write_text("Naps help \\cite{moss,nowhere}.\n", encoding="utf-8")
    committed(folder)
    code, out, err = run("audit", "--offline", TWO, "--diff", "HEAD", "--format", "json", "paper.tex")
    assert (code, json.loads(out)["findings"]) == (0, []), err
    naps.write_text("Naps may help \\cite{moss,nowhere}.\n", encoding="utf-8")
    findings = json.loads(run("audit", "--offline", TWO, "--diff", "HEAD", "--format", "json", "paper.tex")[1])[
        "findings"
    ]
    assert [finding["location"]["path"] for finding in findings] == ["parts/naps.tex"]


def test_projects_as_they_were(folder: Path, run: Run) -> None:
    files = {
        "book/_quarto.yml": "bibliography: refs.bib\n",
        "book/refs.bib": "@article{hall2015, author={Hall, A}, title={Sleep}, journal={J Sleep}, year={2015}}\n",
        "book/parts/one.qmd": "Memory needs sleep [@hall2015; @moss2019].\n",
        "content/metadata.yaml": "title: Sleep\n",
        "content/02.main.md": "Memory needs sleep [@doi:10.1000/s1; @raw:none].\n",
    }
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    committed(folder)
    for name in ("book/parts/one.qmd", "content"):
        code, out, err = run("audit", "--offline", TWO, "--diff", "HEAD", "--format", "json", name)
        assert (code, json.loads(out)["findings"], err) == (0, [], "")
    (folder / "content/02.main.md").write_text("Memory needs sleep [@doi:10.1000/s1; @raw:none; @raw:new].\n", "utf-8")
    code, out, _ = run("audit", "--offline", TWO, "--diff", "HEAD", "--format", "json", "content")
    assert any("raw:new" in finding["message"] for finding in json.loads(out)["findings"])


def test_a_bibliography_as_it_was(folder: Path, run: Run) -> None:
    (folder / "text").mkdir()
    (folder / "text" / "paper.md").write_text("# Sleep\n\nMemory [@hall]. Naps [@moss; @none].\n", encoding="utf-8")
    (folder / "refs.bib").write_text(BIB.replace("Naps in", "Nap of"), encoding="utf-8")
    committed(folder)
    (folder / "refs.bib").write_text(BIB, encoding="utf-8")
    args = ("audit", "--offline", TWO, "--bibliography", "refs.bib", "--format", "json", "text/paper.md")
    assert json.loads(run(*args)[1])["findings"] != []
    findings = json.loads(run(*args, "--diff", "HEAD")[1])["findings"]
    # It stands beside a reference that was reworded.
    assert [finding["check"] for finding in findings] == ["dangling-citation"]


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["--diff", "nope"], "the repository of paper.md has no revision “nope”"),
        (["--diff", "--all"], "has no revision “--all”"),
        (["--diff", ""], "has no revision “”"),
    ],
)
def test_no_such_revision(folder: Path, run: Run, args: list[str], message: str) -> None:
    committed(folder)
    code, out, err = run("audit", "--offline", *args, "paper.md")
    assert (code, out, len(err.splitlines())) == (2, "", 1)
    assert message in err


def test_without_git(folder: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "paper.md: --diff needs a git repository" in run("audit", "--offline", "--diff", "HEAD", "paper.md")[2]
    monkeypatch.setenv("PATH", str(folder))
    assert (
        "--diff needs git, and there is no such program" in run("audit", "--offline", "--diff", "HEAD", "paper.md")[2]
    )


def test_as_git_hooks_run_it(folder: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    committed(folder)
    monkeypatch.setenv("GIT_DIR", ".git")
    monkeypatch.setenv("GIT_INDEX_FILE", "elsewhere")
    (folder / "a").mkdir()
    monkeypatch.chdir(folder / "a")
    assert run("audit", "--offline", "--diff", "HEAD", "../paper.md")[0] == 0
