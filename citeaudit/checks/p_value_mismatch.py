"""A p value contradicts the interval printed beside it.

A 95% interval of a ratio that excludes 1 goes with p below 0.05. The p value is computed from the interval, on the
scale of logarithms for a ratio; it is reported where both lie on different sides of 0.05 and one is more than
`factor` times the other, however the numbers were rounded. p values of interactions, trends and other tests than this
one are left out.

Bad:

```markdown
# Sleep

The naps helped (HR 0.65, 95% CI 0.50-0.85; p = 0.40).

## References

1. Hall A, Berg C. Sleep and the consolidation of memory. J Sleep 2013;4:11-9.
```
```text report
3:45 warning[p-value-mismatch] p = 0.40, but the interval 0.50 to 0.85 gives about 0.0015
```

Good:

```markdown
# Sleep

The naps helped (HR 0.65, 95% CI 0.50-0.85; p = 0.002), light did not (HR 0.80, 95% CI 0.63-1.01; p = 0.03).

## References

1. Hall A, Berg C. Sleep and the consolidation of memory. J Sleep 2013;4:11-9.
```

Source: Altman DG, Bland JM. How to obtain the P value from a confidence interval. BMJ 2011;343:d2304.
"""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from citeaudit.checks._intervals import Estimate, estimates
from citeaudit.model import Audit, Finding, Severity
from citeaudit.rules.check import Check
from citeaudit.text.figures import Number, number
from citeaudit.text.patterns import lazy


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How many times the one p value may be the other, where they lie on different sides of 0.05."""

    factor: float = 5.0


check = Check(
    __name__,
    __doc__,
    severity=Severity.WARNING,
    group="numbers",
    message="p {sign} {printed}, but the interval {low} to {high} gives about {actual}",
    question="The text gives p {sign} {printed}, while the interval {low} to {high} would give about {actual}. Could you please check the figures?",
    since="0.1",
    options=Options,
)

_P = lazy(
    r"""
    \s*%?\s*[)\]]?\s*[,;(\[]?\s*
    (?P<all>
        [Pp](?:[-\s]?value)?\s*
        (?P<sign>[=<>≤≥])\s*
        (?P<p>0?\.\d+|0,\d+)
    )
    (?!\d|\s*[×x*]|[eE])  # a power of ten may follow
    """,
    re.VERBOSE,
)
"""A p value right behind an interval."""

_OTHER_TEST = lazy(r"interaction|trend|heterogen|inferior|superior|one-sided|log-?rank|bayes|credible|bootstrap", re.I)
"""Words for tests whose p value the interval does not give."""

_LEVEL = 95.0  # per cent; the level of nearly all intervals that are printed
_Z = 1.959964  # standard errors from the estimate to the end of a 95% interval
_SIGNIFICANT = 0.05  # the two p values must lie on different sides of it


@check
def find(audit: Audit, options: Options) -> Iterator[Finding]:
    for found in estimates(audit):
        match = _P.match(found.behind)
        if (
            match is None
            or not found.is_named
            or found.level != _LEVEL
            or _OTHER_TEST.search(found.before + found.words + found.behind)
        ):
            continue
        stated, computed = number(match["p"]), _computed(found)
        if stated is None or not computed:
            continue
        least, most = min(computed), max(computed)
        half = stated.unit / 2
        least_stated = stated.value - half if match["sign"] == "=" else stated.value
        above = match["sign"] in "=>≥" and (
            least_stated > max(_SIGNIFICANT, options.factor * most)
            or (match["sign"] != "=" and least_stated == _SIGNIFICANT > options.factor * most)
        )
        below = (
            match["sign"] in "=<≤" and (stated.value + half) * options.factor < least and stated.value < _SIGNIFICANT
        )
        if not ((above and most < _SIGNIFICANT) or (below and least > _SIGNIFICANT)):
            continue
        middle = sorted(computed)[len(computed) // 2]
        yield check.finding(
            found.passage.location(found.end + match.start("all"), found.end + match.end("all")),
            facts={
                "sign": match["sign"],
                "printed": match["p"],
                "low": found.printed[1],
                "high": found.printed[2],
                "actual": f"{middle:.2g}",
            },
            related=[found.passage.location(found.start, found.end)],
            evidence=[found.passage.quoted(found.start, found.end)],
            confidence=0.85,
        )


def _computed(found: Estimate) -> list[float]:
    """The p values that the numbers may stand for before they were rounded; none where they fit no usual interval."""
    values = []
    for estimate, low, high in product(*(_rounded(n) for n in (found.estimate, found.low, found.high))):
        if found.is_ratio:
            if min(estimate, low, high) <= 0:
                return []
            estimate, low, high = math.log(estimate), math.log(low), math.log(high)
        if not low < estimate < high:
            return []
        if not 0.5 <= (estimate - low) / (high - estimate) <= 2:  # lopsided: made another way
            return []
        z = abs(estimate) / ((high - low) / (2 * _Z))
        values.append(math.erfc(z / math.sqrt(2)))
    return values


def _rounded(printed: Number) -> tuple[float, float, float]:
    value, half = printed.value, printed.unit / 2
    return value - half, value, value + half
