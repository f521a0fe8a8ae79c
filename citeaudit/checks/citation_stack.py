"""One marker cites many works at once.

A reader cannot tell which of a dozen works supports the sentence, or why each is there. More than `most` in one
marker are reported.

Bad:

```markdown
# Sleep

Memory needs sleep (1-11). Naps help (3).

## References

1. Hall A. Sleep and memory in mice. J Sleep 2001;1:1-9.
2. Hall A. Sleep and memory in rats. J Sleep 2002;2:1-9.
3. Hall A. Sleep and memory in men. J Sleep 2003;3:1-9.
4. Hall A. Sleep and memory in women. J Sleep 2004;4:1-9.
5. Hall A. Sleep and memory in children. J Sleep 2005;5:1-9.
6. Hall A. Sleep and memory in nurses. J Sleep 2006;6:1-9.
7. Hall A. Sleep and memory in pilots. J Sleep 2007;7:1-9.
8. Hall A. Sleep and memory in birds. J Sleep 2008;8:1-9.
9. Hall A. Sleep and memory in fish. J Sleep 2009;9:1-9.
10. Hall A. Sleep and memory in flies. J Sleep 2010;10:1-9.
11. Hall A. Sleep and memory in worms. J Sleep 2011;11:1-9.
```
```text report
3:20 info[citation-stack] one marker cites 11 works
```

Good:

```markdown
# Sleep

Memory needs sleep (1-10). Naps help (3).

## References

1. Hall A. Sleep and memory in mice. J Sleep 2001;1:1-9.
2. Hall A. Sleep and memory in rats. J Sleep 2002;2:1-9.
3. Hall A. Sleep and memory in men. J Sleep 2003;3:1-9.
4. Hall A. Sleep and memory in women. J Sleep 2004;4:1-9.
5. Hall A. Sleep and memory in children. J Sleep 2005;5:1-9.
6. Hall A. Sleep and memory in nurses. J Sleep 2006;6:1-9.
7. Hall A. Sleep and memory in pilots. J Sleep 2007;7:1-9.
8. Hall A. Sleep and memory in birds. J Sleep 2008;8:1-9.
9. Hall A. Sleep and memory in fish. J Sleep 2009;9:1-9.
10. Hall A. Sleep and memory in flies. J Sleep 2010;10:1-9.
```

Source: ICMJE Recommendations, IV.A.3.g: small numbers of references to key original papers often serve as well.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from citeaudit.model import Audit, Finding, Severity
from citeaudit.rules.check import Check


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """The greatest number of works in one marker that is ignored."""

    most: int = 10


check = Check(
    __name__,
    __doc__,
    severity=Severity.INFO,
    group="text",
    message="one marker cites {count} works",
    question="One place cites {count} works. Could you please tell which of them the sentence rests on most, or confirm that all are to stay?",
    since="0.1",
    needs_citations=True,
    options=Options,
)


@check
def find(audit: Audit, options: Options) -> Iterator[Finding]:
    for citation in audit.citations:
        count = len({link.reference or link.label for link in citation.links})
        if count > options.most:
            yield check.finding(citation.location, facts={"count": count}, citations=[citation])
