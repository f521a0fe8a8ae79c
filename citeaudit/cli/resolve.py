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
    progress_bar,
    read_lines,
)
from citeaudit.cli._sources import Record, Refresh, Replay, open_works, write_recording
from citeaudit.errors import ConfigError
from citeaudit.files import write
from citeaudit.model import Found, Resolution


def resolve(
    file: References = "-",
    format: Annotated[str, typer.Option("--format", "-f", help="jsonl, the only one.")] = "jsonl",
    output: Output = None,
    offline: Offline = False,
    source: Source = "crossref",
    mailto: Mailto = "",
    refresh: Refresh = False,
    record: Record = None,
    replay: Replay = None,
    allow_incomplete: Annotated[
        bool, typer.Option("--allow-incomplete", help="No exit code 3 where a source did not answer.")
    ] = False,
    abstracts: Annotated[
        bool, typer.Option("--abstracts", help="Add abstracts and PubMed numbers that are lacking from Europe PMC.")
    ] = False,
    quiet: Quiet = False,
) -> None:
    """Look raw references up, one a line; prints one JSON object a line, in the same order."""
    from citeaudit.auditing import pipeline
    from citeaudit.rules.running import is_outage

    if format != "jsonl":
        raise ConfigError(f"resolve writes jsonl alone, not “{format}”")
    works, recording = open_works(
        source, offline=offline, mailto=mailto, refresh=refresh, record=record, replay=replay, abstracts=abstracts
    )
    references = [reference for reference, _ in pipeline.parse_strings(read_lines(file))]
    with progress_bar("Looking up references", quiet=quiet) as progress:
        resolutions = pipeline.resolve(references, works, progress)
    text = "".join(json.dumps(_line(r.raw, resolutions[r.index]), ensure_ascii=False) + "\n" for r in references)
    write([text], output)
    whole = write_recording(recording, record, incomplete_too=allow_incomplete)
    missing = getattr(works, "missing", "")
    if missing:
        typer.echo(f"citeaudit: not every abstract could be asked for: {missing}", err=True)
    outage = (missing or is_outage(resolutions.values())) and not (offline or allow_incomplete)
    raise typer.Exit(3 if outage or not whole else 0)


def _line(raw: str, resolution: Resolution) -> dict[str, object]:
    from citeaudit.exports.csljson import to_item
    from citeaudit.reports.json import resolution_object

    work = None
    if isinstance(resolution, Found):
        abstract = resolution.work.abstract
        work = to_item(resolution.work.record) | ({"abstract": abstract} if abstract else {})
    return {"raw": raw, **resolution_object(resolution), "work": work}
