"""How well each title fits each citing sentence: a first score of every pair, from words, names and years alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from citeaudit.claims import features
from citeaudit.claims.bags import Bags, Doubles, Floats, Ids, grid, reduced
from citeaudit.claims.document import Document
from citeaudit.claims.forms import Forms
from citeaudit.claims.lexicon import Layers, network, unit

_ROWS = 96
"""Citations compared at a time: few enough for tables of words that fit the cache, results do not depend on it."""

_MOST_FOR_COLUMNS = 480
"""Citations that tell what a title shares with any sentence; five blocks, so that a book costs no more a citation than an article."""

_MOST_CELLS = 12_000_000
"""Cells of the two tables of likeness, 96 MB together; with more words they are made again for each block."""

_COMPANY_FLOOR = 0.2
"""Words of one field have some cosine whatever they mean; only what is above it tells them apart."""

_FORM_FLOOR = np.float32(0.3)
"""Words share some runs by chance and by their endings; only what is above it counts."""

_ALIKE = 0.25
"""A word of the title is counted as alike above this,"""

_MUCH_ALIKE = 0.6
"""and as much alike above this; two bounds tell the network more than a mean (decision 0004)."""

_SAME_WEIGHT_OF_UNLISTED = 0.3
"""Nats of a word of the sentence that no title has: it can be explained by none, so it must not count for much."""

_YEARS = 8.0
"""Brings distances in years to the scale of the other features."""

NO_WEIGHT = 1e-6
"""Weights and lengths are at least this, so that what weighs nothing can be divided by."""

_LEAST_SPREAD = 1e-3
"""Added to standard deviations of features, so that one that never differs stays 0."""

_LEAST_SPREAD_OF_COLUMNS = 0.2
"""The same for what is in standard deviations already."""

_LOWEST = -4.0
"""Inputs of the network are clipped here and at the two bounds below: one alone may not decide."""

_HIGHEST = 8.0
"""By columns."""

_HIGHEST_BY_ROW = 12.0
"""By rows, where the reference cited rises far above a list of hundreds."""


@dataclass(frozen=True, slots=True)
class Vectors:
    """Vectors of the words of a document and one over their lengths, and how words are written."""

    company: Floats
    company_scale: Floats
    citing: Floats
    citing_scale: Floats
    forms: Forms


def vectors(document: Document) -> Vectors:
    """The lexicon's vectors for the words of a document, by word id."""
    lexicon, rows = document.lexicon, document.rows
    return Vectors(*unit(lexicon.company[rows]), *unit(lexicon.citing[rows]), Forms.of(document.words))


def by_company(vector: Vectors, left: Ids, right: Ids) -> Floats:
    """How alike words are by the company they keep or as they are written, 0 to 1, left × right; on a grid, the same is 1."""
    found = vector.company[left] @ vector.company[right].T
    found *= vector.company_scale[left, None]
    found *= vector.company_scale[right]
    found -= _COMPANY_FLOOR
    np.maximum(found, 0, out=found)
    found /= 1 - _COMPANY_FLOOR
    found *= np.sqrt(found)
    np.maximum(found, _by_form(vector, left, right), out=found)
    return _on_grid(found, left, right)


def _by_form(vector: Vectors, left: Ids, right: Ids) -> Floats:
    """How alike words are as written, 0 or less to 1, left × right."""
    found = vector.forms.alike(left, right)
    found -= _FORM_FLOOR
    found /= 1 - _FORM_FLOOR
    return found


def by_citing(document: Document, vector: Vectors, left: Ids, right: Ids) -> Floats:
    """How alike words are by what sentences say of titles, words of sentences × words of titles, on a grid.

    The same word is 1; all is multiplied by the weight of the sentence's word.
    """
    found = vector.citing[left] @ vector.citing[right].T
    found *= vector.citing_scale[left, None]
    found *= vector.citing_scale[right]
    floor = np.float32(document.lexicon.citing_threshold)
    found -= floor
    np.maximum(found, 0, out=found)
    found /= 1 - floor
    weight = document.lexicon.text_weight[document.rows[left]]
    found *= weight[:, None]
    return _on_grid(found, left, right, weight)


def _on_grid(found: Floats, left: Ids, right: Ids, weight: Floats | None = None) -> Floats:
    order = np.argsort(right, kind="stable")
    at = np.minimum(np.searchsorted(right, left, sorter=order), len(right) - 1)
    same = np.flatnonzero((right[order[at]] == left) & (left > 0))
    found[same, order[at[same]]] = 1.0 if weight is None else weight[same]
    found *= np.float32(256)
    np.rint(found, out=found)
    found /= np.float32(256)
    return found


class Titles:
    """The titles of a list, ready to be compared with sentences."""

    def __init__(self, document: Document, vector: Vectors) -> None:
        self.document, self.vector = document, vector
        self.ids, self.bags = document.titles.compact()
        plain = grid(document.list_rarity * document.rarity, 6)
        learned = grid(document.list_rarity * document.lexicon.title_weight[document.rows], 6)
        self.listed: Floats = document.list_rarity[self.ids]
        self.weight: Floats = plain[self.ids].astype(np.float32)
        self.learned: Floats = learned[self.ids].astype(np.float32)
        self.total = np.maximum(self.bags.totals(self.weight), NO_WEIGHT)
        self.total_learned = np.maximum(self.bags.totals(self.learned), NO_WEIGHT)
        squares = grid(self.weight.astype(np.float64) ** 2, 6)
        self.squares: Floats = squares.astype(np.float32)
        self.length = np.sqrt(np.maximum(self.bags.totals(squares), NO_WEIGHT))
        self._tables: tuple[Floats, Floats] | None = None
        words = len(document.rows)
        if words * len(self.ids) <= _MOST_CELLS:  # one table for all that is compared with titles
            every = np.arange(words)
            self._tables = by_company(vector, every, self.ids), by_citing(document, vector, every, self.ids)
        self.middle = centroids(vector, document.titles, plain)
        self.containers = centroids(vector, document.containers, document.rarity)

    def likeness(self, bags: Bags, *, pooled: bool = False, explained: bool = False) -> dict[str, NDArray[np.floating]]:
        """Bags of sentences × titles, one array a kind of likeness: `features.LIKENESS`, and `POOLED`, `REVERSE` if asked for."""
        document = self.document
        ids, local = bags.compact()
        if self._tables is None:
            company = by_company(self.vector, ids, self.ids)
            citing = by_citing(document, self.vector, ids, self.ids)
        else:
            company, citing = (table[ids] for table in self._tables)
        same = ((ids[:, None] == self.ids[None, :]) & (ids[:, None] > 0)).astype(np.float32)
        exact = local.maxima(same)
        alike, learned = local.maxima(company), local.maxima(citing)
        found: dict[str, NDArray[np.floating]] = {
            "shared_rarity": self.bags.sums(exact, self.listed),
            "shared_cosine": self.bags.sums(exact, self.squares) / self.length,
            "shared_part": self.bags.sums(exact, self.weight) / self.total,
            "company": self.bags.sums(alike, self.weight) / self.total,
            "citing": self.bags.sums(learned, self.learned) / self.total_learned,
        }
        if pooled:
            found |= self._pooled("company", alike, self.weight, self.total)
            found |= self._pooled("citing", learned, self.learned, self.total_learned)
            weights = grid(document.rarity * document.text_rarity, 6)
            found["direction"] = centroids(self.vector, bags, weights) @ self.middle.T
        if explained:
            listed_rarity = np.where(document.listed > 0, document.list_rarity, _SAME_WEIGHT_OF_UNLISTED)
            rare: Floats = grid(document.rarity * listed_rarity, 6).astype(np.float32)[ids]
            best = self.bags.maxima(np.ascontiguousarray(company.T))  # titles × words of the sentences
            summed = reduced(np.add, np.ascontiguousarray((best * rare).T), local.ids, local.starts)
            found["explained"] = summed / np.maximum(local.totals(rare), NO_WEIGHT)[:, None]
        return found

    def _pooled(self, kind: str, values: Floats, weights: Floats, total: Doubles) -> dict[str, NDArray[np.floating]]:
        """From the best likeness of each word of a title: the share of words that are alike, and the one that tells most."""
        return {
            f"{kind}_alike": self.bags.sums((values > _ALIKE).astype(np.float32), weights) / total,
            f"{kind}_much_alike": self.bags.sums((values > _MUCH_ALIKE).astype(np.float32), weights) / total,
            f"{kind}_most_telling": self.bags.highest(values, weights),
        }


def centroids(vector: Vectors, bags: Bags, weights: NDArray[np.floating]) -> Doubles:
    """The direction of each bag: the weighted sum of its words' directions, of length 1, on a grid."""
    directions = grid(vector.company * vector.company_scale[:, None], 8)
    weighted = grid(directions * np.asarray(weights, np.float64)[:, None], 8)
    summed = reduced(np.add, weighted, bags.ids, bags.starts)
    lengths = np.sqrt((summed * summed).sum(1, keepdims=True))
    return grid(summed / np.maximum(lengths, NO_WEIGHT), 10)


class Features:
    """The features of every pair of a citation and a reference, made for some citations at a time."""

    def __init__(self, document: Document, vector: Vectors) -> None:
        self.document = document
        self.titles = Titles(document, vector)
        self.vector = vector
        self.paragraphs = {
            kind: values[document.paragraph_of] for kind, values in self._in_blocks(document.paragraph).items()
        }
        self.heading = self.titles.likeness(document.heading)["company"][document.heading_of]
        self.named, self.dated = document.named(), document.dated()
        self.recent = document.recent()
        self.years = grid(document.years() / _YEARS, 6)

    def _in_blocks(self, bags: Bags) -> dict[str, NDArray[np.floating]]:
        parts = [self.titles.likeness(bags.some(slice(at, at + _ROWS))) for at in range(0, len(bags), _ROWS)]
        return {kind: np.concatenate([part[kind] for part in parts]) for kind in features.LIKENESS}

    def raw(self, rows: slice) -> Doubles:
        """Citations of `rows` × references × features, on a grid."""
        document, titles = self.document, self.titles
        sentences = document.sentence.some(rows)
        directions = centroids(self.vector, sentences, grid(document.rarity, 6))
        found: dict[str, NDArray[np.floating]] = {
            **features.prefixed("claim", titles.likeness(document.claim.some(rows), pooled=True, explained=True)),
            **features.prefixed("sentence", titles.likeness(sentences, pooled=True, explained=True)),
            **features.prefixed("around", titles.likeness(document.around.some(rows), pooled=True)),
            **{f"paragraph.{kind}": values[rows] for kind, values in self.paragraphs.items()},
            "heading.company": self.heading[rows],
            "sentence.container": directions @ titles.containers.T,
            "sentence.names": self.named[rows],
            "sentence.years": self.dated[rows],
            "sentence.recent": self.recent[rows, None] * self.years[None, :],
        }
        return grid(features.stacked(features.FIT, found), 10)


def inputs(document: Document, made: Features) -> Iterator[tuple[slice, NDArray[np.float64]]]:
    """What the network sees of each pair, `features.FIT_INPUTS`: every feature by rows, by columns, and by rows of columns.

    A title may fit any sentence of a manuscript; by columns its likeness is measured against what it shares with other
    sentences. These are taken from at most `_MOST_FOR_COLUMNS` citations, evenly spread, so that a book costs no more a
    citation than an article.
    """
    count = len(document.citations)
    blocks = [slice(at, min(count, at + _ROWS)) for at in range(0, count, _ROWS)]
    step = max(1, -(-count // _MOST_FOR_COLUMNS))
    kept: dict[int, Doubles] = {}
    total = squares = np.float64(0)
    seen = 0
    for number, block in enumerate(blocks[::step]):
        values = made.raw(block)
        kept[number * step] = values
        total = total + values.sum(0)
        squares = squares + (values * values).sum(0)
        seen += len(values)
    mean = grid(np.asarray(total) / max(1, seen), 12)
    spread = grid(np.sqrt(np.maximum(0.0, np.asarray(squares) / max(1, seen) - mean * mean)), 12)
    for number, block in enumerate(blocks):
        values = kept[number] if number in kept else made.raw(block)
        mean_row = grid(values.sum(1, keepdims=True) / values.shape[1], 12)
        of_rows = (values - mean_row) / (grid(values.std(1, keepdims=True), 12) + _LEAST_SPREAD)
        columns = np.clip((values - mean) / (spread + _LEAST_SPREAD), _LOWEST, _HIGHEST)
        exact = grid(columns, 8)
        middle = grid(exact.sum(1, keepdims=True) / exact.shape[1], 12)
        both = (exact - middle) / (grid(exact.std(1, keepdims=True), 12) + _LEAST_SPREAD_OF_COLUMNS)
        views = {
            "by_row": np.clip(of_rows, _LOWEST, _HIGHEST_BY_ROW),
            "by_column": columns,
            "by_row_of_columns": np.clip(both, _LOWEST, _HIGHEST),
        }
        yield block, grid(np.concatenate([views[view] for view in features.VIEWS], 2), 8)


def scores(document: Document, parameters: Layers, vector: Vectors) -> Doubles:
    """Citations × references: how well the title fits, in nats, up to a constant for each citation."""
    found = np.zeros((len(document.citations), len(document.references)))
    if found.size:
        for rows, values in inputs(document, Features(document, vector)):
            found[rows] = network(parameters, values)
    return found
