"""A correction to a reference has been published.

What is cited may be the very figure that was corrected. Ignored where the entry or every sentence that cites it mentions the
correction, and where the notice is in the list itself. Retracted works are told by `retracted-work`.

Bad:

```markdown
# Sleep

Memory needs sleep (1).

## References

1. Hall A, Berg C. Sleep and the consolidation of memory. J Sleep 2015;3:123-9. doi:10.5555/s1
```
```json works
{"10.5555/s1": {"updated_by": [{"kind": "correction", "DOI": "10.5555/n1", "source": "publisher", "label": "correction", "date": "2016-03"}]}}
```
```text report
7:4 info[corrected-work] reference 1 was corrected in 2016-03 (notice: 10.5555/n1); see whether what is cited still stands
```

Good:

```markdown
# Sleep

Memory needs sleep (1).

## References

1. Hall A, Berg C. Sleep and the consolidation of memory. J Sleep 2015;3:123-9. doi:10.5555/s1
2. Hall A. Erratum. J Sleep 2016;4:2. doi:10.5555/n1
```
```json works
{"10.5555/s1": {"updated_by": [{"kind": "correction", "DOI": "10.5555/n1", "source": "publisher", "label": "correction", "date": "2019-05-02"}]}}
```

Good:

```markdown
# Sleep

Memory needs sleep (1).

## References

1. Hall A, Berg C. Sleep and the consolidation of memory. J Sleep 2015;3:123-9. Erratum in: J Sleep 2016;4:2. doi:10.5555/s1
```
```json works
{"10.5555/s1": {"updated_by": [{"kind": "correction", "DOI": "10.5555/n1", "source": "publisher", "label": "correction", "date": "2019-05-02"}]}}
```

Source: Crossref REST API, field `updated-by` (publishers and Retraction Watch); Europe PMC, `commentCorrectionList`; COPE retraction guidelines.
"""

from collections.abc import Iterator

from citeaudit.checks._standing import unsaid
from citeaudit.matching.standing import correction, lists_doi, notice_facts
from citeaudit.matching.told import corrected
from citeaudit.model import Audit, Finding, Severity
from citeaudit.rules.check import Check, NoOptions

check = Check(
    __name__,
    __doc__,
    severity=Severity.INFO,
    group="standing",
    holds_anyway=True,
    message="reference {index} was corrected{when}{notice}; see whether what is cited still stands",
    question="A correction of this work was published{when}{notice}. Could you please see whether what you cite from it still stands as written?",
    since="0.1",
    needs_notices=True,
)


@check
def find(audit: Audit, options: NoOptions) -> Iterator[Finding]:
    for case in unsaid(audit, correction, corrected):
        if not lists_doi(audit, case.notice.DOI):
            yield case.finding(check, notice_facts(case.notice))
