"""`citeaudit lsp`: the language server."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from typing import TYPE_CHECKING, Annotated

import typer

from citeaudit.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Callable

    from citeaudit.model import Manuscript, Report
    from citeaudit.sources import Source


def lsp(
    source: Annotated[
        str | None,
        typer.Option(
            "--source",
            show_default="as configured, else crossref",
            help="Where works are looked up; of what needs the network only the cache is read.",
        ),
    ] = None,
    delay: Annotated[
        int, typer.Option("--delay", metavar="MS", min=0, help="Audit when nothing was typed for so many milliseconds.")
    ] = 400,
) -> None:
    """Serve an editor by the Language Server Protocol, over standard input and output; nothing is sent elsewhere."""
    if find_spec("pygls") is None:
        raise ConfigError('the language server needs pygls; install it with: pip install "citeaudit[lsp]"')
    from citeaudit.lsp.server import make

    if source:
        _works(source)  # one that is not there is said at once

    def examine(path: str, read: Callable[[Sequence[str]], Manuscript]) -> Report:
        return _report(path, read, source)

    server = make(examine, delay_s=delay / 1000)
    server.start_io()
    server.worker.shutdown(wait=False, cancel_futures=True)


@cache
def _works(name: str) -> Source:
    """A source that answers from what is stored, without network."""
    from citeaudit.sources import open_source

    return open_source(name, offline=True)


def _report(path: str, read: Callable[[Sequence[str]], Manuscript], source: str | None) -> Report:
    """The report on the text in an editor, as `citeaudit audit --offline` gives it on the file."""
    from citeaudit.auditing.config import Settings, forget
    from citeaudit.auditing.examining import examine
    from citeaudit.auditing.plan import configured, plan

    forget()  # it may have changed since the last audit
    made = plan(path, configured(path), Settings(source=source))
    return examine(read(made.bibliography), made, _works(made.source))
