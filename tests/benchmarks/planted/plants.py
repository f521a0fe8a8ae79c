"""Citation errors planted in an article: what authors, editors and reference managers do, one kind a manuscript.

Each kind takes an article whose citations are taken to be right, draws places with one fixed seed per article and kind, and
gives a plan, or None where the article gives no place for it. Right after it, so that the error has to be seen in what the
sentences say:

- every number in the text is in the list, and every entry is cited, as far as it was so before. The two shifts cannot keep
  this at the end of the list: the last number dangles, or the last entry is cited no more;
- only entries that say what they are about (authors, title, container, year) are planted, exchanged or pointed at.
"""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from tests.benchmarks.planted.articles import Article, Reference
from tests.benchmarks.planted.manuscripts import Plan

MOST_WRONG_NUMBERS = 4  # a manuscript
MOST_FOREIGN = 3
NEAR = 3  # places in the list
POOL = 20  # the look-alikes that foreign-near draws from


def plan(kind: str, article: Article, donors: Donors) -> Plan | None:
    """Decide what to plant.

    Args:
        kind: One of `KINDS`.
        article: The article it is to be planted in.
        donors: The other articles, for the kinds that need entries from elsewhere.

    Returns:
        The plan, always the same for the same arguments; None where the error cannot be planted.
    """
    return KINDS[kind](article, random.Random(f"{article.key}:{kind}"), donors)


# ------------------------------------------------------------------------------------------------------------- donors


@dataclass(frozen=True, slots=True)
class _Foreign:
    article: str
    reference: Reference
    words: frozenset[str]


class Donors:
    """The usable entries of other articles, each once."""

    def __init__(self, articles: Iterable[Article]) -> None:
        entries = {
            _fold(reference.title): _Foreign(article.key, reference, _words(reference.title))
            for article in articles
            for reference in article.references
            if reference.usable
        }
        self._entries = tuple(entries.values())
        self._holding = Counter(word for entry in self._entries for word in entry.words)

    def far(self, article: Article, rng: random.Random) -> list[Reference]:
        """The entries of one other article, whatever it is about."""
        others = self._of_others(article)
        keys = sorted({entry.article for entry in others})
        chosen = rng.choice(keys) if keys else ""
        return [entry.reference for entry in others if entry.article == chosen]

    def near(self, article: Article) -> list[Reference]:
        """The entries of all other articles that look most as if they belonged into the list, best first, at most `POOL`.

        They are ranked by the cosine between their title and all titles of the list taken together, words weighted by the
        logarithm of their rarity among all donors.
        """
        own = Counter(word for reference in article.references for word in _words(reference.title))
        profile = {word: math.log1p(count) * self._rarity(word) for word, count in own.items()}

        def likeness(entry: _Foreign) -> float:
            # fsum: the same in whatever order the words of a set come
            length = math.sqrt(math.fsum(self._rarity(word) ** 2 for word in entry.words))
            shared = math.fsum(profile.get(word, 0) * self._rarity(word) for word in entry.words)
            return shared / length if length else 0

        ranked = sorted(self._of_others(article), key=lambda entry: (-likeness(entry), entry.reference.title))
        return [entry.reference for entry in ranked[:POOL]]

    def _rarity(self, word: str) -> float:
        return math.log((1 + len(self._entries)) / (1 + self._holding[word]))

    def _of_others(self, article: Article) -> list[_Foreign]:
        titles = {_fold(reference.title) for reference in article.references}
        dois = {reference.doi for reference in article.references if reference.doi}
        return [
            entry
            for entry in self._entries
            if entry.article != article.key
            and _fold(entry.reference.title) not in titles
            and entry.reference.doi not in dois
        ]


def _fold(title: str) -> str:
    return "".join(letter for letter in title.casefold() if letter.isalnum())


def _words(title: str) -> frozenset[str]:
    letters = "".join(letter if letter.isalnum() else " " for letter in title.casefold())
    return frozenset(word for word in letters.split() if len(word) > 3)


# -------------------------------------------------------------------------------------------------------------- kinds


def wrong_number(article: Article, rng: random.Random, donors: Donors) -> Plan | None:
    """Up to four later citations point at another entry that was cited before, anywhere in the list."""
    seen: dict[int, int] = {}
    for place, citation in enumerate(article.citations):
        for number in citation.numbers:
            seen.setdefault(number, place)

    def candidates(place: int, right: int) -> list[int]:
        if seen[right] == place:  # the first citation of an entry stays, so that the order of the list stays clean
            return []
        return [number for number in _usable(article) if number != right and seen.get(number, place) < place]

    return _wrong_numbers("wrong-number", article, rng, candidates)


def wrong_number_near(article: Article, rng: random.Random, donors: Donors) -> Plan | None:
    """Up to four citations point at an entry at most three places from the right one, as a slip of the hand does."""

    def candidates(place: int, right: int) -> list[int]:
        return [number for number in _usable(article) if 0 < abs(number - right) <= NEAR]

    return _wrong_numbers("wrong-number-near", article, rng, candidates)


def _wrong_numbers(
    kind: str, article: Article, rng: random.Random, candidates: Callable[[int, int], list[int]]
) -> Plan | None:
    """Change citations of one number whose entry stays cited elsewhere, to entries cited elsewhere.

    The number before and the number after are no candidates: they may well be right there too.
    """
    cited = [citation.numbers for citation in article.citations]
    left = Counter(number for numbers in cited for number in numbers)
    usable = set(_usable(article))
    places = [place for place, numbers in enumerate(cited) if len(numbers) == 1 and numbers[0] in usable]
    rng.shuffle(places)
    printed: dict[int, int] = {}
    for place in places:
        (right,) = cited[place]
        beside = {number for numbers in cited[max(0, place - 1) : place + 2] for number in numbers}
        pool = [number for number in candidates(place, right) if left[number] and number not in beside]
        if left[right] > 1 and pool and len(printed) < MOST_WRONG_NUMBERS:
            printed[place] = rng.choice(pool)
            left[right] -= 1
    if not printed:
        return None
    changes = ", ".join(f"{cited[place][0]} became {wrong}" for place, wrong in sorted(printed.items()))
    return Plan(kind=kind, references=article.references, printed=printed, note=changes)


def list_swap(article: Article, rng: random.Random, donors: Donors) -> Plan | None:
    """Two neighbours of the list are exchanged, both of which are cited alone somewhere."""
    fit = _cited_alone(article) & set(_usable(article))
    pool = [number for number in sorted(fit) if number + 1 in fit]
    if not pool:
        return None
    first = rng.choice(pool)
    references = list(article.references)
    references[first - 1 : first + 1] = reversed(references[first - 1 : first + 1])
    return Plan(
        kind="list-swap",
        references=tuple(references),
        moved={first: first + 1, first + 1: first},
        note=f"entries {first} and {first + 1} exchanged",
    )


def shift(article: Article, rng: random.Random, donors: Donors) -> Plan | None:
    """An entry is removed, anywhere in the list, and the numbers in the text stay: those after it are one too high."""
    count = len(article.references)
    last = max((number for number in _cited_alone(article) if number < count), default=0)
    if not last:
        return None
    gone = rng.randint(1, last)
    moved: dict[int, int | None] = {number: number - 1 for number in range(gone + 1, count + 1)}
    return Plan(
        kind="shift",
        references=article.references[: gone - 1] + article.references[gone:],
        moved={gone: None, **moved},
        note=f"entry {gone} of {count} removed",
    )


def shift_up(article: Article, rng: random.Random, donors: Donors) -> Plan | None:
    """An entry that looks as if it belonged is inserted anywhere in the list: the numbers from there on are one too low."""
    last = max(_cited_alone(article), default=0)
    stock = donors.near(article)
    if not last or not stock:
        return None
    new = rng.randint(1, last)
    count = len(article.references)
    return Plan(
        kind="shift-up",
        references=(*article.references[: new - 1], rng.choice(stock), *article.references[new - 1 :]),
        moved={number: number + 1 for number in range(new, count + 1)},
        note=f"entry inserted as {new} of {count + 1}",
    )


def foreign(article: Article, rng: random.Random, donors: Donors) -> Plan | None:
    """Up to three entries are replaced by entries of one other article."""
    return _replaced("foreign", article, rng, donors.far(article, rng))


def foreign_near(article: Article, rng: random.Random, donors: Donors) -> Plan | None:
    """Up to three entries are replaced by entries of other articles that look as if they belonged."""
    return _replaced("foreign-near", article, rng, donors.near(article))


def _replaced(kind: str, article: Article, rng: random.Random, stock: list[Reference]) -> Plan | None:
    pool = sorted(_cited_alone(article) & set(_usable(article)))
    count = min(MOST_FOREIGN, len(pool), len(stock))
    if not count:
        return None
    numbers = sorted(rng.sample(pool, count))
    references = list(article.references)
    for number, new in zip(numbers, rng.sample(stock, count), strict=True):
        references[number - 1] = new
    return Plan(
        kind=kind,
        references=tuple(references),
        moved=dict.fromkeys(numbers),
        note=f"entries {', '.join(map(str, numbers))} replaced",
    )


def _usable(article: Article) -> list[int]:
    return [number for number, reference in enumerate(article.references, 1) if reference.usable]


def _cited_alone(article: Article) -> set[int]:
    return {citation.numbers[0] for citation in article.citations if len(citation.numbers) == 1}


KINDS: Mapping[str, Callable[[Article, random.Random, Donors], Plan | None]] = {
    "wrong-number": wrong_number,
    "wrong-number-near": wrong_number_near,
    "list-swap": list_swap,
    "shift": shift,
    "shift-up": shift_up,
    "foreign": foreign,
    "foreign-near": foreign_near,
}
