"""A local index of Crossref's records, for those who may not or cannot ask Crossref for each reference.

tantivy holds the keys, the words of the titles and the fields that are used of each record. An index is a folder: the file
`current` names the generation in use; a build writes a new generation beside it and then changes that name, so that a build
that is killed leaves the index as it was, and readers of the old generation are not disturbed.

Source: https://www.crossref.org/documentation/retrieve-metadata/rest-api/ for the records,
https://quickwit-oss.github.io/tantivy-py/ for the engine.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from citeaudit.errors import ConfigError, SourceError
from citeaudit.matching import confirm, judge
from citeaudit.matching.keys import record_keys, title_words
from citeaudit.matching.verdict import repaired
from citeaudit.model import Found, NotFound, Reference, Resolution, Work
from citeaudit.sources._asking import NOTHING_TO_ASK, after_doi, bare_doi, shown
from citeaudit.sources._crossref_work import work
from citeaudit.sources._index_files import CURRENT, INFO, notice_key

if TYPE_CHECKING:
    from citeaudit.sources._index_build import Built

NAME = "index"  # the source's name on the command line and in `Work.source`
_FEW = 4  # works judged at most that share the place in the literature
_CANDIDATES = 10  # works judged at most once titles are searched, too
_RAREST = 7  # words of a title that are looked for
_ENOUGH = 0.9  # a work that fits as well as this is not sought any further
_COMMON_SHARE = 0.02  # of all works; a word that more of them have in their titles tells little


class Index:
    """An index opened for reading; many processes may do so at once."""

    name = NAME

    def __init__(self, folder: Path) -> None:
        import tantivy

        self.folder = generation(folder)
        try:
            index = tantivy.Index.open(str(self.folder))
        except ValueError as error:
            raise SourceError(f"{folder}: the index cannot be read ({error}); build it again") from None
        self._keeps_notices = bool(_summary(folder).get("notices"))
        self._tantivy = tantivy
        self._schema = index.schema
        self._searcher = index.searcher()
        self._most = max(50, int(self._searcher.num_docs * _COMMON_SHARE))
        self._frequency = lru_cache(maxsize=200_000)(lambda word: self._searcher.doc_freq("word", word))

    def resolve(self, references: Sequence[Reference]) -> Iterator[tuple[int, Resolution]]:
        """Look references up; see `Source.resolve`. From cheap to dear: the DOI, the place in the literature, the title."""
        for reference in references:
            yield reference.index, self.resolve_one(reference)

    def resolve_one(self, reference: Reference) -> Resolution:
        """What one reference means."""
        record = reference.record
        led_to: NotFound | None = None
        if doi := bare_doi(record.DOI):
            held = self._search(self._term("doi", doi), 1)
            if held and (found := confirm(reference, held[0])):
                return self._noticed(found)
            if held:
                note = f"the DOI printed, {shown(doi)}, leads to “{shown(held[0].record.title)}”"
                led_to = NotFound(asked=(NAME,), reason=note, leads_to=held[0])
        mended = repaired(record, reference.raw)
        keys = [self._term("key", key) for key in record_keys(mended)]
        title = title_words(record.title)
        words = [self._term("word", word) for word in self._rare(title)]
        if not (doi or keys or title):
            return NOTHING_TO_ASK
        works = self._search(self._any(keys), _FEW) if keys else []
        verdict = judge(mended, works, raw=reference.raw, asked=(NAME,))
        if not (isinstance(verdict, Found) and verdict.score >= _ENOUGH):
            more = self._search(self._any([*keys, *words]), _CANDIDATES) if keys or words else []
            seen = {held.identifier for held in works}
            more = [held for held in more if held.identifier not in seen]
            verdict = judge(mended, [*works, *more], raw=reference.raw, asked=(NAME,)) if more else verdict
        return self._noticed(after_doi(verdict, led_to))

    def _noticed(self, verdict: Resolution) -> Resolution:
        """A work found with the notices of the index that are about it: its own record may be older than they are."""
        if not isinstance(verdict, Found) or not self._keeps_notices:
            return verdict
        doi = verdict.work.record.DOI.casefold()
        known = {notice.DOI.casefold() for notice in verdict.work.updated_by}
        more = [
            replace(update, DOI=notice.record.DOI)
            for notice in self._search(self._term("key", notice_key(doi)), _CANDIDATES)
            for update in notice.update_to
            if update.DOI.casefold() == doi and notice.record.DOI.casefold() not in known
        ]
        if not more:
            return verdict
        updated_by = (
            *verdict.work.updated_by,
            *sorted(more, key=lambda notice: (notice.date, notice.DOI, notice.kind)),
        )
        return replace(verdict, work=replace(verdict.work, updated_by=updated_by))

    def _rare(self, words: Sequence[str]) -> list[str]:
        """The words that tell most: the rarest that occur at all."""
        counted = sorted((count, word) for word in words if (count := self._frequency(word)))
        kept = [word for count, word in counted[:_RAREST] if count <= self._most]
        return kept or [word for _, word in counted[:_RAREST]]

    def _term(self, field: str, value: str) -> Any:
        return self._tantivy.Query.term_query(self._schema, field, value)

    def _any(self, queries: list[Any]) -> Any:
        should = self._tantivy.Occur.Should
        return self._tantivy.Query.boolean_query([(should, query) for query in queries])

    def _search(self, query: Any, most: int) -> list[Work]:
        hits = self._searcher.search(query, most, count=False).hits
        return [held for _, address in hits if (held := self._work(address))]

    def _work(self, address: Any) -> Work | None:
        stored: Any = self._searcher.doc(address).get_first("record")
        held = work(json.loads(bytes(stored)))
        return held if held is None or self._keeps_notices else replace(held, source_keeps_notices=False)


def generation(folder: Path) -> Path:
    """The folder of the generation in use.

    Raises:
        ConfigError: There is no index.

    """
    try:
        name = (folder / CURRENT).read_text("utf-8").strip()
    except OSError:
        raise ConfigError(f"{folder}: there is no index; make one with `citeaudit index build {folder} FILE`") from None
    if not re.fullmatch(r"generation-\d+", name) or not (folder / name / INFO).is_file():
        raise ConfigError(f"{folder}: the index is incomplete; build it again")
    return folder / name


def build(folder: Path, files: Sequence[Path], *, progress: Callable[[int, int], None] | None = None) -> Built:
    """Make an index of files; see `_index_build.build`."""
    from citeaudit.sources import _index_build  # building needs more than reading

    return _index_build.build(folder, files, progress=progress)


def info(folder: Path) -> str:
    """What is in an index, in plain words.

    Raises:
        ConfigError: There is no index.

    """
    summary = _summary(folder)
    works, size = summary["works"], summary["bytes"]
    lines = [
        f"{folder}: {works:,} works, {size / 1e6:,.1f} MB, built {summary['built']} from {_listed(summary['files'])}"
    ]
    if summary["damaged"] or summary["without_doi"]:
        lines.append(
            f"passed over: {summary['damaged']:,} damaged places, {summary['without_doi']:,} records without a DOI"
        )
    if not summary.get("notices"):
        lines.append("no notices: whether a work was retracted or corrected cannot be told with it")
    return "\n".join(lines)


def _summary(folder: Path) -> dict[str, Any]:
    """What a build said of itself; indexes made before some of it was said lack it."""
    summary: dict[str, Any] = json.loads((generation(folder) / INFO).read_text("utf-8"))
    return summary


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names) if len(names) <= 3 else f"{names[0]}, {names[1]} and {len(names) - 2} more files"


def open_source(*, offline: bool = False, mailto: str = "", cache: Path | None = None, argument: str = "") -> Index:
    """The index in the folder `argument`; nothing is ever sent.

    Raises:
        ConfigError: No folder is given, or it holds no index.
        SourceError: The index cannot be read.

    """
    if not argument:
        raise ConfigError("which index? name its folder: --source index:DIR")
    return Index(Path(argument))
