"""Years of a text with the names before them."""

from __future__ import annotations

from dataclasses import dataclass

from citeaudit.linking._author_names import Phrase
from citeaudit.linking._citation_years import Token
from citeaudit.linking._listed_works import Match
from citeaudit.model import Link


@dataclass(frozen=True, slots=True)
class Place:
    """A year in a block with the names before it; `match` is what the list has of them, None where it has nothing.

    `start` is where the names begin, `named` where they end; `bracket` is the outermost bracket around the year, (-1, -1) where
    there is none. `letter` is one of the year's letters; `continued` is true where the names stand before an earlier year. `joint` is
    what stands between names and year.
    """

    block: int
    start: int
    named: int
    token: Token
    letter: str
    names: str
    phrase: Phrase | None
    bracket: tuple[int, int]
    match: Match | None
    continued: bool = False
    joint: str = ", "

    @property
    def label(self) -> str:
        """The citation as printed for this work."""
        return f"{self.names}{self.joint}{self.token.printed(self.letter)}"

    @property
    def link(self) -> Link:
        """The link it gives."""
        if self.match is None:
            return Link(label=self.label, reference=None)
        return Link(label=self.label, reference=self.match.reference, listed=self.match.listed)
