"""A citation names a number that the list of references does not have.

Bad:

```markdown
# Sleep

Memory needs sleep (1,2,4).

## References

1. Hall A. Sleep and memory. J Sleep 2015;3:1-9.
2. Moss D. Naps in older adults. J Sleep 2019;7:21-30.
3. Berg C. Dreams. J Sleep 2020;8:31-9.
```
```text report
3:20 error[dangling-citation] (1,2,4) points at reference 4, but the list ends at 3
```

Good:

```markdown
# Sleep

Memory needs sleep (1–3), as a trial in 2019 (20/40) showed.

## References

1. Hall A. Sleep and memory. J Sleep 2015;3:1-9.
2. Moss D. Naps in older adults. J Sleep 2019;7:21-30.
3. Berg C. Dreams. J Sleep 2020;8:31-9.
```

Source: ICMJE Recommendations, section IV.A.3.g, References.
"""

from collections.abc import Iterator

from citeaudit.check import Check, NoOptions
from citeaudit.linking.markers import number
from citeaudit.model import Audit, Finding, Severity

check = Check(
    __name__,
    __doc__,
    severity=Severity.ERROR,
    group="list",
    message="{marker} points at reference {label}, but {reason}",
    since="0.1",
    needs_citations=True,
)


@check
def find(audit: Audit, options: NoOptions) -> Iterator[Finding]:
    last = max((number(r.label) for r in audit.references), default=0)
    for citation in audit.citations:
        for link in citation.links:
            if link.reference is None:
                past = number(link.label) > last
                yield check.finding(
                    citation.location,
                    numbers={
                        "marker": citation.marker,
                        "label": link.label,
                        "reason": f"the list ends at {last}" if past else "the list has no such number",
                    },
                    citations=[citation],
                )
