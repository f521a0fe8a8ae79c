"""From files to rendered reports: one after the other, or several at a time on several processors."""

from __future__ import annotations

import gc
import multiprocessing
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from citeaudit.auditing.examining import examine, exit_status
from citeaudit.auditing.plan import Plan
from citeaudit.auditing.works import opened
from citeaudit.errors import CiteauditError

if TYPE_CHECKING:
    from citeaudit.sources import Source

Progress = Callable[[], AbstractContextManager[Callable[[int, int], None] | None]]
"""Opens what is told how many references were looked up, for one manuscript."""

_FEWEST_FILES = 6
"""For fewer files it takes longer to start processes than to go on in one."""

_FILES_AT_A_TIME = 4
"""So many files go to a process at once: few enough that none waits for the last one."""

_COLLECTED_AFTER = (200_000, 50, 50)
"""Garbage is looked for that rarely: a manuscript makes many values and no circles of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What is asked of a file: how it is audited, and what is made of the report.

    `also` are further forms to render in; `screen` is what a text report should know of the terminal; `fixes` is "show" or
    "write" where fixes are wanted; `annotate` is where an annotated copy goes.
    """

    plan: Plan
    format: str
    also: tuple[str, ...] = ()
    screen: Mapping[str, object] = field(default_factory=dict)
    fixes: str = ""
    annotate: Path | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """The rendered report on a file, the exit code it asks for, and what went wrong where there is no report.

    `also` are the same report in the further forms of the job; `remarks` is what to say of fixes on standard error.
    """

    text: str
    code: int
    error: str = ""
    also: tuple[str, ...] = ()
    remarks: str = ""


def outcomes(
    files: Sequence[str], jobs: Sequence[Job], works: Source, *, alone: bool, progress: Progress = nullcontext
) -> Iterator[Outcome]:
    """One outcome for each file, in order.

    Args:
        files: The manuscripts.
        jobs: What is asked of each of them.
        works: Where works are looked up.
        alone: Whether one process must do all, as where answers are fetched, recorded or replayed.
        progress: Opens a progress bar for a file; several processes show none.

    """
    processors = os.cpu_count() or 1
    if alone or processors == 1 or len(files) < _FEWEST_FILES:
        for file, job in zip(files, jobs, strict=True):
            with progress() as advance:
                outcome = _outcome(file, job, works, advance)
            yield outcome
        return
    for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(name, "1")  # processes share the processors already
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(min(processors, len(files)), mp_context=context) as pool:
        yield from pool.map(_outcome_apart, files, jobs, chunksize=_FILES_AT_A_TIME)


def _outcome_apart(file: str, job: Job) -> Outcome:
    """The outcome in a process of its own, which opens the source itself."""
    gc.set_threshold(*_COLLECTED_AFTER)
    return _outcome(file, job, opened(job.plan.source, offline=job.plan.offline))


def _outcome(file: str, job: Job, works: Source, advance: Callable[[int, int], None] | None = None) -> Outcome:
    from citeaudit import formats, reports

    try:
        report = examine(formats.read(file, bibliography=job.plan.bibliography), job.plan, works, advance)
    except CiteauditError as error:
        return Outcome("", 2, str(error))
    text = reports.get(job.format).render(report, **job.screen)
    also = tuple(reports.get(form).render(report) for form in job.also)
    if job.annotate is not None:
        from citeaudit.auditing.annotating import write_annotated

        try:
            write_annotated(report, file, job.annotate)
        except CiteauditError as error:
            return Outcome(text, 2, also=also, remarks=f"citeaudit: {error}\n")
    if job.fixes:
        from citeaudit.auditing.fixing import fix

        fixed = fix(report, job.plan.bibliography, write=job.fixes == "write")
        return Outcome(text, 2 if fixed.failed else exit_status(report, job.plan), also=also, remarks=fixed.remarks)
    return Outcome(text, exit_status(report, job.plan), also=also)
