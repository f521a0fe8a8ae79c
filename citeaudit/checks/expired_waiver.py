"""A waiver has come to its end.

A waiver may say until when it holds: "; until 2027-06-30". It holds on that day and no longer, and what it suppressed is
reported again.

Bad:

```markdown
# Sleep

Memory needs sleep (1,2).

Naps help (3). <!-- citeaudit: ignore[dangling-citation] the list is being mended; until 2001-01-31 -->

## References

1. Hall A. Sleep and memory. J Sleep 2015;3:1-9.
2. Moss D. Naps in older adults. J Sleep 2019;7:21-30.
```
```text report
5:16 warning[expired-waiver] the waiver of dangling-citation ended on 2001-01-31
```

Good:

```markdown
# Sleep

Memory needs sleep (1,2).

Naps help (3). <!-- citeaudit: ignore[dangling-citation] the list is being mended; until 9999-01-31 -->

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
    message="the waiver of {check}{where} ended on {until}",
    question="A note of ours on {check}{where} ended on {until}. Does it still hold?",
    since="0.1",
    after_waivers=True,
)


@check
def find(audit: Audit, options: NoOptions) -> Iterator[Finding]:
    for waiver in audit.waivers:
        if waiver.state is WaiverState.EXPIRED:
            yield check.finding(
                waiver.location,
                facts={
                    "check": waiver.check,
                    "reason": waiver.reason,
                    "where": f" for reference “{waiver.reference}”" if waiver.reference else "",
                    "until": waiver.until,
                },
            )
