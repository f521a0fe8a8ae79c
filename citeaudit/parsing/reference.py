"""One reference string read into a record: tagged, then tidied field by field."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from string import whitespace

from citeaudit.model import Record, Style, Text
from citeaudit.parsing import dates
from citeaudit.parsing.authors import Authors, split_authors
from citeaudit.parsing.choice import choose
from citeaudit.parsing.confidence import confidence
from citeaudit.parsing.identifiers import Identifiers, find_identifiers
from citeaudit.parsing.kinds import kind
from citeaudit.parsing.numbers import numbers
from citeaudit.parsing.repairs import repaired
from citeaudit.parsing.tagging import Tagged, tag
from citeaudit.text.patterns import lazy

_QUOTES = '“”"‘’„«»'
"""Quotation marks that a style sets around titles."""
_IN = lazy(r"^(?:in|en|em|dans|apud)\s*[:.]?\s+(?=[^\Wa-z])", re.IGNORECASE)
_REMARK = lazy(r"(?<=; )(?:discussion|quiz|author reply|reply|commentary)\s+[A-Za-z]?\d[\w\-–, ]*")
_STATUS = lazy(
    r"""
    \b(?: in\ press | in\ print | in\ the\ press | forthcoming | to\ appear | in\ preparation
      | submitted(?:\ for\ publication)? | accepted | (?:epub\ )?ahead\ of\ print | advance\ online\ publication
      | im\ druck | im\ erscheinen | sous\ presse | à\ paraître | en\ prensa | no\ prelo | in\ stampa
    )\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
_EDITION_WORD = lazy(r"[\s(]*(?:ed(?:n|ition|ição|ición|s)?|aufl(?:age)?|édition|éd|edizione)\b\.?\)?", re.IGNORECASE)
_ORDINAL = lazy(r"(?P<number>\d{1,2})\s?(?:st|nd|rd|th|\.?[ªº]|e|ᵉ|ème|er|re|nd|ª|º|\.)?\.?")
# Five words and more without a full stop, and then something else: no name of a journal is like that.
_TITLE_AND_CONTAINER = lazy(r"(?P<title>(?:[^\s.]+\s){4,}[^\s.]{4,})\.\s(?P<container>\S.*)")
_YEAR_AT_END = lazy(r"(?<=[\s,.(])(?P<year>(?:1[5-9]|20)\d\d)\)?\Z")
_BEFORE_YEAR = whitespace + "\u00a0\u2009\u202f,.("
"""What stands between a container and the year that was left at its end."""
_A_LETTER = lazy(r"[^\W\d]")
_THESIS = lazy(
    r"""
    (?: (?:ph\.?\s?d\.?|m\.?\s?(?:sc|a|phil)\.?|master[’']?s?|doctoral|doctor[’']?s?|diploma|bachelor[’']?s?|honou?rs)
        \s+
    )?
    (?:thesis|dissertation)\b
    | \b(?: thèse(?:\ de\ doctorat)? | mémoire\ de\ \w+ | tesis(?:\ doctoral|\ de\ \w+)? | tese(?:\ de\ doutorado)?
        | dissertação(?:\ de\ mestrado)? | diplomarbeit | masterarbeit | habilitationsschrift
      )\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
_ET_AL = lazy(r"[\s.,;]*(?:et\.? al\b|and others\b|u\. ?a\.|et coll\b)", re.IGNORECASE)
_TYPE_CODE = lazy(r"\s*\[(?:[JMDCRSPNGAZ]|EB|DB|CP)(?:/OL)?\]\W*$")  # GB/T 7714
LONGEST = 50_000
"""Characters of a reference that are read: ten times the longest list of authors that is printed in one."""
_LOST_PUNCTUATION = " \t,;:*"
"""Marks between fields that the tagger left at their ends."""
_BRACKETS = {"(": ")", "[": "]"}
"""Brackets that may hold a whole field."""
_SHORTEST_STOPPED = 6
"""Characters, the full stop counted, of what ends in the full stop of the style; shorter words, "Inc.", have their own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedReference:
    """A record and the chance, 0 to 1, that it is right in every field.

    Where a string holds several works, "(a) … (b) …", `record` is the first of them and `parts` are all, in order; else
    `parts` is empty.
    """

    record: Record
    confidence: float
    parts: tuple[Record, ...] = ()


def parse_reference(text: Text | str) -> ParsedReference:
    """Read one reference string.

    Args:
        text: The entry without its number. Styles help where they are known: the container is mostly in italics.

    Returns:
        The record, fields as printed; what could not be read is left empty. Of more than `LONGEST` characters only the
        first are read, and the confidence is 0. Never raises.
    """
    source = text if isinstance(text, Text) else Text(text)
    if len(source) > LONGEST:
        return replace(parse_reference(source.cut(0, LONGEST)), confidence=0.0)
    raw = source.content
    italic = [(run.start, run.end) for run in source.runs if run.style is Style.ITALIC]
    identifiers = _identifiers(source)
    tagged = repaired(raw, tag(raw, italic, identifiers.spans))
    record = read_record(raw, tagged, identifiers)
    return ParsedReference(record=record, confidence=confidence(raw, record, tagged))


def _identifiers(source: Text) -> Identifiers:
    """The identifiers in a string; a DOI may stand only in the address of a link."""
    found = find_identifiers(source.content)
    if not found.DOI:
        targets = (find_identifiers(run.target).DOI for run in source.runs if run.style is Style.LINK and run.target)
        found = replace(found, DOI=next(filter(None, targets), ""))
    return found


def read_record(raw: str, tagged: Tagged, identifiers: Identifiers) -> Record:
    """The fields of a tagged string, each freed of what does not belong to it."""
    words = choose(raw, tagged)
    authors = _people(raw, tagged, "author")
    editors = _people(raw, tagged, "editor")
    title, container = _title(words.get("title", "")), _container(words.get("container", ""))
    if not title and (match := _TITLE_AND_CONTAINER.fullmatch(container)):  # the tagger took both for one
        title, container = match["title"], match["container"]
    printed = [raw[s.start : s.end] for s in tagged.segments if s.label == "date"]
    container, printed = _without_year(container, printed)
    volume = numbers(words.get("volume", ""), words.get("issue", ""), words.get("pages", ""))
    if not printed and dates.YEAR.fullmatch(volume.volume):  # "Geneva: WHO; 2019"
        printed, following = [volume.volume], [s for s in tagged.segments if s.label == "volume"][1:]
        volume = replace(
            volume, volume=numbers(raw[following[0].start : following[0].end], "", "").volume if following else ""
        )
    rest = _rest(raw, tagged)
    status = _STATUS.search(rest)
    record = Record(
        author=authors.names,
        editor=editors.names,
        et_al=authors.et_al,
        title=title,
        container_title=container,
        year=dates.year(printed, "" if words.get("accessed", "") else raw),
        volume=volume.volume,
        issue=volume.issue,
        supplement_number=volume.supplement_number,
        page=volume.page,
        note=volume.note or _remark(raw),
        publisher=_bare(words.get("publisher", "")),
        publisher_place=_bare(words.get("place", "")),
        edition=_edition(words.get("edition", "")),
        collection_title=_bare(words.get("series", "")),
        number=_bare(words.get("number", "")),
        genre=_genre(words.get("genre", ""), rest),
        status=status[0] if status else "",
        archive=identifiers.archive,
        archive_location=identifiers.archive_location,
        accessed=dates.iso(words.get("accessed", "")) or dates.access(rest),
        DOI=identifiers.DOI,
        PMID=identifiers.PMID,
        PMCID=identifiers.PMCID,
        ISBN=identifiers.ISBN,
        URL=identifiers.URL,
    )
    return replace(record, type=kind(record, rest, " ".join(printed)))


def _rest(raw: str, tagged: Tagged) -> str:
    """What stands in no field."""
    parts, at = [], 0
    for segment in tagged.segments:
        if segment.label in {"note", "publisher"}:
            continue
        parts.append(raw[at : segment.start])
        at = segment.end
    return " ".join([*parts, raw[at:]])


def _bare(text: str) -> str:
    """The words without punctuation at the ends and without brackets that hold all of them, or of which one was lost."""
    text = text.strip(_LOST_PUNCTUATION + _QUOTES)
    for opening, closing in _BRACKETS.items():
        if text.startswith(opening) and text.endswith(closing) and text.count(opening) == 1:
            text = text[1:-1]
        elif text.startswith(opening) and closing not in text:
            text = text[1:]
        elif text.endswith(closing) and opening not in text:
            text = text[:-1]
    text = text.strip(_LOST_PUNCTUATION)
    return text[:-1] if text.endswith(".") and "." not in text[:-1] and len(text) >= _SHORTEST_STOPPED else text


def _genre(text: str, rest: str) -> str:
    """What a thesis or report calls itself; "Tese (Doutorado)" keeps its bracket. What stands in no field may say it."""
    bare = _bare(text)
    if "(" in bare and ")" not in bare:
        bare += ")"
    match = None if bare else _THESIS.search(rest)
    return bare or (match[0].strip() if match else "")


def _edition(text: str) -> str:
    """The edition without the word: "2" of "2nd ed.", "revised" of "revised edition", "version 2.1" as it is.

    >>> [_edition(x) for x in ("2nd ed.", "(3. Aufl.)", "2.ª ed.", "Second edition", "version 1.2.3", "")]
    ['2', '3', '2', 'Second', 'version 1.2.3', '']
    """
    bare = _bare(_EDITION_WORD.sub(" ", text))
    match = _ORDINAL.fullmatch(bare)
    return match["number"] if match else bare


def _people(raw: str, tagged: Tagged, label: str) -> Authors:
    """The names of all segments with the label; "et al." may stand behind the last."""
    found = [segment for segment in tagged.segments if segment.label == label]
    read = [split_authors(raw[s.start : s.end]) for s in found]
    names = tuple(name for authors in read for name in authors.names)
    et_al = any(authors.et_al for authors in read) or bool(found and _ET_AL.match(raw, found[-1].end))
    return Authors(names=names, et_al=et_al)


def _without_year(container: str, printed: list[str]) -> tuple[str, list[str]]:
    """The container without a year that the tagger left at its end, and the dates with it.

    >>> _without_year("J Sleep, (2015)", []), _without_year("J Sleep", []), _without_year("3. 2015", [])
    (('J Sleep', ['2015']), ('J Sleep', []), ('3. 2015', []))
    """
    match = None if printed else _YEAR_AT_END.search(container, max(0, len(container) - len(" (2015)")))
    if match is None or not _A_LETTER.search(container, 0, match.start()):
        return container, printed
    return container[: match.start()].rstrip(_BEFORE_YEAR).strip(_LOST_PUNCTUATION), [match["year"]]


def _title(text: str) -> str:
    """The title without quotation marks, its full stop and the letters that some lists put for its kind ("[J]")."""
    bare = _TYPE_CODE.sub("", text).strip(_LOST_PUNCTUATION + _QUOTES)
    return bare.removesuffix(".").strip() if not bare.endswith("..") else bare


def _container(text: str) -> str:
    bare = _IN.sub("", text.strip(_LOST_PUNCTUATION + _QUOTES + "("))
    if bare.endswith(")") and bare.count(")") > bare.count("("):
        bare = bare[:-1]
    bare = bare.strip(_LOST_PUNCTUATION)
    # "Lancet Oncol." ends in the style's full stop, "J. Clin. Oncol." in its own
    return bare[:-1] if bare.endswith(".") and "." not in bare[:-1] else bare


def _remark(raw: str) -> str:
    """What some lists put behind the pages: "discussion 907-8", "quiz 1131"."""
    match = _REMARK.search(raw)
    return match[0].strip(" ,-–") if match else ""
