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
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import urlsplit

from citeaudit.errors import ConfigError, SourceError
from citeaudit.sources._manners import Limiter, Manners, NotStoredError, RefusedError, UnreachableError
from citeaudit.sources._replay import Kept, Question, Recording
from citeaudit.version import __version__

if TYPE_CHECKING:
    from requests import PreparedRequest
    from requests_cache import AnyResponse, CachedSession

FOUND_KEPT = timedelta(days=30)  # records are mended and retracted, so what is stored ages
NOT_FOUND_KEPT = timedelta(days=3)
"""An answer "no such work" is trusted for less long: registration often comes days after publication."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a server said: `content` is the decoded JSON, `retrieved` the time it was said (UTC, ISO 8601)."""

    content: Any
    retrieved: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """What holds for every door that is opened meanwhile, whichever source opens it; see `passage`.

    With `refresh` a stored answer from before the door was opened is asked for again, and used only where the server
    fails. Every answer used goes into `record`. With `replay` answers come from there alone: nothing is sent, the
    cache is not looked at, and no library for the network is loaded.
    """

    refresh: bool = False
    record: Recording | None = None
    replay: Recording | None = None


_passage: ContextVar[Passage] = ContextVar("passage")


@contextmanager
def passage(held: Passage) -> Iterator[None]:
    """Let `held` hold for the doors made inside; they keep to it for as long as they live.

    It does not go through the sources' own parameters, so that no source can forget to hand it on.
    """
    token = _passage.set(held)
    try:
        yield
    finally:
        _passage.reset(token)


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
        self._passage = _passage.get(Passage())
        self._opened = datetime.now(UTC)
        self._down = False  # it was unreachable where a stored answer could stand in; not asked for such again

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
        question = Question.of(self._server, path, parameters or {})
        record, replay = self._passage.record, self._passage.replay
        try:
            kept = replay.get(question) if replay else self._asked(question)
        except NotStoredError:  # offline a recording is whole without what is not stored
            raise
        except SourceError as error:
            if record:
                record.fail(str(error))
            raise
        if kept is None:
            raise NotStoredError(f"not in the recording {replay.name if replay else ''}")
        if record:
            record.keep(question, kept)
        if kept.status == 404:
            return None
        if kept.status != 200:
            raise RefusedError(self._server, kept.status)
        return Answer(content=kept.content, retrieved=kept.retrieved)

    def _asked(self, question: Question) -> Kept:
        """The answer of the cache or the server; that it refuses a question is an answer, too."""
        if self._offline and not self._file.exists():
            raise self._not_stored()
        import sqlite3

        try:
            with _silence():
                return self._ask(self.base_url + question.path, dict(question.parameters))
        except RefusedError as error:
            return Kept(status=error.status, retrieved=_iso(datetime.now(UTC)))
        except sqlite3.Error as error:
            raise SourceError(unusable(self._file, error)) from None
        except (OSError, ValueError) as error:  # all that requests raises is one of these
            if self._offline:
                raise self._not_stored() from None
            raise SourceError(f"the question to {self._server} could not be asked ({type(error).__name__})") from None

    def _ask(self, url: str, parameters: dict[str, str]) -> Kept:
        session = self._session = self._session or self._open()
        timeouts = (self._manners.connect_timeout_s, self._manners.read_timeout_s)
        response = session.get(url, params=parameters, only_if_cached=True)  # of any age
        stored = response.status_code in (200, 404)
        if self._offline and not stored:
            raise self._not_stored()
        if not (self._offline or (stored and self._is_fresh(response))):
            try:
                response = session.get(url, params=parameters, timeout=timeouts, force_refresh=True)
            except (SourceError, OSError) as error:
                if not stored or (response.status_code == 404 and is_expired(response)):
                    raise
                self._down = isinstance(error, UnreachableError)
            else:  # as stored, so that a second run gives the same time to the second
                response = session.cache.get_response(response.cache_key) or response
        content = json.loads(response.content) if response.status_code == 200 else None
        return Kept(status=response.status_code, retrieved=_iso(response.created_at), content=content)

    def _is_fresh(self, stored: AnyResponse) -> bool:
        """Whether a stored answer is used without asking."""
        if self._down and (stored.status_code == 200 or not is_expired(stored)):
            return True
        return not is_expired(stored) and not (self._passage.refresh and stored.created_at < self._opened)

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


def unusable(file: Path, error: Exception) -> str:
    """What to say of a file of stored answers that is damaged."""
    return f"the stored answers in {file} cannot be used ({error}); delete the file, or name another folder in CITEAUDIT_CACHE"


def _without_credentials(request: PreparedRequest) -> PreparedRequest:
    """Keeps requests from looking up passwords in the user's .netrc."""
    return request


def is_expired(response: AnyResponse) -> bool:
    """Whether a stored answer is too old to be used without asking."""
    nothing = response.status_code == 404 or says_nothing(response.content)
    kept = NOT_FOUND_KEPT if nothing else FOUND_KEPT
    return datetime.now(UTC) - response.created_at > kept


def says_nothing(body: bytes) -> bool:
    """Whether an answer that was given with status 200 says that there is no such thing, or not all that was asked for.

    Source: answers of Crossref (`total-results` below the rows asked for), DataCite (empty `data`), Europe PMC
    (`hitCount` 0) and doi.org (`status` in place of `RA`).
    """
    try:
        content = json.loads(body)
    except ValueError:
        return True  # damaged: the sooner it is asked for again, the better
    if isinstance(content, list):
        return all(isinstance(entry, dict) and "status" in entry for entry in content)
    if not isinstance(content, dict):
        return True
    message = content.get("message")
    if isinstance(message, dict) and "total-results" in message:
        total, rows = message["total-results"], message.get("items-per-page")
        return isinstance(total, int) and total < (rows if isinstance(rows, int) else 1)
    return content.get("data") == [] or content.get("hitCount") == 0


def _iso(time: datetime) -> str:
    return f"{time:%Y-%m-%dT%H:%M:%SZ}"


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
