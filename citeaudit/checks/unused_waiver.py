"""A waiver no longer matches anything.

What it suppressed was mended, or the waiver stands in the wrong place; left where it is, it would hide the next fault. A waiver of a
check that did not run, or could not look at everything, is not judged.

Bad:

```markdown
# Sleep

Memory needs sleep (1).

Naps help (2). <!-- citeaudit: ignore[dangling-citation] the list is being mended -->

## References

1. Hall A. Sleep and memory. J Sleep 2015;3:1-9.
2. Moss D. Naps in older adults. J Sleep 2019;7:21-30.
```
```text report
5:16 warning[unused-waiver] the waiver of dangling-citation matches nothing; it can go
```

Good:

```markdown
# Sleep

Memory needs sleep (1,2).

Naps help (3). <!-- citeaudit: ignore[dangling-citation] the list is being mended -->

## References

1. Hall A. Sleep and memory. J Sleep 2015;3:1-9.
2. Moss D. Naps in older adults. J Sleep 2019;7:21-30.
```

Good:

```markdown
# Sleep

Memory needs sleep (1,2,9).

<!-- citeaudit: ignore-file[dangling-citation] the list is being mended -->

## References

1. Hall A. Sleep and memory. J Sleep 2015;3:1-9.
2. Moss D. Naps in older adults. J Sleep 2019;7:21-30.
```

Source: the project's own rule: a waiver says what is suppressed, why, and for how long.
"""

from collections.abc import Iterator

from citeaudit.model import Audit, Finding, Severity, WaiverState
from citeaudit.rules.check import Check, NoOptions

check = Check(
    __name__,
    __doc__,
    severity=Severity.WARNING,
    group="waiver",
    holds_anyway=True,
    message="the waiver of {check}{where} matches nothing; it can go",
    question="A note of ours on {check}{where} is no longer needed. May we remove it?",
    since="0.1",
    after_waivers=True,
)


@check
def find(audit: Audit, options: NoOptions) -> Iterator[Finding]:
    for waiver in audit.waivers:
        if waiver.state is WaiverState.UNUSED:
            yield check.finding(
                waiver.location,
                facts={
                    "check": waiver.check,
                    "reason": waiver.reason,
                    "where": f" for reference “{waiver.reference}”" if waiver.reference else "",
                },
            )
