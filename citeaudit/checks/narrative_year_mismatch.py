"""The sentence gives the study it cites a year that is not the reference's.

"A 2019 trial (12)" must lead to a work of about 2019. A work that is more than `earlier` years older than the year
named cannot be that study; a review that came out more than `later` years afterwards is another one. The report of a study
or trial may come out any time after the year in which it was done. Only a year that stands right before "study", "trial", "review" and the like counts, only the first citation behind it, and it is fine
if one of several references agrees. Guidelines, data and classifications are known by years of their own, so they do
not count, nor does a year that the cited title bears.

Bad:

```markdown
# Sleep

A 2019 trial of naps (1) showed the same.

## References

1. Hall A, Berg C. Sleep and the consolidation of memory. J Sleep 2003;4:11-9.
2. Moss D, Lind E. Naps in older adults. J Sleep 2019;7:21-30.
```
```text report
3:3 warning[narrative-year-mismatch] the sentence speaks of a trial of 2019, but reference 1 is of 2003
```

Bad:

```markdown
# Sleep

A 2019 trial of naps (1) showed the same.

## References

1. Hall A, Berg C. Sleep and the consolidation of memory. J Sleep 2017;4:11-9.
2. Moss D, Lind E. Naps in older adults. J Sleep 2023;7:21-30.
```
```text report
3:3 warning[narrative-year-mismatch] the sentence speaks of a trial of 2019, but reference 1 is of 2017
```

Bad:

```markdown
# Sleep

The 2019 review of naps (2) showed the same, like others (1).

## References

1. Hall A, Berg C. Sleep and the consolidation of memory. J Sleep 2017;4:11-9.
2. Moss D, Lind E. Naps in older adults. J Sleep 2023;7:21-30.
```
```text report
3:5 warning[narrative-year-mismatch] the sentence speaks of a review of 2019, but reference 2 is of 2023
```

Good:

```markdown
# Sleep

A 2019 trial of naps (1) showed the same, as did a 2019 review (2). The 2016 guideline (2) agrees, and a 2006 study (3).

## References

1. Hall A, Berg C. Sleep and the consolidation of memory. J Sleep 2018;4:11-9.
2. Moss D, Lind E. Naps in older adults. J Sleep 2022;7:21-30.
3. Fox G. Naps in the country. J Sleep 2012;3:21-30.
```

Source: NISO Z39.29: a work is known by its authors and its year.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from citeaudit.checks._prose import cited_by, hits
from citeaudit.model import Audit, Finding, Severity
from citeaudit.rules.check import Check
from citeaudit.text.patterns import lazy


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How many years the work may be older (`earlier`) and younger (`later`) than the year the sentence names."""

    earlier: int = 1
    later: int = 3


check = Check(
    __name__,
    __doc__,
    severity=Severity.WARNING,
    group="text",
    message="the sentence speaks of a {kind} of {said}, but reference {index} is of {printed}",
    question="The sentence speaks of a {kind} of {said}, while reference {reference} is of {printed}. Is it the work you meant, or should the year be changed?",
    since="0.1",
    needs_citations=True,
    options=Options,
)

_PUBLISHED = r"study|trial|meta-analysis|review|paper|article|RCT"
"""What has a year of publication."""

_IS_PUBLISHED = lazy(r"meta-analysis|review|paper|article", re.IGNORECASE)
"""What has no other year than that of its publication; a study or trial is also known by the year in which it was done."""

_YEAR = lazy(
    rf"""
    \b(?:[Aa]n?|[Tt]he|[Aa]nother|[Oo]ne|[Tt]heir)\s+
    (?P<year>(?:19|20)\d\d)\s+
    (?:(?:systematic|narrative|randomi[sz]ed|controlled|clinical|multicent(?:re|er)|Cochrane)\s+){{0,3}}
    (?P<kind>{_PUBLISHED})\b
    """,
    re.VERBOSE,
)
"""“A 2015 systematic review”: a year that says when the work came out."""


@check
def find(audit: Audit, options: Options) -> Iterator[Finding]:
    for sentence, match in hits(audit, _YEAR):
        behind = [(start, citation) for start, _, citation in sentence.cited if start >= match.end()]
        if not behind or len(list(_YEAR.finditer(sentence.text[: behind[0][0]]))) != 1:
            continue
        citation, named = behind[0][1], int(match["year"])
        references = cited_by(audit, citation)
        years = [reference.record.year for reference in references if reference.record.year is not None]
        if not years or len(years) < len(references) or any(match["year"] in r.record.title for r in references):
            continue
        later = options.later if _IS_PUBLISHED.fullmatch(match["kind"]) else max(years) - named
        if any(-options.earlier <= year - named <= later for year in years):
            continue
        yield check.finding(
            sentence.location(match.start("year"), match.end("kind")),
            facts={"kind": match["kind"], "said": named, "printed": years[0]},
            numbers={"index": references[0].index},
            references=references,
            citations=[citation],
            related=[reference.location for reference in references],
            confidence=0.8,
        )
