"""The year in a reference differs from the year of the work.

A wrong year sends readers to another edition. Each year that the source has for the work is right: the one in which it came
out online, the one in which it was printed, and the one that the source calls its year. A difference of `tolerance` years is
ignored, because not every source knows them all. Ignored, too: a reference in press, a preprint against its article, a year
that stands in the reference elsewhere ("1995 (reprint of 1962)"), and an article of the time before journals went online whose
record bears the year in which it was put there.

Bad:

```markdown
# Sleep

Memory needs sleep (1).

## References

1. Hall A, Berg C. Sleep and the consolidation of memory. J Sleep 2015;3:123-9. doi:10.5555/s1
```
```json works
{"10.5555/s1": {"year": 2013}}
```
```text report
7:4 error[year-mismatch] reference 1: the year is “2015”, example has “2013”
```

Good:

```markdown
# Sleep

Memory needs sleep (1).

## References

1. Hall A, Berg C. Sleep and the consolidation of memory. J Sleep 2015;3:123-9. doi:10.5555/s1
```
```json works
{"10.5555/s1": {"year": 2014}}
```

Good:

```markdown
# Sleep

Memory needs sleep (1).

## References

1. Hall A, Berg C. Sleep and the consolidation of memory. J Sleep 1989;3:123-9. doi:10.5555/s1
```
```json works
{"10.5555/s1": {"year": 2010}}
```

Bad:

```markdown
# Sleep

Memory needs sleep (1).

## References

1. Hall A, Berg C. Sleep and the consolidation of memory. J Sleep 2000;3:123-9. doi:10.5555/s1
```
```json works
{"10.5555/s1": {"year": 2010}}
```
```text report
7:4 error[year-mismatch] reference 1: the year is “2000”, example has “2010”
```

Good:

```markdown
# Sleep

Memory needs sleep (1).

## References

1. Hall A, Berg C. Sleep and the consolidation of memory. J Sleep 2015;3:123-9. Epub 2012. doi:10.5555/s1
```
```json works
{"10.5555/s1": {"year": 2012}}
```

Good:

```markdown
# Sleep

Memory needs sleep (1).

## References

1. Hall A, Berg C. Sleep and the consolidation of memory. J Sleep 2015;3:123-9. doi:10.5555/s1
```
```json works
{"10.5555/s1": {"year": 2018, "years": [2018, 2015]}}
```

Bad:

```markdown
# Sleep

Memory needs sleep (1).

## References

1. Hall A, Berg C. Sleep and the consolidation of memory. J Sleep 2015;3:123-9. doi:10.5555/s1
```
```json works
{"10.5555/s1": {"year": 2018, "years": [2018, 2013]}}
```
```text report
7:4 error[year-mismatch] reference 1: the year is “2015”, example has “2018”
```

Source: Crossref REST API, fields `issued`, `published-online` and `published-print`; publishers register scanned back volumes with the day of the scan.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from citeaudit.checks._works import difference
from citeaudit.matching import same_year
from citeaudit.matching.pairs import found_pairs, in_one_form, prints_number
from citeaudit.model import Audit, Finding, Severity
from citeaudit.rules.check import Check

_ONLINE = 2000  # the year by which journals had gone online


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """`tolerance` is the difference in years that is ignored."""

    tolerance: int = 1


check = Check(
    __name__,
    __doc__,
    severity=Severity.ERROR,
    group="record",
    message="reference {index}: the year is “{cited}”, {source} has “{actual}”",
    question="The reference has the year {cited}, while {source} has {actual}. Could you please check it?",
    since="0.1",
    needs_works=True,
    options=Options,
)


@check
def find(audit: Audit, options: Options) -> Iterator[Finding]:
    for reference, found in found_pairs(audit):
        cited, actual, work = reference.record.year, found.work.record.year, found.work
        years = [year for year in (actual, *work.years) if year is not None]
        if cited is None or not years or not in_one_form(reference, found):
            continue
        if any(same_year(cited, year, tolerance=options.tolerance) for year in years):
            continue
        put_online = cited < min(_ONLINE, *years)
        if (
            put_online
            or any(prints_number(reference.raw, str(year)) for year in years)
            or str(cited) in work.record.DOI
        ):
            continue
        yield difference(check, reference, found, {"cited": cited, "actual": actual})
