"""`citeaudit audit`: the main job."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from citeaudit.cli._auditing import Task, outcomes
from citeaudit.cli._options import Bibliography, Mailto, Offline, Output, Quiet, Source, write_parts
from citeaudit.cli._sources import Record, Refresh, Replay, open_works, write_recording
from citeaudit.model import Severity

if TYPE_CHECKING:
    from citeaudit.check import Check


_LOCAL = ("index", "embedded")
"""Sources on this machine, which several processes may ask at once."""


class FailOn(StrEnum):
    """The least severity that gives exit code 1."""

    error = "error"
    warning = "warning"
    info = "info"
    never = "never"


def audit(
    files: Annotated[list[str], typer.Argument(help="Manuscripts.", metavar="FILE...")],
    format: Annotated[str, typer.Option("--format", "-f", help="text, json or jsonl (one report a line).")] = "text",
    output: Output = None,
    bibliography: Bibliography = None,
    offline: Offline = False,
    source: Source = "crossref",
    mailto: Mailto = "",
    refresh: Refresh = False,
    record: Record = None,
    replay: Replay = None,
    select: Annotated[
        list[str] | None, typer.Option("--select", help="Run only these checks; may be repeated.")
    ] = None,
    ignore: Annotated[
        list[str] | None, typer.Option("--ignore", help="Leave these checks out; may be repeated.")
    ] = None,
    fail_on: Annotated[
        FailOn, typer.Option("--fail-on", help="The least severity that gives exit code 1.")
    ] = FailOn.error,
    allow_incomplete: Annotated[
        bool,
        typer.Option(
            "--allow-incomplete", help="No exit code 3 where a source did not answer or nothing was found to audit."
        ),
    ] = False,
    quiet: Quiet = False,
) -> None:
    """Audit manuscripts: every citation against the list, every reference against the works a source holds."""
    from citeaudit import reports

    reports.get(format)  # an unknown name is said before anything is read
    task = Task(
        format=format,
        checks=tuple(check.name for check in _selected(select or [], ignore or [])),
        source=source,
        bibliography=tuple(bibliography or ()),
        fail_on=None if fail_on is FailOn.never else Severity[fail_on.name.upper()],
        offline=offline,
        allow_incomplete=allow_incomplete,
        quiet=quiet,
        screen=_screen(format, output),
    )
    works, recording = open_works(source, offline=offline, mailto=mailto, refresh=refresh, record=record, replay=replay)
    codes = [0]

    def texts() -> Iterator[str]:
        local = offline or source.partition(":")[0] in _LOCAL
        for outcome in outcomes(files, task, works, alone=not local or bool(record or replay)):
            if outcome.error:
                typer.echo(f"citeaudit: {outcome.error}", err=True)
            codes.append(outcome.code)
            yield outcome.text

    write_parts(texts(), output)
    code = max(codes, key=_gravity)
    if code == 2:  # a file is missing in it
        raise typer.Exit(code)
    if not write_recording(recording, record, incomplete_too=allow_incomplete):
        code = 3
    raise typer.Exit(code)


def _gravity(code: int) -> int:
    return (0, 1, 3, 2).index(code)  # could not run outweighs incomplete outweighs findings


def _selected(select: list[str], ignore: list[str]) -> list[Check]:
    from citeaudit.check import checks

    known = {check.name: check for check in checks()}
    names = {
        name: [part for value in values for part in value.split(",") if part]
        for name, values in (("--select", select), ("--ignore", ignore))
    }
    for option, wanted in names.items():
        for name in wanted:
            if name not in known:
                raise typer.BadParameter(f"there is no check {name}; `citeaudit checks` lists them", param_hint=option)
    chosen = names["--select"] or list(known)
    return [known[name] for name in known if name in chosen and name not in names["--ignore"]]


def _screen(format: str, output: object) -> dict[str, object]:
    """What a text report should know of the terminal it goes to."""
    if format != "text" or output is not None:
        return {}
    import os
    import shutil
    import sys

    color = sys.stdout.isatty() and "NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb"
    return {"width": max(60, min(120, shutil.get_terminal_size((100, 24)).columns)), "color": color}
