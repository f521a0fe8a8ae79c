"""What is asked of each manuscript: by the command line, else by its configuration, else by default."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from citeaudit.auditing.config import Settings

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


def settings_of(files: Sequence[str], *, file: Path | None, without: bool) -> list[Settings]:
    """What the configuration says of each manuscript.

    Args:
        files: The manuscripts.
        file: The configuration to use for all of them.
        without: Whether there is to be none.

    Raises:
        ConfigError: A configuration makes no sense.
        typer.BadParameter: The options exclude each other.
    """
    if file and without:
        raise typer.BadParameter("--config and --no-config exclude each other", param_hint="--config")
    from citeaudit.auditing.config import forget
    from citeaudit.auditing.plan import configured

    forget()  # what watches a manuscript asks again and again
    given = os.fspath(file) if file else None
    return [configured(manuscript, file=given, without=without) for manuscript in files]


def names(values: Iterable[str] | None, option: str) -> tuple[str, ...]:
    """The names of checks that an option gives, between commas too."""
    found = tuple(part.strip() for value in values or () for part in value.split(",") if part.strip())
    if found:
        from citeaudit import discover
        from citeaudit.rules import running
        from citeaudit.rules.waivers import suggestion

        known = discover.names(running.PACKAGE)
        for name in found:
            if name not in known:
                hint = suggestion(name, known) or "; `citeaudit checks` lists them"
                raise typer.BadParameter(f"there is no check {name}{hint}", param_hint=option)
    return found
