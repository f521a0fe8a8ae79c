"""What is known of the documents that an editor has open."""

from __future__ import annotations

import asyncio
import logging
import os
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from citeaudit import formats as readers
from citeaudit.auditing.examining import examine_text
from citeaudit.errors import CiteauditError, ReadError
from citeaudit.formats import latex, markdown
from citeaudit.lsp.places import Places
from citeaudit.model import Report

_LATEX = frozenset({"latex", "tex", "plaintex", "context"})
"""What editors call LaTeX. Source: LSP 3.17, "Text Document Item"; Vim's file types."""

_MARKDOWN = frozenset({"markdown", "quarto", "rmd", "pandoc", "plaintext", "text"})
"""What editors call the languages. Source: LSP 3.17, "Text Document Item"; Vim's file types."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """What came of auditing one state of a document: a report, or why there is none.

    `generation` counts the audits asked for; `text` is what was audited.
    """

    path: str
    generation: int
    version: int | None
    text: str
    report: Report | None = None
    problem: str = ""

    def paths(self) -> frozenset[str]:
        """The files that the report speaks of."""
        if self.report is None:
            return frozenset((self.path,))
        audit = self.report.audit
        found = (
            placed.location for group in (audit.citations, audit.references, self.report.findings) for placed in group
        )
        return frozenset((self.path, *(location.path for location in found)))


@dataclass(slots=True, kw_only=True)
class Document:
    """A document that is open: `text` is that of the editor's buffer, `path` where it lies or will lie."""

    uri: str
    path: str
    language: str
    text: str
    version: int | None
    generation: int = 0
    snapshot: Snapshot | None = None
    task: asyncio.Task[None] | None = None
    coverage: str = ""

    async def settled(self) -> Snapshot | None:
        """The snapshot of the text as it is; waits for the audit that is under way. None where none is to come."""
        while self.task is not None and not self.task.done():
            await asyncio.wait([self.task])  # a newer one may have taken its place meanwhile
        current = self.snapshot
        return current if current is not None and current.generation == self.generation else None


def is_manuscript(path: str, language: str) -> bool:
    """Whether a document is of a format that is audited in an editor."""
    suffix = Path(path).suffix.lower()
    return language in _LATEX | _MARKDOWN or suffix in (*latex.SUFFIXES, *markdown.SUFFIXES)


def examine(
    document: Document,
    generation: int,
    text: str,
    version: int | None,
    source: str | None,
    open_texts: Mapping[str, str] = MappingProxyType({}),
) -> Snapshot:
    """Audit a text, `open_texts` are those of all open documents by their paths; raises nothing, whatever it is."""
    report, problem = None, ""
    try:
        if text.strip():
            report = examine_text(
                document.path, text, latex=document.language in _LATEX, source=source, open_texts=open_texts
            )
    except CiteauditError as error:
        problem = str(error).removeprefix(f"{document.path}: ")
    except Exception as error:  # a fault of ours must not end the server
        _log.exception("the audit crashed")
        problem = f"the audit crashed, which is a fault of citeaudit; please report it: {type(error).__name__}: {error}"
    return Snapshot(
        path=document.path, generation=generation, version=version, text=text, report=report, problem=problem
    )


class Desk:
    """All open documents, and the texts that their reports speak of."""

    def __init__(self) -> None:
        self.documents: dict[str, Document] = {}
        self.encoding = "utf-16"

    def of_path(self, path: str) -> Document | None:
        """The open document at a path."""
        real = os.path.normcase(path)
        return next((document for document in self.documents.values() if os.path.normcase(document.path) == real), None)

    def places(self, path: str) -> Places:
        """The places of a file: of its buffer where it is open, else as it lies on the disk; of nothing where it is gone."""
        if (document := self.of_path(path)) is not None:
            return Places(document.text, self.encoding)
        try:
            text, _ = readers.read_text(path)
        except ReadError:
            text = ""
        return Places(text, self.encoding)

    async def speaking_of(self, uri: str) -> list[Snapshot]:
        """The snapshots that tell what stands in a document as it is now.

        Its own where there is a report; for a chapter those of the open documents that read it, unless it was changed
        since it was saved, for they read the file.
        """
        document = self.documents.get(uri)
        if document is None:
            return []
        own = await document.settled()
        if own is not None and own.report is not None and own.report.audit.references:
            return [own]
        others = [await other.settled() for other in list(self.documents.values()) if other is not document]
        found = [
            snapshot
            for snapshot in others
            if snapshot is not None and snapshot.report is not None and document.path in snapshot.paths()
        ]
        if found and _saved(document.path) == _plain(document.text):
            return found
        return []

    def reports(self) -> Iterator[tuple[Document, Snapshot]]:
        """The last snapshot of each document, in the order in which they were opened."""
        for document in self.documents.values():
            if document.snapshot is not None:
                yield document, document.snapshot


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _saved(path: str) -> str | None:
    try:
        return readers.read_text(path)[0]
    except ReadError:
        return None


def has_own_report(path: str, reports: Collection[tuple[Document, Snapshot]]) -> bool:
    """Whether a file is open and has a report of its own, which knows its text as it is."""
    return any(
        document.path == path and snapshot.report is not None and bool(snapshot.report.audit.references)
        for document, snapshot in reports
    )


def covered_by_others(document: Document, reports: Collection[tuple[Document, Snapshot]]) -> bool:
    """Whether the report on another document speaks of this one."""
    return any(
        other is not document and snapshot.report is not None and document.path in snapshot.paths()
        for other, snapshot in reports
    )
