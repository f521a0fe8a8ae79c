"""PDF files with text in them."""

from __future__ import annotations

from collections.abc import Sequence

from citeaudit.formats.pdf.signature import recognises
from citeaudit.model import Manuscript, Report

__all__ = ["LARGEST_FILE_BYTES", "SUFFIXES", "annotate", "read", "recognises"]

SUFFIXES = (".pdf",)

LARGEST_FILE_BYTES = 300_000_000
"""Scans and figures, of which only the text is read, may take most of it."""


def read(path: str, data: bytes, bibliography: Sequence[str] = ()) -> Manuscript:
    """See `citeaudit.formats.Format.read`."""
    from citeaudit.formats.pdf import reading

    return reading.read(path, data, bibliography)


def annotate(report: Report, data: bytes) -> bytes:
    """See `citeaudit.formats.annotate`."""
    from citeaudit.formats.pdf import annotating

    return annotating.annotate(report, data)
