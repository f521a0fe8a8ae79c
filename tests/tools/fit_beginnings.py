"""Fit the weights in `citeaudit/parsing/beginnings.py`, and print them as its table has them.

    python -m tests.tools.fit_beginnings ARTICLES.zip

ARTICLES.zip holds openly licensed JATS articles. Their references are printed in eight styles, wrapped, cut in two or left
whole; each line is a beginning of a reference or is not. Beginnings and continuations weigh the same. The seed is fixed.
Needs lxml and numpy.
"""

from __future__ import annotations

import itertools
import random
import sys
import textwrap
from collections.abc import Iterator

import numpy as np

from citeaudit.exports.csljson import from_item
from citeaudit.parsing.beginnings import traits
from tests.parsing.styles import STYLES, render
from tests.tools.reference_corpora import items

SEED = 5
LISTS, ENTRIES = 700, 60
SHRINKAGE = 25.0


def main(articles: str) -> None:
    rng = random.Random(SEED)
    records = [
        from_item(item | {"issued": {"date-parts": [[item["year"]]]}})
        for item in items(articles)[0]
        if item.get("year")
    ]
    seen: list[tuple[frozenset[str], bool]] = []
    for _ in range(LISTS):
        style, width = rng.choice(list(STYLES)), rng.choice([0, 0, rng.randrange(60, 101)])
        lines = [line for record in rng.sample(records, ENTRIES) for line in cut(render(record, style), width, rng)]
        seen += [(frozenset(traits(text, before)), begins) for (before, _), (text, begins) in itertools.pairwise(lines)]
    names = sorted({name for found, _ in seen for name in found})
    rows = np.array([[name in found for name in names] for found, _ in seen], dtype=float)
    begins = np.array([b for _, b in seen], dtype=float)
    share = begins.mean()
    weigh = np.where(begins == 1, 0.5 / share, 0.5 / (1 - share))
    weights = np.zeros(len(names))
    for _ in range(30):  # Newton's method with a little shrinkage: the traits of one group add up to one
        chance = 1 / (1 + np.exp(-rows @ weights))
        slope = rows.T @ (weigh * (begins - chance)) - SHRINKAGE * weights
        curve = (rows * (weigh * chance * (1 - chance))[:, None]).T @ rows + SHRINKAGE * np.eye(len(names))
        weights = weights + np.linalg.solve(curve, slope)
    for name, weight in zip(names, weights, strict=True):
        print(f'    "{name}": {weight:.1f},')
    print(
        f"# {len(seen)} lines; {(((rows @ weights > 0) == begins) * weigh).mean():.3f} right, both kinds weighed alike"
    )


def cut(entry: str, width: int, rng: random.Random) -> Iterator[tuple[str, bool]]:
    """The lines of an entry, each with whether it is the first."""
    words = entry.split(" ")
    if width:
        parts = textwrap.wrap(entry, width, break_long_words=False, break_on_hyphens=rng.random() < 0.3)
    elif rng.random() < 0.3 and len(words) > 8:
        at = rng.randrange(3, len(words) - 2)
        parts = [" ".join(words[:at]), " ".join(words[at:])]
    else:
        parts = [entry]
    yield from ((part, number == 0) for number, part in enumerate(parts))


if __name__ == "__main__":
    main(sys.argv[1])
