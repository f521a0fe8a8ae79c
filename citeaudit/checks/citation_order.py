"""References are not numbered in the order in which the text first cites them.

In the Vancouver system the first reference cited is number 1, the next new one number 2, and so on. Lists in
alphabetical order are numbered by another rule and left alone, as are citations by author and year. One finding stands at each first citation whose number
is lower than one cited before.

Bad:

```markdown
# Sleep

Memory needs sleep (2). So do moods (1). Naps help (3).

## References

1. Hall A. Sleep and mood. J Sleep 2015;3:1-9.
2. Moss D. Sleep and memory. J Sleep 2019;7:21-30.
3. Berg C. Naps. J Sleep 2020;8:31-9.
```
```text report
3:37 warning[citation-order] reference 1 is cited for the first time here, after reference 2
```

Good:

```markdown
# Sleep

Memory needs sleep (1). So do moods (2,3). Naps help (1,4).

## References

1. Moss D. Sleep and memory. J Sleep 2019;7:21-30.
2. Hall A. Sleep and mood. J Sleep 2015;3:1-9.
3. Lind E. Moods. J Sleep 2018;6:2-8.
4. Berg C. Naps. J Sleep 2020;8:31-9.
```

Source: ICMJE Recommendations, section IV.A.3.g: "References should be numbered consecutively in the order in which
they are first mentioned in the text."
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from citeaudit.linking import authoryear
from citeaudit.model import Audit, BlockKind, Finding, Reference, Severity
from citeaudit.rules.check import Check
from citeaudit.text.folding import fold


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """`most_breaks` is the share (0 to 1) of references out of order above which the list follows another rule."""

    most_breaks: float = 0.5


_APART = (BlockKind.TABLE, BlockKind.LEGEND)  # where they stand in the file is not where the text mentions them

check = Check(
    __name__,
    __doc__,
    severity=Severity.WARNING,
    group="list",
    message="reference {index} is cited for the first time here, after reference {before}",
    question="Reference {reference} is cited for the first time here, after reference {before}. May we renumber the references in the order of their citation?",
    since="0.1",
    needs_citations=True,
    options=Options,
)


@check
def find(audit: Audit, options: Options) -> Iterator[Finding]:
    if audit.citation_form in {"", authoryear.FORM} or _alphabetical(audit.references):
        return
    seen: set[int] = set()
    breaks: list[Finding] = []
    highest = 0
    for citation in audit.citations:
        if citation.block in _APART:
            continue
        for link in citation.links:
            index = link.reference
            if index is None or index in seen:
                continue
            seen.add(index)
            if index < highest:
                breaks.append(
                    check.finding(
                        citation.location,
                        numbers={"index": index, "before": highest},
                        references=[audit.reference(index)],
                        citations=[citation],
                    )
                )
            highest = max(highest, index)
    if len(breaks) <= options.most_breaks * len(seen):
        yield from breaks


def _alphabetical(references: Sequence[Reference]) -> bool:
    names = [fold(r.record.author[0].full_family) for r in references if r.record.author]
    rising = sum(a <= b for a, b in pairwise(names))
    return len(names) >= 5 and rising >= 0.9 * (len(names) - 1)
