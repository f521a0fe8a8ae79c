"""`citeaudit lsp`: the language server."""

from __future__ import annotations

from importlib.util import find_spec
from typing import Annotated

import typer

from citeaudit.cli._options import WHERE
from citeaudit.errors import ConfigError


def lsp(
    source: Annotated[
        str | None,
        typer.Option(
            "--source",
            metavar="SOURCE",
            help=f"{WHERE}; of what needs the network only the cache is read; default: as configured, else crossref.",
        ),
    ] = None,
    delay: Annotated[
        int, typer.Option("--delay", metavar="MS", min=0, help="Audit when nothing was typed for so many milliseconds.")
    ] = 400,
) -> None:
    """Serve an editor by the Language Server Protocol, over standard input and output; nothing is sent elsewhere."""
    if find_spec("pygls") is None:
        raise ConfigError('the language server needs pygls; install it with: pip install "citeaudit[lsp]"')
    from citeaudit.lsp.server import serve

    serve(source, delay_s=delay / 1000)
