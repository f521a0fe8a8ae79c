"""What is asked of each manuscript: by the command line, else by its configuration, else by default."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from citeaudit.cli._options import WHERE

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
Source = Annotated[
    str | None, typer.Option("--source", metavar="SOURCE", help=f"{WHERE}; default: as configured, else crossref.")
]
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


def asked(
    *,
    select: Iterable[str] | None,
    ignore: Iterable[str] | None,
    source: str | None,
    offline: bool | None,
    mailto: str,
    bibliography: Iterable[str] | None,
    allow_incomplete: bool | None,
    fail_on: StrEnum | None = None,
    baseline: str | None = None,
) -> Settings:
    """The options as settings, which outweigh those of a configuration."""
    from citeaudit.auditing.config import Settings

    return Settings(
        select=_names(select) or None,
        ignore=_names(ignore),
        fail_on=fail_on.name if fail_on else None,
        source=source,
        offline=offline,
        mailto=mailto or None,
        bibliography=tuple(bibliography or ()) or None,
        allow_incomplete=allow_incomplete,
        baseline=baseline,
    )


def _names(values: Iterable[str] | None) -> tuple[str, ...]:
    """The names that an option gives, between commas too."""
    return tuple(part.strip() for value in values or () for part in value.split(",") if part.strip())
