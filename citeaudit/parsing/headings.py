"""Headings that name a part of a manuscript, in the languages manuscripts are written in."""

from __future__ import annotations

from citeaudit.text.folding import fold
from citeaudit.text.patterns import lazy
from citeaudit.text.wordlists import word_list

_NUMBERING = r"(?:(?:[0-9]{1,2}|[ivx]{1,5}|[a-h]|appendix) )?"
_QUALIFIER = (
    r"(?:(?:supplementary|supplemental|additional|further|online|selected|cited|main|key|method|methods|general) )?"
)
_REFERENCES = lazy(rf"{_NUMBERING}{_QUALIFIER}(?:{'|'.join(word_list('reference-headings.txt'))})")
_OUTSIDE_TEXT = lazy(rf"(?:[0-9ivx]+ )?(?:{'|'.join(word_list('outside-headings.txt'))})")
_NO_CITATIONS = lazy(rf"(?:[0-9ivx]+ )?(?:{'|'.join(word_list('headings-without-citations.txt'))})")
_LETTERS_APART = lazy(r"(?:\w ){6,}\w")
"""R E F E R E N C E S: seven letters and more, for "a b c" are words."""
_LONGEST = 80
"""Characters of a heading; what is longer is text, and folding it takes time."""


def is_reference_heading(text: str) -> bool:
    """Whether a heading opens a list of references.

    >>> [is_reference_heading(x) for x in ("References", "5. Literatur", "R E F E R E N C E S", "Références", "Methods")]
    [True, True, True, True, False]
    """
    if len(text) > _LONGEST:
        return False
    words = fold(text)
    if _LETTERS_APART.fullmatch(words):
        words = words.replace(" ", "")
    return _REFERENCES.fullmatch(words) is not None


def is_outside_text(text: str) -> bool:
    """Whether a heading opens a part behind the text, in which few numbers are citations: acknowledgements, funding, interests.

    >>> is_outside_text("Acknowledgments"), is_outside_text("Discussion")
    (True, False)
    """
    return _OUTSIDE_TEXT.fullmatch(fold(text)) is not None


def is_without_citations(text: str) -> bool:
    """Whether a heading opens a part that holds no citations at all: who the authors are and where they work.

    >>> is_without_citations("Author details"), is_without_citations("Funding")
    (True, False)
    """
    return _NO_CITATIONS.fullmatch(fold(text)) is not None
