"""Zip archives of projects, as Overleaf gives them: unpacked into a temporary folder for as long as they are read.

What lies in one is named as if it were a folder: `paper.zip/chapters/one.tex`.
"""

from __future__ import annotations

import os
import stat
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from citeaudit.errors import ReadError
from citeaudit.projects import folders

SUFFIX = ".zip"

_TEXT = frozenset(
    (".tex .latex .ltx .sty .cls .bib .bibtex .bbl .bcf .aux .fls .bst .cbx .bbx .ris .json .yaml .yml .toml .tsv .csl .md .markdown")
    .split() + ".mdown .mkd .qmd .rmd .myst .txt .docx .odt .rtf .xml".split()
)  # fmt: skip
"""Endings of files that a manuscript is made of; pictures and data stay in the archive."""

_SOURCES = frozenset(".tex .latex .ltx .md .qmd .rmd .myst .docx .odt .xml".split())
_ONLY_WITHOUT_SOURCES = frozenset((".pdf",))
"""Beside sources they are figures."""

_MOST_ENTRIES = 20_000
_LARGEST_FILE_BYTES = 20_000_000
_MOST_BYTES = 100_000_000
"""What is unpacked, of all files together; a thesis has two."""

_LONGEST_NAME = 400


def is_archive(path: str) -> bool:
    """Whether a file is a zip archive by its name, and not one that is a document itself, as a Word file is."""
    if not path.lower().endswith(SUFFIX) or not os.path.isfile(path):  # noqa: PTH113 - a stat is all this costs
        return False
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
    except (OSError, ValueError, zipfile.BadZipFile, NotImplementedError):
        return True  # who unpacks it says what is wrong
    return not ("[Content_Types].xml" in names or "mimetype" in names[:1])


def parts(name: str) -> tuple[str, str] | None:
    """The archive and the path in it that a name stands for; None where there is no archive in the name.

    >>> parts("paper/main.tex") is None
    True
    """
    if SUFFIX not in name.lower() or os.path.exists(name):  # noqa: PTH110 - as above
        return None
    at = name
    while (folder := os.path.dirname(at)) not in ("", at):  # noqa: PTH120 - paths stay as typed
        if folder.lower().endswith(SUFFIX) and os.path.isfile(folder):  # noqa: PTH113 - as above
            return folder, name[len(folder) + 1 :]
        at = folder
    return None


def contents(path: str) -> folders.Contents:
    """What an archive holds, under its own name. Raises ReadError as `unpacked` does."""
    with unpacked(path) as folder:
        found = folders.find(folder)

    def inside(names: Iterable[str]) -> tuple[str, ...]:
        return tuple(os.path.join(path, os.path.relpath(name, folder)) for name in names)  # noqa: PTH118 - paths stay as typed

    left_out = {why.replace(folder, path): inside(names) for why, names in found.left_out.items()}
    return folders.Contents(
        folder=path,
        manuscripts=inside(found.manuscripts),
        left_out=left_out,
        kind="archive",
        bibliographies=inside(found.bibliographies),
    )


@contextmanager
def unpacked(path: str) -> Iterator[str]:
    """A temporary folder with what an archive holds, as far as manuscripts are made of it.

    Raises:
        ReadError: It cannot be read, is protected, or holds too much.
    """
    with tempfile.TemporaryDirectory(prefix="citeaudit-", ignore_cleanup_errors=True) as folder:
        Path(folder, ".git").mkdir()  # no project above counts
        try:
            with zipfile.ZipFile(path) as archive:
                _unpack(path, archive, folder)
        except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, EOFError) as error:
            raise ReadError(f"{path}: this is not a zip archive that can be read ({error})") from None
        except OSError as error:
            raise ReadError(f"{path}: cannot be unpacked ({error.strerror or error})") from None
        yield folder


def _unpack(path: str, archive: zipfile.ZipFile, folder: str) -> None:
    entries = archive.infolist()
    if len(entries) > _MOST_ENTRIES:
        raise ReadError(
            f"{path}: an archive of {len(entries)} files is not one of manuscripts; unpack it and name them"
        )
    wanted = [(entry, name) for entry in entries if (name := _name(entry))]
    suffixes = {PurePosixPath(name).suffix.lower() for _, name in wanted}
    taken = _TEXT if suffixes & _SOURCES else _TEXT | _ONLY_WITHOUT_SOURCES
    left = _MOST_BYTES
    for entry, name in wanted:
        if PurePosixPath(name).suffix.lower() not in taken:
            continue
        if entry.flag_bits & 1:
            raise ReadError(f"{path}: the archive is protected by a password; unpack it first")
        left -= _write(path, archive, entry, Path(folder, name), left)


def _name(entry: zipfile.ZipInfo) -> str:
    """The path of an entry within the archive; "" for a folder, a link, or a path that leads out of it."""
    name = entry.filename.replace("\\", "/")
    kind = stat.S_IFMT(entry.external_attr >> 16)
    if name.endswith("/") or kind not in (0, stat.S_IFREG) or len(name) > _LONGEST_NAME:
        return ""
    steps = PurePosixPath(name).parts
    if (
        not steps
        or name.startswith("/")
        or ":" in steps[0]
        or os.pardir in steps
        or "\0" in name
        or steps[0] == "__MACOSX"
    ):
        return ""
    return "/".join(steps)


def _write(path: str, archive: zipfile.ZipFile, entry: zipfile.ZipInfo, target: Path, left: int) -> int:
    """Write an entry and say how many bytes it has, whatever the archive itself says of that."""
    with archive.open(entry) as packed:
        data = packed.read(min(left, _LARGEST_FILE_BYTES) + 1)
    if len(data) > _LARGEST_FILE_BYTES:
        return 0  # data; what reads it says that it is not there
    if len(data) > left:
        raise ReadError(
            f"{path}: it unpacks to more than {_MOST_BYTES / 1e6:.0f} MB of text; unpack it and name the manuscript"
        )
    target.parent.mkdir(parents=True, exist_ok=True)
    if not target.exists():
        target.write_bytes(data)
    return len(data)
