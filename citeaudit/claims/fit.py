"""How well each title fits each citing sentence: a first score of every pair, from words, names and years alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from citeaudit.claims.bags import Bags, Doubles, Floats, Ids, grid
from citeaudit.claims.document import Document
from citeaudit.claims.forms import Forms
from citeaudit.claims.lexicon import Layers, network, unit

_ROWS = 96  # citations compared at a time
_MOST_FOR_COLUMNS = 480  # citations that tell what a title shares with any sentence
_MOST_CELLS = 12_000_000  # 96 MB for the two tables of likeness
_COMPANY_FLOOR = 0.2
_FORM_FLOOR = np.float32(0.3)
_ALIKE, _MUCH_ALIKE = 0.25, 0.6  # words of a title are counted above these


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
        self.total = np.maximum(self.bags.totals(self.weight), 1e-6)
        self.total_learned = np.maximum(self.bags.totals(self.learned), 1e-6)
        squares = grid(self.weight.astype(np.float64) ** 2, 6)
        self.squares: Floats = squares.astype(np.float32)
        self.length = np.sqrt(np.maximum(self.bags.totals(squares), 1e-6))
        self._tables: tuple[Floats, Floats] | None = None
        words = len(document.rows)
        if words * len(self.ids) <= _MOST_CELLS:  # one table for all that is compared with titles
            every = np.arange(words)
            self._tables = by_company(vector, every, self.ids), by_citing(document, vector, every, self.ids)
        self.middle = centroids(vector, document.titles, plain)
        self.containers = centroids(vector, document.containers, document.rarity)

    def compare(self, bags: Bags, *, reverse: bool, centre: bool) -> Iterator[Doubles]:
        """Bags of sentences × titles, one array a kind of likeness."""
        document = self.document
        ids, local = bags.compact()
        if self._tables is None:
            company = by_company(self.vector, ids, self.ids)
            citing = by_citing(document, self.vector, ids, self.ids)
        else:
            company, citing = (table[ids] for table in self._tables)
        same = ((ids[:, None] == self.ids[None, :]) & (ids[:, None] > 0)).astype(np.float32)
        exact = local.maxima(same)
        yield self.bags.sums(exact, self.listed).astype(np.float64)
        yield self.bags.sums(exact, self.squares) / self.length
        yield self.bags.sums(exact, self.weight) / self.total
        alike, learned = local.maxima(company), local.maxima(citing)
        yield self.bags.sums(alike, self.weight) / self.total
        yield self.bags.sums(learned, self.learned) / self.total_learned
        if centre:
            yield from self._pooled(alike, self.weight, self.total)
            yield from self._pooled(learned, self.learned, self.total_learned)
            weights = grid(document.rarity * document.text_rarity, 6)
            yield centroids(self.vector, bags, weights) @ self.middle.T
        if reverse:
            known = document.listed > 0
            known_weights = grid(document.rarity * np.where(known, document.list_rarity, 0.3), 6)
            rare: Floats = known_weights.astype(np.float32)[ids]
            best = np.maximum.reduceat(company[:, self.bags.ids], self.bags.starts, axis=1)
            said = np.add.reduceat(best[local.ids] * rare[local.ids, None], local.starts, axis=0)
            yield said / np.maximum(local.totals(rare), 1e-6)[:, None]

    def _pooled(self, values: Floats, weights: Floats, total: Doubles) -> Iterator[Doubles]:
        """From the best likeness of each word of a title: the share of words that are alike, and the one that tells most."""
        for least in (_ALIKE, _MUCH_ALIKE):
            yield self.bags.sums((values > least).astype(np.float32), weights) / total
        yield self.bags.highest(values, weights).astype(np.float64)


def centroids(vector: Vectors, bags: Bags, weights: NDArray[np.floating]) -> Doubles:
    """The direction of each bag: the weighted sum of its words' directions, of length 1, on a grid."""
    directions = grid(vector.company * vector.company_scale[:, None], 8)
    weighted = grid(directions * np.asarray(weights, np.float64)[:, None], 8)
    summed = np.add.reduceat(weighted[bags.ids], bags.starts, axis=0)
    lengths = np.sqrt((summed * summed).sum(1, keepdims=True))
    return grid(summed / np.maximum(lengths, 1e-6), 10)


class Features:
    """The features of every pair of a citation and a reference, made for some citations at a time."""

    def __init__(self, document: Document, vector: Vectors) -> None:
        self.document = document
        self.titles = Titles(document, vector)
        self.vector = vector
        paragraphs = self._whole(document.paragraph)
        self.paragraphs = [feature[document.paragraph_of] for feature in paragraphs]
        headings = (
            list(self.titles.compare(document.heading, reverse=False, centre=False)) if len(document.heading) else []
        )
        self.heading = headings[3][document.heading_of] if headings else None
        self.named, self.dated = document.named(), document.dated()
        self.recent = np.array(["recent" in c.sentence for c in document.citations], np.float64)
        self.years = grid(document.years() / 8.0, 6)

    def _whole(self, bags: Bags) -> list[Doubles]:
        parts = [
            list(self.titles.compare(bags.some(slice(at, at + _ROWS)), reverse=False, centre=False))
            for at in range(0, len(bags), _ROWS)
        ]
        return [np.concatenate(part) for part in zip(*parts, strict=True)]

    def raw(self, rows: slice) -> Doubles:
        """Citations of `rows` × references × features, on a grid."""
        document, titles = self.document, self.titles
        found: list[NDArray[np.floating]] = []
        found += titles.compare(document.claim.some(rows), reverse=True, centre=True)
        found += titles.compare(document.sentence.some(rows), reverse=True, centre=True)
        found += titles.compare(document.around.some(rows), reverse=False, centre=True)
        found += [feature[rows] for feature in self.paragraphs]
        if self.heading is not None:
            found.append(self.heading[rows])
        weights = grid(document.rarity, 6)
        found.append(centroids(self.vector, document.sentence.some(rows), weights) @ titles.containers.T)
        found += [self.named[rows], self.dated[rows], self.recent[rows, None] * self.years[None, :]]
        return grid(np.stack(found, 2), 10)


def inputs(document: Document, features: Features) -> Iterator[tuple[slice, NDArray[np.float64]]]:
    """What the network sees of each pair: every feature by rows, by columns, and by rows of columns.

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
        values = features.raw(block)
        kept[number * step] = values
        total = total + values.sum(0)
        squares = squares + (values * values).sum(0)
        seen += len(values)
    mean = grid(np.asarray(total) / max(1, seen), 12)
    spread = grid(np.sqrt(np.maximum(0.0, np.asarray(squares) / max(1, seen) - mean * mean)), 12)
    for number, block in enumerate(blocks):
        values = kept[number] if number in kept else features.raw(block)
        mean_row = grid(values.sum(1, keepdims=True) / values.shape[1], 12)
        of_rows = (values - mean_row) / (grid(values.std(1, keepdims=True), 12) + 1e-3)
        columns = np.clip((values - mean) / (spread + 1e-3), -4, 8)
        exact = grid(columns, 8)
        middle = grid(exact.sum(1, keepdims=True) / exact.shape[1], 12)
        both = (exact - middle) / (grid(exact.std(1, keepdims=True), 12) + 0.2)
        yield block, grid(np.concatenate([np.clip(of_rows, -4, 12), columns, np.clip(both, -4, 8)], 2), 8)


def scores(document: Document, parameters: Layers, vector: Vectors) -> Doubles:
    """Citations × references: how well the title fits, in nats, up to a constant for each citation."""
    found = np.zeros((len(document.citations), len(document.references)))
    if found.size:
        for rows, values in inputs(document, Features(document, vector)):
            found[rows] = network(parameters, values)
    return found
