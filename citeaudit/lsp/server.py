"""The server: it audits while the author types, and answers the editor's questions.

A document is audited when nothing was typed for a moment, in a thread of its own. What comes of an older text is thrown away.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from lsprotocol import types
from pygls.lsp.server import LanguageServer
from pygls.uris import from_fs_path, to_fs_path

from citeaudit.auditing import config
from citeaudit.auditing.works import opened
from citeaudit.lsp import answers
from citeaudit.lsp.documents import Desk, Document, Snapshot, covered_by_others, examine, has_own_report, is_manuscript
from citeaudit.lsp.places import Places
from citeaudit.model import Audit, Finding, Location
from citeaudit.rules.wording import called, coverage_line
from citeaudit.text.display import visible
from citeaudit.version import __version__

_WATCHED = "**/*.{tex,ltx,latex,bib,bbl,json,yaml,yml,ris,toml}"
"""Files that a manuscript may be made of, or that say how it is audited."""


At = Callable[[Location], types.Location]


class Server(LanguageServer):
    """A language server for manuscripts.

    Args:
        source: Where works are looked up, of what is stored alone; None for what the configuration says.
        delay_s: How long nothing must have been typed before an audit begins.

    """

    def __init__(self, source: str | None, *, delay_s: float) -> None:
        # The whole text comes with each change: pygls cuts lines at characters that are no line ends to the protocol.
        super().__init__("citeaudit", __version__, text_document_sync_kind=types.TextDocumentSyncKind.Full)
        self.source = source
        self.delay_s = delay_s
        self.desk = Desk()
        self.worker = ThreadPoolExecutor(1, "audit")  # an audit takes a whole processor; the newest text is the next
        self.shown: dict[str, types.PublishDiagnosticsParams] = {}

    # ----------------------------------------------------------------------- auditing

    def take(self, uri: str) -> None:
        """Take over the text of an open document, and audit it soon."""
        buffer = self.workspace.get_text_document(uri)
        document = self.desk.documents.get(uri)
        if document is None:
            path, language = to_fs_path(uri) or uri, buffer.language_id or ""
            if not is_manuscript(path, language):
                return
            document = Document(uri=uri, path=path, language=language, text="", version=None)
            self.desk.documents[uri] = document
        document.text, document.version = buffer.source, buffer.version
        self.schedule(document, self.delay_s if document.snapshot else 0.0)

    def schedule(self, document: Document, delay_s: float) -> None:
        """Audit a document after a delay; an audit of it that waits or is under way is given up."""
        document.generation += 1
        if document.task is not None:
            document.task.cancel()
        document.task = asyncio.create_task(self._audit(document, document.generation, delay_s))

    def schedule_all(self) -> None:
        """Audit all open documents: a file that they may be made of has changed."""
        config.forget()
        for document in self.desk.documents.values():
            self.schedule(document, self.delay_s)

    async def _audit(self, document: Document, generation: int, delay_s: float) -> None:
        await asyncio.sleep(delay_s)
        texts = {other.path: other.text for other in self.desk.documents.values()}
        work = partial(examine, document, generation, document.text, document.version, self.source, texts)
        snapshot = await asyncio.get_running_loop().run_in_executor(self.worker, work)
        if document.generation == generation and self.desk.documents.get(document.uri) is document:
            document.snapshot = snapshot
            self._log(document, snapshot)
            self.show()

    def _log(self, document: Document, snapshot: Snapshot) -> None:
        if snapshot.report is None:
            return
        summary = coverage_line(snapshot.report)
        for note in snapshot.report.audit.manuscript.notes:
            summary += f"\nnote: {note}"
        if summary != document.coverage:
            document.coverage = summary
            text = f"{os.path.basename(document.path)}: {summary}"  # noqa: PTH119 - an address of no file has a name, too
            self.window_log_message(types.LogMessageParams(type=types.MessageType.Log, message=text))

    def close(self, uri: str) -> None:
        """Forget a document."""
        document = self.desk.documents.pop(uri, None)
        if document is not None:
            if document.task is not None:
                document.task.cancel()
            self.show()

    async def watch_files(self) -> None:
        """Ask the client to tell of files that manuscripts are made of, where it can."""
        workspace = self.client_capabilities.workspace
        watching = workspace and workspace.did_change_watched_files
        if not watching or not watching.dynamic_registration:
            return
        options = types.DidChangeWatchedFilesRegistrationOptions(
            watchers=[types.FileSystemWatcher(glob_pattern=_WATCHED)]
        )
        registration = types.Registration(
            id="files", method=types.WORKSPACE_DID_CHANGE_WATCHED_FILES, register_options=options
        )
        await self.client_register_capability_async(types.RegistrationParams(registrations=[registration]))

    # ----------------------------------------------------------------------- diagnostics

    def show(self) -> None:
        """Publish what has changed in the diagnostics of any file."""
        reports = list(self.desk.reports())
        diagnostics: dict[str, list[types.Diagnostic]] = {document.uri: [] for document, _ in reports}
        places = {document.path: Places(snapshot.text, self.desk.encoding) for document, snapshot in reports}

        def at(location: Location) -> types.Location:
            if location.path not in places:
                places[location.path] = self.desk.places(location.path)
            return types.Location(uri=self.uri(location.path), range=places[location.path].range(location))

        for document, snapshot in reports:
            top = at(Location(path=document.path)).range
            problem = snapshot.problem and not covered_by_others(document, reports)
            remarks = [(types.DiagnosticSeverity.Information, f"not audited: {snapshot.problem}")] if problem else []
            if snapshot.report is not None:
                alone = not covered_by_others(document, reports)
                remarks += answers.remarks(snapshot.report) if alone or snapshot.report.audit.references else ()
                for finding in snapshot.report.findings:
                    path = finding.location.path
                    if path != document.path and has_own_report(path, reports):
                        continue  # a chapter is open beside the document that reads it
                    place = at(finding.location)
                    made = self._diagnostic(finding, snapshot.report.audit, place.range, at)
                    diagnostics.setdefault(place.uri, [])
                    if made not in diagnostics[place.uri]:  # two chapters of one document may be open
                        diagnostics[place.uri].append(made)
            diagnostics[document.uri] += [
                types.Diagnostic(range=top, severity=severity, source="citeaudit", message=text)
                for severity, text in remarks
            ]
        now = {
            uri: types.PublishDiagnosticsParams(uri=uri, version=self._version(uri), diagnostics=found)
            for uri, found in diagnostics.items()
            if found or uri in self.desk.documents
        }
        gone = [types.PublishDiagnosticsParams(uri=uri, diagnostics=[]) for uri in self.shown if uri not in now]
        for params in (*now.values(), *gone):
            if params != self.shown.get(params.uri):
                self.text_document_publish_diagnostics(params)
        self.shown = now

    def _version(self, uri: str) -> int | None:
        """The version of an open document that its diagnostics are about."""
        document = self.desk.documents.get(uri)
        return document.snapshot.version if document and document.snapshot else None

    def _diagnostic(self, finding: Finding, audit: Audit, where: types.Range, at: At) -> types.Diagnostic:
        related = [
            types.DiagnosticRelatedInformation(location=at(location), message=_said(audit, location))
            for location in dict.fromkeys(finding.related)
            if location.line is not None
        ]
        return types.Diagnostic(
            range=where,
            severity=answers.severity(finding),
            code=finding.check,
            source="citeaudit",
            message=answers.message(finding),
            related_information=related or None,
        )

    def uri(self, path: str) -> str:
        """The address of a file, as the editor writes it where it has it open."""
        document = self.desk.of_path(path)
        return document.uri if document else from_fs_path(os.path.abspath(path)) or path  # noqa: PTH100 - links stay links

    def location(self, location: Location) -> types.Location:
        """A location as the protocol has it."""
        return types.Location(uri=self.uri(location.path), range=self.desk.places(location.path).range(location))

    # ----------------------------------------------------------------------- questions

    async def hover(self, params: types.HoverParams) -> types.Hover | None:
        """The reference that a citation at a place means, its work, and what is thought of the pair."""
        for audit, document, places in await self._audits(params.text_document.uri):
            point = places.point(params.position)
            if citation := answers.citation_at(audit, document.path, point):
                references = answers.cited_at(audit, citation, places, point)
                text, where = answers.about_citation(audit, citation, references), citation.location
            elif entry := answers.entry_at(audit, document.path, point):
                text, where = answers.about_entry(audit, entry), entry.location
            else:
                continue
            # Plain text, for a manuscript may hold what an editor would show as a picture or a link.
            contents = types.MarkupContent(kind=types.MarkupKind.PlainText, value=text)
            return types.Hover(contents=contents, range=places.range(where))
        return None

    async def definition(self, params: types.DefinitionParams) -> list[types.Location]:
        """The entries of the list that a citation means."""
        for audit, document, places in await self._audits(params.text_document.uri):
            point = places.point(params.position)
            if citation := answers.citation_at(audit, document.path, point):
                return [
                    self.location(reference.location) for reference in answers.cited_at(audit, citation, places, point)
                ]
        return []

    async def references(self, params: types.ReferenceParams) -> list[types.Location]:
        """The places that cite an entry of the list, or what a citation means."""
        for audit, document, places in await self._audits(params.text_document.uri):
            point = places.point(params.position)
            if citation := answers.citation_at(audit, document.path, point):
                meant = answers.cited_at(audit, citation, places, point)
            elif entry := answers.entry_at(audit, document.path, point):
                meant = [entry]
            else:
                continue
            declared = [reference.location for reference in meant] if params.context.include_declaration else []
            cited = answers.citing(audit, {reference.index for reference in meant})
            return [self.location(location) for location in (*declared, *(mention.location for mention in cited))]
        return []

    async def actions(self, params: types.CodeActionParams) -> list[types.CodeAction]:
        """The edits that follow suggestions at a place, and those that are safe fixes."""
        reports = [snapshot.report for snapshot in await self.desk.speaking_of(params.text_document.uri)]
        document = self.desk.documents.get(params.text_document.uri)
        if document is None:
            return []
        places = self.desk.places(document.path)
        found = []
        for report in filter(None, reports):
            for finding in report.findings:
                where = places.range(finding.location)
                if finding.location.path != document.path or not _touch(where, params.range):
                    continue
                made = answers.replacement(report.audit, finding, places) or answers.fix(
                    report, finding, document.text, places
                )
                if made is None:
                    continue
                edit, title = made
                action = types.CodeAction(
                    title=title,
                    kind=types.CodeActionKind.QuickFix,
                    diagnostics=[
                        diagnostic for diagnostic in params.context.diagnostics if _is(diagnostic, finding, where)
                    ],
                    edit=self._edit(document, edit),
                )
                found.append(action)
        return found

    def _edit(self, document: Document, edit: types.TextEdit) -> types.WorkspaceEdit:
        """The edit, for just this version of the document where the client can tell."""
        workspace = self.client_capabilities.workspace
        if workspace and workspace.workspace_edit and workspace.workspace_edit.document_changes:
            identifier = types.OptionalVersionedTextDocumentIdentifier(uri=document.uri, version=document.version)
            change = types.TextDocumentEdit(text_document=identifier, edits=[edit])
            return types.WorkspaceEdit(document_changes=[change])
        return types.WorkspaceEdit(changes={document.uri: [edit]})

    async def _audits(self, uri: str) -> Iterable[tuple[Audit, Document, Places]]:
        """The audits that speak of a document, with the document and its places."""
        found = await self.desk.speaking_of(uri)
        document = self.desk.documents.get(uri)
        if document is None:
            return []
        places = self.desk.places(document.path)
        return [(snapshot.report.audit, document, places) for snapshot in found if snapshot.report is not None]


def _said(audit: Audit, location: Location) -> str:
    for reference in audit.references:
        if reference.location == location:
            return f"{called(reference)}: {visible(reference.short())}"
    return "see also"


def _touch(first: types.Range, second: types.Range) -> bool:
    return _pair(first.start) <= _pair(second.end) and _pair(second.start) <= _pair(first.end)


def _pair(position: types.Position) -> tuple[int, int]:
    return position.line, position.character


def _is(diagnostic: types.Diagnostic, finding: Finding, where: types.Range) -> bool:
    return diagnostic.code == finding.check and diagnostic.range == where


def serve(source: str | None, *, delay_s: float) -> None:
    """Answer over standard input and output until the editor ends; `source` and `delay_s` are those of `Server`.

    Raises:
        CiteauditError: There is no such source, which is said at once and not when the first document is open.
    """
    if source:
        opened(source, offline=True)
    server = make(source, delay_s=delay_s)
    server.start_io()
    server.worker.shutdown(wait=False, cancel_futures=True)


def make(source: str | None, *, delay_s: float) -> Server:
    """A server that answers what this module can."""
    server = Server(source, delay_s=delay_s)

    @server.feature(types.INITIALIZED)
    async def initialized(params: types.InitializedParams) -> None:
        server.desk.encoding = str(getattr(encoding := server.workspace.position_encoding, "value", encoding))
        await server.watch_files()

    @server.feature(types.TEXT_DOCUMENT_DID_OPEN)
    async def opened(params: types.DidOpenTextDocumentParams) -> None:
        server.take(params.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
    async def changed(params: types.DidChangeTextDocumentParams) -> None:
        server.take(params.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_DID_SAVE)
    async def saved(params: types.DidSaveTextDocumentParams) -> None:
        server.schedule_all()

    @server.feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    async def files_changed(params: types.DidChangeWatchedFilesParams) -> None:
        server.schedule_all()

    @server.feature(types.TEXT_DOCUMENT_DID_CLOSE)
    async def closed(params: types.DidCloseTextDocumentParams) -> None:
        server.close(params.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_HOVER)
    async def hover(params: types.HoverParams) -> types.Hover | None:
        return await server.hover(params)

    @server.feature(types.TEXT_DOCUMENT_DEFINITION)
    async def definition(params: types.DefinitionParams) -> list[types.Location]:
        return await server.definition(params)

    @server.feature(types.TEXT_DOCUMENT_REFERENCES)
    async def references(params: types.ReferenceParams) -> list[types.Location]:
        return await server.references(params)

    kinds = types.CodeActionOptions(code_action_kinds=[types.CodeActionKind.QuickFix])

    @server.feature(types.TEXT_DOCUMENT_CODE_ACTION, kinds)
    async def actions(params: types.CodeActionParams) -> list[types.CodeAction]:
        return await server.actions(params)

    return server
