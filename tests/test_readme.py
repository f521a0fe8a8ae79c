"""The README says what is so."""

from __future__ import annotations

import contextlib
import io
import re
import shutil
from datetime import date
from pathlib import Path
from types import ModuleType

import pytest
from typer.main import get_command
from typer.testing import CliRunner

from citeaudit.auditing import config, pipeline, waiverfile
from citeaudit.cli import app
from citeaudit.formats import latex, markdown
from citeaudit.model import Audit
from citeaudit.reports import text
from citeaudit.rules.running import checks, get, run
from citeaudit.sources import open_source
from tests.tools import make_readme

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")


def test_the_table_of_checks_is_the_rule_book() -> None:
    assert make_readme.updated(README) == README, "the table of checks is stale; `make fix` writes it"
    row = "| `year-mismatch` | error | The year in a reference differs from the year of the work |\n"
    assert make_readme.updated(README.replace(row, "")) == README
    assert README.count(row) == 1


def test_every_command_is_in_the_table() -> None:
    commands = set(getattr(get_command(app), "commands", {}))
    assert commands == set(re.findall(r"^\| `citeaudit (\w+)", README, re.MULTILINE))


def test_the_example_is_what_audit_prints(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    audit = pipeline.audit("seeds/tcr-22-2463.md", source=open_source("embedded", offline=True))
    printed = text.render(run(audit, [c for c in checks() if c.name == "claim-mismatch"]), width=96)
    example = re.search(r"```text\n(.*?)```", README, re.DOTALL)
    assert example is not None
    assert example[1].strip() in printed


@pytest.mark.parametrize(
    ("code", "printed"),
    list(zip(re.findall(r"```python\n(.*?)```", README, re.DOTALL), ("claim-mismatch", "97 links"), strict=True)),
)
def test_the_library_examples_run(monkeypatch: pytest.MonkeyPatch, code: str, printed: str) -> None:
    monkeypatch.chdir(ROOT)
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(compile(code, "README.md", "exec"), {"__name__": "readme"})
    assert printed in out.getvalue()


@pytest.mark.parametrize(("name", "snippet"), re.findall(r"```toml\n# (\S+)\n(.*?)```", README, re.DOTALL))
def test_configurations_are_understood(tmp_path: Path, name: str, snippet: str) -> None:
    path = tmp_path / name
    path.write_text(snippet, encoding="utf-8")
    if name == "citeaudit-waivers.toml":
        assert [waiver.problem for waiver in waiverfile.waivers(str(path), str(tmp_path / "paper.md"))] == ["", ""]
        assert waiverfile.waivers(str(path), str(tmp_path / "other.md")) == ()
        return
    loaded = config.load(str(path))
    assert loaded is not None
    assert loaded.settings.fail_on == "warning"
    assert set(loaded.settings.of_checks()) >= {"uncited-reference"}
    assert loaded.settings.chosen()


LATEX_LIST = r"\begin{thebibliography}{1}\bibitem{appraisal} An appraisal\end{thebibliography}"


@pytest.mark.parametrize(("language", "reader", "more"), [("markdown", markdown, ""), ("latex", latex, LATEX_LIST)])
def test_waivers_are_understood(language: str, reader: ModuleType, more: str) -> None:
    (snippet,) = (s for s in re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL) if "citeaudit:" in s)
    audit = Audit(manuscript=reader.read("paper", (snippet + more).encode()), today=date(2027, 6, 30))
    found = run(audit, [get("malformed-waiver"), get("expired-waiver")])
    assert len(audit.manuscript.comments) == 1
    assert found.findings == ()


def test_what_is_run_on_a_baseline_and_on_changes_is_understood(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    commands = re.findall(
        r"^\$ citeaudit (.*)$", README.partition("## Baseline")[2].partition("\n## ")[0], re.MULTILINE
    )
    assert len(commands) == 3
    shutil.copy(ROOT / "seeds/tcr-22-2463.md", tmp_path / "paper.md")
    monkeypatch.chdir(tmp_path)
    codes = [CliRunner().invoke(app, [*command.split(), "--offline"]).exit_code for command in commands]
    assert codes == [0, 0, 2]  # the last says that there is no repository


def test_files_named_exist() -> None:
    for target in re.findall(r"\]\(([^)#:]+)\)", README):
        assert (ROOT / target).exists(), target
