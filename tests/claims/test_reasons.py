"""What is said of a link in words, and what of the sentence and the list it is made of."""

from __future__ import annotations

from dataclasses import replace

import pytest

from citeaudit.claims.reasons import Reasons, stand
from citeaudit.model import Citation, Claim, Evidence, Fault
from tests.claims.made import listed, manuscript, reference

LIST = listed(
    (
        reference("Melatonin and jet lag in cabin crews", authors="Hall A"),
        reference("Lunestazole and recall in older adults: results of the REMWAVE-2 trial", authors="Moss D"),
        reference("Lunestazole and recall in children: results of the REMWAVE-1 trial", authors="Lind E"),
        reference("Sleep", authors="Berg C", year=2019),
        reference("Zopidrem and snoring in pilots", authors="Vik M"),
    )
)


def _reasons(*sentences: str, abstracts: dict[int, str] | None = None) -> tuple[Reasons, tuple[Citation, ...]]:
    made = manuscript([("Results", " ".join(sentences))], LIST)
    return Reasons(made.citations, LIST, abstracts or {}), made.citations


@pytest.mark.parametrize(
    ("sentences", "row", "index", "mismatch", "suggested", "evidence"),
    [
        (
            ["REMWAVE-2 gave lunestazole to adults [1]."], 0, 1, 0.3809, 2,
            ["distinctive-words: REMWAVE-2 and lunestazole stand in reference 2, not in 1"],
        ),
        (["REMWAVE-2 gave lunestazole to adults [2]."], 0, 2, 0.0018, None, ["shared-words: REMWAVE-2, lunestazole stand in reference 2"]),
        (  # both have as much: the first of the list is the rival
            ["Lunestazole and recall [1]."], 0, 1, 0.0583, None, [],
        ),
        (  # another citation of the sentence cites the rival
            ["REMWAVE-2 gave lunestazole [2], unlike melatonin [1]."], 1, 1, 0.0039, None, ["shared-words: melatonin stands in reference 1"],
        ),
        (["The guideline of 2019 [4]."], 0, 4, 0.0092, None, ["year: the year 2019 is that of reference 4"]),
        (["Berg et al. wrote [4]."], 0, 4, 0.003, None, ["author: Berg is an author of reference 4"]),
        (["Everybody sleeps [4]."], 0, 4, None, None, []),
        (  # a member of the group shares as much
            ["Lunestazole, zopidrem and melatonin [1, 5]."], 0, 1, 0.0132, None, ["shared-words: melatonin stands in reference 1"],
        ),
    ],
)  # fmt: skip
def test_names_alone(
    sentences: list[str], row: int, index: int, mismatch: float | None, suggested: int | None, evidence: list[str]
) -> None:
    claim = _reasons(*sentences)[0].by_names(row, index).claim
    assert claim.mismatch == (None if mismatch is None else pytest.approx(mismatch, abs=5e-5))
    assert claim.suggested == suggested
    assert [f"{e.kind}: {e.text}" for e in claim.evidence] == evidence
    assert claim.fault is (Fault.WRONG_NUMBER if suggested else None)


DOUBT = Claim(citation="c1", reference=1, mismatch=0.5, fault=Fault.WRONG_NUMBER, suggested=2)
FOREIGN = replace(DOUBT, fault=Fault.FOREIGN, suggested=None)
NONE_SHARED = "nothing-shared 1.0: no rare word of the sentence stands in reference 1"


@pytest.mark.parametrize(
    ("sentences", "claim", "evidence"),
    [
        (
            ["Naps hurt [1]."], DOUBT, [NONE_SHARED],
        ),
        (
            ["REMWAVE-2 compared lunestazole with melatonin [1]."], DOUBT,
            ["distinctive-words 7.81: REMWAVE-2 and lunestazole stand in reference 2, not in 1"],
        ),
        (  # what both have is no reason
            ["Lunestazole [3]."], replace(DOUBT, reference=3), [],
        ),
        (
            ["Moss et al. wrote of melatonin [1]."], DOUBT, ["author 4.0: Moss is an author of reference 2, not of 1"],
        ),
        (["Vik et al. wrote of melatonin [1]."], DOUBT, []),
        (["Hall et al. and Moss et al. wrote of melatonin [1]."], DOUBT, ["author 4.0: Moss is an author of reference 2, not of 1"]),
        (
            ["Zebrafish got melatonin [1].", "Zebrafish forgot [2]."], DOUBT,
            ["other-sentences 2.0: Zebrafish stands also in another sentence that cites 2"],
        ),
        (  # as in one that cites this
            ["Zebrafish got melatonin [1].", "Zebrafish forgot [2].", "Zebrafish slept [1]."], DOUBT, [],
        ),
        (  # the only other sentence is the same
            ["Zebrafish got melatonin [1], or not [2]."], DOUBT, [],
        ),
        (["Naps hurt [1]."], FOREIGN, [NONE_SHARED, "no-sentence 2.0: no sentence that cites reference 1 has a rare word of its title"]),
        (["Naps hurt [1].", "Melatonin helps [1]."], FOREIGN, [NONE_SHARED]),
        (["Naps hurt [1].", "Melatonin helps [2]."], DOUBT, [NONE_SHARED]),
    ],
)  # fmt: skip
def test_reasons_of_a_fault(sentences: list[str], claim: Claim, evidence: list[str]) -> None:
    found = _reasons(*sentences)[0].explained(claim, 0)
    assert [f"{e.kind} {round(e.weight, 2)}: {e.text}" for e in found.evidence] == evidence
    assert replace(found, evidence=()) == claim


def test_reasons_stand_before_other_evidence_and_name_at_most_four_words() -> None:
    year = Evidence(kind="year", text="the year", weight=-1.5)
    shared = "Aardvark, beagles, chinchillas, dachshunds, elephants"
    made = manuscript(
        [("", f"{shared} got melatonin [1]. {shared} forgot [2].")],
        (*LIST[:1], reference(f"{shared} sleep"), *LIST[2:]),
    )
    found = Reasons(made.citations, made.references).explained(replace(DOUBT, evidence=(year,)), 0)
    assert [e.kind for e in found.evidence] == ["distinctive-words", "other-sentences", "year"]
    assert [e.text.count(",") + e.text.count(" and ") for e in found.evidence[:2]] == [4, 3]


@pytest.mark.parametrize(
    ("abstract", "claim", "found", "in_better"),
    [
        ("", DOUBT, [], 0),
        ("REMWAVE-2 gave much lunestazole.", DOUBT, ["REMWAVE-2", "lunestazole"], 2),
        ("REMWAVE-2 gave much lunestazole.", replace(DOUBT, suggested=None), ["REMWAVE-2", "lunestazole"], 0),
        ("REMWAVE-1 gave nothing.", replace(DOUBT, suggested=3), [], 1),
        ("REMWAVE-1 gave nothing.", replace(DOUBT, suggested=4), [], 1),
    ],
)
def test_what_an_abstract_has_of_the_sentence(abstract: str, claim: Claim, found: list[str], in_better: int) -> None:
    reasons, _ = _reasons("REMWAVE-2 gave lunestazole to adults [1].", abstracts={1: abstract, 4: "On lunestazole."})
    compared = reasons.in_abstract(claim, 0)
    assert [term.printed for term in compared.found] == found
    assert (compared.abstract, compared.in_better, compared.claim) == (abstract, in_better, claim)


@pytest.mark.parametrize(
    ("words", "text"), [(("a",), "a stands"), (("a", "b"), "a and b stand"), (("a", "b", "c"), "a, b and c stand")]
)
def test_words_stand(words: tuple[str, ...], text: str) -> None:
    assert stand(words) == text
