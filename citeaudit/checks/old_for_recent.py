"""The sentence calls a study recent, and all that it cites is old.

"A recent trial (12)" is often a sentence kept from an older manuscript. "The more recent trial" is a comparison and "no
recent trial" denies that there is one, so these do not count. Ages are counted from the newest work of the
list, since the manuscript is at least as new, whenever it is audited. More than `years` are reported. It is enough if
one of the works is younger.

Bad:

```markdown
# Sleep

A recent study showed that naps help (1). Light helps, too (2).

## References

1. Hall A, Berg C. Sleep and the consolidation of memory. J Sleep 2008;4:11-9.
2. Moss D, Lind E. Naps in older adults. J Sleep 2019;7:21-30.
```
```text report
3:3 info[old-for-recent] “recent study” cites a work of 2008, 11 years older than the newest of the list
```

Good:

```markdown
# Sleep

A recent study showed that naps help (1). Light helps, too (2).

## References

1. Hall A, Berg C. Sleep and the consolidation of memory. J Sleep 2009;4:11-9.
2. Moss D, Lind E. Naps in older adults. J Sleep 2019;7:21-30.
```

Good:

```markdown
# Sleep

We took the doses of the more recent trial (1), since no recent study compares them (1). Light helps, too (2).

## References

1. Hall A, Berg C. Sleep and the consolidation of memory. J Sleep 2008;4:11-9.
2. Moss D, Lind E. Naps in older adults. J Sleep 2019;7:21-30.
```

Source: ICMJE Recommendations, IV.A.3.g; the limit is our own.
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
    """How many years older than the newest of the list a work called recent may be."""

    years: int = 10


check = Check(
    __name__,
    __doc__,
    severity=Severity.INFO,
    group="text",
    message="“{words}” cites a work of {printed}, {age} years older than the newest of the list",
    question="The words “{words}” stand with a work of {printed}. Would you like to change the words, or to add a newer work?",
    since="0.1",
    needs_citations=True,
    options=Options,
)

_RECENT = lazy(
    r"""
    (?<!more\s)(?<!most\s)(?<!less\s)(?<!least\s)(?<!no\s)
    \b(?:recent(?:ly\s+published)?)\s+
    (?:(?!years?|decades?|times?|and|or)[\w-]+\s+){0,2}?
    (?:study|studies|trials?|meta-analys[ie]s|reviews?|reports?|surveys?|papers?|articles?|publications?|work)\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
"""A study called recent; “recent years” speaks of no study, “the more recent study” of which of two is newer."""

_DENIED = lazy(
    r"\b(?:no|not(?:\s+any)?|without(?:\s+any)?|lack(?:s|ed|ing)?(?:\s+of)?|absence\s+of|few|neither|nor|unaware\s+of)\s+(?:[\w-]+\s+){0,2}$",
    re.IGNORECASE,
)
"""Words by which a sentence says that there is none."""


@check
def find(audit: Audit, options: Options) -> Iterator[Finding]:
    limit = audit.today.year + 1 if audit.today else 2100
    newest = max((r.record.year for r in audit.references if r.record.year and r.record.year <= limit), default=None)
    if newest is None:
        return
    for sentence, match in hits(audit, _RECENT):
        references = [r for _, _, citation in sentence.cited for r in cited_by(audit, citation)]
        if _DENIED.search(sentence.text[: match.start()]):
            continue
        years = [reference.record.year for reference in references if reference.record.year]
        if not years or len(years) < len(references) or sentence.cited[0][0] < match.start():
            continue
        if newest - max(years) <= options.years:
            continue
        yield check.finding(
            sentence.location(match.start(), match.end()),
            facts={"words": " ".join(match[0].split()), "printed": max(years), "age": newest - max(years)},
            references=references,
            citations=[citation for _, _, citation in sentence.cited],
            related=[reference.location for reference in references],
            confidence=0.8,
        )
