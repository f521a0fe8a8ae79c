"""When a document is audited. Delays are over when the test says so; nothing is audited, and nothing is waited for."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

import pytest

from citeaudit.lsp.documents import Document, Snapshot
from citeaudit.lsp.server import make


class Delays:
    """Stands for `asyncio.sleep`: `waiting` is set when a delay begins; all are over when `over` is set."""

    def __init__(self) -> None:
        self.asked: list[float] = []
        self.waiting = asyncio.Event()
        self.over = asyncio.Event()

    async def sleep(self, delay_s: float) -> None:
        self.asked.append(delay_s)
        self.waiting.set()
        await self.over.wait()


def _document() -> Document:
    return Document(uri="file:///paper.md", path="/paper.md", language="markdown", text="", version=None)


async def _typed(monkeypatch: pytest.MonkeyPatch, document: Document, *, closed: bool) -> tuple[list[str], list[float]]:
    """Type ten letters, each before the delay of the one before is over; the texts audited and the delays."""
    audited: list[str] = []
    delays = Delays()

    def examine(
        document: Document,
        generation: int,
        text: str,
        version: int | None,
        source: str | None,
        open_texts: Mapping[str, str],
    ) -> Snapshot:
        assert open_texts[document.path] == text
        audited.append(text)
        return Snapshot(path=document.path, generation=generation, version=version, text=text)

    server = make(None, delay_s=0.4)
    monkeypatch.setattr("citeaudit.lsp.server.examine", examine)
    monkeypatch.setattr("citeaudit.lsp.server.asyncio.sleep", delays.sleep)
    monkeypatch.setattr(server, "show", lambda: None)  # there is no client
    server.desk.documents[document.uri] = document
    for number in range(10):
        document.text = "a" * number
        server.schedule(document, server.delay_s)
        await delays.waiting.wait()
        delays.waiting.clear()
    if closed:
        server.close(document.uri)
    delays.over.set()
    await document.settled()
    server.worker.shutdown()
    return audited, delays.asked


def test_only_the_last_letter_typed_is_audited(monkeypatch: pytest.MonkeyPatch) -> None:
    document = _document()
    audited, delays = asyncio.run(_typed(monkeypatch, document, closed=False))
    assert audited == ["a" * 9]
    assert delays == [0.4] * 10
    assert document.snapshot is not None
    assert (document.snapshot.text, document.snapshot.generation) == ("a" * 9, 10)


def test_a_document_that_was_closed_is_not_audited(monkeypatch: pytest.MonkeyPatch) -> None:
    document = _document()
    audited, _ = asyncio.run(_typed(monkeypatch, document, closed=True))
    assert (audited, document.snapshot) == ([], None)
