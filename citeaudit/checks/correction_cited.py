"""A correction notice is cited in place of the article it corrects.

An erratum, corrigendum or retraction notice holds no results. It comes into lists when a search finds the notice before
the article, as both bear the same title. Ignored where the list has the article, too.

Bad:

```markdown
# Sleep

Memory needs sleep (1).

## References

1. Correction: Sleep and the consolidation of memory. J Sleep 2016;76:5907.
```
```text report
7:4 warning[correction-cited] reference 1 is a correction notice; cite the article “Sleep and the consolidation of memory” itself
```

Good:

```markdown
# Sleep

Memory needs sleep (1), and the error was corrected later.

## References

1. Hall A. Correction of jet lag by light. J Sleep 2015;3:1-9.
```

Good:

```markdown
# Sleep

Memory needs sleep (1,2).

## References

1. Hall A. Sleep and the consolidation of memory. J Sleep 2015;75:11-9.
2. Hall A. Correction: Sleep and the consolidation of memory. J Sleep 2016;76:5907.
```

Source: COPE and ICMJE on corrections: notices are published as items of their own, linked to the article.
"""

import re
from collections.abc import Iterator

from citeaudit.matching import same_title
from citeaudit.model import Audit, Finding, Severity
from citeaudit.rules.check import Check, NoOptions
from citeaudit.text.patterns import lazy

_NOTICE = lazy(
    r"""
    (?:(?:author|publisher|editorial)(?:'s|’s)?\s+)?
    (?P<kind>
        correction | corrigend(?:um|a) | errat(?:um|a) | addendum | retraction(?:\s+notice)? | expression\s+of\s+concern
    )
    (?:  # then a sign or a small word, or a full stop
        \s*(?:[:\u2013\u2014-]|\bto\b(?:\s*:)?|\bfor\b(?=\s*:)|\bin\b(?=\s*:))\s*
        | \s*\.\s*
    )
    (?P<article>.*)
    """,
    re.IGNORECASE | re.VERBOSE,
)
"""The title of a notice, as publishers word it, with the article that it is about."""

_NAMES = {
    "errata": "erratum",
    "corrigenda": "corrigendum",
    "retraction": "retraction notice",
    "correction": "correction notice",
}
"""What the message calls a notice where its title has a plural or a word that could mean something else."""

check = Check(
    __name__,
    __doc__,
    severity=Severity.WARNING,
    group="standing",
    message="reference {index} is {kind}; cite the article {article}itself",
    question="The reference seems to be {kind}. Did you mean to cite the article {article}itself?",
    since="0.1",
)


@check
def find(audit: Audit, options: NoOptions) -> Iterator[Finding]:
    for reference in audit.references:
        record = reference.record
        match = _NOTICE.fullmatch(record.title)
        if not match and record.title and not record.author:  # "Correction" may have been read as something else
            match = _NOTICE.match(reference.raw)
        if not match:
            continue
        kind = re.sub(r"\s+", " ", match["kind"].lower())
        kind = _NAMES.get(kind, kind)
        article = match["article"].strip(" .")
        if any(same_title(other.record.title, article) for other in audit.references if other.index != reference.index):
            continue  # both are cited, on purpose
        yield check.finding(
            reference.location,
            facts={
                "kind": f"{'an' if kind[0] in 'aeiou' else 'a'} {kind}",
                "article": f"“{article}” " if article else "",
            },
            numbers={"index": reference.label},
            references=[reference],
            confidence=0.9,
        )
