"""One reference string read into a record: tagged, then tidied field by field."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from citeaudit.model import Record, Reference, Style, Text
from citeaudit.parsing.authors import Authors, read_authors, split_authors
from citeaudit.parsing.identifiers import find_identifiers
from citeaudit.parsing.numbers import numbers
from citeaudit.parsing.segmentation import Entry
from citeaudit.parsing.tagging import Segment, Tagged, tag

_YEAR = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)")
_ANY_YEAR = re.compile(r"(?<![\d\-–/])(?:1[5-9]|20)\d\d(?![\d\-–/])")
_QUOTES = '“”"‘’„«»'
_IN = re.compile(r"^(?:in|en|dans)\s*[:.]?\s+(?=[^\Wa-z])", re.IGNORECASE)
_REMARK = re.compile(r"(?<=; )(?:discussion|quiz|author reply|reply|commentary)\s+[A-Za-z]?\d[\w\-–, ]*")
_ENDS_IN_TITLE_WORDS = re.compile(r"\. (?:[^\W\d_][\w’'\-]{3,}[ ,]*){1,3}\Z")
_OPENING_NUMBER = re.compile(r"(?<![^\s.,:;])\d+(?:st|nd|rd|th|\w)?[\s-]*$")
_LOST_PUNCTUATION = " \t,;:*"


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedReference:
    """A record and the chance, 0 to 1, that it is right in every field."""

    record: Record
    confidence: float


def parse_reference(text: Text | str) -> ParsedReference:
    """Read one reference string.

    Args:
        text: The entry without its number. Styles help where they are known: the container is mostly in italics.

    Returns:
        The record, fields as printed; what could not be read is left empty. Never raises.
    """
    source = text if isinstance(text, Text) else Text(text)
    raw = source.content
    italic = [(run.start, run.end) for run in source.runs if run.style is Style.ITALIC]
    identifiers = find_identifiers(raw)
    tagged = _end_authors(raw, _beside(tag(raw, italic), identifiers.spans))

    def words(label: str, *, longest: bool = False) -> str:
        segment = tagged.longest(label) if longest else tagged.first(label)
        return raw[segment.start : segment.end] if segment else ""

    authors = _people(raw, tagged, "author")
    editors = _people(raw, tagged, "editor")
    title, container = _title(_whole_title(raw, tagged)), _container(words("container", longest=True))
    if not title and ". " in container:  # the tagger took both for one
        title, _, container = container.rpartition(". ")
    volume = numbers(words("volume"), words("issue"), words("pages"))
    dates = [raw[s.start : s.end] for s in tagged.segments if s.label == "date"]
    if not dates and _YEAR.fullmatch(volume.volume):  # "Geneva: WHO; 2019"
        dates, volume = [volume.volume], replace(volume, volume="")
    record = Record(
        type=_type(container, words("publisher")),
        author=authors.names,
        editor=editors.names,
        et_al=authors.et_al,
        title=title,
        container_title=container,
        year=_year(dates, raw),
        volume=volume.volume,
        issue=volume.issue,
        supplement_number=volume.supplement_number,
        page=volume.page,
        note=volume.note or _remark(raw),
        publisher=words("publisher").strip(_LOST_PUNCTUATION),
        publisher_place=words("place").strip(_LOST_PUNCTUATION),
        DOI=identifiers.DOI,
        PMID=identifiers.PMID,
        PMCID=identifiers.PMCID,
        ISBN=identifiers.ISBN,
        URL=identifiers.URL,
    )
    return ParsedReference(record=record, confidence=_confidence(record, tagged))


def _beside(tagged: Tagged, spans: Sequence[tuple[int, int]]) -> Tagged:
    """The segments without what is an identifier: no character belongs to two fields."""
    segments = list(tagged.segments)
    for start, end in spans:
        apart: list[Segment] = []
        for s in segments:
            kept = ((s.start, min(s.end, start)), (max(s.start, end), s.end))  # before the identifier, behind it
            apart += [Segment(s.label, a, b) for a, b in kept if a < b]
        segments = apart
    return Tagged(tuple(segments), tagged.probability)


def _end_authors(raw: str, tagged: Tagged) -> Tagged:
    """The segments with the authors ended where a full stop ends them ("Smith AB, Hall C. Hepatectomy, and …").

    A short first word of a title looks like one more author to the tagger; where initials have no full stops, the first
    one ends the list.
    """
    segments = list(tagged.segments)
    at = next((at for at, s in enumerate(segments) if s.label == "author"), None)
    if at is None:
        return tagged
    segment = segments[at]
    if not _ENDS_IN_TITLE_WORDS.search(raw, segment.start, segment.end):
        return tagged
    read = read_authors(raw[segment.start : segment.end])
    end = segment.start + read.end
    if not _ENDS_IN_TITLE_WORDS.match(raw, end, segment.end) or any("." in name.given for name in read.names):
        return tagged
    title = Segment("title", end + 2, segment.end)
    following = segments[at + 1] if at + 1 < len(segments) else None
    segments[at : at + 1] = [Segment("author", segment.start, end), title]
    if following and following.label == "title" and not re.search(r"[^\W_]", raw[title.end : following.start]):
        segments[at + 1 : at + 3] = [Segment("title", title.start, following.end)]
    return Tagged(tuple(segments), tagged.probability)


def _people(raw: str, tagged: Tagged, label: str) -> Authors:
    """The names of all segments with the label."""
    read = [split_authors(raw[s.start : s.end]) for s in tagged.segments if s.label == label]
    names = tuple(name for authors in read for name in authors.names)
    return Authors(names=names, et_al=any(authors.et_al for authors in read))


def _whole_title(raw: str, tagged: Tagged) -> str:
    """The title with a number that opens it ("4th International …"), which the tagger may leave outside."""
    segment = tagged.longest("title")
    if segment is None:
        return ""
    before = max((s.end for s in tagged.segments if s.end <= segment.start), default=0)
    opening = _OPENING_NUMBER.search(raw, before, segment.start)
    return raw[opening.start() if opening else segment.start : segment.end]


def _title(text: str) -> str:
    bare = text.strip(_LOST_PUNCTUATION + _QUOTES)
    return bare.removesuffix(".").strip() if not bare.endswith("..") else bare


def _container(text: str) -> str:
    bare = _IN.sub("", text.strip(_LOST_PUNCTUATION + _QUOTES + "("))
    if bare.endswith(")") and bare.count(")") > bare.count("("):
        bare = bare[:-1]
    return bare.strip(_LOST_PUNCTUATION)


def _remark(raw: str) -> str:
    """What some lists put behind the pages: "discussion 907-8", "quiz 1131"."""
    match = _REMARK.search(raw)
    return match[0].strip(" ,-–") if match else ""


def _year(dates: Sequence[str], raw: str) -> int | None:
    for date in dates:
        if match := _YEAR.search(date):
            return int(match[0])
    years = _ANY_YEAR.findall(raw)
    return int(years[-1]) if years else None


def _type(container: str, publisher: str) -> str:
    if container:
        return "chapter" if publisher else "article-journal"
    return "book" if publisher else "document"


def _confidence(record: Record, tagged: Tagged) -> float:
    """The chance that all fields are right.

    The probability of the labels, tempered: of strings never trained on that were given 0.9 or more, at least nine in
    ten were right in every field.
    """
    if not (record.author or record.title):
        return 0.0
    return round(float(tagged.probability**0.5), 4)


def parse_entries(entries: Sequence[Entry], path: str) -> tuple[Reference, ...]:
    """The references of a list.

    Args:
        entries: The entries in order, as `segment` gave them.
        path: The manuscript's path, for locations.
    """
    references = []
    for index, entry in enumerate(entries, 1):
        parsed = parse_reference(entry.text)
        references.append(
            Reference(
                index=index,
                label=entry.label,
                raw=entry.text.content,
                record=parsed.record,
                location=entry.text.location(path),
                confidence=parsed.confidence,
            )
        )
    return tuple(references)
