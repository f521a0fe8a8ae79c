"""What all links together say: neighbours exchanged, numbers shifted, entries that fit nowhere.

A single link says little, since a title that is rightly cited often shares no word with the sentence. All of them say
much: when two entries of the list are exchanged, every sentence that cites either speaks for the other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from citeaudit.claims.bags import Doubles, Ids, grid, log_shares
from citeaudit.claims.document import Document, entry_text
from citeaudit.claims.fit import Vectors, centroids
from citeaudit.claims.words import distinct

_MOST_NATS = 5.0  # what one link may say
_SHIFT_SHARE = 0.6  # sentences of one manuscript are no independent witnesses
_OFFSETS = (-1, 1, -2, 2, -3, 3)
_PRIOR_BREAK = 3.0  # a shift is this many times less likely than none, for each place it may start at
_FARTHER = 2.0  # nats against a shift for each number beyond one
_OVERSHOOT = 3.0  # nats for a shift by as much as the numbers in the text pass the end of the list


@dataclass(frozen=True, slots=True)
class Shift:
    """A run of numbers that are off: `start` is the first number concerned (1-based), `offset` what to add to each."""

    start: int
    offset: int
    log_odds: float


@dataclass(frozen=True, slots=True)
class Joint:
    """What was found out about all links.

    `rows`, `columns` are the citation and the reference (0-based) of each link; `features` links × features. `better` is
    the reference that fits a link best (0-based), `better_share` its share (0–1) of all chances, `partner` the neighbour its
    reference may have been exchanged with (−1: none), `shifted` where its number leads if numbers are shifted (−1: nowhere).
    `shift` is the likeliest shift, `in_run` the chance (0–1) of each link to stand behind the start of one.
    """

    rows: Ids
    columns: Ids
    features: NDArray[np.float64]
    better: Ids
    better_share: Doubles
    partner: Ids
    shifted: Ids
    shift: Shift
    in_run: Doubles


def overshoot(document: Document) -> int:
    """By how much the numbers in the text pass the end of the list; 0 where by none or by many."""
    over = [
        int(link.label) - len(document.references)
        for citation in document.citations
        for link in citation.links
        if link.reference is None and link.label.isdigit()
    ]
    most = max(over, default=0)
    return most if 0 < most <= 3 else 0


def _differences(fit: Doubles, linked: NDArray[np.bool_], beside: NDArray[np.bool_], offset: int) -> Doubles:
    """Citations × references: by how much the entry `offset` further down fits a link better, clipped, in nats."""
    count = fit.shape[1]
    found = np.zeros(fit.shape)
    share = 1 / np.sqrt(np.maximum(1, linked.sum(1, keepdims=True)))
    if abs(offset) < count:
        here = slice(max(0, -offset), count - max(0, offset))
        there = slice(max(0, offset), count - max(0, -offset))
        counts = linked[:, here] & ~beside[:, there]
        found[:, here] = np.clip(fit[:, there] - fit[:, here], -_MOST_NATS, _MOST_NATS) * counts * share
    return grid(found, 8)


class Around:
    """What `company.Company` gives of the links of a document, and of the reference that fits each citation best.

    `cited` is links × features, `best` citations × features, `better` the reference that fits best (0-based), those left
    out that the same sentence cites.
    """

    def __init__(self, document: Document) -> None:
        linked = document.linked
        self.rows, self.columns = np.nonzero(linked)
        self.beside = document.same_sentence.astype(np.float64) @ linked > 0
        self.better = np.zeros(len(linked), np.int64)
        self._cited: list[NDArray[np.float64]] = []
        self._best: list[NDArray[np.float64]] = []

    def keep(self, rows: slice, features: NDArray[np.float64], scores: Doubles) -> None:
        """Keep what is needed of the citations `rows`, which follow those kept before."""
        self.better[rows] = np.where(self.beside[rows], -1e6, scores).argmax(1)
        here = (self.rows >= rows.start) & (self.rows < rows.stop)
        self._cited.append(features[self.rows[here] - rows.start, self.columns[here]])
        self._best.append(features[np.arange(len(features)), self.better[rows]])

    @property
    def cited(self) -> NDArray[np.float64]:
        """Links × features."""
        return np.concatenate(self._cited)

    @property
    def best(self) -> NDArray[np.float64]:
        """Citations × features."""
        return np.concatenate(self._best)


def weigh_together(
    document: Document,
    vector: Vectors,
    fit: Doubles,
    around: Around,
    fuller: Doubles,
    titles_alike: tuple[Doubles, Doubles],
) -> Joint:
    """What all links say together.

    Args:
        document: The document.
        vector: Its vectors.
        fit: The first score.
        around: What stands around.
        fuller: The second score.
        titles_alike: How alike titles are, `company.title_likeness`.

    """
    linked = document.linked
    citations, references = linked.shape
    rows, columns, beside = around.rows, around.columns, around.beside
    group = linked.sum(1)
    share, share_fuller = log_shares(fit), log_shares(fuller)
    other, other_fuller = np.where(beside, -1e6, fit), np.where(beside, -1e6, fuller)
    best, best_fuller = other.argmax(1), around.better
    margin = np.clip(fit - other.max(1, keepdims=True), -30, 30)
    margin_fuller = np.clip(fuller - other_fuller.max(1, keepdims=True), -30, 30)
    in_column = np.argsort(np.argsort(-fit, axis=0, kind="stable"), axis=0, kind="stable") / max(1, citations - 1)
    single = group[rows] == 1
    alone = (rows[single], columns[single])

    def mean(values: Doubles, fallback: float) -> float:
        return float(grid(np.array([values[alone].sum() / single.sum()]))[0]) if single.any() else fallback

    rank = (fit[rows] > fit[rows, columns][:, None]).mean(1)
    rank_fuller = (fuller[rows] > fuller[rows, columns][:, None]).mean(1)
    document_fit, document_first = mean(share, -3.0), mean((margin > 0).astype(np.float64), 0.0)
    document_rank = float(rank[single].mean()) if single.any() else 0.2
    spread = float(share[alone].std()) if single.any() else 1.0

    others = _others(document, margin, share)
    company = _group(linked, margin, rows, columns), _group(linked, margin_fuller, rows, columns)
    swap, partner = _exchanges(fit, linked, beside)
    off = _evidence(document, fit, linked, beside)
    before, after, shift, offset_of = _shifts(off, references)
    lists = _entries(document, vector, fit, share, titles_alike)
    chances, chances_fuller = np.exp(share), np.exp(share_fuller)
    entropy = -grid(chances * share, 12).sum(1)
    entropy_fuller = -grid(chances_fuller * share_fuller, 12).sum(1)
    better = best_fuller[rows]
    lengths = [bags.lengths for bags in (document.claim, document.sentence, document.titles)]
    middle, middle_fuller = fit.sum(1) / max(1, references), fuller.sum(1) / max(1, references)
    at = (rows, columns)
    count = len(rows)
    features = [
        margin[at], margin_fuller[at], share[at], share_fuller[at], entropy[rows], entropy_fuller[rows], in_column[at],
        rank, rank_fuller, fit[at] - middle[rows], fuller[at] - middle_fuller[rows], share.max(1)[rows], share_fuller.max(1)[rows],
        *others, group[rows], *company, *swap[columns].T, before[columns], after[columns],
        np.full(count, max(-30.0, shift[-1])), np.full(count, max(-30.0, shift[1])), *lists[columns].T,
        np.full(count, document_fit), np.full(count, document_first), np.full(count, document_rank), np.full(count, spread),
        np.full(count, np.log(references)), lengths[0][rows], lengths[1][rows], lengths[2][columns],
        in_column[rows, better], share[rows, better] - share[at], share_fuller[rows, better] - share_fuller[at],
        in_column[rows, best[rows]],
    ]  # fmt: skip
    features += [*_told(around.cited), *_told(around.best[rows])]
    where = columns + offset_of[columns]
    return Joint(
        rows=rows,
        columns=columns,
        features=grid(np.stack([np.asarray(feature, np.float64) for feature in features], 1), 8).reshape(count, -1),
        better=better,
        better_share=chances_fuller[rows, better],
        partner=partner[columns],
        shifted=np.where((where >= 0) & (where < references) & (where != columns), where, -1),
        shift=_likeliest(off, references),
        in_run=np.where(offset_of < 0, before, after)[columns],
    )


def _told(features: NDArray[np.float64]) -> NDArray[np.float64]:
    """Features × links: what other sentences and titles say of a pair.

    Where no other sentence cites the reference, how well its title fits stands in: that there is none must tell nothing.
    """
    found = features.T[1:].copy()
    fit, others = found[0], found[2:8]
    unknown = (others == 0).all(0)
    others[:, unknown] = fit[unknown]
    return np.concatenate([others, found[8:]])


def _others(document: Document, margin: Doubles, share: Doubles) -> list[Doubles]:
    """For each link: mean and best of margin and share over the other sentences that cite its reference, and over all.

    Where there is no other, the link's own stand in: how often a reference is cited must tell nothing.
    """
    linked, same = document.linked, document.same_sentence
    found = np.zeros((6, *linked.shape))
    for column in np.flatnonzero(linked.any(0)):
        rows = np.flatnonzero(linked[:, column])
        apart = ~same[np.ix_(rows, rows)]
        count = apart.sum(1)
        for place, values in ((0, margin), (2, share)):
            here = values[rows, column]
            found[place, rows, column] = np.where(count > 0, (apart @ here) / np.maximum(1, count), here)
            highest = np.where(apart, here[None, :], -1e6).max(1)
            found[place + 1, rows, column] = np.where(count > 0, highest, here)
        found[4, rows, column] = share[rows, column].sum() / len(rows)
        found[5, rows, column] = share[rows, column].max()
    at = np.nonzero(linked)
    return [values[at] for values in found]


def _group(linked: NDArray[np.bool_], margin: Doubles, rows: Ids, columns: Ids) -> Doubles:
    """For each link the best margin of the other links of its citation; 0 where there are none."""
    values = np.where(linked[rows], margin[rows], -1e6)
    values[np.arange(len(rows)), columns] = -1e6
    highest = values.max(1) if len(rows) else np.zeros(0)
    return np.where(highest > -1e5, highest, 0.0)


def _exchanges(fit: Doubles, linked: NDArray[np.bool_], beside: NDArray[np.bool_]) -> tuple[Doubles, Ids]:
    """References × features: evidence that an entry was exchanged with a neighbour, and which one."""
    count = fit.shape[1]
    cited = np.maximum(1, linked.sum(0))
    down, up = (_differences(fit, linked, beside, offset).sum(0) for offset in (1, -1))
    features = np.zeros((count, 8))
    partner = np.full(count, -1)
    either: NDArray[np.bool_] = linked.sum(0) > 0
    highest = np.full(count, -np.inf)
    for offset, own, theirs in ((-1, up, down), (1, down, up)):
        for column in range(max(0, -offset), count - max(0, offset)):
            neighbour = column + offset
            if not (either[column] and either[neighbour]):
                continue
            a, b = own[column], theirs[neighbour]
            mean_a, mean_b = a / cited[column], b / cited[neighbour]
            if a + b + min(a, b) > highest[column]:
                highest[column] = a + b + min(a, b)
                features[column] = a + b, min(a, b), a, b, mean_a, mean_b, min(mean_a, mean_b), mean_a + mean_b
                partner[column] = neighbour
    return features, partner


def _evidence(
    document: Document, fit: Doubles, linked: NDArray[np.bool_], beside: NDArray[np.bool_]
) -> dict[int, Doubles]:
    """For each offset: nats for numbers being off by it from each entry on."""
    past = overshoot(document)
    found = {}
    for offset in _OFFSETS:
        single = grid(_differences(fit, linked, beside, offset).sum(0) * _SHIFT_SHARE, 8)
        prior = (_OVERSHOOT if past and offset == -past else 0.0) - _FARTHER * (abs(offset) - 1)
        found[offset] = np.cumsum(single[::-1])[::-1] + prior
    return found


def _shifts(evidence: Mapping[int, Doubles], references: int) -> tuple[Doubles, Doubles, dict[int, float], Ids]:
    """For each entry the chance that its number is too high, and too low; the best evidence for either; the offset."""
    highest = max(0.0, *(float(values.max()) for values in evidence.values()))
    chances = {offset: grid(np.exp(values - highest), 30) for offset, values in evidence.items()}
    none = np.exp(-highest) * 2 * references * _PRIOR_BREAK
    total = none + sum(float(values.sum()) for values in chances.values())
    running = {offset: np.cumsum(values) / total for offset, values in chances.items()}
    before = np.sum([running[offset] for offset in _OFFSETS if offset < 0], axis=0)
    after = np.sum([running[offset] for offset in _OFFSETS if offset > 0], axis=0)
    best = {sign: max(float(evidence[offset].max()) for offset in _OFFSETS if offset * sign > 0) for sign in (-1, 1)}
    offsets = np.array(_OFFSETS)[np.stack([running[offset] for offset in _OFFSETS]).argmax(0)]
    return before, after, best, offsets


def _likeliest(evidence: Mapping[int, Doubles], references: int) -> Shift:
    offset = max(_OFFSETS, key=lambda o: float(evidence[o].max()))
    start = int(evidence[offset].argmax())
    odds = float(evidence[offset][start]) - float(np.log(2 * references * _PRIOR_BREAK))
    return Shift(start + 1, offset, odds)


def _entries(
    document: Document, vector: Vectors, fit: Doubles, share: Doubles, titles_alike: tuple[Doubles, Doubles]
) -> Doubles:
    """References × features: whether an entry belongs into this list, whoever cites it."""
    references = document.references
    rarity = grid(document.rarity, 6)
    total = np.maximum(document.titles.totals(rarity), 1e-6)
    found_in_text = document.titles.totals(rarity * (document.said > 0)) / total
    rare = document.titles.totals(rarity * (document.said > 0) * (document.text_rarity > 2)) / total
    shared = np.zeros(len(references))
    for having in document.families.values():
        if len(having) > 1:
            shared[list(having)] = 1.0
    names = [" ".join(distinct(r.record.container_title)) for r in references]
    printed = Counter(names)
    container = np.log([printed[name] for name in names])
    exact, near = titles_alike
    exact_sorted, near_sorted = np.sort(exact, axis=1), np.sort(near, axis=1)
    places = centroids(vector, document.containers, rarity)
    places_alike = places @ places.T
    text = document.paragraph
    middle = grid((centroids(vector, text, rarity)).sum(0), 8)
    middle = middle / np.maximum(1e-6, np.sqrt((middle * middle).sum()))
    titles = centroids(vector, document.titles, grid(document.list_rarity * document.rarity, 4))
    to_text = titles @ grid(middle, 8)
    ordered = np.sort(fit, axis=0)[::-1]
    top = ordered[: max(1, min(5, fit.shape[0] // 10))].mean(0)
    known = document.titles.totals((document.rows < document.lexicon.unknown).astype(np.float64))
    plain = np.array([entry_text(r) == r.record.title for r in references], np.float64)
    features = [
        known / document.titles.lengths, plain, found_in_text, rare, shared, container, np.abs(document.years()), ordered[0] - ordered[0].mean(), top - top.mean(),
        share.max(0), exact_sorted[:, -1], exact_sorted[:, -3:].mean(1), near_sorted[:, -1], near_sorted[:, -3:].mean(1),
        near.mean(1), exact.mean(1), places_alike.mean(1), to_text,
    ]  # fmt: skip
    table = np.stack([np.asarray(feature, np.float64) for feature in features], 1)
    inside = table[:, [2, 8, 9, 13, 14, 15, 17]]
    standard = (inside - inside.mean(0)) / (inside.std(0) + 0.02)
    return grid(np.concatenate([table, standard], 1), 8)
