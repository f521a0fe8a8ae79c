"""A sentence tells what recent or earlier studies showed, and no citation stands in it or beside it.

"A recent study showed" asks which. A citation in the sentence before or in the three behind is enough, since the
works may be named there. Abstracts and conclusions cite nothing by custom and are left out; so is what the authors
did themselves ("our previous study"), what nobody did ("no previous study"), what they asked ("whether previous studies
found"), and work that stands beside theirs in a comparison ("our results and those of a previous study suggest").

Bad:

```markdown
# Sleep

Memory needs sleep (1). That is well known. A recent study showed that naps help.

## References

1. Hall A, Berg C. Sleep and the consolidation of memory. J Sleep 2013;4:11-9.
```
```text report
3:45 info[uncited-claim] “A recent study showed” has no citation
```

Good:

```markdown
# Sleep

A recent study showed that naps help (1). Our previous study showed it, too. That is well known. It is so. It is. Yes.
To our knowledge, no previous study has shown it.

## References

1. Hall A, Berg C. Sleep and the consolidation of memory. J Sleep 2013;4:11-9.
```

Source: ICMJE Recommendations, IV.A.3.g: direct references to original research sources wherever possible.
"""

import re
from collections.abc import Iterator

from citeaudit.checks._prose import hits, is_abstract
from citeaudit.model import Audit, Finding, Severity
from citeaudit.rules.check import Check, NoOptions
from citeaudit.text.patterns import lazy

check = Check(
    __name__,
    __doc__,
    severity=Severity.INFO,
    group="text",
    message="“{words}” has no citation",
    question="Could you please add the reference that “{words}” rests on?",
    since="0.1",
    needs_citations=True,
)

_WORK = (
    r"(?:study|studies|trials?|meta-analys[ie]s|reviews?|reports?|research|surveys?|papers?|articles?|investigations?)"
)
"""What shows something."""

_SHOWED = (
    r"(?:(?:has|have|had)\s+(?:also\s+|recently\s+|consistently\s+|previously\s+)?)?"
    r"(?:show(?:ed|n|s)?|found|finds?|report(?:ed|s)?|demonstrate[sd]?|suggest(?:ed|s)?|reveal(?:ed|s)?"
    r"|indicate[sd]?|observed|confirmed|established|concluded)"
)
"""That it showed it."""

_CLAIM = lazy(
    rf"""
    \b(?:(?:[Aa]n?|[Oo]ne|[Aa]nother|[Ss]everal|[Mm]any|[Ss]ome|[Nn]umerous|[Tt]wo|[Mm]ost|[Mm]ore)\s+)?
    (?:[Rr]ecent|[Pp]revious|[Pp]rior|[Ee]arlier)\s+
    (?:[\w-]+\s+){{0,2}}?
    {_WORK}\s+
    {_SHOWED}\b
    """,
    re.VERBOSE,
)
"""“Several recent studies have shown”: work of others that needs a citation."""

_OWN = lazy(
    r"\b(?:our|we|my|their|his|her|its|these|those|this|present|current|the)\s+(?:own\s+|two\s+|most\s+|more\s+)*$",
    re.IGNORECASE,
)
"""Words that make the study the authors' own, or one that was cited before."""

_DENIED = lazy(
    r"""
    \b(?:
        (?:no|not(?:\s+any)?|neither|nor|none\s+of(?:\s+the)?|few|hardly\s+any|without(?:\s+any)?|lack\s+of|absence\s+of|if|whether)\s+
        (?:[\w-]+\s+){0,2}
      | (?:with|between|(?<![,;]\s)(?:and|or)|to|than|of|from|in|against|versus|vs\.?)\s+(?:(?:those|that|data|results?|findings?)\s+(?:of|from|in)\s+)?
        (?:an?\s+|the\s+)?
    )$
    """,
    re.IGNORECASE | re.VERBOSE,
)
"""Words that deny or ask whether there is such a work, or that make it part of a comparison: it is not the work that showed."""

_POINTS = lazy(
    r"\b(?:et\s+al\b|refs?\.|supplement|fig(?:ure)?\b|table\b)|\((?:[^()]*\b)?(?:19|20)\d\d|\[\d|doi|https?:", re.I
)
"""What points at a source without a citation."""


@check
def find(audit: Audit, options: NoOptions) -> Iterator[Finding]:
    first = min((citation.paragraph for citation in audit.citations), default=0)
    for sentence, match in hits(audit, _CLAIM):
        if sentence.passage.paragraph < first:  # the abstract, whatever its parts are called
            continue
        if sentence.cited or sentence.near or is_abstract(sentence.passage.section):
            continue
        if _DENIED.search(sentence.text[: match.start()]):
            continue
        if not sentence.passage.section or _OWN.search(sentence.text[: match.start()]) or _POINTS.search(sentence.text):
            continue
        words = " ".join(match[0].split())
        yield check.finding(
            sentence.location(match.start(), match.end()),
            facts={"words": words, "sentence": sentence.text[:80]},
            evidence=[f"the text says “{sentence.text.strip()}”"],
            confidence=0.8,
        )
