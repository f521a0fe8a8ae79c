"""Markdown of every kind, and plain text."""

from __future__ import annotations

from collections.abc import Sequence

from citeaudit.model import Manuscript

SUFFIXES = (".md", ".markdown", ".mdown", ".mkd", ".qmd", ".rmd", ".myst", ".txt", ".text")


def recognises(data: bytes) -> bool:
    """Whether the bytes are Markdown beyond doubt: never, any text may be."""
    return False


def read(path: str, data: bytes, bibliography: Sequence[str] = ()) -> Manuscript:
    """See `citeaudit.formats.Format.read`."""
    from citeaudit.formats.markdown import reading

    return reading.read(path, data, bibliography)
