"""Words and names that single a reference out in its own list.

Words are weighed by how few references of *this* list have them; words that most articles have say nothing. Names
(acronyms, anything with a digit) are compared exactly, so that SOLAR-1 is not SOLAR-2; rapidfuzz forgives the spelling
of long plain words only (tumour and tumor, haematopoietic and hematopoietic).
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from citeaudit.model import Evidence, Reference
from citeaudit.text.folding import common_words, unaccent
from citeaudit.text.patterns import lazy

_WORD = lazy(r"[^\W_]+(?:[-\u2010\u2011/+.’'][^\W_]+)*\+?")
_PART = lazy(r"[-\u2010\u2011/+.’']")
"""Where a word is cut; a plus at its end belongs to it ("CD4+")."""

_NAME_WEIGHT = 1.5
"""What a name counts against a plain word that is as rare: it is no synonym of anything."""

_FEWEST = 30
"""A list is taken to have at least so many references: a short one says little of how rare a word is."""

_MOST_PART = 20
"""A word that more than one reference in so many has is the subject of the list and singles nothing out,"""

_MOST_HAVING = 2
"""unless no more than so many have it, however short the list."""

_SPELLING = 90.0
"""How alike (0–100, rapidfuzz's ratio) two spellings of one word are: "haematopoietic" and "hematopoietic" are 96."""

_SPECIFIC_TERMS = 2
"""Terms of its own that a title must have to be about something: with one it may be about anything."""

_SHORTEST_FUZZY = 8
"""Letters from which the spelling of a word is forgiven; among shorter ones neighbours are other words."""

_SHORTEST_WORD = 4
"""Letters of a plain word that could single something out."""

_FEWEST_CAPITALS = 2
"""Capitals of an acronym: one begins any sentence."""

_SHORTEST_ACRONYM = 3
"""Letters of an acronym; two stand for too many things."""

_SHORTEST_IES = 6
"""Letters from which "-ies" is taken for the plural of "-y": in "studies" it is, in "dies" and "lies" it is not."""

_MOST_WORDS = 4
"""Words named in evidence; more would not be read."""

_MOST_KEPT = 1 << 15
"""Words whose terms are kept, more than an article has."""

DISTINCTIVE_NATS = 6.0
"""What words must weigh together to make a reader think of one reference."""

_STUDY = lazy(
    r"""
      [A-Z]{4,}[A-Za-z]*[- ]?\d{1,4}  # a name of its own with a number: SOLAR-1
    | (?:NCT|ISRCTN|ACTRN|UMIN|ChiCTR|DRKS|CTRI)[A-Z-]*\d{5,}  # the number of a registry
    """,
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Term:
    """A word as compared (`key`), as printed, and whether it is a name."""

    key: str
    printed: str
    name: bool


@dataclass(frozen=True, slots=True)
class Shared:
    """What a claim and a reference share: words as printed in the claim, the most telling first; weight in nats.

    `single` counts words that no other reference has, `names` those of them that are names.
    """

    weight: float = 0.0
    words: tuple[str, ...] = ()
    names: int = 0
    single: int = 0

    @property
    def study(self) -> bool:
        """Whether one of the words is the name of a study (SOLAR-1, NCT02437318)."""
        return any(_STUDY.fullmatch(word) for word in self.words)

    @property
    def agreeing(self) -> int:
        """How many words agree that no other reference has; the name of a study, which means one work, counts for two."""
        return self.single + self.study

    def evidence_for(self, reference: Reference) -> Evidence | None:
        """Evidence that speaks for a link to a reference, if anything is shared."""
        if not self.words:
            return None
        words = ", ".join(self.words[:_MOST_WORDS])
        verb = "stand" if len(self.words) > 1 else "stands"
        return Evidence(kind="shared-words", text=f"{words} {verb} in {reference.called}", weight=-self.weight)


class Vocabulary:
    """The distinctive terms of a list of references.

    Args:
        references: The list. Terms come from titles; those that more than a twentieth of the list has (at least three
            references) are its subject and single nothing out.
        titles: What stands for the title of each reference; its own title where this is left out.

    """

    def __init__(self, references: Sequence[Reference], titles: Sequence[str] | None = None) -> None:
        having: dict[str, set[int]] = defaultdict(set)
        self._names: set[str] = set()
        for reference, title in zip(references, titles or [r.record.title for r in references], strict=True):
            for term in terms(title):
                having[term.key].add(reference.index)
                if term.name:
                    self._names.add(term.key)
        most = max(_MOST_HAVING, len(references) // _MOST_PART)
        self._count = max(_FEWEST, len(references))
        self._having = {key: found for key, found in having.items() if len(found) <= most}
        self._own = Counter(index for found in self._having.values() for index in found)
        self._by_letter: dict[str, list[str]] = defaultdict(list)
        for key in sorted(self._having):
            if len(key) >= _SHORTEST_FUZZY and key.isalpha():
                self._by_letter[key[0]].append(key)

    def shared(self, claim: str) -> dict[int, Shared]:
        """What each reference shares with a claim; references that share nothing are left out."""
        found: dict[int, list[tuple[float, str, bool, bool]]] = defaultdict(list)
        seen: set[str] = set()
        for term in terms(claim):
            key = self._known(term)
            if key is None or key in seen:
                continue
            seen.add(key)
            having = self._having[key]
            name = term.name or key in self._names
            weight = math.log(self._count / len(having)) * (_NAME_WEIGHT if name else 1.0)
            for index in having:
                found[index].append((weight, term.printed, name, len(having) == 1))
        return {
            index: Shared(
                weight=sum(weight for weight, *_ in rows),
                words=tuple(printed for _, printed, *_ in sorted(rows, key=_telling)),
                names=sum(name and single for _, _, name, single in rows),
                single=sum(single for *_, single in rows),
            )
            for index, rows in found.items()
        }

    def is_specific(self, index: int) -> bool:
        """Whether the title of reference `index` says what it is about: "Local treatment of cancer" may treat anything."""
        return self._own[index] >= _SPECIFIC_TERMS

    def _known(self, term: Term) -> str | None:
        if term.key in self._having:
            return term.key
        if term.name or len(term.key) < _SHORTEST_FUZZY:
            return None
        return self._respelt(term.key)

    def _respelt(self, key: str) -> str | None:
        from rapidfuzz import fuzz, process

        match = process.extractOne(key, self._by_letter[key[0]], scorer=fuzz.ratio, score_cutoff=_SPELLING)
        return str(match[0]) if match else None


def _telling(row: tuple[float, str, bool, bool]) -> tuple[bool, float, str]:
    """Sorts what tells most to a reader first: names of studies, then by weight."""
    weight, printed, *_ = row
    return _STUDY.fullmatch(printed) is None, -weight, printed


def terms(text: str) -> Iterator[Term]:
    """The terms of a text that could single something out, in order, repeats included.

    Parts that are only digits are joined to the letters before them, so that "SOLAR-1" and "CDK4/6" are one name each.
    Common words are left out.

    Example:
        >>> [term.key for term in terms("In the SOLAR-1 study of HER2-negative disease, alpelisib and CDK4/6")]
        ['solar1', 'her2', 'alpelisib', 'cdk46']

    """
    for match in _WORD.finditer(text):
        pieces = _PART.split(match[0])
        glued: list[str] = []
        for piece in pieces:
            if piece.isdigit() and glued and re.search(r"[^\W\d_]", glued[-1]):
                glued[-1] += piece
            else:
                glued.append(piece)
        printed = match[0] if len(glued) == 1 else ""
        for piece in glued:
            term = _term(piece, printed or piece)
            if term:
                yield term


@lru_cache(maxsize=_MOST_KEPT)
def _term(piece: str, printed: str) -> Term | None:
    letters = sum(c.isalpha() for c in piece)
    digits = len(piece) - letters
    key = unaccent(piece).casefold()
    if digits and letters:
        return Term(key, printed, True)
    if not letters:
        return None
    capitals = sum(c.isupper() for c in piece)
    if capitals >= _FEWEST_CAPITALS and len(piece) >= _SHORTEST_ACRONYM and capitals * 2 >= len(piece):
        return (
            None if key in common_words() else Term(key.removesuffix("s") if piece[-1] == "s" else key, printed, True)
        )
    if len(piece) < _SHORTEST_WORD:
        return None
    if key in common_words() or _stem(key) in common_words():
        return None
    return Term(_stem(key), printed, False)


def _stem(word: str) -> str:
    if word.endswith("ies") and len(word) >= _SHORTEST_IES:
        return word[:-3] + "y"
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word
