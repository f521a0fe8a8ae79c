"""DOIs in a reference string, whole and alone.

The syntax allows nearly any character in a DOI, so its end has to be judged: the sentence's punctuation, a bracket that
nothing opened, an HTML tag and a word glued on end it. White space ends it too, unless what stands before cannot be the
whole ("10.1016/j. memsci.2011.11.020") or only both sides together have the shape the registrant gives its DOIs.

Source: DOI Handbook, 2.2 (syntax); Crossref, "Constructing your DOIs" and its account of SICI suffixes; RFC 3986,
2.1 (percent escapes).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from itertools import chain
from typing import NamedTuple

from citeaudit.text.patterns import lazy
from citeaudit.text.wordlists import word_list

NOT_INSIDE = '\\s"“”„«»`|—\u2e80-\ud7ff\uf900-\ufaff\uff00-\uffef'
"""Inside of a character class: what no DOI or address holds as printed, Chinese, Japanese and Korean among it."""

TRAILING = ".,;:'’‘*_!?…†‡&/\\"
"""What at the end is the sentence's or the markup's."""

_SCHEME = r"https?\s?:\s?/\s?/\s?"
_PREFIX = lazy(r"10\s?\.\s?(?P<registrant>\d(?:\s?\d){3,8}(?:\.\d+)*)\s?/")
_SPACED_PREFIX = lazy(r"10\.\s\d+/[A-Za-z(]")
_SHORT = lazy(r"(?<=doi\.org/)10/[a-z0-9]{3,10}(?![\w./])", re.IGNORECASE)
_LEAD = lazy(
    rf"""(?:
      (?<![^\W\d_])(?:(?:info|urn)\s?:\s?)?(?:doi|digital\ object\ identifier)(?:\s?(?:number|no\.?|id)|\s?\(doi\))?
        (?:\s?[:=/\#.,]{{1,2}})?\s?
    | {_SCHEME}(?=10\.) | (?:{_SCHEME})?(?:(?:dx|www)\s?\.\s?)?doi(?:\s?[.-]\s?\w+)+\s?/\s?
    )+ \Z""",
    re.IGNORECASE | re.VERBOSE,
)
_LONGEST_LEAD = 80
"""Characters before a DOI in which the words and the address are that lead to it."""
_SUFFIX = lazy(rf"[^{NOT_INSIDE}]+")
_NEXT = lazy(rf"\s+([^{NOT_INSIDE}]+)")
_MARK_BEHIND = lazy(r"\s?\[doi\]", re.IGNORECASE)
_PERCENT = lazy(r"%(?:25)*([2-7][0-9A-Fa-f])")
_DASHES = {ord(dash): "-" for dash in "\u2010\u2011\u2012\u2013\u2212"}
"""Hyphens and dashes that typesetters put for the hyphen, the only one that DOIs have."""
_CLOSING = {")": "(", "]": "[", "}": "{", ">": "<"}
"""The partner of each closing bracket."""
_OPENING = ("", "(", "[", "{", "<")
"""What follows where a suffix was not cut for a bracket too many: nothing, or one that is still open."""
_BRACKET = lazy(r"[()\[\]{}<>]")
_GLUED = lazy(
    r"""
      </?[A-Za-z][\w-]*(?::[A-Za-z][\w-]*)?(?:\s|/?>|\Z)  # an HTML tag
    | \[(?=[A-Za-z]|\d{4}\.\d{4})                           # [Google Scholar], [arXiv:…]
    | [.,;:]*(?:PMC?ID|Pub\s?[Mm]ed|PMC(?=\d|\Z)|Cross[Rr]ef|Google|Epub|eCollection|Medline|MEDLINE|WOS:|IS[SB]N|https?:)
    | [.,;:]+(?i:url(?:https?)?|pmc?id|arxiv|doi|available|accessed|retrieved)(?![A-Za-z])
    | [.,;:]+[a-z]+(?:-[a-z]+)?/(?:9[1-9]|0[0-7])\d{5}\b    # ",hep-th/0603001"
    | (?<=\d)\.[A-Z][a-z]{2,}[.,;]?\Z                       # "…2019.01.002.Retrieved"
    | (?<=[^/])/(?:abstract|epdf|full|fulltext|pdf)(?=\Z|[/?.,;)])  # a page of the publisher's site
    | [?&\#](?=\w+=)|\#(?=[A-Za-z])|\.pdf\Z                # the query, fragment, file of an address
    """,
    re.VERBOSE,
)
_UNFINISHED = lazy(r"|.*[-/_(<=]|\D*\.", re.DOTALL)
_GOING_ON = lazy(r"(?=[^;]*\d)[A-Za-z\d(.][^;]*")
_STUCK = lazy(r"[.\-/](?!(?:1[5-9]|20)\d\d\b)(?=[\w.\-/]*\d)[a-z\d]")  # no sentence has a space before ".19"
_SENTENCE_ENDS = (".", ",", ";", ":")
"""Behind these a space is the sentence's, not one that broke the DOI."""
_PART = lazy(r"[A-Za-z]+[.\-/]")
_OTHER_NUMBER = lazy(r"(?:1[5-9]|20)\d\d\D*|\d{1,3}(?:st|nd|rd|th)?\W*|\d+\s?[-–:]\s?\d+\W*|pp?\.?\d.*")
_BARE_YEAR = lazy(r"(?:1[5-9]|20)\d\d")
_MOST_BREAKS = 5
"""White spaces within one DOI; real ones have three, and a sentence must not be eaten word by word."""
_SHORTEST_GLUED = 5
"""Characters of a suffix behind a prefix that is glued to a number: "12:1–18.10.1007/s00018-008-8588-y", not "810.2014/15"."""
_SHORTEST_PIECE = 3
"""Characters of a piece that is not number of a volume or part amid the text."""
_SHORTEST_REST = 5
"""Characters of a piece behind a full stop that a DOI goes on with: shorter ones are words or years of the text."""

_ISSN = r"\d{4}-\d{3}[\dx]"
_PII = rf"s?{_ISSN}\(\d\d\)\d{{5}}-[\dx]"
_ELSEVIER = r"j\.[a-z]+\.\d{4}\.(?:\d\d\.\d{3,4}|\d{6})"
_BLACKWELL = rf"j\.{_ISSN}\.\d{{4}}\.[a-z]{{0,2}}\d{{5}}\.x"
_SHAPES = dict(line.split("\t") for line in word_list("doi-shapes.tsv"))
"""The shapes that most DOIs of a registrant have, as seen in reference lists."""
_SICI = (
    r"(?:\(sici\))?\d{4}-?\d{3}[\dx]\(\d{4,8}[^()]*\)"  # (SICI)1097-0258(19980815)
    r"\d+(?::\d+)?[^<>\[\]]{0,9}[<\[][^<>\[\]\s]+[>\]]\d\.\d\.co;\d"  # 17:15<1661::AID-SIM968>3.0.CO;2
)
"""Serial Item and Contribution Identifiers (ANSI/NISO Z39.56), which Wiley and others made DOIs of."""

_OPENS_ANY = lazy(r"j\.|s?\d{4}-\d|\((?:s|\Z)|\d{1,4}(?:-\d{0,3}[\dx]?)?(?:\(|\Z)", re.IGNORECASE)


class Doi(NamedTuple):
    """A DOI with the case it is printed in, and where it stands with the words before it: 0-based, half-open."""

    value: str
    start: int
    end: int


def find_dois(text: str) -> list[Doi]:
    """The DOIs of a string in order, apart from each other.

    Example:
        >>> [doi.value for doi in find_dois("doi: 10.1371/journal. pone.0012345.PMID: 1; https://doi.org/10.5555%2Fa(1)b)")]
        ['10.1371/journal.pone.0012345', '10.5555/a(1)b']

    """
    if "%" not in text:
        return list(_dois(text))
    plain, places = substituted(text, _PERCENT, lambda match: chr(int(match[1], 16)))
    return [Doi(doi.value, places[doi.start], places[doi.end]) for doi in _dois(plain)]


def _dois(text: str) -> Iterator[Doi]:
    at = 0
    while match := _PREFIX.search(text, at):
        start = match.start()
        lead = _LEAD.search(text, max(at, start - _LONGEST_LEAD), start)
        at = match.end()
        after_digit = not lead and start > 0 and text[start - 1].isdigit()
        if not lead and " " in " ".join(match[0].split()) and (after_digit or not _SPACED_PREFIX.match(text, start)):
            continue  # "10. 1234/5" is a DOI only where something says so
        prefix = "".join(match[0].split())
        suffix, end = _suffix(prefix[3:-1], text, at)
        if not suffix or (after_digit and len(suffix) < _SHORTEST_GLUED):
            continue
        if mark := _MARK_BEHIND.match(text, end):
            end = mark.end()
        at = end
        yield Doi((prefix + suffix).translate(_DASHES), lead.start() if lead else start, end)
    if "doi.org/10/" in text:
        for match in _SHORT.finditer(text):
            lead = _LEAD.search(text, max(0, match.start() - _LONGEST_LEAD), match.start())
            yield Doi(match[0], lead.start() if lead else match.start(), match.end())


def _suffix(registrant: str, text: str, start: int) -> tuple[str, int]:
    """The suffix that begins at `start`, and where it ends in the text."""
    match = _SUFFIX.match(text, start)
    printed = match[0] if match else ""
    unglued = _unglued(printed)
    suffix = balanced(unglued)
    end = start + len(suffix)
    if (
        unglued == printed
        and printed[len(suffix) : len(suffix) + 1] in _OPENING
        and not has_known_shape(registrant, suffix)
    ):
        suffix, end = _joined(registrant, printed, text, start + len(printed)) or (suffix, end)
    bare = suffix.rstrip(TRAILING)
    return bare, end - (len(suffix) - len(bare))


def _joined(registrant: str, printed: str, text: str, end: int) -> tuple[str, int] | None:
    """What was printed of a suffix up to `end` with what white space took from it, if anything shows that it goes on."""
    whole, found = printed, None
    unfinished = bool(_UNFINISHED.fullmatch(printed))
    shaped = registrant in _SHAPES or _OPENS_ANY.match(printed) is not None
    for _ in range(_MOST_BREAKS):
        match = _NEXT.match(text, end)
        if match is None:
            break
        piece, end = match[1], match.end()
        unfinished = unfinished or (_STUCK.match(piece) is not None and not whole.endswith(_SENTENCE_ENDS))
        if not (unfinished or shaped):
            break
        for before in dict.fromkeys((whole, whole.removesuffix("-"))):  # a hyphen may be the line's
            joined = _cut(before + piece)
            rest = len(before) + len(piece) - len(joined)
            if rest < len(piece) and has_known_shape(registrant, joined) and not _doubtful(piece, text, end):
                return joined, end - rest
        if unfinished:
            joined = _cut(whole + piece)
            rest = len(whole) + len(piece) - len(joined)
            if rest < len(piece) and _goes_on(whole, piece):
                found = joined, end - rest
                unfinished = not rest and bool(_UNFINISHED.fullmatch(joined))
            else:
                unfinished = bool(_PART.fullmatch(piece))
        if piece.isalpha():  # a word
            break
        whole += piece
    return found


def _doubtful(piece: str, text: str, end: int) -> bool:
    """Whether a piece could as well be a number of its own: a year, or a digit or two amid the text."""
    return _BARE_YEAR.fullmatch(piece) is not None or (
        len(piece) < _SHORTEST_PIECE and piece.isalnum() and text[end:].strip() != ""
    )


def _goes_on(before: str, piece: str) -> bool:
    """Whether an unfinished suffix goes on with the piece: it holds a digit and is no year, volume or page."""
    if not _GOING_ON.fullmatch(piece):
        return False
    if before.endswith("."):  # which could be the sentence's
        return len(piece) >= _SHORTEST_REST and not piece[0].isupper() and not _OTHER_NUMBER.fullmatch(piece)
    return True


@cache
def _shape(registrant: str) -> re.Pattern[str]:
    sici = _SICI + (r"-[\w#]" if registrant == "1002" else "")
    return re.compile(
        "|".join(filter(None, (_SHAPES.get(registrant), _PII, _ELSEVIER, _BLACKWELL, sici))), re.IGNORECASE
    )


def has_known_shape(registrant: str, suffix: str) -> bool:
    """Whether a suffix, punctuation behind it aside, is a whole one by the habits of the registrant ("1016")."""
    return _shape(registrant).fullmatch(suffix.rstrip(TRAILING)) is not None


def _unglued(token: str) -> str:
    """What of a token comes before a word or tag glued to its end."""
    glued = _GLUED.search(token)
    return token[: glued.start()] if glued else token


def _cut(token: str) -> str:
    return balanced(_unglued(token))


def balanced(token: str) -> str:
    """What comes before the first bracket without a partner.

    >>> balanced("S0140-6736(20)1-2)."), balanced("abc[Google"), balanced("15<1::A>3")
    ('S0140-6736(20)1-2', 'abc', '15<1::A>3')
    """
    opened: list[tuple[str, int]] = []
    for match in _BRACKET.finditer(token):
        bracket = match[0]
        if (partner := _CLOSING.get(bracket)) is None:
            opened.append((bracket, match.start()))
        elif opened and opened[-1][0] == partner:
            opened.pop()
        else:
            return token[: opened[0][1] if opened else match.start()]
    return token[: opened[0][1]] if opened else token


def substituted(text: str, pattern: re.Pattern[str], new: Callable[[re.Match[str]], str]) -> tuple[str, list[int]]:
    """The text with every match replaced, and for each character of it, and its end, the place it had before."""
    pieces: list[str] = []
    places: list[range | list[int]] = []
    at = 0
    for match in pattern.finditer(text):
        replacement = new(match)
        pieces += (text[at : match.start()], replacement)
        places += (range(at, match.start()), [match.start()] * len(replacement))
        at = match.end()
    pieces.append(text[at:])
    places.append(range(at, len(text) + 1))
    return "".join(pieces), list(chain.from_iterable(places))
