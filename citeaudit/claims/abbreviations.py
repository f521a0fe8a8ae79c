"""Abbreviations that a manuscript introduces: "stereotactic body radiotherapy (SBRT)"."""

from __future__ import annotations

import re
from collections.abc import Iterable

_SHORT = re.compile(r"\(([^\W\d_][\w-]{1,9})[),;]")
_WORD = re.compile(r"\S+")
_FEWEST_CAPITALS = 2


def introduced(paragraphs: Iterable[str]) -> dict[str, str]:
    """Abbreviations and what each stands for, as first introduced.

    After Schwartz and Hearst (2003): the letters of the abbreviation are looked for from its end in the words before
    the bracket; the first must begin a word.

    >>> introduced(["After stereotactic body radiotherapy (SBRT), pain (NRS) fell."])
    {'SBRT': 'stereotactic body radiotherapy'}
    """
    found: dict[str, str] = {}
    for paragraph in paragraphs:
        for match in _SHORT.finditer(paragraph):
            short = match[1].removesuffix("s")
            if short not in found and sum(character.isupper() for character in short) >= _FEWEST_CAPITALS:
                words = _WORD.findall(paragraph[max(0, match.start() - 160) : match.start()])
                most = min(len(short) + 5, 2 * len(short))
                if long := _long_form(short, " ".join(words[-most:])):
                    found[short] = long
    return found


def _long_form(short: str, before: str) -> str:
    at = len(before)
    for place in range(len(short) - 1, -1, -1):
        letter = short[place].lower()
        if not letter.isalnum():
            continue
        at -= 1
        while at >= 0 and (before[at].lower() != letter or (place == 0 and at > 0 and before[at - 1].isalnum())):
            at -= 1
        if at < 0:
            return ""
    long = before[at:]
    return long if len(long) > len(short) + 2 and short not in long else ""
