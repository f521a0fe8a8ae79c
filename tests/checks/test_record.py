"""What the checks of the group "record" tell and ignore, beyond the examples on their pages."""

from __future__ import annotations

from typing import Any

import pytest

from citeaudit.matching import other_author, same_range
from citeaudit.matching.pairs import is_preprint, near_title
from citeaudit.model import Name, Record
from citeaudit.rules.running import get
from tests.manuscripts import audit_text

ENTRY = "Hall A, Berg C, Lind E. Sleep and the consolidation of memory. J Sleep 2015;3:123-9. doi:10.5555/s1"


def told(check: str, work: dict[str, Any], entry: str = ENTRY) -> list[str]:
    """The messages of one check on one reference whose work differs in what is given."""
    text = f"# Sleep\n\nMemory needs sleep (1).\n\n## References\n\n1. {entry}\n"
    return [finding.message for finding in get(check).findings(audit_text(text, {"10.5555/s1": work}))]


@pytest.mark.parametrize(
    ("check", "work", "entry", "found"),
    [
        ("year-mismatch", {"year": 2011}, ENTRY, True),
        ("year-mismatch", {"year": 2011, "type": "article"}, ENTRY, False),  # the preprint of the article
        ("year-mismatch", {"year": None}, ENTRY, False),
        ("year-mismatch", {"year": 2010, "DOI": "10.5555/j.sleep.2015.123"}, ENTRY, False),  # the DOI knows the year
        ("year-mismatch", {"year": 1989}, ENTRY.replace("2015;3", "1999;3"), True),  # earlier than printed: no scan
        ("year-mismatch", {"year": 2010}, ENTRY.replace("2015;3", "1999;3"), False),
        ("pages-mismatch", {"page": "123"}, ENTRY, False),
        ("pages-mismatch", {"page": "923-929"}, ENTRY, True),
        ("pages-mismatch", {"page": "123-999"}, ENTRY, False),  # no article has 900 pages
        ("pages-mismatch", {"page": "1-7"}, ENTRY, False),
        ("pages-mismatch", {"page": "L08403"}, ENTRY, False),
        ("pages-mismatch", {"page": "455-461", "DOI": "10.5555/s.2015.123"}, ENTRY, False),
        ("volume-mismatch", {"volume": "Vol. 3"}, ENTRY, False),
        ("volume-mismatch", {"volume": "4"}, ENTRY, True),
        ("volume-mismatch", {"volume": "4"}, ENTRY.replace("3:", "3(4):"), False),
        ("container-mismatch", {"container_title": "Sleep Journal of Sleep"}, ENTRY, False),
        ("container-mismatch", {"container_title": "Dreams of Europe"}, ENTRY, True),
        ("container-mismatch", {"container_title": "Memory"}, ENTRY, True),  # a word of the title is no journal
        ("container-mismatch", {"container_title": "Dreams of Europe", "type": "chapter"}, ENTRY, False),
        ("title-mismatch", {"title": "Sleep and the consolidation of memories"}, ENTRY, False),
        ("title-mismatch", {"title": "The cost of sleepless nights"}, ENTRY, True),
        ("title-mismatch", {"title": ""}, ENTRY, False),
        ("title-mismatch", {"title": "Sleep: a cohort, 1990-1999"}, ENTRY.replace("Sleep and the consolidation of memory", "Sleep"), False),
        ("title-mismatch", {"title": "Sleep: part 2"}, ENTRY.replace("Sleep and the consolidation of memory", "Sleep"), True),
        ("title-mismatch", {"title": "Schlaf und Lernen"}, ENTRY.replace("Sleep and the consolidation of memory", "[Sleep and learning]"), False),
        ("title-mismatch", {"title": "The sleep of the old"}, ENTRY.replace("Sleep and the consolidation of memory", "Der Schlaf im Alter"), False),
        ("title-mismatch", {"title": "Der Schlaf im Alter"}, ENTRY, False),
        ("volume-mismatch", {"volume": "42"}, ENTRY.replace("2015;3:123-9", "t. XLII, n° 3, 2015, p. 123-129"), False),
        ("pages-mismatch", {"page": "12345-12367"}, ENTRY.replace("3:123-9", "3:12,345-12,367"), False),
        ("author-mismatch", {"author": ["Hall, A", "Lind, E"]}, ENTRY, False),  # one left out
        ("author-mismatch", {"author": ["Berg, C", "Hall, A", "Lind, E"]}, ENTRY, True),
        ("author-mismatch", {"author": ["Hall, A", "Moss, D", "Lind, E"]}, ENTRY, True),
        ("author-mismatch", {"author": ["Hal, A", "Berg, C", "Lind, E"]}, ENTRY, False),
        ("author-mismatch", {"author": ["Sleep Research Network, The"]}, ENTRY, False),
        ("author-mismatch", {"author": []}, ENTRY, False),
    ],
)  # fmt: skip
def test_told_or_let_pass(check: str, work: dict[str, Any], entry: str, found: bool) -> None:
    assert bool(told(check, work, entry)) is found


@pytest.mark.parametrize("check", ["year", "title", "pages", "volume", "container", "author"])
def test_the_same_work_passes(check: str) -> None:
    assert told(f"{check}-mismatch", {}) == []


@pytest.mark.parametrize(
    ("cited", "actual", "raw", "near"),
    [
        (
            "consolidation of memory in rats",
            "Sleep and the consolidation of memory in rats",
            "",
            True,
        ),  # the beginning was cut off
        ("Rpan: a browser for ≈3000 rice genomes", "RPAN: a browser for similar to 3000 rice genomes", "", True),
        ("MutMap+: genetic mapping of mutants", "MutMap plus: genetic mapping of mutants", "", True),
        ("3D recovery of roots in soil", "Three-dimensional recovery of roots in soil", "", True),
        ("RT PCR of small samples in plants", "Reverse transcription PCR of small samples in plants", "", True),
        ("Sleep and memory", "Sleep and the memory of REM phases", "Sleep and the memory of REM phases. 2015", True),
        ("The Sleep Code,” J Dreams", "The Sleep Code", "", True),  # the journal was read with the title
        ("The Sleep Code 2", "The Sleep Code", "", False),
        ("Results of the REMWAVE-1 trial of naps", "Results of the REMWAVE-2 trial of naps", "", False),
        ("Yield of wheat in Europe", "Yield of spring wheat in Europe", "", False),
    ],
)
def test_near_title(cited: str, actual: str, raw: str, near: bool) -> None:
    assert near_title(cited, actual, raw=raw, letters=3) is near


@pytest.mark.parametrize(
    ("a", "b", "last", "same"),
    [
        ("123-9", "123-130", 1, True),
        ("123-9", "123-131", 1, False),
        ("S57-S66", "57-66", 0, True),
        ("1002–U1009", "1002-1006", 0, True),  # the last page counts otherwise
        ("281–2292", "281-292", 1, False),
        ("13.15.1–13.15.24", "13-15", 0, True),
        ("", "1-9", 0, None),
        ("e104399", "12-19", 0, None),
    ],
)
def test_same_range(a: str, b: str, last: int, same: bool | None) -> None:
    assert same_range(a, b, last=last) is same


@pytest.mark.parametrize(
    ("cited", "actual", "place"),
    [
        ("Hall Berg Lind", "Hall Berg Lind", None),
        ("Hall Berg Lind", "Moss Berg Lind", 0),
        ("Hall Berg Lind", "Hall Moss Lind", 1),
        ("Hall Berg", "Hall Moss", 1),
        ("Hall Berg", "Hall Moss Lind", None),  # lists that were shortened tell nothing
        ("Hall Berg Lind", "Hall Lind Berg", None),
        ("Hall Berg Lind", "Hall YQ Lind", None),  # initials in place of a name
        ("Linwang Berg", "Wang Berg", None),
        ("Hall", "", None),
    ],
)
def test_other_author(cited: str, actual: str, place: int | None) -> None:
    printed, registered = ([Name(family=family) for family in families.split()] for families in (cited, actual))
    assert other_author(printed, registered) == place


@pytest.mark.parametrize(
    ("record", "preprint"),
    [
        (Record(type="article"), True),
        (Record(container_title="bioRxiv"), True),
        (Record(container_title="medRxiv preprint"), True),
        (Record(container_title="Research Square"), True),
        (Record(container_title="Preventive Medicine"), False),
        (Record(container_title="J Sleep"), False),
    ],
)
def test_is_preprint(record: Record, preprint: bool) -> None:
    assert is_preprint(record) is preprint
