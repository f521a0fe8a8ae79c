"""Lists of words that are too long to stand in code; their origin is told in `citeaudit/data/README.md`."""

from __future__ import annotations

from importlib import resources


def word_list(name: str) -> frozenset[str]:
    """The words of `data/<name>.txt`, one a line; lines that begin with "#" are comments.

    >>> sorted(word_list("particles-of-names"))[:3]
    ['af', 'al', 'bin']
    """
    text = resources.files("citeaudit.data").joinpath(f"{name}.txt").read_text("utf-8")
    return frozenset(line for line in text.splitlines() if not line.startswith("#"))
