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


def spread(manuscript: Manuscript, places: Sequence[tuple[str, int]], files: Sequence[str]) -> Manuscript:
    """The manuscript that was read of several files put together, with every place in its own file.

    Args:
        manuscript: What was read of the lines of all files.
        places: For each line the file that it stands in, "" for the manuscript's own, and its number there.
        files: The other files, in order.

    """
    ranks = {path: order for order, path in enumerate(files, 1)}

    def place(line: int) -> tuple[str, int]:
        return places[line - 1] if 0 < line <= len(places) else ("", line)

    def text(found: Text) -> Text:
        anchors = []
        for anchor in found.anchors:
            path, line = ("", anchor.line) if anchor.path else place(anchor.line)
            order = ranks.get(path, anchor.order)
            anchors.append(replace(anchor, line=line, path=path or anchor.path, order=order))
        return replace(found, anchors=tuple(anchors))

    def comment(found: Comment) -> Comment:
        path, line = place(found.location.line or 1)
        lines = (found.location.end_line or 1) - (found.location.line or 1)
        where = replace(found.location, path=path or found.location.path, line=line, end_line=line + lines)
        return replace(found, location=replace(where, order=ranks.get(path, 0)))

    return replace(
        manuscript,
        blocks=tuple(replace(block, text=text(block.text)) for block in manuscript.blocks),
        listed=tuple(replace(entry, text=text(entry.text)) for entry in manuscript.listed),
        comments=tuple(map(comment, manuscript.comments)),
    )


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
