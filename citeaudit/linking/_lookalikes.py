"""What looks like a numeric marker and cites nothing: statistics, quantities, counters of lists, tallies, powers, isotopes."""

from __future__ import annotations

import re
from collections.abc import Sequence

Span = tuple[int, int, str, bool]
"""Start, end, the numbers as printed, and whether something speaks against a citation."""

_DASH = "\u2010\u2011\u2012\u2013\u2014\u2212-"
_PLAIN_NUMBER = re.compile(r"\d+")
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
_NAMED = re.compile(  # "Figure (3)", "equation (2)": the number may name something of this document
    r"\b(?:fig(?:ure|s|\.)?|tables?|tab\.|eqs?\.?|equations?|sections?|sect?\.|appendix|box|scheme|steps?|theorem|lemma|hypothes[ei]s|no\.|formulas?|"
    r"chapter|experiment|panel|supplement)\s?$",
    re.IGNORECASE,
)
_QUANTITY = r"[\d.,]+%?\s"
_ENDS_IN_QUANTITY = re.compile(rf"{_QUANTITY}$")
_DATA_BEFORE = re.compile(rf"\(\d+\),?\s(?:and\s)?{_QUANTITY}$")  # 3 (87), 6 (62)
_DATA_AFTER = re.compile(rf",?\s(?:and\s)?{_QUANTITY}\(\d+\)")
_EQUALS = re.compile(r"\s?[=<>≤≥≈]")  # F(1,4) = 1.33
_STATISTIC = re.compile(r"(?<![^\W\d_])(?:[FtTzrRUHQp]|[χΧ][2²]?|beta|log|ln|exp)\s?$")
_STATISTIC_AFTER = re.compile(r"[^.;()]{0,20}[=<>≤≥≈]")
_BEHIND_NUMBER, _BEFORE_NUMBER = re.compile(r"\d\)?,\s$"), re.compile(r",\s\(?\d+\)?,")  # 2, 3, (6), (7), 11, 13
# as defined by (1): or by (2) and (3):
_LEADS_TO_FORMULA = re.compile(r"\b(?:by|in|as|from|using|with|of)\s(?:\(\d+\)(?:,|\sand|\sor|,\sand)\s)*$")
_FORMULA_FOLLOWS = re.compile(r"(?:(?:,|\sand|\sor|,\sand)\s\(\d+\))*:")
_IN_SET = re.compile(r"[∈∉⊂⊆±~∼×]\s?$")
_LAST_WORD = re.compile(r"[^\W\d_]+(?=\s$)")
_NUMBER_WORDS = {
    word: str(value)
    for value, word in enumerate(
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen "
        "nineteen twenty".split(),
        1,
    )
} | {"thirty": "30", "forty": "40", "fifty": "50", "sixty": "60", "seventy": "70", "eighty": "80", "ninety": "90"}
_MEASURED = re.compile(
    r"\s?(?:[mμµnk]?[LlgMm]|cm|km|min|h|s|°\s?C|%|Hz|kDa|bp|kb|wt|vol|fold|days?|weeks?|months?|years?|hours?|times)(?![^\W_])"
)
_POWERS = re.compile(r"\b10[\u2212\u2013-]\d\b")  # 10−3 and 10−4
_SCALE = re.compile(r"\bfrom\s(?:\(\d+\)[^().;]{1,80}\sto\s)?$")  # from (1) very pale to (7) very dark
_PH = re.compile(r"\bpH\s$")
_EQUATION_WORD = re.compile(
    r"\b(?:models?|expressions?|relations?|inequalit\w+|constraints?|problems?|systems?|functions?)\s$"
)
_EQUATION = re.compile(r"\b(?:[Ee]qs?\.?|[Ee]quations?|[Ff]ormulas?|[Ff]ormulae)\s?\(\d")
_ODD_GLUE = re.compile(r"(?:(?:^|\W)\w{1,2}|\d)$")
_UNIT = re.compile(r"(?:^|[\s\d/·(])(?:[kcmdnµμ]?m|km|kg|s|h|hr|ft|in|yr|R|r|χ|[xynpzI])$")
_LONE_LETTER = re.compile(r"(?:^|[\s\d/·(±])[^\W\d_]$")
_POWER = re.compile(rf"(?<![\w.])10$|(?<![\w.{_DASH}])(?:2|e)$")
_STOPS = frozenset('.,;:!?)]”"’')
_BEFORE_ISOTOPE = re.compile(r"(?:^|[\s(\[/,‐-―-])$")
_BEFORE_COUNTER = re.compile(
    r"(?:^|[:;,.?!(\u2013\u2014-]|\b(?:and|or|are|were|is|as|by|to|include|including|namely|that|either))\s*$",
    re.IGNORECASE,
)
_ITEM = re.compile(r"\s?\d?[^\W\d_]")  # "(2) 2D images"
_SHORTEST_TALLY = 3
_SHORTEST_FALL = 5
_TALLY = re.compile(r"\((?P<number>\d{1,4})(?P<noun>\.\d+|\s[^\W\d_]{3,20})?\)")
_TALLY_JOINT = re.compile(r",?\s(?:(?:and|or)\s)?[^\W_][^,.;:()]{1,60}\s")
_MOST_EQUATIONS = 12
_MOST_PH = 14


def is_formula(text: str, start: int, end: int, numbers: str) -> bool:
    """Whether a number in brackets is part of a formula, a statistic or a place in a journal: F(1,4) = 1.33, 12(6):1635."""
    return bool(
        re.match(r"\((?!\s?(?:see|[A-Z][a-z]))", text[end : end + 4])
        or (text[start - 1 : start].isalnum() and re.match(r":\d", text[end : end + 2]))
        or _IN_SET.search(text, max(0, start - 2), start)
        or _POWERS.search(numbers)
        or _EQUALS.match(text, end)
        or (_STATISTIC.search(text, max(0, start - 6), start) and _STATISTIC_AFTER.match(text, end))
    )


def may_name_something(text: str, start: int, end: int, numbers: str) -> bool:
    """Whether a number in parentheses may name or count something: Figure (3), 3 (87), 6 (62), f(2), (11)-slice."""
    before, after = text[max(0, start - 24) : start], text[end : end + 24]
    named = _NAMED.search(before)
    if named and (named[0][0].isupper() or (numbers.isdigit() and int(numbers) <= _MOST_EQUATIONS)):
        return True
    if _PH.search(before) and all(int(n) <= _MOST_PH for n in _PLAIN_NUMBER.findall(numbers)):
        return True
    if (word := _LAST_WORD.search(before)) and numbers == _NUMBER_WORDS.get(word[0].lower()):  # eight (8)
        return True
    if _BEHIND_NUMBER.search(before) and _BEFORE_NUMBER.match(after):
        return before.rstrip()[-2:-1] != ")" or after[2:3] != "("
    if _MEASURED.match(after) or (after[1:2].isalpha() and _SCALE.search(text, max(0, start - 100), start)):
        return True
    if _FORMULA_FOLLOWS.match(after) and _LEADS_TO_FORMULA.search(before):
        return True
    if _EQUATION_WORD.search(before) and _EQUATION.search(text):
        return True
    if _ENDS_IN_QUANTITY.search(before) and (_DATA_BEFORE.search(before) or _DATA_AFTER.match(after)):
        return True
    return bool(_ODD_GLUE.search(before)) or before[-1:] == "-" or after[:1] in {"-", "\u2010", "\u2011"}


def may_be_power(before: str, after: str, numbers: str) -> bool:
    """Whether a raised number may be a power, a unit or an isotope: 10^6, m^2, ^90Y.

    Args:
        before: The text before it, not empty.
        after: The character behind it, "" at the end.
        numbers: What is raised.
    """
    if after.isalpha() and (_BEFORE_ISOTOPE.search(before) or not (after.isupper() or before[-1] in _STOPS)):
        return True
    squared = numbers in {"2", "3"} and (_UNIT.search(before) or _LONE_LETTER.search(before))
    return bool(squared or _POWER.search(before))


def counters(text: str, spans: Sequence[Span]) -> set[tuple[int, int]]:
    """Spans that count items of a sentence, "(1) first; (2) second", and cite nothing."""
    found: set[tuple[int, int]] = set()
    run: list[tuple[int, int]] = []
    for start, end, numbers, _ in spans:
        if not _ITEM.match(text, end):
            continue
        if numbers.strip() == "1":
            run = [(start, end)]
        elif run and numbers.strip() == str(len(run) + 1) and _BEFORE_COUNTER.search(text[max(0, start - 16) : start]):
            run.append((start, end))
            found.update(run)
    return found


def tallies(text: str, most: int) -> set[tuple[int, int]]:
    """Spans that tell how many there are, "pork (3), duck (2), fish (2) and turkey (0)", and cite nothing.

    A row of numbers in parentheses, each behind a few words, is one where it holds a number that the list cannot have, a
    number with its noun or a decimal, or where the numbers fall and repeat.

    Args:
        text: A block.
        most: The highest number that a citation may have.
    """
    found: set[tuple[int, int]] = set()
    row: list[re.Match[str]] = []

    def close() -> None:
        numbers = [int(match["number"]) for match in row]
        odd = any(match["noun"] or not 0 < int(match["number"]) <= most for match in row)
        falls = (
            len(row) >= _SHORTEST_FALL and len(set(numbers)) < len(numbers) and numbers == sorted(numbers, reverse=True)
        )
        if (len(row) >= _SHORTEST_TALLY and (odd or falls)) or (len(row) > 1 and 0 in numbers):
            found.update((match.start(), match.end()) for match in row if not match["noun"])

    for match in _TALLY.finditer(text):
        if _YEAR.fullmatch(match["number"]) or (row and not _TALLY_JOINT.fullmatch(text, row[-1].end(), match.start())):
            close()
            row = []
        if not _YEAR.fullmatch(match["number"]):
            row.append(match)
    close()
    return found
