"""The engine: from a document to one claim for each link."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from citeaudit.claims import company, fit, lexicon, reasons, verdict
from citeaudit.claims.bags import Doubles, grid, log_shares
from citeaudit.claims.document import Document
from citeaudit.claims.joint import Around, Joint, weigh_together
from citeaudit.claims.vocabulary import DISTINCTIVE_NATS
from citeaudit.model import Citation, Claim, Fault, Reference
from citeaudit.text.folding import fold

FEWEST_REFERENCES = 8
"""In a shorter list nothing is learned from comparison; there only names in the sentence count."""

_MOST_TOGETHER = 2_500
"""Citations that are weighed together, more than any book has; what they need grows with the square of their number."""

_LEAST_SHARE = 0.12
"""A sentence whose best reference has no more of all its chances than this tells no reference from another."""

_WRONG_NUMBER, _EXCHANGED, _TOO_HIGH, _TOO_LOW, _FOREIGN = 1, 2, 3, 4, 5  # places in verdict.FAULTS
_SURELY_FOREIGN = 2.0
"""An entry is called foreign only where that is so many times as likely as a wrong number, which has a better reference."""

_LEAST_SHARE_OF_BETTER = 0.2
"""What the best reference must have of all chances to be named beside an entry that seems foreign."""

_LEAST_AGREED = 0.3
"""What the links of a pair, a run or an entry must say together to be treated as one."""

_FEWEST_IN_RUN = 3
_IN_RUN = 0.5  # links whose place behind the start is less likely than this speak for themselves

_LEAST_LEAD = 3.0
"""By how many nats the scores must agree with names that speak for another reference."""

_OF_ANOTHER_NAME = 0.1
"""What is left of the chance of a wrong number where citations go by name and no other work of the name fits better."""

_SEVERAL = 0.5
"""Below this chance a link whose names speak for another reference has slipped alone, whatever its neighbours say."""

_LEAST_FAULT = 0.02  # below this chance no fault is named
_FAULTS = (None, Fault.WRONG_NUMBER, Fault.EXCHANGED, Fault.SHIFTED, Fault.SHIFTED, Fault.FOREIGN)


@dataclass(frozen=True, slots=True)
class Weighed:
    """What the model makes of a link: the chance of a fault (0–1), which, the better reference (0-based, −1: none).

    `scores` are those of every reference for the citation, in nats; `silent` tells that they tell none from another.
    """

    mismatch: float
    fault: Fault | None
    better: int
    silent: bool
    scores: Doubles

    def outranked(self, place: int) -> float:
        """The share of the list (0–1) whose scores are higher than that of the reference at `place` (0-based)."""
        return round(float((self.scores > self.scores[place]).mean()), 4)


def infer(
    citations: Sequence[Citation],
    paragraphs: Sequence[str],
    references: Sequence[Reference],
    abstracts: Mapping[int, str],
) -> tuple[Claim, ...]:
    """One claim for each link, in the order of citations and links."""
    weighed = _weigh(citations, references, paragraphs) if len(references) >= FEWEST_REFERENCES else {}
    spoken = reasons.Reasons(citations, references, abstracts)
    claims: list[Claim] = []
    for row, citation in enumerate(citations):
        cited = [link.reference for link in citation.links if link.reference is not None]
        for index in dict.fromkeys(cited):
            at = weighed.get((row, index - 1))
            claim = _claim(spoken, row, index, at)
            if at is not None and not citation.links[0].label[:1].isdigit():
                claim = _by_label(claim, citation, at.scores, references)
            claim = spoken.excused(claim, row)
            claims.append(claim if at is None else replace(claim, outranked=at.outranked(index - 1)))
    return tuple(claims)


def _by_label(claim: Claim, citation: Citation, scores: Doubles, references: Sequence[Reference]) -> Claim:
    """A claim of a citation by name or by key: there numbers cannot slip.

    By name, and without names that stand in the sentence and the better reference, only another work of the same author can have been meant ("Smith 2015"
    for "Smith 2016"): the one that fits best is suggested if it fits clearly better, else the link is let pass.
    """
    if claim.two_sided or claim.fault in (None, Fault.FOREIGN):
        return claim
    if citation.tagged or any(e.kind == "distinctive-words" and e.weight >= DISTINCTIVE_NATS for e in claim.evidence):
        return replace(claim, fault=Fault.WRONG_NUMBER)
    name = _first_family(references[claim.reference - 1])
    same = [r.index for r in references if r.index != claim.reference and name and _first_family(r) == name]
    better = max(same, key=lambda index: (scores[index - 1], -index), default=None)
    if better is None or scores[better - 1] - scores[claim.reference - 1] < _LEAST_LEAD:
        return Claim(
            citation=claim.citation,
            reference=claim.reference,
            mismatch=round(_OF_ANOTHER_NAME * (claim.mismatch or 0.0), 4),
        )
    return replace(claim, fault=Fault.WRONG_NUMBER, suggested=better)


def _first_family(reference: Reference) -> str:
    return fold(reference.record.author[0].full_family) if reference.record.author else ""


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
    chances = trees.chances(together.features)
    mismatch = verdict.calibrated(1.0 - chances[:, 0], named)
    return _by_link(together, chances, mismatch, scores)


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
    for rows, features in company.Company(document, vector, fits, titles_alike).blocks():
        scores[rows] = lexicon.network(second, features)
        around.keep(rows, features, scores[rows])
    return weigh_together(document, vector, fits, around, scores, titles_alike), scores


def _silent(scores: Doubles) -> NDArray[np.bool_]:
    """For each citation whether its sentence tells no reference from another."""
    return np.asarray(np.exp(log_shares(scores)).max(1) < _LEAST_SHARE)


def _by_link(together: Joint, chances: Doubles, mismatch: Doubles, scores: Doubles) -> dict[tuple[int, int], Weighed]:
    found: dict[tuple[int, int], Weighed] = {}
    silent = _silent(scores)
    kinds = chances[:, 1:].argmax(1) + 1
    number = (kinds == _FOREIGN) & (chances[:, _FOREIGN] < _SURELY_FOREIGN * chances[:, _WRONG_NUMBER])
    kinds, mismatch = _agreed(together, np.where(number, _WRONG_NUMBER, kinds), mismatch)
    for at, (row, column) in enumerate(zip(together.rows.tolist(), together.columns.tolist(), strict=True)):
        fault = _FAULTS[kinds[at]]
        better = {
            Fault.EXCHANGED: together.partner[at],
            Fault.SHIFTED: together.shifted[at],
            Fault.FOREIGN: together.better[at] if together.better_share[at] >= _LEAST_SHARE_OF_BETTER else -1,
        }.get(fault or Fault.WRONG_NUMBER, together.better[at])
        if fault in (Fault.EXCHANGED, Fault.SHIFTED) and better < 0:
            fault, better = Fault.WRONG_NUMBER, together.better[at]
        chance = round(float(mismatch[at]), 4)
        found[row, column] = Weighed(
            mismatch=chance,
            fault=fault if chance >= _LEAST_FAULT else None,
            better=int(better),
            silent=bool(silent[row]),
            scores=scores[row],
        )
    return found


def _agreed(together: Joint, kinds: NDArray[np.int64], mismatch: Doubles) -> tuple[NDArray[np.int64], Doubles]:
    """Faults that concern several links, agreed on by all of them: the links of a run, of a pair, of an entry.

    All of them get the mean of their chances, or keep what is higher.
    """
    kinds, mismatch = kinds.copy(), mismatch.copy()
    columns, shift = together.columns, together.shift

    def agree(links: NDArray[np.bool_], kind: int) -> None:
        mean = float(grid(mismatch[links].sum(keepdims=True) / links.sum(), 12)[0])
        if mean >= _LEAST_AGREED:
            kinds[links] = kind
            mismatch[links] = np.maximum(mismatch[links], mean)

    for column in np.unique(columns[kinds == _EXCHANGED]):
        partner = together.partner[columns == column][0]
        if partner >= 0:
            agree((columns == column) | (columns == partner), _EXCHANGED)
    for column in np.unique(columns[kinds == _FOREIGN]):
        agree(columns == column, _FOREIGN)
    run = (together.in_run >= _IN_RUN) & (together.shifted == columns + shift.offset)
    if shift.log_odds > 0 and run.sum() >= _FEWEST_IN_RUN:
        agree(run, _TOO_HIGH if shift.offset < 0 else _TOO_LOW)
    return kinds, mismatch


def _claim(spoken: reasons.Reasons, row: int, index: int, weighed: Weighed | None) -> Claim:
    named = spoken.by_names(row, index)
    if weighed is None:  # a list too short to compare in
        return named
    if named.two_sided and named.suggested is not None:
        if weighed.scores[named.suggested - 1] - weighed.scores[index - 1] >= _LEAST_LEAD:
            several = (
                weighed.fault in (Fault.EXCHANGED, Fault.SHIFTED)
                and weighed.better + 1 == named.suggested
                and weighed.mismatch >= _SEVERAL
            )
            fault = weighed.fault if several else named.fault
            return replace(named, mismatch=max(weighed.mismatch, named.mismatch or 0.0), fault=fault)
        named = replace(named, two_sided=False, evidence=named.evidence[1:])
    if weighed.silent and weighed.mismatch < verdict.DOUBTFUL and not named.evidence:
        return Claim(citation=named.citation, reference=index, mismatch=None)
    better = weighed.better + 1 if weighed.better >= 0 and weighed.fault is not None else None
    claim = Claim(
        citation=named.citation,
        reference=index,
        mismatch=weighed.mismatch,
        fault=weighed.fault,
        suggested=better if weighed.mismatch >= verdict.DOUBTFUL else None,
        evidence=named.evidence,
    )
    return spoken.explained(claim, row) if weighed.mismatch >= verdict.DOUBTFUL else claim
