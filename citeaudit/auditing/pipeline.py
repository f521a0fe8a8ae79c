"""From a file to a report, one step after the other.

report = running.run(pipeline.audit("paper.md", source=open_source("crossref")))
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import tee
from types import MappingProxyType
from typing import TYPE_CHECKING

from citeaudit.claims import notes, weigh
from citeaudit.claims.chances import EXPECTED_FAULTS
from citeaudit.formats import read
from citeaudit.linking import Linked, citable_blocks, linked
from citeaudit.linking.markers import highest_number
from citeaudit.model import (
    Audit,
    Block,
    BlockKind,
    Claim,
    Found,
    Location,
    Manuscript,
    NotAsked,
    Record,
    Reference,
    Resolution,
    Silence,
)
from citeaudit.parsing.entries import parse_entries, parse_in_order, parse_listed
from citeaudit.parsing.headings import is_reference_heading
from citeaudit.parsing.lists import reference_blocks, sorted_lists
from citeaudit.parsing.markup import plain_text
from citeaudit.parsing.segmentation import segment

if TYPE_CHECKING:
    from citeaudit.sources import Source

_WITH_KEYS = ("markdown", "latex", "bibtex", "csl-json", "csl-yaml")
"""Formats in which authors type keys; in others a program makes them up."""

_LEAST_DATED = 0.5
"""The share of entries that must have a year for a text that is nothing but a list to be one of references."""

Progress = Callable[[int, int], None]
"""Called with the number of references done and the number of all."""


def audit(
    path: str | os.PathLike[str],
    *,
    source: Source | None = None,
    progress: Progress | None = None,
    bibliography: Sequence[str | os.PathLike[str]] = (),
    expected_faults: float = EXPECTED_FAULTS,
) -> Audit:
    """Read a manuscript and learn all that checks ask for.

    Args:
        path: The manuscript.
        source: Where works are looked up; None looks up nothing.
        progress: Told how many references were looked up.
        bibliography: Files with the references that it cites by keys, beside those that it names itself.
        expected_faults: The share (0–1) of citations that are expected to be wrong.

    Raises:
        ReadError: The file cannot be read as a manuscript, or a bibliography as one.

    """
    manuscript = read(path, bibliography=bibliography)
    return audit_manuscript(manuscript, source=source, progress=progress, expected_faults=expected_faults)


def audit_manuscript(
    manuscript: Manuscript,
    *,
    source: Source | None = None,
    progress: Progress | None = None,
    expected_faults: float = EXPECTED_FAULTS,
) -> Audit:
    """The same for a manuscript already read."""
    main, others = ((), ()) if manuscript.listed else sorted_lists(manuscript.blocks)
    references, numbered = _parsed(manuscript, main)
    body = citable_blocks(manuscript, references)
    found = linked(manuscript, references, numbered=numbered, body=body) if body else Linked()
    citations = found.citations
    if not body and _is_list(manuscript, references):
        manuscript = replace(manuscript, list_alone=True)
    resolutions = resolve(references, source, progress)
    paragraphs = [block.text.content for block, _ in body]
    abstracts = {index: work.work.abstract for index, work in resolutions.items() if isinstance(work, Found)}
    known = _known_works(references, resolutions)
    claims = weigh(citations, known, paragraphs, abstracts, expected=expected_faults)
    claims = tuple(_abstaining(claim) if known[claim.reference - 1].is_identifier else claim for claim in claims)
    told = (*_list_notes(manuscript, references, others), *notes(claims))
    return Audit(
        manuscript=replace(manuscript, notes=(*manuscript.notes, *told)),
        references=references,
        citations=citations,
        resolutions=MappingProxyType(resolutions),
        claims=claims,
        citation_form=found.form,
        refused=found.refused,
        body=tuple(body),
        today=date.today(),
    )


def _known_works(references: Sequence[Reference], resolutions: Mapping[int, Resolution]) -> tuple[Reference, ...]:
    """The references, those that are identifiers with the record of the work found."""
    return tuple(
        replace(reference, record=found.work.record)
        if reference.is_identifier and isinstance(found := resolutions.get(reference.index), Found)
        else reference
        for reference in references
    )


def _abstaining(claim: Claim) -> Claim:
    """The claim where nothing is known of the reference that could be weighed."""
    if claim.silence not in (None, Silence.SENTENCE):
        return claim
    return Claim(
        citation=claim.citation, reference=claim.reference, mismatch=None, silence=Silence.IDENTIFIER, group=claim.group
    )


def parse_list(manuscript: Manuscript) -> tuple[tuple[Reference, ...], bool]:
    """The references of a manuscript, in order, and whether its list prints numbers."""
    return _parsed(manuscript, () if manuscript.listed else reference_blocks(manuscript.blocks))


def _parsed(manuscript: Manuscript, blocks: Sequence[Block]) -> tuple[tuple[Reference, ...], bool]:
    """The same where the blocks of the list are known."""
    if manuscript.listed:
        keyed = manuscript.format in _WITH_KEYS
        listed = parse_listed(manuscript.listed, manuscript.path, keyed=keyed, in_part=manuscript.unreadable)
        return listed, any(reference.label[:1].isdigit() for reference in listed)
    inside = {id(block) for block in blocks}
    cited = highest_number(block for block in manuscript.blocks if id(block) not in inside)
    entries = segment(blocks, highest_cited=cited)
    return parse_entries(entries, manuscript.path), any(entry.printed for entry in entries)


def _is_list(manuscript: Manuscript, references: Sequence[Reference]) -> bool:
    """Whether a manuscript without anything that could cite is a list of references, and not one whose text is missing."""
    headings = [block.text.content for block in manuscript.blocks if block.kind is BlockKind.HEADING]
    dated = sum(reference.record.year is not None for reference in references)
    return bool(references) and all(map(is_reference_heading, headings)) and dated >= _LEAST_DATED * len(references)


def _list_notes(
    manuscript: Manuscript, references: Sequence[Reference], others: Sequence[Sequence[Block]]
) -> Iterator[str]:
    """A note for every list that was left out, and for every number that several entries bear."""
    for other in others:
        where = _where(other[0].text.location(manuscript.path))
        yield f"a second list of references, at {where}, is numbered from 1 again and was not audited"
    by_label: dict[str, list[Reference]] = {}
    for reference in references:
        by_label.setdefault(reference.label, []).append(reference)
    for label, same in by_label.items():
        if len(same) > 1 and not manuscript.listed:
            places = " and ".join(_where(reference.location) for reference in same)
            yield f"{len(same)} references are numbered {label} ({places}); citations of {label} are paired with the first"


def _where(location: Location) -> str:
    return location.label if location.line is None else f"line {location.line}"


def resolve(
    references: Sequence[Reference], source: Source | None, progress: Progress | None = None
) -> dict[int, Resolution]:
    """Look references up; every index of the list gets a resolution, whatever the source does."""
    resolutions: dict[int, Resolution] = {r.index: NotAsked(reason="no source was given") for r in references}
    if source is not None:
        for done, (index, resolution) in enumerate(source.resolve(references), 1):
            resolutions[index] = resolution
            if progress:
                progress(done, len(references))
    return resolutions


def parse_strings(lines: Iterable[str], *, path: str = "-") -> Iterator[tuple[Reference, tuple[Record, ...]]]:
    """References from raw strings, one each, in order.

    Args:
        lines: The strings, as one reads them in a list; markup may be left in them.
        path: Where they stand, for locations.

    Yields:
        The reference, its `raw` as given, and all works in it where there are several, "(a) … (b) …", else ().
    """
    texts, again = tee(lines)
    for number, (line, parsed) in enumerate(zip(again, parse_in_order(map(plain_text, texts)), strict=True), 1):
        location = Location(path=path, line=number, column=1, end_line=number, end_column=len(line) + 1)
        reference = Reference(
            index=number,
            label=str(number),
            raw=line,
            record=parsed.record,
            location=location,
            confidence=parsed.confidence,
        )
        yield reference, parsed.parts


def resolved_records(audit: Audit) -> tuple[Record, ...]:
    """The records of the list as printed, with the identifiers of the works found; nothing else is changed."""
    records = []
    for reference in audit.references:
        resolution = audit.resolutions.get(reference.index)
        found = resolution.work.record if isinstance(resolution, Found) else Record()
        record = reference.record
        records.append(replace(record, DOI=record.DOI or found.DOI, PMID=record.PMID or found.PMID))
    return tuple(records)
