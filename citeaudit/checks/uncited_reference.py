"""A reference of the list is cited nowhere in the text.

Journals ask that every reference be cited. A reference nobody cites is often the trace of a passage that was cut, or
of a citation that was lost. Where no citation at all was recognised the check does not speak: then it is not the
references that are at fault.

Bad:

```markdown
# Sleep

Memory needs sleep (1).

## References

1. Hall A. Sleep and memory. J Sleep 2015;3:1-9.
2. Moss D. Naps in older adults. J Sleep 2019;7:21-30.
```
```text report
8:4 warning[uncited-reference] reference 2 (Moss 2019) is cited nowhere in the text
```

Good:

```markdown
# Sleep

Memory needs sleep (1,2).

## References

1. Hall A. Sleep and memory. J Sleep 2015;3:1-9.
2. Moss D. Naps in older adults. J Sleep 2019;7:21-30.
```

Source: ICMJE Recommendations, section IV.A.3.g, References.
"""

from collections.abc import Iterator

from citeaudit.check import Check, NoOptions
from citeaudit.model import Audit, Finding, Severity

check = Check(
    __name__,
    __doc__,
    severity=Severity.WARNING,
    group="list",
    message="reference {index} ({cited}) is cited nowhere in the text",
    since="0.1",
    needs_citations=True,
)


@check
def find(audit: Audit, options: NoOptions) -> Iterator[Finding]:
    cited = {link.reference for citation in audit.citations for link in citation.links}
    if not cited - {None}:
        return
    for reference in audit.references:
        if reference.index not in cited:
            yield check.finding(
                reference.location,
                facts={"cited": reference.short()},
                numbers={"index": reference.label},
                references=[reference],
            )
