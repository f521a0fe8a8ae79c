"""Lines in which an article cites itself: running heads, and how it wants to be cited. They are no citations of its text."""

from __future__ import annotations

import re

from citeaudit.text.patterns import lazy
from citeaudit.text.wordlists import word_list

_CITE_THIS = lazy(
    r"""
    \W*(?:
        (?:please\ |to\ |how\ to\ |for\ citation[,:]?\ )?cite\ (?:this|the)\ (?:article|paper|work|chapter|version|preprint|review|report|as)\b
      | (?:please\ )?(?:cite|cited?)\ as\b | how\ to\ cite\b | to\ cite\ this\b
      | (?:(?:suggested|recommended|preferred|article|full|original)\ )?citations?\ ?:
      | citation\ (?:information|for\ this\ article)\b
      | zitier(?:vorschlag|weise|hinweis)\b | bitte\ zitieren | pour\ citer\b | para\ citar\b | c[óo]mo\ citar\b | citar\ como\b | per\ citare\b
    )
    """,
    re.IGNORECASE | re.VERBOSE,
)
_HEAD = lazy(r"\W*(?:[A-Z]\.\s?)*[^\W\d_][\w'’-]+[^();\d]{0,80}?\(?(?<!\d)(?:19|20)\d\d(?!\d)")
"""Names, and a journal perhaps, before the year: "Moran et al., 2019", "Moran and Bell. Cell Notes (2019)"."""
_LOCATED = lazy(
    r"\b\d{1,4}\s?(?:\(\d{1,3}\))?\s?[,:;]\s?(?:\d{1,3}\s?[,:;]\s?)?(?:e|S|L|Article\s|Art\.\s)?\d{1,7}\b|\b10\.\d{4,9}/|\bdoi\b",
    re.IGNORECASE,
)
"""A volume with a page or an article number, or a DOI."""
_WORD = lazy(r"(?<![\w.:/-])[^\W\d_][\w'’-]*(?![\w]*[:/])")
_SMALL = frozenset(
    [
        *word_list("small-words.txt"),
        *"et al and of the in for on doi https http www org com page pages vol volume no article".split(),
    ]
)
_MOST_WORDS = 30
"""Words of a running head; a longer block is text."""


def cites_itself(text: str) -> bool:
    """Whether a whole block is a line in which an article cites itself.

    A running head begins with names, has a year and a place in a journal, and no word of a sentence.

    >>> [cites_itself(x) for x in ("Moran et al., 2019, Cell Notes 26, 3574–3585", "Please cite this article as: Moran A. Naps. 2019.")]
    [True, True]
    >>> [cites_itself(x) for x in ("Moran et al., 2019, found that naps help 26, 27.", "Naps help (Moran et al., 2019).")]
    [False, False]
    """
    if _CITE_THIS.match(text):
        return True
    if len(text.split()) > _MOST_WORDS or not (_HEAD.match(text) and _LOCATED.search(text)):
        return False
    words: list[str] = _WORD.findall(text)
    return bool(words) and all(not word.islower() or word.lower() in _SMALL for word in words)
