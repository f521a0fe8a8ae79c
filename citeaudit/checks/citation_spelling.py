"""A citation by author and year spells the name or the year otherwise than the list does.

The work is found all the same where a name is a letter or two off, or where the name is right and the year, or its letter, is
not. Readers who look for what is printed do not find it. Accents, umlauts written out ("Mueller") and particles ("van der
Berg" cited as "Berg") are no misspelling. Where the name is right and the year is off, the work meant may also be one that
the list lacks.

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

from collections.abc import Iterator

from citeaudit.model import Audit, Finding, Severity
from citeaudit.rules.check import Check, NoOptions
from citeaudit.text.folding import fold

_NAME_OFF = 0.9
"""The chance that a name which is nearly that of the list is meant to be that."""

_YEAR_OFF = 0.75
"""The same for a year: it may also be that of a work missing from the list."""

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
    for citation in audit.citations:
        for link in citation.links:
            if link.reference is None or not link.listed:
                continue
            reference = audit.reference(link.reference)
            same_year = fold(link.label).split()[-1:] == fold(link.listed).split()[-1:]
            yield check.finding(
                citation.location,
                facts={"printed": link.label, "listed": link.listed},
                numbers={"index": reference.index},
                references=[reference],
                citations=[citation],
                related=[reference.location],
                confidence=_NAME_OFF if same_year else _YEAR_OFF,
            )
