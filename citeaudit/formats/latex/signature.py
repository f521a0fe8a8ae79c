"""How the bytes of LaTeX begin."""

from __future__ import annotations

from citeaudit.text.patterns import lazy

_COMMENTS = lazy(rb"(?:\xef\xbb\xbf)?(?:\s++|%[^\n\r]*+(?:[\n\r]|\Z))*+")
_BEGINNING = lazy(
    rb"\\(?:documentclass|documentstyle|RequirePackage|PassOptionsTo(?:Package|Class)|DocumentMetadata)\b|\\begin\s*\{filecontents"
)


def recognises(data: bytes) -> bool:
    r"""Whether the bytes are LaTeX beyond doubt: they begin, comments apart, with `\documentclass` or what may precede it."""
    start = _COMMENTS.match(data)
    return start is not None and _BEGINNING.match(data, start.end()) is not None
