"""`citeaudit audit --watch`, run as a person runs it."""

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

from tests.lsp.client import PATIENCE_S

# Synthetic: no such works exist.
BIB = "@article{hall, author={Hall, A.}, title={Melatonin and jet lag}, journal={J Sleep}, year=2015}\n"
PAPER = "---\nbibliography: refs.bib\n---\n# Sleep\n\nSleep helps [@hall], says one.\n"
# Ctrl-C is heard even where the tests run in the background, which shells make deaf to it.
_HEAR = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); "
_MAIN = [sys.executable, "-c", _HEAR + "from citeaudit.cli import main; main()", "audit"]
OFFLINE = ["--offline", "--source", "embedded", "--no-config"]


class Watch:
    """A watch under way; the lines of both its streams, in turn."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        self._lines: queue.Queue[str] = queue.Queue()
        for stream in (process.stdout, process.stderr):
            assert stream is not None
            threading.Thread(target=self._read, args=(stream,), daemon=True).start()

    def _read(self, stream: IO[str]) -> None:
        for line in stream:
            self._lines.put(line)

    def until(self, text: str) -> str:
        """All lines up to the first that holds a text."""
        seen = ""
        while text not in seen:
            seen += self._lines.get(timeout=PATIENCE_S)
        return seen


@contextmanager
def _watch(folder: Path, *arguments: str) -> Iterator[Watch]:
    environment = {**os.environ, "NO_COLOR": "1"}
    with subprocess.Popen(
        [*_MAIN, *arguments, "--watch", *OFFLINE],
        cwd=folder,
        text=True,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        try:
            yield Watch(process)
        finally:
            if process.poll() is None:
                process.kill()


def test_what_changes_is_audited_again(tmp_path: Path) -> None:
    (tmp_path / "refs.bib").write_text(BIB, "utf-8")
    (tmp_path / "paper.md").write_text(PAPER, "utf-8")
    (tmp_path / "data.json").write_text("{}", "utf-8")
    with _watch(tmp_path, "paper.md", "--also", "json=report.json") as watch:
        first = watch.until("watching; Ctrl-C ends")
        assert "1 citation, 1 link" in first
        (tmp_path / "data.json").write_text("[]", "utf-8")  # nobody names it
        (tmp_path / "paper.md").write_text(PAPER + "\nSo says another [@moss].\n", "utf-8")
        second = watch.until("2 citations, 2 links")
        assert "citeaudit: paper.md changed\n" in second
        assert "dangling-citation" in second
        more = BIB + "@article{moss, author={Moss, D.}, title={Recall}, journal={J Sleep}, year=2019}\n"
        (tmp_path / "new.bib").write_text(more, "utf-8")
        (tmp_path / "new.bib").replace(tmp_path / "refs.bib")  # as many editors save
        third = watch.until("2 references parsed")
        assert "refs.bib" in third
        assert "data.json" not in first + second + third
        assert "report.json" not in first + second + third
        watch.process.send_signal(signal.SIGINT)
        assert watch.process.wait(PATIENCE_S) == 0


def test_a_manuscript_that_is_not_there_is_not_waited_for(tmp_path: Path) -> None:
    with _watch(tmp_path, "none.md") as watch:
        assert watch.process.wait(PATIENCE_S) == 2
        assert watch.until("\n") == "citeaudit: none.md: there is no such file\n"


def test_without_the_extra_one_line_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "paper.md").write_text(PAPER, "utf-8")
    code = "import sys; sys.modules['watchfiles'] = None; from citeaudit.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", code, "audit", "paper.md", "--watch"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 2
    assert done.stderr == 'citeaudit: --watch needs watchfiles; install it with: pip install "citeaudit[watch]"\n'
