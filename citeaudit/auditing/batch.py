"""From files to rendered reports: one after the other, or several at a time on several processors."""

from __future__ import annotations

import traceback
from collections.abc import Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from citeaudit.auditing.examining import examine, exit_status
from citeaudit.auditing.plan import Plan
from citeaudit.auditing.workers import Advance, Failure, Limits, Progress, results
from citeaudit.auditing.works import Access, open_works
from citeaudit.errors import CiteauditError

if TYPE_CHECKING:
    from citeaudit.sources import Recording, Source

_PRELOADED = ("citeaudit.auditing.examining", "citeaudit.claims.judgement", "citeaudit.parsing.entries")
"""What every audit imports: once, before there is a process a file."""


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

    `also` are the same report in the further forms of the job; `remarks` is what to say of fixes on standard error;
    `recorded` are the answers that a process of its own used.
    """

    text: str
    code: int
    error: str = ""
    also: tuple[str, ...] = ()
    remarks: str = ""
    recorded: Recording | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Apart:
    """How files are audited in processes of their own: so many at a time, within limits, each with the source it opens."""

    processes: int
    limits: Limits
    source: str
    access: Access


def outcomes(
    files: Sequence[str],
    jobs: Sequence[Job],
    works: Source,
    *,
    apart: Apart | None = None,
    progress: Progress = nullcontext,
) -> Iterator[Outcome]:
    """One outcome for each file, in order; what goes wrong with one costs no other.

    Args:
        files: The manuscripts.
        jobs: What is asked of each of them.
        works: Where works are looked up in this process.
        apart: How files are audited in processes of their own; None for this process.
        progress: Opens a progress bar for a file; several processes show none.

    """
    if apart is None:
        for file, job in zip(files, jobs, strict=True):
            with progress() as advance:
                try:
                    outcome = _outcome(file, job, works, advance)
                except MemoryError:
                    outcome = Outcome("", 2, f"{file}: there is not enough memory for it")
            yield outcome
        return
    items = [_Item(file, job, apart.source, apart.access) for file, job in zip(files, jobs, strict=True)]
    found = results(
        _outcome_apart, items, jobs=apart.processes, limits=apart.limits, progress=progress, preload=_PRELOADED
    )
    for file, result in zip(files, found, strict=True):
        yield Outcome("", 2, f"{file}: {result.reason}") if isinstance(result, Failure) else result


@dataclass(frozen=True, slots=True)
class _Item:
    """What goes to a process."""

    file: str
    job: Job
    source: str
    access: Access


@cache
def _opened(source: str, access: Access) -> tuple[Source, Recording | None]:
    """The source for all files of a process, and the recording that it fills."""
    return open_works(source, access)


def _outcome_apart(item: _Item, advance: Advance) -> Outcome:
    """The outcome in a process of its own, which opens the source itself."""
    works, recording = _opened(item.source, item.access)
    outcome = _outcome(item.file, item.job, works, advance)
    return outcome if recording is None else replace(outcome, recorded=recording.released())


def _outcome(file: str, job: Job, works: Source, advance: Advance | None) -> Outcome:
    """The outcome on a file, whatever happens. Raises MemoryError alone."""
    try:
        return _reported(file, job, works, advance)
    except CiteauditError as error:
        return Outcome("", 2, str(error))
    except MemoryError:
        raise
    except Exception as error:  # a fault of ours on one file must not cost the others their reports
        place = traceback.extract_tb(error.__traceback__)[-1]
        what = f"{type(error).__name__}: {error} ({Path(place.filename).name}, line {place.lineno})"
        return Outcome("", 2, f"{file}: the audit crashed, which is a fault of citeaudit; please report it: {what}")


def _reported(file: str, job: Job, works: Source, advance: Advance | None) -> Outcome:
    from citeaudit import formats, reports

    report = examine(formats.read(file, bibliography=job.plan.bibliography), job.plan, works, advance)
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
