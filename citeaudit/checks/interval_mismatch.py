"""An estimate lies outside its own interval, or the interval runs backwards.

"HR 0.65 (95% CI 0.70-0.90)" cannot be right in all three numbers. Ratios and differences that are called so right
before the number are looked at, and numbers alone in front of "(95% CI". One unit of the last digit is ignored as
rounding; so is an estimate that fits once its sign or its percent sign is set right, as "a risk difference of 3 (95%
CI -5 to -1)" may mean a reduction.

Bad:

```markdown
# Sleep

The naps helped (HR 0.65, 95% CI 0.70-0.90; OR 1.4, 95% CI 1.9 to 1.1). It took 36 weeks (95% CI: 27, 32).

## References

1. Hall A, Berg C. Sleep and the consolidation of memory. J Sleep 2013;4:11-9.
```
```text report
3:21 warning[interval-mismatch] 0.65 lies outside its interval, 0.70 to 0.90
3:48 warning[interval-mismatch] the interval runs backwards, from 1.9 to 1.1
3:81 warning[interval-mismatch] 36 lies outside its interval, 27 to 32
```

Good:

```markdown
# Sleep

The naps helped (hazard ratio 0·69, 95% CI: 0·70 to 0·90; mean difference −1.5 [95% CI −2.0, −1.0]; OR 0,65 (95% CI 0,5–0,9)). It took 36 weeks
(95% CI 27, 52). Recall rose from 45% to 50% (95% CI 1 to 9).

## References

1. Hall A, Berg C. Sleep and the consolidation of memory. J Sleep 2013;4:11-9.
```

Source: a confidence interval of the usual methods holds its estimate.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from citeaudit.checks._intervals import estimates
from citeaudit.model import Audit, Finding, Severity
from citeaudit.rules.check import Check
from citeaudit.text.patterns import lazy


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How far outside the estimate may lie, in units of the last digit printed."""

    units: float = 1.0


check = Check(
    __name__,
    __doc__,
    severity=Severity.WARNING,
    group="numbers",
    message="{problem}",
    question="We read here: {problem}. Could you please check the figures?",
    since="0.1",
    options=Options,
)

_IN_PER_CENT = lazy(r"risk|rate|absolute|prevalence|incidence|\bRD\b", re.IGNORECASE)
"""Estimates of which one number may be printed as a share and the other in per cent."""


@check
def find(audit: Audit, options: Options) -> Iterator[Finding]:
    for found in estimates(audit):
        printed, low, high = found.printed
        a, b = found.low.value, found.high.value
        slack = options.units * found.unit + 1e-9
        if a > b:
            if min(-a, -b) - slack <= found.estimate.value <= max(-a, -b) + slack and found.estimate.value < 0:
                continue  # minus signs were lost on the way, not mistaken
            problem = f"the interval runs backwards, from {low} to {high}"
        elif a - slack <= found.estimate.value <= b + slack:
            continue
        else:
            other = [-found.estimate.value]
            if found.words.count("%") > 1 or _IN_PER_CENT.search(found.before):
                other += [found.estimate.value * 100, found.estimate.value / 100]
            if any(a - slack <= value <= b + slack for value in other):
                continue
            problem = f"{printed} lies outside its interval, {low} to {high}"
        yield check.finding(
            found.passage.location(found.start, found.end),
            facts={"problem": problem},
            evidence=[found.passage.quoted(found.start, found.end)],
            confidence=0.9,
        )
