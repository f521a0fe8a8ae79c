"""The sentence names an author who did not write the reference it cites.

"Kaplan et al. (12)" must lead to a work of which Kaplan is an author. One letter may be wrong, and of a compound name
one part is enough. A name without "et al." or a co-author counts only if the list has it, since "proposed by Paget (8)"
may well cite a later work about Paget's idea. Where another reference is by the author named, it is suggested and the
finding is an error. A name that stands further from the marker may belong to another citation: it counts only if
another reference of the list is by that author, as a warning within one statement and as an info across a comma. A name
that begins with an initial of the first author may be the given name ("Anna et al." for "Hall A") and is an info, too,
unless the list has a work by such an author; so is one that "et al." of the entry may hide. Ignored are names that the entry has anywhere, initials, symbols and programs,
what is only pointed at ("see also"), and what belongs to something else ("in the data of Moss et al. together with").

Bad:

```markdown
# Sleep

Moss *et al.* (1) and Hall and Berg (1) showed it.

## References

1. Hall A, Berg C. Sleep and the consolidation of memory. J Sleep 2016;4:11-9.
2. Moss D, Lind E, et al. Naps in older adults. J Sleep 2019;7:21-30.
```
```text report
3:15 error[narrative-author-mismatch] the sentence names Moss, but reference 1 is by Hall, Berg; reference 2 is by Moss
```

Bad:

```markdown
# Sleep

Anna *et al.* (1) showed it. So did Bloom *et al.* (2).

## References

1. Hall A, Berg C. Sleep and the consolidation of memory. J Sleep 2016;4:11-9.
2. Moss D, Lind E. Naps in older adults. J Sleep 2019;7:21-30.
```
```text report
3:15 info[narrative-author-mismatch] the sentence names Anna, but reference 1 is by Hall, Berg
3:52 warning[narrative-author-mismatch] the sentence names Bloom, but reference 2 is by Moss, Lind
```

Good:

```markdown
# Sleep

Lindquist *et al.* (2) showed it, the idea was proposed by Paget (1), and Hall AB, *et al.* (1) agree.

## References

1. Hall A, Berg C. Sleep and the consolidation of memory. J Sleep 2016;4:11-9.
2. Lindqvist D, Lind E, et al. Naps in older adults. J Sleep 2019;7:21-30.
```

Source: NISO Z39.29 and every style with narrative citations: the name in the text is that of the first author.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from citeaudit.checks._named import Named, Place, named
from citeaudit.claims.authorship import may_be_given, prints, wrote
from citeaudit.linking import authoryear
from citeaudit.model import Audit, Citation, Finding, Reference, Severity
from citeaudit.rules.check import Check, NoOptions
from citeaudit.text.folding import fold
from citeaudit.text.patterns import lazy

_NAMED_PRINTED = 3
"""Authors of the reference that the message names."""

_SHORTEST_BARE = 4
"""Letters of a name that counts without "et al." and without a work of the list by that author."""

_NAMES_ITS_WORK = lazy(r"[^\W\d_]{2}.*\b(?:19|20)\d\d", re.DOTALL)
"""A marker with a name and a year in it."""

check = Check(
    __name__,
    __doc__,
    severity=Severity.WARNING,
    group="claim",
    message="the sentence names {named}, but reference {index} is by {printed}[[; reference {suggested} is by {author}]]",
    question="The sentence names {named}, while reference {reference} is by {printed}[[; reference {suggested} is by {author}]]. Which work did you mean, or should the name be changed?",
    since="0.1",
    needs_citations=True,
)


@check
def find(audit: Audit, options: NoOptions) -> Iterator[Finding]:
    if audit.citation_form == authoryear.FORM:  # there the names are the citation
        return
    same: dict[tuple[tuple[str, ...], tuple[int, ...]], list[_Accused]] = {}
    for citation in audit.citations:
        if accused := _accused(citation, audit):
            same.setdefault((accused.names, tuple(r.index for r in accused.cited)), []).append(accused)
    for cases in same.values():  # the same names for the same works are one fault, however often they are cited
        yield _finding(max(cases, key=lambda case: case.weight), cases)


def _finding(gravest: _Accused, cases: Sequence[_Accused]) -> Finding:
    cited, better, names = gravest.cited, gravest.better, gravest.names
    only = better[0] if len(better) == 1 else None
    severity, confidence = gravest.weight
    return check.finding(
        cases[0].citation.location,
        facts={"named": " and ".join(names), "printed": _printed(cited[0])},
        numbers={
            "index": cited[0].index,
            "suggested": only.index if only else "",
            "author": next(name for name in names if _is_first(name, only)) if only else "",
        },
        references=cited,
        citations=[case.citation for case in cases],
        suggested=[only] if only else (),
        related=[*(reference.location for reference in cited), *(case.citation.location for case in cases[1:])],
        severity=severity,
        confidence=confidence,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Accused:
    """Names in a sentence that wrote none of the works cited, and the works of the list that they wrote."""

    citation: Citation
    named: Sequence[Named]
    cited: Sequence[Reference]
    better: Sequence[Reference]

    @property
    def names(self) -> tuple[str, ...]:
        """The names, as printed."""
        return tuple(case.name for case in self.named)

    @property
    def place(self) -> Place:
        return max(case.place for case in self.named)

    @property
    def may_be_given(self) -> bool:
        return any(may_be_given(case.name, reference) for case in self.named for reference in self.cited)

    @property
    def agrees_in_year(self) -> bool:
        """Whether the year behind the name is that of a work cited."""
        return any(case.year is not None and case.year == r.record.year for case in self.named for r in self.cited)

    @property
    def weight(self) -> tuple[Severity, float]:
        """How grave it is, and how sure."""
        if self.place < Place.BESIDE:
            sure = self.place is Place.STATEMENT and not (self.may_be_given and self.agrees_in_year)
            return (Severity.WARNING, 0.8) if sure else (Severity.INFO, 0.5)
        if self.may_be_given:  # "Anna et al." for "Hall A"
            sure = bool(self.better) and not self.agrees_in_year
            return (Severity.WARNING, 0.8) if sure else (Severity.INFO, 0.5)
        if not self.better:
            hidden = any(reference.record.et_al for reference in self.cited)  # the name may be among the others
            sure = any(case.is_of_others for case in self.named) and not hidden
            return (Severity.WARNING, 0.9) if sure else (Severity.INFO, 0.5)
        return Severity.ERROR, 0.97


def _accused(citation: Citation, audit: Audit) -> _Accused | None:
    """The names of a citation, where none of them can be taken for an author of what it cites; else None."""
    cited = [audit.reference(link.reference) for link in citation.links if link.reference is not None]
    if not citation.narrative_authors or not cited or not all(r.record.author for r in cited):
        return None
    if _NAMES_ITS_WORK.search(citation.marker):  # the names in the sentence are those of other markers
        return None
    cases = [case for name in citation.narrative_authors if (case := named(citation, name))]
    words = {*citation.narrative_authors, *(word for case in cases for word in case.in_front)}
    words |= {f"{case.in_front[-1]} {case.name}" for case in cases if case.in_front}  # "Van Buren" of "VanBuren"
    if any(wrote(word, reference) or prints(word, reference) for word in words for reference in cited):
        return None
    if any(map(_is_doubtful, cited)):
        return None
    cases = [case for case in cases if case.is_phrase and case.place > Place.ELSEWHERE]
    if not cases:
        return None
    better = [r for r in audit.references if r.record.author and any(_is_first(case.name, r) for case in cases)]
    by_all = [r for r in better if all(wrote(case.name, r) for case in cases)]  # "Wang and Li": not every work by Wang
    better = by_all or better
    if not better and not any(case.is_of_others for case in cases) and _are_symbols([case.name for case in cases]):
        return None
    accused = _Accused(citation=citation, named=cases, cited=cited, better=better)
    if accused.place < Place.BESIDE and (not better or _are_cited_nearby(better, citation, audit)):
        return None
    return accused


def _are_symbols(names: Sequence[str]) -> bool:
    """Whether words may be symbols or acronyms: "such as Fe and Zn (3)", "in the USA and Canada (3)"."""
    return all(len(name) < _SHORTEST_BARE for name in names) or any(name.isupper() for name in names)


def _is_doubtful(reference: Reference) -> bool:
    """Whether the only author may be no person: "Iron SI. Steel of the Iron Institute" has the word again."""
    authors = reference.record.author
    family = fold(authors[0].full_family)
    return len(authors) == 1 and f" {fold(reference.raw)} ".count(f" {family} ") > 1


def _are_cited_nearby(references: Sequence[Reference], citation: Citation, audit: Audit) -> bool:
    """Whether a marker of the same sentence cites one of the references: then the name belongs to that marker."""
    nearby = {link.reference for c in audit.citations if c.sentence == citation.sentence for link in c.links}
    return any(reference.index in nearby for reference in references)


def _is_first(name: str, reference: Reference) -> bool:
    first = reference.record.author[0].full_family
    return bool(first) and first.casefold() == name.casefold()


def _printed(reference: Reference) -> str:
    names = [author.full_family for author in reference.record.author]
    return ", ".join(names[:_NAMED_PRINTED]) + (" and others" if len(names) > _NAMED_PRINTED else "")
