"""A reference of the list is cited nowhere in the text.

Journals ask that every reference be cited. A reference nobody cites is often the trace of a passage that was cut, or
of a citation that was lost. Where no citation at all was recognised the check does not speak: then it is not the
references that are at fault. Nor does it speak of a work that has name and year in common with one that is cited by them,
since then either may be meant, nor of one that the text names though no citation was recognised there ("refs. 5–8", a name
and its year, a citation that a tagged manuscript left without a tag), nor of an entry that has neither author nor title to be cited by, nor of one that the author
had listed uncited on purpose (`\\nocite`).

Bad:

```markdown
# Sleep

Memory needs sleep (1).

## References

1. Hall A. Sleep and memory. J Sleep 2015;3:1-9.
2. Moss D. Naps in older adults. J Sleep 2019;7:21-30.
```
```text report
8:4 warning[uncited-reference] reference 2 (Moss 2019) is cited nowhere in the text
```

Good:

```markdown
# Sleep

Memory needs sleep (Hall et al., 2015; Moss, 2019).

## References

- Hall, A., Berg, C., & Lind, E. (2015). Sleep and memory. J Sleep, 3, 1-9.
- Hall, A., Fox, G., & Moss, D. (2015). Naps in older adults. J Sleep, 3, 21-30.
- Moss, D. (2019). Dreams. J Sleep, 7, 21-30.
```

Good:

```markdown
# Sleep

Memory needs sleep (1,2).

## References

1. Hall A. Sleep and memory. J Sleep 2015;3:1-9.
2. Moss D. Naps in older adults. J Sleep 2019;7:21-30.
```

Source: ICMJE Recommendations, section IV.A.3.g, References.
"""

from collections.abc import Iterator, Set

from citeaudit.linking import TAGS, authoryear
from citeaudit.linking.printed import print_numbers
from citeaudit.linking.untagged import named_untagged, numbered_untagged
from citeaudit.model import Audit, Finding, Reference, Severity
from citeaudit.rules.check import Check, NoOptions
from citeaudit.text.folding import fold

check = Check(
    __name__,
    __doc__,
    severity=Severity.WARNING,
    group="list",
    message="reference {index} ({cited}) is cited nowhere in the text",
    question="We found no place in the text that cites this reference. Where should it be cited, or may we remove it?",
    cause=(),
    message_of_many="{count} references are cited nowhere in the text[[: {references}]]",
    question_of_many="We found no place in the text that cites these {count} references: {references}. Where should they be cited, or may we remove them?",
    since="0.1",
    needs_citations=True,
)


@check
def find(audit: Audit, options: NoOptions) -> Iterator[Finding]:
    cited = {link.reference for citation in audit.citations for link in citation.links} - {None}
    if not cited:
        return
    uncited = audit.uncited
    elsewhere = _named_elsewhere(audit, cited, {reference.index for reference in uncited})
    for reference in uncited:
        if reference.index not in elsewhere:
            yield check.finding(
                reference.location,
                facts={"cited": reference.short()},
                numbers={"index": reference.label},
                references=[reference],
            )


def _named_elsewhere(audit: Audit, cited: Set[int | None], uncited: Set[int]) -> Set[int]:
    """Those of the references that no citation was paired with which the text cites all the same, or may mean."""
    blocks = [block for block, _ in audit.body]
    found = named_untagged(blocks, audit.references, uncited)
    keyed = any(reference.keyed for reference in audit.references)  # what such tags print is not known
    if audit.citation_form == authoryear.FORM or (
        audit.citation_form == TAGS and not keyed and not print_numbers(audit.citations)
    ):
        return found | _not_told_apart(audit, cited)
    return found | numbered_untagged(blocks, audit.references) if audit.citation_form == TAGS and not keyed else found


def _not_told_apart(audit: Audit, cited: Set[int | None]) -> set[int]:
    """The references that a citation by author and year may mean as well as the one it was paired with."""
    named = {_name_and_year(audit.reference(index)) for index in cited if index is not None}
    return {
        reference.index
        for reference in audit.references
        if not (reference.record.author or reference.record.title) or _name_and_year(reference) in named
    }


def _name_and_year(reference: Reference) -> tuple[str, int | None]:
    names = reference.record.author or reference.record.editor
    return (fold(names[0].full_family) if names else fold(reference.raw)[:20], reference.record.year)
