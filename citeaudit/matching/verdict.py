"""The verdict on one reference: which of the works a source proposes is the one the author meant, if any.

Taking a search engine's first hit is right in less than half of the cases when the work is not there at all
(precision 0.46; Crossref, reference-matching-evaluation, notebook 1). So a work counts as found only when title,
first author, and year or container agree. Where one of them is missing or damaged, the place in the journal has to
make up for it; and no similarity of titles ever stands alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from citeaudit.matching.containers import is_damaged, near_container, same_container
from citeaudit.matching.names import is_misspelt, same_author, same_coauthors
from citeaudit.matching.numbering import same_page, same_volume, same_year, unscanned
from citeaudit.matching.titles import loose_likeness, same_title, stands_loosely_in, title_kind, title_likeness
from citeaudit.model import Ambiguous, Found, Name, NotFound, Record, Reference, Work
from citeaudit.text.folding import fold

# Crossref registers these beside the works themselves: figures, reviews of a manuscript, whole issues.
_NOT_CITED = frozenset({"component", "peer-review", "journal-issue", "journal"})
_ALIKE = 0.85  # a title cut or damaged, never a title with another number in it
_PRINTED = 0.9  # a title that stands in the reference, but was not read as its title
_RESEMBLES = 0.6
_TIE = 0.02
_SCANNED_YEAR = re.compile(r"(?<![^\W_])(?:1[89]|l[89]|2O|20)(?:\d[lO]|[lO]\d|lO|Ol|\d\d)(?![^\W_])")
_NOTICE = re.compile(r"(?:correct|errat|corrigend|addend|retract|repl[yi]|respon|comment)\w*(?: (?:to|on|for|of))?$")
_OF_ANOTHER = re.compile(r"\b(?:correct|errat|corrigend|addend|retract|repl(?:y|ies)|respon|comment)\w*\b")
_WEIGHTS = {"title": 0.45, "first author": 0.2, "year": 0.1, "container": 0.1, "volume": 0.075, "first page": 0.075}


class _Comparison(NamedTuple):
    """A record against a work, field by field; None where a field cannot be compared."""

    title: bool | None
    likeness: float
    long_title: bool
    author: bool | None
    misspelt: bool
    year: bool | None
    exact_year: bool | None
    container: bool | None
    damaged_container: bool
    volume: bool | None
    page: bool | None
    coauthors: bool | None
    near_container: bool | None
    resemblance: float  # of the title, where the place agrees; see `loose_likeness`

    @property
    def named(self) -> bool:
        return self.author is True or self.misspelt

    @property
    def placed(self) -> bool:
        """Whether the place in the journal agrees: first page and volume, as far as they are known, and not neither."""
        return self.page is True and self.volume is not False

    @property
    def alike(self) -> bool:
        return self.title is True or self.likeness >= _ALIKE

    @property
    def score(self) -> float:
        """How much agrees, 0–1; a field that cannot be compared counts half."""
        year = None if self.year is None else float(self.year) * (1.0 if self.exact_year else 0.7)
        agreed = {
            "title": None if self.title is None else max(float(self.title), self.likeness, 0.9 * self.resemblance),
            "first author": 0.8 if self.misspelt or (self.author is False and self.coauthors) else self.author,
            "year": year,
            "container": 0.8 if self.container is False and self.near_container else self.container,
            "volume": self.volume,
            "first page": self.page,
        }
        return sum(
            weight * (0.5 if agreed[name] is None else float(agreed[name] or 0.0)) for name, weight in _WEIGHTS.items()
        )

    @property
    def reason(self) -> str:
        """What agrees and what differs, in words."""
        fields = {
            "title": None if self.title is False and self.alike else self.title,
            "first author": self.author,
            "year": self.exact_year,
            "journal or book": self.container,
            "volume": self.volume,
            "first page": self.page,
        }
        agree = [name for name, same in fields.items() if same]
        differ = [name for name, same in fields.items() if same is False]
        words = f"{_listed(agree)} {'agrees' if len(agree) == 1 else 'agree'}" if agree else ""
        if differ:
            words += f"{'; ' if words else ''}{_listed(differ)} {'differs' if len(differ) == 1 else 'differ'}"
        return f"{words}; the titles are alike, not the same" if self.title is False and self.alike else words


def judge(
    record: Record, candidates: Sequence[Work], *, raw: str = "", asked: Sequence[str] = ()
) -> Found | Ambiguous | NotFound:
    """Choose the work that a reference means among those a source proposes.

    Args:
        record: What the author wrote.
        candidates: Works proposed, in the order of the source; may be empty.
        raw: The reference as printed. A title that stands in it counts as alike, even if the record has another one
            or none, because the reference was read wrongly.
        asked: Names of the sources that proposed them, for `NotFound`.

    Returns:
        Found, with a score 0–1 (the share of the fields that agrees); Ambiguous where works that are really
        different fit equally well; NotFound where none fits. Each with a reason in plain words.

    """
    record = repaired(record, raw)
    compared = [(work, _compare(record, work.record, raw)) for work in candidates if work.record.type not in _NOT_CITED]
    fitting = sorted((pair for pair in compared if _fits(pair[1])), key=lambda pair: -pair[1].score)
    if not fitting:
        return NotFound(asked=tuple(asked), reason=_why_not(compared))
    work, comparison = fitting[0]
    equals = [pair for pair in fitting if pair[1].score >= comparison.score - _TIE]
    others = [other for other, _ in equals[1:] if not _is_same_work(work.record, other.record)]
    if others:
        works = (work, *others)
        return Ambiguous(works=works, reason=f"{len(works)} works fit equally well: {comparison.reason}")
    if work.record.type == "article":  # a preprint; prefer the article it became, where nothing else decides
        work, comparison = next((pair for pair in equals if pair[0].record.type != "article"), equals[0])
    return Found(work=work, score=round(comparison.score, 3), reason=comparison.reason)


def repaired(record: Record, raw: str = "") -> Record:
    """A record whose numbers have digits again where character recognition made letters of them."""
    volume, page, year = unscanned(record.volume), unscanned(record.page), record.year
    if year is None and (match := _SCANNED_YEAR.search(raw)):
        year = int(unscanned(match[0]))
    same = (volume, page, year) == (record.volume, record.page, record.year)
    return record if same else replace(record, volume=volume, page=page, year=year)


def confirm(reference: Reference, work: Work) -> Found | None:
    """Whether the DOI printed in a reference leads to the work that the rest of the reference describes.

    The DOI has said much already, so less must agree than in `judge`: the title, or the first author with something
    that fits, or the place in the journal. The title also counts if it stands in the reference as printed, so that a
    reference read wrongly is not taken for a wrong DOI.

    Returns:
        None where the DOI leads to another work.

    """
    comparison = _compare(reference.record, work.record)
    title = comparison.title
    if not title and _stands_in(work.record.title, reference.record, reference.raw):
        title = True
    known = (title, comparison.author, comparison.year, comparison.container, comparison.volume, comparison.page)
    fits = (
        all(same is None for same in known)
        or (title is True and (comparison.named or comparison.placed or comparison.long_title))
        or (comparison.likeness >= 0.7 and comparison.named)
        or (comparison.named and comparison.placed and comparison.year is not False)
        or (title is None and (comparison.named or comparison.placed))
    )
    if not fits:
        return None
    comparison = comparison._replace(title=title)
    score = max(comparison.score, 0.5)
    reason = f"the DOI printed is of this work; {comparison.reason}".rstrip("; ")
    return Found(work=work, score=round(score, 3), reason=reason)


def _compare(record: Record, other: Record, raw: str = "") -> _Comparison:
    misspelt, author = _same_first_author(record, other)
    title, likeness = same_title(record.title, other.title), title_likeness(record.title, other.title)
    if not title and likeness < _PRINTED and _stands_in(other.title, record, raw):
        title, likeness = False, _PRINTED
    container = same_container(record.container_title, other.container_title)
    volume, page = same_volume(record.volume, other.volume), same_page(record.page, other.page)
    if page is not True and _ends_in(other.DOI, record.first_page):
        page = True
    near = container or (near_container(record.container_title, other.container_title) if container is False else None)
    resemblance = 0.0
    if volume and page and not title and title_kind(record.title) == title_kind(other.title):
        resemblance = loose_likeness(record.title, other.title)
        if bool(_OF_ANOTHER.search(fold(raw))) is bool(_OF_ANOTHER.search(fold(other.title))):
            resemblance = max(resemblance, stands_loosely_in(other.title, raw))
    damaged = title is None and container is False and is_damaged(record.container_title, other.container_title)
    return _Comparison(
        title=title,
        likeness=likeness,
        long_title=len(fold(other.title).split()) >= 5,
        author=author,
        misspelt=misspelt,
        year=same_year(record.year, other.year, tolerance=1),
        exact_year=same_year(record.year, other.year),
        container=container,
        damaged_container=damaged,
        volume=volume,
        page=page,
        coauthors=same_coauthors(record.author, other.author),
        near_container=near,
        resemblance=resemblance,
    )


def _ends_in(doi: str, page: str) -> bool:
    """Whether a DOI ends in the number of the article, as those of PLOS, Frontiers and PNAS do."""
    digits = "".join(filter(str.isdigit, page)).lstrip("0")
    return len(digits) >= 3 and bool(re.search(rf"(?<![1-9])0*{digits}$", doi))


def _same_first_author(record: Record, other: Record) -> tuple[bool, bool | None]:
    """Whether the first author is the same but misspelt, and whether it is the same."""
    one, two = _first_author(record), _first_author(other)
    if one is None or two is None:
        return False, None
    if one.literal:  # a group may stand anywhere in the list of authors
        groups = [name for name in other.author if name.literal]
        return False, True if any(same_author(one, name) for name in groups) else same_author(one, two)
    same = same_author(one, two)
    return same is False and is_misspelt(one, two), same


def _first_author(record: Record) -> Name | None:
    return next(iter(record.author or record.editor), None)


def _fits(it: _Comparison) -> bool:
    in_journal = bool(it.container or it.damaged_container or it.near_container)
    known = it.named or bool(it.coauthors)
    if (
        it.title is None and it.resemblance < _ALIKE
    ):  # physics and chemistry print no titles, and some works are registered without
        if it.page:
            unnamed = it.container is None and it.named and bool(it.coauthors)
            return bool(known and it.year and it.volume and (in_journal or unnamed))
        # registered without a page: then two authors have to agree, and the journal
        return bool(it.page is None and it.named and it.coauthors and it.year and it.volume and in_journal)
    if it.title and it.named:
        # The same title in another book, or a series with one title and one author ("Cancer statistics").
        if it.volume is not True and it.page is False and (it.container is False or it.year is False):
            return False
        if it.volume is False and it.page is False and it.exact_year is False:
            return False
        unknown = it.year is None and it.container is None
        placed = it.volume is True and it.page is True and (in_journal or it.year is None)
        agrees = it.year is True or it.container is True or placed
        return agrees or (unknown and it.author is True and it.long_title)
    if it.title and it.author is None:
        return it.year is True and (it.container is True or it.placed)
    if it.title:  # another first author: everything else has to agree
        return bool(it.year and it.placed and (in_journal or it.coauthors))
    if it.volume and it.page and it.year is not False and it.resemblance >= _RESEMBLES:  # a title damaged or not read
        return known and (in_journal or bool(it.coauthors) or it.resemblance >= _ALIKE)
    in_volume = it.volume is True and in_journal and it.page is not False
    return it.alike and it.named and it.year is True and (it.placed or in_volume)


def _is_same_work(one: Record, other: Record) -> bool:
    """Whether two registered works are one: a double registration, or a preprint and the article it became."""
    if one.DOI and one.DOI.casefold() == other.DOI.casefold():
        return True
    misspelt, same = _same_first_author(one, other)
    if same_title(one.title, other.title) is False or (same is False and not misspelt):
        return False
    if "article" in (one.type, other.type) and one.type != other.type:
        return True
    places = (
        same_year(one.year, other.year, tolerance=1),
        same_container(one.container_title, other.container_title),
        same_volume(one.volume, other.volume),
        same_page(one.page, other.page),
    )
    return False not in places


def _stands_in(title: str, record: Record, raw: str) -> bool:
    """Whether a title of four words or more stands in a reference as printed, and not under "Correction: …"."""
    words = fold(title)
    if len(words.split()) < 4 or title_kind(title) != title_kind(record.title):
        return False
    before, found, _ = f" {fold(raw)} ".partition(f" {words} ")
    return bool(found) and not _NOTICE.search(before)


def _why_not(compared: Sequence[tuple[Work, _Comparison]]) -> str:
    if not compared:
        return "the search gave nothing"
    work, comparison = max(compared, key=lambda pair: (pair[1].likeness, pair[1].score))
    if comparison.title is not None and comparison.likeness < 0.6:
        return "nothing the search gave has this title"
    author = _first_author(work.record)
    by = " ".join(str(part) for part in (author.full_family if author else "", work.record.year or "") if part)
    return (
        f"the nearest work, “{_short(work.record.title)}”{f' ({by})' if by else ''}, does not fit: {comparison.reason}"
    )


def _short(title: str) -> str:
    return title if len(title) <= 90 else title[:90].rsplit(" ", 1)[0] + " …"


def _listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
