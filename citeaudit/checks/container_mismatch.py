"""The journal or book in a reference differs from the one the work appeared in.

Ignored: abbreviations of every kind, acronyms, other names that the source has for the journal, subtitles and sections, titles that share most of their words, and a name that
stands in the reference elsewhere. A preprint server against a journal is not a finding of this check.

Bad:

```markdown
# Sleep

Memory needs sleep (1).

## References

1. Hall A, Berg C. Sleep and the consolidation of memory. J Sleep 2015;3:123-9. doi:10.5555/s1
```
```json works
{"10.5555/s1": {"container_title": "Chronobiology Letters"}}
```
```text report
7:4 info[container-mismatch] reference 1: the journal is “J Sleep”, example has “Chronobiology Letters”
```

Bad:

```markdown
# Sleep

Memory needs sleep (1).

## References

1. Hall A, Berg C. Sleep and the consolidation of memory. Plant Physiol 2015;3:123-9. doi:10.5555/s1
```
```json works
{"10.5555/s1": {"container_title": "Physiologia Plantarum"}}
```
```text report
7:4 info[container-mismatch] reference 1: the journal is “Plant Physiol”, example has “Physiologia Plantarum”
```

Good:

```markdown
# Sleep

Memory needs sleep (1).

## References

1. Hall A, Berg C. Sleep and the consolidation of memory. J Sleep 2015;3:123-9. doi:10.5555/s1
```
```json works
{"10.5555/s1": {"container_title": "Journal of Sleep"}}
```

Good:

```markdown
# Sleep

Memory needs sleep (1).

## References

1. Hall A, Berg C. Sleep and the consolidation of memory. Crit Rev Sleep Sci 2015;3:123-9. doi:10.5555/s1
```
```json works
{"10.5555/s1": {"container_title": "CRC Critical Reviews in Sleep Science"}}
```

Good:

```markdown
# Sleep

Memory needs sleep (1).

## References

1. Hall A, Berg C. Sleep and the consolidation of memory. Somnus 2015;3:123-9. doi:10.5555/s1
```
```json works
{"10.5555/s1": {"container_title": "Chronobiology Letters", "short_container_titles": ["Somnus"]}}
```

Source: Crossref REST API, fields `container-title` and `short-container-title`; ISO 4 (abbreviations of titles).
"""

from collections.abc import Iterator

from citeaudit.checks._works import difference
from citeaudit.matching import same_container
from citeaudit.matching.containers import near_container
from citeaudit.matching.pairs import found_pairs, in_one_form, prints_container
from citeaudit.model import Audit, Finding, Severity
from citeaudit.rules.check import Check, NoOptions

_SHARED = 0.6  # of the words of the shorter title: more than one of two

check = Check(
    __name__,
    __doc__,
    severity=Severity.INFO,
    group="record",
    message="reference {index}: the {kind} is “{cited}”, {source} has “{actual}”",
    question="The reference has “{cited}” as {kind}, while {source} has “{actual}”. Could you please check it?",
    since="0.1",
    needs_works=True,
)


@check
def find(audit: Audit, options: NoOptions) -> Iterator[Finding]:
    for reference, found in found_pairs(audit):
        cited, actual, work = reference.record.container_title, found.work.record.container_title, found.work
        if same_container(cited, actual) is not False or not in_one_form(reference, found):
            continue
        if reference.record.type != work.record.type:  # the one is registered in a book, the other in a journal
            continue
        if any(
            same_container(cited, other) or prints_container(reference, other) for other in work.short_container_titles
        ):
            continue
        if near_container(cited, actual, share=_SHARED) or prints_container(reference, actual):
            continue
        yield difference(
            check,
            reference,
            found,
            {
                "kind": "journal" if reference.record.type == "article-journal" else "book",
                "cited": cited,
                "actual": actual,
            },
        )
