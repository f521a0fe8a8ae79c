"""The volume in a reference differs from the volume of the work.

Ignored: Roman numerals, supplements and issues beside the volume, a year in its place, a number that stands in the reference
elsewhere or in its DOI, and preprints.

Bad:

```markdown
# Sleep

Memory needs sleep (1).

## References

1. Hall A, Berg C. Sleep and the consolidation of memory. J Sleep 2015;3:123-9. doi:10.5555/s1
```
```json works
{"10.5555/s1": {"volume": "13"}}
```
```text report
7:4 info[volume-mismatch] reference 1: the volume is “3”, example has “13”
```

Good:

```markdown
# Sleep

Memory needs sleep (1).

## References

1. Hall A, Berg C. Sleep and the consolidation of memory. J Sleep 2015;3:123-9. doi:10.5555/s1
```
```json works
{"10.5555/s1": {"volume": "III"}}
```

Good:

```markdown
# Sleep

Memory needs sleep (1).

## References

1. Hall A, Berg C. Sleep and the consolidation of memory. J Sleep 2015;3:123-9. doi:10.5555/s1
```
```json works
{"10.5555/s1": {"volume": "2015"}}
```

Source: Crossref REST API, field `volume`.
"""

from collections.abc import Iterator

from citeaudit.checks._works import difference
from citeaudit.matching import same_volume
from citeaudit.matching.pairs import found_pairs, in_one_form, prints_number
from citeaudit.model import Audit, Finding, Severity
from citeaudit.rules.check import Check, NoOptions

check = Check(
    __name__,
    __doc__,
    severity=Severity.INFO,
    group="record",
    message="reference {index}: the volume is “{cited}”, {source} has “{actual}”",
    question="The reference has the volume “{cited}”, while {source} has “{actual}”. Could you please check it?",
    since="0.1",
    needs_works=True,
)


@check
def find(audit: Audit, options: NoOptions) -> Iterator[Finding]:
    for reference, found in found_pairs(audit):
        cited, actual, work = reference.record.volume, found.work.record.volume, found.work
        if same_volume(cited, actual) is not False or not in_one_form(reference, found):
            continue
        suffix = work.record.DOI.partition("/")[2]
        if prints_number(reference.raw, actual) or (len(cited) > 1 and prints_number(suffix, cited)):
            continue
        yield difference(check, reference, found, {"cited": cited, "actual": actual})
