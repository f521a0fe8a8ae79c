"""Numbers as authors print them: middle dots, real minus signs, thin spaces, thousands, decimal commas."""

from __future__ import annotations

from dataclasses import dataclass

from citeaudit.model import Style, Text
from citeaudit.text.patterns import lazy

_PLAIN = str.maketrans(
    {
        "·": ".",
        "∙": ".",
        "⋅": ".",
        "−": "-",
        "–": "-",
        "—": "-",
        "‒": "-",
        "‑": "-",
        "‐": "-",
        "﹣": "-",
        "\u2009": "\u202f",
        "\u200a": "\u202f",
        "\u2007": "\u202f",
        "\u00a0": " ",
        "％": "%",
    }
)
"""What authors and their programs print for a decimal sign, minus, thin space and per cent."""

_RAISED = "\ue000"  # stands for a raised character; no text has it, for it is of a private area

UNSIGNED = r"(?:\d{1,3}(?:[,\u202f]\d{3})+(?![\d,])(?:\.\d+)?|\d+(?:[.,]\d+)?|\.\d+)"
"""A pattern for a number without its sign, in text that went through `plain`."""

_THOUSANDS = lazy(r"[1-9]\d{0,2}(?:[,\u202f]\d{3})+(?:\.\d+)?")
"""Commas part thousands if all are before three digits, and no zero leads."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A number as printed: its value and how many digits stand behind its decimal sign."""

    value: float
    decimals: int

    @property
    def unit(self) -> float:
        """One unit of the last digit printed."""
        return float(10.0**-self.decimals)


def plain(text: Text) -> str:
    """The text with one sign for each meaning, character by character, so that places stay.

    Raised characters, most of them citations ("0.65¹²"), are masked: they are no digits of a number.
    """
    characters = list(text.content.translate(_PLAIN))
    for run in text.runs:
        if run.style is Style.SUPERSCRIPT:
            characters[run.start : run.end] = [_RAISED] * (run.end - run.start)
    return "".join(characters)


def number(printed: str) -> Number | None:
    """What a printed number means; None where that is not plain.

    A comma before three digits parts thousands, unless a zero stands before it; before one, two or more than three it is
    a decimal sign.

    Example:
        >>> number("12,345"), number("0,65"), number("-1.50")
        (Number(value=12345.0, decimals=0), Number(value=0.65, decimals=2), Number(value=-1.5, decimals=2))
        >>> number("1,2,3") is None
        True

    """
    sign, digits = (-1.0, printed[1:]) if printed.startswith("-") else (1.0, printed.removeprefix("+"))
    if _THOUSANDS.fullmatch(digits):
        digits = digits.replace(",", "").replace("\u202f", "")
    digits = digits.replace(",", ".")
    try:
        value = float(digits)
    except ValueError:
        return None
    return Number(value=sign * value, decimals=len(digits.partition(".")[2]))
