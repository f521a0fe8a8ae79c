"""The entries of a list read one after the other: several works under one number, "Ibid.", dashes for the same authors."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import count

from citeaudit.model import Listed, Record, Reference, Text
from citeaudit.parsing.dates import YEAR
from citeaudit.parsing.reference import ParsedReference, parse_reference
from citeaudit.parsing.segmentation import Entry
from citeaudit.text.patterns import lazy

_PART = lazy(
    r"""
    (?:(?<=[.;,:)\]\d])\s+|^\s*)
    (?P<open>\()?(?P<letter>[a-z])\)\s*
    (?=[^\Wa-z]|ibid|[a-z]{1,3}\s[^\Wa-z])  # before a capital, "ibid" or "van Berg"
    """,
    re.VERBOSE,
)
_SAME_WORK = lazy(
    r"""
    \W*(?:ibid(?:em)?|ebd|ebenda|op\.?\ ?cit|loc\.?\ ?cit)\b\W*
    (?:(?:pp?|s|pages?|at)\b\.?)?\s*(?P<page>\d[\d\s,–-]*)?\W*
    """,
    re.IGNORECASE | re.VERBOSE,
)
_SAME_JOURNAL = lazy(r"\W*ibid(?:em)?\b[.,]*\s*(?=(?:19|20)\d\d[,;]\s*\d)", re.IGNORECASE)
_SAME_AUTHORS = lazy(r"\s*(?:[-–—―_⸺⸻]{2,}|[—―⸺⸻])(?P<comma>\s*[.,:;]|(?=\s*\())\s*")
_SHORTEST_PART = 12
"""Characters of one work among several under a number: "ibid. 2004, 6" has 13."""
_LETTER_WITHIN = 4
"""Characters within which the first letter's bracket closes: " (a)"."""


def parts(text: Text) -> tuple[tuple[str, Text], ...]:
    """The works under one number, each with its letter: "(a) Hall A. … 2001. (b) Berg C. … 2003.".

    Returns:
        (letter, text without the letter) of each, in order; () where the text is one reference. Letters must run on from
        "a", and each part must be long enough and have a number for a reference.

    Example:
        >>> found = parts(Text("(a) Hall, A. J. Sleep 2001, 3, 1; (b) Berg, C. J. Sleep 2003, 5, 9."))
        >>> [(letter, part.content) for letter, part in found]
        [('a', 'Hall, A. J. Sleep 2001, 3, 1;'), ('b', 'Berg, C. J. Sleep 2003, 5, 9.')]
    """
    content = text.content
    if ")" not in content[:_LETTER_WITHIN]:
        return ()
    found: list[re.Match[str]] = []
    for match in _PART.finditer(content):
        if match["letter"] == chr(ord("a") + len(found)) and (not found or match["open"] == found[0]["open"]):
            found.append(match)
    if len(found) < 2 or found[0].start() > 0:
        return ()
    ends = [match.start() for match in found[1:]] + [len(content)]
    cut = [(match["letter"], text.cut(match.end(), end).strip()) for match, end in zip(found, ends, strict=True)]
    if any(len(part) < _SHORTEST_PART or not any(c.isdigit() for c in part.content) for _, part in cut):
        return ()
    return tuple(cut) if any(YEAR.search(part.content) for _, part in cut) else ()


def parse_in_order(texts: Iterable[Text]) -> Iterator[ParsedReference]:
    """References of one list, in order: what an entry takes over from the one before it is filled in.

    "Ibid., p. 12" is the work before it with other pages; "ibid. 2006, 62, 77" another of the same authors in the same
    journal; "———. Title" has the authors before it.
    """
    before: ParsedReference | None = None
    for text in texts:
        several = parts(text)
        read: list[ParsedReference] = []
        for part in [part for _, part in several] or [text]:
            before = _after(part, before)
            read.append(before)
        yield replace(read[0], parts=tuple(p.record for p in read)) if several else read[0]


def _after(text: Text, before: ParsedReference | None) -> ParsedReference:
    """A reference, and what it takes over from the one before it."""
    if before is None:  # "Ibid." at the top of a list names nothing
        nothing = ParsedReference(record=Record(type="document"), confidence=0.0)
        return nothing if _SAME_WORK.fullmatch(text.content) else parse_reference(text)
    record = before.record
    if match := _SAME_JOURNAL.match(text.content):
        parsed = parse_reference(f"{record.container_title} {text.content[match.end() :]}")
        same = replace(
            parsed.record, author=record.author, et_al=record.et_al, container_title=record.container_title, title=""
        )
        return replace(parsed, record=same, confidence=parsed.confidence * before.confidence)
    if match := _SAME_WORK.fullmatch(text.content):
        page = (match["page"] or "").strip(" ,–-")
        return replace(before, record=replace(record, page=page or record.page))
    if match := _SAME_AUTHORS.match(text.content):
        parsed = parse_reference(text.cut(match.end()))
        return replace(
            parsed,
            record=replace(parsed.record, author=record.author, et_al=record.et_al),
            confidence=parsed.confidence * before.confidence,
        )
    return parse_reference(text)


def parse_entries(entries: Sequence[Entry], path: str) -> tuple[Reference, ...]:
    """The references of a list.

    Args:
        entries: The entries in order, as `segment` gave them. One with several works, "(a) … (b) …", gives as many
            references, labelled "12a", "12b".
        path: The manuscript's path, for locations.
    """
    cut: list[tuple[str, Text]] = []
    for entry in entries:
        several = parts(entry.text)
        cut += [(entry.label + letter, text) for letter, text in several] or [(entry.label, entry.text)]
    parsed = parse_in_order(text for _, text in cut)
    return tuple(
        Reference(
            index=index,
            label=label,
            raw=text.content,
            record=read.record,
            location=text.location(path),
            confidence=read.confidence,
        )
        for index, (label, text), read in zip(count(1), cut, parsed)
    )


_IN_PART = 0.5
"""The confidence in an entry that could not be read wholly: what it lacks may stand in what was lost."""


def parse_listed(
    listed: Sequence[Listed], path: str, *, keyed: bool = False, in_part: Iterable[Listed] = ()
) -> tuple[Reference, ...]:
    """The references of a list whose entries the format tells apart.

    Args:
        listed: The entries in order. One without a record that holds several works, "(a) … (b) …", gives as many
            references, all with its key.
        path: The manuscript's path, for locations.
        keyed: Whether the author typed the keys; those that are numbers are labels all the same.
        in_part: Entries that could not be read, or not wholly; they stand where those do that were saved of them.
    """
    places = {entry.text.anchors[0] for entry in in_part}
    found: list[Reference] = []
    parsed = parse_in_order(entry.text for entry in listed if entry.record is None)
    for entry in listed:
        label = entry.label or entry.key
        if entry.record is not None:
            confidence = _IN_PART if places and entry.text.anchors[0] in places else 1.0
            read = [(label, entry.text, entry.record, confidence)]
        else:
            whole = next(parsed)
            several = parts(entry.text)
            read = [(label, entry.text, whole.record, whole.confidence)]
            if several:
                read = [
                    (label + letter, text, record, whole.confidence)
                    for (letter, text), record in zip(several, whole.parts, strict=True)
                ]
        for printed, text, record, confidence in read:
            found.append(
                Reference(
                    index=len(found) + 1,
                    label=printed,
                    raw=text.content,
                    record=record,
                    location=text.location(path),
                    confidence=confidence,
                    key=entry.key,
                    keyed=keyed and not entry.key.isdigit(),
                    part=entry.part,
                )
            )
    return tuple(found)
