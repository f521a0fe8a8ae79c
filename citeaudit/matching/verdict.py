"""The verdict on one reference: which of the works a source proposes is the one the author meant, if any.

Taking a search engine's first hit is right in less than half of the cases when the work is not there at all
(precision 0.46; Crossref, reference-matching-evaluation, notebook 1). So a work counts as found only when title,
first author, and year or container agree. Where one of them is missing or damaged, the place in the journal has to
make up for it; and no similarity of titles ever stands alone. The rules are in `citeaudit.matching.rules`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from citeaudit.matching.comparison import Comparison, compare, first_author, stands_in
from citeaudit.matching.numbering import unscanned
from citeaudit.matching.rules import confirming, fitting, names_another_title
from citeaudit.matching.twins import being_one
from citeaudit.model import Ambiguous, Found, NotFound, Record, Reference, Work
from citeaudit.text.patterns import lazy

_NOT_CITED = frozenset({"component", "peer-review", "journal-issue", "journal"})
"""Types that Crossref registers beside the works themselves: figures, reviews of a manuscript, whole issues."""
_PREPRINT = "article"
"""The type of a preprint in CSL-JSON."""
_TIE = 0.02
"""Difference of scores that tells nothing: less than any field that agrees in one work and differs in another."""
_CONFIRMED = 0.5
"""The least score of a work whose DOI is printed; a DOI alone says as much as half of the fields."""
_LONGEST_TITLE = 90
"""Characters of a title that are quoted in a reason, so that the reason stays one line of two."""
_SCANNED_YEAR = lazy(r"(?<![^\W_])(?:1[89]|l[89]|2O|20)(?:\d[lO]|[lO]\d|lO|Ol|\d\d)(?![^\W_])")
"""A year in which character recognition may have made letters of digits: "20l5", "l999"."""


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
    compared = [
        (work, compare(record, in_year(work, record.year), raw))
        for work in candidates
        if work.record.type not in _NOT_CITED
    ]
    best = sorted((pair for pair in compared if fitting(pair[1]).fits), key=lambda pair: -pair[1].score)
    if not best:
        return NotFound(asked=tuple(asked), reason=_why_not(compared))
    work, comparison = best[0]
    equals = [pair for pair in best if pair[1].score >= comparison.score - _TIE]
    others = [other for other, _ in equals if not being_one(work.record, other.record).fits]
    if others:
        works = (work, *others)
        return Ambiguous(works=works, reason=f"{len(works)} works fit equally well: {comparison.reason}")
    # Before a preprint comes the article it became, where nothing else decides.
    work, comparison = next((pair for pair in equals if pair[0].record.type != _PREPRINT), equals[0])
    return Found(work=work, score=round(comparison.score, 3), reason=comparison.reason)


def repaired(record: Record, raw: str = "") -> Record:
    """A record whose numbers have digits again where character recognition made letters of them."""
    volume, page, year = unscanned(record.volume), unscanned(record.page), record.year
    if year is None and (match := _SCANNED_YEAR.search(raw)):
        year = int(unscanned(match[0]))
    same = (volume, page, year) == (record.volume, record.page, record.year)
    return record if same else replace(record, volume=volume, page=page, year=year)


def in_year(work: Work, year: int | None) -> Record:
    """The record of a work with that of its years which is nearest to one, for an article has a year online and one in print."""
    if year is None or not work.years:
        return work.record
    return replace(work.record, year=min(work.years, key=lambda own: abs(own - year)))


def confirm(reference: Reference, work: Work) -> Found | None:
    """Whether the DOI printed in a reference leads to the work that the rest of the reference describes.

    The DOI has said much already, so less must agree than in `judge`: the title, or the first author with something
    that fits, or the place in the journal. The title also counts if it stands in the reference as printed, so that a
    reference read wrongly is not taken for a wrong DOI.

    Returns:
        None where the DOI leads to another work.

    """
    comparison = compare(reference.record, in_year(work, reference.record.year))
    if not comparison.title and stands_in(work.record.title, reference.record, reference.raw):
        comparison = comparison._replace(title=True)
    if not confirming(comparison).fits:
        return None
    score = max(comparison.score, _CONFIRMED)
    reason = f"the DOI printed is of this work; {comparison.reason}".rstrip("; ")
    return Found(work=work, score=round(score, 3), reason=reason)


def _why_not(compared: Sequence[tuple[Work, Comparison]]) -> str:
    if not compared:
        return "the search gave nothing"
    work, comparison = max(compared, key=lambda pair: (pair[1].likeness, pair[1].score))
    if names_another_title(comparison):
        return "nothing the search gave has this title"
    author = first_author(work.record)
    by = " ".join(str(part) for part in (author.full_family if author else "", work.record.year) if part)
    return (
        f"the nearest work, “{_short(work.record.title)}”{f' ({by})' if by else ''}, does not fit: {comparison.reason}"
    )


def _short(title: str) -> str:
    return title if len(title) <= _LONGEST_TITLE else title[:_LONGEST_TITLE].rsplit(" ", 1)[0] + " …"
