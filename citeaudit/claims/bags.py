"""Bags of words as arrays, and how alike two sets of bags are.

All sums run over numbers on a binary grid, so that they are exact whatever order a machine adds them in: the same
manuscript gives the same bytes everywhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Doubles = NDArray[np.float64]
Ids = NDArray[np.int64]

NOTHING = 0
"""The id of no word; it stands in bags that would be empty and weighs nothing."""


def grid(values: NDArray[np.floating], bits: int = 8) -> Doubles:
    """Values rounded to multiples of 2^-bits.

    >>> float(grid(np.array([0.1234567]))[0])
    0.125
    """
    scale = float(1 << bits)
    found: Doubles = np.asarray(np.multiply(values, scale, dtype=np.float64))
    np.rint(found, out=found)
    found *= 1 / scale
    return found


def reduced(ufunc: np.ufunc, rows: NDArray[Any], ids: Ids, starts: Ids) -> NDArray[Any]:
    """The rows `ids` of an array taken together in stretches that start at `starts`: stretches × columns.

    The same as `ufunc.reduceat(rows[ids], starts, axis=0)`, several times as fast for stretches of a sentence's length.
    """
    found = np.empty((len(starts), rows.shape[1]), rows.dtype)
    take, reduce, kind = rows.take, ufunc.reduce, rows.dtype
    for row, (start, end) in zip(found, pairwise([*starts.tolist(), len(ids)]), strict=True):
        reduce(take(ids[start:end], 0), 0, kind, row)
    return found


@dataclass(frozen=True, slots=True)
class Bags:
    """Several bags of word ids behind each other: `ids` of all, and where each starts (0-based, one a bag)."""

    ids: Ids
    starts: Ids

    @staticmethod
    def of(bags: Sequence[Sequence[int]]) -> Bags:
        """Bags from lists of ids; an empty list becomes the bag of nothing."""
        filled = [bag if len(bag) else (NOTHING,) for bag in bags]
        lengths = np.array([len(bag) for bag in filled], np.int64)
        ids = np.fromiter((word for bag in filled for word in bag), np.int64, int(lengths.sum()))
        return Bags(ids, np.cumsum(lengths) - lengths)

    def __len__(self) -> int:
        return len(self.starts)

    def totals(self, weights: NDArray[np.floating]) -> Doubles:
        """The sum of the weights of each bag's words; `weights` is indexed by word id."""
        return np.asarray(np.add.reduceat(np.asarray(weights, np.float64)[self.ids], self.starts), np.float64)

    def maxima(self, values: Floats) -> Floats:
        """Column-wise maximum over each bag: rows of `values` are indexed by word id."""
        return reduced(np.maximum, values, self.ids, self.starts)

    def sums(self, values: Floats, weights: Floats) -> Floats:
        """Weighted sums over each bag of the columns of `values` (rows × word ids): rows × bags."""
        return np.asarray(np.add.reduceat(values[:, self.ids] * weights[self.ids], self.starts, axis=1), np.float32)

    def highest(self, values: Floats, weights: Floats) -> Floats:
        """The highest weighted column of `values` (rows × word ids) in each bag: rows × bags."""
        weighed = values[:, self.ids] * weights[self.ids]
        return np.asarray(np.maximum.reduceat(weighed, self.starts, axis=1), np.float32)

    @property
    def lengths(self) -> Ids:
        """How many ids each bag has."""
        return np.diff(np.append(self.starts, len(self.ids)))

    def compact(self) -> tuple[Ids, Bags]:
        """The ids that occur, ascending, and the same bags with places in these for ids."""
        ids, places = distinct(self.ids)
        return ids, Bags(places, self.starts)

    def some(self, rows: slice) -> Bags:
        """The bags of a slice."""
        starts = self.starts[rows]
        stop = rows.stop if rows.stop is not None and rows.stop < len(self.starts) else len(self.starts)
        end = self.starts[stop] if stop < len(self.starts) else len(self.ids)
        return Bags(self.ids[starts[0] : end], starts - starts[0])


def distinct(ids: Ids) -> tuple[Ids, Ids]:
    """The ids that occur, ascending, and for each id its place among these (`np.unique` would import masked arrays).

    >>> [part.tolist() for part in distinct(np.array([7, 3, 7]))]
    [[3, 7], [1, 0, 1]]
    """
    order = np.argsort(ids, kind="stable")
    ascending = ids[order]
    first = np.ones(len(ids), bool)
    first[1:] = ascending[1:] != ascending[:-1]
    places = np.empty(len(ids), np.int64)
    places[order] = np.cumsum(first) - 1
    return ascending[first], places


def standard_rows(values: NDArray[np.floating], least: float) -> Doubles:
    """Each value as its distance from the mean of its row, in standard deviations (`least` is added to these)."""
    exact = grid(values, 10)
    mean = grid(exact.sum(1, keepdims=True) / exact.shape[1], 12)
    spread = grid(np.sqrt(np.maximum(0.0, (exact * exact).sum(1, keepdims=True) / exact.shape[1] - mean * mean)), 12)
    return (exact - mean) / (spread + least)


def log_shares(scores: Doubles) -> Doubles:
    """The logarithm of each score's share of its row, after exponentiation (log-softmax)."""
    top = scores.max(1, keepdims=True)
    total = grid(np.exp(scores - top), 20).sum(1, keepdims=True)
    return grid(scores - top - np.log(total), 8)
