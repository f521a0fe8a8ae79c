"""From files to rendered reports: one after the other, or several at a time on several processors."""

from __future__ import annotations

import gc
import multiprocessing
import os
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from citeaudit.cli._options import is_outage, progress_bar
from citeaudit.errors import CiteauditError, ConfigError
from citeaudit.model import Report, Severity, Waiver

if TYPE_CHECKING:
    from citeaudit.rules.baseline import Known
    from citeaudit.rules.check import Setting
    from citeaudit.sources import Source

_FEWEST_FILES = 6
"""For fewer files it takes longer to start processes than to go on in one."""

_FILES_AT_A_TIME = 4
_COLLECTED_AFTER = (200_000, 50, 50)  # a manuscript makes many values and no circles of them


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """What is asked of every file.

    `checks` are names; `fail_on` is None for never; `screen` is what a text report should know of the terminal; `also` are
    further forms to render in. `fixes` is "show" or "write" where fixes are wanted. `settings` are those of checks by name; `baseline` and `waivers` are files; `diff` is a revision
    of git, `decisions` a file that a page saved; `annotate` is where an annotated copy goes.
    """

    format: str
    also: tuple[str, ...] = ()
    checks: tuple[str, ...]
    settings: Mapping[str, Setting] = field(default_factory=dict)
    source: str = "crossref"
    mailto: str = ""
    bibliography: tuple[str, ...] = ()
    fail_on: Severity | None = Severity.ERROR
    offline: bool = False
    allow_incomplete: bool = False
    quiet: bool = False
    screen: Mapping[str, object] = field(default_factory=dict)
    baseline: str | None = None
    waivers: str | None = None
    diff: str | None = None
    fixes: str = ""
    decisions: str | None = None
    annotate: Path | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """The rendered report on a file, the exit code it asks for, and what went wrong where there is no report.

    `also` are the same report in the further forms of the task; `said` is what to say of fixes on standard error.
    """

    text: str
    code: int
    error: str = ""
    also: tuple[str, ...] = ()
    said: str = ""


def outcomes(files: Sequence[str], tasks: Sequence[Task], works: Source, *, alone: bool) -> Iterator[Outcome]:
    """One outcome for each file, in order.

    Args:
        files: The manuscripts.
        tasks: What is asked of each of them.
        works: Where works are looked up.
        alone: Whether one process must do all, as where answers are fetched, recorded or replayed.

    """
    processors = os.cpu_count() or 1
    if alone or processors == 1 or len(files) < _FEWEST_FILES:
        for file, task in zip(files, tasks, strict=True):
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
        yield from pool.map(_outcome_apart, files, tasks, chunksize=_FILES_AT_A_TIME)


@cache
def _source(name: str, offline: bool) -> Source:
    from citeaudit.sources import open_source

    return open_source(name, offline=offline)


def _outcome_apart(file: str, task: Task) -> Outcome:
    """The outcome in a process of its own, which opens the source itself."""
    gc.set_threshold(*_COLLECTED_AFTER)
    return _outcome(file, task, _source(task.source, task.offline))


def _outcome(file: str, task: Task, works: Source) -> Outcome:
    from citeaudit import reports

    try:
        report = examine(file, task, works)
    except CiteauditError as error:
        return Outcome("", 2, str(error))
    text = reports.get(task.format).render(report, **task.screen)
    also = tuple(reports.get(form).render(report) for form in task.also)
    if task.annotate is not None:
        from citeaudit.cli._annotating import write_annotated

        try:
            write_annotated(report, file, task.annotate)
        except CiteauditError as error:
            return Outcome(text, 2, also=also, said=f"citeaudit: {error}\n")
    if task.fixes:
        from citeaudit.cli._fixing import fix

        fixed = fix(report, task.bibliography, write=task.fixes == "write")
        return Outcome(text, 2 if fixed.failed else exit_code(report, task), also=also, said=fixed.said)
    return Outcome(text, exit_code(report, task), also=also)


def examine(file: str, task: Task, works: Source) -> Report:
    """The report on one file: audited, checked, what is waived, known or untouched let pass.

    Raises:
        CiteauditError: The file, its configuration or a revision of it cannot be read.
    """
    from citeaudit import __version__, api
    from citeaudit.rules import check, decisions

    waivers: Sequence[Waiver] = ()
    if task.waivers:
        from citeaudit import config

        waivers = config.waivers(task.waivers, file)
    known = read_baseline(task.baseline) if task.baseline else ()
    decided = decisions.read(task.decisions) if task.decisions else None
    chosen = [check.get(name) for name in task.checks]
    with progress_bar("Looking up references", quiet=task.quiet) as progress:
        found = api.audit(file, source=works, progress=progress, bibliography=task.bibliography)
        report = check.run(found, chosen, version=__version__, settings=task.settings, waivers=waivers)
    if decided is not None:
        report = decisions.apply(report, decided)
    if task.baseline:
        from citeaudit.rules import baseline

        key = baseline_key(file, task.baseline)
        report = baseline.apply(report, (one for one in known if one.manuscript == key))
    if task.diff is None:
        return report
    from citeaudit.cli._revisions import as_it_was
    from citeaudit.rules import changes
    from citeaudit.rules.baseline import with_note

    with as_it_was(file, task.diff, task.bibliography) as old:
        if old is None:
            return with_note(report, f"this file is not in {task.diff}, so all of it is new")
        then = replace(
            api.audit(old[0], source=changes.ResolutionsKnown(found), bibliography=old[1]), today=found.today
        )
        before = check.run(then, chosen, version=__version__, settings=task.settings, waivers=waivers)
    return changes.only_news(report, before, task.diff)


def baseline_key(file: str, baseline: str) -> str:
    """What a baseline calls a manuscript: its path from the baseline's folder, the same on every machine."""
    folder = os.path.dirname(os.path.abspath(baseline))  # noqa: PTH100, PTH120 - pathlib has no way up
    return os.path.relpath(os.path.abspath(file), folder).replace(os.sep, "/")  # noqa: PTH100 - as above


def read_baseline(path: str) -> tuple[Known, ...]:
    """The baseline in a file. Raises ConfigError where there is none."""
    try:
        return _baseline(path, Path(path).stat().st_mtime_ns)
    except FileNotFoundError:
        raise ConfigError(f"{path}: there is no such file; `citeaudit baseline FILE... -o {path}` makes it") from None
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read ({error.strerror})") from None
    except UnicodeDecodeError:
        raise ConfigError(f"{path}: this is no baseline, for it is not UTF-8") from None


@cache
def _baseline(path: str, changed_ns: int) -> tuple[Known, ...]:
    """The same, read once for all manuscripts as long as it is not changed."""
    from citeaudit.rules import baseline

    return baseline.load(Path(path).read_text("utf-8-sig"), path)


def is_incomplete(report: Report, task: Task) -> str:
    """Why an audit is not whole, "" where it is or need not be.

    A check that crashed is never let pass; a source that was silent, or a manuscript without list or citations, is with
    `allow_incomplete`, and the first of them where nothing was to be asked.
    """
    if report.crashed:
        return f"{', '.join(report.crashed)} broke off"
    if task.allow_incomplete:
        return ""
    if not task.offline and is_outage(report.audit.resolutions.values()):
        return "a source did not answer"
    if not report.audit.references:
        return "no list of references was found"
    return "" if report.audit.citations else "no citations were recognised in the text"


def exit_code(report: Report, task: Task) -> int:
    """The exit code one report asks for.

    Returns:
        3 where a check crashed, where a source was silent that should have answered, or where there was no list or no
        citation to audit; 1 where a finding is at or above `fail_on`; else 0.
    """
    if is_incomplete(report, task):
        return 3
    return int(task.fail_on is not None and any(finding.severity >= task.fail_on for finding in report.findings))
