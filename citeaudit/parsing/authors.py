"""The names in a stretch that holds authors or editors and nothing else, however they are printed.

The stretch is cut at its separators, each piece is told by what it is made of (initials alone, a family name with initials,
words), and pieces that belong together, "Smith" and "A. B.", are joined. Works for "Smith AB" (Vancouver, AMA),
"Smith, A. B." (APA, Nature, ACS), "A. B. Smith" (IEEE), "Smith, Anna, and Carl Jones" (Chicago, MLA) and mixtures.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from functools import lru_cache

from citeaudit.model import Name
from citeaudit.ruling import first
from citeaudit.text.patterns import lazy
from citeaudit.text.wordlists import word_list

_PARTICLES = frozenset(word_list("author-particles.txt"))
"""What may stand before a family name in small letters; it goes to a field of its own."""
_ET_AL = lazy(
    r"""
    [,;&]?\s*
    (?:\b(?:and|und|et|y|e|&)\s+)?
    (?: \bet\.?\s+al\b\.? | \bet\s+coll?\b\.? | \bothers\b | \bu\.\s?a\. | \bund\ andere\b | \by\ otros\b | \be\ outros\b | \be\ col\.
      | … | \.\s?\.\s?\. | [\[(]\.\.\.[)\]]  # an ellipsis
    )
    \s*
    """,
    re.IGNORECASE | re.VERBOSE,
)
_ELLIPSIS = lazy(r"[,;&]?\s*[\[(]?(?:…|\.\s?\.\s?\.)[)\]]?\s*")
_ROLE_WORD = (
    r"(?:[Ee]ds?|[Ee]drs?|[Ee]ditors?|[Hh]rsg|[Hh]g|[ÉéEe]ds?|[Dd]irs?|[Cc]oords?|[Oo]rgs?)"  # "ED" are initials
)
_ROLE = lazy(
    rf"[\[(]\s*(?:{_ROLE_WORD}|[Cc]omps?|[Tt]rans(?:lators?)?|[Rr]ed|a cura di|[Kk]oord)\b\.?\s*[\])]"
    rf"|[,\s]\s*{_ROLE_WORD}\b\.?\s*$"
)
_LEAD = lazy(
    r"""
    ^\W*
    (?: (?:edited|ed\.?|eds\.?|editors?|hrsg\.?|herausgegeben|translated|trans\.?|éd\.|dir\.|written)\s+(?:by|von|par|por|di)?
      | by
      | in:
    )
    \s+
    """,
    re.IGNORECASE | re.VERBOSE,
)
_SUFFIX = lazy(r"(?:Jr|Sr|Jun|Sen|II|III|IV|2nd|3rd|4th|Filho|Neto|Júnior)\.?", re.UNICODE)
_SEPARATOR = lazy(
    r"\s*(?:[;/|•·，、；]|,(?:\s*(?:&|(?:and|und|et|y|e)(?=\s)))?|&|\s(?:and|AND|und|UND|et|ET|y|e|og|och|i)(?=\s))\s*"
)
_SUFFIXES_LIKE_INITIALS = frozenset({"II", "IV"})
"""Suffixes that are initials where one word stands before them: "Petrov II"."""
_GIVEN_IN_BRACKETS = lazy(r"\s\((?P<given>(?:[^\W\d_]\.[\s-]?){1,5})\)")  # CHAPPUIS (F.-J.)
GROUP_WORD = lazy(
    rf"\b(?:{'|'.join(word_list('group-words.txt'))})\b".replace("*", r"\w*").replace("+", r"\w+"), re.IGNORECASE
)
"""A word that names of groups hold and names of persons do not."""
_GLUED = lazy(r"(?P<given>(?:[^\W\d_]\.-?)+)(?P<family>[^\W\d_]{2}[^.\s]*)")  # A.B.Smith
_FOR_A_GROUP = lazy(r",?\s+(?:for|on behalf of|and)\s+the(?=\s[^\W\d_a-z])")
_EDGES = " \t\x85\xa0,;:&()[]*†‡§"
"""What at the ends of a piece belongs to the list, not to the name."""
_OUTER = " \t\x85\xa0,;:&*†‡§"
"""The same at the ends of the whole stretch, where brackets may hold a role."""
_MOST_WORDS = 7
"""Words of a person's name; what has more is a group."""
_LONGEST_PART = 2
"""Letters of one part of dotted or divided initials: "Yu." stands for one letter of another script."""
_MOST_PARTS = 5
"""Parts of dotted initials: "J.-P. A. M. B." """
_MOST_LETTERS = 4
"""Capitals that are initials when they stand alone: longer words in capitals are family names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Authors:
    """The names, in order, and whether the list ends in "et al."."""

    names: tuple[Name, ...] = ()
    et_al: bool = False


class _Kind(Enum):
    INITIALS = auto()  # A. B.
    SUFFIX = auto()  # Jr.
    WHOLE = auto()  # A. B. Smith, Smith AB: a name with its initials
    WORDS = auto()  # Smith, Anna Smith, Anna
    GROUP = auto()


def split_authors(text: str) -> Authors:
    """The names of a stretch that is known to hold names and nothing else.

    Example:
        >>> [str(name) for name in split_authors("Smith, Anna, Jones AB, Mary K. Doe and WHO Study Group").names]
        ['Smith Anna', 'Jones AB', 'Doe Mary K.', 'WHO Study Group']
        >>> found = split_authors("La Verde N, de Groot S, O'Regan R, et al.")
        >>> [str(name) for name in found.names], found.et_al
        (['La Verde N', 'de Groot S', "O'Regan R"], True)
    """
    bare = _GIVEN_IN_BRACKETS.sub(r" \g<given>", _LEAD.sub("", _ROLE.sub(" ", text))).strip(_OUTER)
    if bare.endswith(".") and "." not in bare[:-1] and _kind(bare[:-1].partition(",")[0]) is not _Kind.WORDS:
        bare = bare[:-1]  # "Hall AB, Berg C." ends in the list's full stop, "Hall, A." in its own
    et_al = _ET_AL.search(bare)
    if et_al:  # an ellipsis has the last name behind it, the words have nothing
        bare = _ELLIPSIS.sub(" ; ", bare).strip(_OUTER + ";")
        before, *behind = _ET_AL.split(bare)
        bare = before.strip(_OUTER + ";") or " ".join(behind)
    if _is_one_group(bare):
        names = [Name(literal=bare.rstrip("."))]
    elif ";" in bare or " / " in bare or ("/" in bare and "," in bare):
        names = [name for part in re.split(r"[;/]", bare) for name in _names(part)]
    else:
        names = [name for part in _FOR_A_GROUP.split(bare) for name in _names(part)]
    return Authors(names=tuple(names), et_al=bool(et_al))


def _names(text: str) -> list[Name]:
    """The names in a stretch whose only separators are commas and "and"."""
    pieces = _pieces(text)
    names: list[Name] = []
    waiting = iter(range(len(pieces)))
    for at in waiting:
        piece, kind = pieces[at]
        last = names[-1] if names else None
        if kind is _Kind.SUFFIX:
            if last and not last.literal:
                names[-1] = replace(last, suffix=piece.rstrip("."))
        elif kind is _Kind.INITIALS and last and last.given:  # "Nolan J, V., Ketterson ED"
            names[-1] = replace(last, given=f"{last.given} {piece}")
        elif _may_be_family(pieces, at) and _is_given(pieces, at):
            family, suffix = _cut_suffix(piece)
            given, other = _cut_suffix(pieces[next(waiting)][0])
            names.append(_name(family, given, suffix or other))
        else:
            names.append(_whole(piece, kind))
    return names


def _may_be_family(pieces: list[tuple[str, _Kind]], at: int) -> bool:
    """Whether a piece can be a family name alone: words, or "NG" before other initials."""
    kind = pieces[at][1]
    return kind is _Kind.WORDS or (kind is _Kind.INITIALS and [k for _, k in pieces[at + 1 : at + 2]] == [kind])


def _pieces(text: str) -> list[tuple[str, _Kind]]:
    pieces: list[tuple[str, _Kind]] = []
    at = 0
    for match in [*_SEPARATOR.finditer(text), None]:
        words = text[at : match.start() if match else len(text)].strip(_EDGES).split()
        at = match.end() if match else at
        if piece := " ".join(word for word in words if any(c.isalpha() for c in word)):
            pieces.append((piece, _kind(piece)))
    return pieces


def _kind(piece: str) -> _Kind:
    if _SUFFIX.fullmatch(piece):
        return _Kind.SUFFIX
    words = _cut_suffix(piece)[0].split()
    if all(_is_initials(word) for word in words):
        return (
            _Kind.INITIALS if len(words) == 1 or all(len(word) == 1 or "." in word for word in words) else _Kind.WHOLE
        )
    if GROUP_WORD.search(piece) or len(words) > _MOST_WORDS:
        return _Kind.GROUP
    if any(_is_initials(word) for word in words) or _GLUED.fullmatch(piece):
        return _Kind.WHOLE
    return _Kind.WORDS


@lru_cache(maxsize=20_000)
def _is_initials(word: str) -> bool:
    """Whether a word is one or several initials: "A", "AB", "J.-P.", "A.B.", "Yu."."""
    letters = [part for part in re.split(r"[.\-‐–’' ]", word) if part]
    if not letters or not all(part.isalpha() for part in letters):
        return False
    short = all(len(part) <= _LONGEST_PART for part in letters)
    if "." in word and short and len(letters) <= _MOST_PARTS and all(part[0].isupper() for part in letters):
        return True
    capitals = all(part.isupper() for part in letters) and sum(map(len, letters)) <= _MOST_LETTERS
    return capitals and (len(letters) == 1 or short)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pair:
    """Two pieces with a comma between them, of which the second may be the given name of the first.

    `printed` is the first piece, `family` its words without a suffix; `given` are the words of the second, `kind` what
    it is made of. `opens_list` tells whether the pair does, `kinds` what each piece of the list is made of.
    """

    printed: str
    family: Sequence[str]
    given: Sequence[str]
    kind: _Kind
    opens_list: bool
    kinds: Sequence[_Kind]


def _no_capitals(pair: _Pair) -> bool | None:
    """张三, 李四: a script without capitals has no "Family, Given"."""
    return False if pair.printed.upper() == pair.printed.lower() else None


def _initials_follow(pair: _Pair) -> bool | None:
    """Smith, A. B.: initials alone belong to what stands before them."""
    return True if pair.kind is _Kind.INITIALS else None


def _no_words_follow(pair: _Pair) -> bool | None:
    """Smith, WHO Study Group; Smith, Jr.: only words can be a given name."""
    return None if pair.kind in {_Kind.WORDS, _Kind.WHOLE} else False


def _several_words_before(pair: _Pair) -> bool | None:
    """Anna Smith, Carl Jones: two words and more are a whole name, particles aside."""
    return False if len(_without_particles(pair.family)) > 1 else None


def _words_and_initials_follow(pair: _Pair) -> bool | None:
    """Bowman, Laura L.: in a list that opens with a word, not in "A. Smith, Laura L. Jones" or "Smith, AB Jones"."""
    if pair.kind is not _Kind.WHOLE:
        return None
    return pair.kinds[0] is _Kind.WORDS and not _is_initials(pair.given[0]) and _is_initials(pair.given[-1])


def _whole_names_elsewhere(pair: _Pair) -> bool | None:
    """Smith, Anna, C. Jones, Mary Wu: only the first name is turned where others come whole."""
    return False if not pair.opens_list and _Kind.WHOLE in pair.kinds else None


def _one_word_follows(pair: _Pair) -> bool | None:
    """Smith, Anna: one word may be a given name anywhere."""
    return True if len(pair.given) == 1 else None


def _two_words_follow(pair: _Pair) -> bool:
    """Smith, Anna Maria, Carl Jones: two words only at the head of a list, where no whole name can stand before."""
    return len(pair.given) == 2 and len(pair.family) == 1 and pair.opens_list


_GIVEN_RULES: tuple[Callable[[_Pair], bool | None], ...] = (
    _no_capitals,
    _initials_follow,
    _no_words_follow,
    _several_words_before,
    _words_and_initials_follow,
    _whole_names_elsewhere,
    _one_word_follows,
    _two_words_follow,
)
"""Whether the piece behind a comma is the given name of the one before it; the first rule that knows decides."""


def _is_given(pieces: list[tuple[str, _Kind]], at: int) -> bool:
    """Whether the piece behind the one at `at` is its given name: "Smith, A. B.", "Smith, Anna"."""
    if at + 1 == len(pieces):
        return False
    (printed, _), (behind, kind) = pieces[at : at + 2]
    pair = _Pair(
        printed=printed,
        family=_cut_suffix(printed)[0].split(),
        given=behind.split(),
        kind=kind,
        opens_list=at == 0,
        kinds=[kind for _, kind in pieces],
    )
    return first(_GIVEN_RULES, pair)[1]


def _without_particles(words: Sequence[str]) -> Sequence[str]:
    return [word for word in words if word.lower() not in _PARTICLES] or words


def _whole(piece: str, kind: _Kind) -> Name:
    """One name, in any order of its parts."""
    piece, suffix = _cut_suffix(piece)
    words = piece.split()
    if kind is _Kind.GROUP or len(words) > _MOST_WORDS:
        return Name(literal=piece)
    if len(words) == 1:
        return _glued(piece, suffix)
    if _is_initials(words[-1]):  # Smith AB, Smith A. B.
        first = _first_initial(words)
        return _name(" ".join(words[:first]), " ".join(words[first:]), suffix)
    last = max((at for at, word in enumerate(words) if _is_initials(word)), default=-1)
    if last >= 0:  # A. B. Smith, Anna B. Smith
        return _name(" ".join(words[last + 1 :]), " ".join(words[: last + 1]), suffix)
    if words[0] in _PARTICLES:  # "van der Berg" without a given name
        return _name(piece, "", suffix)
    # Anna van der Berg, Anna Smith
    cut = next((at for at, word in enumerate(words[1:-1], 1) if word in _PARTICLES), len(words) - 1)
    return _name(" ".join(words[cut:]), " ".join(words[:cut]), suffix)


def _first_initial(words: list[str]) -> int:
    """Where the initials at the end of a name begin; never at 0, for "NG T" and "DE LA CRUZ J M" are names too."""
    in_capitals = all(_is_initials(word) for word in words)
    first = len(words) - 1
    while first > 1 and (len(words[first - 1].strip(".")) == 1 if in_capitals else _is_initials(words[first - 1])):
        first -= 1
    return first


def _glued(word: str, suffix: str) -> Name:
    """A name in one word; "A.B.Smith" and "Smith,A.B." come without spaces."""
    if match := _GLUED.fullmatch(word):
        return _name(match["family"], match["given"], suffix)
    return _name(word, "", suffix)


def _cut_suffix(piece: str) -> tuple[str, str]:
    """The name without "Jr" at its end, and the suffix; "Smith Jr A" has it inside."""
    words = piece.split()
    last = len(words) - 1
    if last > 0 and _SUFFIX.fullmatch(words[last]) and not (last == 1 and words[last] in _SUFFIXES_LIKE_INITIALS):
        return " ".join(words[:last]), words[last].rstrip(".")
    if last > 1 and _SUFFIX.fullmatch(words[last - 1]) and _is_initials(words[last]):
        return " ".join([*words[: last - 1], words[last]]), words[last - 1].rstrip(".")
    return piece, ""


def person(family: str, given: str, suffix: str = "") -> Name:
    """A person from parts that a format keeps apart; the particle before the family name goes to its own field.

    >>> person("van der Berg", "A. B.").non_dropping_particle
    'van der'
    """
    if family.isalpha() and given.isalnum() and not suffix:  # nothing to tidy
        return Name(family=family, given=given)
    return _name(family, given, suffix)


def _name(family: str, given: str, suffix: str) -> Name:
    """A person; the particle before the family name goes to its own field."""
    words = family.strip(_EDGES).rstrip(".").split()
    cut = 0
    while cut < len(words) - 1 and words[cut].lower() in _PARTICLES:
        cut += 1
    if not words:
        words, given = given.split(), ""
    given = given.strip(_EDGES)
    if not re.search(r"[^\W\d_]\.$", given) or len(re.split(r"[\s.\-]+", given.rstrip("."))[-1]) > 2:
        given = given.rstrip(".")
    return Name(family=" ".join(words[cut:]), given=given, suffix=suffix, non_dropping_particle=" ".join(words[:cut]))


def _is_one_group(text: str) -> bool:
    """Whether commas and "and" are part of one name: "National Heart, Lung, and Blood Institute"."""
    if not GROUP_WORD.search(text) or ";" in text:
        return False
    pieces = re.split(r",|\s(?:and|und|et|y|e|&)\s", _FOR_A_GROUP.sub(",", text))
    kinds = [_kind(piece.strip(_EDGES)) for piece in pieces if any(c.isalpha() for c in piece)]
    return not any(kind in {_Kind.INITIALS, _Kind.WHOLE, _Kind.SUFFIX} for kind in kinds)
