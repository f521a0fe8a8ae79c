"""The manuscript's own sentences, for checks that read them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from citeaudit.linking import is_behind_text
from citeaudit.linking.sentences import sentences
from citeaudit.model import Audit, Block, BlockKind, Citation, Location, Reference

_PROSE = frozenset([BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.LEGEND])
"""Blocks that hold sentences of the manuscript."""

_BEHIND = 3  # sentences behind one in which its works may still be named


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A block of prose: `paragraph` is its place as citations count them, `section` the heading it stands under."""

    block: Block
    section: str
    paragraph: int
    path: str

    def location(self, start: int, end: int) -> Location:
        """The place of the characters `start` to `end` (0-based, half-open) of the block."""
        return self.block.text.location(self.path, start, end)

    def quoted(self, start: int, end: int) -> str:
        """The sentence around the characters `start` to `end`, as evidence that shows what the text says."""
        bounds = sentences(self.block.text.content, [])
        inside = [(a, b) for a, b in bounds if a < end and start < b] or [(start, end)]
        return f"the text says “{self.block.text.content[inside[0][0] : inside[-1][1]].strip()}”"


def passages(audit: Audit) -> tuple[Passage, ...]:
    """The blocks of prose of a manuscript, in order."""
    return audit.once(_passages)


def _passages(audit: Audit) -> tuple[Passage, ...]:
    return tuple(
        Passage(block=block, section=section, paragraph=paragraph, path=audit.manuscript.path)
        for paragraph, (block, section) in enumerate(audit.body)
        if block.kind in _PROSE and not is_behind_text(section)
    )


def markers(passage: Passage, citations: list[Citation]) -> list[tuple[int, int, Citation]]:
    """Where the citations of a passage stand in its text, as (start, end, citation), in order; lost ones are left out."""
    content, found, at = passage.block.text.content, [], 0
    for citation in citations:
        labelled, start = citation.location.line is None, content.find(citation.marker, at)
        while (
            start >= 0 and not labelled and passage.location(start, start + len(citation.marker)) != citation.location
        ):
            start = content.find(citation.marker, start + 1)
        if start >= 0:
            found.append((start, start + len(citation.marker), citation))
            at = start + len(citation.marker)
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence that a pattern hit: its text, where it begins in the passage, the citations in it and near it.

    `near` are the citations of the sentence before it and of the three behind it.
    """

    text: str
    start: int
    passage: Passage
    cited: tuple[tuple[int, int, Citation], ...]
    near: tuple[Citation, ...]

    def location(self, start: int, end: int) -> Location:
        """The place of the characters `start` to `end` of the sentence."""
        return self.passage.location(self.start + start, self.start + end)


class _Split:
    """The sentences of each passage, with the citations that stand in them; split when they are first asked for."""

    def __init__(self, audit: Audit) -> None:
        self._citations: dict[int, list[Citation]] = {}
        for citation in audit.citations:
            self._citations.setdefault(citation.paragraph, []).append(citation)
        self._known: dict[int, tuple[Sentence, ...]] = {}

    def sentences(self, passage: Passage) -> tuple[Sentence, ...]:
        """The sentences of a passage, in order."""
        if passage.paragraph not in self._known:
            self._known[passage.paragraph] = tuple(self._split(passage))
        return self._known[passage.paragraph]

    def _split(self, passage: Passage) -> Iterator[Sentence]:
        content = passage.block.text.content
        placed = markers(passage, self._citations.get(passage.paragraph, []))
        bounds = sentences(content, [(start, end) for start, end, _ in placed])
        inside = [tuple(marker for marker in placed if start <= marker[0] < end) for start, end in bounds]
        for place, (start, end) in enumerate(bounds):
            others = (*inside[max(0, place - 1) : place], *inside[place + 1 : place + 1 + _BEHIND])
            yield Sentence(
                text=content[start:end],
                start=start,
                passage=passage,
                cited=tuple((a - start, b - start, citation) for a, b, citation in inside[place]),
                near=tuple(citation for other in others for _, _, citation in other),
            )


def hits(audit: Audit, pattern: re.Pattern[str]) -> Iterator[tuple[Sentence, re.Match[str]]]:
    """The sentences in which a pattern is found, each with its first match."""
    split = audit.once(_Split)
    for passage in passages(audit):
        if pattern.search(passage.block.text.content):
            for sentence in split.sentences(passage):
                if match := pattern.search(sentence.text):
                    yield sentence, match


def cited_by(audit: Audit, citation: Citation) -> list[Reference]:
    """The references that a citation points at; none where one of its labels points at nothing."""
    if any(link.reference is None for link in citation.links):
        return []
    return [audit.reference(link.reference) for link in citation.links if link.reference is not None]


def is_abstract(section: str) -> bool:
    """Whether a heading opens a part that cites nothing by custom."""
    return (
        re.match(
            r"\W*(?:\d[\d.]*\s*)?(?:abstract|summary|key\s?(?:points|messages)|highlights|conclusions?)\b",
            section,
            re.I,
        )
        is not None
    )
