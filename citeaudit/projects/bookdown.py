"""bookdown: the header of `index.Rmd` speaks for all chapters, `_bookdown.yml` says which they are.

Source: https://bookdown.org/yihui/bookdown/usage.html ("Usage"), https://bookdown.org/yihui/bookdown/configuration.html.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from typing import Any

from citeaudit.projects import Project, yamlfile

FILES = ("_bookdown.yml", "_bookdown.yaml", "index.Rmd", "index.rmd")

_INDEX = ("index.Rmd", "index.rmd")


def project(folder: str, file: str, document: str = "") -> Project | None:
    """See `citeaudit.projects.Kind.project`; an `index.Rmd` alone is one only where it says `site: bookdown::…`."""
    settings = yamlfile.Contents() if file.lower().endswith(".rmd") else yamlfile.read(file)
    header = yamlfile.header(index) if (index := _index(folder, settings.mapping)) else yamlfile.Contents()
    if file == index and "bookdown" not in str(header.mapping.get("site", "")):
        return None
    named = (*yamlfile.texts(settings.mapping.get("bibliography")), *yamlfile.texts(header.mapping.get("bibliography")))
    chapters = tuple(_chapters(settings.mapping.get("rmd_files")))
    return Project(
        kind="bookdown",
        folder=folder,
        file=file,
        bibliographies=yamlfile.paths(folder, named),
        documents=yamlfile.paths(folder, chapters) if chapters else None,
        notes=(*settings.notes, *header.notes),
    )


def _index(folder: str, settings: Mapping[str, Any]) -> str:
    """The document whose header speaks for the book: `index.Rmd`, else the first that is listed."""
    for name in (*_INDEX, *_chapters(settings.get("rmd_files"))):
        if os.path.isfile(path := os.path.join(folder, name)):  # noqa: PTH113, PTH118 - paths stay as typed
            return path
    return ""


def _chapters(listed: Any) -> Iterator[str]:
    for name in yamlfile.texts(listed):
        if name.lower().endswith((".rmd", ".md")):
            yield name
