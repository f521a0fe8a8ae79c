"""Where to look in the XML of a Word file: alternatives, text boxes, notes, tables that only set a page."""

from __future__ import annotations

from collections.abc import Iterator

from citeaudit.formats.docx.package import Element, Package, Part, W, local_name, value

_LONGEST_CELL = 1500
"""Characters; longer ones are a page set in a table."""
_MOST_CELL_PARAGRAPHS = 8
"""Paragraphs with text in a cell; a page set in a table has more."""


def chosen(parent: Element) -> Iterator[Element]:
    """The children, of alternatives the first that Word would take."""
    for child in parent:
        if local_name(child) == "AlternateContent":
            best = next(
                (alternative for alternative in child if local_name(alternative) in {"Choice", "Fallback"}), None
            )
            if best is not None:
                yield from chosen(best)
        else:
            yield child


def boxes(drawing: Element) -> Iterator[Element]:
    """The outermost text boxes in a drawing."""
    for child in chosen(drawing):
        if child.tag == W + "txbxContent":
            yield child
        else:
            yield from boxes(child)


def notes(part: Part | None) -> dict[str, Element]:
    """The notes of a part by id, separators left out."""
    if part is None:
        return {}
    return {value(note, "id"): note for note in part.root if value(note, "type") in {"", "normal"}}


def note_format(package: Package, kind: str) -> str:
    """How notes are numbered: in the section, else in the settings, else as Word does by itself."""
    body = package.document.root.find(W + "body")
    for root, path in ((body, f".//{W}sectPr/{W}{kind}Pr/{W}numFmt"), (package.settings, f"{W}{kind}Pr/{W}numFmt")):
        found = root.find(path) if root is not None else None
        if found is not None:
            return value(found)
    return "decimal" if kind == "footnote" else "lowerRoman"


def is_layout(rows: list[list[Element]]) -> bool:
    """Whether a table only sets a page: one cell, or a cell as long as a page."""
    if sum(map(len, rows)) <= 1:
        return True
    for row in rows:
        for cell in row:
            paragraphs = sum(any(t.text for t in p.iter(W + "t")) for p in cell.iterfind(W + "p"))
            if paragraphs > 1 and (
                paragraphs > _MOST_CELL_PARAGRAPHS or sum(len(t.text or "") for t in cell.iter(W + "t")) > _LONGEST_CELL
            ):
                return True
    return False
