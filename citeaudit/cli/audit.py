"""`citeaudit audit`: the main job."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from citeaudit.cli._options import Mailto, Offline, Output, Quiet, Source, is_outage, progress_bar, write
from citeaudit.cli._sources import Record, Refresh, Replay, open_works, write_recording
from citeaudit.errors import CiteauditError
from citeaudit.model import Report, Severity

if TYPE_CHECKING:
    from citeaudit.check import Check


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
    from citeaudit import __version__, api, reports
    from citeaudit.check import run

    render = reports.get(format).render
    checks = _selected(select or [], ignore or [])
    works, recording = open_works(source, offline=offline, mailto=mailto, refresh=refresh, record=record, replay=replay)
    texts: list[str] = []
    code = 0
    for file in files:
        try:
            with progress_bar("Looking up references", quiet=quiet) as progress:
                report = run(api.audit(file, source=works, progress=progress), checks, version=__version__)
        except CiteauditError as error:
            typer.echo(f"citeaudit: {error}", err=True)
            code = 2
            continue
        texts.append(render(report, **_screen(format, output)))
        code = max(code, exit_code(report, fail_on, offline=offline, allow_incomplete=allow_incomplete), key=_gravity)
    write("".join(texts), output)
    if code == 2:  # a file is missing in it
        raise typer.Exit(code)
    if not write_recording(recording, record, incomplete_too=allow_incomplete):
        code = 3
    raise typer.Exit(code)


def exit_code(report: Report, fail_on: FailOn, *, offline: bool, allow_incomplete: bool) -> int:
    """The exit code one report asks for.

    Returns:
        3 where a check crashed, where a source was silent that should have answered, or where there was no list or no
        citation to audit; 1 where a finding is at or above `fail_on`; else 0.
    """
    audit = report.audit
    outage = not offline and is_outage(audit.resolutions.values())
    nothing = not audit.references or not audit.citations
    if report.crashed or ((outage or nothing) and not allow_incomplete):
        return 3
    if fail_on is FailOn.never:
        return 0
    return int(any(finding.severity >= Severity[fail_on.name.upper()] for finding in report.findings))


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
