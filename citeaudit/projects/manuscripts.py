"""Names as a user gives them, and the manuscripts that they stand for: chapters for their documents, folders and archives for what they hold."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass

from citeaudit.errors import ReadError
from citeaudit.projects import archives, folders, latex, manubot

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
    for name in names:
        for path in _of_name(name, remarks, chapters):
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
        remarks.append(f"{_listed(parts)} {what}")
    return Manuscripts(files=tuple(found), remarks=tuple(remarks))


def _of_name(name: str, remarks: list[str], chapters: dict[str, list[str]]) -> Sequence[str]:
    """The manuscripts of one name."""
    if name.lower().endswith(latex.SUFFIXES):
        root = latex.root_of(name)
        if root is None:
            return (name,)
        chapters.setdefault(root.path, []).append(name)
        if root.doubt:
            remarks.append(f"{name}: {root.doubt}")
        if root.others:
            remarks.append(f"{name}: is read by {_listed(root.others)}, too; name one of them to audit it")
        return (root.path,)
    if os.path.isdir(name) and not manubot.is_manuscript(name):  # noqa: PTH112 - a stat is all this costs
        contents = folders.find(name)
    elif archives.is_archive(name):
        try:
            contents = _in_archive(name)
        except ReadError:
            return (name,)
    else:
        return (name,)
    if contents.manuscripts:
        remarks.extend(contents.remarks())
    return contents.manuscripts or (name,)


def only(name: str) -> str:
    """The one manuscript that a name stands for, as for programs that ask for one.

    Raises:
        ReadError: It is a folder or an archive that holds none, or several.
    """
    if name.lower().endswith(latex.SUFFIXES):
        root = latex.root_of(name)
        return name if root is None else root.path
    is_folder = os.path.isdir(name)  # noqa: PTH112 - as above
    if manubot.is_manuscript(name) if is_folder else not archives.is_archive(name):
        return name
    contents = folders.find(name) if is_folder else _in_archive(name)
    if len(contents.manuscripts) == 1:
        return contents.manuscripts[0]
    if not contents.manuscripts:
        raise ReadError(contents.nothing())
    raise ReadError(
        f"{name}: this holds {len(contents.manuscripts)} manuscripts; name one: {_listed(contents.manuscripts)}"
    )


def _in_archive(path: str) -> folders.Contents:
    """What an archive holds, under its own name."""
    with archives.unpacked(path) as folder:
        contents = folders.find(folder)
    inside = {name: os.path.join(path, os.path.relpath(name, folder)) for name in _all_of(contents)}  # noqa: PTH118 - paths stay as typed
    return folders.Contents(
        folder=path,
        manuscripts=tuple(inside[name] for name in contents.manuscripts),
        left_out={why: tuple(inside[name] for name in names) for why, names in contents.left_out.items()},
        kind="archive",
    )


def _all_of(contents: folders.Contents) -> tuple[str, ...]:
    return (*contents.manuscripts, *(name for names in contents.left_out.values() for name in names))


def _listed(names: Sequence[str]) -> str:
    return folders.listed(names, _MOST_NAMED)
