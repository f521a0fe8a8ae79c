r"""The files that a LaTeX document reads: those in the manuscript's folder, no other, each not while it is being read."""

from __future__ import annotations

import os
import re
from pathlib import Path

from citeaudit.errors import ReadError
from citeaudit.files import decode, unsaved_bytes
from citeaudit.formats.latex.tokens import Source
from citeaudit.model import Comment, Location
from citeaudit.projects import repository_of
from citeaudit.rules.waivers import COMMENT
from citeaudit.text.patterns import lazy

_COMMENT = lazy(rf"(?<!\\)(?:\\\\)*+%+[ \t]*(?P<text>(?:{COMMENT.pattern})[^\n]*)", re.IGNORECASE)

DEEPEST = 20
"""Files within files; TeX itself stops at 15 to 127."""

MOST_FILES = 1_000
"""Files of one document, those that are not there included; a book has a hundred."""
MOST_BYTES = 20_000_000
"""Of all files together; the same file counts each time it is read."""


class Files:
    """The folder of a manuscript."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.folder = os.path.dirname(path)  # noqa: PTH120 - pathlib would take "./" from what the user typed
        self.root = Path(self.folder or ".").resolve()
        repository = repository_of(path)
        self.top = Path(repository).resolve() if repository else self.root
        self.bytes = self.files = 0
        self.ranks: dict[str, int] = {self._real(path) or path: 0}
        self.absent: set[str] = set()
        self.comments: dict[str, tuple[Comment, ...]] = {}
        self.notes: list[str] = []

    def _real(self, path: str) -> str | None:
        try:
            return os.fspath(Path(path).resolve())
        except (OSError, ValueError, RuntimeError):
            return None

    def find(self, name: str, suffixes: tuple[str, ...], *, near: str = "") -> tuple[str | None, bool]:
        """The file called `name` in a document.

        Args:
            name: As typed, with or without ending.
            suffixes: Endings to try, "" for the name as it is.
            near: The folder of the file that names it, for the packages that go by it.

        Returns:
            Its path as a user could open it, or None where there is none; and whether one outside the folder was meant.
        """
        outside = False
        for folder in dict.fromkeys((self.folder, near)):
            for suffix in suffixes:
                path = os.path.normpath(os.path.join(folder, name + suffix))  # noqa: PTH118 - pathlib keeps "a/../b"
                real = self._real(path)
                if real is None or not Path(real).is_relative_to(self.top):
                    outside = True
                elif Path(real).is_file():
                    return path, False
        return None, outside

    def matching(self, pattern: str) -> tuple[str, ...]:
        """The names of files in the manuscript's folder that a pattern such as "refs/*.bib" means, sorted."""
        if ".." in pattern or pattern.startswith("/"):
            return ()
        try:
            found = sorted(file for file in self.root.glob(pattern) if file.is_file())
        except (OSError, ValueError):
            return ()
        return tuple(file.relative_to(self.root).as_posix() for file in found[:MOST_FILES])

    def rank(self, path: str) -> int:
        """The rank of a file in reading order, 0 for the manuscript's own."""
        return self.ranks.setdefault(self._real(path) or path, len(self.ranks))

    def include(
        self, name: str, where: str, open_files: list[Source], *, near: str = "", quiet: bool = False
    ) -> Source | None:
        """The file that a document reads at `where` ("paper.tex:12"); None, with a note, where it cannot be read.

        One that is not there is no news where it is `quiet`: TeX has files of its own.
        """
        if not name or any(sign in name for sign in "\\#|\0\n$`"):
            return None
        if name in self.absent or len(self.absent) > MOST_FILES:
            return None
        path, outside = self.find(name, (".tex", "", ".ltx"), near=near)
        if path is None:
            self.absent.add(name)
            why = "lies outside the manuscript's folder" if outside else "is not there"
            if outside or not quiet:
                self.notes.append(f"{where}: {name} {why} and was not read")
            return None
        real = self._real(path)
        if any(source.real == real for source in open_files) or len(open_files) > DEEPEST:
            why = "reads itself" if len(open_files) <= DEEPEST else "stands too deep in other files"
            self.notes.append(f"{where}: {name} {why} and was not read again")
            return None
        if self.files >= MOST_FILES or self.bytes >= MOST_BYTES:
            if self.files != MOST_FILES + 1:
                self.notes.append(f"{where}: too much is read with \\input; {name} and what follows was not read")
                self.files = MOST_FILES + 1
            return None
        return self._open(path, real or path, where)

    def package(self, name: str, ending: str, where: str, *, near: str = "") -> Source | None:
        """The package or class called `name`; None where it is none of the manuscript's own, as most are."""
        if any(sign in name for sign in "\\#|\0\n$`{}") or self.files >= MOST_FILES or self.bytes >= MOST_BYTES:
            return None
        path, _ = self.find(name, (ending,), near=near)
        source = None if path is None else self._open(path, self._real(path) or path, where)
        if source is not None:
            source.preamble = True
        return source

    def _open(self, path: str, real: str, where: str) -> Source | None:
        try:
            held = unsaved_bytes(real)
            if held is None:
                with Path(path).open("rb") as file:
                    held = file.read(MOST_BYTES - self.bytes + 1)
            data = held
            text, notes = decode(data, path)
        except (OSError, ValueError) as error:
            self.notes.append(f"{where}: {path} cannot be opened ({getattr(error, 'strerror', None) or error})")
            return None
        except ReadError as error:
            self.notes.append(f"{where}: not read, {error}")
            return None
        self.bytes += len(data)
        self.files += 1
        self.notes += [f"{path}: {note}" for note in notes]
        source = Source(text, path=path, order=self.rank(path), real=real, folder=os.path.dirname(path))  # noqa: PTH120 - as above
        self.keep_comments(source)
        return source

    def keep_comments(self, source: Source) -> None:
        """Keep what the comments of a file say to citeaudit."""
        found = []
        for match in _COMMENT.finditer(source.text):
            line, column = source.place(match.start())
            location = Location(
                path=source.path or self.path,
                line=line,
                column=column,
                end_line=line,
                end_column=column + len(match[0]),
                order=source.order,
            )
            alone = not source.text[source.starts[line - 1] : match.start()].strip()
            found.append(Comment(text=match["text"].strip(), location=location, alone=alone))
        self.comments[source.path] = tuple(found)
