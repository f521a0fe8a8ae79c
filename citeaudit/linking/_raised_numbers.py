"""What a raised number looks like and is not: powers, squares, isotopes, ordinals.

Rules as those of `_lookalikes`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from citeaudit.linking._judgement import Rule, Verdict
from citeaudit.text.patterns import lazy

_DASH = "\u2010\u2011\u2012\u2013\u2014\u2212-"
_UNIT = lazy(r"(?:^|[\s\d/·(])(?:[kcmdnµμ]?m|km|kg|s|h|hr|ft|in|yr|R|r|χ|[xynpzI])$")
_LONE_LETTER = lazy(r"(?:^|[\s\d/·(±])[^\W\d_]$")
_POWER = lazy(rf"(?<![\w.])10$|(?<![\w.{_DASH}])(?:2|e)$")
_STOPS = frozenset('.,;:!?)]”"’')
_VARIABLE = lazy(r"[\s(±+=×*][b-zα-ω]$")
_WHOLE_NUMBER = lazy(rf"(?<![\w.,:/{_DASH}])\d+$")
_YEAR = lazy(r"(?:1[5-9]|20)\d\d")
_TERM = lazy(r"\([^()]*[+×*\u2212][^()]*\)$|\b(?:sin|cos|tan|log|ln|exp)$")
_SYMBOL = lazy(
    r"""(?<![\w-])(?:
        H | He | Li | Be | B | C | N | O | F | Ne | Na | Mg | Al | Si | P | S | Cl | K | Ca | Cr | Mn | Fe | Co | Ni | Cu | Zn | Ga | Ge | Se | Br | Kr
      | Rb | Sr | Y | Zr | Mo | Tc | Ru | Pd | Ag | Cd | Sn | Sb | Te | I | Xe | Cs | Ba | Gd | Sm | Lu | Re | Ir | Pt | Au | Hg | Tl | Pb | Bi | Ra | Th | U | Pu
    )$""",
    re.VERBOSE,
)
_LETTERED = lazy(
    r"\b(?:vitamins?|hepatitis|influenza|types?|groups?|factors?|class|proteins?|grade|stage|panel|part|appendix|strains?|serotypes?|genotypes?|coenzyme|cyclosporine?|cytochrome|complex|World\sWar|phase|level)\s\w+$",
    re.IGNORECASE,
)
_PLAIN_PLACE = lazy(rf"(?:[^\W\d_A-Z]{{2}}|[.,:;!?%)\]”\"’]|\b(?:1[5-9]|20)\d\d|[^\W\d_][{_DASH}]\d+)$")
_BEFORE_ISOTOPE = lazy(r"(?:^|[\s(\[/,‐-―-])$")


@dataclass(frozen=True, slots=True)
class Raised:
    """Raised numbers, with the text before them (not empty) and the character behind them ("" at the end)."""

    before: str
    after: str
    numbers: str


def isotope(raised: Raised) -> bool:
    """As in "^90^Y", "5^th^ 2^nd^", "a^12^C": a letter follows; "died.^2^Candida" ended a sentence and cites."""
    return raised.after.isalpha() and bool(
        _BEFORE_ISOTOPE.search(raised.before) or not (raised.after.isupper() or raised.before[-1] in _STOPS)
    )


def squared(raised: Raised) -> bool:
    """As in "3 m^2^", "R^2^", "y^3^": a square or a cube of a unit or of a variable."""
    return raised.numbers in {"2", "3"} and bool(_UNIT.search(raised.before) or _LONE_LETTER.search(raised.before))


def power(raised: Raised) -> bool:
    """As in "10^6^", "2^10^", "e^4^": a power of what powers are taken of."""
    return _POWER.search(raised.before) is not None


def power_of_variable(raised: Raised) -> bool:
    """As in "x^2^ + y^14^", "α^4^": a small or Greek letter alone."""
    return raised.numbers.isdigit() and _VARIABLE.search(raised.before) is not None


def power_of_number(raised: Raised) -> bool:
    """As in "the 5^13^ states": a whole number alone that is no year; "COVID-19^10^" names something."""
    number = _WHOLE_NUMBER.search(raised.before)
    return raised.numbers.isdigit() and number is not None and not _YEAR.fullmatch(number[0])


def power_of_term(raised: Raised) -> bool:
    """As in "(a + b)^3^", "sin^2^": a sum in brackets, or a function."""
    return raised.numbers.isdigit() and _TERM.search(raised.before) is not None


def behind_symbol(raised: Raised) -> bool:
    """As in "P^32^", "Tc^99^", "Fe^3^": an isotope or a charge behind the symbol of an element; not in "vitamin C^14^"."""
    return (
        raised.numbers.isdigit() and _SYMBOL.search(raised.before) is not None and not _LETTERED.search(raised.before)
    )


RAISED_LOOK_ALIKES: tuple[Rule[Raised], ...] = (
    Rule(Verdict.DOUBTFUL, isotope),
    Rule(Verdict.DOUBTFUL, squared),
    Rule(Verdict.DOUBTFUL, power),
    Rule(Verdict.DOUBTFUL, power_of_variable),
    Rule(Verdict.DOUBTFUL, power_of_number),
    Rule(Verdict.DOUBTFUL, power_of_term),
    Rule(Verdict.DOUBTFUL, behind_symbol),
)
"""What a raised number may be beside a citation."""


def stands_plainly(before: str) -> bool:
    """Whether a raised number stands where nothing but citations stand: behind a word, a stop, a year, with a space or without.

    >>> [stands_plainly(before) for before in ("so.", "naps", "naps ", "in 2015", "COVID-19", "GF", "y", "10", "P")]
    [True, True, True, True, True, False, False, False, False]
    """
    return _PLAIN_PLACE.search(before.rstrip()) is not None
