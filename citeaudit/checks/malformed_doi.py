"""What is printed as a DOI cannot be one.

A DOI begins with “10.”, a number of at least four digits and a slash, and ends where its brackets are closed. What
stands after “doi” without that beginning, a DOI that stops right behind its prefix, and two of them in one are
reported. Where an address of a resolver or of a library's proxy stands before a good DOI, that is a warning, for only the
address is at fault, and `citeaudit audit --fix` takes it away. It puts right, too, what is the DOI of the work found but for
the fault. A short DOI (`https://doi.org/bvc6px`) is a good one. A DOI that looks right and leads nowhere is `dead-identifier`.

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

Bad:

```markdown
# Sleep

Memory needs sleep (1).

## References

1. Hall A. Sleep and memory. J Sleep 2015;3:1-9. https://doi.org.proxy.example.edu/10.1000/sleep.1
```
```text report
7:4 warning[malformed-doi] reference 1: “https://doi.org.proxy.example.edu/10.1000/sleep.1” is not a DOI: the address before it is not that of doi.org
```

Good:

```markdown
# Sleep

Memory needs sleep (1).

## References

1. Hall A. Sleep and memory. J Sleep 2015;3:1-9. https://doi.org/10.1000/sleep.1
2. Moss D. Naps in older adults. J Sleep 2019;7:21-30. doi:10.1000/s0140(19)1
3. Berg C. Dreams of shift workers. J Sleep 2020;8:31-9. https://doi.org/bvc6px
4. Lind E. Sleep in towns. 2001. http://citeseerx.ist.psu.edu/viewdoc/download?doi=10.1.1.738.5776&type=pdf
```

Source: DOI Handbook, section 2.2 (syntax); shortdoi.org; Crossref, "DOI display guidelines" (the address is that of doi.org).
"""

import re
from collections.abc import Iterator

from citeaudit.model import Audit, Finding, Found, Reference, Resolution, Severity
from citeaudit.parsing.dois import find_dois
from citeaudit.rules.check import Check, NoOptions
from citeaudit.text.patterns import lazy

_PRINTED = lazy(r"(?<![\w.?&])doi(?:\.org/|\s?[:=]\s?)\s?(?P<doi>[\w(][^\s,;\]]*)", re.IGNORECASE)
"""What follows "doi:" or the address of doi.org; not a parameter of another address that is called so."""

_BARE = lazy(r"\A(?:doi\s?[:=]\s?)?(?:(?:https?://)?(?:(?:dx|www)\.)?doi\.org/)?", re.IGNORECASE)
"""What may stand before a DOI in its field."""

_SYNTAX = lazy(r"10\.\d{4,9}(?:\.\d+)*/\S+")
"""A DOI. Source: ANSI/NISO Z39.84; Crossref's advice on DOI syntax."""

_PREFIX_ALONE = lazy(r"10\.\d{4,9}(?:\.\d+)*/?")
"""The prefix of a registrant without a name behind it."""

_SHORT = lazy(r"(?:10/)?[a-z0-9]{4,10}", re.IGNORECASE)
"""A short DOI behind the address of doi.org, with the prefix that all of them have or without it. Source: shortdoi.org."""

_ADDRESSED = lazy(
    r"(?:https?://)?(?:[\w-]+\.)+[\w-]+(?::\d+)?/(?:[^\s?#]*/)??(?P<doi>10\.\d{4,9}(?:\.\d+)*/\S+)", re.IGNORECASE
)
"""A DOI with an address before it that is not the one of doi.org: a publisher's resolver or a library's proxy."""

_PROXY = lazy(r"https?://(?:[\w.-]+\.)?doi[.-]org[.-][\w.-]+(?::\d+)?/10\.\d{4,9}/[^\s;,<>\]]+", re.IGNORECASE)
"""The address that a proxy of a library makes of one of doi.org, which opens for its readers only."""

_HOME = "https://doi.org/"
"""The address that a DOI has in a text."""

_OTHER_ADDRESS = "the address before it is not that of doi.org"
"""Why an addressed DOI is none as printed."""

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
            addressed = _ADDRESSED.fullmatch(printed) if why == _OTHER_ADDRESS else None
            yield check.finding(
                reference.location,
                facts={"printed": printed, "why": why},
                numbers={"index": reference.label},
                references=[reference],
                severity=Severity.WARNING if addressed else None,
                fix=_replaced(
                    printed, addressed["doi"] if printed in reference.record.DOI else _HOME + addressed["doi"]
                )
                if addressed
                else _fix(printed, audit.resolutions.get(reference.index)),
            )


def _replaced(printed: str, doi: str) -> dict[str, str]:
    return {"kind": "replace", "field": "DOI", "old": printed, "value": doi}


def _fix(printed: str, resolution: Resolution | None) -> dict[str, str] | None:
    """The DOI of the work found, where what is printed is a part of it, or it of what is printed."""
    if not isinstance(resolution, Found) or resolution.leads_to or resolution.score < _CERTAIN:
        return None
    doi, typed = resolution.work.record.DOI, "".join(printed.casefold().split())
    if not doi or len(typed) < _SHORTEST or not (typed in doi.casefold() or doi.casefold() in typed):
        return None
    return _replaced(printed, doi)


def _malformed(reference: Reference) -> tuple[str, str] | None:
    """What is printed as a DOI and why it is none; None where nothing is wrong."""
    if not _ADDRESSED.fullmatch(reference.record.DOI) and (proxied := _PROXY.search(reference.raw)):
        return proxied[0].rstrip(".:)"), _OTHER_ADDRESS
    field = reference.record.DOI.strip()
    doi = _BARE.sub("", field, count=1)
    if not doi:
        match = None if find_dois(reference.raw) else _PRINTED.search(reference.raw)
        field = match[0].rstrip(".,;:)") if match else ""
        doi = _BARE.sub("", field, count=1)
        if not any(character.isdigit() for character in doi):
            return None  # "doi: not available", or the entry is cut off
    why = _why(doi, behind_address="doi.org/" in field.casefold())
    return (doi, why) if why else None


def _why(doi: str, *, behind_address: bool) -> str:
    """Why what is printed as a DOI cannot be one, "" where it may be; `behind_address` is that of doi.org."""
    if doi.startswith("10/") or (behind_address and _SHORT.fullmatch(doi)):
        return ""
    if not doi.startswith("10."):
        addressed = _ADDRESSED.fullmatch(doi)
        return _OTHER_ADDRESS if addressed and not _TWICE.search(addressed["doi"]) else "it does not begin with “10.”"
    if _PREFIX_ALONE.fullmatch(doi):
        return "nothing follows its prefix"
    if _TWICE.search(doi):
        return "two run into each other"
    if not _SYNTAX.fullmatch(doi):
        return "it holds white space" if _SYNTAX.match(doi) else "its prefix is not “10.”, a number and a slash"
    return ""
