"""The rules by which records of fields are tied to printed entries: each at its edge, and a step past it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from citeaudit.formats.docx.matching import match
from citeaudit.model import Name, Record

HALL = (Name(family="Hall", given="A."),)


OTHERS = tuple(Name(family=family, given="B.") for family in ("Moss", "Quist", "Lind"))


def record(title: str = "", *, author: Sequence[Name] = HALL, year: int | None = 2015, **rest: Any) -> Record:
    return Record(title=title, author=tuple(author), year=year, **rest)


def misspelt(length: int, wrong: int) -> tuple[str, str]:
    """A title of so many letters, and the same with so many of them wrong behind its first word."""
    title = ("zopex " + "andthememoryofchildren" * 5)[:length]
    places = range(8, 8 + 3 * wrong, 3)
    return title, "".join("x" if at in places else letter for at, letter in enumerate(title))


EIGHT_OF_100 = misspelt(100, 8)
NINE_OF_100 = misspelt(100, 9)
A_FEW_OF_100 = misspelt(100, 22)
MORE_OF_100 = misspelt(100, 23)
NUMBERS = record("Sleep and memory in adults", volume="12", page="345-349")


@pytest.mark.parametrize(
    ("work", "entry", "found"),
    [
        (record("Sleep", DOI="10.1000/S1"), "Quist B. Naps. https://doi.org/10.1000/s1", True),
        (record("Sleep", DOI="10.1000/s1"), "Quist B. Naps. https://doi.org/10.1000/s2", False),
        # a title: 92 of 100 with the author or the year, 78 with both
        (record(EIGHT_OF_100[0]), f"Berg C. {EIGHT_OF_100[1]}. 2015.", True),
        (record(EIGHT_OF_100[0]), f"Hall A. {EIGHT_OF_100[1]}. 2019.", True),
        (record(EIGHT_OF_100[0]), f"Berg C. {EIGHT_OF_100[1]}. 2019.", False),
        (record(EIGHT_OF_100[0], author=()), f"Berg C. {EIGHT_OF_100[1]}. 2019.", True),
        (record(NINE_OF_100[0], author=()), f"Berg C. {NINE_OF_100[1]}. 2019.", False),
        (record(NINE_OF_100[0]), f"Berg C. {NINE_OF_100[1]}. 2015.", False),
        (record(A_FEW_OF_100[0]), f"Hall A. {A_FEW_OF_100[1]}. 2015.", True),
        (record(MORE_OF_100[0]), f"Hall A. {MORE_OF_100[1]}. 2015.", False),
        # one of the first three authors
        (record(NINE_OF_100[0], author=(*OTHERS[:2], *HALL)), f"Hall A. {NINE_OF_100[1]}. 2015.", True),
        (record(NINE_OF_100[0], author=(*OTHERS, *HALL)), f"Hall A. {NINE_OF_100[1]}. 2015.", False),
        # short titles: up to eleven characters they need both, and stand there as they are
        (record("Zopex memory"), "Berg C. Zopex memory. 2015.", True),
        (record("Zopex memor"), "Berg C. Zopex memor. 2015.", False),
        (record("Zopex memor"), "Hall A. Zopex memor. 2015.", True),
        (record("Zopex memor"), "Hall A. Zopex memory. 2015.", False),
        # numbers
        (NUMBERS, "A. Hall, J. Sleep 12, 345 (2015).", True),
        (NUMBERS, "A. Hall, J. Sleep 12, 346 (2015).", False),
        (NUMBERS, "A. Hall, J. Sleep 12, 345 (2016).", False),
        (record("Sleep and memory in adults"), "A. Hall, J. Sleep 12, 345 (2015).", False),
    ],
)  # fmt: skip
def test_whether_an_entry_prints_a_record(work: Record, entry: str, found: bool) -> None:
    turned = " ".join(reversed(entry.split()))  # so that its words alone do not tell one from the other
    assert match([work], [entry, turned]) == ({0: 0} if found else {})


@pytest.mark.parametrize(
    ("work", "entry", "found"),
    [
        # all words: three of them, 0.6 of them
        (record(publisher="Nordal Sudal", author=(), year=2015), "Nordal Sudal 2015", True),
        (record(publisher="Nordal Sudal", author=(), year=None), "Nordal Sudal", False),
        (record(publisher="Nordal Sudal Ostal Westal Mittal", author=(), year=None), "Nordal Sudal Ostal", True),
        (record(publisher="Nordal Sudal Ostal Westal Mittal Umtal", author=(), year=None), "Nordal Sudal Ostal", False),
        # a telling one among them: three letters
        (record(publisher="Zq 7 12 Zqx", author=(), year=None), "Zqx 7 12", True),
        (record(publisher="Zq 7 12 Zqy", author=(), year=None), "Zq 7 12", False),
    ],
)  # fmt: skip
def test_whether_its_words_tell(work: Record, entry: str, found: bool) -> None:
    assert match([work], [entry, "Somebody else wrote another thing"]) == ({0: 0} if found else {})


TWENTY = "Nordal Sudal Ostal Westal Mittal Umtal Omega Theta Lambda Omikron Zeta Epsilon Iota Ypsilon Rho Tau Chi Psi Phi Eta"


@pytest.mark.parametrize(("second", "found"), [(13, True), (14, False)])
def test_of_two_entries_with_its_words_has_clearly_more(second: int, found: bool) -> None:
    words = TWENTY.split()
    entries = [" ".join(words[:16]), " ".join(words[:second])]
    assert match([record(publisher=TWENTY, author=(), year=None)], entries) == ({0: 0} if found else {})


def test_the_best_entry_comes_first() -> None:
    records = [record("Sleep and memory in adults"), record("Sleep and memory in children"), None]
    entries = ["Hall A. Sleep and memory in children. 2015.", "Hall A. Sleep and memory in adults. 2015."]
    assert match(records, entries) == {0: 1, 1: 0}


@pytest.mark.parametrize(("wrong", "found"), [(8, {0: 0, 1: 0}), (9, {0: 0})])
def test_a_work_that_a_library_holds_twice(wrong: int, found: dict[int, int]) -> None:
    title, other = misspelt(100, wrong)
    records = [record(title, author=()), record(other, author=(), year=None)]
    assert match(records, [f"Berg C. {title}. 2015.", "Somebody else wrote another thing"]) == found
