"""`--watch`: audit again whenever a manuscript, or a file that it is made of, changes.

Each audit is a process of its own, so that it says what `citeaudit audit` says, with nothing left over from the last one.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterable, Sequence
from importlib.util import find_spec
from pathlib import Path

import typer

from citeaudit.auditing import config
from citeaudit.errors import ConfigError

FLAG = "--watch"

_PARTS = frozenset({".bib", ".bbl", ".ris", ".toml"})
_LATEX = frozenset({".tex", ".latex", ".ltx"})
_IF_NAMED = frozenset({".json", ".yaml", ".yml"})
"""Reports are JSON, too: such a file counts only where the manuscript names it."""

_LOOK_EVERY_MS = 250
_RUN = "import sys; sys.argv[0] = 'citeaudit'; from citeaudit.cli import main; main()"


def watch(
    files: Sequence[str], *, named: Iterable[str | os.PathLike[str] | None], written: Iterable[Path | None]
) -> None:
    """Run the command that was given again and again, without `--watch`, until Ctrl-C.

    Args:
        files: The manuscripts.
        named: Other files that the command line names and the audit reads.
        written: Files that it writes, which it must not wait for.

    Raises:
        ConfigError: watchfiles is not installed, or the system cannot watch the folders.
        typer.Exit: Always, with 0 after Ctrl-C, or with 2 where a manuscript is not there to begin with.
    """
    if find_spec("watchfiles") is None:
        raise ConfigError('--watch needs watchfiles; install it with: pip install "citeaudit[watch]"')
    import watchfiles

    read, folders = _read(files, named)
    ignored = {os.path.realpath(path) for path in written if path}
    if not all(Path(file).is_file() for file in files):
        raise typer.Exit(_audit())  # which says what is wrong

    def counts(_: watchfiles.Change, path: str) -> bool:
        real = os.path.realpath(path)
        return real not in ignored and (real in read or _is_part(real, files))

    try:
        changes = watchfiles.watch(
            *folders,
            watch_filter=counts,
            debounce=1000,
            rust_timeout=_LOOK_EVERY_MS,
            yield_on_timeout=True,
            ignore_permission_denied=True,
        )
        next(changes)  # from here on nothing that changes is missed
        _audit()
        typer.echo("citeaudit: watching; Ctrl-C ends", err=True)
        for changed in changes:
            if changed:
                paths = sorted({os.path.relpath(path) for _, path in changed})
                typer.echo(f"citeaudit: {', '.join(paths)} changed", err=True)
                _audit()
    except KeyboardInterrupt:
        raise typer.Exit(0) from None
    except (OSError, RuntimeError) as error:
        raise ConfigError(f"the folders of the manuscripts cannot be watched: {error}") from None


def _audit() -> int:
    arguments = [argument for argument in sys.argv[1:] if argument != FLAG]
    sys.stdout.flush()
    return subprocess.run([sys.executable, "-P", "-c", _RUN, *arguments], check=False).returncode


def _read(
    files: Sequence[str], named: Iterable[str | os.PathLike[str] | None]
) -> tuple[frozenset[str], tuple[str, ...]]:
    """The files that count wherever they lie, links followed, and the folders to watch."""
    paths = [*files, *(os.fspath(path) for path in named if path)]
    for file in files:
        try:
            settings = config.of_manuscript(file)
        except ConfigError:
            continue  # the audit says so
        paths += [*(settings.bibliography or ()), *filter(None, (settings.waivers, settings.baseline))]
    folders = {os.path.dirname(at) for path in paths for at in (os.path.abspath(path), os.path.realpath(path))}  # noqa: PTH100, PTH120 - a link and where it leads
    there = sorted(folder for folder in folders if Path(folder).is_dir())
    return frozenset(map(os.path.realpath, paths)), tuple(there)


def _is_part(path: str, files: Sequence[str]) -> bool:
    """Whether one of the manuscripts may be made of a file, or be configured by it."""
    suffix = Path(path).suffix.lower()
    for file in files:
        if not Path(path).is_relative_to(Path(file).resolve().parent):
            continue
        if suffix in _PARTS or (suffix in _LATEX and Path(file).suffix.lower() in _LATEX):
            return True
        if suffix in _IF_NAMED and _names(file, Path(path).name):
            return True
    return False


def _names(file: str, name: str) -> bool:
    try:
        return name.encode() in Path(file).read_bytes()
    except OSError:
        return False
