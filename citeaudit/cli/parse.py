"""`citeaudit parse`: reference strings to records."""

from __future__ import annotations

from typing import Annotated

import typer

from citeaudit.cli._options import Output, References, read_references
from citeaudit.files import write


def parse(
    file: References = "-",
    format: Annotated[
        str,
        typer.Option(
            "--format",
            "-f",
            metavar="FORMAT",
            show_default=False,
            help="jsonl, csljson, bibtex or ris; default: jsonl.",
        ),
    ] = "jsonl",
    output: Output = None,
) -> None:
    """Read raw references, one a line, or the entries of a bibliography into records, in the same order.

    In jsonl a line with several works, "(a) ... (b) ...", gives the first, and all of them under "parts".
    """
    from citeaudit.auditing import strings

    found = read_references(file)
    write([strings.parsed(found.references, format)], output)
    if found.lost:
        raise typer.Exit(3)
