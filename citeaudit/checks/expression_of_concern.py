"""A journal has published an expression of concern about a reference.

The work is under doubt and not retracted. Ignored where the entry or every sentence that cites it says so, and where the notice is in
the list itself. Where it was retracted afterwards, `retracted-work` speaks.

Bad:

```markdown
# Sleep

Memory needs sleep (1).

## References

1. Hall A, Berg C. Sleep and the consolidation of memory. J Sleep 2015;3:123-9. doi:10.5555/s1
```
```json works
{"10.5555/s1": {"updated_by": [{"kind": "expression_of_concern", "DOI": "10.5555/n1", "source": "publisher", "label": "expression_of_concern", "date": "2019-05-02"}]}}
```
```text report
7:4 warning[expression-of-concern] reference 1 has an expression of concern of its journal, published on 2019-05-02 (notice: 10.5555/n1)
```

Good:

```markdown
# Sleep

Memory needs sleep (1).

## References

1. Hall A, Berg C. Sleep and the consolidation of memory. J Sleep 2015;3:123-9. doi:10.5555/s1
```
```json works
{"10.5555/s1": {"updated_by": [{"kind": "correction", "DOI": "10.5555/n1", "source": "publisher", "label": "correction", "date": "2019-05-02"}]}}
```

Good:

```markdown
# Sleep

A study under an expression of concern says that memory needs sleep (1).

## References

1. Hall A, Berg C. Sleep and the consolidation of memory. J Sleep 2015;3:123-9. doi:10.5555/s1
```
```json works
{"10.5555/s1": {"updated_by": [{"kind": "expression_of_concern", "DOI": "10.5555/n1", "source": "publisher", "label": "expression_of_concern", "date": "2019-05-02"}]}}
```

Source: Crossref REST API, field `updated-by` (publishers and Retraction Watch); Europe PMC, `commentCorrectionList`; COPE retraction guidelines.
"""

from collections.abc import Iterator

from citeaudit.checks._standing import unsaid
from citeaudit.matching.standing import concern, lists_doi, notice_facts
from citeaudit.matching.told import doubted
from citeaudit.model import Audit, Finding, Severity
from citeaudit.rules.check import Check, NoOptions

check = Check(
    __name__,
    __doc__,
    severity=Severity.WARNING,
    group="standing",
    holds_anyway=True,
    message="reference {index} has an expression of concern of its journal{when}{notice}",
    question="There is an expression of concern of the journal on this work{when}{notice}. Would you like to keep the citation, perhaps with a word on it?",
    since="0.1",
    needs_notices=True,
)


@check
def find(audit: Audit, options: NoOptions) -> Iterator[Finding]:
    for case in unsaid(audit, concern, doubted):
        if not lists_doi(audit, case.notice.DOI):
            facts = notice_facts(case.notice)
            yield case.finding(check, facts | {"when": f", published{facts['when']}" if case.notice.date else ""})
