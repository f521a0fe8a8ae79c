"""References are not numbered in the order in which the text first cites them.

In the Vancouver system the first reference cited is number 1, the next new one number 2, and so on. One finding stands where
the fewest references would have to be moved: at a number that comes too early, or too late, with those that are out of order
along with it; where more than `most_places` are, one finding tells all. What is cited in a figure, table or box counts where
the text first mentions it, or further on; abstracts, notes, supplements and the back matter do not count. Ignored are
lists in the order of names or of years of which more than a tenth would have to be moved, any of which more than `most_breaks`
would have to be moved, citations by author and year, and numbers that a program makes (BibTeX, CSL, the fields of reference
managers).

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
3:20 warning[citation-order] reference 2 is cited for the first time here, before reference 1
```

Bad:

```markdown
# Sleep

Memory needs sleep (1). So do moods (4). Naps help (5), and tea (2). Light does not (3).

## References

1. Moss D. Sleep and memory. J Sleep 2019;7:21-30.
2. Hall A. Tea. J Sleep 2015;3:1-9.
3. Lind E. Light. J Sleep 2018;6:2-8.
4. Berg C. Moods. J Sleep 2020;8:31-9.
5. Ober F. Naps. J Sleep 2011;2:100-7.
```
```text report
3:37 warning[citation-order] reference 4 is cited for the first time here, before reference 2; 5 is out of order with it
```

Good:

```markdown
# Sleep

Memory needs sleep (1). The trials are shown in Table 1. So do moods (4,3). Naps help (2,5).

Table 1. Trials.

| trial | result |
|---|---|
| Hall | good (2) |

## References

1. Moss D. Sleep and memory. J Sleep 2019;7:21-30.
2. Hall A. Sleep and mood. J Sleep 2015;3:1-9.
3. Lind E. Moods. J Sleep 2018;6:2-8.
4. Berg C. Naps. J Sleep 2020;8:31-9.
5. Ober F. Light and mood. J Sleep 2011;2:100-7.
```

Source: ICMJE Recommendations, section IV.A.3.g: "References should be numbered consecutively in the order in which
they are first mentioned in the text."
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeVar

from citeaudit.linking import authoryear
from citeaudit.linking.firsts import Firsts, Place, first_citations
from citeaudit.linking.printed import print_numbers
from citeaudit.linking.rising import longest_rising
from citeaudit.model import Audit, Citation, Finding, Reference, Severity
from citeaudit.rules.check import Check
from citeaudit.text.display import rows
from citeaudit.text.folding import fold

_Key = TypeVar("_Key", str, int)


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """When a list follows another rule, and how much is told.

    `most_breaks` is the share (0 to 1) of the references cited that may be out of order; above it the list follows another
    rule. `most_places` is the number of places that are told one by one; more are one finding.
    """

    most_breaks: float = 0.5
    most_places: int = 3


check = Check(
    __name__,
    __doc__,
    severity=Severity.WARNING,
    group="list",
    message="reference {index} is cited for the first time here[[, after reference {after}]][[, before reference {before}]]"
    "[[; {other} is out of order with it]][[; {others} are out of order with it]]",
    question="Reference {reference} is cited for the first time here[[, after reference {after}]][[, before reference {before}]]. May we renumber the references in the order of their citation?",
    since="0.1",
    needs_citations=True,
    options=Options,
)


@dataclass(frozen=True, slots=True)
class _First:
    """The place at which a reference is first cited, with its number."""

    place: Place
    number: int
    index: int
    citation: Citation


@dataclass(frozen=True, slots=True)
class _Moved:
    """A reference out of order; `cause` is the same for those that one mistake has put there."""

    first: _First
    cause: tuple[str, int]
    after: int | None = None
    before: int | None = None


@check
def find(audit: Audit, options: Options) -> Iterator[Finding]:
    if audit.manuscript.ordered_by_program or not _is_numeric(audit):
        return
    borne = Counter(reference.label for reference in audit.references if not reference.part)
    firsts = {
        index: first
        for index, first in first_citations(audit).items()
        if not audit.reference(index).part and borne[audit.reference(index).label] == 1  # of two either may be meant
    }
    moved = _moved(audit, firsts)
    share = len(moved) / max(1, len(firsts))
    if not moved or share > options.most_breaks or (share > _FEW_MOVED and _has_another_order(audit.references)):
        return
    groups: dict[tuple[str, int], list[_Moved]] = {}
    for each in moved:
        groups.setdefault(each.cause, []).append(each)
    together = [moved] if len(groups) > options.most_places else groups.values()
    for group in together:
        yield _finding(audit, group)


def _finding(audit: Audit, group: Sequence[_Moved]) -> Finding:
    first, others = group[0], [each.first for each in group[1:]]
    shown = _shown([other.number for other in others])
    return check.finding(
        first.first.citation.location,
        numbers={
            "index": first.first.number,
            "after": first.after or "",
            "before": first.before or "",
            "other": shown if len(others) == 1 else "",
            "others": shown if len(others) > 1 else "",
        },
        references=[audit.reference(each.first.index) for each in group],
        citations=list({each.first.citation.id: each.first.citation for each in group}.values()),
        related=list(dict.fromkeys(other.citation.location for other in others)),
    )


def _is_numeric(audit: Audit) -> bool:
    """Whether the manuscript cites by numbers: most of its markers print some, and the entries bear them."""
    if audit.citation_form in {"", authoryear.FORM} or not all(r.label[:1].isdigit() for r in audit.references):
        return False
    return print_numbers(audit.citations)


def _has_another_order(references: Sequence[Reference]) -> bool:
    """Whether the list is in the order of the first authors' names, or of the years, up or down."""
    names = [fold(r.record.author[0].full_family) for r in references if r.record.author]
    years = [r.record.year for r in references if r.record.year]
    return _rises(names) or _rises(years) or _rises(years[::-1])


def _rises(keys: Sequence[_Key]) -> bool:
    rising = sum(a <= b for a, b in pairwise(keys))
    return len(keys) >= _FEWEST and len(set(keys)) * 2 > len(keys) and rising >= _IN_ORDER * (len(keys) - 1)


_FEW_MOVED = 0.1
"""The share (0 to 1) of references out of order up to which a list follows the citations, whatever else it follows."""
_FEWEST = 5
"""Entries of a list that is in some other order; fewer may be so by chance."""
_IN_ORDER = 0.85
"""The share (0 to 1) of neighbours in order from which on a list follows that order; by chance it is one half."""


def _moved(audit: Audit, firsts: Mapping[int, Firsts]) -> list[_Moved]:
    """The fewest references that would have to be moved, in reading order."""

    def number(index: int) -> int:
        match = re.match(r"\d+", audit.reference(index).label)
        return int(match[0]) if match else index

    fixed = sorted(
        (
            _First(each.text[0], number(index), index, each.text[1])
            for index, each in firsts.items()
            if each.text is not None and each.beside is None and not each.anywhere
        ),
        key=lambda first: (first.place, first.number),
    )
    kept = longest_rising([first.number for first in fixed])
    places = [fixed[at].place for at in sorted(kept)]
    numbers = [fixed[at].number for at in sorted(kept)]
    loose = [first for at, first in enumerate(fixed) if at not in kept]
    for index, each in firsts.items():
        if each.anywhere or each.beside is None:
            continue
        first = _First(each.beside[0], number(index), index, each.beside[1])
        at = bisect_left(places, first.place)
        in_text = each.text is not None and _fits(
            _First(each.text[0], first.number, index, each.text[1]), places, numbers
        )
        if at and first.number < numbers[at - 1] and not in_text:
            loose.append(first)
    return [_judged(first, places, numbers) for first in sorted(loose, key=lambda first: (first.place, first.number))]


def _fits(first: _First, places: Sequence[Place], numbers: Sequence[int]) -> bool:
    """Whether a number is in order at its place."""
    low, high = bisect_left(places, first.place), bisect_right(places, first.place)
    return (low == 0 or numbers[low - 1] <= first.number) and (high == len(numbers) or first.number <= numbers[high])


def _judged(first: _First, places: Sequence[Place], numbers: Sequence[int]) -> _Moved:
    """A reference out of order with the number that it should not stand before, or else behind."""
    at = bisect_right(places, first.place)
    if at < len(numbers) and first.number > numbers[at]:
        return _Moved(first, ("early", at), before=numbers[at])
    return _Moved(first, ("late", bisect_left(numbers, first.number)), after=numbers[at - 1])


def _shown(numbers: Sequence[int]) -> str:
    """Numbers as a text prints them, runs joined: "3 to 5 and 8"; of many the first and how many more there are."""
    runs = rows(numbers)
    left = sum(map(len, runs[_MOST_RUNS:]))
    shown = [words for run in runs[:_MOST_RUNS] for words in _run(run)] + ([f"{left} more"] if left else [])
    return " and ".join(filter(None, (", ".join(shown[:-1]), shown[-1]))) if shown else ""


_MOST_RUNS = 6
"""Runs of numbers that a message tells; the places of all stand beside it."""


def _run(numbers: Sequence[int]) -> list[str]:
    """The words of a run: of two numbers both, of more the ends."""
    return [f"{numbers[0]} to {numbers[-1]}"] if len(numbers) > 2 else list(map(str, numbers))
