"""Where each reference is first cited, as a reader comes to it.

A reader comes to a figure, table or box where the text first mentions it. What an abstract, a footnote, a supplement or the back
matter cites has no place in that order, nor has a paragraph that does not end as a sentence does: it may be a row of a table.

Source: ICMJE Recommendations, section IV.A.3.g: "references cited only in tables or figure legends should be numbered in
accordance with the sequence established by the first identification in the text of the particular table or figure."
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from citeaudit.linking import TAGS, mentions
from citeaudit.linking.printed import printed_numbers
from citeaudit.linking.untagged import numbered_untagged
from citeaudit.model import Audit, Block, BlockKind, Citation
from citeaudit.parsing.headings import is_outside_text, is_reference_heading
from citeaudit.text.patterns import lazy

_NO_PLACE = lazy(
    r"""
    abstract | summary | zusammenfassung | r[ée]sum[ée] | resumen | resumo | riassunto | key\ (?:points|messages) | highlights
    | (?:foot)?notes? | appendi(?:x|ces) | supplement\w* | supporting\ information | additional\ files? | online\ only
    """,
    re.IGNORECASE | re.VERBOSE,
)
"""How headings begin under which citations have no place among the numbers."""

_SENTENCE_END = lazy(r"[.!?:;…][\W\d]*$")
"""The end of a paragraph of text, raised numbers behind it included."""

Place = tuple[int, int]
"""The place of a block among those that may cite, and the offset in it."""


@dataclass(slots=True)
class Firsts:
    """Where one reference is first cited.

    `text` is the first citation in the flow of the text, None where there is none. `beside` is the place from which on it may
    come first because a figure, table or box cites it: where that is first mentioned, or stands if it stands before. Pages
    have it there or further on, manuscripts behind the text. `anywhere` tells that it is also cited where the order does not
    count, or in what nothing mentions, so that it may come first at any place.
    """

    text: tuple[Place, Citation] | None = None
    beside: tuple[Place, Citation] | None = None
    anywhere: bool = False


def first_citations(audit: Audit) -> Mapping[int, Firsts]:
    """Where each reference that is cited is first cited, by its index."""
    blocks = [block for block, _ in audit.body]
    called = mentions.beside(blocks)
    mentioned = mentions.first_mentions(blocks, called)
    placed = _placed(audit.manuscript.blocks)
    found: dict[int, Firsts] = {}
    for index in numbered_untagged(blocks, audit.references) if audit.citation_form == TAGS else ():
        found[index] = Firsts(anywhere=True)
    for citation, offset in zip(audit.citations, _offsets(audit.citations, blocks), strict=True):
        at = citation.paragraph
        place, name = (at, offset), mentions.name(called[at])
        whole = bool(called[at]) or _SENTENCE_END.search(blocks[at].text.content) is not None
        counts = whole and placed.get(id(blocks[at]), True) and not _prints_another(citation)
        for index in [link.reference for link in citation.links if link.reference is not None]:
            firsts = found.setdefault(index, Firsts())
            if not counts or (called[at] and (name is None or name not in mentioned)):
                firsts.anywhere = True
            elif name is not None:
                from_here = min(mentioned[name], place)
                if firsts.beside is None or from_here < firsts.beside[0]:
                    firsts.beside = (from_here, citation)
            elif firsts.text is None:
                firsts.text = (place, citation)
    return found


def _prints_another(citation: Citation) -> bool:
    """Whether a tag prints other numbers than those it leads to: readers see what is printed."""
    printed = set(printed_numbers(citation.marker)) if citation.tagged else set()
    linked = {int(match[0]) for link in citation.links if (match := re.match(r"\d+", link.label))}
    return bool(printed) and printed != linked


def _placed(blocks: Sequence[Block]) -> dict[int, bool]:
    """Whether citations in a block have a place among the numbers, by the block's id: its headings tell."""
    found: dict[int, bool] = {}
    path: list[tuple[int, bool]] = []
    for block in blocks:
        if block.kind is BlockKind.HEADING:
            words = block.text.content
            path = [*(heading for heading in path if heading[0] < block.level), (block.level, _has_place(words))]
        found[id(block)] = all(has_place for _, has_place in path)
    return found


def _has_place(heading: str) -> bool:
    words = heading.lstrip(" 0123456789.:")
    return not (_NO_PLACE.match(words) or is_outside_text(heading) or is_reference_heading(heading))


def _offsets(citations: Sequence[Citation], blocks: Sequence[Block]) -> list[int]:
    """Where in the text of its block each citation begins, 0-based."""
    found: list[int] = []
    at, behind = -1, 0
    for citation in citations:
        if citation.paragraph != at:
            at, behind = citation.paragraph, 0
        text = blocks[at].text if 0 <= at < len(blocks) else None
        offset = -1 if text is None else text.content.find(citation.marker, behind)
        where = citation.location
        place = (where.line, where.column) if where.line is not None else (where.order, (where.reach or (1, 1, 1))[0])
        while text is not None and offset >= 0 and text.position(offset) != place:
            offset = text.content.find(citation.marker, offset + 1)
        found.append(max(offset, behind))
        behind = max(offset, behind)
    return found
