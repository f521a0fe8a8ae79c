"""Lines of a PDF in reading order, made paragraphs, headings, legends and tables."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from citeaudit.formats.pdf.lines import Line
from citeaudit.model import BlockKind
from citeaudit.parsing.headings import is_outside_text, is_reference_heading

_INDENT = 0.7  # of the font size
_DEEPEST_INDENT = 5.0
_ENDS = re.compile(r"[.!?:;…。”\"')\]]\s*$")
_SENTENCE_END = re.compile(r"[.!?…。][\"'”’»)\]]*(?:\s?\[?[\d,;\s–—-]+\]?)?$")
_LEGEND = re.compile(
    r"(?:supplement(?:ary|al)\s+|extended\s+data\s+|online\s+)?"
    r"(?:fig(?:ure|\.)?|table|tab\.|box|scheme|chart|plate|panel|video|abbildung|abb\.|tabelle|tableau|figura|tabla|tabela|quadro)"
    r"\s*(?P<number>S?\d+[A-Za-z]?|[IVX]+)\b(?P<after>.{0,2})",
    re.IGNORECASE,
)
_BULLET = re.compile(r"[•‣◦▪●○■–—*]\s+\S")
_NUMBERED = re.compile(r"\(?(?:\d{1,3}|[a-z]|[ivx]{1,4})[.)]\s+\S")
_SECTION = re.compile(r"(?:\d{1,2}(?:\.\d{1,2}){0,3}\.?|[IVX]{1,5}\.|[A-H]\.(?!.*,))\s+[^\W\d_a-z]")
_KNOWN = re.compile(
    r"(?:\d{1,2}\.?\s+|[IVX]{1,4}\.?\s+)?(?:abstract|summary|introduction|background|(?:materials?\s+and\s+|patients\s+and\s+)?methods?|methodology|results?"
    r"|discussion|conclusions?|results\s+and\s+discussion|related\s+work|keywords|appendix|supplementary\s+(?:material|information|data)"
    r"|limitations|references|acknowledge?ments?)\s*:?",
    re.IGNORECASE,
)
_TOLERANCE, _ROUGH_TOLERANCE = 0.06, 0.2
_ROUGH = 0.3  # of the characters; text that is set has more of them in one size
_LONGEST_HEADING = 200
_FEWEST_LETTERS = 3
_HEADING_LINES = 3


@dataclass(slots=True)
class Part:
    """Lines that belong together; `body` tells that they are set as most of the text is, `sure` that a heading is set as one."""

    lines: list[Line]
    kind: BlockKind
    level: int = 0
    body: bool = True
    sure: bool = False

    @property
    def content(self) -> str:
        """The words."""
        return " ".join(line.content for line in self.lines)


@dataclass(frozen=True, slots=True)
class Measures:
    """How most of the text is set: font size, distance of baselines, whether paragraphs are indented and letters bold.

    `tolerance` is how far the sizes of two lines of one paragraph may differ, 0 to 1; text recognition measures roughly.
    """

    size: float
    leading: float
    indented: bool
    bold: bool
    tolerance: float


def measure(lines: Sequence[Line]) -> Measures:
    """What most of the lines have in common."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size * 2) / 2] += len(line.content)
    size = sizes.most_common(1)[0][0]
    body = [line for line in lines if abs(line.size - size) <= 0.3]
    steps = [b.y - a.y for a, b in pairwise(lines) if a.region == b.region and 0 < b.y - a.y < 3 * size]
    leading = median(steps) if steps else 1.2 * size
    starts = inside = 0
    for before, line, after in zip(body, body[1:], body[2:], strict=False):
        if before.region == line.region == after.region and after.y - before.y < 2.6 * leading:
            inside += 1
            starts += _indent(line) > _INDENT and _indent(before) < 0.3 and _indent(after) < 0.3
    bold = sum(len(line.content) for line in body if line.bold)
    characters = sum(len(line.content) for line in body)
    rough = characters < _ROUGH * sum(sizes.values())
    return Measures(
        size=size,
        leading=leading,
        indented=starts >= max(2, 0.02 * inside),
        bold=bold * 2 > characters,
        tolerance=_ROUGH_TOLERANCE if rough else _TOLERANCE,
    )


def _indent(line: Line) -> float:
    return (line.x0 - line.left) / line.size


def is_small(line: Line, measures: Measures) -> bool:
    """Whether a line is set smaller than the text: notes, legends, tables."""
    return line.size < 0.94 * measures.size


def parts_of(lines: Sequence[Line], measures: Measures) -> list[Part]:
    """Lines as headings, paragraphs, legends, items and rows of tables, in the order of the lines."""
    parts: list[Part] = []
    current: list[Line] = []
    for line in lines:
        if current and _breaks(current, line, measures):
            parts += _parts(current, measures)
            current = []
        current.append(line)
    if current:
        parts += _parts(current, measures)
    return parts


def ends_early(line: Line, following: str, first_word: float) -> bool:
    """Whether the first word of the next line had room on this one."""
    if following[:1] in "-–—":
        return False
    return line.x1 + first_word + 0.35 * line.size < line.right


def _breaks(current: list[Line], line: Line, measures: Measures) -> bool:
    """Whether `line` begins something new."""
    before = current[-1]
    if line.region != before.region:
        return True
    if abs(line.size - before.size) > measures.tolerance * max(line.size, before.size):
        return True
    if line.bold != before.bold and (_is_heading_like(current) or (line.bold and not before.bold and _short(line))):
        return True
    step = line.y - before.y
    usual = min(max(1.9 * line.size, measures.leading), _step(current, measures))
    if step <= 0 or step > usual * 1.28 + 0.5:
        return True
    if (line.cells > 2) != (before.cells > 2) and not hangs(line):
        return True
    if _LEGEND.match(line.content) and _is_legend(line) and ends_early(before, line.content, line.first_word):
        return True
    if is_named_heading(line.content) and (
        ends_early(before, line.content, line.first_word) or _ENDS.search(before.content)
    ):
        return True
    if len(current) == 1 and is_named_heading(before.content):
        return True
    indent, earlier = _indent(line), _indent(before)
    if _INDENT < indent - earlier < _DEEPEST_INDENT and not (len(current) == 1 and hangs(before)):
        return _centre(line) > 1.5 * line.size or not _is_centred(before)
    if len(current) == 1 and abs(indent - earlier) < 0.2 and earlier > _INDENT and measures.indented and earlier < 3:
        return True  # two paragraphs of one line, or a quotation
    if hangs(line) and (_ENDS.search(before.content) or ends_early(before, line.content, line.first_word)):
        return True
    early = ends_early(before, line.content, line.first_word)
    return (
        early
        and bool(_SENTENCE_END.search(before.content))
        and not line.content[:1].islower()
        and not _is_centred(before)
    )


def _step(current: list[Line], measures: Measures) -> float:
    if len(current) > 1:
        return min(b.y - a.y for a, b in pairwise(current))
    ratio = current[0].size / measures.size
    return max(1.05 * current[0].size, measures.leading * ratio)


def _short(line: Line) -> bool:
    return len(line.content) <= 80


def hangs(line: Line) -> bool:
    """Whether a line begins with a bullet or a number, as items do."""
    return bool(_BULLET.match(line.content) or _NUMBERED.match(line.content))


def _centre(line: Line) -> float:
    return abs((line.x0 + line.x1) / 2 - (line.left + line.right) / 2)


def _is_centred(line: Line) -> bool:
    return _centre(line) < 0.3 * line.size and _indent(line) > 1


def _is_heading_like(lines: Sequence[Line]) -> bool:
    return len(lines) <= _HEADING_LINES and sum(len(line.content) for line in lines) <= _LONGEST_HEADING


def is_named_heading(text: str) -> bool:
    """Whether a line is the name of a section and nothing more."""
    if len(text) > 60 or text[:1].islower():
        return False
    return bool(_KNOWN.fullmatch(text)) or is_reference_heading(text) or is_outside_text(text)


def _is_legend(line: Line) -> bool:
    match = _LEGEND.match(line.content)
    if match is None:
        return False
    bold = bool(line.styles and line.styles[0] & 2 and not line.bold)
    return bold or match["after"][:1] in {".", ":", "|", "", "—", "–"} or match["after"].strip()[:1].isupper()


def _parts(lines: list[Line], measures: Measures) -> Iterable[Part]:
    first = lines[0]
    body = not is_small(first, measures)
    if _is_legend(first):
        return [Part(lines, BlockKind.LEGEND, body=False)]
    if _is_table(lines, measures):
        return [Part([line], BlockKind.TABLE, body=False) for line in lines]
    if level := _heading_level(lines, measures):
        return [Part(lines, BlockKind.HEADING, level=level, sure=_is_sure(lines, measures))]
    return [Part(lines, BlockKind.PARAGRAPH, body=body and first.size < 1.15 * measures.size)]


def _is_table(lines: Sequence[Line], measures: Measures) -> bool:
    """Whether lines are rows of cells, or words scattered over a drawing."""
    wide = sum(line.cells > 2 or (line.cells == 2 and not _hangs_wide(line)) for line in lines)
    if wide * 2 > len(lines):
        return True
    letters = sum(c.isalpha() for line in lines for c in line.content)
    signs = sum(not c.isspace() for line in lines for c in line.content)
    return letters * 3 < signs and len(lines) <= 2 and is_small(lines[0], measures)


def _hangs_wide(line: Line) -> bool:
    """Whether the first of two parts of a line is the number or sign before an item."""
    first = line.content.split(" ", 1)[0]
    return len(first) <= 6 and not first.isalpha()


def _heading_level(lines: Sequence[Line], measures: Measures) -> int:
    """2 and more for a heading, 0 for anything else."""
    if not _is_heading_like(lines):
        return 0
    text = " ".join(line.content for line in lines)
    if sum(c.isalpha() for c in text) < _FEWEST_LETTERS or any(line.cells > 2 for line in lines):
        return 0
    if is_named_heading(text):
        return 2
    if text[-1] in ".,;" and not _SECTION.match(text):
        return 0
    size = max(line.size for line in lines)
    larger = size > 1.09 * measures.size and not text[:1].islower()
    bold = all(line.bold for line in lines) and not measures.bold and size > 0.94 * measures.size
    italic = all(line.italic for line in lines) and size > 0.94 * measures.size and len(text) <= 100 and len(lines) == 1
    capitals = text.isupper() and len(text.split()) <= 12 and len(lines) <= 2 and len(text) > 4
    numbered = bool(_SECTION.match(text)) and len(lines) <= 2
    set_off = larger or bold or (capitals and lines[0].cells == 1) or ((italic or numbered) and _stands_alone(lines))
    if not set_off or (text[-1] == "." and len(text) > 80):
        return 0
    match = _SECTION.match(text)
    return 2 + (match[0].strip(". A-Z").count(".") if match and numbered else 0)


def _is_sure(lines: Sequence[Line], measures: Measures) -> bool:
    """Whether a heading is known by its words or its type, and not only by a number or slanted letters."""
    text = " ".join(line.content for line in lines)
    larger = max(line.size for line in lines) > 1.09 * measures.size
    return is_named_heading(text) or larger or all(line.bold for line in lines)


def _stands_alone(lines: Sequence[Line]) -> bool:
    """Whether the last line does not reach the right edge."""
    return (
        lines[-1].x1 < lines[-1].right - 2 * lines[-1].size
        and lines[0].content[:1].isupper() | lines[0].content[:1].isdigit()
    )
