"""The sentence credits somebody who did not write what it cites, and whose work is not in the list.

"Proposed by Paget (8)", where 8 is by others, cites Paget at second hand; a reader may want the first. Only one bare
name right before the marker counts: what "et al." or a co-author makes a citation of its own is judged by
`narrative-author-mismatch`. A list of authors that ends in "et al." may hide the name and is ignored. So are programs,
companies and other things: names with two capitals, names that the entry cited has in its title, and what is no family name
by its form. A name that begins with an initial of the author cited may be a given name.

Bad:

```markdown
# Sleep

The theory was first proposed by Paget (1).

## References

1. Hall A, Berg C. Sleep and the consolidation of memory. J Sleep 2013;4:11-9.
```
```text report
3:34 info[secondary-citation] the sentence credits Paget, but reference 1 is by Hall, Berg and nothing in the list is by Paget
```

Good:

```markdown
# Sleep

The theory was first proposed by Paget (2), and described by Lind (1).

## References

1. Hall A, Berg C, et al. Sleep and the consolidation of memory. J Sleep 2013;4:11-9.
2. Paget S. The distribution of secondary growths. Lancet 1889;133:571-3.
```

Source: APA Style, 7th edition, section 8.6: cite secondary sources sparingly.
"""

import re
from collections.abc import Iterator

from citeaudit.checks._prose import cited_by, hits
from citeaudit.claims.authorship import may_be_given, prints, wrote
from citeaudit.linking.narrative import NAME
from citeaudit.model import Audit, Finding, Reference, Severity
from citeaudit.rules.check import Check, NoOptions
from citeaudit.text.folding import fold
from citeaudit.text.patterns import lazy

check = Check(
    __name__,
    __doc__,
    severity=Severity.INFO,
    group="text",
    message="the sentence credits {named}, but reference {index} is by {printed} and nothing in the list is by {named}",
    question="The sentence names {named}, while reference {reference} is by {printed}. Would you like to cite the work of {named}, too?",
    since="0.1",
    needs_citations=True,
)

_NAMED_PRINTED = 3
"""Authors of the reference that the message names."""

_CREDITS = lazy(
    rf"""
    \b(?:
        proposed | described | introduced | coined | developed | formulated | put\s+forward | discovered | devised
        | postulated | invented | pioneered
    )
    \s+by\s+
    (?:[A-Z][a-z]+\s+|(?:[A-Z]\.\s?){{1,3}})?  # a given name, or initials
    (?P<name>{NAME})
    \s*(?:,?\s+in\s+(?:the\s+)?\d{{4}}s?\s*)?
    (?=[\s,.]*\ue000)
    """,
    re.VERBOSE,
)
"""“proposed by Paget (8)”: a name between a word of credit and a citation, which is masked."""

_NO_PERSON = lazy(
    r"""
    (?:
        Institute | Organi[sz]ation | Society | Group | Committee | Association | Academy | University | Agency
        | Commission | Council | Network | Union | Consortium | Collaboration | Foundation | College | Ministry
        | Department | Administration | Center | Centre | Team | Inc | Ltd | Corporation | Service
        | Scientific | Technolog(?:y|ie) | System | Instrument | Laborator(?:y|ie) | Software | Bio(?:science|tech|system|medical)
        | Pharma(?:ceutical)? | Diagnostic | Genomic | Solution | Industrie | Compan(?:y|ie) | Project | Program(?:me)? | Database
        | Consortia | Government | Hospital | Clinic | Bank | Board | Panel | Bureau | Federation | Alliance | Initiative
    )s?$
    """,
    re.VERBOSE,
)
"""Ends of names of groups, who are seldom listed as authors by that name."""


_IS_MADE_UP = lazy(r"(?!(?:Mc|Mac|De|Di|Du|La|Le|Van|Von|Fitz|O[’'])[A-Z])[^\W\d_]+[A-Z]\w*|.*\d.*")
"""A name with a capital or digit within it, as of programs and companies: “AgriGO”, but not “McBride”."""


@check
def find(audit: Audit, options: NoOptions) -> Iterator[Finding]:
    for sentence, _ in hits(audit, re.compile(r"\bby\s")):
        if not sentence.cited:
            continue
        masked = list(sentence.text)
        for start, end, _ in sentence.cited:
            masked[start:end] = "\ue000" * (end - start)
        for match in _CREDITS.finditer("".join(masked)):
            name = match["name"]
            citation = next((c for start, _, c in sentence.cited if 0 <= start - match.end() <= len(" ,.")), None)
            if citation is None or name.isupper() or _NO_PERSON.search(name) or _IS_MADE_UP.fullmatch(name):
                continue
            references = cited_by(audit, citation)
            if not references or any(
                not r.record.author or r.record.et_al or any(n.literal for n in r.record.author) for r in references
            ):
                continue
            if any(wrote(name, reference) for reference in audit.references):
                continue
            if any(may_be_given(name, reference) or _mentions(name, reference) for reference in references):
                continue
            names = [author.full_family for author in references[0].record.author]
            printed = ", ".join(names[:_NAMED_PRINTED]) + (" and others" if len(names) > _NAMED_PRINTED else "")
            yield check.finding(
                sentence.location(match.start("name"), match.end("name")),
                facts={"named": name, "printed": printed},
                numbers={"index": references[0].index},
                references=references,
                citations=[citation],
                related=[reference.location for reference in references],
                confidence=0.7,
            )


def _mentions(name: str, reference: Reference) -> bool:
    """Whether an entry has the name somewhere: that of a program that it describes, or of an author who was not read."""
    return prints(name, reference) or fold(name) in fold(reference.raw).split()
