"""Options that several commands share."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from citeaudit.errors import ReadError
from citeaudit.model import NotAsked, Resolution

Output = Annotated[Path | None, typer.Option("--output", "-o", help="Write to this file instead of the screen.")]
Bibliography = Annotated[
    list[str] | None,
    typer.Option(
        "--bibliography",
        metavar="FILE",
        help="References that the manuscript cites by keys (.bib, CSL-JSON, CSL-YAML, RIS); may be repeated.",
    ),
]
Offline = Annotated[bool, typer.Option("--offline", help="Send nothing; use what is cached or comes with citeaudit.")]
Source = Annotated[str, typer.Option("--source", help="Where works are looked up.")]
Mailto = Annotated[
    str,
    typer.Option(
        "--mailto", envvar="CITEAUDIT_MAILTO", help="Your e-mail address, sent to Crossref for its faster, polite pool."
    ),
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No progress bar.")]
References = Annotated[str, typer.Argument(help="One raw reference a line; - is standard input.")]


def is_outage(resolutions: Iterable[Resolution]) -> bool:
    """Whether a source was silent that should have answered."""
    return any(isinstance(resolution, NotAsked) and resolution.outage for resolution in resolutions)


def write(text: str, output: Path | None) -> None:
    """Print, or write a file whole or not at all."""
    write_parts([text], output)


def write_parts(parts: Iterable[str], output: Path | None) -> None:
    """Print each part as soon as it is there, or write all of them to a file, whole or not at all."""
    if output is None:
        for part in parts:
            sys.stdout.write(part)
        return
    with _whole(output) as partial, partial.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(parts)


def write_bytes(data: bytes, output: Path) -> None:
    """Write a file whole or not at all. Raises ReadError where it cannot be."""
    with _whole(output) as partial:
        partial.write_bytes(data)


@contextmanager
def _whole(output: Path) -> Iterator[Path]:
    """A file beside `output` to write into, which takes its place if all went well."""
    partial = output.with_name(f".{output.name}.partial")
    try:
        yield partial
        partial.replace(output)
    except OSError as error:
        raise ReadError(f"{output}: cannot be written ({error.strerror})") from None
    finally:
        partial.unlink(missing_ok=True)


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
