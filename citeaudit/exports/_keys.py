"""Citation keys that a person can read and type: "cardoso2018eso"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache

from citeaudit.model import Record
from citeaudit.text.folding import unaccent
from citeaudit.text.wordlists import word_list


def keys(records: Sequence[Record], known: Sequence[str] = ()) -> tuple[str, ...]:
    """One key for each record, same order, all different: the one in `known`, "" for none, else one made of the record.

    Those that are made are in a–z and 0–9 only; a known one that another record has already is not kept.

    A key is made of the first author's family name, the year and the first significant word of the title. Records
    that would share a key get "a", "b", "c" in their order; otherwise a key depends on its record alone.

    >>> keys([Record(title="Of mice", year=1937)] * 2)
    ('anon1937micea', 'anon1937miceb')
    """
    if any(known):
        return _kept(known, keys(records))
    stems = [_stem(record) for record in records]
    shared = Counter(stems)
    taken = {stem for stem in stems if shared[stem] == 1}
    letters = dict.fromkeys(shared, 0)
    result = []
    for stem in stems:
        key = stem
        while shared[stem] > 1 and key in taken | {stem}:
            letters[stem] += 1
            key = stem + _letters(letters[stem])
        taken.add(key)
        result.append(key)
    return tuple(result)


def _kept(known: Sequence[str], made: Sequence[str]) -> tuple[str, ...]:
    """The keys that are known, where no earlier one is the same, else those that were made."""
    result: list[str] = []
    taken, reserved = set[str](), set(known)
    for key, other in zip(known, made, strict=True):
        chosen = key if key and key not in taken else other
        number = 0
        while chosen in taken or (chosen != key and chosen in reserved):
            number += 1
            chosen = f"{other}{_letters(number)}"
        taken.add(chosen)
        result.append(chosen)
    return tuple(result)


def _stem(record: Record) -> str:
    name = record.author[0] if record.author else None
    if name is None:
        who = ""
    elif name.family:
        who = "".join(_words(name.full_family))
    else:
        who = _first_significant(name.literal)
    return f"{who or 'anon'}{record.year if record.year is not None else ''}{_first_significant(record.title)}"


def _first_significant(text: str) -> str:
    return next((word for word in _words(text) if not (word[0].isdigit() or word in _insignificant())), "")


@cache
def _insignificant() -> frozenset[str]:
    """Articles, prepositions and conjunctions with which titles begin (`data/insignificant-words.txt`)."""
    return frozenset(word_list("insignificant-words.txt"))


def _words(text: str) -> list[str]:
    folded = unaccent(text.casefold()).replace("'", "").replace("’", "")
    return re.findall(r"[a-z0-9]+", folded)


def _letters(number: int) -> str:
    """1 is "a", 26 "z", 27 "aa"."""
    text = ""
    while number:
        number, rest = divmod(number - 1, 26)
        text = chr(ord("a") + rest) + text
    return text
