"""The command line. A command parses its options, calls one function of the API, prints, and exits.

Exit codes: 0 nothing at or above `--fail-on`; 1 findings; 2 could not run; 3 incomplete.
"""

from __future__ import annotations

import os
import sys
from typing import Any

import typer
from typer.core import TyperCommand

from citeaudit.cli import audit, baseline, cache, checks, export, index, lsp, new, parse, resolve
from citeaudit.errors import CiteauditError, OptionError
from citeaudit.version import __version__

app = typer.Typer(
    name="citeaudit",
    help="A linter for citations: does each citation point at the work its sentence is about?",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"citeaudit {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: bool = typer.Option(
        False, "--version", help="Print the version and exit.", callback=_version, is_eager=True
    ),
) -> None:
    pass


class _Command(TyperCommand):
    """A command that shows how it is used where one of its options makes no sense."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except OptionError as error:
            raise typer.BadParameter(str(error), ctx=ctx, param_hint=error.option) from None


for _command in (
    audit.audit,
    baseline.baseline,
    parse.parse,
    resolve.resolve,
    export.export,
    lsp.lsp,
    checks.checks,
    checks.explain,
):
    app.command(_command.__name__, cls=_Command)(_command)
app.add_typer(cache.app, name="cache")
app.add_typer(index.app, name="index")
app.add_typer(new.app, name="new")


def main() -> None:
    """Run the command line; what citeaudit can explain is printed in one line, with exit code 2."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # its threads take longer to start than our matrices to multiply
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a terminal of another encoding must not end the run
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        app()
    except CiteauditError as error:
        typer.echo(f"citeaudit: {error}", err=True)
        sys.exit(2)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(2)
