"""A reference lacks what its kind needs.

An article needs a journal, and where that is a known one a volume, pages or an identifier, unless it is among the newest of
the list and may be out online alone; articles, books and their parts, reports and theses need a year, and web pages an
address. What is missing from most entries of the kind is the style of the list (titles in
physics, say) and is ignored, as is a work in press. An entry that was not read with certainty (`least_certain`) is
not judged, nor one whose words may hold what is missing.

Bad:

```markdown
# Sleep

Memory needs sleep (1).

## References

1. Hall A. Sleep and memory. J Sleep 2015;3:1-9.
2. Moss D. Naps in older adults. Lancet 2019.
3. Berg C. Dreams of shift workers and their families. Sleep Med;8:31-9.
4. Lind E. Moods and sleep in winter. J Sleep 2021;6:2-8.
```
```text report
8:4 warning[incomplete-reference] reference 2 (Moss 2019) lacks volume, pages or an identifier
9:4 warning[incomplete-reference] reference 3 (Berg) lacks the year
```

Good:

```markdown
# Sleep

Memory needs sleep (1).

## References

1. Hall A. Sleep and memory. J Sleep 2015;3:1-9.
2. Moss D. Naps in older adults. Lancet 2019; in press.
3. Berg C. Dreams of shift workers. J Sleep 2020;8:31-9.
```

Source: NISO Z39.29-2005, Bibliographic References: the required elements of each kind.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from citeaudit.model import Audit, Finding, Record, Reference, Severity
from citeaudit.parsing.dates import misprinted_year
from citeaudit.parsing.journals import is_known
from citeaudit.rules.check import Check
from citeaudit.text.patterns import lazy
from citeaudit.text.wordlists import word_list

_YEAR = lazy(r"(?<!\d)(?:1[3-9]|2[05])\d\d(?!\d)|[’']\d\d(?!\d)|(?<!\d)\d{1,2}[./]\d{1,2}[./]\d\d(?!\d)|(?<!\d)1[89]--")
"""A year anywhere in the entry, of any calendar, in two digits or in part: it may have been read as something else."""

_COMING = lazy(
    "|".join(rf"(?<!\w){re.escape(words)}(?!\w)" for words in word_list("words-for-no-year.txt")), re.IGNORECASE
)
"""Words for what has no year, volume or pages, or none yet."""

_ADDRESS = lazy(r"https?:|www\.|doi|PMC?ID|Cross\s?Ref|PubMed", re.IGNORECASE)
"""What leads to the work without volume and pages, the word for a link included."""

_DATED = frozenset({"article-journal", "article", "book", "chapter", "paper-conference", "report", "thesis"})
"""Kinds of works that have a year; laws, standards, software, data and what is of no known kind need none."""

_NAME_BEHIND = lazy(r"[.!?]\s+(?P<name>[^\W\da-z][^.!?]*)$")
"""Words behind a full stop within the title."""

_SMALL = lazy(r"(?:a|and|de|der|des|di|do|e|et|for|für|in|la|of|on|the|und|y)\b")
"""A word that names write small."""

_RECENT = 1
"""Years before the newest entry of the list in which an article may be out online alone, without volume and pages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """`least_certain` is the certainty (0 to 1) with which an entry must have been read.

    `style` is the share (0 to 1) of entries of a kind that lack something from which on that is the style of the list.
    """

    least_certain: float = 0.9
    style: float = 0.3


check = Check(
    __name__,
    __doc__,
    severity=Severity.WARNING,
    group="list",
    message="reference {index} ({cited}) lacks {missing}",
    question="The reference does not give {missing}. Could you please complete it?",
    since="0.1",
    options=Options,
)


@check
def find(audit: Audit, options: Options) -> Iterator[Finding]:
    kinds: dict[str, list[Reference]] = {}
    for reference in audit.references:
        kinds.setdefault(reference.record.type, []).append(reference)
    newest = max((reference.record.year or 0 for reference in audit.references), default=0)
    for same in kinds.values():
        yield from _of_kind(same, options, newest)


def _of_kind(references: Sequence[Reference], options: Options, newest: int) -> Iterator[Finding]:
    lacking = [(reference, _missing(reference, newest)) for reference in references]
    count: dict[str, int] = {}
    for _, missing in lacking:
        for what in missing:
            count[what] = count.get(what, 0) + 1
    styled = {what for what, times in count.items() if times > 1 and times >= options.style * len(references)}
    for reference, missing in lacking:
        left = [what for what in missing if what not in styled]
        if left and reference.confidence >= options.least_certain:
            yield check.finding(
                reference.location,
                facts={"cited": reference.short(), "missing": " and ".join(left)},
                numbers={"index": reference.label},
                references=[reference],
                confidence=round(0.9 * reference.confidence, 2),
            )


def _missing(reference: Reference, newest: int) -> list[str]:
    """What an entry lacks; `newest` is the latest year of the list."""
    record, raw = reference.record, reference.raw
    missing = []
    if (
        record.type in _DATED
        and record.year is None
        and not (record.DOI or _dated_otherwise(raw) or _comes(record, raw))
    ):
        missing.append("the year")
    if record.type == "article-journal":
        placed = bool(record.volume or record.issue or record.page or record.supplement_number)
        if placed and record.title and not record.container_title and not _holds_journal(record, raw):
            missing.append("the journal")
        if not (placed or _led_to(record, raw)) and _needs_place(record, raw, newest) and not _comes(record, raw):
            missing.append("volume, pages or an identifier")
    elif record.type == "webpage" and not record.URL and not _ADDRESS.search(raw):
        missing.append("the address")
    return missing


def _comes(record: Record, raw: str) -> bool:
    """Whether an entry says that it is not out yet, or has no year or place by its kind."""
    return bool(record.status or _COMING.search(raw))


def _dated_otherwise(raw: str) -> bool:
    """Whether something in an entry may be its year, or leads to it, or is the misprint of one, which `implausible-year` tells."""
    return bool(_YEAR.search(raw) or _ADDRESS.search(raw) or misprinted_year(raw))


def _led_to(record: Record, raw: str) -> bool:
    return _identified(record) or bool(_ADDRESS.search(raw))


def _needs_place(record: Record, raw: str, newest: int) -> bool:
    """Whether an article is one of a known journal, without any number that could be its place, and not one of the newest."""
    digits = re.findall(r"\d+", _YEAR.sub(" ", raw.replace(record.title, " ")))
    recent = record.year is not None and record.year >= newest - _RECENT
    return bool(record.container_title) and is_known(record.container_title) and not digits and not recent


def _holds_journal(record: Record, raw: str) -> bool:
    """Whether the journal may be there, or be known otherwise, though none was read."""
    return _identified(record) or _words_behind(record.title, raw) or _name_at_end(record.title)


def _name_at_end(title: str) -> bool:
    """Whether a title ends in a name in capitals behind a full stop: "Sleepers awake! Dreams and Their Measurement"."""
    match = _NAME_BEHIND.search(title)
    return match is not None and all(word[0].isupper() or _SMALL.fullmatch(word) for word in match["name"].split())


def _words_behind(title: str, raw: str) -> bool:
    """Whether the journal may follow the title, or stand in it, or the title is not there as it was read."""
    _, found, rest = raw.partition(title)
    parts = re.split(r"[.,!?:;]|(?<=[^\W\d_])\s(?=\d)", raw)
    return not found or bool(re.search(r"[^\W\d_]{3}", rest)) or any(is_known(part) for part in parts if part.strip())


def _identified(record: Record) -> bool:
    return bool(record.DOI or record.PMID or record.PMCID or record.URL or record.archive)
