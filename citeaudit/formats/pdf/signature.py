"""How the bytes of a PDF begin."""

from __future__ import annotations

_HEAD = 1024
"""Bytes in which the signature stands (ISO 32000-1, annex H.3)."""


def recognises(data: bytes) -> bool:
    """Whether the bytes are those of a PDF."""
    return b"%PDF-" in data[:_HEAD]
