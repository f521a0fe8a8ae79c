"""`citeaudit resolve`: reference strings to works."""

from __future__ import annotations

from typing import Annotated

import typer

from citeaudit.cli._options import (
    Mailto,
    Offline,
    Output,
    Quiet,
    Record,
    References,
    Refresh,
    Replay,
    Source,
    progress_bar,
    read_references,
    tell,
)
from citeaudit.errors import ConfigError
from citeaudit.files import write


def resolve(
    file: References = "-",
    format: Annotated[
        str, typer.Option("--format", "-f", metavar="FORMAT", show_default=False, help="jsonl, the only one.")
    ] = "jsonl",
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
    """Look raw references, one a line, or the entries of a bibliography up; prints one JSON object a line, in the same order."""
    from citeaudit.auditing import strings
    from citeaudit.auditing.works import Access, open_works, write_recording

    if format != strings.LINES:
        raise ConfigError(f"resolve writes jsonl alone, not “{format}”")
    access = Access(offline=offline, mailto=mailto, refresh=refresh, record=record, replay=replay)
    works, recording = open_works(source, access, abstracts=abstracts)
    read = read_references(file)
    with progress_bar("Looking up references", quiet=quiet) as progress:
        found = strings.look_up(read.references, works, progress)
    write([found.text], output)
    if problem := write_recording(recording, access, incomplete_too=allow_incomplete):
        tell(f"citeaudit: {problem}\n")
    if found.missing:
        tell(f"citeaudit: not every abstract could be asked for: {found.missing}\n")
    excused = offline or allow_incomplete
    raise typer.Exit(3 if problem or read.lost or (found.outage and not excused) else 0)
