"""The DOI printed leads to another work than the reference describes.

The work that the DOI leads to is compared with the title, the authors and the place in the journal that are printed; only
where they do not fit is the reference looked up as if it had no DOI. The finding names the right DOI. A reference whose
DOI leads elsewhere and which is not found without it is reported by `unresolved-reference`; a DOI that leads to another
version of the same work passes.

Bad:

```markdown
# Sleep

Memory needs sleep (1).

## References

1. Hall A. Sleep and the consolidation of memory. J Sleep 2015;3:1-9. doi:10.5555/s1
```
```json works
{"10.5555/s1": {"DOI": "10.5555/s2", "leads_to": "Dreams of shift workers"}}
```
```text report
7:4 error[wrong-doi] reference 1: the DOI 10.5555/s1 leads to “Dreams of shift workers”; the work described has 10.5555/s2
```

Good:

```markdown
# Sleep

Memory needs sleep (1).

## References

1. Hall A. Sleep and the consolidation of memory. J Sleep 2015;3:1-9. doi:10.5555/s1
```
```json works
{"10.5555/s1": {"DOI": "10.5555/s2", "leads_to": "Sleep and the consolidation of memory"}}
```

Source: Crossref REST API documentation; a DOI is a claim of the author, as a title is.
"""

from collections.abc import Iterator

from citeaudit.checks._works import shown
from citeaudit.matching import same_title
from citeaudit.model import Audit, Finding, Found, Severity, Work
from citeaudit.rules.check import Check, NoOptions

check = Check(
    __name__,
    __doc__,
    severity=Severity.ERROR,
    group="record",
    message="reference {index}: the DOI {printed} leads to “{leads_to}”; the work described has {actual}",
    question="The DOI {printed} leads to “{leads_to}”; we found the work described under {actual}. Could you please check which work and which DOI you meant?",
    since="0.1",
    needs_works=True,
)


@check
def find(audit: Audit, options: NoOptions) -> Iterator[Finding]:
    for reference in audit.references:
        resolution = audit.resolutions.get(reference.index)
        if not isinstance(resolution, Found) or not resolution.leads_to:
            continue
        work, other = resolution.work, resolution.leads_to
        if not other.record.title or _is_version(work, other) or same_title(reference.record.title, other.record.title):
            continue
        yield check.finding(
            reference.location,
            facts={
                "printed": reference.record.DOI,
                "leads_to": other.record.title,
                "actual": work.record.DOI or "no DOI that is known",
            },
            numbers={"index": reference.label},
            references=[reference],
            evidence=[shown(work)],
            confidence=resolution.score,
        )


def _is_version(work: Work, other: Work) -> bool:
    """Whether one is known to be a preprint, or another version, of the other."""
    return any(
        version.record.DOI.casefold() in map(str.casefold, known.versions)
        for version, known in ((work, other), (other, work))
    )
