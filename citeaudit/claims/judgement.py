"""From what names say and what the model says to the claim of a link: ordered rules, each with its reason and an example.

All chances of this module are doubts, the scale on which the model was trained (`verdict`); `chances` turns the doubt of a claim into
the chance that it gives.

Three lists, asked one after the other: `OF_LINKS` brings both together, `OF_LABELS` looks at citations whose labels are not
numbers, `OF_ABSTRACTS` lets a link pass where the abstract of the work cited has what the sentence says.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from citeaudit.claims import verdict
from citeaudit.claims.faults import DIGITS, Weighed
from citeaudit.claims.reasons import MOST_WORDS, InAbstract, Reasons, stand
from citeaudit.claims.vocabulary import DISTINCTIVE_NATS
from citeaudit.model import Citation, Claim, Evidence, Fault, Reference
from citeaudit.ruling import first
from citeaudit.text.folding import fold

_LEAST_LEAD = 3.0
"""By how many nats the scores must agree with names, or a work fit better than another of its author."""

_SEVERAL = 0.5
"""Below this doubt a link whose names speak for another reference has slipped alone, whatever its neighbours say."""

_OF_ANOTHER_NAME = 0.1
"""What is left of the doubt where citations go by name and no other work of the name fits better."""

_EXCUSED = 0.1
"""What is left of a doubt where the abstract has the words of the sentence."""

_ABSTRACT_NATS = 4.0
"""What an abstract with the words of the sentence speaks for its link."""

_FEWEST_IN_ABSTRACT = 3
"""Rare words of the claim that an abstract must have; an abstract has a hundred words, one or two are chance."""

_FEWEST_WITH_NAME = 2
"""The same where one of them is a name."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A claim and the trail of rules that made it, in order: by names, of faults, of the link, of labels, of abstracts."""

    claim: Claim
    rules: tuple[str, ...]


def judge(
    reasons: Reasons, row: int, citation: Citation, index: int, weighed: Weighed | None, references: Sequence[Reference]
) -> Judged:
    """The claim of one link.

    Args:
        reasons: What stands in the sentences and titles of the document.
        row: The place of the citation (0-based).
        citation: The citation.
        index: The reference cited (1-based).
        weighed: What the model makes of the link; None where the list is too short to compare in.
        references: The list.

    """
    named = reasons.by_names(row, index)
    link = Judging(reasons=reasons, row=row, named=named.claim, weighed=weighed)
    rule, claim = first(OF_LINKS, link)
    rules = [named.rule, *(weighed.rules if weighed else ()), rule]
    if weighed is not None:
        rule, claim = first(OF_LABELS, Labelled(citation=citation, claim=claim, weighed=weighed, references=references))
        rules.append(rule)
    rule, claim = first(OF_ABSTRACTS, reasons.in_abstract(claim, row))
    if weighed is not None:
        claim = replace(claim, outranked=weighed.outranked(index - 1))
    return Judged(claim, (*rules, rule))


# --------------------------------------------------------------------------- names and scores


@dataclass(frozen=True, slots=True, kw_only=True)
class Judging:
    """A link with what names say of it (`named`) and what the model says (`weighed`)."""

    reasons: Reasons
    row: int
    named: Claim
    weighed: Weighed | None

    @property
    def agreed(self) -> bool:
        """Whether names accuse the link and the scores agree."""
        index, rival = self.named.reference, self.named.suggested
        if self.weighed is None or rival is None:
            return False
        return bool(self.weighed.scores[rival - 1] - self.weighed.scores[index - 1] >= _LEAST_LEAD)

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """The evidence by names without an accusation, which stands first."""
        return self.named.evidence[1:] if self.named.two_sided else self.named.evidence


def list_is_short(link: Judging) -> Claim | None:
    """In a short list nothing is learned from comparison; there only names in the sentence count.

    "Zopidrem shortened sleep latency (1)" over a list of five.
    """
    return link.named if link.weighed is None else None


def slipped_with_others(link: Judging) -> Claim | None:
    """Names and scores speak for one reference, and so does an exchange or a shift: the fault is the common one.

    "REMWAVE-2 gave lunestazole (4)", where REMWAVE-2 is 5 and the other sentences on 4 and 5 say that they were exchanged.
    """
    weighed = link.weighed
    if weighed is None or not link.agreed or weighed.doubt < _SEVERAL:
        return None
    if weighed.fault not in (Fault.EXCHANGED, Fault.SHIFTED) or weighed.better + 1 != link.named.suggested:
        return None
    return replace(link.named, mismatch=weighed.doubt, fault=weighed.fault)


def names_and_scores_agree(link: Judging) -> Claim | None:
    """Names speak for another reference and the scores agree: a wrong number, with evidence on both sides.

    "REMWAVE-2 gave lunestazole (1)", where 1 is on jet lag and 2 reports REMWAVE-2.
    """
    if link.weighed is None or not link.agreed:
        return None
    return replace(link.named, mismatch=link.weighed.doubt)


def sentence_is_silent(link: Judging) -> Claim | None:
    """The engine abstains where the sentence tells no reference from another and nothing else speaks for or against.

    "Everybody sleeps at times (1)."
    """
    weighed = link.weighed
    if weighed is None or not weighed.silent or weighed.doubt >= verdict.DOUBTFUL or link.evidence:
        return None
    return Claim(citation=link.named.citation, reference=link.named.reference, mismatch=None)


def hardly_doubtful(link: Judging) -> Claim | None:
    """Below a certain doubt nothing is said of a link; what speaks for it is.

    A doubt of .05.
    """
    if link.weighed is None or link.weighed.doubt >= verdict.DOUBTFUL:
        return None
    return _claim(link, link.weighed)


def doubtful(link: Judging) -> Claim | None:
    """From that doubt on the claim says what is wrong, which reference is better, and why.

    A doubt of .30.
    """
    weighed = link.weighed
    if weighed is None:
        return None
    better = weighed.better + 1 if weighed.better >= 0 else None
    return link.reasons.explained(replace(_claim(link, weighed), suggested=better), link.row)


def _claim(link: Judging, weighed: Weighed) -> Claim:
    return Claim(
        citation=link.named.citation,
        reference=link.named.reference,
        mismatch=weighed.doubt,
        fault=weighed.fault,
        evidence=link.evidence,
    )


OF_LINKS: tuple[Callable[[Judging], Claim | None], ...] = (
    list_is_short,
    slipped_with_others,
    names_and_scores_agree,
    sentence_is_silent,
    hardly_doubtful,
    doubtful,
)
"""Words that a reader can check come before scores, and an abstention before a doubt."""


# --------------------------------------------------------------------------- labels that are not numbers


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """A citation, the claim of one of its links, and what the model makes of that."""

    citation: Citation
    claim: Claim
    weighed: Weighed
    references: Sequence[Reference]

    @property
    def other_work(self) -> int | None:
        """The reference (1-based) of the same first author that fits best."""
        name = _first_family(self.references[self.claim.reference - 1])
        same = [r.index for r in self.references if r.index != self.claim.reference and name == _first_family(r) != ""]
        return max(same, key=lambda index: (self.weighed.scores[index - 1], -index), default=None)


def number_may_slip(link: Labelled) -> Claim | None:
    """A label that is a number may be off by any slip: the claim stays.

    "(12)" and "[12a]".
    """
    return link.claim if link.citation.links[0].label[:1].isdigit() else None


def words_on_both_sides(link: Labelled) -> Claim | None:
    """Names in the sentence and in the better reference say more than the form of the label: the claim stays.

    "REMWAVE-2 gave lunestazole (Hall, 2015)", where Moss 2019 reports REMWAVE-2.
    """
    return link.claim if link.claim.two_sided else None


def no_slip_suspected(link: Labelled) -> Claim | None:
    """Without a fault there is nothing to weigh, and a foreign entry is foreign by whatever label: the claim stays.

    "Airway pressure helped (Xu, 2001)", where Xu 2001 is on asphalt.
    """
    return link.claim if link.claim.fault in (None, Fault.FOREIGN) else None


def key_may_be_wrong(link: Labelled) -> Claim | None:
    """A key is chosen from a list, and may be the wrong one; but keys are neither exchanged nor shifted.

    "[@hall2015]", where [@hall2016] fits.
    """
    return replace(link.claim, fault=Fault.WRONG_NUMBER) if link.citation.tagged else None


def words_of_another(link: Labelled) -> Claim | None:
    """Rare words that another reference has and the one cited has not: a work of another author may be meant.

    "Clonazepam reduced violent dreams (Hall, 2015)", where Roth 2020 is on clonazepam and violent dreams.
    """
    telling = any(e.kind == "distinctive-words" and e.weight >= DISTINCTIVE_NATS for e in link.claim.evidence)
    return replace(link.claim, fault=Fault.WRONG_NUMBER) if telling else None


def other_work_of_the_author(link: Labelled) -> Claim | None:
    """Another work of the same author fits clearly better: the year or the letter is wrong.

    "(Smith, 2016)" for "(Smith, 2015)".
    """
    other = link.other_work
    if other is None:
        return None
    scores = link.weighed.scores
    if scores[other - 1] - scores[link.claim.reference - 1] < _LEAST_LEAD:
        return None
    return replace(link.claim, fault=Fault.WRONG_NUMBER, suggested=other)


def name_does_not_slip(link: Labelled) -> Claim:
    """Nobody writes another author's name by a slip: the link is excused.

    "Naps improved memory (Hall, 2015)", where Hall has one work and Moss is on naps.
    """
    mismatch = round(_OF_ANOTHER_NAME * (link.claim.mismatch or 0.0), DIGITS)
    return Claim(citation=link.claim.citation, reference=link.claim.reference, mismatch=mismatch)


def _first_family(reference: Reference) -> str:
    return fold(reference.record.author[0].full_family) if reference.record.author else ""


OF_LABELS: tuple[Callable[[Labelled], Claim | None], ...] = (
    number_may_slip,
    words_on_both_sides,
    no_slip_suspected,
    key_may_be_wrong,
    words_of_another,
    other_work_of_the_author,
    name_does_not_slip,
)
"""What leaves the claim as it is comes first; then what can go wrong with a key, and at last with a name."""


# --------------------------------------------------------------------------- abstracts, which only speak for links


def no_abstract(link: InAbstract) -> Claim | None:
    """Nothing is known of what the work says: the claim stays.

    A book, or a work that was not looked up.
    """
    return None if link.abstract else link.claim


def no_doubt(link: InAbstract) -> Claim | None:
    """There is nothing to excuse: the claim stays.

    A link of which nothing is said.
    """
    return link.claim if link.claim.fault is None else None


def too_few_words_in_abstract(link: InAbstract) -> Claim | None:
    """The abstract has few rare words of the claim: the doubt stays.

    "REMWAVE-2 gave lunestazole to adults", and the abstract has only "lunestazole".
    """
    fewest = _FEWEST_WITH_NAME if any(term.name for term in link.found) else _FEWEST_IN_ABSTRACT
    return link.claim if len(link.found) < fewest else None


def better_one_has_more(link: InAbstract) -> Claim | None:
    """Title and abstract of the better reference have more words of the claim: the doubt stays.

    "REMWAVE-2 gave lunestazole to adults": all in the better one, "REMWAVE-2" and "lunestazole" in the one cited.
    """
    return link.claim if link.in_better > len(link.found) else None


def abstract_has_the_words(link: InAbstract) -> Claim:
    """The work is about what the sentence says, only its title does not tell: the link is excused.

    "REMWAVE-2 gave lunestazole (1)", where the title of 1 is "Results of a trial" and its abstract has both names.
    """
    claim = link.claim
    words = [term.printed for term in sorted(link.found, key=lambda term: not term.name)][:MOST_WORDS]
    text = f"{stand(words)} in the abstract of {link.called}"
    return Claim(
        citation=claim.citation,
        reference=claim.reference,
        mismatch=round(_EXCUSED * (claim.mismatch or 0.0), DIGITS),
        evidence=(Evidence(kind="abstract", weight=-_ABSTRACT_NATS, text=text), *claim.evidence),
    )


OF_ABSTRACTS: tuple[Callable[[InAbstract], Claim | None], ...] = (
    no_abstract,
    no_doubt,
    too_few_words_in_abstract,
    better_one_has_more,
    abstract_has_the_words,
)
"""An excuse comes last: it needs all that the rules before it ask for."""
