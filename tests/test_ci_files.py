"""The action, the workflows, the hook and the snippets of the README: their syntax, and the commands in them.

Syntax is judged by the schemas that check-jsonschema ships; commands are run by the real command line, offline.
"""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator
from typer.testing import CliRunner

from citeaudit.cli import app, main

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")
ACTION = ROOT / ".github/actions/audit/action.yml"
RUN = ACTION.with_name("run.py")
WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))
(HOOK,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
PAPER = ROOT / "fixtures/formats/numbers.md"

SNIPPETS = re.findall(r"```yaml\n# (\S+)\n(.*?)```", README, re.DOTALL)
"""Where a snippet goes, and what it says."""

# The packages of GitHub and GitLab that are installed from the network, and no command of ours.
INSTALL = "pip install "


@cache
def schema(name: str) -> Any:
    return json.loads((files("check_jsonschema") / f"builtin_schemas/vendor/{name}.json").read_text("utf-8"))


class Loader(yaml.SafeLoader):
    """YAML 1.2 as GitHub reads it, where `on` is a word."""


Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:bool"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), list("tf"))


def load(text: str) -> Any:
    return yaml.load(text, Loader)


def problems(name: str, value: Any) -> list[str]:
    return [f"{error.json_path}: {error.message}" for error in Draft7Validator(schema(name)).iter_errors(value)]


def steps(value: Any) -> list[dict[str, Any]]:
    """All steps of all jobs of a workflow, or those of an action."""
    jobs = value["jobs"].values() if "jobs" in value else [value["runs"]]
    return [step for job in jobs for step in job.get("steps", [])]


# --------------------------------------------------------------------------- syntax


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_workflows_fit_the_schema(path: Path) -> None:
    assert problems("github-workflows", load(path.read_text("utf-8"))) == []


def test_the_action_fits_the_schema() -> None:
    assert problems("github-actions", load(ACTION.read_text("utf-8"))) == []


def test_the_schemas_find_faults() -> None:
    assert problems("github-workflows", {"on": "push", "jobs": {"a": {"runs-on": "x", "stepps": []}}})
    assert problems("github-actions", {"name": "x", "runs": {"using": "composite"}})
    assert problems("gitlab-ci", {"job": {"script": {"a": 1}}})


def test_the_snippets_fit_their_schemas() -> None:
    kinds = {".github/workflows/citations.yml": "github-workflows", ".gitlab-ci.yml": "gitlab-ci"}
    assert {path for path, _ in SNIPPETS} == {*kinds, ".pre-commit-config.yaml"}
    for path, text in SNIPPETS:
        if path in kinds:
            assert problems(kinds[path], load(text)) == [], path


def test_no_input_is_a_part_of_a_command() -> None:
    """What stands in `${{ }}` is put into a script before it is run, so that an input could be a command."""
    for path in (ACTION, *WORKFLOWS):
        scripts = [step["run"] for step in steps(load(path.read_text("utf-8"))) if "run" in step]
        assert not [script for script in scripts if "${{" in script], path.name


def test_inputs_and_outputs_agree() -> None:
    action = load(ACTION.read_text("utf-8"))
    used = set(re.findall(r"\$\{\{ inputs\.([\w-]+)", ACTION.read_text("utf-8")))
    assert used == set(action["inputs"])
    given = [
        (step["with"], path)
        for path, text in [*((p.name, p.read_text("utf-8")) for p in WORKFLOWS), *SNIPPETS]
        if not path.startswith(".pre") and "jobs" in load(text)
        for step in steps(load(text))
        if step.get("uses", "").partition("@")[0].endswith("/.github/actions/audit")
    ]
    assert len(given) == 4
    for inputs, path in given:
        assert set(inputs) <= set(action["inputs"]), path
    workflow = load((ROOT / ".github/workflows/audit.yml").read_text("utf-8"))
    callers = [
        job["with"]
        for text in [(ROOT / ".github/workflows/integration.yml").read_text("utf-8"), *(text for _, text in SNIPPETS)]
        for job in load(text).get("jobs", {}).values()
        if "/.github/workflows/audit.yml" in job.get("uses", "")
    ]
    assert len(callers) == 2
    assert all(set(inputs) <= set(workflow["on"]["workflow_call"]["inputs"]) for inputs in callers)


# --------------------------------------------------------------------------- commands


def audit(arguments: list[str]) -> int:
    """The exit code of the command line, in this process."""
    result = CliRunner().invoke(app, arguments)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with manuscripts where the snippets look for them; the current one."""
    shutil.copy(PAPER, tmp_path / "paper.md")
    (tmp_path / "chapters").mkdir()
    shutil.copy(PAPER, tmp_path / "chapters/one.tex")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_command_for_gitlab_makes_the_reports_it_hands_over(repository: Path) -> None:
    (text,) = (text for path, text in SNIPPETS if path == ".gitlab-ci.yml")
    job = load(text)["citeaudit"]
    (command,) = (line for line in job["script"] if not line.startswith(INSTALL))
    name, *arguments = shlex.split(command)
    assert name == "citeaudit"
    assert audit([*arguments, "--offline"]) == 0
    made = job["artifacts"]["reports"].values()
    assert sorted(made) == sorted(path.name for path in repository.iterdir() if path.suffix in (".json", ".xml"))


def test_the_hook_runs_with_its_own_arguments_and_those_of_the_snippet(repository: Path) -> None:
    (text,) = (text for path, text in SNIPPETS if path == ".pre-commit-config.yaml")
    (repo,) = load(text)["repos"]
    (hook,) = repo["hooks"]
    assert hook["id"] == HOOK["id"]
    _, *entry = shlex.split(HOOK["entry"])
    assert HOOK["pass_filenames"] is False
    for settings, expected in ((HOOK, 0), (HOOK | hook, 1)):
        assert re.search(settings["files"], "paper.md")
        assert audit([*entry, *settings["args"]]) == expected


@pytest.mark.parametrize(
    ("path", "taken"),
    [
        ("paper.md", True),
        ("work/main.tex", True),
        ("manuscript.docx", True),
        ("chapters/one.tex", True),
        ("refs.bib", True),
        ("02-sleep.Rmd", True),
        ("content/02.main-text.md", True),
        ("_quarto.yml", True),
        ("myst.yml", True),
        ("content/reply.md", False),
        ("README.md", False),
        ("newspaper.md", False),
        ("paper.md.orig", False),
    ],
)
def test_what_the_hook_takes_for_a_manuscript(path: str, taken: bool) -> None:
    assert bool(re.search(HOOK["files"], path)) is taken


def action(folder: Path, **inputs: str) -> tuple[int, str, dict[str, str], str]:
    """Run the action's script: its exit code, what it prints, its outputs, and the page of the run."""
    temporary = folder / ".runner"
    temporary.mkdir(exist_ok=True)
    output, summary = temporary / "output", temporary / "summary"
    output.write_text("")
    summary.write_text("")
    runner = {"RUNNER_TEMP": str(temporary), "GITHUB_OUTPUT": str(output), "GITHUB_STEP_SUMMARY": str(summary)}
    done = subprocess.run(
        [sys.executable, str(RUN)],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), "SUMMARY": "true", **runner, **inputs},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    outputs = dict(line.split("=", 1) for line in output.read_text("utf-8").splitlines())
    return done.returncode, done.stdout, outputs, summary.read_text("utf-8")


def test_the_action_marks_lines_and_shows_a_page_and_writes_sarif(repository: Path) -> None:
    code, printed, outputs, page = action(
        repository, FILES="paper.md\n\n  p*.md \n", OPTIONS="--offline\n--fail-on=warning\n", SARIF="report.sarif"
    )
    assert code == 1
    assert printed.startswith("::warning file=paper.md,line=11,col=210,")
    assert page.startswith("## citeaudit: `paper.md`\n")
    assert outputs == {"exit-code": "1", "sarif": "report.sarif", "markdown": outputs["markdown"]}
    assert Path(outputs["markdown"]).read_text("utf-8") == page
    (run,) = json.loads((repository / "report.sarif").read_text("utf-8"))["runs"]
    assert len(run["artifacts"]) == 1  # named twice, audited once


@pytest.mark.parametrize(
    ("inputs", "code", "said"),
    [
        ({"FILES": "*.txt", "OPTIONS": "--offline"}, 2, "no file matches *.txt"),
        ({"FILES": " \n"}, 2, "names no manuscript"),
        ({"FILES": "$(touch evil); paper.md", "OPTIONS": "--offline"}, 2, "no file matches $(touch evil)"),
        ({"FILES": "paper.md", "OPTIONS": "--offline\n--select\nno such; check"}, 2, ""),
        ({"FILES": "empty.md", "OPTIONS": "--offline"}, 3, "NO REFERENCES"),
    ],
)
def test_the_action_says_why_it_could_not(repository: Path, inputs: dict[str, str], code: int, said: str) -> None:
    (repository / "empty.md").write_text("# Nothing\n", encoding="utf-8")
    (repository / "old.sarif").write_text("{}", encoding="utf-8")
    done, printed, outputs, _ = action(repository, SARIF="old.sarif", **inputs)
    assert done == code
    assert said in printed
    assert outputs["exit-code"] == str(code)
    assert (outputs["sarif"] == "old.sarif") is (code == 3)  # an old report is not taken for one of this run
    assert not (repository / "evil").exists()


def test_the_action_without_sarif_and_page(repository: Path) -> None:
    for folder in ("deep/er", ".hidden"):
        (repository / folder).mkdir(parents=True)
    shutil.copy(PAPER, repository / "deep/er/other.md")
    (repository / ".hidden/broken.md").write_bytes(b"\x00")
    code, printed, outputs, page = action(repository, FILES="**/*.md", OPTIONS="--offline", SARIF="", SUMMARY="false")
    assert (code, outputs["sarif"], page) == (0, "", "")
    assert re.findall(r"^citeaudit: (\S+):", printed, re.MULTILINE) == ["deep/er/other.md", "paper.md"]


def test_the_workflow_of_this_project_gets_what_it_expects(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(ROOT)
    jobs = load((ROOT / ".github/workflows/integration.yml").read_text("utf-8"))["jobs"]
    given = {step["id"]: step["with"] for step in jobs["action"]["steps"] if "id" in step}
    given["reusable"] = jobs["reusable-workflow"]["with"]
    codes: dict[str, int] = {}
    for name, inputs in given.items():
        manuscripts = [str(path) for pattern in inputs["files"].split() for path in sorted(Path().glob(pattern))]
        assert manuscripts
        codes[name] = audit(["audit", *inputs["options"].split(), "-o", str(tmp_path / "report"), "--", *manuscripts])
    assert codes == {"lenient": 0, "strict": 1, "reusable": 0}


def test_the_hook_stops_what_the_workflow_of_this_project_breaks(repository: Path) -> None:
    text = (ROOT / ".github/workflows/integration.yml").read_text("utf-8")
    (before, after) = re.findall(r"sed -i 's/(.+)/(.+)/' paper\.md", text)[0]
    paper = repository / "paper.md"
    broken = re.sub(before, after, paper.read_text("utf-8"))
    assert broken != paper.read_text("utf-8")
    paper.write_text(broken, encoding="utf-8")
    _, *entry = shlex.split(HOOK["entry"])
    assert audit([*entry, *HOOK["args"]]) == 1


# --------------------------------------------------------------------------- the forms, on the command line


@pytest.mark.parametrize(
    ("form", "arguments", "code"),
    [
        ("sarif", ["paper.md"], 0),
        ("sarif", ["paper.md", "--fail-on", "warning"], 1),
        ("github", ["paper.md", "--fail-on", "warning"], 1),
        ("gitlab", ["paper.md", "--fail-on", "warning"], 1),
        ("junit", ["paper.md", "--fail-on", "warning"], 1),
        ("markdown", ["paper.md", "--fail-on", "warning"], 1),
        ("junit", ["gone.md"], 2),
        ("gitlab", ["paper.md", "gone.md"], 2),
        ("sarif", ["empty.md", "paper.md", "--fail-on", "warning"], 3),
        ("markdown", ["empty.md", "--allow-incomplete"], 0),
    ],
)
def test_exit_codes_do_not_depend_on_the_form(form: str, arguments: list[str], code: int, repository: Path) -> None:
    (repository / "empty.md").write_text("# Nothing\n", encoding="utf-8")
    assert audit(["audit", "--offline", "--format", form, "-o", "report", *arguments]) == code
    assert (repository / "report").read_text("utf-8")


def test_further_reports_are_those_of_the_form_alone(repository: Path) -> None:
    also = [f"--also={form}={form}.txt" for form in ("sarif", "gitlab", "text")]
    assert audit(["audit", "--offline", "-o", "junit.txt", "--format", "junit", *also, "paper.md", "gone.md"]) == 2
    for form in ("sarif", "gitlab", "junit"):
        audit(["audit", "--offline", "-o", "alone.txt", "--format", form, "paper.md", "gone.md"])
        assert (repository / f"{form}.txt").read_bytes() == (repository / "alone.txt").read_bytes()


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--also", "sarif"], "is not FORMAT=FILE"),
        (["--also", "sarif="], "is not FORMAT=FILE"),
        (["--also", "=x"], "choose one of: github, gitlab"),
        (["--also", "nothing=x"], "choose one of: github, gitlab"),
        (["--also", "markdown=./paper.md"], "is a manuscript"),
        (["--also", "sarif=x", "--also", "junit=x"], "is named twice"),
        (["--also", "sarif=x", "-o", "chapters/../x"], "is the file of --output"),
        (["-o", "./paper.md"], "is a manuscript"),
        (["-o", "y", "--also", "sarif=gone/x"], "gone/x: cannot be written"),
    ],
)
def test_no_report_is_written_over_anything(
    options: list[str],
    said: str,
    repository: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(sys, "argv", ["citeaudit", "audit", "--offline", *options, "paper.md"])
    with pytest.raises(SystemExit) as stop:
        main()
    assert stop.value.code == 2
    assert said in " ".join(capsys.readouterr().err.split())
    assert not (repository / "x").exists()
    assert (repository / "paper.md").read_bytes() == PAPER.read_bytes()


def test_the_help_names_the_forms() -> None:
    said = CliRunner().invoke(app, ["audit", "--help"]).output
    assert {"text", "json", "jsonl", "sarif", "github", "gitlab", "junit", "markdown"} <= set(re.findall(r"\w+", said))
