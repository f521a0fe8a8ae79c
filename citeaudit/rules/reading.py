"""Whether a manuscript was read as it is printed, judged before anybody is accused of anything.

A list that was cut, or citations taken for another form, make faults that no author made: numbers that lead nowhere, works that
nobody cites. Each sign below is one such trace, with its bound and an example; where one is seen, the checks that build
on what was misread keep silent, and one finding tells the signs (`citeaudit/checks/doubtful_reading.py`).

Bounds are set so that an author who forgot three entries still hears of all three.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from statistics import median

from citeaudit.linking import authoryear
from citeaudit.linking.markers import FORMS, find_markers, number, numbers_in_use
from citeaudit.model import Audit, Citation, Doubt, Location, Reference, Subject
from citeaudit.parsing.dates import YEAR
from citeaudit.text.display import percent, plural, rows, runs, series
from citeaudit.text.patterns import lazy

MOST_FAULTS = 3
"""Faults of one kind that an author may well have made; signs that count faults need more than these."""

LEAST_LEFT_OUT = 0.05
"""The share of the numbers from 1 to the last that must be missing, or be cited beyond the last, for the list to be doubted."""

LONGEST_GAP = 5
"""Numbers in a row that may be missing; a wider gap is a part of a list, however long that is."""

LEAST_UNLISTED = 0.2
"""The share of all works cited that the list must lack: in print it is under 0.01, in a draft a few works are still missing."""

LEAST_UNLISTED_PAGED = 0.08
"""The same in a PDF, where entries at the edge of a column or page are lost; in lists that were cut it was 0.13 and more."""

LEAST_EMPTY = 0.05
"""The share of entries that must be without text, or hold several works."""

FEWEST_JOINED = 2
"""Entries that hold several works: one may be a collection, or cite the reprint of its work."""

FEWEST_EMPTY = 3
"""Entries without text: one or two may be a page number or a rule that stands in the list."""

SHORTEST_ENTRY = 25
"""Characters in which no work can be described: "12. 2015;3:1-9." is the rest of one."""

LONGEST_ENTRY = 700
"""Characters that hardly one work takes, however many authors it has."""

TIMES_AS_LONG = 4
"""How many times as long as most an entry of two works and more is, where its numbers do not tell."""

LEAST_UNKNOWN = 0.25
"""The share of entries with neither author nor year that makes a list look like prose or a table."""

LEAST_UNSURE = 0.4
"""The share of entries that the parser is unsure of that makes a list doubtful; in print it is under 0.25."""

UNSURE = 0.5
"""The confidence in an entry below which the parser is unsure of it."""

FEWEST_UNKNOWN = 4
"""Entries of either kind: a short list may hold three web pages."""

LEAST_UNCITED = 0.5
"""The share of the list that must be cited nowhere for the citations to be doubted, and not the list."""

FEWEST_UNCITED = 6
"""Entries cited nowhere: in a short list half are soon left over."""

LEAST_IN_OTHER_FORM = 0.5
"""The share of what is left over that must be cited in the other form."""

LEAST_LEFT_OVER = 0.2
"""The share of the list below which no other form is looked for: it takes time, and some entries are left over in most drafts."""

_YEAR = lazy(r"1[5-9]\d\d|20\d\d")
_DOI = lazy(r"\b10\.\d{4,9}/[^\s;,]*[^\s;,.)\]]")
_DECIMAL = lazy(r"\d{1,4}")

_PAGED = ("pdf",)
"""Formats in which lines are put together by their places, and may be lost or joined."""


Trace = tuple[Subject, str, Sequence[Location]]
"""What a sign sees: what it is about, the clause, the places."""


class Seen:
    """What the signs look at, worked out once."""

    def __init__(self, audit: Audit) -> None:
        self.audit = audit
        self.references = audit.references
        self.typeset = not audit.manuscript.listed
        """Whether the list was read from text, where entries are told apart by their looks."""
        self.paged = audit.manuscript.format in _PAGED
        """Whether lines were put together by their places."""
        self.numbers = {
            int(reference.label): reference
            for reference in reversed(audit.references)
            if self.typeset and _DECIMAL.fullmatch(reference.label)
        }
        self.last = max((n for n in self.numbers if not _YEAR.fullmatch(str(n))), default=0)

    @cached_property
    def left_out(self) -> list[int]:
        """The numbers from 1 to the last that no entry bears, an "a" or "b" behind it aside."""
        borne = {number(reference.label) for reference in self.references}
        return [n for n in range(1, self.last + 1) if n not in borne]

    @cached_property
    def long(self) -> list[Reference]:
        """The entries that are much longer than most, "12a" and the like aside, which were told apart already."""
        usual = median(len(reference.raw) for reference in self.references)
        longest = max(LONGEST_ENTRY, TIMES_AS_LONG * usual)
        return [r for r in self.references if len(r.raw) > longest and not r.label[-1:].isalpha()]

    @cached_property
    def cited(self) -> set[int]:
        """The places in the list (1-based) of what is cited."""
        return {link.reference for citation in self.audit.citations for link in citation.links if link.reference}

    @cached_property
    def unlisted(self) -> dict[str, list[Citation]]:
        """Citations by the labels that the list lacks."""
        found: dict[str, list[Citation]] = {}
        for citation in self.audit.citations:
            for link in citation.links:
                if link.reference is None:
                    found.setdefault(link.label, []).append(citation)
        return found

    @cached_property
    def left_over(self) -> tuple[Reference, ...]:
        """The entries that nothing cites, but for those that the author wanted so; none where nothing is cited at all."""
        return self.audit.uncited if self.audit.citations else ()


# --------------------------------------------------------------------------- the list


def labels_are_years(seen: Seen) -> Trace | None:
    """A year was taken for the number of an entry.

    The line "2012. J Sleep 3: 1–9." goes on with an entry and begins none.
    """
    years = [n for n in seen.numbers if _YEAR.fullmatch(str(n)) and n > len(seen.references)]
    if not years:
        return None
    places = [seen.numbers[n].location for n in years]
    return (
        Subject.LIST,
        f"{_such_as(years)} {'is a year and' if len(years) == 1 else 'are years and'} not a number",
        places,
    )


def numbers_leave_out(seen: Seen) -> Trace | None:
    """Numbers of the list are missing in such a number that entries were lost in reading; in a PDF one is enough.

    The list goes 1 to 17 and 38 to 54, for the numbers of the right column were read apart from their entries.
    """
    missing = seen.left_out
    fewest = 1 if seen.paged else MOST_FAULTS + 1
    few = len(missing) < fewest or (fewest > 1 and len(missing) < LEAST_LEFT_OUT * seen.last)
    if few and all(len(run) <= LONGEST_GAP for run in rows(missing)):
        return None
    after = [seen.numbers[n].location for n in sorted(seen.numbers) if n <= seen.last and n + 1 in missing]
    clause = f"its numbers go to {seen.last}, but {plural(len(missing), 'number')} of them ({_ranges(missing)}) were not found"
    return Subject.LIST, clause, after


def entry_holds_the_next_number(seen: Seen) -> Trace | None:
    """The number that is missing stands inside of the entry before: two entries were read as one.

    "36. Hall A. Sleep. J Sleep 2015;3:1-9. 37. Moss D. Naps. …" and no entry 37.
    """
    holding = [
        n
        for n in sorted(seen.numbers)
        if n + 1 in seen.left_out and re.search(rf"(?<![\w.,:;–-]){n + 1}\s?[.)\]]\s?\[?[^\W\d_]", seen.numbers[n].raw)
    ]
    if not holding:
        return None
    both = "holds two entries" if len(holding) == 1 else "hold two entries each"
    return Subject.LIST, f"entry {_ranges(holding)} {both}", [seen.numbers[n].location for n in holding]


def cited_beyond_the_end(seen: Seen) -> Trace | None:
    """Many numbers are cited that lie behind the last entry: the end of the list was cut off.

    The list ends at 33, and 34 to 58 are cited.
    """
    beyond = sorted({int(label) for label in seen.unlisted if _DECIMAL.fullmatch(label) and int(label) > seen.last})
    if seen.last and seen.audit.citation_form in FORMS:  # markers far behind the list are not taken for citations
        blocks = [block for block, _ in seen.audit.body]
        beyond = sorted({*beyond, *(n for n in numbers_in_use(blocks, seen.audit.citation_form) if n > seen.last)})
    # of a PDF a heading, and a note below it, may be taken for the list
    cut_short = seen.paged and len(beyond) > seen.last
    if not seen.last or not (cut_short or len(beyond) > MOST_FAULTS) or len(beyond) < LEAST_LEFT_OUT * seen.last:
        return None
    clause = f"it ends at {seen.last}, but numbers up to {beyond[-1]} are cited"
    places = [*_first_places(seen, map(str, beyond)), seen.references[-1].location]
    return Subject.LIST, clause, places


def cited_works_are_not_listed(seen: Seen) -> Trace | None:
    """A good part of what is cited is not in the list: rather the list, or the citations, were read wrongly.

    Of 43 works cited by author and year 30 are not in a list of 13 entries.
    """
    missing, cited = len(seen.unlisted), len(seen.cited)
    least = LEAST_UNLISTED_PAGED if seen.paged else LEAST_UNLISTED
    if missing <= MOST_FAULTS or missing < least * (missing + cited):
        return None
    clause = f"{missing} of the {missing + cited} works cited were not found in it"
    return Subject.LIST, clause, _first_places(seen, seen.unlisted)


def numbers_apart_from_texts(seen: Seen) -> Trace | None:
    """Entries without text beside one that holds much: numbers were read apart from what they number.

    "18.", "19.", "20." as three entries, and the texts of all three behind "20."; "19. ." alone is how somebody left it.
    """
    if not seen.typeset:
        return None
    empty = [r for r in seen.references if len(r.raw) < SHORTEST_ENTRY and not (r.record.title and r.record.year)]
    if len(empty) < FEWEST_EMPTY or len(empty) < LEAST_EMPTY * len(seen.references) or not seen.long:
        return None
    clause = f"{len(empty)} of its entries hardly hold any text, and one holds that of several"
    return Subject.LIST, clause, [r.location for r in (*empty, *seen.long)]


def entries_of_several_works(seen: Seen) -> Trace | None:
    """Entries with two DOIs, or many times as long as the others: several works were read as one.

    "Hall, A. (2015). Sleep. doi:10.5555/s1 Moss, D. (2019). Naps. doi:10.5555/s2"
    """
    if not seen.typeset:
        return None
    long = {reference.index for reference in seen.long}
    several = [
        reference
        for reference in seen.references
        if reference.index in long or len({doi.lower() for doi in _DOI.findall(reference.raw)}) > 1
    ]
    if len(several) < FEWEST_JOINED or len(several) < LEAST_EMPTY * len(seen.references):
        return None
    clause = f"{len(several)} of its entries seem to hold several works"
    return Subject.LIST, clause, [reference.location for reference in several]


def works_stand_in_the_text(seen: Seen) -> Trace | None:
    """Paragraphs of the text hold works with their years and DOIs, several each: a part of the list was taken for text.

    Two columns, of which the second goes on with the list below other sections, and only the first was read as list.
    """
    if not seen.typeset:
        return None
    blocks = [block for block, _ in seen.audit.body if _works_in(block.text.content) > 1]
    count = sum(_works_in(block.text.content) for block in blocks)
    if count <= MOST_FAULTS:
        return None
    places = [block.text.location(seen.audit.manuscript.path, 0, len(block.text)) for block in blocks]
    return Subject.LIST, f"{count} works with their DOIs stand in the text, outside of it", places


def _works_in(text: str) -> int:
    """How many works a paragraph describes: DOIs, as far as it has as many years. A statement on data has none."""
    dois = {doi.lower() for doi in _DOI.findall(text)}
    return min(len(dois), len(YEAR.findall(_DOI.sub(" ", text)))) if dois else 0


def entries_like_prose(seen: Seen) -> Trace | None:
    """Entries with neither author nor year: what was read may be text or the lines of a table.

    "Mean sleep, hours | 7.1 | 6.8" as an entry.
    """
    if not seen.typeset:
        return None
    unknown = [r for r in seen.references if len(r.raw) >= SHORTEST_ENTRY and not r.record.author and not r.record.year]
    if len(unknown) < FEWEST_UNKNOWN or len(unknown) < LEAST_UNKNOWN * len(seen.references):
        return None
    clause = f"{len(unknown)} of its {len(seen.references)} entries name neither an author nor a year"
    return Subject.LIST, clause, [reference.location for reference in unknown]


def entries_hardly_parsed(seen: Seen) -> Trace | None:
    """The parser is unsure of many entries: they are of a kind that it does not know, or are not entries.

    A list in a language whose months and names the parser never saw.
    """
    if not seen.typeset:
        return None
    unsure = [reference for reference in seen.references if reference.confidence < UNSURE]
    if len(unsure) < FEWEST_UNKNOWN or len(unsure) < LEAST_UNSURE * len(seen.references):
        return None
    clause = f"{len(unsure)} of its {len(seen.references)} entries could hardly be told into author, title and year"
    return Subject.LIST, clause, [reference.location for reference in unsure]


# --------------------------------------------------------------------------- the citations


def another_form_is_in_use(seen: Seen) -> Trace | None:
    """What seems to be cited nowhere is cited in the other form: by author and year beside numbers, or the reverse.

    "As Moss (2019) showed (18)", where 18 is an equation and the list has no numbers.
    """
    left_over = {reference.index for reference in seen.left_over}
    if len(left_over) < FEWEST_UNCITED or len(left_over) < LEAST_LEFT_OVER * len(seen.references):
        return None
    blocks = [block for block, _ in seen.audit.body]
    if seen.audit.citation_form == authoryear.FORM:
        by_label = {r.label: (r.index,) for r in reversed(seen.references)}
        _, markers = find_markers(blocks, by_label, numbered=seen.last > 0, names={})
        cited = {by_label[label][0] for marker in markers for label in marker.labels if label in by_label}
        other = "numbers"
    else:
        markers = authoryear.find_author_year(blocks, seen.references, 0.0)
        cited = {link.reference for marker in markers for link in marker.links if link.reference}
        other = "author and year"
    found = left_over & cited
    if len(found) < LEAST_IN_OTHER_FORM * len(left_over):
        return None
    return (
        Subject.CITATIONS,
        f"{len(found)} of {len(left_over)} entries that seem to be cited nowhere are cited by {other}",
        [seen.audit.reference(index).location for index in sorted(found)],
    )


def most_is_cited_nowhere(seen: Seen) -> Trace | None:
    """Half of the list and more is cited nowhere: rather the citations were not recognised.

    A list of 60 works, of which 18 numbers of equations seem to cite the first 18.
    """
    left_over = seen.left_over
    if len(left_over) < FEWEST_UNCITED or len(left_over) < LEAST_UNCITED * len(seen.references):
        return None
    share = percent(len(left_over) / len(seen.references))
    return (
        Subject.CITATIONS,
        f"{share} of the list ({len(left_over)} of {len(seen.references)}) seem to be cited nowhere",
        [reference.location for reference in left_over],
    )


SIGNS: tuple[Callable[[Seen], Trace | None], ...] = (
    labels_are_years,
    numbers_leave_out,
    entry_holds_the_next_number,
    cited_beyond_the_end,
    cited_works_are_not_listed,
    numbers_apart_from_texts,
    entries_of_several_works,
    works_stand_in_the_text,
    entries_like_prose,
    entries_hardly_parsed,
    another_form_is_in_use,
    most_is_cited_nowhere,
)
"""All are asked: each tells a reader where to look. Those on the list stand first, for what is wrong there is wrong everywhere."""


def doubts(audit: Audit) -> tuple[Doubt, ...]:
    """The signs that a manuscript was read wrongly, in the order of `SIGNS`; none where there is no list or no citation."""
    if not audit.references:
        return ()
    seen = Seen(audit)
    found = ((sign.__name__, sign(seen)) for sign in SIGNS)
    return tuple(
        Doubt(sign=name, subject=trace[0], clause=trace[1], places=tuple(dict.fromkeys(trace[2])))
        for name, trace in found
        if trace is not None
    )


def sentence(found: Sequence[Doubt]) -> str:
    """What the doubts come to, without a stop: "the list was probably not read whole: it ends at 33, but …"."""
    about = [doubt for doubt in found if doubt.subject is found[0].subject]
    wrong = (
        "the list of references was probably not read as it is printed"
        if found[0].subject is Subject.LIST
        else "the citations were probably not all recognised"
    )
    return f"{wrong}: {'; '.join(doubt.clause for doubt in about)}"


def _first_places(seen: Seen, labels: Iterable[str]) -> list[Location]:
    return [seen.unlisted[label][0].location for label in labels if label in seen.unlisted]


def _such_as(numbers: Sequence[int]) -> str:
    return " and ".join(str(n) for n in numbers[:2]) if len(numbers) < 3 else f"{numbers[0]}, {numbers[1]} and others"


def _ranges(numbers: Sequence[int]) -> str:
    return series(runs(map(str, numbers)))
