"""`citeaudit baseline`: takes down what there is, so that `audit --baseline` reports only what is new."""

from __future__ import annotations

from dataclasses import replace
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
from citeaudit.cli._options import Bibliography, Mailto, Quiet, progress_bar
from citeaudit.cli._sources import Refresh, Replay, open_works
from citeaudit.errors import CiteauditError
from citeaudit.files import write

if TYPE_CHECKING:
    from citeaudit.auditing.plan import Plan
    from citeaudit.rules.baseline import Known
    from citeaudit.sources import Source as Works

DEFAULT = "citeaudit-baseline.json"  # a name that says in a listing whose file it is


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
    from citeaudit.auditing.config import Settings
    from citeaudit.auditing.plan import baseline_key, plan, read_baseline, require_one_source
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
    settings = settings_of(files, file=config, without=no_config)
    path = output or Path(settings[0].baseline or DEFAULT)
    plans = [
        plan(file, replace(configured, baseline=None), asked) for file, configured in zip(files, settings, strict=True)
    ]
    require_one_source(files, plans)
    before = read_baseline(str(path)) if path.exists() else ()  # what is no baseline must not be overwritten
    first = plans[0]
    works, _ = open_works(
        first.source, offline=first.offline, mailto=first.mailto, refresh=refresh, record=None, replay=replay
    )
    known = _known(files, plans, works, path, quiet=quiet)
    keys = {baseline_key(file, str(path)) for file in files}
    kept = [finding for finding in before if finding.manuscript not in keys]
    write([dump([*kept, *known])], path)
    count = sum(finding.count for finding in known)
    typer.echo(f"{path}: {count} finding{'' if count == 1 else 's'} in {len(files)} manuscript{'s'[: len(files) != 1]}")


def _known(files: list[str], plans: list[Plan], works: Works, path: Path, *, quiet: bool) -> list[Known]:
    """The findings of all files; ends the command where one of them cannot be known."""
    from citeaudit import formats
    from citeaudit.auditing.examining import examine, why_incomplete
    from citeaudit.auditing.plan import baseline_key
    from citeaudit.rules.baseline import of_findings

    known: dict[str, tuple[Known, ...]] = {}
    code = 0
    for file, made in zip(files, plans, strict=True):
        try:
            manuscript = formats.read(file, bibliography=made.bibliography)
            with progress_bar("Looking up references", quiet=quiet) as progress:
                report = examine(manuscript, made, works, progress)
        except CiteauditError as error:
            typer.echo(f"citeaudit: {error}", err=True)
            code = 2
            continue
        if why := why_incomplete(report, made):
            typer.echo(f"citeaudit: {path} was not written: the audit of {file} is incomplete, {why}", err=True)
            code = code or 3
        key = baseline_key(file, str(path))
        known[key] = of_findings(key, report.findings)
    if code:
        raise typer.Exit(code)
    return [finding for found in known.values() for finding in found]
