"""The title of a PDF: what its properties say if that is a title, else the largest text of the first page."""

from __future__ import annotations

import re
from collections.abc import Sequence

from citeaudit.formats.pdf.paragraphs import Part
from citeaudit.formats.pdf.setting import Measures
from citeaudit.model import BlockKind
from citeaudit.text.folding import fold
from citeaudit.text.patterns import lazy

_NO_TITLE = lazy(
    r"^(?:microsoft (?:word|powerpoint)|untitled|document\d*$|doi:|10\.\d{4}|layout \d|template|title$|pii:|main$|manuscript$)"
    r"|\.(?:docx?|tex|dvi|indd|pdf|qxd|rtf|odt|fm|eps|3d)\b|\.\.\d",
    re.IGNORECASE,
)
_FEWEST_WORDS = 3
"""Of a title in the properties of a file; one or two words are names of files."""
_FEWEST_LETTERS = 8
"""Of a title that is printed; an initial, the number of an issue and a sign are larger still."""


def title_of(parts: Sequence[Part], metadata: str, measures: Measures) -> tuple[str, list[Part]]:
    """The title, and the parts on the first page with text that print it."""
    first = [part for part in parts if part.lines[0].page == parts[0].lines[0].page]
    candidates = [part for part in first if sum(c.isalpha() for c in part.content) >= _FEWEST_LETTERS]
    size = max((part.lines[0].size for part in candidates), default=0.0)
    heads: list[Part] = []
    if size > 1.15 * measures.size:
        at = next(at for at, part in enumerate(first) if part in candidates and part.lines[0].size == size)
        for part in first[at:]:
            if abs(part.lines[0].size - size) > 0.06 * size or part.kind is BlockKind.TABLE:
                break
            heads.append(part)
    printed = " ".join(" ".join(line.content for line in part.lines) for part in heads)
    stated = " ".join(metadata.split())
    if len(stated.split()) >= _FEWEST_WORDS and not _NO_TITLE.search(stated):
        words, there = set(fold(stated).split()), set(fold(" ".join(part.content for part in first)).split())
        if len(words & there) * 5 >= 3 * len(words):
            return stated, heads
    return printed or (stated if stated and not _NO_TITLE.search(stated) else ""), heads
