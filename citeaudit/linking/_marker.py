"""What a marker is, and what a text holds of them."""

from __future__ import annotations

from dataclasses import dataclass

from citeaudit.linking._judgement import Refusal
from citeaudit.model import Link


@dataclass(frozen=True, slots=True)
class Marker:
    """A marker in a block: `text[start:end]`, and the labels it names, ranges expanded, in printed order.

    `doubt` names the rule that says what else it could be (a counter, a quantity), "" where none does; doubtful ones count only
    where they close a gap. `glued` ones have no space before them, `closes` is true at the end of a sentence. `links` say
    what the labels point at where the list does not know them by number. `core` is where the names that belong to the
    sentence end, `names` are these: "Smith et al. (2015)". `textual` ones are words of the sentence themselves.
    `row` is where the row of numbers begins that it stands in, "one (3), two (5)", -1 for none. `joint` is
    "and" or "," where numbers are joined so; `unlisted` is true where the list lacks one of its numbers; `authored` is true right behind "et al.", or an author of the entry with its number.
    """

    block: int
    start: int
    end: int
    labels: tuple[str, ...]
    doubt: str = ""
    glued: bool = False
    closes: bool = False
    links: tuple[Link, ...] = ()
    core: int | None = None
    names: tuple[str, ...] = ()
    textual: bool = False
    row: int = -1
    joint: str = ""
    authored: bool = False
    unlisted: bool = False

    @property
    def doubtful(self) -> bool:
        """Whether a rule says that it could be something else."""
        return bool(self.doubt)

    @property
    def place(self) -> tuple[int, int]:
        """Its block and where it starts: no two markers of a document share it."""
        return self.block, self.start


@dataclass(frozen=True, slots=True)
class Reading:
    """The form of markers in use ("" where none is), its markers in reading order, and what was not taken for one."""

    form: str
    markers: tuple[Marker, ...]
    refusals: tuple[Refusal, ...]


def refusal(rule: str, marker: Marker) -> Refusal:
    """The refusal of a candidate by a rule."""
    return Refusal(rule, marker.block, marker.start, marker.end)
