"""What is asked of each manuscript: by the command line, else by its configuration, else by default."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from citeaudit.cli._auditing import Task
from citeaudit.errors import ConfigError
from citeaudit.model import Severity

if TYPE_CHECKING:
    from citeaudit.config import Settings

ConfigFile = Annotated[
    Path | None,
    typer.Option("--config", metavar="FILE", help="Use this configuration, not the one nearest to each manuscript."),
]
NoConfig = Annotated[bool, typer.Option("--no-config", help="Use no configuration.")]
Select = Annotated[
    list[str] | None, typer.Option("--select", metavar="CHECK", help="Run only these checks; may be repeated.")
]
Ignore = Annotated[
    list[str] | None, typer.Option("--ignore", metavar="CHECK", help="Leave these checks out; may be repeated.")
]
Source = Annotated[str | None, typer.Option("--source", show_default="crossref", help="Where works are looked up.")]
Offline = Annotated[
    bool | None,
    typer.Option(
        "--offline/--online", show_default=False, help="Send nothing; use what is cached or comes with citeaudit."
    ),
]
AllowIncomplete = Annotated[
    bool | None,
    typer.Option(
        "--allow-incomplete/--no-allow-incomplete",
        show_default=False,
        help="No exit code 3 where a source did not answer or nothing was found to audit.",
    ),
]


def configured(
    files: Sequence[str],
    asked: Settings,
    *,
    file: Path | None,
    without: bool,
    form: Task | None = None,
) -> list[Task]:
    """The task for each file.

    Args:
        files: The manuscripts.
        asked: What the command line says.
        file: The configuration to use for all of them.
        without: Whether there is to be none.
        form: A task that says how reports are rendered; for a command that renders none it may be left out.

    Raises:
        ConfigError: A configuration makes no sense, or two of them want works looked up in different places.
        typer.BadParameter: The command line names a check that there is not, or options exclude each other.
    """
    if file and without:
        raise typer.BadParameter("--config and --no-config exclude each other", param_hint="--config")
    from citeaudit import config
    from citeaudit.rules import check

    config.forget()  # what watches a manuscript asks again and again
    given = config.load(os.fspath(file)) if file else None
    tasks = []
    for manuscript in files:
        said = (
            config.Settings()
            if without
            else given.settings_of(manuscript)
            if given
            else config.of_manuscript(manuscript)
        )
        if form and form.fixes:  # what --fix is asked for most, unless the configuration says otherwise
            said = config.Settings(checks={"missing-doi": check.Setting(enabled=True)}).then(said)
        tasks.append(_task(said, asked, form or Task(format="", checks=())))
    for manuscript, task in zip(files, tasks, strict=True):
        if (task.source, task.offline, task.mailto) != (tasks[0].source, tasks[0].offline, tasks[0].mailto):
            raise ConfigError(
                f"{files[0]} and {manuscript} are configured to be looked up in different ways; "
                "audit them one by one, or give --source, --offline or --mailto"
            )
    return tasks


def _task(said: Settings, asked: Settings, form: Task) -> Task:
    both = said.then(asked)
    fail_on = both.fail_on or "error"
    return replace(
        form,
        checks=tuple(check.name for check in said.chosen(asked)),
        settings=both.of_checks(),
        source=both.source or "crossref",
        offline=bool(both.offline),
        mailto=both.mailto or "",
        bibliography=both.bibliography or (),
        fail_on=None if fail_on == "never" else Severity[fail_on.upper()],
        allow_incomplete=bool(both.allow_incomplete),
        baseline=both.baseline,
        waivers=both.waivers,
    )


def names(values: Iterable[str] | None, option: str) -> tuple[str, ...]:
    """The names of checks that an option gives, between commas too."""
    found = tuple(part.strip() for value in values or () for part in value.split(",") if part.strip())
    if found:
        from citeaudit import discover
        from citeaudit.rules import check
        from citeaudit.rules.waivers import suggestion

        known = discover.names(check.PACKAGE)
        for name in found:
            if name not in known:
                hint = suggestion(name, known) or "; `citeaudit checks` lists them"
                raise typer.BadParameter(f"there is no check {name}{hint}", param_hint=option)
    return found
