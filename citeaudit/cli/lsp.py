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
    from citeaudit import __version__, api, config
    from citeaudit.cli._auditing import baseline_key, read_baseline
    from citeaudit.cli._configured import configured
    from citeaudit.rules import baseline, check

    (task,) = configured([path], config.Settings(source=source), file=None, without=False)
    waivers = config.waivers(task.waivers, path) if task.waivers else ()
    audit = api.audit_manuscript(read(task.bibliography), source=_works(task.source))
    chosen = [check.get(name) for name in task.checks]
    report = check.run(audit, chosen, version=__version__, settings=task.settings, waivers=waivers)
    if not task.baseline:
        return report
    key = baseline_key(path, task.baseline)
    return baseline.apply(report, (one for one in read_baseline(task.baseline) if one.manuscript == key))
