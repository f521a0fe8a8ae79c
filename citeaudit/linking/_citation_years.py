"""Years as citations print them: "2015", "2016a, b", "1899/1990", "in press", "n.d."."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from citeaudit.text.patterns import lazy

_DASH = "\u2010\u2011\u2012\u2013\u2014-"
YEAR = r"(?:1[5-9]|20)\d\d"
_LETTER = r"(?-i:[a-z])(?![^\W_])"
_AND = r"(?:and|und|y|e|et|и)"
_LETTERS = rf"\s?{_LETTER}(?:\s?(?:[,;&{_DASH}]|,?\s{_AND}\s)\s?{_LETTER})*|(?-i:[a-z]{{2,3}})(?![^\W_])"
_NO_YEAR = r"""
    in\s+press | in\s+print | im\s+Druck | im\s+Erscheinen | en\s+prensa | no\s+prelo | sous\s+presse | in\s+stampa | в\s+печати
    | in\s+preparation | in\s+prep\. | submitted | forthcoming | under\s+review | accepted
    | n\.\s?d\. | no\s+date | s\.\s?f\. | s\.\s?d\. | o\.\s?J\. | undated | sin\s+fecha | sem\s+data | б\.\s?г\. | (?<=,\s)nd
"""
_TOKEN = lazy(
    rf"""
    (?<![$£€\#\w/{_DASH}])(?<!\d[.,:])              # no price, no part of a number
    (?:\[(?P<before>{YEAR})\]\s?)?(?P<year>{YEAR})
    (?: (?P<letters>{_LETTERS})
      | \s?[/{_DASH}]\s?(?P<second>{YEAR}|\d\d(?!\d))
      | \s?\[(?P<original>{YEAR})\]
    )?
    (?![\w%°]|[.,:]\d)
    | \b(?P<status>{_NO_YEAR})(?![^\W_])
    """,
    re.IGNORECASE | re.VERBOSE,
)
_PAGE_BEFORE = lazy(r"\bpp?\.?\s?$", re.IGNORECASE)
PAGES = lazy(
    rf"""
    [\s,:;]*
    (?: \b(?:
            pp? | pages? | S | chap(?:ter)?s? | ch | figs? | figures? | tables? | tab | sect? | sections? | vol | no | nos | para | paras
            | line | lines | footnote | n | note | supplement | suppl | appendix | box | eqs? | theorem | Kap | Abb
        )\b\.?\s?
      | §+\s?
      | ¶+\s?
      | :\s?
    )
    [A-Z]?\d+[a-z]?
    (?:\s?[,{_DASH}]\s?\d+[a-z]?(?!\d))*           # further pages
    (?:\s?ff?\b\.?)?
    """,
    re.IGNORECASE | re.VERBOSE,
)
"""A note on pages or figures, behind a year: "2015, pp. 4–9", "2015: 23", "2015, Fig. 2"."""


_MAY_BE_OUT = (
    "in press",
    "in print",
    "im ",
    "en prensa",
    "no prelo",
    "sous presse",
    "in stampa",
    "в печати",
    "forthcoming",
    "accepted",
)


def may_be_out(status: str) -> bool:
    """Whether words in place of a year tell of a work that may have come out since.

    >>> may_be_out("in  press"), may_be_out("n.d."), may_be_out("in preparation")
    (True, False, False)
    """
    return " ".join(status.lower().split()).startswith(_MAY_BE_OUT)


@dataclass(frozen=True, slots=True)
class Token:
    """A year in the text, or what stands for one.

    `years` has the years, () where words stand in their place ("in press"); `letters` those behind it, ranges filled up;
    `end` is behind both. `is_range` is true for "1990–2000".
    """

    start: int
    end: int
    years: tuple[int, ...] = ()
    letters: tuple[str, ...] = ()
    status: str = ""
    is_range: bool = False

    def printed(self, letter: str) -> str:
        """The year with one of its letters, or the words in its place."""
        return self.status or "/".join(map(str, self.years)) + letter


def tokens(text: str) -> Iterator[Token]:
    """The years of a text, in order, without those that are pages.

    Example:
        >>> [(t.years, t.letters, t.status) for t in tokens("(Smith, 2016a–c; 1899/1990; in press), p. 2001")]
        [((2016,), ('a', 'b', 'c'), ''), ((1899, 1990), (), ''), ((), (), 'in press')]

    """
    for match in _TOKEN.finditer(text):
        if _PAGE_BEFORE.search(text, max(0, match.start() - 5), match.start()):
            continue
        if match["status"]:
            yield Token(match.start(), match.end(), status=match["status"])
            continue
        end, years = match.end(), [int(match["year"])]
        if second := match["second"] or match["original"] or match["before"]:
            years.append(int(second) if len(second) == 4 else int(match["year"][:2] + second))
        letters = _expanded(match["letters"] or "")
        if letters is None:  # "2015 a sample of"
            letters, end = (), match.end("year")
        is_range = len(years) > 1 and not any(mark in match[0] for mark in "/[")
        yield Token(match.start(), end, tuple(years), letters, is_range=is_range)


def _expanded(letters: str) -> tuple[str, ...] | None:
    """The letters of "a, b", "a–c" or "ab", each once; None where the letter is a word ("2015 a trial")."""
    found: list[str] = []
    dash = False
    for character in re.sub(rf"(?<![,;&{_DASH}])\s{_AND}(?=\s)|\sand(?=\s)|\s+", "", letters):
        if not character.isalpha():
            dash = character in _DASH
            continue
        if dash and found and found[-1] < character:
            found += [chr(code) for code in range(ord(found[-1]) + 1, ord(character))]
        found.append(character)
        dash = False
    if letters[:1].isspace() and len(found) == 1:
        return None
    return tuple(dict.fromkeys(found))
