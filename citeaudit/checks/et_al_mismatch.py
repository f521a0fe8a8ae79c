"""“Et al.” stands where the work has no more authors than are printed.

Compared with the work found: all its authors are printed, and “et al.” follows all the same. Off by default: the
check is only as good as the source, and some hold the first authors alone, taken from lists like the one at hand.
Where only one author is printed the check does not speak, since registries often hold the first author alone; nor
does it where one of the names differs.

Bad:

```markdown
# Sleep

Memory needs sleep (1).

## References

1. Hall A, Berg C, et al. Sleep and the consolidation of memory. J Sleep 2015;3:1-9. doi:10.5555/s1
```
```json works
{"10.5555/s1": {"author": ["Hall, A", "Berg, C"]}}
```
```text report
7:4 info[et-al-mismatch] reference 1: “et al.” stands after all 2 authors that example has
```

Good:

```markdown
# Sleep

Memory needs sleep (1).

## References

1. Hall A, Berg C, et al. Sleep and the consolidation of memory. J Sleep 2015;3:1-9. doi:10.5555/s1
```
```json works
{"10.5555/s1": {"author": ["Hall, A", "Berg, C", "Lind, E"]}}
```

Source: Citing Medicine, 2nd edition, chapter 1: “et al.” stands for authors left out; Crossref REST API, field
`author`.
"""

from collections.abc import Iterator

from citeaudit.checks._works import shown
from citeaudit.matching import same_author
from citeaudit.matching.pairs import found_pairs
from citeaudit.model import Audit, Finding, Severity
from citeaudit.rules.check import Check, NoOptions

check = Check(
    __name__,
    __doc__,
    severity=Severity.INFO,
    group="list",
    message="reference {index}: “et al.” stands after all {count} authors that {source} has",
    question="“et al.” stands after all {count} authors that {source} has. May we remove it, or are there further authors?",
    since="0.1",
    needs_works=True,
    enabled=False,
)


@check
def find(audit: Audit, options: NoOptions) -> Iterator[Finding]:
    for reference, found in found_pairs(audit):
        cited, actual = reference.record.author, found.work.record.author
        if not reference.record.et_al or len(cited) < 2 or len(cited) != len(actual):
            continue
        if all(same_author(author, registered) for author, registered in zip(cited, actual, strict=True)):
            yield check.finding(
                reference.location,
                facts={"count": len(actual), "source": found.work.source},
                numbers={"index": reference.label},
                references=[reference],
                evidence=[shown(found.work)],
                confidence=0.8 * found.score,
            )
