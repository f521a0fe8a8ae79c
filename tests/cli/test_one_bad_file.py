"""One bad file costs one file: whatever a reader does with it, the others get their reports."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.command import process
from tests.cli.conftest import CLEAN, ERROR

READER = '''
"""A reader that goes wrong as the file says."""

import os
import time

SUFFIXES = (".hostile",)


def recognises(data):
    return data.startswith(b"HOSTILE")


def read(path, data, bibliography=()):
    what = data.split()[1]
    if what == b"crash":
        return [][7]
    if what == b"die":
        os.abort()
    if what == b"hang":
        time.sleep(3600)
    if what == b"starve":
        raise MemoryError
    return bytearray(64_000_000_000)
'''


@pytest.fixture
def hostile(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with files of a format whose reader hangs, dies, crashes or grows."""
    plugin = folder / "plugin"
    about = plugin / "acme-1.0.dist-info"
    about.mkdir(parents=True)
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: acme\nVersion: 1.0\n", "utf-8")
    (about / "entry_points.txt").write_text("[citeaudit.formats]\nhostile = acme_reader\n", "utf-8")
    (plugin / "acme_reader.py").write_text(READER, "utf-8")
    monkeypatch.setenv("PYTHONPATH", str(plugin), prepend=":")
    for what in ("crash", "die", "hang", "grow", "starve"):
        (folder / f"{what}.hostile").write_text(f"HOSTILE {what}\n", "utf-8")
    (folder / "clean.md").write_text(CLEAN, "utf-8")
    (folder / "error.md").write_text(ERROR, "utf-8")
    return folder


PATIENT_S = 3
"""What a manuscript of a few lines never takes, even on a busy machine."""

SAID = {
    "crash": "the audit crashed, which is a fault of citeaudit; please report it: IndexError: list index out of range "
    "(acme_reader.py, line 17)",
    "die": "the process that audited it ended unexpectedly (SIGABRT)",
    "hang": f"given up after {PATIENT_S} s without an end",
    "grow": "given up, for it takes more than 2 GB of memory",
}


def test_the_others_get_their_reports(hostile: Path) -> None:
    files = ["clean.md", "crash.hostile", "die.hostile", "hang.hostile", "grow.hostile", "error.md"]
    done = process("audit", *files, "--offline", "--timeout", str(PATIENT_S), "-f", "jsonl", "-o", "all.jsonl")
    assert done.returncode == 2
    assert done.stderr.splitlines() == [f"citeaudit: {what}.hostile: {said}" for what, said in SAID.items()]
    reports = [json.loads(line) for line in (hostile / "all.jsonl").read_text("utf-8").splitlines()]
    assert [(report["manuscript"]["path"], report["summary"]["error"]) for report in reports] == [
        ("clean.md", 0),
        ("error.md", 1),
    ]


@pytest.mark.parametrize("what", ["die", "hang"])
def test_a_lone_file_within_a_time(hostile: Path, what: str) -> None:
    done = process("audit", f"{what}.hostile", "--offline", "--timeout", str(PATIENT_S))
    assert (done.returncode, done.stdout, done.stderr) == (2, "", f"citeaudit: {what}.hostile: {SAID[what]}\n")


def test_a_lone_file_that_crashes_its_reader(hostile: Path) -> None:
    done = process("audit", "crash.hostile", "--offline")
    assert (done.returncode, done.stderr) == (2, f"citeaudit: crash.hostile: {SAID['crash']}\n")


def test_a_lone_file_that_takes_all_memory(hostile: Path) -> None:
    done = process("audit", "starve.hostile", "--offline")
    assert (done.returncode, done.stderr) == (2, "citeaudit: starve.hostile: there is not enough memory for it\n")


def test_several_at_a_time_only_where_nothing_is_sent(hostile: Path) -> None:
    done = process("audit", "clean.md", "error.md", "--jobs", "2")
    assert done.returncode == 2
    assert "registries are asked for one manuscript at a time; leave it out" in " ".join(done.stderr.split())
    assert process("audit", "clean.md", "error.md", "--jobs", "2", "--offline").returncode == 1
