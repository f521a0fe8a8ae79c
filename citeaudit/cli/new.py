"""`citeaudit new`: begins what one adds to citeaudit."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(no_args_is_help=True, help="Begin a part of your own.")


@app.callback()
def _group() -> None:
    pass


@app.command("check")
def check(
    name: Annotated[str, typer.Argument(metavar="NAME", help="Its name: the fault, in lower-case words with hyphens.")],
    folder: Annotated[
        Path | None,
        typer.Option(
            "--folder", metavar="DIR", help="Where to write it; without it, in citeaudit/checks/ of this checkout."
        ),
    ] = None,
) -> None:
    """Write a check that is whole and runs, with its page and examples, to be changed."""
    from citeaudit.auditing.drafting import write_check

    path = write_check(name, folder)
    typer.echo(f"{path}: change its page first, then its function, until the examples on the page are so")
