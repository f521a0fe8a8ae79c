"""Lists of words that parsing looks for, kept as files in `citeaudit/data/`."""

from __future__ import annotations

from importlib import resources


def word_list(name: str) -> tuple[str, ...]:
    """The lines of a file of `citeaudit.data`, in order, without empty ones and those that begin with "#".

    >>> word_list("tagger-months.txt")[:3]
    ('jan', 'feb', 'mar')
    """
    lines = resources.files("citeaudit.data").joinpath(name).read_text("utf-8").splitlines()
    return tuple(line for line in lines if line and not line.startswith("#"))
