"""Numbers in brackets that belong to a quantity: its interval, its deviation, or how many there were of another group.

Rules as those of `_lookalikes`.
"""

from __future__ import annotations

import re

from citeaudit.linking._brackets import Bracket
from citeaudit.text.patterns import lazy

_DASH = "\u2010-\u2015\u2212-"
_NEAR = 40
"""Characters before a bracket in which a quantity, its unit and the word before it stand."""
_CLAUSE = 80
"""Characters before a bracket in which the word for a statistic may stand: about one clause."""
_UNIT = r"(?:%|°\s?C|[mμµnk]?[gLlm]|[ckm]m|kg|min|h|s|hours?|days?|weeks?|months?|years?|points?)"
_QUANTITY = lazy(rf"(?<![\w.,/{_DASH}])(?P<value>\d+(?:[.,·]\d+)?)\s?{_UNIT}?\s$")
"""A number that stands by itself right before a bracket, maybe with a unit; not that of "COVID-19 [3]"."""
_ORDINAL = lazy(
    r"""\b(?:
        types? | phases? | stages? | grades? | days? | weeks? | months? | years? | groups? | fig(?:ure|s|\.)? | tab(?:les?|\.) | sections?
        | versions? | chapters? | levels? | steps? | parts? | no\. | class(?:es)? | cohorts? | study | studies | trials? | experiments?
    )\s[\d.,·]+\s$""",
    re.IGNORECASE | re.VERBOSE,
)
"""A number that names one thing of several, "type 2 (3)", and is no quantity."""
_YEAR = range(1500, 2101)
_TWO = lazy(rf"(?P<low>\d+)\s?(?P<joint>[{_DASH}]|,|;)\s?(?P<high>\d+)")
_STATISTIC = lazy(
    r"\b(?:means?|medians?|averag(?:e|es|ed|ing)|ratios?|scor(?:e|es|ed|ing)|[HOR]Rs?|SD|SEM?|IQR|CI|CrI|M|Mdn|intervals?|range[sd]?|ranging|quartiles?|percentiles?|aged?)\b",
    re.IGNORECASE,
)
_STATISTIC_GIVEN = lazy(
    r"\b(?:means?|medians?|averages?|scores?|age|SD|M|Mdn)\b(?:[^.;()]{0,50}?(?:\s(?:was|were|is|of|at|from|to)\s|\s?=\s?)|\s(?:(?-i:[a-z]+)\s){0,2})\d{1,3}(?:[.,·]\d+)?\s$",
    re.IGNORECASE,
)
_NAMES_INTERVAL = lazy(
    r"(?:\b(?:(?:CIs?|CrIs?|IQR|SD|SEM?|limits|quartiles|(?:confidence|credible|prediction)\sintervals?|(?:closed|open|unit|time)\sinterval|in\sthe\s(?:range|interval)|[Rr]ange)(?:\s(?:was|were|is|are|of))?\s?[:=,]?\s?)|\brang(?:e|ing)\sfrom\s)$"
)
_VECTOR = lazy(r"\b(?:vectors?|arrays?|tuples?|matrix|matrices|sequences?)\s$", re.IGNORECASE)
_COUNT_BEFORE = lazy(r"\([Nn]\s?=\s?\d+\)(?:,|,?\s(?:and|or|but|versus|vs\.?|than))\s(?:[^\W\d_][\w-]*\s){1,4}$")
_COUNT_AFTER = lazy(r"(?:,|,?\s(?:and|or|but|versus|vs\.?|than))\s(?:[^\W\d_][\w-]*\s){1,4}\([Nn]\s?=\s?\d")


def quantity_before(bracket: Bracket) -> float | None:
    """The quantity right before a bracket; None where there is none, or the number is a year or names something."""
    before = bracket.text[max(0, bracket.start - _NEAR) : bracket.start]
    match = _QUANTITY.search(before)
    if match is None or _ORDINAL.search(before):
        return None
    value = float(match["value"].replace(",", ".").replace("·", "."))
    return None if value in _YEAR else value


def _tells_statistic(bracket: Bracket) -> bool:
    """Whether a word for a statistic stands in the clause before a bracket."""
    return _STATISTIC.search(bracket.text, max(0, bracket.start - _CLAUSE), bracket.start) is not None


def interval_of_quantity(bracket: Bracket) -> bool:
    """As in "24 [12–30] years", "5 (3–9)": the quantity lies between the two; with a comma, "5 [3, 9]", only of a statistic."""
    two = _TWO.fullmatch(bracket.numbers)
    if two is None or (value := quantity_before(bracket)) is None:
        return False
    inside = int(two["low"]) <= value <= int(two["high"])
    return inside and (two["joint"] not in ",;" or _tells_statistic(bracket))


def names_interval(bracket: Bracket) -> bool:
    """As in "95% CI [1–3]", "in the range (2–14)": two numbers behind the word for what lies between them."""
    return (
        _TWO.fullmatch(bracket.numbers) is not None
        and _NAMES_INTERVAL.search(bracket.text, max(0, bracket.start - _NEAR), bracket.start) is not None
    )


def names_vector(bracket: Bracket) -> bool:
    """As in "the vector [1, 2, 3]": several numbers behind the word for a row of them."""
    return (
        not bracket.numbers.isdigit()
        and _VECTOR.search(bracket.text, max(0, bracket.start - _NEAR), bracket.start) is not None
    )


def deviation(bracket: Bracket) -> bool:
    """As in "the mean age was 24 (12)": the quantity that a statistic gives, with its deviation."""
    return (
        bracket.numbers.isdigit()
        and _STATISTIC_GIVEN.search(bracket.text, max(0, bracket.start - _CLAUSE), bracket.start) is not None
    )


def beside_count(bracket: Bracket) -> bool:
    """As in "cases (n = 13) and controls (14)": what is joined to a number of cases is one, too."""
    return bracket.numbers.isdigit() and bool(
        _COUNT_BEFORE.search(bracket.text, max(0, bracket.start - _CLAUSE), bracket.start)
        or _COUNT_AFTER.match(bracket.text, bracket.end)
    )
