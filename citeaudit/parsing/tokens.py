"""A reference string as tokens, and what the tagger sees of each token.

Features are words, shapes and places: what a token is, what stands around it, whether it is in italics. The tagger was
trained with exactly these; whoever changes them trains it again (`tests/tools/train_reference_tagger.py`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import accumulate, islice, pairwise
from typing import NamedTuple

from citeaudit.parsing.journals import known_names
from citeaudit.text.patterns import lazy
from citeaudit.text.wordlists import word_list

Token = tuple[str, int, int]
"""The characters of a token, its start and its end in the string (0-based, half-open)."""

_TOKEN = lazy(r"[^\W\d_]+(?:[’'][^\W\d_]+)*|\d+|[^\w\s]|_")
_REPEATED = lazy(r"(.)\1{2,}")
_MONTHS = frozenset(word_list("tagger-months.txt"))
"""The names of months that the tagger was trained with."""
_CENTURIES = frozenset({"17", "18", "19", "20"})
"""What the years begin with that the tagger was trained with."""
_MOST_DIGITS = 5
"""Digits that are told apart: a year has four, a number of an article more."""
_LONGEST_COUNTED = 6
"""Letters that are counted: beyond, the length of a word says nothing."""
_STOPS = frozenset(".?!,;")
"""Marks that end a stretch of tokens."""
_QUOTES = frozenset('“"‘”’„«»')
"""Marks that are counted as quotation marks, apostrophes among them: titles have few."""
_OPENING = frozenset("([")  # in brackets stand years, roles, issues
_CLOSING = frozenset(")]")  # the last to be in its bracket
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
        return "9" * min(len(word), _MOST_DIGITS)
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
    year = digits and len(word) == 4 and word[:2] in _CENTURIES
    key = f"#{min(len(word), _MOST_DIGITS)}" if digits else word.lower()
    own = [f"w={key}", f"s={shape}"]
    if year:
        own.append("year")
    elif word.isalpha():
        own.append(f"n={min(len(word), _LONGEST_COUNTED)}")
        if len(word) > len("von"):
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
    if not items:
        return []
    words = [_word(word) for word, _, _ in items]
    left, right = _distances(items, words)
    columns = zip(
        words, left, right, _ahead(items), _neighbours(words), _places(items), _passed(items, words), strict=True
    )
    rows = [
        word.own + before + behind + ahead + around + place + passed
        for word, before, behind, ahead, around, place, passed in columns
    ]
    if italic:
        _mark_italics(rows, items, italic)
    _mark_journals(rows, words, known([word for word, _, _ in items]))
    return rows


def _neighbours(words: Sequence[_Word]) -> list[list[str]]:
    """For each token what the two before it and the two behind it lend to it."""
    padded = [_FIRST, _SECOND, *words, _LAST_BUT_ONE, _LAST]
    return [
        left.before
        + two_left.two_before
        + right.behind
        + two_right.two_behind
        + _shapes(left.shape, word.shape, right.shape)
        for two_left, left, word, right, two_right in zip(
            padded, padded[1:], padded[2:], padded[3:], padded[4:], strict=False
        )
    ]


def _places(items: Sequence[Token]) -> list[list[str]]:
    """For each token where it stands in the string, and whether it touches its neighbours."""
    count = len(items)
    touching = [before[2] == token[1] for before, token in pairwise(items)]
    return [
        _place(10 * at // count, min(at, _FURTHEST_FROM_END), min(count - at, _FURTHEST_FROM_END), glued, glues)
        for at, (glued, glues) in enumerate(zip([False, *touching], [*touching, False], strict=True))
    ]


@cache
def _place(tenth: int, from_start: int, from_end: int, glued: bool, glues: bool) -> list[str]:
    return [
        f"at={tenth}",
        *([f"i={from_start}"] if from_start < _FURTHEST_FROM_END else []),
        *([f"e={from_end}"] if from_end < _FURTHEST_FROM_END else []),
        *(["glued"] if glued else []),
        *(["glues"] if glues else []),
    ]


def _passed(items: Sequence[Token], words: Sequence[_Word]) -> list[list[str]]:
    """For each token what was passed on the way to it: a bracket, "In", quotation marks, full stops, a year."""
    rows: list[list[str]] = []
    quotes = stops = 0
    year_seen = within = False
    bracket = before = ""
    for (printed, _, _), word in zip(items, words, strict=True):
        if printed in _QUOTES:
            quotes = min(quotes + 1, _MOST_QUOTES)
        elif printed == ".":
            stops = min(stops + 1, _MOST_STOPS)
        elif printed in _OPENING:
            bracket = printed
        elif printed in _IN:
            within = within or printed != "in" or before in _BEFORE_IN
        rows.append(_so_far(bracket, within, quotes, stops, year_seen))
        if printed in _CLOSING:
            bracket = ""
        year_seen = year_seen or word.year
        before = printed
    return rows


@cache
def _so_far(bracket: str, within: bool, quotes: int, stops: int, year_seen: bool) -> list[str]:
    return [
        *([bracket] if bracket else []),
        *(["within"] if within else []),
        *([f"quotes={quotes}"] if quotes else []),
        f"stops={stops}",
        *(["after-year"] if year_seen else []),
    ]


def _mark_italics(rows: list[list[str]], items: Sequence[Token], italic: Sequence[tuple[int, int]]) -> None:
    """Add to the rows whether their tokens are in italics."""
    slanted = {at for start, end in _united(italic) for at in range(start, end)}
    for row, (_, start, _) in zip(rows, items, strict=True):
        row.append("italic" if start in slanted else "upright")


def _mark_journals(rows: list[list[str]], words: Sequence[_Word], names: Sequence[tuple[int, int]]) -> None:
    """Add to the rows which tokens belong to known names of journals, and what follows each name."""
    for start, end in names:
        behind = next((word.shape for word in islice(words, end, None) if word.shape[0] in "9Xx<"), "$")
        rows[start].append(f"journal>{behind}")
        for row in rows[start:end]:
            row += ["in-journal", f"in-journal>{behind}"]
        if end < len(rows):
            rows[end].append(f"after-journal>{behind}")


def _united(spans: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The spans in order and apart, those that meet made one."""
    reached = 0
    for start, end in sorted(spans):
        if end > reached:
            yield max(start, reached), end
            reached = end


_IN = frozenset({"in", "In", "IN", "Dans", "En", "Em"})
"""Words before what contains the work: "In: Handbook"."""
_BEFORE_IN = frozenset('.,;:?!”"’»')
"""Marks behind which a small "in" opens what contains the work; amid a sentence it does not."""
_FIRST = _Word("", False, [], ["first"], [], [], [])
_SECOND = _Word("^", False, [], ["second"], [], [], [])
_LAST_BUT_ONE = _Word("$", False, [], [], [], [], ["last but one"])
_LAST = _Word("", False, [], [], [], [], ["last"])
"""This and the three above stand in for the neighbours of the outermost tokens."""
_FURTHEST_FROM_END = 8
"""Tokens from the start and the end that are counted; beyond, the tenth of the string says enough."""
_MOST_QUOTES = 3
"""Quotation marks that are counted: the tagger was trained with "three and more"."""
_MOST_STOPS = 8
"""Full stops that are counted: the tagger was trained with "eight and more"."""
_FURTHEST_DIGITS = 20
"""Tokens ahead in which the next digits are looked for; the distance is told in steps of two."""
_MOST_DOTS = 5
"""Full stops around a token that are counted: names of journals have no more."""
_DOTS_BEFORE = 4
"""Tokens before a token whose full stops count: about two abbreviated words."""
_DOTS_AHEAD = 8
"""Tokens from a token on whose full stops count: about four abbreviated words."""
_LONGEST_STRETCH = 12
"""Tokens up to which the distance from a mark is told, in steps of two."""


@cache
def _outlook(distance: int, stops: int) -> list[str]:
    return [f"digits={distance}", f"dots={stops}"]


def _ahead(items: Sequence[Token]) -> list[list[str]]:
    """For each token how far the next digits are, and how many full stops stand around it.

    The name of a journal is near its numbers, and abbreviated names are full of full stops; titles are neither.
    """
    count = len(items)
    until = [0] * count
    distance = _FURTHEST_DIGITS
    for at in range(count - 1, -1, -1):
        distance = 0 if items[at][0][0].isdigit() else min(_FURTHEST_DIGITS, distance + 1)
        until[at] = distance
    stops = list(accumulate((word == "." for word, _, _ in items), initial=0))
    return [
        _outlook(
            (until[at] + 1) // 2,
            min(_MOST_DOTS, stops[min(count, at + _DOTS_AHEAD)] - stops[max(0, at - _DOTS_BEFORE)]),
        )
        for at in range(count)
    ]


@lru_cache(maxsize=2_000)
def _stretch(side: str, mark: str, beyond: str, words: int) -> list[str]:
    return [f"{side}={mark}{words}", f"{side}b={mark}{beyond}"]


def _distances(items: Sequence[Token], words: Sequence[_Word]) -> tuple[list[list[str]], list[list[str]]]:
    """For each token the marks that end the stretch before it and its own, how far they are, and what stands beyond them."""
    before: list[list[str]] = []
    mark, beyond, since = "^", "", 0
    for at, (word, _, _) in enumerate(items):
        before.append(_stretch("pv", mark, beyond, min(since, _LONGEST_STRETCH) // 2))
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
        after.append(_stretch("nx", mark, beyond, min(since, _LONGEST_STRETCH) // 2))
    after.reverse()
    return before, after
