"""Names as citations print them: "van der Berg", "Smith, Lee, and Kim", "Dong L. et al."."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from citeaudit.text.folding import fold
from citeaudit.text.patterns import lazy
from citeaudit.text.wordlists import word_list

_PARTICLES = word_list("name-particles.txt")
PARTICLES = frozenset(_PARTICLES)

_DASHES = "\u2010\u2011\u2013-"
_APOSTROPHES = "’'ʼ`´"
_PARTICLE = rf"(?:(?:{'|'.join(_PARTICLES)})\.?[\s{_DASHES}]|[dl][{_APOSTROPHES}]|[{_APOSTROPHES}]t\s)"
_LETTER = r"[\w\u0300-\u036f]"  # an accent may be a character of its own
_JOINED_PARTICLE = r"(?:(?:van|von|de|del|della|di|da|du|le|la)(?=[^\W\d_a-z]))?"  # "deBruyn"
_WORD = rf"{_JOINED_PARTICLE}[^\W\d_a-z]{_LETTER}*(?:[{_APOSTROPHES}{_DASHES}]{_LETTER}+)*"
_INITIALS = rf"(?:[^\W\d_a-z]\.[\s{_DASHES}]?){{1,4}}|\b[A-Z]{{1,3}}\b"
_SUFFIX = r"(?:,?\s(?:Jr|Sr|II|III|IV)\b\.?)"
NAME = rf"(?i:{_PARTICLE}){{0,3}}{_WORD}(?:\s(?i:{_PARTICLE}){{0,3}}{_WORD}){{0,3}}"
_PERSON = lazy(rf"(?:(?P<before>{_INITIALS})\s?)?(?P<family>{NAME}?)(?:,?\s(?P<after>{_INITIALS}))?{_SUFFIX}?")
_BARE_INITIALS = lazy(rf"(?:{_INITIALS}|Jr\.?|Sr\.?|I{{2,3}})\s?")
_AND = r"(?:and|und|et|y|e|en|og|och|i|и|та|ve|a|ja|with)"
"""Between two names, in several languages."""
_OTHERS = r"""
    colleagues? | co-?\s?workers? | collaborators? | associates | others | co-?authors? | team
    | Kolleg(?:en|innen) | Mitarbeiter | andere[nr]? | Mitarb\. | collaborateurs | collab\. | colaboradores | cols?\b\.? | coll\b\.?
    | otr[oa]s | outr[oa]s | altri | collaboratori | kolleger | kollegor | medarbeid?ere | andre | andra | anderen | in\. | inni | kol\. | ark\.
    | др\. | другие | соавт\.? | ін\.
"""
ET_AL = lazy(
    rf"""
    (?: ,?\s?\bet\.?\s?al\b\.?
      | ,?\s?&\s?al\b\.?
      | ,?\s?\bet\s(?:coll?|coauthors)\b\.?
      | ,?\s(?:{_AND}|&)\s(?:{_OTHERS})(?![^\W_])
      | ,?\s(?:u\.\s?a\. | m\.\s?fl\. | mfl\b\.? | e\.\s?a\. | ym\. | vd\. | с\sсоавт\.? | et\salii)
      | \s?等人?
    )
    [\s,.]*$
    """,
    re.IGNORECASE | re.VERBOSE,
)
_BETWEEN = lazy(
    rf"\s?,\s?(?:{_AND}\s|&\s?)?|\s{_AND}\s|\s?[&+/]\s?|(?<=[\u4e00-\u9fff])\s?[和与及]\s?(?=[\u4e00-\u9fff])"
)
_POSSESSIVE = lazy(rf"[{_APOSTROPHES}]s?$|(?<=s)[{_APOSTROPHES}]$")
_MOST_NAMES = 20
"""Names before one year; a longer row of words and commas is text."""


@dataclass(frozen=True, slots=True)
class Person:
    """A name in a citation: its family name as printed, and its initials ("" where none are printed)."""

    family: str
    initials: str = ""


@dataclass(frozen=True, slots=True)
class Phrase:
    """The names of one work in a citation, in order, and whether they end in "et al."."""

    persons: tuple[Person, ...]
    et_al: bool = False


def without_possessive(text: str) -> str:
    """A text without the "'s" at its end."""
    return _POSSESSIVE.sub("", text)


def parse_phrase(text: str) -> Phrase | None:
    """The names that make up the whole of a text; None where it is anything else than names.

    Args:
        text: Names as they stand before a year, on one line.

    Example:
        >>> [person.family for person in parse_phrase("van der Berg, O’Neil, & de la Cruz").persons]
        ['van der Berg', 'O’Neil', 'de la Cruz']
        >>> parse_phrase("Dong L. et al.")
        Phrase(persons=(Person(family='Dong', initials='l'),), et_al=True)
        >>> parse_phrase("as was shown by Smith")

    """
    bare = without_possessive(text.strip(" ,"))
    names = ET_AL.sub("", bare)
    et_al = names != bare
    persons: list[Person] = []
    pieces = _BETWEEN.split(names.strip(" ,"))
    if len(pieces) > _MOST_NAMES:
        return None
    for piece in pieces:
        if persons and _BARE_INITIALS.fullmatch(piece):
            persons[-1] = Person(persons[-1].family, persons[-1].initials or _letters(piece))
            continue
        match = _PERSON.fullmatch(without_possessive(piece))
        if not match:
            return None
        persons.append(Person(match["family"], _letters(match["before"] or match["after"] or "")))
    return Phrase(tuple(persons), et_al) if persons else None


def _letters(initials: str) -> str:
    return "".join(c for c in fold(initials) if c.isalpha())


@lru_cache(maxsize=20_000)
def family_keys(family: str) -> tuple[str, ...]:
    """How a family name is looked up: whole, without its particles, and with umlauts written out; most exact first.

    Example:
        >>> family_keys("van der Berg"), family_keys("Müller"), family_keys("Martínez-García")
        (('vanderberg', 'berg'), ('muller', 'mueller'), ('martinezgarcia',))

    """
    words = fold(family.translate(_STROKE)).split()
    bare = list(words)
    while len(bare) > 1 and (bare[0] in PARTICLES or bare[0] in {"d", "l", "t"}):
        bare.pop(0)
    keys = ["".join(words), "".join(bare)]
    if any(c in family for c in "äöüÄÖÜøØåÅ"):
        spelt = family.translate(_SPELT)
        keys.append("".join(fold(spelt).split()))
    return tuple(dict.fromkeys(key for key in keys if key))


_STROKE = str.maketrans("Ððþ", "Ddt")
_SPELT = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ø": "oe", "Ø": "Oe", "å": "aa", "Å": "Aa"}
)
