"""Values of registries' answers as texts and lists; nothing is trusted to have the type it should have."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping

from citeaudit.text.patterns import lazy

_TAG = lazy(r"</?[A-Za-z][^<>]*>")  # and not "p < 0.05 and q > 3"
# A formula comes as MathML and again as TeX; what opens or closes a block stands between words.
_TEX = lazy(r"<((?:jats:|mml:)?(?:tex-math|annotation))\b[^<>]*>.*?</\1>", re.IGNORECASE | re.DOTALL)
_BLOCK = lazy(r"</?(?:jats:)?(?:p|title|sec|list|list-item|li|ul|ol|div|br|h[1-6]|break)\b[^<>]*>", re.IGNORECASE)
"""What opens or closes a block stands between words."""

_YEAR = lazy(r"[12]\d{3}(?!\d)", re.ASCII)  # of a date, too: its first four digits
_SPACE = lazy(r"\s+")  # line breaks in titles are white space
_HEADING = lazy(r"(?i:abstract)(?:\s*[:.\u2014]|\s[-\u2013])\s*|ABSTRACT\s+|Abstract\s+(?=[A-Z\d])")
"""The word “Abstract” before an abstract, and not one that begins with it (“Abstract thinking is …”)."""


def plain(value: object) -> str:
    """A text without markup and line breaks, "" for anything that is not a text or number."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        return ""
    text = str(value)
    if "&" in text:
        text = html.unescape(html.unescape(text))  # some are escaped twice
    text = _SPACE.sub(" ", _TAG.sub("", text)).strip()
    return "" if text == "null" else text


def prose(value: object) -> str:
    """An abstract without its tags and without the word "Abstract" at its head.

    >>> prose("<jats:title>Abstract</jats:title><jats:p>CO<jats:sub>2</jats:sub> rises.</jats:p><jats:p>So?</jats:p>")
    'CO2 rises. So?'
    """
    if not isinstance(value, str):
        return ""
    text = html.unescape(value) if "<" not in value and "&lt;" in value else value  # markup that was escaped whole
    text = plain(_BLOCK.sub(" ", _TEX.sub("", text)))
    heading = _HEADING.match(text)
    rest = text[heading.end() :] if heading else text
    return "" if rest.casefold() == "abstract" else rest


def first(value: object) -> str:
    """The first text of a list that is one, or the text itself."""
    return next((text for text in map(plain, listed(value)) if text), "")


def listed(value: object) -> list[object]:
    """A list as it is, anything else as a list of one, None as an empty one."""
    if isinstance(value, list):
        return value
    return [] if value is None else [value]


def mapped(value: object) -> Mapping[str, object]:
    """An object of JSON; an empty one for anything else."""
    return value if isinstance(value, Mapping) else {}


def objects(value: object) -> Iterator[Mapping[str, object]]:
    """The objects in a list."""
    return (member for member in listed(value) if isinstance(member, Mapping))


def year(value: object) -> int | None:
    """A year from 1000 to 2999, None for anything else.

    >>> year("2019"), year("2019-05-01"), year(19), year(True)
    (2019, 2019, None, None)
    """
    match = _YEAR.match(plain(value))
    return int(match[0]) if match else None
