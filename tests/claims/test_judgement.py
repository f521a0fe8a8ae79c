"""The rules of judgement: each by name, with a case on its edge and one past it."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from citeaudit.claims import accusation, faults, judgement
from citeaudit.claims.accusation import Accused
from citeaudit.claims.faults import Suspected, Weighed, agreed, kinds_of
from citeaudit.claims.features import FAULTS
from citeaudit.claims.inference import judged_links
from citeaudit.claims.joint import Joint
from citeaudit.claims.judgement import Judging, Labelled
from citeaudit.claims.reasons import InAbstract, Reasons
from citeaudit.claims.shifts import Shift
from citeaudit.claims.vocabulary import Shared, Term
from citeaudit.model import Citation, Claim, Evidence, Fault, Link, Reference
from citeaudit.ruling import first, holding
from tests.claims.made import AT, listed, manuscript, reference

RULES: list[Callable[..., Any]] = [
    *accusation.REFUSALS,
    faults.hardly_foreign,
    *(agreement.rule for agreement in faults.AGREEMENTS),
    *faults.NAMING,
    *judgement.OF_LINKS,
    *judgement.OF_LABELS,
    *judgement.OF_ABSTRACTS,
]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_every_rule_gives_its_reason_and_an_example(rule: Callable[..., Any]) -> None:
    reason, _, example = inspect.getdoc(rule).partition("\n\n")  # type: ignore[union-attr]
    assert reason.endswith(".")
    assert example


def test_the_first_rule_decides() -> None:
    def odd(number: int) -> str | None:
        return "odd" if number % 2 else None

    def large(number: int) -> str | None:
        return "large" if number > 9 else None

    assert first((odd, large), 11) == ("odd", "odd")
    assert first((odd, large), 12) == ("large", "large")
    with pytest.raises(LookupError, match="no rule decides 2"):
        first((odd, large), 2)


def test_the_first_rule_that_holds_is_named() -> None:
    assert holding((str.isdigit, str.isalpha), "a") == "isalpha"
    assert holding((str.isdigit, str.isalpha), "1") == "isdigit"
    assert holding((str.isdigit, str.isalpha), "") == ""


# --------------------------------------------------------------------------- names alone

WORDS = Shared(weight=12.0, words=("HER2", "alpelisib", "fulvestrant"), names=1, single=3)
ACCUSED = Accused(rival=2, against=WORDS, group=3.0, author_named=False, specific=True)


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({}, ""),
        ({"rival": None}, "no_other_shares_words"),
        ({"author_named": True}, "author_is_named"),
        ({"specific": False}, "title_is_general"),
        ({"author_named": True, "specific": False}, "author_is_named"),
        ({"against": replace(WORDS, single=2)}, "too_few_words"),
        ({"against": replace(WORDS, words=("SOLAR-1", "alpelisib"), single=1)}, ""),  # a study: two words are enough
        ({"against": replace(WORDS, words=("SOLAR-1",), single=3)}, "too_few_words"),
        ({"against": replace(WORDS, words=("NCT02437318", "alpelisib"), single=1)}, ""),
        ({"against": replace(WORDS, names=0)}, "no_name_among_them"),
        ({"group": 3.01}, "cited_ones_share_enough"),  # a quarter of what the other shares
    ],
)
def test_names_accuse_unless_a_rule_refuses(changes: dict[str, Any], refusal: str) -> None:
    assert holding(accusation.REFUSALS, replace(ACCUSED, **changes)) == refusal
    assert all(isinstance(rule(ACCUSED), bool) for rule in accusation.REFUSALS)


# --------------------------------------------------------------------------- kinds of fault


@pytest.mark.parametrize(
    ("chances", "kind", "rules"),
    [
        ({"none": 0.5, "wrong-number": 0.3, "foreign": 0.2}, "wrong-number", []),
        ({"none": 0.5, "wrong-number": 0.2, "foreign": 0.3}, "wrong-number", ["hardly_foreign"]),
        ({"none": 0.25, "wrong-number": 0.25, "foreign": 0.5}, "foreign", []),  # exactly twice as likely
        ({"none": 0.24, "wrong-number": 0.26, "foreign": 0.5}, "wrong-number", ["hardly_foreign"]),
        ({"exchanged": 0.5, "number-too-high": 0.3, "foreign": 0.2}, "foreign", []),  # no link is exchanged by itself
    ],
)
def test_the_likelier_kind_of_a_link_by_itself(chances: dict[str, float], kind: str, rules: list[str]) -> None:
    kinds, trails = kinds_of(np.array([[chances.get(fault, 0.0) for fault in FAULTS]]))
    assert [FAULTS[place] for place in kinds] == [kind]
    assert trails == [rules]


SUSPECTED = Suspected(kind="wrong-number", doubt=0.5, better=6, better_share=0.5, partner=3, shifted=4)


@pytest.mark.parametrize(
    ("changes", "rule", "fault", "better"),
    [
        ({}, "wrong_number", Fault.WRONG_NUMBER, 6),
        ({"doubt": 0.02}, "wrong_number", Fault.WRONG_NUMBER, 6),
        ({"doubt": 0.0199}, "too_unlikely", None, -1),
        ({"kind": "exchanged"}, "exchanged_with_neighbour", Fault.EXCHANGED, 3),
        ({"kind": "exchanged", "partner": 0}, "exchanged_with_neighbour", Fault.EXCHANGED, 0),
        ({"kind": "exchanged", "partner": -1}, "wrong_number", Fault.WRONG_NUMBER, 6),
        ({"kind": "number-too-high"}, "shifted_by_some", Fault.SHIFTED, 4),
        ({"kind": "number-too-low"}, "shifted_by_some", Fault.SHIFTED, 4),
        ({"kind": "number-too-low", "shifted": 0}, "shifted_by_some", Fault.SHIFTED, 0),
        ({"kind": "number-too-low", "shifted": -1}, "wrong_number", Fault.WRONG_NUMBER, 6),
        ({"kind": "foreign", "better_share": 0.2}, "foreign_beside_a_better_one", Fault.FOREIGN, 6),
        ({"kind": "foreign", "better_share": 0.19}, "foreign_alone", Fault.FOREIGN, -1),
    ],
)
def test_naming_the_fault(changes: dict[str, Any], rule: str, fault: Fault | None, better: int) -> None:
    assert first(faults.NAMING, replace(SUSPECTED, **changes)) == (rule, (fault, better))


def _joint(
    columns: list[int],
    *,
    partner: list[int] | None = None,
    shifted: list[int] | None = None,
    shift: Shift = Shift(1, -1, 1.0),  # noqa: B008
    in_run: list[float] | None = None,
) -> Joint:
    count = len(columns)
    return Joint(
        rows=np.arange(count),
        columns=np.array(columns),
        features=np.zeros((count, 0)),
        better=np.full(count, 9),
        better_share=np.full(count, 0.5),
        partner=np.array(partner or [-1] * count),
        shifted=np.array(shifted or [column - 1 for column in columns]),
        shift=shift,
        in_run=np.array(in_run or [0.0] * count),
    )


@pytest.mark.parametrize(
    ("joint", "likeliest", "doubt", "agreed_kinds", "agreed_doubt", "rule"),
    [
        (  # a pair: 3 and 4 say the same, and both get the mean; 7 is not concerned
            _joint([3, 3, 4, 7], partner=[4, 4, 3, -1]),
            ["exchanged", "none", "none", "none"], [0.9, 0.9, 0.24, 0.1],
            ["exchanged", "exchanged", "exchanged", ""], [0.68, 0.68, 0.68, 0.1], "links_of_a_pair",
        ),
        (  # a pair that is no finding takes nothing from links that are likelier to be wrong by themselves
            _joint([3, 3, 4, 7], partner=[4, 4, 3, -1]),
            ["exchanged", "none", "none", "none"], [0.9, 0.7, 0.2, 0.1],
            ["", "", "exchanged", ""], [0.9, 0.7, 0.6, 0.1], "links_of_a_pair",
        ),
        (  # a step below: together they say too little
            _joint([3, 3, 4, 7], partner=[4, 4, 3, -1]),
            ["exchanged", "none", "none", "none"], [0.9, 0.69, 0.2, 0.1], ["", "", "", ""], [0.9, 0.69, 0.2, 0.1], "",
        ),
        (  # nobody to be exchanged with
            _joint([3, 3], partner=[-1, -1]), ["exchanged", "none"], [0.9, 0.9], ["", ""], [0.9, 0.9], "",
        ),
        (  # the neighbour would rather be exchanged with its other neighbour
            _joint([3, 4, 5], partner=[4, 5, 4]), ["exchanged", "none", "none"], [0.9, 0.9, 0.9], ["", "", ""], [0.9, 0.9, 0.9], "",
        ),
        (  # the neighbour is the first of the list
            _joint([1, 0], partner=[0, 1]), ["exchanged", "none"], [0.9, 0.5], ["exchanged", "exchanged"], [0.7, 0.7], "links_of_a_pair",
        ),
        (  # an entry
            _joint([3, 3, 4]), ["foreign", "wrong-number", "none"], [0.5, 0.1, 0.1],
            ["", "foreign", ""], [0.5, 0.3, 0.1], "links_of_an_entry",
        ),
        (  # with nobody to disagree it is what it looks like, though as a wrong number it would be likelier
            _joint([3, 4]), ["foreign", "none"], [0.7, 0.1], ["foreign", ""], [0.7, 0.1], "links_of_an_entry",
        ),
        (
            _joint([3, 3, 4]), ["foreign", "wrong-number", "none"], [0.95, 0.95, 0.1],
            ["foreign", "foreign", ""], [0.95, 0.95, 0.1], "links_of_an_entry",
        ),
        (  # a step below it is a wrong number
            _joint([3, 3, 4]), ["foreign", "wrong-number", "none"], [0.49, 0.1, 0.1], ["", "", ""], [0.49, 0.1, 0.1], "",
        ),
        (  # a run of three
            _joint([3, 4, 5, 1], in_run=[0.5, 0.9, 0.9, 0.4]), ["number-too-high", "none", "none", "none"], [0.9, 0.6, 0.6, 0.3],
            ["number-too-high", "number-too-high", "number-too-high", ""], [0.7, 0.7, 0.7, 0.3], "links_of_a_run",
        ),
        (  # one of them is not likely behind the start, but says so by itself
            _joint([3, 4, 5, 1], in_run=[0.49, 0.9, 0.9, 0.4]), ["number-too-high", "none", "none", "none"], [0.3, 0.7, 0.8, 0.3],
            ["number-too-high", "number-too-high", "number-too-high", ""], [0.6, 0.6, 0.6, 0.3], "links_of_a_run",
        ),
        (  # a step below it does not: two are none
            _joint([3, 4, 5, 1], in_run=[0.49, 0.9, 0.9, 0.4]), ["number-too-high", "none", "none", "none"], [0.29, 0.5, 0.4, 0.3],
            ["", "", "", ""], [0.29, 0.5, 0.4, 0.3], "",
        ),
        (  # it says nothing: two are none
            _joint([3, 4, 5, 1], in_run=[0.49, 0.9, 0.9, 0.4]), ["none", "none", "none", "none"], [0.9, 0.5, 0.4, 0.3],
            ["", "", "", ""], [0.9, 0.5, 0.4, 0.3], "",
        ),
        (  # a shift is no likelier than none
            _joint([3, 4, 5], in_run=[0.9] * 3, shift=Shift(1, -1, 0.0)), ["number-too-high", "none", "none"], [0.9] * 3,
            ["", "", ""], [0.9] * 3, "",
        ),
        (
            _joint([3, 4, 5], in_run=[0.9] * 3, shift=Shift(1, 1, 1.0), shifted=[4, 5, 6]), ["none"] * 3, [0.9] * 3,
            ["number-too-low"] * 3, [0.9] * 3, "links_of_a_run",
        ),
        (  # their numbers lead elsewhere than the shift says
            _joint([3, 4, 5], in_run=[0.9] * 3, shift=Shift(1, 1, 1.0)), ["none"] * 3, [0.9] * 3, ["", "", ""], [0.9] * 3, "",
        ),
        (  # a run says too little
            _joint([3, 4, 5], in_run=[0.9] * 3), ["none"] * 3, [0.29] * 3, ["", "", ""], [0.29] * 3, "",
        ),
    ],
)  # fmt: skip
def test_links_agree_on_a_fault(
    joint: Joint,
    likeliest: list[str],
    doubt: list[float],
    agreed_kinds: list[str],
    agreed_doubt: list[float],
    rule: str,
) -> None:
    kinds, doubts, trails = _agreed(joint, likeliest, doubt)
    assert kinds == [kind or "wrong-number" for kind in agreed_kinds]
    assert doubts == pytest.approx(agreed_doubt, abs=1e-3)
    assert trails == [[rule] if rule and kind else [] for kind in agreed_kinds]


def _agreed(
    joint: Joint, likeliest: list[str], doubt: list[float], printed: tuple[int, ...] = ()
) -> tuple[list[str], list[float], list[list[str]]]:
    """What comes of `agreed`; by itself a link is foreign where that is likeliest, else a wrong number."""
    trails: list[list[str]] = [[] for _ in likeliest]
    alone = [kind if kind == "foreign" else "wrong-number" for kind in likeliest]
    kinds, doubts = agreed(
        joint,
        np.array([FAULTS.index(kind) for kind in likeliest]),
        np.array([FAULTS.index(kind) for kind in alone]),
        np.array(doubt),
        trails,
        np.isin(np.arange(len(likeliest)), printed),
    )
    return [FAULTS[place] for place in kinds], doubts.tolist(), trails


def test_one_name_that_is_printed_refutes_a_pair_and_an_entry() -> None:
    pair = _joint([3, 3, 4], partner=[4, 4, 3])
    assert _agreed(pair, ["exchanged", "none", "none"], [0.9] * 3)[0] == ["exchanged"] * 3
    assert _agreed(pair, ["exchanged", "none", "none"], [0.9] * 3, printed=(2,))[0] == ["wrong-number"] * 3
    entry = _joint([3, 3, 4])
    assert _agreed(entry, ["foreign", "foreign", "none"], [0.9] * 3)[0] == ["foreign", "foreign", "wrong-number"]
    assert _agreed(entry, ["foreign", "foreign", "none"], [0.9] * 3, printed=(1,))[0] == ["wrong-number"] * 3


def test_more_than_one_name_in_ten_refutes_a_run() -> None:
    run = _joint(list(range(3, 23)), in_run=[0.9] * 20)
    kinds, _, _ = _agreed(run, ["none"] * 20, [0.9] * 20, printed=(0, 1))
    assert kinds == ["wrong-number"] * 2 + ["number-too-high"] * 18
    assert _agreed(run, ["none"] * 20, [0.9] * 20, printed=(0, 1, 2))[0] == ["wrong-number"] * 20


@pytest.mark.parametrize(("place", "share"), [(0, 0.0), (1, 0.25), (2, 0.25), (3, 0.75)])
def test_outranked(place: int, share: float) -> None:
    scores = np.array([3.0, 2.0, 2.0, 1.0])
    assert Weighed(0.5, None, -1, False, scores).outranked(place) == share


def test_a_sentence_is_silent_where_no_reference_stands_out() -> None:
    even, one_higher = np.zeros((1, 9)), np.array([[0.2, *[0.0] * 8]])  # shares of .111 and .131
    together = _joint([3])
    for scores, silent in ((even, True), (one_higher, False)):
        weighed = faults.of_links(together, np.full((1, 6), 1 / 6), np.array([0.5]), scores, np.array([False]))
        assert weighed[0, 3].silent is silent


# --------------------------------------------------------------------------- names and scores

LIST = listed(
    (
        reference("Melatonin and jet lag in cabin crews", authors="Hall A"),
        reference("Lunestazole and recall in older adults: results of the REMWAVE-2 trial", authors="Moss D"),
        reference("Lunestazole and recall in children: results of the REMWAVE-1 trial", authors="Lind E"),
        reference("Sleep", authors="Berg C"),
        reference("Naps and jet lag in pilots", authors="Hall A", year=2016),
    )
)
AUTHOR = Evidence(kind="author", text="Hall is an author", weight=-4.0)
WORD = Evidence(kind="distinctive-words", text="REMWAVE-2 stands in reference 2, not in 1", weight=8.0)
CITATION = Citation(
    id="c1", marker="[1]", location=AT, section="", sentence="REMWAVE-2 gave lunestazole to adults.",
    claim="REMWAVE-2 gave lunestazole to adults", links=(Link(label="1", reference=1),),
)  # fmt: skip
BY_NAMES = Claim(
    citation="c1",
    reference=1,
    mismatch=0.4,
    fault=Fault.WRONG_NUMBER,
    suggested=2,
    two_sided=True,
    agreeing=3,
    evidence=(WORD, AUTHOR),
)
NOTHING = Claim(citation="c1", reference=1, mismatch=None)


def _weighed(doubt: float, lead: float = 0.0, **changes: Any) -> Weighed:
    """The second reference leads over the first by some nats."""
    given: dict[str, Any] = {"fault": Fault.WRONG_NUMBER, "better": 1, "silent": False}
    return Weighed(doubt=doubt, scores=np.array([1.0, 1.0 + lead, 0.0, 0.0, 1.0 + lead]), **(given | changes))


def _judging(named: Claim, weighed: Weighed | None) -> tuple[str, Claim]:
    reasons = Reasons((CITATION,), LIST, {})
    return first(judgement.OF_LINKS, Judging(reasons=reasons, row=0, named=named, weighed=weighed))


SLIPPED = {"fault": Fault.EXCHANGED}


@pytest.mark.parametrize(
    ("named", "weighed", "rule", "mismatch", "fault", "suggested"),
    [
        (BY_NAMES, None, "list_is_short", 0.4, Fault.WRONG_NUMBER, 2),
        (BY_NAMES, _weighed(0.95, 3.0), "names_and_scores_agree", 0.95, Fault.WRONG_NUMBER, 2),
        (BY_NAMES, _weighed(0.0, 3.0), "names_and_scores_agree", 0.0, Fault.WRONG_NUMBER, 2),
        (BY_NAMES, _weighed(0.95, 2.99), "doubtful", 0.95, Fault.WRONG_NUMBER, 2),
        (BY_NAMES, _weighed(0.5, 3.0, **SLIPPED), "slipped_with_others", 0.5, Fault.EXCHANGED, 2),
        (BY_NAMES, _weighed(0.99, 3.0, fault=Fault.SHIFTED), "slipped_with_others", 0.99, Fault.SHIFTED, 2),
        (BY_NAMES, _weighed(0.49, 3.0, **SLIPPED), "names_and_scores_agree", 0.49, Fault.WRONG_NUMBER, 2),
        (BY_NAMES, _weighed(0.5, 3.0, fault=Fault.FOREIGN), "names_and_scores_agree", 0.5, Fault.WRONG_NUMBER, 2),
        (BY_NAMES, _weighed(0.5, 3.0, fault=Fault.EXCHANGED, better=2), "names_and_scores_agree", 0.5, Fault.WRONG_NUMBER, 2),
        (BY_NAMES, _weighed(0.5, 2.99, **SLIPPED), "doubtful", 0.5, Fault.EXCHANGED, 2),
        (BY_NAMES, _weighed(0.01, 2.99, fault=None), "hardly_doubtful", 0.01, None, None),
        (NOTHING, _weighed(0.05, silent=True), "sentence_is_silent", None, None, None),
        (NOTHING, _weighed(0.0999, silent=True), "sentence_is_silent", None, None, None),
        (NOTHING, _weighed(0.1, silent=True), "doubtful", 0.1, Fault.WRONG_NUMBER, 2),
        (NOTHING, _weighed(0.05), "hardly_doubtful", 0.05, Fault.WRONG_NUMBER, None),
        (replace(NOTHING, evidence=(AUTHOR,)), _weighed(0.05, silent=True), "hardly_doubtful", 0.05, Fault.WRONG_NUMBER, None),
        (replace(BY_NAMES, evidence=(WORD,)), _weighed(0.05, silent=True), "sentence_is_silent", None, None, None),
        (NOTHING, _weighed(0.3, better=0), "doubtful", 0.3, Fault.WRONG_NUMBER, 1),
        (NOTHING, _weighed(0.3, better=-1, fault=Fault.FOREIGN), "doubtful", 0.3, Fault.FOREIGN, None),
    ],
)  # fmt: skip
def test_names_and_scores(
    named: Claim, weighed: Weighed | None, rule: str, mismatch: float | None, fault: Fault | None, suggested: int | None
) -> None:
    found, claim = _judging(named, weighed)
    assert (found, claim.mismatch, claim.fault, claim.suggested) == (rule, mismatch, fault, suggested)
    assert (claim.citation, claim.reference) == ("c1", 1)
    accused = rule in ("list_is_short", "slipped_with_others", "names_and_scores_agree")
    assert (claim.two_sided, claim.agreeing) == (accused, 3 if accused else 0)


def test_an_accusation_that_scores_do_not_share_leaves_no_word() -> None:
    assert _judging(BY_NAMES, _weighed(0.01, fault=None))[1].evidence == (AUTHOR,)
    assert _judging(replace(NOTHING, evidence=(AUTHOR,)), _weighed(0.01, fault=None))[1].evidence == (AUTHOR,)
    assert _judging(BY_NAMES, _weighed(0.95, 3.0))[1].evidence == (WORD, AUTHOR)


# --------------------------------------------------------------------------- labels

DOUBT = Claim(citation="c1", reference=1, mismatch=0.8, fault=Fault.SHIFTED, suggested=2, evidence=(AUTHOR,))
BY_LABEL = replace(CITATION, links=(Link(label="Hall 2015", reference=1),))


def _labelled(
    claim: Claim, citation: Citation = BY_LABEL, lead: float = 0.0, references: tuple[Reference, ...] = LIST
) -> tuple[str, Claim]:
    return first(
        judgement.OF_LABELS,
        Labelled(citation=citation, claim=claim, weighed=_weighed(0.8, lead), references=references),
    )


@pytest.mark.parametrize(
    ("claim", "citation", "lead", "rule", "fault", "suggested", "mismatch"),
    [
        (DOUBT, CITATION, 0.0, "number_may_slip", Fault.SHIFTED, 2, 0.8),
        (DOUBT, replace(CITATION, links=(Link(label="1a", reference=1),)), 0.0, "number_may_slip", Fault.SHIFTED, 2, 0.8),
        (replace(DOUBT, two_sided=True), BY_LABEL, 0.0, "words_on_both_sides", Fault.SHIFTED, 2, 0.8),
        (replace(DOUBT, fault=None), BY_LABEL, 0.0, "no_slip_suspected", None, 2, 0.8),
        (replace(DOUBT, fault=Fault.FOREIGN), BY_LABEL, 0.0, "no_slip_suspected", Fault.FOREIGN, 2, 0.8),
        (DOUBT, replace(BY_LABEL, tagged=True), 0.0, "key_may_be_wrong", Fault.WRONG_NUMBER, 2, 0.8),
        (replace(DOUBT, evidence=(replace(WORD, weight=6.0),)), BY_LABEL, 0.0, "words_of_another", Fault.WRONG_NUMBER, 2, 0.8),
        (replace(DOUBT, evidence=(replace(WORD, weight=5.99),)), BY_LABEL, 0.0, "name_does_not_slip", None, None, 0.08),
        (replace(DOUBT, evidence=(replace(AUTHOR, weight=9.0),)), BY_LABEL, 0.0, "name_does_not_slip", None, None, 0.08),
        (DOUBT, BY_LABEL, 3.0, "other_work_of_the_author", Fault.WRONG_NUMBER, 5, 0.8),
        (DOUBT, BY_LABEL, 2.99, "name_does_not_slip", None, None, 0.08),
        (replace(DOUBT, reference=2), BY_LABEL, 3.0, "name_does_not_slip", None, None, 0.08),  # Moss has no other work
        (replace(DOUBT, mismatch=None), BY_LABEL, 0.0, "name_does_not_slip", None, None, 0.0),
    ],
)  # fmt: skip
def test_labels_that_are_not_numbers(
    claim: Claim,
    citation: Citation,
    lead: float,
    rule: str,
    fault: Fault | None,
    suggested: int | None,
    mismatch: float,
) -> None:
    found, changed = _labelled(claim, citation, lead)
    assert (found, changed.fault, changed.suggested, changed.mismatch) == (rule, fault, suggested, mismatch)
    assert (changed.citation, changed.reference) == ("c1", claim.reference)


def test_of_other_works_of_an_author_the_one_that_fits_best_is_meant_the_first_of_equals() -> None:
    titles = ("Melatonin", "Naps", "Dreams", "Light")
    for scores, meant in (((0.0, 4.0, 5.0, 3.0), 3), ((0.0, 4.0, 4.0, 3.0), 2)):
        references = listed([reference(title) for title in titles])
        weighed = Weighed(0.8, Fault.SHIFTED, 1, False, np.array(scores))
        link = Labelled(citation=BY_LABEL, claim=DOUBT, weighed=weighed, references=references)
        assert link.other_work == meant


def test_works_without_an_author_are_not_by_one_author() -> None:
    references = listed([reference(title, authors="") for title in ("Melatonin", "Naps")])
    assert _labelled(DOUBT, lead=9.0, references=(*references, *LIST[2:]))[0] == "name_does_not_slip"


# --------------------------------------------------------------------------- abstracts

NAME, PLAIN, OTHER = Term("remwave2", "REMWAVE-2", True), Term("nap", "naps", False), Term("recall", "recall", False)
FOUND = InAbstract(claim=DOUBT, called="reference 1", abstract="…", found=(PLAIN, NAME), in_better=2)


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({}, "abstract_has_the_words"),
        ({"abstract": ""}, "no_abstract"),
        ({"claim": replace(DOUBT, fault=None)}, "no_doubt"),
        ({"found": (NAME,), "in_better": 0}, "too_few_words_in_abstract"),
        ({"found": (PLAIN, OTHER), "in_better": 0}, "too_few_words_in_abstract"),
        ({"found": (PLAIN, OTHER, PLAIN)}, "abstract_has_the_words"),
        ({"in_better": 3}, "better_one_has_more"),
    ],
)
def test_an_abstract_excuses(changes: dict[str, Any], rule: str) -> None:
    found, claim = first(judgement.OF_ABSTRACTS, replace(FOUND, **changes))
    assert found == rule
    if rule == "abstract_has_the_words":
        assert (claim.mismatch, claim.fault, claim.suggested) == (0.08, None, None)
        assert [e.kind for e in claim.evidence] == ["abstract", "author"]
        assert claim.evidence[0].weight == -4.0
    else:
        assert claim == changes.get("claim", DOUBT)


def test_names_are_named_first_and_no_more_than_four_words() -> None:
    words = tuple(Term(letter, letter, False) for letter in "abcd")
    claim = first(judgement.OF_ABSTRACTS, replace(FOUND, found=(*words, NAME)))[1]
    assert claim.evidence[0].text == "REMWAVE-2, a, b and c stand in the abstract of reference 1"


# --------------------------------------------------------------------------- all together


@pytest.mark.parametrize(
    ("sentence", "rules"),
    [
        ("REMWAVE-2 gave lunestazole to adults [1].", ("accused_by_names", "list_is_short", "no_abstract")),
        ("REMWAVE-2 gave lunestazole to adults [4].", ("title_is_general", "list_is_short", "no_abstract")),
        ("Hall et al. gave lunestazole in REMWAVE-2 [1].", ("author_is_named", "list_is_short", "no_abstract")),
        ("REMWAVE-2 gave lunestazole to adults [1, 2].", ("too_few_words", "list_is_short", "no_abstract")),
        ("REMWAVE-2 gave lunestazole to adults [1, 3].", ("cited_ones_share_enough", "list_is_short", "no_abstract")),
        ("Lunestazole was given to some [1].", ("too_few_words", "list_is_short", "no_abstract")),
        ("Melatonin helped cabin crews with jet lag [2].", ("no_name_among_them", "list_is_short", "no_abstract")),
        ("Everybody sleeps at times [1].", ("nothing_shared", "list_is_short", "no_abstract")),
    ],
)
def test_the_trail_of_a_claim(sentence: str, rules: tuple[str, ...]) -> None:
    made = manuscript((("Results", sentence),), LIST)
    assert judged_links(made.citations, made.paragraphs, made.references, {})[0].rules == rules


def test_a_list_is_compared_from_eight_references_on() -> None:
    for count, compared in ((7, False), (8, True)):
        made = manuscript((("Results", "Naps helped [1]."),), [reference(f"Naps {place}") for place in range(count)])
        (judged,) = judged_links(made.citations, made.paragraphs, made.references, {})
        assert ("list_is_short" not in judged.rules) is compared
        assert (judged.claim.outranked is not None) is compared


def test_what_is_excused_without_a_chance_has_none() -> None:
    claim = first(judgement.OF_ABSTRACTS, replace(FOUND, claim=replace(DOUBT, mismatch=None)))[1]
    assert claim.mismatch == 0.0
