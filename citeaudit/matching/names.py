"""Names of authors compared, as different lists print them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from citeaudit.model import Name
from citeaudit.text.folding import fold, unaccent
from citeaudit.text.patterns import lazy
from citeaudit.text.wordlists import word_list

_PARTICLES = frozenset(word_list("particles-of-names.txt"))
"""Words of a family name that some lists leave out."""
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})
"""What stands behind a family name, and is now and then read as part of it."""
_UMLAUTS = {"ae": "a", "oe": "o", "ue": "u", "aa": "a"}
"""Vowels that some lists print as two letters and others as one with an accent: "Mueller", "Müller"."""
_GROUPS = frozenset({
    "association", "collaboration", "committee", "consortium", "genome", "group", "initiative", "international", "network",
    "project", "sequencing", "society", "team",
})  # fmt: skip
"""Words of groups that registries split into family and given name as if they were persons."""
_SMALL = frozenset({"and", "for", "of", "on", "the", "in"})
"""Words in the name of a group that its acronym has no letter for."""
_LAST_COAUTHOR = 12
"""Place of the last author who is compared; long lists agree or differ long before."""
_SHORTEST_PART = 3
"""Letters by which one half of a double name is known; "Li" is not "Li-Wang"."""
_SHORTEST_MISSPELT = 4
"""Letters of a name that is known when misspelt; "Liu" is not "Li" with a letter too many."""
_LONG_NAME = 8
"""Letters of a name in which two may be wrong."""
_SHORTEST_NAME = 2
"""Letters of a family name; what is shorter is an initial."""
_LONGEST_INITIALS = 3
"""Capitals that may be the initials of one person, in place of the family name."""
_SHORTEST_WORD = 3
"""Letters of a word by which a name is known in another, wherever it stands."""
_SHORTEST_ACRONYM = 3
"""Letters of the acronym of a group, or of words that name it; two are shared by chance."""


def same_family(a: str, b: str) -> bool | None:
    """Whether two full family names (particle included) are the same.

    These make no difference: case, accents, ä as ae, hyphens and spaces, a particle left out, one half of a double name, initials
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
    return len("".join(short)) >= _SHORTEST_PART and short in (long[: len(short)], long[-len(short) :])


def is_romanised_alike(a: str, b: str) -> bool:
    """Whether two family names may be one that was written in another script: Japanese, Russian, Arabic.

    >>> is_romanised_alike("Saitou", "Saito"), is_romanised_alike("Syutsubo", "Shutsubo")
    (True, True)
    >>> is_romanised_alike("Vasil’eva", "Vasilyeva"), is_romanised_alike("O’Mahony", "Mahony"), is_romanised_alike("Hall", "Holl")
    (True, True, False)

    """
    return _romanised(a) == _romanised(b)


def _romanised(family: str) -> str:
    """A family name without what systems of romanisation differ in, and without the "O’" of Irish names."""
    letters = "".join(_parts(_BEGINNING.sub("", family)))
    for pattern, replacement in _OF_JAPANESE if _JAPANESE.fullmatch(letters) else _OF_RUSSIAN:
        letters = pattern.sub(replacement, letters)
    return letters


_BEGINNING = lazy(r"^[OodDlL][’'ʼ`]\s?")
_JAPANESE = lazy(r"(?:(?:[kgsztdnhbpmrwjf]|[kgsztnhbpmrj]?y|sh|ch|ts)?[aiueo]|n|h(?=[^aiueoy]|$))+")
"""A name of Japanese syllables, in any romanisation."""
_OF_JAPANESE = (
    (lazy(r"sy(?=[auo])|s(?=i)"), "sh"),  # "Syutsubo", "Shutsubo"
    (lazy(r"ty(?=[auo])|t(?=i)"), "ch"),
    (lazy(r"[zj]y(?=[auo])|z(?=i)"), "j"),
    (lazy(r"(?<!s)hu"), "fu"),
    (lazy(r"tu"), "tsu"),
    (lazy(r"ou|oo|oh(?![aiueoy])"), "o"),  # "Saitou", "Saito"; "Ohta", "Ota"
    (lazy(r"uu"), "u"),
)
"""What stands for one sound in the systems of romanisation of Japanese, in the order in which they are asked."""
_OF_RUSSIAN = (
    (lazy(r"shch"), "sch"),  # "Shcherban", "Scherban"
    (lazy(r"(?:ii|iy|yi|ij|yy|y|j)$"), "i"),
    (lazy(r"(?<=[bcdfghklmnprstvwxz])[yj](?=[aeou])"), ""),  # "Vasilyeva", "Vasil’eva"
    (lazy(r"(?<!y)y(?!y)|j(?![aeiou])"), "i"),  # "Korostyleva", "Korostileva"
    (lazy(r"kh"), "h"),
)
"""The same of Russian."""


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
    return True if same is False and (_is_exchanged(a, b) or _is_exchanged(b, a)) else same


def is_misspelt(a: Name, b: Name) -> bool:
    """Whether one family name is the other with a letter or two wrong, as a typist or a scanner leaves it."""
    left, right = _letters(a.full_family), _letters(b.full_family)
    shortest = min(len(left), len(right))
    if shortest < _SHORTEST_MISSPELT:
        return False
    from rapidfuzz.distance import OSA

    return OSA.distance(left, right) <= (2 if shortest >= _LONG_NAME else 1)


def other_author(cited: Sequence[Name], actual: Sequence[Name]) -> int | None:
    """The 0-based place of the first author who is another person than the work's own in that place; None where there is none.

    Lists of authors are often shortened, in records too, so behind the first only a single name that stands between names
    which agree is named. Damage is not: a letter or two wrong, names run together or cut, given and family name exchanged.
    Nothing is said of lists that name a group.
    """
    if any(map(_is_group, (*cited, *actual))):
        return None

    def differs(place: int) -> bool:
        return same_author(cited[place], actual[place]) is False and not _is_damaged(cited[place], actual[place])

    both = min(len(cited), len(actual))
    at = next((place for place in range(both) if differs(place)), None)
    if not at:
        return at
    ends = at + 1 == len(cited) == len(actual)
    between = at + 1 < both and not differs(at + 1)
    elsewhere = any(same_author(cited[at], other) is not False or _is_damaged(cited[at], other) for other in actual)
    return at if (ends or between) and not elsewhere else None


def _is_group(name: Name) -> bool:
    """Whether a name is that of a group, also where a registry has it for a person."""
    return bool(name.literal) or not _GROUPS.isdisjoint(fold(name.family).split())


def _is_damaged(cited: Name, actual: Name) -> bool:
    """Whether one name is the other misspelt, run together with its neighbours, cut, or with its parts exchanged."""
    if is_misspelt(cited, actual):
        return True
    left, right = _letters(cited.full_family), _letters(actual.full_family)
    if min(len(left), len(right)) < _SHORTEST_NAME or _is_initials(cited.family) or _is_initials(actual.family):
        return True
    short, long = sorted((left, right), key=len)
    words = {*fold(str(cited)).split()} & {*fold(str(actual)).split()} - _PARTICLES
    return long.startswith(short) or long.endswith(short) or any(len(word) >= _SHORTEST_WORD for word in words)


def _is_initials(family: str) -> bool:
    """Whether initials stand in place of a family name: "YQ"."""
    return _SHORTEST_NAME <= len(family) <= _LONGEST_INITIALS and family.isupper()


def same_coauthors(a: Sequence[Name], b: Sequence[Name]) -> bool | None:
    """Whether at least half of the persons after the first of `a` are among those of `b`, by family name.

    Returns:
        None where one of the two lists names nobody after its first.
    """
    others = [name.full_family for name in a[1:_LAST_COAUTHOR] if name.family]
    held = {_letters(name.full_family) for name in b if name.family}
    if not others or len(held) < 2:
        return None
    found = sum(_letters(name) in held for name in others)
    return found >= len(others) / 2


def _letters(family: str) -> str:
    return fold(family).replace(" ", "")


def _parts(family: str) -> list[str]:
    parts = fold(family.replace("'", "").replace("’", "")).split()
    return [part for part in parts if part not in _SUFFIXES] or parts


def _plain(name: str) -> str:
    for long, short in _UMLAUTS.items():
        name = name.replace(long, short)
    return name


def _is_latin(parts: list[str]) -> bool:
    return any("a" <= character <= "z" for part in parts for character in part)


def _is_exchanged(a: Name, b: Name) -> bool:
    """Whether the family name of `a` is the given name of `b`, and the family name of `b` begins the given of `a`."""
    family, given = _letters(b.family), _letters(a.given)
    if not family or not given or len(fold(a.family)) < _SHORTEST_NAME:
        return False
    return fold(a.family) == fold(b.given) and (family.startswith(given) or given.startswith(family))


def _same_group(a: str, b: str) -> bool:
    left, right = ([word for word in fold(text).split() if word not in _SMALL] for text in (a, b))
    short, long = sorted((left, right), key=len)
    if not short:
        return left == right
    if set(short) <= set(long) and len("".join(short)) >= _SHORTEST_ACRONYM:
        return True
    acronym = "".join(word[0] for word in long)
    capitals = "".join(re.findall(r"[A-Z]", unaccent(a if short is left else b))).lower()
    return len(acronym) >= _SHORTEST_ACRONYM and capitals == acronym
