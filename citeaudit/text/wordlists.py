"""Lists of words that are too long to stand in code; their origin is told in `citeaudit/data/README.md`."""

from __future__ import annotations

from functools import cache
from importlib import resources


@cache
def word_list(name: str) -> tuple[str, ...]:
    """The lines of a file of `citeaudit.data`, in order, without empty ones and those that begin with "#".

    >>> word_list("tagger-months.txt")[:3]
    ('jan', 'feb', 'mar')
    """
    lines = resources.files("citeaudit.data").joinpath(name).read_text("utf-8").splitlines()
    return tuple(line for line in lines if line and not line.startswith("#"))
