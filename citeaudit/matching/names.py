"""Names of authors compared, as different lists print them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from citeaudit.model import Name
from citeaudit.text.folding import fold, unaccent

_PARTICLES = frozenset({
    "af", "al", "bin", "da", "das", "de", "del", "della", "den", "der", "des", "di", "do", "dos", "du", "el",
    "ibn", "la", "las", "le", "los", "san", "st", "ten", "ter", "the", "van", "vom", "von", "y", "zu",
})  # fmt: skip
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})
_UMLAUTS = (("ae", "a"), ("oe", "o"), ("ue", "u"), ("aa", "a"))
_GROUPS = frozenset({
    "association", "collaboration", "committee", "consortium", "genome", "group", "initiative", "international", "network",
    "project", "sequencing", "society", "team",
})  # fmt: skip
_MOST_COAUTHORS = 12
_SMALL = frozenset({"and", "for", "of", "on", "the", "in"})


def same_family(a: str, b: str) -> bool | None:
    """Whether two full family names (particle included) are the same.

    Let pass: case, accents, ä as ae, hyphens and spaces, a particle left out, one half of a double name, initials
    left in the family name.

    Returns:
        None where one is empty, or where they are in different scripts.

    >>> same_family("Büyükkaramikli", "Buyukkaramikli"), same_family("de Groot", "Groot")
    (True, True)
    >>> same_family("Castro-Benitez", "Castro Benítez"), same_family("Li", "Liu")
    (True, False)

    """
    left, right = _parts(a), _parts(b)
    if not left or not right or _is_latin(left) != _is_latin(right):
        return None
    if "".join(left) == "".join(right):
        return True
    left = [part for part in left if part not in _PARTICLES] or left
    right = [part for part in right if part not in _PARTICLES] or right
    if _plain("".join(left)) == _plain("".join(right)):
        return True
    short, long = sorted((left, right), key=len)
    shared = len("".join(short)) >= 3 and len(short) < len(long)
    return shared and short in (long[: len(short)], long[-len(short) :])


def same_author(a: Name, b: Name) -> bool | None:
    """Whether two names may be those of one author, by family name; given names are not compared.

    Family and given name exchanged pass. Of two groups the words are compared.

    Returns:
        None where one is empty, in another script, or a group where the other is a person.

    """
    if a.literal and b.literal:
        return _same_group(a.literal, b.literal)
    if a.literal or b.literal:
        return None
    same = same_family(a.full_family, b.full_family)
    if same is False and (_is_exchanged(a, b) or _is_exchanged(b, a)):
        return True
    return same


def is_misspelt(a: Name, b: Name) -> bool:
    """Whether one family name is the other with a letter or two wrong, as a typist or a scanner leaves it."""
    one, other = fold(a.full_family).replace(" ", ""), fold(b.full_family).replace(" ", "")
    if min(len(one), len(other)) < 4:
        return False
    from rapidfuzz.distance import OSA

    allowed = 1 if min(len(one), len(other)) < 8 else 2
    return OSA.distance(one, other, score_cutoff=allowed) <= allowed


def other_author(cited: Sequence[Name], actual: Sequence[Name]) -> int | None:
    """The 0-based place of the first author who is another person than the work's own in that place; None where there is none.

    Lists of authors are often shortened, in records too, so behind the first only a single name that stands between names
    which agree is told. Damage is let pass: a letter or two wrong, names run together or cut, given and family name exchanged.
    Nothing is said of lists that name a group.
    """
    if not cited or not actual or any(map(_is_group, (*cited, *actual))):
        return None

    def differs(at: int) -> bool:
        return same_author(cited[at], actual[at]) is False and not _is_damaged(cited[at], actual[at])

    both = min(len(cited), len(actual))
    at = next((at for at in range(both) if differs(at)), None)
    if not at:
        return at
    ends = at + 1 == len(cited) == len(actual)
    between = at + 1 < both and not differs(at + 1)
    elsewhere = any(same_author(cited[at], other) is not False or _is_damaged(cited[at], other) for other in actual)
    return at if (ends or between) and not elsewhere else None


def _is_group(name: Name) -> bool:
    """Whether a name is that of a group, also where a registry has it for a person."""
    return bool(name.literal) or not _GROUPS.isdisjoint(fold(name.family).split())


def _is_damaged(one: Name, other: Name) -> bool:
    """Whether one name is the other misspelt, run together with its neighbours, cut, or with its parts exchanged."""
    if is_misspelt(one, other):
        return True
    left, right = _letters(one.full_family), _letters(other.full_family)
    initials = any(1 < len(name.family) <= 3 and name.family.isupper() for name in (one, other))
    if min(len(left), len(right)) < 2 or initials:
        return True
    short, long = sorted((left, right), key=len)
    words = {*fold(str(one)).split()} & {*fold(str(other)).split()} - _PARTICLES
    return long.startswith(short) or long.endswith(short) or any(len(word) > 2 for word in words)


def same_coauthors(a: Sequence[Name], b: Sequence[Name]) -> bool | None:
    """Whether at least half of the persons after the first of `a` are among those of `b`, by family name.

    Returns:
        None where one of the two lists names nobody after its first.
    """
    others = [name.full_family for name in a[1:_MOST_COAUTHORS] if name.family]
    held = {_letters(name.full_family) for name in b if name.family}
    if not others or len(held) < 2:
        return None
    found = sum(_letters(name) in held for name in others)
    return found >= max(1, len(others) / 2)


def _letters(family: str) -> str:
    return fold(family).replace(" ", "")


def _parts(family: str) -> list[str]:
    parts = fold(family.replace("'", "").replace("’", "")).split()
    return [part for part in parts if part not in _SUFFIXES] or parts


def _plain(name: str) -> str:
    for long, short in _UMLAUTS:
        name = name.replace(long, short)
    return name


def _is_latin(parts: list[str]) -> bool:
    return any("a" <= character <= "z" for part in parts for character in part)


def _is_exchanged(a: Name, b: Name) -> bool:
    """Whether the family name of `a` is the given name of `b`, and the family name of `b` begins the given of `a`."""
    family, given = fold(b.family).replace(" ", ""), fold(a.given).replace(" ", "")
    if not family or not given or len(fold(a.family)) < 2:
        return False
    return fold(a.family) == fold(b.given) and (family.startswith(given) or given.startswith(family))


def _same_group(a: str, b: str) -> bool:
    left, right = ([word for word in fold(text).split() if word not in _SMALL] for text in (a, b))
    short, long = sorted((left, right), key=len)
    if not short:
        return left == right
    if set(short) <= set(long) and len("".join(short)) >= 3:
        return True
    acronym = "".join(word[0] for word in long)
    capitals = "".join(re.findall(r"[A-Z]", unaccent(a if short is left else b))).lower()
    return len(acronym) >= 3 and capitals == acronym
