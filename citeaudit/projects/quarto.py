"""Quarto: `_quarto.yml`, with the profile that is used by default, and the `_metadata.yml` of each folder below.

Source: https://quarto.org/docs/projects/quarto-projects.html ("Metadata merging", "Directory metadata", "Render targets"),
https://quarto.org/docs/projects/profiles.html, https://quarto.org/docs/books/book-structure.html.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from citeaudit.projects import Project, yamlfile

FILES = ("_quarto.yml", "_quarto.yaml")

_OF_FOLDERS = ("_metadata.yml", "_metadata.yaml")
_DOCUMENTS = (".qmd", ".rmd", ".md", ".ipynb")


def project(folder: str, file: str, document: str = "") -> Project | None:
    """See `citeaudit.projects.Kind.project`."""
    own = yamlfile.read(file)
    notes = list(own.notes)
    bibliographies = list(yamlfile.paths(folder, yamlfile.texts(own.mapping.get("bibliography"))))
    further = yamlfile.paths(folder, yamlfile.texts(own.mapping.get("metadata-files")))
    for more in (*further, *_profiles(folder, own.mapping), *_between(folder, document)):
        contents = yamlfile.read(more)
        notes += contents.notes
        base = os.path.dirname(more)  # noqa: PTH120 - paths stay as typed
        bibliographies += yamlfile.paths(base, yamlfile.texts(contents.mapping.get("bibliography")))
    return Project(
        kind="quarto",
        folder=folder,
        file=file,
        bibliographies=tuple(dict.fromkeys(bibliographies)),
        documents=_documents(folder, own.mapping),
        notes=tuple(notes),
    )


def _profiles(folder: str, mapping: Mapping[str, Any]) -> Iterator[str]:
    """The files of the profiles that are used where none is asked for."""
    default = yamlfile.under(mapping, "profile", "default")
    for name in yamlfile.texts(default):
        for suffix in (".yml", ".yaml"):
            file = os.path.join(folder, f"_quarto-{name}{suffix}")  # noqa: PTH118 - paths stay as typed
            if os.sep not in name and os.path.isfile(file):  # noqa: PTH113 - as above
                yield file


def _between(folder: str, document: str) -> Iterator[str]:
    """The files of the folders from that of the project down to that of the document."""
    if not document:
        return
    top = os.path.abspath(folder)  # noqa: PTH100 - as above
    inside = os.path.relpath(os.path.dirname(os.path.abspath(document)), top)  # noqa: PTH100, PTH120 - as above
    if inside.startswith(os.pardir):
        return
    at = folder
    for part in ("", *Path(inside).parts):
        at = os.path.join(at, part) if part else at  # noqa: PTH118 - as above
        for name in _OF_FOLDERS:
            if os.path.isfile(file := os.path.join(at, name)):  # noqa: PTH113, PTH118 - as above
                yield file


def _documents(folder: str, mapping: Mapping[str, Any]) -> tuple[str, ...] | None:
    """What is rendered: the chapters of a book, the article of a manuscript, or what `render` lists."""
    book = mapping.get("book")
    if book is not None:
        named = (*yamlfile.texts(yamlfile.under(book, "chapters")), *yamlfile.texts(yamlfile.under(book, "appendices")))
        chapters = tuple(name for name in named if name.lower().endswith(_DOCUMENTS))
        return yamlfile.paths(folder, ("index.qmd", *chapters)) if chapters else None
    article = yamlfile.under(mapping, "manuscript", "article")
    if isinstance(article, str) and article.strip():
        return yamlfile.paths(folder, (article.strip(),))
    listed = yamlfile.texts(yamlfile.under(mapping, "project", "render"))
    wanted = tuple(name for name in listed if not name.startswith("!"))
    return yamlfile.paths(folder, wanted) if wanted else None
