"""Audits of manuscripts that stand in a test as text, without files and without network."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, replace
from typing import Any

from citeaudit.auditing import pipeline
from citeaudit.formats import bibliography, markdown
from citeaudit.model import Audit, Found, Name, NotAsked, NotFound, Notice, Record, Reference, Resolution, Work


class ExampleSource:
    """Works given as changes to what the manuscript prints: `{DOI: {field: value}}`, or None for no such work.

    "score" is that of the match. With "leads_to" the DOI printed leads to another work, with that title; with "dead" there is no such DOI, and the
    work was found without it.
    """

    name = "example"

    def __init__(self, works: Mapping[str, Mapping[str, Any] | None]) -> None:
        self._works = works

    def resolve(self, references: Sequence[Reference]) -> Iterator[tuple[int, Resolution]]:
        for reference in references:
            doi = reference.record.DOI
            changes = self._works.get(doi)
            if doi not in self._works:
                yield reference.index, NotAsked(reason="the example gives no work")
            elif changes is None:
                yield reference.index, NotFound(asked=("example",), reason="no such DOI")
            else:
                title = changes.get("leads_to")
                other = Record(title=title, DOI=doi) if title else None
                leads_to = Work(record=other, source="example", identifier=doi, synthetic=True) if other else None
                record = replace(reference.record, **dict(_fields(changes, Record)))
                work = Work(
                    record=record,
                    source="example",
                    identifier=record.DOI,
                    synthetic=True,
                    **dict(_fields(changes, Work)),
                )
                dead = doi if changes.get("dead") else ""
                score = changes.get("score", 1.0)
                yield reference.index, Found(work=work, score=score, leads_to=leads_to, dead_doi=dead)


def _fields(changes: Mapping[str, Any], of: type) -> Iterator[tuple[str, Any]]:
    """Those of the changes that are fields of a type, as its values."""
    for field, value in changes.items():
        if field in {one.name for one in fields(of)}:
            yield field, tuple(map(_value, value)) if isinstance(value, list) else value


def _value(value: str | int | Mapping[str, str]) -> Name | Notice | str | int:
    if isinstance(value, Mapping):
        return Notice(**value)
    if isinstance(value, int):
        return value
    family, comma, given = value.partition(", ")
    return Name(family=family, given=given) if comma else value


def audit_text(
    text: str, works: Mapping[str, Mapping[str, Any] | None] | None = None, *, form: str = "markdown"
) -> Audit:
    """Audit Markdown text, or a list of references in BibTeX; `works` as for `ExampleSource`."""
    source = ExampleSource(works) if works is not None else None
    reader, name = (markdown, "example.md") if form == "markdown" else (bibliography, "example.bib")
    return pipeline.audit_manuscript(reader.read(name, text.encode()), source=source)


LIST = """
## References

1. Hall A, Berg C. Sleep and the consolidation of memory. J Sleep 2015;3:1-9.
2. Moss D. Naps in older adults: the REMWAVE-2 trial. J Sleep 2019;7:21-30.
3. Lind E, Hall A, et al. Dreams of shift workers. Sleep Med 2020;8(2):e31.
4. Öberg F. Light and mood. Lancet 2021;12:100-7.
"""
