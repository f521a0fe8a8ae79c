"""The few works that come with the package, for offline use: a closed list, so it never says "not found".

Its records are synthetic: they were made from what one manuscript prints, and are no registry's answer.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType
from typing import Any

from citeaudit.matching import judge
from citeaudit.model import Found, Name, NotAsked, Record, Reference, Resolution, Work
from citeaudit.text.folding import fold

NAME = "embedded"  # the source's name on the command line and in `Work.source`
_KEY_WORDS = 3  # of a title; the works that come with the package differ in them
_SYNTHETIC = "a synthetic record that comes with citeaudit, made from a manuscript and not answered by a registry"
"""Goes with each work, so that nobody takes it for evidence."""

_NOT_HERE = "offline: no source was asked, and the few works that come with citeaudit do not include this one"
"""So few works say nothing of one that is not among them."""


class Embedded:
    """The works in `data/embedded-works.json`; read when the first reference is looked up."""

    name = NAME

    def resolve(self, references: Sequence[Reference]) -> Iterator[tuple[int, Resolution]]:
        """Look references up by the beginning of the title or by the DOI; see `Source.resolve`."""
        for reference in references:
            yield reference.index, self._look_up(reference.record)

    def _look_up(self, record: Record) -> Resolution:
        keys = {_title_key(record.title), record.DOI.casefold()} - {""}
        candidates = [work for key in sorted(keys) for work in _works().get(key, ())]
        verdict = judge(record, candidates)
        if isinstance(verdict, Found):
            return Found(work=verdict.work, score=verdict.score, reason=f"{verdict.reason}; {_SYNTHETIC}")
        return NotAsked(reason=_NOT_HERE)


def open_source(*, offline: bool, mailto: str, cache: Path | None) -> Embedded:
    """The source; nothing is ever sent or stored, so no option changes it."""
    return Embedded()


@cache
def _works() -> Mapping[str, tuple[Work, ...]]:
    """The works by the beginning of the title and by DOI."""
    data = json.loads(files("citeaudit").joinpath("data/embedded-works.json").read_text(encoding="utf-8"))
    found: dict[str, tuple[Work, ...]] = {}
    for fields in data["works"]:
        work = _work(fields)
        for key in (_title_key(work.record.title), work.record.DOI.casefold()):
            found[key] = (*found.get(key, ()), work)
    return MappingProxyType(found)


def _work(fields: Mapping[str, Any]) -> Work:
    record = Record(
        type=fields["type"],
        author=tuple(Name(**name) for name in fields.get("author", ())),
        et_al=fields.get("et_al", False),
        title=fields["title"],
        container_title=fields["container-title"],
        year=fields["year"],
        volume=fields.get("volume", ""),
        issue=fields.get("issue", ""),
        supplement_number=fields.get("supplement", ""),
        page=fields.get("page", ""),
        DOI=fields["DOI"],
        PMID=fields.get("PMID", ""),
    )
    return Work(record=record, source=NAME, identifier=record.DOI, synthetic=True, source_keeps_notices=False)


def _title_key(title: str) -> str:
    return " ".join(fold(title).split()[:_KEY_WORDS])
