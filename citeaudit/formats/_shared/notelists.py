"""Notes that are the list of references of a document without another: numbers in the text lead to them."""

from __future__ import annotations

from collections.abc import Sequence

from citeaudit.parsing.lists import looks_like_reference

_FEWEST_NOTES = 3
"""Notes that read like references, where notes are the list; one or two stand in any text."""
_MOST_OTHER_NOTES = 0.4
"""Of all notes, where they are the list: authors put remarks among their references."""


def are_references(notes: Sequence[str]) -> bool:
    """Whether the texts of notes are a list of references."""
    references = sum(map(looks_like_reference, notes))
    return references >= _FEWEST_NOTES and len(notes) - references <= _MOST_OTHER_NOTES * len(notes)
