"""Parts of a PDF as blocks: paragraphs joined over columns and pages, the list of references entry by entry."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

from citeaudit.formats.pdf.lines import Line, merge_runs
from citeaudit.formats.pdf.openings import hangs, is_named_heading
from citeaudit.formats.pdf.paragraphs import Part
from citeaudit.formats.pdf.references import NUMBER, end_of_list, entry_starts, is_numbered, unnamed_list
from citeaudit.formats.pdf.setting import Measures, ends_early
from citeaudit.model import Anchor, Block, BlockKind, Text
from citeaudit.parsing.beginnings import looks_like_authors
from citeaudit.parsing.headings import is_outside_text, is_reference_heading
from citeaudit.parsing.listlines import join_lines, without_number
from citeaudit.parsing.lists import looks_like_reference
from citeaudit.text.patterns import lazy

_ENDS = lazy(r"[.!?:;…。][\"'”’»)\]]*(?:\s?\[?[\d,;\s–—-]+\]?)?$")
_CUT = lazy(r"[^\W\d_][-\u2010]$")
_LONGEST_WORD = 60
"""Characters in which a word cut at a line end must end; formulas and addresses run on."""
_OTHER_SIZE = 0.1
"""Of the size of a list: lines that differ more are notes or headers among its entries."""
_LINES_LOOKED_AT = 60
"""Behind a heading: some fifteen entries tell whether the list goes on."""
_PARAGRAPH_STEP = 1.6
"""Of the font size: lines of the notes behind a list that are further apart are of two notes."""
_LONGEST_SCRAP = 60
"""Characters of what may stand between halves of a paragraph and is no sentence: words of a drawing."""
_LONGEST_INTERRUPTION = 250
"""Parts between halves of a paragraph: the rows of a table of two pages."""


def blocks_of(parts: Sequence[Part], measures: Measures, words: frozenset[str]) -> list[Block]:
    """The blocks of a document.

    Args:
        parts: All parts, in reading order.
        measures: How most of the text is set.
        words: The words of the document, in small letters.
    """
    blocks: list[Block] = []
    start = 0
    while start < len(parts):
        opens = next((at for at in range(start, len(parts)) if _opens_list(parts[at])), len(parts))
        if opens == len(parts):
            before, entries, behind = _around_unnamed_list(parts[start:])
            blocks += (_block(part, words) for part in _whole(before, measures))
            blocks += _list(entries, words)
            blocks += (_block(part, words) for part in _whole(behind, measures))
            break
        blocks += (_block(part, words) for part in _whole(parts[start:opens], measures))
        end = _end_of_list(parts, opens + 1)
        blocks.append(_block(parts[opens], words))
        for heading, entries in _sections(parts[opens + 1 : end]):
            blocks += [_block(heading, words)] if heading is not None else []
            blocks += _list(entries, words)
        start = end
    return [block for block in blocks if block.text.content]


def _around_unnamed_list(parts: Sequence[Part]) -> tuple[list[Part], list[Part], list[Part]]:
    """The parts before a list that no heading names, those of the list, and those behind it; all are before where there is none."""
    span = unnamed_list([line for part in parts for line in part.lines])
    if span is None:
        return list(parts), [], []
    pieces: tuple[list[Part], list[Part], list[Part]] = ([], [], [])
    at = 0
    for part in parts:
        bounds = [min(max(bound - at, 0), len(part.lines)) for bound in (0, *span, at + len(part.lines))]
        for piece, (start, end) in zip(pieces, pairwise(bounds), strict=True):
            if start < end:
                piece.append(replace(part, lines=part.lines[start:end]))
        at += len(part.lines)
    return pieces


def _opens_list(part: Part) -> bool:
    return part.kind is BlockKind.HEADING and is_reference_heading(part.content)


def _closes_list(part: Part) -> bool:
    return part.kind is BlockKind.HEADING and part.sure


def _end_of_list(parts: Sequence[Part], start: int) -> int:
    """The place of the heading that ends a list; one that entries follow stands within it, as do bold words of an entry."""
    for at in range(start, len(parts)):
        if _closes_list(parts[at]) and (_opens_list(parts[at]) or not _entries_follow(parts, at)):
            return at
    return len(parts)


def _entries_follow(parts: Sequence[Part], at: int) -> bool:
    """Whether most of what follows a heading, up to the next, are entries of a list."""
    if is_outside_text(parts[at].content):
        return False
    lines: list[Line] = []
    for part in parts[at + 1 :]:
        if _closes_list(part) or len(lines) > _LINES_LOOKED_AT:
            break
        if not _is_among_entries(part):
            lines += part.lines
    starts = entry_starts(lines)
    texts = [" ".join(line.content for line in lines[a:b]) for a, b in pairwise([*starts, len(lines)])]
    return sum(map(looks_like_reference, texts)) * 2 > len(texts)


def _sections(parts: Sequence[Part]) -> Iterator[tuple[Part | None, list[Part]]]:
    """The headings within a list, each with the parts up to the next; None for what stands before the first."""
    heading: Part | None = None
    section: list[Part] = []
    for part, following in zip(parts, [*parts, None][1:], strict=True):
        if _closes_list(part) and following is not None and looks_like_authors(without_number(following.content)):
            yield heading, section
            heading, section = part, []
        else:
            section.append(part)
    yield heading, section


def _block(part: Part, words: frozenset[str]) -> Block:
    return Block(kind=part.kind, text=joined(part.lines, words), level=part.level)


def joined(lines: Iterable[Line], words: frozenset[str]) -> Text:
    """Lines as one text; hyphens at line ends go, and a word cut there belongs to the line it begins on."""
    text = join_lines((line.text() for line in lines), words)
    anchors: list[Anchor] = []
    for anchor in text.anchors:
        if anchor.offset and not text.content[anchor.offset - 1].isspace():
            end = text.content.find(" ", anchor.offset, anchor.offset + _LONGEST_WORD)
            if end >= 0:
                anchor = replace(anchor, offset=end + 1, column=anchor.column + end + 1 - anchor.offset)
        anchors.append(anchor)
    return merge_runs(Text(text.content, tuple(sorted(anchors, key=lambda a: a.offset)), text.runs))


def _whole(parts: Sequence[Part], measures: Measures) -> Iterator[Part]:
    """The parts, paragraphs that a column, a page, a figure or a note cut in two made one; what cut them follows."""
    waiting: Part | None = None
    between: list[Part] = []
    for part in parts:
        if waiting is not None:
            text = part.kind is BlockKind.PARAGRAPH and part.body
            if text and _goes_on(waiting, part, between, measures):
                waiting.lines = [*waiting.lines, *part.lines]
                continue
            if len(between) < _LONGEST_INTERRUPTION and _interrupts(waiting, part):
                between.append(part)
                continue
        if waiting is not None:
            yield waiting
        yield from between
        waiting, between = None, []
        if part.kind is BlockKind.PARAGRAPH and part.body:
            waiting = replace(part, lines=list(part.lines))
        else:
            yield part
    if waiting is not None:
        yield waiting
    yield from between


def _is_apart(part: Part) -> bool:
    """Whether a part is no running text: a note, a legend, a row of a table."""
    return part.kind in {BlockKind.TABLE, BlockKind.LEGEND} or (part.kind is BlockKind.PARAGRAPH and not part.body)


def _interrupts(waiting: Part, part: Part) -> bool:
    """Whether a part may stand between two halves of a paragraph: notes, legends, tables, the words of a drawing."""
    if _is_apart(part):
        return True
    if _ENDS.search(waiting.lines[-1].content):
        return False
    if part.kind is BlockKind.HEADING:
        return not is_named_heading(part.content)
    return len(part.content) <= _LONGEST_SCRAP and not _ENDS.search(part.content)


def _goes_on(before: Part, part: Part, between: Sequence[Part], measures: Measures) -> bool:
    """Whether a paragraph is the rest of the one before it."""
    last, first = before.lines[-1], part.lines[0]
    if last.region == first.region and not (between and all(map(_is_apart, between))):
        return False
    if abs(last.size - first.size) > measures.tolerance * last.size:
        return False
    open_end, small = not _ENDS.search(last.content), first.content[:1].islower()
    if small and (open_end or _CUT.search(last.content)):
        return True
    if any(other.kind is BlockKind.HEADING for other in between):
        return False
    if open_end and first.content[:1] in "([,;":
        return True
    # a last line that is full by chance is rarer than a sentence that ends with a column
    indented = (first.x0 - first.left) / first.size > 0.5
    return not (indented or hangs(first) or ends_early(last, first.content, first.first_word))


def _is_among_entries(part: Part) -> bool:
    """Whether a part stands among the entries of a list and is none: the legend of a figure, rows of a table."""
    cells = any(line.cells > 2 and not NUMBER.match(line.content) for line in part.lines)
    return part.kind is BlockKind.LEGEND or (part.kind is BlockKind.TABLE and cells)


def _list(parts: Sequence[Part], words: frozenset[str]) -> Iterator[Block]:
    """The entries of a list, then what stood among them."""
    lines: list[Line] = []
    others: list[Part] = []
    for part in parts:
        if _is_among_entries(part):
            others.append(part)
        else:
            lines += part.lines
    if lines:
        size = median(line.size for line in lines)
        strange = [abs(line.size - size) > _OTHER_SIZE * size and not _opens_entry(line) for line in lines]
        others += [
            Part([line], BlockKind.TABLE, body=False) for line, other in zip(lines, strange, strict=True) if other
        ]
        lines = [line for line, other in zip(lines, strange, strict=True) if not other]
    starts = entry_starts(lines)
    last = end_of_list(lines, starts)
    # numbers tell for sure that it is none of the entries
    kind = BlockKind.TABLE if is_numbered(lines, starts) else BlockKind.PARAGRAPH
    behind = [replace(part, kind=kind) for part in _behind_list(lines[last:])]
    lines = lines[:last]
    for start, end in pairwise([*(start for start in starts if start < last), last]):
        # hyphens at line ends stay: what cuts the list into entries looks at its lines again
        text = Text.join(line.text() for line in lines[start:end])
        yield Block(kind=BlockKind.PARAGRAPH, text=merge_runs(text))
    yield from (_block(part, words) for part in (*behind, *others))


def _opens_entry(line: Line) -> bool:
    """Whether a line begins with "[12]" or "12.", which may be set larger than the entry; headers have bare numbers."""
    match = NUMBER.match(line.content)
    return match is not None and bool(match["open"] or match["sign"])


def _behind_list(lines: Sequence[Line]) -> Iterator[Part]:
    """What stands behind the last entry, as paragraphs, which gaps set apart."""
    current: list[Line] = []
    for line in lines:
        if current and (
            line.region != current[-1].region
            or line.y - current[-1].y > _PARAGRAPH_STEP * line.size
            or line.bold != current[-1].bold
        ):
            yield Part(current, BlockKind.PARAGRAPH)
            current = []
        current.append(line)
    if current:
        yield Part(current, BlockKind.PARAGRAPH)
