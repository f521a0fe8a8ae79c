"""DOIs that Crossref does not know: who registered them, and what DataCite says of those that are its own.

A 404 of Crossref does not make a DOI an invention: a dozen agencies register DOIs, and Crossref knows its own alone.

Source: https://www.doi.org/doi-handbook/HTML/which-ra_-service.html (`/ra/DOI`; states "DOI does not exist", "Invalid
DOI", "Unknown"), https://www.doi.org/the-community/existing-registration-agencies/.
"""

from __future__ import annotations

import os
from dataclasses import replace
from functools import partial
from pathlib import Path
from urllib.parse import quote

from citeaudit.errors import SourceError
from citeaudit.model import Found, NotAsked, NotFound, Reference
from citeaudit.sources._asking import Asking, not_asked, shown
from citeaudit.sources._datacite_work import NAME as DATACITE
from citeaudit.sources._manners import Manners, UnreachableError
from citeaudit.sources.datacite import DataCite, led
from citeaudit.sources.datacite import open_source as open_datacite
from citeaudit.sources.http import Http

ADDRESS = "https://doi.org"  # where `/ra/DOI` is asked
NAME = "doi.org"  # what doi.org is called in reasons
_NONE = frozenset({"doi does not exist", "invalid doi"})
"""Its states for a DOI that nobody registered; others say nothing of that."""

_ARXIV = "10.48550/"  # arXiv's alone, and DataCite's; nobody need be asked whose it is


class Agencies:
    """doi.org and DataCite, each left alone for the rest of a run once it has failed.

    Args:
        http: Of doi.org.
        datacite: The agency that is asked for its own works.

    """

    def __init__(self, http: Http, datacite: DataCite) -> None:
        self._http, self._datacite = http, datacite
        self._ask, self._ask_datacite = Asking(), Asking()

    def close(self) -> None:
        """Close connections and the cache."""
        self._http.close()
        self._datacite.close()

    def begin(self) -> None:
        """Begin a new run: what failed before may work again."""
        self._ask, self._ask_datacite = Asking(), Asking()

    def look_up(self, reference: Reference, doi: str) -> Found | NotFound | NotAsked:
        """What a DOI that Crossref does not know leads to.

        Args:
            reference: What prints the DOI, or the arXiv number it comes from.
            doi: In lower case.

        Returns:
            Found; NotFound where there is no such DOI, or it leads to another work, or its agency has no record of
            it; NotAsked where its agency is not asked by citeaudit, or did not answer. `asked` of NotFound is without
            Crossref.

        """
        agency = "DataCite" if doi.startswith(_ARXIV) else self._ask(partial(self._agency, doi))
        if isinstance(agency, str) and agency.casefold() != DATACITE:
            return _not_here(agency, doi)
        answer = self._ask_datacite(partial(self._datacite.works, doi))  # also where doi.org is out of order
        if isinstance(answer, SourceError):
            return not_asked(answer)
        led_to = led(reference, doi, answer)
        if isinstance(led_to, Found):
            return led_to
        if isinstance(agency, SourceError) and not answer:
            return not_asked(agency)
        return replace(led_to, asked=(DATACITE,) if doi.startswith(_ARXIV) else (NAME, DATACITE))

    def _agency(self, doi: str) -> str:
        """The agency that registered a DOI, "" where there is no such DOI."""
        answer = self._http.get(f"/ra/{quote(doi, safe='')}")
        if answer is None:
            raise UnreachableError("there is no list of agencies at the address given; see CITEAUDIT_DOI_URL")
        entry = answer.content[0] if isinstance(answer.content, list) and len(answer.content) == 1 else None
        if not isinstance(entry, dict) or str(entry.get("DOI", doi)).casefold() != doi:
            raise SourceError("doi.org answered the question for an agency with something else")
        agency, status = entry.get("RA"), entry.get("status")
        if isinstance(agency, str) and agency.strip():
            return agency.strip()
        if isinstance(status, str) and status.strip().casefold() in _NONE:
            return ""
        if isinstance(status, str) and status.strip():
            return "an agency that doi.org does not name"
        raise SourceError("doi.org answered the question for an agency with something else")


def _not_here(agency: str, doi: str) -> NotFound | NotAsked:
    if not agency:
        reason = f"the DOI printed, {shown(doi)}, does not exist, says doi.org"
        return NotFound(asked=(NAME,), reason=reason, dead_doi=doi)
    registered = f"the DOI printed, {shown(doi)}, is registered with {shown(agency)}"
    if agency.casefold() == "crossref":  # just registered, or an alias
        return NotFound(asked=(NAME,), reason=f"{registered}, which has no record of it to show")
    return NotAsked(reason=f"{registered}, which citeaudit does not ask")


def open_agencies(*, offline: bool, mailto: str, cache: Path | None, manners: Manners | None = None) -> Agencies:
    """doi.org, or the server of the environment variable CITEAUDIT_DOI_URL, and DataCite; see `Http`.

    Raises:
        ConfigError: An address is none.

    """
    address = os.environ.get("CITEAUDIT_DOI_URL", "") or ADDRESS
    http = Http(address, server="doi.org", mailto=mailto, offline=offline, cache=cache, manners=manners)
    return Agencies(http, open_datacite(offline=offline, mailto=mailto, cache=cache, manners=manners))
