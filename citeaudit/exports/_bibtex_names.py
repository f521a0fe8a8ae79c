"""Names as BibTeX cuts them into first, von, last and jr, and back.

What an entry cannot hold: a capital particle ("Van" in "Van Damme"), which becomes part of the family name.

Source: Oren Patashnik, "Designing BibTeX Styles" (1988), on names.
"""

from __future__ import annotations

import re

from citeaudit.exports._latex import decode, encode, single_spaced
from citeaudit.model import Name
from citeaudit.text.patterns import lazy

_NAME_ESCAPED = lazy(r"\sand\s+(?=\\)", re.IGNORECASE)  # a second name that begins with a command


def name_out(name: Name) -> str:
    """One name as "von Last, Jr, First", braced where BibTeX would cut it elsewhere; a group as "{Group}"."""
    particle, family = single_spaced(name.non_dropping_particle), single_spaced(name.family)
    if not family:
        group = encode(name.literal or str(name))
        return f"{{{group}}}" if group else ""
    if particle and not (_is_lower(particle.split()[-1]) and _is_plain(particle)):
        particle, family = "", f"{particle} {family}"
    given, jr = (_part_out(part) for part in (name.given, name.suffix))
    if not (given or jr or particle):
        if family.casefold() == "others":
            return f"{{{family[0]}}}{family[1:]}"
        return encode(family).replace(" ", "{ }").replace(",", "{,}")  # one word, or it is cut into first and last
    words = family.split()
    whole = len(words) == 1 or all(word[0].isupper() for word in words)
    last = encode(family) if whole and _is_plain(family) else f"{{{encode(family)}}}"
    return ", ".join(filter(None, (f"{particle} {last}".lstrip(), jr, given or "{}")))


def _part_out(text: str) -> str:
    return encode(text) if _is_plain(text) else f"{{{encode(text)}}}"


def _is_plain(text: str) -> bool:
    """Whether no comma, "and" or escape in the text could be taken for syntax within a name."""
    return "," not in text and "and" not in text.casefold().split() and "\\" not in encode(text)


def _is_lower(word: str) -> bool:
    return next((letter.islower() for letter in word if letter.isalpha()), False)


def names_in(value: str) -> tuple[tuple[Name, ...], bool]:
    """The names of a list, and whether it ends in "and others"."""
    from bibtexparser.middlewares.names import split_multiple_persons_names

    # bibtexparser 2.1 swallows a backslash that begins a second name, and the letter after it; a brace saves both.
    names = split_multiple_persons_names(_NAME_ESCAPED.sub(r"\g<0>{}", value))
    known = tuple(name for text in names if text.strip().lower() != "others" and (name := _name_in(text)) != Name())
    return known, any(text.strip().lower() == "others" for text in names)


def _name_in(text: str) -> Name:
    from bibtexparser.middlewares.names import parse_single_name_into_parts

    if _is_group(text):
        return Name(literal=decode(text))
    # Parts are told apart before decoding: decoded, a braced comma or "and" looks like syntax.
    parts = parse_single_name_into_parts(text, strict=False)
    return Name(
        family=decode(" ".join(parts.last)),
        given=decode(" ".join(parts.first)),
        suffix=decode(" ".join(parts.jr)),
        non_dropping_particle=decode(" ".join(parts.von)),
    )


def _is_group(text: str) -> bool:
    """Whether one pair of braces holds the whole name."""
    text = text.strip()
    depth = 0
    for position, character in enumerate(text):
        depth += (character == "{") - (character == "}")
        if depth == 0:
            return position > 0 and position == len(text) - 1
    return False
