"""Journals and books compared: an abbreviation against the full title, by rule and not by list."""

from __future__ import annotations

from functools import lru_cache

from citeaudit.text.folding import fold
from citeaudit.text.patterns import lazy
from citeaudit.text.wordlists import word_list

_SMALL = frozenset(word_list("small-words-in-containers.txt"))
"""Words that abbreviations leave out."""
_EVERYWHERE = frozenset(
    {"journal", "j", "jour", "international", "int", "zeitschrift", "z", "revue", "revista", "rev", "review", "reviews"}
)
"""Words that so many journals have that sharing one says nothing."""
_COUNTRIES = frozenset({"usa", "us", "uk", "unitedstatesamerica"})
"""Countries that end the names of national academies, without their small words and spaces."""
_BRACKETS = lazy(r"\([^()]*\)|\[[^\[\]]*\]")
"""What only tells journals of one name apart: "Cancers (Basel)"."""
_SUBTITLE = lazy(r"\s*[:;=/|—]\s*|\s+[–-]\s+|-(?=[A-Z][a-z]+$)|\.\s+(?=[A-Z][a-z]+ [a-z]+)")
"""What stands before a subtitle, a parallel title or a place ("Sci. Hortic.-Amsterdam")."""
_COUNTRY = lazy(r"\bu (?:s a|s|k)$")
"""A country written letter by letter, after folding."""
_LONGEST = 500
"""Characters that are looked at; longer names are damage, and the time for them grows with the square."""
_SHORTEST_PART = 2
"""Characters of a part that may be the whole name; "B" of "Phys Rev: B" is not."""
_MOST_PARTS = 2
"""Parts that may be the whole name: the title, or the parallel title behind it."""
_FEWEST_LETTERS = 3
"""Letters of a contraction or an acronym; a pair of letters contracts almost any word."""
_MOST_KEPT = 0.7
"""Share of a word that a contraction keeps; what keeps more is another word ("Medicine", "Medicina")."""
_DAMAGED = 70
"""Likeness, 0–100, of a word with some letters wrong: three of ten."""
_NEAR = 75
"""Likeness, 0–100, of words that are looked for anywhere in a name: one letter of four."""
_SHORTEST_DAMAGED = 4
"""Letters of a word that is known when damaged; of three, one wrong letter leaves too little."""


def same_container(a: str, b: str) -> bool | None:
    """Whether two titles of a journal, a series or a book are the same, one of them perhaps abbreviated.

    Each word of the shorter form must abbreviate one word of the longer, in order, and none may be left over: cut
    ("Oncol"), contracted ("Jpn", "Natl") or whole. Small words, brackets ("Cancers (Basel)"), a leading acronym
    ("AJR Am J Roentgenol") and a subtitle do not count; acronyms ("NEJM") are taken by their letters.

    Returns:
        None where one of the two is empty.

    >>> same_container("Ann Oncol", "Annals of Oncology"), same_container("Cancer", "Cancer Research")
    (True, False)
    >>> same_container("Proc Natl Acad Sci U S A", "Proceedings of the National Academy of Sciences")
    True

    """
    left, right = _readings(a), _readings(b)
    if not left or not right:
        return None
    return any(_abbreviates(cited, actual) for cited in left for actual in right)


def is_damaged(a: str, b: str) -> bool:
    """Whether one title is the other with some letters wrong ("Nat Biotcchnol"); no proof of sameness by itself."""
    from rapidfuzz import fuzz

    def is_alike(cited: str, actual: str) -> bool:
        short, long = sorted((cited, actual), key=len)
        return fuzz.ratio(short, long[: len(short)]) >= _DAMAGED

    pairs = ((cited, actual) for cited in _readings(a) for actual in _readings(b) if len(cited) == len(actual))
    return any(all(map(is_alike, cited, actual)) for cited, actual in pairs)


def near_container(a: str, b: str, *, share: float = 0.5) -> bool | None:
    """Whether a `share` (0–1) of the words of the shorter title stands in the other, cut or damaged, in order.

    Weaker than `same_container`: "Physiol Mol Plant Pathol" and "tritici. Physiol. Mol. Plant Pathol." are near, and so are
    "Cancer" and "Cancer Research". For works whose place in the literature agrees already.

    Returns:
        None where one of the two is empty.
    """
    left, right = _readings(a), _readings(b)
    if not left or not right:
        return None
    return any(_shared(cited, actual) >= share for cited in left for actual in right)


def _shared(cited: tuple[str, ...], actual: tuple[str, ...]) -> float:
    """Which share of the words of the shorter name, 0–1, stands in the other in the same order."""
    telling = (tuple(word for word in words if word not in _EVERYWHERE) or words for words in (cited, actual))
    short, long = sorted(telling, key=len)
    found, rest = 0, list(long)
    for word in short:
        place = next((place for place, other in enumerate(rest) if _is_near(word, other)), None)
        if place is not None:
            found, rest = found + 1, rest[place + 1 :]
    return found / len(short)


def _is_near(word: str, other: str) -> bool:
    from rapidfuzz import fuzz

    return _is_shortened(word, other) or (
        min(len(word), len(other)) >= _SHORTEST_DAMAGED and fuzz.ratio(word, other) >= _NEAR
    )


@lru_cache(maxsize=1024)
def _readings(title: str) -> tuple[tuple[str, ...], ...]:
    """The words of a title: whole, without its subtitle, and without a leading acronym."""
    plain = _BRACKETS.sub(" ", " ".join(title[:_LONGEST].split()))
    parts = [part for part in _SUBTITLE.split(plain) if len(part) >= _SHORTEST_PART]
    readings: list[tuple[str, ...]] = []
    for part in dict.fromkeys([plain, *parts[:_MOST_PARTS]]):
        words = _COUNTRY.sub(lambda match: match.group().replace(" ", ""), fold(part)).split()
        kept = tuple(word for word in words if word not in _SMALL) or tuple(words)
        readings.append(kept)
        if kept and _is_acronym(kept[0], kept[1:]):
            readings.append(kept[1:])
    return tuple(reading for reading in dict.fromkeys(readings) if reading)


def _abbreviates(cited: tuple[str, ...], actual: tuple[str, ...]) -> bool:
    """Whether one name is the other with its words shortened, made an acronym, or without its country."""
    short, long = sorted((cited, actual), key=len)
    if "".join(short) == "".join(long):
        return True
    if len(short) == len(long):
        return all(map(_is_shortened, short, long))
    return (len(short) == 1 and _is_acronym(short[0], long)) or _is_national(long, short)


def _is_shortened(word: str, other: str) -> bool:
    """Whether one of two words shortens the other, whichever it is."""
    return _shortens(word, other) or _shortens(other, word)


def _shortens(short: str, long: str) -> bool:
    """Whether `short` is the beginning of `long`, or a contraction that keeps its first letter and its order."""
    if long.startswith(short):
        return True
    if len(short) < _FEWEST_LETTERS or len(short) > _MOST_KEPT * len(long) or short[0] != long[0]:
        return False
    letters = iter(long)
    return all(letter in letters for letter in short)


def _is_acronym(word: str, words: tuple[str, ...]) -> bool:
    """Whether `word` is made of the first letters of at least three of `words`, from the first one on."""
    initials = "".join(other[0] for other in words)
    return len(word) >= _FEWEST_LETTERS and initials.startswith(word)


def _is_national(long: tuple[str, ...], short: tuple[str, ...]) -> bool:
    """Whether `long` is `short` with the country after it, as in "Proc Natl Acad Sci U S A"."""
    head, tail = long[: len(short)], "".join(long[len(short) :])
    return tail in _COUNTRIES and _abbreviates(head, short)
