"""`citeaudit new check`: what it writes runs as it is, and nothing is overwritten."""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from citeaudit.cli import main
from citeaudit.rules.check import Check
from tests.checks.test_examples import assert_is_so, assert_is_whole, examples_of

ROOT = Path(__file__).parents[2]
RUFF = Path(sys.executable).with_name("ruff")


def run(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    """The exit code of a command."""
    monkeypatch.setattr(sys, "argv", ["citeaudit", *arguments])
    with pytest.raises(SystemExit) as ended:
        main()
    return int(ended.value.code or 0)


def check_in(path: Path) -> Check:
    """The check in a file."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    check: Check = module.check
    return check


@pytest.mark.parametrize("name", ["missing-year", "x", "a-very-long-name-of-a-check-that-says-what-is-wrong-p2"])
def test_what_is_written_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    assert run(monkeypatch, "new", "check", name, "--folder", str(tmp_path)) == 0
    check = check_in(tmp_path / f"{name.replace('-', '_')}.py")
    assert check.name == name
    assert check.question
    assert_is_whole(check)
    for example in examples_of(check):
        assert_is_so(example)


@pytest.mark.skipif(not RUFF.exists(), reason="ruff is not installed beside Python")
def test_what_is_written_is_in_form(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    checks = tmp_path / "citeaudit" / "checks"
    checks.mkdir(parents=True)
    (checks / "__init__.py").touch()
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    monkeypatch.chdir(tmp_path)
    assert run(monkeypatch, "new", "check", "missing-year") == 0
    written = "citeaudit/checks/missing_year.py"
    for command in (["format", "--check"], ["check"]):
        done = subprocess.run([RUFF, *command, "--no-cache", written], capture_output=True, check=False, text=True)
        assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    ("name", "folder", "message"),
    [
        (
            "year-mismatch",
            ".",
            "there is a check year-mismatch already; `citeaudit explain year-mismatch` prints its page",
        ),
        ("own-check", ".", "own_check.py is there already, and is not overwritten"),
        ("new-check", "nowhere", "nowhere: there is no such folder"),
        *(
            (name, ".", f"“{name}” is not a name for a check; write lower-case words with hyphens, as in missing-year")
            for name in ("Missing-year", "missing_year", "missing--year", "-year", "year-", "2-years", "../year", "")
        ),
    ],
)
def test_what_is_refused(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    name: str,
    folder: str,
    message: str,
) -> None:
    (tmp_path / "own_check.py").write_text("mine", "utf-8")
    monkeypatch.chdir(tmp_path)
    assert run(monkeypatch, "new", "check", "--folder", folder, "--", name) == 2
    assert capsys.readouterr().err == f"citeaudit: {message}\n"
    assert [path.name for path in tmp_path.iterdir()] == ["own_check.py"]
    assert (tmp_path / "own_check.py").read_text("utf-8") == "mine"


def test_without_a_checkout_a_folder_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(monkeypatch, "new", "check", "missing-year") == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert line.endswith("run this in a checkout of citeaudit, or name a folder: --folder DIR")
