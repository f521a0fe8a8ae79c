"""Crossref's REST API: printed DOIs many at a time, other references by what they print.

habanero builds the queries, our own session sends them (habanero itself would neither cache, repeat nor pace them).

Source: https://www.crossref.org/documentation/retrieve-metadata/rest-api/tips-for-using-the-crossref-rest-api/ (one
`query.bibliographic` and nothing else for matching, five rows), https://api.crossref.org/swagger-ui/index.html.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import quote

from citeaudit.errors import SourceError
from citeaudit.matching import confirm, judge
from citeaudit.model import Ambiguous, Found, NotAsked, NotFound, Reference, Resolution, Work
from citeaudit.sources import FirstAnswer, Source
from citeaudit.sources._agencies import Agencies, open_agencies
from citeaudit.sources._asking import NOTHING_TO_ASK, Asking, arxiv_doi, bare_doi, is_plain_doi, not_asked, query, shown
from citeaudit.sources._crossref_work import ASKED, NAME, work
from citeaudit.sources._manners import Manners, NotStoredError, RefusedError, UnreachableError
from citeaudit.sources.embedded import Embedded
from citeaudit.sources.europepmc import EuropePMC
from citeaudit.sources.europepmc import open_source as open_numbers
from citeaudit.sources.http import Answer, Http, cache_file

ADDRESS = "https://api.crossref.org"  # the public server
_MOST_DOIS = 50  # in one question
_ROWS = 5  # in one search, as Crossref advises for matching; see the source above


class Crossref:
    """Crossref, or a server that speaks like it.

    Args:
        http: Of Crossref.
        agencies: Who is asked of DOIs that Crossref does not know.
        numbers: Who is asked of references that print a PubMed or PMC number and nothing else, which Crossref does not know.

    """

    name = NAME

    def __init__(self, http: Http, agencies: Agencies, numbers: EuropePMC) -> None:
        self._http, self._agencies, self._numbers = http, agencies, numbers

    def resolve(self, references: Sequence[Reference]) -> Iterator[tuple[int, Resolution]]:
        """Look references up; see `Source.resolve`.

        A DOI that is printed is asked for first, a DOI that Crossref does not know at the agency that registered it.
        Where nobody knows it, or where it leads to another work than the reference describes, what the reference
        prints is searched for; the reason tells both.
        """
        numbered = [reference for reference in references if _is_number(reference)]
        others = [reference for reference in references if not _is_number(reference)]
        try:
            with self._http:
                yield from _Run(self._http, self._agencies).resolve(others)
        finally:
            self._agencies.close()
        if numbered:
            yield from self._numbers.resolve(numbered)


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
    agencies = open_agencies(offline=offline, mailto=mailto, cache=cache, manners=manners)
    numbers = open_numbers(offline=offline, mailto=mailto, cache=cache, manners=manners)
    crossref = Crossref(http, agencies, numbers)
    if not offline:
        return crossref
    stored = [crossref] if cache_file(cache).exists() else []
    return FirstAnswer(NAME, [*stored, Embedded()])


def _is_number(reference: Reference) -> bool:
    """Whether a reference prints a PubMed or PMC number, and nothing that Crossref could be asked for."""
    record = reference.record
    numbered = bool(record.PMID or record.PMCID)
    return numbered and not (bare_doi(record.DOI) or arxiv_doi(record) or query(reference))


_Unknown = NotFound | NotAsked


class _Run:
    """One pass over one list: what was asked, and whether the server still answers."""

    def __init__(self, http: Http, agencies: Agencies) -> None:
        self._http, self._agencies = http, agencies
        self._ask = Asking()
        self._searched: dict[str, tuple[Work, ...] | SourceError] = {}
        self._by_doi: dict[str, list[Reference]] = {}
        self._elsewhere: list[tuple[Reference, str]] = []  # with a DOI that is not Crossref's
        self._waiting: list[tuple[Reference, _Unknown | None]] = []  # to be searched for
        agencies.begin()

    def resolve(self, references: Sequence[Reference]) -> Iterator[tuple[int, Resolution]]:
        yield from self._sort(references)
        yield from self._at_crossref()
        yield from self._at_agencies()
        for reference, known in self._waiting:
            yield reference.index, self._search(reference, known)

    def _sort(self, references: Sequence[Reference]) -> Iterator[tuple[int, Resolution]]:
        """Put references where they are asked about first; those that print nothing to ask for are done."""
        for reference in references:
            if doi := bare_doi(reference.record.DOI):
                self._by_doi.setdefault(doi, []).append(reference)
            elif doi := arxiv_doi(reference.record):
                self._elsewhere.append((reference, doi))
            elif query(reference):
                self._waiting.append((reference, None))
            else:
                yield reference.index, NOTHING_TO_ASK

    def _at_crossref(self) -> Iterator[tuple[int, Resolution]]:
        """What Crossref says of the DOIs printed; what it does not know, or what they do not fit, is asked for further."""
        for doi, answer in self._works(sorted(self._by_doi)):
            for reference in self._by_doi[doi]:
                if answer is None:
                    self._elsewhere.append((reference, doi))
                    continue
                outcome = _led(reference, doi, answer)
                if isinstance(outcome, NotFound):
                    self._waiting.append((reference, outcome))
                else:
                    yield reference.index, outcome

    def _at_agencies(self) -> Iterator[tuple[int, Resolution]]:
        """What other agencies say of the DOIs that are not Crossref's; what none of them knows is searched for."""
        for reference, doi in self._elsewhere:
            other = self._agencies.look_up(reference, doi)
            if isinstance(other, Found):
                yield reference.index, other
            else:
                printed = bool(bare_doi(reference.record.DOI))
                self._waiting.append((reference, _unknown(other, doi, printed=printed)))

    def _works(self, dois: Sequence[str]) -> Iterator[tuple[str, Work | SourceError | None]]:
        """The works of DOIs, None where there is none; many in one question where that is safe."""
        plain = [doi for doi in dois if is_plain_doi(doi)]
        single = [doi for doi in dois if not is_plain_doi(doi)]
        for start in range(0, len(plain), _MOST_DOIS):
            batch = plain[start : start + _MOST_DOIS]
            answer = self._ask(partial(self._list, len(batch), filter={"doi": batch}))
            if isinstance(answer, RefusedError) and len(batch) > 1:  # one of them spoils the question
                single += batch
                continue
            if isinstance(answer, NotStoredError) and len(batch) > 1:  # each may be stored by itself
                for doi in batch:
                    alone = self._ask(partial(self._list, 1, filter={"doi": [doi]}))
                    yield doi, alone if isinstance(alone, SourceError) else next(iter(alone), None)
                continue
            known = {found.identifier.casefold(): found for found in answer} if isinstance(answer, tuple) else {}
            for doi in batch:
                yield doi, answer if isinstance(answer, SourceError) else known.get(doi)
        for doi in single:
            yield doi, self._ask(partial(self._single, doi))

    def _search(self, reference: Reference, known: _Unknown | None) -> Resolution:
        """The verdict on what Crossref finds for the words of a reference; `known` is what came of its DOI."""
        words = query(reference)
        if not words and known:
            return known
        if words not in self._searched:
            self._searched[words] = self._ask(partial(self._list, _ROWS, query_bibliographic=words))
        works = self._searched[words]
        if isinstance(works, SourceError):
            return not_asked(works)
        verdict = judge(reference.record, works, raw=reference.raw, asked=(NAME,))
        if known is None:
            return verdict
        reason = "; ".join(filter(None, (known.reason, verdict.reason)))
        if isinstance(verdict, NotFound):  # then what came of the DOI decides
            return replace(known, reason=reason)
        if isinstance(verdict, Found) and isinstance(known, NotFound):
            return replace(verdict, reason=reason, leads_to=known.leads_to, dead_doi=known.dead_doi)
        if isinstance(verdict, Ambiguous) and isinstance(known, NotFound):
            return replace(verdict, reason=reason, dead_doi=known.dead_doi)
        return replace(verdict, reason=reason)

    def _list(self, rows: int, **query: Any) -> tuple[Work, ...]:
        """The works a list query answers with, in Crossref's order."""
        answer = _send(self._http, rows, query)
        found = (work(message, retrieved=answer.retrieved) for message in answer.content["message"]["items"])
        return tuple(held for held in found if held)

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
        select=list(ASKED),
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


def _led(reference: Reference, doi: str, answer: Work | SourceError) -> Found | NotFound | NotAsked:
    """What the DOI printed came to; NotFound where it did not lead to what the reference describes."""
    if isinstance(answer, RefusedError):
        return NotFound(asked=(NAME,), reason=f"Crossref did not accept the DOI printed, {shown(doi)}")
    if isinstance(answer, SourceError):
        return not_asked(answer)
    note = f"the DOI printed, {shown(doi)}, leads to “{shown(answer.record.title)}”"
    return confirm(reference, answer) or NotFound(asked=(NAME,), reason=note, leads_to=answer)


def _unknown(other: _Unknown, doi: str, *, printed: bool) -> _Unknown:
    """What came of a DOI elsewhere, with what Crossref said to it."""
    if not printed:  # an arXiv number, which is none of Crossref's
        return replace(other, asked=(NAME, *other.asked)) if isinstance(other, NotFound) else other
    reason = f"Crossref does not know the DOI printed, {shown(doi)}; {other.reason}"
    if isinstance(other, NotFound):
        return replace(other, asked=(NAME, *other.asked), reason=reason)
    return replace(other, reason=reason)
