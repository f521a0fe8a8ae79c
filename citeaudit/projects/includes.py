"""Files that a Markdown document includes: Quarto's shortcode, knitr's child documents, MyST's directive.

Source: https://quarto.org/docs/authoring/includes.html, https://yihui.org/knitr/options/#child-documents,
https://mystmd.org/guide/embed#include-directive.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from citeaudit.errors import ReadError
from citeaudit.files import decode, unsaved_bytes
from citeaudit.projects import of_document, repository_of, within
from citeaudit.text.patterns import lazy

SUFFIXES = (".qmd", ".rmd", ".md", ".markdown", ".myst", ".txt")
"""Endings of files that hold text; code and data are included, too."""

_INCLUDE = lazy(
    r"^[ \t]*\{\{<[ \t]*include[ \t]+(?P<shortcode>[^\n>]+?)[ \t]*>\}\}[ \t]*$"
    r"|^[ \t]*(?P<fence>`{3,}|:{3,})\{include\}[ \t]*(?P<directive>[^\n]+?)[ \t]*\n(?:[ \t]*:[^\n]*\n|[ \t]*\n)*?[ \t]*(?P=fence)[ \t]*$"
    r"|^[ \t]*(?P<ticks>`{3,})\{r[^\n}]*?\bchild[ \t]*=[ \t]*(?P<child>c\([^\n)]*\)|'[^'\n]*'|\"[^\"\n]*\")[^\n}]*\}[ \t]*\n\s*(?P=ticks)[ \t]*$",
    re.MULTILINE,
)
_QUOTED = lazy(r"['\"]([^'\"\n]+)['\"]")
_HEADER = lazy(r"\A---[ \t]*\n.*?\n(?:---|\.\.\.)[ \t]*(?=\n|\Z)", re.DOTALL)

_DEEPEST = 5
_MOST_FILES = 200
_MOST_BYTES = 20_000_000

Line = tuple[str, int]
"""A line of a document: the file that it stands in, "" for the document's own, and its number there (1-based)."""


class Included:
    """A document with what it includes in its place: `text`, and for each of its lines where it stands.

    `notes` tell what could not be read.
    """

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self.notes: list[str] = []
        self.files: list[str] = []
        self._bytes = 0
        lines: list[str] = []
        self.places: list[Line] = []
        for line, place in self._lines(text, "", [os.path.realpath(path)]):
            lines.append(line)
            self.places.append(place)
        self.text = "\n".join(lines)

    def _lines(self, text: str, file: str, within_files: list[str]) -> Iterator[tuple[str, Line]]:
        """The lines of a file and of what it includes."""
        at, number = 0, 1
        for match in _INCLUDE.finditer(text):
            before = text[at : match.start()]
            for offset, line in enumerate(before.split("\n")[:-1]):
                yield line, (file, number + offset)
            number += before.count("\n")
            here = f"{file or self.path}:{number}"
            for name in _names(match):
                yield from self._included(name, file, within_files, here)
            for offset in range(match[0].count("\n") + 1):
                yield "", (file, number + offset)
            number += match[0].count("\n") + 1
            at = match.end() + 1
        for offset, line in enumerate(text[at:].split("\n") if at <= len(text) else ()):
            yield line, (file, number + offset)

    def _included(self, name: str, file: str, within_files: list[str], here: str) -> Iterator[tuple[str, Line]]:
        """The lines of an included file; none, with a note, where it cannot be read."""
        if not name.lower().endswith(SUFFIXES):
            return
        path = find(name, file or self.path, self.path)
        if path is None:
            self.notes.append(f"{here}: {name}, which is included, is not there, or lies elsewhere, and was not read")
            return
        real = os.path.realpath(path)
        if real in within_files or len(within_files) > _DEEPEST or len(self.files) >= _MOST_FILES:
            self.notes.append(f"{here}: {name} was not read again")
            return
        try:
            data = unsaved_bytes(real)
            if data is None:
                with Path(path).open("rb") as source:
                    data = source.read(_MOST_BYTES - self._bytes + 1)
            text, notes = decode(data, path)
        except (OSError, ReadError) as error:
            self.notes.append(f"{here}: {name} was not read: {error}")
            return
        self._bytes += len(data)
        if self._bytes > _MOST_BYTES:
            self.notes.append(f"{here}: too much is included; {name} was not read")
            return
        self.notes += [f"{path}: {note}" for note in notes]
        self.files.append(path)
        text = _HEADER.sub(lambda header: "\n" * header[0].count("\n"), text)
        yield "", (path, 1)
        yield from self._lines(text, path, [*within_files, real])
        yield "", (path, text.count("\n") + 1)


def _names(match: re.Match[str]) -> tuple[str, ...]:
    if match["child"]:
        return tuple(_QUOTED.findall(match["child"]))
    return ((match["shortcode"] or match["directive"]).strip("'\" "),)


def find(name: str, near: str, document: str) -> str | None:
    """The file that is included under a name, from the folder of the file that names it, or of the document; None for none.

    It has to lie in the repository or the project of the document, or in its folder.
    """
    folder = os.path.dirname(document)  # noqa: PTH120 - paths stay as typed
    project = next((project.folder for project in of_document(document)), folder)
    top = repository_of(document) or project
    folders = (project,) if name.startswith("/") else (os.path.dirname(near), folder, project)  # noqa: PTH120 - as above
    for at in dict.fromkeys(folders):
        path = os.path.normpath(os.path.join(at, name.lstrip("/")))  # noqa: PTH118 - as above
        if "\0" not in path and os.path.isfile(path) and within(path, top):  # noqa: PTH113 - as above
            return path
    return None


def included(path: str, text: str) -> Included | None:
    """A document with what it includes; None where it includes nothing."""
    if "include" not in text and "child" not in text:
        return None
    return Included(path, text) if _INCLUDE.search(text) else None
