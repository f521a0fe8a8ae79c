"""The one door to the network: asks a server for JSON, stores its answers, keeps to its limits.

Every failure is a `SourceError` with one plain line; "there is no such thing" (404) is an answer and no failure.
No address of a person and no text of a manuscript stands in an error or a log.

Source: requests-cache 1.3, urllib3 2; limits of Crossref as announced by its answers' headers (`x-rate-limit-limit`,
`x-rate-limit-interval`) and at https://www.crossref.org/documentation/retrieve-metadata/rest-api/tips-for-using-the-crossref-rest-api/.
"""

from __future__ import annotations

import json
import logging
import os
import re
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import urlsplit

from citeaudit import __version__
from citeaudit.errors import ConfigError, SourceError

if TYPE_CHECKING:
    from requests import PreparedRequest
    from requests_cache import AnyResponse, CachedSession

FOUND_KEPT = timedelta(days=30)
NOT_FOUND_KEPT = timedelta(days=3)
"""An answer "no such work" is trusted for less long: registration often comes days after publication."""

_INTERVAL = re.compile(r"(\d+)\s*(ms|s|m|h)?", re.ASCII)
_SECONDS = {"ms": 0.001, "s": 1.0, "m": 60.0, "h": 3600.0, None: 1.0}
_SLOWEST_S, _FASTEST_S = 60.0, 0.05


class UnreachableError(SourceError):
    """The server as a whole does not answer; it would be no use, and no kindness, to ask it anything more now."""


class RefusedError(SourceError):
    """The server answers, but does not accept this one question."""


class NotStoredError(SourceError):
    """Offline, and no earlier answer to this question is stored."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a server said: `content` is the decoded JSON, `retrieved` the time it was said (UTC, ISO 8601)."""

    content: Any
    retrieved: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Manners:
    """How a server is asked: for how long one waits, how often one tries, how much one reads.

    `clock` and `sleep` are in seconds, `clock` from any fixed point.
    """

    connect_timeout_s: float = 5.0
    read_timeout_s: float = 30.0
    tries: int = 3
    longest_pause_s: float = 60.0
    most_bytes: int = 20_000_000
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep


class Limiter:
    """Keeps requests apart as the server's answers ask: one a second until it has said more.

    One request is in flight at a time, so that no `x-concurrency-limit` is ever passed. A server has several pools
    with limits of their own (Crossref: lists and single records), and says only afterwards which one answered; the
    slowest that was heard of is kept to.
    """

    def __init__(
        self, clock: Callable[[], float] = time.monotonic, sleep: Callable[[float], None] = time.sleep
    ) -> None:
        self._clock, self._sleep = clock, sleep
        self._intervals_s: dict[str, float] = {}
        self._penalty_s = 0.0
        self._last_s = float("-inf")

    @property
    def interval_s(self) -> float:
        """Seconds from the start of one request to the start of the next."""
        return max(self._penalty_s, *(self._intervals_s.values() or [1.0]))

    def wait(self) -> None:
        """Sleep until the next request may start."""
        left_s = self._last_s + self.interval_s - self._clock()
        if left_s > 0:
            self._sleep(left_s)
        self._last_s = self._clock()

    def listen(self, headers: Mapping[str, str]) -> None:
        """Take in what an answer says about limits; headers that make no sense change nothing."""
        interval = _INTERVAL.fullmatch(headers.get("x-rate-limit-interval", "").strip())
        limit = headers.get("x-rate-limit-limit", "").strip()
        if interval and limit.isascii() and limit.isdigit() and int(limit) > 0:
            seconds = int(interval[1]) * _SECONDS[interval[2]] / int(limit)
            self._intervals_s[headers.get("x-api-pool", "")] = min(max(seconds, _FASTEST_S), _SLOWEST_S)

    def slow_down(self) -> None:
        """Halve the pace for the rest of the run: the server said "too many requests"."""
        self._penalty_s = min(2 * self.interval_s, _SLOWEST_S)


def cache_file(folder: Path | None = None) -> Path:
    """The file of stored answers in `folder`, by default that of CITEAUDIT_CACHE, else of the user's cache."""
    if folder is None:
        named = os.environ.get("CITEAUDIT_CACHE", "")
        if named:
            folder = Path(named).expanduser()
        else:
            from platformdirs import user_cache_path

            folder = user_cache_path("citeaudit", appauthor=False)
    return folder / "answers.sqlite"


class Http:
    """One server, asked for JSON through a cache on disk. Closed by `close` or `with`; opened by the first question.

    Not for use by several threads at once.

    Args:
        base_url: Where the server's interface begins; no request ever leaves its scheme, host and port.
        server: What the server is called in messages.
        mailto: A mail address for the server's operators, or "".
        offline: Only stored answers, of any age; nothing is sent and nothing is written.
        cache: Folder of the stored answers, see `cache_file`.
        manners: Time-outs, tries and sizes.

    Raises:
        ConfigError: The base address or the mail address is none.

    """

    def __init__(
        self,
        base_url: str,
        *,
        server: str,
        mailto: str = "",
        offline: bool = False,
        cache: Path | None = None,
        manners: Manners | None = None,
    ) -> None:
        try:
            parts = urlsplit(base_url)
            usable = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
        except ValueError:
            usable = False
        if not usable or parts.query or parts.fragment:
            raise ConfigError(f"“{base_url}” is not the address of a server; write it as https://api.example.org")
        if mailto and not re.fullmatch(r"[!-?A-~]+@[!-?A-~]+", mailto):
            raise ConfigError("the mail address for the server's operators is none; write it as name@example.org")
        self.base_url = base_url.rstrip("/")
        self._origin = f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}/"
        self._server = server
        self._mailto = mailto
        self._offline = offline
        self._file = cache_file(cache)
        self._manners = manners or Manners()
        self._limiter = Limiter(self._manners.clock, self._manners.sleep)
        self._session: CachedSession | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close connections and the cache; another question opens them again."""
        if self._session is not None:
            self._session.close()  # type: ignore[no-untyped-call]  # requests-cache forgot its type
            self._session = None

    def get(self, path: str, parameters: Mapping[str, str] | None = None) -> Answer | None:
        """Ask for `path` below the base address.

        Args:
            path: With "/" at its start, percent-encoded.
            parameters: Of the query, not yet encoded.

        Returns:
            None where the server says that there is no such thing.

        Raises:
            UnreachableError: The server does not answer, although asked several times.
            RefusedError: The server does not accept this question.
            NotStoredError: Offline, and the question was not asked before.
            SourceError: The answer cannot be understood, or the cache cannot be used.

        """
        if self._offline and not self._file.exists():
            raise self._not_stored()
        import sqlite3

        try:
            with _silence():
                return self._ask(self.base_url + path, dict(parameters or {}))
        except sqlite3.Error as error:
            raise SourceError(
                f"the stored answers in {self._file} cannot be used ({error}); delete the file, "
                "or name another folder in CITEAUDIT_CACHE"
            ) from None
        except (OSError, ValueError) as error:  # all that requests raises is one of these
            if self._offline:
                raise self._not_stored() from None
            raise SourceError(f"the question to {self._server} could not be asked ({type(error).__name__})") from None

    def _ask(self, url: str, parameters: dict[str, str]) -> Answer | None:
        session = self._session = self._session or self._open()
        timeouts = (self._manners.connect_timeout_s, self._manners.read_timeout_s)
        response = session.get(url, params=parameters, timeout=timeouts, only_if_cached=self._offline)
        if response.status_code == 404 and not self._offline and _age(response) > NOT_FOUND_KEPT:
            response = session.get(url, params=parameters, timeout=timeouts, force_refresh=True)
        if self._offline and response.status_code not in (200, 404):
            raise self._not_stored()
        if response.status_code == 404:
            return None
        if not response.from_cache:  # so that a second run gives the same time to the second
            response = session.cache.get_response(response.cache_key) or response
        return Answer(content=json.loads(response.content), retrieved=f"{response.created_at:%Y-%m-%dT%H:%M:%SZ}")

    def _not_stored(self) -> NotStoredError:
        return NotStoredError(f"offline: {self._server} was not asked, and no earlier answer of it is stored for this")

    def _open(self) -> CachedSession:
        from requests_cache import CachedSession

        if not self._offline:
            try:
                self._file.parent.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise SourceError(
                    f"the folder {self._file.parent} for stored answers cannot be made ({error.strerror}); "
                    "name another one in CITEAUDIT_CACHE"
                ) from None
        session = CachedSession(
            str(self._file),
            backend="sqlite",
            serializer="json",  # never pickle: a cache may come with a repository
            expire_after=FOUND_KEPT,
            allowable_codes=(200, 404),
            ignored_parameters=("mailto", "User-Agent", "Authorization"),  # kept out of the file, too
            stale_if_error=True,
            read_only=self._offline,
        )
        contact = f" (mailto:{self._mailto})" if self._mailto else ""
        session.headers["User-Agent"] = f"citeaudit/{__version__}{contact}"
        session.headers["Accept"] = "application/json"
        session.auth = _without_credentials
        session.max_redirects = 5
        session.adapters.clear()  # so that a redirect to another host has no way out
        if not self._offline:
            from citeaudit.sources._adapter import PoliteAdapter

            session.mount(self._origin, PoliteAdapter(self._server, self._mailto, self._limiter, self._manners))
        return session


def _without_credentials(request: PreparedRequest) -> PreparedRequest:
    """Keeps requests from looking up passwords in the user's .netrc."""
    return request


def _age(response: AnyResponse) -> timedelta:
    return datetime.now(UTC) - response.created_at


@contextmanager
def _silence() -> Iterator[None]:
    """Keep the libraries' own log lines back: they hold whole addresses, and so references and mail addresses."""
    loggers = [logging.getLogger(name) for name in ("urllib3", "requests_cache")]
    before = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        for logger, level in zip(loggers, before, strict=True):
            logger.setLevel(level)
