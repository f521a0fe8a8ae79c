"""A reference beside one work, field by field: what the rules of `citeaudit.matching.rules` decide on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from citeaudit.matching.containers import is_damaged, near_container, same_container
from citeaudit.matching.names import is_misspelt, same_author, same_coauthors
from citeaudit.matching.numbering import same_page, same_volume, same_year
from citeaudit.matching.titles import loose_likeness, same_title, stands_loosely_in, title_kind, title_likeness
from citeaudit.model import Name, Record
from citeaudit.text.folding import fold
from citeaudit.text.patterns import lazy

ALIKE = 0.85
"""Likeness of a title that was cut or damaged; a title with another number in it is never so alike."""
_PRINTED = 0.9
"""Likeness given to a title that stands in the reference, but was not read as its title."""
_LONG_TITLE = 5
"""Words of a title that few works share; "Cancer statistics in Europe" is printed every year."""
_FEWEST_WORDS = 4
"""Words of a title that are looked for in the reference; shorter ones stand in other titles and in journals."""
_FEWEST_DIGITS = 3
"""Digits of an article number that are known at the end of a DOI; two are there by chance."""
_ONLINE = 1
"""Years between the online and the printed version of an article."""
_WEIGHTS = {"title": 0.45, "first author": 0.2, "year": 0.1, "container": 0.1, "volume": 0.075, "first page": 0.075}
"""Share of each field in the score: the title tells most, the numbers least, for they are most often wrong."""
_UNKNOWN = 0.5
"""What a field that cannot be compared counts: between agreeing and differing."""
_NEARLY = 0.8
"""What a field counts that agrees but for damage, so that a work in which it agrees wholly is preferred."""
_NEXT_YEAR = 0.7
"""What a year counts that is one off: less than damage, for the next part of a series is often a year off."""
_LOOSELY = 0.9
"""Part of a loose resemblance that counts, so that a title compared letter by letter is preferred."""
_NOTICE = lazy(r"(?:correct|errat|corrigend|addend|retract|repl[yi]|respon|comment)\w*(?: (?:to|on|for|of))?$")
"""What stands before a title where the work is a notice on it: "Correction to …"."""
_OF_ANOTHER = lazy(r"\b(?:correct|errat|corrigend|addend|retract|repl(?:y|ies)|respon|comment)\w*\b")
"""A word by which a reference or a title may be a notice on another work."""


class Comparison(NamedTuple):
    """A record against a work, field by field; None where a field cannot be compared."""

    title: bool | None
    likeness: float  # of the title
    long_title: bool
    author: bool | None  # the first
    misspelt: bool  # the first author is another, but for a letter or two
    year: bool | None  # at most one off
    exact_year: bool | None
    container: bool | None
    damaged_container: bool  # looked at only where the titles cannot be compared
    volume: bool | None
    page: bool | None  # the first, or the number of the article
    coauthors: bool | None
    near_container: bool | None  # also where `container` is true
    resemblance: float  # of the title, where the place agrees; see `loose_likeness`

    @property
    def named(self) -> bool:
        """Whether the first author agrees, misspelt or not."""
        return self.author is True or self.misspelt

    @property
    def placed(self) -> bool:
        """Whether the place in the journal agrees: the first page, and the volume as far as it is known."""
        return self.page is True and self.volume is not False

    @property
    def in_journal(self) -> bool:
        """Whether the journal or book agrees, abbreviated, damaged or in part."""
        return self.near_container is True or self.damaged_container

    @property
    def score(self) -> float:
        """How much agrees, 0–1; a field that cannot be compared counts half."""
        nearly_by = self.misspelt or (self.author is False and self.coauthors is True)
        agreed = {
            "title": None if self.title is None else max(self.title, self.likeness, _LOOSELY * self.resemblance),
            "first author": _NEARLY if nearly_by else self.author,
            "year": self.year if self.exact_year or not self.year else _NEXT_YEAR,
            "container": _NEARLY if self.container is False and self.near_container else self.container,
            "volume": self.volume,
            "first page": self.page,
        }
        return sum(_WEIGHTS[name] * (_UNKNOWN if value is None else value) for name, value in agreed.items())

    @property
    def reason(self) -> str:
        """What agrees and what differs, in words."""
        alike = self.title is False and self.likeness >= ALIKE
        fields = {
            "title": None if alike else self.title,
            "first author": self.author,
            "year": self.exact_year,
            "journal or book": self.container,
            "volume": self.volume,
            "first page": self.page,
        }
        agree = [name for name, same in fields.items() if same]
        differ = [name for name, same in fields.items() if same is False]
        words = f"{_listed(agree)} {'agrees' if len(agree) == 1 else 'agree'}" if agree else ""
        if differ:
            words += f"{'; ' if words else ''}{_listed(differ)} {'differs' if len(differ) == 1 else 'differ'}"
        return f"{words}; the titles are alike, not the same" if alike else words


def compare(record: Record, other: Record, raw: str = "") -> Comparison:
    """Compare what an author wrote with a work.

    Args:
        record: What the author wrote.
        other: The record of the work.
        raw: The reference as printed; a title that stands in it is alike, whatever was read as the title.

    """
    misspelt, author = same_first_author(record, other)
    title, likeness = same_title(record.title, other.title), title_likeness(record.title, other.title)
    if not title and likeness < _PRINTED and stands_in(other.title, record, raw):
        title, likeness = False, _PRINTED
    container = same_container(record.container_title, other.container_title)
    volume, page = same_volume(record.volume, other.volume), same_page(record.page, other.page)
    if _ends_in(other.DOI, record.first_page):
        page = True
    return Comparison(
        title=title,
        likeness=likeness,
        long_title=len(fold(other.title).split()) >= _LONG_TITLE,
        author=author,
        misspelt=misspelt,
        year=same_year(record.year, other.year, tolerance=_ONLINE),
        exact_year=same_year(record.year, other.year),
        container=container,
        damaged_container=title is None and is_damaged(record.container_title, other.container_title),
        volume=volume,
        page=page,
        coauthors=same_coauthors(record.author, other.author),
        near_container=container or near_container(record.container_title, other.container_title),
        resemblance=_resemblance(record.title, other.title, raw) if volume and page and not title else 0.0,
    )


def first_author(record: Record) -> Name | None:
    """The first author, or the first editor of a work without authors; None where there is neither."""
    return next(iter(record.author or record.editor), None)


def same_first_author(record: Record, other: Record) -> tuple[bool, bool | None]:
    """Whether the first author is the same but misspelt, and whether it is the same."""
    cited, actual = first_author(record), first_author(other)
    if cited is None or actual is None:
        return False, None
    if cited.literal:  # a group may stand anywhere in the list of authors
        groups = [name for name in other.author if name.literal]
        return False, True if any(same_author(cited, name) for name in groups) else same_author(cited, actual)
    same = same_author(cited, actual)
    return same is False and is_misspelt(cited, actual), same


def stands_in(title: str, record: Record, raw: str) -> bool:
    """Whether a title of four words or more stands in a reference as printed, and not under "Correction: …"."""
    words = fold(title)
    if len(words.split()) < _FEWEST_WORDS or title_kind(title) != title_kind(record.title):
        return False
    before, found, _ = f" {fold(raw)} ".partition(f" {words} ")
    return bool(found) and not _NOTICE.search(before)


def _resemblance(cited: str, actual: str, raw: str) -> float:
    """How much a title looks like another, or like a part of the reference, 0–1; 0 for another kind of notice."""
    if title_kind(cited) != title_kind(actual):
        return 0.0
    likeness = loose_likeness(cited, actual)
    if bool(_OF_ANOTHER.search(fold(raw))) is bool(_OF_ANOTHER.search(fold(actual))):
        likeness = max(likeness, stands_loosely_in(actual, raw))
    return likeness


def _ends_in(doi: str, page: str) -> bool:
    """Whether a DOI ends in the number of the article, as those of PLOS, Frontiers and PNAS do."""
    digits = "".join(filter(str.isdigit, page)).lstrip("0")
    before = doi.removesuffix(digits)
    return len(digits) >= _FEWEST_DIGITS and before != doi and not before.endswith(tuple("123456789"))


def _listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
