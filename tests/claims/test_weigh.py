"""Claims weighed against the whole list."""

from __future__ import annotations

import pytest

from citeaudit.claims import weigh
from citeaudit.claims.authorship import wrote
from citeaudit.claims.vocabulary import terms
from citeaudit.model import Claim
from tests.manuscripts import audit_text

LIST = """
## References

1. Hall A. Melatonin and jet lag in cabin crews: a cohort study. J Sleep 2015;3:1-9.
2. Moss D. Lunestazole and recall in older adults: results of the REMWAVE-2 trial. J Sleep 2019;7:21-30.
3. Lind E. Lunestazole and recall in children: results of the REMWAVE-1 trial. J Sleep 2018;6:2-8.
4. Berg C. Sleep. J Sleep 2020;8:31-9.
"""


def claims(sentence: str) -> tuple[Claim, ...]:
    return audit_text(f"# Sleep\n\nAll are cited (1–4).\n\n{sentence}\n{LIST}").claims[4:]


@pytest.mark.parametrize(
    ("sentence", "suggested"),
    [
        ("REMWAVE-2 gave lunestazole to adults (1).", 2),
        ("REMWAVE-1 gave lunestazole to children (1).", 3),
        ("REMWAVE-2 gave lunestazole to adults (2).", None),
        ("REMWAVE-3 gave lunestazole to adults (1).", None),  # nobody in the list has it: digits are exact
        ("REMWAVE-2 gave lunestazole to adults (4).", None),  # the cited title is too general to contradict
        ("REMWAVE-2 gave lunestazole to adults (1,2).", None),  # a group is fine when one member fits
        ("REMWAVE-2 gave lunestazole to adults (2), unlike melatonin (1).", None),
        ("Hall et al. gave lunestazole in REMWAVE-2 (1).", None),  # the sentence names the author cited
        ("Everybody sleeps at times (1).", None),
    ],
)
def test_suggestion(sentence: str, suggested: int | None) -> None:
    found = {claim.suggested for claim in claims(sentence)}
    assert found == {suggested}


def test_the_engine_abstains_where_the_text_gives_nothing() -> None:
    assert [claim.mismatch for claim in claims("Everybody sleeps at times (1).")] == [None]


def test_probabilities() -> None:
    (wrong,) = claims("REMWAVE-2 gave lunestazole to adults (1).")
    (right,) = claims("REMWAVE-2 gave lunestazole to adults (2).")
    assert wrong.mismatch is not None
    assert right.mismatch is not None
    assert right.mismatch < 0.005 < 0.05 < wrong.mismatch < 0.5  # one name alone is weak
    assert wrong.evidence[0].text == "REMWAVE-2 and lunestazole stand in reference 2, not in 1"


def test_a_year_speaks_for_the_reference_of_that_year() -> None:
    (dated,) = claims("The guideline of 2019 says so (2).")
    (other,) = claims("The guideline of 2018 says so (2).")
    assert [e.kind for e in dated.evidence] == ["year"]
    assert other.evidence == ()


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("SOLAR-1, CDK4/6, HER2-negative", ["solar1", "cdk46", "her2"]),
        ("the common words of a study", []),
        ("haematopoietic tumours", ["haematopoietic", "tumour"]),
        ("IL-6 and TNF-α in Balb-c mice", ["il6", "balb"]),
    ],
)
def test_terms(text: str, keys: list[str]) -> None:
    assert [term.key for term in terms(text)] == keys


@pytest.mark.parametrize(
    ("name", "author", "same"),
    [
        ("Verde", "La Verde N", True),
        ("Castro", "Castro-Benitez C", True),
        ("Tasci", "Taşçı Y", True),
        ("Buyukkaramikli", "Büyükkaramikli NC", True),
        ("Schettinni", "Schettini F", True),
        ("Sun", "Son F", False),
        ("Kaplan", "Chien MH", False),
    ],
)
def test_wrote(name: str, author: str, same: bool) -> None:
    audit = audit_text(
        f"# S\n\nX (1).\n\n## References\n\n1. {author}. Sleep and the memory of adults. J Sleep 2015;3:1-9.\n2. Moss D. Naps and mood in children. J Sleep 2015;3:1-9.\n"
    )
    assert wrote(name, audit.references[0]) is same


def test_an_abstract_speaks_for_a_link_and_never_against_one() -> None:
    audit = audit_text(f"# Sleep\n\nAll are cited (1–4).\n\nREMWAVE-2 gave lunestazole to adults (1).\n{LIST}")
    paragraphs = ["All are cited (1–4).", "REMWAVE-2 gave lunestazole to adults (1)."]

    def last(abstracts: dict[int, str]) -> Claim:
        return weigh(audit.citations, audit.references, paragraphs, abstracts)[-1]

    accused, excused = last({}), last({1: "The REMWAVE-2 trial of lunestazole is summed up."})
    assert accused.suggested == 2
    assert excused.suggested is None
    assert (excused.mismatch or 0) < 0.1
    assert excused.evidence[0].text == "REMWAVE-2 and lunestazole stand in the abstract of reference 1"
    assert last({1: "Cabin crews slept badly."}) == accused
    assert last({3: "REMWAVE-2 gave lunestazole to adults."}).suggested == 2


@pytest.mark.parametrize(
    ("sentence", "agreeing", "error"),
    [
        ("REMWAVE-3 gave zopidrem (1).", 3, False),
        ("REMWAVE-3 gave zopidrem with ramelazole to carriers of PER3 (1).", 5, True),
        ("REMWAVE-3 gave zopidrem with ramelazole (1).", 4, True),
        ("REMWAVE-3 gave zopidrem with ramelazole to crews who carry PER3 (1).", 0, False),  # crews stand in 1
    ],
)
def test_four_names_that_agree_accuse(sentence: str, agreeing: int, error: bool) -> None:
    more = "5. Roth J. Zopidrem with ramelazole and PER3: results of the REMWAVE-3 trial. J Sleep 2021;9:1-9.\n"
    claim = audit_text(f"# Sleep\n\nAll are cited (1–5).\n\n{sentence}\n{LIST}{more}").claims[-1]
    assert claim.agreeing == agreeing
    assert ((claim.mismatch or 0.0) >= 0.9) is error
