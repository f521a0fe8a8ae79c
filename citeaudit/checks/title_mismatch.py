"""The title in a reference differs from the title of the work.

Another word, another number or a part of the title from elsewhere makes readers doubt that the work was read. Ignored: accents, case,
punctuation, spelling, a subtitle left out, a title that stands in the reference but was not read as its title, and titles that differ
by at most `letters` letters, which are slips of the keyboard. Another number is never ignored.

Bad:

```markdown
# Sleep

Memory needs sleep (1).

## References

1. Hall A, Berg C. Sleep and the consolidation of memory. J Sleep 2015;3:123-9. doi:10.5555/s1
```
```json works
{"10.5555/s1": {"title": "Sleep and the consolidation of emotional memory"}}
```
```text report
7:4 info[title-mismatch] reference 1: the title is “Sleep and the consolidation of memory”, example has “Sleep and the consolidation of emotional memory”
```

Bad:

```markdown
# Sleep

Memory needs sleep (1).

## References

1. Hall A, Berg C. Sleep and the consolidation of memory in the REMWAVE-1 trial. J Sleep 2015;3:123-9. doi:10.5555/s1
```
```json works
{"10.5555/s1": {"title": "Sleep and the consolidation of memory in the REMWAVE-2 trial"}}
```
```text report
7:4 info[title-mismatch] reference 1: the title is “Sleep and the consolidation of memory in the REMWAVE-1 trial”, example has “Sleep and the consolidation of memory in the REMWAVE-2 trial”
```

Good:

```markdown
# Sleep

Memory needs sleep (1).

## References

1. Hall A, Berg C. Sleep and the consolidation of memory. J Sleep 2015;3:123-9. doi:10.5555/s1
```
```json works
{"10.5555/s1": {"title": "Sleep and the Consolidation of Memory: a Review of Trials"}}
```

Good:

```markdown
# Sleep

Memory needs sleep (1).

## References

1. Hall A, Berg C. Sleep and the consolidation of leaf memory. J Sleep 2015;3:123-9. doi:10.5555/s1
```
```json works
{"10.5555/s1": {"title": "Sleep and the consolidation of leaves memory"}}
```

Bad:

```markdown
# Sleep

Memory needs sleep (1).

## References

1. Hall A, Berg C. Sleep and the consolidation of leaf memory. J Sleep 2015;3:123-9. doi:10.5555/s1
```
```json works
{"10.5555/s1": {"title": "Sleep and the consolidation of leaving memory"}}
```
```text report
7:4 info[title-mismatch] reference 1: the title is “Sleep and the consolidation of leaf memory”, example has “Sleep and the consolidation of leaving memory”
```

Source: Crossref REST API, fields `title` and `subtitle`.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from citeaudit.checks._works import difference
from citeaudit.matching import same_title
from citeaudit.matching.pairs import found_pairs, in_one_form, near_title
from citeaudit.model import Audit, Finding, Severity
from citeaudit.rules.check import Check


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """`letters` is the number of letters by which titles may differ."""

    letters: int = 3


check = Check(
    __name__,
    __doc__,
    severity=Severity.INFO,
    group="record",
    message="reference {index}: the title is “{cited}”, {source} has “{actual}”",
    question="{source} has this work as “{actual}”. Could you please check the title?",
    since="0.1",
    needs_works=True,
    options=Options,
)


@check
def find(audit: Audit, options: Options) -> Iterator[Finding]:
    for reference, found in found_pairs(audit):
        cited, actual = reference.record.title, found.work.record.title
        if same_title(cited, actual) is not False or not in_one_form(reference, found):
            continue
        if near_title(cited, actual, raw=reference.raw, letters=options.letters):
            continue
        yield difference(check, reference, found, {"cited": cited, "actual": actual})
