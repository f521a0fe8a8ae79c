"""Jupyter Book of the first generation: `_config.yml` with `bibtex_bibfiles`, and `_toc.yml`.

Source: https://jupyterbook.org/v1/content/citations.html, https://jupyterbook.org/v1/structure/toc.html.
"""

from __future__ import annotations

import os

from citeaudit.projects import Project, yamlfile

FILES = ("_config.yml", "_config.yaml")

_CONTENTS = ("_toc.yml", "_toc.yaml")
_SUFFIXES = (".md", ".ipynb", ".rst")


def project(folder: str, file: str, document: str = "") -> Project | None:
    """See `citeaudit.projects.Kind.project`; a file of Jekyll has the same name, and neither bibliographies nor contents."""
    settings = yamlfile.read(file)
    of_sphinx = yamlfile.under(settings.mapping, "sphinx", "config", "bibtex_bibfiles")
    named = (*yamlfile.texts(settings.mapping.get("bibtex_bibfiles")), *yamlfile.texts(of_sphinx))
    toc = next((path for name in _CONTENTS if os.path.isfile(path := os.path.join(folder, name))), "")  # noqa: PTH113, PTH118 - paths stay as typed
    if not (named or toc):
        return None
    contents = yamlfile.read(toc) if toc else yamlfile.Contents()
    listed = [name for key in ("root", "file", "glob") for name in yamlfile.every(contents.mapping, key)]
    documents = [name if name.endswith(_SUFFIXES) else f"{name}.md" for name in listed]
    return Project(
        kind="jupyter-book",
        folder=folder,
        file=file,
        bibliographies=yamlfile.paths(folder, named),
        documents=yamlfile.paths(folder, tuple(documents)) if documents else None,
        notes=(*settings.notes, *contents.notes),
    )
