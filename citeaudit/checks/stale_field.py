"""A citation prints something else than its field, or its tag, says that it cites.

Reference managers keep the data of a citation behind the text that is printed, as XML keeps a link. When the text was
edited by hand, or the fields were not updated after the list changed, the two disagree, and the next update will change
what the reader sees; a link of a published article leads its reader to another work. Each tag is compared with its own text.
Numbers must be those of the references linked, ranges filled up. Where a year is printed, each reference linked must have
that year and, where names are printed, one of these; a name that is misspelt passes, as do the initials of a group. A text
that prints neither numbers nor a year is ignored, as is a reference whose number the list does not print. Keys that an
author types, as those of BibTeX, are never printed, and nothing is said of them.

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

Good:

```markdown
# Sleep

Memory needs sleep (Hal et al., 2015). Dreams do not (WSS, 2020).

## References

1. Hall A, Moss D. Sleep and memory. J Sleep 2015;3:1-9.
2. World Sleep Society. Naps in older adults. J Sleep 2020;7:21-30.
```
```json tags
{"(Hal et al., 2015)": ["1"], "(WSS, 2020)": ["2"]}
```

Source: Zotero manual, "Word processor integration": what is typed into a field is lost when it is updated; JATS 1.3,
`<xref>`: the text is what the printed article shows, `rid` what it leads to.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from citeaudit.linking.printed import fits, printed_numbers, printed_years
from citeaudit.model import Audit, Citation, Finding, Printed, Reference, Severity
from citeaudit.rules.check import Check, NoOptions
from citeaudit.text.folding import fold

check = Check(
    __name__,
    __doc__,
    severity=Severity.WARNING,
    group="text",
    message="the text prints {printed}, but the data behind it cite {cited}",
    question="The text prints {printed}, while the data behind it have {cited}. Which is right?",
    since="0.1",
    needs_citations=True,
)


@check
def find(audit: Audit, options: NoOptions) -> Iterator[Finding]:
    for citation in audit.citations:
        if not citation.tagged:
            continue
        for part in citation.printed or _whole(citation):
            cited = [audit.reference(index) for index in part.references]
            if not cited or any(reference.keyed for reference in cited):
                continue
            if found := _numbers_apart(part, cited, citation) or _names_apart(part, cited):
                printed, meant = found
                yield check.finding(
                    citation.location,
                    numbers={"printed": printed, "cited": meant},
                    references=cited,
                    citations=[citation],
                    suggested=_meant(audit, part, cited),
                    related=[reference.location for reference in cited],
                )


def _whole(citation: Citation) -> tuple[Printed, ...]:
    """The citation as one tag, where all that it cites is in the list and its numbers do not run into one another."""
    indices = [link.reference for link in citation.links if link.reference is not None]
    labels = "".join(link.label for link in citation.links)
    if len(indices) < len(citation.links) or (len(indices) > 1 and re.sub(r"\W", "", citation.marker) == labels):
        return ()
    return (Printed(text=citation.marker, references=tuple(indices)),)


def _numbers_apart(part: Printed, cited: Sequence[Reference], citation: Citation) -> tuple[str, str] | None:
    """The numbers printed and those of the references linked, where they differ.

    Tags of one citation may share what they lead to, as those of "1" and "3" in "1–3" do; then the whole counts.
    """
    printed, linked = set(printed_numbers(part.text)), _numbers(reference.label for reference in cited)
    if not printed or not linked or printed == linked or printed - linked <= printed_years(part.text):
        return None
    if printed & linked and set(printed_numbers(citation.marker)) == _numbers(link.label for link in citation.links):
        return None
    return ", ".join(map(str, sorted(printed))), ", ".join(map(str, sorted(linked)))


def _numbers(labels: Iterable[str]) -> set[int]:
    """The numbers of labels, "2a" as 2; none where one has no number."""
    found = [re.match(r"\d+", label) for label in labels]
    return {int(number[0]) for number in found if number} if all(found) else set()


def _names_apart(part: Printed, cited: Sequence[Reference]) -> tuple[str, str] | None:
    """The text printed and the references that it does not fit, where it prints a year."""
    apart = [reference for reference in cited if fits(part.text, reference) is False]
    return (part.text, " and ".join(reference.short() for reference in apart)) if apart else None


def _meant(audit: Audit, part: Printed, cited: Sequence[Reference]) -> list[Reference]:
    """The one reference that has the number printed, or else the name and the year; none where several have."""
    printed = set(printed_numbers(part.text)) - printed_years(part.text)
    others = [
        reference
        for reference in audit.references
        if reference not in cited
        and (_numbers([reference.label]) == printed if printed else _is_cited_so(part.text, reference))
    ]
    return others if len(others) == 1 else []


def _is_cited_so(text: str, reference: Reference) -> bool:
    """Whether a text prints the name and the year by which a reference is cited."""
    record = reference.record
    name = fold(record.author[0].full_family) if record.author else ""
    return bool(name) and f" {name} " in f" {fold(text)} " and record.year in printed_years(text)
