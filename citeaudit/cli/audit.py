"""`citeaudit audit`: the main job."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from citeaudit.cli._configured import (
    AllowIncomplete,
    ConfigFile,
    Ignore,
    NoConfig,
    Offline,
    Select,
    Source,
    names,
    settings_of,
)
from citeaudit.cli._options import Bibliography, Mailto, Output, Quiet, progress_bar
from citeaudit.cli._sources import Record, Refresh, Replay, open_works, write_recording

if TYPE_CHECKING:
    from citeaudit.auditing.config import Settings

_LOCAL = ("index", "embedded")
"""Sources on this machine, which several processes may ask at once."""

_FORMATS = (
    "text; json, or jsonl (one report a line); sarif, github, gitlab or junit for continuous integration; "
    "markdown for a comment; html for a page to decide in; letter for the queries to the author (-o letter.docx: in Word)."
)
"""The help of --format: what each is for."""


class FailOn(StrEnum):
    """The least severity that gives exit code 1."""

    error = "error"
    warning = "warning"
    info = "info"
    never = "never"


def audit(
    files: Annotated[list[str], typer.Argument(help="Manuscripts.", metavar="FILE...")],
    format: Annotated[str, typer.Option("--format", "-f", help=_FORMATS)] = "text",
    output: Output = None,
    also: Annotated[
        list[str] | None,
        typer.Option("--also", metavar="FORMAT=FILE", help="Write the report in this form, too; may be repeated."),
    ] = None,
    bibliography: Bibliography = None,
    offline: Offline = None,
    source: Source = None,
    mailto: Mailto = "",
    refresh: Refresh = False,
    record: Record = None,
    replay: Replay = None,
    select: Select = None,
    ignore: Ignore = None,
    fail_on: Annotated[
        FailOn | None,
        typer.Option("--fail-on", show_default="error", help="The least severity that gives exit code 1."),
    ] = None,
    allow_incomplete: AllowIncomplete = None,
    baseline: Annotated[
        str | None,
        typer.Option("--baseline", metavar="FILE", help="Let pass what this file of `citeaudit baseline` knows."),
    ] = None,
    diff: Annotated[
        str | None,
        typer.Option("--diff", metavar="REV", help="Report only what changed since this revision of git touches."),
    ] = None,
    decisions: Annotated[
        str | None,
        typer.Option("--decisions", metavar="FILE", help="Apply the decisions that a page of `--format html` saved."),
    ] = None,
    fix: Annotated[
        bool,
        typer.Option("--fix", help="Make safe fixes in the manuscript (it is kept as FILE.bak); shows what changes."),
    ] = False,
    show_fixes: Annotated[
        bool, typer.Option("--show-fixes", help="Show what --fix would change, and change nothing.")
    ] = False,
    annotate: Annotated[
        Path | None,
        typer.Option(
            "--annotate", metavar="OUT", help="Write a copy of a Word file or PDF with the findings as comments."
        ),
    ] = None,
    template: Annotated[
        str | None,
        typer.Option("--template", metavar="FILE", help="The wording of --format letter, as a jinja template."),
    ] = None,
    config: ConfigFile = None,
    no_config: NoConfig = False,
    watch: Annotated[
        bool, typer.Option("--watch", help="Audit again whenever a manuscript or its references change; Ctrl-C ends.")
    ] = False,
    quiet: Quiet = False,
) -> None:
    """Audit manuscripts: every citation against the list, every reference against the works a source holds."""
    from citeaudit import reports
    from citeaudit.auditing import annotating
    from citeaudit.auditing.batch import Job, outcomes
    from citeaudit.auditing.config import Settings
    from citeaudit.auditing.plan import plan, require_one_source

    reports.get(format)  # an unknown name is said before anything is read
    if decisions and len(files) > 1:
        raise typer.BadParameter("a file of decisions is on one manuscript; name one FILE", param_hint="--decisions")
    beside = _beside(also or [], files, output)
    annotating.check_annotate(annotate, files, [output, record, *beside])
    letter = annotating.letter_options(format, template)
    if watch and fix:
        raise typer.BadParameter("--fix would change the file while you edit it", param_hint="--watch")
    if watch:
        from citeaudit.cli import _watching

        _watching.watch(
            files, named=[*(bibliography or ()), baseline, config, replay], written=[output, record, annotate, *beside]
        )
    asked = Settings(
        select=names(select, "--select") or None,
        ignore=names(ignore, "--ignore"),
        fail_on=fail_on.name if fail_on else None,
        source=source,
        offline=offline,
        mailto=mailto or None,
        bibliography=tuple(bibliography) if bibliography else None,
        allow_incomplete=allow_incomplete,
        baseline=baseline,
    )
    fixes = "show" if show_fixes else "write" if fix else ""
    settings = [
        _fixing(configured) if fixes else configured
        for configured in settings_of(files, file=config, without=no_config)
    ]
    plans = [
        plan(file, configured, asked, decisions_file=decisions, since=diff)
        for file, configured in zip(files, settings, strict=True)
    ]
    require_one_source(files, plans)
    screen = letter or _screen(format, output)
    jobs = [
        Job(plan=made, format=format, also=tuple(beside.values()), screen=screen, fixes=fixes, annotate=annotate)
        for made in plans
    ]
    first = plans[0]  # all look works up in the same way
    works, recording = open_works(
        first.source, offline=first.offline, mailto=first.mailto, refresh=refresh, record=record, replay=replay
    )
    codes = [0]
    unread: list[str] = []
    further: list[list[str]] = [[] for _ in beside]

    def texts() -> Iterator[str]:
        local = first.offline or first.source.partition(":")[0] in _LOCAL
        alone = not local or bool(record or replay or fixes)
        bar = partial(progress_bar, "Looking up references", quiet=quiet)
        for outcome in outcomes(files, jobs, works, alone=alone, progress=bar):
            typer.echo(outcome.remarks, err=True, nl=False)
            if outcome.error:
                typer.echo(f"citeaudit: {outcome.error}", err=True)
                unread.append(outcome.error)
            codes.append(outcome.code)
            for parts, text in zip(further, outcome.also, strict=False):  # none where the file could not be read
                parts.append(text)
            yield outcome.text

    annotating.write_report(format, reports.joined(format, texts(), unread), output)
    for (file, form), parts in zip(beside.items(), further, strict=True):
        annotating.write_report(form, reports.joined(form, parts, unread), file)
    code = max(codes, key=_gravity)
    if code == 2:  # a file is missing in it
        raise typer.Exit(code)
    if not write_recording(recording, record, incomplete_too=all(made.allow_incomplete for made in plans)):
        code = 3
    raise typer.Exit(code)


def _fixing(configured: Settings) -> Settings:
    """What --fix is asked for most is on, unless the configuration says otherwise."""
    from citeaudit.auditing.config import Settings
    from citeaudit.rules.running import Setting

    return Settings(checks={"missing-doi": Setting(enabled=True)}).then(configured)


def _beside(also: list[str], files: list[str], output: Path | None) -> dict[Path, str]:
    """The forms of further reports by their files; no report is written over a manuscript or another report."""
    from citeaudit import reports

    taken = {Path(file).resolve(): "a manuscript" for file in files}
    if output is not None and output.resolve() in taken:
        raise typer.BadParameter(f"{output} is a manuscript; name another file", param_hint="--output")
    if output is not None:
        taken[output.resolve()] = "the file of --output"
    beside: dict[Path, str] = {}
    for value in also:
        form, _, file = value.partition("=")
        if not file:
            raise typer.BadParameter(f"“{value}” is not FORMAT=FILE, as in sarif=report.sarif", param_hint="--also")
        reports.get(form)
        if what := taken.get(Path(file).resolve()):
            raise typer.BadParameter(f"{file} is {what}; name another file", param_hint="--also")
        taken[Path(file).resolve()] = "named twice"
        beside[Path(file)] = form
    return beside


def _gravity(code: int) -> int:
    return (0, 1, 3, 2).index(code)  # could not run outweighs incomplete outweighs findings


def _screen(format: str, output: object) -> dict[str, object]:
    """What a text report should know of the terminal it goes to."""
    if format != "text" or output is not None:
        return {}
    import os
    import shutil
    import sys

    color = sys.stdout.isatty() and "NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb"
    return {"width": max(60, min(120, shutil.get_terminal_size((100, 24)).columns)), "color": color}
