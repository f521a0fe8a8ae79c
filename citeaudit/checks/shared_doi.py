"""Two references print the same DOI, and are two works.

A DOI leads to one work, so one of the two has another's, mostly by a slip of copying. Entries are two works where the
titles differ, and two of these, too: the first author, the year, the place in the journal. Ignored: chapters and supplements
that bear the DOI of the whole, corrections and replies, and entries that the reader did not read with certainty
(`least_certain`). The same work printed twice is `duplicate-reference`.

Bad:

```markdown
# Sleep

Memory needs sleep (1).

## References

1. Hall A. Sleep and the consolidation of memory. J Sleep 2015;3:1-9. doi:10.1000/s1
2. Moss D. Naps in older adults. J Sleep 2019;7:21-30. https://doi.org/10.1000/S1
```
```text report
8:4 warning[shared-doi] reference 2 (Moss 2019) prints the DOI 10.1000/S1 of reference 1 (Hall 2015), which is another work
```

Good:

```markdown
# Sleep

Memory needs sleep (1).

## References

1. Hall A. Sleep and the consolidation of memory. J Sleep 2015;3:1-9. doi:10.1000/s1
2. Hall A. Sleep and the consolidation of memories. J Sleep 2016;3:1-9. doi:10.1000/s1
```

Good:

```markdown
# Sleep

Memory needs sleep (1).

## References

1. Hall A. Sleep of towns. In: Lind E, editor. Handbook of sleep. Bern: Springer; 2015. p. 1-9. doi:10.1000/s1
2. Moss D. Naps in the country. In: Lind E, editor. Handbook of sleep. Bern: Springer; 2015. p. 11-19. doi:10.1000/s1
```

Source: DOI Handbook, section 1.5: a DOI is the name of one object, and of no other.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from citeaudit.matching import same_title
from citeaudit.matching.comparison import compare
from citeaudit.matching.pairs import near_title
from citeaudit.matching.titles import title_kind
from citeaudit.model import Audit, Finding, Record, Reference, Severity
from citeaudit.rules.check import Check

_LETTERS = 3
"""Letters by which two printings of one title may differ, as in `title-mismatch`."""

_FEWEST = 2
"""Fields beside the title in which two works differ; in one, a single work does when it is mistyped."""

_PARTS = frozenset({"chapter", "entry", "entry-encyclopedia", "entry-dictionary", "dataset", "software", "book"})
"""Kinds of works that may bear the DOI of the whole that they are part of, or of all their versions."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """`least_certain` is the certainty (0 to 1) with which both entries must have been read."""

    least_certain: float = 0.7


check = Check(
    __name__,
    __doc__,
    severity=Severity.WARNING,
    group="list",
    message="reference {index} ({cited}) prints the DOI {printed} of reference {first} ({other}), which is another work",
    question="References {references} have the same DOI ({printed}), but seem to be two works. Could you please check both DOIs?",
    since="0.1",
    options=Options,
)


@check
def find(audit: Audit, options: Options) -> Iterator[Finding]:
    seen: dict[str, list[Reference]] = {}
    for reference in audit.references:
        doi = reference.record.DOI.casefold()
        if not doi or reference.confidence < options.least_certain:
            continue
        others = seen.setdefault(doi, [])
        if other := next((known for known in others if _are_two(known, reference)), None):
            yield check.finding(
                reference.location,
                facts={"cited": reference.short(), "printed": reference.record.DOI, "other": other.short()},
                numbers={"index": reference.label, "first": other.label},
                references=[other, reference],
                related=[other.location],
                confidence=0.95,
            )
        others.append(reference)


def _are_two(earlier: Reference, later: Reference) -> bool:
    """Whether two entries are two works beyond doubt: by their titles, and by what else they print."""
    a, b = earlier.record, later.record
    if {a.type, b.type} & _PARTS or title_kind(a.title) or title_kind(b.title):
        return False
    if same_title(a.title, b.title) is not False or _near(a, b, earlier.raw) or _near(b, a, later.raw):
        return False
    compared = compare(a, b, earlier.raw)
    placed = None if compared.page is None and compared.volume is None else compared.placed
    return [compared.named or compared.author, compared.year, placed].count(False) >= _FEWEST


def _near(record: Record, other: Record, raw: str) -> bool:
    return near_title(record.title, other.title, raw=raw, letters=_LETTERS)
