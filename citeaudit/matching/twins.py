"""Whether two works that a source proposes are one: registered twice, or a preprint and the article it became."""

from __future__ import annotations

from typing import NamedTuple

from citeaudit.matching.comparison import same_first_author
from citeaudit.matching.containers import same_container
from citeaudit.matching.numbering import same_page, same_volume, same_year
from citeaudit.matching.rules import Judgement, Rule, first_to_apply
from citeaudit.matching.titles import same_title
from citeaudit.model import Record

_ONLINE = 1
"""Years between two registrations of one work, online and printed."""


class Twins(NamedTuple):
    """Two works a source proposes that may be one."""

    record: Record
    other: Record


def being_one(record: Record, other: Record) -> Judgement:
    """Whether two registered works are one: a double registration, or a preprint and the article it became."""
    return first_to_apply(_BEING_ONE, Twins(record, other), otherwise=Judgement(True, "nothing differs"))


def one_DOI(twins: Twins) -> bool:  # noqa: N802
    """“10.5555/Sleep” and “10.5555/sleep”: DOIs have no case."""
    return twins.record.DOI != "" and twins.record.DOI.casefold() == twins.other.DOI.casefold()


def another_title(twins: Twins) -> bool:
    """“Sleep and memory” and “Correction: Sleep and memory” are two works."""
    return same_title(twins.record.title, twins.other.title) is False


def another_author(twins: Twins) -> bool:
    """“Editorial” by Hall and “Editorial” by Moss are two works; by Hall and “Hal” they are one."""
    misspelt, same = same_first_author(twins.record, twins.other)
    return same is False and not misspelt


def preprint_and_article(twins: Twins) -> bool:
    """“bioRxiv 2014” and “J Synth Examples 2015;12:101”: a preprint has another place than the article it became."""
    return (twins.record.type == "article") is not (twins.other.type == "article")


def another_place(twins: Twins) -> bool:
    """“Editorial” by Hall, 12:1 and 13:9: an author writes more than one."""
    record, other = twins
    return False in (
        same_year(record.year, other.year, tolerance=_ONLINE),
        same_container(record.container_title, other.container_title),
        same_volume(record.volume, other.volume),
        same_page(record.page, other.page),
    )


_BEING_ONE: tuple[Rule[Twins], ...] = (
    Rule(True, one_DOI),
    Rule(False, another_title),
    Rule(False, another_author),
    Rule(True, preprint_and_article),
    Rule(False, another_place),
)
