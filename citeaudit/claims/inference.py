"""The engine: from a document to one claim for each link."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise

import numpy as np

from citeaudit.claims import company, fit, lexicon, verdict
from citeaudit.claims.authorship import prints_author
from citeaudit.claims.bags import Doubles
from citeaudit.claims.chances import EXPECTED_FAULTS, chance
from citeaudit.claims.document import Document
from citeaudit.claims.faults import Weighed, of_links
from citeaudit.claims.features import FAULTS
from citeaudit.claims.joint import Around, Joint, weigh_together
from citeaudit.claims.judgement import Judged, judge
from citeaudit.claims.reasons import Reasons
from citeaudit.claims.silences import silences
from citeaudit.model import Citation, Claim, Reference, Silence
from citeaudit.text.language import english

FEWEST_REFERENCES = 8
"""In a shorter list nothing is learned from comparison; there only names in the sentence count."""

_MOST_TOGETHER = 2_500
"""Citations that are weighed together, more than any book has; what they need grows with the square of their number."""


def infer(
    citations: Sequence[Citation],
    paragraphs: Sequence[str],
    references: Sequence[Reference],
    abstracts: Mapping[int, str],
    expected: float = EXPECTED_FAULTS,
) -> tuple[Claim, ...]:
    """One claim for each link, in the order of citations and links.

    Args:
        citations: All citations, those side by side as one, without markers that hold words.
        paragraphs: The text, likewise.
        references: The list.
        abstracts: Abstracts of the works that were found, by the index of the reference.
        expected: The share (0–1) of citations that are expected to be wrong.

    """
    words = lexicon.model()[0] if len(references) >= FEWEST_REFERENCES else None
    silent = silences(citations, references, paragraphs, words)
    spoken = [citation for citation, silence in zip(citations, silent, strict=True) if silence is None]
    judged = iter(judged_links(spoken, paragraphs, references, abstracts))
    found: list[Claim] = []
    for citation, silence in zip(citations, silent, strict=True):
        for index in _cited(citation):
            if silence is None:
                found.append(in_life(next(judged).claim, references, expected))
            else:
                found.append(Claim(citation=citation.id, reference=index, mismatch=None, silence=silence))
    return tuple(found)


def in_life(claim: Claim, references: Sequence[Reference], expected: float) -> Claim:
    """A claim with its doubt turned into the chance that the link is wrong, and its silence named where it abstains.

    Args:
        claim: The claim; its `mismatch` is the doubt of the link.
        references: The list.
        expected: The share (0–1) of citations that are expected to be wrong.

    """
    if claim.mismatch is None:
        return replace(claim, silence=Silence.SENTENCE)
    if english(references[claim.reference - 1].record.title) is False:
        return Claim(citation=claim.citation, reference=claim.reference, mismatch=None, silence=Silence.LANGUAGE)
    return replace(claim, mismatch=chance(claim.mismatch, claim.fault, agreeing=claim.agreeing, expected=expected))


def judged_links(
    citations: Sequence[Citation],
    paragraphs: Sequence[str],
    references: Sequence[Reference],
    abstracts: Mapping[int, str],
) -> tuple[Judged, ...]:
    """The claim of each link with the names of the rules that made it, in the order of citations and links."""
    compared = bool(citations) and len(references) >= FEWEST_REFERENCES
    weighed = _weigh(citations, references, paragraphs) if compared else {}
    reasons = Reasons(citations, references, abstracts, paragraphs)
    found: list[Judged] = []
    for row, citation in enumerate(citations):
        for index in _cited(citation):
            found.append(judge(reasons, row, citation, index, weighed.get((row, index - 1)), references))
    return tuple(found)


def _cited(citation: Citation) -> tuple[int, ...]:
    """The references (1-based) that a citation points at, each once, in order."""
    return tuple(dict.fromkeys(link.reference for link in citation.links if link.reference is not None))


def _weigh(
    citations: Sequence[Citation], references: Sequence[Reference], paragraphs: Sequence[str]
) -> dict[tuple[int, int], Weighed]:
    """What the model makes of each link, by the place of its citation and that of its reference (0-based).

    Every citation is compared with every other, so a text with more than `_MOST_TOGETHER` is weighed in parts.
    """
    parts = -(-len(citations) // _MOST_TOGETHER)
    cuts = [len(citations) * part // parts for part in range(parts + 1)]
    return {
        (start + row, column): link
        for start, end in pairwise(cuts)
        for (row, column), link in _weigh_part(citations[start:end], references, paragraphs).items()
    }


def _weigh_part(
    citations: Sequence[Citation], references: Sequence[Reference], paragraphs: Sequence[str]
) -> dict[tuple[int, int], Weighed]:
    words, named = lexicon.model()
    document = Document(citations, references, paragraphs, words)
    if not document.linked.any():
        return {}
    first, second, trees = _parts()
    together, scores = compare(document, first, second)
    kinds = trees.chances(together.features)
    doubt = verdict.calibrated(1.0 - kinds[:, FAULTS.index("none")], named)
    pairs = zip(together.rows.tolist(), together.columns.tolist(), strict=True)
    printed = np.array([prints_author(citations[row], references[column]) for row, column in pairs], bool)
    return of_links(together, kinds, doubt, scores, printed)


@cache
def _parts() -> tuple[lexicon.Layers, lexicon.Layers, verdict.Trees]:
    """The two networks and the trees of the model that ships."""
    _, named = lexicon.model()
    return lexicon.layers(named, "fit"), lexicon.layers(named, "company"), verdict.trees(named)


def compare(document: Document, first: lexicon.Layers, second: lexicon.Layers) -> tuple[Joint, Doubles]:
    """What all links say together, and the second score of every pair (citations × references, in nats).

    Args:
        document: The document; it has links.
        first: The network of the first score.
        second: That of the second.

    """
    vector = fit.vectors(document)
    titles_alike = company.title_likeness(document, vector)
    fits = fit.scores(document, first, vector)
    scores = np.zeros(fits.shape)
    around = Around(document)
    for rows, values in company.Company(document, vector, fits, titles_alike).blocks():
        scores[rows] = lexicon.network(second, values)
        around.keep(rows, values, scores[rows])
    return weigh_together(document, vector, fits, around, scores, titles_alike), scores
