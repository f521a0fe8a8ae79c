"""No source that was asked holds a work that fits the reference.

Not found is not the same as invented: books, theses, web pages and local journals are in no registry, and a typo in
the title is enough to miss a work. A source that did not answer never gives this finding; the reference is then
counted as not asked.

A local index may hold a part of what is registered. Where it lacks more than `most_missing` (a share, 0 to 1) of the list, what
is not found says more of the index than of the reference, and is told as information.

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
from dataclasses import dataclass

from citeaudit.model import Ambiguous, Audit, Finding, NotAsked, NotFound, Severity
from citeaudit.rules.check import Check

_PARTIAL = frozenset(["index"])  # sources that may hold a part of what is registered


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """The share (0 to 1) of a list that a local index may lack before what it lacks is mere information."""

    most_missing: float = 0.2


check = Check(
    __name__,
    __doc__,
    severity=Severity.WARNING,
    group="record",
    message="reference {index} ({cited}) {outcome}",
    question="We have not found this reference in the sources that we looked into, which do not hold all works. Could you please check its details, and add a DOI or a link if there is one?",
    since="0.1",
    needs_works=True,
    options=Options,
)


@check
def find(audit: Audit, options: Options) -> Iterator[Finding]:
    asked = [resolution for resolution in audit.resolutions.values() if not isinstance(resolution, NotAsked)]
    missing = sum(isinstance(resolution, NotFound) for resolution in asked)
    lacking = missing > options.most_missing * len(asked)
    for reference in audit.references:
        resolution = audit.resolutions.get(reference.index)
        partial = False
        if isinstance(resolution, NotFound):
            outcome = f"was not found in {' and '.join(resolution.asked)}"
            partial = lacking and _PARTIAL.issuperset(resolution.asked)
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
            evidence=[f"the index lacks {missing} of the {len(asked)} looked up, and may not hold all"]
            if partial
            else (),
            severity=Severity.INFO if partial else None,
            confidence=0.2 if partial else 0.8 if isinstance(resolution, NotFound) else 0.5,
        )
