"""What the sources that ask a server have in common: what they ask for, and when they stop asking."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TypeVar

from citeaudit.errors import SourceError
from citeaudit.model import Ambiguous, Found, NotAsked, NotFound, Record, Reference
from citeaudit.sources._manners import NotStoredError, RefusedError, UnreachableError
from citeaudit.text.patterns import lazy

_LONGEST_QUERY = 400  # characters
_MOST_FAILURES = 3  # in a row, before nothing more is asked

_DOI = lazy(r"10\.\d{4,9}(?:\.\d+)*/[^\s\x00-\x1f\x7f-\x9f]+", re.ASCII)  # registrants have four to nine digits
_DOI_PREFIX = lazy(r"^\s*(?:https?://(?:dx\.)?doi\.org/|doi:?\s*)", re.IGNORECASE)
"""What authors print before a DOI, which is no part of it."""

_PLAIN_DOI = lazy(r"10\.[0-9.]+/[-._;()/:A-Za-z0-9]+")  # no comma: it divides one from the next
_ADDRESSES = lazy(r"(?:https?://|www\.)\S+|\bdoi:?\s*10\.\S+|\b10\.\d{4,9}/\S+", re.IGNORECASE)
"""What would only mislead a search for words."""

_ARXIV = lazy(r"(?:arxiv:)?\s*(\d{4}\.\d{4,5}|[a-z-]+(?:\.[a-z]{2})?/\d{7})(?:v\d+)?", re.IGNORECASE | re.ASCII)
"""arXiv's numbers since 2007 and before, without their version."""

NOTHING_TO_ASK = NotAsked(reason="there is nothing in it to search for")
"""Such a reference is not asked for, so it is not “not found” either."""

_T = TypeVar("_T")  # what a question is answered with


class Asking:
    """One server during one run; it is left alone once it has failed in a way that makes asking on useless."""

    def __init__(self) -> None:
        self._failures = 0
        self._outage = ""

    def __call__(self, question: Callable[[], _T]) -> _T | SourceError:
        """The answer to a question, or why there is none."""
        if self._outage:
            return UnreachableError(f"no longer asked, because {self._outage}")
        try:
            answer = question()
        except (NotStoredError, RefusedError) as error:
            return error
        except SourceError as error:
            self._failures += 1
            if isinstance(error, UnreachableError) or self._failures >= _MOST_FAILURES:
                self._outage = str(error)
            return error
        self._failures = 0
        return answer


def not_asked(error: SourceError) -> NotAsked:
    """An error as a resolution: an outage, unless it is only that the user works offline."""
    return NotAsked(reason=str(error), outage=not isinstance(error, NotStoredError))


def after_doi(verdict: Found | Ambiguous | NotFound, led_to: NotFound | None) -> Found | Ambiguous | NotFound:
    """The verdict of a search that was made because the DOI printed did not lead to the work; its reason tells both."""
    if led_to is None:
        return verdict
    reason = "; ".join(filter(None, (led_to.reason, verdict.reason)))
    if isinstance(verdict, Ambiguous):
        return replace(verdict, reason=reason)
    return replace(verdict, reason=reason, leads_to=led_to.leads_to)


def bare_doi(doi: str) -> str:
    """A DOI in lower case without "https://doi.org/" or "doi:"; "" where it is none, and nobody need be asked."""
    bare = _DOI_PREFIX.sub("", doi).strip().rstrip(".,;")  # no DOI ends in punctuation, many sentences do
    return bare.lower() if _DOI.fullmatch(bare) else ""


def is_plain_doi(doi: str) -> bool:
    """Whether a DOI may stand in one question with others, having no sign that means something there."""
    return bool(_PLAIN_DOI.fullmatch(doi))


def arxiv_doi(record: Record) -> str:
    """The DOI of a preprint that is known by its number at arXiv, without its version; "" where it is not.

    Source: https://info.arxiv.org/help/doi.html: every submission has the DOI 10.48550/arXiv.NUMBER.

    >>> arxiv_doi(Record(archive="arXiv", archive_location="2101.00001v2"))
    '10.48550/arxiv.2101.00001'
    """
    number = _ARXIV.fullmatch(record.archive_location.strip())
    return f"10.48550/arxiv.{number[1].lower()}" if number and record.archive.casefold() == "arxiv" else ""


def query(reference: Reference) -> str:
    """What is searched for: the reference as printed, without addresses; "" where it holds too little.

    A long one is made of its fields instead, so that forty authors do not push the title out.
    """
    record = reference.record
    if not record.title and not (record.author and record.year):
        return ""
    text = _ADDRESSES.sub(" ", reference.raw)
    if not text.strip() or len(text) > _LONGEST_QUERY:
        text = " ".join(_fields(record))
    words = "".join(character if character.isprintable() else " " for character in text).split()
    while len(" ".join(words)) > _LONGEST_QUERY and len(words) > 1:
        words.pop()
    return " ".join(words)[:_LONGEST_QUERY]


def _fields(record: Record) -> Iterator[str]:
    yield from (name.full_family for name in record.author[:3])
    yield from (record.title, record.container_title, str(record.year or ""), record.volume, record.first_page)


def words(text: str, most: int = 12) -> str:
    """The first words of a text in lower case, without any sign that a search language could read as its own.

    >>> words("Sleep AND memory: a (meta-)analysis")
    'sleep and memory a meta analysis'
    """
    return " ".join(re.findall(r"[^\W_]+", text.lower())[:most])[:_LONGEST_QUERY]


def shown(text: str) -> str:
    """A text from outside as it may stand in a message."""
    seen = "".join(character if character.isprintable() else "?" for character in text)
    return seen if len(seen) <= 100 else f"{seen[:100]}…"
