"""A reference has been retracted, and the manuscript does not say so.

Retracted or withdrawn articles are cited on for years. Ignored where the entry says so ("Retracted in …"), where every sentence that
cites it does, and where the work was reinstated. Preprints are told by `withdrawn-preprint`. Only what the source knows can be told:
one that holds no notices, as an index of old records, finds nothing.

Bad:

```markdown
# Sleep

Memory needs sleep (1).

## References

1. Hall A, Berg C. Sleep and the consolidation of memory. J Sleep 2015;3:123-9. doi:10.5555/s1
```
```json works
{"10.5555/s1": {"updated_by": [{"kind": "retraction", "DOI": "10.5555/n1", "source": "publisher", "label": "retraction", "date": "2019-05-02"}]}}
```
```text report
7:4 error[retracted-work] reference 1 was retracted on 2019-05-02 (notice: 10.5555/n1)
```

Bad:

```markdown
# Sleep

Memory needs sleep (1).

## References

1. Hall A, Berg C. Sleep and the consolidation of memory. J Sleep 2015;3:123-9. doi:10.5555/s1
```
```json works
{"10.5555/s1": {"title": "RETRACTED: Sleep and the consolidation of memory"}}
```
```text report
7:4 error[retracted-work] reference 1 was retracted
```

Bad:

```markdown
# Sleep

Memory needs sleep (1). The trial was since retracted (1).

## References

1. Hall A, Berg C. Sleep and the consolidation of memory. J Sleep 2015;3:123-9. doi:10.5555/s1
```
```json works
{"10.5555/s1": {"updated_by": [{"kind": "retraction", "DOI": "10.5555/n1", "source": "publisher", "label": "retraction", "date": "2019-05-02"}]}}
```
```text report
7:4 error[retracted-work] reference 1 was retracted on 2019-05-02 (notice: 10.5555/n1)
```

Good:

```markdown
# Sleep

A trial of sleep and memory was retracted (1).

## References

1. Hall A, Berg C. Sleep and the consolidation of memory. J Sleep 2015;3:123-9. doi:10.5555/s1
```
```json works
{"10.5555/s1": {"updated_by": [{"kind": "retraction", "DOI": "10.5555/n1", "source": "publisher", "label": "retraction", "date": "2019-05-02"}]}}
```

Good:

```markdown
# Sleep

Memory needs sleep (1).

## References

1. Hall A, Berg C. Sleep and the consolidation of memory. J Sleep 2015;3:123-9. Retracted in: J Sleep 2019;7:4. doi:10.5555/s1
```
```json works
{"10.5555/s1": {"updated_by": [{"kind": "retraction", "DOI": "10.5555/n1", "source": "publisher", "label": "retraction", "date": "2019-05-02"}]}}
```

Good:

```markdown
# Sleep

Memory needs sleep (1).

## References

1. Hall A, Berg C. Sleep and the consolidation of memory. J Sleep 2015;3:123-9. doi:10.5555/s1
```
```json works
{"10.5555/s1": {"updated_by": [{"kind": "retraction", "DOI": "10.5555/n1", "date": "2019"}, {"kind": "reinstatement", "DOI": "10.5555/n2", "date": "2020"}]}}
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
    severity=Severity.ERROR,
    group="standing",
    holds_anyway=True,
    message="reference {index} was {what}{when}{notice}",
    question="This work was {what}{when}{notice}. Would you like to keep the citation, with a word on the retraction, or to cite another work?",
    since="0.1",
    needs_notices=True,
)


@check
def find(audit: Audit, options: NoOptions) -> Iterator[Finding]:
    for case in unsaid(audit, retraction, gone):
        if not is_preprint(case.found.work.record):
            what = "retracted" if case.notice.kind == "retraction" else "withdrawn"
            yield case.finding(check, {"what": what, **notice_facts(case.notice)})
