"""The DOI printed is the one of the work but for a sign or two, or for its end.

Such a DOI leads nowhere, or to the neighbour in the journal. The work was found without it, by its title; its own DOI must
have the same prefix and differ in at most `signs` signs, or go on where the printed one ends. Ignored: other versions of the
work ("….pub2", "….2", "…v3"), and matches that are not certain. `citeaudit audit --fix` puts the right one in place. A DOI that
leads to another work is `wrong-doi`, one that its registry says does not exist `dead-identifier`.

Bad:

```markdown
# Sleep

Memory needs sleep (1).

## References

1. Hall A, Berg C. Sleep and the consolidation of memory. J Sleep 2015;3:123-9. doi:10.5555/sleep.2015.191
```
```json works
{"10.5555/sleep.2015.191": {"DOI": "10.5555/sleep.2015.101"}}
```
```text report
7:4 info[doi-mismatch] reference 1: the DOI is “10.5555/sleep.2015.191”, example has “10.5555/sleep.2015.101”
```

Good:

```markdown
# Sleep

Memory needs sleep (1).

## References

1. Hall A, Berg C. Sleep and the consolidation of memory. J Sleep 2015;3:123-9. doi:10.5555/14651858.cd001.pub2
```
```json works
{"10.5555/14651858.cd001.pub2": {"DOI": "10.5555/14651858.cd001.pub3"}}
```

Source: DOI Handbook, section 2.2: a DOI is compared sign by sign.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from citeaudit.checks._works import difference
from citeaudit.matching import same_title
from citeaudit.matching.pairs import found_pairs
from citeaudit.model import Audit, Finding, Severity
from citeaudit.parsing.dois import find_dois
from citeaudit.rules.check import Check
from citeaudit.text.patterns import lazy

_CERTAIN = 0.9  # the score of a match; as in `missing-doi`

_VERSION = lazy(r"(?:[./]?v|[./]pub|[./])\d{1,2}$")
"""What tells the versions of one work apart, at the end of their DOIs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """`signs` is the number of signs in which the DOI printed may differ from that of the work to be a misprint of it."""

    signs: int = 2


check = Check(
    __name__,
    __doc__,
    severity=Severity.INFO,
    group="record",
    message="reference {index}: the DOI is “{cited}”, {source} has “{actual}”",
    question="The reference has the DOI {cited}, while {source} has {actual} for this work. Could you please check it?",
    since="0.1",
    needs_works=True,
    options=Options,
)


@check
def find(audit: Audit, options: Options) -> Iterator[Finding]:
    for reference, found in found_pairs(audit):
        cited, work = reference.record.DOI, found.work
        printed, actual = cited.casefold(), work.record.DOI.casefold()
        if (
            found.leads_to
            or found.dead_doi
            or found.score < _CERTAIN
            or not same_title(reference.record.title, work.record.title)
        ):
            continue
        if printed in map(str.casefold, work.versions) or not _is_misprint(printed, actual, options.signs):
            continue
        fix = {"kind": "replace", "field": "DOI", "old": cited, "value": work.record.DOI}
        yield difference(check, reference, found, {"cited": cited, "actual": work.record.DOI}, fix=fix)


def _is_misprint(printed: str, actual: str, signs: int) -> bool:
    """Whether a DOI is another of the same registrant, mistyped or cut off, and not that of another version."""
    if [doi.value for doi in find_dois(printed)] == [doi.value for doi in find_dois(actual)]:
        return False  # what is more is a page of the publisher's: "…/full"
    (prefix, _, suffix), (other, _, whole) = printed.partition("/"), actual.partition("/")
    if not suffix or not whole or prefix != other or suffix == whole:
        return False
    if {suffix, _VERSION.sub("", suffix)} & {whole, _VERSION.sub("", whole)}:
        return False
    from rapidfuzz.distance import OSA

    return whole.startswith(suffix) or OSA.distance(suffix, whole, score_cutoff=signs) <= signs
