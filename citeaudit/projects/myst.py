"""MyST: `myst.yml`, whose project has the bibliographies that it names, else every `.bib` file of its folder.

Source: https://mystmd.org/guide/citations, https://mystmd.org/guide/frontmatter ("bibliography"),
https://mystmd.org/guide/table-of-contents.
"""

from __future__ import annotations

import os
from collections.abc import Iterator

from citeaudit.projects import Project, yamlfile

FILES = ("myst.yml", "myst.yaml", "curvenote.yml")

_LEFT_OUT = frozenset(("node_modules", "_build", "__pycache__", "venv"))
_MOST_FOLDERS = 2_000
_MOST_FILES = 200
"""Bibliographies of one project; more are somebody's collection."""


def project(folder: str, file: str, document: str = "") -> Project | None:
    """See `citeaudit.projects.Kind.project`."""
    contents = yamlfile.read(file)
    of_project = yamlfile.under(contents.mapping, "project")
    named = yamlfile.texts(yamlfile.under(of_project, "bibliography"))
    toc = yamlfile.under(of_project, "toc")
    pages = (*yamlfile.every(toc, "file"), *yamlfile.every(toc, "pattern"))
    return Project(
        kind="myst",
        folder=folder,
        file=file,
        bibliographies=yamlfile.paths(folder, named) if named else tuple(_bibliographies(folder)),
        documents=yamlfile.paths(folder, pages) if pages else None,
        links_cite=True,
        notes=contents.notes,
    )


def _bibliographies(folder: str) -> Iterator[str]:
    """All `.bib` files in a folder and below, in order, those of the folder itself first."""
    found = 0
    for visited, (at, folders, files) in enumerate(os.walk(folder or os.curdir)):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name not in _LEFT_OUT)
        for name in sorted(files):
            if name.lower().endswith(".bib"):
                yield os.path.normpath(os.path.join(at, name))  # noqa: PTH118 - paths stay as typed
                found += 1
        if visited >= _MOST_FOLDERS or found >= _MOST_FILES:
            return
