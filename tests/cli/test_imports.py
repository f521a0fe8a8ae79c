"""What a run imports: only what it needs, for imports are what a short run takes longest for."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

FORMATS = Path(__file__).parents[2] / "fixtures" / "formats"
_READERS = {name: f"citeaudit.formats.{name}.reading" for name in ("docx", "jats", "latex", "markdown", "pdf")}
_NETWORK = ("habanero", "httpx2", "requests", "requests_cache")
_TELL = """
import sys
from citeaudit.cli import main
try:
    main()
except SystemExit:
    print("\\n".join(["", *sorted(sys.modules)]))
"""


def imported(*arguments: str, cache: Path) -> set[str]:
    """The modules that a run has imported at its end."""
    done = subprocess.run(
        [sys.executable, "-c", _TELL, *arguments],
        capture_output=True,
        check=True,
        encoding="utf-8",
        env={**os.environ, "CITEAUDIT_CACHE": str(cache), "PYTHONIOENCODING": "utf-8"},
    )
    return set(done.stdout.splitlines())


@pytest.mark.parametrize(
    ("file", "reader"),
    [
        ("numbers.md", "markdown"),
        ("main.tex", "latex"),
        ("numbers.docx", "docx"),
        ("article.xml", "jats"),
        ("numbers.pdf", "pdf"),
    ],
)
def test_an_offline_audit_imports_one_reader_and_no_network(file: str, reader: str, tmp_path: Path) -> None:
    modules = imported("audit", str(FORMATS / file), "--offline", "--no-config", cache=tmp_path)
    assert {name for name, module in _READERS.items() if module in modules} == {reader}
    assert not modules.intersection(_NETWORK)


def test_help_imports_no_engine(tmp_path: Path) -> None:
    modules = imported("audit", "--help", cache=tmp_path)
    assert not modules.intersection(
        (*_NETWORK, *_READERS.values(), "numpy", "lxml", "citeaudit.claims", "citeaudit.parsing")
    )


def test_the_package_imports_nothing_until_it_is_asked() -> None:
    code = "import sys, citeaudit; print(sorted(name for name in sys.modules if name.startswith('citeaudit')))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, encoding="utf-8")
    assert done.stdout == "['citeaudit', 'citeaudit.version']\n"
