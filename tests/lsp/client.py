"""A client of the language server: a process of its own, spoken to over its standard input and output."""

from __future__ import annotations

import contextlib
import itertools
import json
import subprocess
import sys
import tempfile
import threading
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Self

PATIENCE_S = 120
"""How long an answer may take before a test fails; no test waits for that long, and none passes by it."""

COMMAND = [sys.executable, "-c", "from citeaudit.cli import main; main()", "lsp"]


class Client:
    """One conversation with a server.

    Args:
        folder: Where the server is started.
        options: Its options.
        capabilities: What the client says of itself.
        before: Python that the server's process runs before all else.

    """

    def __init__(
        self, folder: Path, *options: str, capabilities: Mapping[str, Any] | None = None, before: str = ""
    ) -> None:
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115 - as long as the server runs
        self.process = subprocess.Popen(
            [*COMMAND[:2], before + COMMAND[2], *COMMAND[3:], *options],
            cwd=folder,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
        )
        self._ids = itertools.count(1)
        self._news = threading.Condition()
        self._answers: dict[int, dict[str, Any]] = {}
        self.notices: deque[dict[str, Any]] = deque()
        self.diagnostics: dict[str, dict[str, Any]] = {}
        self._ended = False
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        self._own_capabilities = dict(capabilities or {})
        self._folder = folder
        self.capabilities: dict[str, Any] = {}

    # ----------------------------------------------------------------------- the wire

    def _send(self, message: Mapping[str, Any]) -> None:
        data = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self.process.stdin is not None
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(data) + data)
        self.process.stdin.flush()

    def _read(self) -> None:
        stream = self.process.stdout
        assert stream is not None
        while True:
            length = 0
            while line := stream.readline().strip():
                name, _, value = line.partition(b":")
                length = int(value) if name.lower() == b"content-length" else length
            if not length:
                break
            self._take(json.loads(stream.read(length)))
        with self._news:
            self._ended = True
            self._news.notify_all()

    def _take(self, message: dict[str, Any]) -> None:
        with self._news:
            if "method" not in message:
                self._answers[message["id"]] = message
            else:
                self.notices.append(message)
                if message["method"] == "textDocument/publishDiagnostics":
                    self.diagnostics[message["params"]["uri"]] = message["params"]
            self._news.notify_all()
        if "method" in message and "id" in message:
            self._send({"id": message["id"], "result": None})

    def _wait(self, happened: Callable[[], bool]) -> None:
        with self._news:
            done = self._news.wait_for(lambda: happened() or self._ended, PATIENCE_S)
        if not done or not happened():
            self._errors.seek(0)
            raise AssertionError(f"what was waited for did not come: {self._errors.read().decode()}")

    def __enter__(self) -> Self:
        try:
            params = {"processId": None, "rootUri": self._folder.as_uri(), "capabilities": self._own_capabilities}
            self.capabilities = self.ask("initialize", params)["capabilities"]
            self.tell("initialized", {})
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        """End the server, however far the test came."""
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait(PATIENCE_S)
        self._reader.join(PATIENCE_S)
        for stream in (self.process.stdin, self.process.stdout, self._errors):
            assert stream is not None
            with contextlib.suppress(BrokenPipeError):
                stream.close()

    # ----------------------------------------------------------------------- requests

    def tell(self, method: str, params: object) -> None:
        self._send({"method": method, "params": params})

    def ask(self, method: str, params: object) -> Any:
        number = next(self._ids)
        self._send({"id": number, "method": method, "params": params})
        self._wait(lambda: number in self._answers)
        answer = self._answers[number]
        assert "error" not in answer, answer
        return answer["result"]

    def open(self, path: Path, text: str, language: str = "markdown") -> str:
        """Open a document with a text, which need not be on the disk; its address."""
        uri = path.as_uri()
        document = {"uri": uri, "languageId": language, "version": 1, "text": text}
        self.tell("textDocument/didOpen", {"textDocument": document})
        return uri

    def change(self, uri: str, text: str, version: int) -> None:
        self.tell(
            "textDocument/didChange",
            {"textDocument": {"uri": uri, "version": version}, "contentChanges": [{"text": text}]},
        )

    def diagnosed(self, uri: str, version: int | None = 1) -> list[dict[str, Any]]:
        """The diagnostics of a version of a document, as soon as they are there."""
        self._wait(lambda: uri in self.diagnostics and self.diagnostics[uri].get("version") == version)
        found: list[dict[str, Any]] = self.diagnostics[uri]["diagnostics"]
        return found

    def until(self, uri: str, wanted: Callable[[list[dict[str, Any]]], bool]) -> list[dict[str, Any]]:
        """The diagnostics of a document, as soon as they are as wanted."""
        self._wait(lambda: uri in self.diagnostics and wanted(self.diagnostics[uri]["diagnostics"]))
        found: list[dict[str, Any]] = self.diagnostics[uri]["diagnostics"]
        return found

    def at(self, what: str, uri: str, line: int, character: int, **more: object) -> Any:
        """Ask for `textDocument/...` at a position."""
        position = {"line": line, "character": character}
        return self.ask(f"textDocument/{what}", {"textDocument": {"uri": uri}, "position": position, **more})

    def actions(self, uri: str, diagnostic: Mapping[str, Any]) -> Any:
        context = {"diagnostics": [diagnostic]}
        return self.ask(
            "textDocument/codeAction",
            {"textDocument": {"uri": uri}, "range": diagnostic["range"], "context": context},
        )

    def stop(self) -> int:
        """End as an editor does; the exit code."""
        self.ask("shutdown", None)
        self.tell("exit", None)
        return self.process.wait(PATIENCE_S)


def applied(text: str, edits: Sequence[Mapping[str, Any]], units: str = "utf-16-le") -> str:
    """A text after edits, as an editor makes them that counts the units of an encoding."""
    width = {"utf-8": 1, "utf-16-le": 2, "utf-32-le": 4}[units]
    lines = text.split("\n")

    def offset(position: Mapping[str, int]) -> int:
        before = sum(len(line.encode(units)) + width for line in lines[: position["line"]])
        return before + position["character"] * width if units != "utf-8" else before + position["character"]

    data = text.encode(units)
    for edit in sorted(edits, key=lambda change: offset(change["range"]["start"]), reverse=True):
        start, end = (offset(edit["range"][which]) for which in ("start", "end"))
        data = data[:start] + edit["newText"].encode(units) + data[end:]
    return data.decode(units)
