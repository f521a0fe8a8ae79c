"""The README says what is so."""

from __future__ import annotations

import contextlib
import io
import re
from pathlib import Path

import pytest
from typer.main import get_command

from citeaudit import api
from citeaudit.check import checks, run
from citeaudit.cli import app
from citeaudit.reports import text
from citeaudit.sources import open_source

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")


def test_the_table_of_checks_is_the_rule_book() -> None:
    rows = [f"| `{check.name}` | {check.severity} | {check.summary.removesuffix('.')} |" for check in checks()]
    assert "\n".join(rows) in README


def test_every_command_is_in_the_table() -> None:
    commands = set(getattr(get_command(app), "commands", {}))
    assert commands == set(re.findall(r"^\| `citeaudit (\w+)", README, re.MULTILINE))


def test_the_example_is_what_audit_prints(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    audit = api.audit("seeds/tcr-22-2463.md", source=open_source("embedded", offline=True))
    printed = text.render(run(audit, [c for c in checks() if c.name == "claim-mismatch"]), width=96)
    example = re.search(r"```text\n(.*?)```", README, re.DOTALL)
    assert example is not None
    assert example[1].strip() in printed


def test_the_library_example_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    (code,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(compile(code, "README.md", "exec"), {"__name__": "readme"})
    assert "claim-mismatch" in out.getvalue()


def test_files_named_exist() -> None:
    for target in re.findall(r"\]\(([^)#:]+)\)", README):
        assert (ROOT / target).exists(), target
