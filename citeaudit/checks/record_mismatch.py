"""A reference differs from the work it was found to be.

Title, first author, year, volume and first page are compared with what the source holds. Typographic variants pass:
accents, hyphens, abbreviated last pages, a subtitle left out, a spelling letter in a long title. The year may differ by
`year_tolerance`, since the online and the printed version of one article often fall in two calendar years. What one
side does not give is not compared.

Bad:

```markdown
# Sleep

Memory needs sleep (1).

## References

1. Hall A. Sleep and the consolidation of memory. J Sleep 2015;3:1-9. doi:10.5555/s1
```
```json works
{"10.5555/s1": {"year": 2012, "page": "11-19"}}
```
```text report
7:4 error[record-mismatch] reference 1: the first page is “1”, example has “11”
7:4 error[record-mismatch] reference 1: the year is “2015”, example has “2012”
```

Good:

```markdown
# Sleep

Memory needs sleep (1).

## References

1. Hall A. Sleep and the consolidation of memory. J Sleep 2015;3:1-9. doi:10.5555/s1
```
```json works
{"10.5555/s1": {"year": 2014, "page": "1–9", "title": "Sleep and the Consolidation of Memory."}}
```

Bad:

```markdown
# Sleep

Memory needs sleep (1).

## References

1. Hall A. Sleep and the consolidation of memory. J Sleep 2015;3:1-9. doi:10.5555/s1
```
```json works
{"10.5555/s1": {"year": 2013}}
```
```text report
7:4 error[record-mismatch] reference 1: the year is “2015”, example has “2013”
```

Source: Crossref REST API, fields title, author, issued, volume, page.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from citeaudit.check import Check
from citeaudit.matching import same_author, same_page, same_title, same_volume, same_year
from citeaudit.model import Audit, Finding, Found, Record, Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """`year_tolerance` is the difference in years that is let pass."""

    year_tolerance: int = 1


check = Check(
    __name__,
    __doc__,
    severity=Severity.ERROR,
    group="record",
    message="reference {index}: the {field} is “{cited}”, {source} has “{actual}”",
    since="0.1",
    needs_works=True,
    options=Options,
)


@check
def find(audit: Audit, options: Options) -> Iterator[Finding]:
    for reference in audit.references:
        resolution = audit.resolutions.get(reference.index)
        if not isinstance(resolution, Found):
            continue
        work = resolution.work
        for field, cited, actual in _differences(reference.record, work.record, options.year_tolerance):
            yield check.finding(
                reference.location,
                facts={"field": field, "cited": cited, "actual": actual, "source": work.source},
                numbers={"index": reference.label},
                references=[reference],
                evidence=[f"{work.source} {work.identifier}: {work.record.title}"],
                confidence=0.9 * resolution.score,
            )


def _differences(cited: Record, actual: Record, tolerance: int) -> Iterator[tuple[str, str, str]]:
    """(field, as cited, as the source has it) for every field that both give and that differs."""
    if same_title(cited.title, actual.title) is False:
        yield "title", cited.title, actual.title
    if cited.author and actual.author and same_author(cited.author[0], actual.author[0]) is False:
        yield "first author", cited.author[0].full_family, actual.author[0].full_family
    if same_year(cited.year, actual.year, tolerance=tolerance) is False:
        yield "year", str(cited.year), str(actual.year)
    if same_volume(cited.volume, actual.volume) is False:
        yield "volume", cited.volume, actual.volume
    if same_page(cited.page, actual.page) is False:
        yield "first page", cited.first_page, actual.first_page
