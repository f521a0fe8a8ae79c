"""Characters that Word keeps by their place in a symbol font.

Source: Adobe's Symbol encoding, as mapped by the Unicode Consortium (`VENDORS/ADOBE/symbol.txt`).
"""

from __future__ import annotations

_SYMBOL = dict(
    zip(
        range(0x41, 0x5B),
        "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ",
        strict=True,
    )
) | dict(zip(range(0x61, 0x7B), "αβχδεφγηιϕκλμνοπθρστυϖωξψζ", strict=True))
_SYMBOL |= {
    0x2D: "−", 0xA2: "′", 0xA3: "≤", 0xA5: "∞", 0xAE: "→", 0xB0: "°", 0xB1: "±", 0xB2: "″", 0xB3: "≥", 0xB4: "×",
    0xB5: "∝", 0xB6: "∂", 0xB7: "•", 0xB8: "÷", 0xB9: "≠", 0xBA: "≡", 0xBB: "≈", 0xBC: "…", 0xC5: "⊕", 0xCE: "∈",
    0xD2: "®", 0xD3: "©", 0xD4: "™", 0xD6: "√", 0xD7: "⋅", 0xE5: "∑", 0xF2: "∫",
}  # fmt: skip
_PRIVATE = range(0xF000, 0xF100)


def symbol(font: str, code: str) -> str:
    """The character at `code` (hexadecimal) of `font`; "" where what it shows is not known.

    >>> symbol("Symbol", "F061"), symbol("Symbol", "F0B1"), symbol("Arial", "00B5"), symbol("Wingdings", "F04A")
    ('α', '±', 'µ', '')
    """
    try:
        number = int(code, 16)
    except ValueError:
        return ""
    if font.casefold() == "symbol":
        place = number - 0xF000 if number in _PRIVATE else number
        return _SYMBOL.get(place, chr(place) if 0x20 <= place < 0x7F else "")
    return "" if number in _PRIVATE or not 0x20 <= number < 0x110000 or 0xD800 <= number < 0xE000 else chr(number)
