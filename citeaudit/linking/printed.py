"""The numbers that a marker prints, whatever it is tagged to cite."""

from __future__ import annotations

import re

from citeaudit.text.patterns import lazy

_DASH = "\u2010\u2011\u2012\u2013\u2014\u2212-"
_LEAD = r"(?:(?:see|cf\.?|e\.g\.,?|refs?\.?|references?|also)\s+)*"
_ONE_NUMBER = r"\d{1,4}[a-z]?"
_MARKER = lazy(
    rf"""
    [(\[]?\s*
    {_LEAD}
    (?P<numbers>{_ONE_NUMBER}(?:\s*(?:[,;{_DASH}]|,?\s?and|&)\s*{_ONE_NUMBER})*)
    \s*[)\]]?
    """,
    re.IGNORECASE | re.VERBOSE,
)
_BRIDGE = lazy(rf"[\])]\s*([,;{_DASH}])?\s*[\[(]")  # [1]–[3], [1][2]
_NUMBER = lazy(rf"([{_DASH}])?\s*(\d{{1,4}})")
_LONGEST_RANGE = 200
"""Numbers between the ends of a range; what is wider is not a citation."""


def printed_numbers(marker: str) -> tuple[int, ...]:
    """The numbers of a marker in the order printed, ranges filled up.

    Args:
        marker: The marker, with or without its brackets.

    Returns:
        () where it prints something else than numbers, or a range runs backwards or is too long to be one.

    Example:
        >>> printed_numbers("[1, 3–5]"), printed_numbers("123-5"), printed_numbers("[1]–[3]"), printed_numbers("(Hall 2015)")
        ((1, 3, 4, 5), (123, 124, 125), (1, 2, 3), ())
    """
    match = _MARKER.fullmatch(_BRIDGE.sub(lambda bridge: bridge[1] or ",", marker.strip()))
    found: list[int] = []
    for dash, digits in _NUMBER.findall(match["numbers"]) if match else ():
        number = int(digits)
        if dash and found:
            first = found[-1]
            if number < first:
                number = int(str(first)[: -len(digits)] + digits)
            if not first < number <= first + _LONGEST_RANGE:
                return ()
            found += range(first + 1, number)
        found.append(number)
    return tuple(found)
