"""Figures that the sentence quotes stand in the abstract of another reference, and not in that of the one cited.

Two figures of three digits or more, or one of four, point at the work they come from. Nothing is said where an
abstract of the works cited is not known, or where one of them has one of the figures, or where several other
references have them. The check is off unless it is asked for: no articles with abstracts were at hand to measure its
noise on.

Bad:

```markdown
# Sleep

Recall rose by 33.7% in 1,284 adults (1). Light helps (2).

## References

1. Hall A. Melatonin and jet lag. J Sleep 2015;3:1-9. doi:10.1000/s1
2. Moss D. Naps in older adults. J Sleep 2019;7:21-30. doi:10.1000/s2
```
```json works
{"10.1000/s1": {"abstract": "Jet lag in 96 pilots."},
 "10.1000/s2": {"abstract": "Of 1284 adults, 33·7% recalled more."}}
```
```text report
3:16 info[number-not-in-abstract] 33.7 and 1,284 stand in the abstract of reference 2, not in that of reference 1
```

Good:

```markdown
# Sleep

Recall rose by 33.7% in 1,284 adults (2), and by 33.7% (1) in 2019 (1).

## References

1. Hall A. Melatonin and jet lag. J Sleep 2015;3:1-9. doi:10.1000/s1
2. Moss D. Naps in older adults. J Sleep 2019;7:21-30. doi:10.1000/s2
```
```json works
{"10.1000/s1": {"abstract": "Jet lag in 96 pilots."},
 "10.1000/s2": {"abstract": "Of 1284 adults, 33·7% recalled more."}}
```

Source: abstracts as the source holds them.
"""

import re
from collections.abc import Iterator

from citeaudit.checks._prose import cited_by, hits
from citeaudit.model import Audit, Finding, Found, Severity, Text
from citeaudit.rules.check import Check, NoOptions
from citeaudit.text.figures import UNSIGNED, number, plain
from citeaudit.text.patterns import lazy

check = Check(
    __name__,
    __doc__,
    severity=Severity.INFO,
    group="numbers",
    message="{figures} stand in the abstract of reference {better}, not in that of reference {index}",
    question="We found {figures} in the abstract of reference {better}, and not in that of reference {reference}. Which of the two did you mean to cite here?",
    since="0.1",
    needs_works=True,
    needs_citations=True,
    enabled=False,
)

_NUMBER = lazy(rf"(?<![\w.,/-]){UNSIGNED}(?![\w/]|[.,]\d)")
"""A number by itself: no part of a name, a range or a date."""

_ENOUGH = 4  # digits of a figure that points at its work alone
_PLAIN = 3  # digits of a figure that points at its work together with another


@check
def find(audit: Audit, options: NoOptions) -> Iterator[Finding]:
    abstracts = {
        index: r.work.abstract for index, r in audit.resolutions.items() if isinstance(r, Found) and r.work.abstract
    }
    if len(abstracts) < 2:
        return
    known = {index: set(_figures(Text(text))) for index, text in abstracts.items()}
    for sentence, _ in hits(audit, re.compile(r"\d{3}|\d[.·,]\d")):
        if len(sentence.cited) != 1:
            continue
        start, end, citation = sentence.cited[0]
        references = cited_by(audit, citation)
        if not references or any(reference.index not in known for reference in references):
            continue
        text = sentence.passage.block.text.cut(sentence.start, sentence.start + len(sentence.text))
        quoted = {value: at for value, at in _figures(text).items() if not start <= at[0] < end}
        own = set().union(*(known[reference.index] for reference in references))
        if quoted.keys() & own:
            continue
        others = {index: quoted.keys() & found for index, found in known.items() if quoted.keys() & found}
        if len(others) != 1:
            continue
        ((better, values),) = others.items()
        if len(values) < 2 and max(_digits(text.content[slice(*quoted[v])]) for v in values) < _ENOUGH:
            continue
        places = sorted(quoted[value] for value in values)
        yield check.finding(
            sentence.location(places[0][0], places[0][1]),
            facts={"figures": " and ".join(text.content[a:b] for a, b in places)},
            numbers={"better": better, "index": references[0].index},
            references=references,
            citations=[citation],
            suggested=[audit.reference(better)],
            related=[audit.reference(better).location],
            confidence=0.6,
        )


def _figures(text: Text) -> dict[float, tuple[int, int]]:
    """The telling figures of a text, each with its first place: three digits or more, no years."""
    found: dict[float, tuple[int, int]] = {}
    for match in _NUMBER.finditer(plain(text)):
        value = number(match[0])
        if value is None or _digits(match[0]) < _PLAIN or re.fullmatch(r"(?:1[5-9]|20)\d\d", match[0]):
            continue
        if value.decimals == 0 and value.value % 100 == 0:  # round numbers stand everywhere
            continue
        found.setdefault(value.value, match.span())
    return found


def _digits(printed: str) -> int:
    """How many digits tell: without zeros in front."""
    return len(re.sub(r"\D", "", printed).lstrip("0"))
