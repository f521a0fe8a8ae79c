"""A reference as citations may call it."""

from __future__ import annotations

from dataclasses import dataclass, field

from citeaudit.linking._author_names import NAME, family_keys
from citeaudit.model import Reference
from citeaudit.text.folding import fold
from citeaudit.text.patterns import lazy
from citeaudit.text.wordlists import word_list

HEAD_WORDS = 24
"""Words of an entry by which a group may be called: the longest names of ministries with their departments."""
_OPENING = 200
"""Characters of an entry in which it may introduce its own abbreviation."""
_LONGEST_AUTHORS = 400
"""Characters of an entry, up to the year, in which names of authors are sought."""
_SHORTEST_ACRONYM = 3
"""Letters of an acronym; two are initials of persons, too."""
_LONGEST_TITLE = 60
"""Characters of a title that stand for a work without authors."""
SMALL_WORDS = frozenset(word_list("small-words.txt"))
_FIRST_NAME = lazy(rf"\W*(?:[^\W\d_a-z]\.[\s-]?)*(?P<family>{NAME}?)(?=[,.;:\s(]|$)")
_YEAR_LETTER = lazy(r"(?<!\d)(?P<year>(?:1[5-9]|20)\d\d)(?P<letter>[a-z])(?![^\W_])")
_YEARS = lazy(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)")
_TWO_YEARS = lazy(r"(?<!\d)(?P<a>(?:1[5-9]|20)\d\d)\s?[/\[(–-]+\s?(?P<b>(?:1[5-9]|20)\d\d)(?!\d)")
_IN_BRACKETS = lazy(r"\((?P<year>(?:1[5-9]|20)\d\d)[a-z]?\)")
ABBREVIATION = lazy(r"[\[(]\s?(?P<short>[A-Z][A-Za-z&]{1,9})\s?[\])]")


@dataclass(slots=True)
class Entry:
    """A reference as citations may call it. `authors` has the keys of each author's family name, most exact first."""

    index: int
    year: int | None
    letter: str
    years: frozenset[int]
    authors: tuple[tuple[str, ...], ...]
    parts: frozenset[str]
    given: frozenset[str]
    initials: str
    et_al: bool
    heads: tuple[str, ...]
    before_year: frozenset[str]
    printed: str
    undated: bool = False
    acronyms: frozenset[str] = frozenset()
    beside: frozenset[int] = field(default_factory=frozenset)


def entry_of(reference: Reference) -> Entry:
    record, raw = reference.record, reference.raw
    names = record.author or record.editor
    authors = [family_keys(name.full_family) for name in names]
    whole = fold(raw)
    parts: set[str] = set()
    if names and not names[0].literal:
        parts = {word for word in fold(names[0].full_family).split() if len(word) > 2}
    if match := _FIRST_NAME.match(raw):  # where the authors were parsed wrongly, the entry still begins with a name
        parts |= set(family_keys(match["family"]))
    letter, year = "", record.year
    for found in _YEAR_LETTER.finditer(raw):
        if year is None or int(found["year"]) == year:
            letter, year = found["letter"], int(found["year"])
            break
    years = {int(match[0]) for match in _YEARS.finditer(raw)} if year is None else {year}
    beside: set[int] = set()
    for alone in _IN_BRACKETS.finditer(raw):  # the year of publication, should another have been taken for it
        beside.add(int(alone["year"]))
    for both in _TWO_YEARS.finditer(raw):
        pair = {int(both["a"]), int(both["b"])}
        if year is None or year in pair:
            beside |= pair
    short = ABBREVIATION.search(raw[:_OPENING])
    in_small_letters = bool(names) and names[0].given[:1].islower()  # "jamovi project", not a person
    is_group = (
        not names or not names[0].given or in_small_letters or (short is not None and short["short"] == names[0].family)
    )
    heads: list[str] = []
    if is_group:
        words = whole.split()[:HEAD_WORDS]
        heads = [" ".join(words[: size + 1]) for size in range(len(words)) if size or len(words[0]) > 1]
    if names and is_group:
        heads.append(fold(names[0].full_family))
        heads += [fold(name.full_family) for name in names[1:] if not any(n.given for n in names)]
    if is_group and short:
        heads.append(fold(short["short"]))
    return Entry(
        index=reference.index,
        year=year,
        letter=letter,
        years=frozenset(years | beside),
        authors=tuple(keys for keys in authors if keys),
        parts=frozenset(part for part in parts if part),
        given=frozenset(word for name in names[:1] for word in fold(name.given).split() if len(word) > 2),
        initials="".join(word[0] for word in fold(names[0].given).split()) if names else "",
        et_al=record.et_al,
        heads=tuple(dict.fromkeys(head for head in heads if head and head not in SMALL_WORDS)),
        before_year=frozenset(fold(_YEARS.split(raw, maxsplit=1)[0][:_LONGEST_AUTHORS]).split()),
        printed=printed(reference, letter),
        undated=year is None,
        beside=frozenset(beside),
        acronyms=_acronyms(fold(names[0].full_family)) if names and is_group else frozenset(),
    )


def _acronyms(name: str) -> frozenset[str]:
    """What else a group may be called: the first letters of all its words, "DoH", or of all but one within, "NICE".

    >>> sorted(_acronyms("department of health")), "nice" in _acronyms("national institute for health and care excellence")
    (['doh'], True)
    """
    words = name.split()
    large = [word[0] for word in words if word not in SMALL_WORDS]
    whole = "".join(word[0] for word in words)
    found = {whole} if _SHORTEST_ACRONYM <= len(whole) != len(large) else set()
    if len(large) > _SHORTEST_ACRONYM + 1:
        found |= {"".join(large[:at] + large[at + 1 :]) for at in range(1, len(large) - 1)}
    return frozenset(found)


def printed(reference: Reference, letter: str = "") -> str:
    """How the list would have a work cited: "Smith and Lee, 2015"."""
    names = [name.full_family for name in reference.record.author or reference.record.editor]
    if not names:
        who = reference.record.title[:_LONGEST_TITLE] or reference.raw[:_LONGEST_TITLE]
    elif len(names) == 1 and not reference.record.et_al:
        who = names[0]
    elif len(names) == 2 and not reference.record.et_al:
        who = f"{names[0]} and {names[1]}"
    else:
        who = f"{names[0]} et al."
    year = reference.record.year
    return f"{who}, {year}{letter}" if year else f"{who}, {reference.record.status or 'without a year'}"
