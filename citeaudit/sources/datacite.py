"""DataCite's REST API: works of repositories (arXiv, Zenodo, Dryad), by DOI, by arXiv number, or by their title.

Source: https://support.datacite.org/docs/api-get-doi (one DOI), https://support.datacite.org/docs/api-queries (a search
in the query-string language of Elasticsearch).
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from urllib.parse import quote

from citeaudit.errors import SourceError
from citeaudit.matching import confirm, judge
from citeaudit.model import Found, NotFound, Reference, Resolution, Work
from citeaudit.sources._asking import NOTHING_TO_ASK, Asking, after_doi, arxiv_doi, bare_doi, not_asked, shown, words
from citeaudit.sources._datacite_work import NAME, works
from citeaudit.sources._manners import Manners, RefusedError, UnreachableError
from citeaudit.sources.http import Http

ADDRESS = "https://api.datacite.org"  # the public server
_ROWS = 5  # in one search, as many as Crossref is asked for


class DataCite:
    """DataCite, or a server that speaks like it."""

    name = NAME

    def __init__(self, http: Http) -> None:
        self._http = http

    def resolve(self, references: Sequence[Reference]) -> Iterator[tuple[int, Resolution]]:
        """Look references up; see `Source.resolve`. What has no DOI, or another work's, is searched for by title."""
        with self._http:
            ask = Asking()
            for reference in references:
                yield reference.index, self._look_up(reference, ask)

    def _look_up(self, reference: Reference, ask: Asking) -> Resolution:
        led_to: NotFound | None = None
        if doi := bare_doi(reference.record.DOI) or arxiv_doi(reference.record):
            answer = ask(partial(self.works, doi))
            if isinstance(answer, SourceError) and not isinstance(answer, RefusedError):
                return not_asked(answer)
            outcome = led(reference, doi, answer)
            if isinstance(outcome, Found):
                return outcome
            led_to = outcome
        title = words(reference.record.title)
        if not title:
            return led_to or NOTHING_TO_ASK
        proposed = ask(partial(self._search, title))
        if isinstance(proposed, SourceError):
            return not_asked(proposed)
        verdict = judge(reference.record, proposed, raw=reference.raw, asked=(NAME,))
        return after_doi(verdict, led_to)

    def close(self) -> None:
        """Close connections and the cache."""
        self._http.close()

    def works(self, doi: str) -> tuple[Work, ...]:
        """The work with a DOI, once for each of its titles; nothing where DataCite has none.

        Raises:
            SourceError: DataCite did not answer, or not in a form that can be understood.

        """
        answer = self._http.get(f"/dois/{quote(doi, safe='')}")
        if answer is None:
            return ()
        data = answer.content.get("data") if isinstance(answer.content, dict) else None
        found = works(data, retrieved=answer.retrieved)
        if not found or found[0].identifier.casefold() != doi.casefold():
            raise SourceError("DataCite answered the question for one work with something else")
        return found

    def _search(self, title: str) -> tuple[Work, ...]:
        answer = self._http.get("/dois", {"query": f"titles.title:({title})", "page[size]": str(_ROWS)})
        if answer is None:
            raise UnreachableError("there is no DataCite interface at the address given; see CITEAUDIT_DATACITE_URL")
        data = answer.content.get("data") if isinstance(answer.content, dict) else None
        if not isinstance(data, list):
            raise SourceError("DataCite answered the question for works with something else")
        return tuple(work for member in data for work in works(member, retrieved=answer.retrieved))


def led(reference: Reference, doi: str, answer: Sequence[Work] | SourceError) -> Found | NotFound:
    """What asking DataCite for a DOI came to: the work, or the reason why it did not lead there."""
    printed = "the DOI printed" if bare_doi(reference.record.DOI) else "the arXiv number printed"
    if isinstance(answer, SourceError):
        return NotFound(asked=(NAME,), reason=f"DataCite did not accept {printed}, {shown(doi)}")
    if not answer:
        return NotFound(asked=(NAME,), reason=f"DataCite does not know {printed}, {shown(doi)}")
    confirmed = [found for found in (confirm(reference, work) for work in answer) if found]
    if confirmed:
        found = max(confirmed, key=lambda candidate: candidate.score)  # of the titles, the one that is cited
        return replace(found, reason=found.reason.replace("the DOI printed", printed))
    other = answer[0]
    reason = f"{printed}, {shown(doi)}, leads to “{shown(other.record.title)}”"
    leads_to = other if bare_doi(reference.record.DOI) else None  # an arXiv number is not a DOI that is printed
    return NotFound(asked=(NAME,), reason=reason, leads_to=leads_to)


def open_source(
    *, offline: bool, mailto: str, cache: Path | None, base_url: str = "", manners: Manners | None = None
) -> DataCite:
    """DataCite; offline, its stored answers.

    Args:
        offline: Send nothing, write nothing.
        mailto: Mail address for DataCite's operators, or "".
        cache: Folder of the stored answers, see `cache_file`.
        base_url: Of the server; by default the environment variable CITEAUDIT_DATACITE_URL, else DataCite's own.
        manners: Time-outs, tries and sizes.

    Raises:
        ConfigError: The base address or the mail address is none.

    """
    address = base_url or os.environ.get("CITEAUDIT_DATACITE_URL", "") or ADDRESS
    return DataCite(Http(address, server="DataCite", mailto=mailto, offline=offline, cache=cache, manners=manners))
