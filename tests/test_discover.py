"""Units that are installed: found by their entry points, looked at once, left out and named where they lack something."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

PAPER = "# Sleep\n\nMemory needs sleep (1).\n\n## References\n\n1. Hall A. Sleep and memory. J Sleep 2015;3:1-9.\n"

UNITS = {
    "acme/__init__.py": "",
    "acme/no_recognises.py": "SUFFIXES = ('.acme',)\ndef read(path, data, bibliography=()): ...\n",
    "acme/no_parameters.py": ("SUFFIXES = ('.acme',)\ndef recognises(data): return False\ndef read(path): ...\n"),
    "acme/no_tuple.py": (
        "SUFFIXES = '.acme'\ndef recognises(data): return False\ndef read(path, data, bibliography=()): ...\n"
    ),
    "acme/no_check.py": '"""A page."""\n',
    "acme/no_import.py": "import module_that_is_not_there\n",
    "acme/no_render.py": "",
    "acme/whole.py": (
        "SUFFIXES = ('.acme',)\ndef recognises(data): return data.startswith(b'ACME')\n"
        "def read(path, data, bibliography=()):\n"
        "    from citeaudit.formats import markdown\n"
        "    return markdown.read(path, data[4:], bibliography)\n"
    ),
}


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder in which distributions can be put beside the installed ones."""
    for name, text in UNITS.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    (tmp_path / "paper.md").write_text(PAPER, "utf-8")
    (tmp_path / "paper.acme").write_text("ACME" + PAPER, "utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path), prepend=os.pathsep)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def install(folder: Path, group: str, name: str, module: str) -> None:
    about = folder / "acme-1.0.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: acme\nVersion: 1.0\n", "utf-8")
    (about / "entry_points.txt").write_text(f"[{group}]\n{name} = {module}\n", "utf-8")


def citeaudit(*arguments: str) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, "-m", "citeaudit", *arguments], capture_output=True, check=False, encoding="utf-8"
    )
    return done.returncode, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("group", "module", "told"),
    [
        (
            "citeaudit.formats",
            "acme.no_recognises",
            "format-acme: the module acme.no_recognises lacks the function “recognises”",
        ),
        (
            "citeaudit.readers",
            "acme.no_recognises",
            "format-acme: the module acme.no_recognises lacks the function “recognises”",
        ),
        (
            "citeaudit.formats",
            "acme.no_parameters",
            "format-acme: the module acme.no_parameters has a function “read” that does not take data, bibliography",
        ),
        (
            "citeaudit.formats",
            "acme.no_tuple",
            "format-acme: the module acme.no_tuple has a “SUFFIXES” that is not a tuple",
        ),
        ("citeaudit.checks", "acme.no_check", "acme: the module acme.no_check lacks “check”"),
        (
            "citeaudit.checks",
            "acme.no_import",
            (
                "acme: the module acme.no_import cannot be imported: ModuleNotFoundError: "
                "No module named 'module_that_is_not_there'"
            ),
        ),
    ],
)
def test_a_faulty_unit_is_left_out_and_named(installed: Path, group: str, module: str, told: str) -> None:
    install(installed, group, "acme", module)
    code, said = citeaudit("audit", "paper.md", "--offline", "--format", "json")
    assert code == 3
    name, _, problem = told.partition(": ")
    assert f'"{name}": "{problem}"' in said
    assert "Traceback" not in said


def test_a_faulty_unit_is_named_on_the_screen(installed: Path) -> None:
    install(installed, "citeaudit.formats", "acme", "acme.no_recognises")
    code, said = citeaudit("audit", "paper.md", "--offline")
    assert code == 3
    assert "the module acme.no_recognises lacks the function “recognises”" in " ".join(said.split())


def test_a_faulty_report_is_named_where_it_is_asked_for(installed: Path) -> None:
    install(installed, "citeaudit.reports", "acme", "acme.no_render")
    assert citeaudit("audit", "paper.md", "--offline")[0] == 0
    code, said = citeaudit("audit", "paper.md", "--offline", "--format", "acme")
    assert (code, said) == (2, "citeaudit: the module acme.no_render lacks the function “render”\n")


@pytest.mark.parametrize("group", ["citeaudit.formats", "citeaudit.readers"])
def test_a_format_that_is_installed(installed: Path, group: str) -> None:
    install(installed, group, "acme", "acme.whole")
    code, said = citeaudit("audit", "paper.acme", "--offline")
    assert code == 0
    assert "1 reference parsed of 1" in said


def test_a_crashed_check_gives_exit_code_3(installed: Path) -> None:
    crashing = textwrap.dedent(
        '''
        """It crashes."""
        from citeaudit.model import Severity
        from citeaudit.rules.check import Check
        check = Check("x.acme", __doc__, severity=Severity.INFO, group="list", message="", since="0.1")
        @check
        def find(audit, options):
            raise ZeroDivisionError("by design")
        '''
    )
    (installed / "acme" / "crashing.py").write_text(crashing, "utf-8")
    install(installed, "citeaudit.checks", "acme", "acme.crashing")
    code, said = citeaudit("audit", "paper.md", "--offline")
    assert code == 3
    assert "ZeroDivisionError: by design" in " ".join(said.split())
    assert citeaudit("audit", "paper.md", "--offline", "--ignore", "acme")[0] == 0
    assert citeaudit("audit", "paper.md", "--offline", "--allow-incomplete", "--fail-on", "never")[0] == 3


def test_entry_points_are_asked_for_once() -> None:
    code = (
        "import importlib.metadata as metadata\n"
        "real, calls = metadata.entry_points, []\n"
        "metadata.entry_points = lambda *args, **kwargs: calls.append(1) or real(*args, **kwargs)\n"
        "from citeaudit import discover\n"
        "for package in ('checks', 'formats', 'reports', 'exports', 'sources'):\n"
        "    assert discover.usable(f'citeaudit.{package}')\n"
        "    assert not discover.faulty(f'citeaudit.{package}')\n"
        "print(len(calls))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, encoding="utf-8")
    assert done.stdout == "1\n"
