"""A citation points at one reference, and the sentence is about another of the list.

Every citing sentence is weighed against the whole list. A finding needs evidence on both sides: words and names of the
sentence that the cited reference lacks, and another reference that has them. The usual cause is a number that slipped
when the list was edited. Sentences that share no distinctive word with any reference are left alone and counted as
abstained.

Bad:

```markdown
# Sleep

The REMWAVE-2 trial of lunestazole raised recall by a third (1). Memory needs sleep (2).

## References

1. Hall A. Melatonin and jet lag in cabin crews: a cohort study. J Sleep 2015;3:1-9.
2. Berg C. Sleep and the consolidation of memory. J Sleep 2016;4:11-9.
3. Moss D. Lunestazole and recall in older adults: results of the REMWAVE-2 trial. J Sleep 2019;7:21-30.
```
```text report
3:61 error[claim-mismatch] cites reference 1 (Hall 2015), but reference 3 (Moss 2019) fits: REMWAVE-2 and lunestazole stand in reference 3, not in 1
```

Good:

```markdown
# Sleep

The REMWAVE-2 trial of lunestazole raised recall by a third (3). The REMWAVE-1 trial did not (1,2).

## References

1. Hall A. Melatonin and jet lag in cabin crews: a cohort study. J Sleep 2015;3:1-9.
2. Berg C. Sleep and the consolidation of memory. J Sleep 2016;4:11-9.
3. Moss D. Lunestazole and recall in older adults: results of the REMWAVE-2 trial. J Sleep 2019;7:21-30.
```

Source: design of citeaudit, claim against list; names are compared with exact digits.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from citeaudit.check import Check
from citeaudit.model import Audit, Finding, Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """`threshold` is the least probability (0 to 1) of a mismatch that is reported."""

    threshold: float = 0.9


check = Check(
    __name__,
    __doc__,
    severity=Severity.ERROR,
    group="claim",
    message="cites reference {index} ({cited}), but reference {suggested} ({better}) fits: {reason}",
    since="0.1",
    needs_citations=True,
    options=Options,
)


@check
def find(audit: Audit, options: Options) -> Iterator[Finding]:
    for claim in audit.claims:
        if not claim.two_sided or claim.suggested is None or (claim.mismatch or 0.0) < options.threshold:
            continue
        citation, cited = audit.citation(claim.citation), audit.reference(claim.reference)
        better = audit.reference(claim.suggested)
        yield check.finding(
            citation.location,
            facts={"cited": cited.short(), "better": better.short()},
            numbers={"index": cited.index, "suggested": better.index, "reason": claim.evidence[0].text},
            references=[cited],
            citations=[citation],
            suggested=[better],
            related=[cited.location, better.location],
            evidence=[evidence.text for evidence in claim.evidence],
            confidence=claim.mismatch or 0.0,
        )
