"""“Th” set as one letter whose font tells that it is a plus sign, or an asterisk: "+e memory of Nguyen-+e".

Hindawi prints so. What the sign stands for is told by the words it begins, and by those that the text has not.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from citeaudit.formats.pdf.lines import Chunk
from citeaudit.text.patterns import lazy

_LETTERS = "Th"
_FOR_THE = lazy(r"(?<![\w+*&!$#%@^~|\ufffd])(?P<sign>[+*&!$#%@^~|\ufffd])(?:e|is|ese)(?!\w)")
"""A sign where "Th" begins a word that every text has; quotation marks and brackets may stand there."""
_REAL = lazy(r"\bTh(?:e|is|ese)\b")
_FEWEST = 3
"""Such words; a formula may have two."""
_FEW_REAL = 0.1
"""To each of them: a text that has the letters themselves needs no sign."""


def with_ligatures(pages: Iterable[Sequence[Chunk]]) -> None:
    """Put the letters for the sign, in all pages, where the text shows that it stands for them."""
    chunks = [chunk for page in pages for chunk in page]
    signs: Counter[str] = Counter()
    real = 0
    for chunk in chunks:
        text = chunk.text
        signs.update(match["sign"] for match in _FOR_THE.finditer(text))
        real += len(_REAL.findall(text))
    sign, count = signs.most_common(1)[0] if signs else ("", 0)
    if count < _FEWEST or real > _FEW_REAL * count:
        return
    for chunk in chunks:
        if any(sign in piece.text for piece in chunk.pieces):
            _put_letters(chunk, sign)


def _put_letters(chunk: Chunk, sign: str) -> None:
    """Put letters for a sign that begins a word in small letters."""
    before = " "
    for at, piece in enumerate(chunk.pieces):
        before = " " if piece.space else before
        following = chunk.pieces[at + 1] if at + 1 < len(chunk.pieces) else None
        behind = following.text[:1] if following is not None and not following.space else " "
        characters = [before, *piece.text, behind]
        piece.text = "".join(
            _LETTERS if here == sign and not earlier.isalnum() and later.islower() else here
            for earlier, here, later in zip(characters, characters[1:], characters[2:], strict=False)
        )
        before = characters[-2]
