"""Text of others as markup that shows it and does nothing else, with marks on the words that decide."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from markupsafe import Markup, escape

from citeaudit.model import Citation, Finding, Reference
from citeaudit.text.display import visible
from citeaudit.text.patterns import lazy

_ODD = lazy(r"[^\n -~\xa0-\u02ff\u0370-\u05ff\u2010-\u2027\u2030-\u205e\u2070-\u2bff\u4e00-\u9fff]")
"""What may be a control or an invisible character; all else is shown as it is."""

_WORD = lazy(r"\w(?:[\w+./'’\u2010-\u2013-]*\w)?")
"""A word with what joins its parts: "PIK3CA-mutated", "p.R273H"."""

_PART = lazy(r"\w+")
"""What stands between the joints."""

_WORDS_OF_MESSAGES = frozenset("a an and as by does fit fits for from in is it no none not of on only or reference references "
                               "sentence stand stands that the this to while with words".split())  # fmt: skip

_DECIDING_FACTS = ("named", "printed", "listed", "actual")
"""Facts of findings that are words of the text or the entry."""

_LEAST_LETTERS = 3
"""Shorter words stand everywhere; marked, they would distract."""


@dataclass(frozen=True, slots=True)
class Span:
    """Characters `start` to `end` (half-open) are set in the tag `tag` with the class `name`."""

    start: int
    end: int
    tag: str
    name: str = ""


def shown(text: str) -> str:
    """The text with control and turning characters made visible; its line breaks stay."""
    return _ODD.sub(lambda odd: visible(odd[0]), text)


def marked(text: str, spans: Sequence[Span]) -> Markup:
    """The text as markup with the spans marked; they may overlap, and stand inside of the text or are cut to it."""
    if not spans:
        return escape(shown(text))
    edges = sorted({0, len(text), *(min(max(edge, 0), len(text)) for span in spans for edge in (span.start, span.end))})
    parts: list[Markup] = []
    for start, end in pairwise(edges):
        part = escape(shown(text[start:end]))
        for span in reversed(spans):  # the first of them is the outermost
            if span.start <= start and end <= span.end:
                name = Markup(' class="{}"').format(span.name) if span.name else ""
                part = Markup("<{0}{1}>{2}</{0}>").format(Markup(span.tag), name, part)
        parts.append(part)
    return Markup("").join(parts)


def deciding(finding: Finding, sentences: Iterable[str], references: Iterable[str]) -> frozenset[str]:
    """The words that decide, folded: those the evidence names that stand in a sentence and in a reference."""
    named = _words(" ".join(finding.evidence)) - _WORDS_OF_MESSAGES
    common = named & _parts(" ".join(sentences)) & _parts(" ".join(references))
    facts = [finding.facts.get(name, "") for name in _DECIDING_FACTS]
    if "field" in finding.facts:  # there "cited" is what the reference prints, elsewhere which one is cited
        facts.append(finding.facts.get("cited", ""))
    return frozenset(common | {word for word in _words(" ".join(facts)) - _WORDS_OF_MESSAGES if _telling(word)})


def _telling(word: str) -> bool:
    return len(word) >= _LEAST_LETTERS or word.isdigit()


def _words(text: str) -> set[str]:
    return {_folded(match[0]) for match in _WORD.finditer(text)}


def _parts(text: str) -> set[str]:
    """The words, and what stands between the hyphens of compounds: "PIK3CA-mutated" speaks of PIK3CA."""
    return _words(text) | {_folded(match[0]) for match in _PART.finditer(text)}


def _folded(word: str) -> str:
    folded = word.casefold()
    return folded[:-1] if len(folded) > _LEAST_LETTERS + 1 and folded.endswith("s") else folded


def words(text: str, chosen: frozenset[str]) -> list[Span]:
    """Where the chosen words stand in a text."""
    if not chosen:
        return []
    any_of = "|".join(re.escape(word) for word in sorted(chosen, key=lambda word: (-len(word), word)))
    return [Span(*match.span(), "mark") for match in re.finditer(rf"(?<!\w)(?:{any_of})s?(?!\w)", text, re.IGNORECASE)]


def claim_and_marker(citation: Citation) -> tuple[tuple[int, int], tuple[int, int]]:
    """Where the claim and the marker stand in the sentence; (0, 0) where they are not found."""
    sentence, claim, marker = citation.sentence, citation.claim.strip(), citation.marker
    start = sentence.find(claim) if claim else -1
    part = (start, start + len(claim)) if start >= 0 else (0, 0)
    bound = r"(?<!\d){}(?!\d)" if marker[:1].isdigit() else "{}"
    places = [m.span() for m in re.finditer(bound.format(re.escape(marker)), sentence)] if marker else []
    behind = [place for place in places if place[0] >= part[0] and place[1] >= part[1]]
    return part, (behind or places[-1:] or [(0, 0)])[0]


def sentence(citation: Citation, chosen: frozenset[str] = frozenset()) -> Markup:
    """The sentence with its claim, its marker and the words that decide marked."""
    claim, marker = claim_and_marker(citation)
    spans = [Span(*claim, "span", "claim")] if claim[1] else []
    if marker[1]:
        spans.append(Span(*marker, "b", "marker"))
    return marked(citation.sentence, [*spans, *words(citation.sentence, chosen)])


def entry(reference: Reference, chosen: frozenset[str] = frozenset()) -> Markup:
    """The entry of the list as printed, with the words that decide marked."""
    return marked(reference.raw, words(reference.raw, chosen))
