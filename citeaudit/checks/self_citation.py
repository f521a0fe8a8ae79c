"""A large share of the references is by the manuscript's own authors.

That is no fault in itself, and usual where few work in a field; editors look at it all the same. A reference counts
where the family name of one of its authors is that of an author of the manuscript and no initial differs. More than
`percent` of a list of at least `least` references are reported. The check is off unless it is asked for, and says so
where it is not known who wrote the manuscript.

Bad:

```markdown
---
author: [Anna Hall, Carl Berg]
---

# Sleep

Memory needs sleep (1-3).

## References

1. Hall A, Moss D. Sleep and the consolidation of memory. J Sleep 2013;4:11-9.
2. Lind E, Berg CF. Naps in older adults. J Sleep 2019;7:21-30.
3. Hall B. Light and mood. Lancet 2021;12:100-7.
4. Berg M. Jet lag in pilots. Lancet 2020;12:100-7.
5. Lind E. Jet lag in cabin crews. Lancet 2020;13:100-7.
6. Moss D. Jet lag in athletes. Lancet 2020;14:100-7.
```
```text report
5:3 info[self-citation] 2 of 6 references (33%) share an author with the manuscript
```

Good:

```markdown
---
author: [Anna Hall, Carl Berg]
---

# Sleep

Memory needs sleep (1-3).

## References

1. Hall A, Moss D. Sleep and the consolidation of memory. J Sleep 2013;4:11-9.
2. Lind E. Naps in older adults. J Sleep 2019;7:21-30.
3. Hall B. Light and mood. Lancet 2021;12:100-7.
4. Berg M. Jet lag in pilots. Lancet 2020;12:100-7.
5. Lind E. Jet lag in cabin crews. Lancet 2020;13:100-7.
```

Source: COPE, Citation manipulation (2019); the share is our own.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from citeaudit.model import Audit, Finding, Location, Name, Severity
from citeaudit.rules.check import Check
from citeaudit.text.folding import fold


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """The share that is ignored, in per cent, and the fewest references of a list that is looked at."""

    percent: float = 20.0
    least: int = 5


check = Check(
    __name__,
    __doc__,
    severity=Severity.INFO,
    group="text",
    message="{count} of {all} references ({share}%) share an author with the manuscript",
    question="{count} of {all} references share an author with the manuscript. Could you please see whether all of them are needed?",
    since="0.1",
    needs_authors=True,
    options=Options,
    enabled=False,
)


@check
def find(audit: Audit, options: Options) -> Iterator[Finding]:
    own: dict[str, list[str]] = {}
    for name in audit.manuscript.authors:
        if initials := _initials(name):
            own.setdefault(fold(name.full_family), []).append(initials)
    shared = [r for r in audit.references if any(_is_one_of(name, own) for name in r.record.author)]
    share = 100 * len(shared) / max(1, len(audit.references))
    if share <= options.percent or len(audit.references) < options.least:
        return
    blocks = audit.manuscript.blocks
    yield check.finding(
        blocks[0].text.location(audit.manuscript.path)
        if blocks
        else Location(path=audit.manuscript.path, line=1, column=1),
        facts={"count": len(shared), "all": len(audit.references), "share": f"{share:.0f}"},
        references=shared,
        confidence=0.8,
    )


def _is_one_of(name: Name, own: Mapping[str, Sequence[str]]) -> bool:
    """Whether a name may be that of an author: the same family name, and no initial that differs."""
    initials = _initials(name)
    known = own.get(fold(name.full_family), ())
    return bool(initials) and any(initials.startswith(other) or other.startswith(initials) for other in known)


def _initials(name: Name) -> str:
    """The initials of the given names: "ab" for "Anna B.", "A.B." and "AB"."""
    if name.given.isupper() and name.given.isalpha():
        return fold(name.given)
    return "".join(word[0] for word in fold(name.given).split())
