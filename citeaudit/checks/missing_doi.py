"""A reference has no DOI, and the work found for it has one.

With a DOI a reader reaches the work, and every later check of the reference is certain. Only a work that fits beyond doubt is
named: title, first author and year agree, nothing of the place in the journal differs, and the score of the match is at least
`certain`. The check is off by default, for many journals print no DOIs; `citeaudit audit --fix` turns it on and puts the DOIs
in, in the form that the other references of the list have.

Bad:

```markdown
# Sleep

Memory needs sleep (1).

## References

1. Hall A. Sleep and the consolidation of memory. J Sleep 2015;3:1-9.
```
```json works
{"": {"DOI": "10.5555/s1", "score": 0.9}}
```
```text report
7:4 info[missing-doi] reference 1 has no DOI; example has 10.5555/s1
```

Good:

```markdown
# Sleep

Memory needs sleep (1).

## References

1. Hall A. Sleep and the consolidation of memory. J Sleep 2015;3:1-9.
```
```json works
{"": {"DOI": "10.5555/s1", "score": 0.89}}
```

Good:

```markdown
# Sleep

Memory needs sleep (1).

## References

1. Hall A. Sleep and the consolidation of memory. J Sleep 2015;3:1-9.
```
```json works
{"": {"DOI": "10.5555/s1", "page": "10-9"}}
```

Source: Crossref, "Reference linking": DOIs are to be shown in reference lists; `citeaudit.matching.judge` for the score.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from citeaudit.matching import same_author, same_container, same_page, same_title, same_volume, same_year
from citeaudit.model import Audit, Finding, Found, Record, Reference, Severity
from citeaudit.parsing.dois import find_dois
from citeaudit.rules.check import Check
from citeaudit.text.patterns import lazy

_DOI = lazy(r"\bdoi\b|doi\.org|\b10\.\d{4,9}/", re.IGNORECASE)
"""A DOI, or the word, anywhere in the entry: then nothing is missing."""

_LEAD = lazy(r"(?:https?://(?:dx\.)?doi\.org/|\bdoi:\s?)(?=10\.)", re.IGNORECASE)
"""What the list prints before its DOIs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """The least score (0 to 1) of a match for which the DOI is given."""

    certain: float = 0.9


check = Check(
    __name__,
    __doc__,
    severity=Severity.INFO,
    group="record",
    message="reference {index} has no DOI; {source} has {actual}",
    question="{source} has the DOI {actual} for this reference. May we add it?",
    since="0.1",
    needs_works=True,
    options=Options,
    enabled=False,
)


@check
def find(audit: Audit, options: Options) -> Iterator[Finding]:
    lead = _lead(audit.references)
    for reference in audit.references:
        resolution = audit.resolutions.get(reference.index)
        if not isinstance(resolution, Found) or resolution.score < options.certain or not resolution.work.record.DOI:
            continue
        if reference.record.DOI or _DOI.search(reference.raw) or resolution.leads_to or resolution.dead_doi:
            continue
        if not _is_certain(reference.record, resolution.work.record):
            continue
        doi = resolution.work.record.DOI
        if [found.value for found in find_dois(doi)] != [doi]:
            continue
        yield check.finding(
            reference.location,
            facts={"source": resolution.work.source, "actual": doi},
            numbers={"index": reference.label},
            references=[reference],
            evidence=[resolution.reason] if resolution.reason else (),
            confidence=resolution.score,
            fix={"kind": "insert", "field": "DOI", "value": doi, "lead": lead},
        )


def _is_certain(record: Record, work: Record) -> bool:
    """Whether a work is the one that a reference means, with nothing left to doubt that a reader could check."""
    if not (record.author and work.author) or (record.type == "article") is not (work.type == "article"):
        return False  # an article is not a preprint
    volume, page = same_volume(record.volume, work.volume), same_page(record.page, work.page)
    return (
        same_title(record.title, work.title) is True
        and same_author(record.author[0], work.author[0]) is True
        and same_year(record.year, work.year) is True
        and volume is not False
        and page is not False
        and (same_container(record.container_title, work.container_title) is True or (volume is True and page is True))
    )


def _lead(references: tuple[Reference, ...]) -> str:
    """What most DOIs of the list have before them: "doi:", "https://doi.org/" and the like."""
    found = Counter(match[0] for reference in references if (match := _LEAD.search(reference.raw)))
    return found.most_common(1)[0][0] if found else "doi:"
