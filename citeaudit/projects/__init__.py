"""Projects that documents belong to: the file that says so, the bibliographies it names, and which documents it has.

One module a kind of project. What a kind must have says `Kind`. Nothing here is asked for a document that needs no project,
and no project file is opened where there is none.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, cast

from citeaudit import discover

NO_UNITS = ("archives", "folders", "ignored", "latex", "manuscripts", "signs", "yamlfile")
"""Modules of this folder that are no kind of project."""

_REPOSITORIES = (".git", ".hg", ".svn")
"""What lies at the root of a repository, where the way upward ends."""

_DEEPEST = 40
"""Folders on the way upward; no manuscript lies deeper."""

_FREE_STEPS = 4
"""Folders above that of a document that are looked at where no repository says where its own end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """What a project file says.

    Attributes:
        kind: What made it ("quarto").
        folder: Where its paths begin, as one would type it ("" for the working directory).
        file: The project file.
        bibliographies: Paths of the bibliographies that all its documents share, there or not.
        documents: Paths of its documents in order, or patterns of them; None where it does not say which they are.
        links_cite: Whether a link with a DOI is a citation.
        keys_identify: Whether what documents cite are identifiers, and no bibliography is needed.
        notes: What is wrong with the project file.

    """

    kind: str
    folder: str
    file: str
    bibliographies: tuple[str, ...] = ()
    documents: tuple[str, ...] | None = None
    links_cite: bool = False
    keys_identify: bool = False
    notes: tuple[str, ...] = ()


class Kind(Protocol):
    """What a module in this folder offers.

    `FILES` are the names of its project files, the first that is there counts; a name that ends in "/" is that of a folder.
    """

    FILES: tuple[str, ...]

    def project(self, folder: str, file: str, document: str = "") -> Project | None:
        """What a project file says; None where it is one of something else that has the same name.

        Args:
            folder: Its folder, as one would type it.
            file: Its path.
            document: The document that is asked about, "" for none; folders between the two may say more.

        """


UNIT = Kind


def of_document(path: str) -> tuple[Project, ...]:
    """The projects that a document belongs to: those of the nearest folder upward that has a project file.

    The way upward ends at the root of the repository, and at the user's home.
    """
    for folder in above(path):
        if found := in_folder(folder, path):
            return found
    return ()


def in_folder(folder: str, document: str = "") -> tuple[Project, ...]:
    """The projects whose files lie in a folder, in the order of their kinds' names."""
    found = []
    for kind in _kinds():
        for name in kind.FILES:
            file = os.path.join(folder, name)  # noqa: PTH118 - paths stay as typed
            there = os.path.isdir(file) if name.endswith("/") else os.path.isfile(file)  # noqa: PTH112, PTH113 - a stat is all this costs
            if there:
                found.append(kind.project(folder, file, document))
                break
    return tuple(project for project in found if project is not None)


def above(path: str) -> Iterator[str]:
    """The folder of a path and those above it up to the root of the repository, as one would type them.

    Where there is no repository, the user's home is not entered from below, and only a few folders are looked at.
    """
    absolute = os.path.isabs(path)  # noqa: PTH117 - as below
    folder = os.path.dirname(os.path.abspath(path))  # noqa: PTH100, PTH120 - a link to a manuscript stands where it stands
    home = os.path.expanduser("~")  # noqa: PTH111 - there may be none
    found = [folder]
    while not _is_root(found[-1]):
        higher = os.path.dirname(found[-1])  # noqa: PTH120 - as above
        if higher in (found[-1], home) or len(found) > _DEEPEST:
            del found[_FREE_STEPS + 1 :]
            break
        found.append(higher)
    for folder in found:
        yield folder if absolute else _typed(folder)


def repository_of(path: str) -> str:
    """The root of the repository that a file lies in, as one would type it; "" where it lies in none."""
    top = [*above(path)][-1]
    return (top or os.curdir) if _is_root(top) else ""


def _is_root(folder: str) -> bool:
    """Whether a folder is the root of a repository."""
    return any(os.path.exists(os.path.join(folder, name)) for name in _REPOSITORIES)  # noqa: PTH110, PTH118 - a stat is all this costs


def _typed(folder: str) -> str:
    try:
        relative = os.path.relpath(folder)
    except ValueError:  # another drive
        return folder
    return "" if relative == os.curdir else relative


def within(path: str, folder: str) -> bool:
    """Whether a file lies in a folder, links followed."""
    try:
        return Path(path).resolve().is_relative_to(Path(folder or os.curdir).resolve())
    except (OSError, ValueError, RuntimeError):
        return False


def _kinds() -> list[Kind]:
    return [cast(Kind, discover.load(__name__, name)) for name in discover.usable(__name__)]
