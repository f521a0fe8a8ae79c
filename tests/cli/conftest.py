"""Surroundings of the command: no network, no cache, no proxy and no terminal of whoever runs the tests."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from citeaudit.sources._manners import Manners
from tests.cli.command import NOWHERE, citeaudit
from tests.manuscripts import LIST

Run = Callable[..., tuple[int, str, str]]

CLEAN = f"# Sleep\n\nMemory needs sleep (1,2). Dreams and mood too (3,4).\n{LIST}"
WARNING = CLEAN.replace("(3,4)", "(3)")
ERROR = CLEAN.replace("(3,4)", "(3,4,9)")


@pytest.fixture(autouse=True)
def own_surroundings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
    surroundings = {
        **NOWHERE,
        "CITEAUDIT_CACHE": str(tmp_path / "cache"),
        "COLUMNS": "100",  # as where there is no terminal
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_SYSTEM": os.devnull,
    }
    for name, value in surroundings.items():
        monkeypatch.setenv(name, value)
    defaults = {**(Manners.__init__.__kwdefaults__ or {}), "sleep": lambda seconds: None}  # pauses are over at once
    monkeypatch.setattr(Manners.__init__, "__kwdefaults__", defaults)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working directory, with a manuscript that has an error."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "paper.md").write_text(ERROR, encoding="utf-8")
    return tmp_path


@pytest.fixture
def run(folder: Path) -> Run:
    """The command in that directory: its exit code, what it prints, what it says on standard error."""

    def run(*args: str) -> tuple[int, str, str]:
        done = citeaudit(*args)
        return done.returncode, done.stdout, done.stderr

    return run
