"""An entry of a bibliography cannot be read, or only in part.

A brace, a comma, a quote or a key that is missing makes BibTeX, biber or a reference manager skip an entry, and sometimes the one
behind it, too. What could be saved of it is audited all the same; look at the line that is named and at the one before it.

Bad:

```bibtex
@article{hall2015,
  author = {Hall, Ann}, title = {Sleep and memory},
  journal = {J Sleep}, volume = 3, pages = {1--9}, year = 2015}

@article{moss2019,
  author = {Moss, Daniel} title = {Naps in older adults},
  journal = {J Sleep}, volume = 7, pages = {21--30}, year = 2019}
```
```text report
5:1 warning[unreadable-entry] the entry “moss2019” cannot be read, or only in part: look for a missing key, brace, quote or comma
```

Good:

```bibtex
@article{hall2015,
  author = {Hall, Ann}, title = {Sleep and memory},
  journal = {J Sleep}, volume = 3, pages = {1--9}, year = 2015}

@article{moss2019,
  author = {Moss, Daniel}, title = {Naps in older adults},
  journal = {J Sleep}, volume = 7, pages = {21--30}, year = 2019}
```

Source: Oren Patashnik, "BibTeXing" (1988), section 2: the form of an entry.
"""

from collections.abc import Iterator

from citeaudit.model import Audit, Finding, Severity
from citeaudit.rules.check import Check, NoOptions

check = Check(
    __name__,
    __doc__,
    severity=Severity.WARNING,
    group="list",
    holds_anyway=True,
    message="the entry [[“{key}” ]]cannot be read, or only in part: look for a missing key, brace, quote or comma",
    question="An entry of your bibliography[[, “{key}”,]] cannot be read. Could you please repair it?",
    since="0.1",
)


@check
def find(audit: Audit, options: NoOptions) -> Iterator[Finding]:
    for entry in audit.manuscript.unreadable:
        yield check.finding(
            entry.text.location(audit.manuscript.path),
            facts={"key": entry.key},
            identity={"key": entry.key, "entry": entry.text.content},
        )
