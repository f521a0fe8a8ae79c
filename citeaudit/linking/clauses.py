"""The part of a sentence that a marker supports."""

from __future__ import annotations

import re
from collections.abc import Sequence

from citeaudit.text.patterns import lazy

_LEADING = lazy(
    r"""^(?:
        [\s,;:.)\]–—-]+
      | (?:
            and | but | while | whereas | or | however | moreover | furthermore | in[ ]addition | additionally | nevertheless | similarly
            | thus | therefore | in[ ]contrast | for[ ]example | for[ ]instance | presently | currently | in[ ]summary | recently | also
            | conversely | consequently | hence | finally | interestingly | notably | indeed | instead | meanwhile
            | to[ ]resolve[ ]this[ ]contradiction | more[ ]generally | to[ ]date
        )\b\s*,?\s*
    )+""",
    re.IGNORECASE | re.VERBOSE,
)
"""Opening words, and marks that stand before them."""
_VERB = r"""(?:
    show(?:s|ed|n)? | found | find(?:s)? | suggest(?:s|ed)? | demonstrat(?:e|es|ed) | report(?:s|ed)? | observ(?:e|es|ed)
    | reveal(?:s|ed)? | indicat(?:e|es|ed) | conclud(?:e|es|ed) | not(?:e|es|ed) | propos(?:e|es|ed) | confirm(?:s|ed)? | argu(?:e|es|ed)
    | stat(?:e|es|ed) | recommend(?:s|ed)? | considered | claim(?:s|ed)? | describ(?:e|es|ed) | hypothesi[sz]ed | identif(?:y|ies|ied)
    | establish(?:es|ed)? | believed? | thought | highlight(?:s|ed)? | emphasi[sz]ed? | support(?:s|ed)?
)"""
_REPORTING = lazy(
    rf"""
    ^.{{0,110}}?
    \b{_VERB}
    (?:\s+(?:in|by|from|among|for|here|previously|recently|clearly)\b[^,;]{{0,40}})?
    ,?\s+that\s+
    """,
    re.IGNORECASE | re.VERBOSE,
)
"""A reporting phrase: "A recent study in mice suggested that"."""
_AUTHOR_OPENING = lazy(r"(?:\bet\s+al\.?|\band\s+colleagues|\band\s+co-?workers|[^\W\d_a-z][\w’'\-]+)\s*$")
_NEXT_NAME = lazy(r"[,;]?\s+(?:and|while|whereas|but|or)\s+[^\W\d_a-z][\w’'\-]+(?:\s+et\s+al\.?)?\s*$")
_NAME = lazy(
    r"\b(?![IVX]+\b)(?=[\w-]*\d|(?:[a-z-]*[A-Z]){3})[^\W\d_][\w-]+"
)  # SOLAR-1: a name that says what the claim is about
_GOVERNED = lazy(
    r"\b(?:by|of|in|from|with|see|on|for|than|per|via|as|using|after|like|(?<!according )to)\s*$",
    re.IGNORECASE,
)
"""What makes the authors behind it no subject of what follows: "as was shown by [smith2015]"."""
_JOINED = lazy(r"\s*(?:,|&|,?\s*and|\(|)\s*")
_CONJUNCTION = lazy(r"[,;]?\s+(?:and|while|whereas|but|or)\s*$")
_FEWEST_WORDS = 3
"""Words that say something: a subject, a verb, an object."""
_LONGEST_OPENING = 14
"""Words before authors that still open the sentence: "In a large study of adults, Kaplan et al."."""
_WORDS_TO_NEXT_NAME = 6
"""Words from one marker to the next that may be just the name of another work's authors."""
_FEWEST_WORDS_LEFT = 2
"""Words that a claim must have after trimming; one word alone says nothing."""


def claim(sentence: str, markers: Sequence[tuple[int, int]], at: int, *, narrative: bool, textual: bool = False) -> str:
    """The words of a sentence that the marker number `at` supports.

    A marker behind a statement supports what stands between the marker before and itself; "Kaplan et al. (12) showed
    that …" supports what follows. Opening words ("However,") and the reporting phrase ("A study suggested that") are
    left away.

    Args:
        sentence: The sentence.
        markers: (start, end) of each marker in it, 0-based half-open, ascending.
        at: Which of the markers.
        narrative: Whether names of authors belong to the marker.
        textual: Whether the marker itself stands for its authors, "[smith2015] showed that".

    Returns:
        The claim, or the whole sentence where nothing shorter makes sense.

    Example:
        >>> text = "VEGF is a key player (11), and Kaplan et al. (12) found that cells help."
        >>> claim(text, [(21, 25), (45, 49)], 0, narrative=False)
        'VEGF is a key player'
        >>> claim(text, [(21, 25), (45, 49)], 1, narrative=True)
        'cells help'
        >>> claim("In contrast to mice, [smith2015] showed that rats sleep well.", [(21, 32)], 0, narrative=False, textual=True)
        'rats sleep well'

    """
    start, end = markers[at]
    begin = 0
    for previous in range(at - 1, -1, -1):  # "(58) and (59)" share one statement
        if len(sentence[markers[previous][1] : start].split()) >= _FEWEST_WORDS:
            begin = markers[previous][1]
            break
    before = sentence[begin:start]
    last = at
    if textual:  # "[smith2015] and [lee2016] showed that" share one statement
        while last + 1 < len(markers) and _JOINED.fullmatch(sentence[markers[last][1] : markers[last + 1][0]]):
            last += 1
    stop = _next_statement(sentence, markers, last)
    after = sentence[markers[last][1] : stop]
    if stop < len(sentence):
        after = _CONJUNCTION.sub("", after) if textual else _NEXT_NAME.sub("", after)
    subject = (narrative and _AUTHOR_OPENING.search(before) is not None) or (textual and not _GOVERNED.search(before))
    opening = subject and len(before.split()) <= _LONGEST_OPENING
    if opening and len(after.split()) >= _FEWEST_WORDS:
        words = after
    else:
        words = before if len(before.split()) >= _FEWEST_WORDS else before + after
    if words.startswith(sentence[end - 1 : end]):  # markers inside shared statements are not words
        words = words[1:]
    trimmed = _LEADING.sub("", words.strip())
    if opening and trimmed == _LEADING.sub("", after.strip()):
        trimmed = _REPORTING.sub("", trimmed) if _REPORTING.match(trimmed) else re.sub(r"^that\s+", "", trimmed)
    elif (
        (match := _REPORTING.match(trimmed))
        and len(trimmed[match.end() :].split()) >= _FEWEST_WORDS
        and not _NAME.search(match[0])
    ):
        trimmed = trimmed[match.end() :]
    trimmed = trimmed.strip(" ,;:.")
    return trimmed if len(trimmed.split()) >= _FEWEST_WORDS_LEFT else sentence.strip()


def _next_statement(sentence: str, markers: Sequence[tuple[int, int]], at: int) -> int:
    """Where the statement that follows the marker ends: the first later marker that is not just another name's."""
    for start, _ in markers[at + 1 :]:
        between = sentence[markers[at][1] : start]
        if len(between.split()) > _WORDS_TO_NEXT_NAME or not _AUTHOR_OPENING.search(between):
            return start
    return len(sentence)
