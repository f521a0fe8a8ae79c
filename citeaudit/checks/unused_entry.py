"""An entry of a bibliography is cited nowhere in the manuscript.

It is not printed, so no reader is harmed; it may be the trace of a passage that was cut, or of a citation that was lost. From more than
`most` such entries on the file is a library that several manuscripts share, and the check does not speak. Entries that others take
fields from (`crossref`, `xdata`) are in use. A list without a text has nothing that could cite it.

Bad:

```markdown
---
references:
- id: hall2015
  type: article-journal
  author: [{family: Hall, given: Ann}]
  title: Sleep and memory
  container-title: J Sleep
  issued: 2015
- id: moss2019
  type: article-journal
  author: [{family: Moss, given: Daniel}]
  title: Naps in older adults
  container-title: J Sleep
  issued: 2019
---

# Sleep

Memory needs sleep [@hall2015].
```
```text report
9:3 info[unused-entry] the entry “moss2019” is cited nowhere
```

Good:

```markdown
---
references:
- id: hall2015
  type: article-journal
  author: [{family: Hall, given: Ann}]
  title: Sleep and memory
  container-title: J Sleep
  issued: 2015
---

# Sleep

Memory needs sleep [@hall2015].
```

Source: what checkcites and biber tell of a bibliography beside a document.
"""  # noqa: D405, D411 - "references:" is a line of YAML

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from citeaudit.model import Audit, Finding, Severity
from citeaudit.rules.check import Check


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """`most` is the number of entries in one file that may be cited nowhere before it is taken for a library."""

    most: int = 100


check = Check(
    __name__,
    __doc__,
    severity=Severity.INFO,
    group="list",
    message="the entry “{key}” is cited nowhere",
    question="The entry “{key}” of your bibliography is cited nowhere. Is a citation of it missing?",
    cause=(),
    message_of_many="{count} entries of the bibliography are cited nowhere",
    question_of_many="{count} entries of your bibliography are cited nowhere. Are citations of them missing?",
    since="0.1",
    needs_citations=True,
    options=Options,
)


@check
def find(audit: Audit, options: Options) -> Iterator[Finding]:
    if not audit.citations:
        return
    unused = [(entry, entry.text.location(audit.manuscript.path)) for entry in audit.manuscript.unused]
    count = Counter(place.path for _, place in unused)
    for entry, place in unused:
        if count[place.path] <= options.most:
            yield check.finding(place, facts={"key": entry.key})
