"""How alike words are as written: "thrombocytopen" and "thrombocyt", and names that no text has taught."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from citeaudit.claims.bags import Bags, Floats, Ids, reduced

_PLACES = 1024
"""Places that runs of letters are spread over; two runs in one place are rare in words of twenty runs."""

_LENGTHS = (3, 4)
"""Letters of the runs: shorter ones all words share, longer ones break at every change of form."""

_MOST_KEPT = 1 << 16
"""Words whose places are kept, more than a book has."""


@lru_cache(maxsize=_MOST_KEPT)
def _places(word: str) -> tuple[int, ...]:
    bounded = f"^{word}$"
    return tuple(
        {
            zlib.crc32(bounded[at : at + length].encode()) % _PLACES
            for length in _LENGTHS
            for at in range(len(bounded) - length + 1)
        }
    )


@dataclass(frozen=True, slots=True)
class Forms:
    """The runs of three and four letters of words, by word id: their places, one word behind the other."""

    bags: Bags

    @staticmethod
    def of(words: Sequence[str]) -> Forms:
        """The forms of words; "" has none."""
        return Forms(Bags.of([_places(word) if word else (_PLACES,) for word in words]))

    def alike(self, left: Ids, right: Ids) -> Floats:
        """The cosine of the runs of words, 0 to 1, left × right."""
        lengths = self.bags.lengths
        table = np.zeros((_PLACES + 1, len(right)), np.uint8)
        places, starts = self._places(right, lengths)
        table[places, np.repeat(np.arange(len(right)), lengths[right])] = 1
        table[_PLACES] = 0  # no run at all
        places, starts = self._places(left, lengths)
        shared = reduced(np.add, table, places, starts).astype(np.float32)
        root = np.sqrt(lengths.astype(np.float32))
        shared /= root[left, None]
        shared /= root[right]
        return shared

    def _places(self, words: Ids, lengths: Ids) -> tuple[Ids, Ids]:
        """The places of some words, and where each word's start."""
        count = lengths[words]
        starts = np.cumsum(count) - count
        return self.bags.ids[np.repeat(self.bags.starts[words] - starts, count) + np.arange(int(count.sum()))], starts
