"""The sentence gives the work it cites a design that its title contradicts.

"A randomised trial (12)" must not lead to a guideline, "a case report (8)" not to a cohort. Only where the sentence
speaks of one study of one design and cites one reference, and the title of the reference plainly says a design that
excludes it. A title that names both, or none, is ignored.

Bad:

```markdown
# Sleep

A randomised trial of naps showed the same (1).

## References

1. Hall A, Berg C. Naps in older adults: a systematic review and meta-analysis. J Sleep 2013;4:11-9.
```
```text report
3:3 warning[study-design-mismatch] the sentence speaks of a randomised trial, but the title of reference 1 says “systematic review”
```

Good:

```markdown
# Sleep

A randomised trial of naps showed the same (1). A meta-analysis of randomised trials agrees (2).

## References

1. Hall A, Berg C. Naps in older adults. J Sleep 2013;4:11-9.
2. Moss D, Lind E. Naps in older adults: a systematic review. J Sleep 2019;7:21-30.
```

Source: EQUATOR network: CONSORT, PRISMA, STROBE and CARE each ask that the title name the design.
"""

import re
from collections.abc import Iterator

from citeaudit.checks._prose import cited_by, hits
from citeaudit.model import Audit, Finding, Severity
from citeaudit.rules.check import Check, NoOptions
from citeaudit.text.patterns import lazy

check = Check(
    __name__,
    __doc__,
    severity=Severity.WARNING,
    group="text",
    message="the sentence speaks of a {said}, but the title of reference {index} says “{printed}”",
    question="The sentence speaks of a {said}, while the title of reference {reference} says “{printed}”. Is it the work you meant, or should the words be changed?",
    since="0.1",
    needs_citations=True,
)

_DESIGN = {
    "trial": r"randomi[sz]ed(?:[\s,-]+(?:controlled|clinical|double|single|blind(?:ed)?|placebo|open|label|crossover|pilot|phase|[I]{1,3}|\d))*[\s-]+(?:trial|study)",
    "review": r"systematic\s+review|meta-?analysis|scoping\s+review",
    "case": r"case\s+report",
    "cohort": r"cohort\s+study",
    "survey": r"cross-?sectional\s+(?:study|survey)",
    "guideline": r"(?:clinical\s+)?practice\s+guidelines?|guidelines?\s+for|consensus\s+statement|position\s+(?:statement|paper)",
}
"""How designs are called, in sentences and in titles."""

_EXCLUDED = {
    "trial": ("review", "case", "survey", "guideline"),
    "case": ("trial", "review", "cohort", "survey", "guideline"),
    "review": ("trial", "case", "cohort", "survey"),
    "cohort": ("review", "case", "guideline"),
    "survey": ("trial", "review", "case", "guideline"),
}
"""The designs that a work of each design cannot have."""

_SAID = lazy(
    rf"""
    \b(?:[Aa]n?|[Oo]ne|[Aa]nother)\s+
    (?:
        (?:
            recent | large | small | previous | earlier | prospective | retrospective | multicent(?:re|er)
            | single | published
        )
        [\s-]+
    ){{0,3}}
    (?:{"|".join(f"(?P<{name}>{_DESIGN[name]})" for name in _EXCLUDED)})
    (?!\w)
    """,
    re.IGNORECASE | re.VERBOSE,
)
"""One work in the sentence, called by its design."""

_NAMES_DESIGN = {  # any word that shows the title may be of this design after all
    "trial": r"random|trial|RCT",
    "case": r"\bcases?\b|\breport\b",
    "review": r"review|meta-?analy|overview|umbrella|pooled",
    "cohort": r"cohort|prospective|retrospective|longitudinal|follow-?up|registry",
    "survey": r"cross-?sectional|survey|prevalence",
}


@check
def find(audit: Audit, options: NoOptions) -> Iterator[Finding]:
    for sentence, match in hits(audit, _SAID):
        if len(sentence.cited) != 1 or sentence.cited[0][0] < match.end():
            continue
        if len(list(_SAID.finditer(sentence.text))) != 1:
            continue
        citation, design = sentence.cited[0][2], str(match.lastgroup)
        references = cited_by(audit, citation)
        if len(references) != 1:
            continue
        title = references[0].record.title
        if re.search(_NAMES_DESIGN[design], title, re.IGNORECASE):
            continue
        own = next(
            (found for other in _EXCLUDED[design] if (found := re.search(_DESIGN[other], title, re.IGNORECASE))), None
        )
        if own is None:
            continue
        yield check.finding(
            sentence.location(match.start(design), match.end(design)),
            facts={"said": " ".join(match[design].split()), "printed": own[0]},
            numbers={"index": references[0].index},
            references=references,
            citations=[citation],
            related=[references[0].location],
            confidence=0.8,
        )
