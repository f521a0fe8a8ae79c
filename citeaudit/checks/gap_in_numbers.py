"""The numbers of the list leave one out.

A number that no entry bears is the trace of an entry that was lost, or of one that was deleted without numbering the
list again. A number that stands inside of the entry before the gap is ignored, since the entry may have been read as
part of it. Entries that bear one number twice, lists without numbers, and lists that a program numbers (BibTeX, CSL, the fields
of reference managers) are not looked at. Where many numbers are missing, the list was rather not read whole (`doubtful-reading`).

Bad:

```markdown
# Sleep

Memory needs sleep (1).

## References

1. Hall A. Sleep and memory. J Sleep 2015;3:1-9.
2. Moss D. Naps in older adults. J Sleep 2019;7:21-30.
4. Berg C. Dreams. J Sleep 2020;8:31-9.
5. Lind E. Moods. J Sleep 2018;6:2-8.
```
```text report
9:4 warning[gap-in-numbers] the list goes from 2 to 4: there is no 3
```

Good:

```markdown
# Sleep

Memory needs sleep (1).

## References

1. Hall A. Sleep and memory. J Sleep 2015;3:1-9.
2. Moss D. Naps in older adults. J Sleep 2019;7:21-30.
3. Berg C. Dreams. J Sleep 2020;8:31-9.
```

Bad:

```markdown
# Sleep

Memory needs sleep (1).

## References

1. Hall A. Sleep and memory. J Sleep 2015;3:1-9.
5. Moss D. Naps in older adults. J Sleep 2019;7:21-30.
6. Berg C. Dreams. J Sleep 2020;8:31-9.
```
```text report
8:4 warning[gap-in-numbers] the list goes from 1 to 5: there is no 2 to 4
```

Source: ICMJE Recommendations, section IV.A.3.g: references are numbered consecutively.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from citeaudit.model import Audit, Finding, Severity
from citeaudit.rules.check import Check, NoOptions

check = Check(
    __name__,
    __doc__,
    severity=Severity.WARNING,
    group="list",
    message="the list goes from {before} to {after}: there is no {missing}",
    question="The list goes from {before} to {after}, without {missing}. Is an entry missing, or should we renumber?",
    since="0.1",
)


@check
def find(audit: Audit, options: NoOptions) -> Iterator[Finding]:
    if audit.manuscript.ordered_by_program:
        return
    numbers = [int(reference.label) if reference.label.isdecimal() else None for reference in audit.references]
    known = {number for number in numbers if number is not None}
    for (earlier, before), (later, after) in pairwise(zip(audit.references, numbers, strict=True)):
        if before is None or after is None or after <= before + 1:
            continue
        missing = [number for number in range(before + 1, after) if number not in known]
        inside = [number for number in missing if re.search(rf"(?<![\w.,]){number}(?=[.)\]])", earlier.raw)]
        if not missing or inside:
            continue
        shown = str(missing[0]) if len(missing) == 1 else f"{missing[0]} to {missing[-1]}"
        yield check.finding(
            later.location,
            numbers={"before": before, "after": after, "missing": shown},
            references=[earlier, later],
            related=[earlier.location],
        )
