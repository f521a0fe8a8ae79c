"""The sentence gives the study it cites a year that is not the reference's.

"A 2019 trial (12)" must lead to a work of about 2019. A work that is more than `earlier` years older than the year
named cannot be that study; a review that came out more than `later` years afterwards is another one. The report of a study
or trial may come out any time after the year in which it was done. Only a year that stands right before "study", "trial", "review" and the like counts, only the first citation behind it, and it is fine
if one of several references agrees. Guidelines, data and classifications are known by years of their own, so they do
not count, nor does a year that the cited title bears. A year beside the authors of the work ("Moss et al. (2019) [3]", "In
2019, Moss and Lind described") may differ by `earlier`.

Bad:

```markdown
# Sleep

A 2019 trial of naps (1) showed the same.

## References

1. Hall A, Berg C. Sleep and the consolidation of memory. J Sleep 2003;4:11-9.
2. Moss D, Lind E. Naps in older adults. J Sleep 2019;7:21-30.
```
```text report
3:3 warning[narrative-year-mismatch] the sentence speaks of a trial of 2019, but reference 1 is of 2003
```

Bad:

```markdown
# Sleep

A 2019 trial of naps (1) showed the same.

## References

1. Hall A, Berg C. Sleep and the consolidation of memory. J Sleep 2017;4:11-9.
2. Moss D, Lind E. Naps in older adults. J Sleep 2023;7:21-30.
```
```text report
3:3 warning[narrative-year-mismatch] the sentence speaks of a trial of 2019, but reference 1 is of 2017
```

Bad:

```markdown
# Sleep

The 2019 review of naps (2) showed the same, like others (1).

## References

1. Hall A, Berg C. Sleep and the consolidation of memory. J Sleep 2017;4:11-9.
2. Moss D, Lind E. Naps in older adults. J Sleep 2023;7:21-30.
```
```text report
3:5 warning[narrative-year-mismatch] the sentence speaks of a review of 2019, but reference 2 is of 2023
```

Good:

```markdown
# Sleep

A 2019 trial of naps (1) showed the same, as did a 2019 review (2). The 2016 guideline (2) agrees, and a 2006 study (3).

## References

1. Hall A, Berg C. Sleep and the consolidation of memory. J Sleep 2018;4:11-9.
2. Moss D, Lind E. Naps in older adults. J Sleep 2022;7:21-30.
3. Fox G. Naps in the country. J Sleep 2012;3:21-30.
```

Source: NISO Z39.29: a work is known by its authors and its year.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from citeaudit.checks._named import Named, Place, named
from citeaudit.checks._prose import cited_by, hits
from citeaudit.claims.authorship import wrote
from citeaudit.linking import authoryear
from citeaudit.model import Audit, Citation, Finding, Severity
from citeaudit.rules.check import Check
from citeaudit.text.patterns import lazy


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How many years the work may be older (`earlier`) and younger (`later`) than the year the sentence names."""

    earlier: int = 1
    later: int = 3


check = Check(
    __name__,
    __doc__,
    severity=Severity.WARNING,
    group="text",
    message="the sentence speaks of a {kind} of {said}, but reference {index} is of {printed}",
    question="The sentence speaks of a {kind} of {said}, while reference {reference} is of {printed}. Is it the work you meant, or should the year be changed?",
    since="0.1",
    needs_citations=True,
    options=Options,
)

_PUBLISHED = r"study|trial|meta-analysis|review|paper|article|RCT"
"""What has a year of publication."""

_IS_PUBLISHED = lazy(r"meta-analysis|review|paper|article", re.IGNORECASE)
"""What has no other year than that of its publication; a study or trial is also known by the year in which it was done."""

_YEAR = lazy(
    rf"""
    \b(?:[Aa]n?|[Tt]he|[Aa]nother|[Oo]ne|[Tt]heir)\s+
    (?P<year>(?:19|20)\d\d)\s+
    (?:(?:systematic|narrative|randomi[sz]ed|controlled|clinical|multicent(?:re|er)|Cochrane)\s+){{0,3}}
    (?P<kind>{_PUBLISHED})\b
    """,
    re.VERBOSE,
)
"""“A 2015 systematic review”: a year that says when the work came out."""

_IN_YEAR = lazy(
    r"""
    \b[Ii]n\s+(?P<year>(?:19|20)\d\d),?\s+(?P<names>[^\W\d_a-z][^,;()\[\]]{0,60}?)\s+
    (?:first\s+)?(?:described|reported|published|proposed|showed|demonstrated|introduced|found|reviewed)\b
    """,
    re.VERBOSE,
)
"""“In 2015, Moss and Lind described”: a year with the authors of the work."""


@check
def find(audit: Audit, options: Options) -> Iterator[Finding]:
    yield from _of_authors(audit, options)
    for sentence, match in hits(audit, _YEAR):
        behind = [(start, citation) for start, _, citation in sentence.cited if start >= match.end()]
        if not behind or len(list(_YEAR.finditer(sentence.text[: behind[0][0]]))) != 1:
            continue
        citation, named = behind[0][1], int(match["year"])
        references = cited_by(audit, citation)
        years = [reference.record.year for reference in references if reference.record.year is not None]
        if not years or len(years) < len(references) or any(match["year"] in r.record.title for r in references):
            continue
        later = options.later if _IS_PUBLISHED.fullmatch(match["kind"]) else max(years) - named
        if any(-options.earlier <= year - named <= later for year in years):
            continue
        yield check.finding(
            sentence.location(match.start("year"), match.end("kind")),
            facts={"kind": match["kind"], "said": named, "printed": years[0]},
            numbers={"index": references[0].index},
            references=references,
            citations=[citation],
            related=[reference.location for reference in references],
            confidence=0.8,
        )


def _of_authors(audit: Audit, options: Options) -> Iterator[Finding]:
    """Years beside the authors of the work cited: "Moss et al. (2019) [3]", "In 2019, Moss and Lind described naps [3]"."""
    if audit.citation_form == authoryear.FORM:  # there the year is the citation
        return
    for citation in audit.citations:
        references = cited_by(audit, citation)
        if len(references) != 1 or references[0].record.year is None:
            continue
        reference, printed = references[0], references[0].record.year
        case = next(
            (c for name in citation.narrative_authors if (c := named(citation, name)) and wrote(name, reference)), None
        )
        said = _said(case, citation) if case else None
        if case is None or said is None or abs(printed - said) <= options.earlier or str(said) in reference.raw:
            continue
        better = [r for r in audit.references if r.record.year == said and wrote(case.name, r)]
        yield check.finding(
            citation.location,
            facts={"kind": f"work by {case.name}", "said": said, "printed": printed},
            numbers={"index": reference.index},
            references=[reference],
            citations=[citation],
            suggested=better if len(better) == 1 else (),
            related=[reference.location],
            confidence=0.9,
        )


def _said(case: Named, citation: Citation) -> int | None:
    if case.year is not None and case.place is Place.BESIDE:
        return case.year
    match = _IN_YEAR.search(citation.sentence)
    alone = len(re.findall(r"\b(?:19|20)\d\d\b", citation.sentence)) == 1
    return (
        int(match["year"]) if match and alone and case.name in match["names"] and case.place > Place.SENTENCE else None
    )
