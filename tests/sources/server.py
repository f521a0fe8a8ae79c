"""A server on the loopback address that answers as Crossref does, errors and bad manners included."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from citeaudit.text.folding import fold

JSON = "application/json;charset=utf-8"
LIMITS = {
    "x-rate-limit-limit": "1",
    "x-rate-limit-interval": "1s",
    "x-concurrency-limit": "1",
    "x-api-pool": "public-array",
}


@dataclass(frozen=True, kw_only=True)
class Reply:
    """One answer. `broken_off` closes the connection before the body has come whole, `slow` waits before answering."""

    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    broken_off: bool = False
    slow: bool = False


def reply(content: object, *, status: int = 200, **headers: str) -> Reply:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Reply(status=status, body=json.dumps(content).encode(), headers={"Content-Type": JSON, **LIMITS, **named})


# As recorded: the content type says JSON, and it is not.
NO_SUCH_WORK = Reply(status=404, body=b"Resource not found.", headers={"Content-Type": "application/json", **LIMITS})
NOT_ACCEPTED = reply(
    {
        "status": "failed",
        "message-type": "validation-failure",
        "message": [{"type": "filter-not-available", "value": "x", "message": "Filter x specified but there is none"}],
    },
    status=400,
)
OWN_ERROR = reply(
    {"status": "error", "message-type": "exception", "message": {"name": "class clojure.lang.ExceptionInfo"}},
    status=500,
)
GATEWAY = Reply(
    status=504, body=b"<html><h1>504 Gateway Time-out</h1>nginx</html>", headers={"Content-Type": "text/html"}
)
LOG_IN_PAGE = Reply(body=b"<!doctype html><title>Log in to the network</title>", headers={"Content-Type": "text/html"})
TOO_OFTEN = Reply(status=429)
BROKEN_OFF = Reply(
    body=b'{"status":"ok","message-type":"work-li',
    headers={"Content-Type": JSON, "Content-Length": "5000"},
    broken_off=True,
)
CUT_SHORT = Reply(body=b'{"status":"ok","message-type":"work-li', headers={"Content-Type": JSON})
EMPTY = Reply(body=b"", headers={"Content-Type": JSON})
SLOW = Reply(body=b"{}", slow=True)


class FakeCrossref:
    """Works and answers to give; `asked` holds the path and query of every request as sent."""

    def __init__(self, works: Sequence[Mapping[str, Any]] = ()) -> None:
        self.works = list(works)
        self.script: list[Reply] = []  # given before anything else, in order
        self.always: Reply | None = None  # given in place of everything else
        self.for_query: dict[str, Reply] = {}  # given to a search that contains the key
        self.asked: list[str] = []
        self.user_agents: list[str] = []
        self.authorizations: list[str | None] = []
        self.hang_up = threading.Event()
        self._http = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._http.daemon_threads = False  # so that closing waits for them
        self._thread = threading.Thread(target=self._http.serve_forever, kwargs={"poll_interval": 0.01})
        self._thread.start()
        self.url = f"http://127.0.0.1:{self._http.server_port}"

    def stop(self) -> None:
        if self._thread.is_alive():
            self.hang_up.set()
            self._http.shutdown()
            self._thread.join()
            self._http.server_close()

    @property
    def searches(self) -> list[str]:
        """The bibliographic queries asked, in order."""
        return [
            query for target in self.asked for query in parse_qs(urlsplit(target).query).get("query.bibliographic", [])
        ]

    def answer(self, target: str) -> Reply:
        if self.script:
            return self.script.pop(0)
        if self.always:
            return self.always
        path, query = urlsplit(target).path, parse_qs(urlsplit(target).query)
        if path == "/works":
            return self._list(query)
        if path.startswith("/works/"):
            wanted = unquote(path.removeprefix("/works/")).casefold()
            for work in self.works:
                if work["DOI"].casefold() == wanted:
                    return reply({"status": "ok", "message-type": "work", "message": work}, x_api_pool="public-single")
        return NO_SUCH_WORK

    def _list(self, query: Mapping[str, Sequence[str]]) -> Reply:
        for key, given in self.for_query.items():
            if key in query.get("query.bibliographic", [""])[0]:
                return given
        if "filter" in query:
            wanted = {part.removeprefix("doi:").casefold() for part in query["filter"][0].split(",")}
            items = [work for work in self.works if work["DOI"].casefold() in wanted]
        else:
            words = set(fold(query["query.bibliographic"][0]).split())
            scored = [{**work, "score": 7.5 * len(words & _words(work))} for work in self.works]
            items = sorted((work for work in scored if work["score"]), key=lambda work: -work["score"])
        items = items[: int(query["rows"][0])]
        message = {"facets": {}, "total-results": len(items), "items": items, "items-per-page": int(query["rows"][0])}
        return reply({"status": "ok", "message-type": "work-list", "message-version": "1.0.0", "message": message})


def _words(work: Mapping[str, Any]) -> set[str]:
    return set(fold(" ".join(work["title"])).split())


def _handler(server: FakeCrossref) -> Callable[..., BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            server.asked.append(self.path)
            server.user_agents.append(self.headers["User-Agent"])
            server.authorizations.append(self.headers["Authorization"])
            given = server.answer(self.path)
            if given.slow:
                server.hang_up.wait()
                return
            self.send_response(given.status)
            headers = {"Content-Length": str(len(given.body)), "Vary": "Accept-Encoding", **given.headers}
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(given.body)

        def log_message(self, format: str, *args: object) -> None:
            return None

    return Handler


def item(doi: str, title: str, family: str = "Hall", /, **fields: Any) -> dict[str, Any]:
    """A record as Crossref gives it; names of fields with "_" for "-"."""
    record: dict[str, Any] = {
        "DOI": doi,
        "type": "journal-article",
        "title": [title],
        "author": [{"given": "Anna", "family": family, "sequence": "first", "affiliation": []}],
        "container-title": ["Journal of Synthetic Examples"],
        "issued": {"date-parts": [[2015, 3, 1]]},
        "volume": "12",
        "page": "101-109",
    }
    return record | {name.replace("_", "-"): value for name, value in fields.items()}
