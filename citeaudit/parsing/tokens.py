"""A reference string as tokens, and what the tagger sees of each token.

Features are words, shapes and places: what a token is, what stands around it, whether it is in italics. The tagger was
trained with exactly these; whoever changes them trains it anew (`tests/tools/train_reference_tagger.py`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from citeaudit.parsing.journals import known_names

Token = tuple[str, int, int]
"""The characters of a token, its start and its end in the string (0-based, half-open)."""

_TOKEN = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)*|\d+|[^\w\s]|_")
_REPEATED = re.compile(r"(.)\1{2,}")
_MONTHS = frozenset(
    "jan feb mar apr may jun jul aug sep sept oct nov dec january february march april june july august september october november december "
    "januar februar märz mai juni juli oktober dezember janvier février mars avril juin juillet août septembre octobre novembre décembre".split()
)
_STOPS = frozenset(".?!,;")
_QUOTES = frozenset('“"‘”’„«»')
_OPENING = frozenset("([")
_CLOSING = frozenset(")]")
IDENTIFIER = "<id>"
"""The token that stands for a whole DOI, address or the like, whose inside says nothing about the fields around it."""


def tokens(text: str, identifiers: Sequence[tuple[int, int]] = ()) -> list[Token]:
    """Words, runs of digits, single marks and whole identifiers, in order.

    Args:
        text: A reference string.
        identifiers: Where identifiers stand in it, (start, end), 0-based half-open, in order and apart.

    Example:
        >>> [token for token, _, _ in tokens("O'Regan R. 2014;6:e79-84")]
        ["O'Regan", 'R', '.', '2014', ';', '6', ':', 'e', '79', '-', '84']
        >>> [token for token, _, _ in tokens("Lancet doi:10.5555/x.", [(7, 20)])]
        ['Lancet', '<id>', '.']
    """
    if not identifiers:
        return [(match[0], match.start(), match.end()) for match in _TOKEN.finditer(text)]
    found: list[Token] = []
    at = 0
    for start, end in (*identifiers, (len(text), len(text))):
        found += [(match[0], match.start(), match.end()) for match in _TOKEN.finditer(text, at, start)]
        if start < end:
            found.append((IDENTIFIER, start, end))
        at = end
    return found


def _shape(word: str) -> str:
    if word.islower():
        return "x" * min(len(word), 3)
    if word.isdigit():
        return "9" * min(len(word), 5)
    shape = "".join("X" if c.isupper() else "x" if c.isalpha() else c for c in word)
    return _REPEATED.sub(r"\1\1", shape)


class _Word(NamedTuple):
    """What is the same wherever a word stands: its shape, its own features, and those it lends to its neighbours."""

    shape: str
    year: bool
    own: list[str]
    two_before: list[str]
    before: list[str]
    behind: list[str]
    two_behind: list[str]


@lru_cache(maxsize=50_000)
def _word(word: str) -> _Word:
    shape = _shape(word)
    digits = word.isdigit()
    year = digits and len(word) == 4 and word[:2] in {"17", "18", "19", "20"}
    key = f"#{min(len(word), 5)}" if digits else word.lower()
    own = [f"w={key}", f"s={shape}"]
    if year:
        own.append("year")
    elif word.isalpha():
        own.append(f"n={min(len(word), 6)}")
        if len(word) > 3:
            own += [f"p={key[:3]}", f"q={key[-3:]}"]
        elif word.isupper():
            own.append("initials")
        if key in _MONTHS:
            own.append("month")
    around = [[f"{offset}w={key}", f"{offset}s={shape}"] for offset in (-2, -1, 1, 2)]
    return _Word(shape, year, own, *around)


@lru_cache(maxsize=50_000)
def _shapes(left: str, shape: str, right: str) -> list[str]:
    return [f"l={left}|{shape}", f"lr={left}|{shape}|{right}"]


def features(
    items: Sequence[Token],
    italic: Sequence[tuple[int, int]] = (),
    *,
    known: Callable[[Sequence[str]], Sequence[tuple[int, int]]] = known_names,
) -> list[list[str]]:
    """What the tagger sees of each token.

    Args:
        items: The tokens of one string.
        italic: Where italics stand in the string, (start, end), 0-based half-open; () where nothing is known.
        known: Finds the known names of journals among the tokens.

    Returns:
        One list of features a token, in order.
    """
    count = len(items)
    words = [_word(word) for word, _, _ in items]
    before, after = _distances(items, words)
    ahead = _ahead(items)
    rows: list[list[str]] = []
    slanted = {at for start, end in _united(italic) for at in range(start, end)}
    quotes = stops = 0
    year_seen = within = False
    bracket = ""
    for at, (word, start, end) in enumerate(items):
        mine = words[at]
        row = mine.own + before[at] + after[at] + ahead[at]
        if at:
            row += words[at - 1].before
        row += words[at - 2].two_before if at > 1 else _EDGE[at]
        if at + 1 < count:
            row += words[at + 1].behind
        row += words[at + 2].two_behind if at + 2 < count else _EDGE[at - count]
        left = words[at - 1].shape if at else "^"
        row += _shapes(left, mine.shape, words[at + 1].shape if at + 1 < count else "$")
        row.append(_TENTH[10 * at // count])
        if at < 8:
            row.append(_FROM_START[at])
        if count - at < 8:
            row.append(_FROM_END[count - at])
        if at and items[at - 1][2] == start:
            row.append("glued")
        if at + 1 < count and items[at + 1][1] == end:
            row.append("glues")
        if word in _QUOTES:
            quotes += 1
        elif word == ".":
            stops += 1
        elif word in _OPENING:
            bracket = word
        elif word in _IN:
            within = within or (at > 0 and items[at - 1][0] in _BEFORE_IN) or word != "in"
        if bracket:
            row.append(bracket)
        if word in _CLOSING:
            bracket = ""
        if within:
            row.append("within")
        if quotes:
            row.append(_QUOTED[min(quotes, 3)])
        row.append(_STOPPED[min(stops, 8)])
        if year_seen:
            row.append("after-year")
        year_seen = year_seen or mine.year
        if italic:
            row.append("italic" if start in slanted else "upright")
        rows.append(row)
    for start, end in known([word for word, _, _ in items]):
        behind = next((words[at].shape for at in range(end, count) if words[at].shape[0] in "9Xx<"), "$")
        rows[start].append(f"journal>{behind}")
        for at in range(start, end):
            rows[at] += ["in-journal", f"in-journal>{behind}"]
        if end < count:
            rows[end].append(f"after-journal>{behind}")
    return rows


def _united(spans: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The spans in order and apart, those that meet made one."""
    reached = 0
    for start, end in sorted(spans):
        if end > reached:
            yield max(start, reached), end
            reached = end


_IN = frozenset({"in", "In", "IN", "Dans", "En", "Em"})
_BEFORE_IN = frozenset('.,;:?!”"’»')
_EDGE = {0: ["first"], 1: ["second"], -1: ["last"], -2: ["last but one"]}
_TENTH = [f"at={tenth}" for tenth in range(10)]
_FROM_START = [f"i={at}" for at in range(8)]
_FROM_END = [f"e={at}" for at in range(8)]
_QUOTED = [f"quotes={count}" for count in range(4)]
_STOPPED = [f"stops={count}" for count in range(9)]


@cache
def _outlook(distance: int, stops: int) -> list[str]:
    return [f"digits={distance}", f"dots={stops}"]


def _ahead(items: Sequence[Token]) -> list[list[str]]:
    """For each token how far the next digits are, and how many full stops stand around it.

    The name of a journal is near its numbers, and abbreviated names are full of full stops; titles are neither.
    """
    count = len(items)
    until = [0] * count
    distance = 20
    for at in range(count - 1, -1, -1):
        distance = 0 if items[at][0][0].isdigit() else min(20, distance + 1)
        until[at] = distance
    stops = [0]
    for word, _, _ in items:
        stops.append(stops[-1] + (word == "."))
    return [
        _outlook((until[at] + 1) // 2, min(5, stops[min(count, at + 8)] - stops[max(0, at - 4)])) for at in range(count)
    ]


@lru_cache(maxsize=2_000)
def _stretch(side: str, mark: str, beyond: str, words: int) -> list[str]:
    return [f"{side}={mark}{words}", f"{side}b={mark}{beyond}"]


def _distances(items: Sequence[Token], words: Sequence[_Word]) -> tuple[list[list[str]], list[list[str]]]:
    """For each token the marks that end the stretch before it and its own, how far they are, and what stands beyond them."""
    before: list[list[str]] = []
    mark, beyond, since = "^", "", 0
    for at, (word, _, _) in enumerate(items):
        before.append(_stretch("pv", mark, beyond, min(since, 12) // 2))
        mark, beyond, since = (
            (word, words[at - 1].shape if at else "", 0) if word in _STOPS else (mark, beyond, since + 1)
        )
    after: list[list[str]] = []
    mark, beyond, since = "$", "", 0
    for at in range(len(items) - 1, -1, -1):
        if items[at][0] in _STOPS:
            mark, beyond, since = items[at][0], words[at + 1].shape if at + 1 < len(items) else "", 0
        else:
            since += 1
        after.append(_stretch("nx", mark, beyond, min(since, 12) // 2))
    after.reverse()
    return before, after
