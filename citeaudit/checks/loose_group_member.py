"""A reference cited in a group has nothing in common with the sentence, while another of the group fits.

A group of references is fine when one of them fits: the others often support a part of the sentence that their titles do not
name. Only a member with no tie at all is mentioned, and only where the check is switched on, since nine in ten such members are right: no
rare word, name or year in common, and at least `outranked` of the list (a share, 0 to 1) fits the sentence better.

Bad:

```markdown
# Sleep

The REMWAVE-2 trial of lunestazole raised recall in older adults (3,8). Memory needs sleep (2), and melatonin helps older adults
with jet lag (1). Naps restored recall in shift workers (4). Snoring harmed recall in older adults (5), blue light delayed
sleep (6), and caffeine shortened it (7). Insomnia responds to cognitive therapy (9).

## References

1. Hall A. Melatonin and jet lag in older adults: a trial. J Sleep 2015;3:1-9.
2. Berg C. Sleep and recall in students. J Sleep 2016;4:11-9.
3. Moss D. Lunestazole and recall in older adults: results of the REMWAVE-2 trial. J Sleep 2019;7:21-30.
4. Vale E. Naps and recall in shift workers: a trial. J Sleep 2014;2:31-9.
5. Dorn F. Snoring and recall in older adults. J Sleep 2013;1:41-9.
6. Lund G. Blue light and sleep in older adults: a trial. J Sleep 2017;5:51-9.
7. Roth H. Caffeine and recall in older adults. J Sleep 2018;6:61-9.
8. Eide K. Gene expression in zebrafish embryos. Dev Biol 2011;57:71-9.
9. Nash L. Cognitive therapy for insomnia in older adults: a trial. J Sleep 2020;8:81-9.
```
```text report
3:66 info[loose-group-member] cites reference 8 (Eide 2011), which has nothing in common with the sentence; 3, cited with it, fits
```

Good:

```markdown
# Sleep

The REMWAVE-2 trial of lunestazole raised recall in older adults (3,8). Memory needs sleep (2), and melatonin helps older adults
with jet lag (1). Naps restored recall in shift workers (4). Snoring harmed recall in older adults (5), blue light delayed
sleep (6), and caffeine shortened it (7). Insomnia responds to cognitive therapy (9).

## References

1. Hall A. Melatonin and jet lag in older adults: a trial. J Sleep 2015;3:1-9.
2. Berg C. Sleep and recall in students. J Sleep 2016;4:11-9.
3. Moss D. Lunestazole and recall in older adults: results of the REMWAVE-2 trial. J Sleep 2019;7:21-30.
4. Vale E. Naps and recall in shift workers: a trial. J Sleep 2014;2:31-9.
5. Dorn F. Snoring and recall in older adults. J Sleep 2013;1:41-9.
6. Lund G. Blue light and sleep in older adults: a trial. J Sleep 2017;5:51-9.
7. Roth H. Caffeine and recall in older adults. J Sleep 2018;6:61-9.
8. Eide K. Breast cancer surgery and quality of life. Surgery 2011;57:71-9.
9. Nash L. Cognitive therapy for insomnia in older adults: a trial. J Sleep 2020;8:81-9.
```

Source: design of citeaudit, claim against list: a group is fine when any member fits.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from citeaudit.model import Audit, Claim, Finding, Severity
from citeaudit.rules.check import Check

_FITS = 0.1  # no more of the list than this may fit better than the best member
_CHANCE = 0.1
"""One of the others of a group put at random in a member's place is found 20 times as often as a right one; one in 200 is wrong."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """The least share (0 to 1) of the list that fits the sentence better than a member without any tie."""

    outranked: float = 0.8


check = Check(
    __name__,
    __doc__,
    severity=Severity.INFO,
    group="claim",
    message="cites reference {index} ({cited}), which has nothing in common with the sentence; {fitting}, cited with it, fits",
    question="Of the works cited together here, we could not see how reference {reference} ({cited}) bears on the sentence. Is it the one you meant?",
    since="0.1",
    needs_citations=True,
    options=Options,
    enabled=False,
)


@check
def find(audit: Audit, options: Options) -> Iterator[Finding]:
    groups: dict[str, list[Claim]] = {}
    for claim in audit.claims:
        groups.setdefault(claim.group or claim.citation, []).append(claim)
    for members in groups.values():
        fitting = min((c for c in members if c.outranked is not None), key=lambda c: c.outranked or 0.0, default=None)
        if fitting is None or (fitting.outranked or 0.0) > _FITS:
            continue
        for claim in members:
            if claim.outranked is None or claim.outranked < options.outranked:
                continue
            if any(evidence.weight < 0 for evidence in claim.evidence):  # something speaks for it
                continue
            cited, citation = audit.reference(claim.reference), audit.citation(claim.citation)
            yield check.finding(
                citation.location,
                facts={"cited": cited.short()},
                numbers={"index": cited.index, "fitting": fitting.reference},
                references=[cited],
                citations=[citation],
                related=[cited.location],
                evidence=[f"{claim.outranked:.0%} of the list fits the sentence better than {cited.called}"],
                confidence=_CHANCE,
            )
