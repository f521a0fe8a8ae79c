"""From a file to a report, one step after the other.

report = check.run(api.audit("paper.md", source=open_source("crossref")))
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from citeaudit.claims import weigh
from citeaudit.linking import link
from citeaudit.linking.markers import highest_number
from citeaudit.model import Anchor, Audit, Found, Manuscript, NotAsked, Record, Reference, Resolution, Text
from citeaudit.parsing.reference import parse_entries
from citeaudit.parsing.segmentation import Entry, reference_blocks, segment
from citeaudit.readers import read

if TYPE_CHECKING:
    from citeaudit.sources import Source

Progress = Callable[[int, int], None]
"""Called with the number of references done and the number of all."""


def audit(path: str | os.PathLike[str], *, source: Source | None = None, progress: Progress | None = None) -> Audit:
    """Read a manuscript and learn all that checks ask for.

    Args:
        path: The manuscript.
        source: Where works are looked up; None looks up nothing.
        progress: Told how many references were looked up.

    Raises:
        ReadError: The file cannot be read as a manuscript.

    """
    return audit_manuscript(read(path), source=source, progress=progress)


def audit_manuscript(
    manuscript: Manuscript, *, source: Source | None = None, progress: Progress | None = None
) -> Audit:
    """The same for a manuscript already read."""
    references, numbered = parse_list(manuscript)
    form, citations = link(manuscript, references, numbered=numbered)
    resolutions = resolve(references, source, progress)
    return Audit(
        manuscript=replace(manuscript, notes=(*manuscript.notes, *_numbered_twice(references))),
        references=references,
        citations=citations,
        resolutions=MappingProxyType(resolutions),
        claims=weigh(citations, references),
        citation_form=form,
    )


def parse_list(manuscript: Manuscript) -> tuple[tuple[Reference, ...], bool]:
    """The references of a manuscript, in order, and whether its list prints numbers."""
    blocks = reference_blocks(manuscript.blocks)
    inside = {id(block) for block in blocks}
    cited = highest_number(block for block in manuscript.blocks if id(block) not in inside)
    entries = segment(blocks, highest_cited=cited)
    return parse_entries(entries, manuscript.path), any(entry.printed for entry in entries)


def _numbered_twice(references: Sequence[Reference]) -> Iterator[str]:
    """A note for every number that several entries bear: citations of it are paired with the first."""
    by_label: dict[str, list[Reference]] = {}
    for reference in references:
        by_label.setdefault(reference.label, []).append(reference)
    for label, same in by_label.items():
        if len(same) > 1:
            lines = " and ".join(str(reference.location.line) for reference in same)
            yield f"{len(same)} references are numbered {label} (lines {lines}); citations of {label} are paired with the first"


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


def parse_strings(lines: Sequence[str], *, path: str = "-") -> tuple[Reference, ...]:
    """References from raw strings, one each, in order."""
    entries = [
        Entry(label=str(number), text=Text(line, (Anchor(0, number, 1),)), printed=False)
        for number, line in enumerate(lines, 1)
    ]
    return parse_entries(entries, path)


def resolved_records(audit: Audit) -> tuple[Record, ...]:
    """The records of the list as printed, with the identifiers of the works found; nothing else is changed."""
    records = []
    for reference in audit.references:
        resolution = audit.resolutions.get(reference.index)
        found = resolution.work.record if isinstance(resolution, Found) else Record()
        record = reference.record
        records.append(replace(record, DOI=record.DOI or found.DOI, PMID=record.PMID or found.PMID))
    return tuple(records)
