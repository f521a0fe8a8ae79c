"""Cross-references side by side joined to one citation as it is printed, ranges filled up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from citeaudit.linking.markers import LONGEST_RANGE
from citeaudit.model import Mark
from citeaudit.text.patterns import lazy

_DASHES = "\u2010-\u2015\u2212-"
_NUMBER = r"[A-Z]{0,2}\d{1,4}[a-z]?"
_PRINTED_NUMBER = lazy(rf"[\[(]?\s?({_NUMBER})\s?[\])]?\.?")
_PRINTED_LIST = lazy(rf"[\[(]?\s?{_NUMBER}(?:\s?[,;{_DASHES}]\s?{_NUMBER})+\s?[\])]?")
_PIECE = lazy(rf"(?P<dash>[{_DASHES}])?\s?(?P<number>{_NUMBER})")
_BETWEEN_NUMBERS = lazy(rf"\s*(?:[,;·{_DASHES}][,;]?|,?\s?(?:and|&))?\s*")
_BETWEEN_NAMES = lazy(rf"\s*[,;{_DASHES}]?\s*")
_BRIDGE = lazy(rf"\s?[\])]?\s?[{_DASHES}]\s?[\[(]?\s?")
_DASH = lazy(rf"[{_DASHES}]")
_UNTAGGED = lazy(rf"(?:\s?[,;{_DASHES}]\s?{_NUMBER})+(?=\s?[\])])")
_CLOSING = {"(": ")", "[": "]", "{": "}"}
_FIRST_YEAR = 1500
"""From which on four digits are a year, unless the list has that number."""


@dataclass(frozen=True, slots=True)
class Cited:
    """A cross-reference to the list: its characters in the text, 0-based half-open, none where nothing is printed."""

    start: int
    end: int
    rids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Keys:
    """What a list calls its entries.

    `of` gives the keys behind an identifier of the file, `sequence` the keys in order, `order` the place of each in it, and
    `by_label` the keys that bear a printed number.
    """

    of: Mapping[str, tuple[str, ...]]
    sequence: tuple[str, ...]
    order: Mapping[str, int]
    by_label: Mapping[str, tuple[str, ...]]


def marks(content: str, cited: Sequence[Cited], keys: Keys) -> Iterator[Mark]:
    """The citations of a block, in order.

    Args:
        content: The text of the block.
        cited: Its cross-references, in order.
        keys: Those of the list.
    """
    groups: list[list[Cited]] = []
    for cross_reference in cited:
        if groups and _belong_together(content, groups[-1][-1], cross_reference, keys):
            groups[-1].append(cross_reference)
        else:
            groups.append([cross_reference])
    for group in groups:
        found, end = _keys(content, group, keys)
        start, end = _enclosed(content, group[0].start, end)
        if start < end and found:
            yield Mark(start, end, tuple(dict.fromkeys(found)), parts=tuple(_parts(content, group, keys)))


def _parts(content: str, group: Sequence[Cited], keys: Keys) -> Iterator[Mark]:
    """The cross-references of a citation that print something, each with what it leads to by itself."""
    for cross_reference in group:
        start, end = cross_reference.start, cross_reference.end
        own = [key for rid in cross_reference.rids for key in keys.of.get(rid, (rid,))]
        if start < end and own:
            yield Mark(start, end, tuple(dict.fromkeys(_filled(content[start:end], own, keys))))


def _number(content: str, cross_reference: Cited, keys: Keys) -> str:
    """The number that a cross-reference prints, "" where it prints words, a year or several numbers."""
    match = _PRINTED_NUMBER.fullmatch(content[cross_reference.start : cross_reference.end])
    if not match or (match[1] not in keys.by_label and match[1][:4].isdigit() and int(match[1][:4]) >= _FIRST_YEAR):
        return ""
    return match[1]


def _is_numeric(content: str, cross_reference: Cited, keys: Keys) -> bool:
    return bool(
        _number(content, cross_reference, keys)
        or _PRINTED_LIST.fullmatch(content[cross_reference.start : cross_reference.end])
    )


def _belong_together(content: str, before: Cited, after: Cited, keys: Keys) -> bool:
    between = content[before.end : after.start]
    if before.start == before.end or after.start == after.end:  # one of them prints nothing
        return _BETWEEN_NUMBERS.fullmatch(between) is not None
    if _is_numeric(content, before, keys) and _is_numeric(content, after, keys):
        if content[before.end - 1] in "])" and content[after.start] in "[(":
            return _BRIDGE.fullmatch(between) is not None
        return (_BETWEEN_NUMBERS.fullmatch(between) or _BRIDGE.fullmatch(between)) is not None
    return content[before.end - 1] != ")" and _BETWEEN_NAMES.fullmatch(between) is not None


def _keys(content: str, group: Sequence[Cited], keys: Keys) -> tuple[list[str], int]:
    """The keys of a citation, and where it ends, which may be behind a number that nobody tagged."""
    found: list[str] = []
    last: Cited | None = None
    for cross_reference in group:
        own = [key for rid in cross_reference.rids for key in keys.of.get(rid, (rid,))]
        if (
            last is not None
            and found
            and own
            and _number(content, cross_reference, keys)
            and _number(content, last, keys)
        ):
            between = content[last.end : cross_reference.start]
            if _DASH.search(between):
                found += _between(found[-1], own[0], keys)
        found += _filled(content[cross_reference.start : cross_reference.end], own, keys)
        if cross_reference.end > cross_reference.start:
            last = cross_reference
    end = max(cross_reference.end for cross_reference in group)
    untagged = _UNTAGGED.match(content, end)
    if untagged and last is not None and _is_numeric(content, last, keys):
        more = _listed(content[last.start : untagged.end()], keys)
        if more and found and more[0] in found:
            return [*found, *more], untagged.end()
    return found, end


def _between(first: str, last: str, keys: Keys) -> tuple[str, ...]:
    """The keys that stand between two in the list."""
    low, high = keys.order.get(first, -1), keys.order.get(last, -1)
    return keys.sequence[low + 1 : high] if 0 <= low < high <= low + LONGEST_RANGE else ()


def _filled(printed: str, own: list[str], keys: Keys) -> list[str]:
    """The keys of one cross-reference; one that prints a list, "1–3", may name only its ends or its beginning."""
    if not _PRINTED_LIST.fullmatch(printed):
        return own
    if len(own) == 2 and _DASH.search(printed) and len(_PIECE.findall(printed)) == 2:
        return [own[0], *_between(own[0], own[1], keys), own[1]]
    listed = _listed(printed, keys)
    return listed if set(own) < set(listed) else own


def _listed(printed: str, keys: Keys) -> list[str]:
    """The keys of printed numbers; none where the list does not have one of them."""
    found: list[str] = []
    for piece in _PIECE.finditer(printed):
        own = keys.by_label.get(piece["number"], ())
        if not own:
            return []
        if piece["dash"] and found:
            found += _between(found[-1], own[0], keys)
        found += own
    return found


def _enclosed(content: str, start: int, end: int) -> tuple[int, int]:
    """The characters of a marker with the brackets right around it."""
    left = start - 1 if content[start - 1 : start] == " " else start
    right = end + 1 if content[end : end + 1] == " " else end
    opening = content[left - 1 : left] if left else ""
    if opening in _CLOSING and content[right : right + 1] == _CLOSING[opening]:
        return left - 1, right + 1
    return start, end
