"""A citation by author and year spells the name or the year otherwise than the list does.

The work is found all the same where a name is a letter or two off, or where the name is right and the year, or its letter, is
not. Readers who look for what is printed do not find it. Accents, umlauts written out ("Mueller") and particles ("van der
Berg" cited as "Berg") are no misspelling. Where the name is right and the year is off, the work meant may also be one that
the list lacks; where the name is that of a later author, it often is, which is an info. The same spelling of the same work is
one finding, however often it is cited.

Bad:

```markdown
# Sleep

Memory needs sleep (Lindqvist and Hall, 2015; Bergmann, 2020). Naps help (Moss et al., 2018).

## References

- Bergman, C. (2020). Dreams. J Sleep, 8, 31-9.
- Lindqvist, A., & Hall, B. (2015). Sleep and memory. J Sleep, 3, 1-9.
- Moss, D., Lind, E., & Fox, G. (2019). Naps in older adults. J Sleep, 7, 21-30.
```
```text report
3:20 warning[citation-spelling] “Bergmann, 2020” is “Bergman, 2020” in the list (reference 1)
3:74 warning[citation-spelling] “Moss et al., 2018” is “Moss et al., 2019” in the list (reference 3)
```

Bad:

```markdown
# Sleep

Memory needs sleep (Lindqvist and Hall, 2015; Moss, 2018). Owls sleep, too (Fox et al., 2019). They do (Fox et al., 2019).

## References

- Lindqvist, A., & Hall, B. (2015). Sleep and memory. J Sleep, 3, 1-9.
- Moss, D. (2018). Dreams. J Sleep, 8, 31-9.
- Zorn, D., Fox, E., & Lind, G. (2019). Naps in older adults. J Sleep, 7, 21-30.
```
```text report
3:76 info[citation-spelling] “Fox et al., 2019” is “Zorn et al., 2019” in the list (reference 3)
```

Good:

```markdown
# Sleep

Memory needs sleep (Mueller and Hall, 2015a; Berg, 2020). Müller and Hall (2015b) agree.

## References

- Müller, A., & Hall, B. (2015a). Sleep and memory. J Sleep, 3, 1-9.
- Müller, A., & Hall, B. (2015b). Naps in older adults. J Sleep, 3, 21-30.
- van der Berg, C. (2020). Dreams. J Sleep, 8, 31-9.
```

Source: Publication Manual of the American Psychological Association, 7th edition, section 8.4: citation and entry of the
list must be identical in the spelling of author names and in year.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile

from citeaudit.model import Audit, Citation, Finding, Link, Severity
from citeaudit.rules.check import Check, NoOptions
from citeaudit.text.folding import fold

_NAME_OFF = 0.9
"""The chance that a name which is nearly that of the list is meant to be that."""

_YEAR_OFF = 0.75
"""The same for a year: it may also be that of a work missing from the list."""

_OTHER_AUTHOR = 0.4
"""The same for a name that is not that of the first author: works by others of the list are often missing from it."""

_NO_NAMES = frozenset({"et", "al", "and", "und", "y", "e"})
"""Words behind the first name."""

_LEAST_ALIKE = 0.6
"""Likeness, 0 to 1, of the first words from which on one may be a misspelling of the other."""

check = Check(
    __name__,
    __doc__,
    severity=Severity.WARNING,
    group="list",
    message="“{printed}” is “{listed}” in the list (reference {index})",
    question="The text has “{printed}”, the list “{listed}”. Which is right?",
    cause=("printed", "index"),
    since="0.1",
    needs_citations=True,
)


@check
def find(audit: Audit, options: NoOptions) -> Iterator[Finding]:
    same: dict[tuple[str, str, int], list[tuple[Citation, Link]]] = {}
    for citation in audit.citations:
        for link in citation.links:
            if link.reference is not None and link.listed:
                same.setdefault((link.label, link.listed, link.reference), []).append((citation, link))
    for (label, listed, index), cases in same.items():
        reference, citations = audit.reference(index), [citation for citation, _ in cases]
        same_year = fold(label).split()[-1:] == fold(listed).split()[-1:]
        is_other = not _begin_alike(label, listed)
        yield check.finding(
            citations[0].location,
            facts={"printed": label, "listed": listed},
            numbers={"index": index},
            references=[reference],
            citations=citations,
            related=[reference.location, *(citation.location for citation in citations[1:])],
            severity=Severity.INFO if is_other else None,
            confidence=_OTHER_AUTHOR if is_other else _NAME_OFF if same_year else _YEAR_OFF,
        )


def _begin_alike(label: str, listed: str) -> bool:
    """Whether the words of a citation begin like those of the list, as far as names may be misspelt."""
    from rapidfuzz.distance import OSA

    a, b = _first_name(label), _first_name(listed)
    return any(OSA.normalized_similarity(x, y) >= _LEAST_ALIKE for x in a for y in b)


def _first_name(citation: str) -> list[str]:
    """The folded words of the first name of a citation: what stands before "et al.", "and", a comma or a year."""
    words = fold(citation.split(",")[0]).split()
    return list(takewhile(lambda word: word not in _NO_NAMES and not word.isdigit(), words))
