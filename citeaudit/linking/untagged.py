"""What a text cites though nothing tags it, or no form of citation in use has it: "[qv: 2]", "refs. 5–8", "Hall et al., 2015".

In tagged manuscripts single citations stay without a tag. They give no links, but what they name is not uncited.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence

from citeaudit.linking._marker_grammar import LONGEST_RANGE
from citeaudit.model import Block, Reference, Style
from citeaudit.text.folding import fold
from citeaudit.text.patterns import lazy

_DASH = "\u2010-\u2015\u2212-"
_LABEL = r"\d{1,4}[a-z]?"
_LIST = rf"{_LABEL}(?:\s?(?:[,;&{_DASH}]|,?\s?and\s)\s?{_LABEL}|\s?[,{_DASH}]\s?[a-z](?![a-z]))*"
_LED = lazy(
    rf"(?<![^\W\d_])(?:qv|q\.\s?v\.|ref(?:s|erences?)?|citations?)[.:]*[\s\u00a0]*(?:nos?\.?\s)?[(\[]?(?P<list>{_LIST})(?![\w%])",
    re.IGNORECASE,
)
_IN_BRACKETS = lazy(
    rf"(?P<open>[(\[])\s?(?:(?:see|cf\.?|e\.\s?g\.,?|also|reviewed in|for example,?)\s)*(?P<list>{_LIST})\s?[)\]]",
    re.IGNORECASE,
)
_WHOLE = lazy(rf"\W*(?P<list>{_LIST})\W*")
_PIECE = lazy(rf"(?P<dash>[{_DASH}])?\s?(?:(?P<number>\d{{1,4}})(?P<letter>[a-z])?|(?P<alone>[a-z])(?![a-z]))")
_UNDATED = r"(?:[ns] d|o j|s f|undated|in press|forthcoming|no prelo|im druck)"
"""What stands in place of a year, folded: "n.d.", "s.d.", "o. J."."""
_FEWEST_WORDS = 4
"""Words of a title that names its work by itself; a shorter one may be a phrase of the text."""
_MOST_WORDS = 5
"""Words between a name and its year: "Hall, Moss, and Berg in 2015"."""


def numbered_untagged(blocks: Sequence[Block], references: Sequence[Reference]) -> frozenset[int]:
    """The indices of the references whose numbers a text gives outside of its tags.

    Args:
        blocks: Those that may cite, of a manuscript that cites by numbers.
        references: The list.
    """
    by_label = _by_label(references)
    used = {block.text.content[mark.start : mark.start + 1] for block in blocks for mark in block.marks}
    found: set[int] = set()
    for block in blocks:
        for words in _lists(block, used):
            found.update(index for label in _labels(words) for index in by_label.get(label, ()))
    return frozenset(found)


def named_untagged(blocks: Sequence[Block], references: Sequence[Reference], wanted: Collection[int]) -> frozenset[int]:
    """Those of the indices `wanted` whose reference a text names: by its first author and its year, or by its whole title.

    Of several with one author and year it is those whose letter stands there, "2015b".
    """
    text = f" {' '.join(fold(block.text.content) for block in blocks)} " if wanted else ""
    same = Counter(_name_and_year(reference) for reference in references)
    return frozenset(
        reference.index
        for reference in references
        if reference.index in wanted
        and (_is_named(text, reference, alone=same[_name_and_year(reference)] == 1) or _is_titled(text, reference))
    )


def _by_label(references: Sequence[Reference]) -> Mapping[str, tuple[int, ...]]:
    """The references that a label means: "2" all of "2a", "2b"."""
    found: dict[str, tuple[int, ...]] = {}
    for reference in references:
        match = re.match(r"\d+", reference.label)
        for label in {reference.label, match[0]} if match else ():
            found[label] = (*found.get(label, ()), reference.index)
    return found


def _lists(block: Block, used: set[str]) -> Iterator[str]:
    """The lists of numbers in a block that may cite, outside of its tags: led by a word, in the brackets in use, or raised."""
    text = block.text.content
    free = list(text)
    for mark in block.marks:
        free[mark.start : mark.end] = "\n" * (mark.end - mark.start)
    left = "".join(free)
    for match in _LED.finditer(left):
        yield match["list"]
    for match in _IN_BRACKETS.finditer(left):
        if match["open"] in used:
            yield match["list"]
    if used and not used & {"(", "["}:
        for run in block.text.runs:
            if run.style is Style.SUPERSCRIPT and (raised := _WHOLE.fullmatch(left[run.start : run.end])):
                yield raised["list"]


def _labels(words: str) -> Iterator[str]:
    """The labels of a list, ranges filled up: "1c, 3–5" gives 1c, 3, 4 and 5, "21a–c" gives 21a, 21b and 21c."""
    number, letter = 0, ""
    for piece in _PIECE.finditer(words):
        if piece["alone"]:
            first = ord(letter or "a") + 1 if piece["dash"] else ord(piece["alone"])
            yield from (f"{number}{chr(code)}" for code in range(first, ord(piece["alone"]) + 1))
            letter = piece["alone"]
            continue
        last = int(piece["number"])
        if piece["dash"] and number < last <= number + LONGEST_RANGE:
            yield from map(str, range(number + 1, last))
        number, letter = last, piece["letter"] or ""
        yield f"{number}{letter}"


def _is_named(text: str, reference: Reference, *, alone: bool) -> bool:
    name, year = _name_and_year(reference)
    if not name or name not in text:
        return False
    if year is None:
        return re.search(rf"(?<!\w){re.escape(name)}(?: \w+){{0,{_MOST_WORDS}}}? {_UNDATED}(?!\w)", text) is not None
    letter = None if alone else re.search(rf"{year}\s?([a-z])(?![\w])", reference.raw)
    behind = rf"{year}(?:[a-z] )?(?:[a-z] )*{letter[1]}" if letter else rf"{year}[a-z]?"
    between = rf"(?: [^\W\d]\w*){{0,{_MOST_WORDS}}}(?: \d{{4}}[a-z]?(?: [a-z](?= ))*)*?"
    return re.search(rf"(?<!\w){re.escape(name)}{between} {behind}(?!\w)", text) is not None


def _is_titled(text: str, reference: Reference) -> bool:
    title = fold(reference.record.title)
    return len(title.split()) >= _FEWEST_WORDS and f" {title} " in text


def _name_and_year(reference: Reference) -> tuple[str, int | None]:
    """The name and the year by which a text would cite a reference."""
    people = reference.record.author or reference.record.editor
    return (fold(people[0].full_family) if people else "", reference.record.year)
