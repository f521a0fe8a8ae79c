"""Identifiers in a reference string: DOI, PMID, PMCID, ISBN, URL, and the number of a preprint on its server.

All are found where they stand, in every usual spelling; soft hyphens, zero-width spaces, HTML entities and backslashes
inside are overlooked. Two mistakes are equally bad, to cut an identifier short and to swallow the next word; so an
address goes on behind white space only where what stands before cannot be its end or what follows is a path.

Source: RFC 3986, appendix C (white space in addresses); arXiv, "Understanding the arXiv identifier"; International
ISBN Agency, ISBN Users' Manual (check digits).
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from citeaudit.parsing.dois import NOT_INSIDE, TRAILING, balanced, find_dois, substituted
from citeaudit.text.patterns import lazy
from citeaudit.text.wordlists import word_list

Span = tuple[int, int]
"""Start and end in the string, 0-based, half-open."""

_INVISIBLE = lazy("[\u00ad\u200b-\u200f\u2060\ufeff]")
_COVERED = lazy(r"&(?:amp;|#38;)*(?:#\d{1,6}|#[xX][0-9a-fA-F]{1,5}|[A-Za-z]{2,8}\d?);|\\(?=[!-/:-@\[-`{-~])")

_SIGNS_OF_ADDRESS = ("http", "www", "://", "ftp:")
"""One of these is in every address: a search for them is quicker than for the pattern."""
_URL = lazy(
    r"""
      (?:https?|ftp)\s?:\s?/(?:\s?/)?\s?
    | (?<![\w@.-])www\s?\.\s?(?=[\w-]+\s?\.\s?\w)  # "the www. Data" names no host
    """,
    re.IGNORECASE | re.VERBOSE,
)
_ADDRESS = lazy(rf"[^<>{NOT_INSIDE}]+")
_NEXT_ADDRESS = lazy(rf"\s+([^<>{NOT_INSIDE}]+)")
_GLUED = lazy(r"(?<=.)https?://|(?<=[.,;])(?:PMID|DOI|doi|Accessed|accessed|Retrieved|Available)\b")
_DOI_LINK = lazy(r"(?:https?://)?(?:(?:dx|www)\.)?(?:doi[.-]|10\.)", re.IGNORECASE)
_ENCLOSED = lazy(r"[^<>\"]{4,300}>")
_BEHIND_DOT = lazy(
    r"""
    (?: com|org|net|edu|gov|int|info|eu|ac|co|de|uk|fr|ch|nl|ca|au  # names of hosts end so
      | aspx?|cfm|docx?|jsp|pdf|php|s?html?|xml                     # names of files end so
    )(?![\w-])
    """,
    re.VERBOSE,
)
_OPENS_PATH = lazy(r"[/?=&_~%#][\w~%]|\.[a-z]")
_PATH = lazy(
    r"(?:[\w~%+:-]+[/=?&_.])+[\w~%+:=&?/#.-]*"  # "article/pii/S0168900203015663", "issues.html?issue=64"
    r"|(?=[^\W\d_]*\d)(?:\d{5,}|\w{8,}|[\w%-]{8,})"  # a number of a page: "S0168900210014907"
)
_NO_PATH = lazy(r"[a-z]+/[a-z]+|(?:\d{1,4}[/.-]){2}\d{1,4}|[A-Z]?[a-z]+\.[A-Z]?[a-z]*", re.ASCII)
_PARTS = lazy(r"[\w-]+\s/\w")  # "org/ portal /index"
_MOST_BREAKS = 6
"""White spaces within one address; real ones have three, and a sentence must not be eaten word by word."""
_FIRST_GLUED = 8
"""Characters of an address, its scheme aside, before which nothing is glued: a host has as many."""

_CATEGORY = "(?:" + "|".join(word_list("arxiv-archives.txt")).replace("-", r"\s?-\s?") + r")(?:\.[a-z]{2}(?:-[a-z]+)?)?"
"""A category of arXiv, "hep-th" or "math.GT"."""
_OLD_ARXIV = rf"{_CATEGORY}\s?/\s?(?:9[1-9]|0[0-7])\d{{5}}(?!\d)(?:v\d+)?"
_NEW_ARXIV = r"\d\d(?:0[1-9]|1[0-2])\s?\.\s?\d{4,5}(?!\d)(?:\s?v\d+)?"
_YEAR = r"(?:\(?(?:19|20)\d\d\)?[\s,;:.]{1,4})?"
_PREPRINT = lazy(
    rf"""
      arxiv (?:\s?\.\s?org)? [\s:;,.\[(/]{{0,4}}
        (?:(?:e\s?-?\s?prints?|preprint)[\s:;,.\[(]{{0,4}})? (?:arxiv[\s:;,.]{{0,3}})?  # "arXiv preprint arXiv:"
        {_YEAR} (?:(?:abs|pdf|html)/\s?)?
        (?P<arxiv>{_NEW_ARXIV}|{_OLD_ARXIV}) (?:\.pdf\b)? (?:\s?\[\s?{_CATEGORY}\s?\])?
    | (?P<server>bio|med)rxiv (?:\.org)? [\s:;,.\[(\#]{{0,4}} (?:preprint[\s:;,.\])\#]{{0,4}})? {_YEAR}
        (?P<rxiv>\d{{4}}\.\d\d\.\d\d\.\d{{6,8}}(?:v\d+)?|\d{{6}}(?!\d|\.\d))
    | ssrn
        (?: \.com/[^\s]{{0,40}}?abstract(?:_id)?=
          | (?:\s(?:id|no\.?|abstract|electronic\ journal|scholarly\ paper|working\ paper))* \s?[:=\#]?\s?
        )
        (?P<ssrn>\d{{6,8}})(?!\d)
    """,
    re.IGNORECASE | re.VERBOSE,
)
_BARE_ARXIV = lazy(
    rf"(?<![\w/.-])(?P<arxiv>{_OLD_ARXIV}|{_NEW_ARXIV}(?=\s?\[\s?{_CATEGORY}\s?\]))(?:\s?\[\s?{_CATEGORY}\s?\])?",
    re.IGNORECASE,
)
_LIKE_BARE_ARXIV = lazy(r"/\s?(?:9[1-9]|0[0-7])\d{5}(?!\d)|\d{4}\.\d{4,5}(?:v\d+)?\s?\[")
_PREPRINT_DOI = lazy(r"10\.(?:48550/(?P<arxiv>arxiv)\.|2139/(?P<ssrn>ssrn)\.|1101/(?=\d))(?P<number>.+)", re.IGNORECASE)
_RXIV = lazy(r"(bio|med)rxiv", re.IGNORECASE)

_PMCID = lazy(
    r"""
    (?:pub\s?med\s?central\s?[:,;]?\s?)? (?<![^\W\d_])
    (?: (?:PMCID(?:\s?[:\#=])?\s?){1,2} (?:PMC(?:\s?:)?\s?){0,2} (?P<id>\d{1,9})
      | (?:PMC(?:\s?:)?\s?){1,2} (?P<bare>\d{3,9})  # "(PMC) 12" is none
    )(?!\d)
    """,
    re.IGNORECASE | re.VERBOSE,
)
_PMID = lazy(
    r"""
      (?:pub\s?med\s?:?\s?)? (?<![^\W\d_]) PMID\s?[:\#=.-]?\s? (?P<id>\d{1,9})(?!\d)
    | pub\s?med(?:\s?ID)?\s? (?: [:\#]\s?(?P<colon>\d{1,9}) | (?P<bare>\d{6,9}) )(?!\d)  # "PubMed 2013" is none
    | (?:pubmed\.ncbi\.nlm\.nih\.gov|ncbi\.nlm\.nih\.gov/(?:m/)?pubmed)/(?:\?term=)?\s? (?P<link>\d{1,9})(?!\d)
    """,
    re.IGNORECASE | re.VERBOSE,
)
_ISBN = lazy(
    r"""
    ISBN (?:\s?[-–]?\s?1[03](?![\d-]))?  # "ISBN-13"
    (?:\s?\([\w\s-]{2,20}\))?           # "(electronic)"
    \s?[:\#]?\s?
    (?P<id>\d(?:\s?[-\u2010-\u2013]?\s?[\dX]){8,16})
    """,
    re.IGNORECASE | re.VERBOSE,
)
_BARE_ISBN = lazy(r"(?<![\w./-])(?P<id>97[89](?:[-\u2010-\u2013\s]?\d){10})(?![\w-]|\.\d)")
_ISBN_13 = 13
"""Digits of an ISBN since 2007 (ISBN Users' Manual, 4)."""
_ISBN_10 = 10
"""Digits of an ISBN before 2007; the last may be X, for ten."""
_LONGEST_ISBN_10 = 12
"""Characters of an ISBN of ten digits behind "978" that is cut short; with hyphens a whole one has 13."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Identifiers:
    """What identifies a work, and where it stood.

    A preprint has its server in `archive` ("arXiv", "bioRxiv", "medRxiv", "SSRN") and its number there, version and
    all, in `archive_location`. `spans` are ascending, apart, and hold every character that belongs to an identifier,
    the word before it ("doi:", "PMID:") included. Where there are several of a kind, the first is taken.
    """

    DOI: str = ""
    PMID: str = ""
    PMCID: str = ""
    ISBN: str = ""
    URL: str = ""
    archive: str = ""
    archive_location: str = ""
    spans: tuple[Span, ...] = ()


def find_identifiers(text: str) -> Identifiers:
    """Find the identifiers in a reference string.

    Example:
        >>> found = find_identifiers("Lancet 2020;21:44. doi: 10.1016/S1470-2045(19)30689-8. PMID: 31786121")
        >>> found.DOI, found.PMID
        ('10.1016/S1470-2045(19)30689-8', '31786121')
        >>> found = find_identifiers("arXiv preprint arXiv:2101.00001v2 [cs.CL]")
        >>> found.archive, found.archive_location
        ('arXiv', '2101.00001v2')

    """
    places: list[list[int]] = []  # of the characters of each text in the one before it
    if not text.isascii() and _INVISIBLE.search(text):
        text, before = substituted(text, _INVISIBLE, lambda match: "")
        places.append(before)
    if ("&" in text or "\\" in text) and _COVERED.search(text):
        text, before = substituted(text, _COVERED, _uncovered)
        places.append(before)
    found = _find(text)
    for before in reversed(places):
        spans = tuple((before[start], before[end]) for start, end in found.spans)
        found = replace(found, spans=spans)
    return found


def _uncovered(match: re.Match[str]) -> str:
    """The character an entity stands for, escaped once or more often; nothing for a backslash."""
    printed = match[0]
    if printed[0] == "\\":
        return ""
    return html.unescape(html.unescape(html.unescape(printed)))


@dataclass(slots=True)
class _Search:
    """A search of one string, and what it found so far."""

    text: str
    lower: str
    values: dict[str, str] = field(default_factory=dict)
    spans: list[Span] = field(default_factory=list)
    dois: tuple[Span, ...] = ()

    def keep(self, name: str, value: str, start: int, end: int) -> None:
        """Keep the value if it is the first of its kind, and the span in any case."""
        self.values.setdefault(name, value)
        self.spans.append((start, end))


def _keep_dois(search: _Search) -> None:
    """DOIs come first: "10.1101/2020.03.12.989091" holds a preprint's number, an address may hold a DOI."""
    if "10" not in search.lower or "/" not in search.text:
        return
    for doi in find_dois(search.text):
        search.keep("DOI", doi.value, doi.start, doi.end)
    search.dois = tuple(search.spans)


def _keep_addresses(search: _Search) -> None:
    """Addresses but those of DOIs: "https://doi.org/10.5555/x" is the DOI, "https://example.org/doi/10.5555/x" is kept."""
    if not any(sign in search.lower for sign in _SIGNS_OF_ADDRESS):
        return
    for value, start, end in _urls(search.text):
        within = any(a <= start < b for a, b in search.dois)
        resolves = _DOI_LINK.match(value) and _overlaps(start, end, search.dois)
        if not within and not resolves:
            search.keep("URL", value, start, end)


def _keep_preprints(search: _Search) -> None:
    """Preprints by server and number, "arXiv:2101.00001", else by their DOI."""
    lower, text = search.lower, search.text
    if "rxiv" in lower or "ssrn" in lower or (("/" in text or "[" in text) and _LIKE_BARE_ARXIV.search(text)):
        for archive, number, start, end in _preprints(text):
            if not _overlaps(start, end, search.dois):
                search.keep("archive", archive, start, end)
                search.values.setdefault("archive_location", number)
    if "archive" not in search.values and (preprint := _preprint_of_doi(search.values.get("DOI", ""), lower)):
        search.values["archive"], search.values["archive_location"] = preprint


def _keep_pmcids(search: _Search) -> None:
    """Numbers of PubMed Central, "PMCID: PMC2922035"."""
    if "pmc" not in search.lower:
        return
    for match in _PMCID.finditer(search.text):
        if not _overlaps(*match.span(), search.dois):
            search.keep("PMCID", "PMC" + (match["id"] or match["bare"]), *match.span())


def _keep_pmids(search: _Search) -> None:
    """Numbers of PubMed, "PMID: 12345678"."""
    if "pmid" not in search.lower and not ("med" in search.lower and "pub" in search.lower):
        return
    for match in _PMID.finditer(search.text):
        if not _overlaps(*match.span(), search.dois):
            search.keep("PMID", match[match.lastgroup or 0], *match.span())


def _keep_isbns(search: _Search) -> None:
    """Numbers of books behind their word; without the word, only those whose check digit is right."""
    if "isbn" in search.lower:
        for match in _ISBN.finditer(search.text):
            value = _isbn(match["id"])
            search.keep("ISBN", value, match.start(), match.start("id") + len(value))
    elif "978" in search.lower or "979" in search.lower:
        for match in _BARE_ISBN.finditer(search.text):
            if _checks(match["id"]) and not _overlaps(*match.span(), search.spans):
                search.keep("ISBN", match["id"], *match.span())


_KINDS: tuple[Callable[[_Search], None], ...] = (
    _keep_dois,
    _keep_addresses,
    _keep_preprints,
    _keep_pmcids,
    _keep_pmids,
    _keep_isbns,
)
"""What is looked for, in this order. Each looks for a sign of its kind first, which costs a tenth of its pattern."""


def _find(text: str) -> Identifiers:
    search = _Search(text, text.lower())
    for keep in _KINDS:
        keep(search)
    return Identifiers(spans=_merged(search.spans), **search.values) if search.spans else _NONE


_NONE = Identifiers()


def _overlaps(start: int, end: int, spans: Sequence[Span]) -> bool:
    return any(a < end and start < b for a, b in spans)


def _merged(spans: Sequence[Span]) -> tuple[Span, ...]:
    """The spans in order, those that meet made one."""
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)


def _urls(text: str) -> Iterator[tuple[str, int, int]]:
    """The addresses, white space taken out, and where they stand."""
    at = 0
    while match := _URL.search(text, at):
        start, at = match.start(), match.end()
        opening = "".join(match[0].split())
        if text[start - 1 : start] == "<" and (enclosed := _ENCLOSED.match(text, at)):
            end = enclosed.end() - 1
            value = opening + "".join(text[at:end].split())
        else:
            value, end = _address(opening, text, at)
        host = value[len(opening) :]
        if host[:1].isalnum() and host.lower() != "www":
            at = end
            yield value, start, end


def _address(opening: str, text: str, start: int) -> tuple[str, int]:
    """The address that begins with `opening` and goes on at `start`, and where it ends."""
    match = _ADDRESS.match(text, start)
    printed = match[0] if match else ""
    token = _cut(printed)
    value, end = opening + token, start + len(token)
    for _ in range(_MOST_BREAKS if token == printed else 0):
        match = _NEXT_ADDRESS.match(text, end)
        if match is None or not (
            _goes_on(value, match[1]) or (value[-1] == "/" and _PARTS.match(text, match.start(1)))
        ):
            break
        joined = _cut(value + match[1])
        rest = len(value) + len(match[1]) - len(joined)
        if rest >= len(match[1]):
            break
        value, end = joined, match.end() - rest
        if rest:
            break
    bare = value.rstrip(TRAILING.replace("/", ""))
    return bare, end - (len(value) - len(bare))


def _cut(token: str) -> str:
    """What of an address comes before the next one, a word glued to it, and a bracket without partner."""
    glued = _GLUED.search(token, _FIRST_GLUED)
    return balanced(token[: glued.start()] if glued else token)


def _goes_on(value: str, piece: str) -> bool:
    """Whether an address goes on behind white space."""
    if _OPENS_PATH.match(piece):
        return True
    host = value.partition("://")[2] or value
    if value.endswith("."):
        return _BEHIND_DOT.match(piece) is not None or host.lower() == "www."
    bare = piece.rstrip(TRAILING + ")]")
    if value[-1] in "/-_=?&%":
        return _PATH.fullmatch(bare) is not None and not _NO_PATH.fullmatch(bare)
    return False


def _preprints(text: str) -> Iterator[tuple[str, str, int, int]]:
    """Server, number, start and end of what is named as a preprint."""
    for pattern in (_PREPRINT, _BARE_ARXIV):
        for match in pattern.finditer(text):
            groups = match.groupdict()
            if groups["arxiv"]:
                archive, number = "arXiv", groups["arxiv"]
            elif groups["rxiv"]:
                archive, number = f"{groups['server'].lower()}Rxiv", groups["rxiv"]
            else:
                archive, number = "SSRN", groups["ssrn"]
            yield archive, "".join(number.split()), match.start(), match.end()


def _preprint_of_doi(doi: str, lower: str) -> tuple[str, str] | None:
    """Server and number where the DOI is a preprint's; `lower` is the whole string, which names the server."""
    match = _PREPRINT_DOI.fullmatch(doi)
    if match is None:
        return None
    if match["arxiv"] or match["ssrn"]:
        return ("arXiv" if match["arxiv"] else "SSRN"), match["number"]
    server = _RXIV.search(lower)
    return (f"{server[1]}Rxiv", match["number"]) if server else None


def _checks(isbn: str) -> bool:
    """Whether the check digit of an ISBN is right."""
    digits = [10 if c in "xX" else int(c) for c in isbn if c.isdigit() or c in "xX"]
    if len(digits) == _ISBN_13:
        return sum(digit * (3 if at % 2 else 1) for at, digit in enumerate(digits)) % 10 == 0 and 10 not in digits
    return len(digits) == _ISBN_10 and sum(digit * (10 - at) for at, digit in enumerate(digits)) % 11 == 0


def _isbn(printed: str) -> str:
    """The ISBN that digits behind the word begin with: the one with the right check digit, else as long as it may be."""
    ends = [at + 1 for at, character in enumerate(printed) if character.isdigit() or character in "xX"]
    choices = [printed[: ends[count - 1]] for count in (_ISBN_13, _ISBN_10) if len(ends) >= count]
    right = next((isbn for isbn in choices if _checks(isbn)), "")
    # "978" opens thirteen digits: ten of them with a wrong check digit are no ISBN-10
    return right or next((i for i in choices if len(i) > _LONGEST_ISBN_10 or not i.startswith(("978", "979"))), printed)
