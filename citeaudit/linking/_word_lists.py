"""The word lists of this package, files of `citeaudit/data`."""

from __future__ import annotations

from importlib import resources


def words_of(name: str) -> tuple[str, ...]:
    """The lines of a list, in order, without its comments."""
    text = resources.files("citeaudit.data").joinpath(name).read_text("utf-8")
    return tuple(line for line in text.splitlines() if line and not line.startswith("#"))
