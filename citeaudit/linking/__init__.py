"""Markers in the text paired with the references of the list."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from citeaudit.linking import authoryear, clauses
from citeaudit.linking._refused import named_refused, numeric_refused
from citeaudit.linking.markers import Marker, number, read_markers, share
from citeaudit.linking.narrative import narrative_authors
from citeaudit.linking.ownlines import cites_itself
from citeaudit.linking.sentences import sentences
from citeaudit.model import Block, BlockKind, Citation, Link, Manuscript, Mark, Printed, Reference, Refused
from citeaudit.parsing.headings import is_outside_text, is_reference_heading, is_without_citations
from citeaudit.parsing.lists import looks_like_reference
from citeaudit.text.folding import fold
from citeaudit.text.patterns import lazy

_AFFILIATION = lazy(r"\b(?:Department|Universit\w+|Hospital|Institut\w+|College|Faculty|School of|Correspond\w+)\b|@")

_DATA = lazy(r"\W*(?:data|code|materials?|availability of)\b", re.IGNORECASE)
"""Headings of statements that cite data sets."""
_BEFORE_NUMBERS_OF_GRANTS = lazy(
    r"(?:grants?|funds?|awards?|projects?|contracts?|fellowships?|scholarships?|program(?:me)?s?|numbers?|nos?\.?|agreements?|approvals?|protocols?)"
    r"(?:\s(?:numbers?|nos?\.?|IDs?))?[\s:#]*$",
    re.IGNORECASE,
)
"""What stands before the number of a grant or an approval in the back matter: "grant (3)"."""
_FEWEST_PLACES = 2
"""Departments, universities and the like in a block of affiliations; a sentence may well name one."""
_WORDS_PER_PLACE = 20
"""Words for each of them; a block with more is text about them."""
_PLAINLY_NUMERIC = 0.8
"""The share of a numbered list that numbers must reach so that names are not even tried."""
_LEAST_BY_NAME = 0.15
"""The share of a list that names and years must reach: some names with a year stand in every text."""
_MOST_BY_CHANCE = 0.5
"""The share of a list without numbers that names and years reach only where they cite it, whatever numbers in brackets reach:
these may number equations. A text that cites by number names few works with their years."""

TAGS = "tags"
"""The form of citations that the format itself tags."""


def link(
    manuscript: Manuscript,
    references: Sequence[Reference],
    *,
    numbered: bool = True,
    body: Sequence[tuple[Block, str]] | None = None,
) -> tuple[str, tuple[Citation, ...]]:
    """The form and the citations that `linked` finds, whose arguments it takes."""
    found = linked(manuscript, references, numbered=numbered, body=body)
    return found.form, found.citations


@dataclass(frozen=True, slots=True)
class Linked:
    """The citations of a manuscript in reading order, in which form they are, and what looks like one in that form and is none.

    `form` is "parentheses", "brackets", "superscript", "author-year", "tags", or "" where none was recognised.
    """

    form: str = ""
    citations: tuple[Citation, ...] = ()
    refused: tuple[Refused, ...] = ()


def linked(
    manuscript: Manuscript,
    references: Sequence[Reference],
    *,
    numbered: bool = True,
    body: Sequence[tuple[Block, str]] | None = None,
) -> Linked:
    """Find the citations of a manuscript and pair them with its references.

    Args:
        manuscript: What a reader saw.
        references: Its list, in order.
        numbered: Whether the list prints numbers.
        body: What `citable_blocks` gives, where it is known already.

    Returns:
        A label that no reference has gives a link to None.

    """
    body = citable_blocks(manuscript, references) if body is None else body
    wrote = [{fold(name.full_family) for name in reference.record.author} for reference in references]
    blocks = [block for block, _ in body]
    refused: tuple[Refused, ...] = ()
    if tagged := any(block.marks for block in blocks):
        by_label, form, markers = _by_key(references), TAGS, _tagged(blocks)
    else:
        by_label = _by_label(references)
        names = {entry.label: who for entry, who in zip(reversed(references), reversed(wrote), strict=True)}
        reading = read_markers(blocks, by_label, numbered=numbered, names=names)
        form, markers = reading.form, reading.markers
        last = max(map(number, by_label), default=0)
        refused = numeric_refused(reading.refusals, blocks, manuscript.path, form, last)
        reached = share(markers, by_label)
        if not (numbered and reached >= _PLAINLY_NUMERIC):
            least = max(reached if numbered else min(reached, _MOST_BY_CHANCE), _LEAST_BY_NAME)
            by_name = authoryear.read_author_year(blocks, references, least, alone=not markers)
            if by_name.markers:
                form, markers = by_name.form, by_name.markers
                refused = named_refused(by_name.refusals, blocks, manuscript.path)
    markers = tuple(marker for marker in markers if _may_stand(marker, *body[marker.block], by_label))
    families = set().union(*wrote)
    citations: list[Citation] = []
    for index, inside in groupby(markers, key=lambda marker: marker.block):
        block, section = body[index]
        citations += _citations(
            manuscript.path, block, section, index, list(inside), by_label, families, len(citations)
        )
    if tagged:
        labels = {reference.index: reference.label for reference in references}
        marks = [mark for block in blocks for mark in block.marks]
        citations = [
            _labelled(citation, labels, _printed(body[citation.paragraph][0], mark, by_label))
            for citation, mark in zip(citations, marks, strict=True)
        ]
    return Linked(form, tuple(citations), refused)


def _may_stand(marker: Marker, block: Block, section: str, by_label: Mapping[str, tuple[int, ...]]) -> bool:
    """Whether a marker may stand where it does: what the back matter cites is sure to be of the list, and no number of a grant."""
    if block.marks or not is_behind_text(section):
        return True
    if marker.links:
        return all(link.reference is not None for link in marker.links)
    known = all(label in by_label for label in marker.labels)
    before = block.text.content[: marker.start]
    return known and not marker.doubtful and bool(before.strip()) and not _BEFORE_NUMBERS_OF_GRANTS.search(before)


def is_behind_text(section: str) -> bool:
    """Whether a section is back matter, statements on data aside, which cite as the text does."""
    return is_outside_text(section) and not _DATA.match(section)


def _tagged(blocks: Sequence[Block]) -> tuple[Marker, ...]:
    """The citations that the format tags, as markers whose labels are keys."""
    return tuple(
        Marker(index, mark.start, mark.end, mark.keys, textual=mark.textual)
        for index, block in enumerate(blocks)
        for mark in block.marks
    )


def _by_key(references: Sequence[Reference]) -> dict[str, tuple[int, ...]]:
    found: dict[str, tuple[int, ...]] = {}
    for reference in references:
        found[reference.key] = (*found.get(reference.key, ()), reference.index)
    return found


def _printed(block: Block, mark: Mark, by_key: Mapping[str, tuple[int, ...]]) -> tuple[Printed, ...]:
    """What each tag of a citation prints and leads to; those that lead out of the list are left out."""
    return tuple(
        Printed(
            text=block.text.content[part.start : part.end],
            references=tuple(index for key in part.keys for index in by_key[key]),
        )
        for part in mark.parts
        if all(key in by_key for key in part.keys)
    )


def _labelled(citation: Citation, labels: Mapping[int, str], printed: tuple[Printed, ...]) -> Citation:
    """A tagged citation whose links bear the labels of the list instead of keys."""
    links = tuple(replace(link, label=labels.get(link.reference or 0, link.label)) for link in citation.links)
    return replace(citation, links=links, tagged=True, printed=printed)


def _by_label(references: Sequence[Reference]) -> dict[str, tuple[int, ...]]:
    """What each label points at: the first reference that bears it, or all works under one number ("12" of "12a", "12b")."""
    found: dict[str, tuple[int, ...]] = {}
    for reference in references:
        found.setdefault(reference.label, (reference.index,))
    for reference in references:
        whole = reference.label[:-1]
        if reference.label[-1:].isalpha() and whole.isdigit():
            found[whole] = (*found.get(whole, ()), reference.index)
    return found


def citable_blocks(manuscript: Manuscript, references: Sequence[Reference]) -> list[tuple[Block, str]]:
    """The blocks that may hold citations, each with the heading it stands under.

    Not among them: headings, the list itself, who the authors are and where they work, and lines in which the article cites
    itself, unless the format itself tags a citation there.
    """
    in_blocks = [] if manuscript.listed else [r.location for r in references]
    entries = [(at.line or at.order, at.end_line or at.line or at.order) for at in in_blocks]
    starts, last = sorted(a for a, _ in entries), max((b for _, b in entries), default=0)
    body: list[tuple[Block, str]] = []
    section, skip, front, listed, references_here = "", False, True, False, False
    for block in manuscript.blocks:
        line = block.text.position(0)[0]
        if block.kind is BlockKind.HEADING:
            section, front = block.text.content, front and block.level == 1
            skip = is_without_citations(section)
            references_here, listed = is_reference_heading(section), False
            if block.marks:
                body.append((block, section))
            continue
        # from the first entry under a heading to the last or to the next heading is list
        end = block.text.position(max(0, len(block.text) - 1))[0]
        listed = (listed or bisect_right(starts, end) > bisect_left(starts, line)) and line <= last
        if front and not block.marks and _is_affiliation(block.text.content):
            continue
        # a list that numbers again from 1 is not the manuscript's, but not text either; "References" may also open a note to a table
        other_list = references_here and looks_like_reference(block.text.content)
        itself = not block.marks and cites_itself(block.text.content)
        if block.marks or not (skip or listed or other_list or itself or block.kind is BlockKind.CODE):
            body.append((block, section))
    return body


def _is_affiliation(text: str) -> bool:
    """Whether a block tells where authors work: it names little else than departments and universities."""
    places = len(_AFFILIATION.findall(text))
    return places >= _FEWEST_PLACES and len(text.split()) <= _WORDS_PER_PLACE * places


def _citations(
    path: str,
    block: Block,
    section: str,
    paragraph: int,
    markers: list[Marker],
    by_label: Mapping[str, tuple[int, ...]],
    families: set[str],
    count: int,
) -> list[Citation]:
    text = block.text.content
    bounds = sentences(text, [(marker.start, marker.end) for marker in markers])
    # the names in "Smith et al. (2015)" belong to the sentence
    spans = [(marker.start if marker.core is None else marker.core, marker.end) for marker in markers]
    starts = [start for start, _ in bounds]
    places = [max(0, bisect_right(starts, marker.start) - 1) for marker in markers]
    by_place: dict[int, list[tuple[int, int]]] = {}
    for place, span in zip(places, spans, strict=True):
        by_place.setdefault(place, []).append(span)
    inside_of = {
        place: [(a - bounds[place][0], b - bounds[place][0]) for a, b in same] for place, same in by_place.items()
    }
    found: list[Citation] = []
    for marker, place, span in zip(markers, places, spans, strict=True):
        start, end = bounds[place]
        inside = inside_of[place]
        position = by_place[place].index(span)
        sentence = text[start:end]
        clause = sentence[inside[position - 1][1] if position else 0 : inside[position][0]]
        names = marker.names if marker.links else narrative_authors(clause, families)
        narrative = bool(names) or span[0] > marker.start
        found.append(
            Citation(
                id=f"c{count + len(found) + 1}",
                marker=text[marker.start : marker.end],
                location=block.text.location(path, marker.start, marker.end),
                section=section,
                block=block.kind,
                sentence=sentence,
                claim=clauses.claim(sentence, inside, position, narrative=narrative, textual=marker.textual),
                before=text[slice(*bounds[place - 1])] if place else "",
                after=text[slice(*bounds[place + 1])] if place + 1 < len(bounds) else "",
                paragraph=paragraph,
                narrative_authors=names,
                links=marker.links
                or tuple(
                    Link(label=label, reference=reference)
                    for label in marker.labels
                    for reference in by_label.get(label, (None,))
                ),
            )
        )
    return found
