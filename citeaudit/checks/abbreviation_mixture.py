"""The list prints the name of a journal in two ways, in full and abbreviated, or abbreviated twice.

Journals want one way throughout. Only names that the list itself prints in several ways are looked at, word by word;
full stops and small words do not count (“J. Sleep”, “J Sleep”). One finding a journal, at the first entry with the
form that is rarer.

Bad:

```markdown
# Sleep

Memory needs sleep (1).

## References

1. Hall A. Sleep and memory. Journal of Sleep 2015;3:1-9.
2. Moss D. Naps in older adults. J Sleep 2019;7:21-30.
3. Berg C. Dreams of shift workers. Journal of Sleep 2020;8:31-9.
```
```text report
8:4 info[abbreviation-mixture] the list has “J Sleep” (reference 2) beside “Journal of Sleep” (references 1, 3)
```

Good:

```markdown
# Sleep

Memory needs sleep (1).

## References

1. Hall A. Sleep and memory. J. Sleep 2015;3:1-9.
2. Moss D. Naps in older adults. J Sleep 2019;7:21-30.
3. Berg C. Dreams of shift workers. Sleep 2020;8:31-9.
4. Lind E. Beds of foam. Adv Eng Mater 2020;8:31-9.
5. Roth K. Beds of air. Adv Energy Mater 2021;9:2-8.
```

Source: Citing Medicine, 2nd edition, chapter 1: titles of journals are abbreviated throughout, or not at all.
"""

from collections.abc import Iterator, Sequence

from citeaudit.matching import same_container
from citeaudit.model import Audit, Finding, Reference, Severity
from citeaudit.rules.check import Check, NoOptions
from citeaudit.text.folding import fold

_MOST_NAMED = 5
"""References that the message names; a journal may have fifty."""

_SMALL = frozenset({"of", "the", "and", "in", "for", "on", "de", "der", "et", "a", "an"})
"""Words that abbreviated names leave out."""

check = Check(
    __name__,
    __doc__,
    severity=Severity.INFO,
    group="list",
    message="the list has “{rarer}” ({where}) beside “{other}” ({others})",
    question="The list has “{rarer}” ({where}) and “{other}” ({others}), which may be one journal. Which form should we use?",
    since="0.1",
)


@check
def find(audit: Audit, options: NoOptions) -> Iterator[Finding]:
    printed: dict[str, list[Reference]] = {}
    for reference in audit.references:
        if reference.record.type == "article-journal" and reference.record.container_title:
            printed.setdefault(fold(reference.record.container_title), []).append(reference)
    names = sorted(printed, key=lambda name: (-len(printed[name]), printed[name][0].index))
    reported: set[str] = set()
    for at, name in enumerate(names):
        for rarer in names[at + 1 :]:
            if rarer not in reported and name not in reported and _is_cut(name, rarer):
                reported.add(rarer)
                yield _finding(printed[rarer], printed[name])


def _is_cut(first: str, second: str) -> bool:
    """Whether one name is the other with words cut short."""
    short, long = sorted(
        ([w for w in name.split() if w not in _SMALL] for name in (first, second)), key=lambda w: len("".join(w))
    )
    if len(short) != len(long) or len(short) < 2:
        return False
    cut = [(a, b) for a, b in zip(short, long, strict=True) if a != b]
    shorter = all(len(b) - len(a) >= 2 and _is_cut_word(a, b) for a, b in cut)
    return bool(cut) and shorter and same_container(first, second) is True


def _is_cut_word(short: str, long: str) -> bool:
    """Whether one word is the other cut short, or drawn together ("natl"), which keeps its end; "eng" is not "energy"."""
    return long.startswith(short) or (short[0], short[-1]) == (long[0], long[-1])


def _finding(rarer: Sequence[Reference], other: Sequence[Reference]) -> Finding:
    return check.finding(
        rarer[0].location,
        facts={"rarer": rarer[0].record.container_title, "other": other[0].record.container_title},
        numbers={"where": _where(rarer), "others": _where(other)},
        references=rarer,
        related=[other[0].location],
    )


def _where(references: Sequence[Reference]) -> str:
    labels = ", ".join(reference.label for reference in references[:_MOST_NAMED])
    more = " and others" if len(references) > _MOST_NAMED else ""
    return f"reference{'s' if len(references) > 1 else ''} {labels}{more}"
