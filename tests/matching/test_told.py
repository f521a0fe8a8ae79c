"""What a sentence must say to tell of a retraction, a doubt or a correction of a work, and what says it of something else."""

from __future__ import annotations

import pytest

from citeaudit.matching.told import corrected, doubted, gone


@pytest.mark.parametrize(
    "sentence",
    [
        "The trial of naps was retracted (1).",
        "The trial was since retracted (1).",
        "It was withdrawn.",
        "It was Retracted.",
        "The trial, by Hall (1), was later retracted.",
        "The authors retracted the paper (1).",
        "The editors have retracted Hall 2015 (1).",
        "The journal has withdrawn the article (1).",
        "Hall et al. (1) was retracted for fraud.",
        "Hall (1) was retracted.",
        "This preprint was withdrawn by its authors (1).",
        "A now-retracted study claimed it (1).",
        "A (now retracted) study claimed it (1).",
        "The claim [1, retracted] was wide-spread.",
        "The retraction of that paper (1) came late.",
        "Before its retraction, the paper (1) was cited often.",
        "See the retraction notice (1).",
        "Retraction Watch lists it (1).",
        "The study of a drug in patients was withdrawn (1).",
        "The drug of that study, which was withdrawn, did not help (1).",
        "Naps in pilots (1), later withdrawn, are said to help.",
        "The paper was withdrawn from the journal (1).",
        "The findings of Hall (1) have since been withdrawn.",
        "Several trials of naps in pilots were later retracted (1-3).",
    ],
)
def test_it_is_said_of_a_work(sentence: str) -> None:
    assert gone.says(sentence)
    assert doubted.says(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "The sleeping pill was withdrawn from the shops (1).",
        "The study drug was withdrawn (1).",
        "Two pilots were withdrawn from the study (1).",
        "In the study by Hall, patients were withdrawn (1).",
        "In one trial of naps two patients were withdrawn (1).",
        "Trial participants were withdrawn (1).",
        "Consent was withdrawn in two (1).",
        "Valerian was withdrawn in 2004 (1).",
        "Caffeine withdrawal disturbs sleep (1).",
        "Withdrawal symptoms occurred (1).",
        "The withdrawal of the drug in this study was safe (1).",
        "A support withdrawal study found it (1).",
        "Eyelid retraction was seen in sleepers (1).",
        "The tongue was retracted in this study (1).",
        "We retracted the flap (1).",
        "Hall withdrew it (1).",
        "Sleep helps (1).",
    ],
)
def test_it_is_said_of_something_else(sentence: str) -> None:
    assert not gone.says(sentence)


@pytest.mark.parametrize(
    ("sentence", "is_corrected"),
    [
        ("An erratum appeared (1).", True),
        ("The paper was corrected (1).", True),
        ("It was corrected in 2019 (1).", True),
        ("See the author correction (1).", True),
        ("The correction to that article (1) came late.", True),
        ("The figures were corrected for age (1).", False),
        ("After correction for several tests (1), none was left.", False),
        ("Motion correction was used (1).", False),
        ("It was incorrect (1).", False),
    ],
)
def test_corrections(sentence: str, is_corrected: bool) -> None:
    assert corrected.says(sentence) is is_corrected


def test_a_doubt_is_no_retraction() -> None:
    assert doubted.says("An expression of concern was published (1).")
    assert not gone.says("An expression of concern was published (1).")
    assert not corrected.says("An expression of concern was published (1).")
