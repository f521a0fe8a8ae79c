"""Page numbers and running headers between the references of a list, taken out.

Only what shows itself to be furniture of the page goes: a number alone, "page 3 of 20", a line that recurs from page to
page. In the text such lines do no harm and stay; in the list they would be taken for references or for parts of one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from citeaudit.model import Block, BlockKind, Style, Text
from citeaudit.parsing.headings import is_reference_heading
from citeaudit.parsing.listlines import split_lines
from citeaudit.parsing.lists import looks_like_reference
from citeaudit.text.patterns import lazy

_RULES = r"[\s\-–—|•·]*"
_NAMED_PAGE = r"(?:page|seite|página|pagina|pág\.)\s*"
_OF = r"\s*(?:of|/|de|von|di|van)\s*\d{1,4}"
_PAGE_ALONE = lazy(
    rf"{_RULES}(?:(?P<sure>{_NAMED_PAGE}\d{{1,4}}{_OF}|\d{{1,4}}\s+(?:of|de|von|di|van)\s+\d{{1,4}})|(?:{_NAMED_PAGE})?(?P<page>\d{{1,4}})){_RULES}",
    re.IGNORECASE,
)
_PAGE_BESIDE = lazy(
    rf"^{_RULES}(?:{_NAMED_PAGE})?(?P<before>\d{{1,4}})(?:{_OF})?[\s|•·–—]+|[\s|•·–—]+(?:{_NAMED_PAGE})?(?P<behind>\d{{1,4}})(?:{_OF})?{_RULES}$",
    re.IGNORECASE,
)
_LONGEST_WORDS = 14
"""Words of a running header: authors and a shortened title."""
_FEWEST_CHARACTERS_APART = 600
"""Characters between two headers; a page has more."""


@dataclass(frozen=True, slots=True)
class _Row:
    """A line of a block: its place among all lines, the characters before it, whether it is a block of its own, and its words without the page."""

    row: int
    offset: int
    alone: bool
    in_list: bool
    text: str
    core: str
    page: int | None


def without_page_headers(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, those of the list of references without page numbers and running headers."""
    if not any(block.kind is BlockKind.HEADING and is_reference_heading(block.text.content) for block in blocks):
        return list(blocks)
    rows, lines = _rows(blocks)
    headers = _headers(rows)
    if not headers:
        return list(blocks)
    out: list[Block] = []
    row = 0
    for block, texts in zip(blocks, lines, strict=True):
        kept = [text for at, text in enumerate(texts, row) if at not in headers]
        row += len(texts)
        if len(kept) == len(texts):
            out.append(block)
        elif kept:
            out.append(replace(block, text=Text.join(kept)))
    return out


def _rows(blocks: Sequence[Block]) -> tuple[list[_Row], list[list[Text]]]:
    """All lines of paragraphs and list items, and the lines of each block (none of blocks of other kinds)."""
    rows: list[_Row] = []
    lines: list[list[Text]] = []
    in_list, offset = False, 0
    for block in blocks:
        if block.kind is BlockKind.HEADING:
            in_list = is_reference_heading(block.text.content)
        texts = split_lines(block.text) if block.kind in {BlockKind.PARAGRAPH, BlockKind.LIST_ITEM} else []
        lines.append(texts)
        for text in texts:
            core, page = _core(text)
            numbered = block.marker[:1].isdigit() and text is texts[0]
            alone = len(texts) == 1 and not numbered
            rows.append(_Row(len(rows), offset, alone, in_list and not numbered, text.content, core, page))
            offset += len(text)
    return rows, lines


def _core(text: Text) -> tuple[str, int | None]:
    """The words of a line that may be a running header, in small letters and without a page number beside them; and that."""
    content = text.content
    if len(content.split()) > _LONGEST_WORDS or any(run.style is Style.SUPERSCRIPT for run in text.runs):
        return "", None
    beside = _PAGE_BESIDE.search(content)
    core = (content[: beside.start()] + content[beside.end() :] if beside else content).strip(" ,;|").lower()
    page = int(beside["before"] or beside["behind"]) if beside else None
    return (core, page) if sum(map(str.isalpha, core)) > 2 and content[-1] not in ".,;:-" else ("", None)


def _headers(rows: Sequence[_Row]) -> set[int]:
    """The rows of the list that are page numbers or running headers."""
    headers: set[int] = set()
    by_core: dict[str, list[_Row]] = defaultdict(list)
    for row in rows:
        if row.core:
            by_core[row.core].append(row)
    for same in by_core.values():
        if any(row.in_list for row in same) and _recurs(same):
            headers |= {row.row for row in same if row.in_list}
    pages = []
    for row in rows:
        if match := _PAGE_ALONE.fullmatch(row.text):
            if match["sure"] and row.in_list:
                headers.add(row.row)
            elif match["page"]:
                pages.append((row, int(match["page"])))
    return headers | _page_numbers(pages, headers)


def _recurs(same: Sequence[_Row]) -> bool:
    """Whether equal lines are a running header: far apart, and too many to be a reference that was listed twice."""
    if len(same) < 2 or median(b.offset - a.offset for a, b in pairwise(same)) < _FEWEST_CHARACTERS_APART:
        return False
    numbers = [row.page for row in same if row.page is not None]
    if len(numbers) >= 2 and all(a < b for a, b in pairwise(numbers)):
        return True
    alone = all(row.alone for row in same)
    if any(row.alone and not row.in_list for row in same) or len(same) >= 3:
        return alone or len(same[0].core.split()) >= 3
    return alone and not looks_like_reference(same[0].text)


def _page_numbers(pages: Sequence[tuple[_Row, int]], headers: set[int]) -> set[int]:
    """Of lines that hold a number and no more those that count pages: unlike numbers of references they are far apart."""
    if len(pages) > 1 and median(b.offset - a.offset for (a, _), (b, _) in pairwise(pages)) < _FEWEST_CHARACTERS_APART:
        return set()
    found = set()
    for at, (row, number) in enumerate(pages):
        rising = any(0 < abs(number - other) == abs(at - place) for place, (_, other) in enumerate(pages))
        if not row.in_list:
            continue
        if row.alone or rising or {row.row - 1, row.row + 1} & headers:
            found.add(row.row)
    return found
