"""Crossref's REST API: printed DOIs many at a time, other references by what they print.

habanero builds the queries, our own session sends them (habanero itself would neither cache, repeat nor pace them).

Source: https://www.crossref.org/documentation/retrieve-metadata/rest-api/tips-for-using-the-crossref-rest-api/ (one
`query.bibliographic` and nothing else for matching, five rows), https://api.crossref.org/swagger-ui/index.html.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import quote

from citeaudit.errors import SourceError
from citeaudit.matching import confirm, judge
from citeaudit.model import Found, NotAsked, NotFound, Record, Reference, Resolution, Work
from citeaudit.sources import FirstAnswer, Source
from citeaudit.sources._crossref_work import NAME, SELECT, work
from citeaudit.sources.embedded import Embedded
from citeaudit.sources.http import Answer, Http, Manners, NotStoredError, RefusedError, UnreachableError, cache_file

ADDRESS = "https://api.crossref.org"
_MOST_DOIS = 50  # in one question
_ROWS = 5
_LONGEST_QUERY = 400  # characters
_MOST_FAILURES = 3  # in a row, before nothing more is asked

_DOI = re.compile(r"10\.\d{4,9}(?:\.\d+)*/[^\s\x00-\x1f\x7f-\x9f]+", re.ASCII)
_DOI_PREFIX = re.compile(r"^\s*(?:https?://(?:dx\.)?doi\.org/|doi:?\s*)", re.IGNORECASE)
_PLAIN_DOI = re.compile(r"10\.[0-9.]+/[-._;()/:A-Za-z0-9]+")  # no comma: it divides one filter from the next
_ADDRESSES = re.compile(r"(?:https?://|www\.)\S+|\bdoi:?\s*10\.\S+|\b10\.\d{4,9}/\S+", re.IGNORECASE)

_T = TypeVar("_T")


class Crossref:
    """Crossref, or a server that speaks like it."""

    name = NAME

    def __init__(self, http: Http) -> None:
        self._http = http

    def resolve(self, references: Sequence[Reference]) -> Iterator[tuple[int, Resolution]]:
        """Look references up; see `Source.resolve`.

        A DOI that is printed is asked for first. Where Crossref does not know it, or where it leads to another work
        than the reference describes, what the reference prints is searched for; the reason tells both.
        """
        with self._http:
            yield from _Run(self._http).resolve(references)


def open_source(
    *, offline: bool, mailto: str, cache: Path | None, base_url: str = "", manners: Manners | None = None
) -> Source:
    """Crossref, or offline its stored answers and the works that come with the package.

    Args:
        offline: Send nothing, write nothing.
        mailto: Mail address for Crossref's operators, or "".
        cache: Folder of the stored answers, see `cache_file`.
        base_url: Of the server; by default the environment variable CITEAUDIT_CROSSREF_URL, else Crossref's own.
        manners: Time-outs, tries and sizes.

    Raises:
        ConfigError: The base address or the mail address is none.

    """
    address = base_url or os.environ.get("CITEAUDIT_CROSSREF_URL", "") or ADDRESS
    http = Http(address, server="Crossref", mailto=mailto, offline=offline, cache=cache, manners=manners)
    if not offline:
        return Crossref(http)
    stored = [Crossref(http)] if cache_file(cache).exists() else []
    return FirstAnswer(NAME, [*stored, Embedded()])


class _Run:
    """One pass over one list: what was asked, and whether the server still answers."""

    def __init__(self, http: Http) -> None:
        self._http = http
        self._searched: dict[str, tuple[Work, ...] | SourceError] = {}
        self._failures = 0
        self._outage = ""

    def resolve(self, references: Sequence[Reference]) -> Iterator[tuple[int, Resolution]]:
        by_doi: dict[str, list[Reference]] = {}
        waiting: list[tuple[Reference, str]] = []  # to be searched for, with what is known of the DOI printed
        for reference in references:
            doi = _bare(reference.record.DOI)
            if doi:
                by_doi.setdefault(doi, []).append(reference)
            elif _query(reference):
                waiting.append((reference, ""))
            else:
                yield reference.index, NotAsked(reason="there is nothing in it to search for")
        for doi, answer in self._works(sorted(by_doi)):
            for reference in by_doi[doi]:
                found, note = _led(reference, doi, answer)
                if found:
                    yield reference.index, found
                elif isinstance(answer, SourceError) and not isinstance(answer, RefusedError):
                    yield reference.index, _not_asked(answer)
                elif _query(reference):
                    waiting.append((reference, note))
                else:
                    yield reference.index, NotFound(asked=(NAME,), reason=note)
        for reference, note in waiting:
            yield reference.index, self._search(reference, note)

    def _works(self, dois: Sequence[str]) -> Iterator[tuple[str, Work | SourceError | None]]:
        """The works of DOIs, None where there is none; many in one question where that is safe."""
        plain = [doi for doi in dois if _PLAIN_DOI.fullmatch(doi)]
        single = [doi for doi in dois if not _PLAIN_DOI.fullmatch(doi)]
        for start in range(0, len(plain), _MOST_DOIS):
            batch = plain[start : start + _MOST_DOIS]
            answer = self._ask(partial(self._list, len(batch), filter={"doi": batch}))
            if isinstance(answer, RefusedError) and len(batch) > 1:  # one of them spoils the question
                single += batch
                continue
            known = {found.identifier.casefold(): found for found in answer} if isinstance(answer, tuple) else {}
            for doi in batch:
                yield doi, answer if isinstance(answer, SourceError) else known.get(doi)
        for doi in single:
            yield doi, self._ask(partial(self._single, doi))

    def _search(self, reference: Reference, note: str) -> Resolution:
        """The verdict on what Crossref finds for the words of a reference."""
        query = _query(reference)
        if query not in self._searched:
            self._searched[query] = self._ask(partial(self._list, _ROWS, query_bibliographic=query))
        works = self._searched[query]
        if isinstance(works, SourceError):
            return _not_asked(works)
        verdict = judge(reference.record, works, raw=reference.raw, asked=(NAME,))
        return replace(verdict, reason="; ".join(filter(None, (note, verdict.reason))))

    def _ask(self, question: Callable[[], _T]) -> _T | SourceError:
        """Ask, unless the server has failed before in a way that makes asking on useless."""
        if self._outage:
            return UnreachableError(f"not asked any more, because {self._outage}")
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

    def _list(self, rows: int, **query: Any) -> tuple[Work, ...]:
        """The works a list query answers with, in Crossref's order."""
        answer = _send(self._http, rows, query)
        found = (work(message, retrieved=answer.retrieved) for message in answer.content["message"]["items"])
        return tuple(one for one in found if one)

    def _single(self, doi: str) -> Work | None:
        answer = self._http.get(f"/works/{quote(doi, safe='')}")
        if answer is None:
            return None
        content = answer.content
        if not isinstance(content, dict) or content.get("message-type") != "work":
            raise SourceError("Crossref answered the question for one work with something else")
        return work(content.get("message"), retrieved=answer.retrieved)


def _send(http: Http, rows: int, query: dict[str, Any]) -> Answer:
    """Let habanero build and validate a list query, and send it through our own session.

    Source: https://github.com/sckott/habanero, request_class.py: `do_request` sends in `_req` alone.
    """
    from habanero.request_class import Request

    answers: list[Answer] = []

    class StoredRequest(Request):  # type: ignore[misc]  # habanero has no types
        def _req(self, payload: dict[str, str], should_warn: bool) -> Any:
            answers.append(_work_list(http.get(self.path, payload)))
            return answers[-1].content

    StoredRequest(
        mailto=None,
        ua_string=None,
        timeout=None,
        url=http.base_url,
        path="/works",
        limit=rows,
        select=list(SELECT),
        **query,
    ).do_request()
    return answers[0]


def _work_list(answer: Answer | None) -> Answer:
    """The answer, if it is a list of works."""
    if answer is None:
        raise UnreachableError("there is no Crossref interface at the address given; see CITEAUDIT_CROSSREF_URL")
    message = answer.content.get("message") if isinstance(answer.content, dict) else None
    if not isinstance(message, dict) or not isinstance(message.get("items"), list) or "total-results" not in message:
        raise SourceError("Crossref answered the question for works with something else")
    return answer


def _led(reference: Reference, doi: str, answer: Work | SourceError | None) -> tuple[Found | None, str]:
    """What the DOI printed came to: the work, or a note on why it did not lead there."""
    if isinstance(answer, SourceError):
        return None, f"Crossref did not accept the DOI printed, {_short(doi)}"
    if answer is None:
        return None, f"Crossref does not know the DOI printed, {_short(doi)} (another agency may have registered it)"
    found = confirm(reference, answer)
    return found, "" if found else f"the DOI printed, {_short(doi)}, leads to “{_short(answer.record.title)}”"


def _not_asked(error: SourceError) -> NotAsked:
    return NotAsked(reason=str(error), outage=not isinstance(error, NotStoredError))


def _bare(doi: str) -> str:
    """A DOI in lower case without "https://doi.org/" or "doi:"; "" where it is none, and nobody need be asked."""
    bare = _DOI_PREFIX.sub("", doi).strip().rstrip(".,;")  # no DOI ends in punctuation, many sentences do
    return bare.lower() if _DOI.fullmatch(bare) else ""


def _query(reference: Reference) -> str:
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


def _short(text: str) -> str:
    """A text from outside as it may stand in a message."""
    shown = "".join(character if character.isprintable() else "?" for character in text)
    return shown if len(shown) <= 100 else f"{shown[:100]}…"
