"""JATS articles (XML)."""

from __future__ import annotations

from collections.abc import Sequence

from citeaudit.formats.jats.signature import recognises
from citeaudit.model import Manuscript

__all__ = ["SUFFIXES", "read", "recognises"]

SUFFIXES = (".xml", ".nxml", ".jats")


def read(path: str, data: bytes, bibliography: Sequence[str] = ()) -> Manuscript:
    """See `citeaudit.formats.Format.read`."""
    from citeaudit.formats.jats import reading

    return reading.read(path, data, bibliography)
