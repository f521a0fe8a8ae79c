"""Every citation weighed against every reference of the list.

`weigh` is the seam: citations and references in, one claim for each link out. What stands behind it may change; checks
and reports see only the claims.
"""

from __future__ import annotations

from collections.abc import Sequence

from citeaudit.claims.authorship import authorship
from citeaudit.claims.likelihood import BETTER_SHARE, mismatch_probability
from citeaudit.claims.vocabulary import Shared, Vocabulary
from citeaudit.claims.years import year
from citeaudit.model import Citation, Claim, Evidence, Reference

_MOST_WORDS_IN_REASON = 4


def weigh(citations: Sequence[Citation], references: Sequence[Reference]) -> tuple[Claim, ...]:
    """Weigh each link against the whole list.

    A reference is called wrong only with evidence on both sides: the sentence has names that the cited reference
    lacks, another reference of the list has them, and the title cited is specific enough to be about something else.
    Where the claim shares no distinctive word with any reference the engine abstains.

    Returns:
        One claim for each link that points somewhere, in the order of citations and links.

    """
    vocabulary = Vocabulary(references)
    claims: list[Claim] = []
    by_sentence: dict[str, list[Citation]] = {}
    for citation in citations:
        by_sentence.setdefault(citation.sentence, []).append(citation)
    for citation in citations:
        cited = [link.reference for link in citation.links if link.reference is not None]
        beside = _cited_beside(citation, by_sentence[citation.sentence])
        shared = vocabulary.shared(f"{citation.claim} {' '.join(citation.narrative_authors)}")
        for index in dict.fromkeys(cited):
            specific = vocabulary.is_specific(index)
            claims.append(_weigh_link(citation, references[index - 1], cited, beside, shared, specific))
    return tuple(claims)


def _cited_beside(citation: Citation, same_sentence: Sequence[Citation]) -> set[int]:
    """What other markers of the same sentence cite: their names may stand in this claim."""
    return {
        link.reference
        for other in same_sentence
        if other.id != citation.id
        for link in other.links
        if link.reference is not None
    }


def _weigh_link(
    citation: Citation,
    reference: Reference,
    cited: Sequence[int],
    beside: set[int],
    shared: dict[int, Shared],
    specific: bool,
) -> Claim:
    index = reference.index
    own = shared.get(index, Shared())
    names = authorship(citation, reference)
    dated = year(citation, reference)
    evidence = [e for e in (own.evidence_for(index), names, dated) if e]
    rivals = {i: s for i, s in shared.items() if i not in cited and i not in beside}
    group = max((shared[i].weight for i in cited if i in shared), default=0.0)
    rival = max(rivals, key=lambda i: (rivals[i].weight, -i), default=None)
    if not evidence and rival is None:
        return Claim(citation=citation.id, reference=index, mismatch=None)
    against = Shared() if rival is None else rivals[rival]
    two_sided = (
        rival is not None
        and names is None
        and specific
        and against.convinces()
        and max(own.weight, group) <= BETTER_SHARE * against.weight
    )
    if two_sided and rival is not None:
        words = against.words[:_MOST_WORDS_IN_REASON]
        evidence.insert(0, Evidence(kind="distinctive-words", weight=against.weight, text=_reason(words, rival, index)))
    lead = against.weight - max(own.weight, group) + sum(e.weight for e in (names, dated) if e)
    return Claim(
        citation=citation.id,
        reference=index,
        mismatch=mismatch_probability(lead, two_sided=two_sided),
        suggested=rival if two_sided else None,
        two_sided=two_sided,
        evidence=tuple(evidence),
    )


def _reason(words: Sequence[str], rival: int, index: int) -> str:
    listed = words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
    return f"{listed} {'stands' if len(words) == 1 else 'stand'} in reference {rival}, not in {index}"
