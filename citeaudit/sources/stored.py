"""The answers stored on disk: what there is, and how to be rid of it.

Source: requests-cache 1.3, `SQLiteCache`; the file is made by `http.Http`.
"""

from __future__ import annotations

import os
import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from citeaudit.errors import SourceError
from citeaudit.sources.http import is_expired, unusable

if TYPE_CHECKING:
    from requests_cache.backends.sqlite import SQLiteCache
    from requests_cache.models.response import CachedResponse


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """What a file of stored answers holds: its size in bytes, answers by host, and the first and last time (UTC)."""

    size: int
    servers: Mapping[str, int]
    oldest: datetime | None
    newest: datetime | None
    expired: int

    @property
    def answers(self) -> int:
        """The number of answers."""
        return sum(self.servers.values())


def look(file: Path) -> Stored:
    """What the file holds; nothing where there is no file.

    Raises:
        SourceError: The file cannot be used.

    """
    if not file.exists():
        return Stored(size=0, servers={}, oldest=None, newest=None, expired=0)
    servers: Counter[str] = Counter()
    times: list[datetime] = []
    expired = 0
    with _opened(file) as cache:
        for _, response in _answers(cache):
            servers[_host(response)] += 1
            times.append(response.created_at)
            expired += is_expired(response)
    return Stored(
        size=file.stat().st_size,
        servers=dict(sorted(servers.items())),
        oldest=min(times, default=None),
        newest=max(times, default=None),
        expired=expired,
    )


def clear(file: Path, *, server: str = "", older_than: timedelta = timedelta(0)) -> int:
    """Delete answers from the file, and nothing else.

    Args:
        file: The file of stored answers; there may be none.
        server: Only those of this host ("api.crossref.org"), in any case; "" for all.
        older_than: Only those that are older.

    Returns:
        How many were deleted.

    Raises:
        SourceError: The file cannot be used.

    """
    if not file.exists():
        return 0
    if not os.access(file, os.W_OK):  # requests-cache would delete nothing and not say so
        raise SourceError(f"the stored answers in {file} cannot be deleted: the file must not be written")
    before = datetime.now(UTC) - older_than
    with _opened(file) as cache:
        keys = [
            key
            for key, response in _answers(cache)
            if (not server or _host(response) == server.casefold()) and response.created_at <= before
        ]
        cache.responses.bulk_delete(keys)  # type: ignore[no-untyped-call]  # requests-cache forgot its type
        cache.delete(expired=False)  # redirects that lead nowhere now
        cache.responses.vacuum()  # type: ignore[no-untyped-call]  # as above
    return len(keys)


@contextmanager
def _opened(file: Path) -> Iterator[SQLiteCache]:
    from requests_cache.backends.sqlite import SQLiteCache

    try:
        cache = SQLiteCache(str(file), serializer="json")
        try:
            yield cache
        finally:
            cache.close()  # type: ignore[no-untyped-call]  # requests-cache forgot its type
    except sqlite3.Error as error:
        raise SourceError(unusable(file, error)) from None


def _answers(cache: SQLiteCache) -> Iterator[tuple[str, CachedResponse]]:
    for key in list(cache.responses):
        response = cache.get_response(key)
        if response is not None:
            yield key, response


def _host(response: CachedResponse) -> str:
    return (urlsplit(response.url).hostname or "").casefold()
