"""Names of authors in the sentence against the authors of a reference."""

from __future__ import annotations

import re

from citeaudit.model import Citation, Evidence, Reference
from citeaudit.text.folding import common_words, fold
from citeaudit.text.patterns import lazy
from citeaudit.text.wordlists import word_list

_CAPITALIZED = lazy(r"[^\W\d_][\w’'-]*")
"""A word that may be a name, once it is seen to begin with a capital."""

_SHORTEST_NAME = 3
"""Letters of a name that is looked for in the words of a claim: "Li" and "Wu" are ions and units as well."""

_POSSESSIVE = lazy(r"['’]s?$")
"""What ends a name that owns something: "Arun's method"."""

_MATCH_NATS = 4.0
"""What it speaks for a link that the sentence names its author: sentences seldom name authors of other works."""

_SHORTEST_RESPELT = 5
"""Letters from which a name may be misspelt; shorter names that differ by a letter are mostly two names."""


def wrote(name: str, reference: Reference) -> bool:
    """Whether one of the authors or editors printed in the reference bears the name.

    Parts of compound names count ("Verde" for "La Verde"), and one letter may be wrong, missing or exchanged with its neighbour; short names are compared exactly.
    """
    sought = _bare(fold(name))
    record = reference.record
    for author in (*record.author, *record.editor):
        family = _bare(fold(author.full_family))
        if not family:
            continue
        if sought == family or set(sought.split()) <= set(family.split()) or set(family.split()) <= set(sought.split()):
            return True
        if fold(name).replace(" ", "") == fold(author.full_family).replace(" ", ""):
            return True
        if min(len(sought), len(family)) >= _SHORTEST_RESPELT:
            from rapidfuzz.distance import OSA

            if OSA.distance(sought, family, score_cutoff=1) <= 1:
                return True
    return not (record.author or record.editor) and sought in fold(reference.raw).split()


def prints(name: str, reference: Reference) -> bool:
    """Whether an entry has a name anywhere, as a word in capital letters: a given name, or that of an author whom the parser missed."""
    words = (name, name.upper())
    return any(re.search(rf"(?<!\w){re.escape(word)}(?!\w)", reference.raw) for word in words)


def may_be_given(name: str, reference: Reference) -> bool:
    """Whether a name begins with an initial of the first author: "Anna et al." for "Hall A", or "Hall" for "Anna H"."""
    first = reference.record.author[:1]
    letters = {part[0] for author in first for part in re.split(r"[\s.\-]+", fold_initials(author.given)) if part}
    return fold(name)[:1] in letters


def fold_initials(given: str) -> str:
    """Given names in small letters, with a space between initials that are printed as one word ("DK").

    >>> fold_initials("DK"), fold_initials("Anna M.")
    ('d k', 'anna m')
    """
    return " ".join(
        " ".join(fold(part)) if part.isupper() else fold(part) for part in re.split(r"[\s.\-]+", given) if part
    )


def _bare(family: str) -> str:
    """A folded family name without the particles before it."""
    words = family.split()
    while len(words) > 1 and words[0] in _particles():
        words.pop(0)
    return " ".join(words)


def _particles() -> frozenset[str]:
    return frozenset(word_list("particles-of-names.txt"))


def prints_author(citation: Citation, reference: Reference) -> bool:
    """Whether the marker prints author and year of the reference, or the claim before it names an author.

    Then the author of the manuscript knew which work was meant, and its number or key cannot have slipped unseen.
    """
    record = reference.record
    families = [fold(author.full_family) for author in record.author if author.full_family]
    if not families:
        return False
    marker = f" {fold(citation.marker)} "
    if f" {families[0]} " in marker and (record.year is None or str(record.year) in marker):
        return True
    if any(wrote(name, reference) for name in citation.narrative_authors):
        return True
    capitalized = {_POSSESSIVE.sub("", word) for word in _CAPITALIZED.findall(citation.claim) if word[0].isupper()}
    named = {fold(word) for word in capitalized} - common_words()
    sought = {family.split()[-1] for family in (*families[:2], families[-1]) if family}  # others are seldom named
    return any(len(name) >= _SHORTEST_NAME for name in sought & named)


def authorship(citation: Citation, reference: Reference) -> Evidence | None:
    """Evidence from the names the sentence gives: for the link where one of them wrote the reference."""
    for name in citation.narrative_authors:
        if wrote(name, reference):
            return Evidence(kind="author", text=f"{name} is an author of {reference.called}", weight=-_MATCH_NATS)
    return None
