"""Which files a manuscript is made of, and when one of them changes."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from citeaudit.auditing import config
from citeaudit.errors import ConfigError
from citeaudit.projects import of_document

if TYPE_CHECKING:
    from watchfiles import Change

_PARTS = frozenset({".bib", ".bbl", ".ris", ".toml"})  # what any manuscript may read, or be configured by
_LATEX = frozenset({".tex", ".latex", ".ltx"})  # what only a manuscript of LaTeX reads
_IF_NAMED = frozenset({".json", ".yaml", ".yml"})
"""Reports are JSON, too: such a file counts only where the manuscript names it."""

_LOOK_EVERY_MS = 250  # Ctrl-C is heard as often
_SETTLED_MS = 1000  # an editor that saves several files is one change


def changes(
    files: Sequence[str], *, named: Iterable[str | os.PathLike[str] | None], written: Iterable[Path | None]
) -> Iterator[tuple[str, ...]]:
    """What changes in manuscripts, and in the files that they are made of.

    Args:
        files: The manuscripts.
        named: Other files that an audit of them reads.
        written: Files that it writes, which must not be waited for.

    Returns:
        First (), as soon as nothing that changes is missed; then the paths that changed, in order, each time some did.

    Raises:
        ConfigError: watchfiles is not installed, or, with the first value, the system cannot watch the folders.
    """
    if find_spec("watchfiles") is None:
        raise ConfigError('--watch needs watchfiles; install it with: pip install "citeaudit[watch]"')
    read, folders = _read(files, named)
    return _changes(files, read, folders, ignored={os.path.realpath(path) for path in written if path})


def _changes(
    files: Sequence[str], read: Collection[str], folders: Sequence[str], *, ignored: Collection[str]
) -> Iterator[tuple[str, ...]]:
    import watchfiles

    def counts(_: Change, path: str) -> bool:
        real = os.path.realpath(path)
        return real not in ignored and (real in read or _is_part(real, files))

    try:
        found = watchfiles.watch(
            *folders,
            watch_filter=counts,
            debounce=_SETTLED_MS,
            rust_timeout=_LOOK_EVERY_MS,
            yield_on_timeout=True,
            ignore_permission_denied=True,
        )
        next(found)  # from here on nothing that changes is missed
        yield ()
        for changed in found:
            if changed:
                yield tuple(sorted({os.path.relpath(path) for _, path in changed}))
    except (OSError, RuntimeError) as error:
        raise ConfigError(f"the folders of the manuscripts cannot be watched: {error}") from None


def _read(
    files: Sequence[str], named: Iterable[str | os.PathLike[str] | None]
) -> tuple[frozenset[str], tuple[str, ...]]:
    """The files that count wherever they lie, links followed, and the folders to watch."""
    paths = [*files, *(os.fspath(path) for path in named if path)]
    for file in files:
        for project in of_document(file):
            paths += [project.file, *project.bibliographies]
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
