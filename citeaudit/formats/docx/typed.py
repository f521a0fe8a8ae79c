"""Citations that were typed between the fields of a Word file: by numbers, or by names and years, as the fields print them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from citeaudit.linking import authoryear, citable_blocks, is_behind_text
from citeaudit.linking.markers import Marker, find_markers
from citeaudit.model import Block, Manuscript, Mark
from citeaudit.parsing.entries import parse_listed

_SAME_FORM = 0.5
"""Of as many citations as are fields: so many must look like markers in the text, or fields print another form."""


def with_typed(manuscript: Manuscript) -> Manuscript:
    """The manuscript with the citations that were typed between its fields, in the form that the fields print."""
    body = [block for block, section in citable_blocks(manuscript, ()) if not is_behind_text(section)]
    for find, what in ((_by_number, "numbers"), (_by_name, "names and years")):
        marks = find(manuscript, body)
        typed = [(at, mark) for at, mark in marks if not any(_touch(mark, other) for other in body[at].marks)]
        if len(marks) - len(typed) >= _SAME_FORM * sum(len(block.marks) for block in body):
            return _with(manuscript, body, [(at, mark) for at, mark in typed if mark.keys], what)
    return manuscript  # the fields print another form, so what looks like a citation is none


def _touch(mark: Mark, other: Mark) -> bool:
    return mark.start < other.end and other.start < mark.end


def _by_number(manuscript: Manuscript, body: Sequence[Block]) -> list[tuple[int, Mark]]:
    """The numbers that look like citations, each with its block."""
    key_of = {reference.label: reference.key for reference in reversed(manuscript.listed) if reference.label}
    _, markers = find_markers(body, key_of)
    return [
        (marker.block, Mark(marker.start, marker.end, () if marker.doubtful else _known(marker, key_of)))
        for marker in markers
    ]


def _known(marker: Marker, key_of: Mapping[str, str]) -> tuple[str, ...]:
    """The keys of what a number cites; () where the list lacks one, for then it may be none."""
    return tuple(key_of[label] for label in marker.labels) if all(label in key_of for label in marker.labels) else ()


def _by_name(manuscript: Manuscript, body: Sequence[Block]) -> list[tuple[int, Mark]]:
    """The names with years that look like citations, each with its block; what the list lacks is called as it is printed."""
    references = parse_listed(manuscript.listed, manuscript.path)
    key_of = {reference.index: reference.key for reference in references}
    return [
        (
            marker.block,
            Mark(
                marker.start if marker.core is None else marker.core,  # the names before it belong to the sentence
                marker.end,
                tuple(dict.fromkeys(key_of.get(link.reference or 0, link.label) for link in marker.links)),
            ),
        )
        for marker in authoryear.find_author_year(body, references, 0.0)
    ]


def _with(manuscript: Manuscript, body: Sequence[Block], typed: Sequence[tuple[int, Mark]], what: str) -> Manuscript:
    """The manuscript with marks added to its blocks, and a note that tells of them."""
    added: dict[int, list[Mark]] = {}
    for at, mark in typed:
        added.setdefault(id(body[at]), []).append(mark)
    if not added:
        return manuscript
    blocks = tuple(
        replace(block, marks=tuple(sorted((*block.marks, *added.get(id(block), ())), key=lambda mark: mark.start)))
        for block in manuscript.blocks
    )
    count = len(typed)
    note = (
        f"{count} citation{' was' if count == 1 else 's were'} typed by hand and {'is' if count == 1 else 'are'} no field; "
        f"read by the {what} printed"
    )
    return replace(manuscript, blocks=blocks, notes=(*manuscript.notes, note))
