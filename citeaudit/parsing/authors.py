"""The list of authors at the beginning of a reference.

A few ways of printing a name cover the common styles: "Smith AB" (Vancouver, AMA), "Smith, A. B." (APA, Nature, ACS),
"Smith A. B." and "A. B. Smith" (IEEE). The way that reads the most of the beginning is taken.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from citeaudit.model import Name

_UPPER = r"[^\W\d_a-zß-öø-ÿ]"
_PARTICLES = (
    r"(?:(?:van|von|Van|Von|de|De|del|Del|della|Della|di|Di|da|Da|dos|Dos|do|du|Du|le|Le|la|La|el|El|al|Al|ten|ter|den|der|Den|Der|zu|zur|bin|ibn|"
    r"af|av|vom|zum|het|’t|'t|las|los|y|und|in)\s+){1,3}"
)
_WORD = r"(?:[dDlLO][’'])?[^\W\d_](?:[^\W\d_]|[’'\-‐–](?=[^\W\d_]))+"
_FAMILY = rf"(?P<particle>{_PARTICLES})?(?P<family>(?:[dDlLO][’'])?{_UPPER}(?:[^\W\d_]|[’'\-‐–](?=[^\W\d_]))*(?:[ ]{_WORD}){{0,3}}?)"
_SUFFIX = r"(?:,?\s+(?P<suffix>Jr|Sr|2nd|3rd|4th|II|III|IV)\b\.?)?"
_BARE_INITIALS = rf"(?P<given>{_UPPER}{{1,4}}(?:[-\s]{_UPPER}{{1,2}})?)(?![^\W\d_])"
_DOTTED_INITIALS = rf"(?P<given>{_UPPER}[a-z]?\.(?:[\s\-‐–]*{_UPPER}[a-z]?\.){{0,4}}|{_UPPER}(?=\s*[,;&(]))"
_STYLES = {
    "Smith AB": re.compile(rf"{_FAMILY}\s{_BARE_INITIALS}{_SUFFIX}"),
    "Smith A. B.": re.compile(rf"{_FAMILY}\s(?P<given>{_UPPER}\.(?:[\s\-‐–]*{_UPPER}\.){{0,4}}){_SUFFIX}"),
    "Smith, A. B.": re.compile(rf"{_FAMILY},\s?{_DOTTED_INITIALS}{_SUFFIX}"),
    "A. B. Smith": re.compile(rf"{_DOTTED_INITIALS}\s*{_FAMILY}(?=\s*(?:,|;|\.|\band\b|&|\bet\b|\(|$)){_SUFFIX}"),
    "Smith, Anna B.": re.compile(
        rf"{_FAMILY},\s(?P<given>{_UPPER}[^\W\d_]+(?:[\s-]{_UPPER}[^\W\d_]+)*(?:\s{_UPPER}\.?)*)(?=\s*(?:;|\.|&|\band\b|$))"
    ),
}
_SEPARATOR = re.compile(r"\s*(?:[,;]\s*(?:and|&|und|et|y|e)\s|[,;]|&|\band\s|\bund\s)\s*")
_ET_AL = re.compile(r"[,;]?\s*(?:\bet\s+al\b\.?|\band\s+others\b|\bet\s+coll\b\.?|\bu\.\s?a\.|…\s*)", re.IGNORECASE)
_ROLE = re.compile(r"[,;]?\s*\(?\b(?:eds?|editors?|hrsg)\b\.?\)?", re.IGNORECASE)
_GROUP = re.compile(
    r"(?P<literal>(?:(?:for|on behalf of)\s+the\s+)?[^\W\d_a-z][^.;:()\[\]]{3,110}?\b(?:Group|Consortium|Committee|Association|Society|Societies|"
    r"Organi[sz]ation|Collaboration|Collaborative|Collaborators|Network|Team|Institute|Institutes|Agency|Investigators|Council|Ministry|Department|"
    r"Centers?|Bank|Foundation|Federation|Program(?:me)?|Initiative|Commission|Panel|Board|Union|Partnership|Administration|Service)\b[^.;:()\[\],]{0,60})"
)
_GROUP_WORD = re.compile(
    r"\b(?:group|consortium|committee|association|society|organi[sz]ation|collaborat\w+|network|team|institut\w+|agency|investigators|council|ministry|"
    r"department|cent(?:er|re)|bank|foundation|commission|union|administration|service|university|office|programme?)s?\b",
    re.IGNORECASE,
)
_ROLE_WORDS = re.compile(r"\s*[(\[]?\b(?:eds?|editors?|hrsg|trans)\b\.?[)\]]?\s*$", re.IGNORECASE)
_AND = re.compile(r"\s*(?:(?:^|\s)(?:and|und|et|y)\s|&)\s*")
_INITIALS = re.compile(rf"(?:{_UPPER}\.?[\s\-‐–]*){{1,4}}(?:\s*(?:Jr|Sr|I{{2,3}})\.?)?")
_GIVEN_ONLY = re.compile(rf"{_UPPER}[^\W\d_]+(?:\s{_UPPER}\.?)?")
_MOST_AUTHORS = 3000


@dataclass(frozen=True, slots=True, kw_only=True)
class Authors:
    """The authors read, where reading stopped (0-based), and whether the list ends in "et al."."""

    names: tuple[Name, ...] = ()
    end: int = 0
    et_al: bool = False


def read_authors(text: str) -> Authors:
    """Read the authors from a stretch that holds nothing else, or from the beginning of a reference string.

    Example:
        >>> found = read_authors("La Verde N, de Groot S, O'Regan R, et al.")
        >>> [str(name) for name in found.names], found.et_al
        (['La Verde N', 'de Groot S', "O'Regan R"], True)
        >>> [str(name) for name in read_authors("A. B. Smith and C. Jones, “Title,”").names]
        ['Smith A. B.', 'Jones C.']
    """
    read = [_read(text, pattern) for pattern in _STYLES.values()]
    furthest = max(authors.end for authors in read)
    # one way may read "Hall AB" as a family name and come a full stop further: then more names decide
    best = max((a for a in read if a.end >= furthest - 2), key=lambda authors: len(authors.names))
    if not best.names and (match := _GROUP.match(text)) and match.end() < len(text):
        return Authors(names=(Name(literal=match["literal"].strip(" ,")),), end=match.end())
    return best


def split_authors(text: str) -> Authors:
    """The authors of a stretch that is known to hold authors and nothing else, however they are printed.

    Where no one way of printing names reads the whole stretch, it is cut at its separators.

    Example:
        >>> [str(name) for name in split_authors("Smith, Anna, Jones AB, Mary K. Doe and WHO Study Group").names]
        ['Smith Anna', 'Jones AB', 'Doe Mary K.', 'WHO Study Group']
    """
    bare = _ROLE_WORDS.sub(" ", text)
    read = read_authors(bare)
    rest = bare[read.end :].strip(" .,;:&()[]")
    if read.names and len(rest) <= 2:
        return Authors(names=read.names, end=len(text), et_al=read.et_al)
    et_al = _ET_AL.search(bare)
    if et_al:
        bare = bare[: et_al.start()] + bare[et_al.end() :]
    pieces = [piece.strip(" ,.;:") for piece in re.split(r";", bare)] if ";" in bare else _at_commas(bare)
    names = [name for piece in pieces for part in _AND.split(piece) if (name := _one(part))]
    return Authors(names=tuple(names), end=len(text), et_al=bool(et_al))


def _at_commas(text: str) -> list[str]:
    """Pieces between commas, initials put back to the family name before them ("Smith, A. B., Jones, C.")."""
    pieces: list[str] = []
    for piece in text.split(","):
        words = piece.strip(" ;:")
        first = re.match(r"(?:and|&|und|et|y|e)\s+", words)
        if pieces and _INITIALS.fullmatch(words) and not first and "," not in pieces[-1]:
            pieces[-1] += f", {words}"
        elif pieces and _GIVEN_ONLY.fullmatch(words) and len(pieces[-1].split()) == 1 and len(pieces) == 1:
            pieces[-1] += f", {words}"  # "Smith, Anna, …": only the first name is turned round
        elif words:
            pieces.append(words)
    return pieces


def _one(text: str) -> Name | None:
    """One name, in any order of its parts."""
    text = text.strip(" ,;:&()[]*")
    if not re.search(r"[^\W\d_]", text):
        return None
    for pattern in _STYLES.values():
        if match := pattern.fullmatch(text):
            return _name(match)
    if _GROUP_WORD.search(text):
        return Name(literal=text)
    family, comma, given = text.partition(",")
    if comma:
        return Name(family=family.strip(), given=given.strip(" ."))
    words = text.split()
    if len(words) > 1 and _INITIALS.fullmatch(words[-1]):
        return Name(family=" ".join(words[:-1]), given=words[-1])
    if len(words) > 5:
        return Name(literal=text)
    last = next((at for at, word in enumerate(words[:-1]) if at and word.islower()), len(words) - 1)
    return Name(given=" ".join(words[:last]), family=words[-1], non_dropping_particle=" ".join(words[last:-1]))


def _read(text: str, pattern: re.Pattern[str]) -> Authors:
    names: list[Name] = []
    at = 0
    while len(names) < _MOST_AUTHORS and (match := pattern.match(text, at)):
        names.append(_name(match))
        at = match.end()
        separator = _SEPARATOR.match(text, at)
        if not separator:
            break
        if not pattern.match(text, separator.end()):
            if (group := _GROUP.match(text, separator.end())) and "." not in text[separator.end() : group.end()]:
                names.append(Name(literal=group["literal"].strip(" ,")))
                at = group.end()
            break
        at = separator.end()
    if not names:
        return Authors()
    et_al = _ET_AL.match(text, at)
    at = et_al.end() if et_al else at
    role = _ROLE.match(text, at)
    return Authors(names=tuple(names), end=role.end() if role else at, et_al=bool(et_al))


def _name(match: re.Match[str]) -> Name:
    return Name(
        family=match["family"].strip(),
        given=match["given"].strip(),
        suffix=(match.groupdict().get("suffix") or "").strip(),
        non_dropping_particle=(match["particle"] or "").strip(),
    )
