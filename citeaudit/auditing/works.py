"""Where works come from in a run: the source that is opened, and the answers that are recorded or replayed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from citeaudit.errors import OptionError
from citeaudit.files import write

if TYPE_CHECKING:
    from citeaudit.sources import Recording, Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """How a source is asked.

    `offline` sends nothing, `refresh` asks again although an answer is stored. `record` is the file that keeps every
    answer used, `replay` the one that answers are taken from alone.
    """

    offline: bool = False
    mailto: str = ""
    refresh: bool = False
    record: Path | None = None
    replay: Path | None = None


@cache
def opened(name: str, *, offline: bool) -> Source:
    """A source for a whole process. Raises CiteauditError where there is none, or it cannot be used."""
    from citeaudit.sources import open_source

    return open_source(name, offline=offline)


def open_works(source: str, access: Access, *, abstracts: bool = False) -> tuple[Source, Recording | None]:
    """The source, and the recording that it fills, if one is to be made.

    Args:
        source: Its name, as on the command line.
        access: How it is asked.
        abstracts: Whether abstracts that works lack are added from Europe PMC.

    Raises:
        OptionError: Two ways to ask exclude each other.
        CiteauditError: There is no such source, or the recording cannot be read.
    """
    from citeaudit.sources import Recording, open_source

    for option, rival, both in (
        ("--record", "--replay", access.record and access.replay),
        ("--refresh", "--replay", access.refresh and access.replay),
        ("--refresh", "--offline", access.refresh and access.offline),
    ):
        if both:
            raise OptionError(option, f"{option} and {rival} exclude each other")
    made = Recording() if access.record else None
    read = Recording.read(access.replay) if access.replay else None
    works = open_source(
        source,
        offline=access.offline,
        mailto=access.mailto,
        refresh=access.refresh,
        record=made,
        replay=read,
        abstracts=abstracts,
    )
    return works, made


def write_recording(recording: Recording | None, access: Access, *, incomplete_too: bool = False) -> str:
    """Write the recording, if one was made; one that is not whole does not take the place of one that may be.

    Args:
        recording: What `open_works` gave.
        access: The same as for `open_works`.
        incomplete_too: Whether one that is not whole is written, too.

    Returns:
        Why it was not written, because a source did not answer; "" where all is well.
    """
    if recording is None or access.record is None:
        return ""
    if recording.failure and not incomplete_too:
        return f"{access.record} was not written, for it would not be whole: {recording.failure}"
    write([recording.dump()], access.record)
    return ""
