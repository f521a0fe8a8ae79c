"""Europe PMC: abstracts, PubMed and PMC numbers for works found elsewhere; and a source of its own for medicine.

Elsevier and others deposit no abstracts at Crossref. Europe PMC names no rate limit, so it is asked as slowly as any
server that has said nothing, and for many DOIs at a time.

Source: https://europepmc.org/RestfulWebService and https://europepmc.org/searchsyntax (fields DOI, EXT_ID, SRC, TITLE,
AUTH, PUB_YEAR).
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from citeaudit.errors import SourceError
from citeaudit.matching import confirm, judge, same_title
from citeaudit.model import Found, NotFound, Record, Reference, Resolution, Work
from citeaudit.sources import Source
from citeaudit.sources._asking import NOTHING_TO_ASK, Asking, bare_doi, is_plain_doi, not_asked, shown, words
from citeaudit.sources._europepmc_work import NAME, work
from citeaudit.sources._manners import Manners, RefusedError, UnreachableError
from citeaudit.sources.http import Http
from citeaudit.text.patterns import lazy

ADDRESS = "https://www.ebi.ac.uk/europepmc/webservices/rest"  # the public server
_MOST_DOIS = 25  # in one question, so that its address stays below 2,000 characters or so
_ROWS = 5  # in one search, as many as Crossref is asked for
_LONGEST_NUMBER = 9  # digits of a PubMed number; eight are in use


_PMCID = lazy(r"PMC\d{1,9}", re.IGNORECASE | re.ASCII)


class EuropePMC:
    """Europe PMC, or a server that speaks like it."""

    name = NAME

    def __init__(self, http: Http) -> None:
        self._http = http

    def resolve(self, references: Sequence[Reference]) -> Iterator[tuple[int, Resolution]]:
        """Look references up; see `Source.resolve`. By DOI, PubMed or PMC number, else by title, first author and year."""
        with self._http:
            ask = Asking()
            for reference in references:
                yield reference.index, self._look_up(reference, ask)

    def add_abstracts(self, resolutions: Mapping[int, Resolution]) -> tuple[dict[int, Resolution], str]:
        """Give the works that were found an abstract, a PubMed number and a PMC number, where they have none.

        What is there already is left as it is. A work of Europe PMC is taken for the work found only if both have the
        same DOI and no different titles, or, without a DOI, if the verdict of matching is that they are one.

        Args:
            resolutions: By index of the reference; any of them.

        Returns:
            The same resolutions with works that hold more; and "" or one plain line that says why not every work
            could be asked about.

        """
        added = dict(resolutions)
        lacking = {
            at: resolution
            for at, resolution in resolutions.items()
            if isinstance(resolution, Found) and _lacks(resolution.work)
        }
        failed: SourceError | None = None
        with self._http:
            ask = Asking()
            known = self._by_doi(sorted({bare_doi(found.work.record.DOI) for found in lacking.values()} - {""}), ask)
            for at, found in lacking.items():
                doi = bare_doi(found.work.record.DOI)
                other = known.get(doi) if doi else None
                if other is None:  # PubMed knows some works without their DOI
                    question = _description(found.work.record)
                    other = self._fitting(found.work, ask(partial(self._search, question)) if question else ())
                elif isinstance(other, Work) and same_title(found.work.record.title, other.record.title) is False:
                    other = None
                if isinstance(other, SourceError):
                    failed = failed or other
                elif other is not None:
                    added[at] = replace(found, work=_filled(found.work, other))
        return added, str(failed or "")

    def _by_doi(self, dois: Sequence[str], ask: Asking) -> dict[str, Work | SourceError]:
        """The works of DOIs, as far as there are any."""
        known: dict[str, Work | SourceError] = {}
        plain = [doi for doi in dois if is_plain_doi(doi)]
        batches = [plain[start : start + _MOST_DOIS] for start in range(0, len(plain), _MOST_DOIS)]
        batches += [[doi] for doi in dois if not is_plain_doi(doi)]
        for batch in batches:
            answer = ask(partial(self._search, " OR ".join(map(_doi, batch)), rows=2 * len(batch)))
            if isinstance(answer, RefusedError) and len(batch) > 1:  # one of them spoils the question
                batches.extend([doi] for doi in batch)
            elif isinstance(answer, SourceError):
                known |= dict.fromkeys(batch, answer)
            else:
                known |= {held.record.DOI: held for held in reversed(answer) if held.record.DOI in batch}
        return known

    def _fitting(self, work: Work, answer: Sequence[Work] | SourceError) -> Work | SourceError | None:
        """The work of an answer that is the one given, and certainly no other one."""
        if isinstance(answer, SourceError):
            return answer
        own = bare_doi(work.record.DOI)
        verdict = judge(work.record, [held for held in answer if not (own and held.record.DOI)])
        return verdict.work if isinstance(verdict, Found) else None

    def _look_up(self, reference: Reference, ask: Asking) -> Resolution:
        record = reference.record
        doi, pmid = bare_doi(record.DOI), record.PMID.strip()
        number = pmid if pmid.isascii() and pmid.isdigit() and len(pmid) <= _LONGEST_NUMBER else ""
        pmcid = record.PMCID.strip().upper() if _PMCID.fullmatch(record.PMCID.strip()) else ""
        note = ""
        for name, value, question in (
            ("DOI", doi, _doi(doi)),
            ("PubMed number", number, f"EXT_ID:{number} AND SRC:MED"),
            ("PMC number", pmcid, f"PMCID:{pmcid}"),
        ):
            if not value:
                continue
            answer = ask(partial(self._search, question))
            if isinstance(answer, RefusedError):
                note = f"Europe PMC did not accept the {name} printed, {shown(value)}"
                continue
            if isinstance(answer, SourceError):
                return not_asked(answer)
            exact = [held for held in answer if value in (held.record.DOI, held.record.PMID, held.record.PMCID)]
            for held in exact:
                if found := confirm(reference, held):
                    return replace(found, reason=found.reason.replace("the DOI printed", f"the {name} printed"))
            leads = f"leads to “{shown(exact[0].record.title)}”" if exact else "is not in Europe PMC"
            note = f"the {name} printed, {shown(value)}, {leads}"
        question = _description(record)
        if not question:
            return NotFound(asked=(NAME,), reason=note) if note else NOTHING_TO_ASK
        proposed = ask(partial(self._search, question))
        if isinstance(proposed, SourceError):
            return not_asked(proposed)
        verdict = judge(record, proposed, raw=reference.raw, asked=(NAME,))
        return replace(verdict, reason="; ".join(filter(None, (note, verdict.reason))))

    def _search(self, question: str, rows: int = _ROWS) -> tuple[Work, ...]:
        parameters = {"query": question, "resultType": "core", "format": "json", "pageSize": str(rows)}
        answer = self._http.get("/search", parameters)
        if answer is None:
            raise UnreachableError("there is no Europe PMC at the address given; see CITEAUDIT_EUROPEPMC_URL")
        content = answer.content if isinstance(answer.content, dict) else {}
        results = content.get("resultList")
        results = results.get("result") if isinstance(results, dict) else None
        if not isinstance(results, list) or "hitCount" not in content:
            raise SourceError("Europe PMC answered the question for works with something else")
        found = (work(result, retrieved=answer.retrieved) for result in results)
        return tuple(held for held in found if held)


def _doi(doi: str) -> str:
    escaped = doi.replace("\\", "\\\\").replace('"', '\\"')
    return f'DOI:"{escaped}"'


def _description(record: Record) -> str:
    """A work by title, first author and year; "" where there is no title."""
    title = words(record.title)
    if not title:
        return ""
    parts = [f"TITLE:({title})"]
    family = words(record.author[0].full_family, 4) if record.author and not record.author[0].literal else ""
    if family:
        parts.append(f'AUTH:"{family}"')
    if record.year:
        parts.append(f"PUB_YEAR:[{record.year - 1} TO {record.year + 1}]")
    return " AND ".join(parts)


def _lacks(work: Work) -> bool:
    return not (work.abstract and work.record.PMID and work.record.PMCID)


def _filled(work: Work, other: Work) -> Work:
    record = replace(
        work.record, PMID=work.record.PMID or other.record.PMID, PMCID=work.record.PMCID or other.record.PMCID
    )
    return replace(work, record=record, abstract=work.abstract or other.abstract)


class WithAbstracts:
    """Another source, whose works get from Europe PMC the abstract and the PubMed number that they lack.

    `missing` says after a run why not every work could be asked about, "" where all were.
    """

    def __init__(self, source: Source, europepmc: EuropePMC) -> None:
        self.name = source.name
        self.missing = ""
        self._source, self._europepmc = source, europepmc

    def resolve(self, references: Sequence[Reference]) -> Iterator[tuple[int, Resolution]]:
        """Look references up; see `Source.resolve`. Works that are found come last, many in one question."""
        found: dict[int, Resolution] = {}
        for index, resolution in self._source.resolve(references):
            if isinstance(resolution, Found):
                found[index] = resolution
            else:
                yield index, resolution
        added, self.missing = self._europepmc.add_abstracts(found)
        yield from added.items()


def open_source(
    *, offline: bool, mailto: str, cache: Path | None, base_url: str = "", manners: Manners | None = None
) -> EuropePMC:
    """Europe PMC; offline, its stored answers.

    Args:
        offline: Send nothing, write nothing.
        mailto: Mail address for the operators, or "".
        cache: Folder of the stored answers, see `cache_file`.
        base_url: Of the server; by default the environment variable CITEAUDIT_EUROPEPMC_URL, else Europe PMC's own.
        manners: Time-outs, tries and sizes.

    Raises:
        ConfigError: The base address or the mail address is none.

    """
    address = base_url or os.environ.get("CITEAUDIT_EUROPEPMC_URL", "") or ADDRESS
    return EuropePMC(Http(address, server="Europe PMC", mailto=mailto, offline=offline, cache=cache, manners=manners))
