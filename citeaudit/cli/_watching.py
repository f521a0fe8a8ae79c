"""`--watch`: audit again whenever a manuscript, or a file that it is made of, changes.

Each audit is a process of its own, so that it says what `citeaudit audit` says, with nothing left over from the last one.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

import typer

_FLAG = "--watch"  # the one argument that an audit of its own is not given
_RUN = "import sys; sys.argv[0] = 'citeaudit'; from citeaudit.cli import main; main()"  # the same command


def watch(
    files: Sequence[str],
    *,
    named: Iterable[str | os.PathLike[str] | None],
    written: Iterable[Path | None],
    fix: bool,
) -> None:
    """Run the command that was given again and again, without `--watch`, until Ctrl-C.

    Args:
        files: The manuscripts.
        named: Other files that the command line names and the audit reads.
        written: Files that it writes, which it must not wait for.
        fix: Whether the manuscripts are to be changed, which must not happen while somebody edits them.

    Raises:
        typer.BadParameter: They are.
        ConfigError: watchfiles is not installed, or the system cannot watch the folders.
        typer.Exit: Always, with 0 after Ctrl-C, or with 2 where a manuscript is not there to begin with.
    """
    if fix:
        raise typer.BadParameter("--fix would change the file while you edit it", param_hint=_FLAG)
    from citeaudit.auditing.watching import changes

    changed = changes(files, named=named, written=written)
    if not all(Path(file).is_file() for file in files):
        raise typer.Exit(_audit())  # which says what is wrong
    try:
        for paths in changed:
            if paths:
                typer.echo(f"citeaudit: {', '.join(paths)} changed", err=True)
            _audit()
            if not paths:
                typer.echo("citeaudit: watching; Ctrl-C ends", err=True)
    except KeyboardInterrupt:
        raise typer.Exit(0) from None


def _audit() -> int:
    arguments = [argument for argument in sys.argv[1:] if argument != _FLAG]
    sys.stdout.flush()
    return subprocess.run([sys.executable, "-P", "-c", _RUN, *arguments], check=False).returncode
