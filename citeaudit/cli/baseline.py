"""`citeaudit baseline`: takes down what there is, so that `audit --baseline` reports only what is new."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from citeaudit.cli._auditing import Task, baseline_key, examine, is_incomplete, read_baseline
from citeaudit.cli._configured import (
    AllowIncomplete,
    ConfigFile,
    Ignore,
    NoConfig,
    Offline,
    Select,
    Source,
    configured,
    names,
)
from citeaudit.cli._options import Bibliography, Mailto, Quiet, write
from citeaudit.cli._sources import Refresh, Replay, open_works
from citeaudit.errors import CiteauditError

if TYPE_CHECKING:
    from citeaudit.rules.baseline import Known
    from citeaudit.sources import Source as Works

DEFAULT = "citeaudit-baseline.json"


def baseline(
    files: Annotated[list[str], typer.Argument(help="Manuscripts.", metavar="FILE...")],
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="The baseline.", show_default=f"that of the configuration, or {DEFAULT}"),
    ] = None,
    bibliography: Bibliography = None,
    offline: Offline = None,
    source: Source = None,
    mailto: Mailto = "",
    refresh: Refresh = False,
    replay: Replay = None,
    select: Select = None,
    ignore: Ignore = None,
    config: ConfigFile = None,
    no_config: NoConfig = False,
    allow_incomplete: AllowIncomplete = None,
    quiet: Quiet = False,
) -> None:
    """Write the findings of manuscripts into a baseline; what it holds of other manuscripts stays."""
    from citeaudit.config import Settings
    from citeaudit.rules.baseline import dump

    asked = Settings(
        select=names(select, "--select") or None,
        ignore=names(ignore, "--ignore"),
        source=source,
        offline=offline,
        mailto=mailto or None,
        bibliography=tuple(bibliography) if bibliography else None,
        allow_incomplete=allow_incomplete,
    )
    tasks = configured(files, asked, file=config, without=no_config, form=Task(format="", checks=(), quiet=quiet))
    path = output or Path(tasks[0].baseline or DEFAULT)
    before = read_baseline(str(path)) if path.exists() else ()  # what is no baseline must not be overwritten
    works, _ = open_works(
        tasks[0].source, offline=tasks[0].offline, mailto=tasks[0].mailto, refresh=refresh, record=None, replay=replay
    )
    known = _known(files, tasks, works, path)
    keys = {baseline_key(file, str(path)) for file in files}
    kept = [one for one in before if one.manuscript not in keys]
    write(dump([*kept, *known]), path)
    count = sum(one.count for one in known)
    typer.echo(f"{path}: {count} finding{'' if count == 1 else 's'} in {len(files)} manuscript{'s'[: len(files) != 1]}")


def _known(files: list[str], tasks: list[Task], works: Works, path: Path) -> list[Known]:
    """The findings of all files; ends the command where one of them cannot be known."""
    from dataclasses import replace

    from citeaudit.rules.baseline import of_findings

    known: dict[str, tuple[Known, ...]] = {}
    code = 0
    for file, task in zip(files, tasks, strict=True):
        try:
            report = examine(file, replace(task, baseline=None), works)
        except CiteauditError as error:
            typer.echo(f"citeaudit: {error}", err=True)
            code = 2
            continue
        if why := is_incomplete(report, task):
            typer.echo(f"citeaudit: {path} was not written: the audit of {file} is incomplete, {why}", err=True)
            code = code or 3
        key = baseline_key(file, str(path))
        known[key] = of_findings(key, report.findings)
    if code:
        raise typer.Exit(code)
    return [one for found in known.values() for one in found]
