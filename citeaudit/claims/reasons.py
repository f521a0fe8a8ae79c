"""Why a link fits or not, in words: what the sentence and the references of the list share, by name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from citeaudit.claims.abbreviations import acronyms, initials_in, introduced, spelt_out
from citeaudit.claims.accusation import REFUSALS, Accused
from citeaudit.claims.authorship import authorship, prints_author, wrote
from citeaudit.claims.likelihood import doubt_by_words
from citeaudit.claims.vocabulary import Shared, Term, Vocabulary, terms
from citeaudit.claims.years import year
from citeaudit.model import Citation, Claim, Evidence, Fault, Reference
from citeaudit.ruling import holding

MOST_WORDS = 4
"""Words named in a reason; more would not be read."""

_AUTHOR_NATS = 4.0
"""What an author speaks for that only the better reference has, about as much as a rare word."""

_SENTENCE_NATS = 2.0
"""What other sentences that cite a reference speak for, or against it: less than what stands in the list."""

_NOTHING_NATS = 1.0
"""What it speaks against a reference to share nothing: most right links with general sentences do not either."""

NOTHING_SHARED = "nothing_shared"
"""The rule of an abstention by names: nothing speaks for or against the link."""

ACCUSED = "accused_by_names"
"""The rule of an accusation: no refusal holds."""


@dataclass(frozen=True, slots=True)
class Ruled:
    """A claim and the name of the rule that made it."""

    claim: Claim
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InAbstract:
    """A claim, what its reference is called, the abstract of the work cited ("": none), and the terms of the claim in it.

    `in_better` counts those that stand in title and abstract of the better reference.
    """

    claim: Claim
    called: str
    abstract: str
    found: tuple[Term, ...]
    in_better: int


class Reasons:
    """What stands in the sentences and titles of a document, to be named in evidence.

    Args:
        citations: All citations.
        references: The list.
        abstracts: Abstracts of works found, by the index of their reference.
        paragraphs: The text, for the abbreviations that it introduces: they are joined to the words they stand for.

    """

    def __init__(
        self,
        citations: Sequence[Citation],
        references: Sequence[Reference],
        abstracts: Mapping[int, str] | None = None,
        paragraphs: Sequence[str] = (),
    ) -> None:
        self._citations, self._references, self._abstracts = citations, references, abstracts or {}
        long_forms = introduced(paragraphs)
        shorts = set().union(*(acronyms(citation.claim) for citation in citations)) - long_forms.keys()

        def title_of(reference: Reference) -> str:
            title = reference.record.title
            return " ".join((spelt_out(title, long_forms), *initials_in(title, shorts)))

        self._vocabulary = Vocabulary(references, [title_of(reference) for reference in references])
        self._shared = [
            self._vocabulary.shared(f"{spelt_out(citation.claim, long_forms)} {' '.join(citation.narrative_authors)}")
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

    def by_names(self, row: int, index: int) -> Ruled:
        """The claim as far as shared names, authors and years decide it: no comparison with other sentences.

        The rule is `NOTHING_SHARED` where nothing speaks for or against the link (the claim abstains), one of
        `accusation.REFUSALS` where names do not accuse, else `ACCUSED`.
        """
        citation, reference, shared = self._citations[row], self._references[index - 1], self._shared[row]
        cited, beside = self._cited[row], self._beside(row)
        own = shared.get(index, Shared())
        names, dated = authorship(citation, reference), year(citation, reference)
        evidence = [e for e in (own.evidence_for(reference), names, dated) if e]
        rivals = {i: s for i, s in shared.items() if i not in cited and i not in beside}
        rival = max(rivals, key=lambda i: (rivals[i].weight, -i), default=None)
        if not evidence and rival is None:
            return Ruled(Claim(citation=citation.id, reference=index, mismatch=None), NOTHING_SHARED)
        against = Shared() if rival is None else rivals[rival]
        group = max((shared[i].weight for i in cited if i in shared), default=0.0)
        refusal = holding(
            REFUSALS,
            Accused(
                rival=rival,
                against=against,
                group=group,
                author_named=names is not None or prints_author(citation, reference),
                specific=self._vocabulary.is_specific(index),
            ),
        )
        if rival is not None and not refusal:
            text = f"{stand(against.words[:MOST_WORDS])} in {self._of(rival).called}, not in {reference.mark}"
            evidence.insert(0, Evidence(kind="distinctive-words", weight=against.weight, text=text))
        lead = against.weight - group + sum(e.weight for e in (names, dated) if e)
        claim = Claim(
            citation=citation.id,
            reference=index,
            mismatch=doubt_by_words(lead),
            fault=None if refusal else Fault.WRONG_NUMBER,
            suggested=None if refusal else rival,
            two_sided=not refusal,
            agreeing=0 if refusal or group else against.agreeing,
            evidence=tuple(evidence),
        )
        return Ruled(claim, refusal or ACCUSED)

    def _of(self, index: int) -> Reference:
        return self._references[index - 1]

    def explained(self, claim: Claim, row: int) -> Claim:
        """The claim with the reasons for its fault put first."""
        index, better = claim.reference, claim.suggested
        shared = self._shared[row]
        own = shared.get(index, Shared())
        evidence: list[Evidence] = []
        if better is not None:
            there = shared.get(better, Shared())
            words = [word for word in there.words if word not in own.words][:MOST_WORDS]
            if words:
                text = f"{stand(words)} in {self._of(better).called}, not in {self._of(index).mark}"
                evidence.append(Evidence(kind="distinctive-words", weight=there.weight, text=text))
            author = next(
                (n for n in self._citations[row].narrative_authors if self._wrote_only(n, better, index)), None
            )
            if author:
                text = f"{author} is an author of {self._of(better).called}, not of {self._of(index).mark}"
                evidence.append(Evidence(kind="author", weight=_AUTHOR_NATS, text=text))
            alike = self._like_sentence(row, better, index)
            if alike:
                text = f"{stand(alike)} also in another sentence that cites {self._of(better).mark}"
                evidence.append(Evidence(kind="other-sentences", weight=_SENTENCE_NATS, text=text))
        if not own.words:
            evidence.append(
                Evidence(
                    kind="nothing-shared",
                    weight=_NOTHING_NATS,
                    text=f"no rare word of the sentence stands in {self._of(index).called}",
                )
            )
        if claim.fault is Fault.FOREIGN and not self._tied(index):
            text = f"no sentence that cites {self._of(index).called} has a rare word of its title"
            evidence.append(Evidence(kind="no-sentence", weight=_SENTENCE_NATS, text=text))
        return replace(claim, evidence=(*evidence, *claim.evidence))

    def in_abstract(self, claim: Claim, row: int) -> InAbstract:
        """What the abstract of the work cited has of the sentence, and what title and abstract of the better one have."""
        abstract = self._abstracts.get(claim.reference, "")
        if not abstract:
            return InAbstract(claim=claim, called="", abstract="", found=(), in_better=0)
        sought = {term.key: term for term in terms(self._citations[row].claim)}
        found = tuple(term for key, term in sought.items() if key in self._rare(abstract))
        better = ""
        if claim.suggested is not None:
            title = self._references[claim.suggested - 1].record.title
            better = f"{title} {self._abstracts.get(claim.suggested, '')}"
        in_better = sum(key in self._rare(better) for key in sought)
        called = self._of(claim.reference).called
        return InAbstract(claim=claim, called=called, abstract=abstract, found=found, in_better=in_better)

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
        sought = self._rare(self._citations[row].claim)
        sentence = self._citations[row].sentence
        better_cited, cited = self._sentences_with(better), self._sentences_with(index)

        def elsewhere(found: Mapping[str, set[str]], key: str) -> bool:
            sentences = found.get(key, ())
            return len(sentences) > (sentence in sentences)

        found = (p for key, p in sought.items() if elsewhere(better_cited, key) and not elsewhere(cited, key))
        return list(islice(found, MOST_WORDS))

    def _sentences_with(self, index: int) -> dict[str, set[str]]:
        """The sentences that cite a reference, by each of their rare words."""
        if index not in self._sentences:
            found: dict[str, set[str]] = {}
            for sentence in {self._citations[row].sentence for row in self._citing.get(index, ())}:
                for key in self._rare(sentence):
                    found.setdefault(key, set()).add(sentence)
            self._sentences[index] = found
        return self._sentences[index]


def stand(words: Sequence[str]) -> str:
    """Words as a subject with its verb: "naps, memory and light stand"."""
    listed = words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
    return f"{listed} {'stands' if len(words) == 1 else 'stand'}"
