"""From the features of a link to the chance of each fault, by an ensemble of small decision trees."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from citeaudit.claims.bags import Doubles, grid
from citeaudit.claims.features import FAULTS

DOUBTFUL = 0.1
"""Below this doubt nothing is said of a link."""


@dataclass(frozen=True, slots=True)
class Trees:
    """Decision trees as arrays, trees × nodes; the children of node n of a full binary tree are 2n+1 and 2n+2.

    `feature` (a place in `features.LINK`, whose names the model file repeats) and `threshold` belong to inner nodes (at most
    the threshold: left), `leaf` to the nodes of the last level,
    trees × leaves; tree t speaks for fault t modulo the number of faults.
    """

    feature: NDArray[np.int64]
    threshold: Doubles
    leaf: Doubles
    faults: int

    def chances(self, features: Doubles) -> Doubles:
        """Links × faults: the chance of each, rows sum to 1."""
        count, trees = len(features), len(self.feature)
        if not count:
            return np.zeros((0, self.faults))
        node = np.zeros((count, trees), np.int64)
        every = np.arange(trees)[None, :]
        links = np.arange(count)[:, None]
        inner = self.feature.shape[1]
        while node[0, 0] < inner:
            right = features[links, self.feature[every, node]] > self.threshold[every, node]
            node = 2 * node + 1 + right
        votes = self.leaf[every, node - inner]
        raw = np.stack([votes[:, fault :: self.faults].sum(1) for fault in range(self.faults)], 1)
        top = np.exp(raw - raw.max(1, keepdims=True))
        return grid(top / grid(top, 40).sum(1, keepdims=True), 20)


def trees(named: dict[str, NDArray[np.float32]]) -> Trees:
    """The trees of a model file."""
    return Trees(
        feature=named["trees.feature"].astype(np.int64),
        threshold=named["trees.threshold"].astype(np.float64),
        leaf=grid(named["trees.leaf"], 20),
        faults=len(FAULTS),
    )


def calibrated(raw: Doubles, named: dict[str, NDArray[np.float32]]) -> Doubles:
    """Doubts: chances as observed on articles that the trees had not seen: piecewise linear between the points of the model."""
    return grid(
        np.interp(raw, named["calibration.raw"].astype(np.float64), named["calibration.seen"].astype(np.float64)), 20
    )
