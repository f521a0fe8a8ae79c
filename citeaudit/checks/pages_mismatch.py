"""The pages in a reference differ from the pages of the work.

Wrong pages make the work hard to find, and often come from the entry above. The first pages are compared, and the last where both give
a range and differ by more than `last`. Ignored: shortened ranges (123-9), letters before or after a number, electronic page numbers and article numbers against
pages counted within the article, a number that stands in the reference elsewhere or at the end of its DOI, and preprints.

Bad:

```markdown
# Sleep

Memory needs sleep (1).

## References

1. Hall A, Berg C. Sleep and the consolidation of memory. J Sleep 2015;3:123-9. doi:10.5555/s1
```
```json works
{"10.5555/s1": {"page": "133-139"}}
```
```text report
7:4 info[pages-mismatch] reference 1: the pages are “123-9”, example has “133-139”
```

Bad:

```markdown
# Sleep

Memory needs sleep (1).

## References

1. Hall A, Berg C. Sleep and the consolidation of memory. J Sleep 2015;3:123-9. doi:10.5555/s1
```
```json works
{"10.5555/s1": {"page": "123-131"}}
```
```text report
7:4 info[pages-mismatch] reference 1: the pages are “123-9”, example has “123-131”
```

Good:

```markdown
# Sleep

Memory needs sleep (1).

## References

1. Hall A, Berg C. Sleep and the consolidation of memory. J Sleep 2015;3:123-9. doi:10.5555/s1
```
```json works
{"10.5555/s1": {"page": "123–130"}}
```

Good:

```markdown
# Sleep

Memory needs sleep (1).

## References

1. Hall A, Berg C. Sleep and the consolidation of memory. J Sleep 2015;3:1-12. doi:10.5555/s1
```
```json works
{"10.5555/s1": {"page": "e104399"}}
```

Good:

```markdown
# Sleep

Memory needs sleep (1).

## References

1. Hall A, Berg C. Sleep and the consolidation of memory. J Sleep 2015;3:123-9. doi:10.5555/s1
```
```json works
{"10.5555/s1": {"page": "S123–S129"}}
```

Source: Crossref REST API, fields `page` and `article-number`.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from citeaudit.checks._works import difference
from citeaudit.matching import same_range
from citeaudit.matching.pairs import found_pairs, in_one_form, prints_number
from citeaudit.model import Audit, Finding, Record, Severity
from citeaudit.rules.check import Check


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """`last` is the number of pages by which the last pages may differ."""

    last: int = 1


check = Check(
    __name__,
    __doc__,
    severity=Severity.INFO,
    group="record",
    message="reference {index}: the pages are “{cited}”, {source} has “{actual}”",
    question="The reference has the pages “{cited}”, while {source} has “{actual}”. Could you please check them?",
    since="0.1",
    needs_works=True,
    options=Options,
)


@check
def find(audit: Audit, options: Options) -> Iterator[Finding]:
    for reference, found in found_pairs(audit):
        cited, actual = reference.record, found.work.record
        if same_range(cited.page, actual.page, last=options.last) is not False or not in_one_form(reference, found):
            continue
        if _is_no_page(cited, actual) or (
            cited.first_page != actual.first_page and prints_number(reference.raw, actual.first_page)
        ):
            continue
        yield difference(check, reference, found, {"cited": cited.page, "actual": actual.page})


def _is_no_page(cited: Record, actual: Record) -> bool:
    """Whether what was read as pages is the volume, or the number by which the DOI knows the article."""
    digits = "".join(filter(str.isdigit, cited.first_page)).lstrip("0")
    in_doi = "".join(filter(str.isdigit, actual.DOI)).endswith(digits)
    return cited.page in (cited.volume, actual.volume) or (len(digits) >= 3 and in_doi)
