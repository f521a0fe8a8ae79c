"""A citation prints something else than its field, or its tag, says that it cites.

Reference managers keep the data of a citation behind the text that is printed, as XML keeps a link. When the text was
edited by hand, or the fields were not updated after the list changed, the two disagree, and the next update will change
what the reader sees. Numbers must be those of the references linked, ranges filled up. Where a year is printed, each
reference linked must have its year or the name of one of its authors in the text; a text that prints neither numbers
nor a year is ignored, as is a reference whose number the list does not print.

Bad:

```markdown
# Sleep

Memory needs sleep [1,3]. Dreams do not [4–6].

## References

1. Hall A. Sleep and memory. J Sleep 2015;3:1-9.
2. Moss D. Naps in older adults. J Sleep 2019;7:21-30.
3. Berg C. Dreams. J Sleep 2020;8:31-9.
4. Lind E. Moods. J Sleep 2018;6:2-8.
5. Ober F. Light and mood. J Sleep 2011;2:100-7.
6. Paget J. Nightmares. J Sleep 2012;3:10-7.
```
```json tags
{"[1,3]": ["1", "2"], "[4–6]": ["4", "5", "6"]}
```
```text report
3:20 warning[stale-field] the text prints 1, 3, but the data behind it cite 1, 2
```

Good:

```markdown
# Sleep

Memory needs sleep [1–3]. Dreams do not [see 4].

## References

1. Hall A. Sleep and memory. J Sleep 2015;3:1-9.
2. Moss D. Naps in older adults. J Sleep 2019;7:21-30.
3. Berg C. Dreams. J Sleep 2020;8:31-9.
4. Lind E. Moods. J Sleep 2018;6:2-8.
```
```json tags
{"[1–3]": ["1", "2", "3"], "[see 4]": ["4"]}
```

Source: Zotero manual, "Word processor integration": what is typed into a field is lost when it is updated; JATS 1.3,
`<xref>`: the text is what the printed article shows, `rid` what it leads to.
"""

import re
from collections.abc import Iterator, Sequence

from citeaudit.linking.printed import printed_numbers
from citeaudit.model import Audit, Citation, Finding, Reference, Severity
from citeaudit.rules.check import Check, NoOptions
from citeaudit.text.folding import fold
from citeaudit.text.patterns import lazy

_YEAR = lazy(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)")
"""A number that may be a year."""

check = Check(
    __name__,
    __doc__,
    severity=Severity.WARNING,
    group="text",
    message="the text prints {printed}, but the data behind it cite {cited}",
    question="The text prints {printed}, while the reference manager has {cited} behind it. Which is right?",
    since="0.1",
    needs_citations=True,
)


@check
def find(audit: Audit, options: NoOptions) -> Iterator[Finding]:
    for citation in audit.citations:
        cited = [audit.reference(link.reference) for link in citation.links if link.reference is not None]
        if not citation.tagged or not cited or len(cited) < len(citation.links) or _run_together(citation, cited):
            continue
        if found := _numbers_apart(citation, cited) or _names_apart(citation, cited):
            printed, meant = found
            yield check.finding(
                citation.location,
                numbers={"printed": printed, "cited": meant},
                references=cited,
                citations=[citation],
                related=[reference.location for reference in cited],
            )


def _run_together(citation: Citation, cited: Sequence[Reference]) -> bool:
    """Whether the marker is the labels without anything between them, as raised numbers set side by side come out."""
    return len(cited) > 1 and re.sub(r"\W", "", citation.marker) == "".join(reference.label for reference in cited)


def _numbers_apart(citation: Citation, cited: Sequence[Reference]) -> tuple[str, str] | None:
    """The numbers printed and those of the references linked, where they differ."""
    printed = set(printed_numbers(citation.marker))
    labels = [re.match(r"\d+", reference.label) for reference in cited]
    if not printed or not all(labels):
        return None
    linked = {int(label[0]) for label in labels if label}
    if printed == linked or all(_YEAR.fullmatch(str(number)) for number in printed - linked):
        return None
    return ", ".join(map(str, sorted(printed))), ", ".join(map(str, sorted(linked)))


def _names_apart(citation: Citation, cited: Sequence[Reference]) -> tuple[str, str] | None:
    """The text printed and the references that it does not fit, where it prints a year."""
    years = {int(year) for year in _YEAR.findall(citation.marker)}
    if not years or not re.search(r"[^\W\d_]{2}|^\W*\d{4}[a-z]?\W*$", citation.marker):
        return None
    words = f" {fold(citation.marker)} "
    apart = [
        reference
        for reference in cited
        if reference.record.year is not None
        and reference.record.author
        and reference.record.year not in years
        and not any(f" {fold(name.full_family)} " in words for name in reference.record.author)
    ]
    if not apart:
        return None
    return citation.marker, " and ".join(reference.short() for reference in apart)
