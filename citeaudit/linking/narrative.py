"""Names that a sentence gives to the works it cites: "Kaplan et al. (12) showed"."""

from __future__ import annotations

import re
from collections.abc import Collection

from citeaudit.text.folding import fold
from citeaudit.text.patterns import lazy

_PARTICLE = r"(?:(?:van|von|de|del|della|di|da|dos|du|le|la|den|der|ten|ter|zu|al|el|bin|ibn)[ -]){0,3}"
NAME = rf"{_PARTICLE}[^\W\d_a-z][\w’'\-]+"
_ET_AL = lazy(
    rf"""
    (?P<name>{NAME})
    (?: ,?\s+et\s+al\b\.?
      | ,?\s+and\s+(?:colleagues|co-?workers|collaborators|associates|others|co-?authors)\b
      | [’']s?\s+group\b
    )
    """,
    re.VERBOSE,
)
_PAIR = lazy(rf"(?P<first>{NAME})\s+(?:and|&)\s+(?P<second>{NAME})\s*$")
_BY = lazy(
    rf"""
    \b(?:
        proposed | described | introduced | reported | developed | shown | demonstrated | suggested | noted | observed | published
        | reviewed | presented | conducted | performed | obtained | found
    )
    \s+by\s+(?P<name>{NAME})\s*$
    """,
    re.VERBOSE,
)
_NO_NAMES = frozenset({"we", "they", "others", "our", "the", "these", "those", "this"})  # not "he": He is a name
_ALONE = lazy(rf"(?P<name>{NAME})\s*$")


def narrative_authors(clause: str, families: Collection[str]) -> tuple[str, ...]:
    """The names a clause gives to the works cited right behind it.

    Args:
        clause: The text from the marker before (or the beginning of the sentence) up to this marker.
        families: Folded family names of the list. A bare name counts only if it is one of them, since "in Africa (12)"
            names nobody; with "et al." or "proposed by" it always counts.

    Returns:
        Family names as printed, in order.

    Example:
        >>> narrative_authors("reviews by Taşçı et al. and Vogl et al. ", ())
        ('Taşçı', 'Vogl')
        >>> narrative_authors("the hypothesis proposed by Paget ", ())
        ('Paget',)
        >>> narrative_authors("as Smith and Jones ", {"smith", "jones"})
        ('Smith', 'Jones')

    """
    found = [match["name"] for match in _ET_AL.finditer(clause) if match["name"].lower() not in _NO_NAMES]
    if found:
        return tuple(dict.fromkeys(found))
    bare = clause.rstrip(" ,;(")
    if match := _PAIR.search(bare):
        if fold(match["first"]) in families or fold(match["second"]) in families:
            return (match["first"], match["second"])
        return ()
    if match := _BY.search(bare):
        return () if match["name"].isupper() else (match["name"],)
    if (match := _ALONE.search(bare)) and fold(match["name"]) in families:
        return (match["name"],)
    return ()
