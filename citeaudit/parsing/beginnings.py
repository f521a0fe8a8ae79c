"""How the beginning of a reference looks, and how the line before it ends.

Each line of a list is described by a handful of traits; each trait speaks for or against a new reference beginning
there. What no single line can tell is learned from the list itself by `likelihoods`: whether its references begin at the
margin or indented, each in a paragraph of its own or in the middle of one, behind lines that were broken off early.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from math import exp, log

from citeaudit.parsing.dates import YEAR
from citeaudit.text.folding import fold
from citeaudit.text.patterns import lazy

_OPEN_WORD = lazy(
    r"""
    (?:^|[\s(])
    (?: and | of | the | in | for | with | a | an | on | by | to | from | at | as | or | vs
      | und | der | die | das | et | de | la | le | les | des | von | y | e | & | pp? | vol | no | in: | eds?\.,
    )\.?$
    """,
    re.IGNORECASE | re.VERBOSE,
)
_ADDRESS_AT_END = lazy(r"(?:10\.\d{4,9}/\S+|https?://\S+|www\.\S+)$")
_NUMBERS_AT_END = lazy(
    r"""
    (?: \d[-–—]\s?[A-Za-z]?\d+                   # 12-19
      | [(,;:\s](?:1[5-9]|20)\d\d[a-z]?\)?       # (2015a)
      | :\s?[A-Za-z]*\d+ | \bpp?\.\s?\d+ | \bin\ press
    )[.)\]]*$
    """,
    re.IGNORECASE | re.VERBOSE,
)
_PARTICLE = (
    r"(?:(?:van|von|vom|de|del|della|di|da|dos|das|du|le|la|el|al|ten|ter|den|der|zu|zur|bin|ibn|st\.?|d[’']|o[’'])"
    r"[ -]?){0,3}"
)
_CAPITAL = r"[^\W\d_a-z]"
_FAMILY = rf"{_PARTICLE}{_CAPITAL}[\w’'´`\-]*(?:[ -]{_CAPITAL}[\w’'\-]+){{0,2}}"
_BEGINNINGS = {
    "family and initials": lazy(  # Smith AB | Smith, A. B.
        rf"{_FAMILY},?\s+(?:{_CAPITAL}\.?[ -]?){{1,4}}(?:Jr\b\.?|[IV]+\b)?(?=[,.;:&(\s]|$)"
    ),
    "initials and family": lazy(  # A. B. Smith,
        rf"(?:{_CAPITAL}\.[ -]?){{1,4}}\s*{_FAMILY}\s*(?:,|;|:|\band\b|&|\.|\(|\bet al)"
    ),
    "family and given name": lazy(  # Smith, Anna,
        rf"{_FAMILY},\s+{_CAPITAL}[\w’'\-]+(?:\s{_CAPITAL}[\w.]*)?\s*(?:,|;|\.|\(|\band\b|&)"
    ),
    "family and others": lazy(rf"{_FAMILY},?\s+(?:et al\b|\(?(?:1[5-9]|20)\d\d[a-z]?\)?[.,:;)])"),
    "group": lazy(  # The World Health Organization
        r"""
        (?:[A-Z][\w&.’'\-]*\s+(?:of\s+|for\s+|on\s+|and\s+|the\s+)*){1,8}?
        (?: Group | Consortium | Committee | Association | Society | Organi[sz]ation | Collaborat\w+ | Network | Team
          | Institute | Agency | Ministry | Department | Commission | Council | Bank
        )\b
        """,
        re.VERBOSE,
    ),
    "same author": lazy(r"[—–_―\-]{2,}[.,:;]?|―|—\s?[.,]|(?:ibid|idem)\b", re.IGNORECASE),
}
_QUOTES = "\"'“”‘«„»"
"""Marks that open or close a title in quotation marks, in the languages of Europe."""

_OPENINGS: Mapping[str, Callable[[str], object]] = {
    "begins small": str.islower,  # of memory
    "begins digit": str.isdigit,  # 2015;3:1-9
    "begins capital": str.isalpha,  # Memory
    "begins quote": lambda first: first in _QUOTES,  # “Sleep
    "begins otherwise": lambda first: True,
}
"""What the first character of a line without authors tells; the first that fits."""
_ENDINGS: Mapping[str, Callable[[str], object]] = {
    "after address": _ADDRESS_AT_END.search,  # doi:10.5555/ab.12
    "after numbers": lambda line: line[-1:] in ".)]" and _NUMBERS_AT_END.search(line),  # 2015;3:1-9.
    "after numbers, no stop": _NUMBERS_AT_END.search,  # 2015;3:1-9
    "after comma": lambda line: line[-1:] in ",;&",  # Hall A, or nothing
    "after opening": lambda line: line[-1:] in ":-–(/" or _OPEN_WORD.search(line),  # Sleep and
    "after stop": lambda line: line[-1:] in f".?!{_QUOTES}",  # J Sleep.
    "after bracket": lambda line: line[-1:] in ")]>",  # (Baltimore)
    "after digit": lambda line: line[-1:].isdigit(),  # J Sleep 3
    "after word": lambda line: True,
}
"""How the line before ends, marks of emphasis and white space aside; the first that fits."""

# Logarithms of likelihood ratios, above 0 where the trait speaks for a beginning. Fitted by logistic regression
# (`python -m tests.tools.fit_beginnings`) to 76,867 lines of lists that print references of openly licensed articles (Europe
# PMC) in eight styles, wrapped at 60 to 100 columns, cut in two or whole. Set by judgement where such lists have too few
# cases: "begins same author", "begins particle", "after comma" and "after word".
_WEIGHTS = {
    "begins family and initials": 3.8,
    "begins initials and family": 2.0,
    "begins family and given name": -0.1,
    "begins family and others": -0.2,  # a journal and its year look the same
    "begins group": 0.5,
    "begins same author": 3.0,
    "begins particle": 0.0,
    "begins capital": -2.2,
    "begins small": -4.0,
    "begins digit": -0.9,
    "begins quote": 0.0,
    "begins otherwise": -0.8,
    "after address": 3.1,
    "after numbers": 2.7,
    "after numbers, no stop": -0.2,
    "after digit": -0.2,
    "after stop": 0.1,
    "after bracket": 0.0,
    "after word": -2.1,
    "after opening": -2.0,
    "after comma": -5.0,
    "year before": 0.5,
    "no year before": -2.4,
    "year within": -0.7,
    "no year within": -1.2,
}

_KINDS: dict[str | bool, float] = {"item": 0.995, "paragraph": 0.75, "line": 0.25}
"""The share of beginnings expected among the lines of a kind, before the list itself has been looked at."""
_WHOLE: dict[str | bool, float] = {"item": 0.0, "paragraph": 0.25, "line": 1.0}
"""How much a missing year says: an item of a list begins a reference even without one."""
_SURE = 12.0
"""Logarithm of the odds of what is certain; six in a million are nothing to what else is weighed."""
_ROUNDS = 4
"""Rounds of expectation and maximisation: the fourth changes the odds of no line by much."""
_PRIOR_LINES = 1.0
"""Lines that what is expected of a place counts for, against those that are there."""
_PRIOR_TRAITS = 8.0
"""Beginnings that the fitted weights of traits count for, against those of the list."""
_SHARE = 0.1
"""The share of lines that have one trait of a group: each group has about ten."""
_MOST_MOVED = 1.5
"""The furthest a list may move the weight of a trait from the fitted one."""
_LIKELY = 0.5
"""The chance above which a line is taken for a beginning while whole references are looked at."""
_CERTAIN = 0.9
"""The chance above which a line counts as a beginning while the alphabet is looked at."""
_FEWEST_SORTED = 6
"""Pairs of sure beginnings that must be in order: fewer are in order by chance."""
_SORTED = 0.85
"""The share of pairs in order in a list that is sorted by its authors; particles and accents put some out of order."""
_DATED = 0.5
"""Evidence for a beginning that leaves a year to the reference before it and has one itself."""
_UNDATED = -2.0
"""Evidence against one that leaves either without."""
_IN_ORDER = 1.2
"""Evidence for a beginning that stands where the alphabet has it: a third of other lines do, too."""
_OUT_OF_ORDER = -2.5
"""Evidence against one that does not."""
_KEY_LETTERS = 4
"""Letters of the first family name that are compared: enough to tell whether a list is sorted."""
_FAMILY_WITHIN = 60
"""Characters of a line in which the first family name is."""
_INITIALS = lazy(rf"\W*(?:{_CAPITAL}\.[ -]?){{1,4}}\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of a list that may begin a reference.

    `place` says what kind of line it is in the layout: lines of one place are judged together.
    """

    text: str
    before: str
    place: tuple[str | bool, ...]


def looks_like_authors(text: str) -> bool:
    """Whether a text begins as lists of authors do.

    >>> [looks_like_authors(x) for x in ("Hall A, Berg C.", "A. Hall, C. Berg", "Hall, Anna.", "In 2015 we found")]
    [True, True, True, False]
    """
    return any(pattern.match(text) for pattern in _BEGINNINGS.values())


def traits(text: str, before: str) -> Iterator[str]:
    """What of the line `text` and the line `before` it tells whether a reference begins."""
    named = next((name for name, pattern in _BEGINNINGS.items() if pattern.match(text)), "")
    first = text[:1]
    if named:
        yield f"begins {named}"
        if first.islower():
            yield "begins particle"
    else:
        yield next(name for name, fits in _OPENINGS.items() if fits(first))
    bare = before.rstrip("*_ \t")
    yield next(name for name, fits in _ENDINGS.items() if fits(bare))
    yield "year before" if YEAR.search(before) else "no year before"
    yield "year within" if YEAR.search(text) else "no year within"


def evidence(text: str, before: str) -> float:
    """The logarithm of the odds, by its traits alone, that a reference begins with `text`."""
    return sum(_WEIGHTS[trait] for trait in traits(text, before))


def likelihoods(lines: Sequence[Line], certain: Sequence[bool | None]) -> list[float]:
    """How likely each line begins a reference, from its traits and from how lines of its place behave in this list.

    Expectation and maximisation: the traits give first odds; from these follows how often a line of each place is a
    beginning, which corrects the odds, and so on. The first line begins the first reference.

    Args:
        lines: The lines of the list, in order.
        certain: For each line True or False where it is known whether it begins a reference, None where not.

    Returns:
        The logarithm of the odds for each line, same order; above 0 where a beginning is the likelier.

    """
    described = [tuple(traits(line.text, line.before)) for line in lines]
    known = {True: _SURE, False: -_SURE}
    odds = [
        known[sure] if sure is not None else sum(_WEIGHTS[trait] for trait in own) + _logit(_KINDS[line.place[0]])
        for own, sure, line in zip(described, certain, lines, strict=True)
    ]
    for _ in range(_ROUNDS):
        chances = [1 / (1 + exp(-max(-_SURE, min(_SURE, o)))) for o in odds]
        rates = _rates(lines, chances)
        weights = _weights(described, chances)
        order = _order(lines, chances)
        whole = _wholeness(lines, described, chances)
        odds = [
            known[sure]
            if sure is not None
            else sum(weights[trait] for trait in own) + _logit(rates[line.place]) + alphabet + dated
            for own, sure, line, alphabet, dated in zip(described, certain, lines, order, whole, strict=True)
        ]
    return odds


def _logit(chance: float) -> float:
    return log(chance / (1 - chance))


def _weights(described: Sequence[tuple[str, ...]], chances: Sequence[float]) -> dict[str, float]:
    """The weights of traits as this list bears them out: all its references may begin and end the same way."""
    begins: dict[str, float] = dict.fromkeys(_WEIGHTS, 0.0)
    seen: dict[str, int] = dict.fromkeys(_WEIGHTS, 0)
    for own, chance in zip(described, chances, strict=True):
        for trait in own:
            begins[trait] += chance
            seen[trait] += 1
    all_begin = sum(chances)
    all_continue = len(chances) - all_begin
    weights = {}
    for trait, weight in _WEIGHTS.items():
        prior = _PRIOR_TRAITS * 2 * _SHARE / (1 + exp(-weight))
        begin = (begins[trait] + prior) / (all_begin + _PRIOR_TRAITS)
        continued = (seen[trait] - begins[trait] + prior * exp(-weight)) / (all_continue + _PRIOR_TRAITS)
        weights[trait] = max(weight - _MOST_MOVED, min(weight + _MOST_MOVED, log(begin / continued)))
    return weights


def _rates(lines: Sequence[Line], chances: Sequence[float]) -> dict[tuple[str | bool, ...], float]:
    """The share of beginnings among the lines of each place, drawn to that of the wider place where lines are few."""
    counts: dict[tuple[str | bool, ...], list[float]] = {}
    for line, chance in zip(lines, chances, strict=True):
        for place in _ancestry(line.place):
            count = counts.setdefault(place, [0.0, 0.0])
            count[0] += chance
            count[1] += 1
    rates = {}
    for place in counts:
        rate = _KINDS[place[0]]
        for wider in _ancestry(place):
            begins, seen = counts[wider]
            rate = (begins + _PRIOR_LINES * rate) / (seen + _PRIOR_LINES)
        rates[place] = rate
    return rates


def _ancestry(place: tuple[str | bool, ...]) -> list[tuple[str | bool, ...]]:
    return [place[:end] for end in range(1, len(place) + 1)]


def _wholeness(lines: Sequence[Line], described: Sequence[tuple[str, ...]], chances: Sequence[float]) -> list[float]:
    """Evidence from whole references: what ends before a line and what begins with it have a year each."""
    years = list(accumulate(("year within" in own for own in described), initial=0))
    likely = [at for at, chance in enumerate(chances) if chance > _LIKELY or at == 0]
    weights = []
    begun = 0
    for at, following in enumerate(_next_sure(likely, len(described))):
        behind = years[len(described) if following is None else following] - years[at]
        weight = _DATED if years[at] > years[begun] and behind else _UNDATED
        weights.append(weight * _WHOLE[lines[at].place[0]])
        if chances[at] > _LIKELY:
            begun = at
    return weights


def _order(lines: Sequence[Line], chances: Sequence[float]) -> list[float]:
    """Evidence from the alphabet: in a sorted list a beginning stands between its neighbours."""
    keys = [_key(line.text) for line in lines]
    sure = [at for at, chance in enumerate(chances) if chance > _CERTAIN]
    pairs = list(pairwise(sure))
    rising = sum(keys[a] <= keys[b] for a, b in pairs)
    if len(pairs) < _FEWEST_SORTED or rising < _SORTED * len(pairs):
        return [0.0] * len(lines)
    weights = [0.0] * len(lines)
    below = -1
    for at, following in enumerate(_next_sure(sure, len(lines))):
        low = keys[below] if below >= 0 else ""
        high = keys[following] if following is not None else "\uffff"
        if low <= high:
            weights[at] = _IN_ORDER if low <= keys[at] <= high else _OUT_OF_ORDER
        if chances[at] > _CERTAIN:
            below = at
    return weights


def _next_sure(sure: Sequence[int], count: int) -> Iterator[int | None]:
    """For each of `count` places the first place of `sure` (ascending) behind it."""
    waiting = iter(sure)
    following = next(waiting, None)
    for at in range(count):
        while following is not None and following <= at:
            following = next(waiting, None)
        yield following


def _key(text: str) -> str:
    """What a list is sorted by: the first family name."""
    return fold(_INITIALS.sub("", text[:_FAMILY_WITHIN]))[:_KEY_LETTERS]
