"""The authors in a reference differ from the authors of the work.

The first authors are compared, and behind them a name that stands between names which agree; lists are often shortened, so a name
left out is not a finding. Ignored: accents, initials
for given names, transliteration, particles, one half of a double name, family and given name exchanged, groups, a letter or two
wrong (`misspelt-author` tells those), and editors in place of authors.

Bad:

```markdown
# Sleep

Memory needs sleep (1).

## References

1. Hall A, Berg C. Sleep and the consolidation of memory. J Sleep 2015;3:123-9. doi:10.5555/s1
```
```json works
{"10.5555/s1": {"author": ["Moss, David", "Berg, C"]}}
```
```text report
7:4 info[author-mismatch] reference 1: the first author is “Hall”, example has “Moss”
```

Bad:

```markdown
# Sleep

Memory needs sleep (1).

## References

1. Hall A, Berg C. Sleep and the consolidation of memory. J Sleep 2015;3:123-9. doi:10.5555/s1
```
```json works
{"10.5555/s1": {"author": ["Hall, A", "Lind, E"]}}
```
```text report
7:4 info[author-mismatch] reference 1: author 2 is “Berg”, example has “Lind”
```

Good:

```markdown
# Sleep

Memory needs sleep (1).

## References

1. Hall A, Berg C. Sleep and the consolidation of memory. J Sleep 2015;3:123-9. doi:10.5555/s1
```
```json works
{"10.5555/s1": {"author": ["Hall, Anna", "Berg-Öst, Carl", "Lind, E"]}}
```

Good:

```markdown
# Sleep

Memory needs sleep (1).

## References

1. Müller A, de Groot C. Sleep and the consolidation of memory. J Sleep 2015;3:123-9. doi:10.5555/s1
```
```json works
{"10.5555/s1": {"author": ["Mueller, Anna", "Groot, Carl"]}}
```

Source: Crossref REST API, field `author`.
"""

from collections.abc import Iterator

from citeaudit.checks._works import difference, shown
from citeaudit.matching import other_author
from citeaudit.matching.pairs import found_pairs
from citeaudit.model import Audit, Finding, Name, Severity
from citeaudit.rules.check import Check, NoOptions

_MOST_NAMED = 6
"""Authors that the evidence names; more do not help to see the difference."""

check = Check(
    __name__,
    __doc__,
    severity=Severity.INFO,
    group="record",
    message="reference {index}: {who} is “{cited}”, {source} has “{actual}”",
    question="For {who} the reference has “{cited}”, while {source} has “{actual}”. Could you please check the names?",
    since="0.1",
    needs_works=True,
)


@check
def find(audit: Audit, options: NoOptions) -> Iterator[Finding]:
    for reference, found in found_pairs(audit):
        cited, work = reference.record.author, found.work
        at = other_author(cited, work.record.author)
        if at is None or {reference.record.type, work.record.type} == {"book", "chapter"}:
            continue
        yield difference(
            check,
            reference,
            found,
            {
                "who": f"author {at + 1}" if at else "the first author",
                "cited": cited[at].full_family,
                "actual": work.record.author[at].full_family,
            },
            evidence=f"{shown(work)}, by {_listed(work.record.author)}",
        )


def _listed(names: tuple[Name, ...]) -> str:
    families = [name.full_family for name in names]
    return ", ".join(families[:_MOST_NAMED]) + (" and others" if len(families) > _MOST_NAMED else "")
