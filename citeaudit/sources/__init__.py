"""Sources of works: what each must do, and how one is opened.

To add a source, put a module here (or behind an entry point of the group `citeaudit.sources`) that has a function
`open_source(*, offline, mailto, cache)`; the file name is the source's name. One that is told more by its user, as in
`index:DIR`, has a parameter `argument` with a default. One that asks a server makes its `Http` in `open_source`.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Protocol

from citeaudit.errors import ConfigError
from citeaudit.model import NotAsked, Reference, Resolution
from citeaudit.sources._replay import Recording

__all__ = ["FirstAnswer", "Recording", "Source", "open_source"]


class Source(Protocol):
    """Anything that can say which works references mean."""

    @property
    def name(self) -> str:
        """What the source is called: in messages, in `Work.source` and on the command line."""
        ...

    def resolve(self, references: Sequence[Reference]) -> Iterator[tuple[int, Resolution]]:
        """Look references up.

        Args:
            references: Any references, each with an index of its own.

        Yields:
            (index of the reference, its resolution), exactly once for each reference, in the order in which they
            become known, so that what was learnt before an outage is kept. A server that fails raises nothing: it
            is a `NotAsked(outage=True)`.

        """
        ...


class Unit(Protocol):
    """What a module in this folder offers."""

    def open_source(self, *, offline: bool, mailto: str, cache: Path | None) -> Source:
        """The source; see `open_source` here. One that is told more by its user has a parameter `argument` with a default."""
        ...


UNIT = Unit  # what `discover` asks of every module in this folder
NO_UNITS = ("http", "stored")
"""The door to the network, and what it stores, stand among the sources that use it."""


class FirstAnswer:
    """Several sources in a row: each is asked for what those before it could not be asked about."""

    def __init__(self, name: str, sources: Sequence[Source]) -> None:
        self.name = name
        self._sources = tuple(sources)

    def resolve(self, references: Sequence[Reference]) -> Iterator[tuple[int, Resolution]]:
        """Look references up in one source after another; see `Source.resolve`."""
        waiting = {reference.index: reference for reference in references}
        for source in self._sources[:-1]:
            for index, resolution in source.resolve(tuple(waiting.values())):
                if not isinstance(resolution, NotAsked) or resolution.outage:
                    del waiting[index]
                    yield index, resolution
        yield from self._sources[-1].resolve(tuple(waiting.values()))


def open_source(
    name: str,
    *,
    offline: bool = False,
    mailto: str = "",
    cache: Path | None = None,
    refresh: bool = False,
    record: Recording | None = None,
    replay: Recording | None = None,
    abstracts: bool = False,
) -> Source:
    """The source called `name`.

    Args:
        name: "crossref", "embedded", or the name of an installed source; "index:DIR" where one takes an argument.
        offline: Send nothing and write nothing: answer from what is stored.
        mailto: A mail address the server may write to if our requests trouble it. Crossref answers those who give
            one from its faster, politer pool.
        cache: Folder of the stored answers; by default the environment variable CITEAUDIT_CACHE, else the user's
            cache folder.
        refresh: Ask again although an answer is stored; the stored one is used where the server fails.
        record: Every answer that is used is added to it.
        replay: The only place where answers come from; nothing is sent, and what is stored is not looked at. The
            source answers as if online, so that a replay comes to what the run came to that was recorded.
        abstracts: Add from Europe PMC the abstracts and PubMed numbers that works lack; see `WithAbstracts`.

    Raises:
        ConfigError: There is no such source, or an option makes no sense.

    Source:
        https://www.crossref.org/documentation/retrieve-metadata/rest-api/access-and-authentication/

    """
    from citeaudit import discover  # it reads what is installed, which takes a while
    from citeaudit.sources.http import Passage, passage

    name, colon, argument = name.partition(":")
    choices = discover.names(__name__)
    if name not in choices:
        raise ConfigError(f"there is no source “{name}”; choose one of {', '.join(choices)}")
    if replay and (record or refresh):
        raise ConfigError("a recording that is replayed asks nothing, so nothing can be recorded or asked again")
    if refresh and offline:
        raise ConfigError("offline nothing is asked, so nothing can be asked again")
    opener = discover.load(__name__, name).open_source
    if colon and "argument" not in inspect.signature(opener).parameters:
        raise ConfigError(f"the source {name} takes no argument; write it without “:{argument}”")
    given = {"argument": argument} if colon else {}
    with passage(Passage(refresh=refresh, record=record, replay=replay)):
        source: Source = opener(offline=offline and replay is None, mailto=mailto, cache=cache, **given)
        if abstracts:
            from citeaudit.sources import europepmc

            opened = europepmc.open_source(offline=offline and replay is None, mailto=mailto, cache=cache)
            source = europepmc.WithAbstracts(source, opened)
    return source
