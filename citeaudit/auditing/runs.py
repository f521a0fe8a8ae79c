"""A run over manuscripts, as `citeaudit audit` makes it: checked before it begins, then carried out.

What is printed on the way goes to `tell`, so that the command line, a desk or a program can show it as it likes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from pathlib import Path

from citeaudit import reports
from citeaudit.auditing import annotating
from citeaudit.auditing.batch import Apart, Job, outcomes
from citeaudit.auditing.config import Settings, require_checks
from citeaudit.auditing.examining import gravest
from citeaudit.auditing.plan import Plan, for_fixes, plan, require_one_source, settings_of
from citeaudit.auditing.workers import Limits, Progress, processors
from citeaudit.auditing.works import Access, open_works, write_recording
from citeaudit.errors import OptionError
from citeaudit.projects import manuscripts
from citeaudit.text.display import visible

Tell = Callable[[str], None]
"""Takes what is to be said beside the reports: whole lines, each with its line feed."""

_LOCAL = ("index", "embedded")
"""Sources on this machine, which several processes may ask at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What is asked of a run.

    `named` are the names that `files` were found by, where they are others: chapters, folders, archives. `asked` outweighs the
    configurations; `config` is the only one, `no_config` leaves all out. `decisions` is the file that a page saved, `since` a revision of git. `format` is the form of the report, which goes to `output`, else to the
    screen; `also` are further reports, as "FORMAT=FILE". `annotate` is where an annotated copy goes, `template` the
    wording of a letter. `fixes` is "show" or "write" where fixes are wanted. `jobs` is how many manuscripts are audited at a
    time, None for as many as make sense, `timeout` the seconds after which one is given up.
    """

    files: tuple[str, ...]
    named: tuple[str, ...] = ()
    asked: Settings = field(default_factory=Settings)
    config: Path | None = None
    no_config: bool = False
    decisions: str | None = None
    since: str | None = None
    format: str = "text"
    output: Path | None = None
    also: tuple[str, ...] = ()
    annotate: Path | None = None
    template: str | None = None
    fixes: str = ""
    jobs: int | None = None
    timeout: float | None = None
    access: Access = field(default_factory=Access)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outputs:
    """What a run writes: the forms of further reports by their files, and what a letter should know of its template."""

    beside: Mapping[Path, str]
    letter: Mapping[str, object]


def found(run: Run, tell: Tell) -> Run:
    """The run over the manuscripts that its names stand for: chapters, folders and archives; what was found is told.

    A report on several chapters of one document is one report, at the place of the first.
    """
    named = manuscripts.named(run.files)
    for remark in named.remarks:
        tell(f"citeaudit: {visible(remark)}\n")
    return replace(run, files=named.files, named=run.files)


def check(run: Run) -> Outputs:
    """Say what is wrong with a run before anything is read, where it can be known.

    Raises:
        OptionError: A file would be written over that must not be, or options exclude each other.
        ConfigError: There is no such form of a report, or the copy or the letter cannot be made.
    """
    reports.get(run.format)
    if run.decisions and len(run.files) > 1:
        raise OptionError("--decisions", "a file of decisions is on one manuscript; name one FILE")
    beside = _beside(run.also, (*run.files, *run.named), run.output)
    annotating.check_annotate(run.annotate, run.files, [run.output, run.access.record, *beside])
    return Outputs(beside=beside, letter=annotating.letter_options(run.format, run.template))


def _beside(also: Sequence[str], files: Sequence[str], output: Path | None) -> dict[Path, str]:
    """The forms of further reports by their files; no report is written over a manuscript or another report."""
    taken = {Path(file).resolve(): "a manuscript" for file in files}
    if output is not None and output.resolve() in taken:
        raise OptionError("--output", f"{output} is a manuscript; name another file")
    if output is not None:
        taken[output.resolve()] = "the file of --output"
    beside: dict[Path, str] = {}
    for value in also:
        form, _, file = value.partition("=")
        if not file:
            raise OptionError("--also", f"“{value}” is not FORMAT=FILE, as in sarif=report.sarif")
        reports.get(form)
        if what := taken.get(Path(file).resolve()):
            raise OptionError("--also", f"{file} is {what}; name another file")
        taken[Path(file).resolve()] = "named twice"
        beside[Path(file)] = form
    return beside


def configured(run: Run) -> list[Settings]:
    """What the configuration says of each manuscript of a run; the checks that it asks for are known then.

    Raises:
        OptionError: There is no check that the run asks for, or options exclude each other.
        ConfigError: A configuration makes no sense.
    """
    require_checks(run.asked.select or (), "--select")
    require_checks(run.asked.ignore, "--ignore")
    settings = settings_of(run.files, file=run.config, without=run.no_config)
    return [for_fixes(of_manuscript) for of_manuscript in settings] if run.fixes else settings


def plans_of(run: Run, settings: Sequence[Settings]) -> tuple[list[Plan], Access]:
    """The plan for each manuscript of a run, and how they all look works up.

    Raises:
        ConfigError: They want it done in different ways, or a file named in a configuration makes no sense.
    """
    plans = [
        plan(file, of_manuscript, run.asked, decisions_file=run.decisions, since=run.since)
        for file, of_manuscript in zip(run.files, settings, strict=True)
    ]
    require_one_source(run.files, plans)
    return plans, replace(run.access, offline=plans[0].offline, mailto=plans[0].mailto)


def _apart(run: Run, source: str, access: Access) -> Apart | None:
    """How the manuscripts of a run are audited in processes of their own; None where there is no need.

    Raises:
        OptionError: So many at a time make no sense.
    """
    local = access.offline or access.replay is not None or source.partition(":")[0] in _LOCAL
    together = local and not run.fixes
    if run.jobs is not None and run.jobs > 1 and not together:
        why = "fixes are made" if run.fixes else "registries are asked"
        raise OptionError("--jobs", f"{why} for one manuscript at a time; leave it out")
    if len(run.files) == 1 and run.timeout is None:
        return None
    processes = (run.jobs or processors()) if together else 1
    limits = Limits() if run.timeout is None else Limits(seconds=run.timeout)
    return Apart(processes=processes, limits=limits, source=source, access=access)


def carry_out(
    run: Run,
    outputs: Outputs,
    *,
    tell: Tell,
    screen: Mapping[str, object] | None = None,
    progress: Progress = nullcontext,
) -> int:
    """Audit the manuscripts of a run and write what it asks for.

    Args:
        run: The run.
        outputs: What `check` made of it.
        tell: Takes what is to be said beside the reports.
        screen: What a text report should know of the terminal.
        progress: Opens what is told how many references were looked up, for one manuscript.

    Returns:
        The exit status: the gravest of all manuscripts, 3 where a recording is not whole.

    Raises:
        CiteauditError: The run cannot begin, or what it makes cannot be written.
    """
    plans, access = plans_of(run, configured(run))
    jobs = [
        Job(
            plan=made,
            format=run.format,
            also=tuple(outputs.beside.values()),
            screen=outputs.letter or screen or {},
            fixes=run.fixes,
            annotate=run.annotate,
        )
        for made in plans
    ]
    source = plans[0].source
    works, recording = open_works(source, access)
    apart = _apart(run, source, access)
    codes = [0]
    unread: list[str] = []
    further: list[list[str]] = [[] for _ in outputs.beside]

    def texts() -> Iterator[str]:
        for outcome in outcomes(run.files, jobs, works, apart=apart, progress=progress):
            tell(outcome.remarks)
            if outcome.error:
                tell(f"citeaudit: {outcome.error}\n")
                unread.append(outcome.error)
            codes.append(outcome.code)
            if recording is not None and outcome.recorded is not None:
                recording.add(outcome.recorded)
            for parts, text in zip(further, outcome.also, strict=False):  # none where the file could not be read
                parts.append(text)
            yield outcome.text

    annotating.write_report(run.format, reports.joined(run.format, texts(), unread), run.output)
    for (file, form), parts in zip(outputs.beside.items(), further, strict=True):
        annotating.write_report(form, reports.joined(form, parts, unread), file)
    code = gravest(codes)
    if code == 2:  # a file is missing in it
        return code
    problem = write_recording(recording, access, incomplete_too=all(made.allow_incomplete for made in plans))
    if problem:
        tell(f"citeaudit: {problem}\n")
    return 3 if problem else code
