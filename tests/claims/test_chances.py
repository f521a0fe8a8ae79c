"""From doubts to chances, at the share of faults that is expected."""

from __future__ import annotations

from itertools import pairwise

import pytest

from citeaudit.claims.chances import CURVES, EXPECTED_FAULTS, FEWEST_FAULTS, MOST_FAULTS, NAMED, chance
from citeaudit.model import Fault

DOUBTS = [0.0, 1e-5, 0.001, 0.01, 0.05, 0.2, 0.5, 0.72, 0.8, 0.95, 0.99, 0.99999, 1.0]


@pytest.mark.parametrize("fault", Fault)
def test_a_curve_passes_through_its_knots_and_rises(fault: Fault) -> None:
    for doubt, given in CURVES[fault]:
        assert chance(doubt, fault) == pytest.approx(given, abs=1e-6)
    chances = [chance(doubt, fault) for doubt in DOUBTS]
    assert all(low < high for low, high in pairwise(chances[1:-1]))
    assert 0 <= chances[0] <= chances[-1] <= 1


def test_a_link_without_a_fault_is_on_the_curve_of_wrong_numbers() -> None:
    assert chance(0.01, None) == chance(0.01, Fault.WRONG_NUMBER)


def test_doubts_that_differ_hardly_keep_their_order() -> None:
    assert chance(0.00002) > chance(0.000015) > chance(0.00001) > 0


@pytest.mark.parametrize(
    ("fault", "least"),
    [(Fault.WRONG_NUMBER, 0.72), (Fault.FOREIGN, 0.8), (Fault.EXCHANGED, 0.66), (Fault.SHIFTED, 0.55)],
)
def test_half_of_the_links_of_such_a_doubt_are_wrong(fault: Fault, least: float) -> None:
    assert chance(least, fault) == pytest.approx(0.5)
    assert chance(least - 0.01, fault) < 0.5


def test_the_odds_follow_the_share_that_is_expected() -> None:
    assert chance(0.72, expected=EXPECTED_FAULTS) == pytest.approx(0.5)
    odds = (0.02 / 0.98) / (EXPECTED_FAULTS / (1 - EXPECTED_FAULTS))
    assert chance(0.72, expected=0.02) == pytest.approx(odds / (1 + odds), abs=1e-6)
    assert chance(0.72, expected=FEWEST_FAULTS) < 0.02
    assert chance(0.72, expected=MOST_FAULTS) > 0.99


def test_names_that_agree_outweigh_a_small_doubt() -> None:
    assert [chance(0.02, agreeing=count) for count in NAMED] == pytest.approx(list(NAMED.values()), abs=1e-6)
    assert chance(0.02, agreeing=9) == chance(0.02, agreeing=max(NAMED))
    assert chance(0.99, agreeing=1) == chance(0.99)
