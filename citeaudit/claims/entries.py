"""Whether an entry belongs into its list, whoever cites it."""

from __future__ import annotations

from collections import Counter

import numpy as np

from citeaudit.claims import features
from citeaudit.claims.bags import Doubles, grid
from citeaudit.claims.document import Document, entry_text
from citeaudit.claims.fit import NO_WEIGHT, Vectors, centroids
from citeaudit.claims.words import distinct

_RARE_IN_TEXT = 2.0
"""Nats above which a word is rare in the text: fewer than one sentence in seven has it."""

_LIKEST = 3
"""Titles that an entry of the list's subject has at least beside it."""

_MOST_SENTENCES = 5
"""Sentences among which an entry must fit some, however long the text is."""

_SENTENCES_PER_ONE = 10
"""In a short text one sentence in so many."""

_LEAST_SPREAD = 0.02
"""Added to standard deviations, so that features that hardly differ in a list tell little."""


def entries(
    document: Document, vector: Vectors, fit: Doubles, share: Doubles, titles_alike: tuple[Doubles, Doubles]
) -> dict[str, Doubles]:
    """The features of each reference, `features.ENTRY_ALL`.

    Args:
        document: The document.
        vector: Its vectors.
        fit: The first score.
        share: The logarithm of its share of the row.
        titles_alike: How alike titles are, `company.title_likeness`.

    """
    values = _values(document, vector, fit, share, titles_alike)
    for name in features.ENTRY_STANDARDIZED:
        values[f"{name}.standardized"] = (values[name] - values[name].mean()) / (values[name].std() + _LEAST_SPREAD)
    return values


def _values(
    document: Document, vector: Vectors, fit: Doubles, share: Doubles, titles_alike: tuple[Doubles, Doubles]
) -> dict[str, Doubles]:
    rarity = grid(document.rarity, 6)
    total = np.maximum(document.titles.totals(rarity), NO_WEIGHT)
    stands = document.in_text > 0
    known = document.titles.totals((document.rows < document.lexicon.unknown).astype(np.float64))
    best_first = np.sort(fit, axis=0)[::-1]
    high = best_first[: max(1, min(_MOST_SENTENCES, len(fit) // _SENTENCES_PER_ONE))].mean(0)
    exact, near = titles_alike
    exact_sorted, near_sorted = np.sort(exact, axis=1), np.sort(near, axis=1)
    containers = centroids(vector, document.containers, rarity)
    return {
        "entry.known": known / document.titles.lengths,
        "entry.title_alone": np.array([entry_text(r) == r.record.title for r in document.references], np.float64),
        "entry.in_text": document.titles.totals(rarity * stands) / total,
        "entry.rare_in_text": document.titles.totals(rarity * stands * (document.text_rarity > _RARE_IN_TEXT)) / total,
        "entry.shared_author": _shared_author(document),
        "entry.same_container": _same_container(document),
        "entry.years_from_median": np.abs(document.years()).astype(np.float64),
        "entry.highest_fit": best_first[0] - best_first[0].mean(),
        "entry.high_fit": high - high.mean(),
        "entry.log_share": share.max(0),
        "entry.cosine_of_likest": exact_sorted[:, -1],
        "entry.cosine_of_three": exact_sorted[:, -_LIKEST:].mean(1),
        "entry.direction_of_likest": near_sorted[:, -1],
        "entry.direction_of_three": near_sorted[:, -_LIKEST:].mean(1),
        "entry.mean_direction": near.mean(1),
        "entry.mean_cosine": exact.mean(1),
        "entry.container_direction": (containers @ containers.T).mean(1),
        "entry.text_direction": _text_direction(document, vector),
    }


def _shared_author(document: Document) -> Doubles:
    """1 for each reference an author of which has another one."""
    found = np.zeros(len(document.references))
    for having in document.families.values():
        if len(having) > 1:
            found[list(having)] = 1.0
    return found


def _same_container(document: Document) -> Doubles:
    """The logarithm of how many references name the same journal, or none as well."""
    names = [" ".join(distinct(reference.record.container_title)) for reference in document.references]
    counted = Counter(names)
    return np.asarray(np.log([counted[name] for name in names]), np.float64)


def _text_direction(document: Document, vector: Vectors) -> Doubles:
    """The cosine of the direction of each title and that of the whole text."""
    paragraphs = centroids(vector, document.paragraph, grid(document.rarity, 6))
    middle = grid(paragraphs.sum(0), 8)
    middle = middle / np.maximum(NO_WEIGHT, np.sqrt((middle * middle).sum()))
    titles = centroids(vector, document.titles, grid(document.list_rarity * document.rarity, 4))
    return np.asarray(titles @ grid(middle, 8), np.float64)
