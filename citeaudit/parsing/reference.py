"""One reference string read into a record."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from citeaudit.model import Record, Reference, Style, Text
from citeaudit.parsing.authors import read_authors
from citeaudit.parsing.identifiers import find_identifiers
from citeaudit.parsing.imprint import read_imprint
from citeaudit.parsing.segmentation import Entry

_YEAR_AFTER_AUTHORS = re.compile(
    r"[\s.,]*\(?\s?(?P<year>(?:1[5-9]|20)\d\d)[a-z]?(?:,\s*[A-Z][a-z]+\s*\d{0,2})?\s?\)[.,:]?\s*|[\s.,]*(?P<bare>(?:19|20)\d\d)[a-z]?[.,:]\s+"
)
_ANY_YEAR = re.compile(r"(?<![\d\-–/])(?:1[5-9]|20)\d\d(?![\d\-–/])")
_SEPARATORS = " .,;:*"
_QUOTED = re.compile(r"^[“\"‘'](?P<title>.+?)[,.]?[”\"’'](?=[\s,.]|$)")
_SENTENCE_END = re.compile(r"(?<=[.?!])[\"”’']?\s+(?=[\"“‘']?[^\W_])")
_ABBREVIATED_WORD = re.compile(r"(?:^|[\s.])[^\W\d_a-z][\w]{0,9}\.$")


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedReference:
    """A record and the chance, 0 to 1, that it is right in every field."""

    record: Record
    confidence: float


def parse_reference(text: Text | str) -> ParsedReference:
    """Read one reference string.

    Args:
        text: The entry without its number. Styles help where they are known: the container is mostly in italics.

    Returns:
        The record, fields as printed; what could not be read is left empty. Never raises.

    """
    source = text if isinstance(text, Text) else Text(text)
    raw = source.content
    identifiers = find_identifiers(raw)
    bare = raw
    for start, end in identifiers.spans:
        bare = bare[:start] + " " * (end - start) + bare[end:]
    bare = re.sub(r"(?i)\b(?:available (?:from|at|online)|doi)\s*:?\s*$", "", bare.rstrip(" .,;")).rstrip(" ,;")
    authors = read_authors(bare)
    at, year = authors.end, None
    if match := _YEAR_AFTER_AUTHORS.match(bare, at):
        year, at = int(match["year"] or match["bare"]), match.end()
    while at < len(bare) and bare[at] in _SEPARATORS:
        at += 1
    imprint = read_imprint(bare[at:])
    year = year or imprint.year or _last_year(bare[at:])
    title, container = _title_and_container(source, bare, at, at + imprint.start)
    record = Record(
        type="article-journal" if container else "document",
        author=() if authors.editors else authors.names,
        editor=authors.names if authors.editors else (),
        et_al=authors.et_al,
        title=title,
        container_title=container,
        year=year,
        volume=imprint.volume,
        issue=imprint.issue,
        supplement_number=imprint.supplement_number,
        page=imprint.page,
        note=imprint.note,
        DOI=identifiers.DOI,
        PMID=identifiers.PMID,
        PMCID=identifiers.PMCID,
        ISBN=identifiers.ISBN,
        URL=identifiers.URL,
    )
    return ParsedReference(record=record, confidence=_confidence(record))


def _last_year(text: str) -> int | None:
    years = _ANY_YEAR.findall(text)
    return int(years[-1]) if years else None


def _title_and_container(source: Text, bare: str, start: int, end: int) -> tuple[str, str]:
    """What stands between the authors and the imprint: a title, then where it appeared."""
    italic = [
        run for run in source.runs if run.style is Style.ITALIC and start <= run.start < end and run.end <= end + 1
    ]
    middle = bare[start:end]
    if quoted := _QUOTED.match(middle):
        rest = middle[quoted.end() :].strip(_SEPARATORS)
        return quoted["title"].strip(_SEPARATORS), re.sub(r"(?i)^in:?\s+", "", rest)
    # the last italic run is the container if nothing but the imprint follows it and something precedes it
    if (
        italic
        and not bare[italic[-1].end : end].strip(" .,;:()*")
        and bare[start : italic[-1].start].strip(_SEPARATORS)
    ):
        run = italic[-1]
        return _title(bare[start : run.start]), bare[run.start : run.end].strip(" ,;:")
    middle = middle.rstrip(" ,;:(")
    cuts = [match.start() for match in _SENTENCE_END.finditer(middle)]
    if not cuts:
        return _title(middle), ""
    cut = cuts.pop()
    while cuts and _ABBREVIATED_WORD.search(middle[:cut]) and len(middle[cuts[-1] : cut].split()) <= 3:
        cut = cuts.pop()  # "J. Clin. Oncol.": the full stops of an abbreviated container
    return _title(middle[:cut]), middle[cut:].strip(" ,;:")


def _title(text: str) -> str:
    return text.strip(" ,;:*").removesuffix(".").strip()


def _confidence(record: Record) -> float:
    """A rough chance that all fields are right: the share of what a journal article has that was read."""
    parts = (record.author, record.title, record.container_title, record.year, record.volume, record.page)
    return round(0.3 + 0.65 * sum(map(bool, parts)) / len(parts), 2) if any(parts) else 0.0


def parse_entries(entries: Sequence[Entry], path: str) -> tuple[Reference, ...]:
    """The references of a list.

    Args:
        entries: The entries in order, as `segment` gave them.
        path: The manuscript's path, for locations.

    """
    references = []
    for index, entry in enumerate(entries, 1):
        parsed = parse_reference(entry.text)
        references.append(
            Reference(
                index=index,
                label=entry.label,
                raw=entry.text.content,
                record=parsed.record,
                location=entry.text.location(path),
                confidence=parsed.confidence,
            )
        )
    return tuple(references)
