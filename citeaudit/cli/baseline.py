"""`citeaudit baseline`: takes down what there is, so that `audit --baseline` reports only what is new."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from citeaudit.auditing.works import Access
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
from citeaudit.cli._options import Bibliography, Mailto, Quiet, Refresh, Replay, progress_bar, tell
from citeaudit.text.display import plural


def baseline(
    files: Annotated[list[str], typer.Argument(help="Manuscripts.", metavar="FILE...")],
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help="The baseline; default: that of the configuration, or citeaudit-baseline.json.",
        ),
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
    from citeaudit.auditing import baselines, runs

    run = runs.Run(
        files=tuple(files), output=output, config=config, no_config=no_config,
        access=Access(refresh=refresh, replay=replay),
        asked=asked(
            select=select, ignore=ignore, source=source, offline=offline, mailto=mailto, bibliography=bibliography,
            allow_incomplete=allow_incomplete,
        ),
    )  # fmt: skip
    renewed = baselines.renew(run, tell=tell, progress=partial(progress_bar, "Looking up references", quiet=quiet))
    if renewed.code:
        raise typer.Exit(renewed.code)
    typer.echo(f"{renewed.path}: {plural(renewed.count, 'finding')} in {plural(renewed.manuscripts, 'manuscript')}")
