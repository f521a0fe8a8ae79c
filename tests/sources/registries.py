"""The server of `server`, answering also as doi.org, DataCite and Europe PMC do."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from citeaudit.text.folding import fold
from tests.sources.server import FakeCrossref, Reply, reply

NO_SUCH_RECORD = Reply(
    status=404,
    body=b'{"errors":[{"status":"404","title":"The resource you are looking for doesn\'t exist."}]}',
    headers={"Content-Type": "application/json; charset=utf-8"},
)


class FakeRegistries(FakeCrossref):
    """One server for all of them: below /ra, /dois and /search as each would answer, else as Crossref.

    `agencies` names the agency of a DOI; what it does not name and nobody holds does not exist. `failing` answers in
    place of everything below a beginning of a path.
    """

    def __init__(self) -> None:
        super().__init__()
        self.agencies: dict[str, str] = {}
        self.records: list[Mapping[str, Any]] = []  # DataCite's
        self.results: list[Mapping[str, Any]] = []  # Europe PMC's
        self.failing: dict[str, Reply] = {}

    def answer(self, target: str) -> Reply:
        path, query = unquote(urlsplit(target).path), parse_qs(urlsplit(target).query)
        for beginning, given in self.failing.items():
            if path.startswith(beginning):
                return given
        if self.script or self.always:
            return super().answer(target)
        if path.startswith("/ra/"):
            return self._agency(path.removeprefix("/ra/"))
        if path.startswith("/dois/"):
            wanted = path.removeprefix("/dois/").casefold()
            held = [deposit for deposit in self.records if deposit["attributes"]["doi"].casefold() == wanted]
            return reply({"data": held[0]}) if held else NO_SUCH_RECORD
        if path == "/dois":
            words = query["query"][0].removeprefix("titles.title:(").removesuffix(")").split()
            titles = [
                (deposit, " ".join(t["title"] for t in deposit["attributes"]["titles"])) for deposit in self.records
            ]
            held = [deposit for deposit, title in titles if set(words) <= set(fold(title).split())]
            return reply({"data": held, "meta": {"total": len(held)}})
        if path == "/search":
            results = self._search(query["query"][0])[: int(query["pageSize"][0])]
            return reply({"version": "6.9", "hitCount": len(results), "resultList": {"result": results}})
        return super().answer(target)

    def _agency(self, doi: str) -> Reply:
        known = {name.casefold(): agency for name, agency in self.agencies.items()}
        known |= {deposit["attributes"]["doi"].casefold(): "DataCite" for deposit in self.records}
        state = {"RA": known[doi]} if doi in known else {"status": "DOI does not exist"}
        return reply([{"DOI": doi, **state}])

    def _search(self, query: str) -> Sequence[Mapping[str, Any]]:
        if dois := re.findall(r'DOI:"(.*?)(?<!\\)"', query):
            return [hit for hit in self.results if str(hit.get("doi", "")).casefold() in dois]
        if number := re.search(r"EXT_ID:(\d+) AND SRC:MED", query):
            return [hit for hit in self.results if hit.get("pmid") == number[1]]
        if number := re.fullmatch(r"PMCID:(PMC\d+)", query):
            return [hit for hit in self.results if hit.get("pmcid") == number[1]]
        title = re.search(r"TITLE:\((.*?)\)", query)
        author = re.search(r'AUTH:"(.*?)"', query)
        years = re.search(r"PUB_YEAR:\[(\d+) TO (\d+)\]", query)
        return [
            hit
            for hit in self.results
            if (not title or set(title[1].split()) <= set(fold(hit["title"]).split()))
            and (not author or author[1] in fold(hit["authorString"]))
            and (not years or int(years[1]) <= int(hit["pubYear"]) <= int(years[2]))
        ]


def record(doi: str, title: str, family: str = "Hall", /, **fields: Any) -> dict[str, Any]:
    """A record as DataCite gives it."""
    attributes: dict[str, Any] = {
        "doi": doi,
        "titles": [{"title": title}],
        "creators": [{"name": f"{family}, Anna", "nameType": "Personal", "givenName": "Anna", "familyName": family}],
        "publisher": "Repository of Examples",
        "publicationYear": 2015,
        "container": {"title": "Journal of Synthetic Examples", "volume": "12", "firstPage": "101", "lastPage": "109"},
        "types": {"resourceTypeGeneral": "JournalArticle"},
        "relatedIdentifiers": [],
    }
    return {"id": doi.lower(), "type": "dois", "attributes": attributes | fields}


def result(doi: str, title: str, family: str = "Hall", /, **fields: Any) -> dict[str, Any]:
    """A result of a search as Europe PMC gives it."""
    found: dict[str, Any] = {
        "id": "90000001",
        "source": "MED",
        "pmid": "90000001",
        "pmcid": "PMC9000001",
        "doi": doi,
        "title": f"{title}.",
        "authorString": f"{family} A.",
        "authorList": {
            "author": [{"fullName": f"{family} A", "firstName": "Anna", "lastName": family, "initials": "A"}]
        },
        "journalInfo": {
            "volume": "12",
            "yearOfPublication": 2015,
            "journal": {"title": "Journal of Synthetic Examples", "medlineAbbreviation": "J Synth Examples"},
        },
        "pubYear": "2015",
        "pageInfo": "101-109",
        "abstractText": "<h4>Background</h4>Sleep is needed. <h4>Results</h4>It helped.",
    }
    return {name: value for name, value in (found | fields).items() if value is not None}
