"""`citeaudit cache`: the stored answers of the servers."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated

import typer

app = typer.Typer(help="The stored answers of the servers.", no_args_is_help=True, rich_markup_mode=None)


@app.command()
def info() -> None:
    """Say where answers are stored, how many there are of which server, and from when."""
    from citeaudit.sources.http import cache_file
    from citeaudit.sources.stored import look

    file = cache_file()
    stored = look(file)
    typer.echo(f"file     {file}" + ("" if file.exists() else " (not made yet)"))
    typer.echo(f"size     {stored.size / 1e6:.1f} MB")
    typer.echo(f"answers  {stored.answers}, {stored.expired} of them expired")
    for server, count in stored.servers.items():
        typer.echo(f"         {count} of {server}")
    if stored.oldest and stored.newest:
        typer.echo(f"oldest   {stored.oldest:%Y-%m-%d}\nnewest   {stored.newest:%Y-%m-%d}")


@app.command()
def clear(
    server: Annotated[
        str, typer.Option("--server", metavar="NAME", help="Only those of this server, as `info` names it.")
    ] = "",
    older_than: Annotated[
        float,
        typer.Option(
            "--older-than",
            min=0,
            max=36500,
            show_default=False,
            help="Only those older than so many days.",
            metavar="DAYS",
        ),
    ] = 0,
) -> None:
    """Delete stored answers: all of them, or those that the options name."""
    from citeaudit.sources.http import cache_file
    from citeaudit.sources.stored import clear, look

    file = cache_file()
    deleted = clear(file, server=server, older_than=timedelta(days=older_than))
    typer.echo(f"{deleted} deleted, {look(file).answers} left in {file}")
