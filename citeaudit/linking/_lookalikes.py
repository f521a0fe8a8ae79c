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
    r"\b(?:fig(?:ure|s|\.)?|tables?|tab\.|eqs?\.?|equations?|sections?|sect?\.|appendix|box|scheme|steps?|theorem|lemma|no\.|formulas?|"
    r"chapter|panel|supplement|(?-i:Experiments?|Hypothes[ei]s))\s?$",
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
_LAST_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)?(?=\s$)")
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
_SCALE_BEGINS = re.compile(r"\bfrom\s$")  # from (1) very pale to (7) very dark
_SCALE_GOES_ON, _SCALE_ENDS = re.compile(r"[^().;]{1,80}\sto\s\(\d"), re.compile(r"\bfrom\s\(\d+\)[^().;]{1,80}\sto\s$")
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
_ITEM = re.compile(r"\s?\d?[^\W\d_]|\s(?:\d|\[|[\u2013-][A-Z])")  # "(2) 2D images", "(2) 1606 and 1622", "(2) [μ + σ]"
_ENDS_STATEMENT = re.compile(r"[^\W\d_][.;,]$")  # "in the last years.(1) It"
_EQUATION_NAMED = re.compile(r"\b(?:Eqs?\.?|Equations?)\s?$")
_MOST_OF_ALL = re.compile(  # "the highest number of genes (12)"
    r"\b(?:highest|largest|greatest|smallest|lowest|maximum|minimum|most|fewest|equal|comparable|limited)\snumbers?\b[^.;,()]{0,60}$",
    re.IGNORECASE,
)
_THEN_COME = re.compile(r"\bfollowed\sby\b[^.;,()]{0,60}$")
_FAR_BACK = 90
_CLOSES = re.compile(r"\s?(?:[.;?!]|$)")
_OF_AUTHORS = re.compile(r"\bal\.?,?\s?$")
_PLAINLY_COUNTED = 5  # items, behind which another needs no comma before it
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


def follows_authors(text: str, start: int) -> bool:
    """Whether "et al." stands right before a bracket: Hall et al. (12)."""
    return _OF_AUTHORS.search(text, max(0, start - 5), start) is not None


def names_equation(text: str, start: int) -> bool:
    """Whether the words before a bracket say that it names an equation: Eq. (10)."""
    return _EQUATION_NAMED.search(text, max(0, start - 12), start) is not None


def may_name_something(text: str, start: int, end: int, numbers: str) -> bool:
    """Whether a number in parentheses may name or count something: Figure (3), 3 (87), 6 (62), f(2), (11)-slice."""
    if follows_authors(text, start):
        return False
    before, after = text[max(0, start - 24) : start], text[end : end + 24]
    named = _NAMED.search(before)
    if named and (named[0][0].isupper() or (numbers.isdigit() and int(numbers) <= _MOST_EQUATIONS)):
        return True
    if _PH.search(before) and all(int(n) <= _MOST_PH for n in _PLAIN_NUMBER.findall(numbers)):
        return True
    if (word := _LAST_WORD.search(before)) and numbers == _spelt_number(word[0]):  # eight (8)
        return True
    if _BEHIND_NUMBER.search(before) and _BEFORE_NUMBER.match(after):
        return before.rstrip()[-2:-1] != ")" or after[2:3] != "("
    if _MEASURED.match(after) or _is_on_scale(text, start, end):
        return True
    if _MOST_OF_ALL.search(text, max(0, start - _FAR_BACK), start) and not _CLOSES.match(after):
        return True
    if _FORMULA_FOLLOWS.match(after) and _LEADS_TO_FORMULA.search(before):
        return True
    if _EQUATION_WORD.search(before) and _EQUATION.search(text):
        return True
    if _ENDS_IN_QUANTITY.search(before) and (_DATA_BEFORE.search(before) or _DATA_AFTER.match(after)):
        return True
    if start <= 1 and len(text) - end <= 1:  # "b(29)", a note to a table
        return False
    return bool(_ODD_GLUE.search(before)) or before[-1:] == "-" or after[:1] in {"-", "\u2010", "\u2011"}


def _spelt_number(word: str) -> str:
    """The digits of a number in words, "twenty-seven", or "" for any other word."""
    tens, _, ones = word.lower().rpartition("-")
    value = _NUMBER_WORDS.get(ones, "")
    if tens and value:
        whole = _NUMBER_WORDS.get(tens, "")
        return whole[0] + value if len(whole) == 2 and whole[1] == "0" and len(value) == 1 else value
    return value


def _is_on_scale(text: str, start: int, end: int) -> bool:
    """Whether a number names a step of a scale, "from (1) very pale to (7) very dark"."""
    if not text[end + 1 : end + 2].isalpha():
        return False
    begins = _SCALE_BEGINS.search(text, max(0, start - 6), start) and _SCALE_GOES_ON.match(text, end)
    return bool(begins or _SCALE_ENDS.search(text, max(0, start - 100), start))


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
        if not _ITEM.match(text, end) or _ENDS_STATEMENT.search(text, max(0, start - 2), start):
            continue
        if numbers.strip() == "1":
            run = [(start, end)]
        elif (
            run
            and numbers.strip() == str(len(run) + 1)
            and (len(run) >= _PLAINLY_COUNTED or _BEFORE_COUNTER.search(text[max(0, start - 16) : start]))
        ):
            run.append((start, end))
            found.update(run)
    return found


def rows(text: str) -> list[list[re.Match[str]]]:
    """Numbers in parentheses, each but the first behind a few words: "pork (3), duck (2), fish (2) and turkey (0)".

    Years are none; a match has the `number` and its `noun`, None where it has none.
    """
    found: list[list[re.Match[str]]] = []
    last = -1
    for match in _TALLY.finditer(text):
        if _YEAR.fullmatch(match["number"]):
            last = -1
            continue
        if last >= 0 and _TALLY_JOINT.fullmatch(text, last, match.start()):
            found[-1].append(match)
        else:
            found.append([match])
        last = match.end()
    return found


def tallies(text: str, rows_of_text: Sequence[Sequence[re.Match[str]]], most: int) -> set[tuple[int, int]]:
    """Spans that tell how many there are, "pork (3), duck (2), fish (2) and turkey (0)", and cite nothing.

    A row of numbers is a tally where it holds a number that the list cannot have, a number with its noun or a decimal,
    where the numbers fall and repeat, or where the words tell of a highest number or what follows it.

    Args:
        text: A block.
        rows_of_text: What `rows` gives for it.
        most: The highest number that a citation may have.
    """
    found: set[tuple[int, int]] = set()
    for row in rows_of_text:
        numbers = [int(match["number"]) for match in row]
        odd = any(match["noun"] or not 0 < int(match["number"]) <= most for match in row)
        falls = (
            len(row) >= _SHORTEST_FALL and len(set(numbers)) < len(numbers) and numbers == sorted(numbers, reverse=True)
        )
        descends = len(row) >= _SHORTEST_TALLY and numbers == sorted(numbers, reverse=True)
        patterns = (_MOST_OF_ALL, _THEN_COME) if descends else (_MOST_OF_ALL,)
        told = len(row) > 1 and any(
            pattern.search(text, max(0, match.start() - _FAR_BACK), match.start())
            for match in row
            for pattern in patterns
        )
        if (len(row) >= _SHORTEST_TALLY and (odd or falls)) or (len(row) > 1 and 0 in numbers) or told:
            found.update(
                (match.start(), match.end())
                for match in row
                if not match["noun"] and not follows_authors(text, match.start())
            )
    return found
