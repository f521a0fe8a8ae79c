"""Names as a user gives them, and the manuscripts that they stand for: chapters for documents, folders and archives for contents."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from citeaudit.errors import ReadError
from citeaudit.projects import latex, manubot
from citeaudit.text.display import listed

if TYPE_CHECKING:
    from citeaudit.projects.folders import Contents

_MOST_NAMED = 8
"""Names in one remark; the rest is counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manuscripts:
    """The manuscripts that names stand for, in the order in which they were first named; and what to tell of that.

    A manuscript is there once, unless its own name was given more than once.
    """

    files: tuple[str, ...]
    remarks: tuple[str, ...] = ()


def named(names: Sequence[str]) -> Manuscripts:
    """The manuscripts that names stand for.

    A name that stands for none is kept, so that who reads it says what is wrong with it.
    """
    found: list[str] = []
    reached: set[str] = set()
    remarks: list[str] = []
    chapters: dict[str, list[str]] = {}
    tree = latex.Tree()
    for name in names:
        for path in _of_name(name, remarks, chapters, tree):
            real = os.path.realpath(path)
            if path == name and real not in reached:
                found.append(path)
            elif path != name and real not in {*reached, *map(os.path.realpath, found)}:
                found.append(path)
                reached.add(real)
    for root, parts in chapters.items():
        what = (
            f"is part of {root}, which is audited" if len(parts) == 1 else f"are parts of {root}, which is audited once"
        )
        remarks.append(f"{listed(parts, _MOST_NAMED)} {what}")
    return Manuscripts(files=tuple(found), remarks=tuple(remarks))


def _of_name(name: str, remarks: list[str], chapters: dict[str, list[str]], tree: latex.Tree) -> Sequence[str]:
    """The manuscripts of one name."""
    if name.lower().endswith(latex.SUFFIXES):
        root = latex.root_of(name, tree=tree)
        if root is None:
            return (name,)
        chapters.setdefault(root.path, []).append(name)
        if root.doubt:
            remarks.append(f"{name}: {root.doubt}")
        if root.others:
            others = listed(root.others, _MOST_NAMED)
            remarks.append(f"{name}: is read by {others}, too; name one of them to audit it")
        return (root.path,)
    try:
        contents = _contents(name)
    except ReadError:
        return (name,)
    if contents is None or not contents.manuscripts:
        return (name,)
    remarks.extend(contents.remarks())
    return contents.manuscripts


def only(name: str) -> str:
    """The one manuscript that a name stands for, as for programs that ask for one.

    Raises:
        ReadError: It is a folder or an archive that holds none, or several.
    """
    if name.lower().endswith(latex.SUFFIXES):
        root = latex.root_of(name)
        return name if root is None else root.path
    contents = _contents(name)
    if contents is None:
        return name
    found = contents.manuscripts
    if not found:
        raise ReadError(contents.nothing())
    if len(found) > 1:
        raise ReadError(f"{name}: this holds {len(found)} manuscripts; name one: {listed(found, _MOST_NAMED)}")
    return found[0]


def _contents(name: str) -> Contents | None:
    """What a folder or an archive holds; None for what is a manuscript itself.

    Raises:
        ReadError: It is an archive that cannot be unpacked.
    """
    if os.path.isdir(name):  # noqa: PTH112 - a stat is all this costs
        if manubot.is_manuscript(name):
            return None
        from citeaudit.projects import folders

        return folders.find(name)
    if not name.lower().endswith(".zip"):
        return None
    from citeaudit.projects import archives

    return archives.contents(name) if archives.is_archive(name) else None
