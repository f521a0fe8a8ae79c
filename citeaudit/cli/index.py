"""`citeaudit index`: a local index of Crossref's records."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from citeaudit.cli._options import Quiet, progress_bar

app = typer.Typer(
    help="A local index of Crossref's records, to look references up without network.", no_args_is_help=True
)

Folder = Annotated[Path, typer.Argument(help="The folder of the index.", metavar="DIR")]


@app.command()
def build(
    folder: Folder,
    files: Annotated[
        list[Path],
        typer.Argument(
            help='Crossref\'s records: one in JSON a line, or {"items": [...]}; plain or .gz.', metavar="FILE..."
        ),
    ],
    quiet: Quiet = False,
) -> None:
    """Build the index, in place of one that may be there; a build that was cut off goes on where it was."""
    from citeaudit.sources import index

    with progress_bar("Reading records (kB)", quiet=quiet) as progress:
        in_kilobytes = None if progress is None else lambda done, total: progress(done // 1000, total // 1000)
        built = index.build(folder, files, progress=in_kilobytes)
    for place in built.damaged:
        typer.echo(f"citeaudit: passed over {place}", err=True)
    if built.damaged_count > len(built.damaged):
        typer.echo(f"citeaudit: … and {built.damaged_count - len(built.damaged)} more damaged places", err=True)
    typer.echo(index.info(folder))


@app.command()
def info(folder: Folder) -> None:
    """What is in the index, and of when it is."""
    from citeaudit.sources import index

    typer.echo(index.info(folder))
