"""A citation points at one reference, and another of the list fits its sentence better.

Every citing sentence is weighed against the whole list, and all sentences together. It is a warning from the chance on at which
every other such finding is right, in a text that holds as many faults as published articles do (`expected-faults` in the
configuration). It is an error from .9 on where evidence stands on both sides: names and rare words of the sentence that only another
reference has, four of them (the name of a study counts for two), and none that the cited one shares. The usual cause is a number that slipped when the list was edited. A
group of references is fine when one of them fits, and so is a reference whose author the marker or the sentence names.

Sentences that tell no reference from another, tables, texts that are not English and texts of fields whose words the engine does not
know are not weighed; they are counted as abstained, and a note says so. What is below a warning has its chance in the JSON report,
where all links of a manuscript are in an order worth reading.

Bad:

```markdown
# Sleep

With PER3 the REMWAVE-2 trial of lunestazole and zopidrem raised recall (1). Memory needs sleep (2).

## References

1. Hall A. Melatonin and jet lag in cabin crews: a cohort study. J Sleep 2015;3:1-9.
2. Berg C. Sleep and the consolidation of memory. J Sleep 2016;4:11-9.
3. Moss D. Lunestazole plus zopidrem, recall and PER3: results of the REMWAVE-2 trial. J Sleep 2019;7:21-30.
```
```text report
3:73 error[claim-mismatch] cites reference 1 (Hall 2015), but reference 3 (Moss 2019) fits: REMWAVE-2, PER3, lunestazole and zopidrem stand in reference 3, not in 1
```

Good:

```markdown
# Sleep

With PER3 the REMWAVE-2 trial of lunestazole and zopidrem raised recall (3). The REMWAVE-1 trial did not (1,2).

## References

1. Hall A. Melatonin and jet lag in cabin crews: a cohort study. J Sleep 2015;3:1-9.
2. Berg C. Sleep and the consolidation of memory. J Sleep 2016;4:11-9.
3. Moss D. Lunestazole plus zopidrem, recall and PER3: results of the REMWAVE-2 trial. J Sleep 2019;7:21-30.
```

One name alone may be the subject of a review; so may four where the sentence shares another with the reference cited:

```markdown
# Sleep

The REMWAVE-2 trial raised recall (1). With PER3 the REMWAVE-2 trial of lunestazole, melatonin and zopidrem
raised recall (1), too. Memory needs sleep (2,3).

## References

1. Hall A. Melatonin and jet lag in cabin crews: a cohort study. J Sleep 2015;3:1-9.
2. Berg C. Sleep and the consolidation of memory. J Sleep 2016;4:11-9.
3. Moss D. Lunestazole plus zopidrem, recall and PER3: results of the REMWAVE-2 trial. J Sleep 2019;7:21-30.
```

Source: design of citeaudit, claim against list; names are compared with exact digits.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from citeaudit.model import Audit, Claim, Fault, Finding, Severity
from citeaudit.rules.check import Check


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """The least chance (0 to 1) of a mismatch for an error (`error`) and for a warning (`warning`)."""

    error: float = 0.9
    warning: float = 0.5


check = Check(
    __name__,
    __doc__,
    severity=Severity.ERROR,
    group="claim",
    message="cites reference {index} ({cited}), but reference {suggested} ({better}) fits[[ {more}]][[: {reason}]]",
    question="From its words, the sentence may refer to reference {suggested} rather than to reference {reference}. Which of the two did you mean to cite here?",
    since="0.1",
    needs_citations=True,
    options=Options,
)


@check
def find(audit: Audit, options: Options) -> Iterator[Finding]:
    groups: dict[str, list[Claim]] = {}
    for claim in audit.claims:
        groups.setdefault(claim.group or claim.citation, []).append(claim)
    for claim in audit.claims:
        chance = claim.mismatch or 0.0
        if claim.fault is not Fault.WRONG_NUMBER or claim.suggested is None:
            continue
        certain = claim.two_sided and chance >= options.error  # no member of the group shares a word of the sentence
        members = groups[claim.group or claim.citation]
        if not certain and min(member.mismatch or 0.0 for member in members) < options.warning:
            continue
        citation, cited = audit.citation(claim.citation), audit.reference(claim.reference)
        better = audit.reference(claim.suggested)
        yield check.finding(
            citation.location,
            facts={"cited": cited.short(), "better": better.short()},
            numbers={
                "index": cited.index,
                "suggested": better.index,
                "more": "" if certain else "better",
                "reason": claim.evidence[0].text if claim.evidence else "",
            },
            references=[cited],
            citations=[citation],
            suggested=[better],
            related=[cited.location, better.location],
            evidence=[evidence.text for evidence in claim.evidence],
            severity=None if certain else Severity.WARNING,
            confidence=chance,
        )
