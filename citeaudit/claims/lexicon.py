"""What the engine knows of words before it sees a manuscript: how common they are, and which go together."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import IO

import numpy as np
from numpy.typing import NDArray

from citeaudit.claims import features
from citeaudit.claims.bags import Doubles, Floats, grid

FILE = "claim-model.npz"
"""The model that ships, in `citeaudit.data`."""

_WEIGHT_STEPS = 64
"""The file holds weights of words as integers, so many to one nat: exact on every machine, and half the size."""


_ROWS = 1024
"""Rows that go through a network at a time; results do not depend on it."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Words and their vectors.

    `index` gives a word's row. `company` are vectors of the words that stand together in a text, `citing` vectors of what
    a citing sentence says against what the cited title says, both of small integers, one row a word. `rarity` is the
    logarithm of documents over documents with the word; `title_weight` how much a title's word counts, `text_weight` how
    much a sentence's word may be worth. The last row of each stands for words never seen.
    """

    index: dict[str, int]
    company: NDArray[np.int8]
    citing: NDArray[np.int8]
    rarity: Floats
    title_weight: Floats
    text_weight: Floats
    citing_threshold: float

    @property
    def unknown(self) -> int:
        """The row of words never seen."""
        return len(self.index)


def unit(vectors: NDArray[np.int8]) -> tuple[Floats, Floats]:
    """Vectors as floating point (still integers, so that products are exact), and one over their lengths; 0 for none."""
    whole = vectors.astype(np.float32)
    lengths = np.sqrt((whole * whole).sum(1))
    return whole, np.divide(1.0, lengths, out=np.zeros_like(lengths), where=lengths > 0)


def read(file: IO[bytes]) -> tuple[Lexicon, dict[str, NDArray[np.float32]]]:
    """The lexicon and the other parameters of a model file (numpy's .npz, arrays only).

    Raises:
        ModelError: Its features are not those of the code.

    """
    with np.load(file, allow_pickle=False) as arrays:
        named = {name: arrays[name] for name in arrays.files}
    features.check(named)
    words = named.pop("words").tobytes().decode("utf-8").split("\n")
    lexicon = Lexicon(
        index={word: row for row, word in enumerate(words)},
        company=named.pop("company"),
        citing=named.pop("citing"),
        rarity=named.pop("rarity").astype(np.float32) / _WEIGHT_STEPS,
        title_weight=named.pop("title_weight").astype(np.float32) / _WEIGHT_STEPS,
        text_weight=named.pop("text_weight").astype(np.float32) / _WEIGHT_STEPS,
        citing_threshold=float(named.pop("citing_threshold")[0]),
    )
    return lexicon, named


@cache
def model() -> tuple[Lexicon, dict[str, NDArray[np.float32]]]:
    """The model that ships with citeaudit."""
    with resources.files("citeaudit.data").joinpath(FILE).open("rb") as file:
        return read(file)


Layers = list[tuple[Doubles, Doubles]]
"""Weights and biases of each layer of a small network."""


def layers(named: dict[str, NDArray[np.float32]], name: str) -> Layers:
    """The layers (weights, biases) of a small network kept under `name`, on a grid."""
    found: Layers = []
    while f"{name}.{len(found)}.weight" in named:
        at = f"{name}.{len(found)}"
        found.append((grid(named[f"{at}.weight"], 10), grid(named[f"{at}.bias"], 10)))
    return found


def network(parameters: Layers, inputs: Doubles) -> Doubles:
    """What a network of rectified layers and one straight way past them makes of its inputs (… × features → …).

    The last pair of `parameters` is the straight way. All numbers stand on grids, so every sum is exact.
    """
    flat = inputs.reshape(-1, inputs.shape[-1])
    found = np.concatenate([_network(parameters, flat[at : at + _ROWS]) for at in range(0, len(flat), _ROWS)])
    return found.reshape(inputs.shape[:-1])


def _network(parameters: Layers, inputs: Doubles) -> Doubles:
    """The same for a few rows, which stay in the processor's cache from layer to layer."""
    hidden = inputs
    for weight, bias in parameters[:-2]:
        hidden = hidden @ weight.T
        hidden += bias
        hidden = grid(np.maximum(hidden, 0.0, out=hidden), 8)
    (weight, bias), (straight, constant) = parameters[-2:]
    return grid(hidden @ weight[0] + bias + inputs @ straight[0] + constant, 8)
