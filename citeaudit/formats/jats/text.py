"""Inline JATS as plain text in which every character keeps its place, cross-references to the list noted on the way."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence

from citeaudit.formats._shared.crossreferences import Cited
from citeaudit.formats.jats.places import Places
from citeaudit.formats.jats.source import Element
from citeaudit.model import Anchor, Run, Style, Text
from citeaudit.text.patterns import lazy

STYLES = {
    "italic": Style.ITALIC, "bold": Style.BOLD, "sup": Style.SUPERSCRIPT, "sub": Style.SUBSCRIPT, "ext-link": Style.LINK,
    "uri": Style.LINK, "self-uri": Style.LINK, "inline-formula": Style.MATH, "disp-formula": Style.MATH, "tex-math": Style.MATH,
}  # fmt: skip
FLOATS = frozenset(
    "fig fig-group table-wrap table-wrap-group supplementary-material media fn fn-group disp-formula-group code preformat "
    "chem-struct-wrap array graphic inline-supplementary-material".split()
)
"""What stands in a paragraph but is read beside it."""

FLOW = frozenset(
    "list def-list disp-quote boxed-text speech statement verse-group question-wrap question p sec".split()
)
"""What ends the text of a paragraph before it and begins a new one behind it."""

_SKIPPED = frozenset(
    "inline-graphic object-id index-term alt-text long-desc related-article related-object permissions private-char processing-meta "
    "textual-form contrib-id institution-id annotation-xml annotation glyph-data".split()
)
_FOOTNOTE_SIGNS = frozenset(
    ["fn", "table-fn", "aff", "author-notes", "author-note", "corresp", "contrib", "chapter-fn"]
)
_SPACES = " \t\n"
_WHITE = lazy(r"[ \t\n]+")
_PIECE = lazy(r"(?P<reference>&[^;\s<]+;)?(?P<words>[^& \t\n]*(?: [^& \t\n]+)*)(?P<space>[ \t\n]+)?")
_MOST_PLACES = 20_000
"""Past this many pieces in one block only some of them know their places."""

_TEX_BODY = lazy(r"\\begin\{document\}\s*(.*?)\s*\\end\{document\}", re.DOTALL)
_HREF = "{http://www.w3.org/1999/xlink}href"


class Writer:
    """Collects the text of one block.

    Args:
        places: Where tags stand.
        known: The identifiers of the list, with what is printed for each; cross-references to others are plain text.
        waiting: Figures and tables that stand at the end of the file, by identifier; the first to mention one takes it out.
    """

    def __init__(self, places: Places, known: dict[str, str], waiting: dict[str, Element] | None = None) -> None:
        self._places = places
        self._known = known
        self._waiting = waiting if waiting is not None else {}
        self._parts: list[str] = []
        self._length = 0
        self._spaced = True
        self._places_of: list[tuple[int, int]] = []  # offset in the text, offset in the file
        self._runs: list[Run] = []
        self.cited: list[Cited] = []
        self.floats: list[Element] = []

    def text(self, *, ends: bool = False) -> Text:
        """What was collected, without white space at its end; with `ends` only its beginning and end know their places exactly."""
        content = "".join(self._parts).rstrip(_SPACES)
        end = len(content)
        runs = [Run(r.start, min(r.end, end), r.style, r.target) for r in self._runs if r.start < end]
        if len(runs) > 1:
            runs.sort(key=lambda run: run.start)
        pieces = [piece for piece in self._places_of if piece[0] < end]
        if ends and len(pieces) > 2:
            pieces = [pieces[0], pieces[-1]]
        elif len(pieces) > _MOST_PLACES:
            pieces = pieces[:: len(pieces) // _MOST_PLACES + 1]
        anchors = [Anchor(offset, *self._places.at(of_file)) for offset, of_file in pieces]
        return Text(content, tuple(anchors), tuple(runs))

    @property
    def last(self) -> str:
        """The last characters, "" where there are none yet."""
        return self._parts[-1] if self._parts else ""

    def add(self, words: str | None, offset: int) -> None:
        """Append characters of the file that begin at `offset` of it; white space is joined to one space."""
        if not words:
            return
        source = self._places.source
        if words.isspace() and "\u00a0" not in words:
            self.space(offset)
        elif "\n" in words or "  " in words or "\t" in words or not source.startswith(words, offset):
            self._add_pieces(words, offset)
        elif self._spaced and words[0] == " ":
            self._append(words[1:], offset + 1)
        else:
            self._append(words, offset)

    def _append(self, words: str, offset: int) -> None:
        if not words:
            return
        self._places_of.append((self._length, offset))
        self._parts.append(words)
        self._length += len(words)
        self._spaced = words[-1] == " "

    def _add_pieces(self, words: str, offset: int) -> None:
        """The same where characters in the file are not those of the text: references to characters, white space, CDATA."""
        end = self._places.source.find("<", offset)
        raw = self._places.source[offset : end if end >= 0 else None]
        if words != (html.unescape(raw) if "&" in raw else raw):
            words = _WHITE.sub(" ", words)
            self._append(words.lstrip(" ") if self._spaced else words, offset)
            return
        for match in _PIECE.finditer(raw):
            reference, piece, space = match.groups()
            at = match.start("words")
            if reference:
                piece, at = html.unescape(reference) + piece, at - 1
            elif self._spaced and piece[:1] == " ":
                piece, at = piece[1:], at + 1
            if space and (piece or not self._spaced):
                piece += " "
            self._append(piece, offset + at)

    def space(self, offset: int) -> None:
        """Append a space unless the text ends in one."""
        if not self._spaced:
            self._append(" ", offset)

    def put(self, words: str) -> None:
        """Append words that the file does not have: what stands between two cells of a table, a space between names."""
        if not self._places_of:
            return
        self._parts.append(words)
        self._length += len(words)
        self._spaced = words[-1] == " "

    def walk(self, element: Element) -> None:
        """Append all that stands in an element."""
        self.add(element.text, self._places.inside[element])
        for child in element:
            self.child(child)
            if child.tail:
                self.add(child.tail, self._places.behind.get(child, 0))

    def child(self, element: Element) -> None:
        """Append an element as its kind asks for; what follows it is not appended."""
        tag = element.tag
        if not isinstance(tag, str):  # an entity that nobody put in
            self._append(element.text or "", self._places.inside.get(element.getparent(), 0))
        elif tag in STYLES:
            start = self._length
            self._formula(element) if STYLES[tag] is Style.MATH else self.walk(element)
            if self._length > start:
                target = element.get(_HREF) or "" if STYLES[tag] is Style.LINK else ""
                self._runs.append(Run(start, self._length, STYLES[tag], target))
        elif tag == "xref":
            self._cross_reference(element)
        elif tag in FLOATS or tag in FLOW:
            self.floats.append(element)
        elif tag == "break":
            self.space(self._places.behind[element])
        elif tag == "alternatives" or tag[-5:] == "}math":
            self._formula(element)
        elif tag not in _SKIPPED:
            self.walk(element)

    def _formula(self, element: Element) -> None:
        """A formula in the form that reads best: its characters, else the words of TeX."""
        maths = next(element.iter("{http://www.w3.org/1998/Math/MathML}math"), None)
        tex = next(element.iter("tex-math"), None)
        offset = self._places.inside[element]
        if maths is not None:
            words = "".join(maths.itertext())
        elif tex is not None:
            words = "".join(tex.itertext())
            words = (match[1] if (match := _TEX_BODY.search(words)) else words).strip("$ \n\t")
        else:
            self.walk(element)
            return
        if words := " ".join(words.split()):
            self._append(words, offset)

    def _cross_reference(self, element: Element) -> None:
        rids = tuple((element.get("rid") or "").split())
        kind = element.get("ref-type")
        if not (self._known and rids and (kind == "bibr" or any(rid in self._known for rid in rids))):
            if kind not in _FOOTNOTE_SIGNS:
                self.walk(element)
            if self._waiting:
                self.floats += [self._waiting.pop(rid) for rid in rids if rid in self._waiting]
            return
        start = self._length
        self.walk(element)
        if self._length == start and not _is_beside_another(element):
            printed = f"[{', '.join(self._known.get(rid) or rid for rid in rids)}]"
            self._append(printed, self._places.inside[element])
        end = self._length
        if self._spaced and end > start:  # white space at the end of the tag is none of the marker
            end -= len(self.last) - len(self.last.rstrip(_SPACES))
        self.cited.append(Cited(start, max(start, end), rids))


def _is_beside_another(element: Element) -> bool:
    """Whether an empty cross-reference stands beside a printed one that prints for both: "1–3", whose 2 is tagged too."""
    for other, gap in ((element.getprevious(), None), (element.getnext(), element.tail)):
        if other is None or other.tag != "xref" or other.get("ref-type") != element.get("ref-type"):
            continue
        between = other.tail if gap is None and other is element.getprevious() else gap
        if len(between or "") <= 3 and not any(character.isalpha() for character in between or ""):
            return True
    return False


def plain(element: Element | None, skipped: Sequence[str] = (), glue: str = "") -> str:
    """The characters in an element, white space joined; `skipped` names children to leave out, `glue` stands between elements."""
    if element is None:
        return ""
    if not len(element):
        return " ".join((element.text or "").split())
    parts = [element.text or ""]
    for child in element:
        if isinstance(child.tag, str) and child.tag not in skipped:
            parts += child.itertext()
        parts.append(child.tail or "")
    return " ".join(glue.join(parts).split())
