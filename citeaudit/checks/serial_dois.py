"""The DOIs of neighbours count up by one though they are of different journals or years.

A spreadsheet that fills a column down turns one DOI into a series: each the one before plus one. Neighbours of one
issue may really have such DOIs; so the journals, or the years by more than one, must differ between all of them. A
series of `shortest` entries is reported once, at its first; the first DOI is often the right one.

Bad:

```markdown
# Sleep

Memory needs sleep (1).

## References

1. Hall A. Sleep and memory. J Sleep 2015;3:1-9. doi:10.1000/sleep.2015.101
2. Moss D. Naps in older adults. Geriatrics 2019;7:21-30. doi:10.1000/sleep.2015.102
3. Berg C. Dreams of shift workers. Lancet 2020;8:31-9. doi:10.1000/sleep.2015.103
```
```text report
7:4 error[serial-dois] the DOIs of references 1 to 3 count up by one, from 10.1000/sleep.2015.101 on, but are of different journals or years
```

Good:

```markdown
# Sleep

Memory needs sleep (1).

## References

1. Hall A. Sleep and memory. J Sleep 2015;3:1-9. doi:10.1000/sleep.2015.101
2. Moss D. Naps in older adults. Geriatrics 2019;7:21-30. doi:10.1000/sleep.2015.102
```

Good:

```markdown
# Sleep

Memory needs sleep (1).

## References

1. Hall A. Sleep and memory. J Sleep 2015;3:1-9. doi:10.1000/sleep.2015.101
2. Moss D. Naps in older adults. J Sleep 2015;7:21-30. doi:10.1000/sleep.2015.102
3. Berg C. Dreams of shift workers. J Sleep 2015;8:31-9. doi:10.1000/sleep.2015.103
```

Source: Crossref, “Constructing your DOIs”: a suffix is opaque, and journals do not share series; spreadsheet
programs, “fill series”.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from citeaudit.matching import same_container, same_year
from citeaudit.model import Audit, Finding, Reference, Severity
from citeaudit.rules.check import Check
from citeaudit.text.patterns import lazy

_NUMBERED = lazy(r"(?P<stem>.*?)(?P<number>\d{1,15})")
"""A DOI that ends in digits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """`shortest` is the number of references from which on a series is reported."""

    shortest: int = 3


check = Check(
    __name__,
    __doc__,
    severity=Severity.ERROR,
    group="list",
    message="the DOIs of references {first} to {last} count up by one, from {doi} on, "
    "but are of different journals or years",
    question="The DOIs of references {first} to {last} count up by one, from {doi} on; a spreadsheet may have filled them down. Could you please check them?",
    since="0.1",
    options=Options,
)


@check
def find(audit: Audit, options: Options) -> Iterator[Finding]:
    for run in _runs(audit.references):
        if len(run) >= options.shortest:
            yield check.finding(
                run[0].location,
                facts={"doi": run[0].record.DOI},
                numbers={"first": run[0].label, "last": run[-1].label},
                references=run,
                related=[reference.location for reference in run[1:]],
                confidence=0.9,
            )


def _runs(references: Sequence[Reference]) -> Iterator[list[Reference]]:
    run: list[Reference] = []
    for reference in references:
        if run and not _goes_on(run[-1], reference):
            yield run
            run = []
        run.append(reference)
    if run:
        yield run


def _goes_on(earlier: Reference, later: Reference) -> bool:
    """Whether the DOI of `other` is the next after that of `one`, of another journal or another year."""
    a, b = (_NUMBERED.fullmatch(reference.record.DOI.casefold()) for reference in (earlier, later))
    if not a or not b:
        return False
    digits = len(a["number"]) == len(b["number"]) or (len(b["number"]) == len(a["number"]) + 1)
    if a["stem"] != b["stem"] or not digits or int(b["number"]) != int(a["number"]) + 1:
        return False
    journals = same_container(earlier.record.container_title, later.record.container_title)
    return journals is False or same_year(earlier.record.year, later.record.year, tolerance=1) is False
