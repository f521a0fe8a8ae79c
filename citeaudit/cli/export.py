"""`citeaudit export`: the list of a manuscript as BibTeX, CSL-JSON or RIS."""

from __future__ import annotations

from typing import Annotated

import typer

from citeaudit.cli._options import Bibliography, Mailto, Offline, Output, Quiet, Source, progress_bar
from citeaudit.cli._sources import Record, Refresh, Replay, open_works, write_recording
from citeaudit.files import write


def export(
    file: Annotated[str, typer.Argument(help="A manuscript.")],
    output: Output = None,
    bibliography: Bibliography = None,
    format: Annotated[
        str | None, typer.Option("--format", "-f", help="bibtex, csljson or ris; default: by the output's name.")
    ] = None,
    offline: Offline = False,
    source: Source = "crossref",
    mailto: Mailto = "",
    refresh: Refresh = False,
    record: Record = None,
    replay: Replay = None,
    quiet: Quiet = False,
) -> None:
    """Write the list of references of a manuscript, as printed, with the DOIs that were found."""
    from citeaudit import exports
    from citeaudit.auditing import pipeline

    unit = exports.get(format) if format else exports.for_path(output) if output else exports.get("bibtex")
    works, recording = open_works(source, offline=offline, mailto=mailto, refresh=refresh, record=record, replay=replay)
    with progress_bar("Looking up references", quiet=quiet) as progress:
        audit = pipeline.audit(file, source=works, progress=progress, bibliography=bibliography or ())
    write([unit.dump(pipeline.resolved_records(audit))], output)
    if not write_recording(recording, record):
        raise typer.Exit(3)
