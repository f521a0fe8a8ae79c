"""Names that a sentence gives to the works it cites: "Kaplan et al. (12) showed"."""

from __future__ import annotations

import re
from collections.abc import Collection

from citeaudit.text.folding import fold
from citeaudit.text.patterns import lazy
from citeaudit.text.wordlists import word_list

_PARTICLE = r"(?:(?:van|von|de|del|della|di|da|dos|du|le|la|den|der|ten|ter|zu|al|el|bin|ibn)[ -]){0,3}"
_JOINED_PARTICLE = r"(?:(?:van|von|de|del|della|di|da|du|le|la)(?=[^\W\d_a-z])|[dl][’'])?"
_LETTERS = r"[^\W\d_]"
NAME = rf"(?<![\w’'\-\u2010\u2011]){_PARTICLE}{_JOINED_PARTICLE}[^\W\d_a-z](?:{_LETTERS}|[’'\-\u2010\u2011](?={_LETTERS})|[\u0300-\u036f])+(?![\d_])"
"""A family name: whole, so that the end of a longer word ("while Berg") is no particle of it, and without digits."""

_INITIALS = r"(?:,?\s+(?:(?:[^\W\d_a-z]\.[\s-]?){1,4}|[A-Z]{1,3}(?![\w’'\-])))"
_ET_AL = lazy(
    rf"""
    (?P<name>{NAME})
    (?P<initials>{_INITIALS})?
    (?: ,?\s*\bet\s+al\b\.?
      | ,?\s+and\s+(?:colleagues|co-?workers|collaborators|associates|co-?authors)\b
      | (?P<loose>,?\s+and\s+others\b|[’']s?\s+group\b)
    )
    """,
    re.VERBOSE,
)
_PAIR = lazy(rf"(?P<first>{NAME})(?:{_INITIALS})?\s+(?:and|&)\s+(?P<second>{NAME})(?:{_INITIALS})?\s*$")
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
_OWN_CITATION = lazy(r"(?:\(|^)[^()]*\b(?:1[89]|20)\d\d[a-z]?\b[^()]*\)")
"""Brackets with a year, which cite by themselves: "ozone (Moss et al., 2007)"; they may open before the clause."""
_LONGEST_ACRONYM = 3
"""Letters of a word in capitals that is taken for initials or an acronym, unless the list knows it as a name."""
_RUN = lazy(rf"(?:(?:{NAME})(?:{_INITIALS})?[\s,;&]+(?:(?:and|et)\s+)?){{1,8}}$")
"""Names in a row, and words in capital letters before a name, at the end of a text."""
_WORD = lazy(NAME)


def narrative_authors(clause: str, families: Collection[str]) -> tuple[str, ...]:
    """The names a clause gives to the works cited right behind it.

    Args:
        clause: The text from the marker before (or the beginning of the sentence) up to this marker.
        families: Folded family names of the list. A bare name counts only if it is one of them, since "in Africa (12)"
            names nobody; with "et al." or "proposed by" it always counts. Initials behind a name are no name.

    Returns:
        Family names as printed, in order.

    Example:
        >>> narrative_authors("reviews by Taşçı et al. and Vogl et al. ", ())
        ('Taşçı', 'Vogl')
        >>> narrative_authors("as Moss DK, et al. ", ())
        ('Moss',)
        >>> narrative_authors("the hypothesis proposed by Paget ", ())
        ('Paget',)
        >>> narrative_authors("as Smith and Jones ", {"smith", "jones"})
        ('Smith', 'Jones')

    """
    left = _OWN_CITATION.sub(_blank, clause)
    found = [name for match in _ET_AL.finditer(left) if (name := _before_others(match, families))]
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


def names_in_front(text: str) -> tuple[str, ...]:
    """The words in capital letters that stand in a row at the end of a text: other names, or more of the name that follows.

    Example:
        >>> names_in_front("as shown by Hall, Berg, and ")
        ('Hall', 'Berg')
        >>> names_in_front("the method of Samadi ")
        ('Samadi',)

    """
    match = _RUN.search(text)
    return tuple(name[0] for name in _WORD.finditer(match[0])) if match else ()


def _before_others(match: re.Match[str], families: Collection[str]) -> str:
    """The name before "et al."; "" where the word is none."""
    name, initials = match["name"], match["initials"]
    if initials and name.lower() in _function_words():  # "In LI et al."
        name = initials.strip(" ,")
    if name.lower() in _NO_NAMES:
        return ""
    short = name.isupper() and len(name) <= _LONGEST_ACRONYM
    return name if not (short or match["loose"]) or fold(name) in families else ""


def _function_words() -> frozenset[str]:
    return frozenset(word_list("function-words.txt"))


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])
