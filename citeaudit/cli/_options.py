"""Options that several commands share."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

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
        metavar="[FILE]", show_default=False, help="One raw reference a line; - or nothing is standard input."
    ),
]


def tell(text: str) -> None:
    """Say whole lines on standard error."""
    typer.echo(text, err=True, nl=False)


def read_lines(name: str) -> list[str]:
    """The lines of a file of references, or of standard input."""
    if name == "-":
        from citeaudit.files import decode

        text, _ = decode(sys.stdin.buffer.read(), "standard input")
    else:
        from citeaudit.formats import read_text

        text, _ = read_text(name)
    return text.removesuffix("\n").split("\n") if text else []


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
