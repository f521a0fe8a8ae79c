"""Options that several commands share."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from citeaudit.auditing.strings import Read

Output = Annotated[
    Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write to this file instead of the screen.")
]
Bibliography = Annotated[
    list[str] | None,
    typer.Option(
        "--bibliography",
        metavar="FILE",
        help="References that the manuscript cites by keys (.bib, CSL-JSON, CSL-YAML, RIS); may be repeated.",
    ),
]
Offline = Annotated[bool, typer.Option("--offline", help="Send nothing; use what is cached or comes with citeaudit.")]
WHERE = "Where works are looked up: crossref, datacite, europepmc, embedded or index:DIR"
"""What `--source` is for."""

Source = Annotated[
    str, typer.Option("--source", metavar="SOURCE", show_default=False, help=f"{WHERE}; default: crossref.")
]
Mailto = Annotated[
    str,
    typer.Option(
        "--mailto",
        metavar="ADDRESS",
        envvar="CITEAUDIT_MAILTO",
        help="Your e-mail address, sent to Crossref for its faster, polite pool.",
    ),
]
Refresh = Annotated[
    bool, typer.Option("--refresh", help="Ask again although an answer is cached; it is used where the server fails.")
]
Record = Annotated[
    Path | None, typer.Option("--record", help="Keep every answer that is used in this file.", metavar="FILE")
]
Replay = Annotated[
    Path | None,
    typer.Option("--replay", help="Take answers from a recording alone, without network and cache.", metavar="FILE"),
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No progress bar.")]
References = Annotated[
    str,
    typer.Argument(
        metavar="[FILE]",
        show_default=False,
        help="One raw reference a line, or a bibliography (BibTeX, CSL, RIS, EndNote XML, PubMed); - or nothing is standard input.",
    ),
]


def tell(text: str) -> None:
    """Say whole lines on standard error."""
    typer.echo(text, err=True, nl=False)


def read_references(name: str) -> Read:
    """The references of a file, or of standard input; what could not be read is told on standard error."""
    from citeaudit.auditing import strings
    from citeaudit.formats import read_data

    if name == "-":
        found = strings.read(sys.stdin.buffer.read(), "standard input")
    else:
        found = strings.read(read_data(name), name)
    for remark in found.remarks:
        tell(f"citeaudit: {remark}\n")
    return found


@contextmanager
def progress_bar(what: str, *, quiet: bool) -> Iterator[Callable[[int, int], None] | None]:
    """A progress bar on standard error, only on a terminal and never with `--quiet`; it shows after the first step."""
    if quiet or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn(what), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(what, total=None)
        yield lambda done, total: progress.update(task, completed=done, total=total)
