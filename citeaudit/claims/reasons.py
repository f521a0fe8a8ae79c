"""Why a link fits or not, in words: what the sentence and the references of the list share, by name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from citeaudit.claims.authorship import authorship, wrote
from citeaudit.claims.likelihood import BETTER_SHARE, mismatch_probability
from citeaudit.claims.vocabulary import Shared, Vocabulary, terms
from citeaudit.claims.years import year
from citeaudit.model import Citation, Claim, Evidence, Fault, Reference

_MOST_WORDS = 4
_EXCUSED = 0.1
"""What is left of a doubt where the abstract has the words of the sentence."""


class Reasons:
    """What stands in the sentences and titles of a document, to be named in evidence.

    Args:
        citations: All citations.
        references: The list.
        abstracts: Abstracts of works found, by the index of their reference.

    """

    def __init__(
        self, citations: Sequence[Citation], references: Sequence[Reference], abstracts: Mapping[int, str] | None = None
    ) -> None:
        self._citations, self._references, self._abstracts = citations, references, abstracts or {}
        self._vocabulary = Vocabulary(references)
        self._shared = [
            self._vocabulary.shared(f"{citation.claim} {' '.join(citation.narrative_authors)}")
            for citation in citations
        ]
        self._cited = [{link.reference for link in c.links if link.reference is not None} for c in citations]
        self._in_sentence: dict[tuple[int, str], Counter[int]] = {}
        self._citing: dict[int, list[int]] = {}
        for row, (citation, cited) in enumerate(zip(citations, self._cited, strict=True)):
            self._in_sentence.setdefault((citation.paragraph, citation.sentence), Counter()).update(cited)
            for index in cited:
                self._citing.setdefault(index, []).append(row)
        self._terms: dict[str, dict[str, str]] = {}
        self._sentences: dict[int, dict[str, set[str]]] = {}

    def by_names(self, row: int, index: int) -> Claim:
        """The claim as far as shared names, authors and years decide it: no comparison with other sentences.

        A reference is called wrong only with evidence on both sides: the sentence has names that the cited reference
        lacks, another reference of the list has them, and the title cited is specific enough to be about something else.
        """
        citation, reference, shared = self._citations[row], self._references[index - 1], self._shared[row]
        cited = [link.reference for link in citation.links]
        own = shared.get(index, Shared())
        names, dated = authorship(citation, reference), year(citation, reference)
        evidence = [e for e in (own.evidence_for(index), names, dated) if e]
        beside = self._beside(row)
        rivals = {i: s for i, s in shared.items() if i not in cited and i not in beside}
        group = max((shared[i].weight for i in cited if i in shared), default=0.0)
        rival = max(rivals, key=lambda i: (rivals[i].weight, -i), default=None)
        if not evidence and rival is None:
            return Claim(citation=citation.id, reference=index, mismatch=None)
        against = Shared() if rival is None else rivals[rival]
        two_sided = (
            rival is not None
            and names is None
            and self._vocabulary.is_specific(index)
            and against.convinces()
            and max(own.weight, group) <= BETTER_SHARE * against.weight
        )
        if two_sided and rival is not None:
            words = against.words[:_MOST_WORDS]
            text = f"{_stand(words)} in reference {rival}, not in {index}"
            evidence.insert(0, Evidence(kind="distinctive-words", weight=against.weight, text=text))
        lead = against.weight - max(own.weight, group) + sum(e.weight for e in (names, dated) if e)
        return Claim(
            citation=citation.id,
            reference=index,
            mismatch=mismatch_probability(lead, two_sided=two_sided),
            fault=Fault.WRONG_NUMBER if two_sided else None,
            suggested=rival if two_sided else None,
            two_sided=two_sided,
            evidence=tuple(evidence),
        )

    def explained(self, claim: Claim, row: int) -> Claim:
        """The claim with the reasons for its fault put first; two-sided where words on both sides say the same."""
        if claim.fault is None:
            return claim
        index, better = claim.reference, claim.suggested
        shared = self._shared[row]
        own = shared.get(index, Shared())
        evidence: list[Evidence] = []
        if better is not None:
            there = shared.get(better, Shared())
            words = [word for word in there.words if word not in own.words][:_MOST_WORDS]
            if words:
                text = f"{_stand(words)} in reference {better}, not in {index}"
                evidence.append(Evidence(kind="distinctive-words", weight=there.weight, text=text))
            author = next(
                (n for n in self._citations[row].narrative_authors if self._wrote_only(n, better, index)), None
            )
            if author:
                text = f"{author} is an author of reference {better}, not of {index}"
                evidence.append(Evidence(kind="author", weight=4.0, text=text))
            alike = self._like_sentence(row, better, index)
            if alike:
                text = f"{_stand(alike)} also in another sentence that cites {better}"
                evidence.append(Evidence(kind="other-sentences", weight=2.0, text=text))
        if not own.words:
            evidence.append(
                Evidence(
                    kind="nothing-shared", weight=1.0, text=f"no rare word of the sentence stands in reference {index}"
                )
            )
        if claim.fault is Fault.FOREIGN and not self._tied(index):
            text = f"no sentence that cites reference {index} has a rare word of its title"
            evidence.append(Evidence(kind="no-sentence", weight=2.0, text=text))
        return replace(claim, evidence=(*evidence, *claim.evidence))

    def excused(self, claim: Claim, row: int) -> Claim:
        """The claim without its doubt where the abstract of the work cited has what the sentence says.

        Asked for are three rare words of the claim, or two of which one is a name, and no fewer than title and abstract of
        the better reference have. An abstract only ever speaks for a link.
        """
        abstract = self._abstracts.get(claim.reference, "")
        if not abstract or claim.fault is None:
            return claim
        mine = {term.key: term for term in terms(self._citations[row].claim)}
        here = self._rare(abstract)
        found = [term for key, term in mine.items() if key in here]
        if len(found) < (2 if any(term.name for term in found) else 3):
            return claim
        if claim.suggested is not None:
            title = self._references[claim.suggested - 1].record.title
            there = self._rare(f"{title} {self._abstracts.get(claim.suggested, '')}")
            if sum(key in there for key in mine) > len(found):
                return claim
        words = [term.printed for term in sorted(found, key=lambda term: not term.name)][:_MOST_WORDS]
        text = f"{_stand(words)} in the abstract of reference {claim.reference}"
        return Claim(
            citation=claim.citation,
            reference=claim.reference,
            mismatch=round(_EXCUSED * (claim.mismatch or 0.0), 4),
            evidence=(Evidence(kind="abstract", weight=-4.0, text=text), *claim.evidence),
        )

    def _rare(self, text: str) -> dict[str, str]:
        """The terms of a text that could single something out, by what is compared, as printed; in order."""
        if text not in self._terms:
            self._terms[text] = {term.key: term.printed for term in terms(text)}
        return self._terms[text]

    def _wrote_only(self, name: str, better: int, index: int) -> bool:
        return wrote(name, self._references[better - 1]) and not wrote(name, self._references[index - 1])

    def _beside(self, row: int) -> set[int]:
        """The references that other citations of the same sentence cite."""
        citation, cited = self._citations[row], self._cited[row]
        counted = self._in_sentence[citation.paragraph, citation.sentence]
        return {index for index, citations in counted.items() if citations > (index in cited)}

    def _tied(self, index: int) -> bool:
        return any(index in self._shared[row] for row in self._citing.get(index, ()))

    def _like_sentence(self, row: int, better: int, index: int) -> list[str]:
        """Rare words of this claim that another sentence has which cites the better reference and none that cites this."""
        mine = self._rare(self._citations[row].claim)
        sentence = self._citations[row].sentence
        theirs, own = self._sentences_with(better), self._sentences_with(index)

        def elsewhere(found: Mapping[str, set[str]], key: str) -> bool:
            sentences = found.get(key, ())
            return len(sentences) > (sentence in sentences)

        return [printed for key, printed in mine.items() if elsewhere(theirs, key) and not elsewhere(own, key)][
            :_MOST_WORDS
        ]

    def _sentences_with(self, index: int) -> dict[str, set[str]]:
        """The sentences that cite a reference, by each of their rare words."""
        if index not in self._sentences:
            found: dict[str, set[str]] = {}
            for sentence in {self._citations[row].sentence for row in self._citing.get(index, ())}:
                for key in self._rare(sentence):
                    found.setdefault(key, set()).add(sentence)
            self._sentences[index] = found
        return self._sentences[index]


def _stand(words: Sequence[str]) -> str:
    listed = words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
    return f"{listed} {'stands' if len(words) == 1 else 'stand'}"
