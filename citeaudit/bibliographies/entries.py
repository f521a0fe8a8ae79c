"""What is found in the text of a bibliography: entries, and where they stand."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from citeaudit.model import Record


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a bibliography; `start` and `end` (0-based, half-open) are the characters of the file it takes."""

    key: str
    record: Record
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Contents:
    """What a parser found in the text of a file.

    `broken` are offsets of entries that could not be read, or not wholly. `aliases` are other names of keys (biblatex
    `ids`, the citation key beside the id of CSL-JSON). The key of a biblatex `@set` stands for all its members: their keys,
    with commas between them, which no key holds. `others` are entries that were left out because nobody wants them, by key with the
    characters they take; `serving` are the keys of entries that others take fields from, and of sets.
    """

    entries: tuple[Entry, ...]
    broken: tuple[int, ...] = ()
    aliases: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    others: tuple[tuple[str, int, int], ...] = ()
    serving: frozenset[str] = frozenset()


class Places:
    """Lines and columns (1-based) of offsets in a text; `first` is the number of its first line."""

    def __init__(self, text: str, *, first: int = 1) -> None:
        self.text = text
        self._first = first
        self._starts = [0, *(match.end() for match in re.finditer("\n", text))]

    def at(self, offset: int) -> tuple[int, int]:
        """The line and column of the character at `offset`."""
        line = bisect_right(self._starts, offset) - 1
        return line + self._first, offset - self._starts[line] + 1

    def offset(self, line: int, column: int) -> int:
        """The offset of a 0-based line and column, as YAML's marks count them."""
        return self._starts[min(line, len(self._starts) - 1)] + column
