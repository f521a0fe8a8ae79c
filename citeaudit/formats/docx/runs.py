"""Cutting the runs of a Word file where a comment begins and ends, and putting the marks there."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from dataclasses import dataclass

from citeaudit.formats.docx.package import Element, W, value

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_START = W + "commentRangeStart"
"""Where what a comment is on begins."""
_END = W + "commentRangeEnd"
"""Where it ends."""
REFERENCE = W + "commentReference"
"""What leads to the comment, in a run of its own."""
MARKS = (_START, _END, REFERENCE)
"""What a comment leaves in the text."""
_ALTERNATIVES = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_CONTROL = W + "sdt"
"""A content control."""
_CONTENT = W + "sdtContent"
"""What stands in it."""
_WRAPPERS = {W + "hyperlink", _CONTENT, _CONTROL, W + "fldSimple", W + "smartTag"}
_BETWEEN = {_START, _END, W + "bookmarkStart", W + "bookmarkEnd", W + "proofErr"}
_OF_FIELDS = {W + "rPr", W + "fldChar", W + "instrText", W + "delInstrText", REFERENCE}


@dataclass(frozen=True, slots=True)
class Span:
    """What a comment is on: from the element `first` to the element `last`, both children of a paragraph or of a wrapper in it."""

    first: Element
    last: Element


@dataclass(slots=True)
class Piece:
    """Characters `start` to `end` of a paragraph as they were read, and the element that prints them."""

    start: int
    end: int
    element: Element


def run_of(element: Element) -> Element:
    """What a mark can stand beside: the outermost run, or alternatives of runs, around an element of a paragraph."""
    found = element
    for outer in (element, *element.iterancestors()):
        if outer.tag == W + "p":
            break
        if outer.tag in {W + "r", _ALTERNATIVES}:
            found = outer
    return found


def cut(pieces: list[Piece], offset: int, unseen: dict[int, None]) -> None:
    """See to it that a run begins at `offset`, if runs can be cut there.

    Args:
        pieces: Those of the paragraph, ascending; a piece that is cut is two then.
        offset: Of the paragraph as it was read.
        unseen: Characters that are in the file and were not read.
    """
    at = next((at for at, piece in enumerate(pieces) if piece.start <= offset < piece.end), None)
    if at is None:
        return
    piece = pieces[at]
    element, run = piece.element, run_of(piece.element)
    if element.getparent() is not run:
        return  # within a ruby or an alternative, of which there is one
    if offset > piece.start:
        if element.tag != W + "t":
            return
        raw = element.text or ""
        place = _raw_offset(raw, offset - piece.start, unseen)
        left = copy.copy(element)
        left.text, left.tail, element.text = raw[:place], None, raw[place:]
        for half in (left, element):
            half.set(_SPACE, "preserve")
        element.addprevious(left)
        pieces.insert(at, Piece(piece.start, offset, left))
        piece.start = offset
    _split(run, element)


def cut_behind(element: Element) -> None:
    """See to it that a run ends with an element, if runs can be cut there."""
    run, following = run_of(element), element.getnext()
    if element.getparent() is run and following is not None:
        _split(run, following)


def _split(run: Element, at: Element) -> None:
    """Move what stands in a run before one of its children into a run of its own."""
    before = [sibling for sibling in at.itersiblings(preceding=True) if sibling.tag != W + "rPr"]
    if not before:
        return
    head = run.makeelement(run.tag, dict(run.attrib))
    properties = run.find(W + "rPr")
    if properties is not None:
        twin = copy.deepcopy(properties)
        for change in twin.findall(W + "rPrChange"):
            change.set(W + "id", str(_free_id(run)))
        head.append(twin)
    head.extend(reversed(before))
    run.addprevious(head)


def _raw_offset(raw: str, seen: int, unseen: dict[int, None]) -> int:
    for place, character in enumerate(raw):
        if ord(character) in unseen:
            continue
        if not seen:
            return place
        seen -= 1
    return len(raw)


def _free_id(element: Element) -> int:
    """A number that no tracked change of the document has."""
    root = element.getroottree().getroot()
    return 1 + max((int(value(node, "id")) for node in root.iter() if value_is_number(node)), default=0)


def value_is_number(element: Element) -> bool:
    """Whether an element has a number for an id; comments of XML have none."""
    return isinstance(element.tag, str) and value(element, "id").isdigit()


def enclosed(span: Span) -> Span:
    """The span with the link, control or field around it where it fills it, so that a new citation there keeps the comment."""
    first, last = span.first, span.last
    while True:
        parent = first.getparent()
        if parent is not last.getparent():
            return Span(first, last)
        wider = _field(first, last)
        if wider is not None:
            first, last = wider
        elif parent.tag in _WRAPPERS and _fills(first, last, parent):
            first = last = parent.getparent() if parent.tag == _CONTENT else parent
        else:
            return Span(first, last)


def _fills(first: Element, last: Element, parent: Element) -> bool:
    bare = _BETWEEN | {W + "sdtPr", W + "sdtEndPr", W + "fldData"}
    beside = (*first.itersiblings(preceding=True), *last.itersiblings())
    return parent.tag != W + "p" and all(sibling.tag in bare or _is_reference(sibling) for sibling in beside)


def _field(first: Element, last: Element) -> tuple[Element, Element] | None:
    """The runs with which a field begins and ends whose result is all there is from `first` to `last`."""
    begin = _edge(first.itersiblings(preceding=True), "begin", "end")
    end = _edge(last.itersiblings(), "end", "begin")
    return (begin, end) if begin is not None and end is not None else None


def _edge(siblings: Iterator[Element], sought: str, other: str) -> Element | None:
    depth = 1
    for sibling in siblings:
        if sibling.tag in _BETWEEN:
            continue
        if sibling.tag != W + "r" or any(child.tag not in _OF_FIELDS for child in sibling):
            return None
        kinds = [value(child, "fldCharType") for child in sibling.iterfind(W + "fldChar")]
        depth += kinds.count(other) - kinds.count(sought)
        if depth <= 0:
            return sibling
    return None


def put_mark(span: Span, identifier: str) -> None:
    """Put the marks of a comment around a span."""
    start = span.first.makeelement(_START, {W + "id": identifier})
    span.first.addprevious(start)
    end = span.last.makeelement(_END, {W + "id": identifier})
    _behind(span.last).addnext(end)
    outermost = end
    while outermost.getparent().tag in _WRAPPERS | {W + "ins", W + "moveTo"}:
        outermost = outermost.getparent()
    run = span.last.makeelement(W + "r")
    run.append(run.makeelement(REFERENCE, {W + "id": identifier}))
    (outermost if outermost is end else _behind(outermost)).addnext(run)


def _behind(element: Element) -> Element:
    """The last of the marks of comments that follow an element."""
    for sibling in element.itersiblings():
        if sibling.tag != _END and not _is_reference(sibling):
            break
        element = sibling
    return element


def _is_reference(element: Element) -> bool:
    """Whether an element is a run that only leads to a comment."""
    if element.tag != W + "r":
        return False
    tags = [child.tag for child in element if child.tag != W + "rPr"]
    return tags == [REFERENCE]
