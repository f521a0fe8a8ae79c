"""What is printed as a DOI cannot be one.

A DOI begins with “10.”, a number of at least four digits and a slash, and ends where its brackets are closed. What
stands after “doi” without that beginning, a DOI that stops right behind its prefix, and two of them in one are
reported. A DOI that looks right and leads nowhere is `dead-identifier`. Where the work was found nevertheless, and its DOI is the printed one but
for the fault, `citeaudit audit --fix` puts it right.

Bad:

```markdown
# Sleep

Memory needs sleep (1).

## References

1. Hall A. Sleep and memory. J Sleep 2015;3:1-9. doi:0.1000/sleep.1
2. Moss D. Naps in older adults. J Sleep 2019;7:21-30. doi:10.1000
```
```text report
7:4 error[malformed-doi] reference 1: “0.1000/sleep.1” is not a DOI: it does not begin with “10.”
8:4 error[malformed-doi] reference 2: “10.1000” is not a DOI: nothing follows its prefix
```

Good:

```markdown
# Sleep

Memory needs sleep (1).

## References

1. Hall A. Sleep and memory. J Sleep 2015;3:1-9. https://doi.org/10.1000/sleep.1
2. Moss D. Naps in older adults. J Sleep 2019;7:21-30. doi:10.1000/s0140(19)1
```

Source: DOI Handbook, section 2.2 (syntax).
"""

import re
from collections.abc import Iterator

from citeaudit.model import Audit, Finding, Found, Reference, Resolution, Severity
from citeaudit.parsing.dois import find_dois
from citeaudit.rules.check import Check, NoOptions
from citeaudit.text.patterns import lazy

_PRINTED = lazy(r"(?<![\w.])doi(?:\.org/|\s?[:=]\s?)\s?(?P<doi>[\w(][^\s,;\]]*)", re.IGNORECASE)
"""What follows "doi:" or the address of doi.org."""

_BARE = lazy(r"\A(?:https?://)?(?:(?:dx|www)\.)?doi\.org/|\Adoi\s?[:=]\s?", re.IGNORECASE)
"""What may stand before a DOI in its field."""

_SYNTAX = lazy(r"10\.\d{4,9}(?:\.\d+)*/\S+")
"""A DOI. Source: ANSI/NISO Z39.84; Crossref's advice on DOI syntax."""

_PREFIX_ALONE = lazy(r"10\.\d{4,9}(?:\.\d+)*/?")
"""The prefix of a registrant without a name behind it."""

_TWICE = lazy(r"/\S*(?:https?:|doi:|(?<=[^\d./])10\.\d{4,5}/)", re.IGNORECASE)
"""A second DOI or address within the first."""

_CERTAIN = 0.9  # the score of a match; as in `missing-doi`

_SHORTEST = len("10.1000")
"""Less typed than a whole prefix could stand in any DOI."""

check = Check(
    __name__,
    __doc__,
    severity=Severity.ERROR,
    group="list",
    message="reference {index}: “{printed}” is not a DOI: {why}",
    question="The DOI “{printed}” does not work as printed ({why}). Could you please give us the right one?",
    since="0.1",
)


@check
def find(audit: Audit, options: NoOptions) -> Iterator[Finding]:
    for reference in audit.references:
        if found := _malformed(reference):
            printed, why = found
            yield check.finding(
                reference.location,
                facts={"printed": printed, "why": why},
                numbers={"index": reference.label},
                references=[reference],
                fix=_fix(printed, audit.resolutions.get(reference.index)),
            )


def _fix(printed: str, resolution: Resolution | None) -> dict[str, str] | None:
    """The DOI of the work found, where what is printed is a part of it, or it of what is printed."""
    if not isinstance(resolution, Found) or resolution.leads_to or resolution.score < _CERTAIN:
        return None
    doi, typed = resolution.work.record.DOI, "".join(printed.casefold().split())
    if not doi or len(typed) < _SHORTEST or not (typed in doi.casefold() or doi.casefold() in typed):
        return None
    return {"kind": "replace", "field": "DOI", "old": printed, "value": doi}


def _malformed(reference: Reference) -> tuple[str, str] | None:
    """What is printed as a DOI and why it is none; None where nothing is wrong."""
    doi = _BARE.sub("", reference.record.DOI.strip(), count=1)
    if not doi:
        match = None if find_dois(reference.raw) else _PRINTED.search(reference.raw)
        doi = match["doi"].rstrip(".,;:)") if match else ""
        if not any(character.isdigit() for character in doi):
            return None  # "doi: not available", or the entry is cut off
    if doi.startswith("10/"):
        return None  # a short DOI
    if not doi.startswith("10."):
        return doi, "it does not begin with “10.”"
    if _PREFIX_ALONE.fullmatch(doi):
        return doi, "nothing follows its prefix"
    if _TWICE.search(doi):
        return doi, "two run into each other"
    if not _SYNTAX.fullmatch(doi):
        return doi, "it holds white space" if _SYNTAX.match(doi) else "its prefix is not “10.”, a number and a slash"
    return None
