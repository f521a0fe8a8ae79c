"""A percentage does not fit the two numbers it is printed with.

"50.5% (20/40)" and "20 of 40 patients (50.5%)" contradict themselves. A difference of one unit of the last digit
printed is ignored, as rounding. Words such as "about" or "more than" before the percentage excuse it, and weighted,
pooled and estimated percentages are no quotients, so sentences that speak of such are left out. Fractions of less
than five, such as grades (3/4), count only with "of". A percentage that ends a range ("90% to 95% (5 of 212)") is a limit, and
where the right one stands behind the brackets ("(5 of 212) 2%"), that one is meant. What is measured in per cent itself, such as
a variance, an identity or a yield, is no share of those counted.

Bad:

```markdown
# Sleep

Recall rose in 50.5% (20/40), and in 20 of 40 men (52%).

## References

1. Hall A, Berg C. Sleep and the consolidation of memory. J Sleep 2013;4:11-9.
```
```text report
3:16 warning[percentage-mismatch] 20 of 40 is 50.0%, not 50.5%
3:38 warning[percentage-mismatch] 20 of 40 is 50%, not 52%
```

Good:

```markdown
# Sleep

Recall rose in 50·1% (20/40), and in 20 of 40 men (51%), in 1,234 of 2,468 mice (50.0%), in more than 40% (20/40).

## References

1. Hall A, Berg C. Sleep and the consolidation of memory. J Sleep 2013;4:11-9.
```

Source: arithmetic.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from citeaudit.checks._prose import passages
from citeaudit.model import Audit, Finding, Severity
from citeaudit.rules.check import Check
from citeaudit.text.figures import UNSIGNED, number, plain
from citeaudit.text.patterns import lazy


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """The difference that is ignored, in units of the last digit printed."""

    units: float = 1.0


check = Check(
    __name__,
    __doc__,
    severity=Severity.WARNING,
    group="numbers",
    message="{part} of {whole} is {actual}%, not {printed}%",
    question="{part} of {whole} is {actual}%, while the text has {printed}%. Could you please check the figures, or tell us if the base is another?",
    since="0.1",
    options=Options,
)

_COUNT = r"(?:\d{1,3}(?:[,\u202f]\d{3})+|\d+)(?![\d.,]*\d)"
"""A whole number, with or without separators of thousands."""

_FRACTION = (
    rf"(?:n\s*=\s*)?(?P<part>{_COUNT})"
    r"(?P<sign>\s*/\s*|\s+(?:out\s+)?of\s+(?:the\s+|all\s+)?)"
    rf"(?:n\s*=\s*)?(?P<whole>{_COUNT})(?!\s*/)"
)
"""“20/40” and “20 of the 40”; “1/2/2015” is a date."""

_PERCENT = rf"(?P<percent>{UNSIGNED})\s*%"
"""The percentage that is compared."""

_OPEN = r"\s*[(\[]\s*"  # before the part in parentheses
_CLOSE = r"\s*[)\],;]"  # behind it: the parenthesis ends, or goes on with something else

_BEFORE = r"(?<![\w./,+×<>≤≥-])"
"""Behind these a number is a part of another one, or a limit."""

_FORMS = tuple(
    lazy(form)
    for form in (
        rf"{_BEFORE}{_PERCENT}{_OPEN}{_FRACTION}(?:\s+[A-Za-z-]+){{0,3}}{_CLOSE}",
        rf"{_BEFORE}{_FRACTION}(?:\s+[A-Za-z-]+){{0,4}}{_OPEN}{_PERCENT}{_CLOSE}",
        rf"[(\[]\s*{_FRACTION}\s*[,;:=]\s*{_PERCENT}{_CLOSE}",
        rf"[(\[]\s*{_PERCENT}\s*[,;:=]\s*{_FRACTION}{_CLOSE}",
    )
)
"""Where the percentage stands: before the numbers, behind them, or with them in parentheses."""

_ROUGHLY = lazy(
    r"""
    (?:
        about | around | approximately | approx\.? | roughly | nearly | almost | over | under
        | than | least | most | up\s+to | only | some
        | ~ | ≈ | ∼ | > | < | ≥ | ≤ | ±
    )
    \s*$
    """,
    re.IGNORECASE | re.VERBOSE,
)
"""Words and signs that make a number a rough one."""

_NO_QUOTIENT = lazy(
    r"""
    weighted | adjusted | pooled | estimated | kaplan | actuarial | cumulative | standardi[sz]ed | imputed
    | reduc | decreas | increas
    | survival | mean\b | median | inter-?quartile
    """,
    re.IGNORECASE | re.VERBOSE,
)
"""Words for percentages that are more than one number over another."""

_NO_FRACTION = lazy(r"(?:grades?|stages?|type|class|phase|scores?|ratio|mmHg|pressure|acuity)\s*$", re.I)
"""Words before two numbers that are no part and whole."""

_MEASURED = lazy(
    r"""
    varia(?:nce|tion|bility) | \bPVE | \bR2\b | identity | similarity | homology | purity | yield | humidity | moisture | heritability
    | concentration | saturation | content | confidence | level | dose
    """,
    re.IGNORECASE | re.VERBOSE,
)
"""What is itself measured in per cent, between the numbers and the percentage: “7 of 9 loci with a total variance (86%)”."""

_RANGE = lazy(r"\d\s*%?\s*(?:to|-|and)\s*$")
"""What stands before the end of a range."""

_BEHIND = lazy(rf"[)\],;:\s]*(?:was|were|is|are|produced|gave|had|=)?\s*(?P<percent>{UNSIGNED})\s*%")
"""A percentage right behind."""

_SMALLEST = 5
"""“3/4” and the like are scores and grades as often as counts."""

_RANGE_REACH = 20  # characters before a percentage in which the beginning of its range stands
_REACH = 120  # characters before and behind in which a word may tell that it is no quotient


@check
def find(audit: Audit, options: Options) -> Iterator[Finding]:
    for passage in passages(audit):
        text = plain(passage.block.text)
        if "%" not in text:
            continue
        seen: set[int] = set()
        for match in sorted((m for form in _FORMS for m in form.finditer(text)), key=lambda m: (m.start(), m.end())):
            percent, part, whole = (number(match[name]) for name in ("percent", "part", "whole"))
            if percent is None or part is None or whole is None or match.start("part") in seen:
                continue
            seen.add(match.start("part"))
            if not 0 <= part.value <= whole.value or whole.value == 0 or percent.value > 100:
                continue
            if "/" in match["sign"] and whole.value < _SMALLEST:
                continue
            before = text[max(0, match.start() - _REACH) : match.start()]
            around = text[max(0, match.start() - _REACH) : match.end() + _REACH]
            rough = _ROUGHLY.search(text[: match.start("percent")][-20:]) or _ROUGHLY.search(before)
            if rough or _NO_FRACTION.search(before) or _NO_QUOTIENT.search(around):
                continue
            if _MEASURED.search(text[match.end("whole") : match.start("percent")]):
                continue
            actual = 100 * part.value / whole.value
            if _RANGE.search(text[: match.start("percent")][-_RANGE_REACH:]) or _fits_behind(
                text[match.end() - 1 :], actual
            ):
                continue
            if abs(actual - percent.value) <= options.units * percent.unit + 1e-9:
                continue
            yield check.finding(
                passage.location(
                    match.start("part" if match.start("part") < match.start("percent") else "percent"), match.end() - 1
                ),
                facts={
                    "part": match["part"],
                    "whole": match["whole"],
                    "printed": match["percent"],
                    "actual": f"{actual:.{percent.decimals}f}",
                },
                evidence=[passage.quoted(match.start(), match.end())],
                confidence=0.9,
            )


def _fits_behind(text: str, actual: float) -> bool:
    """Whether the percentage that stands next is the right one."""
    match = _BEHIND.match(text)
    percent = number(match["percent"]) if match else None
    return percent is not None and abs(actual - percent.value) <= percent.unit + 1e-9
