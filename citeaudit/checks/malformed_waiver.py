"""A waiver cannot be understood, or gives no reason.

Such a waiver lets nothing pass. Its form is "citeaudit: ignore[CHECK] reason", with several checks between commas and, if it is
not to hold for ever, "; until 2027-06-30" at its end.

Bad:

```markdown
# Sleep

Memory needs sleep (1,2).

<!-- citeaudit: ignore[dangling-citation] -->

Naps help (3).

## References

1. Hall A. Sleep and memory. J Sleep 2015;3:1-9.
2. Moss D. Naps in older adults. J Sleep 2019;7:21-30.
```
```text report
5:1 warning[malformed-waiver] this waiver lets nothing pass: it gives no reason
```

Good:

```markdown
# Sleep

Memory needs sleep (1,2).

<!-- citeaudit: ignore[dangling-citation] the list is being mended -->

Naps help (3).

## References

1. Hall A. Sleep and memory. J Sleep 2015;3:1-9.
2. Moss D. Naps in older adults. J Sleep 2019;7:21-30.
```

Bad:

```markdown
# Sleep

Memory needs sleep (1,2). <!-- citeaudit: ignore[dangling-citations] the list is being mended -->

## References

1. Hall A. Sleep and memory. J Sleep 2015;3:1-9.
2. Moss D. Naps in older adults. J Sleep 2019;7:21-30.
```
```text report
3:27 warning[malformed-waiver] this waiver lets nothing pass: there is no check “dangling-citations”; did you mean “dangling-citation”?
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
    message="this waiver lets nothing pass: {problem}",
    question="A note of ours could not be read ({problem}). Could you please have a look?",
    since="0.1",
    after_waivers=True,
)


@check
def find(audit: Audit, options: NoOptions) -> Iterator[Finding]:
    for waiver in audit.waivers:
        if waiver.state is WaiverState.MALFORMED:
            yield check.finding(
                waiver.location,
                facts={"problem": waiver.problem},
            )
