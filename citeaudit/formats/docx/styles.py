"""Styles of a Word file: what a paragraph is, and how its characters are set.

Built-in styles have their English names in the file, whatever language Word speaks ("heading 1" with the id
"berschrift1"); a style made by the author may be based on one, or have an outline level of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from citeaudit.formats.docx.package import Element, W, value
from citeaudit.model import Style
from citeaudit.text.patterns import lazy

Faces = Mapping[Style, bool]
"""What is said of faces: set, or expressly not set."""

_HEADING = lazy(r"heading ([1-9])$")
_OFF = {"0", "false", "off", "none"}
_SHOWN_RAISED_HALF_POINTS = 4
"""By how much characters are raised by hand to stand as superscripts; less corrects a font."""
BODY_LEVEL = 10
"""The outline level of text, one past those of headings. Source: ECMA-376 part 1, 17.3.1.20."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ParagraphStyle:
    """A paragraph style, what it is based on included.

    `names` are its name and those of the styles it is based on, in small letters, its own first. `level` is the level of
    a heading (1 to 9), 0 for the title, None for text. `numbering` is the (number of the list, level in it) that it sets.
    """

    names: tuple[str, ...] = ()
    level: int | None = None
    numbering: tuple[str, str] | None = None
    faces: Faces = field(default_factory=dict)


def faces(properties: Element | None) -> dict[Style, bool]:
    """The faces that the properties of a run (`w:rPr`) speak of."""
    found: dict[Style, bool] = {}
    for child in () if properties is None else properties:
        if child.tag == W + "vertAlign":
            found[Style.SUPERSCRIPT] = value(child) == "superscript"
            found[Style.SUBSCRIPT] = value(child) == "subscript"
        elif child.tag in {W + "b", W + "i"}:
            found[Style.BOLD if child.tag == W + "b" else Style.ITALIC] = value(child) not in _OFF
        elif child.tag == W + "position" and value(child).lstrip("-").isdigit():
            raised = int(value(child))
            if abs(raised) >= _SHOWN_RAISED_HALF_POINTS:
                found[Style.SUPERSCRIPT if raised > 0 else Style.SUBSCRIPT] = True
    return found


class Styles:
    """The styles of a document, by id."""

    def __init__(self, root: Element | None) -> None:
        self._elements: dict[tuple[str, str], Element] = {}
        self.default = ""
        for style in () if root is None else root.iter(W + "style"):
            kind, key = value(style, "type") or "paragraph", value(style, "styleId")
            self._elements.setdefault((kind, key), style)
            if kind == "paragraph" and value(style, "default") in {"1", "true", "on"}:
                self.default = key
        self._paragraphs: dict[str, ParagraphStyle] = {}
        self._characters: dict[str, dict[Style, bool]] = {}

    def paragraph(self, id: str) -> ParagraphStyle:
        """The paragraph style called `id`; that of plain text where there is none."""
        if id not in self._paragraphs:
            self._paragraphs[id] = self._read_paragraph(id)
        return self._paragraphs[id]

    def character(self, id: str) -> Faces:
        """The faces that the character style called `id` sets."""
        if id not in self._characters:
            self._characters[id] = self._faces("character", id)
        return self._characters[id]

    def _chain(self, kind: str, id: str) -> list[Element]:
        """A style and those it is based on, the nearest first; circles are cut."""
        found: list[Element] = []
        seen: set[str] = set()
        key = id
        while key not in seen and (style := self._elements.get((kind, key))) is not None:
            seen.add(key)
            found.append(style)
            key = value(style.find(W + "basedOn"))
        return found

    def _faces(self, kind: str, id: str) -> dict[Style, bool]:
        found: dict[Style, bool] = {}
        for style in reversed(self._chain(kind, id)):
            found |= faces(style.find(W + "rPr"))
        return found

    def _read_paragraph(self, id: str) -> ParagraphStyle:
        chain = self._chain("paragraph", id or self.default)
        names = tuple(value(style.find(W + "name")).casefold() for style in chain)
        level: int | None = None
        numbering: tuple[str, str] | None = None
        for style, name in zip(reversed(chain), reversed(names), strict=True):
            if match := _HEADING.match(name):
                level = int(match[1])
            elif name == "title":
                level = 0
            if (outline := value(style.find(f"{W}pPr/{W}outlineLvl"))).isdigit():
                level = int(outline) + 1 if int(outline) + 1 < BODY_LEVEL else None
            listed = style.find(f"{W}pPr/{W}numPr")
            if listed is not None:
                before = numbering or ("", "")
                numbering = (value(listed.find(W + "numId")) or before[0], value(listed.find(W + "ilvl")) or before[1])
        return ParagraphStyle(
            names=names, level=level, numbering=numbering, faces=self._faces("paragraph", id or self.default)
        )
