"""How one request is sent: paced, repeated where that may help, read up to a limit, and checked before it is stored.

It stands below the cache, so that only what really goes to the server is paced, and only sound answers are kept.
"""

from __future__ import annotations

import json
from typing import Any

from requests import PreparedRequest, Response, exceptions
from requests.adapters import HTTPAdapter
from urllib3 import Retry
from urllib3.exceptions import InvalidHeader, MaxRetryError

from citeaudit.errors import SourceError
from citeaudit.sources._manners import Limiter, Manners, RefusedError, UnreachableError

_TOO_MANY = 429  # HTTP's status for too many requests
_AGAIN = frozenset({_TOO_MANY, 500, 502, 503, 504})  # statuses that may be gone at the next try
_NO_ANSWER = (
    exceptions.ConnectionError,
    exceptions.Timeout,
    exceptions.ChunkedEncodingError,
    exceptions.ContentDecodingError,
)
"""What requests raises where no whole answer came; the next try may bring one."""


class PoliteAdapter(HTTPAdapter):
    """Sends requests to one server, with manners.

    urllib3 counts the tries and says how long to pause; the loop is ours, so that every try is paced by the limiter
    and every answer's headers are heard. The mail address is added here, below the cache, so that an answer is found
    again whoever asks.
    """

    def __init__(self, server: str, mailto: str, limiter: Limiter, manners: Manners) -> None:
        super().__init__()
        self._server, self._mailto, self._limiter, self._manners = server, mailto, limiter, manners

    def send(
        self,
        request: PreparedRequest,
        stream: bool = False,
        timeout: Any = None,
        verify: Any = True,
        cert: Any = None,
        proxies: Any = None,
    ) -> Response:
        """Send a request and read its answer whole.

        Returns:
            An answer of status 200 with JSON in it, 404, or a redirect.

        Raises:
            UnreachableError: No usable answer came, although tried several times.
            RefusedError: The server does not accept this request.
            SourceError: The answer is too large, or not what the server should send.

        """
        retry = Retry(total=self._manners.tries - 1, backoff_factor=1, backoff_max=self._manners.longest_pause_s)
        if self._mailto:
            request = request.copy()
            request.prepare_url(request.url or "", {"mailto": self._mailto})
        while True:
            self._limiter.wait()
            pause_s = None
            try:
                response = super().send(request, True, timeout, verify, cert, proxies)
                self._limiter.listen(response.headers)
                self._read(response)
            except exceptions.SSLError:
                raise UnreachableError(
                    f"{self._server} cannot be reached safely: its certificate is not accepted"
                ) from None
            except _NO_ANSWER as error:
                fault = self._no_answer(error)
            else:
                if response.status_code not in _AGAIN:
                    return self._checked(response)
                fault = self._bad_answer(response.status_code)
                pause_s = _asked_pause_s(response)
                if response.status_code == _TOO_MANY:
                    self._limiter.slow_down()
            if pause_s is not None and pause_s > self._manners.longest_pause_s:
                raise UnreachableError(f"{self._server} asks us to wait for {pause_s:.0f} seconds; try again later")
            try:
                retry = retry.increment(request.method)
            except MaxRetryError:
                raise fault from None
            self._manners.sleep(retry.get_backoff_time() if pause_s is None else pause_s)

    def _read(self, response: Response) -> None:
        """Read the body, up to the limit."""
        body = bytearray()
        for chunk in response.iter_content(65536):
            body += chunk
            if len(body) > self._manners.most_bytes:
                response.close()
                most = f"{self._manners.most_bytes / 1e6:.0f} MB"
                raise SourceError(f"an answer of {self._server} is larger than {most} and was not read")
        # What requests itself does when it reads a body whole.
        response._content = bytes(body)
        # Where one URL answers in one form only, this header would merely make the cache ask again.
        response.headers.pop("Vary", None)

    def _checked(self, response: Response) -> Response:
        status, body = response.status_code, response.content
        if status == 200:
            try:
                json.loads(body)
            except (ValueError, RecursionError):
                raise SourceError(
                    f"an answer of {self._server} is not whole or not JSON; "
                    "a proxy or a log-in page may stand in between"
                ) from None
        elif status == 404:
            if body.lstrip()[:1] == b"<":
                raise SourceError(f"a web page answered where {self._server} should have; is its address right?")
        elif status == 403:
            raise UnreachableError(f"{self._server} refuses our requests (HTTP 403); it may have blocked this network")
        elif not (response.is_redirect or status == 304):
            raise RefusedError(self._server, status)
        return response

    def _no_answer(self, error: Exception) -> SourceError:
        if isinstance(error, exceptions.Timeout):
            return UnreachableError(f"{self._server} did not answer in time; try again later, or work offline")
        if isinstance(error, exceptions.ConnectionError):
            return UnreachableError(
                f"{self._server} cannot be reached; check the connection to the network, or work offline"
            )
        return UnreachableError(
            f"the connection to {self._server} was cut off in the middle of an answer; try again later"
        )

    def _bad_answer(self, status: int) -> SourceError:
        if status == _TOO_MANY:
            return UnreachableError(f"{self._server} says that we ask too often (HTTP 429); try again later")
        if status == 500:  # its own error, perhaps about this one question
            return SourceError(f"{self._server} has an error of its own (HTTP 500); try again later")
        return UnreachableError(f"{self._server} is out of order (HTTP {status}); try again later")


def _asked_pause_s(response: Response) -> float | None:
    """The seconds the server asks us to wait, None where it does not say."""
    asked = response.headers.get("Retry-After")
    if asked is None:
        return None
    try:
        return Retry().parse_retry_after(asked)
    except (InvalidHeader, ValueError, OverflowError):
        return None
