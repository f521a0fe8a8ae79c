"""An entry of an alphabetical list stands out of the order.

Only lists that are in order but for few entries are looked at: of ten neighbours nine must be (`least_in_order`), and
there must be at least eight. Names are compared by the family name of the first author, without case and accents;
particles may count or not, as may umlauts, spaces and hyphens; groups, and names of which another word fits the
place, are ignored. Of two entries that begin with the same name nothing is said, nor of a list that a program puts in order
(BibTeX, biber, CSL, the fields of reference managers).

Bad:

```markdown
# Sleep

Memory needs sleep.

## References

- Berg, C. (2020). Dreams. J Sleep, 8, 31-9.
- Fox, G. (2011). Light. J Sleep, 1, 3-9.
- Paget, J. (2012). Nightmares. J Sleep, 3, 10-7.
- Hall, A. (2015). Sleep and memory. J Sleep, 3, 1-9.
- Lind, E. (2018). Moods. J Sleep, 6, 2-8.
- Moss, D. (2019). Naps. J Sleep, 7, 21-30.
- Ober, F. (2011). Night work. J Sleep, 2, 100-7.
- Reed, B. (2013). Snoring. J Sleep, 4, 14-7.
- van Dam, P. (2014). Shifts. J Sleep, 5, 1-6.
- Ward, S. (2010). Screens. J Sleep, 1, 40-6.
- Yates, T. (2016). Rest. J Sleep, 5, 30-3.
```
```text report
9:3 info[unordered-list] reference 3 (Paget 2012) stands between Fox 2011 and Hall 2015 in an alphabetical list
```

Good:

```markdown
# Sleep

Memory needs sleep.

## References

- Berg, C. (2020). Dreams. J Sleep, 8, 31-9.
- Fox, G. (2011). Light. J Sleep, 1, 3-9.
- Paget, J. (2012). Nightmares. J Sleep, 3, 10-7.
- Hall, A. (2015). Sleep and memory. J Sleep, 3, 1-9.
- Lind, E. (2018). Moods. J Sleep, 6, 2-8.
- Moss, D. (2019). Naps. J Sleep, 7, 21-30.
- Ober, F. (2011). Night work. J Sleep, 2, 100-7.
- Reed, B. (2013). Snoring. J Sleep, 4, 14-7.
- van Dam, P. (2014). Shifts. J Sleep, 5, 1-6.
- Ward, S. (2010). Screens. J Sleep, 1, 40-6.
```

Good:

```markdown
# Sleep

Memory needs sleep.

## References

- Berg, C. (2020). Dreams. J Sleep, 8, 31-9.
- Fox, G. (2011). Light. J Sleep, 1, 3-9.
- Hall, A. (2015). Sleep and memory. J Sleep, 3, 1-9.
- Lind, E. (2018). Moods. J Sleep, 6, 2-8.
- Moss, D. (2019). Naps. J Sleep, 7, 21-30.
- Ober, F. (2011). Night work. J Sleep, 2, 100-7.
- Paget, J. (2012). Nightmares. J Sleep, 3, 10-7.
- Reed, B. (2013). Snoring. J Sleep, 4, 14-7.
- van Dam, P. (2014). Shifts. J Sleep, 5, 1-6.
- Ward, S. (2010). Screens. J Sleep, 1, 40-6.
```

Source: Publication Manual of the American Psychological Association, 7th edition, section 9.44: order of works in a
reference list.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from citeaudit.linking.rising import longest_rising
from citeaudit.model import Audit, Finding, Name, Reference, Severity
from citeaudit.rules.check import Check
from citeaudit.text.folding import fold

_FEWEST = 8  # a shorter list is in order, or nearly so, too often by chance


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """`least_in_order` is the share (0 to 1) of neighbours in order from which on a list counts as alphabetical."""

    least_in_order: float = 0.9


check = Check(
    __name__,
    __doc__,
    severity=Severity.INFO,
    group="list",
    message="reference {index} ({cited}) stands between {before} and {after} in an alphabetical list",
    question="In the alphabetical list this reference stands between {before} and {after}. May we move it?",
    since="0.1",
    options=Options,
)


@check
def find(audit: Audit, options: Options) -> Iterator[Finding]:
    if audit.manuscript.ordered_by_program:
        return
    lists: dict[str, list[Reference]] = {}
    for reference in audit.references:
        lists.setdefault(reference.part, []).append(reference)
    for references in lists.values():
        yield from _of_list(references, options)


def _of_list(references: Sequence[Reference], options: Options) -> Iterator[Finding]:
    named = [reference for reference in references if _first(reference)]
    if len(named) < max(_FEWEST, 0.9 * len(references)):
        return
    ways = [[key(_first(reference) or Name()) for reference in named] for key in _KEYS]
    keys = max(ways, key=_in_order)
    if _in_order(keys) < options.least_in_order:
        return
    misplaced = set.intersection(*({*range(len(named))} - longest_rising(way) for way in ways))
    for at in sorted(misplaced):
        if _fits_by_another_word(named, keys, at):
            continue
        before, after = (named[at - 1] if at else None), (named[at + 1] if at + 1 < len(named) else None)
        yield check.finding(
            named[at].location,
            facts={
                "cited": named[at].short(),
                "before": before.short() if before else "the beginning",
                "after": after.short() if after else "the end",
            },
            numbers={"index": named[at].label},
            references=[named[at]],
        )


def _fits_by_another_word(named: Sequence[Reference], keys: Sequence[str], at: int) -> bool:
    """Whether another word of the name fits the place ("Costa" of "de Nazaré Monteiro Costa"), or it is a group's."""
    name = _first(named[at]) or Name()
    low, high = (keys[at - 1] if at else ""), (keys[at + 1] if at + 1 < len(keys) else "\uffff")
    return bool(name.literal) or any(low <= word <= high for word in fold(str(name)).split() if len(word) > 2)


def _first(reference: Reference) -> Name | None:
    return next(iter(reference.record.author or reference.record.editor), None)


def _in_order(keys: Sequence[str]) -> float:
    return sum(a <= b for a, b in pairwise(keys)) / max(1, len(keys) - 1)


def _letters(text: str) -> str:
    return fold(text.replace("'", "").replace("’", "")).replace(" ", "")


_KEYS: tuple[Callable[[Name], str], ...] = (
    lambda name: _letters(name.full_family),
    lambda name: _letters(name.family or name.literal),
    lambda name: fold(name.full_family),
    lambda name: _letters(name.full_family.replace("ä", "ae").replace("ö", "oe").replace("ü", "ue")),
    lambda name: _letters(name.full_family.replace("Mc", "Mac")),
    lambda name: _letters(name.full_family.split()[-1] if name.full_family.split() else ""),
)
"""The rules by which alphabetical lists are sorted; an entry is out of order only by all of them."""
