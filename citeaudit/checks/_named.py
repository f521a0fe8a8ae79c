"""Where the name of an author stands to a marker: beside it, in the same statement, or for something else."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum

from citeaudit.linking.narrative import names_in_front
from citeaudit.model import Citation
from citeaudit.ruling import first
from citeaudit.text.patterns import lazy


class Place(IntEnum):
    """How near a name is to a marker in meaning; a higher one is nearer."""

    ELSEWHERE = 0
    """It belongs to something else."""
    SENTENCE = 1
    """In the same sentence, with the beginning of another statement between."""
    STATEMENT = 2
    """In the same statement."""
    BESIDE = 3
    """With nothing between that has a meaning of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A name in the sentence of a citation: what stands before it, and between it and the marker."""

    name: str
    before: str
    between: str

    @property
    def is_phrase(self) -> bool:
        """Whether co-authors or "et al." show that it is cited, not just mentioned."""
        return self.is_of_others or _PAIR.match(self.between) is not None or _PAIRED.search(self.before) is not None

    @property
    def is_of_others(self) -> bool:
        """Whether "et al." or "and colleagues" stands behind it."""
        return _OTHERS.match(self.between) is not None

    @property
    def in_front(self) -> tuple[str, ...]:
        """Other names and words in capital letters right before it."""
        return names_in_front(self.before)

    @property
    def year(self) -> int | None:
        """The year right behind it."""
        match = _YEAR.match(self.between[len(_tail(self.between)) :])
        return int(match["year"]) if match else None

    @property
    def place(self) -> Place:
        """Where it stands to the marker."""
        return first(_RULES, self)[1]


_INITIALS = r"(?:,?\s+(?:(?:[^\W\d_a-z]\.[\s-]?){1,4}|[A-Z]{1,3}\b))?"
_ET_AL = r",?\s*\bet\s+al\b\.?|,?\s+and\s+(?:colleagues|co-?workers|collaborators|associates|others|co-?authors)\b"
_OTHERS = lazy(rf"{_INITIALS}(?:{_ET_AL})")
_PAIR = lazy(rf"{_INITIALS}\s*,?\s+(?:and|&)\s+[^\W\d_]")
_PAIRED = lazy(r"(?:\band|&)\s+$")
_TAIL = lazy(rf"{_INITIALS}(?:(?:,?\s+(?:and|&)|,)\s+[^\W\d_a-z][\w’'\-]+{_INITIALS})*(?:{_ET_AL})?")
_YEAR = lazy(r"[\s,.]*[(\[]?(?P<year>(?:1[89]|20)\d\d)[a-z]?[)\]]?")
_NEXT_TO = lazy(r"[’']?s?[\s,.]*(?:in\s+)?[\s(\[]*$")
_SENTENCE_END = lazy(r"^\.\s+(?=[^\W\d_a-z])|[?!]\s|[^\W\d_]{2}\.\s+(?=[^\W\d_a-z])")
_POSSESSIVE = lazy(r"[’']s?\s")
_POSSESSIVE_NOUN = lazy(r"[’']s?\s+[\w-]+(?:\s+[\w-]+)?[\s(\[]*$")
_POINTED = lazy(
    r"""\b(?:
        see | see\s+also | cf\.? | e\.\s?g\.?,? | i\.\s?e\.?,? | reviews? | reviewed | cited | quoted | discussed | summari[sz]ed
        | by | of | from | with | and | or | to | than | as | in | via | using | after | also | ref\.? | refs\.?
    )[\s(\[]*$""",
    re.IGNORECASE | re.VERBOSE,
)
_OTHER_MARKER = lazy(r"\[[^\]]*\d[^\]]*\]")
_BREAK = lazy(
    r"""
    ;
    | [,–—]\s+(?:and|but|nor|which|who|whose|where|with|so|thus|hence|though|as|because|since|in\s+agreement|consistent|\w+ing)\b
    | \b(?:whereas|while|but|although|however)\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
"""Where another statement may begin; the comma in "according to Moss et al., naps help" is no such place."""


def named(citation: Citation, name: str) -> Named | None:
    """The place of a name before the marker of a citation, the nearest; None where it stands nowhere before it.

    Args:
        citation: The citation.
        name: One of its names, as printed.
    """
    sentence, marker = citation.sentence, re.escape(citation.marker.strip())
    places = [m.start() for m in re.finditer(rf"(?<!\d){marker}(?!\d)", sentence)] if marker else []
    if marker and not places:  # raised behind a year: "in 1992" and "24"
        places = [m.start() for m in re.finditer(marker, sentence)]
    names = list(re.finditer(rf"(?<![\w’'\-]){re.escape(name)}(?![\w’'\-]*\w[’'\-]\w)", sentence))
    pairs = [(start - match.end(), match, start) for start in places for match in names if match.end() <= start]
    if not pairs:
        return None
    _, match, start = min(pairs, key=lambda pair: pair[0])
    return Named(name=name, before=sentence[: match.start()], between=sentence[match.end() : start])


def _tail(between: str) -> str:
    match = _TAIL.match(between)
    return match[0] if match else ""


def _rest(case: Named) -> str:
    """What stands between the names and the marker, but for a year."""
    rest = case.between[len(_tail(case.between)) :]
    match = _YEAR.match(rest)
    return rest[match.end() :] if match else rest


def next_to(case: Named) -> Place | None:
    """As in "Moss et al. (2019) [3]", "Moss and Lind, in [3]"."""
    return Place.BESIDE if _NEXT_TO.fullmatch(_rest(case)) else None


def of_another_sentence(case: Named) -> Place | None:
    """As in "as described by Moss et al. Reads were mapped with owls [3]": the end of the sentence was not seen."""
    return Place.ELSEWHERE if _SENTENCE_END.search(_rest(case)) else None


def owner(case: Named) -> Place | None:
    """As in "in Moss et al.'s data together with naps [3]": what is theirs, not what is cited; "Moss et al.'s model [3]" is."""
    rest = _rest(case)
    if not _POSSESSIVE.match(rest):
        return None
    return Place.STATEMENT if _POSSESSIVE_NOUN.fullmatch(rest) else Place.ELSEWHERE


def pointed_at(case: Named) -> Place | None:
    """As in "Moss et al. slept (see also [3])", "like Moss et al. and as described by [3]": the marker has words of its own."""
    return Place.ELSEWHERE if _POINTED.search(_rest(case)) else None


def of_another_marker(case: Named) -> Place | None:
    """As in "Moss et al. slept.[ref: 2] Naps help [3]": a marker that was not read stands between."""
    return Place.ELSEWHERE if _OTHER_MARKER.search(_rest(case)) else None


def of_another_statement(case: Named) -> Place | None:
    """As in "Moss et al. study naps, with consequences for owls [3]": what follows a break may rest on another work."""
    return Place.SENTENCE if _BREAK.search(_rest(case)) else None


def of_the_statement(case: Named) -> Place | None:
    """As in "Moss et al. proposed a theory of naps [3]"."""
    return Place.STATEMENT


_RULES = (
    next_to,
    of_another_sentence,
    owner,
    pointed_at,
    of_another_marker,
    of_another_statement,
    of_the_statement,
)
"""Asked in order; the last decides every case."""
