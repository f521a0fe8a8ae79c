"""From some reference on, every number in the text is off by one or more.

An entry was added to the list, or taken out, and the text was not numbered again. There is one finding for the whole run, at the
first entry concerned: every later citation points at a neighbour of the reference it means. It is a warning, since it comes from
all sentences together.

Bad:

```markdown
# Sleep in clinical practice

Zopidrem shortened sleep latency in older adults with insomnia [1]. Continuous positive airway pressure lowered blood
pressure in obstructive sleep apnoea [2]. Naps improved memory consolidation in preschool children [3]. Night shift work
raised the risk of breast cancer in nurses [4]. Bright light therapy relieved winter depression [5]. Evening caffeine
suppressed melatonin in students [6]. Iron deficiency worsened restless legs syndrome in pregnancy [7]. Clonazepam
reduced violent dreams in REM sleep behaviour disorder [8]. Narcolepsy followed influenza vaccination in
adolescents [9]. Cognitive behavioural therapy outlasted hypnotics in chronic insomnia [10].

Winter depression improved under bright light [5]. Airway pressure helped patients with sleep apnoea and high blood
pressure [2]. After influenza vaccination adolescents developed narcolepsy [9]. Preschool children remembered more
after naps [3]. Behavioural therapy is the first choice in chronic insomnia [10]. Older adults with insomnia fell
asleep sooner on zopidrem [1]. Pregnant women with restless legs lacked iron [7]. Nurses on night shifts had more
breast cancer [4]. Violent dreams ceased under clonazepam [8]. Students who drank caffeine had less melatonin [6].

## References

1. Hall A. Zopidrem and sleep latency in older adults with insomnia. J Sleep 2015;3:1-9.
2. Berg C. Continuous positive airway pressure and blood pressure in obstructive sleep apnoea. J Sleep 2016;4:11-9.
3. Lind E. Night shift work and breast cancer in nurses. Occup Med 2018;6:2-8.
4. Ekman F. Bright light therapy for winter depression. J Affect Dis 2017;5:31-9.
5. Olsen G. Evening caffeine and melatonin in students. Nutrition 2014;2:44-9.
6. Quist H. Iron deficiency and restless legs syndrome in pregnancy. Obstetrics 2013;1:51-9.
7. Roth J. Clonazepam for REM sleep behaviour disorder with violent dreams. Neurology 2020;8:61-9.
8. Sand K. Narcolepsy in adolescents after influenza vaccination. Vaccine 2012;9:71-9.
9. Toft L. Cognitive behavioural therapy or hypnotics for chronic insomnia. J Sleep 2011;10:81-9.
```
```text report
20:4 warning[shifted-numbers] from 3 on, every number in the text seems to be one too high: an entry is probably missing before 3
```

Good:

```markdown
# Sleep in clinical practice

Zopidrem shortened sleep latency in older adults with insomnia [1]. Continuous positive airway pressure lowered blood
pressure in obstructive sleep apnoea [2]. Naps improved memory consolidation in preschool children [3]. Night shift work
raised the risk of breast cancer in nurses [4]. Bright light therapy relieved winter depression [5]. Evening caffeine
suppressed melatonin in students [6]. Iron deficiency worsened restless legs syndrome in pregnancy [7]. Clonazepam
reduced violent dreams in REM sleep behaviour disorder [8]. Narcolepsy followed influenza vaccination in
adolescents [9]. Cognitive behavioural therapy outlasted hypnotics in chronic insomnia [10].

Winter depression improved under bright light [5]. Airway pressure helped patients with sleep apnoea and high blood
pressure [2]. After influenza vaccination adolescents developed narcolepsy [9]. Preschool children remembered more
after naps [3]. Behavioural therapy is the first choice in chronic insomnia [10]. Older adults with insomnia fell
asleep sooner on zopidrem [1]. Pregnant women with restless legs lacked iron [7]. Nurses on night shifts had more
breast cancer [4]. Violent dreams ceased under clonazepam [8]. Students who drank caffeine had less melatonin [6].

## References

1. Hall A. Zopidrem and sleep latency in older adults with insomnia. J Sleep 2015;3:1-9.
2. Berg C. Continuous positive airway pressure and blood pressure in obstructive sleep apnoea. J Sleep 2016;4:11-9.
3. Moss D. Naps and memory consolidation in preschool children. Child Dev 2019;7:21-30.
4. Lind E. Night shift work and breast cancer in nurses. Occup Med 2018;6:2-8.
5. Ekman F. Bright light therapy for winter depression. J Affect Dis 2017;5:31-9.
6. Olsen G. Evening caffeine and melatonin in students. Nutrition 2014;2:44-9.
7. Quist H. Iron deficiency and restless legs syndrome in pregnancy. Obstetrics 2013;1:51-9.
8. Roth J. Clonazepam for REM sleep behaviour disorder with violent dreams. Neurology 2020;8:61-9.
9. Sand K. Narcolepsy in adolescents after influenza vaccination. Vaccine 2012;9:71-9.
10. Toft L. Cognitive behavioural therapy or hypnotics for chronic insomnia. J Sleep 2011;10:81-9.
```

Source: design of citeaudit, inference over the whole document.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from citeaudit.linking import authoryear
from citeaudit.model import Audit, Claim, Fault, Finding, Severity
from citeaudit.rules.check import Check


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """`threshold` is the least chance (0 to 1) of a mismatch for a link to count."""

    threshold: float = 0.5

    fewest: int = 3
    """How many links must agree."""


check = Check(
    __name__,
    __doc__,
    severity=Severity.WARNING,
    group="claim",
    message="from {start} on, every number in the text seems to be {by} too {way}: {cause}",
    question="From number {start} on, those in the text seem to be {by} too {way}; {cause}. Could you please check the numbers from there on?",
    since="0.1",
    needs_citations=True,
    options=Options,
)


@check
def find(audit: Audit, options: Options) -> Iterator[Finding]:
    if audit.citation_form == authoryear.FORM:  # names do not slip when the list is edited
        return
    runs: dict[int, list[Claim]] = {}
    for claim in audit.with_fault(Fault.SHIFTED, options.threshold):
        if claim.suggested is not None:
            runs.setdefault(claim.suggested - claim.reference, []).append(claim)
    for offset, claims in sorted(runs.items()):
        if len(claims) < options.fewest:
            continue
        references = [audit.reference(index) for index in sorted({claim.reference for claim in claims})]
        start = references[0].index
        citations = audit.citations_of(claims)
        many = "an entry is" if abs(offset) == 1 else f"{abs(offset)} entries are"
        yield check.finding(
            references[0].location,
            facts={
                "by": {1: "one", 2: "two"}.get(abs(offset), str(abs(offset))),
                "way": "high" if offset < 0 else "low",
            },
            numbers={
                "start": start,
                "cause": f"{many} probably missing before {start}"
                if offset < 0
                else f"{many} probably too many before {start}",
            },
            references=references,
            citations=citations,
            suggested=[audit.reference(reference.index + offset) for reference in references],
            related=[citation.location for citation in citations],
            evidence=[
                f"{len(claims)} citations of {len(references)} references fit better {abs(offset)} {'up' if offset < 0 else 'down'}"
            ],
            confidence=max(claim.mismatch or 0.0 for claim in claims),
        )
