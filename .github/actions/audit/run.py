"""Runs `citeaudit audit` for the action; what it is to do stands in the environment.

In FILES and OPTIONS each line is one pattern or one option, as it is: nothing is split at spaces and nothing is run. Its exit
code is that of `citeaudit audit`; a pattern that no file matches is 2, since a report on fewer files would look like a clean one.
"""

from __future__ import annotations

import glob
import os
import subprocess
import sys
from pathlib import Path

_MOST_OF_A_SUMMARY = 1_000_000
"""Bytes; GitHub refuses summaries of more than 1 MiB whole."""


def main() -> int:
    """Audit, show the report on the page of the run, and tell the next steps where it is."""
    files: list[str] = []
    for pattern in _lines("FILES"):
        # The reusable workflow keeps citeaudit itself in a hidden folder.
        matching = glob.glob(pattern, recursive=True)  # noqa: PTH207 - Path.glob does not leave hidden folders out
        found = [pattern] if Path(pattern).exists() else sorted(matching)
        if not found:
            return _refuse(f"no file matches {pattern}; the paths start at the root of the repository")
        files += [file for file in found if file not in files]
    if not files:
        return _refuse("the input `files` names no manuscript")
    sarif = os.environ.get("SARIF", "")
    markdown = str(Path(os.environ["RUNNER_TEMP"]) / "citeaudit.md")
    also = [f"markdown={markdown}", *([f"sarif={sarif}"] if sarif else [])]
    for old in (markdown, sarif):  # of an earlier step, which must not be taken for this one's
        if old:
            Path(old).unlink(missing_ok=True)
    done = subprocess.run(
        [
            *(sys.executable, "-c", "from citeaudit.cli import main; main()", "audit", *_lines("OPTIONS")),
            *("--format", "github", *(f"--also={report}" for report in also), "--", *files),
        ],
        check=False,
    )
    there = {
        name: file if file and Path(file).exists() else "" for name, file in (("sarif", sarif), ("markdown", markdown))
    }
    if there["markdown"] and os.environ.get("SUMMARY") == "true":
        _append("GITHUB_STEP_SUMMARY", _cut(Path(markdown).read_text("utf-8")))
    outputs = {"exit-code": done.returncode, **there}
    _append("GITHUB_OUTPUT", "".join(f"{name}={value}\n" for name, value in outputs.items()))
    return done.returncode


def _lines(variable: str) -> list[str]:
    return [line.strip() for line in os.environ.get(variable, "").splitlines() if line.strip()]


def _refuse(reason: str) -> int:
    escaped = reason.replace("%", "%25")
    sys.stdout.write(f"::error title=citeaudit::{escaped}\n")
    _append("GITHUB_OUTPUT", "exit-code=2\nsarif=\nmarkdown=\n")
    return 2


def _append(variable: str, text: str) -> None:
    with Path(os.environ[variable]).open("a", encoding="utf-8", newline="\n") as file:
        file.write(text)


def _cut(text: str) -> str:
    raw = text.encode()
    if len(raw) <= _MOST_OF_A_SUMMARY:
        return text
    kept = raw[:_MOST_OF_A_SUMMARY].rpartition(b"\n## ")[0].decode()
    return f"{kept}\n\n**The rest is too long for this page; the SARIF report has it.**\n"


if __name__ == "__main__":
    sys.exit(main())
