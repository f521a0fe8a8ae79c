"""`citeaudit resolve`: reference strings to works."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from citeaudit.cli._options import (
    Mailto,
    Offline,
    Output,
    Quiet,
    References,
    Source,
    is_outage,
    progress_bar,
    read_lines,
    write,
)
from citeaudit.model import Found, Resolution


def resolve(
    file: References = "-",
    output: Output = None,
    offline: Offline = False,
    source: Source = "crossref",
    mailto: Mailto = "",
    allow_incomplete: Annotated[
        bool, typer.Option("--allow-incomplete", help="No exit code 3 where a source did not answer.")
    ] = False,
    quiet: Quiet = False,
) -> None:
    """Look raw references up, one a line; prints one JSON object a line, in the same order."""
    from citeaudit import api
    from citeaudit.sources import open_source

    references = [reference for reference, _ in api.parse_strings(read_lines(file))]
    with progress_bar("Looking up references", quiet=quiet) as progress:
        resolutions = api.resolve(references, open_source(source, offline=offline, mailto=mailto), progress)
    text = "".join(json.dumps(_line(r.raw, resolutions[r.index]), ensure_ascii=False) + "\n" for r in references)
    write(text, output)
    raise typer.Exit(3 if is_outage(resolutions.values()) and not (offline or allow_incomplete) else 0)


def _line(raw: str, resolution: Resolution) -> dict[str, object]:
    from citeaudit.exports.csljson import to_item
    from citeaudit.reports.json import resolution_object

    work = to_item(resolution.work.record) if isinstance(resolution, Found) else None
    return {"raw": raw, **resolution_object(resolution), "work": work}
