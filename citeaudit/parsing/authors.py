"""The list of authors at the beginning of a reference.

Three ways of printing a name cover the common styles: "Smith AB" (Vancouver, AMA), "Smith, A. B." (APA, Nature, ACS)
and "A. B. Smith" (IEEE). The way that reads the most of the beginning is taken.
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
_MOST_AUTHORS = 3000


@dataclass(frozen=True, slots=True, kw_only=True)
class Authors:
    """The authors read, where reading stopped (0-based), and whether the list ends in "et al." or names editors."""

    names: tuple[Name, ...] = ()
    end: int = 0
    et_al: bool = False
    editors: bool = False


def read_authors(text: str) -> Authors:
    """Read the authors from the beginning of a reference string.

    Example:
        >>> found = read_authors("La Verde N, de Groot S, O'Regan R, et al. Tolerability of")
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
    return Authors(names=tuple(names), end=role.end() if role else at, et_al=bool(et_al), editors=bool(role))


def _name(match: re.Match[str]) -> Name:
    return Name(
        family=match["family"].strip(),
        given=match["given"].strip(),
        suffix=(match.groupdict().get("suffix") or "").strip(),
        non_dropping_particle=(match["particle"] or "").strip(),
    )
