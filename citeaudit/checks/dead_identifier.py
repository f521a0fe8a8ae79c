"""The DOI printed does not exist, says the registry of all DOIs.

Only what doi.org itself denies is reported: a DOI that Crossref or DataCite alone do not know may be another
agency's, and a registry that did not answer says nothing. Whether the work was found without its DOI does not matter
here; where it was not, `unresolved-reference` tells what was looked for.

Bad:

```markdown
# Sleep

Memory needs sleep (1).

## References

1. Hall A. Sleep and memory. J Sleep 2015;3:1-9. doi:10.5555/s1
```
```json works
{"10.5555/s1": {"dead": true, "DOI": "10.5555/s11"}}
```
```text report
7:4 error[dead-identifier] reference 1: there is no DOI 10.5555/s1; the work described has 10.5555/s11
```

Good:

```markdown
# Sleep

Memory needs sleep (1).

## References

1. Hall A. Sleep and memory. J Sleep 2015;3:1-9. doi:10.5555/s1
```
```json works
{"10.5555/s1": null}
```

Source: DOI Handbook, “Which RA?” service: the answer “DOI does not exist”.
"""

from collections.abc import Iterator

from citeaudit.model import Audit, Finding, Found, NotAsked, Severity
from citeaudit.rules.check import Check, NoOptions

check = Check(
    __name__,
    __doc__,
    severity=Severity.ERROR,
    group="list",
    message="reference {index}: there is no DOI {printed}{instead}",
    question="We could not open the DOI {printed}{instead}. Could you please check it?",
    since="0.1",
    needs_works=True,
)


@check
def find(audit: Audit, options: NoOptions) -> Iterator[Finding]:
    for reference in audit.references:
        resolution = audit.resolutions.get(reference.index)
        if resolution is None or isinstance(resolution, NotAsked) or not resolution.dead_doi:
            continue
        actual = resolution.work.record.DOI if isinstance(resolution, Found) else ""
        yield check.finding(
            reference.location,
            facts={
                "printed": reference.record.DOI or resolution.dead_doi,
                "instead": f"; the work described has {actual}" if actual else "",
            },
            numbers={"index": reference.label},
            references=[reference],
            evidence=["doi.org says that it does not exist"],
        )
