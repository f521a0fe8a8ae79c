"""Word files (.docx, and .docm, whose macros are never looked at)."""

from __future__ import annotations

from collections.abc import Sequence

from citeaudit.formats.docx.signature import recognises
from citeaudit.model import Manuscript, Report

__all__ = ["LARGEST_FILE_BYTES", "SUFFIXES", "annotate", "read", "recognises"]

SUFFIXES = (".docx", ".docm", ".dotx", ".dotm")
LARGEST_FILE_BYTES = 300_000_000
"""Pictures, which are never unpacked, may take most of it; of the text there is a limit of its own."""


def read(path: str, data: bytes, bibliography: Sequence[str] = ()) -> Manuscript:
    """See `citeaudit.formats.Format.read`."""
    from citeaudit.formats.docx import reading

    return reading.read(path, data, bibliography)


def annotate(report: Report, data: bytes) -> bytes:
    """See `citeaudit.formats.annotate`."""
    from citeaudit.formats.docx import annotating

    return annotating.annotate(report, data)
