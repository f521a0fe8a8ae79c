"""A preprint in the list has become an article.

The article was reviewed, often differs, and is what readers should be sent to. Ignored where the list has the DOI of the article,
in the same entry or in another. Journals differ in what they ask for, so this is told for information.

Bad:

```markdown
# Sleep

Memory needs sleep (1).

## References

1. Hall A, Berg C. Sleep and the consolidation of memory. bioRxiv 2015. doi:10.5555/s1
```
```json works
{"10.5555/s1": {"type": "article", "published_as": ["10.5555/j1"]}}
```
```text report
7:4 info[published-preprint] reference 1 is a preprint; it is now an article: 10.5555/j1
```

Bad:

```markdown
# Sleep

Memory needs sleep (1).

## References

1. Hall A, Berg C. Sleep and the consolidation of memory. bioRxiv 2015. doi:10.5555/s1
```
```json works
{"10.5555/s1": {"type": "article-journal", "container_title": "J Sleep", "archive": "", "DOI": "10.5555/j1", "preprints": ["10.5555/s1"]}}
```
```text report
7:4 info[published-preprint] reference 1 is a preprint; it is now an article: 10.5555/j1
```

Good:

```markdown
# Sleep

Memory needs sleep (1).

## References

1. Hall A, Berg C. Sleep and the consolidation of memory. bioRxiv 2015. doi:10.5555/s1 Now published: doi:10.5555/j1
```
```json works
{"10.5555/s1": {"type": "article", "published_as": ["10.5555/j1"]}}
```

Good:

```markdown
# Sleep

Memory needs sleep (1).

## References

1. Hall A, Berg C. Sleep and the consolidation of memory. bioRxiv 2015. doi:10.5555/s1
```
```json works
{"10.5555/s1": {"type": "article"}}
```

Good:

```markdown
# Sleep

Memory needs sleep (1).

## References

1. Hall A, Berg C. Sleep and the consolidation of memory. J Sleep 2015;3:123-9. doi:10.5555/s1
```
```json works
{"10.5555/s1": {"preprints": ["10.5555/p1"]}}
```

Source: Crossref REST API, field `relation` (`is-preprint-of`, `has-preprint`); DataCite, `relatedIdentifiers` (`IsVersionOf` of arXiv).
"""

import re
from collections.abc import Iterator

from citeaudit.checks._works import shown
from citeaudit.matching.pairs import found_pairs, is_preprint
from citeaudit.matching.standing import lists_doi
from citeaudit.model import Audit, Finding, Reference, Severity, Work
from citeaudit.rules.check import Check, NoOptions
from citeaudit.text.patterns import lazy

# What a preprint became is not a preprint; under 10.1101 are bioRxiv (numbers, dates) and the journals of Cold Spring Harbor.
_ON_SERVER = lazy(
    r"10\.48550/|10\.21203/rs\.|10\.20944/preprints|10\.1101/(?:\d{6}|\d{4}\.\d\d\.\d\d\.\d+)(?:v\d+)?$", re.IGNORECASE
)

check = Check(
    __name__,
    __doc__,
    severity=Severity.INFO,
    group="standing",
    holds_anyway=True,
    message="reference {index} is a preprint; it is now an article: {article}",
    question="This preprint has since been published as an article ({article}). May we cite the article instead?",
    since="0.1",
    needs_works=True,
)


@check
def find(audit: Audit, options: NoOptions) -> Iterator[Finding]:
    for reference, found in found_pairs(audit):
        article = _article(reference, found.work)
        if not article or lists_doi(audit, article) or _is_found(audit, article, reference):
            continue
        yield check.finding(
            reference.location,
            facts={"article": article},
            numbers={"index": reference.label},
            references=[reference],
            evidence=[shown(found.work)],
            confidence=found.score,
        )


def _article(reference: Reference, work: Work) -> str:
    """The DOI of the article that a preprint became; "" where none is known, or no preprint is cited."""
    if is_preprint(work.record):
        article = next((doi for doi in work.published_as if not _ON_SERVER.match(doi)), "")
    else:
        cited = reference.record
        on_server = is_preprint(cited) and not cited.volume  # with a volume, the article is cited beside its preprint
        known = cited.DOI.casefold() in map(str.casefold, work.preprints)
        article = work.record.DOI if (on_server or known) and not _ON_SERVER.match(work.record.DOI) else ""
    return "" if article.casefold() == reference.record.DOI.casefold() else article


def _is_found(audit: Audit, article: str, reference: Reference) -> bool:
    """Whether another reference was found to be the article."""
    return any(
        found.work.record.DOI.casefold() == article.casefold()
        for other, found in found_pairs(audit)
        if other.index != reference.index
    )
