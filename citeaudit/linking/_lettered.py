"""Which of several works of one name and year a letter means, "Li et al., 2016b", where the list prints no letters.

The authors gave the letters by an order of their own. What the sentences that cite "2016b" speak of tells it better than the
order of the list: each letter goes to the work whose title has the words of its sentences.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import permutations

from citeaudit.text.folding import fold
from citeaudit.text.patterns import lazy
from citeaudit.text.wordlists import word_list

MOST_WORKS = 5
"""Works of one name and year; more are left in the order of the list."""
_STEM = 6
"""Letters by which two words are held for forms of one: "function", "functional"."""
_SHORTEST = 5
"""Letters of a word that may tell what a work is about."""
_LEAST_MORE = 2
"""Words that an order must have in common with the sentences beyond what the order of the list has; one is chance."""
_WORDS = lazy(r"[^\W\d_]+")


def order_by_words(sentences: Mapping[str, Sequence[str]], titles: Mapping[int, str]) -> tuple[int, ...]:
    """The works in the order of their letters; () where the sentences do not tell it.

    Args:
        sentences: What is said at each place where a letter ("a", "b") is cited.
        titles: The titles of the works of the list that the letters may mean, by index, in the order of the list.

    Example:
        >>> order_by_words({"b": ["Naps help sailors of old ships"]}, {4: "Sailors and their sleep on ships", 5: "Light and mood"})
        (5, 4)
    """
    if not 1 < len(titles) <= MOST_WORKS or any(ord(letter) - ord("a") >= len(titles) for letter in sentences):
        return ()
    stems = {index: _stems(title) for index, title in titles.items()}
    common = frozenset.intersection(*stems.values())
    said = [(ord(letter) - ord("a"), _stems(text)) for letter, texts in sentences.items() for text in texts]

    def shared(order: tuple[int, ...]) -> int:
        return sum(len((stems[order[place]] - common) & words) for place, words in said)

    listed = tuple(titles)
    best = max(permutations(listed), key=shared)  # the first of those alike is nearest to the order of the list
    return best if shared(best) >= shared(listed) + _LEAST_MORE else ()


def _stems(text: str) -> frozenset[str]:
    small = frozenset(word_list("function-words.txt"))
    return frozenset(
        word[:_STEM] for word in _WORDS.findall(fold(text)) if len(word) >= _SHORTEST and word not in small
    )
