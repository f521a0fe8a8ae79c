"""`citeaudit audit --watch`: what it says, and, run once as a person runs it, that it hears of changes and of Ctrl-C."""

from __future__ import annotations

import os
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import pytest

from citeaudit.auditing import watching
from citeaudit.cli import _watching
from tests.cli.command import PATIENCE_S, citeaudit
from tests.cli.conftest import CLEAN, ERROR, Run

# Ctrl-C is heard even where the tests run in the background, which shells make deaf to it.
_HEAR = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); "
_MAIN = [sys.executable, "-c", _HEAR + "from citeaudit.cli import main; main()", "audit"]
_ENDED = None  # in the queue: nothing more comes


class Watch:
    """A watch under way, and what it prints, line by line; both streams are one, so that their order is kept."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        self._lines: queue.Queue[str | None] = queue.Queue()
        assert process.stdout is not None
        threading.Thread(target=self._read, args=(process.stdout,), daemon=True).start()

    def _read(self, stream: IO[str]) -> None:
        for line in stream:
            self._lines.put(line)
        self._lines.put(_ENDED)

    def until(self, text: str) -> str:
        """All lines up to the first that holds a text; a watch that ends without it fails the test at once."""
        seen = ""
        while text not in seen:
            line = self._lines.get(timeout=PATIENCE_S)
            assert line is not _ENDED, f"the watch ended; it said:\n{seen}"
            seen += line or ""
        return seen


@contextmanager
def _watch(folder: Path, *arguments: str) -> Iterator[Watch]:
    with subprocess.Popen(
        [*_MAIN, *arguments, "--watch", "--offline", "--source", "embedded", "--no-config"],
        cwd=folder,
        text=True,
        env={**os.environ, "NO_COLOR": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    ) as process:
        try:
            yield Watch(process)
        finally:
            if process.poll() is None:
                process.kill()


def test_what_changes_is_audited_again_until_ctrl_c(folder: Path) -> None:
    (folder / "paper.md").write_text(CLEAN, "utf-8")
    with _watch(folder, "paper.md") as watch:
        assert "0 errors" in watch.until("watching; Ctrl-C ends")
        (folder / "new.md").write_text(ERROR, "utf-8")
        (folder / "new.md").replace(folder / "paper.md")  # as many editors save
        again = watch.until("1 error")
        assert again.startswith("citeaudit: paper.md changed\n")
        assert "dangling-citation" in again
        watch.process.send_signal(signal.SIGINT)
        assert watch.process.wait(PATIENCE_S) == 0


def test_each_change_is_an_audit_of_its_own(folder: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[str, ...]] = []

    def changes(*args: object, **options: object) -> Iterator[tuple[str, ...]]:
        yield ()
        yield ("paper.md",)
        yield ("paper.md", "refs.bib")
        raise KeyboardInterrupt

    def audited(command: list[str], **options: object) -> subprocess.CompletedProcess[bytes]:
        asked.append(tuple(command[4:]))
        return subprocess.CompletedProcess(command, 1)

    monkeypatch.setattr(watching, "changes", changes)
    monkeypatch.setattr("citeaudit.cli._watching.subprocess.run", audited)
    assert run("audit", "--watch", "--offline", "paper.md") == (
        0,
        "",
        "citeaudit: watching; Ctrl-C ends\nciteaudit: paper.md changed\nciteaudit: paper.md, refs.bib changed\n",
    )
    assert asked == [("audit", "--offline", "paper.md")] * 3


def test_a_manuscript_that_is_not_there_is_not_waited_for(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def changes(*args: object, **options: object) -> Iterator[tuple[str, ...]]:
        pytest.fail("it was waited for")
        yield ()

    monkeypatch.setattr(watching, "changes", changes)
    monkeypatch.setattr(_watching, "_audit", lambda: 2)  # a process of its own, which says that there is no such file
    assert citeaudit("audit", "--watch", "--offline", "none.md").returncode == 2


def test_without_the_extra_one_line_says_what_to_do(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watching, "find_spec", lambda name: None)
    assert run("audit", "--watch", "paper.md") == (
        2,
        "",
        'citeaudit: --watch needs watchfiles; install it with: pip install "citeaudit[watch]"\n',
    )
