"""References of the list, citations in the text, and the links between them."""

from __future__ import annotations

from dataclasses import dataclass

from citeaudit.model.manuscript import BlockKind
from citeaudit.model.text import Location
from citeaudit.model.works import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """What the author wrote in the list.

    `index` is the 1-based place in the list. `label` is what citations call it: the number as printed, or, where
    numbers were lost, the one that the other entries show it must have had. `key` is what tagged citations call it, ""
    where the format has no keys; `keyed` tells that it is a key which the author typed, in Markdown or LaTeX, and so the name to
    call it by. `part` names the list that it stands in where a manuscript has several, "" for the first. `raw` is the entry without markup and without its number. `confidence` (0–1, higher is better) is the chance that the record is right in every field.
    """

    index: int
    label: str
    raw: str
    record: Record
    location: Location
    confidence: float
    key: str = ""
    keyed: bool = False
    part: str = ""

    @property
    def called(self) -> str:
        """What messages call it: "reference 41", or "[hall2015]" where the manuscript cites by keys that its author typed."""
        return f"[{self.key}]" if self.keyed else f"reference {self.index}"

    @property
    def mark(self) -> str:
        """The same without the word: "41", or "[hall2015]"."""
        return f"[{self.key}]" if self.keyed else str(self.index)

    @property
    def is_identifier(self) -> bool:
        """Whether it is an identifier and nothing else, as Manubot's "doi:10.1000/s1": it prints no author and no title."""
        return self.keyed and self.raw == self.key and not (self.record.title or self.record.author)

    def short(self) -> str:
        """A short form for messages: "Cardoso 2018" or the beginning of the title."""
        name = self.record.author[0].full_family if self.record.author else ""
        if not name:
            return f"\u201c{self.record.title[:60]}\u201d" if self.record.title else self.raw[:60]
        return f"{name} {self.record.year}" if self.record.year else name


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One label of a citation. `reference` is an index in the list, or None where the label points at nothing.

    `listed` is what the list would have the label be where it is spelled otherwise ("Smith, 2015" for "Smiht, 2015"); "" where
    it agrees.
    """

    label: str
    reference: int | None
    listed: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """The text of one tag of a citation, and the indices of the references that it leads to, in order."""

    text: str
    references: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """One marker in the text.

    `block` is the kind of the block it stands in; `sentence` is the whole sentence, joined over page breaks; `claim` is the part of it that the
    marker supports; `before` is the sentence that precedes it in the paragraph ("" at the start), `after` the one that
    follows; `paragraph` is the 0-based place of its paragraph among those that may hold citations;
    `narrative_authors` are the names the sentence gives to the marker's works, in order ("Kaplan et al. (12)"). `tagged`
    tells that the format itself says what is cited, whatever the marker prints; `printed` is then what each tag prints and
    what it leads to, where the marker was put together from several.
    """

    id: str
    marker: str
    location: Location
    section: str
    sentence: str
    claim: str
    before: str = ""
    after: str = ""
    paragraph: int = 0
    narrative_authors: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    block: BlockKind = BlockKind.PARAGRAPH
    tagged: bool = False
    printed: tuple[Printed, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """What looks like a marker and was not taken for one, with the name of the rule that decided and its reason, a clause."""

    marker: str
    location: Location
    rule: str
    reason: str
