"""Names of journals as they are printed, in full and abbreviated: one of the things the tagger looks for."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib import resources
from typing import NamedTuple

from citeaudit.text.patterns import lazy
from citeaudit.text.wordlists import word_list

NAMES = "journal-names.txt"
_BEFORE = frozenset(".,?!;:”\"’'»)]–-") | {"in", "In"}
"""Tokens behind which a name begins: words of a title that make a name stand amid other words."""
_WORD = lazy(r"\w+")
_LONGEST = 24
"""Tokens of a name, full stops of abbreviations included."""


class MacroJournal(NamedTuple):
    """A journal that a macro of LaTeX stands for: what is printed, and its name in full."""

    printed: str
    name: str


def journal_macro(macro: str) -> MacroJournal | None:
    r"""The journal that a macro of AASTeX and NASA ADS stands for; None for all others.

    >>> journal_macro("apj"), journal_macro("emph")
    (MacroJournal(printed='ApJ', name='Astrophysical Journal'), None)
    """
    return _macros().get(macro)


@cache
def _macros() -> dict[str, MacroJournal]:
    rows = (line.split("\t") for line in word_list("journal-macros.tsv"))
    return {macro: MacroJournal(printed, name) for macro, printed, name in rows}


def name_key(words: Sequence[str]) -> str:
    """What two printings of one name have in common: its words in small letters.

    >>> name_key(["J", ".", "Clin", ".", "Oncol", "."])
    'j clin oncol'
    """
    return " ".join(word.lower() for word in words if word[0].isalnum())


def is_known(name: str) -> bool:
    """Whether a name is a journal's, printed in a known way.

    >>> is_known("J. Clin. Oncol."), is_known("An approach to sleep")
    (True, False)
    """
    return name_key(_WORD.findall(name)) in _names()[0]


def known_names(words: Sequence[str]) -> list[tuple[int, int]]:
    """Where known names of journals stand among the tokens of a reference: (first token, token after the last).

    A name begins after a mark of punctuation; of several that begin at one place the longest is taken.
    """
    names, longest = _names()
    found: list[tuple[int, int]] = []
    at, count = 1, len(words)
    while at < count:
        most = longest.get(words[at].lower(), 0) if words[at - 1] in _BEFORE else 0
        end = _match(words, at, most, names) if most else 0
        if end:
            found.append((at, end))
        at = end or at + 1
    return found


def _match(words: Sequence[str], start: int, most: int, names: frozenset[str]) -> int:
    key, best, taken = "", 0, 0
    for at in range(start, min(len(words), start + _LONGEST)):
        word = words[at]
        if not word[0].isalnum():
            continue
        key = f"{key} {word.lower()}" if key else word.lower()
        taken += 1
        if key in names:
            best = at + 1
        if taken == most:
            break
    return best


@cache
def _names() -> tuple[frozenset[str], dict[str, int]]:
    """All names, and for each first word how many words the longest name that begins with it has."""
    lines = resources.files("citeaudit.data").joinpath(NAMES).read_text("utf-8").split("\n")
    longest: dict[str, int] = {}
    for line in lines:
        first, words = line.partition(" ")[0], line.count(" ") + 1
        if words > longest.get(first, 0):
            longest[first] = words
    longest.pop("", None)
    return frozenset(lines), longest
