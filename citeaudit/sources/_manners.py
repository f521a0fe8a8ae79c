"""How a server is asked: its limits, our patience, and what a failure is.

Source: limits of Crossref as announced by its answers' headers (`x-rate-limit-limit`, `x-rate-limit-interval`) and at
https://www.crossref.org/documentation/retrieve-metadata/rest-api/tips-for-using-the-crossref-rest-api/.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from citeaudit.errors import SourceError
from citeaudit.text.patterns import lazy

_INTERVAL = lazy(r"(\d+)\s*(ms|s|m|h)?", re.ASCII)  # as in “1s”, “100ms”; a bare number is seconds
_SECONDS = {"ms": 0.001, "s": 1.0, "m": 60.0, "h": 3600.0, None: 1.0}  # of each unit in it
_SLOWEST_S = 60.0
"""Slower than this nobody has to ask: a server that wants more time is down."""

_FASTEST_S = 0.05
"""Faster than this nobody needs to ask."""


class UnreachableError(SourceError):
    """The server as a whole does not answer; it would be no use, and no kindness, to ask it anything more now."""


class RefusedError(SourceError):
    """The server answers, but does not accept this one question; `status` is its HTTP status."""

    def __init__(self, server: str, status: int) -> None:
        super().__init__(f"{server} did not accept the question (HTTP {status})")
        self.status = status


class NotStoredError(SourceError):
    """Nothing may be sent, and no earlier answer to this question is stored or recorded."""


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
