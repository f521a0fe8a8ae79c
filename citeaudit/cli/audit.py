"""`citeaudit audit`: the main job."""

from __future__ import annotations

from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from citeaudit.auditing.works import Access
from citeaudit.cli import _watching
from citeaudit.cli._configured import (
    AllowIncomplete,
    ConfigFile,
    Ignore,
    NoConfig,
    Offline,
    Select,
    Source,
    asked,
)
from citeaudit.cli._options import Bibliography, Mailto, Output, Quiet, Record, Refresh, Replay, progress_bar, tell

_FORMATS = (
    "text, the default; json, or jsonl (one report a line); sarif, github, gitlab or junit for continuous integration; "
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
    files: Annotated[list[str], typer.Argument(help="Manuscripts, or lists of references.", metavar="FILE...")],
    format: Annotated[
        str, typer.Option("--format", "-f", metavar="FORMAT", show_default=False, help=_FORMATS)
    ] = "text",
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
        typer.Option(
            "--fail-on", help="The least severity that gives exit code 1; default: as configured, else error."
        ),
    ] = None,
    allow_incomplete: AllowIncomplete = None,
    baseline: Annotated[
        str | None,
        typer.Option("--baseline", metavar="FILE", help="Suppress what this file of `citeaudit baseline` knows."),
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
    jobs: Annotated[
        int | None,
        typer.Option(
            "--jobs",
            "-j",
            min=1,
            metavar="N",
            show_default=False,
            help="Audit so many manuscripts at a time; default: as many as processors, one where registries are asked.",
        ),
    ] = None,
    timeout: Annotated[
        float | None,
        typer.Option(
            "--timeout",
            min=1,
            metavar="SECONDS",
            show_default=False,
            help="Give a manuscript up after so long without progress; default: 300 where there are several.",
        ),
    ] = None,
    config: ConfigFile = None,
    no_config: NoConfig = False,
    watch: Annotated[
        bool, typer.Option("--watch", help="Audit again whenever a manuscript or its references change; Ctrl-C ends.")
    ] = False,
    quiet: Quiet = False,
) -> None:
    """Audit manuscripts: every citation against the list, every reference against the works a source holds."""
    from citeaudit.auditing import runs

    run = runs.Run(
        files=tuple(files), format=format, output=output, also=tuple(also or ()), annotate=annotate, template=template,
        config=config, no_config=no_config, decisions=decisions, since=diff,
        fixes="show" if show_fixes else "write" if fix else "", jobs=jobs, timeout=timeout,
        access=Access(refresh=refresh, record=record, replay=replay),
        asked=asked(
            select=select, ignore=ignore, fail_on=fail_on, source=source, offline=offline, mailto=mailto,
            bibliography=bibliography, allow_incomplete=allow_incomplete, baseline=baseline,
        ),
    )  # fmt: skip
    run = runs.found(run, tell)
    outputs = runs.check(run)
    if watch:
        written = [output, record, annotate, *outputs.beside]
        _watching.watch(run.files, named=[*(bibliography or ()), baseline, config, replay], written=written, fix=fix)
    bar = partial(progress_bar, "Looking up references", quiet=quiet)
    raise typer.Exit(runs.carry_out(run, outputs, tell=tell, screen=_screen(format, output), progress=bar))


def _screen(format: str, output: object) -> dict[str, object]:
    """What a text report should know of the terminal it goes to."""
    if format != "text" or output is not None:
        return {}
    import os
    import shutil
    import sys

    color = sys.stdout.isatty() and "NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb"
    return {"width": max(60, min(120, shutil.get_terminal_size((100, 24)).columns)), "color": color}
