"""Names of authors compared, as different lists print them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from citeaudit.model import Name
from citeaudit.wording import fold, unaccent

_PARTICLES = frozenset({
    "af", "al", "bin", "da", "das", "de", "del", "della", "den", "der", "des", "di", "do", "dos", "du", "el",
    "ibn", "la", "las", "le", "los", "san", "st", "ten", "ter", "the", "van", "vom", "von", "y", "zu",
})  # fmt: skip
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})
_UMLAUTS = (("ae", "a"), ("oe", "o"), ("ue", "u"), ("aa", "a"))
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
