"""What a reader saw of a file; nothing after it depends on the format."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from citeaudit.model.text import Location, Text
from citeaudit.model.works import Name, Record


class BlockKind(StrEnum):
    """What a block of a manuscript is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list-item"
    TABLE = "table"
    LEGEND = "legend"
    CODE = "code"


@dataclass(frozen=True, slots=True)
class Mark:
    """A citation that the format itself tags: a LaTeX command, a field of a Word file, a cross-reference of JATS.

    Characters `start` to `end` (0-based, half-open) of the block's text are the marker; `keys` name what it cites, in
    order, ranges filled up. They are keys of the manuscript's `listed`; a key that none has dangles. `textual` ones stand
    for the authors as a word of the sentence: "[smith2015] showed that". `parts` are the tags of which the marker was put
    together, in order, where each prints words of its own: the cross-references of "[1–3, 7]".
    """

    start: int
    end: int
    keys: tuple[str, ...]
    textual: bool = False
    parts: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One block of a manuscript in reading order.

    `level` is the depth of a heading (1 is the title) and 0 elsewhere. `marker` is what stood before a list
    item, as printed ("24.", "-", "[3]"), else "". `marks` are the citations that the format tags, in order. `beside` is what a
    figure, table or box is called that the block stands in, where the format says so ("Table 2"), "" in the flow of the text.
    """

    kind: BlockKind
    text: Text
    level: int = 0
    marker: str = ""
    marks: tuple[Mark, ...] = ()
    beside: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """An entry of a list that the format itself tells apart: of a .bib file, of the data of a field, of JATS.

    `key` is what tagged citations call it; `label` what the list prints before it ("12", "" where nothing is printed or
    known). `text` is what stands there, with its place, without the label. `record` holds its fields where the format has
    them apart; None where `text` has to be parsed. `part` names the list where a manuscript prints several, "" for the first.
    """

    key: str
    text: Text
    label: str = ""
    record: Record | None = None
    part: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manuscript:
    """What a reader saw, in reading order; nothing after this type depends on the file format.

    `listed` are the entries of the list where the format tells them apart; they do not stand in `blocks` then.
    `made_of_citations` is true where that list was made of what is cited, as BibTeX and citeproc make it, so that nothing in it
    can be uncited. `ordered_by_program` is true where a program puts the list in order and numbers it (BibTeX, biber, CSL, the
    fields of reference managers), so that no author can get that wrong. `listed_uncited` are the keys of entries that the author
    had listed though nothing cites them, `unused_keys` those of entries in its bibliographies that it does not list, known where
    it cites a key that is not there. `list_alone` is true where the file is a list of references and no text, so that nothing can be
    cited. What is wrong in the files that its references come from: `repeated_keys` are the entries of each key that several have, in
    order; `unreadable` those that could not be read, or not wholly; `unused` those that the list leaves out, with their keys and places
    alone. `notes` tell what had to be assumed to read it (an encoding, two entries with one number), for the report. `unread` counts
    the places that seem to cite and that could not be read as citations. `comments` are those of the source that speak to citeaudit,
    in order. `authors` are who wrote it, () where the
    format does not say.
    """

    path: str
    format: str
    title: str
    blocks: tuple[Block, ...]
    listed: tuple[Listed, ...] = ()
    made_of_citations: bool = False
    ordered_by_program: bool = False
    listed_uncited: tuple[str, ...] = ()
    unused_keys: tuple[str, ...] = ()
    list_alone: bool = False
    repeated_keys: tuple[tuple[Listed, ...], ...] = ()
    unreadable: tuple[Listed, ...] = ()
    unused: tuple[Listed, ...] = ()
    notes: tuple[str, ...] = ()
    unread: int = 0
    comments: tuple[Comment, ...] = ()
    authors: tuple[Name, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    """A comment of the source that speaks to citeaudit: `text` without its signs, from "citeaudit" on.

    `alone` is true where nothing else stands on its lines.
    """

    text: str
    location: Location
    alone: bool
