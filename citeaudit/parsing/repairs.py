"""Repairs of what the tagger marked: an ordered list of small functions, each for one kind of slip.

A tagger sees a few tokens around each; that a string has one volume, that an access date follows its word, that what
stands behind "(Eds.)," is a book, are things it cannot count on.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise

from citeaudit.parsing.authors import GROUP_WORD
from citeaudit.parsing.dates import ACCESS_WORD
from citeaudit.parsing.journals import is_known, known_names
from citeaudit.parsing.tagging import Segment, Tagged
from citeaudit.parsing.tokens import tokens
from citeaudit.text.patterns import lazy

Segments = list[Segment]

_ACCESSED = lazy(rf"{ACCESS_WORD}$", re.IGNORECASE)
_STOP_BEHIND_INITIALS = lazy(r"(?<=\s[^\W\d_a-zß-ÿ])\.\s+|(?<=\s[^\W\d_a-zß-ÿ]{2})\.\s+|(?<=\s[^\W\d_a-zß-ÿ]{3})\.\s+")
_BARE_INITIALS = lazy(r"\s[^\W\d_a-zß-ÿ]{1,3},|\s[^\W\d_a-zß-ÿ]{2,3}$")
_DOTTED = lazy(r"(?<![^\W_])[^\W\d_a-zß-ÿ]\.|\bet al\b")
_LONG_WORD = lazy(r"[^\W\d_]{4,}")
_ISSUE = lazy(
    r"""
    (?<![^\W_])(?:no|nr|issue|iss|heft|h|núm|num|fasc|n\.?\s?[°ºᵒ]|n)\.?\s*
    (?P<issue>\d{1,4}(?:[-–/]\d{1,4})?)(?!\w)
    """,
    re.IGNORECASE | re.VERBOSE,
)
_PAGE_WORD_BEFORE = lazy(
    r"[\d)]\s?:\s*$|(?<![^\W_])(?:pp?|pages?|art(?:icle|\.)?(?:\s*(?:id|no|number))?)\.?\s*$", re.IGNORECASE
)
"""A word, or the colon behind a volume, that makes the number behind it that of a page or an article."""
_NUMBER_FIRST = lazy(r"(?P<number>\d+)(?:\s*[.,;]\s*|$)")
"""A number at the beginning of a date, and what parts it from the rest."""
_YEAR_BEHIND = lazy(r"(?<![\d\-–/])(?:1[5-9]|20)\d\d(?![\d\-–/])")
"""A year by itself."""
_NUMERIC = frozenset({"date", "volume", "issue", "pages"})
"""What the name of a journal does not hold."""
_WORDY = frozenset({"author", "editor"})
"""What ends in a whole word."""
_NEAR = 8
"""Characters between two segments that belong together: marks, spaces, a short word."""
_NOT_FAR = 2 * _NEAR
"""Characters between two segments with something lost between them, "and", "44"."""
_BEFORE_ACCESS = 30
"""Characters before a date in which the word is that makes it the day of access."""
_BEFORE_ISSUE = 20
"""Characters between a volume and the number that its word makes the issue."""
_BEHIND_VOLUME = 25
"""Characters behind a volume in which an issue with its word is looked for."""
_FURTHEST = 2_000
"""Characters before the end of a title in which a name is looked for, lest a huge title take long."""
_CAPITAL = r"[^\W\d_a-zß-ÿ]"
_INITIALS_HERE = rf"(?P<initials>(?:{_CAPITAL}\.[\ -]?){{1,4}})"
_TURNED_NAME = lazy(
    rf"""
    (?:(?:&|and|und|et|y|e)\s+)?
    (?:[a-zß-ÿ’']+\s){{0,3}}                                      # van der
    {_CAPITAL}[\w’'-]+(?:[\ -]{_CAPITAL}[\w’'-]+)?,\s{_INITIALS_HERE}  # Berg-Hall, C. D.
    \s*(?={_CAPITAL}|[“"‘\d])
    """,
    re.VERBOSE,
)
_INITIALS_FIRST = lazy(rf"{_INITIALS_HERE}\s*(?={_CAPITAL}[^\W\d_.])")
_TURNED_LIST = lazy(rf"[^,;.]+,\s?(?:{_CAPITAL}\.[ -]?){{1,4}}")
_TURNED_LAST = lazy(rf"[^\W\d_]{{2,}},\s?(?:{_CAPITAL}\.[ -]?){{0,3}}{_CAPITAL}\.(?=[\s,;]|$)")
_ET_AL_AND_WORDS = lazy(r"(?P<et_al>\bet\.? al\b\.?)[\s,:]+(?P<words>[^\W\d_][^\W_]{3,})")
_NOT_A_TITLE = lazy(r"\bet al\b|\b(?:Jr|Sr|I{2,3})\b")
_LAST_WORD = lazy(r"\W*(?P<word>\w+)$")
_YEAR_AND_VOLUME = lazy(r"(?P<year>(?:1[89]|20)\d\d)\s*[,;]\s*(?P<volume>[A-Z]?\d{1,4}[A-Z]?)")
_NO_MARK = lazy(r"\s*(?:(?:in|und|and|of|for|the)\s+)?", re.IGNORECASE)
_SENTENCE_AND_NAME = lazy(r"(?P<rest>[^.]*[^\W\d_]{4,}[^.]*[^.\s])[.?!]\s+(?P<name>[^\W\d_a-z].*)")
_NAME_WORD = r"[^\W\d_a-z][^\W\d_]*\.?"
_NAME = rf"{_NAME_WORD}(?:\s+(?:{_NAME_WORD}|of|the|and|in|for|de|la|y|e|et|für|und|der|&)){{0,7}}"
_TITLE_AND_NAME = lazy(rf"(?P<title>.*[^\W\d_]{{3}}[\w)’']*+[.?!])\s+(?P<name>{_NAME})")
_ROLE_AND_BOOK = lazy(r"\s*[(\[](?:[Ee]ds?|[Ee]ditors?|Hrsg|Hg|éds?|dirs?|coords?|[Oo]rgs?)\.?[)\]][,:.]\s+(?=\S)")
_ISSUE_WORD = lazy(r"\b(?:no|nr|n|issue|iss|heft|h|núm|num|fasc|nº|n\.º)\.?\s*[°ºᵒ]?\s*$|[(/]\s*$", re.IGNORECASE)
_IN_AT_END = lazy(r"\b(?:[Ii]n|En|Em|Dans)\b:?\s*$")


def repaired(raw: str, tagged: Tagged) -> Tagged:
    """The segments after all repairs, in order and apart as before."""
    segments: Segments = list(tagged.segments)
    for repair in REPAIRS:
        segments = repair(raw, segments)
    return Tagged(tuple(segments), tagged.probability)


def no_word_in_two(raw: str, segments: Segments) -> Segments:
    """A word whose end is not among the authors, "CD" of "CD44", does not belong to them: it opens the title."""
    found: Segments = []
    opening = 0  # where a word that was cut off begins
    for segment in segments:
        last = found[-1] if found else None
        if (
            last
            and last.label in _WORDY
            and last.end < len(raw)
            and raw[last.end].isalnum()
            and raw[last.end - 1].isalnum()
        ):
            if cut := _LAST_WORD.search(raw, last.start, last.end):
                found[-1] = replace(last, end=cut.start())
                opening = cut.start("word")
            if segment.start == last.end and segment.label != "title":
                continue  # "44", taken for a number of its own
        if opening and segment.label == "title" and segment.start - opening < _NOT_FAR:
            segment = replace(segment, start=opening)
        opening = 0
        found.append(segment)
    return [s for s in found if s.end > s.start]


def name_in_title(raw: str, segments: Segments) -> Segments:
    """A title that begins with "& Berg, C." or, behind a family name and a comma, with "C." begins with an author."""
    for at, (author, title) in enumerate(pairwise(segments)):
        if (author.label, title.label) != ("author", "title"):
            continue
        gap = raw[author.end : title.start]
        match = _TURNED_NAME.match(raw, title.start, title.end) or (
            "," in gap and _INITIALS_FIRST.match(raw, title.start, title.end)
        )
        if match and len(gap) < _NOT_FAR:
            parts = [Segment("author", author.start, match.end("initials")), Segment("title", match.end(), title.end)]
            return [*segments[:at], *parts, *segments[at + 2 :]]
    return segments


def title_among_authors(raw: str, segments: Segments) -> Segments:
    """Where every author is "Berg, C.", what follows the last initials is the title: "Berg, C. Hepatectomy, RFA, and …"."""
    at, author = next(((at, s) for at, s in enumerate(segments) if s.label == "author"), (0, None))
    if author is None or not _TURNED_LIST.match(raw, author.start, author.end):
        return segments
    *_, last = [None, *_TURNED_LAST.finditer(raw, author.start, author.end)]
    if (
        last is None
        or _DOTTED.search(raw, last.end(), author.end)  # "Hall, G. R., and S. J. Carter" turns only the first
        or not _LONG_WORD.search(raw, last.end(), author.end)
        or _NOT_A_TITLE.search(raw, last.end(), author.end)
        or GROUP_WORD.search(raw, last.end(), author.end)
    ):
        return segments
    behind = segments[at + 1] if at + 1 < len(segments) else None
    end = behind.end if behind and behind.label == "title" else author.end
    parts = [Segment("author", author.start, last.end()), Segment("title", last.end() + 1, end)]
    return [*segments[:at], *parts, *(s for s in segments[at + 1 :] if s.start >= end)]


def title_behind_et_al(raw: str, segments: Segments) -> Segments:
    """What follows "et al." within the authors is the title: "Im SA, et al. Phase III"."""
    at, author = next(((at, s) for at, s in enumerate(segments) if s.label == "author"), (0, None))
    match = _ET_AL_AND_WORDS.search(raw, author.start, author.end) if author else None
    if author is None or match is None or match.start() == author.start:
        return segments
    behind = segments[at + 1] if at + 1 < len(segments) else None
    joined = behind is not None and behind.label == "title" and behind.start - author.end < _NEAR
    end = behind.end if behind and joined else author.end
    parts = [Segment("author", author.start, match.end("et_al")), Segment("title", match.start("words"), end)]
    return [*segments[:at], *parts, *(s for s in segments[at + 1 :] if s.start >= end)]


def access_date(raw: str, segments: Segments) -> Segments:
    """A date behind "accessed on", "abgerufen am", "consulté le" is the day of access."""
    return [
        replace(s, label="accessed")
        if s.label == "date" and _ACCESSED.search(raw[max(0, s.start - _BEFORE_ACCESS) : s.start])
        else s
        for s in segments
    ]


def authors_end_at_full_stop(raw: str, segments: Segments) -> Segments:
    """Where initials have no full stops, the first full stop ends the authors: "Smith AB, Hall C. Hepatectomy, and …".

    A short first word of a title looks like one more author to the tagger.
    """
    segment = next((s for s in segments if s.label == "author"), None)
    stop = _STOP_BEHIND_INITIALS.search(raw, segment.start, segment.end) if segment else None
    if not segment or not stop or "." in raw[segment.start : stop.start()]:
        return segments
    lone = not _has(segments, "title")  # "Hall A. Sleep" is a name, unless nothing else can be the title
    bare = lone or _BARE_INITIALS.search(raw, segment.start, stop.start())
    if not bare or _DOTTED.search(raw, stop.end(), segment.end):
        return segments  # "Hall A., Berg C." has its full stops elsewhere
    if not _LONG_WORD.search(raw, stop.end(), segment.end):
        return segments
    at = segments.index(segment)
    behind = next((s for s in segments[at + 1 :] if s.label != "note"), None)
    end = behind.end if behind and behind.label == "title" else segment.end
    kept = [s for s in segments[at + 1 :] if s.start >= end]
    return [*segments[:at], Segment("author", segment.start, stop.start()), Segment("title", stop.end(), end), *kept]


def date_of_its_own(raw: str, segments: Segments) -> Segments:
    """A number glued to a letter, "C2000", is no date."""
    return [s for s in segments if s.label != "date" or s.start == 0 or not raw[s.start - 1].isalpha()]


def page_by_its_word(raw: str, segments: Segments) -> Segments:
    """A number behind "pp." or a volume that a year follows, "15, pp. 1770, 2013", "15:1770, 2013", is a page or an article's."""
    found: Segments = []
    for segment in segments:
        number = _NUMBER_FIRST.match(raw, segment.start, segment.end) if segment.label == "date" else None
        if (
            number is None
            or not _PAGE_WORD_BEFORE.search(raw[max(0, segment.start - _BEFORE_ISSUE) : segment.start])
            or not _YEAR_BEHIND.search(raw, number.end())
        ):
            found.append(segment)
            continue
        found.append(Segment("pages", segment.start, number.end("number")))
        if number.end() < segment.end:
            found.append(replace(segment, start=number.end()))
    return found


def whole_name(raw: str, segments: Segments) -> Segments:
    """A container that is part of a known name of a journal, "Res. Ther." of "Behav. Res. Ther.", is all of it."""
    containers = [s for s in segments if s.label == "container"]
    if not containers:
        return segments
    items = tokens(raw)
    for a, b in known_names([word for word, _, _ in items]):
        start, end = items[a][1], items[b - 1][2]
        first = bisect_left(containers, start, key=lambda s: s.start)
        part = containers[first] if first < len(containers) and containers[first].end <= end + 2 else None
        if part is None or (part.start == start and part.end >= end):
            continue
        inside = [s for s in segments if s.start < end and start < s.end]
        if any(s.label in _NUMERIC for s in inside):
            continue
        whole = Segment("container", start, max(end, part.end))
        before = [replace(s, end=min(s.end, start)) for s in segments if s.start < start]
        behind = [s for s in segments if s.start >= whole.end]
        return [*(s for s in before if s.end > s.start), whole, *behind]
    return segments


def year_in_volume(raw: str, segments: Segments) -> Segments:
    """A volume "2016, 569" is a year and a volume where no date was found."""
    if _has(segments, "date"):
        return segments
    found: Segments = []
    for segment in segments:
        match = _YEAR_AND_VOLUME.fullmatch(raw, segment.start, segment.end) if segment.label == "volume" else None
        if match:
            found += [Segment("date", *match.span("year")), Segment("volume", *match.span("volume"))]
        else:
            found.append(segment)
    return found


def title_goes_on(raw: str, segments: Segments) -> Segments:
    """A title broken off in mid-sentence goes on to the full stop: "… of the Endothelium | in Liver Function. News Physiol Sci"."""
    for at, (title, container) in enumerate(pairwise(segments)):
        if (title.label, container.label) != ("title", "container") or not _NO_MARK.fullmatch(
            raw, title.end, container.start
        ):
            continue
        if match := _SENTENCE_AND_NAME.fullmatch(raw, container.start, container.end):
            parts = [Segment("title", title.start, match.end("rest")), Segment("container", *match.span("name"))]
            return [*segments[:at], *parts, *segments[at + 2 :]]
    return segments


def name_behind_title(raw: str, segments: Segments) -> Segments:
    """Where numbers follow and nothing contains the work, the last sentence of the title is the journal: "… machines. Acta Music"."""
    if any(_has(segments, label) for label in ("container", "publisher", "editor", "number", "genre")):
        return segments
    at, title = next(((at, s) for at, s in enumerate(segments) if s.label == "title"), (0, None))
    behind = {s.label for s in segments[at + 1 :]}
    match = _TITLE_AND_NAME.fullmatch(raw, max(title.start, title.end - _FURTHEST), title.end) if title else None
    if title is None or match is None:
        return segments
    if not ("volume" in behind and {"pages", "issue"} & behind) and not is_known(match["name"]):
        return segments
    return [
        *segments[:at],
        Segment("title", title.start, match.end("title")),
        Segment("container", *match.span("name")),
        *segments[at + 1 :],
    ]


def second_volume(raw: str, segments: Segments) -> Segments:
    """Of two volumes, the one behind "no.", "Heft", "n°" or a bracket is the issue, unless there is an issue."""
    volumes = [s for s in segments if s.label == "volume"]
    if len(volumes) < 2 or _has(segments, "issue"):
        return segments
    first, second = volumes[:2]
    if not _ISSUE_WORD.search(raw[first.end : second.start]) or second.start - first.end > _BEFORE_ISSUE:
        return segments
    return [
        replace(s, label="issue") if s is second else s
        for s in segments
        if not (first.end <= s.start and s.end <= second.start)  # the word itself may have been taken for something
    ]


def issue_by_its_word(raw: str, segments: Segments) -> Segments:
    """What stands behind "Heft", "no." or "n°" and the volume is the issue, if nothing else is."""
    if _has(segments, "issue"):
        return segments
    for at, segment in enumerate(segments):
        if segment.label == "volume":
            end = segments[at + 1].start if at + 1 < len(segments) else len(raw)
            if match := _ISSUE.search(raw, segment.end, min(end, segment.end + _BEHIND_VOLUME)):
                return [*segments[: at + 1], Segment("issue", *match.span("issue")), *segments[at + 1 :]]
    return segments


def book_behind_editors(raw: str, segments: Segments) -> Segments:
    """What follows "(Eds.)," within a segment of editors is the book."""
    found: Segments = []
    for segment in segments:
        match = _ROLE_AND_BOOK.search(raw, segment.start, segment.end) if segment.label == "editor" else None
        if match:
            found += [Segment("editor", segment.start, match.start()), Segment("container", match.end(), segment.end)]
        else:
            found.append(segment)
    return [s for s in found if s.end > s.start]


def second_title(raw: str, segments: Segments) -> Segments:
    """A second title behind editors, or behind the first where nothing else contains the work, is the book."""
    titles = [s for s in segments if s.label == "title"]
    if len(titles) < 2 or _has(segments, "container"):
        return segments
    between = [s.label for s in segments if titles[0].end <= s.start and s.end <= titles[1].start]
    if "editor" not in between and not _IN_AT_END.search(raw[: titles[1].start]):
        return segments
    return [replace(s, label="container") if s is titles[1] else s for s in segments]


def book_taken_for_publisher(raw: str, segments: Segments) -> Segments:
    """Of two publishers behind editors, where nothing else contains the work, the first is the book."""
    editors = [at for at, s in enumerate(segments) if s.label == "editor"]
    if _has(segments, "container") or not editors:
        return segments
    publishers = [s for s in segments[editors[-1] :] if s.label == "publisher"]
    if len(publishers) < 2:
        return segments
    return [replace(s, label="container") if s is publishers[0] else s for s in segments]


def journal_taken_for_publisher(raw: str, segments: Segments) -> Segments:
    """A publisher with volume and pages behind it, and nothing else to contain the work, is a journal."""
    if _has(segments, "container") or not (_has(segments, "volume") and _has(segments, "pages")):
        return segments
    volume = next(s for s in segments if s.label == "volume")
    publisher = next((s for s in segments if s.label == "publisher" and s.end <= volume.start), None)
    return [replace(s, label="container") if s is publisher else s for s in segments]


def _has(segments: Sequence[Segment], label: str) -> bool:
    return any(segment.label == label for segment in segments)


REPAIRS: tuple[Callable[[str, Segments], Segments], ...] = (
    no_word_in_two,
    name_in_title,
    title_among_authors,
    title_behind_et_al,
    access_date,
    date_of_its_own,
    page_by_its_word,
    year_in_volume,
    authors_end_at_full_stop,
    whole_name,
    title_goes_on,
    name_behind_title,
    second_volume,
    issue_by_its_word,
    book_behind_editors,
    second_title,
    book_taken_for_publisher,
    journal_taken_for_publisher,
)
