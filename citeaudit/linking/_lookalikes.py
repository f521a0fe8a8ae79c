"""What one bracket looks like and is not: statistics, quantities, equations, powers, isotopes.

Each rule looks at a bracket and the text around it. The rules are asked in order and the first that applies decides.
"""

from __future__ import annotations

import re

from citeaudit.linking._brackets import Bracket
from citeaudit.linking._judgement import Rule, Verdict
from citeaudit.linking._number_words import in_digits
from citeaudit.linking._quantities import beside_count, deviation, interval_of_quantity, names_interval, names_vector
from citeaudit.text.patterns import lazy

_FAR_BACK = 90
"""Characters before a bracket in which "the highest number of" may stand: about one clause."""
_SCALE_BACK = 100
"""Characters before the second step of a scale in which its first may stand."""
_MOST_EQUATIONS = 12
"""A number behind "table" or "equation" in small letters is one of this document up to here; few have more of either."""
_MOST_PH = 14
"""The scale of pH ends here."""


# --- What is part of a formula, a statistic or a place in a journal -----------------------------------------------------------

_OPENS_ANOTHER = lazy(r"\((?!\s?(?:see|[A-Z][a-z]))")
_PAGE = lazy(r":\d")
_IN_SET = lazy(r"[∈∉⊂⊆±~∼×=≤≥]\s?$")
_POWERS = lazy(r"\b10[\u2212\u2013-]\d\b")
_EQUALS = lazy(r"\s?[=<>≤≥≈]")
_STATISTIC = lazy(r"(?<![^\W\d_])(?:[FtTzrRUHQp]|[χΧ][2²]?|beta|log|ln|exp)\s?$")
_STATISTIC_AFTER = lazy(r"[^.;()]{0,20}[=<>≤≥≈]")


def opens_another_bracket(bracket: Bracket) -> bool:
    """As in "F(1,6)(2nd hour)", "(2)(x + 1)": arguments and factors side by side; "(2)(see Moss)" and "(2)(Moss)" are text."""
    return _OPENS_ANOTHER.match(bracket.text, bracket.end) is not None


def issue_of_journal(bracket: Bracket) -> bool:
    """As in "12(6):1635", a volume, an issue and a page; "((2):401)" cites a page."""
    return (
        bracket.text[bracket.start - 1 : bracket.start].isalnum()
        and _PAGE.match(bracket.text[bracket.end : bracket.end + 2]) is not None
    )


def behind_set_sign(bracket: Bracket) -> bool:
    """As in "θ ∈ (5;10)", "3 ± (2)", "v = [3, 2]": signs that only numbers follow."""
    return _IN_SET.search(bracket.text, max(0, bracket.start - 2), bracket.start) is not None


def powers_of_ten(bracket: Bracket) -> bool:
    """As in "(10−3 and 10−4)": what was printed as powers, their exponents lowered on the way."""
    return _POWERS.search(bracket.numbers) is not None


def equals_something(bracket: Bracket) -> bool:
    """As in "F(1,4) = 1.33": what is equal to something is a function or a statistic."""
    return _EQUALS.match(bracket.text, bracket.end) is not None


def statistic(bracket: Bracket) -> bool:
    """As in "t(11) was = 2.1": the letter of a statistic before, and an equation within a few words behind."""
    return bool(
        _STATISTIC.search(bracket.text, max(0, bracket.start - 6), bracket.start)
        and _STATISTIC_AFTER.match(bracket.text, bracket.end)
    )


FORMULAS: tuple[Rule[Bracket], ...] = (
    Rule(Verdict.REFUSED, opens_another_bracket),
    Rule(Verdict.REFUSED, issue_of_journal),
    Rule(Verdict.REFUSED, behind_set_sign),
    Rule(Verdict.REFUSED, powers_of_ten),
    Rule(Verdict.REFUSED, equals_something),
    Rule(Verdict.REFUSED, statistic),
)
"""What no bracket of any form may be."""


# --- What a number in parentheses may name or count ---------------------------------------------------------------------------

_OF_AUTHORS = lazy(r"\bal\.?,?\s?$")
_EQUATION_NAMED = lazy(r"\b(?:Eqs?\.?|Equations?)\s?$")
_NAMED = lazy(
    r"""\b(?:
        fig(?:ures?|s|\.)? | tables?       | tab\.         | box    | scheme     | panel
        | eqs?\.?         | equations?    | formulas?     | steps? | theorem    | lemma | no\.
        | sections?       | sect?\.       | chapter       | appendix            | supplement
        | (?-i:
            Experiments? | Hypothes[ei]s | Stages? | Items? | Lines? | Compounds? | Reactions? | Structures? | Inequalit(?:y|ies) | Questions?
            | Algorithms? | Listing | Grades? | Conditions? | Constraints? | Lemmas | Theorems | Propositions? | Corollar(?:y|ies) | Schemes
        )
    )\s?$""",
    re.IGNORECASE | re.VERBOSE,
)
_PLAIN_NUMBER = lazy(r"\d+")
_ACIDITY = lazy(r"\bpH\s$")
_LAST_WORD = lazy(r"[^\W\d_]+(?:-[^\W\d_]+)?(?=\s$)")
_BEHIND_NUMBER = lazy(r"\d\)?,\s$")
_BEFORE_NUMBER = lazy(r",\s\(?\d+\)?,")
_MEASURED = lazy(
    r"""\s?(?:
        [mμµnk]?[LlgMm] | cm | km | min | h | s | °\s?C | % | Hz | kDa | bp | kb | wt | vol | fold
        | days? | weeks? | months? | years? | hours? | times
    )(?![^\W_])""",
    re.VERBOSE,
)
_SCALE_BEGINS = lazy(r"\bfrom\s$")
_SCALE_GOES_ON = lazy(r"[^().;]{1,80}\sto\s\(\d")
_ENDS_MEET = lazy(r"\sto\s[(\[]\d")
_END_MET = lazy(r"\bfrom\s[(\[]\d+[)\]]\sto\s$")
_NAMED_END = lazy(r"\bfrom\s[^().;\d]{1,40}$")
_NAMED_END_FOLLOWS = lazy(r"\sto\s[^().;\d]{1,40}\(\d")
_NAMED_END_BEFORE = lazy(r"\bfrom\s[^().;\d]{1,40}\s\([01]\)\sto\s[^().;\d]{1,40}$")
_SCALE_ENDS = lazy(r"\bfrom\s\(\d+\)[^().;]{1,80}\sto\s$")
_EXTREME = lazy(
    r"""\b(?:
        highest | largest | greatest | smallest | lowest | maximum | minimum | most | fewest | equal | comparable | limited
    )\snumbers?\b
    [^.;,()]{0,60}$  # the same clause
    """,
    re.IGNORECASE | re.VERBOSE,
)
_CLOSES = lazy(r"\s?(?:[.;?!]|$)")
_LEADS_TO_FORMULA = lazy(r"\b(?:by|in|as|from|using|with|of)\s(?:\(\d+\)(?:,|\sand|\sor|,\sand)\s)*$")
_FORMULA_FOLLOWS = lazy(r"(?:(?:,|\sand|\sor|,\sand)\s\(\d+\))*:")
_EQUATION_WORD = lazy(
    r"""\b(?:
        models? | expressions? | relations? | inequalit\w+ | constraints? | problems? | systems? | functions?
    )\s$""",
    re.IGNORECASE | re.VERBOSE,
)
_EQUATION = lazy(r"\b(?:[Ee]qs?\.?|[Ee]quations?|[Ff]ormulas?|[Ff]ormulae)\s?\(\d")
_QUANTITY = r"[\d.,]+%?\s"
_ENDS_IN_QUANTITY = lazy(rf"{_QUANTITY}$")
_DATA_BEFORE = lazy(rf"\(\d+\),?\s(?:and\s)?{_QUANTITY}$")
_DATA_AFTER = lazy(rf",?\s(?:and\s)?{_QUANTITY}\(\d+\)")
_INDEXED = lazy(r"(?:^|[^\w-])[a-zA-Z]$")
_ODD_GLUE = lazy(r"(?:(?:^|\W)\w{1,2}|\d)$")


def follows_authors(text: str, start: int) -> bool:
    """Whether "et al." stands right before a bracket: Hall et al. (12)."""
    return _OF_AUTHORS.search(text, max(0, start - 5), start) is not None


def names_equation(text: str, start: int) -> bool:
    """Whether the words before a bracket say that it names an equation: Eq. (10)."""
    return _EQUATION_NAMED.search(text, max(0, start - 12), start) is not None


def behind_et_al(bracket: Bracket) -> bool:
    """As in "Hall et al. (12)": nothing but a citation follows authors."""
    return follows_authors(bracket.text, bracket.start)


def part_of_document(bracket: Bracket) -> bool:
    """As in "Figure (3)", "steps (6)": a number behind a noun for parts of this document, if it is capital or the number is low.

    In square brackets only behind a capital: "in several steps [6]" cites.
    """
    named = _NAMED.search(bracket.before)
    return named is not None and (
        named[0][0].isupper()
        or (not bracket.square and bracket.numbers.isdigit() and int(bracket.numbers) <= _MOST_EQUATIONS)
    )


def acidity(bracket: Bracket) -> bool:
    """As in "at high pH (10)", "pH (4–7)": numbers that pH can have."""
    return _ACIDITY.search(bracket.before) is not None and all(
        int(number) <= _MOST_PH for number in _PLAIN_NUMBER.findall(bracket.numbers)
    )


def number_in_words(bracket: Bracket) -> bool:
    """As in "eight (8) rats", "twenty-one (21)": the number once more in digits."""
    word = _LAST_WORD.search(bracket.before)
    return word is not None and bracket.numbers == in_digits(word[0])


def in_row_of_brackets(bracket: Bracket) -> bool:
    """As in "(5), (6), (7)": all in brackets are citations side by side."""
    return bracket.before.rstrip()[-2:-1] == ")" and bracket.after[2:3] == "(" and in_row_of_numbers(bracket)


def in_row_of_numbers(bracket: Bracket) -> bool:
    """As in "2, 3, (6), (7), 11": codes of strains and positions, some set in brackets for a reason of their own."""
    return bool(_BEHIND_NUMBER.search(bracket.before) and _BEFORE_NUMBER.match(bracket.after))


def has_unit(bracket: Bracket) -> bool:
    """As in "(1–4) mL", "(3) days": a unit follows."""
    return _MEASURED.match(bracket.after) is not None


def step_of_scale(bracket: Bracket) -> bool:
    """As in "from (1) very pale to (7) very dark": the ends of a scale, each with its name behind."""
    if not bracket.text[bracket.end + 1 : bracket.end + 2].isalpha():
        return False
    begins = _SCALE_BEGINS.search(bracket.text, max(0, bracket.start - 6), bracket.start) and _SCALE_GOES_ON.match(
        bracket.text, bracket.end
    )
    return bool(begins or _SCALE_ENDS.search(bracket.text, max(0, bracket.start - _SCALE_BACK), bracket.start))


def ends_of_scale(bracket: Bracket) -> bool:
    """As in "ranges from [1] to [20]", "from never (1) to always (5)": the ends of a scale that begins at 1."""
    text, start, back = bracket.text, bracket.start, max(0, bracket.start - _SCALE_BACK)
    if bracket.numbers in {"0", "1"}:
        plain = _SCALE_BEGINS.search(text, max(0, start - 6), start) and _ENDS_MEET.match(text, bracket.end)
        named = _NAMED_END.search(text, back, start) and _NAMED_END_FOLLOWS.match(text, bracket.end)
        return bool(plain or named)
    return bool(_END_MET.search(text, back, start) or _NAMED_END_BEFORE.search(text, back, start))


def extreme_number(bracket: Bracket) -> bool:
    """As in "the highest number of genes (5) was": how many they were. At the end of a sentence it is rather who says so."""
    return tells_extreme(bracket.text, bracket.start) and not _CLOSES.match(bracket.after)


def formula_follows(bracket: Bracket) -> bool:
    """As in "as defined by (3): a = b", "by (2) and (3):": the colon announces the formula that is meant."""
    return bool(_FORMULA_FOLLOWS.match(bracket.after) and _LEADS_TO_FORMULA.search(bracket.before))


def kind_of_equation(bracket: Bracket) -> bool:
    """As in "the model (5) holds", in a block that speaks of "Eq. (4)", too: equations are called what they are."""
    return bool(_EQUATION_WORD.search(bracket.before) and _EQUATION.search(bracket.text))


def row_of_data(bracket: Bracket) -> bool:
    """As in "3 (87), 6 (62) and 9 (50)": quantities, each with another in parentheses."""
    return bool(
        _ENDS_IN_QUANTITY.search(bracket.before)
        and (_DATA_BEFORE.search(bracket.before) or _DATA_AFTER.match(bracket.after))
    )


def note_to_table(bracket: Bracket) -> bool:
    """As in "b(29)", the whole of a block: a note to a table that says from where a value is."""
    return bracket.start <= 1 and len(bracket.text) - bracket.end <= 1


def glued_oddly(bracket: Bracket) -> bool:
    """As in "f(2)", "P450(3)": right behind a digit or a word of one or two letters it is an argument or part of a name."""
    return _ODD_GLUE.search(bracket.before) is not None


def index_of_array(bracket: Bracket) -> bool:
    """As in "x[3]": right behind a letter alone."""
    return _INDEXED.search(bracket.before) is not None


def hyphenated(bracket: Bracket) -> bool:
    """As in "(11)-slice", "α-(4)": part of a word."""
    return bracket.before[-1:] == "-" or bracket.after[:1] in {"-", "\u2010", "\u2011"}


LOOK_ALIKES: tuple[Rule[Bracket], ...] = (
    Rule(Verdict.CITES, behind_et_al),
    Rule(Verdict.DOUBTFUL, part_of_document),
    Rule(Verdict.DOUBTFUL, acidity),
    Rule(Verdict.DOUBTFUL, number_in_words),
    Rule(Verdict.REFUSED, beside_count),
    Rule(Verdict.DOUBTFUL, interval_of_quantity),
    Rule(Verdict.DOUBTFUL, names_interval),
    Rule(Verdict.DOUBTFUL, deviation),
    Rule(Verdict.CITES, in_row_of_brackets),
    Rule(Verdict.DOUBTFUL, in_row_of_numbers),
    Rule(Verdict.DOUBTFUL, has_unit),
    Rule(Verdict.DOUBTFUL, step_of_scale),
    Rule(Verdict.DOUBTFUL, ends_of_scale),
    Rule(Verdict.DOUBTFUL, extreme_number),
    Rule(Verdict.DOUBTFUL, formula_follows),
    Rule(Verdict.DOUBTFUL, kind_of_equation),
    Rule(Verdict.DOUBTFUL, row_of_data),
    Rule(Verdict.CITES, note_to_table),
    Rule(Verdict.DOUBTFUL, glued_oddly),
    Rule(Verdict.DOUBTFUL, hyphenated),
)
"""What a number in parentheses may name or count."""
SQUARE_LOOK_ALIKES: tuple[Rule[Bracket], ...] = (
    Rule(Verdict.CITES, behind_et_al),
    Rule(Verdict.DOUBTFUL, part_of_document),
    Rule(Verdict.DOUBTFUL, interval_of_quantity),
    Rule(Verdict.DOUBTFUL, names_interval),
    Rule(Verdict.DOUBTFUL, names_vector),
    Rule(Verdict.DOUBTFUL, ends_of_scale),
    Rule(Verdict.CITES, note_to_table),
    Rule(Verdict.DOUBTFUL, index_of_array),
)
"""What numbers in square brackets may name; they seldom count."""


def tells_extreme(text: str, start: int) -> bool:
    """Whether the words before a bracket tell of a highest number or the like: the highest number of genes (12)."""
    return _EXTREME.search(text, max(0, start - _FAR_BACK), start) is not None
