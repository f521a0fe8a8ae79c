"""Keys that are identifiers: Manubot's `@doi:10.1000/s1`, `@pmid:123`, `@url:https://…`, MyST's `@https://doi.org/10.1000/s1`.

They need no bibliography. Manubot's aliases stand for them: `[@memory]: doi:10.1000/s1` on a line of its own, or, in older
manuscripts, a row of `citation-tags.tsv`.

Source: https://github.com/manubot/rootstock/blob/main/USAGE.md ("Citations", "Citation aliases"),
https://mystmd.org/guide/citations ("Citing DOIs").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from urllib.parse import unquote

from citeaudit.errors import ReadError
from citeaudit.files import decode
from citeaudit.model import Listed, Record
from citeaudit.text.patterns import lazy

_IDENTIFIER = lazy(
    r"(?:doi:|(?:url:)?https?://(?:dx\.)?doi\.org/)(?P<DOI>10\.\d{4,9}(?:\.\d+)*/\S+)"
    r"|(?:doi:|(?:url:)?https?://(?:dx\.)?doi\.org/)(?:10/)?(?P<short>[a-z0-9]{3,10})"
    r"|(?:pmid|pubmed):(?P<PMID>\d+)|(?:pmcid|pmc):(?P<PMCID>(?:PMC)?\d+)"
    r"|arxiv:(?P<arXiv>\d{4}\.\d{4,5}(?:v\d+)?|[a-z.-]+/\d{7}(?:v\d+)?)"
    r"|isbn:(?P<ISBN>[\d-]{8,17}[\dX])|wikidata:(?P<wikidata>Q\d+)|url:(?P<URL>https?://\S+)",
    re.IGNORECASE,
)
_NEEDS_NO_FILE = lazy(r"(?:doi|pmid|pubmed|pmcid|pmc|arxiv|isbn|wikidata|url|tag|raw|https?):.", re.IGNORECASE)
"""How keys begin that Manubot knows how to look up, or that its own files explain."""

_ALIAS = lazy(r"^[ ]{0,3}\[@(?P<alias>[^\s\]]+)\]:[ \t]+<?@?(?P<key>[^\s>\"]+)>?[^\n]*$", re.MULTILINE)
_LARGEST_TABLE_BYTES = 1_000_000

ADDRESS_KEY = r"url:https?://[\w:.\#$%&\-+?~/=]*[\w/]"
"""An address as a key, for a verbose pattern; it may end in a stroke, which no other key does."""

_DOI = r"10\.\d{4,9}(?:\.\d+)*(?:/|%2[Ff])"
_SHORT = r"https?://(?:dx\.)?doi\.org/[a-z][a-z0-9]{3,9}"
_OF_LINK = rf"(?:(?:https?://(?:dx\.)?doi\.org/|doi:){_DOI}(?:[^()<>\s]|\([^()<>\s]*\))+|{_SHORT})"
DOI_LINK = rf"\[(?:[^\[\]]|\[[^\[\]]*\])*\]\(<?{_OF_LINK}>?(?:\s+\"[^\"]*\")?\)|<{_OF_LINK}>"
"""A link with a DOI, or with one of shortdoi.org, which MyST takes for a citation."""

_LINKED = lazy(
    rf"(?:https?://(?:dx\.)?doi\.org/|doi:)(?P<doi>{_DOI}(?:[^()<>\s]|\([^()<>\s]*\))+|[a-z][a-z0-9]{{3,9}})"
)
_BARE = lazy(rf"{_DOI}\S+")


def record_of(key: str) -> Record | None:
    """The record of a key that is an identifier; None where it is not.

    >>> record_of("doi:10.1000/s1").DOI, record_of("pmid:123").PMID, record_of("smith2015")
    ('10.1000/s1', '123', None)
    """
    found = _IDENTIFIER.fullmatch(key)
    if found is None:
        return None
    if found["arXiv"]:
        return Record(type="article", archive="arXiv", archive_location=found["arXiv"])
    if found["ISBN"]:
        return Record(type="document", ISBN=found["ISBN"])  # no kind of which more is asked
    if found["short"]:  # it leads to a DOI, and is none
        return Record(type="document", URL=f"https://doi.org/{found['short']}")
    if found["wikidata"]:
        return Record(type="document", URL=f"https://www.wikidata.org/wiki/{found['wikidata']}")
    if found["URL"]:
        return Record(type="webpage", URL=found["URL"])
    pmcid = found["PMCID"] or ""
    pmcid = pmcid if not pmcid or pmcid[:3].upper() == "PMC" else f"PMC{pmcid}"
    return Record(DOI=found["DOI"] or "", PMID=found["PMID"] or "", PMCID=pmcid)


def canonical(key: str) -> str:
    """One form for all ways to write an identifier; other keys stay as they are.

    >>> canonical("https://doi.org/10.1000/S1"), canonical("DOI:10.1000/s1"), canonical("Smith2015")
    ('doi:10.1000/s1', 'doi:10.1000/s1', 'Smith2015')
    """
    found = _IDENTIFIER.fullmatch(key)
    if found is None:
        return key
    if found["DOI"] or found["short"]:
        return f"doi:{(found['DOI'] or found['short']).lower()}"
    prefix, _, rest = key.partition(":")
    prefix = {"pubmed": "pmid", "pmc": "pmcid"}.get(prefix.lower(), prefix.lower())
    if found["PMCID"]:
        rest = f"PMC{rest.upper().removeprefix('PMC')}"
    return f"{prefix}:{rest if prefix == 'url' else rest.replace('-', '') if prefix == 'isbn' else rest}"


def need_no_file(keys: Iterable[str], aliases: Mapping[str, str]) -> bool:
    """Whether none of the keys, and there are some, has to be explained by a bibliography."""
    found = list(keys)
    return bool(found) and all(key in aliases or _NEEDS_NO_FILE.match(key) for key in found)


def of_link(link: str) -> str:
    """The key that a link with a DOI stands for."""
    target = link[link.rindex("](") :] if "](" in link else link
    found = _LINKED.search(target)
    return f"doi:{unquote(found['doi'])}" if found else ""


def prefixed(key: str) -> str:
    """A DOI that MyST takes for a key, as "doi:10.1000/s1"; other keys as they are."""
    return f"doi:{key}" if _BARE.fullmatch(key) else key


def by_doi(listed: Iterable[Listed]) -> dict[str, str]:
    """The keys of the entries that have a DOI, by the identifier."""
    return {f"doi:{entry.record.DOI.lower()}": entry.key for entry in listed if entry.record and entry.record.DOI}


def take_aliases(text: str) -> tuple[str, dict[str, str]]:
    """The text with the lines that define aliases blanked, places kept, and what the aliases stand for."""
    if "[@" not in text or "]:" not in text:
        return text, {}
    aliases: dict[str, str] = {}

    def take(match: re.Match[str]) -> str:
        if not _NEEDS_NO_FILE.match(match["key"]):
            return match[0]
        aliases.setdefault(match["alias"], match["key"])
        return " " * len(match[0])

    return _ALIAS.sub(take, text), aliases


def aliases_beside(files: Iterable[str], table: str) -> dict[str, str]:
    """The aliases that other files of a manuscript define, and those of its table of tags; what cannot be read defines none."""
    found: dict[str, str] = {}
    for path in files:
        found |= take_aliases(_text(path))[1]
    for row in _text(table).splitlines()[1:]:
        tag, _, key = row.partition("\t")
        if key.strip():
            found.setdefault(f"tag:{tag.strip()}", key.split("\t")[0].strip())
    return found


def _text(path: str) -> str:
    try:
        with Path(path).open("rb") as file:
            return decode(file.read(_LARGEST_TABLE_BYTES), path)[0]
    except (OSError, ReadError):
        return ""
