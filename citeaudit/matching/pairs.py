"""References beside the works they were found to be, as far as the two may be compared field by field."""

from __future__ import annotations

import re
from collections.abc import Iterator

from citeaudit.matching.containers import same_container
from citeaudit.model import Audit, Found, Record, Reference
from citeaudit.text.folding import fold

_PREPRINT = re.compile(r"\w+rxiv\b|research square|ssrn\b|preprints?\b|authorea\b", re.IGNORECASE)
_NUMBER = re.compile(r"\d+")
_IDENTIFIER = re.compile(r"10\.\d{4,9}/\S+|https?://\S+|PM(?:C?ID|C):?\s*\d+", re.IGNORECASE)
_SMALL = frozenset("a an and as at by for from in of on or the to with".split())
_SIGNS = {"plus", "minus", "approximately", "similar", "versus", "vs", "percent"}  # what registries write for signs
_COUNTED = {"1": "o", "2": "t", "3": "t", "4": "f"}  # "3D", "three dimensional"
_FEWEST = 3  # words of a title that are known in another
_LONG = 20  # letters of a title that are enough to know it by
_DIGIT = re.compile(r"\d")


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
    books = {"book", "chapter", "entry"}
    return (cited.type in books) is (actual.type in books) and {cited.type, actual.type} != {"book", "chapter"}


def prints_number(raw: str, number: str) -> bool:
    """Whether a number stands in a reference as printed, whatever the reader took it for; identifiers do not count.

    >>> prints_number("J Sleep 2015 (Epub 2014);3:1-9", "2014"), prints_number("J Sleep 2015;3:11-9", "1")
    (True, False)
    """
    digits = _NUMBER.findall(number)
    printed = {digit.lstrip("0") for digit in _NUMBER.findall(_IDENTIFIER.sub(" ", raw))}
    return bool(digits) and all(digit.lstrip("0") in printed for digit in digits)


def prints_container(reference: Reference, container: str) -> bool:
    """Whether a journal or book stands in a reference, abbreviated or not, whatever was read as such.

    A single word has to stand outside of the title: a title about the cell is not in the journal Cell.
    """
    whole, rest = fold(reference.raw).split(), fold(reference.raw.replace(reference.record.title, " ")).split()
    return any(
        same_container(" ".join(words[at : at + length]), container)
        for length in range(1, len(fold(container).split()) + 1)
        for words in (whole if length > 1 else rest,)
        for at in range(len(words) - length + 1)
        if length > 1 or len(words[at]) > 3
    )


def near_title(cited: str, actual: str, *, raw: str, letters: int) -> bool:
    """Whether two titles that are not the same differ only in what a typist, a reader of lists or a registry does to them.

    That is: one stands whole in the other or in the reference as printed, however it is divided into words, or they differ by
    at most `letters` letters and in no digit.

    >>> near_title("LF power of the heart", "Low-frequency power of the heart", raw="", letters=0)
    True
    >>> near_title("Solid-state fermentation forthe yeast", "Solid-state fermentation for the yeast", raw="", letters=0)
    True
    """
    if fold(cited).replace(" ", "") == fold(actual).replace(" ", ""):
        return True
    whole = f" {fold(actual)} "
    if (
        whole.count(" ") > _FEWEST
        and whole in f" {fold(cited)} "
        and not _DIGIT.search(fold(cited).replace(whole.strip(), ""))
    ):
        return True  # a name or a journal was read as part of the title
    one, other, printed = (_words(text) for text in (cited, actual, raw))
    if _is_part("".join(other), "".join(printed)):
        return True
    short, long = sorted(("".join(one), "".join(other)), key=len)
    if _is_part(short, long) and not _DIGIT.search(long.replace(short, "", 1)):
        return True
    from difflib import SequenceMatcher

    from rapidfuzz.distance import OSA

    if _DIGIT.findall(short) == _DIGIT.findall(long) and OSA.distance(short, long, score_cutoff=letters) <= letters:
        return True
    changes = [c for c in SequenceMatcher(None, one, other, autojunk=False).get_opcodes() if c[0] != "equal"]
    return all(_is_shortened(one[i1:i2], other[j1:j2]) for _, i1, i2, j1, j2 in changes)


def _words(text: str) -> list[str]:
    """The words that count, with the micro sign spelt out."""
    return [word for word in fold(text).replace("\u03bc", "micro").split() if word not in _SMALL]


def _is_part(part: str, whole: str) -> bool:
    return len(part) >= _LONG and part in whole


def _is_shortened(one: list[str], other: list[str]) -> bool:
    """Whether a change of words only abbreviates them ("LF", "low frequency"; "3D", "three dimensional") or spells out a sign."""
    if {*one, *other} <= _SIGNS:
        return True
    short, long = sorted(("".join(one), "".join(other)), key=len)
    many = other if long == "".join(other) else one
    initials = "".join(word[0] for word in many)
    return bool(short) and (short == initials or (_COUNTED.get(short[0], short[0]) + short[1:] == initials))
