"""The sentence names an author who did not write the reference it cites.

"Kaplan et al. (12)" must lead to a work of which Kaplan is an author. One letter may be wrong, and of a compound name
one part is enough. A name without "et al." or a co-author counts only if the list has it, since "proposed by Paget (8)"
may well cite a later work about Paget's idea. Where another reference is by the author named, it is suggested and the
finding is an error. A name that stands further from the marker may belong to another citation: it counts only if
another reference of the list is by that author, and then as a warning.

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

Good:

```markdown
# Sleep

Lindquist *et al.* (2) showed it, the idea was proposed by Paget (1).

## References

1. Hall A, Berg C. Sleep and the consolidation of memory. J Sleep 2016;4:11-9.
2. Lindqvist D, Lind E, et al. Naps in older adults. J Sleep 2019;7:21-30.
```

Source: NISO Z39.29 and every style with narrative citations: the name in the text is that of the first author.
"""

import re
from collections.abc import Iterator

from citeaudit.claims.authorship import wrote
from citeaudit.linking import authoryear
from citeaudit.model import Audit, Citation, Finding, Reference, Severity
from citeaudit.rules.check import Check, NoOptions
from citeaudit.text.patterns import lazy

_NAMED_PRINTED = 3
"""Authors of the reference that the message names."""

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
    for citation in audit.citations:
        cited = [audit.reference(link.reference) for link in citation.links if link.reference is not None]
        if _NAMES_ITS_WORK.search(citation.marker):  # the names in the sentence are those of other markers
            continue
        named = [name for name in citation.narrative_authors if _is_author_phrase(name, citation)]
        if not named or not cited or not all(r.record.author for r in cited):
            continue
        if any(wrote(name, reference) for name in named for reference in cited):
            continue
        beside = any(_is_beside_marker(name, citation) for name in named)
        better = [r for r in audit.references if r.record.author and any(_is_first(name, r) for name in named)]
        if not beside and (not better or _are_cited_nearby(better, citation, audit)):
            continue
        only = better[0] if len(better) == 1 else None
        yield check.finding(
            citation.location,
            facts={"named": " and ".join(named), "printed": _printed(cited[0])},
            numbers={
                "index": cited[0].index,
                "suggested": only.index if only else "",
                "author": next(name for name in named if _is_first(name, only)) if only else "",
            },
            references=cited,
            citations=[citation],
            suggested=[only] if only else (),
            related=[reference.location for reference in cited],
            severity=Severity.ERROR if better and beside else None,
            confidence=(0.95 if beside else 0.6) if better else 0.7,
        )


def _is_author_phrase(name: str, citation: Citation) -> bool:
    pattern = rf"{re.escape(name)}(?:,?\s+et\s+al\b|,?\s+(?:and|&)\s+[^\W\d_])|(?:and|&)\s+{re.escape(name)}\s*[,(\[]?$"
    return re.search(pattern, citation.sentence) is not None


def _is_beside_marker(name: str, citation: Citation) -> bool:
    """Whether only "et al.", another name or a year stands between the name and the marker."""
    between = (
        rf"{re.escape(name)}(?:\s+et\s+al\b\.?|\s+(?:and|&)\s+[\w’'\-]+|,)*\s*(?:\(?(?:19|20)\d\d[a-z]?\)?)?[\s,]*"
    )
    return re.search(between + re.escape(citation.marker), citation.sentence) is not None


def _are_cited_nearby(references: list[Reference], citation: Citation, audit: Audit) -> bool:
    """Whether a marker of the same sentence cites one of the references: then the name belongs to that marker."""
    nearby = {link.reference for c in audit.citations if c.sentence == citation.sentence for link in c.links}
    return any(reference.index in nearby for reference in references)


def _is_first(name: str, reference: Reference) -> bool:
    first = reference.record.author[0].full_family
    return bool(first) and first.casefold() == name.casefold()


def _printed(reference: Reference) -> str:
    names = [author.full_family for author in reference.record.author]
    return ", ".join(names[:_NAMED_PRINTED]) + (" and others" if len(names) > _NAMED_PRINTED else "")
