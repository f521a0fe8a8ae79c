"""The rules of matching: ordered lists in which the first rule that applies decides, and gives its name to the decision.

Each rule is a condition with an example and a reason; the list says whether it accepts or refuses. What is not known
(None) is never taken for agreement nor for a difference, so the conditions say `is True`, `is False` or `is None`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic, NamedTuple, TypeVar

from citeaudit.matching.comparison import ALIKE, Comparison

Compared = TypeVar("Compared")

_RESEMBLES = 0.6
"""Likeness of two titles that may be one; half of the letters of any two titles agree by chance."""
_DOI_AND_TITLE = 0.7
"""Likeness of a title whose DOI is printed beside it: lower than without, for the DOI has said much already."""


class Judgement(NamedTuple):
    """What a list of rules decided, and the name of the rule that did."""

    fits: bool
    rule: str


class Rule(NamedTuple, Generic[Compared]):
    """A condition, and what is decided where it holds."""

    fits: bool
    applies: Callable[[Compared], bool]

    @property
    def name(self) -> str:
        """The name of the condition in words: "untitled at its place"."""
        return self.applies.__name__.replace("_", " ")


def first_to_apply(rules: Sequence[Rule[Compared]], compared: Compared, *, otherwise: Judgement) -> Judgement:
    """What the first rule that applies decides; `otherwise` where none does."""
    for rule in rules:
        if rule.applies(compared):
            return Judgement(rule.fits, rule.name)
    return otherwise


def fitting(comparison: Comparison) -> Judgement:
    """Whether a work is the one that a reference means; the rules depend on what is known of the title."""
    if _is_untitled(comparison):
        # An author writes more than one article in a volume, so nothing less will do.
        return first_to_apply(_UNTITLED, comparison, otherwise=Judgement(False, "untitled elsewhere"))
    if comparison.title is True:
        # “Lind B. Sleep and memory. 2015”: two works with one title.
        return first_to_apply(_SAME_TITLE, comparison, otherwise=Judgement(False, "same title by another author"))
    return first_to_apply(_OTHER_TITLE, comparison, otherwise=Judgement(False, "another title"))


def confirming(comparison: Comparison) -> Judgement:
    """Whether a work whose DOI the reference prints is the one that the rest of the reference describes."""
    return first_to_apply(_CONFIRMING, comparison, otherwise=Judgement(False, "another work"))


def names_another_title(comparison: Comparison) -> bool:
    """“Acid rain over lakes” against “Sleep and memory”: that other fields agree or differ is not worth telling."""
    return comparison.title is not None and comparison.likeness < _RESEMBLES


# --- Whether a work is the one meant. No title: physics and chemistry print none, and some works are registered without.


def untitled_at_its_place(comparison: Comparison) -> bool:
    """“Hall A, J Synth Examples 12, 101 (2015)”: journal, year, volume, page and an author name one work."""
    return (
        comparison.page is True and _is_in_its_volume(comparison) and (comparison.named or comparison.coauthors is True)
    )


def untitled_at_its_place_in_a_journal_not_read(comparison: Comparison) -> bool:
    """“Hall A, Lind B, 12, 101 (2015)”: a second author makes up for a journal that is missing."""
    return (
        comparison.page is True
        and comparison.volume is True
        and comparison.year is True
        and comparison.container is None
        and _is_named_twice(comparison)
    )


def untitled_and_registered_without_a_page(comparison: Comparison) -> bool:
    """“Hall A, Lind B, J Synth Examples 12, 101 (2015)” against a record without pages: two authors make up for it."""
    return comparison.page is None and _is_in_its_volume(comparison) and _is_named_twice(comparison)


# --- The same title, by the same author.


def same_title_in_another_place(comparison: Comparison) -> bool:
    """“Cancer statistics”, CA Cancer J Clin 2016;66:7 against 2018;68:10: a series with one title and one author.

    Also the same title in another book. A volume that agrees speaks against it.
    """
    return (
        comparison.named
        and comparison.volume is not True
        and comparison.page is False
        and (comparison.container is False or comparison.year is False)
    )


def same_title_in_the_volume_of_another_year(comparison: Comparison) -> bool:
    """“Cancer statistics”, CA Cancer J Clin 2016;66:7 against 2017;67:9: a series that appears each year.

    One year off makes no difference elsewhere, but it does where volume and page differ too.
    """
    return (
        comparison.named and comparison.volume is False and comparison.page is False and comparison.exact_year is False
    )


def same_title_by_its_author_in_its_year(comparison: Comparison) -> bool:
    """“Hall A. Sleep and memory. 2015”: title, author and year, the least that a style prints."""
    return comparison.named and comparison.year is True


def same_title_by_its_author_in_its_journal(comparison: Comparison) -> bool:
    """“Hall A. Sleep and memory. J Synth Examples”: the journal makes up for a year that is wrong or missing."""
    return comparison.named and comparison.container is True


def same_title_by_its_author_at_its_place(comparison: Comparison) -> bool:
    """“Hall A. Sleep and memory. 12:101”: volume and page make up for the journal where nothing says otherwise.

    Where the year differs, the journal has to agree at least in part.
    """
    return (
        comparison.named
        and comparison.volume is True
        and comparison.page is True
        and (comparison.in_journal or comparison.year is None)
    )


def long_title_by_its_author(comparison: Comparison) -> bool:
    """“Hall A. Sleep and the consolidation of memory in adults”: few works share so long a title and an author.

    The name must not be misspelt, for nothing else is known.
    """
    return (
        comparison.author is True and comparison.long_title and comparison.year is None and comparison.container is None
    )


def same_title_by_its_author_alone(comparison: Comparison) -> bool:
    """“Hall A. Editorial. 1999” against 2015: an author uses a title more than once."""
    return comparison.named


# --- The same title, no author or another one.


def same_title_in_its_journal_and_year(comparison: Comparison) -> bool:
    """“Sleep and memory. J Synth Examples 2015”: where one of the two has no author."""
    return comparison.author is None and comparison.year is True and comparison.container is True


def same_title_at_its_place_and_in_its_year(comparison: Comparison) -> bool:
    """“Sleep and memory. 2015;12:101”: where one of the two has no author and the journal was not read."""
    return comparison.author is None and comparison.year is True and comparison.placed


def same_title_unsigned(comparison: Comparison) -> bool:
    """“Editorial. 2015”: many works without an author share a title."""
    return comparison.author is None


def same_title_by_another_author_at_its_place(comparison: Comparison) -> bool:
    """“Lind B. Sleep and memory. J Synth Examples 2015;12:101”: everything else agrees, so the author was read wrongly."""
    return comparison.year is True and comparison.placed and (comparison.in_journal or comparison.coauthors is True)


# --- Another title: damaged, cut, not read, or really another.


def like_title_at_its_place_in_its_journal(comparison: Comparison) -> bool:
    """“Hall A. Slccp ond mernory. J Synth Examples 2015;12:101”: a title damaged, at a place that agrees."""
    return (
        _is_like_title_at_its_place(comparison)
        and (comparison.named or comparison.coauthors is True)
        and comparison.in_journal
    )


def like_title_at_its_place_by_its_coauthors(comparison: Comparison) -> bool:
    """“Hall A, Lind B. Slccp ond mernory. 2015;12:101”: the second author makes up for a journal that differs."""
    return _is_like_title_at_its_place(comparison) and comparison.coauthors is True


def much_like_title_at_its_place(comparison: Comparison) -> bool:
    """“Hall A. Sleep ond memory. 2015;12:101”: the closer the titles, the less else has to agree."""
    return _is_like_title_at_its_place(comparison) and comparison.named and comparison.resemblance >= ALIKE


def like_title_by_another_author_or_in_another_journal(comparison: Comparison) -> bool:
    """“Moss D. Sleep and dreams. J Synth Examples 2015;12:101”: volume and page agree by chance."""
    return _is_like_title_at_its_place(comparison)


def alike_title_at_its_place(comparison: Comparison) -> bool:
    """“Hall A. Sleep and the consolidation of mem. 2015;101”: a title cut off, by its author on its page."""
    return _is_alike_by_its_author(comparison) and comparison.placed


def alike_title_in_its_volume(comparison: Comparison) -> bool:
    """“Hall A. Sleep and the consolidation of mem. J Synth Examples 2015;12”: without a page, its volume of its journal."""
    return (
        _is_alike_by_its_author(comparison)
        and comparison.page is None
        and comparison.volume is True
        and comparison.in_journal
    )


def _is_untitled(comparison: Comparison) -> bool:
    """Whether there is no title to compare, and none that stands in the reference either."""
    return comparison.title is None and comparison.resemblance < ALIKE


def _is_in_its_volume(comparison: Comparison) -> bool:
    return comparison.year is True and comparison.volume is True and comparison.in_journal


def _is_named_twice(comparison: Comparison) -> bool:
    return comparison.named and comparison.coauthors is True


def _is_like_title_at_its_place(comparison: Comparison) -> bool:
    """Whether a title is much like another, which is looked at only where volume and page agree."""
    return comparison.resemblance >= _RESEMBLES and comparison.year is not False


def _is_alike_by_its_author(comparison: Comparison) -> bool:
    return comparison.likeness >= ALIKE and comparison.named and comparison.year is True


_UNTITLED: tuple[Rule[Comparison], ...] = (
    Rule(True, untitled_at_its_place),
    Rule(True, untitled_at_its_place_in_a_journal_not_read),
    Rule(True, untitled_and_registered_without_a_page),
)
_SAME_TITLE: tuple[Rule[Comparison], ...] = (
    Rule(False, same_title_in_another_place),
    Rule(False, same_title_in_the_volume_of_another_year),
    Rule(True, same_title_by_its_author_in_its_year),
    Rule(True, same_title_by_its_author_in_its_journal),
    Rule(True, same_title_by_its_author_at_its_place),
    Rule(True, long_title_by_its_author),
    Rule(False, same_title_by_its_author_alone),
    Rule(True, same_title_in_its_journal_and_year),
    Rule(True, same_title_at_its_place_and_in_its_year),
    Rule(False, same_title_unsigned),
    Rule(True, same_title_by_another_author_at_its_place),
)
_OTHER_TITLE: tuple[Rule[Comparison], ...] = (
    Rule(True, like_title_at_its_place_in_its_journal),
    Rule(True, like_title_at_its_place_by_its_coauthors),
    Rule(True, much_like_title_at_its_place),
    Rule(False, like_title_by_another_author_or_in_another_journal),
    Rule(True, alike_title_at_its_place),
    Rule(True, alike_title_in_its_volume),
)


# --- Whether the DOI printed leads to the work that the rest of the reference describes.


def nothing_to_compare(comparison: Comparison) -> bool:
    """“doi:10.5555/sleep”: there is nothing that could speak against the DOI."""
    return all(
        same is None
        for same in (
            comparison.title,
            comparison.author,
            comparison.year,
            comparison.container,
            comparison.volume,
            comparison.page,
        )
    )


def its_title_by_its_author(comparison: Comparison) -> bool:
    """“Hall A. Editorial. doi:10.5555/sleep”: even a short title, with the author."""
    return comparison.title is True and comparison.named


def its_title_at_its_place(comparison: Comparison) -> bool:
    """“Editorial. 12:101. doi:10.5555/sleep”: even a short title, with the page."""
    return comparison.title is True and comparison.placed


def its_long_title(comparison: Comparison) -> bool:
    """“Moss D. Sleep and the consolidation of memory in adults. doi:10.5555/sleep”: the author was read wrongly."""
    return comparison.title is True and comparison.long_title


def its_title_damaged_by_its_author(comparison: Comparison) -> bool:
    """“Hall A. Slecp and the consolidation of rnemory. doi:10.5555/sleep”: a title cut or damaged, with the author."""
    return comparison.likeness >= _DOI_AND_TITLE and comparison.named


def its_place_by_its_author(comparison: Comparison) -> bool:
    """“Hall A. Schlaf. J Synth Examples 2015;12:101. doi:10.5555/sleep”: a translation, a title read wrongly."""
    return comparison.named and comparison.placed and comparison.year is not False


def untitled_by_its_author(comparison: Comparison) -> bool:
    """“Hall A 2015, doi:10.5555/sleep”: styles without titles."""
    return comparison.title is None and comparison.named


def untitled_at_its_page(comparison: Comparison) -> bool:
    """“12, 101 (2015), doi:10.5555/sleep”: styles without titles, and an author that was not read."""
    return comparison.title is None and comparison.placed


_CONFIRMING: tuple[Rule[Comparison], ...] = (
    Rule(True, nothing_to_compare),
    Rule(True, its_title_by_its_author),
    Rule(True, its_title_at_its_place),
    Rule(True, its_long_title),
    Rule(True, its_title_damaged_by_its_author),
    Rule(True, its_place_by_its_author),
    Rule(True, untitled_by_its_author),
    Rule(True, untitled_at_its_page),
)
