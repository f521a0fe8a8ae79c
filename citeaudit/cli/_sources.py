"""What `audit`, `resolve` and `export` have in common: they open a source, and may record or replay its answers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from citeaudit.files import write

if TYPE_CHECKING:
    from citeaudit.sources import Recording, Source

Refresh = Annotated[
    bool, typer.Option("--refresh", help="Ask anew although an answer is cached; it is used where the server fails.")
]
Record = Annotated[
    Path | None, typer.Option("--record", help="Keep every answer that is used in this file.", metavar="FILE")
]
Replay = Annotated[
    Path | None,
    typer.Option("--replay", help="Take answers from a recording alone, without network and cache.", metavar="FILE"),
]


def open_works(
    source: str,
    *,
    offline: bool,
    mailto: str,
    refresh: bool,
    record: Path | None,
    replay: Path | None,
    abstracts: bool = False,
) -> tuple[Source, Recording | None]:
    """The source, and the recording that it fills, if one is to be made.

    Raises:
        typer.BadParameter: Two options exclude each other.
        CiteauditError: There is no such source, or the recording cannot be read.
    """
    from citeaudit.sources import Recording, open_source

    for option, rival, both in (
        ("--record", "--replay", record and replay),
        ("--refresh", "--replay", refresh and replay),
        ("--refresh", "--offline", refresh and offline),
    ):
        if both:
            raise typer.BadParameter(f"{option} and {rival} exclude each other", param_hint=option)
    made = Recording() if record else None
    read = Recording.read(replay) if replay else None
    works = open_source(
        source, offline=offline, mailto=mailto, refresh=refresh, record=made, replay=read, abstracts=abstracts
    )
    return works, made


def write_recording(recording: Recording | None, record: Path | None, *, incomplete_too: bool = False) -> bool:
    """Write the recording, if one was made; one that is not whole does not take the place of one that may be.

    Returns:
        False where it was not written because a source did not answer; that is said on standard error.
    """
    if recording is None or record is None:
        return True
    if recording.failure and not incomplete_too:
        typer.echo(f"citeaudit: {record} was not written, for it would not be whole: {recording.failure}", err=True)
        return False
    write([recording.dump()], record)
    return True
