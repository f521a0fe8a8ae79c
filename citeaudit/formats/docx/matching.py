"""Which entry of a printed list prints which record: an ordered list of named rules, of which the first that fits says how well.

A record from the data of a field is complete; an entry prints of it what its style wants, and may be misspelt.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from citeaudit.model import Record
from citeaudit.ruling import first_or
from citeaudit.text.folding import common_words, fold

_CANDIDATES = 6
"""Entries that a record is compared with, those that share its rarest words; the right one is among the first two or three."""
_TOO_COMMON = 200
"""Entries that have a word; one that more have tells nothing."""
_MOST_AUTHORS = 3
"""Authors whose names are looked for; lists that print fewer print the first."""
_SAME_TITLE = 92.0
"""Of 100: a title with two misspelt letters in 25, or with another spelling of a word."""
_LIKE_TITLE = 78.0
"""Of 100: a title without its subtitle's last words, or translated in part; author and year must bear it out."""
_SHORTEST_TITLE = 12
"""Characters; shorter ones are found in any entry."""
_VOTE = 3.0
"""What an author and a year that are printed add each: less than titles of two works differ by."""
_SCORE_OF_DOI = 110.0
"""Above the best that a title gets, 100 and two votes."""
_SCORE_OF_SHORT_TITLE = 80.0
"""Below the same title, above numbers."""
_SCORE_OF_NUMBERS = 70.0
"""Below every title: two letters of one volume may begin on one page."""
_FEWEST_WORDS = 3
"""Words of a record by which alone it is tied to an entry."""
_WORDS_SHARED = 0.6
"""Of the words of the record that stand in the entry: styles leave out a publisher, and names of journals are shortened."""
_CLEARLY = 0.15
"""By so much more of its words than of any other entry left."""
_SHORTEST_TELLING = 3
"""Characters of a shared word that is not number; one at least must be shared, for years and volumes are in many entries."""
_MOST_PAIRS = 200_000
"""Records left times entries left; more are a list that is not of this document."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A record and an entry that may print it.

    `entry` is as printed, `folded` in plain small letters with a space at each end, as are `title` and `families` without;
    `named` tells that one of the first authors stands in it, `dated` that the year does.
    """

    record: Record
    entry: str
    folded: str
    title: str
    families: tuple[str, ...]
    named: bool
    dated: bool

    @property
    def votes(self) -> float:
        """What author and year add."""
        return _VOTE * self.named + _VOTE * self.dated


Rule = Callable[[Pair], float | None]
"""How well an entry prints a record, up to about 110; None where the rule does not fit."""


def same_doi(pair: Pair) -> float | None:
    """The DOI of the record stands in the entry, in whatever form: "https://doi.org/10.1000/s1"."""
    return _SCORE_OF_DOI if pair.record.DOI and pair.record.DOI.casefold() in pair.entry.casefold() else None


def title_alike(pair: Pair) -> float | None:
    """The title stands in the entry, nearly: "Sleep and memmory". Author or year must, too; both, if it is only like it.

    A record without authors has none to be found.
    """
    from rapidfuzz import fuzz

    if len(pair.title) < _SHORTEST_TITLE:
        return None
    alike = float(fuzz.partial_ratio(pair.title, pair.folded))
    if pair.named and pair.dated:
        fits = alike >= _LIKE_TITLE
    else:
        fits = alike >= _SAME_TITLE and (pair.named or pair.dated or not pair.families)
    return alike + pair.votes if fits else None


def numbers_without_title(pair: Pair) -> float | None:
    """Author, year, volume and first page: styles of physics and chemistry print no titles, "A. Hall, J. Sleep 3, 1 (2015)"."""
    numbers = [fold(text) for text in (pair.record.volume, pair.record.first_page) if text]
    printed = numbers and all(f" {number} " in pair.folded for number in numbers)
    return _SCORE_OF_NUMBERS + pair.votes if pair.named and pair.dated and printed else None


def short_title(pair: Pair) -> float | None:
    """A title of a word or two, "Sleep", stands in the entry as it is, with author and year."""
    whole = 0 < len(pair.title) < _SHORTEST_TITLE and f" {pair.title} " in pair.folded
    return _SCORE_OF_SHORT_TITLE + pair.votes if whole and pair.named and pair.dated else None


RULES: tuple[Rule, ...] = (same_doi, title_alike, numbers_without_title, short_title)
"""What identifies a work comes first."""


@dataclass(frozen=True, slots=True, order=True)
class _Match:
    """The place of an entry that prints the record at a place; sorted, the best come first, in the order of the records."""

    minus_score: float
    record: int
    entry: int


def match(records: Sequence[Record | None], entries: Sequence[str]) -> dict[int, int]:
    """Which entry (0-based) prints each record; records that none prints are left out.

    One entry may print two records, for a library may hold a work twice; then the second is like the first.
    """
    folded = [f" {fold(entry)} " for entry in entries]
    matches = sorted(_matches(records, entries, folded))
    found: dict[int, int] = {}
    _tie(matches, found)
    for pairing in matches:
        if pairing.record not in found and -pairing.minus_score >= _SAME_TITLE:
            found[pairing.record] = pairing.entry
    _tie(sorted(_matches_by_words(records, folded, found)), found)
    return found


def _tie(matches: Iterable[_Match], found: dict[int, int]) -> None:
    """Add matches, the first of each record and each entry, to those found."""
    taken = set(found.values())
    for pairing in matches:
        if pairing.record not in found and pairing.entry not in taken:
            found[pairing.record] = pairing.entry
            taken.add(pairing.entry)


def _matches(records: Sequence[Record | None], entries: Sequence[str], folded: Sequence[str]) -> list[_Match]:
    """What the rules find."""
    holders: dict[str, list[int]] = defaultdict(list)
    for at, entry in enumerate(folded):
        for word in set(entry.split()):
            holders[word].append(at)
    return [
        _Match(-score, number, at)
        for number, record in enumerate(records)
        if record is not None
        for at in _candidates(record, holders)
        if (score := _score(record, entries[at], folded[at])) > 0
    ]


def _candidates(record: Record, holders: Mapping[str, Sequence[int]]) -> list[int]:
    """The entries that share most with a record, rare words first in weight."""
    words = {word for word in fold(record.title).split() if word not in common_words()}
    for name in record.author[:_MOST_AUTHORS]:
        words.update(fold(name.full_family).split())
    words.update(fold(record.DOI).split()[-1:])
    votes: Counter[int] = Counter()
    for word in words:
        entries = holders.get(word, ())
        for at in entries if len(entries) <= _TOO_COMMON else ():
            votes[at] += 1000 // len(entries)
    return sorted(votes, key=lambda at: (-votes[at], at))[:_CANDIDATES]


def _score(record: Record, entry: str, folded: str) -> float:
    """How well an entry prints a record; 0 where it does not."""
    families = tuple(fold(name.full_family) for name in record.author[:_MOST_AUTHORS])
    pair = Pair(
        record=record,
        entry=entry,
        folded=folded,
        title=fold(record.title),
        families=families,
        named=any(f" {family} " in folded for family in families if family),
        dated=record.year is not None and str(record.year) in entry,
    )
    return first_or(RULES, pair, 0.0)[1]


def _matches_by_words(
    records: Sequence[Record | None], folded: Sequence[str], found: Mapping[int, int]
) -> Iterable[_Match]:
    """What is left over, by all words of the record: entries without a title, authors that are a group, misspelt titles."""
    taken = set(found.values())
    left = {at: set(entry.split()) for at, entry in enumerate(folded) if at not in taken}
    if not left or len(left) * (len(records) - len(found)) > _MOST_PAIRS:
        return
    for number, record in enumerate(records):
        if number in found or record is None:
            continue
        words = _words(record)
        shares = sorted(((len(words & entry) / max(1, len(words)), -at) for at, entry in left.items()), reverse=True)
        share, at = shares[0][0], -shares[0][1]
        second = shares[1][0] if len(shares) > 1 else 0.0
        telling = any(len(word) >= _SHORTEST_TELLING and not word.isdigit() for word in words & left[at])
        if telling and len(words) >= _FEWEST_WORDS and share >= _WORDS_SHARED and share - second >= _CLEARLY:
            yield _Match(-share, number, at)


def _words(record: Record) -> set[str]:
    names = [name.full_family for name in record.author[:_MOST_AUTHORS]]
    texts = (record.title, record.container_title, record.publisher, record.volume, record.first_page, record.URL)
    words = set(fold(" ".join((*names, *texts, str(record.year or "")))).split())
    return {word for word in words if word not in common_words() and (len(word) > 1 or word.isdigit())}
