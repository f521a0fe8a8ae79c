"""Sentences of running text.

A small splitter: general ones break after every "et al." and know nothing of citation markers that stand behind the
full stop ("… metastasis.¹² The"), which belong to the sentence before.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from citeaudit.text.patterns import lazy
from citeaudit.text.wordlists import word_list

MASK = "\ue000"
"""Stands for every character of a citation marker while sentences are sought."""

_ABBREVIATIONS = frozenset(word_list("abbreviations.txt"))
_OPENERS = frozenset(word_list("sentence-openers.txt"))
_BOUNDARY = lazy(
    rf"""
    (?P<word>[\w.\-’']*)
    (?P<stop>[.!?…]+)
    [\"'”’)\]]*
    {MASK}*(?:\s?{MASK}+(?=\s+[A-Z\"“‘]))?               # markers right behind the stop belong to the sentence
    (?P<gap>\s+)
    (?=(?P<next>[\"“‘'(\[]*[^\W_][\w\-]*|[\"“‘'(\[]*[^\w\s]))
    """,
    re.VERBOSE,
)


def sentences(text: str, markers: Iterable[tuple[int, int]] = ()) -> list[tuple[int, int]]:
    """Where the sentences of a paragraph begin and end.

    Args:
        text: One paragraph of plain text.
        markers: Where citation markers stand in it, as (start, end), 0-based half-open, ascending. A marker right behind a full
            stop is taken to the sentence before it.

    Returns:
        (start, end) of every sentence, 0-based half-open, in order; white space between them is in none.

    Example:
        >>> text = "Kaplan et al. (12) agree. Fig. 2 shows 1.5 mg vs. placebo."
        >>> [text[a:b] for a, b in sentences(text)]
        ['Kaplan et al. (12) agree.', 'Fig. 2 shows 1.5 mg vs. placebo.']

    """
    parts, kept = [], 0
    for start, end in markers:
        parts += [text[kept:start], MASK * (end - start)]
        kept = end
    masked = "".join([*parts, text[kept:]])
    cuts: list[tuple[int, int]] = []
    for match in _BOUNDARY.finditer(masked):
        if _ends(match):
            cuts.append((match.start("gap"), match.end("gap")))
    found, at = [], 0
    for start, end in cuts:
        found.append((at, start))
        at = end
    if text[at:].strip():
        found.append((at, at + len(text[at:].rstrip())))
    return found


def _ends(match: re.Match[str]) -> bool:
    word, following = match["word"], match["next"]
    bare = following.lstrip("\"“‘'([")
    opens = bare.lower() in _OPENERS and match.string[match.end("next") : match.end("next") + 1] != "."
    if bare[:1].islower():
        return False
    if match["stop"] != ".":
        return True
    if word.lower() == "al":
        return opens
    if word.lower() in _ABBREVIATIONS:
        return False
    return not (len(word) == 1 and word.isupper() and bare[:1].isupper() and not opens)
