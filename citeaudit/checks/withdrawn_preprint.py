"""A preprint in the list has been withdrawn, and the manuscript does not say so.

Preprints are withdrawn for errors, for the wish of an author, or because another version took their place. Ignored as in
`retracted-work`.

Bad:

```markdown
# Sleep

Memory needs sleep (1).

## References

1. Hall A, Berg C. Sleep and the consolidation of memory. bioRxiv 2015. doi:10.5555/s1
```
```json works
{"10.5555/s1": {"type": "article", "updated_by": [{"kind": "withdrawal", "DOI": "10.5555/n1", "source": "publisher", "label": "withdrawal", "date": "2019-05-02"}]}}
```
```text report
7:4 warning[withdrawn-preprint] reference 1 is a preprint that was withdrawn on 2019-05-02 (notice: 10.5555/n1)
```

Good:

```markdown
# Sleep

Memory needs sleep (1).

## References

1. Hall A, Berg C. Sleep and the consolidation of memory. bioRxiv 2015. doi:10.5555/s1
```
```json works
{"10.5555/s1": {"type": "article", "updated_by": [{"kind": "new_version", "DOI": "10.5555/n1", "source": "publisher", "label": "new_version", "date": "2019-05-02"}]}}
```

Good:

```markdown
# Sleep

The preprint on sleep and memory was withdrawn (1).

## References

1. Hall A, Berg C. Sleep and the consolidation of memory. bioRxiv 2015. doi:10.5555/s1
```
```json works
{"10.5555/s1": {"type": "article", "updated_by": [{"kind": "withdrawal", "DOI": "10.5555/n1", "source": "publisher", "label": "withdrawal", "date": "2019-05-02"}]}}
```

Source: Crossref REST API, field `updated-by` (publishers and Retraction Watch); Europe PMC, `commentCorrectionList`; COPE retraction guidelines.
"""

from collections.abc import Iterator

from citeaudit.checks._standing import unsaid
from citeaudit.matching.pairs import is_preprint
from citeaudit.matching.standing import notice_facts, retraction
from citeaudit.matching.told import gone
from citeaudit.model import Audit, Finding, Severity
from citeaudit.rules.check import Check, NoOptions

check = Check(
    __name__,
    __doc__,
    severity=Severity.WARNING,
    group="standing",
    holds_anyway=True,
    message="reference {index} is a preprint that was withdrawn{when}{notice}",
    question="This preprint was withdrawn{when}{notice}. Would you like to keep the citation, or to cite another work?",
    since="0.1",
    needs_notices=True,
)


@check
def find(audit: Audit, options: NoOptions) -> Iterator[Finding]:
    for case in unsaid(audit, retraction, gone):
        if is_preprint(case.found.work.record):
            yield case.finding(check, notice_facts(case.notice))
