"""How text and figures are shown to people: on one line, harmless to a terminal, cut at a word, counted."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from pathlib import PurePath

_LONGEST_LINE = 300
"""Characters of a reference that are shown where there is little room: most are whole with it."""

# Characters that turn the direction of what follows: they could make a report read other than it is.
_TURNING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_JOINING = frozenset("\u200c\u200d")  # invisible, but spelling in Persian, Hindi and others


def visible(text: str) -> str:
    r"""The text on one line, harmless on a terminal: control characters are shown, invisible ones removed.

    >>> visible("a\x1b[31mb\n c\u202ed\u00ad")
    'a\\x1b[31mb  c<U+202E>d'
    """
    return text if text.isascii() and text.isprintable() else "".join(map(_visible, text))


def _visible(character: str) -> str:
    category = unicodedata.category(character)
    if character.isspace():
        return " "
    if character in _TURNING:
        return f"<U+{ord(character):04X}>"
    if category == "Cc":
        return f"\\x{ord(character):02x}"
    if category == "Cs":  # half of a character, which no terminal can be sent
        return "\ufffd"
    return "" if category == "Cf" and character not in _JOINING else character


# --------------------------------------------------------------------------- lines


def clipped(text: str, most: int = _LONGEST_LINE) -> str:
    """The text on one line, cut at a word where it is longer than `most` characters."""
    line = visible(text)
    return line if len(line) <= most else f"{line[:most].rpartition(' ')[0] or line[:most]} …"


def posix(path: str) -> str:
    """The path with slashes, without a "./" before it, as every program on a server wants it.

    >>> posix("./chapters/paper.md")
    'chapters/paper.md'
    """
    return PurePath(path).as_posix()


def listed(names: Sequence[str], most: int) -> str:
    """Names with commas between them, the last ones counted where there are many.

    >>> listed(["a", "b", "c"], 2)
    'a, b and 1 more'
    """
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return ", ".join(map(visible, names[:most])) + more


def percent(confidence: float) -> str:
    """A chance for people, never rounded to certainty."""
    return "over 99%" if confidence > 0.99 else "under 1%" if confidence < 0.01 else f"{confidence:.0%}"


def plural(count: int, noun: str) -> str:
    """The count with its noun."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def series(words: Sequence[str]) -> str:
    """The words as a sentence lists them.

    >>> series(["4", "7–9", "12"])
    '4, 7–9 and 12'
    """
    return f"{', '.join(words[:-1])} and {words[-1]}" if len(words) > 1 else "".join(words)


def rows(numbers: Iterable[int]) -> list[list[int]]:
    """Numbers, each once, cut where one does not follow the one before it.

    >>> rows([4, 7, 8, 9, 12])
    [[4], [7, 8, 9], [12]]
    """
    found: list[list[int]] = []
    for number in dict.fromkeys(numbers):
        if found and number == found[-1][-1] + 1:
            found[-1].append(number)
        else:
            found.append([number])
    return found


def runs(labels: Iterable[str]) -> list[str]:
    """The labels, each once, with three numbers or more in a row as one.

    >>> runs(["4", "7", "8", "9", "12", "13", "S1"])
    ['4', '7–9', '12', '13', 'S1']
    """
    rows: list[list[str]] = []
    for label in dict.fromkeys(labels):
        follows = rows and label.isdecimal() and rows[-1][-1].isdecimal() and int(label) == int(rows[-1][-1]) + 1
        if follows:
            rows[-1].append(label)
        else:
            rows.append([label])
    short = ([f"{row[0]}–{row[-1]}"] if len(row) > 2 else row for row in rows)
    return [label for row in short for label in row]
