"""Numbers of Word's lists, which stand nowhere in the text: counted here as Word counts them.

Source: ECMA-376 part 1, 17.9 (numbering): lists that share an abstract definition count on, `w:startOverride` starts
again, a level starts again behind a higher one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from citeaudit.formats.docx.package import Element, W, value
from citeaudit.text.patterns import lazy

_PLACE = lazy(r"%([1-9])")
_ONE_NUMBER = lazy(r"[^\w%]*%[1-9][^\w%]*")
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_MOST = 1_000_000
"""The highest number that is counted to; a file may ask for more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Level:
    start: int = 1
    format: str = "decimal"
    text: str = ""
    style: str = ""
    plain: bool = False


def format_number(number: int, format: str) -> str:
    """A number as Word prints it in the format called `format`; formats of other scripts come out in digits.

    >>> [format_number(4, f) for f in ("decimal", "lowerRoman", "upperLetter", "decimalZero")]
    ['4', 'iv', 'D', '04']
    """
    if format in {"lowerLetter", "upperLetter"} and 0 < number < _MOST:
        letter = chr(ord("a") + (number - 1) % 26) * min(1 + (number - 1) // 26, 8)
        return letter if format == "lowerLetter" else letter.upper()
    if format in {"lowerRoman", "upperRoman"} and 0 < number < 5000:
        roman = ""
        for worth, letters in _ROMAN:
            while number >= worth:
                roman, number = roman + letters, number - worth
        return roman if format == "lowerRoman" else roman.upper()
    return f"{number:02d}" if format == "decimalZero" else str(number)


class Numbering:
    """The lists of a document and how far each has counted."""

    def __init__(self, root: Element | None) -> None:
        self._levels: dict[str, dict[int, _Level]] = {}
        self._lists: dict[str, str] = {}  # list to abstract definition
        self._restarts: dict[str, dict[int, int]] = {}
        self._own_levels: dict[str, dict[int, _Level]] = {}
        self._counts: dict[str, dict[int, int]] = {}
        if root is None:
            return
        by_style: dict[str, str] = {}
        linked: dict[str, str] = {}
        for abstract in root.iter(W + "abstractNum"):
            key = value(abstract, "abstractNumId")
            self._levels[key] = {_int(value(child, "ilvl")): _level(child) for child in abstract.iterfind(W + "lvl")}
            if name := value(abstract.find(W + "styleLink")):
                by_style[name] = key
            if name := value(abstract.find(W + "numStyleLink")):
                linked[key] = name
        for key, name in linked.items():
            self._levels[key] = self._levels[key] or self._levels.get(by_style.get(name, ""), {})
        for list_element in root.iterfind(W + "num"):
            key = value(list_element, "numId")
            self._lists[key] = value(list_element.find(W + "abstractNumId"))
            for override in list_element.iterfind(W + "lvlOverride"):
                at = _int(value(override, "ilvl"))
                if start := value(override.find(W + "startOverride")):
                    self._restarts.setdefault(key, {})[at] = _int(start, 1)
                if (level := override.find(W + "lvl")) is not None:
                    self._own_levels.setdefault(key, {})[at] = _level(level)

    def level_of_style(self, list_id: str, style: str) -> str:
        """The level of a list that a paragraph style is bound to; "0" where none is."""
        levels = self._levels.get(self._lists.get(list_id, ""), {})
        return next((str(at) for at, level in levels.items() if style and level.style == style), "0")

    def count(self, list_id: str, at: str) -> str | None:
        """Count one item of the list `list_id` at the level `at`.

        Returns:
            What stands before it: "12." for a number however it is decorated ("[12]", "12)"), "2.1" as printed, "•" for
            a bullet, "" where nothing is printed; None where there is no such list.

        """
        abstract = self._lists.get(list_id)
        if abstract is None or list_id == "0":
            return None
        depth = min(_int(at), 8)
        levels = self._levels.get(abstract, {}) | self._own_levels.get(list_id, {})
        level = levels.get(depth, _Level(text=f"%{depth + 1}."))
        counts = self._counts.setdefault(abstract, {})
        if depth in (restarts := self._restarts.get(list_id, {})):
            counts[depth] = restarts.pop(depth)  # only the first item of the list starts it
        else:
            counts[depth] = min(counts[depth] + 1, _MOST) if depth in counts else level.start
        for deeper in [counted for counted in counts if counted > depth]:
            del counts[deeper]
        if level.format == "bullet":
            return "•"
        for above in range(depth):
            counts.setdefault(above, levels.get(above, _Level()).start)

        def number(match: re.Match[str]) -> str:
            which = int(match[1]) - 1
            form = "decimal" if level.plain else levels.get(which, _Level()).format
            return "" if which > depth or form == "none" else format_number(counts[which], form)

        printed = _PLACE.sub(number, level.text).strip()
        if level.format in {"decimal", "decimalZero"} and _ONE_NUMBER.fullmatch(level.text.strip()):
            return f"{counts[depth]}{')' if printed.endswith(')') and printed[:1] != '(' else '.'}"
        return printed


def _level(element: Element) -> _Level:
    return _Level(
        start=_int(value(element.find(W + "start")), 1),
        format=value(element.find(W + "numFmt")) or "decimal",
        text=value(element.find(W + "lvlText")),
        style=value(element.find(W + "pStyle")),
        plain=element.find(W + "isLgl") is not None,
    )


def _int(text: str, default: int = 0) -> int:
    return min(int(text), _MOST) if text.isascii() and text.isdigit() and len(text) < 10 else default
