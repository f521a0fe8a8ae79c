"""A reference fits none of the sentences that cite it, and no other of the list fits them better.

The entry is probably another work than the one meant: copied from another list, or taken for a work of a similar name. It is a
warning: look at what the entry should be. That it does not exist is another matter (*unresolved-reference*), and so is what it
says (nobody has read it here).

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
3. Moss D. Naps and memory consolidation in preschool children. Child Dev 2019;7:21-30.
4. Lind E. Night shift work and breast cancer in nurses. Occup Med 2018;6:2-8.
5. Ekman F. Bright light therapy for winter depression. J Affect Dis 2017;5:31-9.
6. Olsen G. Evening caffeine and melatonin in students. Nutrition 2014;2:44-9.
7. Quist H. Iron deficiency and restless legs syndrome in pregnancy. Obstetrics 2013;1:51-9.
8. Roth J. Clonazepam for REM sleep behaviour disorder with violent dreams. Neurology 2020;8:61-9.
9. Ames N. Nitrogen fixation and root nodules in soybean. Plant Physiol 2014;2:44-9.
10. Toft L. Cognitive behavioural therapy or hypnotics for chronic insomnia. J Sleep 2011;10:81-9.
```
```text report
26:4 warning[misplaced-reference] reference 9 (Ames 2014) fits none of the sentences that cite it: no sentence that cites reference 9 has a rare word of its title
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


check = Check(
    __name__,
    __doc__,
    severity=Severity.WARNING,
    group="claim",
    message="reference {index} ({cited}) fits none of the sentences that cite it[[: {reason}]]",
    question="We could not see how reference {reference} ({cited}) bears on the sentences that cite it. Is it the work you meant, and are the numbers right?",
    since="0.1",
    needs_citations=True,
    options=Options,
)


@check
def find(audit: Audit, options: Options) -> Iterator[Finding]:
    if audit.citation_form == authoryear.FORM:  # an entry found by its authors and year is not a stranger
        return
    cited: dict[int, list[Claim]] = {}
    for claim in audit.with_fault(Fault.FOREIGN, options.threshold):
        cited.setdefault(claim.reference, []).append(claim)
    for index, claims in sorted(cited.items()):
        reference = audit.reference(index)
        citations = audit.citations_of(claims)
        alone = [citation for citation in citations if len(citation.links) == 1]
        if not alone:  # another member of each group may fit
            continue
        evidence = list(dict.fromkeys(evidence.text for claim in claims for evidence in claim.evidence))
        yield check.finding(
            reference.location,
            facts={"cited": reference.short()},
            numbers={"index": index, "reason": evidence[-1] if evidence else ""},
            references=[reference],
            citations=citations,
            related=[citation.location for citation in citations],
            evidence=evidence,
            confidence=max(claim.mismatch or 0.0 for claim in claims),
        )
