"""What a marker prints, whatever it is tagged to cite: numbers, or names and years."""

from __future__ import annotations

from collections.abc import Collection, Set
from difflib import SequenceMatcher

from citeaudit.linking._marker_grammar import ENCLOSED, RAISED, bare, filled, printed_at
from citeaudit.model import Citation, Reference
from citeaudit.text.folding import fold
from citeaudit.text.patterns import lazy
from citeaudit.text.wordlists import word_list

_BRIDGE = lazy(r"[\])]\s*(-{2,3}|[,;\u2010-\u2014\u2212-])?\s*[\[(]")  # [1]–[3], [1][2]
_YEAR = lazy(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)")
"""A number that may be a year."""
_NAME = lazy(r"[^\W\d_a-z][^\W\d_]+(?:['’][^\W\d_]+)?")
"""A word that may be of a name: it does not begin with a small letter."""
_IN_SMALL_LETTERS = lazy(r"(?<![^\W\d_])[a-z]{2,}(?![^\W\d_])")
"""A word of two letters and more without a capital."""
_IN_MARKERS = frozenset(
    [*"et al and und with see also cf in press as cited by nd pp ff vol chap table figure fig note eds ed".split()]
    + [word for particle in word_list("name-particles.txt") for word in particle.split()]
)
"""Words in small letters that a marker may print; another makes it part of a sentence: "Moss, in a letter of 1918"."""
_NO_NAMES = frozenset("see table figure fig box chapter section also data note appendix suppl in press and".split())
"""Words that stand in markers and are no names, though they may begin with a capital."""
_SMALL_WORDS = frozenset(word_list("small-words.txt"))
_SHORTEST_PART = 4
"""Letters of a name that another may end in: "Bruyn" of "deBruyn"."""
_ALIKE = 0.75
"""How alike (0 to 1) two names are at most that are not one name and a misspelling of it."""


def printed_numbers(marker: str) -> tuple[int, ...]:
    """The numbers of a marker in the order printed, ranges filled up.

    Args:
        marker: The marker, with or without its brackets.

    Returns:
        () where it prints something else than numbers, a year in brackets among them, or a range runs backwards or is too long to be one.

    Example:
        >>> printed_numbers("[1, 3–5]"), printed_numbers("123-5"), printed_numbers("[1]–[3]"), printed_numbers("(Hall 2015)")
        ((1, 3, 4, 5), (123, 124, 125), (1, 2, 3), ())
        >>> printed_numbers("[10, p. 12]"), printed_numbers("【1～3】"), printed_numbers("(refs 4 to 6)")
        ((10,), (1, 2, 3), (4, 5, 6))
    """
    whole = _BRIDGE.sub(lambda bridge: bridge[1] or ",", printed_at(marker.strip()))
    match = next((match for pattern in (*ENCLOSED.values(), RAISED) if (match := pattern.fullmatch(whole))), None)
    return filled(bare(match["numbers"])) if match else ()


def print_numbers(citations: Collection[Citation]) -> bool:
    """Whether most markers of a manuscript print numbers that are no years, whatever the format tags them with."""
    markers = [citation.marker for citation in citations]
    return sum(bool(set(printed_numbers(marker)) - printed_years(marker)) for marker in markers) * 2 > len(markers)


def printed_years(marker: str) -> frozenset[int]:
    """The years of a marker.

    >>> sorted(printed_years("Hall et al., 2015a; Moss 2019, p. 21"))
    [2015, 2019]
    """
    return frozenset(int(year) for year in _YEAR.findall(marker))


def fits(marker: str, reference: Reference) -> bool | None:
    """Whether the names and the years that a marker prints are those of a reference it is tagged to cite.

    A name that any word of the entry bears, or nearly bears, is its name, as are the initials of a group; a year that stands
    anywhere in the entry is its year.

    Returns:
        None where that cannot be told: the marker prints no year, or is part of a sentence, or the record has no year.

    Example:
        >>> from citeaudit.model import Location, Name, Record
        >>> entry = "Hall A, Berg C. Sleep and memory. J Sleep 2015;3:1-9."
        >>> record = Record(author=(Name(family="Hall"), Name(family="Berg")), year=2015)
        >>> hall = Reference(index=1, label="1", raw=entry, record=record, location=Location(path="a"), confidence=1)
        >>> [fits(x, hall) for x in ("Hall et al., 2015", "Hal 2015", "2015", "Moss, 2015", "Hall, 2014", "ibid.")]
        [True, True, True, False, False, None]
    """
    years = printed_years(marker)
    record = reference.record
    if not years or record.year is None or not _IN_MARKERS.issuperset(_IN_SMALL_LETTERS.findall(marker)):
        return None
    dated = record.year in years or any(str(year) in reference.raw for year in years)
    found = _NAME.findall(marker)
    names = {fold(name) for name in found} - _NO_NAMES
    initials = {fold(name) for name in found if name.isupper()}
    return dated and (not names or _is_named(names, reference) or _has_initials(initials, reference))


def _is_named(names: Set[str], reference: Reference) -> bool:
    """Whether an entry bears one of the names that a marker prints, as it stands, joined to a particle, or misspelt."""
    words = set(fold(reference.raw).split())
    people = [*reference.record.author, *reference.record.editor]
    bearers = {word for name in people for word in fold(f"{name.full_family} {name.literal}").split()}
    if names & (words | bearers) or not bearers:
        return True
    return any(
        bearer.endswith(word) or word.endswith(bearer)
        for name in names
        for word in name.split()
        for bearer in bearers
        if len(word) >= _SHORTEST_PART <= len(bearer)
    ) or any(
        SequenceMatcher(None, name, bearer, autojunk=False).ratio() > _ALIKE for name in names for bearer in bearers
    )


def _has_initials(printed: Set[str], reference: Reference) -> bool:
    """Whether words of an entry that follow one another begin with the letters printed: "WSS", World Sleep Society."""
    words = fold(reference.raw).split()
    rows = ("".join(word[0] for word in words), "".join(word[0] for word in words if word not in _SMALL_WORDS))
    return any(letters in row for letters in printed for row in rows)
