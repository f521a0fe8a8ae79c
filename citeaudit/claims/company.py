"""What the rest of the manuscript says of a pair: other sentences that cite the reference, titles cited near by.

The first score knows a title only by its own words. Here it is weighed again with what other sentences say that cite the
same reference, with the titles that the same paragraph cites, and with where sentences like this one point. How often a
reference is cited is never used: in a list that is right every reference is cited, so a count would give the answer away.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from citeaudit.claims import features
from citeaudit.claims.bags import Bags, Doubles, grid, log_shares, reduced, standard_rows
from citeaudit.claims.document import Document
from citeaudit.claims.fit import NO_WEIGHT, Vectors, by_company, centroids

_ROWS = 96
"""Citations compared at a time, as in `fit`; results do not depend on it."""

_LOGITS_PER_UNIT = 3.0
"""Scores in nats are divided by this, so that they vary about as much as the features in standard deviations."""

_HALF_KNOWN = 0.5
"""Other citations, weighed, at which the mean of what they say counts half: one alone may be wrong itself."""

_LEAST_SPREAD = 1e-3
"""Added to standard deviations, so that a feature that never differs stays 0."""

_LEAST_SPREAD_OF_KNOWN = 0.02
"""The same where few values are known: two that hardly differ must not stand far apart."""

_LOWEST = -6.0
"""Inputs of the network are clipped here and above, so that one alone cannot decide."""

_HIGHEST = 8.0
"""See `_LOWEST`; what fits may stand out farther than what does not."""


def title_likeness(document: Document, vector: Vectors) -> tuple[Doubles, Doubles]:
    """References × references: how alike titles are, by shared rare words and by direction; 0 on the diagonal."""
    weights = grid(document.list_rarity * document.rarity, 4)
    exact = _cosines(document.titles, weights)
    middle = centroids(vector, document.titles, weights)
    near = middle @ middle.T
    np.fill_diagonal(exact, 0.0)
    np.fill_diagonal(near, 0.0)
    return grid(exact, 10), grid(near, 10)


def _cosines(bags: Bags, weights: Doubles) -> Doubles:
    """Bags × bags: cosine over words, weighted."""
    squares = grid(weights * weights, 8)
    lengths = np.sqrt(np.maximum(bags.totals(squares), NO_WEIGHT))
    found = np.zeros((len(bags), len(bags)))
    for at in range(0, len(bags), _ROWS):
        some = bags.some(slice(at, at + _ROWS))
        present = np.zeros((len(some), len(weights)), np.float32)
        present[np.repeat(np.arange(len(some)), some.lengths), some.ids] = 1.0
        found[at : at + _ROWS] = bags.sums(present, squares.astype(np.float32))
    return found / lengths[:, None] / lengths[None, :]


def _claims_alike(document: Document, vector: Vectors) -> Doubles:
    """Citations × citations: how much of the one's claim the other's words say, against what any claim says of it."""
    bags = document.claim
    ids, local = bags.compact()
    weights = grid(document.rarity * document.text_rarity, 4).astype(np.float32)[ids]
    totals = np.maximum(local.totals(weights), NO_WEIGHT)
    found = np.zeros((len(bags), len(bags)))
    for at in range(0, len(bags), _ROWS):
        present, some = bags.some(slice(at, at + _ROWS)).compact()
        best = some.maxima(by_company(vector, present, ids))
        found[at : at + _ROWS] = local.sums(best, weights) / totals
    exact = grid(found, 10)
    return exact - grid(exact.sum(0, keepdims=True) / max(1, len(bags)), 10)


def sentences_alike(document: Document, vector: Vectors, fit: Doubles) -> dict[str, Doubles]:
    """Citations × citations, one array a kind: by shared rare words, by likeness of claims, by titles that fit both."""
    weights = grid(document.rarity * document.text_rarity, 4)
    profile = grid(standard_rows(fit, _LEAST_SPREAD), 8)
    return {
        "words": grid(_cosines(document.sentence, weights), 10),
        "claims": grid(_claims_alike(document, vector), 10),
        "titles": grid(profile @ profile.T / profile.shape[1], 10),
    }


class Company:
    """The features of every pair for the second score, made for some citations at a time.

    Args:
        document: The document.
        vector: Its vectors.
        fit: The first score.
        titles_alike: What `title_likeness` gives.
        spare: For training only: one citation of each reference (−1: none) that does not count for pairs without a link,
            since for pairs with a link their own citation does not count either.

    """

    def __init__(
        self,
        document: Document,
        vector: Vectors,
        fit: Doubles,
        titles_alike: tuple[Doubles, Doubles],
        spare: NDArray[np.int64] | None = None,
    ) -> None:
        self._fit, self._linked, self._same = fit, document.linked, document.same_sentence
        self._share = log_shares(fit)
        self._alike = sentences_alike(document, vector, fit)
        self._titles_alike = titles_alike
        linked = self._linked
        self._weight = grid(linked / np.sqrt(np.maximum(1, linked.sum(1)))[:, None], 8)
        self._fewer = self._weight.copy()
        self._training = spare is not None
        if spare is not None:
            having = np.flatnonzero(spare >= 0)
            self._fewer[spare[having], having] = 0.0
        self._paragraphs = np.array([c.paragraph for c in document.citations])
        self._near_weight = grid(self._weight @ titles_alike[1], 8)

    def __len__(self) -> int:
        return len(self._fit)

    def blocks(self) -> Iterator[tuple[slice, NDArray[np.float64]]]:
        """Some citations after the other, and their features: citations × references × features."""
        for at in range(0, len(self), _ROWS):
            rows = slice(at, min(len(self), at + _ROWS))
            yield rows, self.features(rows)

    def features(self, rows: slice) -> NDArray[np.float64]:
        """The features of the citations `rows`: citations × references × features."""
        fit, linked, weight, fewer = self._fit[rows], self._linked[rows], self._weight, self._fewer
        shape = linked.shape
        same = self._same[rows]
        apart = (~same).astype(np.float64)
        found: dict[str, NDArray[np.float64]] = {
            "fit.centred": (fit - grid(fit.sum(1, keepdims=True) / shape[1])) / _LOGITS_PER_UNIT,
            "fit.standard": standard_rows(fit, _LEAST_SPREAD),
            "fit.log_share": self._share[rows] / _LOGITS_PER_UNIT,
        }
        count = np.where(linked, apart @ weight, apart @ fewer) if self._training else apart @ weight
        known = count > 0
        for kind, alike in self._alike.items():
            others = alike[rows] * apart
            total, most = others @ weight, _most(others, weight)
            if self._training:
                total = np.where(linked, total, others @ fewer)
                most = np.where(linked, most, _most(others, fewer))
            mean = np.divide(total, count, out=np.zeros(shape), where=known)
            found[f"others_by_{kind}.mean"] = _standard_known(mean, known) * (count / (count + _HALF_KNOWN))
            found[f"others_by_{kind}.most"] = _standard_known(most, known)
        same_paragraph = self._paragraphs[rows, None] == self._paragraphs[None, :]
        nearby = (same_paragraph & ~same).astype(np.float64) @ self._linked > 0
        others_beside = same.copy()
        others_beside[np.arange(shape[0]), np.arange(rows.start, rows.start + shape[0])] = False
        beside = others_beside.astype(np.float64) @ self._linked > 0
        for place, titles in (("paragraph", nearby.astype(np.float64)), ("sentence", beside.astype(np.float64))):
            cited = titles.sum(1, keepdims=True) - titles
            for kind, similar in zip(("cosine", "direction"), self._titles_alike, strict=True):
                mean = np.divide(titles @ similar, cited, out=np.zeros(shape), where=cited > 0)
                found[f"{place}.{kind}"] = standard_rows(mean, _LEAST_SPREAD)
        pull = np.maximum(self._alike["words"][rows] * apart, 0.0)
        pull = grid(pull * pull, 12)
        sums = np.maximum(pull.sum(1, keepdims=True), NO_WEIGHT)
        found["sentences_alike.log_share"] = standard_rows(pull @ self._share / sums, _LEAST_SPREAD)
        found["sentences_alike.titles"] = standard_rows(pull @ self._near_weight / sums, _LEAST_SPREAD)
        return grid(np.clip(features.stacked(features.COMPANY, found), _LOWEST, _HIGHEST), 8)


def _most(alike: NDArray[np.float64], weight: Doubles) -> NDArray[np.float64]:
    """Citations × references: the most alike of the citations that count for each reference; 0 where none does."""
    rows, columns = np.nonzero(weight.T)  # by reference
    found = np.zeros((len(alike), weight.shape[1]))
    if len(rows):
        starts = np.flatnonzero(np.diff(rows, prepend=-1))
        found[:, rows[starts]] = reduced(np.maximum, np.ascontiguousarray(alike.T), columns, starts).T
    return found


def _standard_known(values: NDArray[np.float64], known: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Distance from the mean of the known values of each row, in standard deviations; 0 where nothing is known."""
    exact = grid(np.where(known, values, 0.0), 10)
    count = np.maximum(1, known.sum(1, keepdims=True))
    mean = grid(exact.sum(1, keepdims=True) / count, 12)
    spread = np.sqrt(np.maximum(0.0, (exact * exact).sum(1, keepdims=True) / count - mean * mean))
    return np.where(known, (exact - mean) / (grid(spread, 12) + _LEAST_SPREAD_OF_KNOWN), 0.0)
