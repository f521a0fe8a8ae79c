"""Journals and books at the edges of what makes them the same, near, or damaged."""

from __future__ import annotations

import pytest

from citeaudit.matching import same_container
from citeaudit.matching.containers import is_damaged, near_container


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("Abcdefghij", "Abcdefghij", True),
        # A contraction has three letters, the first one first, and at most 0.7 of the word.
        ("Abj", "Abcdefghij", True),
        ("Aj", "Abcdefghij", False),
        ("Abcdefj", "Abcdefghij", True),
        ("Abcdefgj", "Abcdefghij", False),
        ("Abcdefghijkq", "Abcdefghijklmnopq", False),  # 12 of 17 letters are 0.706
        ("Bcj", "Abcdefghij", False),
        ("Acbj", "Abcdefghij", False),
        # An acronym has three letters and begins with the first word.
        ("SWQ", "Slow Waves Quickly", True),
        ("SW", "Slow Waves", False),
        ("SWQ", "Slow Waves", False),
        ("SWQ", "Slow Waves Quickly Measured", True),
        ("WQM", "Slow Waves Quickly Measured", False),
        ("SWQ J", "Slow Waves Quickly", False),
        # A leading acronym is left out.
        ("SWQ Slow Waves Quickly", "Slow Waves Quickly", True),
        ("SW Slow Waves", "Slow Waves", False),
        # A subtitle, or a parallel title; a third part is not looked at.
        ("Slow Waves: Abcdefg", "Slow Waves", True),
        ("Slow Waves: Abcdefg", "Abcdefg", True),
        ("Slow Waves: Abcdefg: Hijklmn", "Hijklmn", False),
        ("Xy: Slow Waves", "Xy", True),
        ("X: Slow Waves: Abcdefg", "Abcdefg", True),  # one letter is no part
        # A country at the end.
        ("Slow Waves USA", "Slow Waves", True),
        ("Slow Waves U K", "Slow Waves", True),
        ("Slow Waves Germany", "Slow Waves", False),
        ("Fast Tides USA", "Slow Waves", False),
        # Words that do not count, unless there are no others.
        ("Waves of the Night", "Waves Night", True),
        ("On", "On", True),
        ("On", "By", False),
        # However the words are divided.
        ("Slowwaves Night", "Slow Waves Night", True),
        ("Waves [Night]", "Waves", True),
        ("", "", None),
    ],
)
def test_same_container_at_its_edges(a: str, b: str, same: bool | None) -> None:
    assert same_container(a, b) is same
    assert same_container(b, a) is same


def test_what_is_longer_than_a_name_is_not_read() -> None:
    assert same_container("x" * 500 + "a", "x" * 500 + "b") is True
    assert same_container("x" * 499 + "a", "x" * 499 + "b") is False


@pytest.mark.parametrize(
    ("a", "b", "near"),
    [
        ("Slow Waves", "Slow Tides", True),  # one of two
        ("Slow Waves Night", "Slow Tides Dawn", False),  # one of three
        ("Waves Slow", "Slow Waves", True),
        ("Abcd Efgh Ijkl Mnop", "Mnop Ijkl Efgh Abcd", False),  # in order
        ("Abcd Efgh Ijkl Mnop", "Efgh Mnop", True),
        ("Abcd Abcd", "Abcd", True),
        ("Abcd Abcd Xyzw", "Abcd Klmn Opqr", False),  # a word counts once
        # Words that every journal has.
        ("Journal of Waves", "Journal of Tides", False),
        ("Journal", "Journal of Tides", False),
        ("Journal", "International Journal", True),
        # Cut, contracted or damaged, either way.
        ("Oncol", "Oncology", True),
        ("Oncology", "Oncol Lett", True),
        ("Abcd", "Abcx", True),
        ("Abcd", "Abyx", False),
        ("Abc", "Abx", False),
        ("Abcde", "Axyde", False),
        ("", "Waves", None),
        ("Waves", "", None),
    ],
)
def test_near_container(a: str, b: str, near: bool | None) -> None:
    assert near_container(a, b) is near
    assert near_container(b, a) is near


def test_the_share_of_words_may_be_set() -> None:
    assert near_container("Slow Waves", "Slow Tides", share=0.51) is False
    assert near_container("Slow Waves Night", "Slow Tides Dawn", share=0.33) is True


@pytest.mark.parametrize(
    ("a", "b", "damaged"),
    [
        ("Abcdefghij", "Abcdefgxyz", True),  # seven letters of ten
        ("Abcdefghij", "Abcdefwxyz", False),
        ("Abcdefghijklm", "Abcdefghiwxyz", False),  # nine of 13 letters are 0.692
        ("Abcdefg", "Abcdexgmnopq", True),  # cut and damaged
        ("Nat Abcdefghij", "Nat Abcdefgxyz", True),
        ("Nat Abcdefghij", "Xyz Abcdefghij", False),  # every word
        ("Nat Abcdefghij Lett", "Nat Abcdefghij", False),
        ("", "Waves", False),
    ],
)
def test_a_name_with_letters_wrong(a: str, b: str, damaged: bool) -> None:
    assert is_damaged(a, b) is damaged
    assert is_damaged(b, a) is damaged
