"""`citeaudit export`: the list of a manuscript as BibTeX, CSL-JSON or RIS."""

from __future__ import annotations

from typing import Annotated

import typer

from citeaudit.cli._options import (
    Bibliography,
    Mailto,
    Offline,
    Output,
    Quiet,
    Record,
    Refresh,
    Replay,
    Source,
    progress_bar,
    tell,
)
from citeaudit.files import write


def export(
    file: Annotated[str, typer.Argument(help="A manuscript, or a bibliography.", metavar="FILE")],
    output: Output = None,
    bibliography: Bibliography = None,
    format: Annotated[
        str | None,
        typer.Option("--format", "-f", metavar="FORMAT", help="bibtex, csljson or ris; default: by the output's name."),
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
    from citeaudit.auditing import pipeline, strings
    from citeaudit.auditing.works import Access, open_works, write_recording

    unit = exports.get(format) if format else exports.for_path(output) if output else exports.get("bibtex")
    access = Access(offline=offline, mailto=mailto, refresh=refresh, record=record, replay=replay)
    works, recording = open_works(source, access)
    with progress_bar("Looking up references", quiet=quiet) as progress:
        audit = pipeline.audit(file, source=works, progress=progress, bibliography=bibliography or ())
    records = pipeline.resolved_records(audit)
    if not records:
        tell(f"citeaudit: {file}: no list of references was found, so there is nothing to export\n")
        raise typer.Exit(3)
    keys = [reference.key if reference.keyed else "" for reference in audit.references]
    write([exports.dumped(unit, records, keys)], output)
    for remark in strings.unread(audit.manuscript):
        tell(f"citeaudit: {remark}\n")
    if problem := write_recording(recording, access):
        tell(f"citeaudit: {problem}\n")
        raise typer.Exit(3)
    if audit.manuscript.list_alone and strings.lost(audit.manuscript):
        raise typer.Exit(3)
