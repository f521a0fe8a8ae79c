"""How alike words are as written: "thrombocytopen" and "thrombocyt", and names that no text has taught."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from citeaudit.claims.bags import Floats

_PLACES = 1024
_LENGTHS = (3, 4)


@lru_cache(maxsize=1 << 16)
def _places(word: str) -> tuple[int, ...]:
    bounded = f"^{word}$"
    return tuple(
        {
            zlib.crc32(bounded[at : at + length].encode()) % _PLACES
            for length in _LENGTHS
            for at in range(len(bounded) - length + 1)
        }
    )


def forms(words: Sequence[str]) -> Floats:
    """Words × places, 1 where a word has a run of three or four letters that belongs there."""
    found = np.zeros((len(words), _PLACES), np.float32)
    for row, word in enumerate(words):
        if word:
            found[row, list(_places(word))] = 1.0
    return found
