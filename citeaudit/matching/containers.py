"""Journals and books compared: an abbreviation against the full title, by rule and not by list."""

from __future__ import annotations

import re
from functools import lru_cache

from citeaudit.text.folding import fold

_SMALL = frozenset({
    "a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "the", "to", "und", "der", "die", "das", "den",
    "des", "fur", "et", "de", "du", "di", "del", "della", "do", "da", "la", "le", "les", "el", "los", "e", "y",
    "i", "online",
})  # fmt: skip
_EVERYWHERE = frozenset(
    {"journal", "j", "jour", "international", "int", "zeitschrift", "z", "revue", "revista", "rev", "review", "reviews"}
)
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_SUBTITLE = re.compile(r"\s*[:;=/|—]\s*|\s+[–-]\s+|-(?=[A-Z][a-z]+$)|\.\s+(?=[A-Z][a-z]+ [a-z]+)")
_LONGEST = 500  # characters
_COUNTRY = re.compile(r"\bu (?:s a|s|k)$")


def same_container(a: str, b: str) -> bool | None:
    """Whether two titles of a journal, a series or a book are the same, one of them perhaps abbreviated.

    Each word of the shorter form must abbreviate one word of the longer, in order, and none may be left over: cut
    ("Oncol"), contracted ("Jpn", "Natl") or whole. Small words, brackets ("Cancers (Basel)"), a leading acronym
    ("AJR Am J Roentgenol") and a subtitle are let pass; acronyms ("NEJM") are taken by their letters.

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
    return any(_fits(one, other) for one in left for other in right)


def is_damaged(a: str, b: str) -> bool:
    """Whether one title is the other with some letters wrong ("Nat Biotcchnol"); no proof of sameness by itself."""
    from rapidfuzz import fuzz

    def alike(one: str, other: str) -> bool:
        short, long = sorted((one, other), key=len)
        return fuzz.ratio(short, long[: len(short)]) >= 70

    pairs = ((one, other) for one in _readings(a) for other in _readings(b) if len(one) == len(other))
    return any(all(map(alike, one, other)) for one, other in pairs)


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
    return any(_shared(one, other) >= share for one in left for other in right)


def _shared(one: tuple[str, ...], other: tuple[str, ...]) -> float:
    from rapidfuzz import fuzz

    one, other = (tuple(w for w in words if w not in _EVERYWHERE) or words for words in (one, other))
    short, long = sorted((one, other), key=len)
    found, at = 0, 0
    for word in short:
        for place in range(at, len(long)):
            size = min(len(word), len(long[place]))
            if (
                _abbreviates(word, long[place])
                or _abbreviates(long[place], word)
                or (size > 3 and fuzz.ratio(word, long[place]) >= 75)
            ):
                found, at = found + 1, place + 1
                break
    return found / len(short)


@lru_cache(maxsize=1024)
def _readings(title: str) -> tuple[tuple[str, ...], ...]:
    """The words of a title: whole, without its subtitle, and without a leading acronym."""
    plain = _BRACKETS.sub(" ", " ".join(title[:_LONGEST].split()))
    parts = [part for part in _SUBTITLE.split(plain) if len(part) > 1]
    readings: list[tuple[str, ...]] = []
    for part in dict.fromkeys([plain, *parts[:2]]):
        words = _COUNTRY.sub(lambda match: match.group().replace(" ", ""), fold(part)).split()
        kept = tuple(word for word in words if word not in _SMALL) or tuple(words)
        readings.append(kept)
        if len(kept) >= 3 and _is_acronym(kept[0], kept[1:]):
            readings.append(kept[1:])
    return tuple(reading for reading in dict.fromkeys(readings) if reading)


def _fits(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    short, long = sorted((one, other), key=len)
    if "".join(short) == "".join(long):
        return True
    if len(short) == len(long):
        return all(_abbreviates(a, b) or _abbreviates(b, a) for a, b in zip(short, long, strict=True))
    return (len(short) == 1 and _is_acronym(short[0], long)) or _is_national(long, short)


def _abbreviates(short: str, long: str) -> bool:
    """Whether `short` is the beginning of `long`, or a contraction that keeps its first letter and its order."""
    if long.startswith(short):
        return True
    if len(short) < 3 or len(short) > 0.7 * len(long) or short[0] != long[0]:
        return False
    letters = iter(long)
    return all(letter in letters for letter in short)


def _is_acronym(word: str, words: tuple[str, ...]) -> bool:
    """Whether `word` is made of the first letters of at least three of `words`, from the first one on."""
    return 3 <= len(word) <= len(words) and word == "".join(other[0] for other in words)[: len(word)]


def _is_national(long: tuple[str, ...], short: tuple[str, ...]) -> bool:
    """Whether `long` is `short` with the country after it, as in "Proc Natl Acad Sci U S A"."""
    head, tail = long[: len(short)], "".join(long[len(short) :])
    return tail in {"usa", "us", "uk", "unitedstatesamerica"} and _fits(head, short)
