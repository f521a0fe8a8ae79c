"""The year of a reference cannot be right.

A year more than `ahead` years after the day of the audit, or before `earliest`, is a slip of the pen, and so is what stands in
place of a year and is none ("20015", "2O15"); next year's is ignored, since journals date issues ahead, and so are years
before Christ, and a year to come beside another that is past ("towards 2030", of 2015). A year is reported, too, that is
earlier by two or more than the one that the DOI of an Elsevier journal has in it. A year is reported too where the list itself shows that it and the volume
cannot both be right: at least two other entries with the same name of a journal agree with each other, and this one
has a lower volume in a later year, or a higher one in an earlier year. Numbers up to 12 may be issues and are let
pass. Years that only differ from the work found are `year-mismatch`.

Bad:

```markdown
# Sleep

Memory needs sleep (1).

## References

1. Hall A. Sleep and memory. J Sleep 2099;3:1-9.
2. Moss D. Naps in older adults. J Sleep 2019;7:21-30.
```
```text report
7:4 warning[implausible-year] reference 1: the year 2099 is yet to come
```

Bad:

```markdown
# Sleep

Memory needs sleep (1).

## References

1. Hall A. Sleep and memory. J Sleep 1991;30:1-9.
2. Moss D. Naps in older adults. J Sleep 2001;20:21-30.
3. Berg C. Dreams of shift workers. J Sleep 2006;25:31-9.
```
```text report
7:4 warning[implausible-year] reference 1: the year 1991 does not fit volume 30: volumes 20 and 25 of references 2 and 3 are later
```

Bad:

```markdown
# Sleep

Memory needs sleep (1).

## References

1. Hall A. Sleep and memory. J Sleep 20015;30:1-9.
2. Moss D. Naps in older adults. J Sleep 1999;20:21-30. doi:10.1016/j.sleep.2019.01.020
```
```text report
7:4 warning[implausible-year] reference 1: the year 20015 is not a year
8:4 warning[implausible-year] reference 2: the year 1999 does not fit the DOI, which is of 2019
```

Good:

```markdown
# Sleep

Memory needs sleep (1).

## References

1. Hall A. Sleep and memory. J Sleep 2011;30:1-9.
2. Moss D. Naps in older adults. J Sleep 2001;20:21-30.
3. Berg C. Dreams of shift workers. J Sleep 2006;25:31-9.
```

Source: ISO 690:2021; volumes of a journal are numbered in the order of their years.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from citeaudit.model import Audit, Finding, Reference, Severity
from citeaudit.parsing.dates import misprinted_year, years_printed
from citeaudit.rules.check import Check
from citeaudit.text.folding import fold
from citeaudit.text.patterns import lazy

_DIGITS = 4  # of a year
_ONLINE = 1  # years by which an issue may be dated before its article was registered
_DATED_DOI = lazy(r"10\.1016/j\.[a-z]+\.(?P<year>(?:19|20)\d\d)\.", re.IGNORECASE)
"""A DOI with the year in which the article was registered, which no issue precedes. Source: 2,282 references to Elsevier journals
in openly licensed articles: 0 to 5 years later, one a year earlier."""
_FEWEST = 2  # other entries that must agree with each other
_ISSUES = 12  # a year has no more, and some lists print the issue where the volume belongs


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """`ahead` is the number of years after the audit, `earliest` the first year, that are ignored."""

    ahead: int = 1
    earliest: int = 1450


check = Check(
    __name__,
    __doc__,
    severity=Severity.WARNING,
    group="list",
    message="reference {index}: the year {year} {why}",
    question="The year {year} {why}. Could you please check the year?",
    since="0.1",
    options=Options,
)


@check
def find(audit: Audit, options: Options) -> Iterator[Finding]:
    journals = _by_journal(audit.references)
    for reference in audit.references:
        year = reference.record.year
        printed = misprinted_year(reference.raw) if year is None else str(year)
        if not printed or printed.startswith("-"):  # before Christ
            continue
        others: list[Reference] = []
        why = _impossible(reference, printed, audit.today, options)
        if not why and year is not None:
            others = _clashing(reference, journals.get(_journal(reference), {}))
            why = _told(reference, others) if len(others) >= _FEWEST else ""
        if why:
            yield check.finding(
                reference.location,
                facts={"year": printed},
                numbers={"index": reference.label, "why": why},
                references=[reference],
                related=[other.location for other in others],
                confidence=0.9 if others else 1.0,
            )


def _impossible(reference: Reference, printed: str, today: date | None, options: Options) -> str:
    """Why what is printed as the year cannot be right, whatever else the list says; "" where it may be."""
    if not printed.isdecimal() or (reference.record.year is None and len(printed) != _DIGITS):
        return "is not a year"
    year = int(printed)
    if today and year > today.year + options.ahead:
        title = reference.record.title
        untitled = reference.raw.replace(title, " ") if title else reference.raw
        past = any(options.earliest <= other <= today.year + options.ahead for other in years_printed(untitled))
        return "" if past else "is yet to come"
    if year < options.earliest:
        return f"is before {options.earliest}"
    dated = _DATED_DOI.match(reference.record.DOI)
    if dated and year < int(dated["year"]) - _ONLINE:
        return f"does not fit the DOI, which is of {dated['year']}"
    return ""


def _journal(reference: Reference) -> str:
    return fold(reference.record.container_title) if reference.record.type == "article-journal" else ""


_Dated = dict[tuple[int, int], list[Reference]]
"""The references of a journal by volume and year."""


def _by_journal(references: Sequence[Reference]) -> dict[str, _Dated]:
    """The references of each journal that have a year and a volume in digits."""
    journals: dict[str, _Dated] = {}
    for reference in references:
        record = reference.record
        if record.year and record.volume.isdecimal() and (journal := _journal(reference)):
            journals.setdefault(journal, {}).setdefault((int(record.volume), record.year), []).append(reference)
    return journals


def _clashing(reference: Reference, dated: _Dated) -> list[Reference]:
    """The other references of its journal that it clashes with; none where those do not agree with each other."""
    if not reference.record.volume.isdecimal() or int(reference.record.volume) <= _ISSUES:
        return []
    own = int(reference.record.volume), reference.record.year or 0
    against = [other for other in dated if _clash(own, other)]
    if len({volume for volume, _ in against}) < _FEWEST:  # the same twice may be one misreading
        return []
    count = sum(len(dated[other]) for other in against)
    if count * 2 < sum(map(len, dated.values())) - 1:
        return []
    rest = [other for other in dated if other != own or len(dated[own]) > 1]
    found = [other for place in against for other in dated[place]]
    return sorted(found, key=lambda other: other.index) if _consistent(rest) else []


def _consistent(dated: Sequence[tuple[int, int]]) -> bool:
    """Whether no volume of a journal is much older than one before it."""
    latest = latest_before = volume_before = 0
    for volume, year in sorted(dated):
        if volume != volume_before:
            latest_before, volume_before = latest, volume
        if latest_before > year + 1:
            return False
        latest = max(latest, year)
    return True


def _clash(first: tuple[int, int], other: tuple[int, int]) -> bool:
    """Whether a volume is much older than one before it; each by number and year."""
    (a, x), (b, y) = first, other
    return (a < b and x > y + 1) or (a > b and x < y - 1)


def _told(reference: Reference, others: Sequence[Reference]) -> str:
    shown = others[:3]
    volumes, labels = _and([other.record.volume for other in shown]), _and([other.label for other in shown])
    when = "later" if (reference.record.year or 0) < (shown[0].record.year or 0) else "earlier"
    return f"does not fit volume {reference.record.volume}: volumes {volumes} of references {labels} are {when}"


def _and(words: Sequence[str]) -> str:
    return f"{', '.join(words[:-1])} and {words[-1]}" if len(words) > 1 else "".join(words)
