r"""Documents of LaTeX and the files that they are made of: which file is a whole document, and which document a chapter is part of.

A chapter says its root itself (`% !TEX root = ../main.tex`, `\documentclass[../main]{subfiles}`, Emacs' `TeX-master`), or it is read by a document
in its own folder or one above, up to the root of the repository.

Source: the manuals of subfiles, import and standalone; TeXShop's and TeXworks's "magic comments".
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from citeaudit.files import unsaved_bytes, unsaved_names
from citeaudit.projects import above, within
from citeaudit.text.patterns import lazy

SUFFIXES = (".tex", ".latex", ".ltx")

_COMMENT = lazy(r"(?<!\\)((?:\\\\)*)%[^\n]*")
_VERBATIM = lazy(r"\\begin\{(verbatim\*?|lstlisting|minted|comment)\}.*?\\end\{\1\}", re.DOTALL)
_MAGIC = lazy(
    r"^[ \t]*%+[ \t]*![ \t]*TEX[ \t]+root[ \t]*=[ \t]*(?P<root>[^\n]*?)[ \t\r]*$", 10
)  # re.MULTILINE | re.IGNORECASE
_LOCAL_VARIABLE = lazy(r"^[ \t]*%+[ \t]*TeX-master:[ \t]*\"(?P<root>[^\"\n]+)\"", re.MULTILINE)
"""How Emacs keeps the root of a chapter, at the end of the file."""
_CLASS = lazy(r"\\document(?:class|style)\s*(?:\[(?P<options>[^\]]*)\])?\s*\{\s*(?P<name>[^{}]*?)\s*\}")
_READS = lazy(
    r"\\(?:input|include|subfile|subfileinclude|InputIfFileExists)\s*\{\s*\"?(?P<file>[^{}\\#\"]+?)\"?\s*\}"
    r"|\\input\s+\"?(?P<bare>[^\s\\{}%\"]+)"
    r"|\\(?:sub)?(?:import|inputfrom|includefrom)\*?\s*\{(?P<folder>[^{}\\#]*)\}\s*\{(?P<of_folder>[^{}\\#]+)\}"
)
_CITES = lazy(
    r"\\[a-zA-Z]*cite[a-zA-Z]*\*?\s*[\[{<(]|\\(?:no)?bibliography\s*\{|\\(?:addbibresource|addglobalbib|printbibliography)\b"
    r"|\\begin\s*\{(?:thebibliography|CSLReferences)\}|\\bibitem\b|\\Cite[a-zA-Z]*\s*[\[{]"
)
_MAGIC_WITHIN = 4_000
"""Characters from the beginning of a file, or its end, in which its root is named; editors look at the first twenty lines."""

_LARGEST_BYTES = 3_000_000
"""A longer file is a table of data."""
_MOST_BYTES = 40_000_000
_MOST_FILES = 3_000
"""Files that are looked at for one question."""
_MOST_IN_FOLDER = 500

_LIKELY = ("main", "paper", "manuscript", "thesis", "dissertation", "article", "ms", "book")
"""Names of roots, the likeliest first, where several documents read one chapter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Root:
    """The document that a chapter is part of.

    `others` are further documents that read it; `doubt` says what is odd about the root, "" where nothing is.
    """

    path: str
    others: tuple[str, ...] = ()
    doubt: str = ""


@dataclass(frozen=True)
class File:
    """A file of LaTeX: its path as typed, and its text."""

    path: str
    source: str

    @cached_property
    def text(self) -> str:
        """The text without comments and what is shown as typed."""
        return _VERBATIM.sub("", _COMMENT.sub(r"\1", self.source))

    @cached_property
    def class_name(self) -> str:
        """The class of the document, "" where the file is not one."""
        found = _CLASS.search(self.text)
        return found["name"] or "?" if found else ""

    @property
    def is_whole(self) -> bool:
        """Whether it is a document by itself; a subfile is one that belongs to another."""
        return bool(self.class_name) and self.class_name != "subfiles"

    @cached_property
    def cites(self) -> bool:
        """Whether it cites, or has a list of references."""
        return _CITES.search(self.text) is not None

    @property
    def named_root(self) -> str:
        """The root that the file names, as a path that one would type; "" where it names none."""
        magic = _MAGIC.search(self.source[:_MAGIC_WITHIN]) or _LOCAL_VARIABLE.search(self.source[-_MAGIC_WITHIN:])
        name = magic["root"].strip("'\" ") if magic else ""
        if not name and self.class_name == "subfiles":
            found = _CLASS.search(self.text)
            name = (found["options"] or "").split(",")[0].strip("{}\"' ") if found else ""
        return _joined(os.path.dirname(self.path), name) if name and "\0" not in name else ""  # noqa: PTH120 - paths stay as typed


class Tree:
    """Files of LaTeX by their real paths, each read once; what is too long or too much is taken for empty."""

    def __init__(self) -> None:
        self._files: dict[str, File | None] = {}
        self._parts: dict[str, dict[str, File]] = {}
        self._bytes = 0

    def file(self, path: str) -> File | None:
        """The file at a path; None where there is none that can be read."""
        real = os.path.realpath(path)
        if real not in self._files:
            self._files[real] = self._read(path)
        return self._files[real]

    def _read(self, path: str) -> File | None:
        if len(self._files) >= _MOST_FILES or self._bytes >= _MOST_BYTES:
            return None
        data = unsaved_bytes(os.path.realpath(path))
        try:
            if data is None:
                with Path(path).open("rb") as file:
                    data = file.read(_LARGEST_BYTES + 1)
        except (OSError, ValueError):
            return None
        if len(data) > _LARGEST_BYTES:
            return None
        self._bytes += len(data)
        return File(path, data.decode("utf-8-sig", "replace").replace("\r\n", "\n"))

    def parts(self, root: str) -> dict[str, File]:
        """The files that a document reads, and those that these read, by their real paths; without the document itself."""
        if root not in self._parts:
            self._parts[root] = self._parts_of(root)
        return self._parts[root]

    def _parts_of(self, root: str) -> dict[str, File]:
        base = os.path.dirname(root)  # noqa: PTH120 - as above
        found: dict[str, File] = {}
        waiting = [root]
        while waiting and len(found) < _MOST_FILES:
            file = self.file(waiting.pop())
            if file is None:
                continue
            for path in _read_by(file, base):
                real = os.path.realpath(path)
                part = self.file(path)
                if part is not None and real not in found and real != os.path.realpath(root):
                    found[real] = part
                    waiting.append(path)
        return found


def _read_by(file: File, base: str) -> Iterator[str]:
    """The paths of what a file reads, from the folder of the document or its own, with the endings that TeX tries."""
    near = os.path.dirname(file.path)  # noqa: PTH120 - as above
    for match in _READS.finditer(file.text):
        name = (match["file"] or match["bare"] or "").strip()
        if match["of_folder"]:
            name = os.path.join(match["folder"].strip(), match["of_folder"].strip())  # noqa: PTH118 - as above
        if not name or "\0" in name:
            continue
        paths = (
            _joined(folder, name + ending) for folder in dict.fromkeys((base, near)) for ending in (".tex", "", ".ltx")
        )
        if found := next((path for path in paths if os.path.isfile(path)), None):  # noqa: PTH113 - a stat is all this costs
            yield found


def _joined(folder: str, name: str) -> str:
    return os.path.normpath(os.path.join(folder, name))  # noqa: PTH118 - pathlib keeps "a/../b"


def root_of(path: str, text: str | None = None, tree: Tree | None = None) -> Root | None:
    """The document that a file is part of; None where it is a whole document, or none is found.

    Args:
        path: The file.
        text: Its text, where that is not what lies on the disk.
        tree: Files that were read before.

    """
    tree = tree or Tree()
    file = tree.file(path) if text is None else File(path, text)
    if file is None or file.is_whole:
        return None
    named = _named_root(file, tree)
    if named is not None:
        reads = os.path.realpath(path) in tree.parts(named.path)
        return Root(
            path=named.path,
            doubt="" if reads else f"{named.path}, which it names as its root, does not seem to read it",
        )
    real = os.path.realpath(path)
    for folder in above(path):
        found = [root.path for root in _documents(folder, tree) if real in tree.parts(root.path)]
        if found:
            found.sort(key=_likelihood)
            return Root(path=found[0], others=tuple(found[1:]))
    return None


def _named_root(file: File, tree: Tree) -> File | None:
    """The root that a file names, and the root of that one in turn, if it is there, in the same repository."""
    for _ in range(10):
        name = file.named_root
        paths = [name, *(name + suffix for suffix in SUFFIXES)] if name else []
        top = [*above(file.path)][-1]
        there = next((path for path in paths if os.path.isfile(path) and within(path, top)), "")  # noqa: PTH113 - as above
        root = tree.file(there) if there else None
        if root is None or os.path.realpath(there) == os.path.realpath(file.path):
            return None
        if root.is_whole:
            return root
        file = root
    return None


def _documents(folder: str, tree: Tree) -> Iterator[File]:
    """The whole documents that lie in a folder."""
    try:
        there = {entry.name for entry in os.scandir(folder or os.curdir)}
    except OSError:
        return
    there.update(unsaved_names(os.path.realpath(folder or os.curdir)))
    names = sorted(name for name in there if name.lower().endswith(SUFFIXES))
    for name in names[:_MOST_IN_FOLDER]:
        file = tree.file(os.path.join(folder, name))  # noqa: PTH118 - as above
        if file is not None and file.is_whole:
            yield file


def _likelihood(path: str) -> tuple[int, str]:
    stem = Path(path).stem.lower()
    return (_LIKELY.index(stem) if stem in _LIKELY else len(_LIKELY), path)
