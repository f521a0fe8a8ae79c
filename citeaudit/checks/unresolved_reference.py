"""No source that was asked holds a work that fits the reference.

Not found is not the same as invented: books, theses, web pages and local journals are in no registry, and a typo in
the title is enough to miss a work. A source that did not answer never gives this finding; the reference is then
counted as not asked.

Bad:

```markdown
# Sleep

Memory needs sleep (1).

## References

1. Hall A. Sleep and memory. J Sleep 2015;3:1-9. doi:10.5555/s1
```
```json works
{"10.5555/s1": null}
```
```text report
7:4 warning[unresolved-reference] reference 1 (Hall 2015) was not found in example: no such DOI
```

Good:

```markdown
# Sleep

Memory needs sleep (1).

## References

1. Hall A. Sleep and memory. J Sleep 2015;3:1-9. doi:10.5555/s1
```
```json works
{"10.5555/s1": {}}
```

Source: Crossref REST API documentation; what is registered is not all that exists.
"""

from collections.abc import Iterator

from citeaudit.check import Check, NoOptions
from citeaudit.model import Ambiguous, Audit, Finding, NotFound, Severity

check = Check(
    __name__,
    __doc__,
    severity=Severity.WARNING,
    group="record",
    message="reference {index} ({cited}) {outcome}",
    since="0.1",
    needs_works=True,
)


@check
def find(audit: Audit, options: NoOptions) -> Iterator[Finding]:
    for reference in audit.references:
        resolution = audit.resolutions.get(reference.index)
        if isinstance(resolution, NotFound):
            outcome = f"was not found in {' and '.join(resolution.asked)}"
        elif isinstance(resolution, Ambiguous):
            outcome = f"fits {len(resolution.works)} works equally well"
        else:
            continue
        yield check.finding(
            reference.location,
            facts={
                "cited": reference.short(),
                "outcome": f"{outcome}: {resolution.reason}" if resolution.reason else outcome,
            },
            numbers={"index": reference.label},
            references=[reference],
            confidence=0.8 if isinstance(resolution, NotFound) else 0.5,
        )
