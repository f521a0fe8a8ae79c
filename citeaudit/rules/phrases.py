"""Sentences with gaps: `{name}` takes a value, and `[[…]]` is left out where a value in it is empty.

So one sentence serves where a part of it is not always known: "reference {index} does not exist[[; {better} does]]".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping

from citeaudit.model import Reference
from citeaudit.text.patterns import lazy

_OPTIONAL = lazy(r"\[\[(.*?)\]\]", re.DOTALL)
"""A part that may be left out; two brackets, since a marker of a citation has one."""

_NAMED = lazy(r"\b[Rr]eference \{(\w+)\}")
"""A place for the number of a reference."""

_GAP = lazy(r"\{(\w+)\}")
"""A place for a value."""


def gaps(sentence: str) -> tuple[str, ...]:
    """The names of the values that a sentence asks for, in order.

    >>> gaps("reference {index}[[ of {year}]]")
    ('index', 'year')
    """
    return tuple(_GAP.findall(sentence))


def by_keys(sentence: str, values: Mapping[str, str], references: Iterable[Reference]) -> tuple[str, dict[str, str]]:
    """The sentence and its values for a manuscript that cites by keys: "reference {index}" becomes the key in brackets.

    Args:
        sentence: The sentence, with gaps.
        values: What they take; references by label or by place in the list.
        references: Those that the sentence may speak of.

    """
    keyed = [reference for reference in references if reference.keyed]
    if not keyed:
        return sentence, dict(values)
    names = {name: reference.mark for reference in keyed for name in (str(reference.index), reference.label)}

    def mark(value: str) -> str:
        return names.get(value) or (value if value.isdecimal() else f"[{value}]")

    named = {gap: mark(values[gap]) for gap in _NAMED.findall(sentence) if values.get(gap)}
    return _NAMED.sub(lambda match: f"{{{match[1]}}}" if match[1] in named else match[0], sentence), {**values, **named}


def fitted(sentence: str, values: Mapping[str, str]) -> str:
    """The sentence without the parts that a value is missing for; its gaps are left.

    A value that is not in `values` at all counts as there, so that whoever fills the gaps notices.

    >>> fitted("reference {index}[[ of {year}]][[: {reason}]]", {"index": "1", "year": "2015", "reason": ""})
    'reference {index} of {year}'
    """

    def part(match: re.Match[str]) -> str:
        return match[1] if all(values.get(name, name) for name in gaps(match[1])) else ""

    return _OPTIONAL.sub(part, sentence)


def filled(sentence: str, values: Mapping[str, str], *, written: Callable[[str], str] = str) -> str:
    """The sentence with its values, each as `written` gives it. Raises KeyError where one is not known.

    >>> filled("reference {index} of {year}", {"index": "1", "year": "2015"})
    'reference 1 of 2015'
    """
    return _GAP.sub(lambda match: written(values[match[1]]), sentence)
