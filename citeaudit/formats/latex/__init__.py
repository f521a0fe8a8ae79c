"""LaTeX: a document, or the main file of a tree."""

from __future__ import annotations

from collections.abc import Sequence

from citeaudit.formats.latex.signature import recognises
from citeaudit.model import Manuscript

__all__ = ["SUFFIXES", "read", "recognises"]

SUFFIXES = (".tex", ".latex", ".ltx")


def read(path: str, data: bytes, bibliography: Sequence[str] = ()) -> Manuscript:
    """See `citeaudit.formats.Format.read`."""
    from citeaudit.formats.latex import reading

    return reading.read(path, data, bibliography)
