"""The features of the claim model by name, and the proof that a model file was trained on these.

Two networks and the decision trees take numbers in columns. Which column holds what is said here alone: other modules make and
read features by name, and `stacked` puts them in order. A model file holds the same names with a version (`stored`); they are
compared when it is loaded (`check`), so that columns exchanged on either side are refused and cannot change a probability unseen.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import zip_longest

import numpy as np
from numpy.typing import NDArray

from citeaudit.claims.bags import Doubles
from citeaudit.errors import CiteauditError

VERSION = 1
"""Goes up when what a feature measures changes and its name does not."""

_VERSION_KEY = "features.version"
"""The array of a model file that holds the version."""


class ModelError(CiteauditError):
    """A model file and the code do not have the same features."""


LIKENESS = {
    "shared_rarity": "words of the title that stand in the text, by how rare they are in the list, in nats",
    "shared_cosine": "their weight over the length of the title's bag of words",
    "shared_part": "their part of the title's weight",
    "company": "how alike the likest word of the text is to each word of the title, by the company words keep; weighted mean",
    "citing": "the same, by what sentences say of titles they cite",
}
"""How a title is like any text: the kind of likeness, and what it measures."""

POOLED = {
    "company_alike": "the part of the title's weight whose words are alike, by company",
    "company_much_alike": "the part whose words are much alike, by company",
    "company_most_telling": "the likeness of the word that tells most, by company",
    "citing_alike": "the part of the title's weight whose words are alike, by what sentences say of titles",
    "citing_much_alike": "the part whose words are much alike, by what sentences say of titles",
    "citing_most_telling": "the likeness of the word that tells most, by what sentences say of titles",
    "direction": "the cosine of the directions of text and title",
}
"""What is measured besides for texts of a few sentences."""

REVERSE = {"explained": "how alike the likest word of the title is to each word of the text; weighted mean"}
"""What is measured from the text's side, for claim and sentence only."""

FIT = (
    *(f"{text}.{kind}" for text in ("claim", "sentence") for kind in (*LIKENESS, *POOLED, *REVERSE)),
    *(f"around.{kind}" for kind in (*LIKENESS, *POOLED)),
    *(f"paragraph.{kind}" for kind in LIKENESS),
    "heading.company",
    "sentence.container",  # the cosine of the directions of sentence and journal
    "sentence.names",  # a word of the sentence is an author's name, in nats
    "sentence.years",  # a year of the sentence is the reference's, in nats
    "sentence.recent",  # the year of the reference against the list's median, where the sentence says "recent"
)
"""Features of a pair of citation and reference for the first score; each likeness is that of the title and the text named."""

VIEWS = ("by_row", "by_column", "by_row_of_columns")
"""How the first network sees each of `FIT`: against other references, against other citations, one after the other."""

FIT_INPUTS = tuple(f"{view}.{name}" for view in VIEWS for name in FIT)
"""What the first network sees, in order."""

BY_OTHERS = tuple(f"others_by_{kind}.{pooled}" for kind in ("words", "claims", "titles") for pooled in ("mean", "most"))
"""Likeness of the sentence to other sentences that cite the reference: kinds as in `company.sentences_alike`."""

NEARBY = (
    "paragraph.cosine",  # titles cited in other sentences of the paragraph share words with this one
    "paragraph.direction",  # and point the same way
    "sentence.cosine",  # titles cited by other citations of the sentence share words with this one
    "sentence.direction",
    "sentences_alike.log_share",  # how well the title fits the sentences like this one
    "sentences_alike.titles",  # how alike it is to the titles that they cite
)
"""What titles cited near by, and sentences like this one, say of the reference."""

COMPANY = (
    "fit.centred",  # the first score above the mean of its row
    "fit.standard",  # the same in standard deviations
    "fit.log_share",  # the logarithm of its share of the row
    *BY_OTHERS,
    *NEARBY,
)
"""Features of a pair for the second score."""

EXCHANGE = (
    "exchange.together",  # nats for this entry and its neighbour being exchanged
    "exchange.weaker",  # of the two sides the one that says less
    "exchange.own",  # what the links of this entry say
    "exchange.neighbour",  # what those of the neighbour say
    "exchange.own_mean",  # the same for each link of the entry
    "exchange.neighbour_mean",
    "exchange.weaker_mean",
    "exchange.together_mean",
)
"""Evidence that an entry was exchanged with a neighbour of the list."""

ENTRY = (
    "entry.known",  # the part of the title's words that the lexicon knows
    "entry.title_alone",  # 1: compared by its title; 0: by the whole entry
    "entry.in_text",  # the part of the title's weight whose words stand in the text
    "entry.rare_in_text",  # the same for words that are rare in the text
    "entry.shared_author",  # 1: an author has another entry
    "entry.same_container",  # the logarithm of entries of the same journal
    "entry.years_from_median",
    "entry.highest_fit",  # the first score of the sentence it fits best, against the mean of the list
    "entry.high_fit",  # the mean of the best tenth of sentences, at most five
    "entry.log_share",  # the highest share of a sentence, logarithm
    "entry.cosine_of_likest",  # words shared with the likest title
    "entry.cosine_of_three",  # with the three likest
    "entry.direction_of_likest",
    "entry.direction_of_three",
    "entry.mean_direction",  # with all titles
    "entry.mean_cosine",
    "entry.container_direction",  # of its journal against those of the list
    "entry.text_direction",  # of its title against the whole text
)
"""Whether an entry belongs into this list, whoever cites it."""

ENTRY_STANDARDIZED = (
    "entry.in_text",
    "entry.high_fit",
    "entry.log_share",
    "entry.direction_of_three",
    "entry.mean_direction",
    "entry.mean_cosine",
    "entry.text_direction",
)
"""Those of `ENTRY` that are also measured against the list."""

ENTRY_ALL = (*ENTRY, *(f"{name}.standardized" for name in ENTRY_STANDARDIZED))
"""All features of an entry, in order."""

LINK = (
    "fit.margin",  # the first score over that of the best reference which the sentence does not cite
    "company.margin",  # the second score, likewise
    "fit.log_share",
    "company.log_share",
    "fit.entropy",  # of the shares of all references
    "company.entropy",
    "fit.rank_in_column",  # the part of citations that the reference fits better
    "fit.rank",  # the part of references that fit better
    "company.rank",
    "fit.above_mean",
    "company.above_mean",
    "fit.highest_log_share",  # of any reference
    "company.highest_log_share",
    "others.mean_margin",  # over other sentences that cite the reference
    "others.highest_margin",
    "others.mean_log_share",
    "others.highest_log_share",
    "all.mean_log_share",  # over all that cite it
    "all.highest_log_share",
    "group.size",  # links of the citation
    "group.margin",  # the best of the other links of the citation
    "group.company_margin",
    *EXCHANGE,
    "shift.too_high",  # the chance that the number is too high since numbers are shifted
    "shift.too_low",
    "shift.evidence_too_high",  # nats for the likeliest shift of the document
    "shift.evidence_too_low",
    *ENTRY_ALL,
    "document.log_share",  # the mean over all links that stand alone
    "document.first",  # the part of these whose reference fits best
    "document.rank",
    "document.spread",  # the standard deviation of log shares
    "document.log_references",
    "claim.words",
    "sentence.words",
    "title.words",
    "better.rank_in_column",  # of the reference that fits best by the second score
    "better.log_share",  # over that of the reference cited
    "better.company_log_share",
    "best.rank_in_column",  # of the reference that fits best by the first score
    *(f"cited.{name}" for name in (*BY_OTHERS, *NEARBY)),
    *(f"better.{name}" for name in (*BY_OTHERS, *NEARBY)),
)
"""Features of a link for the decision trees."""

FAULTS = ("none", "wrong-number", "exchanged", "number-too-high", "number-too-low", "foreign")
"""What the decision trees tell apart."""

TABLES: Mapping[str, tuple[str, ...]] = {"fit": FIT_INPUTS, "company": COMPANY, "link": LINK, "fault": FAULTS}
"""All that a model file must name, by the part of the model that takes it."""

_WIDTHS = {"fit": "fit.0.weight", "company": "company.0.weight"}
"""The arrays whose columns are features, by the table that names these."""


def stacked(names: Sequence[str], values: Mapping[str, NDArray[np.floating]]) -> Doubles:
    """Features as the last axis, in the order of `names`.

    Args:
        names: One of the tables of this module.
        values: An array for each of the names, all of one shape.

    Raises:
        ModelError: A name has no array, or an array has a name that is not in the table.

    """
    if values.keys() != set(names):
        raise ModelError(f"features of the claim model: {_differing(list(values), names, 'were made', 'are named')}")
    return np.stack([np.asarray(values[name], np.float64) for name in names], -1)


def by_name(names: Sequence[str], table: Doubles) -> dict[str, Doubles]:
    """The columns (last axis) of a table that `stacked` made, by name."""
    return {name: table[..., place] for place, name in enumerate(names)}


def prefixed(prefix: str, values: Mapping[str, NDArray[np.floating]]) -> dict[str, NDArray[np.floating]]:
    """The same features under names that begin with `prefix` and a full stop."""
    return {f"{prefix}.{name}": value for name, value in values.items()}


def stored() -> dict[str, NDArray[np.generic]]:
    """What a model file keeps of this module: the version, and the names of each table, one a line, in UTF-8."""
    names = {_key(table): np.frombuffer("\n".join(names).encode(), np.uint8) for table, names in TABLES.items()}
    return {_VERSION_KEY: np.array([VERSION], np.int16), **names}


def check(arrays: Mapping[str, NDArray[np.generic]]) -> None:
    """Refuse a model file whose features are not those of this module.

    Args:
        arrays: The arrays of the file by name.

    Raises:
        ModelError: The version, a name, or the order of names differs, or a part of the model has too few or too many
            columns; the message names both sides.

    """
    found = int(arrays[_VERSION_KEY][0]) if _VERSION_KEY in arrays else 0
    if found != VERSION:
        raise ModelError(f"the claim model has features of version {found}, the code version {VERSION}{_WHAT_TO_DO}")
    for table, names in TABLES.items():
        key = _key(table)
        listed = arrays[key].tobytes().decode("utf-8").split("\n") if key in arrays else []
        if listed != list(names):
            differing = _differing(listed, names, "are in the model", "in the code")
            raise ModelError(f"the claim model has other {table} features than the code: {differing}{_WHAT_TO_DO}")
        array = arrays.get(_WIDTHS.get(table, ""))
        if array is not None and array.shape[1] != len(names):
            raise ModelError(
                f"the claim model has {array.shape[1]} columns for {len(names)} {table} features{_WHAT_TO_DO}"
            )


_WHAT_TO_DO = "; install citeaudit again, or train the model with this code"
"""How every refusal of a model file ends."""


def _key(table: str) -> str:
    return f"features.{table}"


def _differing(left: Sequence[str], right: Sequence[str], in_left: str, in_right: str) -> str:
    """Where two lists of names differ: names that one lacks, else the first place with another name."""
    only_left, only_right = _missing(left, right), _missing(right, left)
    if only_left or only_right:
        return f"only {_listed(only_left)} {in_left}, only {_listed(only_right)} {in_right}"
    pairs = enumerate(zip_longest(left, right, fillvalue="nothing"), 1)
    return next(
        f"at place {place} {name} {in_left}, {other} {in_right}" for place, (name, other) in pairs if name != other
    )


def _missing(names: Iterable[str], other: Iterable[str]) -> list[str]:
    return [name for name in names if name not in set(other)]


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names) if names else "nothing"
