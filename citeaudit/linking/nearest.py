"""What a citation may have meant that the list does not have: "did you mean Carter 2005?".

Linking takes a citation for a work whose name or year is a slip away only where that work is not cited as printed, too. For a question
the bar is lower: the nearest work may also be cited elsewhere. It must be the only one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from citeaudit.linking._author_names import parse_phrase
from citeaudit.linking._citation_years import tokens
from citeaudit.linking._listed_works import ListedWorks
from citeaudit.model import Reference
from citeaudit.text.patterns import lazy

_SHORTEST_KEY = 6
"""Characters of a key in which one may differ; in "hall1" it may be what tells two works apart."""
_SHORTEST_KEY_TWICE = 12
"""Characters of a key in which two may differ."""
_LEAST_LETTERS = 4
"""Letters of a key that names somebody or something; "ref12" and "PMC1234" are numbers."""
_DIGITS = lazy(r"\d")


def nearest_works(labels: Iterable[str], references: Sequence[Reference]) -> dict[str, Reference]:
    """The reference that each citation by author and year nearly names, where there is one.

    Args:
        labels: The citations as printed, "Carter et al., 2015".
        references: The list.

    """
    works = ListedWorks(references)
    by_index = {reference.index: reference for reference in references}
    found: dict[str, Reference] = {}
    for label in labels:
        token = next(reversed([*tokens(label)]), None)
        phrase = parse_phrase(label[: token.start].rstrip(" ,([")) if token else None
        if token is None or phrase is None:
            continue
        letter = token.letters[0] if token.letters else ""
        if match := works.persons(phrase, token, letter, near=True):
            found[label] = by_index[match.reference]
    return found


def nearest_key(key: str, listed: Iterable[str], cited: Iterable[str] = ()) -> str:
    """The key that is a slip of typing away from `key`, "" where there is none, or more than one.

    A key that differs in its digits ("hall2015", "hall2016") is another work, unless nobody cites that.

    Args:
        key: The key that nothing has.
        listed: The keys that there are.
        cited: Those of them that citations name.

    Example:
        >>> nearest_key("moss2019nap", ["moss2019naps", "hall2015"])
        'moss2019naps'

    """
    from rapidfuzz.distance import OSA

    sought, taken = key.casefold(), set(cited)
    if len(sought) < _SHORTEST_KEY or sum(character.isalpha() for character in sought) < _LEAST_LETTERS:
        return ""
    most = 2 if len(sought) >= _SHORTEST_KEY_TWICE else 1
    near: dict[int, list[str]] = {}
    for other in dict.fromkeys(listed):
        folded = other.casefold()
        distance = OSA.distance(sought, folded, score_cutoff=most)
        another_work = _DIGITS.findall(sought) != _DIGITS.findall(folded) and other in taken
        if other and distance <= most and not another_work:
            near.setdefault(distance, []).append(other)
    closest = near[min(near)] if near else []
    return closest[0] if len(closest) == 1 else ""
