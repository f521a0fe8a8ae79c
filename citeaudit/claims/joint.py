"""What all links together say: neighbours exchanged, numbers shifted, entries that fit nowhere.

A single link says little, since a title that is rightly cited often shares no word with the sentence. All of them say
much: when two entries of the list are exchanged, every sentence that cites either speaks for the other.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from citeaudit.claims import features
from citeaudit.claims.bags import Doubles, Ids, grid, log_shares
from citeaudit.claims.document import Document
from citeaudit.claims.entries import entries
from citeaudit.claims.fit import Vectors
from citeaudit.claims.shifts import Shift, Shifts, exchanges, shifts

LEFT_OUT = -1e6
"""A score that every other exceeds: what must not be the best gets it."""

_FARTHEST_MARGIN = 30.0
"""Nats beyond which margins do not count: what is so far off was left out."""

_USUAL_LOG_SHARE = -3.0
"""What stands in for the mean over links that stand alone, in a document without any: about that of training documents."""

_USUAL_FIRST = 0.0
"""Likewise for the part of them whose reference fits best: nothing is promised."""

_USUAL_RANK = 0.2
"""Likewise for the part of the list that fits better than the reference cited."""

_USUAL_SPREAD = 1.0
"""Likewise for the standard deviation of the logarithm of shares."""

_LEAST_EVIDENCE = -30.0
"""Nats for a shift below which more against it says no more."""


@dataclass(frozen=True, slots=True)
class Joint:
    """What was found out about all links.

    `rows`, `columns` are the citation and the reference (0-based) of each link; `features` links × `features.LINK`. `better`
    is the reference that fits a link best (0-based), `better_share` its share (0–1) of all chances, `partner` the neighbour
    its reference may have been exchanged with (−1: none), `shifted` where its number leads if numbers are shifted (−1:
    nowhere). `shift` is the likeliest shift, `in_run` the chance (0–1) of each link to stand behind the start of one.
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

    def keep(self, rows: slice, values: NDArray[np.float64], scores: Doubles) -> None:
        """Keep what is needed of the citations `rows`, which follow those kept before.

        Args:
            rows: The citations.
            values: Their features, citations × references × `features.COMPANY`.
            scores: Their second score, citations × references.

        """
        self.better[rows] = np.where(self.beside[rows], LEFT_OUT, scores).argmax(1)
        kept = (self.rows >= rows.start) & (self.rows < rows.stop)
        self._cited.append(values[self.rows[kept] - rows.start, self.columns[kept]])
        self._best.append(values[np.arange(len(values)), self.better[rows]])

    @property
    def cited(self) -> NDArray[np.float64]:
        """Links × features."""
        return np.concatenate(self._cited)

    @property
    def best(self) -> NDArray[np.float64]:
        """Citations × features."""
        return np.concatenate(self._best)


@dataclass(frozen=True, slots=True)
class _Scored:
    """One of the two scores and what follows from it: citations × references, `entropy` and `above` aside.

    `margin` is the score over that of the best reference that the sentence does not cite; `share` the logarithm of the
    chance; `entropy` that of each citation's chances; `above` the score over the mean of its row.
    """

    score: Doubles
    margin: Doubles
    share: Doubles
    chance: Doubles
    entropy: Doubles
    above: Doubles

    @staticmethod
    def of(score: Doubles, beside: NDArray[np.bool_]) -> _Scored:
        share = log_shares(score)
        chance = np.exp(share)
        others = np.where(beside, LEFT_OUT, score).max(1, keepdims=True)
        return _Scored(
            score=score,
            margin=np.clip(score - others, -_FARTHEST_MARGIN, _FARTHEST_MARGIN),
            share=share,
            chance=chance,
            entropy=-grid(chance * share, 12).sum(1),
            above=score - (score.sum(1) / score.shape[1])[:, None],
        )

    def of_links(self, rows: Ids, columns: Ids) -> dict[str, Doubles]:
        """The features of links that come of this score alone."""
        return {
            "margin": self.margin[rows, columns],
            "log_share": self.share[rows, columns],
            "entropy": self.entropy[rows],
            "rank": self.ranks(rows, columns),
            "above_mean": self.above[rows, columns],
            "highest_log_share": self.share.max(1)[rows],
        }

    def ranks(self, rows: Ids, columns: Ids) -> Doubles:
        """For each link the part of the list that fits better."""
        return np.asarray((self.score[rows] > self.score[rows, columns][:, None]).mean(1), np.float64)


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
        document: The document; it has links.
        vector: Its vectors.
        fit: The first score.
        around: What stands around.
        fuller: The second score.
        titles_alike: How alike titles are, `company.title_likeness`.

    """
    linked = document.linked
    rows, columns, beside = around.rows, around.columns, around.beside
    at = (rows, columns)
    first, second = _Scored.of(fit, beside), _Scored.of(fuller, beside)
    best = np.where(beside, LEFT_OUT, fit).argmax(1)[rows]
    better = around.better[rows]
    in_column = _ranks_in_columns(fit)
    exchanged, partner = exchanges(fit, linked, beside)
    shifted = shifts(document, fit, beside)
    listed = entries(document, vector, fit, first.share, titles_alike)
    values: dict[str, NDArray[np.floating]] = {
        **features.prefixed("fit", first.of_links(rows, columns)),
        **features.prefixed("company", second.of_links(rows, columns)),
        "fit.rank_in_column": in_column[at],
        **_others(document, first.margin, first.share),
        **_of_groups(linked, first, second, rows, columns),
        **{name: evidence[columns] for name, evidence in exchanged.items()},
        **_of_shifts(shifted, columns),
        **{name: column[columns] for name, column in listed.items()},
        **{name: np.full(len(rows), value) for name, value in _of_document(linked, first, rows, columns).items()},
        "claim.words": document.claim.lengths[rows].astype(np.float64),
        "sentence.words": document.sentence.lengths[rows].astype(np.float64),
        "title.words": document.titles.lengths[columns].astype(np.float64),
        "better.rank_in_column": in_column[rows, better],
        "better.log_share": first.share[rows, better] - first.share[at],
        "better.company_log_share": second.share[rows, better] - second.share[at],
        "best.rank_in_column": in_column[rows, best],
        **features.prefixed("cited", _of_pairs(around.cited)),
        **features.prefixed("better", _of_pairs(around.best[rows])),
    }
    return Joint(
        rows=rows,
        columns=columns,
        features=grid(features.stacked(features.LINK, values), 8),
        better=better,
        better_share=second.chance[rows, better],
        partner=partner[columns],
        shifted=_leads_to(columns, shifted),
        shift=shifted.likeliest,
        in_run=np.where(shifted.offset < 0, shifted.too_high, shifted.too_low)[columns],
    )


def _ranks_in_columns(fit: Doubles) -> Doubles:
    """Citations × references: the part of the other citations that the reference fits better."""
    order = np.argsort(np.argsort(-fit, axis=0, kind="stable"), axis=0, kind="stable")
    return np.asarray(order / max(1, len(fit) - 1), np.float64)


def _of_document(linked: NDArray[np.bool_], first: _Scored, rows: Ids, columns: Ids) -> dict[str, float]:
    """How well the references of links that stand alone fit in this document: what a misfit means depends on it."""
    single = linked.sum(1)[rows] == 1
    size = {"document.log_references": float(np.log(linked.shape[1]))}
    if not single.any():
        return size | {
            "document.log_share": _USUAL_LOG_SHARE,
            "document.first": _USUAL_FIRST,
            "document.rank": _USUAL_RANK,
            "document.spread": _USUAL_SPREAD,
        }
    alone = (rows[single], columns[single])
    share = first.share[alone]
    return size | {
        "document.log_share": float(grid(share.mean(keepdims=True))[0]),
        "document.first": float(grid((first.margin[alone] > 0).mean(keepdims=True))[0]),
        "document.rank": float(first.ranks(*alone).mean()),
        "document.spread": float(share.std()),
    }


def _of_groups(
    linked: NDArray[np.bool_], first: _Scored, second: _Scored, rows: Ids, columns: Ids
) -> dict[str, Doubles]:
    return {
        "group.size": linked.sum(1)[rows].astype(np.float64),
        "group.margin": _group(linked, first.margin, rows, columns),
        "group.company_margin": _group(linked, second.margin, rows, columns),
    }


def _of_shifts(shifted: Shifts, columns: Ids) -> dict[str, Doubles]:
    return {
        "shift.too_high": shifted.too_high[columns],
        "shift.too_low": shifted.too_low[columns],
        "shift.evidence_too_high": np.full(len(columns), max(_LEAST_EVIDENCE, shifted.evidence_too_high)),
        "shift.evidence_too_low": np.full(len(columns), max(_LEAST_EVIDENCE, shifted.evidence_too_low)),
    }


def _leads_to(columns: Ids, shifted: Shifts) -> Ids:
    """For each link where its number leads if numbers are shifted; −1 where that is outside of the list."""
    place = columns + shifted.offset[columns]
    return np.where((place >= 0) & (place < len(shifted.offset)), place, -1)


def _of_pairs(values: NDArray[np.float64]) -> dict[str, Doubles]:
    """What other sentences and titles say of a pair, from `features.COMPANY`; one value a pair.

    Where no other sentence cites the reference, how well its title fits stands in: that there is none must tell nothing.
    """
    named = features.by_name(features.COMPANY, values)
    unknown = np.all([named[name] == 0 for name in features.BY_OTHERS], axis=0)
    by_others = {name: np.where(unknown, named["fit.standard"], named[name]) for name in features.BY_OTHERS}
    return by_others | {name: named[name] for name in features.NEARBY}


def _others(document: Document, margin: Doubles, share: Doubles) -> dict[str, Doubles]:
    """For each link: mean and best of margin and share over the other sentences that cite its reference, and over all.

    Where there is no other, the link's own stand in: how often a reference is cited must tell nothing.
    """
    linked, same = document.linked, document.same_sentence
    made = ("others.mean_margin", "others.highest_margin", "others.mean_log_share", "others.highest_log_share")
    found = {name: np.zeros(linked.shape) for name in (*made, "all.mean_log_share", "all.highest_log_share")}
    for column in np.flatnonzero(linked.any(0)):
        rows = np.flatnonzero(linked[:, column])
        apart = ~same[np.ix_(rows, rows)]
        count = apart.sum(1)
        for kind, values in (("margin", margin), ("log_share", share)):
            own = values[rows, column]
            mean, highest = (apart @ own) / np.maximum(1, count), np.where(apart, own[None, :], LEFT_OUT).max(1)
            found[f"others.mean_{kind}"][rows, column] = np.where(count > 0, mean, own)
            found[f"others.highest_{kind}"][rows, column] = np.where(count > 0, highest, own)
        found["all.mean_log_share"][rows, column] = share[rows, column].sum() / len(rows)
        found["all.highest_log_share"][rows, column] = share[rows, column].max()
    at = np.nonzero(linked)
    return {name: values[at] for name, values in found.items()}


def _group(linked: NDArray[np.bool_], margin: Doubles, rows: Ids, columns: Ids) -> Doubles:
    """For each link the best margin of the other links of its citation; 0 where there are none."""
    values = np.where(linked[rows], margin[rows], LEFT_OUT)
    values[np.arange(len(rows)), columns] = LEFT_OUT
    highest = values.max(1)
    return np.where(highest > LEFT_OUT, highest, 0.0)
