"""References beside their works: what may be compared, and what a list or a registry does to a title."""

from __future__ import annotations

from typing import Any

import pytest

from citeaudit.matching.pairs import (
    found_pairs,
    in_one_form,
    is_preprint,
    near_title,
    prints_container,
    prints_number,
)
from citeaudit.model import Audit, Found, Location, Manuscript, NotAsked, Record, Reference, Resolution, Work


def reference(record: Record, raw: str = "", index: int = 1) -> Reference:
    return Reference(index=index, label=str(index), raw=raw, record=record, location=Location(path="p"), confidence=1.0)


def found(**fields: Any) -> Found:
    return Found(work=Work(record=Record(**fields), source="s", identifier="10.5555/s"), score=1.0, reason="")


def test_pairs_are_those_that_were_found() -> None:
    references = tuple(reference(Record(), index=index) for index in (1, 2, 3, 4))
    resolutions: dict[int, Resolution] = {4: found(), 1: NotAsked(reason=""), 2: found()}
    audit = Audit(
        manuscript=Manuscript(path="p", format="markdown", title="", blocks=()),
        references=references,
        resolutions=resolutions,
    )
    assert [(pair[0].index, pair[1]) for pair in found_pairs(audit)] == [(2, resolutions[2]), (4, resolutions[4])]


@pytest.mark.parametrize(
    ("record", "preprint"),
    [
        (Record(), False),
        (Record(type="article"), True),
        (Record(archive="arXiv"), True),
        (Record(container_title="bioRxiv"), True),
        (Record(container_title="SSRN"), True),
        (Record(container_title="The bioRxiv of sleep"), False),
        (Record(container_title="Preprinted"), False),
    ],
)
def test_preprints(record: Record, preprint: bool) -> None:
    assert is_preprint(record) is preprint


@pytest.mark.parametrize(
    ("cited", "actual", "same"),
    [
        ({}, {}, True),
        ({"status": "in press"}, {}, False),
        ({}, {"status": "in press"}, True),  # what a registry says is out of date
        ({"type": "article"}, {}, False),
        ({}, {"type": "article"}, False),
        ({"type": "article"}, {"archive": "arXiv"}, True),
        ({"type": "book"}, {"type": "book"}, True),
        ({"type": "book"}, {"type": "chapter"}, False),
        ({"type": "chapter"}, {"type": "book"}, False),
        ({"type": "book"}, {"type": "entry"}, True),
        ({"type": "chapter"}, {"type": "entry"}, True),
        ({"type": "book"}, {}, False),
        ({}, {"type": "entry"}, False),
        ({"type": "report"}, {}, True),
    ],
)
def test_works_of_one_form(cited: dict[str, Any], actual: dict[str, Any], same: bool) -> None:
    assert in_one_form(reference(Record(**cited)), found(**actual)) is same


@pytest.mark.parametrize(
    ("raw", "number", "prints"),
    [
        ("J Sleep 2015;3:11-19", "11-19", True),
        ("J Sleep 2015;3:11-19", "11-20", False),
        ("J Sleep 2015;3:11-19", "1", False),
        ("J Sleep 2015;03:011", "3", True),
        ("J Sleep 2015;3:11", "003", True),
        ("J Sleep 2015;3:11", "xii", False),
        ("J Sleep 3. doi:10.5555/2015.12", "12", False),
        ("J Sleep 3. https://example.org/2015/12", "12", False),
        ("J Sleep 3. PMID: 12 PMC13", "12", False),
        ("J Sleep 3. PMID: 12 PMC13", "13", False),
    ],
)
def test_numbers_that_are_printed(raw: str, number: str, prints: bool) -> None:
    assert prints_number(raw, number) is prints


@pytest.mark.parametrize(
    ("raw", "container", "prints"),
    [
        ("Hall. Cell death. Cell 2015", "Cell", True),
        ("Hall. Cell death. 2015", "Cell", False),  # a word of the title
        ("Hall. Cell death. Gut 2015", "Gut", False),  # three letters
        ("Hall. Cell death. J Synth Examples 2015", "Journal of Synthetic Examples", True),
        ("Hall. Cell death. J Synth 2015", "Journal of Synthetic Examples", False),
        ("Hall. Cell death. 2015", "Cell Death", True),  # two words may be a journal that has the name of the title
        ("Hall. Cell death. Acta Sleep", "Acta Sleep", True),  # at the very end
        ("Acta Sleep. Cell death.", "Acta Sleep", True),  # and the very beginning
        ("Hall. Cell death. 2015", "", False),
    ],
)
def test_containers_that_are_printed(raw: str, container: str, prints: bool) -> None:
    assert prints_container(reference(Record(title="Cell death"), raw), container) is prints


@pytest.mark.parametrize(
    ("cited", "actual", "raw", "near"),
    [
        ("Sleep for the yeast", "Sleep forthe yeast", "", True),
        # The work's title stands in what was read as the title: three words, no digits lost.
        ("Sleep in rats. Acta Sleep", "Sleep in rats", "", True),
        ("Rat sleep. Acta Wave", "Rat sleep", "", False),
        ("Sleep in rats. Acta 5", "Sleep in rats", "", False),
        ("Asleep in rats. Acta Wave", "Sleep in rats", "", False),
        ("Sleep in rats 5. Acta", "Sleep in rats 5", "", True),
        # It stands in the reference as printed: 20 letters.
        ("Wxyz", "Abcdefghijklmnopqrst", "Hall. Abcdefghij klmnopqrst. 2015", True),
        ("Wxyz", "Abcdefghijklmnopqrs", "Hall. Abcdefghij klmnopqrs. 2015", False),
        # One stands in the other: 20 letters, and no digits lost.
        ("Wxyz Abcdefghijklmnopqrst", "Abcdefghijklmnopqrst", "", True),
        ("Abcdefghijklmnopqrst", "Wxyz Abcdefghijklmnopqrst", "", True),
        ("Wxyz Abcdefghijklmnopqrs", "Abcdefghijklmnopqrs", "", False),
        ("Abcdefghijklmnopqrst", "Wxyz Abcdefghijklmnopqrst 5", "", False),
        ("Abcdefghijklmnopqrst5", "Wxyz Abcdefghijklmnopqrst5", "", True),
        # Letters that are wrong, three of them here.
        ("Abcdefgh", "Abcdexyz", "", True),
        ("Abcdefgh", "Abcdwxyz", "", False),
        ("Abcdefg1", "Abcdefg2", "", False),
        ("Abcdefg1", "Abcdexy1", "", True),
        # Words that are abbreviated.
        ("LF waves in the gut", "Low frequency waves in the gut", "", True),
        ("LG waves in the gut", "Low frequency waves in the gut", "", False),
        ("Low frequency waves in the gut", "LF waves in the gut", "", True),
        ("3D waves of the gut", "Three dimensional waves of the gut", "", True),
        ("4D waves of the gut", "Four dimensional waves of the gut", "", True),
        ("2D waves of the gut", "Two dimensional waves of the gut", "", True),
        ("1D waves of the gut", "One dimensional waves of the gut", "", True),
        ("5D waves of the gut", "Five dimensional waves of the gut", "", False),
        ("LF waves of the SWQ", "Low frequency waves of the slow wave quiet", "", True),
        ("LF waves of the SWQ", "Low frequency waves of the slow wave noise", "", False),
        ("Waves of the gut", "Waves of the gut reconsidered", "", False),
        ("Waves plus tides", "Waves versus tides", "", True),
        ("Waves tides", "Waves approximately tides", "", True),
        ("Waves tides", "Waves considering tides", "", False),
        # Small words do not count, the micro sign is spelt out.
        ("Waves of gut", "Waves in the gut", "", True),
        ("Waves of μRNA of sleep", "Waves of micro RNA of sleep", "", True),
        ("Waves", "", "", False),
    ],
)
def test_near_title_at_its_edges(cited: str, actual: str, raw: str, near: bool) -> None:
    assert near_title(cited, actual, raw=raw, letters=3) is near
