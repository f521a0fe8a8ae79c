"""Every piece of Python in CONTRIBUTING is a whole unit, and runs as it is printed."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from citeaudit.rules.running import checks
from tests.checks.test_examples import assert_is_so, assert_is_whole, examples_of

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / ".github" / "CONTRIBUTING.md").read_text("utf-8")
RUFF = Path(sys.executable).with_name("ruff")

_UNIT = re.compile(r"`citeaudit/(\w+)/(\w+)\.py`:\n\n(`{3,})python\n(.*?)\n\3\n", re.DOTALL)
UNITS = {(folder, name): code + "\n" for folder, name, _, code in _UNIT.findall(PAGE)}
"""The units on the page by folder and name."""

PAPER = """= Sleep =

Memory needs sleep (1). Naps help (2), dreams (9).

== References ==

1. Hall A. Sleep and memory. J Sleep;3:1-9. doi:10.5555/s1
2. Moss D. Naps in older adults. J Sleep 2019;7:21-30.
"""

WORKS = """[{"id": "a", "type": "article-journal", "title": "Naps in older adults", "DOI": "10.5555/s2", "volume": "7", "page": "21-30",
"container-title": "J Sleep", "issued": {"date-parts": [[2019]]}, "author": [{"family": "Moss", "given": "D"}]}]"""


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a distribution that brings all units, beside the installed ones."""
    package, about = tmp_path / "acme", tmp_path / "acme-1.0.dist-info"
    package.mkdir()
    about.mkdir()
    (package / "__init__.py").touch()
    points = []
    for (folder, name), code in UNITS.items():
        (package / f"{name}.py").write_text(code, "utf-8")
        points.append(f"[citeaudit.{folder}]\n{name.replace('_', '-')} = acme.{name}\n")
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: acme\nVersion: 1.0\n", "utf-8")
    (about / "entry_points.txt").write_text("".join(points), "utf-8")
    (tmp_path / "paper.wiki").write_text(PAPER, "utf-8")
    (tmp_path / "works.json").write_text(WORKS, "utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path), prepend=os.pathsep)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_every_piece_of_python_is_tried() -> None:
    assert len(UNITS) == len(re.findall(r"^`{3,}(?:python|py)\b", PAGE, re.MULTILINE))
    assert {folder for folder, _ in UNITS} == {"checks", "formats", "sources", "reports", "exports"}


def test_a_check_is_what_its_page_says(installed: Path) -> None:
    spec = importlib.util.spec_from_file_location("acme.missing_year", installed / "acme" / "missing_year.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert_is_whole(module.check)
    for example in examples_of(module.check):
        assert_is_so(example)
    assert module.check.question


@pytest.mark.parametrize(
    ("command", "code", "printed"),
    [
        (
            "audit paper.wiki --source shelf:works.json --format lines --select missing-year,dangling-citation",
            1,
            (
                "paper.wiki:3:47: (9) points at reference 9, but the list ends at 2\n"
                "paper.wiki:7:4: reference 1 (Hall) gives no year\n"
                "2 in all\n"
            ),
        ),
        ("export paper.wiki --source shelf:works.json --format dois", 0, "10.5555/s1\n10.5555/s2\n"),
    ],
)
def test_all_units_are_found_and_work_together(installed: Path, command: str, code: int, printed: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "citeaudit", *command.split()], capture_output=True, check=False, encoding="utf-8"
    )
    assert (done.returncode, done.stdout, done.stderr) == (code, printed, "")


def test_an_export_reads_what_it_writes() -> None:
    scope: dict[str, object] = {}
    exec(UNITS["exports", "dois"] + "\nonce = load('10.5555/s1\\n')\ntwice = load(dump(once))\n", scope)
    assert scope["once"] == scope["twice"] != ()


@pytest.mark.skipif(not RUFF.exists(), reason="ruff is not installed beside Python")
def test_what_is_printed_is_in_form(tmp_path: Path) -> None:
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for (folder, name), code in UNITS.items():
        path = tmp_path / "citeaudit" / folder / f"{name}.py"
        path.parent.mkdir(parents=True)
        path.write_text(code, "utf-8")
        (path.parent / "__init__.py").write_text('"""Units."""\n', "utf-8")
    (tmp_path / "citeaudit" / "__init__.py").write_text('"""The package."""\n', "utf-8")
    for command in (["format", "--diff"], ["check"]):
        done = subprocess.run(
            [RUFF, *command, "--no-cache", "."], cwd=tmp_path, capture_output=True, check=False, encoding="utf-8"
        )
        assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("snippet", re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL))
def test_entry_points_name_what_is_on_the_page(snippet: str) -> None:
    for group, points in tomllib.loads(snippet)["project"]["entry-points"].items():
        for name, module in points.items():
            unit = (group.removeprefix("citeaudit."), module.rpartition(".")[2])
            assert unit in UNITS
            assert name == unit[1].replace("_", "-")


def test_files_named_exist() -> None:
    printed = {f"{folder}/{name}.py" for folder, name in UNITS}
    for path in re.findall(r"`((?:citeaudit|tests)/[\w/]+\.py)`", PAGE):
        assert path.removeprefix("citeaudit/") in printed or (ROOT / path).exists(), path
    assert not {name.replace("_", "-") for folder, name in UNITS if folder == "checks"} & {c.name for c in checks()}
