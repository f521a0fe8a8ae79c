"""From files to rendered reports: one after the other, or several at a time on several processors."""

from __future__ import annotations

import gc
import multiprocessing
import os
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from citeaudit.cli._options import is_outage, progress_bar
from citeaudit.errors import CiteauditError
from citeaudit.model import Report, Severity

if TYPE_CHECKING:
    from citeaudit.sources import Source

_FEWEST_FILES = 6
"""For fewer files it takes longer to start processes than to go on in one."""

_FILES_AT_A_TIME = 4
_COLLECTED_AFTER = (200_000, 50, 50)  # a manuscript makes many values and no circles of them


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """What is asked of every file.

    `checks` are names; `fail_on` is None for never; `screen` is what a text report should know of the terminal.
    """

    format: str
    checks: tuple[str, ...]
    source: str = "crossref"
    bibliography: tuple[str, ...] = ()
    fail_on: Severity | None = Severity.ERROR
    offline: bool = False
    allow_incomplete: bool = False
    quiet: bool = False
    screen: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Outcome:
    """The rendered report on a file, the exit code it asks for, and what went wrong where there is no report."""

    text: str
    code: int
    error: str = ""


def outcomes(files: Sequence[str], task: Task, works: Source, *, alone: bool) -> Iterator[Outcome]:
    """One outcome for each file, in order.

    Args:
        files: The manuscripts.
        task: What is asked of them.
        works: Where works are looked up.
        alone: Whether one process must do all, as where answers are fetched, recorded or replayed.

    """
    processors = os.cpu_count() or 1
    if alone or processors == 1 or len(files) < _FEWEST_FILES:
        for file in files:
            yield _outcome(file, task, works)
        return
    for name in (
        "OPENBLAS_NUM_THREADS",
        "OMP_NUM_THREADS",
        "MKL_NUM_THREADS",
    ):  # processes share the processors already
        os.environ.setdefault(name, "1")
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(min(processors, len(files)), mp_context=context) as pool:
        yield from pool.map(_outcome_apart, files, [task] * len(files), chunksize=_FILES_AT_A_TIME)


@cache
def _source(name: str, offline: bool) -> Source:
    from citeaudit.sources import open_source

    return open_source(name, offline=offline)


def _outcome_apart(file: str, task: Task) -> Outcome:
    """The outcome in a process of its own, which opens the source itself."""
    gc.set_threshold(*_COLLECTED_AFTER)
    return _outcome(file, task, _source(task.source, task.offline))


def _outcome(file: str, task: Task, works: Source) -> Outcome:
    from citeaudit import __version__, api, check, reports

    try:
        with progress_bar("Looking up references", quiet=task.quiet) as progress:
            found = api.audit(file, source=works, progress=progress, bibliography=task.bibliography)
            report = check.run(found, map(check.get, task.checks), version=__version__)
    except CiteauditError as error:
        return Outcome("", 2, str(error))
    text = reports.get(task.format).render(report, **task.screen)
    return Outcome(text, exit_code(report, task))


def exit_code(report: Report, task: Task) -> int:
    """The exit code one report asks for.

    Returns:
        3 where a check crashed, where a source was silent that should have answered, or where there was no list or no
        citation to audit; 1 where a finding is at or above `fail_on`; else 0.
    """
    audit = report.audit
    outage = not task.offline and is_outage(audit.resolutions.values())
    nothing = not audit.references or not audit.citations
    if report.crashed or ((outage or nothing) and not task.allow_incomplete):
        return 3
    return int(task.fail_on is not None and any(finding.severity >= task.fail_on for finding in report.findings))
