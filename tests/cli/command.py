"""The command, in this process or in one of its own: its exit code, what it prints, what it says on standard error."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from dataclasses import dataclass
from unittest.mock import patch

import pytest

from citeaudit import cli

NOWHERE = {f"CITEAUDIT_{name}_URL": "http://127.0.0.1:9" for name in ("CROSSREF", "DOI", "DATACITE", "EUROPEPMC")}
"""Servers that do not answer: a test that forgets to give one must not reach the network."""

PATIENCE_S = 120
"""How long a process may take before a test fails; no test waits for that long, and none passes by it."""


@dataclass(frozen=True, slots=True)
class Done:
    """What came of a command."""

    returncode: int
    stdout: str
    stderr: str


def citeaudit(*args: str, input: str = "", **environment: str) -> Done:
    """Run the command in this process, with streams of its own."""
    streams = {name: _stream() for name in ("stdout", "stderr")}
    with (
        patch.dict(os.environ, environment),
        patch.object(sys, "argv", ["citeaudit", *args]),
        patch.object(sys, "stdin", _stream(input)),
        patch.object(sys, "stdout", streams["stdout"]),
        patch.object(sys, "stderr", streams["stderr"]),
    ):
        code = _exit_code()
    printed = {name: _written(stream) for name, stream in streams.items()}
    assert "Traceback" not in printed["stderr"]
    return Done(code, printed["stdout"], printed["stderr"])


def _exit_code() -> int:
    with pytest.raises(SystemExit) as left:
        cli.main()
    return int(left.value.code or 0)


def _stream(text: str = "") -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(text.encode()), encoding="utf-8", newline="")


def _written(stream: io.TextIOWrapper) -> str:
    stream.flush()
    data = stream.buffer
    assert isinstance(data, io.BytesIO)
    return data.getvalue().decode()


COMMAND = (sys.executable, "-m", "citeaudit")
"""The real command, for what only a process of its own can show."""


def process(*args: str, **environment: str) -> Done:
    """Run the command in a process of its own."""
    done = subprocess.run(
        [*COMMAND, *args],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, **environment},
        check=False,
        timeout=PATIENCE_S,
    )
    return Done(done.returncode, done.stdout, done.stderr)
