"""The list holds the same work twice.

Two entries are one work if they print the same DOI or PMID with titles that do not differ, if the same work was found
for both, or if their titles are the same, word by word, with the same authors and year and no other place in a
journal. Where first author, journal, volume, page and year are the same, titles are, too, that differ in spelling, in a
subtitle or in at most `letters` letters. A preprint and the article it became are one work too, be it that a source knows it or that title and authors
are the same. Editions and versions, parts of a series, and pages of one web site are not. Entries with one key are told by
`duplicate-key`.

Bad:

```markdown
# Sleep

Memory needs sleep (1).

## References

1. Hall A. Sleep and memory. J Sleep 2015;3:1-9. doi:10.1000/S1
2. Moss D. Naps in older adults. J Sleep 2019;7:21-30.
3. Hall A. Sleep and memory. J. Sleep. 2015;3:1. https://doi.org/10.1000/s1
```
```text report
9:4 warning[duplicate-reference] reference 3 (Hall 2015) is the same work as reference 1: the same DOI
```

Bad:

```markdown
# Sleep

Memory needs sleep (1).

## References

1. Hall A, Moss D. Sleep and the consolidation of memory. bioRxiv 2014. doi:10.1101/012345
2. Hall A, Moss D. Sleep and the consolidation of memory. J Sleep 2015;3:1-9. doi:10.1000/s1
```
```text report
8:4 warning[duplicate-reference] reference 2 (Hall 2015) is the same work as reference 1: a preprint and its article
```

Good:

```markdown
# Sleep

Memory needs sleep (1).

## References

1. Hall A, Moss D. Annual report on sleep in Europe. J Sleep 2015;3:1-9.
2. Hall A, Moss D. Annual report on sleep in Europe. J Sleep 2016;4:1-9.
```

Source: ICMJE Recommendations, section IV.A.3.g; NISO Z39.29-2005, Bibliographic References.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from citeaudit.matching import same_author, same_container, same_page, same_title, same_volume, same_year
from citeaudit.matching.names import is_misspelt
from citeaudit.matching.pairs import near_title
from citeaudit.matching.titles import title_kind
from citeaudit.model import Audit, Finding, Found, Reference, Severity, Work
from citeaudit.rules.check import Check
from citeaudit.text.folding import fold

_SHORTEST = 20  # letters of a title that is not another's by chance ("Introduction", "Sleep")

_PREPRINT = "article"
"""CSL's type for a preprint."""

_VERSIONED = frozenset({"webpage", "software", "dataset", "book", "document"})
"""Kinds of which editions and pages share their title and author."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """`letters` is the number of letters in which the titles of two entries with one place in a journal may differ."""

    letters: int = 3


check = Check(
    __name__,
    __doc__,
    severity=Severity.WARNING,
    group="list",
    message="reference {index} ({cited}) is the same work as reference {first}: {why}",
    question="References {references} seem to be one work ({why}). May we merge them and renumber?",
    since="0.1",
    options=Options,
)


@check
def find(audit: Audit, options: Options) -> Iterator[Finding]:
    reported: set[int] = set()
    told = {first.key for first, *_ in audit.manuscript.repeated_keys}
    for earlier, later in _pairs(audit):
        if later.index in reported or (later.key in told and later.key == earlier.key):
            continue
        if why := _same(audit, earlier, later) or _alike(earlier, later, options.letters):
            reported.add(later.index)
            yield check.finding(
                later.location,
                facts={"cited": later.short(), "why": why},
                numbers={"index": later.label, "first": earlier.label},
                references=[earlier, later],
                related=[earlier.location],
                confidence=0.95,
            )


def _pairs(audit: Audit) -> Iterator[tuple[Reference, Reference]]:
    """The pairs of one list that have a key in common, the earlier one first, in the order of the later one."""
    seen: dict[str, list[Reference]] = {}
    for reference in audit.references:
        earlier: dict[int, Reference] = {}
        for key in _keys(audit, reference):
            earlier.update({known.index: known for known in seen.setdefault(key, []) if known.part == reference.part})
            seen[key].append(reference)
        for index in sorted(earlier):
            yield earlier[index], reference


def _keys(audit: Audit, reference: Reference) -> set[str]:
    record = reference.record
    keys = {f"doi {record.DOI.casefold()}" if record.DOI else "", f"pmid {record.PMID}" if record.PMID else ""}
    title = fold(record.title).replace(" ", "")
    keys.add(f"title {title}" if title else "")
    if record.volume and record.first_page and record.year:
        keys.add(f"place {record.volume.casefold()} {record.first_page.casefold()}")
    if work := _work(audit, reference):
        keys |= {f"doi {doi.casefold()}" for doi in (work.record.DOI, *work.versions) if doi}
        keys.add(f"work {work.source} {work.identifier}")
    return keys - {""}


def _work(audit: Audit, reference: Reference) -> Work | None:
    resolution = audit.resolutions.get(reference.index)
    return resolution.work if isinstance(resolution, Found) else None


def _same(audit: Audit, earlier: Reference, later: Reference) -> str:
    """Why two entries are one work, "" where they are not known to be."""
    a, b = earlier.record, later.record
    if same_title(a.title, b.title) is False or _another_part(earlier, later):
        return ""
    if a.DOI and a.DOI.casefold() == b.DOI.casefold():
        return "the same DOI"
    if a.PMID and a.PMID == b.PMID:
        return "the same PMID"
    work, another = _work(audit, earlier), _work(audit, later)
    if work and another:
        if (work.source, work.identifier) == (another.source, another.identifier):
            return f"both are {work.record.DOI or work.identifier}"
        if _is_version(work, another) or _is_version(another, work):
            return (
                "a preprint and its article" if _PREPRINT in {work.record.type, another.record.type} else "two versions"
            )
    return _by_words(earlier, later)


def _another_part(earlier: Reference, later: Reference) -> bool:
    """Whether both have pages, and others: an article and its correction, chapters of a book."""
    a, b = earlier.record, later.record
    preprint = _PREPRINT in {a.type, b.type}
    return not preprint and same_page(a.page, b.page) is False and not (a.DOI and a.DOI.casefold() == b.DOI.casefold())


def _alike(earlier: Reference, later: Reference, letters: int) -> str:
    """Why two entries are one work though their titles are printed otherwise; two DOIs are those of two works, or one is wrong."""
    if earlier.record.DOI and later.record.DOI and earlier.record.DOI.casefold() != later.record.DOI.casefold():
        return ""
    if _same_place(earlier, later) and _nearly_same_title(earlier, later, letters):
        return "the same first author, year and place in the journal"
    return ""


def _same_place(earlier: Reference, later: Reference) -> bool:
    """Whether first author, journal, volume, page and year are the same, the author's name with a letter or two wrong."""
    a, b = earlier.record, later.record
    if not a.author or not b.author or a.type in _VERSIONED or b.type in _VERSIONED:
        return False
    first, other = a.author[0], b.author[0]
    return (
        (same_author(first, other) is True or is_misspelt(first, other))
        and same_container(a.container_title, b.container_title) is True
        and same_volume(a.volume, b.volume) is True
        and same_page(a.page, b.page) is True
        and same_year(a.year, b.year) is True
    )


def _nearly_same_title(earlier: Reference, later: Reference, letters: int) -> bool:
    """Whether two titles, both given, differ in what a list does to a title; notices and replies are works of their own."""
    a, b = earlier.record.title, later.record.title
    if not a or not b or title_kind(a) != title_kind(b):
        return False
    return bool(same_title(a, b)) or any(
        near_title(title, other, raw="", letters=letters) for title, other in ((a, b), (b, a))
    )


def _is_version(work: Work, other: Work) -> bool:
    return other.record.DOI.casefold() in map(str.casefold, work.versions) if other.record.DOI else False


def _by_words(earlier: Reference, later: Reference) -> str:
    a, b = earlier.record, later.record
    title = fold(a.title).replace(" ", "")
    placed = same_volume(a.volume, b.volume) is True and same_page(a.page, b.page) is True
    if title != fold(b.title).replace(" ", "") or not a.author or not b.author:
        return ""
    if len(title) < (1 if placed else _SHORTEST):
        return ""
    length = min(len(a.author), len(b.author))
    if any(same_author(x, y) is not True for x, y in zip(a.author[:length], b.author[:length], strict=True)):
        return ""
    if len(a.author) != len(b.author) and not (a.et_al or b.et_al):
        return ""
    if (a.type == _PREPRINT) != (b.type == _PREPRINT) and {a.type, b.type} & {"article-journal", "paper-conference"}:
        return "a preprint and its article" if same_year(a.year, b.year, tolerance=3) is not False else ""
    if a.type in _VERSIONED or b.type in _VERSIONED:
        return "the same words" if fold(earlier.raw) == fold(later.raw) else ""
    if same_year(a.year, b.year, tolerance=int(placed)) is not True or same_volume(a.volume, b.volume) is False:
        return ""
    if a.DOI and b.DOI:
        return ""  # one of the two may be wrong, which is not for here
    return "the same title, authors and year"
