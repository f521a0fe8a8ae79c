"""Manubot: a folder `content` with `metadata.yaml`, whose numbered files are one manuscript that cites identifiers.

Source: https://github.com/manubot/rootstock/blob/main/USAGE.md ("Manuscript files", "Citations", "Citation aliases",
"Manual references").
"""

from __future__ import annotations

import os
import re
from pathlib import Path

from citeaudit.projects import Project
from citeaudit.text.patterns import lazy

FILES = ("metadata.yaml", "metadata.yml")

_NUMBERED = lazy(r"\d[^/\\]*\.md")
"""Names of the files that the manuscript is made of, in their order: "02.main-text.md"."""

_REFERENCES = lazy(r"manual-references.*\.(?:json|ya?ml|bib|bibtex)", re.IGNORECASE)
TAGS = "citation-tags.tsv"  # what tags stand for, in manuscripts of before 2020


def project(folder: str, file: str, document: str = "") -> Project | None:
    """See `citeaudit.projects.Kind.project`; only where numbered files lie beside."""
    parts = chapters(folder)
    if not parts:
        return None
    names = sorted(name for name in _names(folder) if _REFERENCES.fullmatch(name))
    return Project(
        kind="manubot",
        folder=folder,
        file=file,
        bibliographies=tuple(os.path.join(folder, name) for name in names),  # noqa: PTH118 - paths stay as typed
        documents=parts,
        keys_identify=True,
    )


def chapters(folder: str) -> tuple[str, ...]:
    """The files that the manuscript in a folder `content` is made of, in order."""
    names = sorted(name for name in _names(folder) if _NUMBERED.fullmatch(name))
    return tuple(os.path.join(folder, name) for name in names)  # noqa: PTH118 - paths stay as typed


def is_manuscript(folder: str) -> bool:
    """Whether a folder is the `content` of a Manubot manuscript."""
    there = any(os.path.isfile(os.path.join(folder, name)) for name in FILES)  # noqa: PTH113, PTH118 - paths stay as typed
    return there and bool(chapters(folder))


def _names(folder: str) -> list[str]:
    try:
        return [entry.name for entry in Path(folder or os.curdir).iterdir()]
    except OSError:
        return []
