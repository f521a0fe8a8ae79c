"""The parts of the engine, and that it says the same on every run."""

from __future__ import annotations

import numpy as np
import pytest

from citeaudit.claims import weigh
from citeaudit.claims.bags import Bags, grid, log_shares, standard_rows
from citeaudit.claims.features import FAULTS
from citeaudit.claims.lexicon import model, unit
from citeaudit.claims.verdict import Trees, calibrated
from citeaudit.claims.words import distinct, words
from citeaudit.model import Fault
from tests.manuscripts import audit_text
from tests.sleep_manuscript import REFERENCES, manuscript


@pytest.mark.parametrize(
    ("text", "stems"),
    [
        ("SOLAR-1 and SOLAR-2", ["solar", "solar1", "solar", "solar2"]),
        ("TNF-α", ["tnf", "alpha", "tnfalpha"]),
        ("studies of 12 naïve mice in 2019", ["studi", "naiv", "mice"]),
        ("cm² of skin", ["cm2", "skin"]),
        ("e\u0301tude", words("étude")),
        ("", []),
    ],
)
def test_words(text: str, stems: list[str]) -> None:
    assert list(words(text)) == list(stems)


def test_distinct_words_keep_their_order() -> None:
    assert distinct("naps, memory and naps") == ("nap", "memori")


def test_bags() -> None:
    bags = Bags.of([[1, 2], [], [2]])
    assert len(bags) == 3
    assert bags.totals(np.array([0.0, 1.0, 3.0])).tolist() == [4.0, 0.0, 3.0]
    assert bags.maxima(np.array([[0.0], [5.0], [7.0]], np.float32))[:, 0].tolist() == [7.0, 0.0, 7.0]
    some = bags.some(slice(1, 3))
    assert (some.ids.tolist(), some.starts.tolist()) == ([0, 2], [0, 1])


def test_sums_on_the_grid_do_not_depend_on_their_order() -> None:
    values = np.random.RandomState(1).normal(size=10_000)
    exact = grid(values, 10)
    assert exact.sum() == exact[::-1].sum() == sum(exact.tolist())
    assert np.abs(exact - values).max() <= 2**-11


def test_rows_are_standardized_and_shares_sum_to_one() -> None:
    scores = np.array([[1.0, 2.0, 3.0], [0.0, 0.0, 0.0]])
    assert standard_rows(scores, 1e-3)[0, 1] == 0.0
    assert standard_rows(scores, 1e-3)[0, 2] == pytest.approx(1.2232, abs=1e-3)
    assert np.exp(log_shares(scores)).sum(1) == pytest.approx([1.0, 1.0], abs=0.01)


def test_a_tree_goes_left_up_to_its_threshold() -> None:
    tree = Trees(
        feature=np.array([[0]] * 2),
        threshold=np.array([[0.5], [1e9]]),
        leaf=np.array([[1.0, -1.0], [0.0, 0.0]]),
        faults=2,
    )
    first = tree.chances(np.array([[0.5], [0.6]]))[:, 0]
    assert first == pytest.approx([1 / (1 + np.exp(-1)), 1 / (1 + np.exp(1))], abs=1e-4)
    assert tree.chances(np.zeros((0, 1))).shape == (0, 2)


def test_the_model_fits_the_code() -> None:
    lexicon, named = model()
    assert len(lexicon.company) == len(lexicon.index) + 1 == len(lexicon.rarity)
    assert unit(lexicon.company)[1][-1] == 0.0  # words never seen have no direction
    assert len(named["trees.feature"]) % len(FAULTS) == 0
    assert named["calibration.seen"].tolist() == sorted(named["calibration.seen"].tolist())
    assert calibrated(np.array([0.0, 1.0]), named).max() <= 1.0


def test_the_same_manuscript_gives_the_same_claims() -> None:
    first, second = audit_text(manuscript(REFERENCES)), audit_text(manuscript(REFERENCES))
    assert first.claims == second.claims
    assert len(first.claims) == 20


def test_nothing_to_weigh() -> None:
    assert weigh((), ()) == ()
    assert (
        audit_text("# Sleep\n\nNobody is cited.\n\n## References\n\n1. Hall A. Sleep. J Sleep 2015;3:1.\n").claims == ()
    )


def test_exchanged_neighbours_are_told() -> None:
    listed = list(REFERENCES)
    listed[3], listed[4] = listed[4], listed[3]
    faults = {(c.reference, c.suggested) for c in audit_text(manuscript(listed)).claims if c.fault is Fault.EXCHANGED}
    assert faults >= {(4, 5), (5, 4)}
