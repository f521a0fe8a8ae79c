"""Several files that are one manuscript, and manuscripts whose files are called otherwise than they were read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from citeaudit.model import Block, Comment, Listed, Manuscript, Text


def joined(path: str, parts: Sequence[Manuscript]) -> Manuscript:
    """One manuscript of several files of one format, in order; every character keeps its place in its own file.

    Args:
        path: What the whole is called.
        parts: What was read of each file, at least one.

    """
    blocks: list[Block] = []
    comments: list[Comment] = []
    listed: dict[str, Listed] = {}
    notes: list[str] = []
    for order, part in enumerate(parts):
        blocks += [replace(block, text=_placed(block.text, part.path, order)) for block in part.blocks]
        comments += [replace(comment, location=replace(comment.location, order=order)) for comment in part.comments]
        for entry in part.listed:
            listed.setdefault(entry.key, replace(entry, text=_placed(entry.text, part.path, order)))
        notes += [note for note in part.notes if note not in notes]
    cited = {key for block in blocks for mark in block.marks for key in mark.keys}
    return Manuscript(
        path=path,
        format=parts[0].format,
        title=next((part.title for part in parts if part.title), ""),
        blocks=tuple(blocks),
        listed=tuple(listed.values()),
        made_of_citations=all(part.made_of_citations for part in parts if part.listed),
        ordered_by_program=all(part.ordered_by_program for part in parts if part.listed),
        unused_keys=tuple(dict.fromkeys(key for part in parts for key in part.unused_keys if key not in cited)),
        notes=tuple(notes),
        comments=tuple(comments),
        authors=next((part.authors for part in parts if part.authors), ()),
    )


def _placed(text: Text, path: str, order: int) -> Text:
    """The text with its file named at every place that does not name one."""
    if all(anchor.path for anchor in text.anchors):
        return text
    anchors = tuple(anchor if anchor.path else replace(anchor, path=path, order=order) for anchor in text.anchors)
    return replace(text, anchors=anchors)


def relocated(manuscript: Manuscript, folder: str, name: str) -> Manuscript:
    """The manuscript with all paths below `folder` as paths below `name`."""

    def moved(path: str) -> str:
        return name + path[len(folder) :] if path.startswith(folder) else path

    def text(found: Text) -> Text:
        if not any(anchor.path for anchor in found.anchors):
            return found
        return replace(found, anchors=tuple(replace(anchor, path=moved(anchor.path)) for anchor in found.anchors))

    return replace(
        manuscript,
        path=moved(manuscript.path),
        blocks=tuple(replace(block, text=text(block.text)) for block in manuscript.blocks),
        listed=tuple(replace(entry, text=text(entry.text)) for entry in manuscript.listed),
        notes=tuple(note.replace(folder, name) for note in manuscript.notes),
        comments=tuple(
            replace(comment, location=replace(comment.location, path=moved(comment.location.path)))
            for comment in manuscript.comments
        ),
    )
