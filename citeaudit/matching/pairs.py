"""References beside the works they were found to be, as far as the two may be compared field by field."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from citeaudit.matching.containers import same_container
from citeaudit.matching.numbering import same_volume
from citeaudit.matching.titles import is_subtitled
from citeaudit.model import Audit, Found, Record, Reference
from citeaudit.text.folding import fold
from citeaudit.text.patterns import lazy
from citeaudit.text.wordlists import word_list

_PREPRINT = lazy(r"\w+rxiv\b|research square|ssrn\b|preprints?\b|authorea\b", re.IGNORECASE)
"""A server of preprints, as it stands in place of the journal."""
_BOOKS = frozenset({"book", "chapter", "entry"})
"""Types of books and their parts."""
_NUMBER = lazy(r"\d+")
"""The numbers in a field and in a reference as printed."""
_THOUSANDS = lazy(r"(?<=\d),(?=\d{3}(?!\d))")
"""The comma in a number of a thousand and more: "12,345"."""
_ROMAN_WORD = lazy(r"(?<![^\W_])[IVXLC]{2,}(?![^\W_])")
"""A number in Roman figures; a single letter is an initial."""
_IDENTIFIER = lazy(r"10\.\d{4,9}/\S+|https?://\S+|PM(?:C?ID|C):?\s*\d+", re.IGNORECASE)
"""What has digits that are no year, volume or page."""
_SMALL = frozenset("a an and as at by for from in of on or the to with".split())
"""Words that do not count in titles: lists of references add, leave out and exchange them."""
_SIGNS = frozenset({"plus", "minus", "approximately", "similar", "versus", "vs", "percent"})
"""What registries write for signs: "similar to" for "≈"."""
_COUNTED = {"1": "o", "2": "t", "3": "t", "4": "f"}
"""Initials of numbers spelt out: "3D", "three dimensional"."""
_FEWEST_WORDS = 3
"""Words of a title that are known in another; "Sleep and memory" is, "Sleep" is not."""
_LONG = 20
"""Letters of a title that are enough to know it by; see `citeaudit.matching.titles`."""
_LONG_WORD = 4
"""Letters of a journal of one word that is looked for in a reference; shorter words are names and abbreviations."""
_IN_BRACKETS = lazy(r"^\W*\[[^\[\]]+\]\W*$")
"""How lists print the title of a work in another language, translated."""
_ENGLISH = frozenset("a an and are as at by for from in into is of on or the to with".split())
"""Small words of English titles."""
_FEWEST_FOREIGN = 1
"""Small words of another language by which a title is in it, where the other title has none and some of English."""
_DIGIT = lazy(r"\d")
"""A digit tells two titles apart that differ in nothing else."""


def found_pairs(audit: Audit) -> Iterator[tuple[Reference, Found]]:
    """Each reference whose work was found, with what was found, in the order of the list."""
    for reference in audit.references:
        resolution = audit.resolutions.get(reference.index)
        if isinstance(resolution, Found):
            yield reference, resolution


def is_preprint(record: Record) -> bool:
    """Whether a record is one of a preprint, by its type, its server, or what stands for the journal."""
    return record.type == "article" or bool(record.archive) or bool(_PREPRINT.match(record.container_title))


def in_one_form(reference: Reference, found: Found) -> bool:
    """Whether reference and work are of one form, so that year, place and volume can be expected to be the same.

    A preprint and the article it became have each their own, and so have a book and its chapters, and an article that is
    "in press" and the same one printed.
    """
    cited, actual = reference.record, found.work.record
    if cited.status or is_preprint(cited) is not is_preprint(actual):
        return False
    return (cited.type in _BOOKS) is (actual.type in _BOOKS) and {cited.type, actual.type} != {"book", "chapter"}


def prints_number(raw: str, number: str) -> bool:
    """Whether a number stands in a reference as printed, whatever the reader took it for; identifiers do not count.

    >>> prints_number("J Sleep 2015 (Epub 2014);3:1-9", "2014"), prints_number("J Sleep 2015;3:11-9", "1")
    (True, False)
    >>> prints_number("Rev Hist, t. XLII, n° 3", "42"), prints_number("J Geophys 100:12,345–12,367", "12345")
    (True, True)
    """
    digits = _NUMBER.findall(number)
    text = _IDENTIFIER.sub(" ", raw)
    printed = {digit.lstrip("0") for part in (text, _THOUSANDS.sub("", text)) for digit in _NUMBER.findall(part)}
    roman = [word for word in _ROMAN_WORD.findall(text) if same_volume(word, number)] if len(digits) == 1 else []
    return bool(digits) and (bool(roman) or all(digit.lstrip("0") in printed for digit in digits))


def prints_container(reference: Reference, container: str) -> bool:
    """Whether a journal or book stands in a reference, abbreviated or not, whatever was read as such.

    A single word has to stand outside of the title: a title about the cell is not in the journal Cell.
    """
    printed, untitled = (
        fold(text).split() for text in (reference.raw, reference.raw.replace(reference.record.title, " "))
    )
    if any(same_container(word, container) for word in untitled if len(word) >= _LONG_WORD):
        return True
    return any(
        same_container(" ".join(printed[at : at + length]), container)
        for length in range(2, len(fold(container).split()) + 1)
        for at in range(len(printed) - length + 1)
    )


def near_title(cited: str, actual: str, *, raw: str, letters: int) -> bool:
    """Whether two titles that are not the same differ only in what a typist, a reader of lists or a registry does to them.

    That is: one has a subtitle more, or is the other in another language; one stands whole in the other or in the reference as printed, however it is divided into words, or they differ by
    at most `letters` letters and in no digit.

    >>> near_title("LF power of the heart", "Low-frequency power of the heart", raw="", letters=0)
    True
    >>> near_title("Solid-state fermentation forthe yeast", "Solid-state fermentation for the yeast", raw="", letters=0)
    True
    """
    return (
        fold(cited).replace(" ", "") == fold(actual).replace(" ", "")
        or _is_read_with_more(cited, actual)
        or is_subtitled(cited, actual)
        or is_translated(cited, actual)
        or (len(fold(actual).split()) > _FEWEST_WORDS and f" {fold(actual)} " in f" {fold(raw)} ")
        or _is_part("".join(_words(actual)), "".join(_words(raw)))
        or _is_cut("".join(_words(cited)), "".join(_words(actual)))
        or _is_mistyped("".join(_words(cited)), "".join(_words(actual)), letters)
        or _is_abbreviated(_words(cited), _words(actual))
    )


def is_translated(cited: str, actual: str) -> bool:
    """Whether titles cannot be compared, because the one cited is a translation, in brackets, or only one of them is English.

    >>> is_translated("[Sleep in adults]", "Schlaf bei Erwachsenen"), is_translated("Der Schlaf im Alter", "The sleep of the old")
    (True, True)
    """
    if _IN_BRACKETS.search(cited):
        return True
    one, other = (set(fold(title).split()) for title in (cited, actual))
    if any(len(word) > _LONG_WORD for word in one & other):
        return False
    return any(
        len(few & _foreign()) >= _FEWEST_FOREIGN and not many & _foreign() and many & _ENGLISH
        for few, many in ((one, other), (other, one))
    )


@cache
def _foreign() -> frozenset[str]:
    """Articles, prepositions and conjunctions that English does not have, not even in names."""
    return frozenset(fold(word) for line in word_list("foreign-words-in-titles.txt") for word in line.split())


def _is_read_with_more(cited: str, actual: str) -> bool:
    """Whether a name or a journal was read as part of the title: "The Sleep Code,” J Dreams"."""
    title, whole = fold(cited), fold(actual)
    if len(whole.split()) < _FEWEST_WORDS or f" {whole} " not in f" {title} ":
        return False
    return not _DIGIT.search(title.replace(whole, ""))


def _is_cut(cited: str, actual: str) -> bool:
    """Whether one title is the other without its beginning or its end, and no number is lost."""
    short, long = sorted((cited, actual), key=len)
    return _is_part(short, long) and not _DIGIT.search(long.replace(short, "", 1))


def _is_mistyped(cited: str, actual: str, letters: int) -> bool:
    """Whether titles differ by at most so many letters, and in no digit."""
    from rapidfuzz.distance import OSA

    return (
        _DIGIT.findall(cited) == _DIGIT.findall(actual) and OSA.distance(cited, actual, score_cutoff=letters) <= letters
    )


def _is_abbreviated(cited: list[str], actual: list[str]) -> bool:
    from difflib import SequenceMatcher

    changes = SequenceMatcher(None, cited, actual, autojunk=False).get_opcodes()
    return all(
        operation == "equal" or _is_shortened(cited[i1:i2], actual[j1:j2]) for operation, i1, i2, j1, j2 in changes
    )


def _words(text: str) -> list[str]:
    """The words that count, with the micro sign spelt out."""
    return [word for word in fold(text).replace("\u03bc", "micro").split() if word not in _SMALL]


def _is_part(part: str, whole: str) -> bool:
    return len(part) >= _LONG and part in whole


def _is_shortened(cited: list[str], actual: list[str]) -> bool:
    """Whether a change of words only abbreviates them ("LF", "low frequency"; "3D", "three dimensional") or spells out a sign."""
    if {*cited, *actual} <= _SIGNS:
        return True
    few, many = sorted((cited, actual), key=lambda words: len("".join(words)))
    short, initials = "".join(few), "".join(word[0] for word in many)
    return bool(short) and initials in {short, _COUNTED.get(short[0], short[0]) + short[1:]}
