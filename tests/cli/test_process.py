"""What only a process of its own can show: exit codes, closed pipes, encodings, hash seeds, several processes at work."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest

from tests.cli.command import COMMAND, PATIENCE_S, process
from tests.cli.conftest import CLEAN, ERROR
from tests.cli.test_cli import SEED
from tests.cli.test_livable import CONFIG


@pytest.mark.parametrize(
    ("text", "code"),
    [(CLEAN, 0), (ERROR, 1), ("\x00", 2), ("# Sleep\n\nMemory needs sleep (1).\n", 3)],
    ids=["nothing", "findings", "could not run", "incomplete"],
)
def test_exit_codes(folder: Path, text: str, code: int) -> None:
    (folder / "paper.md").write_text(text, encoding="utf-8")
    done = process("audit", "--offline", "paper.md")
    assert done.returncode == code, done.stdout + done.stderr


def test_a_reader_that_has_gone_is_no_fault(folder: Path) -> None:
    read, write = os.pipe()
    os.close(read)
    try:
        done = subprocess.run(
            [*COMMAND, "checks"], stdout=write, stderr=subprocess.PIPE, check=False, timeout=PATIENCE_S
        )
    finally:
        os.close(write)
    assert (done.returncode != 0, done.stderr) == (True, b"")


def test_a_terminal_of_another_encoding_does_not_end_the_run(folder: Path) -> None:
    (folder / "paper.md").write_text(ERROR.replace("Sleep", "Schlaf \U0001f634 ü", 1), encoding="utf-8")
    done = process("audit", "--offline", "--format", "json", "paper.md", PYTHONIOENCODING="ascii", LC_ALL="C")
    assert (done.returncode, done.stderr) == (1, "")
    assert json.loads(done.stdout)["manuscript"]["title"] == "Schlaf \U0001f634 ü"


def test_the_same_bytes_under_any_hash_seed() -> None:
    runs = {process("audit", "--offline", "--format", "json", SEED, PYTHONHASHSEED=seed).stdout for seed in "12"}
    assert len(runs) == 1


def test_the_same_in_several_processes(folder: Path) -> None:
    names = [f"paper{number}.md" for number in range(6)]
    for name in names:
        (folder / name).write_text(ERROR, encoding="utf-8")
    (folder / CONFIG).write_text(
        'checks.dangling-citation.severity = "info"\nchecks.citation-order.most-breaks = 0.4\n', encoding="utf-8"
    )
    done = process("audit", "--offline", "--format", "jsonl", *names)
    assert done.returncode == 0, done.stderr
    reports = [json.loads(line) for line in done.stdout.splitlines()]
    found = [
        [finding["severity"] for finding in r["findings"] if finding["check"] == "dangling-citation"] for r in reports
    ]
    assert found == [["info"]] * 6
