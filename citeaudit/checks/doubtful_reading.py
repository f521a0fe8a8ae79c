"""The manuscript was probably not read as it is printed.

Where lines of the list were lost or joined, or citations taken for another form, faults are seen that no author made. Then
this finding says what looks wrong and where, the checks that build on what was misread are *incomplete*, and the exit code is 3;
notices of retraction are still told. It speaks of the reading, and accuses nobody.

Signs are: numbers that the list leaves out (more than three, or any in a PDF), entries without text or of several works, entries
that look like prose, works that stand in the text, years as numbers, many works cited that the list lacks, half of the list cited
nowhere, two forms of citation. Compare the list with the one that citeaudit read (`citeaudit parse`); a Word, LaTeX or JATS file of
the same manuscript is read with more certainty than a PDF.

Bad:

```markdown
# Sleep

Memory needs sleep (1), naps (3,5) and dreams (2,4,6).

## References

1. Hall A. Sleep and memory. J Sleep 2015;3:1-9.
2. Moss D. Naps in older adults. J Sleep 2019;7:21-30. 3. Berg C. Dreams. J Sleep 2020;8:31-9.
4. Lind E. Moods. J Sleep 2018;6:2-8.
5. Ober F. Lucid dreams. J Sleep 2011;1:12-9.
6. Nagy G. Shift work. J Sleep 2016;4:40-8.
```
```text report
8:4 info[doubtful-reading] the list of references was probably not read as it is printed: entry 2 holds two entries
```

Good:

```markdown
# Sleep

Memory needs sleep (1), naps (2,4) and dreams (3).

## References

1. Hall A. Sleep and memory. J Sleep 2015;3:1-9.
2. Moss D. Naps in older adults. J Sleep 2019;7:21-30.
3. Berg C. Dreams. J Sleep 2020;8:31-9.
```

Source: a list that was cut is no fault of its author.
"""

from collections.abc import Iterator

from citeaudit.model import Audit, Finding, Severity
from citeaudit.rules import reading
from citeaudit.rules.check import Check, NoOptions

check = Check(
    __name__,
    __doc__,
    severity=Severity.INFO,
    group="reading",
    holds_anyway=True,
    message="{doubt}",
    question="We could not read the file with certainty ({message}). Could you please send it as a Word, LaTeX or JATS file?",
    since="0.1",
)


@check
def find(audit: Audit, options: NoOptions) -> Iterator[Finding]:
    found = audit.doubts
    if not found:
        return
    places = dict.fromkeys(place for doubt in found for place in doubt.places)
    first, *others = places or (audit.references[0].location,)
    yield check.finding(
        first,
        numbers={"doubt": reading.sentence(found)},
        identity={"signs": ", ".join(doubt.sign for doubt in found)},
        related=others,
        evidence=[doubt.clause for doubt in found if doubt.subject is not found[0].subject],
        confidence=0.9,
    )
